"""``ecomap track``: try something small, count, decide."""

import contextlib
import shlex
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ecomap.cli import choices
from ecomap.cli.shares import amount
from ecomap.errors import ArgumentError
from ecomap.io.amounts import COUNT, MONEY, AmountError, Quantity, read_number
from ecomap.io.amounts import HOURS as HOURS_A_WEEK
from ecomap.record import copied

if TYPE_CHECKING:
    from datetime import date

    from ecomap.io.logbook.store import Logbook
    from ecomap.render.sheet import Sheet
    from ecomap.results.logbook import Pilot

EUROS = copied(Quantity, MONEY, like="300", most=1e12, a_year=0)
HOURS = copied(Quantity, HOURS_A_WEEK, like="20", most=1e9, called="about-behind,hour", a_year=0)
Which = Annotated[str, typer.Argument(help="The pilot, by number or name.", metavar="PILOT", show_default=False)]
Note = Annotated[str, typer.Option(help="A note.", metavar="TEXT", show_default=False)]
Count = Annotated[float | None, typer.Option(parser=amount(COUNT), metavar="NUMBER", help="What it was before.")]
Target = Annotated[float | None, typer.Option(parser=amount(COUNT), metavar="NUMBER", help="What it shall be.")]
CapEur = Annotated[
    float | None, typer.Option(parser=amount(EUROS), metavar="NUMBER", help="Most that it may cost, EUR.")
]
CapHours = Annotated[
    float | None, typer.Option(parser=amount(HOURS), metavar="NUMBER", help="Most hours that it may take.")
]
Step = Annotated[
    str | None,
    typer.Option(metavar="PRACTICE", help="A practice of the map, or a step of a plan: fills in what you do not say."),
]
Stop = Annotated[
    str,
    typer.Option(
        metavar="NUMBER|TEXT", show_default=False,
        help="When to stop: the number that must be reached by the day to decide, or words. "
        "[default: if no better than before]",
    ),
]  # fmt: skip


@choices.answering()
def track(
    business: choices.BusinessArgument,
    as_of: choices.AsItStood = None,
    logbook: choices.LogbookOption = None,
    map_file: choices.MapOption = None,
) -> "Sheet":
    """Try something small, count, decide: where your pilots stand, and what the counts say.

    \b
    Examples:
      ecomap track mine.yaml
      ecomap track bakery --logbook trial.logbook.sqlite --json
    """
    from ecomap.io.businesses import open_business

    name = open_business(business, map_file).business.name
    with _opened(business, logbook) as opened:
        named = shlex.quote(business)
        first = f"ecomap plan {named}   (what to try; then: ecomap track start {named} --step ITS-NAME)"
        return _standings(opened, choices.day(as_of), name, if_none=first)


@choices.answering()
def start(
    business: choices.BusinessArgument,
    name: Annotated[str, typer.Argument(help="What it is called; a practice has a name.", show_default=False)] = "",
    step: Step = None,
    hypothesis: Annotated[str, typer.Option(metavar="TEXT", help="What you expect.", show_default=False)] = "",
    kpi: Annotated[str, typer.Option(metavar="TEXT", help="What is counted.", show_default=False)] = "",
    unit: Annotated[str, typer.Option(metavar="TEXT", help="Its unit.", show_default=False)] = "",
    better: Annotated[
        Literal["up", "down"] | None, typer.Option(help="Which is better. [default: as --target lies to --baseline]")
    ] = None,
    baseline: Count = None,
    target: Target = None,
    cap_eur: CapEur = None,
    cap_hours: CapHours = None,
    stop: Stop = "",
    review: Annotated[
        datetime | None,
        typer.Option(parser=choices.read_day, metavar="DATE", help="Day to decide. [default: in 12 weeks]"),
    ] = None,
    on: choices.On = None,
    note: Note = "",
    logbook: choices.LogbookOption = None,
    map_file: choices.MapOption = None,
) -> "Sheet":
    """Begin a pilot: what you expect, what it may cost, what you count, and when you decide.

    \b
    Examples:
      ecomap track start mine.yaml --step reminder-before-each-visit --better down
      ecomap track start mine.yaml "Sunday orders" --kpi "Orders" --better up
    """
    from ecomap.io.businesses import open_business
    from ecomap.verbs.new_pilot import new_pilot

    ecosystem, day = open_business(business, map_file).ecosystem, choices.day(on)
    try:
        pilot = new_pilot(
            ecosystem, day, name=name, practice=step, hypothesis=hypothesis, kpi=kpi, unit=unit, better=better,
            baseline=baseline, target=target, cap_eur=cap_eur, cap_hours=cap_hours, stop=stop,
            review=None if review is None else review.date(), note=note,
        )  # fmt: skip
    except ArgumentError as error:
        raise typer.BadParameter(str(error)) from None
    with _opened(business, logbook) as opened:
        begun = opened.add(pilot).id
        counted = f"ecomap track log {shlex.quote(business)} {begun} NUMBER   (each time you count)"
        return replace(_standings(opened, day, only=begun), next_step=counted)


