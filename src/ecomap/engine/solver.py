"""The best schedule within means, and a proof of how good it is: HiGHS, or the greedy schedule without it.

The program (`program`) is relaxed for a bound, a search part by part finds a good schedule, and the search through the
tree brings both together until the gap is reached. What limits it is work and never the clock, on one thread and from
fixed seeds: the same problem, start and version of HiGHS give the same schedule.
"""

from importlib.util import find_spec
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from ecomap.engine.beginnings import Array, beginnings
from ecomap.engine.greedy import Draft, Field, Filler, draft_of, filled, greedy
from ecomap.engine.program import Program, program_of
from ecomap.engine.scheduling import Problem, Schedule, worth

if TYPE_CHECKING:
    from highspy import Highs
    from highspy.highs import HighsCallbackEvent

EFFORT = 15_000  # steps of the simplex method in all parts together, at most: about a second
USUAL = 700  # beginnings up to which that is enough; of more the steps grow with the square of them
BEGIN = 300  # steps that a part counts for before the first
FEWEST, STEPS = 30, 12
"""Looks at whether to go on that a part has at least, and steps of what is left that give it one more. A part that
would need more is the last."""
LEAST, PATIENCE = 9, 9
"""Jobs that are free at first, and at least. One more after so many parts that were solved to the end. Of parts of 6 to
12 jobs, each solved to its end, those of 9 brought most points a second."""
STIR = 0.4  # how far chance moves what the relaxation thinks of a job, from 0 to 1
TAKEN, LAST = 0.01, 100.0
"""Of a job the relaxation takes at least so much, if it is to be set free before those that nobody begins; and what
sets these behind all others."""
ROUNDING = 1e-6  # points that a better schedule has more, at least


class Looks:
    """Ends a search of the solver after so many looks at whether to go on, some thousand a second."""

    def __init__(self, solver: "Highs") -> None:
        self.left = 0
        solver.cbMipInterrupt.subscribe(self._look)

    def _look(self, event: "HighsCallbackEvent") -> None:
        self.left -= 1
        if self.left < 0 and event.data_in:
            event.data_in.user_interrupt = True


class Neighbourhoods:
    """Parts of a schedule to be set free, by chance with a fixed seed: large neighbourhood search.

    Some jobs are set free, all others stay begun or left out as they are, and the solver finds the best for the free
    ones; what is better is kept, and what is as good, so that the search goes on elsewhere. Free are those of which the
    relaxation without whole numbers thinks otherwise (relaxation induced neighbourhoods: Danna, Rothberg and Le Pape,
    2005), those begun about the same time, or any. More are set free when several parts were solved to the end, fewer
    when one was not.
    """

    def __init__(self, field: Field, relaxed: Array) -> None:
        self.jobs, self.month, self.random = sorted(field.rows), field.found.month, Random(3)
        self.relaxed = relaxed
        self.shares = {job: float(relaxed[field.found.job == job].sum()) for job in self.jobs}
        self.months = len(field.problem.means.hours)

    def free(self, draft: Draft, size: int) -> list[int]:
        """Return jobs to set free, in one of three ways; last come those that neither begins."""
        way, middle = self.random.randrange(3), self.random.uniform(0, self.months)

        def last(job: int) -> float:
            row, lot = draft.begun.get(job), self.random.random()
            far = LAST * (row is None and self.shares[job] < TAKEN)
            if way == 0:
                return far + self._agreed(job, row) - STIR * lot
            return far + (self._apart(row, middle) + 2 * lot if way == 1 else lot)

        return sorted(self.jobs, key=last)[:size]

    def _agreed(self, job: int, row: int | None) -> float:
        """Return how far the relaxation thinks of a job what a schedule does, from 0 to 1."""
        return 1 - self.shares[job] if row is None else float(self.relaxed[row])

    def _apart(self, row: int | None, middle: float) -> float:
        """Return the months between a beginning and a point of time; of what is left out, any."""
        return self.random.uniform(0, 2 * self.months / 3) if row is None else abs(float(self.month[row]) - middle)


