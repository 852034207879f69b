"""A table of businesses: what it looks like, its pieces, and the blocks of a piece."""

import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from ecomap.errors import FileError
from ecomap.io.batch import pieces as cut
from ecomap.io.batch.formats import SMALL_BYTES, Form, has_arrow, require_arrow
from ecomap.io.batch.pieces import Piece
from ecomap.io.batch.records import Header, Record, csv_header, csv_records, json_record, json_records
from ecomap.model.compiled import AnyMap
from ecomap.verbs.batch.blocks import Block, BlockMaker
from ecomap.verbs.batch.layout import MONEY_AND_TIME, Layout, object_layout, table_layout

BLOCK_ROWS = 16_384
"""Rows in memory at a time."""
HEAD_BYTES = 1_000_000
"""The first line is within these."""
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
    objects: tuple[str, ...] = ()
    """Fields of JSON lines that are objects in the first row."""

    @property
    def delimiter(self) -> str | None:
        """Of CSV; None for JSON lines."""
        return self.header.delimiter if self.header else None


def open_table(name: str, form: Form, given: Mapping[str, str], ecosystem: AnyMap, head: bytes | None = None) -> Table:
    """Look at the first rows of an input.

    Parameters
    ----------
    given
        Our column names -> the user's, where they differ.
    head
        The beginning of a text, where it has been read already.

    Raises
    ------
    FileError
        It cannot be read, or needs a library that is missing.
    InputError
        Its columns do not fit.
    """
    if form == "parquet":
        require_arrow()
        from ecomap.io.batch.arrow_tables import parquet_file

        titles = [field.name for field in parquet_file(Path(name)).schema_arrow]
        return Table(name, form, table_layout(titles, given, ecosystem, name))
    text = _head(name) if head is None else head
    if form == "csv":
        header = csv_header(text, name)
        return Table(name, form, table_layout([t for t in header.names if t], given, ecosystem, name), header)
    layout = object_layout(given, ecosystem, name)
    first = next((json_record(line, 1) for line in text.split(b"\n") if line.strip()), None)
    objects = tuple(key for key, cell in (first.cells if first else {}).items() if isinstance(cell, dict))
    return Table(name, form, layout, objects=objects)


def _head(name: str) -> bytes:
    with opened(name) as stream:
        return stream.read(HEAD_BYTES)


def opened(name: str) -> BinaryIO:
    """Open an input for reading.

    Raises
    ------
    FileError
        It cannot be read.
    """
    if name == STANDARD_INPUT:
        return sys.stdin.buffer
    try:
        return Path(name).open("rb")
    except IsADirectoryError:
        raise FileError(f"{name}: is a directory. Name a file.") from None
    except OSError as error:
        raise FileError(f"{name}: cannot be read: {error.strerror}.") from None


def table_pieces(table: Table, head: bytes | None = None, size: int | None = None) -> Iterator[Piece]:
    """Yield the pieces of a table in order; of a text each with its data.

    Parameters
    ----------
    head
        What has been read of standard input already.
    size
        Bytes of text, or rows of Parquet, in a piece.
    """
    if table.form == "parquet":
        from ecomap.io.batch.arrow_tables import parquet_file

        metadata = parquet_file(Path(table.name)).metadata
        groups = [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]
        yield from cut.parquet_pieces(groups, size or cut.GROUP_ROWS)
        return
    start = table.header.length if table.header else 0
    with opened(table.name) as stream:
        whole: Any = stream if head is None else _Chained(head, stream)
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


