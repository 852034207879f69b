"""``ecomap plan``: the year ahead within means."""

import re
from typing import Annotated, Literal

import typer

from ecomap.cli import choices
from ecomap.cli.logbooks import Firm
from ecomap.cli.typed import again
from ecomap.io.amounts import read_assignment

MONTH = r"[0-9]{4}-(0[1-9]|1[0-2])"


def _month(text: str) -> str:
    if not re.fullmatch(MONTH, text):
        raise typer.BadParameter(f'"{text}" is no month: write it like 2026-12.')
    return text


def _begun(texts: list[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for text in texts:
        pair = read_assignment(text)
        if pair.sign and not re.fullmatch(MONTH, pair.value):
            raise typer.BadParameter(f'"{text}": write the month like {pair.name}=2026-12.', param_hint="--done")
        found[pair.name] = pair.value or None
    return found


Done = Annotated[
    list[str] | None,
    choices.option(
        "A step that you have begun or finished, with the month if it is not over; it stays as it is.", "STEP[=YYYY-MM]"
    ),
]
Start = Annotated[
    str | None,
    choices.option("First month. [default: this month, from the 16th on the next]", "YYYY-MM", "--from", parser=_month),
]
Months = Annotated[int, typer.Option(min=1, max=36, help="How many months.")]
Draws = Annotated[
    int, typer.Option(min=0, max=1000, help="Say how firm each step is, from so many draws of priorities and costs.")
]
Limits = Annotated[
    bool, typer.Option("--limits", help="Say what binds: what one more change, more hours, more money would bring.")
]
Ethics = Annotated[Literal["all", "strict"], typer.Option(help="strict: leave out what nothing keeps in check.")]
WhyNot = Annotated[str | None, choices.option("Say why a step or trend is not in the plan.", "STEP")]


@choices.answering(dated=True)
def plan(
    firm: Firm, months: Months = 12, start: Start = None, done: Done = None,
    ethics: Ethics = "all", draws: Draws = 0, limits: Limits = False, why_not: WhyNot = None,
    as_of: choices.AsOf = None,
) -> choices.Answer:  # fmt: skip
    """Examples:
    ecomap plan bakery
    ecomap plan mine.yaml --done one-vault-for-passwords -o plan.ics
    ecomap plan bakery --limits --why-not "Social media marketing"
    """
    from ecomap.render.plan import plan_sheet
    from ecomap.verbs.plan import plan_year

    found = plan_year(
        firm.ecosystem, firm.business, months=months, start=start, done=_begun(done or []), ethics=ethics,
        draws=draws, limits=limits, why_not=why_not, as_of=choices.day(as_of), sha256=firm.sha256,
    )  # fmt: skip
    return plan_sheet(found, again())
