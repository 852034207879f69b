"""All that could be begun in a plan, as arrays, and what a schedule takes: a beginning is a job by a way in a month.

What was begun before stays, whatever it breaks: where it uses more than there is, nothing that uses the same is added.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.scheduling import Job, Problem, Since, since_of

Array = NDArray[np.float64]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]

ROUNDING = 1e-9  # part of a limit by which it may seem to be passed because numbers are rounded


class Beginnings(NamedTuple):
    """What may be begun: never more than a limit alone, never before what it needs could be there."""

    job: Places
    way: Places
    month: Places
    over: Places  # month from which the introduction is over
    works: Places
    use: Array  # of each limit, shape (beginning, limit); the limits are those of `use_of`
    room: Array  # what is left of each limit by what began before; infinite: no limit

    def only(self, kept: Flags | Places) -> "Beginnings":
        """Return some of them."""
        places = (self.job[kept], self.way[kept], self.month[kept], self.over[kept], self.works[kept])
        return Beginnings(*places, self.use[kept], self.room)


def beginnings(problem: Problem) -> Beginnings:
    """Return all that may be begun, in the order of jobs, ways and months."""
    sets = shared_sets(problem)
    rows = [(job, *begun) for job in range(len(problem.jobs)) for begun in within_months(problem, job)]
    uses = [use_of(problem, job, (way, month), sets) for job, way, month in rows]
    room = room_left(problem, sets)
    job, way, month = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    since = [since_of(problem, row[0], row[1:]) for row in rows]
    over, works = np.array(since, dtype=np.int64).reshape(-1, 2).T
    found = Beginnings(job, way, month, over, works, np.array(uses).reshape(-1, len(room)), room)
    return _reachable(problem, found.only(fits(found.use, room)))


def began_before(problem: Problem) -> dict[int, Since]:
    """Return the jobs that are begun already, by place."""
    return {place: since_of(problem, place, job.began) for place, job in enumerate(problem.jobs) if job.began}


def shared_sets(problem: Problem) -> list[int]:
    """Return the sets of more than one job."""
    named = [name for job in problem.jobs for name in set(job.sets)]
    return sorted({name for name in named if named.count(name) > 1})


def fits(use: Array, room: Array) -> Flags:
    """Return which beginnings use no more than the room of any limit, shape (beginning,)."""
    return np.asarray((use <= room + ROUNDING * (1 + np.abs(room))).all(axis=-1))


def use_of(problem: Problem, job: int, begun: tuple[int, int], sets: list[int]) -> Array:
    """Return what a job uses of each limit that is begun by a way in a month.

    Hours of each month, EUR spent until the end of each month, EUR of the year after, and for each month whether it
    takes a place, and for each set whether it is the one on its way.
    """
    (way, month), one = begun, problem.jobs[job]
    chosen, months = one.ways[way], np.arange(len(problem.means.hours))
    over, works = since_of(problem, job, begun)
    introduced, on_way = (month <= months) & (months < over), (month <= months) & (months < works)
    hours = np.where(introduced, chosen.hours / chosen.months, np.where(months >= over, chosen.upkeep, 0.0))
    once = np.where(months >= month, chosen.once, 0.0) if month >= 0 else np.zeros(len(months))
    spent = once + chosen.monthly * np.maximum(0, months - max(month, 0) + 1)
    held = np.multiply.outer([float(one.place), *(float(name in one.sets) for name in sets)], on_way)
    return np.concatenate([hours, spent, [12.0 * chosen.monthly], held.ravel()])


def limits_of(problem: Problem, sets: list[int]) -> Array:
    """Return the limits of which `use_of` tells the use."""
    means, months = problem.means, len(problem.means.hours)
    return np.array([*means.hours, *means.cash, means.running, *[means.places] * months, *[1] * (months * len(sets))])


def room_left(problem: Problem, sets: list[int]) -> Array:
    """Return what is left of each limit by what began before, never below nothing."""
    began = [use_of(problem, place, job.began, sets) for place, job in enumerate(problem.jobs) if job.began]
    return np.maximum(0.0, limits_of(problem, sets) - sum(began, np.zeros(1)))


def needed(job: Job, way: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the jobs whose introduction must be over, and those that must work, before a job is begun by a way."""
    return (*job.needs, *job.ways[way].needs), job.after


