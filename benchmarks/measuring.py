"""How everything here is measured: processor time, in turn with a rival, in one run; a row of the one table.

Work inside a process is repeated until a turn takes long enough to be told; processes are measured whole, start
included, with the largest memory of any of them. A process that measures others stays small: its own memory would
count as theirs.
"""

import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
DROPPED = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPROFILEIMPORTTIME", "COLUMNS", "FORCE_COLOR")
"""Settings that would measure something else than what a user waits for."""
TURN = 0.05
"""Seconds that a turn takes at least."""
TAIL = 0.025
"""Chance on either side that the median lies outside the interval."""


class Row(NamedTuple):
    """A row of the table: a job of the program, what it stands against, and how many times as long it takes."""

    part: str
    job: str
    against: str
    ours: str
    theirs: str
    value: float
    """The ratio, or what else is limited."""
    low: float | None = None
    """With ``high`` the interval of the median."""
    high: float | None = None
    limit: float | None = None
    least: bool = False
    """Whether the limit is a least one."""
    note: str = ""

    @property
    def kept(self) -> bool | None:
        """Whether the limit is kept; None without one."""
        if self.limit is None:
            return None
        return self.value >= self.limit if self.least else self.value <= self.limit


class Process(NamedTuple):
    """One whole process."""

    busy: float
    """Processor seconds."""
    megabytes: float
    """Largest of any of its processes."""


def run(*argv: str, **surroundings: str) -> Process:
    """Run a program; it must succeed and say something."""
    kept = {name: value for name, value in os.environ.items() if name not in (*DROPPED, *ONE_THREAD)} | surroundings
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        redirected = [(os.POSIX_SPAWN_DUP2, said.fileno(), 1), (os.POSIX_SPAWN_DUP2, told.fileno(), 2)]
        child = os.posix_spawn(argv[0], argv, kept, file_actions=redirected)
        _, status, usage = os.wait4(child, 0)
        size = said.seek(0, os.SEEK_END) + told.seek(0, os.SEEK_END)
        if status or not size:
            told.seek(0)
            sys.exit(f"{' '.join(argv)[:200]}: {told.read()[-800:].decode(errors='replace')}")
    return Process(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)


def python(*argv: str, **surroundings: str) -> Process:
    """Run this Python."""
    return run(sys.executable, *argv, **surroundings)


def ecomap(*argv: str, **surroundings: str) -> Process:
    """Run the program as a user starts it."""
    return python("-m", "ecomap", *argv, **surroundings)


def busy(work: Callable[[], Any], times: int = 1) -> float:
    """Return the processor seconds of some work in this process, each time."""
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times


def paired(ours: Callable[[], Any], theirs: Callable[[], Any], pairs: int) -> list[tuple[float, float]]:
    """Return the seconds of both, in turn, after one round that loads what they need."""
    times = [max(1, math.ceil(TURN / max(1e-7, min(busy(work), busy(work))))) for work in (ours, theirs)]
    return [(busy(ours, times[0]), busy(theirs, times[1])) for _ in range(pairs)]


def compared(part: str, job: str, against: str, pairs: Sequence[tuple[float, float]], **more: Any) -> Row:
    """Return the row of a comparison: medians of both sides, and of the ratios of the pairs with its interval."""
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratios = sorted(one / other for one, other in pairs)
    return Row(part, job, against, told(ours), told(theirs), statistics.median(ratios), *interval(ratios), **more)


def interval(ordered: Sequence[float]) -> tuple[float, float]:
    """Return between which of some numbers in order their median lies in 95 of 100 cases; of few, all of them."""
    count, below, k = len(ordered), 0.0, 0
    while (below := below + math.comb(count, k) / 2**count) <= TAIL:
        k += 1
    k = max(0, k - 1)
    return ordered[k], ordered[-1 - k]


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Return the exponent with which costs grow: the slope of their logarithms by least squares."""
    x, y = [math.log(size) for size in sizes], [math.log(max(1e-9, cost)) for cost in costs]
    return statistics.linear_regression(x, y).slope


def told(seconds: float) -> str:
    """Return a time in three digits."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-6:.2g} µs"
