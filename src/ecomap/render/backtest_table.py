"""A backtest on a terminal: what it says in plain words, then every figure with its interval."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Group
from rich.text import Text

from ecomap.render import backtest_words as words
from ecomap.render.backtest_headline import headline
from ecomap.render.backtest_sheets import PARTS, Row, Sheet, sheets_of
from ecomap.render.lines import wrapped
from ecomap.render.screen import Screen, safe_text, shown
from ecomap.results.backtest import Backtest

STYLES = {1: "bold", 0: "", -1: "dim"}
GAP = 2
"""Columns between two figures."""
NEED = 18
"""Columns that a name keeps where a sheet is wider than the screen."""


def backtest_table(backtest: Backtest, screen: Screen, *, technologies: bool = False) -> str:
    """Return a backtest as text for a terminal; single technologies on demand."""
    return shown(Group(*_lines(backtest, screen.width, technologies=technologies)), screen)


def _lines(backtest: Backtest, width: int, *, technologies: bool) -> Iterator[Text]:
    yield Text("Does it come true? Official figures hidden from the map, and predicted by it", style="bold")
    for sentence in headline(backtest):
        yield from wrapped(sentence, width, first="- ", style="")
    for part in PARTS:
        if part != "technologies" or technologies:
            for sheet in sheets_of(backtest, part):
                yield Text()
                yield from _sheet(sheet, width)
            if part == "tasks":
                yield from _legend(backtest, width)
    yield Text()
    yield from _foot(backtest, width)


def _legend(backtest: Backtest, width: int) -> Iterator[Text]:
    yield Text()
    meanings = words.meanings(backtest)
    room = max((cell_len(name) for name, _ in meanings), default=0) + GAP
    for name, meaning in meanings:
        yield from wrapped(meaning, width, first=f"{name:<{room}}")


def _sheet(sheet: Sheet, width: int) -> Iterator[Text]:
    yield from wrapped(sheet.title, width, style="bold")
    widths = [max(map(cell_len, (*head.split("\n"), *cells))) for head, *cells in _by_column(sheet)]
    for columns in _side_by_side(widths, width):
        room = width - sum(widths[i] + GAP for i in columns[1:])
        sizes = [min(widths[0], room), *(widths[i] for i in columns[1:])]
        figures = [Row(tuple(row.cells[i] for i in columns), row.weight) for row in sheet.rows]
        for row in (*_headings([sheet.header[i] for i in columns]), *figures):
            if any(row.cells[1:]):
                yield from _row(row.cells, sizes, STYLES[row.weight])
    if sheet.note:
        yield from wrapped(sheet.note, width)


def _by_column(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    yield from zip(sheet.header, *(row.cells for row in sheet.rows), strict=True)


def _side_by_side(widths: Sequence[int], width: int) -> Iterator[list[int]]:
    """Yield columns that fit beside the first one, as many at a time as there is room for."""
    first = min(widths[0], max(NEED, width - sum(widths[1:]) - GAP * len(widths[1:])))
    chosen, used = [0], first
    for column, size in enumerate(widths[1:], 1):
        if len(chosen) > 1 and used + size + GAP > width:
            yield chosen
            chosen, used = [0], first
        chosen.append(column)
        used += size + GAP
    yield chosen


def _headings(header: Sequence[str]) -> Iterator[Row]:
    """Yield the lines of a header, the shorter headings at the bottom."""
    parts = [heading.split("\n") for heading in header]
    height = max(map(len, parts))
    padded = [[""] * (height - len(part)) + part for part in parts]
    yield from (Row(tuple(part[i] for part in padded), -1) for i in range(height))


def _row(cells: Sequence[str], sizes: Sequence[int], style: str) -> Iterator[Text]:
    """Yield a line of figures; a name that is too long for its column goes on below."""
    name, *others = cells
    first, *below = _pieces(name, sizes[0])
    figures = "".join(" " * (size + GAP - cell_len(cell)) + cell for cell, size in zip(others, sizes[1:], strict=True))
    yield Text(set_cell_size(first, sizes[0]) + figures, style=style)
    yield from (Text(piece, style=style) for piece in below)


def _pieces(name: str, size: int) -> list[str]:
    """Break a name between words, what is below being indented; a word that fits nowhere is cut."""
    if cell_len(name) <= size:
        return [name]
    lines = [line.plain for line in wrapped(name, size - GAP)]
    return [line if cell_len(line) <= size else set_cell_size(line, size - 1) + "…" for line in _hanging(lines)]


def _hanging(lines: Sequence[str]) -> Iterator[str]:
    yield from (line if place == 0 else " " * GAP + line for place, line in enumerate(lines))


def _foot(backtest: Backtest, width: int) -> Iterator[Text]:
    yield from wrapped(
        f"In brackets: 95 % interval over {backtest.resamples:,} draws of sectors, seed {backtest.seed}. "
        f"Map {backtest.map.id} {backtest.map.version}, {backtest.program.name} {backtest.program.version}.",
        width,
    )
    for note in backtest.notes:
        yield from wrapped(" ".join(safe_text(note).split()), width)
