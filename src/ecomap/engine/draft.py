"""A schedule in the making: what is begun, what is left of each limit, and who leads each group by month."""

from typing import NamedTuple, Self

import numpy as np

from ecomap.engine.beginnings import (
    ROUNDING,
    Array,
    Beginnings,
    Places,
    began_before,
    fits,
    lowest_month,
    needed,
)
from ecomap.engine.scheduling import FACTORS, Problem, Since

Begun = tuple[tuple[int, int] | None, ...]

BEST, SECOND, EVERY = FACTORS[0] - FACTORS[1], FACTORS[1] - FACTORS[2], FACTORS[2]
"""What the best of a group counts beyond the second best, that beyond the others, and these."""


class Field(NamedTuple):
    """What all drafts of a problem have in common."""

    problem: Problem
    found: Beginnings
    began: dict[int, Since]
    end: int
    """Month after the last whose gains count."""
    rows: dict[int, dict[int, Places]]
    """By job and way: its beginnings."""
    forced: int | None = None
    """A job that every schedule is to begin."""

    @classmethod
    def of(cls, problem: Problem, found: Beginnings, forced: int | None = None) -> Self:
        """Order the beginnings of a problem."""
        rows: dict[int, dict[int, Places]] = {}
        for job, way in sorted({*zip(found.job.tolist(), found.way.tolist(), strict=True)}):
            rows.setdefault(job, {})[way] = np.flatnonzero((found.job == job) & (found.way == way))
        return cls(problem, found, began_before(problem), len(problem.means.hours) + problem.tail, rows, forced)


class Draft:
    """A schedule in the making."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.room = field.found.room.copy()
        self.begun: dict[int, int] = {}
        self.since = dict(field.began)
        self.members: dict[int, list[tuple[float, int]]] = {}
        self.leaders: dict[int, Array] = {}
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
        self.leaders = dict(other.leaders)

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
        rows = rows[found.month[rows] >= lowest]
        free = rows[fits(found.use[rows], self.room)]
        return (self.gain(job, int(found.works[free[0]])), int(free[0])) if len(free) else None

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
        self.drop_too_early()

    def drop_too_early(self) -> None:
        """Take out what is begun before what it needs is there."""
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
        self.leaders[group] = lead

    @property
    def value(self) -> float:
        """Points of the draft over all months."""
        total = 0.0
        for group, them in self.members.items():
            best, second = self.leaders[group]
            every = sum(points * max(0, self.field.end - max(0, works)) for points, works in them)
            total += EVERY * every + SECOND * float((best + second).sum()) + BEST * float(best.sum())
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
