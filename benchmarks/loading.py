"""How long the whole map takes to load, set against the C YAML loader on the same bytes, in one process, in pairs.

    python benchmarks/loading.py [runs]

The baseline reads every file of the map as the usual program would: ``yaml.load`` with ``CSafeLoader`` for the YAML,
``csv.DictReader`` for the tables. It checks nothing. Ours reads the same files, finds the compiled form by their
sha256, verifies it and builds labels and arrays. Exit code 1 if the limit is broken.
"""

import csv
import gc
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from ecomap.io.map_reader import parse_map
from ecomap.io.maps import load_map, map_files, shipped_map

RUNS = 15
LIMIT = 0.2
"""Times the baseline that loading the compiled map may take."""


def with_the_usual_readers() -> int:
    """Read every file of the map and return how many items its lists and tables have."""
    items = 0
    for name in names():
        text = Path(name).read_text(encoding="utf-8")
        if name.endswith(".csv"):
            items += len(list(csv.DictReader(io.StringIO(text))))
        else:
            content = yaml.load(text, Loader=yaml.CSafeLoader)
            items += sum(len(value) for value in content.values() if isinstance(value, list))
    return items


def names() -> list[str]:
    """Return the files of the shipped map."""
    return list(map_files(shipped_map()).contents)


def compiled() -> int:
    """Load the map from its compiled form, labels and numbers."""
    return int(load_map()[0].arrays.prevalence.size)


def from_source() -> int:
    """Read and check the whole map from its source, as the first time and as ``map check`` does."""
    return len(parse_map(map_files(shipped_map())).influences)


def seconds(work: Callable[[], int]) -> float:
    """Return how long some work takes; it must find something."""
    gc.collect()
    start = time.perf_counter()
    found = work()
    elapsed = time.perf_counter() - start
    if not found:
        sys.exit(f"{work.__name__} found nothing")
    return elapsed


def compare(work: Callable[[], int], runs: int) -> tuple[float, float, list[float]]:
    """Run ours and the baseline in turn after one round of each; return both medians and the ratios of the pairs."""
    pairs = [(seconds(work), seconds(with_the_usual_readers)) for _ in range(runs + 1)][1:]
    ours, theirs = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(theirs), [a / b for a, b in pairs]


def main() -> int:
    """Compare both ways to load the map with the usual readers; only the compiled map has a limit."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    kept = True
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        size = sum(Path(name).stat().st_size for name in names())
        sys.stdout.write(f"{len(names())} files, {size:,} bytes; baseline: CSafeLoader and csv.DictReader\n")
        for work, limit in ((compiled, LIMIT), (from_source, None)):
            ours, theirs, ratios = compare(work, runs)
            ratio = ours / theirs
            kept = kept and (limit is None or ratio <= limit)
            verdict = "no limit" if limit is None else f"limit {limit}: {'kept' if ratio <= limit else 'BROKEN'}"
            sys.stdout.write(
                f"{work.__name__.replace('_', ' ')}: {1000 * ours:.0f} ms against {1000 * theirs:.0f} ms\n"
                f"  ratio of the medians {ratio:.3f}, of the pairs {min(ratios):.3f} to {max(ratios):.3f}; {verdict}\n"
            )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
