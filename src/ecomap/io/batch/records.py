"""Rows of text as they were written, read by the standard library: the truth about rows that are not plain."""

import csv
import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from ecomap.errors import InputError, Location, Problem

DELIMITERS = ",;\t"
MAX_CELL = 1_000_000
"""Characters of one cell; the longest list of everything the map has is far below."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row."""

    row: int
    """From 1; header and empty lines do not count."""
    cells: dict[str, object]
    """By the names of the columns; what is empty is left out."""
    source: str | Callable[[], str]
    """As it was written, on one line, or how to tell."""
    problem: str = ""
    """Why it cannot be read at all."""
    column: str = ""

    @property
    def raw(self) -> str:
        """As it was written, on one line."""
        return self.source if isinstance(self.source, str) else self.source()


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a CSV file."""

    names: tuple[str, ...]
    delimiter: str
    length: int
    """Bytes up to the first row."""


def csv_header(data: bytes, name: str) -> Header:
    """Read the column names; the delimiter is the one of comma, semicolon and tab that is in the line most often.

    Raises
    ------
    InputError
        No header, two columns of one name, or not text.
    """
    mark = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    ends = [at for at in (data.find(b"\n", mark) + 1,) if at] or [len(data)]
    line = data[mark : ends[0]]
    if line.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in line:
        raise _refused(name, "not a text file in UTF-8.", "Save it as CSV in UTF-8.")
    text = line.decode("utf-8", "replace").strip("\r\n")
    delimiter = max(DELIMITERS, key=text.count)
    names = tuple(cell.strip() for cell in next(csv.reader([text], delimiter=delimiter), []))
    twice = sorted({title for title in names if title and names.count(title) > 1})
    if not any(names):
        raise _refused(name, "no header.", "The first line names the columns, like id,sectors.")
    if twice:
        raise _refused(name, f'two columns are called "{twice[0]}".', "Rename or remove one of them.")
    return Header(names, delimiter, ends[0])


def _refused(name: str, message: str, way_out: str) -> InputError:
    return InputError([Problem(Location(name, 1, 1), "", message, way_out)])


def csv_records(data: bytes, header: Header, first: int, used: Collection[str]) -> Iterator[Record]:
    """Yield the rows of some CSV, the header left out; a row that cannot be read is yielded with its problem.

    Parameters
    ----------
    used
        Names of the columns that are read.
    """
    columns = [(place, name) for place, name in enumerate(header.names) if name in used]
    for row, cells in enumerate(csv_rows(data, header.delimiter), start=first):
        if isinstance(cells, csv.Error):
            yield Record(row, {}, "", f"not CSV: {cells}.")
        else:
            yield _csv_record(row, cells, header, columns)


def csv_rows(data: bytes, delimiter: str) -> Iterator[list[str] | csv.Error]:
    """Yield the cells of each row, or why it has none; empty lines are left out. What is no UTF-8 is kept as it is."""
    csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL))
    lines = csv.reader(io.StringIO(data.decode("utf-8", "surrogateescape"), newline=""), delimiter=delimiter)
    while True:
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            yield error
        else:
            if cells:
                yield cells


def _csv_record(row: int, cells: list[str], header: Header, columns: list[tuple[int, str]]) -> Record:
    if len(cells) != len(header.names):
        problem = f"{len(cells)} cells where the header has {len(header.names)}."
        return Record(row, {}, _printable(csv_line(cells, header.delimiter)), problem)
    used: dict[str, object] = {name: text for place, name in columns if (text := cells[place].strip())}
    for name, cell in used.items():
        if not str(cell).isascii() and _printable(str(cell)) != cell:
            return Record(row, {}, _printable(csv_line(cells, header.delimiter)), "not text in UTF-8.", name)
    return Record(row, used, lambda: _printable(csv_line(cells, header.delimiter)))


def _printable(text: str) -> str:
    """Return a text with a replacement for bytes that were no UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def csv_line(cells: Iterable[object], delimiter: str = ",") -> str:
    """Return cells as one line of CSV without its end."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="").writerow(cells)
    return " ".join(stream.getvalue().splitlines())


def json_records(data: bytes, first: int) -> Iterator[Record]:
    """Yield the rows of some JSON lines; a line that is no JSON object is yielded with its problem."""
    lines = [line for line in data.split(b"\n") if line.strip()]
    return (json_record(line, first + place) for place, line in enumerate(lines))


def json_record(line: bytes, row: int) -> Record:
    """Read one line of JSON."""
    raw = line.decode("utf-8", "replace").strip()
    try:
        content = json.loads(line.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError:
        return Record(row, {}, raw, "not text in UTF-8.")
    except RecursionError:
        return Record(row, {}, raw, "nested too deep.")
    except ValueError as error:
        said = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        return Record(row, {}, raw, f"not JSON: {said}.")
    if not isinstance(content, dict):
        return Record(row, {}, raw, "not a JSON object.")
    return Record(row, content, raw)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object of which no name stands twice; null says nothing."""
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise ValueError(f'"{next(name for name in names if names.count(name) > 1)}" stands twice')
    return {name: cell for name, cell in pairs if cell is not None}


def _no_number(text: str) -> object:
    raise ValueError(f"{text} is no number")
