"""``ecomap track`` and its commands: try something small, count, decide; and the logbook itself."""

import shlex
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import typer

from ecomap.cli import choices, output
from ecomap.cli.logbooks import Book, Firm
from ecomap.cli.rooms import entries, io, model, render, results, verbs
from ecomap.errors import ArgumentError, UnknownNameError
from ecomap.io.amounts import COUNT, MONEY, AmountError, Quantity, read_assignment, read_number
from ecomap.io.amounts import HOURS as HOURS_A_WEEK
from ecomap.record import copied

EUROS = copied(Quantity, MONEY, like="300", most=1e12, a_year=0)
HOURS = copied(Quantity, HOURS_A_WEEK, like="20", most=1e9, called="about-behind,hour", a_year=0)
SPENT = {"cap_eur": EUROS, "eur": EUROS, "cap_hours": HOURS, "hours": HOURS}
SHARES = "%"  # the unit of what is counted in it
PAST = ("date", "closed")  # days on which something was seen, counted or decided
ENDED = {"reached": "scale", **dict.fromkeys(("over the cap", "worse", "no better", "not enough"), "stop")}
"""Verdict that what counts say asks for."""
KEPT = {"scale": ("adopted", "in use"), "stop": ("rejected", "if it is not for you")}
"""Where a business file says the same as a verdict, and in words."""
DAYS = (*PAST, "started", "review")
Kind = Literal["pilot", "reading", "signal", "review", "channel"]
Kinds = Literal["signals", "reviews", "channels", "feeds", "snapshots", "pilots", "readings"]


@choices.answering(logbook=True)
def track(firm: Firm, as_of: datetime | None = None) -> choices.Answer:
    with firm.logbook() as opened:
        return _standings(opened, firm, choices.day(as_of), firm.business.name)


@choices.answering(logbook=True)
def start(
    firm: Firm, name: str = "", step: str | None = None, hypothesis: str = "", kpi: str = "", unit: str = "",
    better: Literal["up", "down"] | None = None, baseline: str | None = None, target: str | None = None,
    cap_eur: float | None = None, cap_hours: float | None = None, stop: str = "", review: datetime | None = None,
    on: datetime | None = None, note: str = "",
) -> choices.Answer:  # fmt: skip
    day = choices.day(on)
    counts = {"baseline": baseline, "target": target}
    said = {name: _counted(text, SHARES, f"--{name}") for name, text in counts.items() if text is not None}
    try:
        pilot = verbs.new_pilot.new_pilot(
            firm.ecosystem, day, name=name, practice=step, hypothesis=hypothesis, kpi=kpi, unit=unit, better=better,
            cap_eur=cap_eur, cap_hours=cap_hours, stop=stop, review=None if review is None else review.date(),
            note=note, **said,
        )  # fmt: skip
    except ArgumentError as error:
        raise typer.BadParameter(str(error)) from None
    if of_100 := [field for field, text in counts.items() if SHARES in (text or "")]:
        pilot = copied(type(pilot), pilot, unit=pilot.unit or SHARES)
        _counted(counts[of_100[0]] or "", pilot.unit, f"--{of_100[0]}")
    with firm.logbook() as opened, opened.together():
        _not_twice(opened, pilot, firm)
        return _standings(opened, firm, day, only=opened.add(pilot).id)


@choices.answering()
def log(
    book: Book, pilot: str, value: str, on: datetime | None = None, eur: float | None = None,
    hours: float | None = None, note: str = "",
) -> choices.Answer:  # fmt: skip
    with book.logbook() as opened, opened.together():
        found = _open_pilot(opened, pilot, book)
        day, count = _past(on, found), _counted(value, found.unit, "VALUE")
        opened.add(entries.Reading(found.id, day, count, eur or 0.0, hours or 0.0, note))
        return _standings(opened, book, only=found.id)


