"""The linear program of a schedule: which of all beginnings are taken.

x[b] = 1 where the beginning b (job, way, month) is taken, and y[j] = 1 where any of the job j is: a tree that can leave
a whole job out proves more than one that tries its months one by one. In each month a working job counts a quarter of
its points in a group, the two best of the group another quarter, and the best another half (the factors 1, 1/2, 1/4).
What the best count is a sum over the levels of points of how many jobs of a level or above work, up to 1 or 2; that
needs no whole numbers. What a job needs is asked for month by month: begun until a month at most as far as the needed
one is over by then, which leaves less to fractions than one row for the pair.
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


class _Builder:
    def __init__(self, problem: Problem, found: Beginnings) -> None:
        self.problem, self.found = problem, found
        self.end = len(problem.means.hours) + problem.tail
        self.began = began_before(problem)
        self.constant = 0.0
        self.rows: list[Row] = []
        self.of_job = {job: np.flatnonzero(found.job == job) for job in sorted({*found.job.tolist()})}
        self.begins = {job: len(found.job) + place for place, job in enumerate(self.of_job)}
        self.points = [0.0] * (len(found.job) + len(self.begins))

    def row(self, terms: Iterable[tuple[Iterable[int], float]], most: float) -> None:
        """Ask that sums of columns with one factor each are together at most so much."""
        columns: list[int] = []
        factors: list[float] = []
        for some, factor in terms:
            here = [int(column) for column in some]
            columns += here
            factors += [factor] * len(here)
        self.rows.append(Row(columns, factors, most))

    def limits(self) -> None:
        """Ask for the limits that could be passed, and that what all that is begun takes at least passes none."""
        found = self.found
        for limit, room in enumerate(found.room.tolist()):
            use = found.use[:, limit]
            if sum(float(use[rows].max()) for rows in self.of_job.values()) > room:
                users = np.flatnonzero(use)
                self.rows.append(Row(users.tolist(), use[users].tolist(), room))
            least = {job: float(use[rows].min()) for job, rows in self.of_job.items()}
            if sum(least.values()) > room:
                self.row([((self.begins[job],), taken) for job, taken in least.items() if taken], room)

    def orders(self) -> None:
        """Ask for one beginning of a job, and for what it needs to be over or to work before."""
        found = self.found
        for job, rows in self.of_job.items():
            one = self.problem.jobs[job]
            for sign in (1.0, -1.0):
                self.row([(rows, sign), ((self.begins[job],), -sign)], 0.0)
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
            levels = sorted({points for _, points in them}, reverse=True)
            for level, lower in zip(levels, [*levels[1:], 0.0], strict=True):
                jobs = [job for job, points in them if points >= level]
                for places, factor in ranks:
                    self._leaders(jobs, places, factor * (level - lower))

    def _working(self, job: int, points: float) -> None:
        if job in self.began:
            self.constant += points * max(0, self.end - max(0, self.began[job].works))
            return
        for row in self.of_job[job].tolist():
            self.points[row] += points * max(0, self.end - int(self.found.works[row]))

    def _leaders(self, jobs: list[int], places: int, points: float) -> None:
        """Count points for as many of the jobs as work, up to so many."""
        if len(jobs) <= places:
            for job in jobs:
                self._working(job, points)
            return
        for first, months in self._spans(jobs):
            before = sum(self.began[job].works <= first for job in jobs if job in self.began)
            rows = [row for job in jobs if job in self.of_job for row in self.of_job[job].tolist()]
            rows = [row for row in rows if self.found.works[row] <= first]
            self.constant += points * months * min(before, places)
            if before < places and rows:
                self.points.append(points * months * (places - before))
                self.row([((len(self.points) - 1,), places - before), (rows, -1.0)], 0.0)

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
    builder.limits()
    builder.orders()
    builder.groups()
    if forced is not None:
        builder.row([(builder.of_job[forced], -1.0)], -1.0)
    whole = len(found.job) + len(builder.begins)
    return Program(builder.points, builder.constant, whole, builder.rows)
