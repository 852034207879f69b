"""Rows of a table as columns in which every different cell stands once: CSV, JSON lines and Parquet alike."""

import contextlib
import csv
import io
import json
import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, islice, repeat
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecomap.io.batch.header import Header
from ecomap.io.fields import RESOURCES
from ecomap.io.size_classes import CURRENCY
from ecomap.model import folded

BLOCK_ROWS = 8_192  # rows in memory at a time
MAX_CELL = 1_000_000  # characters of one cell; the longest list of everything the map has is far below

AROUND = {  # names of objects in which a row of a service says what other rows say themselves
    "properties", "attributes", "fields", "data", "values", "record", "company", "account", "firm", "business",
    "organization", "organisation",
}  # fmt: skip
PLACES = ("address", "location")
"""How names of objects end of which the country alone is the firm's: {"location": {"name": "Berlin"}} names none."""
SAID = (
    "code", "codice", "codigo", "código", "schluessel", "schlüssel", "kod", "name", "label", "title", "value",
    "description", "bezeichnung", "libelle", "libellé", "descripcion", "descripción", "descrizione", "descricao",
    "descrição", "omschrijving", "nazwa", "opis",
)  # fmt: skip
"""Fields of an object that stands for one cell: {"code": "10.71", "name": "Bakery"}; codes first."""
HOW_MUCH = (  # beside them how much of it, in a list of several
    "share", "weight", "percent", "percentage", "pct", "anteil", "gewicht", "part", "poids", "cuota", "peso",
    "porcentaje", "quota", "percentuale", "percentagem", "aandeel", "udzial", "udział",
)  # fmt: skip
BREAK = re.compile(r"\r\n|\r|\n")
UNSEEN = " \t\n\u00a0\u200b\u2060\ufeff"  # what nobody sees around a cell
NO_TEXT = "not text in UTF-8. Say what it is, like --encoding cp1252."


@dataclass(frozen=True)
class Column:
    """One column of some rows."""

    codes: NDArray[np.intp]  # place of each row's cell in ``cells``, -1 where it is empty
    cells: list[Any]  # every different cell once

    def at(self, place: int) -> Any:
        """Return a row's cell, None where it is empty."""
        code = self.codes[place]
        return None if code < 0 else self.cells[code]


@dataclass(frozen=True)
class Rows:
    """Some rows; whatever they say stands under our names of the columns."""

    numbers: NDArray[np.int64]  # from 1; header and empty lines do not count
    columns: Mapping[str, Column]
    raw: Callable[[int], str]  # how to tell a row, by its place here, as it was written, on one line
    broken: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """Places of rows that cannot be read at all, with the column and the reason."""
    more: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    """Places of rows that say more than the columns do, with all that they say."""
    empty: Callable[[int], bool] = lambda _: False
    """Tells whether nothing stands in a row, by its place here; of what a program writes every row is one."""


def column_of(cells: Sequence[Any]) -> Column:
    """Return cells as a column; empty are None, no number, and texts of nothing but blanks."""
    kinds = set(map(type, cells))
    if not kinds.isdisjoint((dict, list)):  # hardly two alike: to compare them costs more than to look at each
        return without_empty(np.arange(len(cells)), list(cells))
    places: dict[Hashable, int] = defaultdict(count().__next__)
    keys = [(type(cell), cell) for cell in cells] if bool in kinds else cells  # true is not 1
    codes = np.fromiter(map(places.__getitem__, keys), np.intp, len(keys))
    return without_empty(codes, [key[1] if type(key) is tuple else key for key in places])


def together(columns: Sequence[Column]) -> Column:
    """Return columns as one: of each row the texts that stand in them, several of them with a semicolon between."""
    if len(columns) == 1:
        return columns[0]
    rows = zip(*(map(column.at, range(len(column.codes))) for column in columns), strict=True)
    return column_of(["; ".join(str(cell) for cell in row if cell is not None) for row in rows])


