"""A file in pieces that can be read on their own: whole rows, in order, each with the number of its first row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from ecomap.io.batch.records import csv_lines, csv_rows

MARK = b"\xef\xbb\xbf"
"""May stand before a text in UTF-8; where files were put together, before any of their rows."""
PIECE_BYTES = 8_000_000
"""Bytes of text in a piece."""
GROUP_ROWS = 65_536
"""Rows of Parquet in a piece, at least, where its row groups are smaller."""
NEW_LINE, SPACE, QUOTE = (ord(sign) for sign in '\n "')
LINES_BACK = 1_000
"""So many lines a quoted cell may have; a quote that is open for longer is a slip."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a file."""

    number: int
    first_row: int
    rows: int
    start: int = 0
    """First byte of text."""
    stop: int = 0
    groups: tuple[int, ...] = ()
    """Row groups of Parquet."""
    first_line: int = 0
    """Line of the text on which it begins, from 1; 0 where there are no lines."""
    even: bool = False
    """Whether every line of it is plainly a row."""
    data: bytes | None = None
    """The text itself, where it is at hand and cannot be read again."""


def text_pieces(
    stream: BinaryIO, delimiter: str | None, start: int, size: int = PIECE_BYTES, first_line: int = 1
) -> Iterator[Piece]:
    """Yield the rest of a stream in pieces of about ``size`` bytes, each with its text.

    Parameters
    ----------
    delimiter
        Of CSV; None for JSON lines.
    start
        Where the stream stands.
    first_line
        Line on which it stands.
    """
    number, row, rest, line = 0, 1, b"", first_line
    while True:
        fresh = stream.read(size)
        data = rest + fresh
        cut = _end_of_row(data, delimiter) if fresh else len(data)
        text = data[:cut].replace(MARK, b"")
        even = bool(text) and _one_line_a_row(text, delimiter)
        ends = text.count(b"\n") + (text[-1:] not in (b"", b"\n"))
        rows = ends if even else _rows_amid_lines(text, delimiter)
        if rows:
            yield Piece(number, row, rows, start, start + cut, first_line=line, even=even, data=text)
            number, row = number + 1, row + rows
        start += cut
        line += data.count(b"\n", 0, cut)
        rest = data[cut:]
        if not fresh:
            return


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
