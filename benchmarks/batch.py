"""What ranking many businesses costs, against reading and writing them alone, in one paired run.

    python benchmarks/batch.py [ROWS] [PAIRS] [--large]

The floor is a process that reads the same columns with pyarrow, one thread, and writes made-up answers of the same form
and size with the program's own writers. It and `ecomap batch` run in turn, whole processes, start included. Beside
them: two workers against one, the peak memory, the rate of the kernel alone, and a loop of networkx `pagerank` calls
(it needs scipy) with the business as personalization, a sample of them, scaled. ``--large`` adds a run over the rows
eight times, for the memory. Exit code 1 if a limit is broken.
"""

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

MEMBERS = str(Path(__file__).with_name("members.py"))
ROWS, PAIRS, LARGER, SAMPLE = 1_000_000, 3, 8, 40
FORMS = {"parquet": (8.0, 256), "csv": (5.0, 256), "jsonl": (3.5, 256)}
"""Form -> how many times the floor, how many MB."""
WORKERS_LIMIT, KERNEL_LIMIT, FLAT_LIMIT = 1.7, 40_000, 1.2
BLOCK, CHUNK = 8_192, 8_000_000


ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class Measured(NamedTuple):
    """One whole process."""

    seconds: float
    busy: float
    """Processor seconds."""
    megabytes: float
    """Largest of any of its processes."""


def run(*words: str) -> Measured:
    """Run Python with these words and return time and peak memory; it must succeed."""
    start = time.perf_counter()
    quiet = os.open(os.devnull, os.O_WRONLY)
    redirected = [(os.POSIX_SPAWN_DUP2, quiet, 1), (os.POSIX_SPAWN_DUP2, quiet, 2)]
    child = os.posix_spawn(sys.executable, [sys.executable, *words], os.environ | ONE_THREAD, file_actions=redirected)
    _, status, usage = os.wait4(child, 0)
    os.close(quiet)
    if status:
        sys.exit(f"{' '.join(words)}: exit {os.waitstatus_to_exitcode(status)}")
    return Measured(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)


def ours(folder: Path, form: str, *options: str) -> Measured:
    source, output = folder / f"members.{form}", folder / f"out.{form}"
    return run("-m", "ecomap", "batch", str(source), "-o", str(output), "--force", *options)


def floor(folder: Path, form: str) -> Measured:
    return run(__file__, "--floor", str(folder / f"members.{form}"), str(folder / f"floor.{form}"))


def read_and_write(source: Path, output: Path) -> None:
    """Read all rows and write made-up answers to them: the floor."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    from ecomap.io.batch.answers import Answers, Wording, record_batch, schema, text_lines

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
    for batch in batches(source):
        some, nothing = (
            SimpleNamespace(**{name: part[: len(batch), :most] for name, part in drawn.items()}) for most in (5, 0)
        )
        rows, ids = np.arange(row, row + len(batch)), batch.column("id").to_pylist()
        answers = Answers(rows, ids, some, nothing)
        if table is None:
            stream.write(text_lines(answers, wording, as_json=output.suffix == ".jsonl"))
        else:
            table.write_batch(record_batch(answers, wording))
        row += len(batch)
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


def pagerank_seconds() -> float:
    """Return the seconds of one call on the whole map, turned so that walks begin at the business's sectors."""
    import networkx as nx
    from members import Members

    from ecomap import load_whole_map
    from ecomap.graph import ecosystem_graph, edges_of

    ecosystem, _ = load_whole_map()
    graph, turned = ecosystem_graph(ecosystem), nx.DiGraph()
    for kind in ("coupling", "prevalence", "service", "profile"):
        turned.add_weighted_edges_from((target, source, share) for source, target, share in edges_of(graph, kind))
    members = next(Members(seed=2).blocks(SAMPLE))
    nx.pagerank(turned)  # loads scipy
    start = time.perf_counter()
    for member in members:
        nx.pagerank(turned, personalization=member["sectors"])
    return (time.perf_counter() - start) / len(members)


