"""Pilots laid out: on a screen each with its counts as a line of bars, and what they say; and all of a logbook."""

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial

from ecomap.render.phrases import within
from ecomap.render.screen import BARS, Line, line, wrapped
from ecomap.render.sheet import Sheet, Table
from ecomap.results.logbook import LogbookExport
from ecomap.results.track import Pilots, Standing, figure
from ecomap.safe import one_line

SHOWN = 16  # counts that a line of bars has at most
STYLES = {
    "reached": "bold green", "on the way": "green", "better": "green", "behind": "yellow", "worse": "red",
    "no better": "red", "not enough": "red", "over the cap": "red",
}  # fmt: skip
INDENT = " " * 4
READ = (
    "pilot", "counts", "unit", "before", "wanted", "last", "counted", "what it says", "cost, EUR", "hours", "decide",
)  # fmt: skip


def pilots_sheet(found: Pilots, next_step: str = "") -> Sheet:
    """Lay out where pilots stand."""
    return Sheet.of(
        found, "ecomap/track/1", f"Pilots of {found.business}" if found.business else "Pilots",
        tables=[Table(READ, [_read(one) for one in found.pilots])], drawing=partial(_lines, found),
        next_step=next_step,
    )  # fmt: skip


def _read(one: Standing) -> tuple[str | float | int | None, ...]:
    pilot = one.pilot
    return (
        f"{pilot.id} {pilot.name}", pilot.kpi, pilot.unit, pilot.baseline, pilot.target,
        one.readings[-1].value if one.readings else None, bars(one), f"{one.text} {one.change}".strip(), one.eur,
        one.hours, pilot.review,
    )  # fmt: skip


def bars(one: Standing) -> str:
    """Return the last counts as bars: the lowest and highest of them, of before and of the target span the heights."""
    values = [reading.value for reading in one.readings[-SHOWN:]]
    ends = [*values, *(value for value in (one.pilot.baseline, one.pilot.target) if value is not None)]
    if not values:
        return ""
    low, span = min(ends), max(ends) - min(ends)
    return "".join(BARS[round((len(BARS) - 1) * (value - low) / span)] if span else BARS[3] for value in values)


def _lines(found: Pilots, width: int) -> Iterator[Line]:
    if found.business:
        yield from wrapped(f"Pilots of {one_line(found.business)}, {found.as_of}", width, "bold")
    if not found.pilots:
        yield line("None yet.")
    for one in found.pilots:
        if not one.pilot.closed:
            yield from _open(one, width)
            continue
        text = f"{one_line(one.pilot.name)}: {one_line(within(one.text))}"
        yield from wrapped(text, width, "dim", first=f"{one.pilot.id:2}  ")


def _open(one: Standing, width: int) -> Iterator[Line]:
    pilot = one.pilot
    yield from wrapped(one_line(pilot.name), width, "bold", first=f"{pilot.id:2}  ")
    unit = f" ({one_line(pilot.unit)})" if pilot.unit else ""
    parts = [f"{figure(pilot.baseline)} before"] if pilot.baseline is not None else []
    parts += [f"{figure(pilot.target)} wanted"] if pilot.target is not None else []
    parts += [f"{figure(last.value)} on {last.date} (reading {last.id})" for last in one.readings[-1:]]
    said = f"{one_line(pilot.kpi)}{unit}: {', '.join(parts)}" if parts else f"{one_line(pilot.kpi)}{unit}"
    yield from wrapped(f"{said}  {bars(one)}".rstrip(), width, first=INDENT)
    yield from wrapped(one_line(one.text), width, STYLES.get(one.says, ""), first=INDENT)
    if one.change:
        yield from wrapped(one.change, width, "dim", first=INDENT)
    yield from wrapped(_terms(one), width, "dim", first=INDENT)


def _terms(one: Standing) -> str:
    pilot = one.pilot
    eur = f"EUR {figure(one.eur)}" + (f" of {figure(pilot.cap_eur)}" if pilot.cap_eur is not None else "")
    hours = f"{figure(one.hours)}" + (f" of {figure(pilot.cap_hours)}" if pilot.cap_hours is not None else "")
    return f"Spent: {eur}, {hours} hours. Stop if: {one_line(one.rule)}."


# --- the logbook itself


def export_sheet(found: LogbookExport, kind: str | None = None) -> Sheet:
    """Lay out all of a logbook: one row a field or, of one kind, one row an entry; JSON has all, to the last digit."""
    header, rows = (found.header, found.rows()) if kind is None else found.table(kind)
    return Sheet("Logbook", header, rows, document=lambda: {"schema": "ecomap/logbook/1"} | asdict(found))
