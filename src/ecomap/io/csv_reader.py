"""The map's compact tables: CSV rows as the same documents that YAML gives."""

import csv
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from ecomap.errors import Location, Problem, SchemaError
from ecomap.io.document import Document, MappingNode, Rows, TableNode
from ecomap.model import Scalar


class Cell(Scalar):
    """What a cell says, without its place, which is looked for only where something is wrong."""

    __slots__ = ()
    quoted = False


_cell = partial(str.__new__, Cell)


def read_csv(text: str, name: str, key: str) -> Document:
    """Read a table with a header as one document that holds a list under ``key``; empty cells are left out."""
    lines = csv.reader(text.splitlines(), strict=True)
    problems = []
    try:
        header = next(lines, [])
        for title in (title for title, count in Counter(header).items() if count > 1):
            message = f'two columns are called "{title}".'
            problems.append(Problem(Location(name, 1, 1), "", message, "Rename or remove one of them."))
        for cells in lines:
            if len(cells) != len(header):
                message = f"{len(cells)} cells where the header has {len(header)}."
                problems.append(Problem(Location(name, lines.line_num, 1), "", message, "Add or remove a comma."))
    except csv.Error as error:
        problems.append(Problem(Location(name, lines.line_num, 1), "", f"not CSV: {error}."))
    if problems:
        raise SchemaError(problems)
    root: Any = MappingNode(1, 1)
    root[Scalar(key, 1, 1)] = TableNode(partial(_plain_rows, text), partial(_rows, text))
    return Document(name, root)


def _plain_rows(text: str) -> Rows:
    lines = csv.reader(text.splitlines(), strict=True)
    header = next(lines, [])
    return ({title: _cell(cell) for title, cell in zip(header, cells, strict=True) if cell} for cells in lines)


def _rows(text: str) -> Iterator[MappingNode]:
    lines = csv.reader(text.splitlines(), strict=True)
    header = next(lines, [])
    for cells in lines:
        row, column = MappingNode(lines.line_num, 1), 1
        for title, cell in zip(header, cells, strict=True):
            if cell:
                row[Scalar(title, lines.line_num, column)] = Scalar(cell, lines.line_num, column)
            quotes = cell.count('"')  # a cell stands in quotes where it needs them, each inside twice
            column += len(cell) + 1 + (2 + quotes if quotes or "," in cell or "\n" in cell else 0)
        yield row
