"""The best schedule within means, and a proof of how good it is: HiGHS, or the greedy schedule without it.

The program (`program`) is relaxed for a bound, a search part by part (`neighbourhoods`) finds a good schedule, and the
search through the tree brings both together until the gap is reached. What limits it is work and never the clock, on
one thread and from fixed seeds: the same problem, start and version of HiGHS give the same schedule.
"""

from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from ecomap.engine.beginnings import beginnings
from ecomap.engine.draft import Draft, Field, draft_of
from ecomap.engine.greedy import Filler, greedy
from ecomap.engine.neighbourhoods import EFFORT, improved_in_parts, taken_by
from ecomap.engine.program import Program, program_of
from ecomap.engine.scheduling import Problem, Schedule, worth

if TYPE_CHECKING:
    from highspy import Highs
    from highspy.highs import HighsCallbackEvent

GAP = 0.02
WORK = 3_000
"""Work in the tree, at most: what is done between two looks at whether to go on counts the more, the larger the
program is, so that there are some thousand a second."""
SIZE = 100_000
"""Rows times columns of a program of which one look counts for one."""
INFINITE = float("inf")
CLOSE = 0.001
"""Gap to which a part of a schedule is solved."""
NODES, ANY = 35, 2**31 - 1
"""Of the tree of a part, at most; any number."""


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
    first = _scheduled(draft, INFINITE) if draft else greedy(problem)
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
        parts = model_of(program, CLOSE, nodes=NODES)
        shares = np.array(relaxed.getSolution().col_value)[: program.whole]
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
        taken = np.zeros(program.whole)
        taken[list(start.begun.values())] = 1.0
        solver.setSolution(program.whole, np.arange(program.whole, dtype=np.int32), taken)
    looks = iter(range(max(1, work * SIZE // (len(program.rows) * len(program.points)))))

    def look(event: "HighsCallbackEvent") -> None:
        if next(looks, None) is None and event.data_in:
            event.data_in.user_interrupt = True

    solver.cbMipInterrupt.subscribe(look)
    solver.run()
    return taken_by(field, solver), float(solver.getInfo().mip_dual_bound)
