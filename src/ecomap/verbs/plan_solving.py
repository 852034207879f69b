"""How plans are found and how firm they are, what a step would cost one, and what more of each limit would bring."""

import math
from collections.abc import Iterator, Mapping

import numpy as np

from ecomap.engine.beginnings import LimitName
from ecomap.engine.greedy import greedy
from ecomap.engine.scheduling import Means, Problem, Schedule
from ecomap.engine.solver import available, solve, solve_with
from ecomap.results.plan import Held, Limit
from ecomap.verbs.plan_problem import Year
from ecomap.verbs.plan_steps import NINE_IN_TEN

GAP, WORK = 0.01, 4_500
"""Gap that is asked for, and work of the proof, at most: within six seconds of processor time for the shipped
templates; at a gap of 2 % the first months may stand in an order that loses one of them."""
CLOSE = 0.002
"""Gap within which a plan with more of a limit, and the plan as it is, are solved to say whether the limit binds."""
MORE_HOURS, MORE_MONEY = 0.25, 0.5
"""By how much hours and money are raised to see whether they bind: what an owner could find or borrow."""
SEED = 20_260_701  # of the draws: any number would do, this one is always the same
STEPS = 60
"""Tries of each draw to find a better plan than the one that is asked about, or to mend it where it no longer fits."""
LATE = 2  # months by which a step may begin later in a draw and still be where the plan has it
FIRM, LIKELY = 0.8, 0.5  # shares of draws from which a step is firm, and likely


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


def held(share: float) -> Held:
    """Return a share of draws in a word."""
    return "firm" if share >= FIRM else "likely" if share >= LIKELY else "open"


def shares_of_draws(year: Year, schedule: Schedule, errors: Mapping[str, float], draws: int) -> dict[str, float]:
    """Return, of each step that is planned, the share of draws in which it begins at most two months later.

    Points of each group are multiplied by the exponential of a normal number with the stated error, hours and euros of
    each step by one within whose spread nine in ten lie; trainings and challenges have none.
    """
    random = np.random.default_rng(SEED)
    groups = list(dict.fromkeys(group for step in year.steps for group, _ in step.gains))
    of_group = np.array([errors.get(group, 0.0) for group in groups])
    of_cost = np.array([math.log(step.spread) / NINE_IN_TEN for step in year.steps])
    count = [0] * len(year.steps)
    for _ in range(draws):
        worth = np.exp(of_group * random.standard_normal(len(groups))).tolist()
        cost = np.exp(of_cost * random.standard_normal(len(year.steps))).tolist()
        drawn = greedy(_drawn(year.problem, worth, cost), STEPS, schedule.begun)
        for at, (one, there) in enumerate(zip(schedule.begun, drawn.begun, strict=True)):
            count[at] += one is not None and there is not None and there[1] <= one[1] + LATE
    return {step.id: count[at] / draws for at, step in enumerate(year.steps) if schedule.begun[at] is not None}


def _drawn(problem: Problem, worth: list[float], cost: list[float]) -> Problem:
    jobs = tuple(
        job._replace(
            gains=tuple((group, points * worth[group]) for group, points in job.gains),
            ways=tuple(
                way._replace(hours=way.hours * by, upkeep=way.upkeep * by, once=way.once * by, monthly=way.monthly * by)
                for way in job.ways
            ),
        )
        for job, by in zip(problem.jobs, cost, strict=True)
    )
    return problem._replace(jobs=jobs)
