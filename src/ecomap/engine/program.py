"""The linear program of a schedule: which of all beginnings are taken.

x[b] = 1 where the beginning b (job, way, month) is taken, at most one of a job. In each month a working job counts a
quarter of its points in a group, the two best of the group another quarter, and the best another half (the factors
1, 1/2, 1/4): how far a job is among them is a variable between 0 and 1, at most 1 and 2 of a group together, and needs
no whole numbers, since the largest points fill these first. What a job needs is asked for month by month: begun until
a month at most as far as the needed one is over by then, which leaves less to fractions than one row for the pair.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from ecomap.engine.beginnings import Beginnings, Places, began_before
from ecomap.engine.scheduling import Problem


class Row(NamedTuple):
    """At most so much of a sum of variables."""

    columns: list[int]
    factors: list[float]
    most: float


class Program(NamedTuple):
    """Maximise ``constant + points @ x`` with x from 0 to 1, the first of them whole; no row above its most."""

    points: list[float]
    constant: float
    whole: int
    rows: list[Row]
    limits: int
    """Rows at the beginning that are limits of means, one for each limit that can be reached."""
    limit_of: list[int]


class _Builder:
    def __init__(self, problem: Problem, found: Beginnings) -> None:
        self.problem, self.found = problem, found
        self.end = len(problem.means.hours) + problem.tail
        self.began = began_before(problem)
        self.points = [0.0] * len(found.job)
        self.constant = 0.0
        self.rows: list[Row] = []
        self.of_job = {job: np.flatnonzero(found.job == job) for job in sorted({*found.job.tolist()})}

    def row(self, terms: Iterable[tuple[Iterable[int], float]], most: float) -> None:
        """Ask that sums of columns with one factor each are together at most so much."""
        columns: list[int] = []
        factors: list[float] = []
        for some, factor in terms:
            here = [int(column) for column in some]
            columns += here
            factors += [factor] * len(here)
        self.rows.append(Row(columns, factors, most))

    def limits(self) -> list[int]:
        """Ask for the limits that could be passed."""
        found, kept = self.found, []
        for limit, room in enumerate(found.room.tolist()):
            use = found.use[:, limit]
            most = sum(float(use[rows].max()) for rows in self.of_job.values())
            if most > room:
                users = np.flatnonzero(use)
                self.rows.append(Row(users.tolist(), use[users].tolist(), room))
                kept.append(limit)
        return kept

    def orders(self) -> None:
        """Ask for one beginning of a job, and for what it needs to be over or to work before."""
        found = self.found
        for job, rows in self.of_job.items():
            one = self.problem.jobs[job]
            self.row([(rows, 1.0)], 1.0)
            for other in sorted({*one.needs}):
                self._order(rows, other, found.over)
            for other in sorted({*one.after}):
                self._order(rows, other, found.works)
            for way in sorted({*found.way[rows].tolist()}):
                for other in sorted({*one.ways[way].needs} - {*one.needs}):
                    self._order(rows[found.way[rows] == way], other, found.over)

    def _order(self, rows: Places, other: int, since: Places) -> None:
        if other in self.began:
            return
        earlier = self.of_job[other]
        for month in sorted({*self.found.month[rows].tolist()}):
            there = earlier[since[earlier] <= month]
            if len(there) < len(earlier) or month == self.found.month[rows].max():
                self.row([(rows[self.found.month[rows] <= month], 1.0), (there, -1.0)], 0.0)

    def groups(self) -> None:
        """Count the points of each group."""
        members: dict[int, list[tuple[int, float]]] = {}
        for job, one in enumerate(self.problem.jobs):
            for group, points in one.gains:
                if points > 0 and (job in self.of_job or job in self.began):
                    members.setdefault(group, []).append((job, points))
        for _, them in sorted(members.items()):
            every, ranks = _factors(len(them))
            for job, points in them:
                self._working(job, every * points)
            for places, factor in ranks:
                self._leaders(them, places, factor)

    def _working(self, job: int, points: float) -> None:
        if job in self.began:
            self.constant += points * max(0, self.end - max(0, self.began[job].works))
            return
        for row in self.of_job[job].tolist():
            self.points[row] += points * max(0, self.end - int(self.found.works[row]))

    def _leaders(self, them: list[tuple[int, float]], places: int, factor: float) -> None:
        for first, months in self._spans([job for job, _ in them]):
            leaders = []
            for job, points in them:
                since, rows = self.began.get(job), self.of_job.get(job, np.zeros(0, dtype=np.int64))
                working = rows[self.found.works[rows] <= first]
                if since.works > first if since else not len(working):
                    continue
                leaders.append(len(self.points))
                self.points.append(points * factor * months)
                if not since:
                    self.row([(leaders[-1:], 1.0), (working, -1.0)], 0.0)
            if len(leaders) > places:
                self.row([(leaders, 1.0)], places)

    def _spans(self, jobs: list[int]) -> Iterator[tuple[int, int]]:
        """Yield the months in which something of a group could begin to work, and how long until the next."""
        firsts = {max(0, self.began[job].works) for job in jobs if job in self.began}
        firsts.update(*(self.found.works[self.of_job[job]].tolist() for job in jobs if job in self.of_job))
        starts = sorted(month for month in firsts if month < self.end)
        for first, following in zip(starts, [*starts[1:], self.end], strict=True):
            yield first, following - first


def _factors(members: int) -> tuple[float, list[tuple[int, float]]]:
    """Return what each working job of a group counts, and what the best one and the two best count beyond."""
    if members == 1:
        return 1.0, []
    return (0.5, [(1, 0.5)]) if members == 2 else (0.25, [(1, 0.5), (2, 0.25)])


def program_of(problem: Problem, found: Beginnings, forced: int | None = None) -> Program:
    """Return the program of a problem; a job may be forced in."""
    builder = _Builder(problem, found)
    limit_of = builder.limits()
    builder.orders()
    builder.groups()
    if forced is not None:
        builder.row([(builder.of_job[forced], -1.0)], -1.0)
    return Program(builder.points, builder.constant, len(found.job), builder.rows, len(limit_of), limit_of)
