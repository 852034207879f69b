"""Maps and radars of other programs: Kumu and node-link JSON, GraphML, tables of nodes, of edges and of a radar.

Nothing is read but names, types, ends and strengths. Entities of XML are refused before it is parsed, a file is no
longer than any other that is read, and one with more points or lines than a person draws is refused whole.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from ecomap.errors import InputError, Location, ParseError, Problem
from ecomap.io.feeds import FeedError, decoded, plain_xml, read_json
from ecomap.io.recognised import LINE_LISTS, POINT_LISTS, other_kind
from ecomap.io.text import read_bytes
from ecomap.results.map_import import Drawing, DrawnLine, DrawnPoint
from ecomap.safe import one_line

MOST = 20_000  # points, and lines, of one file
LONGEST = 200  # letters of a name
NAMES = ("label", "name", "title", "text", "id", "key", "_id")  # where a name stands, the best first
RADAR_LISTS = ("entries", "items", "blips")
"""Lists of which a radar in JSON has one: Backstage and Zalando, AOE, Thoughtworks."""
KEYS = ("id", "_id", "key")
TYPES = ("type", "kind", "element type", "category")
SOURCES, TARGETS = ("source", "from", "start", "fromNode"), ("target", "to", "end", "toNode")
STRENGTHS = ("weight", "strength", "value", "number")
ONE_WAY, BOTH_WAYS = ("", "directed", "true"), ("mutual", "both", "bidirectional")
Placed = list[tuple[str, dict[str, Any]]]  # what items say, each with its place
WAY_OUT = "Export it from the other program as Kumu JSON, node-link JSON, GraphML or CSV, saved as UTF-8."


def read_drawing(path: Path | str) -> Drawing:
    """Read a file of another program.

    Raises
    ------
    FileError
        It cannot be read.
    ParseError
        It is none of these forms, larger than is read, or declares entities.
    """
    name = "standard input" if str(path) == "-" else str(path)
    content = read_bytes(path)
    text = decoded(content).lstrip("\ufeff \t\r\n")
    reader = _graphml if text.startswith("<") else _json if text.startswith(("{", "[")) else _table
    try:
        drawing = reader(text)
    except FeedError as error:
        other = other_kind(name, content, "drawing", "table")
        raise ParseError([other or Problem(Location(name), "", str(error), WAY_OUT)]) from None
    if max(len(drawing.points), len(drawing.lines)) > MOST:
        raise ParseError.of(name, f"more than {MOST:,} points or lines.", "Take the part of it that you mean.")
    return drawing


# --- JSON


def _json(text: str) -> Drawing:
    said = read_json(text)
    if isinstance(said, list):
        return _of_rows([row if isinstance(row, dict) else {} for row in said], "entry")
    if rows := next((said[key] for key in RADAR_LISTS if isinstance(said.get(key), list)), None):
        return _of_rows([_with_ring(row, said.get("rings")) for row in rows], "entry")
    points = next((said[key] for key in POINT_LISTS if isinstance(said.get(key), list)), None)
    if points is None:
        raise FeedError("JSON, but neither elements and connections nor nodes and edges are lists in it.")
    lines: list[Any] = next((said[key] for key in LINE_LISTS if isinstance(said.get(key), list)), [])
    form, one, other = ("Kumu JSON", "element", "connection") if "elements" in said else ("JSON", "node", "edge")
    directed = said.get("directed", True) is not False
    return _drawing(form, _numbered(points, one), _numbered(lines, other), directed=directed)


def _with_ring(row: Any, rings: Any) -> dict[str, Any]:
    """Return an entry with its ring by name: of its last move, by the ring's id, or by its place among the rings."""
    found = dict(row) if isinstance(row, dict) else {}
    moves = found.get("timeline")
    last = (
        max((move for move in moves if isinstance(move, dict)), key=lambda move: str(move.get("date")), default={})
        if isinstance(moves, list)
        else {}
    )
    ring = found.get("ring", last.get("ringId", ""))
    named = [one for one in rings if isinstance(one, dict)] if isinstance(rings, list) else []
    by = {str(key): one.get("name") for at, one in enumerate(named) for key in (at, one.get("id", at))}
    return found | {"ring": by.get(str(ring), ring)}