@dataclass(frozen=True)
class Wanted:
    """Which columns of a table are read, and as what."""

    names: Mapping[str, str]  # our names of the columns -> the user's
    more: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Our names -> further columns of the user's, whose cells are read as one with the first."""
    made: "Mapping[str, Callable[[Callable[[str], Column]], Column]]" = field(default_factory=dict)
    """The user's columns that are read in another way: by a reader of columns."""

    def column(self, ours: str, read: Callable[[str], Column]) -> Column:
        """Return a column of ours out of the user's."""
        every = (self.names[ours], *self.more.get(ours, ()))
        return together([self.made[theirs](read) if theirs in self.made else read(theirs) for theirs in every])


def without_empty(codes: NDArray[np.intp], cells: list[Any]) -> Column:
    """Return a column without the blanks around its texts, in which what is empty has the code -1."""
    if str in set(map(type, cells)):
        cells = [_bare(cell) if type(cell) is str else cell for cell in cells]
    empty = [
        code for code, cell in enumerate(cells) if cell is None or cell == "" or (type(cell) is float and isnan(cell))
    ]
    if empty:
        codes = np.where(np.isin(codes, empty), -1, codes)
    return Column(codes, cells)


def _bare(text: str) -> str:
    """Return a cell without blanks around it and what keeps it a text in a spreadsheet: ="0111"."""
    said = (text if text.isascii() else text.strip(UNSEEN)).strip().replace("\v", "\n")
    return said[2:-1].strip() if said[:2] == '="' and said[-1] == '"' else said


# --- CSV


def csv_rows(data: bytes, delimiter: str) -> Iterator[list[str] | csv.Error]:
    """Yield the cells of each row, or why it has none; empty lines are left out. What is no UTF-8 is kept as it is."""
    text = data.decode("utf-8", "surrogateescape")
    lines, read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 0
    odd = text.count('"') % 2
    while True:
        rows: list[list[str] | csv.Error] = []
        usual = csv.field_size_limit()
        csv.field_size_limit(max(usual, MAX_CELL))
        try:
            rows += islice(lines, BLOCK_ROWS)
        except csv.Error as error:
            large = f"a cell of more than {MAX_CELL:,} characters, as a quote makes that is not closed"
            rows.append(csv.Error(large) if "field larger" in str(error) else error)  # behind those before it
        finally:
            csv.field_size_limit(usual)  # it is that of the whole process
        if not rows:
            return
        if lines.line_num - read > len(rows) or odd:  # some have several lines, or the last quote is open
            rows = list(_closed(rows, islice(io.StringIO(text, newline=""), read, lines.line_num), delimiter))
        read = lines.line_num
        yield from filter(None, rows)


def _closed(
    rows: Iterable[list[str] | csv.Error], lines: Iterator[str], delimiter: str
) -> Iterator[list[str] | csv.Error]:
    """Yield rows; what is wrong in place of one in which a quote is closed amid a cell, or never.

    A quote too many takes in the lines up to the next one, which then does not stand at the end of a cell.
    """
    for row in rows:
        if isinstance(row, csv.Error):  # the last of them
            more = len(list(lines)) - 1
            yield csv.Error(f"{row}: {more:,} more lines are lost by it") if more > 0 else row
            continue
        breaks = sum(len(BREAK.findall(cell)) for cell in row)
        taken = list(islice(lines, 1 + breaks))
        text = "".join(taken)
        ended = text.endswith(("\n", "\r"))
        if not breaks and ended:
            yield row
            continue
        text = re.sub(rf'" +(?=$|[\r\n{re.escape(delimiter)}])', '"', text)
        try:
            list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
            yield row
        except csv.Error as error:
            if not breaks and "end of data" not in str(error):  # a quote amid a cell of one line
                yield row
                continue
            more = len(taken) - 1
            told = f" takes in {more} more line{'s' * (more > 1)}" if more else ""
            yield csv.Error(f"a quote that is not closed{told}. Remove it, or close it")


