"""What ranking many businesses costs, against reading and writing them alone; peak memory; how both grow with the rows.

The floor is a process that reads the same columns with pyarrow, one thread, and writes made-up answers of the same form
and size with the program's own writers. It and `ecomap batch` run in turn, whole processes, start included. A second
floor reads CSV and JSON lines as the program does, with the standard library.
"""

import csv
import io
import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from benchmarks.growth import Growth
from benchmarks.measuring import ONE_THREAD, Process, Row, compared, ecomap, python

ROWS, LARGER = 200_000, 8
FORMS = {"parquet": 8.0, "csv": 5.0, "jsonl": 3.5}
"""Form -> how many times the floor."""
MEGABYTES, FLAT = 256, 1.2
BLOCK, CHUNK = 8_192, 8_000_000


def rows(*, quick: bool, most: int | None = None, large: bool = False) -> Iterator[Row | Growth]:
    """Compare each form with its floor, and tell how costs grow with the rows; ``large`` adds eight times as many."""
    usual, pairs = (20_000, 2) if quick else (ROWS, 3)
    most = most or usual
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes = tuple(size for size in (1_000, 10_000, 100_000) if size < most)
        costs = [_grown(folder, size) for size in sizes]
        _members(folder, most)
        found = list[Process]()
        for form, limit in FORMS.items():
            _ours(folder, form)
            runs = [(_ours(folder, form), _floor(folder, form)) for _ in range(pairs)]
            found.append(max((one for one, _ in runs), key=lambda one: one.megabytes))
            job, busy = f"`ecomap batch`, {most:,} rows of {form}", [(one.busy, other.busy) for one, other in runs]
            yield compared("batch", job, "reading and writing alone", busy, limit=limit)
            if form != "parquet":
                plain = [(_ours(folder, form).busy, _floor(folder, form, "plain").busy) for _ in range(pairs)]
                yield compared("batch", job, "the same, read by the standard library", plain, limit=limit)
            peak = found[-1].megabytes
            yield Row("batch", job, "MB at most", f"{peak:.0f}", f"at most {MEGABYTES}", peak, limit=MEGABYTES)
        costs.append(found[1])
        yield Growth(
            "`ecomap batch` of CSV", "rows", (*sizes, most), tuple(cost.busy for cost in costs),
            tuple(cost.megabytes for cost in costs),
        )  # fmt: skip
        if large:
            python("-m", "benchmarks.batch", "repeat", str(folder))
            for form, before in zip(FORMS, found, strict=True):
                peak = _ours(folder, form).megabytes
                job = f"`ecomap batch`, {LARGER * most:,} rows of {form}, largest memory"
                told = f"{peak:.0f} MB", f"{before.megabytes:.0f} MB"
                yield Row("batch", job, f"{most:,} rows", *told, peak / before.megabytes, limit=FLAT)


def _grown(folder: Path, size: int) -> Process:
    _members(folder, size)
    return min(_ours(folder, "csv") for _ in range(2))


def _members(folder: Path, count: int) -> None:
    python("-m", "benchmarks.members", str(count), str(folder))


def _ours(folder: Path, form: str) -> Process:
    paths = str(folder / f"members.{form}"), "-o", str(folder / f"out.{form}")
    return ecomap("batch", *paths, "--force", XDG_CACHE_HOME=str(folder), **ONE_THREAD)


def _floor(folder: Path, form: str, reader: str = "floor") -> Process:
    paths = str(folder / f"members.{form}"), str(folder / f"floor.{form}")
    return python("-m", "benchmarks.batch", reader, *paths, **ONE_THREAD)


def read_and_write(ids: Iterator[list[Any]], output: Path) -> None:
    """Read all rows, of which the ids are seen, and write made-up answers to them: the floor."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    from ecomap.io.batch.answers import SIGNS, Answers, Wording, record_batch, schema, text_lines

    wording = Wording("0" * 12, tuple(f"trend-of-usual-name-{n:03}" for n in range(140)), ("act", "watch"), 5, 0)
    random = np.random.default_rng(1)
    drawn = {"trend": random.integers(0, 140, (BLOCK, 5)), "score": random.random((BLOCK, 5)),
             "likelihood": random.random((BLOCK, 5)), "priority": random.integers(0, 101, (BLOCK, 5)),
             "action": random.integers(0, 2, (BLOCK, 5)),
             "rank": np.broadcast_to(np.arange(1, 6), (BLOCK, 5))}  # fmt: skip
    row, wide = 1, schema(wording)
    texts = [field.name for field in wide if pa.types.is_dictionary(field.type)]
    stream = output.open("wb")
    table = pq.ParquetWriter(stream, wide, use_dictionary=texts) if output.suffix == ".parquet" else None
    for called in ids:
        some, nothing = (
            SimpleNamespace(**{name: part[: len(called), :most] for name, part in drawn.items()}) for most in (5, 0)
        )
        answers = Answers(np.arange(row, row + len(called)), called, some, nothing)
        if table is None:
            stream.write(text_lines(answers, wording, SIGNS.get(output.suffix[1:])))
        else:
            table.write_batch(record_batch(answers, wording))
        row += len(called)
    if table is not None:
        table.close()
    stream.close()


def batches(source: Path) -> Iterator[Any]:
    """Yield all rows in batches, by one thread."""
    import pyarrow.csv
    import pyarrow.json
    import pyarrow.parquet as pq

    if source.suffix == ".parquet":
        yield from pq.ParquetFile(source, pre_buffer=False).iter_batches(BLOCK, use_threads=False)
    elif source.suffix == ".csv":
        options = pyarrow.csv.ReadOptions(use_threads=False, block_size=CHUNK)
        with pyarrow.csv.open_csv(source, options) as reader:
            yield from (batch.slice(at, BLOCK) for batch in reader for at in range(0, len(batch), BLOCK))
    else:
        with source.open("rb") as stream:
            while chunk := stream.read(CHUNK) + stream.readline():
                options = pyarrow.json.ReadOptions(use_threads=False, block_size=len(chunk) + 1)
                table = pyarrow.json.read_json(io.BytesIO(chunk), options)
                yield from table.combine_chunks().to_batches(BLOCK)


def plain_ids(source: Path) -> Iterator[list[Any]]:
    """Yield the ids of all rows in lists, each row read by the standard library."""
    with source.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream) if source.suffix == ".csv" else map(json.loads, stream)
        while some := [row["id"] for row in islice(rows, BLOCK)]:
            yield some


def repeat(folder: Path) -> None:
    """Make each file of members as many times as long."""
    import pyarrow.parquet as pq

    for form in ("csv", "jsonl"):
        header, body = b"", (folder / f"members.{form}").read_bytes()
        if form == "csv":
            header, _, body = body.partition(b"\n")
            header += b"\n"
        with (folder / f"members.{form}").open("wb") as stream:
            stream.write(header)
            for _ in range(LARGER):
                stream.write(body)
    whole = pq.read_table(folder / "members.parquet")
    with pq.ParquetWriter(folder / "members.parquet", whole.schema) as writer:
        for _ in range(LARGER):
            writer.write_table(whole, row_group_size=65_536)


if __name__ == "__main__":
    if sys.argv[1] in ("floor", "plain"):
        source = Path(sys.argv[2])
        seen = (batch.column("id").to_pylist() for batch in batches(source))
        read_and_write(plain_ids(source) if sys.argv[1] == "plain" else seen, Path(sys.argv[3]))
    else:
        repeat(Path(sys.argv[2]))
    sys.stdout.write("done\n")
