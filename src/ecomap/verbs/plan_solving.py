"""How plans are found, what a step would cost the plan, and what more of each limit would bring."""

import math
from collections.abc import Iterator

from ecomap.engine.beginnings import LimitName
from ecomap.engine.scheduling import Means, Problem, Schedule
from ecomap.engine.solver import available, solve, solve_with
from ecomap.results.plan import Limit

GAP, WORK = 0.01, 4_500
"""Gap that is asked for, and work of the proof, at most: within six seconds of processor time for the shipped
templates; at a gap of 2 % the first months may stand in an order that loses one of them."""
CLOSE = 0.002
"""Gap within which a plan with more of a limit, and the plan as it is, are solved to say whether the limit binds."""
MORE_HOURS, MORE_MONEY = 0.25, 0.5
"""By how much hours and money are raised to see whether they bind: what an owner could find or borrow."""


def solved(problem: Problem, *, proof: bool = True) -> Schedule:
    """Return the schedule that is found; with the solver proven, which may take longer than to find it.

    The proof only lowers the bound, so that the plan is the same without it.
    """
    found = solve(problem, gap=GAP, work=0)
    if not proof or found.gap <= GAP or not available():
        return found
    return found._replace(bound=max(found.value, solve(problem, found, GAP, WORK, effort=0).bound))


def lost_with(problem: Problem, schedule: Schedule, job: int) -> float | None:
    """Return which part of its value a plan loses if a job must be in it; none where that cannot be told."""
    other = solve_with(problem, job, schedule) if available() else None
    return None if other is None or not schedule.value else max(0.0, 1 - other.value / schedule.value)


def limits_of(problem: Problem, schedule: Schedule) -> Iterator[Limit]:
    """Yield what more of each stated limit brings; it binds where that is more than the proofs leave open."""
    close = solve(problem, start=schedule, gap=CLOSE)
    for limit, words, means in _more(problem.means):
        more = solve(problem._replace(means=means), start=close, gap=CLOSE)
        gain = max(0.0, more.value / close.value - 1) if close.value else 0.0
        yield Limit(limit, words, gain, gain > close.gap + more.gap)


def _more(means: Means) -> Iterator[tuple[LimitName, str, Means]]:
    yield "places", "one more change at once", means._replace(places=means.places + 1)
    if all(map(math.isfinite, means.hours)):
        hours = tuple(hours * (1 + MORE_HOURS) for hours in means.hours)
        yield "hours", f"{MORE_HOURS:.0%} more hours", means._replace(hours=hours)
    if math.isfinite(means.running):
        cash = tuple(euros * (1 + MORE_MONEY) for euros in means.cash)
        running = means.running * (1 + MORE_MONEY)
        yield "money", f"{MORE_MONEY:.0%} more money", means._replace(cash=cash, running=running)
