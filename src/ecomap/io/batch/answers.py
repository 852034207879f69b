"""The first trends of many businesses, as they are written: lines of CSV or JSON, or record batches for Parquet."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecomap.io.batch.records import csv_line

DECIMALS = 10
"""Of scores and likelihoods: what differs beyond them is rounding."""
UNIT = 10**DECIMALS
LISTS = ("opportunities", "threats")
PARTS = ("trend", "score", "likelihood", "priority", "action")
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Signs that steer a terminal or turn a line around, and what is no sign at all; none belongs into a name."""
QUOTED = re.compile(r'[,"]')

Whole = NDArray[np.int64]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class TrendColumns:
    """One list of the answers, shape (business, rank); -1 where the list is shorter."""

    trend: NDArray[np.int32]
    score: Whole
    """In units of 1 / `UNIT`."""
    likelihood: Whole
    priority: NDArray[np.int32]
    action: NDArray[np.int8]


@dataclass(frozen=True)
class Answers:
    """What is written of some businesses."""

    rows: Whole
    ids: Sequence[str]
    opportunities: TrendColumns
    threats: TrendColumns


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


def seen(name: str) -> str:
    """Return a name with a replacement for every sign that must not reach a screen or a table."""
    return UNSEEN.sub("\ufffd", name)


def text_lines(answers: Answers, wording: Wording, *, as_json: bool) -> bytes:
    """Return the answers as lines of CSV or JSON."""
    lists = [_entries(getattr(answers, name), wording, as_json=as_json) for name in LISTS]
    names = [seen(name) for name in answers.ids]
    pairs = zip(answers.rows.tolist(), names, *lists, strict=True)
    if as_json:
        quoted = json.encoder.encode_basestring
        head, mid = f'{{"schema":"ecomap/batch/1","run":"{wording.run}","row":', b'],"threats":['
        return b"".join(
            b"".join((f'{head}{row},"id":{quoted(name)},"opportunities":['.encode(), first, mid, other, b"]}\n"))
            for row, name, first, other in pairs
        )
    plain = all(names) and not QUOTED.search("".join(names))
    cell: Callable[[str], str] = str if plain else lambda name: csv_line([name])
    return b"".join(b"".join((f"{row},{cell(name)}".encode(), *both, b"\n")) for row, name, *both in pairs)


def _entries(columns: TrendColumns, wording: Wording, *, as_json: bool) -> list[bytes]:
    """Return the entries of each business as one text: signs side by side in a matrix, the gaps taken out."""
    count, ranks = columns.trend.shape
    if not ranks or not count:
        return [b""] * count
    before, between, after, nothing = _signs(wording, ranks, as_json)
    there = columns.trend >= 0
    mark = columns.priority * len(wording.actions) + columns.action
    pieces = [
        before[np.arange(ranks), np.maximum(columns.trend, 0)],
        _digits(columns.score),
        np.broadcast_to(between, (count, ranks, len(between))),
        _digits(columns.likelihood),
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
def _texts(wording_key: tuple[tuple[str, ...], tuple[str, ...]], ranks: int, as_json: bool) -> tuple[Bytes, ...]:
    trends, actions = wording_key
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


def _signs(wording: Wording, ranks: int, as_json: bool) -> tuple[Bytes, ...]:
    return _texts((wording.trends, wording.actions), ranks, as_json)


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


def record_batch(answers: Answers, wording: Wording) -> Any:
    """Return the answers as one record batch of that schema."""
    import pyarrow as pa

    columns: list[Any] = [pa.array(answers.rows), pa.array([seen(name) for name in answers.ids], pa.string())]
    words = {"trend": pa.array(wording.trends), "action": pa.array(wording.actions)}

    def column(part: str, numbers: NDArray[Any], missing: NDArray[np.bool_]) -> Any:
        if part in words:
            places = numbers.astype(np.int16 if part == "trend" else np.int8)
            return pa.DictionaryArray.from_arrays(pa.array(places, mask=missing), words[part])
        return pa.array(numbers if part == "priority" else numbers / UNIT, mask=missing)

    for name in LISTS:
        entries: TrendColumns = getattr(answers, name)
        for place in range(entries.trend.shape[1]):
            missing = entries.trend[:, place] < 0
            columns += [column(part, np.ascontiguousarray(getattr(entries, part)[:, place]), missing) for part in PARTS]
    return pa.RecordBatch.from_arrays(columns, schema=schema(wording))


def reject_lines(rejects: Iterable[Sequence[object]]) -> bytes:
    """Return rows, columns, reasons and records as lines of CSV."""
    return "".join(
        csv_line([cell if isinstance(cell, int) else seen(str(cell)) for cell in reject]) + "\n" for reject in rejects
    ).encode("utf-8", "replace")