class Reader:
    """Reads the pieces of a table block by block; keeps what consecutive pieces share."""

    def __init__(self, table: Table, maker: BlockMaker) -> None:
        self.table, self.maker = table, maker
        self._file: Any = None

    def blocks(self, piece: Piece) -> Iterator[Block]:
        """Yield the answers to a piece."""
        if self.table.form == "parquet":
            yield from self._parquet(piece)
            return
        data = cut.piece_text(Path(self.table.name), piece)
        batches = self._batches(data) if len(data) > SMALL_BYTES and has_arrow() else None
        if batches is None or sum(map(len, batches)) != piece.rows:
            records = self._records(data, piece.first_row)
            while some := list(islice(records, BLOCK_ROWS)):
                yield self.maker.of_records(some)
            return
        first = piece.first_row
        for batch in batches:
            yield self.maker.of_batch(batch, first, _Found(self, data, piece.first_row), nan_is_absent=False)
            first += len(batch)

    def _records(self, data: bytes, first: int) -> Iterator[Record]:
        if self.table.header:
            return csv_records(data, self.table.header, first, frozenset(self.table.layout.names.values()))
        return json_records(data, first)

    def _batches(self, data: bytes) -> list[Any] | None:
        from ecomap.io.batch import arrow_tables

        if self.table.header is None:
            from ecomap.verbs.batch.expected import expected_fields

            expected = expected_fields(self.table.layout, self.maker.ranker.vocabulary, self.table.objects)
            return arrow_tables.json_batches(data, expected)
        names = self.table.layout.names
        numbers = [theirs for ours, theirs in names.items() if is_number(ours)]
        return arrow_tables.csv_batches(
            data, self.table.header, numbers, [theirs for theirs in names.values() if theirs not in numbers]
        )

    def _parquet(self, piece: Piece) -> Iterator[Block]:
        from ecomap.io.batch.arrow_tables import parquet_batches, parquet_file

        if self._file is None:
            self._file = parquet_file(Path(self.table.name))
        first = piece.first_row
        for batch in parquet_batches(self._file, piece.groups, list(self.table.layout.names.values())):
            yield self.maker.of_batch(batch, first, Cells(batch, first), nan_is_absent=True)
            first += len(batch)


def is_number(ours: str) -> bool:
    """Tell whether a column holds one number a row."""
    return "." in ours or ours in ("maturity", "employees", *MONEY_AND_TIME)


@dataclass(frozen=True)
class _Found:
    """Finds rows in a text again."""

    reader: Reader
    data: bytes
    first: int

    def __call__(self, rows: Sequence[int]) -> Iterator[Record]:
        if self.reader.table.form == "jsonl":
            lines = [line for line in self.data.split(b"\n") if line.strip()]
            return (json_record(lines[row - self.first], row) for row in rows)
        wanted = set(rows)
        return (record for record in self.reader._records(self.data, self.first) if record.row in wanted)


@dataclass(frozen=True)
class Cells:
    """Rows of a record batch one by one."""

    batch: Any
    first: int

    def __call__(self, rows: Sequence[int]) -> Iterator[Record]:
        """Yield the rows of some numbers."""
        import json

        for row in rows:
            (cells,) = self.batch.slice(row - self.first, 1).to_pylist()
            said = {name: _plain(cell) for name, cell in cells.items() if not _absent(cell)}
            yield Record(row, said, json.dumps(said, ensure_ascii=False, default=str))


def _absent(cell: object) -> bool:
    return cell is None or cell != cell or (isinstance(cell, str) and not cell.strip())  # noqa: PLR0124 - NaN


def _plain(cell: object) -> object:
    """Return what JSON would have given: a map is an object, an object has no empty fields."""
    if isinstance(cell, list) and cell and all(isinstance(pair, tuple) for pair in cell):
        return {str(name): number for name, number in cell}
    if isinstance(cell, dict):
        return {name: inner for name, inner in cell.items() if inner is not None}
    return cell.strip() if isinstance(cell, str) else cell


def input_length(name: str, table: Table) -> int | None:
    """Return the bytes of a text or the rows of Parquet; None where nobody can know."""
    if name == STANDARD_INPUT:
        return None
    if table.form == "parquet":
        from ecomap.io.batch.arrow_tables import parquet_file

        return int(parquet_file(Path(name)).metadata.num_rows)
    return Path(name).stat().st_size
