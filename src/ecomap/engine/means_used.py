"""What a schedule takes of the means, month by month, and which limits a further job would break."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from ecomap.engine.scheduling import Means, Problem, works_from

Begun = Sequence[tuple[int, int] | None]
LimitName = Literal["places", "hours", "money"]
ROUNDING = 1e-9


class Used(NamedTuple):
    """What is taken in each month of the plan."""

    hours: tuple[float, ...]
    spent: tuple[float, ...]
    """EUR from the beginning to the end of each month."""
    running: float
    """EUR in the year after the plan."""
    places: tuple[int, ...]


def used(problem: Problem, begun: Begun) -> Used:
    """Return what a schedule takes."""
    months = len(problem.means.hours)
    hours, euros, places = [0.0] * months, [0.0] * months, [0] * months
    running = 0.0
    for at, one in enumerate(begun):
        if one is None:
            continue
        job, way = problem.jobs[at], problem.jobs[at].ways[one[0]]
        works, start = works_from(problem, at, one), one[1]
        running += 12 * way.monthly
        for month in range(max(0, start), months):
            hours[month] += way.hours / way.months if month < start + way.months else way.upkeep
            euros[month] += way.monthly + (way.once if month == start else 0.0)
            places[month] += job.place and month < works
    return Used(tuple(hours), tuple(accumulate(euros)), running, tuple(places))


def broken(means: Means, taken: Used) -> frozenset[LimitName]:
    """Return the limits that are broken."""
    found: set[LimitName] = set()
    if any(spent > limit + ROUNDING * max(1.0, spent) for spent, limit in zip(taken.spent, means.cash, strict=True)):
        found.add("money")
    if taken.running > means.running + ROUNDING * max(1.0, taken.running):
        found.add("money")
    if any(hours > limit + ROUNDING * max(1.0, hours) for hours, limit in zip(taken.hours, means.hours, strict=True)):
        found.add("hours")
    if max(taken.places, default=0) > means.places:
        found.add("places")
    return frozenset(found)


def against(problem: Problem, begun: Begun, job: int) -> tuple[frozenset[LimitName], ...]:
    """Return, of each way and month in which a further job is in order, the limits that speak against it."""
    found = []
    for one in _in_order(problem, begun, job):
        with_it = [*begun]
        with_it[job] = one
        found.append(broken(problem.means, used(problem, with_it)))
    return tuple(found)


def _in_order(problem: Problem, begun: Begun, job: int) -> Iterator[tuple[int, int]]:
    asked = problem.jobs[job]
    months = len(problem.means.hours)
    for at, way in enumerate(asked.ways):
        over = [_over(problem, begun, other) for other in (*asked.needs, *way.needs)]
        over += [_over(problem, begun, other, settled=True) for other in asked.after]
        last = months - way.months if asked.latest is None else min(asked.latest, months - way.months)
        for month in range(max([asked.earliest, *over], default=0), last + 1):
            if not any(_meet(problem, begun, other, job, (at, month)) for other in range(len(begun))):
                yield at, month


def _over(problem: Problem, begun: Begun, job: int, *, settled: bool = False) -> int:
    """Return the month from which what comes before is over; never, where it is not begun."""
    one = begun[job]
    if one is None:
        return len(problem.means.hours)
    return works_from(problem, job, one) if settled else one[1] + problem.jobs[job].ways[one[0]].months


def _meet(problem: Problem, begun: Begun, other: int, job: int, one: tuple[int, int]) -> bool:
    """Tell whether two jobs of one set are on their way at once."""
    there = begun[other]
    if there is None or not {*problem.jobs[other].sets} & {*problem.jobs[job].sets}:
        return False
    return one[1] < works_from(problem, other, there) and there[1] < works_from(problem, job, one)
