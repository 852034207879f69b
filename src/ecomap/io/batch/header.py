"""Where the columns of a CSV table are named, and by what they are divided."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from ecomap.errors import InputError, Location, Problem
from ecomap.record import record

DELIMITERS = ",;\t|"
LINES_ABOVE = 50  # so many lines that are not empty may stand above the names of the columns
SAYS = "sep="  # begins a first line by which Excel is told the delimiter
TWIN = " (column {})"  # stands behind the name of a column that is called like one before
Fits = Callable[[Sequence[str]], int]
"""Tells how many columns of a table of businesses some cells name; none where they are no such headings."""


@record
class Asked:
    """What the user says of a table, in place of what would be found out."""

    encoding: str | None = None
    delimiter: str | None = None
    header_line: int | None = None  # counted from 1
    decimal: str | None = None  # the mark before decimals, ``,`` or ``.``
    scale: tuple[float, float] | None = None  # the least and the most of its scale of digital maturity; none: 0 and 4


NOTHING_ASKED = Asked()


@dataclass(frozen=True, slots=True)
class Header:
    """The line of a CSV file that names the columns."""

    names: tuple[str, ...]
    delimiter: str
    length: int  # bytes up to the first row
    line: int = 1  # counted from 1
    skipped: int = 0  # lines above it, but for Excel's own
    above: str = ""  # what divides its own cells, where that is another sign than in the rows


def csv_header(data: bytes, name: str, fits: Fits = any, asked: Asked = NOTHING_ASKED) -> Header:
    """Find the column names: the first line, divided by one of the delimiters, that fits; else the first with text.

    Looks at the beginning of a file, in UTF-8; an InputError where there is no header, or no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data.partition(b"\n")[0]:
        raise _refused(name, "not a text file.", "Save it as CSV, or say --encoding.")
    lines = list(_lines(data))
    said = lines[0].text if lines and lines[0].text.lower().startswith(SAYS) else ""
    delimiter = asked.delimiter or (said[len(SAYS)] if len(said) == len(SAYS) + 1 else None)
    lines = [one for one in lines if one.text != said or not said]
    if asked.header_line and not (lines := [one for one in lines if one.number == asked.header_line]):
        told = f"line {asked.header_line} is empty, or not among the first {LINES_ABOVE}."
        raise _refused(name, told, "Say another --header-line.")
    found = _fitting(lines, delimiter, fits)
    if found is None:
        raise _refused(name, "no header.", "The first line names the columns, like id,sectors.")
    first = [name for line in lines for name in _divided(line, found.delimiter).names[:1]]
    if asked.header_line is None and fits(first) > max(1, fits(found.names)):
        way_out = "Turn it: in a spreadsheet copy it, and paste it transposed."
        raise _refused(name, "the headings stand one below the other: each firm is a column, no row.", way_out)
    if len(found.names) > 1 and all(re.fullmatch("'.*'", title) for title in found.names):
        raise _refused(name, "its cells stand in single quotes (').", "Save it with double quotes.", found.line)
    found = replace(found, skipped=found.line - lines[0].number)
    return _by_rows([one for one in lines if one.start >= found.length], found)


def _by_rows(rows: Sequence["_Line"], header: Header) -> Header:
    """Return a header with what divides its rows: another sign where that gives each as many cells as it has."""
    widths = {sign: {len(_divided(row, sign).names) for row in rows} for sign in DELIMITERS}
    other = next((sign for sign, found in widths.items() if found == {len(header.names)}), None)
    alone = len(header.names) > 1 and widths.get(header.delimiter) == {1}
    return replace(header, delimiter=other, above=header.delimiter) if other and alone else header


class _Line(NamedTuple):
    """A line that is not empty."""

    number: int
    text: str
    start: int
    whole: list[bytes]  # the line and those below until a quote that it may open is closed; alone where none is


def _lines(data: bytes) -> Iterator[_Line]:
    """Yield the first lines that are not empty."""
    end, number, found = 3 if data.startswith(b"\xef\xbb\xbf") else 0, 0, 0
    while end < len(data) and found < LINES_ABOVE:
        start, end, number = end, data.find(b"\n", end) + 1 or len(data), number + 1
        if text := data[start:end].decode("utf-8", "replace").strip("\r\n"):
            found += 1
            yield _Line(number, text, start, _closed(data, start, end))


def _closed(data: bytes, start: int, end: int) -> list[bytes]:
    last = end
    for _ in range(LINES_ABOVE):
        if data.count(b'"', start, last) % 2 == 0:
            return data[start:last].splitlines(keepends=True)
        last = data.find(b"\n", last) + 1 or len(data)
    return [data[start:end]]


def _fitting(lines: Sequence[_Line], delimiter: str | None, fits: Fits) -> Header | None:
    """Return the first line that fits; else the first with text, as the delimiter divides it that is in it most."""
    for line, below in zip(lines, [*lines[1:], *lines[-1:]], strict=True):
        by_cells = sorted(delimiter or DELIMITERS, key=line.text.count, reverse=True)
        for one in by_cells:
            found = _divided(line, one)
            if known := fits(found.names):
                lower = _divided(below, one)  # headings on two lines: those that name more, or of a form
                return lower if fits(lower.names) > known else found
    return next(
        (found for line in islice(lines, LINES_ABOVE)
         if any((found := _divided(line, delimiter or max(DELIMITERS, key=line.text.count))).names)),
        None,
    )  # fmt: skip


def _divided(line: _Line, delimiter: str) -> Header:
    rows = csv.reader((one.decode("utf-8", "replace") for one in line.whole), delimiter=delimiter)
    try:
        cells = next(rows, [])
    except csv.Error:
        cells = []
    names = [re.sub(r"(?<!\s)\s*[\r\n\v]\s*", " ", cell.strip()) for cell in cells]
    length = sum(map(len, line.whole[: max(rows.line_num, 1)]))
    first = {name: at for at, name in reversed([*enumerate(names)])}
    twins = [f"{name}{TWIN.format(at + 1)}" if name and first[name] < at else name for at, name in enumerate(names)]
    return Header(tuple(twins), delimiter, line.start + length, line.number)


def way_to_divide(line: str, fits: Fits) -> str:
    """Return how a line of headings can be divided that no usual sign divides."""
    if re.search(r"[;,\t|]", line):
        return "Each line is one cell in quotes: take the quotes off."
    if fits(re.split(" {2,}", line)) or re.search(" {3,}", line):
        way_out = "Blanks lay out its columns. In a spreadsheet open it as text of fixed width, and save it as CSV"
        return f"{way_out}; or with two blanks or more between any two cells: sed -E 's/ {{2,}}/;/g' FILE > list.csv."
    signs = sorted({*re.findall(r"[^\w\s\"'$`\\!]|(?<=\w) (?=\w)", line)}, reverse=True)
    found = next((sign for sign in signs if fits(line.split(sign))), "")
    return f'Say what divides the cells: --delimiter "{found}".' if found else ""


def twin_of(title: str) -> str:
    """Return what a column is called whose name another one has already; empty where none has."""
    first, _, behind = title.rpartition(TWIN.partition("{")[0])
    return first if re.fullmatch(r"[0-9]+\)", behind) else ""


def _refused(name: str, message: str, way_out: str, line: int = 1) -> InputError:
    return InputError([Problem(Location(name, line, 1), "", message, way_out)])
