"""Rows of Parquet and of record batches, by pyarrow."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from ecomap.errors import FileError
from ecomap.io.batch.records import BLOCK_ROWS, Column, Rows, Wanted, column_of, without_empty

MAX_UNPACKED = 512_000_000  # bytes that a row group of Parquet may unpack to; a few thousand bytes can claim any number
MAX_BATCH = 128_000_000  # the same for a column of one block
PLAIN = frozenset({"PLAIN", "RLE", "BIT_PACKED", "PLAIN_DICTIONARY", "RLE_DICTIONARY"})
"""Encodings in which a text takes its whole length, in its place or in a dictionary."""


def parquet_file(path: Path, called: str = "") -> Any:
    """Open a Parquet file, called so where that is not its name; texts that stand there once stay so.

    It is mapped: a buffer would grow to whatever a damaged page claims, hundreds of megabytes of a few kilobytes.
    One that cannot be read or would unpack to more than memory is there for is refused.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    name = called or path
    try:
        metadata = pq.read_metadata(path)
        texts = [name for _, name in _texts_of(metadata)]
        file = pq.ParquetFile(path, pre_buffer=False, read_dictionary=texts, memory_map=True)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise FileError(f"{name}: cannot be read as Parquet: {str(error).splitlines()[0]}") from None
    for group in range(metadata.num_row_groups):
        size = metadata.row_group(group).total_byte_size
        if size > MAX_UNPACKED:
            raise FileError(f"{name}: row group {group + 1} unpacks to {size:,} bytes. Write it in smaller row groups.")
    return file


def parquet_batches(path: Path, groups: Iterable[int], columns: Sequence[str]) -> Iterator[Any]:
    """Yield the rows of row groups in record batches, by one thread.

    Texts stay in a dictionary, which grows with each batch and takes three times their memory, only where a batch that
    repeats the longest would be too much.
    """
    file = parquet_file(path)
    texts = {place: name for place, name in _texts_of(file.metadata) if _is_of(name, columns)}
    for group in groups:
        with _whole():
            yield from _of_group(path, file, group, columns, texts)


def first_cells(path: Path, column: str) -> list[Any]:
    """Return the different cells of a column among the first rows."""
    with _whole():
        batch = next(parquet_batches(path, [0], [column]), None) if parquet_file(path).num_row_groups else None
        return [] if batch is None else _arrow_column(batch, column).cells


def _of_group(path: Path, file: Any, group: int, columns: Sequence[str], texts: Mapping[int, str]) -> Iterator[Any]:
    import pyarrow.parquet as pq

    wanted = {"batch_size": BLOCK_ROWS, "row_groups": [group], "columns": columns, "use_threads": False}
    try:
        first = next(file.iter_batches(**wanted), None)  # with it come all texts that can stand there again
    except OSError as error:
        if "DecodeArrow" in str(error):
            _refuse_encodings(file, group, texts)
        raise
    long = [name for name in texts.values() if first is not None and _swells(first, name)]
    again = pq.ParquetFile(path, metadata=file.metadata, pre_buffer=False, read_dictionary=long, memory_map=True)
    yield from again.iter_batches(**wanted)


@contextmanager
def _whole() -> Iterator[None]:
    """Refuse a file that breaks off in the midst."""
    import pyarrow as pa

    try:
        yield
    except (OSError, ValueError, pa.ArrowException) as error:
        raise FileError(f"the file is damaged: it cannot be read as Parquet: {str(error).splitlines()[0]}") from None


def _texts_of(metadata: Any) -> Iterator[tuple[int, str]]:
    """Yield place and path of all texts, those inside lists and objects, too."""
    for place in range(len(metadata.schema)):
        leaf = metadata.schema.column(place)
        if leaf.physical_type == "BYTE_ARRAY":
            yield place, leaf.path


def _is_of(path: str, columns: Iterable[str]) -> bool:
    return any(f"{path}.".startswith(f"{column}.") for column in columns)


