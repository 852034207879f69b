"""``ecomap globalise``: a firm across borders."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ecomap.cli import choices
from ecomap.cli.logbooks import Firm
from ecomap.cli.typed import again

if TYPE_CHECKING:
    from ecomap.results.globalise import Globalisation

Mediation = Literal["country", "none"]


@choices.answering()
def globalise(
    firm: Firm,
    to: Annotated[
        list[str] | None,
        choices.option(
            "A country, by code or name; may be given several times.",
            "COUNTRY",
            "--to",
            complete=choices.countries,
            show_default=False,
        ),
    ] = None,
    rank: Annotated[bool, typer.Option("--rank", help="All countries of the map in order, and why.")] = False,
    mediation: Annotated[
        Mediation,
        typer.Option(help="Technology as each country shapes it, or as fate, alike everywhere, with what changes."),
    ] = "country",
    full: Annotated[bool, typer.Option("--full", help="Every figure, duty, answer and practice.")] = False,
    horizon: choices.HorizonOption = 3.0,
    as_of: choices.AsOf = None,
) -> choices.Answer:
    """Examples:
    ecomap globalise online-shop --to DE
    ecomap globalise manufacturer --rank --mediation none
    """
    from ecomap.io.statistics import load_statistics
    from ecomap.model import Settings
    from ecomap.render.globalise import globalisation_sheet
    from ecomap.verbs.globalise import globalise as answer

    if not to and not rank:
        raise typer.BadParameter("name a country, as --to DE, or see which comes first with --rank.")
    found = answer(
        firm.ecosystem, firm.business, to or [], Settings(horizon=horizon), rank=rank, mediation=mediation,
        as_of=choices.day(as_of), statistics=load_statistics(firm.maps), sha256=firm.sha256,
    )  # fmt: skip
    return replace(globalisation_sheet(found, full=full), next_step="" if full else _next_step(found))


def _next_step(found: "Globalisation") -> str:
    if found.markets or not found.ranking:
        return again("--full")
    there = again("--to", found.ranking[0].country).replace(" --rank", "", 1)
    return f"{there}   (what it takes there)" if there else ""
