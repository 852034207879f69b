"""The best schedule within means, and a proof of how good it is: HiGHS, or the greedy schedule without it.

The program (`program`) is relaxed for a bound, dives from its relaxation (`relaxation`) find a good schedule, and the
search through the tree brings both together until the gap is reached. What limits it is work and never the clock, on
one thread and from fixed seeds: the same problem, start and version of HiGHS give the same schedule.
"""

from importlib.util import find_spec
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from ecomap.engine.beginnings import beginnings
from ecomap.engine.draft import Begun, Draft, Field, draft_of
from ecomap.engine.greedy import Filler, greedy, improved
from ecomap.engine.program import Program, program_of
from ecomap.engine.relaxation import Relaxation, kept_part
from ecomap.engine.scheduling import Problem, Schedule, worth

if TYPE_CHECKING:
    from highspy import Highs
    from highspy.highs import HighsCallbackEvent

GAP = 0.02
WORK = 60
"""Looks that the search through the tree takes at whether it should go on, some twelve a second."""
DIVES = 60
"""Dives before that, at most as many as there are looks."""
FREE = 4
"""Dives from nothing, before a part of the best is kept."""
LARGE = 500
"""Beginnings from which a program is not branched: hotels and manufacturers within other means lose nothing by it but
half a hundredth of their proofs, and win a fifth of the time."""
INFINITE = float("inf")


def available() -> bool:
    """Tell whether the solver is installed (``pip install 'ecomap[plan]'``)."""
    try:
        return find_spec("highspy") is not None
    except ValueError:  # it was tried before and is not there
        return False


def solve(problem: Problem, start: Schedule | None = None, gap: float = GAP, work: int = WORK) -> Schedule:
    """Return the best schedule that is found until its gap is reached or the work is done.

    It is never worth less than the greedy schedule, nor than a start that keeps the limits. Without HiGHS it is the
    greedy schedule, whose bound is infinite.
    """
    if not available():
        return greedy(problem, start=start.begun if start else None)
    field = Field.of(problem, beginnings(problem))
    filler = Filler(field)
    drafts = [filler.fill(Draft(field)), draft_of(field, start.begun) if start else None]
    best = max((draft for draft in drafts if draft), key=lambda draft: draft.value)
    found = searched(field, filler, best, gap, work)
    return found or _scheduled(best, INFINITE)


def solve_with(
    problem: Problem, job: int, start: Schedule | None = None, gap: float = GAP, work: int = WORK
) -> Schedule | None:
    """Return the best schedule that begins a job, from one on that does if there is any; none if none is found."""
    field = Field.of(problem, beginnings(problem), job)
    if job in field.began:
        return solve(problem, start, gap, work)
    if job not in field.rows:
        return None
    filler, draft = Filler(field), draft_of(field, start.begun) if start else None
    if draft is None or job not in draft.begun:
        draft = Draft(field)
        draft.add(job)
    return searched(field, filler, filler.fill(draft) if job in draft.begun else None, gap, work)


def searched(field: Field, filler: Filler, start: Draft | None, gap: float, work: int) -> Schedule | None:
    """Return the best schedule from a start on; none if there is no start and nothing is found."""
    if not available():
        return _scheduled(start, INFINITE) if start else None
    program = program_of(field.problem, field.found, field.forced)
    if not program.whole:
        return _scheduled(start, start.value) if start else None
    relaxation, best = Relaxation(field, program, model_of(program, gap)), start
    if relaxation.bound is None:
        return None
    if start:
        best = _dived(relaxation, filler, start, gap, work)
        if best.value >= (1 - gap) * relaxation.bound:
            return _scheduled(best, relaxation.bound)
    begun, bound = _through_the_tree(field, program, best, gap, work)
    other = draft_of(field, begun) if begun else None
    if other and (best is None or other.value > best.value):
        best = other
    return _scheduled(best, min(bound, relaxation.bound)) if best else None


def _scheduled(draft: Draft, bound: float) -> Schedule:
    value = worth(draft.field.problem, draft.schedule)
    return Schedule(draft.schedule, value, max(bound, value))


def _dived(relaxation: Relaxation, filler: Filler, start: Draft, gap: float, work: int) -> Draft:
    """Return the best of dives: the first from nothing, the others from a part of what was found before."""
    random, dives = Random(0), iter(range(work))

    def dive(draft: Draft) -> Draft | None:
        fresh = next(dives) < FREE
        other = relaxation.dive(Draft(draft.field) if fresh else kept_part(draft, random), random)
        filler.fill(other)
        return other if draft.field.forced in (None, *other.begun) else None

    return improved(start, dive, min(work, DIVES), (1 - gap) * (relaxation.bound or 0.0))


def model_of(program: Program, gap: float, *, whole: bool = False) -> "Highs":
    """Return HiGHS with a program, silent, on one thread, relaxed or with whole numbers."""
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
    if whole:
        kinds = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        model.integrality_ = [kinds[0]] * program.whole + [kinds[1]] * (columns - program.whole)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in {**SETTINGS, "mip_rel_gap": gap}.items():
        solver.setOptionValue(option, value)
    solver.passModel(model)
    return solver


SETTINGS: dict[str, bool | int | float | str] = {
    "output_flag": False, "threads": 1, "parallel": "off", "random_seed": 0, "presolve": "off",
    "mip_detect_symmetry": False,
}  # fmt: skip


def _through_the_tree(
    field: Field, program: Program, start: Draft | None, gap: float, work: int
) -> tuple[Begun | None, float]:
    """Return what the tree search begins, and its bound."""
    solver = model_of(program, gap, whole=True)
    if program.whole >= LARGE:
        solver.setOptionValue("mip_max_nodes", 1)
    if start:
        taken = np.zeros(program.whole)
        taken[list(start.begun.values())] = 1.0
        solver.setSolution(program.whole, np.arange(program.whole, dtype=np.int32), taken)
    looks = iter(range(work))

    def look(event: "HighsCallbackEvent") -> None:
        if next(looks, None) is None and event.data_in:
            event.data_in.user_interrupt = True

    solver.cbMipInterrupt.subscribe(look)
    solver.run()
    info, found = solver.getInfo(), np.array(solver.getSolution().col_value)[: program.whole]
    bound = float(info.mip_dual_bound)
    if info.primal_solution_status != 2:
        return None, bound
    draft = Draft(field)
    for row in np.flatnonzero(found > 0.5).tolist():
        draft.begin(row)
    draft.drop_idle()
    return draft.schedule, bound