def _numbered(items: Iterable[Any], what: str) -> Placed:
    """Return each item with its place, what Kumu keeps under attributes laid beside the rest."""
    found = []
    for place, item in enumerate(items, 1):
        fields = item if isinstance(item, dict) else {}
        inner = fields.get("attributes")
        found.append((f"{what} {place}", fields | inner if isinstance(inner, dict) else fields))
    return found


# --- GraphML


def _graphml(text: str) -> Drawing:
    from ecomap.graph import read_graphml

    text = plain_xml(text)
    try:
        nodes, edges, directed = read_graphml(text)
    except ValueError as error:
        raise FeedError(f"XML, but no GraphML that can be read: {one_line(str(error))[:LONGEST]}.") from None
    points, lines = _numbered(nodes, "node"), _numbered(edges, "edge")
    return _drawing("GraphML", points, lines, directed=directed)


# --- tables


def _table(text: str) -> Drawing:
    from ecomap.io.batch.header import csv_header
    from ecomap.io.batch.records import csv_rows

    data = text.encode()
    try:
        header = csv_header(data, "table")
    except InputError as error:
        raise FeedError(error.problems[0].message) from None
    names = [name.casefold() for name in header.names]
    rows, problems = [], []
    for number, cells in enumerate(islice(csv_rows(data[header.length :], header.delimiter), MOST + 1), 1):
        if isinstance(cells, csv.Error):
            problems.append(f"row {number}: not CSV: {cells}.")
            continue
        rows.append(dict(zip(names, cells, strict=False)))
    return _of_rows(rows, "row", tuple(problems))


def _of_rows(rows: Sequence[Mapping[str, Any]], what: str, problems: tuple[str, ...] = ()) -> Drawing:
    """Return what rows say: edges where they have two ends, else points, those of a radar with their rings."""
    named = [{str(key).strip().casefold(): value for key, value in row.items()} for row in rows]
    heads = {key for row in named for key in row}
    numbered = _numbered(named, what)
    if heads.intersection(SOURCES) and heads.intersection(TARGETS):
        return _drawing("table of edges", [], numbered, problems=problems)
    if not heads.intersection(NAMES):
        raise FeedError("as a table it has neither a column of names (name, label) nor two ends (from, to).")
    return _drawing("radar" if "ring" in heads else "table of nodes", numbered, [], problems=problems)


# --- points and lines


def _drawing(
    form: str, points: Placed, lines: Placed, *, directed: bool = True, problems: tuple[str, ...] = ()
) -> Drawing:
    told = [*problems]
    drawn, joined = list[DrawnPoint](), list[DrawnLine]()
    for place, fields in points:
        text = _reader(fields)
        if name := text(NAMES):
            drawn.append(DrawnPoint(name, place, text(TYPES), text(("ring",)), text(KEYS)))
        else:
            told.append(f"{place}: no name.")
    for place, fields in lines:
        text = _reader(fields)
        source, target, strength = text(SOURCES), text(TARGETS), text(STRENGTHS)
        if not source or not target:
            told.append(f"{place}: it has not both ends.")
            continue
        way = text(("direction", "directed")).casefold()
        one_way = way in BOTH_WAYS or (directed and way in ONE_WAY)
        joined.append(DrawnLine(source, target, place, strength, one_way))
        if way in BOTH_WAYS:
            joined.append(DrawnLine(target, source, place, strength))
    if not drawn and not joined:
        raise FeedError("it holds no point with a name and no line with two ends.")
    return Drawing(form, tuple(drawn), tuple(joined), tuple(told))


def _reader(fields: Mapping[str, Any]) -> Callable[[Sequence[str]], str]:
    """Return what finds the first of some fields that holds a plain value, as text on one line."""

    def text(names: Sequence[str]) -> str:
        values = (fields.get(name) for name in names)
        return next((said[:LONGEST] for value in values if isinstance(value, str | int | float)
                     and (said := one_line(str(value)))), "")  # fmt: skip

    return text
