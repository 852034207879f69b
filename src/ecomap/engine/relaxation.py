"""The program of a schedule without whole numbers, and schedules rounded from it.

A dive takes beginnings that the relaxation has wholly or nearly, solves it again for the rest, and so on. Dives from a
good schedule of which a part is kept find better ones much sooner than the search through the tree does.
"""

from random import Random
from typing import TYPE_CHECKING

import numpy as np

from ecomap.engine.beginnings import Array, fits
from ecomap.engine.draft import Draft, Field
from ecomap.engine.program import Program

if TYPE_CHECKING:
    from highspy import Highs

STIR = 0.3
"""Share by which chance moves what is nearly whole."""
WHOLE = 1 - 1e-6
KEPT = 0.3, 0.85
"""Least and largest part of a schedule that is kept."""


class Relaxation:
    """The relaxed program of one problem."""

    def __init__(self, field: Field, program: Program, solver: "Highs") -> None:
        self.field, self.solver = field, solver
        self.columns = np.arange(program.whole, dtype=np.int32)
        solver.run()
        self.bound = float(solver.getInfo().objective_function_value) if self._solved() else None
        """Points that no schedule has more than; none where the rows leave nothing at all."""

    def shares(self, draft: Draft) -> Array | None:
        """Return how far each beginning is taken at best beside a draft; none where the two cannot be joined."""
        found, taken = self.field.found, list(draft.begun.values())
        upper = (fits(found.use, draft.room) & ~np.isin(found.job, list(draft.begun))).astype(float)
        upper[taken] = 1.0
        lower = np.zeros(len(upper))
        lower[taken] = 1.0
        self.solver.changeColsBounds(len(upper), self.columns, lower, upper)
        self.solver.run()
        if not self._solved():
            return None
        return np.array(self.solver.getSolution().col_value)[: len(upper)]

    def _solved(self) -> bool:
        return self.solver.modelStatusToString(self.solver.getModelStatus()) == "Optimal"

    def dive(self, draft: Draft, random: Random) -> Draft:
        """Take beginnings into a draft until the relaxation leaves nothing to take."""
        while True:
            shares = self.shares(draft)
            if shares is None or not self._take(draft, shares, random):
                draft.drop_too_early()
                return draft

    def _take(self, draft: Draft, shares: Array, random: Random) -> bool:
        """Take what is whole, and of the rest the two that are nearest to it."""
        found, left, took = self.field.found, 2, False
        open_rows = np.flatnonzero(shares > 1 - WHOLE)
        stirred = shares[open_rows] * [random.uniform(1 - STIR, 1 + STIR) for _ in open_rows]
        for row in open_rows[np.argsort(-stirred, kind="stable")].tolist():
            job, whole = int(found.job[row]), shares[row] >= WHOLE
            if job in draft.begun or not (whole or left) or not fits(found.use[row], draft.room):
                continue
            draft.begin(row)
            took, left = True, left if whole else left - 1
        return took


def kept_part(draft: Draft, random: Random) -> Draft:
    """Return a draft without a good part of its jobs, drawn by chance, or without those of some months."""
    other, jobs, months = draft.copy(), sorted(draft.begun), len(draft.field.problem.means.hours)
    share = random.uniform(*KEPT)
    if random.random() < 0.5:
        kept = set(random.sample(jobs, int(share * len(jobs))))
    else:
        first = random.randrange(months)
        last = first + random.randint(2, max(2, months // 2))
        kept = {job for job in jobs if not first <= draft.field.found.month[draft.begun[job]] < last}
    for job in jobs:
        if job not in kept and job in other.begun:
            other.drop(job)
    return other
