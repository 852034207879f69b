"""Processor time and proven gap of invented years of a small firm: 60 to 120 steps, two ways, twelve months.

The search is limited by work: the gaps are the same on every machine, the times are not.
"""

import statistics
from collections.abc import Iterator

from benchmarks.measuring import Row, busy, told
from benchmarks.problems import invented_problem
from ecomap.engine.solver import solve

GAP, SECONDS, OF_THIRTY = 0.05, 10.0, 29


def rows(*, quick: bool) -> Iterator[Row]:
    """Solve invented years, 30 of them or 3."""
    seconds, gaps = list[float](), list[float]()
    for seed in range(3 if quick else 30):
        problem = invented_problem(seed, 60 + (seed * 17) % 61)
        seconds.append(busy(lambda problem=problem: gaps.append(solve(problem).gap)))
    reached = sum(busy_ <= SECONDS and gap <= GAP for busy_, gap in zip(seconds, gaps, strict=True))
    times = f"{told(statistics.median(seconds))}, at most {told(max(seconds))}"
    least = OF_THIRTY * len(seconds) // 30
    said = f"{reached}; {times}; gap {statistics.median(gaps):.1%}"
    job = f"gap of 5 % within 10 s, of {len(seconds)} invented years"
    yield Row("plans", job, "years", said, f"at least {least}", reached, limit=least, least=True)