def _refuse_encodings(file: Any, group: int, texts: Mapping[int, str]) -> None:
    """Refuse texts that are written by what they share with those before: a few bytes can claim any length.

    To be called when reading them has failed at that, not before: pyarrow ends the process where it is asked for a
    column whose description contradicts itself, and tells it only where it is to read the column.
    """
    for place, name in texts.items():
        others = {*file.metadata.row_group(group).column(place).encodings} - PLAIN
        if others:
            how = ", ".join(sorted(others))
            raise FileError(f"column {name}: its texts are {how}. Write them in full, or with a dictionary.")


def _swells(first: Any, name: str) -> bool:
    """Tell whether texts are too much if each row of a block has the longest; those inside lists may always be."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if name not in first.schema.names or not pa.types.is_dictionary(first.column(name).type):
        return True
    return bool((pc.max(pc.binary_length(first.column(name).dictionary)).as_py() or 0) * BLOCK_ROWS > MAX_BATCH)


def arrow_blocks(batches: Iterable[Any], wanted: Wanted, first: int) -> Iterator[Rows]:
    """Yield the rows of record batches; refuse a column longer than memory is there for, a file that breaks off."""
    with _whole():
        for batch in batches:
            read = partial(_arrow_column, batch)
            columns = {ours: wanted.column(ours, read) for ours in wanted.names}
            yield Rows(np.arange(first, first + len(batch)), columns, _as_json(columns, wanted.names))
            first += len(batch)


def _as_json(columns: Mapping[str, Column], names: Mapping[str, str]) -> Callable[[int], str]:
    def raw(place: int) -> str:
        said = {names[ours]: cell for ours, column in columns.items() if (cell := column.at(place)) is not None}
        return json.dumps(said, ensure_ascii=False, default=str)

    return raw


def _arrow_column(batch: Any, name: str) -> Column:
    import pyarrow as pa

    column = batch.column(name)
    kind, size = column.type, _unpacked(column)
    if size > MAX_BATCH:
        raise FileError(f"column {name}: {len(column):,} rows unpack to {size:,} bytes; {MAX_BATCH:,} is the most.")
    worded = _in_words if "binary" in str(kind) else lambda cell: cell  # some write texts without saying that they are
    if pa.types.is_nested(kind):
        cells = [dict(cell) if cell is not None and pa.types.is_map(kind) else cell for cell in column.to_pylist()]
        return column_of([_plain(worded(cell)) for cell in cells])
    encoded = column if pa.types.is_dictionary(kind) else column.dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    there = np.zeros(len(encoded.dictionary) + 1, dtype=np.bool_)  # a dictionary may be that of many more rows
    there[codes] = True
    places = np.cumsum(there) - 1
    there[-1], places[-1] = False, -1  # of what is empty
    cells = encoded.dictionary.take(pa.array(np.flatnonzero(there))).to_pylist()
    return without_empty(places[codes], list(map(worded, cells)))


def _unpacked(column: Any) -> int:
    """Return the bytes of a column if every text stood there as often as it is meant."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_dictionary(kind):
        sizes = pc.take(pc.binary_length(column.dictionary), column.indices)
        return int(pc.sum(sizes).as_py() or 0)
    if pa.types.is_map(kind):
        return _unpacked(column.keys) + _unpacked(column.items)
    if pa.types.is_struct(kind):
        return sum(map(_unpacked, column.flatten()))
    return _unpacked(column.flatten()) if pa.types.is_nested(kind) else int(column.nbytes)


def _in_words(cell: Any) -> Any:
    """Return bytes as text, inside lists and objects, too; a sign that is none in UTF-8 is seen to be none."""
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    if isinstance(cell, list):
        return list(map(_in_words, cell))
    return {_in_words(name): _in_words(inner) for name, inner in cell.items()} if isinstance(cell, dict) else cell


def _plain(cell: Any) -> Any:
    """Return what JSON would have given: an object has no empty fields, and none that are no number."""
    if not isinstance(cell, dict):
        return cell
    return {name: inner for name, inner in cell.items() if inner is not None and inner == inner}  # noqa: PLR0124
