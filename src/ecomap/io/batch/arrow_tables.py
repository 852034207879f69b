"""Tables read by pyarrow: typed columns, one thread; None where a text is not what the types say."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.json
import pyarrow.parquet as pq

from ecomap.errors import FileError
from ecomap.io.batch.records import Header

BATCH_ROWS = 16_384
"""Rows in a record batch."""


def csv_batches(data: bytes, header: Header, numbers: Sequence[str], texts: Sequence[str]) -> list[Any] | None:
    """Return the rows of some CSV, the header left out; None where a cell is not of its column's type.

    Parameters
    ----------
    numbers, texts
        Names of the columns that are read; the others are not.
    """
    types = dict.fromkeys(numbers, pa.float64()) | dict.fromkeys(texts, pa.string())
    try:
        table = pa.csv.read_csv(
            io.BytesIO(data),
            pa.csv.ReadOptions(use_threads=False, column_names=list(header.names), block_size=len(data) + 1),
            pa.csv.ParseOptions(delimiter=header.delimiter, newlines_in_values=True),
            pa.csv.ConvertOptions(
                column_types=types, include_columns=list(types), null_values=[""], strings_can_be_null=True
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError):
        return None
    return list(table.combine_chunks().to_batches(max_chunksize=BATCH_ROWS))


def json_batches(data: bytes, expected: Any) -> list[Any] | None:
    """Return the rows of some JSON lines; None where something is not of its field's type.

    Parameters
    ----------
    expected
        Schema of the fields that are known; others are read as they are found.
    """
    try:
        table = pa.json.read_json(
            io.BytesIO(data),
            pa.json.ReadOptions(use_threads=False, block_size=len(data) + 1),
            pa.json.ParseOptions(explicit_schema=expected, newlines_in_values=False),
        )
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return None
    return list(table.combine_chunks().to_batches(max_chunksize=BATCH_ROWS))


def parquet_file(path: Path) -> Any:
    """Open a Parquet file.

    Raises
    ------
    FileError
        It cannot be read or is none.
    """
    try:
        return pq.ParquetFile(path, pre_buffer=False)
    except (OSError, pa.ArrowInvalid) as error:
        raise FileError(f"{path}: cannot be read as Parquet: {str(error).splitlines()[0]}") from None


def parquet_batches(file: Any, groups: Sequence[int], columns: Sequence[str]) -> Iterator[Any]:
    """Yield record batches of some row groups."""
    return iter(
        file.iter_batches(batch_size=BATCH_ROWS, row_groups=list(groups), columns=list(columns), use_threads=False)
    )