def within_months(problem: Problem, job: int) -> list[tuple[int, int]]:
    """Return the ways and months in which a job that is not begun yet is over within the plan, if it is begun."""
    one, months = problem.jobs[job], len(problem.means.hours)
    if one.began:
        return []
    last = months if one.latest is None else one.latest
    return [
        (place, month)
        for place, way in enumerate(one.ways)
        for month in range(max(0, one.earliest), min(last, months - way.months) + 1)
    ]


def _reachable(problem: Problem, found: Beginnings) -> Beginnings:
    """Leave out what would be begun before what it needs could be there, again and again."""
    while True:
        soonest = began_before(problem)
        for job in {*found.job.tolist()}:
            mine = found.job == job
            soonest[job] = Since(int(found.over[mine].min()), int(found.works[mine].min()))
        from_month = {
            (job, way): lowest_month(problem, job, way, soonest)
            for job, way in {*zip(found.job.tolist(), found.way.tolist(), strict=True)}
        }
        floor = [from_month[pair] for pair in zip(found.job.tolist(), found.way.tolist(), strict=True)]
        kept = np.array([low is not None and low <= month for low, month in zip(floor, found.month, strict=True)], bool)
        if kept.all():
            return found
        found = found.only(kept)


def lowest_month(problem: Problem, job: int, way: int, since: dict[int, Since]) -> int | None:
    """Return the first month in which a job can be begun by a way after what it needs; none where that is not begun."""
    lowest, (introduced, working) = 0, needed(problem.jobs[job], way)
    for others, at in ((introduced, 0), (working, 1)):
        for other in others:
            if other not in since:
                return None
            lowest = max(lowest, since[other][at])
    return lowest


# --- what a schedule takes --------------------------------------------------------------------------------------


Begun = Sequence[tuple[int, int] | None]
LimitName = Literal["places", "hours", "money"]


class Used(NamedTuple):
    """What is taken in each month of the plan."""

    hours: tuple[float, ...]
    spent: tuple[float, ...]  # EUR from the beginning to the end of each month
    running: float  # EUR in the year after the plan
    places: tuple[int, ...]


def used(problem: Problem, begun: Begun) -> Used:
    """Return what a schedule takes."""
    months = len(problem.means.hours)
    taken = _taken(problem, begun, []).tolist()
    running, *places = taken[2 * months :]
    return Used(tuple(taken[:months]), tuple(taken[months : 2 * months]), running, tuple(map(int, places)))


def _taken(problem: Problem, begun: Begun, sets: list[int]) -> Array:
    """Return the use of each limit by all that is begun."""
    uses = [use_of(problem, at, one, sets) for at, one in enumerate(begun) if one is not None]
    return sum(uses, np.zeros(len(limits_of(problem, sets))))


def against(problem: Problem, begun: Begun, job: int) -> tuple[frozenset[LimitName], ...]:
    """Return, of each way and month in which a further job is in order, the limits that speak against it."""
    months, sets = len(problem.means.hours), shared_sets(problem)
    taken, limits = _taken(problem, begun, sets), limits_of(problem, sets)
    kinds: tuple[tuple[LimitName, int], ...] = (("hours", months), ("money", months + 1), ("places", months))
    names = [name for name, many in kinds for _ in range(many)]
    since = {at: since_of(problem, at, one) for at, one in enumerate(begun) if one is not None}
    found = []
    for way, month in within_months(problem, job):
        lowest = lowest_month(problem, job, way, since)
        use = use_of(problem, job, (way, month), sets)
        over = taken + use > limits + ROUNDING * (1 + limits)
        meets = over & (use > 0)  # of its sets another is on its way
        if lowest is not None and month >= lowest and not meets[len(names) :].any():
            found.append(frozenset(name for name, is_over in zip(names, over.tolist(), strict=False) if is_over))
    return tuple(found)
