"""A schedule made better part by part: large neighbourhood search.

Some jobs are set free, all others stay begun or left out as they are, and the solver finds the best for the free ones;
what is better is kept, and what is as good, so that the search goes on elsewhere. Free are those of which the
relaxation without whole numbers thinks otherwise (relaxation induced neighbourhoods: Danna, Rothberg and Le Pape,
2005), those begun about the same time, or any. More are set free when several parts were solved to the end, fewer when
one was not.
"""

from random import Random
from typing import TYPE_CHECKING

import numpy as np

from ecomap.engine.beginnings import Array
from ecomap.engine.draft import Draft, Field

if TYPE_CHECKING:
    from highspy import Highs

EFFORT = 14_000
"""Steps of the simplex method in all parts together, at most: about a second."""
USUAL = 700
"""Beginnings up to which that is enough; of more the steps grow with the square of them."""
BEGIN = 200
"""Steps that a part counts for before the first."""
LEAST, SHARE, PATIENCE = 6, 5, 4
"""Jobs that are free at first: so many, or one of so many. One more after so many parts that were solved to the end."""
STIR = 0.7
"""How far chance moves what the relaxation thinks of a job, from 0 to 1."""
ROUNDING = 1e-6
"""Points that a better schedule has more, at least."""


class Neighbourhoods:
    """Parts of a schedule to be set free, by chance with a fixed seed."""

    def __init__(self, field: Field, relaxed: Array) -> None:
        self.jobs, self.month, self.random = sorted(field.rows), field.found.month, Random(3)
        self.relaxed, self.rows = relaxed, {job: np.flatnonzero(field.found.job == job) for job in self.jobs}
        self.months = len(field.problem.means.hours)

    def free(self, draft: Draft, size: int) -> list[int]:
        """Return jobs to set free, in one of three ways."""
        way, middle = self.random.randrange(3), self.random.uniform(0, self.months)

        def last(job: int) -> float:
            row, lot = draft.begun.get(job), self.random.random()
            if way == 0:
                return self._agreed(job, row) - STIR * lot
            return self._apart(row, middle) + 2 * lot if way == 1 else lot

        return sorted(self.jobs, key=last)[:size]

    def _agreed(self, job: int, row: int | None) -> float:
        """Return how far the relaxation thinks of a job what a schedule does, from 0 to 1."""
        return float(1 - self.relaxed[self.rows[job]].sum() if row is None else self.relaxed[row])

    def _apart(self, row: int | None, middle: float) -> float:
        """Return the months between a beginning and a point of time; of what is left out, any."""
        return self.random.uniform(0, 2 * self.months / 3) if row is None else abs(float(self.month[row]) - middle)


def improved_in_parts(
    field: Field, solver: "Highs", relaxed: Array, start: Draft, enough: float, effort: int = EFFORT
) -> Draft:
    """Return the best schedule that is found from one on within the effort, or the first that is worth enough.

    The solver holds the program with whole numbers; ``relaxed`` is how far each beginning is taken without them.
    """
    parts, solved = Neighbourhoods(field, relaxed), 0
    left = effort * max(1.0, (len(field.found.job) / USUAL) ** 2)
    size, best, draft = max(LEAST, len(field.rows) // SHARE), start, start
    while left > 0 and best.value < enough:
        _set_free(field, solver, draft, parts.free(draft, size))
        solver.run()
        whole = solver.modelStatusToString(solver.getModelStatus()) == "Optimal"
        other = taken_by(field, solver) or draft
        if other.value >= best.value - ROUNDING:
            draft = other
        if other.value > best.value + ROUNDING:
            best = other
        if whole and size >= len(field.rows):
            break
        left -= BEGIN + solver.getInfo().simplex_iteration_count
        solved += whole
        size = max(LEAST, size - 2) if not whole else size + (solved % PATIENCE == 0)
    return best


def _set_free(field: Field, solver: "Highs", draft: Draft, free: list[int]) -> None:
    """Hold all beginnings of the other jobs as they are, and tell the solver what is there."""
    job, taken = field.found.job, np.zeros(len(field.found.job))
    taken[list(draft.begun.values())] = 1.0
    columns, held = np.arange(len(job), dtype=np.int32), ~np.isin(job, free)
    solver.clearSolver()
    solver.changeColsBounds(len(job), columns, taken * held, np.where(held, taken, 1.0))
    solver.setSolution(len(job), columns, taken)


def taken_by(field: Field, solver: "Highs") -> Draft | None:
    """Return what the solver begins; none if it holds no answer."""
    if solver.getInfo().primal_solution_status != 2:
        return None
    draft, found = Draft(field), np.array(solver.getSolution().col_value)[: len(field.found.job)]
    for row in np.flatnonzero(found > 0.5).tolist():
        draft.begin(row)
    draft.drop_idle()
    return draft