def csv_lines(data: bytes, delimiter: str) -> Sequence[int]:
    """Return the line, from 0, on which each row of `csv_rows` begins."""
    text = io.TextIOWrapper(io.BytesIO(data), "utf-8", "surrogateescape", newline="")
    lines, found, before, usual = csv.reader(text, delimiter=delimiter), array("q"), 0, csv.field_size_limit()
    csv.field_size_limit(max(usual, MAX_CELL))
    try:
        while True:
            with contextlib.suppress(csv.Error):  # a row that is none is one of them
                for cells in lines:
                    if cells:
                        found.append(before)
                    before = lines.line_num
                return found
            found.append(before)
            before = lines.line_num
    finally:
        csv.field_size_limit(usual)


def csv_blocks(data: bytes, header: Header, wanted: Wanted, first: int, other: int = 0) -> Iterator[Rows]:
    """Yield the rows of some CSV, the header left out, numbered from ``first``.

    ``other`` is the line with other headings that hold for all these rows, by which none is read; 0: none.
    """
    rows = csv_rows(data, header.delimiter)
    while some := list(islice(rows, BLOCK_ROWS)):
        yield _csv_block(some, header, wanted, first, other)
        first += len(some)


def _csv_block(rows: list[list[str] | csv.Error], header: Header, wanted: Wanted, first: int, other: int) -> Rows:
    width, broken = len(header.names), {}
    whole: list[list[str]] = []
    usual = not other and {*map(type, rows)} == {list} and {*map(len, rows)} == {width}  # type: ignore[arg-type]
    for place, cells in enumerate(() if usual else rows):
        if isinstance(cells, csv.Error):
            broken[place] = "", f"not CSV: {cells}."
        elif other:
            broken[place] = "", f"from line {other} on the file has other headings. Split the file there."
        elif told := too_many(cells, header):
            broken[place] = "", told
        known: list[str] = cells if isinstance(cells, list) and place not in broken else []
        whole.append(known if len(known) >= width else [*known, *[""] * (width - len(known))])
    turned = list(zip(*(rows if usual else whole), strict=False))
    columns = {
        ours: wanted.column(ours, lambda theirs: column_of(turned[header.names.index(theirs)])) for ours in wanted.names
    }
    for ours, column in columns.items():
        for code, cell in enumerate(() if "".join(column.cells).isascii() else column.cells):
            if not cell.isascii() and _printable(cell) != cell:
                fault = wanted.names[ours], NO_TEXT
                broken |= {int(place): fault for place in np.flatnonzero(column.codes == code)}

    def raw(place: int) -> str:
        cells = rows[place]
        return "" if isinstance(cells, csv.Error) else _printable(csv_line(cells, header.delimiter))

    def empty(place: int) -> bool:
        cells = rows[place]
        return isinstance(cells, list) and not any(map(str.strip, cells))

    return Rows(np.arange(first, first + len(rows)), columns, raw, broken, empty=empty)


def too_many(cells: Sequence[str], header: Header) -> str:
    """Return what is told of a row in which more stands than the header has names for, else nothing."""
    width = len(header.names)
    way_out = f'A cell with "{header.delimiter}" in it needs quotes around it.'
    return f"{len(cells)} cells where the header has {width}. {way_out}" if any(map(str.strip, cells[width:])) else ""


def _printable(text: str) -> str:
    """Return a text with a replacement for bytes that were no UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def csv_line(cells: Iterable[object], delimiter: str = ",") -> str:
    """Return cells as one line of CSV without its end."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="").writerow(cells)
    return " ".join(stream.getvalue().splitlines())


# --- JSON lines


def json_blocks(data: bytes, wanted: Wanted, plain: frozenset[str], first: int) -> Iterator[Rows]:
    """Yield the rows of some JSON lines; one with a name beyond those ``plain`` ones is handed over whole."""
    ours = {theirs: name for name, one in wanted.names.items() for theirs in (one, *wanted.more.get(name, ()))}
    known = {theirs: name for theirs, name in ours.items() if name in plain}
    lines = (line for line in data.split(b"\n") if line.strip())
    while some := list(islice(lines, BLOCK_ROWS)):
        yield _json_block(some, ours, known, first)
        first += len(some)


