"""The first trends of many businesses, as they are written: lines of CSV or JSON, or record batches for Parquet."""

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from ecomap.io.batch.records import csv_line
from ecomap.safe import UNSAFE, safe_cell

DECIMALS = 10
"""Of scores and likelihoods: what differs beyond them is rounding."""
UNIT = 10**DECIMALS
COPIED_BYTES = 1_000_000
LISTS = ("opportunities", "threats")
PARTS = ("trend", "score", "likelihood", "priority", "action")
QUOTED = re.compile(r'[,"]')

Whole = NDArray[np.int64]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class Answers:
    """What is written of some businesses."""

    rows: NDArray[np.int64]
    ids: Sequence[str]
    opportunities: Any
    """`ecomap.verbs.ranking.FirstTrends`, shape (business, rank); trend -1 where the list is shorter."""
    threats: Any


@dataclass(frozen=True)
class Wording:
    """What all lines of a run have in common."""

    run: str
    trends: tuple[str, ...]
    actions: tuple[str, ...]
    top: int
    threats: int

    @cached_property
    def columns(self) -> list[str]:
        """Names of the columns of CSV and Parquet."""
        lists = (("", self.top), ("threat_", self.threats))
        ranks = [(prefix, rank) for prefix, count in lists for rank in range(1, count + 1)]
        return ["row", "id", *(f"{prefix}{part}_{rank}" for prefix, rank in ranks for part in PARTS)]

    def csv_header(self) -> bytes:
        """Return the first line of CSV."""
        return f"{','.join(self.columns)}\n".encode()


def _cell(text: str) -> str:
    text = safe_cell(text)
    return csv_line([text]) if not text or QUOTED.search(text) else text


def _quoted(text: str) -> str:
    return UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", json.encoder.encode_basestring(text))


def text_lines(answers: Answers, wording: Wording, *, as_json: bool) -> bytes:
    """Return the answers as lines of CSV or JSON."""
    lists = [_entries(getattr(answers, name), wording, as_json=as_json) for name in LISTS]
    pairs = zip(answers.rows.tolist(), answers.ids, *lists, strict=True)
    if as_json:
        head, mid = f'{{"schema":"ecomap/batch/1","run":"{wording.run}","row":', b'],"threats":['
        return b"".join(
            b"".join((f'{head}{row},"id":{_quoted(name)},"opportunities":['.encode(), first, mid, other, b"]}\n"))
            for row, name, first, other in pairs
        )
    return b"".join(b"".join((f"{row},{_cell(name)}".encode(), *both, b"\n")) for row, name, *both in pairs)


def _whole(numbers: NDArray[np.float64]) -> Whole:
    return np.asarray(np.nan_to_num(np.rint(numbers * UNIT)), dtype=np.int64)


