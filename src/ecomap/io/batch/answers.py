"""The first trends of many businesses, as they are written: lines of CSV or JSON, or record batches for Parquet."""

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from ecomap.io.batch.records import csv_line
from ecomap.safe import UNSAFE, safe_cell

DECIMALS = 10  # of scores and likelihoods: what differs beyond them is rounding
COPIED_BYTES = 1_000_000
LONGEST_LINE = 1_000  # bytes of a rejected record that are shown on a screen; a file of rejects has all
LISTS = ("opportunities", "threats")
PARTS = ("trend", "score", "likelihood", "priority", "action")
SIGNS = {"csv": ",", "tsv": "\t"}  # what stands between the cells of a form that has some
WORDS = ("name", "why", "first_step")  # what is told of a trend in words, where that is asked for
PLAIN = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9 ._:/#-]*\n)*")  # ids, one a line, that are written as they are
CSV_ENTRY = ",%s,%.10f,%.10f,%d,%s"
JSON_ENTRY = '{"rank":%d,"trend":"%s","score":%.10f,"likelihood":%.10f,"priority":%d,"action":"%s"}'


@dataclass(frozen=True)
class Answers:
    """What is written of some businesses."""

    rows: NDArray[np.int64]
    ids: Sequence[str]
    opportunities: Any  # `ecomap.verbs.ranking.FirstTrends`, shape (business, rank); trend -1 where the list is shorter
    threats: Any
    words: Sequence[Sequence[tuple[str, ...]]] | None = None
    """Where they were asked for, of every business the texts of `WORDS` for each of its trends, threats last."""
    names: Sequence[str] = ()  # what each is called, where the table says that beside an id


@dataclass(frozen=True)
class Wording:
    """What all lines of a run have in common."""

    run: str
    trends: tuple[str, ...]
    actions: tuple[str, ...]
    top: int
    threats: int
    reasons: bool = False  # whether every trend is told in words too
    named: bool = False  # whether what each business is called stands beside its id

    @cached_property
    def columns(self) -> list[str]:
        """Names of the columns of CSV and Parquet."""
        lists = (("", self.top), ("threat_", self.threats))
        ranks = [(prefix, rank) for prefix, count in lists for rank in range(1, count + 1)]
        told = [f"{prefix}{part}_{rank}" for prefix, rank in ranks for part in self.parts]
        return ["row", "id", *["name"] * self.named, *told]

    @property
    def parts(self) -> tuple[str, ...]:
        """What is told of each trend."""
        return (*PARTS, *WORDS) if self.reasons else PARTS

    def heading(self, form: str) -> list[bytes]:
        """Return the line above those of a form, where there is one."""
        sign = SIGNS.get(form)
        return [f"{sign.join(self.columns)}\n".encode()] if sign else []


def text_lines(answers: Answers, wording: Wording, sign: str | None) -> bytes:
    """Return the answers as lines of cells with a sign between, or of JSON."""
    called = {"id": answers.ids} | ({"name": answers.names} if wording.named else {})
    plain = PLAIN.fullmatch("".join(f"{name}\n" for names in called.values() for name in names))
    write: Callable[[str], str] = str if plain else partial(_cell, sign=sign or ",")
    line = "%d" + f"{sign}%s" * len(called) + "%s%s\n"
    if sign is None:
        line, write = "".join(f',"{key}":%s' for key in called) + ',"opportunities":[%s],"threats":[%s]}\n', _quoted
        line = f'{{"schema":"ecomap/batch/1","run":"{wording.run}","row":%d{line}'
    lists = [_lists(answers, name, wording, sign) for name in LISTS]
    told = (map(write, names) for names in called.values())
    return "".join([line % row for row in zip(answers.rows.tolist(), *told, *lists, strict=True)]).encode()


def _cell(text: str, sign: str = ",") -> str:
    text = safe_cell(text)
    if sign == "\t":
        text = text.replace(sign, " ")
    return csv_line([text], sign) if sign in text or '"' in text else text


