"""The best schedule of a few jobs by search: every choice tried, or all but those that a bound rules out."""

from itertools import product

import numpy as np

from ecomap.engine.scheduling import Problem
from oracles.plan_checker import broken_limits, value_by_months


def choices_of(problem: Problem, job: int) -> list[tuple[int, int] | None]:
    """Return all that may be done with a job: nothing, or each way in each month."""
    one = problem.jobs[job]
    if one.began:
        return [one.began]
    months = len(problem.means.hours)
    return [None, *((way, month) for month in range(months) for way in range(len(one.ways)))]


def enumerated(problem: Problem) -> float:
    """Return the value of the best of all schedules."""
    every = product(*(choices_of(problem, job) for job in range(len(problem.jobs))))
    return max(value_by_months(problem, begun) for begun in every if not broken_limits(problem, begun))


def searched(problem: Problem, having: int | None = None) -> float | None:
    """Return the value of the best schedule, of those that begin a job if one is named, by depth first.

    Jobs are decided one after another, those that are needed first. What no longer fits beside what is decided never
    will; a branch is left where every other job begun so that it works as soon as it still can would bring no more.
    """
    return _Search(problem).best(having)


class _Search:
    def __init__(self, problem):
        self.problem, self.months = problem, len(problem.means.hours)
        self.sets = sorted({name for job in problem.jobs for name in job.sets})
        means = problem.means
        limits = [*means.hours, *means.cash, means.running] + [means.places] * self.months
        limits += [1] * (self.months * len(self.sets))
        before = [self._use(place, job.began) for place, job in enumerate(problem.jobs) if job.began]
        self.room = np.maximum(0, np.array(limits) - sum(before, np.zeros(len(limits)))) + 1e-7
        self.order = self._needed_first()
        self.choices = [self._choices(job) for job in self.order]
        uses = ([self._use(job, one) for one in them] for job, them in zip(self.order, self.choices, strict=True))
        self.uses = [np.array(them).reshape(-1, len(limits)) for them in uses]

    def best(self, having):
        self.having = having
        begun = [job.began for job in self.problem.jobs]
        self.found = -1.0
        self._decide(begun, 0, self.room, [np.arange(len(them)) for them in self.choices])
        return self.found if self.found >= 0 else None

    def _decide(self, begun, place, room, left):
        left = [
            rows[(self.uses[at][rows] <= room).all(axis=1)] if at >= place else rows for at, rows in enumerate(left)
        ]
        if self._hope(begun, place, left) <= self.found + 1e-9:
            return
        if place == len(self.order):
            self.found = value_by_months(self.problem, tuple(begun))
            return
        job = self.order[place]
        for row in left[place].tolist():
            one = self.choices[place][row]
            if self._in_order(begun, job, one):
                self._decide([*begun[:job], one, *begun[job + 1 :]], place + 1, room - self.uses[place][row], left)
        if job != self.having:
            self._decide(begun, place + 1, room, left)

    def _hope(self, begun, place, left):
        """Return the value if each undecided job works from the soonest month that is left."""
        hoped = list(begun)
        for job, them, rows in zip(self.order[place:], self.choices[place:], left[place:], strict=True):
            hoped[job] = them[rows[0]] if len(rows) else None
        return value_by_months(self.problem, tuple(hoped))

    def _in_order(self, begun, job, one):
        way = self.problem.jobs[job].ways[one[0]]
        for other in (*self.problem.jobs[job].needs, *way.needs, *self.problem.jobs[job].after):
            if begun[other] is None:
                return False
            settled = self.problem.jobs[other].settles if other in self.problem.jobs[job].after else 0
            if one[1] < begun[other][1] + self.problem.jobs[other].ways[begun[other][0]].months + settled:
                return False
        return True

    def _needed_first(self):
        order, jobs = [], self.problem.jobs

        def visit(job):
            if job not in order and not jobs[job].began:
                for other in (
                    *jobs[job].needs,
                    *jobs[job].after,
                    *(need for way in jobs[job].ways for need in way.needs),
                ):
                    visit(other)
                order.append(job)

        for job in range(len(jobs)):
            visit(job)
        return order

    def _choices(self, job):
        """Return all ways and months of a job that are allowed, those first from which it works soonest."""
        one = self.problem.jobs[job]
        last = self.months if one.latest is None else one.latest
        allowed = [
            (way, month)
            for way, month in choices_of(self.problem, job)[1:]
            if max(0, one.earliest) <= month <= min(last, self.months - one.ways[way].months)
        ]
        return sorted(allowed, key=lambda choice: choice[1] + one.ways[choice[0]].months)

    def _use(self, job, begun):
        (number, start), one = begun, self.problem.jobs[job]
        way, hours, spent, places = one.ways[number], [], [], []
        for month in range(self.months):
            there = month >= start
            hours.append(0 if not there else way.hours / way.months if month < start + way.months else way.upkeep)
            paid = way.monthly * (month - max(0, start) + 1) + (way.once if start >= 0 else 0)
            spent.append(paid if there else 0)
            places.append(int(there and month < start + way.months + one.settles))
        sets = [held if name in one.sets else 0 for name in self.sets for held in places]
        return np.array([*hours, *spent, 12 * way.monthly, *(held * one.place for held in places), *sets], dtype=float)
