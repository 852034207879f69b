"""Tables on a terminal or as plain text: lines wrap, nothing is cut."""

from collections.abc import Iterator, Sequence

from ecomap.render.screen import Line, Screen, columns, left, line, right, shown, wrapped
from ecomap.render.sheet import Sheet, Table, in_text
from ecomap.safe import one_line

GAP = "  "
LEAST = 6  # columns that a cell has at least


def terminal(sheet: Sheet, screen: Screen) -> str:
    """Return a sheet as text."""
    return shown(drawn(sheet, screen.width), screen)


def drawn(sheet: Sheet, width: int) -> Iterator[Line]:
    """Yield the lines of a sheet: those of its own, else its tables and notes."""
    if sheet.drawing is not None:
        yield from sheet.drawing(width)
        return
    for table in sheet.read:
        if table.title:
            yield from wrapped(table.title, width, "bold")
        yield from _table(table, width)
    for note in sheet.notes:
        yield from wrapped(note, width, "dim")


def _table(table: Table, width: int) -> Iterator[Line]:
    """Yield header and rows; where they are too wide the widest columns give way, words such as ids last."""
    rows = [[one_line(in_text(cell)) for cell in row] for row in (table.columns, *table.rows)]
    sizes = [max(columns(row[i]) for row in rows) for i in range(len(table.columns))]
    words = [max(columns(word) for row in rows for word in row[i].split(" ")) for i in range(len(sizes))]
    while sum(sizes) + len(GAP) * (len(sizes) - 1) > width and max(sizes) > LEAST:
        roomy = [i for i, size in enumerate(sizes) if size > max(words[i], LEAST)] or range(len(sizes))
        sizes[max(roomy, key=sizes.__getitem__)] -= 1
    for at, row in enumerate(rows):
        yield from _row(row, sizes, table.to_the_right(), "" if at else "bold")


def _row(row: Sequence[str], sizes: Sequence[int], numbers: Sequence[bool], style: str) -> Iterator[Line]:
    cells = [[piece[0][0] for piece in wrapped(text, size)] for text, size in zip(row, sizes, strict=True)]
    for at in range(max(map(len, cells))):
        parts = [
            (right if number else left)(cell[at] if at < len(cell) else "", size)
            for cell, size, number in zip(cells, sizes, numbers, strict=True)
        ]
        yield line(GAP.join(parts), style=style)
