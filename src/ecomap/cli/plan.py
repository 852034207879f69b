"""``ecomap plan``: the year ahead within means."""

import re
from datetime import datetime
from typing import Literal

import typer

from ecomap.cli import choices
from ecomap.cli.logbooks import Firm
from ecomap.cli.typed import again
from ecomap.io.amounts import read_assignment

MONTH = re.compile(r"(?P<y>[0-9]{4})[-/.](?P<m>0?[1-9]|1[0-2])|(?P<m2>0?[1-9]|1[0-2])[-/.](?P<y2>[0-9]{4})")


def read_month(text: str) -> str:
    """Return a month as 2026-12, on whichever side of it the four digits of its year stand."""
    found = MONTH.fullmatch(text.strip())
    if found is None:
        raise typer.BadParameter(f'"{text}" is no month: write it like 2026-12.')
    return f"{found['y'] or found['y2']}-{found['m'] or found['m2']:0>2}"


def _begun(texts: list[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for text in texts:
        pair = read_assignment(text)
        try:
            found[pair.name] = read_month(pair.value) if pair.sign else None
        except typer.BadParameter:
            raise typer.BadParameter(
                f'"{text}": write the month like {pair.name}=2026-12.', param_hint="--done"
            ) from None
    return found


@choices.answering(dated=True, logbook=True)
def plan(
    firm: Firm, months: int = 12, start: str | None = None, done: list[str] | None = None,
    ethics: Literal["all", "strict"] = "all", draws: int = 0, limits: bool = False, why_not: str | None = None,
    as_of: datetime | None = None,
) -> choices.Answer:  # fmt: skip
    from ecomap.render.plan import plan_sheet
    from ecomap.results.logbook import Pilot
    from ecomap.verbs.plan import plan_year

    found = plan_year(
        firm.ecosystem, firm.business, months=months, start=start, done=_begun(done or []),
        pilots=firm.entries(Pilot), ethics=ethics, draws=draws, limits=limits, why_not=why_not,
        as_of=choices.day(as_of), sha256=firm.sha256,
    )  # fmt: skip
    return plan_sheet(found, again())
