"""A year of changes within means: what may be begun, what limits it, and what a schedule is worth; numbers only.

Jobs, groups and sets are named by their places in the problem. Months count from 0, the first month of the plan.
A job begun in month s by a way of n months is introduced in the months s .. s + n - 1, settles in the months after
that, and works from month s + n + settles on.
"""

from typing import NamedTuple

FACTORS = (1.0, 0.5, 0.25)  # what counts of the best working job of a group, of the second best, and of every other


class Way(NamedTuple):
    """One way to do a job: by oneself, or with a partner."""

    hours: float  # until it runs, spread evenly over the months of the introduction
    months: int  # of the introduction, 1 or more; it ends within the plan
    upkeep: float  # hours a month from the end of the introduction on
    once: float  # EUR in the month it is begun
    monthly: float  # EUR a month from the month it is begun
    needs: tuple[int, ...] = ()  # jobs whose introduction must be over before this way can be begun, such as training


class Job(NamedTuple):
    """Something that may be begun once, or not at all."""

    ways: tuple[Way, ...]
    gains: tuple[tuple[int, float], ...]
    """Groups in which it counts, each once, with the points a month that it is worth while it works."""
    settles: int  # months after the introduction before it works
    needs: tuple[int, ...] = ()  # jobs whose introduction must be over before it is begun
    after: tuple[int, ...] = ()  # jobs that must work, so that they have been looked back on, before it is begun
    place: bool = True  # whether it takes a place for change until it works
    sets: tuple[int, ...] = ()  # of the jobs of a set only one at a time may be on its way: begun and not working yet
    earliest: int = 0
    latest: int | None = None
    """Months between which it is begun, if at all; none: any month of the plan in which the introduction fits."""
    began: tuple[int, int] | None = None
    """Way and month of a job that is begun already, which stays; months before the plan are negative."""


class Means(NamedTuple):
    """What there is to spend."""

    hours: tuple[float, ...]  # of each month of the plan, for introductions and upkeep together; infinite: no limit
    cash: tuple[float, ...]  # EUR that may be spent from the beginning to the end of each month; infinite: no limit
    running: float  # EUR that all that was begun may cost in the year after the plan
    places: int  # changes that can be on their way at once


class Problem(NamedTuple):
    """What to choose from and within what."""

    jobs: tuple[Job, ...]
    means: Means
    tail: int = 24  # months after the plan whose gains count


class Schedule(NamedTuple):
    """What is begun, and when."""

    begun: tuple[tuple[int, int] | None, ...]  # way and month of each job, none of those that are left out
    value: float
    """Points of all months of the plan and its tail: in each month and group the best working job counts 1, the second
    best 0.5, every other 0.25."""
    bound: float  # no schedule is worth more; infinite where nothing was proven

    @property
    def gap(self) -> float:
        """How far the bound lies above the value, as a part of the bound; 1 where nothing was proven."""
        return 0.0 if self.bound <= self.value else 1.0 - self.value / self.bound if self.bound < float("inf") else 1.0


class Since(NamedTuple):
    """Months from which a job that is begun is introduced, and works."""

    over: int
    works: int


def since_of(problem: Problem, job: int, begun: tuple[int, int]) -> Since:
    """Return from when on a job is introduced and works that is begun by a way in a month."""
    over = begun[1] + problem.jobs[job].ways[begun[0]].months
    return Since(over, over + problem.jobs[job].settles)


def worth(problem: Problem, begun: tuple[tuple[int, int] | None, ...]) -> float:
    """Return the points of a schedule over all months of the plan and its tail; its limits are not looked at."""
    end = len(problem.means.hours) + problem.tail
    since = [since_of(problem, job, one).works if one else end for job, one in enumerate(begun)]
    months_by_group: dict[int, list[tuple[float, int]]] = {}
    for job, month in enumerate(since):
        for group, points in problem.jobs[job].gains:
            months_by_group.setdefault(group, []).append((points, month))
    return sum(_group_worth(sorted(found, reverse=True), end) for found in months_by_group.values())


def _group_worth(found: list[tuple[float, int]], end: int) -> float:
    total = 0.0
    for month in range(end):
        working = [points for points, since in found if since <= month]
        total += sum(points * FACTORS[min(place, 2)] for place, points in enumerate(working))
    return total
