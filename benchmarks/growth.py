"""How the price of one ranking grows with the map: sectors, trends and kinds of firm, on made-up maps of any size."""

import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.measuring import Process, Row, ecomap

SECONDS, MEGABYTES = 1.5, 300
"""What a map of 500 sectors and 1,000 trends may cost once it is compiled."""
FIRST_SECONDS, FIRST_MEGABYTES = 60, 1_000
"""And what it may cost to read, check and compile it."""


class Growth(NamedTuple):
    """What something costs at several sizes."""

    job: str
    grows: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]
    megabytes: tuple[float, ...]
    """Largest memory of the process; empty where it was not a process of its own."""


HEAD = """\
schema: ecomap/map/1
id: large
version: "2026.11"
title: A made-up map
licence: CC0-1.0
limits: [Made up to measure the program]
files: [statistics/prevalence.csv, statistics/coupling.csv]
evidence:
  - {id: j, basis: judgement, grade: D, author: nobody, reviewed: 2026-11-22, note: Drawn by chance.}
goals: [{id: reach, name: Reach, summary: More customers}]
skills: [{id: it, name: IT, levels: [none, little, some, much, all]}]
"""


def write_map(folder: Path, sectors: int, trends: int, couplings: int, kinds: int = 0) -> Path:
    """Write a map and return its entrance."""
    chance = random.Random(1)
    names, ids = [f"s{i:04}" for i in range(sectors)], [f"t{i:04}" for i in range(trends)]
    activities = [f"a{i:02}" for i in range(30)]
    lines = [HEAD, "activities:"]
    lines += [f"  - {{id: {a}, name: Work {a}, summary: Work, phrase: do {a}}}" for a in activities]
    lines.append("sectors:")
    for name in names:
        done = ", ".join(f"{a}: {chance.random():.2f}" for a in sorted(chance.sample(activities, 8)))
        lines.append(f"  - {{id: {name}, name: Sector {name}, short: {name}, activities: {{{done}}}, "
                     "evidence: j, reason: chance}")  # fmt: skip
    lines.append("trends:")
    for name in ids:
        served = ", ".join(f"{a}: 0.{chance.randint(10, 30)}" for a in sorted(chance.sample(activities, 3)))
        lines.append(
            f"  - {{id: {name}, name: Trend {name}, summary: A trend, kind: technology, area: data, stage: growing, "
            f"change: incremental, norm: {chance.uniform(0.05, 0.6):.3f}, specificity: {chance.random():.2f}, "
            f"opportunity: {chance.choice((0.3, 0.7, 1))}, services: {{{served}}}, goals: {{reach: 0.5}}, "
            "needs: {budget_eur: 500, hours_per_week: 2}, evidence: j, reason: chance}"
        )
    lines += ["kinds:"] if kinds else []
    lines += [
        f"  - {{id: k{i:04}, name: Kind {i}, aliases: [maker of thing {i}, thing {i} shop], names: "
        f"{{de: [Macher {i}]}}, sectors: {{{names[i % sectors]}: 1}}, evidence: j, reason: chance}}"
        for i in range(kinds)
    ]
    (folder / "statistics").mkdir(parents=True)
    (folder / "map.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (folder / "statistics/prevalence.csv").open("w", encoding="utf-8") as table:
        table.write("trend,sector,prevalence,statement,evidence\n")
        for trend in ids:
            table.writelines(f"{trend},{s},{chance.uniform(0.02, 0.9):.3f},y,j\n" for s in names)
    with (folder / "statistics/coupling.csv").open("w", encoding="utf-8") as table:
        table.write("source,target,coupling,evidence\n")
        for target in names:
            others = chance.sample([name for name in names if name != target], min(couplings, sectors - 1))
            table.writelines(f"{source},{target},{0.99 / len(others):.6f},j\n" for source in sorted(others))
    return folder / "map.yaml"


def rows(*, quick: bool) -> Iterator[Row | Growth]:
    """Measure maps of growing size."""
    decades = (50, 500) if quick else (50, 500, 5_000)
    yield _growth("`ecomap analyze`, 20 trends", "sectors", decades, lambda size: (size, 20, 20, 0))
    trends = (10, 100) if quick else (10, 100, 1_000)
    yield _growth("`ecomap analyze`, 50 sectors", "trends", trends, lambda size: (50, size, 20, 0))
    kinds = (4, 40, 400) if quick else (4, 40, 400, 4_000)
    yield _growth("`ecomap analyze` of a kind, 50 sectors", "kinds of firm", kinds, lambda size: (50, 20, 20, size))
    if quick:
        return
    costs = _costs(500, 1_000, 60, 0)
    limits = (FIRST_SECONDS, FIRST_MEGABYTES), (SECONDS, MEGABYTES)
    for cost, most, when in zip(costs, limits, (", read for the first time", ""), strict=True):
        for value, limit, unit in zip(cost, most, ("seconds of the processor", "MB at most"), strict=True):
            job = f"`ecomap analyze`, 500 sectors and 1,000 trends{when}"
            yield Row("growth", job, unit, f"{value:.3g}", f"at most {limit:g}", value, limit=limit)


def _growth(job: str, grows: str, sizes: tuple[int, ...], shape: Callable[[int], tuple[int, int, int, int]]) -> Growth:
    costs = [_costs(*shape(size))[1] for size in sizes]
    return Growth(job, grows, sizes, tuple(cost.busy for cost in costs), tuple(cost.megabytes for cost in costs))


def _costs(sectors: int, trends: int, couplings: int, kinds: int) -> tuple[Process, Process]:
    """Return what a ranking costs that compiles the map, and one on the compiled map, the best of three."""
    with tempfile.TemporaryDirectory() as name:
        entrance = write_map(Path(name), sectors, trends, couplings, kinds)
        firm = ("--sector", "Kind 3") if kinds else ("--sector", "s0000=0.7", "--sector", "s0001")
        words = ("analyze", *firm, "--map", str(entrance), "--format", "table")
        first = ecomap(*words, XDG_CACHE_HOME=name)
        return first, min(ecomap(*words, XDG_CACHE_HOME=name) for _ in range(3))
