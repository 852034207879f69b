"""A schedule without a solver: what brings most points for its share of the means comes first, as early as it fits.

Then a part of it is taken out and put back in another order, again and again, and the best is kept. How often is the
only limit, and chance has a fixed seed: the same problem gives the same schedule.
"""

from collections.abc import Callable
from random import Random
from typing import NamedTuple, Self

import numpy as np

from ecomap.engine.beginnings import (
    ROUNDING,
    Array,
    Beginnings,
    Places,
    began_before,
    beginnings,
    fits,
    lowest_month,
    needed,
)
from ecomap.engine.scheduling import FACTORS, Problem, Schedule, Since, worth

Begun = tuple[tuple[int, int] | None, ...]

BEST, SECOND, EVERY = FACTORS[0] - FACTORS[1], FACTORS[1] - FACTORS[2], FACTORS[2]
"""What the best of a group counts beyond the second best, that beyond the others, and these."""


class Field(NamedTuple):
    """What all drafts of a problem have in common."""

    problem: Problem
    found: Beginnings
    began: dict[int, Since]
    end: int  # month after the last whose gains count
    rows: dict[int, dict[int, Places]]  # by job and way: its beginnings
    forced: int | None = None  # a job that every schedule is to begin

    @classmethod
    def of(cls, problem: Problem, found: Beginnings, forced: int | None = None) -> Self:
        """Order the beginnings of a problem."""
        rows: dict[int, dict[int, Places]] = {}
        for job, way in sorted({*zip(found.job.tolist(), found.way.tolist(), strict=True)}):
            rows.setdefault(job, {})[way] = np.flatnonzero((found.job == job) & (found.way == way))
        return cls(problem, found, began_before(problem), len(problem.means.hours) + problem.tail, rows, forced)