def kernel_rate() -> float:
    """Return how many businesses, given as arrays, are ranked in a second of the processor."""
    from members import Members

    from ecomap import load_map
    from ecomap.model import Business, Resources
    from ecomap.verbs.arrays import business_arrays
    from ecomap.verbs.batch.blocks import Ranker

    compiled, _ = load_map()
    members = next(Members(seed=3).blocks(4 * BLOCK))
    kept = ("sectors", "maturity", "goals", "skills", "adopted")
    businesses = [
        Business.made(
            resources=Resources.made(**member.get("resources", {})),
            **{name: member[name] for name in kept if member.get(name) is not None},
        )
        for member in members
    ]  # fmt: skip
    arrays, ranker = business_arrays(businesses, compiled.arrays), Ranker(compiled)
    ranker.rank(arrays.take(slice(0, 100)))
    start = time.process_time()
    for first in range(0, len(businesses), BLOCK):
        ranker.rank(arrays.take(slice(first, first + BLOCK)))
    return len(businesses) / (time.process_time() - start)


def verdict(name: str, value: float, limit: float, *, least: bool = False) -> bool:
    kept = value >= limit if least else value <= limit
    sys.stdout.write(f"  {name}: {value:,.2f}; limit {limit:g}: {'kept' if kept else 'BROKEN'}\n")
    sys.stdout.flush()
    return kept


def compare(folder: Path, form: str, rows: int, pairs: int) -> tuple[list[bool], Measured]:
    """Compare one form with its floor, two workers with one."""
    ours(folder, form)  # compiles modules and map, fills the disk's cache
    rounds = [(floor(folder, form), ours(folder, form), ours(folder, form, "--workers", "2")) for _ in range(pairs)]
    below, one, two = (statistics.median(part.seconds for part in parts) for parts in zip(*rounds, strict=True))
    ratios = [single.busy / least.busy for least, single, _ in rounds]
    clock = [single.seconds / least.seconds for least, single, _ in rounds]
    busy = [statistics.median(part.busy for part in parts) for parts in list(zip(*rounds, strict=True))[:2]]
    peak = max(part.megabytes for _, part, _ in rounds)
    sys.stdout.write(
        f"{form}: {one:.2f} s, {rows / one:,.0f} rows/s; floor {below:.2f} s; two workers {two:.2f} s; "
        f"medians of {pairs}\n"
        f"  processor {busy[1]:.2f} s, floor {busy[0]:.2f} s; ratios {min(ratios):.2f} to {max(ratios):.2f}; "
        f"by the clock {min(clock):.2f} to {max(clock):.2f}\n"
    )
    limit, memory = FORMS[form]
    kept = [
        verdict("times the floor, processor time, median", statistics.median(ratios), limit),
        verdict("peak memory, MB", peak, memory),
        verdict("two workers, times as fast", one / two, WORKERS_LIMIT, least=True),
    ]
    return kept, Measured(one, busy[1], peak)


def main() -> int:
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    rows, pairs = (
        int(word) if word else default for word, default in zip([*words, "", ""], (ROWS, PAIRS), strict=False)
    )
    kept: list[bool] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        run(MEMBERS, str(rows), str(folder))  # this process stays small: its memory would count as its children's
        found = {}
        for form in FORMS:
            verdicts, found[form] = compare(folder, form, rows, pairs)
            kept += verdicts
        call = float(subprocess.check_output([sys.executable, __file__, "--pagerank"]))
        times = call * rows / found["parquet"].busy
        sys.stdout.write(f"networkx pagerank: {1000 * call:.1f} ms a call, mean of {SAMPLE}, scaled to {rows:,} rows\n")
        sys.stdout.write(f"  {times:,.0f} times as many rows a second\n")
        rate = float(subprocess.check_output([sys.executable, __file__, "--kernel"], env=os.environ | ONE_THREAD))
        kept.append(verdict("kernel, rows a second", rate, KERNEL_LIMIT, least=True))
        if "--large" in sys.argv:
            run(__file__, "--repeat", str(folder))
            for form in FORMS:
                larger = ours(folder, form).megabytes
                sys.stdout.write(f"{form}, {LARGER * rows:,} rows: peak {larger:.0f} MB\n")
                kept.append(verdict("times the peak", larger / found[form].megabytes, FLAT_LIMIT))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--floor"]:
        read_and_write(Path(sys.argv[2]), Path(sys.argv[3]))
    elif sys.argv[1:2] == ["--repeat"]:
        repeat(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["--pagerank"]:
        sys.stdout.write(f"{pagerank_seconds()}")
    elif sys.argv[1:2] == ["--kernel"]:
        sys.stdout.write(f"{kernel_rate()}")
    else:
        sys.exit(main())