def _entries(columns: Any, wording: Wording, *, as_json: bool) -> list[bytes]:
    """Return the entries of each business as one text: signs side by side in a matrix, the gaps taken out."""
    count, ranks = columns.trend.shape
    if not ranks or not count:
        return [b""] * count
    before, between, after, nothing = _texts(wording.trends, wording.actions, ranks, as_json)
    there = columns.trend >= 0
    mark = columns.priority * len(wording.actions) + columns.action
    pieces = [
        before[np.arange(ranks), np.maximum(columns.trend, 0)],
        _digits(_whole(columns.score)),
        np.broadcast_to(between, (count, ranks, len(between))),
        _digits(_whole(columns.likelihood)),
        after[np.maximum(mark, 0)],
    ]
    signs = np.concatenate(pieces, axis=2)
    if not there.all():
        signs[~there] = 0
        signs[~there, : len(nothing)] = nothing
    flat = signs.reshape(count, -1)
    filled = flat != 0
    ends = np.cumsum(filled.sum(axis=1)).tolist()
    text = flat[filled].tobytes()
    return [text[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]


@lru_cache(maxsize=8)
def _texts(trends: Sequence[str], actions: Sequence[str], ranks: int, as_json: bool) -> tuple[Bytes, ...]:
    """Return what stands before a score by rank and trend, behind it, behind the likelihood, and for nothing."""
    if as_json:
        before = [
            [f'{"," if rank > 1 else ""}{{"rank":{rank},"trend":"{trend}","score":' for trend in trends]
            for rank in range(1, ranks + 1)
        ]
        after = [f',"priority":{points},"action":"{action}"}}' for points in range(101) for action in actions]
    else:
        before = [[f",{trend}," for trend in trends]] * ranks
        after = [f",{points},{action}" for points in range(101) for action in actions]
    between, nothing = (',"likelihood":', "") if as_json else (",", "," * len(PARTS))
    return (
        np.stack([_matrix(texts, max(map(len, before[-1]))) for texts in before]),
        _matrix([between])[0], _matrix(after), _matrix([nothing])[0][: len(nothing)],
    )  # fmt: skip


def _matrix(texts: Sequence[str], width: int = 0) -> Bytes:
    """Return texts as rows of bytes, 0 behind the last."""
    fixed = np.array([text.encode() for text in texts], dtype=f"S{max(width, 1, *map(len, texts))}")
    return fixed.view(np.uint8).reshape(len(texts), -1)


def _digits(numbers: Whole) -> Bytes:
    """Return numbers in units of 1 / `UNIT` with all decimals, shape of numbers x 12."""
    signs = np.empty((*numbers.shape, DECIMALS + 2), dtype=np.uint8)
    rest = numbers.copy()
    for place in range(DECIMALS + 1, 1, -1):
        left = rest // 10
        signs[..., place] = rest - 10 * left
        rest = left
    signs[..., 0] = rest
    signs += ord("0")
    signs[..., 1] = ord(".")
    return signs


# --- Parquet and record batches, by pyarrow


def schema(wording: Wording) -> Any:
    """Return the columns of Parquet and of record batches."""
    import pyarrow as pa

    kinds = {
        "trend": pa.dictionary(pa.int16(), pa.string()), "action": pa.dictionary(pa.int8(), pa.string()),
        "score": pa.float64(), "likelihood": pa.float64(), "priority": pa.int32(),
    }  # fmt: skip
    fields = [pa.field("row", pa.int64()), pa.field("id", pa.string())]
    fields += [pa.field(name, kinds[name.split("_")[-2]]) for name in wording.columns[2:]]
    return pa.schema(fields, metadata={"ecomap": json.dumps({"schema": "ecomap/batch/1", "run": wording.run})})


def _valid(texts: Sequence[str]) -> list[str]:
    return [text if text.isascii() else text.encode("utf-8", "replace").decode() for text in texts]


def record_batch(answers: Answers, wording: Wording) -> Any:
    """Return the answers as one record batch of that schema."""
    import pyarrow as pa

    columns: list[Any] = [pa.array(answers.rows), pa.array(_valid(answers.ids), pa.string())]
    words = {"trend": pa.array(wording.trends), "action": pa.array(wording.actions)}

    def column(part: str, numbers: NDArray[Any], missing: NDArray[np.bool_]) -> Any:
        if part in words:
            places = numbers.astype(np.int16 if part == "trend" else np.int8)
            return pa.DictionaryArray.from_arrays(pa.array(places, mask=missing), words[part])
        return pa.array(numbers if part == "priority" else _whole(numbers) / UNIT, mask=missing)

    for name in LISTS:
        entries = getattr(answers, name)
        for place in range(entries.trend.shape[1]):
            missing = entries.trend[:, place] < 0
            columns += [column(part, np.ascontiguousarray(getattr(entries, part)[:, place]), missing) for part in PARTS]
    return pa.RecordBatch.from_arrays(columns, schema=schema(wording))


@contextmanager
def answer_writer(form: str, stream: IO[bytes], wording: Wording) -> Iterator[Callable[[Answers], object]]:
    """Yield what writes answers in a form: lines, or an Arrow stream of which Parquet is made."""
    if form != "parquet":
        yield lambda answers: stream.write(text_lines(answers, wording, as_json=form == "jsonl"))
        return
    import pyarrow as pa

    with pa.ipc.new_stream(stream, schema(wording)) as writer:
        yield lambda answers: writer.write_batch(record_batch(answers, wording))


@contextmanager
def joiner(form: str, stream: IO[bytes], wording: Wording) -> Iterator[Callable[[Path], object]]:
    """Yield what adds the file of an `answer_writer` to the whole."""
    if form != "parquet":
        yield lambda path: add_bytes(path, stream)
        return
    import pyarrow as pa
    import pyarrow.parquet as pq

    wide = schema(wording)
    texts = [field.name for field in wide if pa.types.is_dictionary(field.type)]
    with pq.ParquetWriter(stream, wide, use_dictionary=texts) as writer:

        def add(path: Path) -> None:
            with pa.memory_map(str(path)) as source:
                table = pa.ipc.open_stream(source).read_all()
                if len(table):
                    writer.write_table(table, row_group_size=len(table))

        yield add


def add_bytes(path: Path, stream: IO[bytes]) -> None:
    """Add a file to a stream."""
    with path.open("rb") as source:
        shutil.copyfileobj(source, stream, COPIED_BYTES)
    stream.flush()


def reject_lines(rejects: Iterable[tuple[int, str, str, str]]) -> bytes:
    """Return rows, columns, reasons and records as lines of CSV."""
    lines = (f"{row},{','.join(_cell(text) if text else '' for text in texts)}\n" for row, *texts in rejects)
    return "".join(lines).encode("utf-8", "replace")
