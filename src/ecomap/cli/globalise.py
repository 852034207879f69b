"""``ecomap globalise``: a firm across borders."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import typer

from ecomap.cli import choices
from ecomap.cli.logbooks import Firm
from ecomap.cli.typed import again

if TYPE_CHECKING:
    from ecomap.results.globalise import Globalisation

Mediation = Literal["country", "none"]


@choices.answering()
def globalise(
    firm: Firm, to: list[str] | None = None, rank: bool = False, mediation: Mediation = "country", full: bool = False,
    horizon: float = 3.0, as_of: datetime | None = None,
) -> choices.Answer:  # fmt: skip
    from ecomap.io.statistics import load_statistics
    from ecomap.model import Settings
    from ecomap.render.globalise import globalisation_sheet
    from ecomap.verbs.globalise import globalise as answer

    found = answer(
        firm.ecosystem, firm.business, to or [], Settings(horizon=horizon), rank=rank or not to, mediation=mediation,
        as_of=choices.day(as_of), statistics=load_statistics(firm.maps), sha256=firm.sha256,
    )  # fmt: skip
    if not to and not rank:
        if found.reach.abroad:
            raise typer.BadParameter("name a country, as --to DE, or see which comes first with --rank.")
        found = replace(found, ranking=())
    return replace(globalisation_sheet(found, full=full), next_step="" if full else _next_step(found))


def _next_step(found: "Globalisation") -> str:
    if found.markets or not found.ranking or not found.reach.abroad:
        return again("--full")
    there = again("--to", found.ranking[0].country).replace(" --rank", "", 1)
    return f"{there}   (what it takes there)" if there else ""