def improved_in_parts(
    field: Field, solver: "Highs", relaxed: Array, start: Draft, enough: float, effort: int = EFFORT
) -> Draft:
    """Return the best schedule that is found from one on within the effort, or the first that is worth enough.

    The solver holds the program with whole numbers; ``relaxed`` is how far each beginning is taken without them.
    """
    parts, looks, solved, used = Neighbourhoods(field, relaxed), Looks(solver), 0, 0
    left = effort * max(1.0, (len(field.found.job) / USUAL) ** 2)
    size, best, draft = LEAST, start, start
    while left > used and best.value < enough:  # what is left must pay for one more like the last
        _set_free(field, solver, draft, parts.free(draft, size))
        looks.left = FEWEST + int(left / STEPS)
        solver.run()
        whole = solver.modelStatusToString(solver.getModelStatus()) == "Optimal"
        other = taken_by(field, solver) or draft
        if other.value >= best.value - ROUNDING:
            draft = other
        if other.value > best.value + ROUNDING:
            best = other
        if looks.left < 0 or (whole and size >= len(field.rows)):
            break
        used = BEGIN + solver.getInfo().simplex_iteration_count
        left -= used
        solved += whole
        size = max(LEAST, size - 2) if not whole else size + (solved % PATIENCE == 0)
    return best


def _set_free(field: Field, solver: "Highs", draft: Draft, free: list[int]) -> None:
    """Hold all beginnings of the other jobs as they are, and tell the solver what is there."""
    whole, held = _whole(field, draft), ~np.isin(field.found.job, free)
    taken, columns = whole[: len(held)], np.arange(len(held), dtype=np.int32)
    solver.clearSolver()
    solver.changeColsBounds(len(held), columns, taken * held, np.where(held, taken, 1.0))
    _begin_with(solver, whole)  # after the bounds: a change of them forgets it


def _whole(field: Field, draft: Draft) -> Array:
    """Return how far each beginning is taken and each job begun: what the program has as whole numbers."""
    taken = np.zeros(len(field.found.job))
    taken[list(draft.begun.values())] = 1.0
    return np.concatenate([taken, np.isin(sorted(field.rows), list(draft.begun))])


def _begin_with(solver: "Highs", whole: Array) -> None:
    """Tell the solver what is there."""
    solver.setSolution(len(whole), np.arange(len(whole), dtype=np.int32), whole)


def taken_by(field: Field, solver: "Highs") -> Draft | None:
    """Return what the solver begins; none if it holds no answer."""
    if solver.getInfo().primal_solution_status != 2:
        return None
    draft, found = Draft(field), np.array(solver.getSolution().col_value)[: len(field.found.job)]
    for row in np.flatnonzero(found > 0.5).tolist():
        draft.begin(row)
    draft.drop_idle()
    return draft


# --- the whole --------------------------------------------------------------------------------------------------


GAP = 0.02
WORK = 3_000
"""Work in the tree, at most: so many looks at whether to go on, fewer of a larger program, between two of whose looks
more is done; a thousand take about a second."""
SIZE, GROWS = 100_000, 0.6
"""Rows times columns of a program of which one look counts for one, and the power of them by which it grows."""
INFINITE = float("inf")
CLOSE = 0.001  # gap to which a part of a schedule is solved
ANY = 2**31 - 1  # nodes of a tree: looks end it


def available() -> bool:
    """Tell whether the solver is installed (``pip install 'ecomap[plan]'``)."""
    try:
        return find_spec("highspy") is not None
    except ValueError:  # it was tried before and is not there
        return False


def solve(
    problem: Problem, start: Schedule | None = None, gap: float = GAP, work: int = WORK, effort: int = EFFORT
) -> Schedule:
    """Return the best schedule that is found until its gap is reached or effort and work are done.

    Effort is for the search part by part, work for the tree; with no work the bound is that of the relaxation. It is
    never worth less than a start that keeps the limits, or without one than the greedy schedule; without HiGHS it is
    that, and its bound infinite.
    """
    if not available():
        return greedy(problem, start=start.begun if start else None)
    field = Field.of(problem, beginnings(problem))
    draft = draft_of(field, start.begun) if start else None
    first = _scheduled(draft, INFINITE) if draft else filled(field)
    return searched(field, first, gap, work, effort) or first