class Draft:
    """A schedule in the making: what is begun, what is left of each limit, and who leads each group by month."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.room = field.found.room.copy()
        self.begun: dict[int, int] = {}
        self.since = dict(field.began)
        self.members: dict[int, list[tuple[float, int]]] = {}
        self.leaders: dict[int, Array] = {}
        self.points: dict[int, float] = {}
        for job, since in field.began.items():
            self._join(job, since.works)

    def copy(self) -> "Draft":
        """Return another draft of the same."""
        other = Draft.__new__(Draft)
        other._take_over(self)
        return other

    def _take_over(self, other: "Draft") -> None:
        self.field, self.room = other.field, other.room.copy()
        self.begun, self.since = dict(other.begun), dict(other.since)
        self.members = {group: list(them) for group, them in other.members.items()}
        self.leaders, self.points = dict(other.leaders), dict(other.points)

    def gain(self, job: int, works: int) -> float:
        """Return the points that a job would add that works from a month on."""
        since = min(self.field.end, works)
        months, total = self.field.end - since, 0.0
        for group, points in self.field.problem.jobs[job].gains:
            leaders = self.leaders.get(group)
            beyond = (0.0, 0.0) if leaders is None else np.minimum(points, leaders[:, since:]).sum(axis=1).tolist()
            total += points * months - BEST * beyond[0] - SECOND * beyond[1]
        return total

    def add(self, job: int, awaited: frozenset[int] = frozenset()) -> float | None:
        """Begin a job, and before it all that it needs, by the way and in the month that bring most.

        Return the points; none, and the draft stays as it is, where that cannot be.
        """
        best: tuple[float, Draft, int] | None = None
        for way in self.field.rows.get(job, {}):
            introduced, working = needed(self.field.problem.jobs[job], way)
            missing = [other for other in (*introduced, *working) if other not in self.since]
            if awaited.intersection(missing):
                continue
            draft = self.copy() if missing else self
            earlier = [draft.add(other, awaited | {job}) for other in missing if other not in draft.since]
            offer = draft._offer(job, way)
            if offer and None not in earlier:
                value = offer[0] + sum(points or 0.0 for points in earlier)
                if best is None or value > best[0]:
                    best = value, draft, offer[1]
        if best is None:
            return None
        if best[1] is not self:
            self._take_over(best[1])
        self.begin(best[2])
        return best[0]

    def _offer(self, job: int, way: int) -> tuple[float, int] | None:
        """Return the points of the earliest month in which a job fits by a way, and that beginning."""
        found, rows = self.field.found, self.field.rows[job][way]
        lowest = lowest_month(self.field.problem, job, way, self.since)
        if lowest is None:
            return None
        first, end = int(rows[0] + found.month[rows].searchsorted(lowest)), int(rows[-1]) + 1  # they stand in order
        free = fits(found.use[first:end], self.room).nonzero()[0]
        row = first + int(free[0]) if len(free) else -1
        return (self.gain(job, int(found.works[row])), row) if len(free) else None

    def begin(self, row: int) -> None:
        """Take a beginning in, whether it fits or not."""
        found, job = self.field.found, int(self.field.found.job[row])
        self.begun[job] = row
        self.since[job] = Since(int(found.over[row]), int(found.works[row]))
        self.room -= found.use[row]
        self._join(job, int(found.works[row]))

    def drop(self, job: int) -> None:
        """Take a job out, and all that needs it."""
        row, works = self.begun.pop(job), self.since.pop(job).works
        self.room += self.field.found.use[row]
        for group, points in self.field.problem.jobs[job].gains:
            self.members[group].remove((points, works))
            self._lead(group)
        while early := [job for job in self.begun if not self._may_stay(job)]:
            self.drop(early[0])

    def drop_idle(self) -> None:
        """Take out what brings no points and is needed by nothing."""
        jobs, way = self.field.problem.jobs, self.field.found.way
        while True:
            wanted = {self.field.forced}
            for job, row in self.begun.items():
                wanted.update(*needed(jobs[job], int(way[row])))
            idle = [job for job in self.begun if job not in wanted and not any(points for _, points in jobs[job].gains)]
            if not idle:
                return
            self.drop(idle[0])

    def _may_stay(self, job: int) -> bool:
        found, row = self.field.found, self.begun[job]
        lowest = lowest_month(self.field.problem, job, int(found.way[row]), self.since)
        return lowest is not None and lowest <= int(found.month[row])

    def keeps(self) -> bool:
        """Tell whether it breaks no limit and no order."""
        left = self.room + ROUNDING * (1 + np.abs(self.field.found.room))
        return bool((left >= 0).all()) and all(self._may_stay(job) for job in self.begun)

    def _join(self, job: int, works: int) -> None:
        for group, points in self.field.problem.jobs[job].gains:
            self.members.setdefault(group, []).append((points, works))
            self._lead(group)

    def _lead(self, group: int) -> None:
        lead = np.zeros((2, self.field.end))
        for points, works in self.members[group]:
            part = lead[:, max(0, works) :]
            part[1] = np.maximum(part[1], np.minimum(part[0], points))
            part[0] = np.maximum(part[0], points)
        best, second = self.leaders[group] = lead
        every = sum(points * max(0, self.field.end - max(0, works)) for points, works in self.members[group])
        self.points[group] = EVERY * every + SECOND * float((best + second).sum()) + BEST * float(best.sum())

    @property
    def value(self) -> float:
        """Points of the draft over all months."""
        total = 0.0
        for points in self.points.values():
            total += points
        return total

    @property
    def schedule(self) -> Begun:
        """Way and month of each job, those included that began before."""
        found = self.field.found
        chosen = {job: (int(found.way[row]), int(found.month[row])) for job, row in self.begun.items()}
        return tuple(chosen.get(place, job.began) for place, job in enumerate(self.field.problem.jobs))


def draft_of(field: Field, begun: Begun) -> Draft | None:
    """Return the draft of a schedule; none if it breaks a limit or leaves out what began before."""
    draft, found = Draft(field), field.found
    for job, one in enumerate(begun):
        if job in field.began:
            if one != field.problem.jobs[job].began:
                return None
        elif one:
            rows = field.rows.get(job, {}).get(one[0], np.zeros(0, dtype=np.int64))
            here = rows[found.month[rows] == one[1]]
            if not len(here):
                return None
            draft.begin(int(here[0]))
    return draft if draft.keeps() else None


# --- the greedy schedule ----------------------------------------------------------------------------------------


STEPS = 200  # times that a part of a schedule is put back in another order
LOOSE = 0.01  # share of the best value that a step may lose at first, so that the search leaves a dead end
STIR = 0.4  # share by which chance moves what a job brings for its share of the means
BETTER = 1e-9  # points that a better schedule has more, at least
LEAST = 1e-6  # share of the means of a job that takes nothing, and the least room that a share is taken of


def greedy(problem: Problem, steps: int = STEPS, start: Begun | None = None) -> Schedule:
    """Return a schedule that keeps every limit, not worse than a start that does; nothing is proven of it."""
    return filled(Field.of(problem, beginnings(problem)), steps, start)


def filled(field: Field, steps: int = STEPS, start: Begun | None = None) -> Schedule:
    """Return the greedy schedule of a problem whose beginnings are in order."""
    filler, random = Filler(field), Random(0)

    def other_order(draft: Draft) -> Draft:
        return filler.fill(without_some(draft, random), random)

    drafts = [filler.fill(Draft(field)), draft_of(field, start) if start else None]
    best = max((draft for draft in drafts if draft), key=lambda draft: draft.value)
    begun = improved(best, other_order, steps).schedule
    return Schedule(begun, worth(field.problem, begun), float("inf"))


def improved(draft: Draft, step: Callable[[Draft], Draft], steps: int) -> Draft:
    """Return the best draft of so many steps from one to the next."""
    best, best_value, value = draft, draft.value, draft.value
    for place in range(steps):
        other = step(draft)
        other_value = other.value
        if other_value >= value - LOOSE * (1 - place / steps) ** 2 * best_value:
            draft, value = other, other_value
        if value > best_value + BETTER:
            best, best_value = draft, value
    best.drop_idle()
    return best


def without_some(draft: Draft, random: Random) -> Draft:
    """Return a draft without some jobs, drawn by chance, or without those of some months."""
    other, jobs = draft.copy(), sorted(draft.begun)
    if random.random() < 0.5:
        out = random.sample(jobs, min(len(jobs), random.randint(1, 6)))
    else:
        first = random.randrange(len(draft.field.problem.means.hours))
        last = first + random.randint(1, 3)
        out = [job for job in jobs if first <= draft.field.found.month[draft.begun[job]] < last]
    for job in out:
        if job in other.begun:
            other.drop(job)
    other.drop_idle()
    return other


class Filler:
    """Begins all that still fits, what brings most for its share of the means first."""

    def __init__(self, field: Field) -> None:
        jobs = [job for job in field.rows if any(points > 0 for _, points in field.problem.jobs[job].gains)]
        shares = ((job, self._share(field, job)) for job in jobs)
        self.share = {job: share for job, share in shares if share}
        self.soonest = {
            job: int(min(field.found.works[rows].min() for rows in field.rows[job].values())) for job in jobs
        }

    @staticmethod
    def _share(field: Field, job: int) -> float | None:
        """Return the parts of all hours, cash, running cost and places that a job takes with all that it needs."""
        draft, months = Draft(field), len(field.problem.means.hours)
        if draft.add(job) is None:
            return None
        use, room = field.found.use[list(draft.begun.values())].sum(axis=0), field.found.room
        means = slice(0, months), slice(2 * months - 1, 2 * months), slice(2 * months, 2 * months + 1)
        kinds = (*means, slice(2 * months + 1, 3 * months + 1))
        return LEAST + sum(float(use[kind].sum()) / max(LEAST, float(room[kind].sum())) for kind in kinds)

    def fill(self, draft: Draft, random: Random | None = None) -> Draft:
        """Begin all that still fits; chance may move the order."""
        rated = []
        for job, share in self.share.items():
            if job not in draft.since:
                points = draft.gain(job, self.soonest[job])
                rated.append((-points / share * (random.uniform(1 - STIR, 1 + STIR) if random else 1.0), job))
        for _, job in sorted(rated):
            if job not in draft.since:
                draft.add(job)
        return draft
