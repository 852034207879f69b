"""A table of businesses: what it looks like, its pieces, and the rows of a piece."""

import contextlib
import io
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from ecomap.errors import FileError
from ecomap.io.batch import pieces as cut
from ecomap.io.batch.formats import Form, require_arrow
from ecomap.io.batch.pieces import Piece
from ecomap.io.batch.records import (
    BLOCK_ROWS,
    Header,
    Rows,
    array_lines,
    arrow_blocks,
    csv_blocks,
    csv_header,
    json_blocks,
    parquet_file,
)  # fmt: skip
from ecomap.model.compiled import AnyMap
from ecomap.verbs.batch.cells import is_plain
from ecomap.verbs.batch.layout import Layout, object_layout, table_layout

HEAD_BYTES = 1_000_000
"""The first line is within these."""
MAX_ARRAY = 200_000_000
"""Bytes of a JSON array, which is read whole."""
STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Table:
    """One input, opened and looked at."""

    name: str
    """A path, or - for standard input."""
    form: Form
    layout: Layout
    header: Header | None = None
    """Of CSV."""

    @property
    def delimiter(self) -> str | None:
        """Of CSV; None for JSON lines."""
        return self.header.delimiter if self.header else None

    @property
    def length(self) -> int | None:
        """Bytes of a text or rows of Parquet; None where nobody can know."""
        if self.name == STANDARD_INPUT:
            return None
        return (
            parquet_file(Path(self.name)).metadata.num_rows
            if self.form == "parquet"
            else Path(self.name).stat().st_size
        )


@contextlib.contextmanager
def at_hand(name: str, form: Form) -> Iterator[tuple[str, bytes]]:
    """Yield an input that can be read in pieces, and its beginning; what is no such file is copied to one first.

    That is: a pipe with a name, Parquet from standard input, a JSON array, lines that end with a carriage return alone.

    Raises
    ------
    FileError
        It cannot be read.
    """
    with opened(name) as stream:
        head = stream.read(HEAD_BYTES)
        array = form == "jsonl" and head.removeprefix(cut.MARK).lstrip()[:1] == b"["
        returns = form == "csv" and b"\r" in head and b"\n" not in head
        read_once = form == "parquet" if name == STANDARD_INPUT else not Path(name).is_file()
        if not (array or returns or read_once):
            yield name, head
            return
        if form != "parquet" and b"\0" in head:
            raise FileError(f"{name}: not a text in UTF-8.")
        with tempfile.NamedTemporaryFile(suffix=f".{form}") as copy:
            if array:
                head += stream.read(MAX_ARRAY)
                if len(head) > MAX_ARRAY:
                    raise FileError(f"{name}: a JSON array of more than {MAX_ARRAY:,} bytes. Write JSON lines.")
                head = "\n".join(array_lines(head)).encode() or head
            while head:
                copy.write(head.replace(b"\r", b"\n") if returns else head)
                head = stream.read(HEAD_BYTES)
            copy.seek(0)
            yield copy.name, copy.read(HEAD_BYTES)


def open_table(name: str, form: Form, given: Mapping[str, str], ecosystem: AnyMap, head: bytes = b"") -> Table:
    """Look at the first rows of an input.

    Parameters
    ----------
    given
        Our column names -> the user's, where they differ.
    head
        Its beginning, where it has been read already.

    Raises
    ------
    FileError
        It cannot be read, or needs a library that is missing.
    InputError
        Its columns do not fit.
    """
    if form == "parquet":
        require_arrow()
        titles = [field.name for field in parquet_file(Path(name)).schema_arrow]
        return Table(name, form, table_layout(titles, given, ecosystem, name))
    if form == "jsonl":
        return Table(name, form, object_layout(given, ecosystem, name))
    if not head:
        with opened(name) as stream:
            head = stream.read(HEAD_BYTES)
    header = csv_header(head, name)
    return Table(name, form, table_layout([t for t in header.names if t], given, ecosystem, name), header)


def opened(name: str) -> "contextlib.AbstractContextManager[BinaryIO]":
    """Open an input for reading.

    Raises
    ------
    FileError
        It cannot be read.
    """
    if name == STANDARD_INPUT:
        return contextlib.nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")
    except IsADirectoryError:
        raise FileError(f"{name}: is a directory. Name a file.") from None
    except (OSError, ValueError) as error:
        raise FileError(f"{name}: cannot be read: {getattr(error, 'strerror', None) or error}.") from None


def table_pieces(table: Table, head: bytes, size: int | None = None) -> Iterator[Piece]:
    """Yield the pieces of a table in order; of a text each with its data.

    Parameters
    ----------
    head
        What has been read of standard input already.
    size
        Bytes of text, or rows of Parquet, in a piece.
    """
    if table.form == "parquet":
        metadata = parquet_file(Path(table.name)).metadata
        groups = [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]
        yield from cut.parquet_pieces(groups, size or cut.GROUP_ROWS)
        return
    start = table.header.length if table.header else 0
    with opened(table.name) as stream:
        whole: Any = _Chained(head, stream) if table.name == STANDARD_INPUT else stream
        whole.read(start)
        yield from cut.text_pieces(whole, table.delimiter, start, size or cut.PIECE_BYTES)


class _Chained:
    """What has been read, and then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self.head, self.rest = io.BytesIO(head), rest

    def read(self, size: int) -> bytes:
        """Return up to so many bytes; fewer only at the end."""
        first = self.head.read(size)
        return first + self.rest.read(size - len(first)) if len(first) < size else first


def piece_rows(table: Table, piece: Piece) -> Iterator[Rows]:
    """Yield the rows of a piece, some thousands at a time."""
    names = table.layout.names
    if table.form == "parquet":
        batches = parquet_file(Path(table.name)).iter_batches(
            batch_size=BLOCK_ROWS, row_groups=list(piece.groups), columns=list(names.values()), use_threads=False
        )
        yield from arrow_blocks(batches, names, piece.first_row)
        return
    data = cut.piece_text(Path(table.name), piece)
    if table.header is None:
        yield from json_blocks(data, names, frozenset(filter(is_plain, names)), piece.first_row)
    else:
        yield from csv_blocks(data, table.header, names, piece.first_row)