@choices.answering()
def close(
    book: Book, pilot: str, verdict: Literal["scale", "change", "stop"], on: datetime | None = None, note: str = ""
) -> choices.Answer:
    with book.logbook() as opened, opened.together():
        found = _open_pilot(opened, pilot, book)
        opened.correct(entries.Pilot, found.id, verdict=verdict, closed=_past(on, found), note=note or found.note)
        return _standings(opened, book, only=found.id)


# --- how


def _standings(
    logbook: "io.logbook.store.Logbook", book: Book, day: date | None = None, business: str = "", only: int = 0
) -> choices.Answer:
    with logbook.unmoved():
        pilots = (logbook.entry(entries.Pilot, only),) if only else logbook.entries(entries.Pilot)
        readings = logbook.entries(entries.Reading)
    found = verbs.track.judge_pilots(pilots, readings, day or choices.day(None), business)
    return render.track.pilots_sheet(found, _next_step(found, book, alone=bool(only)))


def _next_step(found: "results.track.Pilots", book: Book, *, alone: bool) -> str:
    """Return what comes next: to count, to decide as the counts say, or to carry a verdict into the business file."""
    words, first = book.words(), next((one for one in found.pilots if alone or not one.pilot.closed), None)
    if first is None:
        return f"ecomap plan {words}   (then: ecomap track start {words} --step ITS-NAME)"
    pilot = first.pilot
    if pilot.verdict in KEPT and pilot.trend and Path(book.name).is_file():
        field, why = KEPT[pilot.verdict]
        return f"ecomap business set {shlex.quote(book.name)} {field}+={pilot.trend}   ({why}: proposed no more)"
    if pilot.closed:
        return f"ecomap plan {words}   (what to do now)"
    if first.says in ENDED:
        return f"ecomap track close {words} {pilot.id} --verdict {ENDED[first.says]}   (what the counts say)"
    if first.says == "too few" and first.time is not None and first.time >= 1:
        day = date.fromisoformat(found.as_of) + timedelta(weeks=verbs.new_pilot.WEEKS)
        return f"ecomap track correct {words} pilot {pilot.id} review={day}   (move the day, and count on)"
    return f"ecomap track log {words} {pilot.id} NUMBER   (each time you count)"


def _pilot(logbook: "io.logbook.store.Logbook", text: str) -> "entries.Pilot":
    """Return the pilot that is meant by number, name or the practice that it tries."""
    if text.strip().isdecimal() and len(text) < 10:
        return logbook.entry(entries.Pilot, int(text))
    pilots = logbook.entries(entries.Pilot)
    folded = model.written.folded
    found = [one for one in pilots if folded(text) in (folded(one.name), folded(one.practice))]
    if len(found) > 1:
        numbers = " or ".join(str(one.id) for one in found)
        raise UnknownNameError("pilot", text, (), message=f'"{text}" names several.', way_out=f"Write {numbers}.")
    if not found:
        raise UnknownNameError(
            "pilot", text, [one.name for one in pilots], way_out="" if pilots else "There is no pilot yet."
        )
    return found[0]


def _open_pilot(logbook: "io.logbook.store.Logbook", text: str, book: Book) -> "entries.Pilot":
    """Return the pilot that is meant, one of which there is no verdict."""
    found = _pilot(logbook, text)
    if found.closed:
        way_out = f"Open it again: ecomap track correct {book.words('pilot', str(found.id))} closed= verdict="
        raise typer.BadParameter(f"it was closed on {found.closed}: {found.verdict}. {way_out}", param_hint="PILOT")
    return found


def _not_twice(logbook: "io.logbook.store.Logbook", new: "entries.Pilot", book: Book) -> None:
    """Refuse a pilot that is called as one that runs: who types a line again has begun it already."""
    running = (one for one in logbook.entries(type(new)) if not one.closed and one.name == new.name)
    if found := next(running, None):
        way_out = f"Count into it: ecomap track log {book.words()} {found.id} NUMBER."
        raise typer.BadParameter(
            f'"{found.name}" runs already, since {found.started}. {way_out} A second one needs a name of its own.'
        )


