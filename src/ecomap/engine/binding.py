"""What holds a schedule back: the same problem with more of one limit, or with a job forced in.

A limit binds if the value moves by more than both gaps, so that what the solver left open cannot be taken for it.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ecomap.engine.scheduling import Means, Problem, Schedule
from ecomap.engine.solver import GAP, WORK, solve, solve_with

CLOSE = 0.002
"""Gap to which a schedule is solved again before a limit is named."""
INFINITE = float("inf")
ANY = 10_000
"""Work until any schedule of a few jobs is found, or it is known that there is none."""


def more_hours(means: Means) -> Means:
    """Return half as many hours again."""
    return means._replace(hours=tuple(1.5 * hours for hours in means.hours))


def more_cash(means: Means) -> Means:
    """Return half as much cash again."""
    return means._replace(cash=tuple(1.5 * cash for cash in means.cash))


def more_running(means: Means) -> Means:
    """Return half as much again for the year after."""
    return means._replace(running=1.5 * means.running)


def more_money(means: Means) -> Means:
    """Return half as much money again, now and in the year after."""
    return more_running(more_cash(means))


def more_places(means: Means) -> Means:
    """Return room for one change more at a time."""
    return means._replace(places=means.places + 1)


MORE: Mapping[str, Callable[[Means], Means]] = {
    "hours": more_hours,
    "money": more_money,
    "cash": more_cash,
    "running": more_running,
    "places": more_places,
}
"""By limit: what there is if there is more of it. Money is cash and running cost together."""

WITHOUT: Mapping[str, Callable[[Means], Means]] = {
    "hours": lambda means: means._replace(hours=(INFINITE,) * len(means.hours)),
    "cash": lambda means: means._replace(cash=(INFINITE,) * len(means.cash)),
    "running": lambda means: means._replace(running=INFINITE),
    "places": lambda means: means._replace(places=10**6),
}


class Change(NamedTuple):
    """What more of a limit would bring, in percent of the value of the schedule; infinite where that is nothing."""

    percent: float
    """From one schedule found to the other."""
    at_least: float
    """From the bound of the one to the schedule found of the other: nothing that was left open can take this away."""
    binds: bool
    """Whether it moves by more than both gaps."""
    schedule: Schedule


class Forced(NamedTuple):
    """The best schedule with a job in it."""

    schedule: Schedule | None
    """None: there is none."""
    kept_out_by: tuple[str, ...]
    """Limits that each keep it out alone, of hours, cash, running and places; "order" where no limit does: months, what
    it needs and what began before; several are named together where only all of them gone let it in."""


def binding(
    problem: Problem,
    schedule: Schedule,
    more: Mapping[str, Callable[[Means], Means]] = MORE,
    gap: float = CLOSE,
    work: int = WORK,
) -> dict[str, Change]:
    """Return what more of each limit would bring."""
    base = solve(problem, schedule, gap, work)
    return {
        name: change_of(base, solve(problem._replace(means=with_more(problem.means)), base, gap, work))
        for name, with_more in more.items()
    }


def change_of(base: Schedule, other: Schedule) -> Change:
    """Return how much better a schedule is than a base."""
    grown = _grown(base.value, other.value)
    return Change(100 * grown, max(0.0, 100 * _grown(base.bound, other.value)), grown > base.gap + other.gap, other)


def _grown(base: float, value: float) -> float:
    return value / base - 1.0 if base > 0 else 0.0 if value <= 0 else INFINITE


def forced(problem: Problem, job: int, gap: float = GAP, work: int = WORK) -> Forced:
    """Return the best schedule that begins a job, or what keeps it out; without HiGHS one that is found greedily."""
    alone = _alone(problem, job)
    least = _possible(alone, job, ())
    if least:
        return Forced(solve_with(problem, job, least, gap, work), ())
    freeing = tuple(name for name, without in WITHOUT.items() if _possible(alone, job, (without,)))
    if freeing:
        return Forced(None, freeing)
    return Forced(None, tuple(WITHOUT) if _possible(alone, job, tuple(WITHOUT.values())) else ("order",))


def _possible(problem: Problem, job: int, without: tuple[Callable[[Means], Means], ...]) -> Schedule | None:
    """Return any schedule with a job in it where some limits are gone, if there is one."""
    means = problem.means
    for one in without:
        means = one(means)
    return solve_with(problem._replace(means=means), job, gap=1.0, work=ANY)


def _alone(problem: Problem, job: int) -> Problem:
    """Return a problem in which nothing can be begun but a job and what it needs."""
    kept, waiting = set[int](), [job]
    while waiting:
        here = waiting.pop()
        if here not in kept:
            kept.add(here)
            one = problem.jobs[here]
            waiting += [*one.needs, *one.after, *(other for way in one.ways for other in way.needs)]
    jobs = [one if place in kept or one.began else one._replace(ways=()) for place, one in enumerate(problem.jobs)]
    return problem._replace(jobs=tuple(jobs))
