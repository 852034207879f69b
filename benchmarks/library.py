"""The library inside one process: loading the map, one business after the other, many at once, all walks."""

import csv
import gc
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml

from benchmarks.growth import Growth
from benchmarks.measuring import Row, busy, compared, paired
from ecomap import rank_trends
from ecomap.engine.propagation import Reach
from ecomap.io.businesses import load_business, templates
from ecomap.io.maps import load_map, map_files, shipped_map

LOADING = 0.2
"""Times the usual readers that loading the compiled map may take."""
A_SECOND, AT_ONCE = 300, 40_000
"""Businesses a second that one after the other, and as arrays, must be ranked."""
BLOCK = 8_192


def rows(*, quick: bool) -> Iterator[Row | Growth]:
    """Measure loading, ranking, and how influence is summed on maps of any size."""
    gc.disable()  # as the program does
    pairs = paired(_loaded, _with_the_usual_readers, 3 if quick else 15)
    yield compared(
        "library", "`load_map`, verified, arrays made", "`CSafeLoader` and `csv` on the same files, unchecked", pairs,
        limit=LOADING,
    )  # fmt: skip
    gc.enable()
    yield _one_by_one(3 if quick else 11)
    yield _as_arrays(BLOCK if quick else 4 * BLOCK)
    sizes = (50, 500, 5_000) if quick else (50, 500, 5_000, 50_000)
    yield Growth("influence on one business, in-process", "sectors", sizes, tuple(map(_walks, sizes)), ())


def _loaded() -> int:
    """Load the map from its compiled form, with its numbers."""
    return int(load_map()[0].arrays.published.size)


def _with_the_usual_readers() -> int:
    """Read every file of the map and return how many items its lists and tables have."""
    items = 0
    for name in map_files(shipped_map()).contents:
        text = Path(name).read_text(encoding="utf-8")
        if name.endswith(".csv"):
            items += len(list(csv.DictReader(io.StringIO(text))))
        else:
            content = yaml.load(text, Loader=yaml.CSafeLoader)
            items += sum(len(value) for value in content.values() if isinstance(value, list))
    return items


def _one_by_one(rounds: int) -> Row:
    compiled, _ = load_map()
    businesses = [load_business(name, compiled) for name in templates()]

    def each() -> None:
        for business in businesses:
            rank_trends(compiled, business)

    each()
    rates = sorted(len(businesses) / busy(each) for _ in range(rounds))
    return _rate("library", f"`rank_trends`, all rows, {len(businesses)} templates in a loop", rates, A_SECOND)


def _as_arrays(count: int) -> Row:
    """Rank businesses given as arrays, as batch does."""
    from benchmarks.members import Members
    from ecomap.model import Business, Resources
    from ecomap.verbs.arrays import business_arrays
    from ecomap.verbs.batch.blocks import Ranker

    compiled, _ = load_map()
    kept = ("sectors", "maturity", "goals", "skills", "adopted")
    businesses = [
        Business.made(
            resources=Resources.made(**member.get("resources", {})),
            **{name: member[name] for name in kept if member.get(name) is not None},
        )
        for member in next(Members(seed=3).blocks(count))
    ]  # fmt: skip
    arrays, ranker = business_arrays(businesses, compiled.arrays), Ranker(compiled)
    ranker.rank(arrays.take(slice(0, 100)))
    rates = sorted(
        BLOCK / busy(lambda first=first: ranker.rank(arrays.take(slice(first, first + BLOCK))))
        for first in range(0, count, BLOCK)
    )
    return _rate("library", f"kernel of batch, {count:,} businesses as arrays", rates, AT_ONCE)


def _rate(part: str, job: str, rates: list[float], limit: float) -> Row:
    middle = rates[len(rates) // 2]
    return Row(
        part, job, "businesses a second of the processor", f"{middle:,.0f}", f"at least {limit:,}", middle,
        rates[0], rates[-1], limit, least=True,
    )  # fmt: skip


def _walks(sectors: int) -> float:
    """Return the seconds for the influence of all sectors on a business of three, 20 couplings into each."""
    random = np.random.default_rng(1)
    source, target = random.integers(0, sectors, 20 * sectors), np.repeat(np.arange(sectors), 20)
    order = np.argsort(source, kind="stable")
    source, target, share, exposure = source[order], target[order], np.full(20 * sectors, 0.05), np.zeros(sectors)
    exposure[:3] = 0.5, 0.3, 0.2
    return min(busy(lambda: Reach(source, target, share, sectors, 0.35).total(exposure)) for _ in range(3))
