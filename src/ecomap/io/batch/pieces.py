"""A file in pieces that can be read on their own: whole rows, in order, each with the number of its first row."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from ecomap.io.batch.records import csv_lines, csv_rows
from ecomap.io.words import bare, headings

MARK = b"\xef\xbb\xbf"  # may stand before a text in UTF-8; where files were put together, before any of their rows
PIECE_BYTES = 8_000_000  # bytes of text in a piece
GROUP_ROWS = 65_536  # rows of Parquet in a piece, at least, where its row groups are smaller
NEW_LINE, SPACE, QUOTE = (ord(sign) for sign in '\n "')
HEADING_BYTES = 10_000  # headings amid the rows are no longer
WORDS = rb'\n(?=[^\r\n%b]*+%b)(?:[ "]*+(?![0-9]++[ "\r]*+(?:%b|\n|\Z))[^\n%b]*+(?:%b|(?=\n)|\Z))++(?=\n|\Z)'
"""A line of several cells, none of which is a whole number: nearly every row of a business has one."""
LINES_BACK = 1_000  # so many lines a quoted cell may have; a quote that is open for longer is a slip


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a file."""

    number: int
    first_row: int
    rows: int
    start: int = 0  # first byte of text
    stop: int = 0
    groups: tuple[int, ...] = ()  # row groups of Parquet
    first_line: int = 0  # line of the text on which it begins, from 1; 0 where there are no lines
    even: bool = False  # whether every line of it is plainly a row
    other: int = 0  # line on which headings stand that are not those of the table, and hold for its rows; 0: none
    data: bytes | None = None  # the text itself, where it is at hand and cannot be read again


@dataclass(frozen=True, slots=True)
class Headed:
    """How the columns of a table are named."""

    names: Sequence[str]
    read: Sequence[str]  # of the columns that are read
    needed: Sequence[str]  # one of these is among the headings of whatever is such a table
    where: Collection[str] = ()  # fields of ours, one of which any table of businesses has

    def named_by(self, cells: Sequence[str]) -> bool:
        """Tell whether cells are headings of such a table: one that is needed, and another of the names."""
        known = {name.casefold() for name in self.names if name}.intersection(cells)
        return len(known) > 1 and any(name.casefold() in known for name in self.needed)

    def another(self, cells: Sequence[str], gap: bool) -> bool:
        """Tell whether cells name the columns of a table in words of their own: most do, or some behind a gap."""
        said = [headings().get(bare(cell)) for cell in cells if cell]
        found = {*said} - {None}
        if any(map(str.isdecimal, cells)) or len(found) < 2 or found.isdisjoint(self.where):
            return False  # nearly every row of a business has a number
        return gap or 2 * said.count(None) < len(said)

    def the_same(self, cells: Sequence[str]) -> bool:
        """Tell whether headings name what is read in the same places."""
        places = [(self.names.index(name), name.casefold()) for name in self.read]
        return all(at < len(cells) and cells[at] == name for at, name in places)


def text_pieces(
    stream: BinaryIO, delimiter: str | None, start: int, size: int = PIECE_BYTES, first_line: int = 1,
    headed: Headed | None = None,
) -> Iterator[Piece]:  # fmt: skip
    """Yield the rest of a stream, which stands at ``start``, in pieces of about ``size`` bytes, each with its text.

    Where tables were put together, headings stand amid the rows: a piece ends before those that are not in force. JSON
    lines have no delimiter.
    """
    number, row, rest = 0, 1, b""
    line, other = first_line, 0
    while True:
        fresh = stream.read(size)
        while len(fresh) < size and (more := stream.read(size - len(fresh))):
            fresh += more
        data, ended = rest + fresh, len(fresh) < size
        cut = len(data) if ended else _end_of_row(data, delimiter)
        told = headed if cut and delimiter else None
        for body, now in list(_parts(data[:cut], delimiter or "", told, other, line, amid=number > 0)) if cut else ():
            other = now
            text = body.replace(MARK, b"")
            even = _one_line_a_row(text, delimiter)
            ends = text.count(b"\n") + (text[-1:] not in (b"", b"\n"))
            rows = ends if even else _rows_amid_lines(text, delimiter)
            if rows:
                yield Piece(
                    number, row, rows, start, start + len(body), first_line=line, even=even, other=now, data=text
                )
                number, row = number + 1, row + rows
            start += len(body)
            line += body.count(b"\n")
        rest = data[cut:]
        if ended:
            return


