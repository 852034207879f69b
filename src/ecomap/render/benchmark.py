"""What other sectors show laid out: on a screen a few practices in short, with --top each in full."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from ecomap.render.phrases import within
from ecomap.render.ranking import costs_in_words
from ecomap.render.screen import Line, line, wrapped
from ecomap.render.sheet import Cell, Sheet, Table, rounded
from ecomap.results.benchmark import Benchmark, Lesson
from ecomap.safe import one_line

SCREEN = 22  # lines of a terminal of 24 that leave room for the command and the prompt
LEAST = 1  # practices that are told however long they are
HEAVY = 0.5  # how much a firm does an activity of which it is said on a screen that nothing is to be learnt for it
HEAD = (
    "For each thing you do, the heaviest first. ~ is estimated, of EU firms with ten or more people today; "
    "analyze estimates firms of your size and place."
)
INDENT = " " * 4
READ = (
    "for", "what to do", "learnt from", "share there", "year", "source", "your trade", "why", "how it looks there",
    "how to adapt it", "hours", "EUR once", "EUR a month", "count", "what stays with people", "it brings",
)  # fmt: skip


def benchmark_sheet(found: Benchmark, typed: str = "", *, whole: bool = False) -> Sheet:
    """Lay out what other sectors show; ``typed`` is how it was asked for, ``whole`` all lessons in full on a screen."""
    sheet = Sheet.of(
        found, "ecomap/benchmark/1", f"What {found.business.name} can learn from other sectors",
        notes=tuple(f"{one.name}: {one.text}." for one in found.silent),
        tables=[Table(READ, [_read(found, lesson) for lesson in found.lessons])],
        drawing=partial(_lines, found, whole), records=partial(rounded, found.lessons),
    )  # fmt: skip
    if not found.lessons or whole:
        return sheet
    return replace(sheet, next_step=f"{typed} --top 3   (each in full)" if typed else "")


def _read(found: Benchmark, lesson: Lesson) -> tuple[Cell, ...]:
    step, there, yours = lesson.first_step, lesson.there, lesson.yours
    theirs, own = (f"{'~' * (not one.counted)}{one.share:.0%} {one.counts}".rstrip() for one in (there, yours))
    return (
        lesson.activity_name, lesson.name, _sector(found, lesson.sector), theirs, str(there.year),
        there.source, f"{own} ({yours.year})", f"{lesson.figures} {lesson.why}".strip(), lesson.at_home,
        lesson.adapt, step.effort_hours, step.one_off_eur, step.monthly_eur, step.kpi, lesson.human, lesson.benefit,
    )  # fmt: skip


def _sector(found: Benchmark, sector: str) -> str:
    return found.sector_names.get(sector, sector)


# --- on a screen


def _lines(found: Benchmark, whole: bool, width: int) -> Iterator[Line]:
    head = [
        *wrapped(f"What {one_line(found.business.name)} can learn from other sectors", width, "bold"),
        *wrapped(HEAD, width, "dim"),
    ]
    yield from head
    foot = list(_silent(found, width))
    room, shown = SCREEN - len(head) - len(foot) - 1, 0
    for lesson in found.lessons:
        told = list(_whole(found, lesson, width) if whole else _short(lesson, width))
        if not whole and shown >= LEAST and len(told) > room:
            break
        yield from told
        room, shown = room - len(told), shown + 1
    if shown < found.lessons_in_all:
        yield from wrapped(f"{found.lessons_in_all - shown} more; --top shows so many, each in full.", width, "dim")
    yield from foot


def _short(one: Lesson, width: int) -> Iterator[Line]:
    yield from _title(one, width)
    yield from wrapped(one.figures, width, first=INDENT)
    yield from wrapped(f"Adapted: {one.adapt}", width, first=INDENT)
    yield from wrapped(_cost(one), width, "dim", first=INDENT)


def _whole(found: Benchmark, one: Lesson, width: int) -> Iterator[Line]:
    yield ()
    yield from _title(one, width)
    told = [
        one.figures, one.why, f"In {_sector(found, one.home)}: {one.at_home}", f"Adapted: {one.adapt}",
        f"It brings: {one.benefit}", f"First: {one.first_step.text}", _cost(one),
    ]  # fmt: skip
    for text in (*told, *([f"With people: {one.human}"] if one.human else [])):
        yield from wrapped(text, width, first=INDENT)


def _title(one: Lesson, width: int) -> Iterator[Line]:
    return wrapped(f"{one.activity_name}: {within(one.name)}", width, "bold", first=f"{one.rank:2}  ")


def _cost(one: Lesson) -> str:
    step, upkeep = one.first_step, one.first_step.upkeep_hours_per_month
    costs = costs_in_words(step.effort_hours, step.one_off_eur, step.monthly_eur, monthly_hours=upkeep)
    return f"{costs or 'Costs nothing'}; count: {within(step.kpi)}."


def _silent(found: Benchmark, width: int) -> Iterator[Line]:
    """Yield why nothing is to be learnt for what the firm does much, in one paragraph."""
    heavy = [one for one in found.silent if found.activity or (one.weight >= HEAVY and one.why != "not asked")]
    if not found.lessons and not heavy:
        yield line("Nothing: no other sector shows anything here that you lack.")
    reasons: dict[str, list[str]] = {}
    for one in heavy:
        reasons.setdefault(one.text, []).append(one.name.lower())
    told = "; ".join(f"{', '.join(names)} ({text})" for text, names in reasons.items())
    if told:
        yield from wrapped(f"Nothing for: {told}.", width, "dim")
