"""What a map knows of the law, laid out: topics by places."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from ecomap.render.screen import Line, line, wrapped
from ecomap.render.sheet import Sheet
from ecomap.results.duties import DutyGrid

SIGNS = {"covered": "=", "not found": "-", "not looked for": "?"}
"""Signs of the cells without a duty of the place's own; those with show how many."""
CELL = 3
"""Columns of a place."""


def grid_sheet(grid: DutyGrid) -> Sheet:
    """Lay out topics by places: how many duties of its own each place has, what covers it, what was not found."""
    notes = tuple(_counted(grid))
    title = "What the map knows of the law"
    return Sheet.of(grid, "ecomap/duties/1", title, notes=notes, drawing=partial(_drawn, grid, notes))


def _counted(grid: DutyGrid) -> Iterator[str]:
    states = Counter(cell.state for cell in grid.cells)
    found = ", ".join(f"{states[state]} {state}" for state in ("filled", "covered", "not found", "not looked for"))
    yield f"{len(grid.cells)} cells: {found}. {grid.duties} duties on {grid.sources} pages of law."
    grades = ", ".join(f"{grade} {count}" for grade, count in grid.grades.items())
    yield f"How they were read (A the law itself, B an authority, C others on it, D not confirmed): {grades}."
    yield "A number: duties of the place's own; = covered by the law of the Union; - looked for, not found."
    yield "Open one: ecomap map search WORDS, ecomap map evidence ID"


def _drawn(grid: DutyGrid, notes: Sequence[str], width: int) -> Iterator[Line]:
    label = max((len(topic) for topic in grid.topics), default=0) + 1
    sign = {(cell.topic, cell.place): SIGNS.get(cell.state, str(len(cell.duties))) for cell in grid.cells}
    at_once = max(1, (width - label) // CELL)
    for start in range(0, len(grid.places), at_once):
        places = grid.places[start : start + at_once]
        yield line(" " * label + "".join(place.rjust(CELL) for place in places))
        for topic in grid.topics:
            yield line(topic.ljust(label) + "".join(sign[topic, place].rjust(CELL) for place in places))
        yield ()
    for note in notes:
        yield from wrapped(note, width)