def _quoted(text: str) -> str:
    text = json.encoder.encode_basestring(text)
    return UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _lists(answers: Answers, name: str, wording: Wording, sign: str | None) -> list[str]:
    """Return one list of each business as text, where that is asked for with the words of each trend."""
    found, worded = getattr(answers, name), answers.words is not None
    count, ranks = found.trend.shape
    if not ranks:
        return [""] * count
    if sign is None:
        entry = JSON_ENTRY[:-1] + "".join(f',"{key}":%s' for key in WORDS) * worded + "}"
        lines = [",".join([entry] * length) for length in range(ranks + 1)]
    else:
        entry = CSV_ENTRY.replace(",", sign) + f"{sign}%s" * len(WORDS) * worded
        lines = [entry * length + sign * len(wording.parts) * (ranks - length) for length in range(ranks + 1)]
    trends, actions = np.array(wording.trends, dtype=object), np.array(wording.actions, dtype=object)
    parts = [
        trends[found.trend], np.round(found.score, DECIMALS), np.round(found.likelihood, DECIMALS), found.priority,
        actions[found.action],
    ]  # fmt: skip
    if sign is None:
        parts.insert(0, found.rank)
    if answers.words is not None:
        write, ahead = _quoted if sign is None else partial(_cell, sign=sign), 0 if name == LISTS[0] else wording.top
        told = [[list(map(write, one)) for one in words[ahead : ahead + ranks]] for words in answers.words]
        parts += [*np.moveaxis(np.array(told, dtype=object).reshape(count, ranks, len(WORDS)), 2, 0)]
    cells = zip(*(part[:, rank].tolist() for rank in range(ranks) for part in parts), strict=True)
    lengths = (found.trend >= 0).sum(axis=1).tolist()
    return [lines[length] % row[: length * len(parts)] for length, row in zip(lengths, cells, strict=True)]


# --- Parquet and record batches, by pyarrow


def schema(wording: Wording) -> Any:
    """Return the columns of Parquet and of record batches."""
    import pyarrow as pa

    kinds = {
        "trend": pa.dictionary(pa.int16(), pa.string()), "action": pa.dictionary(pa.int8(), pa.string()),
        "score": pa.float64(), "likelihood": pa.float64(), "priority": pa.int32(),
    }  # fmt: skip
    kinds |= {"row": pa.int64(), "id": pa.string(), "name": pa.string()}
    fields = [pa.field(name, kinds[re.sub("^threat_|_[0-9]+$", "", name)]) for name in wording.columns]
    return pa.schema(fields, metadata={"ecomap": json.dumps({"schema": "ecomap/batch/1", "run": wording.run})})


def record_batch(answers: Answers, wording: Wording) -> Any:
    """Return the answers as one record batch of that schema."""
    import pyarrow as pa

    columns: list[Any] = [pa.array(answers.rows)]
    for texts in [answers.ids, answers.names][: 1 + wording.named]:
        some = [text if text.isascii() else text.encode("utf-8", "replace").decode() for text in texts]
        columns.append(pa.array(some, pa.string()))
    words = {"trend": pa.array(wording.trends), "action": pa.array(wording.actions)}

    def column(part: str, numbers: NDArray[Any], missing: NDArray[np.bool_]) -> Any:
        if part in words:
            places = numbers.astype(np.int16 if part == "trend" else np.int8)
            return pa.DictionaryArray.from_arrays(pa.array(places, mask=missing), words[part])
        return pa.array(numbers if part == "priority" else np.round(numbers, DECIMALS), mask=missing)

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
        yield lambda answers: stream.write(text_lines(answers, wording, SIGNS.get(form)))
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


def cells(path: Path, wording: Wording) -> Iterator[list[Any]]:
    """Yield the answers in a file of JSON lines as cells below `Wording.columns`."""
    lists = zip(LISTS, (wording.top, wording.threats), strict=True)
    wanted = [(name, count * len(wording.parts)) for name, count in lists]
    with path.open("rb") as source:
        for said in map(json.loads, source):
            row = [said[name] for name in wording.columns[: 2 + wording.named]]
            for name, count in wanted:
                found = [one[part] for one in said[name] for part in wording.parts]
                row += found + [None] * (count - len(found))
            yield row


def add_lines(path: Path, stream: IO[bytes]) -> None:
    """Add a file to a stream that people read: of a line that is too long its beginning."""
    with path.open("rb") as source:
        for line in source:
            long = len(line) > LONGEST_LINE
            stream.write(line[:LONGEST_LINE].decode(errors="ignore").encode() + b'..."\n' if long else line)
    stream.flush()


def add_bytes(path: Path, stream: IO[bytes]) -> None:
    """Add a file to a stream."""
    with path.open("rb") as source:
        shutil.copyfileobj(source, stream, COPIED_BYTES)
    stream.flush()


def reject_lines(rejects: Iterable[tuple[int, str, str, str, str]]) -> bytes:
    """Return rows, columns, reasons, records and lines of the file as lines of CSV."""
    lines = (f"{row},{','.join(map(_cell, texts))}\n" for row, *texts in rejects)
    return "".join(lines).encode("utf-8", "replace")