def _parts(
    data: bytes, delimiter: str, headed: Headed | None, other: int, line: int, *, amid: bool
) -> Iterator[tuple[bytes, int]]:
    """Yield some text with the line of the other headings that hold for it, 0 for none, cut where that changes.

    ``amid``: text stands before it, so that another table may begin with it.
    """
    if headed is None:
        yield data, other
        return
    done, mark = 0, re.escape(delimiter.encode())
    gaps = {at.end() for at in re.finditer(rb'\n[ \t\r"%b]*\n(?=[^\r\n])' % mark, data)} | ({0} if amid else set())
    words = {at.start() + 1 for at in re.finditer(WORDS % ((mark,) * 5), data)}
    for start in sorted({*gaps, *words}):
        cells = [_bare(cell) for cell in data[start : start + HEADING_BYTES].partition(b"\n")[0].split(mark[-1:])]
        named = headed.named_by(cells)
        begins = named or headed.another(cells, start in gaps)
        if begins and data.count(b'"', done, start) % 2 == 0:  # else it stands in a cell
            now = 0 if named and headed.the_same(cells) else line + data.count(b"\n", 0, start)
            if now != other and start > done:
                yield data[done:start], other
                done = start
            other = now
    yield data[done:], other


def _bare(cell: bytes) -> str:
    return cell.replace(MARK, b"").decode("utf-8", "replace").strip(' "\r').casefold()


def _end_of_row(data: bytes, delimiter: str | None) -> int:
    """Return the length of the whole rows at the beginning of some text, 0 if there is none."""
    end = data.rfind(b"\n") + 1
    if delimiter is None or data.count(b'"', 0, end) % 2 == 0:
        return end
    cut = end
    for _ in range(LINES_BACK):  # back to where every quote that was opened has been closed
        before = data.rfind(b"\n", 0, cut - 1) + 1
        if before == 0:
            return 0  # the rest of the row is still to come
        odd = data.count(b'"', before, cut) % 2
        cut = before
        if odd:
            return cut
    return end


def _rows_amid_lines(text: bytes, delimiter: str | None) -> int:
    if delimiter is None:
        return sum(1 for line in text.split(b"\n") if line.strip())
    return sum(1 for _ in csv_rows(text, delimiter))


def lines_of_rows(text: bytes, delimiter: str | None) -> Sequence[int]:
    """Return the line, from 0, on which each row begins."""
    if delimiter is None:
        return [at for at, line in enumerate(text.split(b"\n")) if line.strip()]
    return csv_lines(text, delimiter)


def _one_line_a_row(text: bytes, delimiter: str | None) -> bool:
    """Tell whether it is plain that every line is a row: none may be empty, no cell has several lines."""
    signs = np.frombuffer(text, dtype=np.uint8)
    ends = np.flatnonzero(signs == NEW_LINE)
    starts = np.append(0, ends + 1)
    if (signs[starts[starts < len(signs)]] <= SPACE).any():
        return False
    if delimiter is None:
        return True
    quotes = np.flatnonzero(signs == QUOTE)
    before = signs[quotes[::2] - 1][quotes[::2] > 0]
    if not np.isin(before, (NEW_LINE, QUOTE, ord(delimiter))).all():  # a quote amid a cell opens nothing
        return False
    open_at_end = np.searchsorted(quotes, ends) % 2
    return not open_at_end.any() and text.count(b"\r") == text.count(b"\r\n")


def parquet_pieces(rows_of_groups: list[int], least: int = GROUP_ROWS) -> Iterator[Piece]:
    """Yield whole row groups, small ones together, in pieces of at least ``least`` rows where there are so many."""
    number, first, groups, rows = 0, 1, [], 0
    for group, count in enumerate(rows_of_groups):
        groups.append(group)
        rows += count
        if rows >= least or group == len(rows_of_groups) - 1:
            if rows:
                yield Piece(number, first, rows, groups=tuple(groups))
                number, first = number + 1, first + rows
            groups, rows = [], 0


def piece_text(path: Path, piece: Piece) -> bytes:
    """Return the text of a piece."""
    if piece.data is not None:
        return piece.data
    with path.open("rb") as stream:
        stream.seek(piece.start)
        return stream.read(piece.stop - piece.start).replace(MARK, b"")