def _past(on: datetime | None, pilot: "entries.Pilot") -> str:
    """Return a day that has come, and on which the pilot had begun."""
    day = choices.past(on)
    if day.isoformat() < pilot.started:
        raise typer.BadParameter(f"{day} is before the beginning, {pilot.started}.", param_hint="--on")
    return day.isoformat()


def _counted(text: str, unit: str, hint: str, of: Quantity = COUNT) -> float:
    """Return a number; of what is counted in % the sign may stand behind it."""
    bare = text.rstrip().removesuffix(SHARES) if SHARES in unit else text
    try:
        return read_number(bare, of)
    except AmountError as error:
        told = f'"{text}": it counts {unit}, no %.' if SHARES in text and unit and of is COUNT else str(error)
        raise typer.BadParameter(told, param_hint=hint) from None


# --- the logbook itself


@choices.answering()
def correct(book: Book, kind: Kind, number: int, assignments: list[str]) -> choices.Answer:
    from dataclasses import asdict

    record = entries.KINDS[f"{kind}s"]
    with book.logbook() as opened, opened.together():
        entry = opened.entry(record, number)
        pilot = opened.entry(entries.Pilot, entry.pilot) if isinstance(entry, entries.Reading) else entry
        unit = pilot.unit if isinstance(pilot, entries.Pilot) else ""
        changed, before = dict(_change(record, text, unit) for text in assignments), asdict(entry)
        after = asdict(opened.correct(record, number, **changed))
    found = [entries.Corrected(field, before[field], after[field]) for field in changed if field in after]
    return render.sheet.Sheet.listed(f"{kind} {number}", found, "Corrected")


@choices.answering()
def undo(book: Book, kind: Kind | None = None, number: int | None = None) -> choices.Answer:
    if kind is not None and number is None:
        raise typer.BadParameter(f"which {kind}? Write its number.", param_hint="NUMBER")
    with book.logbook() as opened:
        found = opened.undo() if kind is None else opened.undo(entries.KINDS[f"{kind}s"], number or 0)
    return render.sheet.Sheet.listed("Undone", found, "Undoing")


@choices.answering(piped="json")
def export(book: Book, kind: Kinds | None = None) -> choices.Answer:
    with book.logbook() as opened:
        return render.track.export_sheet(io.logbook.store.exported(opened), kind)


def take_in(business: str, file: Path, logbook: Path | None = None) -> None:
    """Read an export into a logbook."""
    with Book(business, logbook).logbook() as opened:
        output.remark(f"{opened.path}: {io.logbook.store.imported(file, opened)} entries.")


def _change(kind: "type[entries.Entry]", text: str, unit: str) -> tuple[str, Any]:
    """Read NAME=VALUE by the kind of the field, what is counted by its unit."""
    pair = read_assignment(text)
    if pair.sign != "=":
        raise typer.BadParameter(f'"{text}" is no NAME=VALUE.')
    if pair.value and pair.name in DAYS:
        day = choices.read_day(pair.value)
        return pair.name, str(choices.past(day, f"{pair.name}=") if pair.name in PAST else day.date())
    wanted = str(kind.__annotations__.get(pair.name, str))
    if "tuple" in wanted or "dict" in wanted:
        raise ArgumentError(f'"{pair.name}" is not changed so: undo the entry, and write it anew.')
    if pair.name == "stop":
        return pair.name, verbs.new_pilot.number_or_words(pair.value, unit)
    if "float" not in wanted and "int" not in wanted:
        return pair.name, pair.value
    if not pair.value:
        return pair.name, None
    value = _counted(pair.value, unit, f"{pair.name}=", SPENT.get(pair.name, COUNT))
    return pair.name, value if "float" in wanted or value != int(value) else int(value)