@choices.answering()
def log(
    business: choices.BusinessArgument,
    pilot: Which,
    value: Annotated[str, typer.Argument(help="What was counted; -- before one below 0.", show_default=False)],
    on: choices.On = None,
    eur: Annotated[
        float | None, typer.Option(parser=amount(EUROS), metavar="NUMBER", help="Spent since the last time, EUR.")
    ] = None,
    hours: Annotated[
        float | None, typer.Option(parser=amount(HOURS), metavar="NUMBER", help="Hours since the last time.")
    ] = None,
    note: Note = "",
    logbook: choices.LogbookOption = None,
) -> "Sheet":
    """Write down what was counted, and what it has cost since the last time; says what the counts say now.

    \b
    Examples:
      ecomap track log mine.yaml 1 9
      ecomap track log mine.yaml "Sunday orders" 7 --on 2026-11-02 --eur 20
    """
    from ecomap.results.logbook import Reading

    with _opened(business, logbook) as opened, opened.together():
        found = _pilot(opened, pilot)
        written = Reading(found.id, _past(on, found), _counted(value, found), eur or 0.0, hours or 0.0, note)
        opened.add(written)
        return _standings(opened, choices.day(None), only=found.id)


@choices.answering()
def close(
    business: choices.BusinessArgument,
    pilot: Which,
    verdict: Annotated[Literal["scale", "change", "stop"], typer.Option(help="What you decide.", show_default=False)],
    on: choices.On = None,
    note: Note = "",
    logbook: choices.LogbookOption = None,
) -> "Sheet":
    """Close a pilot with a verdict: scale it, change it, or stop.

    \b
    Examples:
      ecomap track close mine.yaml 1 --verdict scale
      ecomap track close mine.yaml "Sunday orders" --verdict stop --note dear
    """
    from ecomap.results.logbook import Pilot

    with _opened(business, logbook) as opened, opened.together():
        found = _pilot(opened, pilot)
        if found.closed:
            way_out = f"Open it again: ecomap track undo {business} pilot {found.id}"
            raise typer.BadParameter(f"it was closed on {found.closed}: {found.verdict}. {way_out}", param_hint="PILOT")
        opened.correct(Pilot, found.id, verdict=verdict, closed=_past(on, found), note=note or found.note)
        return _standings(opened, choices.day(None), only=found.id)


# --- how


@contextlib.contextmanager
def _opened(business: str, file: Path | None) -> "Iterator[Logbook]":
    from ecomap.io.logbook.opening import logbook_beside
    from ecomap.io.logbook.store import Logbook

    with Logbook(logbook_beside(business, file)) as logbook:
        yield logbook


def _standings(logbook: "Logbook", day: "date", business: str = "", only: int = 0, if_none: str = "") -> "Sheet":
    """Return where pilots stand, or only one."""
    from ecomap.render.track import pilots_sheet
    from ecomap.results.logbook import Pilot, Reading
    from ecomap.verbs.track import judge_pilots

    with logbook.unmoved():
        pilots = (logbook.entry(Pilot, only),) if only else logbook.entries(Pilot)
        readings = logbook.entries(Reading)
    return pilots_sheet(judge_pilots(pilots, readings, day, business), "" if pilots else if_none)


def _pilot(logbook: "Logbook", text: str) -> "Pilot":
    """Return the pilot that is meant by number, name or the practice that it tries."""
    from ecomap.errors import UnknownNameError
    from ecomap.model.written import folded
    from ecomap.results.logbook import Pilot

    if text.strip().isdecimal() and len(text) < 10:
        return logbook.entry(Pilot, int(text))
    pilots = logbook.entries(Pilot)
    found = [one for one in pilots if folded(text) in (folded(one.name), folded(one.practice))]
    if len(found) > 1:
        numbers = " or ".join(str(one.id) for one in found)
        raise UnknownNameError("pilot", text, (), message=f'"{text}" names several.', way_out=f"Write {numbers}.")
    if not found:
        raise UnknownNameError(
            "pilot", text, [one.name for one in pilots], way_out="" if pilots else "There is no pilot yet."
        )
    return found[0]


def _past(on: datetime | None, pilot: "Pilot") -> str:
    """Return a day that has come, and on which the pilot had begun."""
    day = choices.past(on)
    if day.isoformat() < pilot.started:
        raise typer.BadParameter(f"{day} is before the beginning, {pilot.started}.", param_hint="--on")
    return day.isoformat()


def _counted(text: str, pilot: "Pilot") -> float:
    """Return a number; of what is counted in % the sign may stand behind it."""
    bare = text.rstrip().removesuffix("%") if "%" in pilot.unit else text
    try:
        return read_number(bare, COUNT)
    except AmountError as error:
        raise typer.BadParameter(str(error), param_hint="VALUE") from None
