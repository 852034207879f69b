"""What one ranking costs on a made-up map of any size: processor time and memory of whole processes.

    python benchmarks/large_map.py [SECTORS] [TRENDS] [COUPLINGS]

Writes a map of that many sectors, trends and couplings into each sector (500, 1000, 60), compiles it once, and then
runs ``ecomap analyze --sector s0000=0.7 --sector s0001``. Exit code 1 if a limit for the usual size is broken.
"""

import os
import random
import sys
import tempfile
from pathlib import Path

SECONDS, MEGABYTES = 1.5, 300
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
norms: [{trend: "*", spread: 1, evidence: j}]
goals: [{id: reach, name: Reach, summary: More customers}]
skills: [{id: it, name: IT, levels: [none, little, some, much, all]}]
"""


def write_map(folder: Path, sectors: int, trends: int, couplings: int) -> Path:
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
    (folder / "statistics").mkdir()
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


def measured(*words: str) -> tuple[float, float]:
    """Run the program and return its processor time and its memory at most; it must succeed."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    child = os.posix_spawn(
        sys.executable, [sys.executable, "-m", "ecomap", *words], os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, quiet, 1)],
    )  # fmt: skip
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"ecomap {' '.join(words)}: exit {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def main() -> int:
    """Measure and compare with the limits."""
    given = [int(word) for word in sys.argv[1:]]
    sectors, trends, couplings = [*given, *(500, 1000, 60)[len(given) :]]
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = name
        entrance = write_map(Path(name), sectors, trends, couplings)
        words = ("analyze", "--sector", "s0000=0.7", "--sector", "s0001", "--map", str(entrance), "--format", "table")
        first, again = measured(*words), min(measured(*words) for _ in range(3))
    sys.stdout.write(f"{sectors} sectors, {trends} trends, {couplings} couplings into each sector\n")
    sys.stdout.write(
        f"first, compiled: {first[0]:.2f} s, {first[1]:.0f} MB; again: {again[0]:.2f} s, {again[1]:.0f} MB\n"
    )
    return int(not given and (again[0] > SECONDS or again[1] > MEGABYTES))


if __name__ == "__main__":
    sys.exit(main())