def solve_with(
    problem: Problem, job: int, start: Schedule | None = None, gap: float = GAP, work: int = WORK
) -> Schedule | None:
    """Return the best schedule that begins a job, from one on that does if there is any; none if none is found."""
    field = Field.of(problem, beginnings(problem), job)
    if job in field.began:
        return solve(problem, start, gap, work)
    if job not in field.rows:
        return None
    draft = draft_of(field, start.begun) if start else None
    if draft is None or job not in draft.begun:
        kept, draft = draft.begun if draft else (), Draft(field)
        draft.add(job)
        for other in kept:
            if other not in draft.begun:
                draft.add(other)
    return searched(field, _scheduled(Filler(field).fill(draft), INFINITE) if job in draft.begun else None, gap, work)


def searched(field: Field, start: Schedule | None, gap: float, work: int, effort: int = EFFORT) -> Schedule | None:
    """Return the best schedule from a start on; none if there is no start and nothing is found."""
    if not available():
        return start
    program = program_of(field.problem, field.found, field.forced)
    if not program.whole:
        return start._replace(bound=start.value) if start else None
    relaxed = model_of(program, gap)
    relaxed.run()
    if relaxed.modelStatusToString(relaxed.getModelStatus()) != "Optimal":
        return None
    bound, best = float(relaxed.getInfo().objective_function_value), draft_of(field, start.begun) if start else None
    if best and effort:
        parts = model_of(program, CLOSE, nodes=ANY)
        shares = np.array(relaxed.getSolution().col_value)[: len(field.found.job)]
        best = improved_in_parts(field, parts, shares, best, (1 - gap) * bound, effort)
    if work and (best is None or best.value < (1 - gap) * bound):
        other, proven = _through_the_tree(field, program, best, gap, work)
        bound = min(bound, proven)
        if other and (best is None or other.value > best.value):
            best = other
    return _scheduled(best, bound) if best else None


def _scheduled(draft: Draft, bound: float) -> Schedule:
    value = worth(draft.field.problem, draft.schedule)
    return Schedule(draft.schedule, value, max(bound, value))


def model_of(program: Program, gap: float, *, nodes: int = 0) -> "Highs":
    """Return HiGHS with a program, silent, on one thread; with whole numbers where it may open nodes of a tree."""
    import highspy

    model, columns = highspy.HighsLp(), len(program.points)
    model.num_col_, model.num_row_ = columns, len(program.rows)
    model.sense_, model.offset_ = highspy.ObjSense.kMaximize, program.constant
    model.col_cost_ = np.array(program.points)
    model.col_lower_, model.col_upper_ = np.zeros(columns), np.ones(columns)
    model.row_lower_ = np.full(len(program.rows), -highspy.kHighsInf)
    model.row_upper_ = np.array([row.most for row in program.rows], dtype=float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(row.columns) for row in program.rows)])
    model.a_matrix_.index_ = np.array([column for row in program.rows for column in row.columns], dtype=np.int32)
    model.a_matrix_.value_ = np.array([factor for row in program.rows for factor in row.factors], dtype=float)
    if nodes:
        kinds = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        model.integrality_ = [kinds[0]] * program.whole + [kinds[1]] * (columns - program.whole)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in {**SETTINGS, "mip_rel_gap": gap}.items():
        solver.setOptionValue(option, value)
    solver.setOptionValue("mip_max_nodes", nodes)
    solver.passModel(model)
    return solver


SETTINGS: dict[str, bool | int | float | str] = {
    "output_flag": False, "threads": 1, "parallel": "off", "random_seed": 0, "mip_detect_symmetry": False,
    "mip_allow_restart": False, "mip_allow_cut_separation_at_nodes": False, "mip_pscost_minreliable": 2,
    "mip_heuristic_effort": 0.0, "mip_heuristic_run_rins": False, "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False, "mip_heuristic_run_feasibility_jump": False,
}  # fmt: skip
"""A good schedule is there before the tree: what HiGHS does to find one costs three quarters of its time."""


def _through_the_tree(
    field: Field, program: Program, start: Draft | None, gap: float, work: int
) -> tuple[Draft | None, float]:
    """Return what the tree search finds, and its bound."""
    solver = model_of(program, gap, nodes=ANY)
    if start:
        _begin_with(solver, _whole(field, start))
    Looks(solver).left = max(1, int(work * (SIZE / (len(program.rows) * len(program.points))) ** GROWS))
    solver.run()
    return taken_by(field, solver), float(solver.getInfo().mip_dual_bound)
