"""How firm a plan is: priorities and costs drawn from their stated errors, and planned anew each time."""

import math
from collections.abc import Mapping

import numpy as np

from ecomap.engine.greedy import greedy
from ecomap.engine.scheduling import Problem, Schedule
from ecomap.results.plan import Held
from ecomap.verbs.plan_problem import Year
from ecomap.verbs.plan_steps import NINE_IN_TEN

SEED = 20_260_701  # of the draws: any number would do, this one is always the same
STEPS = 60
"""Tries of each draw to find a better plan than the one that is asked about, or to mend it where it no longer fits."""
LATE = 2  # months by which a step may begin later in a draw and still be where the plan has it
FIRM, LIKELY = 0.8, 0.5  # shares of draws from which a step is firm, and likely


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