def _json_block(lines: list[bytes], ours: Mapping[str, str], known: Mapping[str, str], first: int) -> Rows:
    others = ours.keys() - known.keys()
    broken, more, contents = {}, {}, []
    for place, line in enumerate(lines):
        content = json_object(line)
        if isinstance(content, str):
            broken[place] = "", content
            content = {}
        elif not (others.isdisjoint(content) or others.isdisjoint(_flat(content))) and any(
            content[name] not in ({}, []) for name in others & content.keys()
        ):
            said = content | dict(_inside(content, known))
            more[place] = {ours[name]: cell for name, cell in said.items() if name in ours and cell not in ({}, [])}
            content = {name: content.get(name) for name in known if ours[name] == "id"}
        contents.append(content)
    there, found = set[str]().union(*contents), dict[str, list[Column]]()
    for theirs, name in known.items():
        outer, _, inner = theirs.partition(".")
        if theirs in there or (inner and outer in there):
            cells = list(map(dict.get, contents, repeat(theirs)))
            if theirs not in there:
                around = (content.get(outer) for content in contents)
                cells = [one.get(inner) if type(one) is dict else None for one in around]
            column = column_of(cells)
            found.setdefault(name, []).append(column)
    columns = {name: together(some) for name, some in found.items()}
    return Rows(
        np.arange(first, first + len(lines)), columns, lambda place: _line(lines[place]), broken, more,
    )  # fmt: skip


def _inside(content: Mapping[str, Any], names: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Yield the cells of a row that stand inside objects, by both names."""
    for name in names:
        outer, _, inner = name.partition(".")
        if (
            inner
            and name not in content
            and type(around := content.get(outer)) is dict
            and around.get(inner) is not None
        ):
            yield name, around[inner]


def titles_in(content: dict[str, Any]) -> Iterator[str]:
    """Yield what the fields of a row are called; those inside an object that holds cells by both names."""
    for name, cell in content.items():
        inside = type(cell) is dict and (
            name.lower() in AROUND
            or name.lower().endswith(PLACES)
            or (
                any(type(cell.get(one)) is str for one in SAID if one in cell)
                and not {*CURRENCY} & {*map(folded, cell)}
            )
        )
        yield from (f"{name}.{one}" for one in cell) if inside else [name]


def _flat(content: dict[str, Any]) -> dict[str, Any]:
    """Return a whole business as a row says it: what it can spend stands beside the rest."""
    resources = content.get("resources")
    if type(resources) is dict and not (resources.keys() - {*RESOURCES} or resources.keys() & content.keys()):
        del content["resources"]
        content |= resources
    return content


def _line(line: bytes) -> str:
    return line.decode("utf-8", "replace").strip()


def json_object(line: bytes) -> dict[str, Any] | str:
    """Read one line of JSON; what is no object is returned as the reason why."""
    try:
        text = line.decode("utf-8")
        content = _plain_object(text) or DECODER.decode(text)
    except UnicodeDecodeError:
        return NO_TEXT
    except RecursionError:
        return "nested too deep."
    except ValueError as error:
        return f"not JSON: {error.msg if isinstance(error, json.JSONDecodeError) else error}."
    return content if isinstance(content, dict) else "not a JSON object."


def _plain_object(text: str) -> dict[str, Any] | None:
    """Return an object if it is plain that no name stands in it twice and nothing is null: in half the time."""
    try:
        content, end = FAST.raw_decode(text)
    except (ValueError, RecursionError):  # told by the other decoder
        return None
    if type(content) is not dict or end < len(text) or "null" in text:
        return None
    names = len(content) + sum([len(cell) for cell in content.values() if type(cell) is dict])
    return content if text.count(":") == names else None  # each has one; more stand in texts, or further inside


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object of which no name stands twice; null says nothing."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f'"{next(name for name in names if names.count(name) > 1)}" stands twice')
    return {name: cell for name, cell in pairs if cell is not None} if None in found.values() else found


def _no_number(text: str) -> object:
    raise ValueError(f"{text} is no number")


FAST = json.JSONDecoder(parse_constant=_no_number)
DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
