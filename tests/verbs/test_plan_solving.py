"""What more of a limit brings, and what a step costs the plan: by hand on two jobs."""

from pathlib import Path
from typing import Any

import pytest

from ecomap.engine import solver
from ecomap.engine.scheduling import Job, Means, Problem, Schedule, Way
from ecomap.engine.solver import available
from ecomap.results.plan import Limit
from ecomap.verbs import plan_solving
from ecomap.verbs.plan_solving import limits_of, lost_with, solved
from solved import solved_once

pytestmark = pytest.mark.skipif(not available(), reason="needs the solver")
MONTHS, INFINITE = 4, float("inf")


def job(points: float = 1.0, hours: float = 10.0, once: float = 0.0, monthly: float = 0.0, group: int = 0) -> Job:
    """Return a job of one month that works from the next on."""
    return Job((Way(hours, 1, 0.0, once, monthly),), ((group, points),), settles=0)


def problem(
    *jobs: Job, hours: float = 100.0, cash: float = 10_000.0, running: float = 10_000.0, places: int = 9
) -> Any:
    """Return a problem of four months with plenty of all that is not told; 24 more months count."""
    return Problem(jobs, Means((hours,) * MONTHS, (cash,) * MONTHS, running, places))


def found(of: Problem) -> dict[str, Limit]:
    """Return what more of each limit brings."""
    return {one.limit: one for one in limits_of(of, solved(of))}


@pytest.mark.parametrize(
    ("of", "binds", "gains"),
    [
        # EUR 400 pay for one of two of EUR 300, 600 for both; each works for 27 months
        (problem(job(once=300), job(once=300, group=1), cash=400), {"money"}, {"money": 1.0}),
        (problem(job(monthly=10), job(monthly=10, group=1), running=200), {"money"}, {"money": 1.0}),
        (problem(job(monthly=10), job(monthly=10, group=1), running=100, cash=INFINITE), set(), {}),
        # a quarter more of 16 hours is two of ten in the first month, else the second works a month less
        (problem(job(hours=10), job(hours=10, group=1), hours=16), {"hours"}, {"hours": 1 / 53}),
        (problem(job(hours=10), job(hours=10, group=1), hours=15), set(), {}),
        # one place: one after the other
        (problem(job(), job(group=1), places=1), {"places"}, {"places": 1 / 53}),
        (problem(job(), job(group=1)), set(), {}),
    ],
)
def test_a_limit_binds_where_more_of_it_brings_more(of: Problem, binds: set[str], gains: dict[str, float]) -> None:
    """A quarter more hours, half more money now and in the year after, one place more; nothing else is named."""
    told = found(of)
    assert {name for name, one in told.items() if one.binds} == binds
    assert {name: one.gain for name, one in told.items() if one.gain} == pytest.approx(gains)


def test_only_limits_that_were_said_are_tried() -> None:
    """Where nothing is said of hours or money there is no more of them."""
    assert set(found(problem(job()))) == {"places", "hours", "money"}
    assert set(found(problem(job(), hours=INFINITE, cash=INFINITE, running=INFINITE))) == {"places"}
    assert [one.more for one in limits_of(problem(job()), solved(problem(job())))] == [
        "one more change at once", "25% more hours", "50% more money",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "bound", "gain", "binds"),
    [(103.0, 103.0, 0.03, True), (101.9, 101.9, 0.019, False), (103.0, 105.1, 0.03, False), (99.0, 99.0, 0.0, False)],
)
def test_a_limit_binds_if_the_plan_gains_more_than_both_proofs_leave_open(
    value: float, bound: float, gain: float, binds: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a plan of 100 that could be 2 % better: 3 % are more, 1.9 % are not, nor are 3 % beside another 2 %."""
    plans = {9: Schedule((), 100.0, 100 / 0.98), 10: Schedule((), value, bound)}
    monkeypatch.setattr(plan_solving, "solve", lambda of, **_: plans[of.means.places])
    of = problem(hours=INFINITE, cash=INFINITE, running=INFINITE)
    (told,) = limits_of(of, plans[9])
    assert (told.gain, told.binds) == (pytest.approx(gain), binds)


def test_a_step_costs_the_plan_what_must_go_for_it() -> None:
    """EUR 400: 27 months of 5 points or of 4, a fifth less; of nothing no part can be lost, and no solver, no word."""
    of = problem(job(5, once=300), job(4, once=300, group=1), cash=400)
    best = solved(of)
    assert best.value == 27 * 5
    assert lost_with(of, best, 1) == pytest.approx(0.2)
    assert lost_with(of, best, 0) == 0
    nothing = problem(job(5, once=500), cash=400)
    assert lost_with(nothing, solved(nothing), 0) is None


def test_the_proof_lowers_the_bound_and_leaves_the_plan() -> None:
    """Two of six hours in ten: without whole numbers two thirds of the second could be there."""
    of = Problem((job(9, 6), job(6, 6, group=1)), Means((10.0,), (INFINITE,), INFINITE, 9), tail=1)
    plain, proven = solved(of, proof=False), solved(of)
    assert (plain.begun, plain.value, plain.bound) == (((0, 0), None), 9, pytest.approx(13))
    assert (proven.begun, proven.value, proven.bound) == (plain.begun, 9, pytest.approx(9))


def test_a_plan_that_tests_keep_is_that_of_its_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two who ask the same, with a folder between them, one solves; another problem, limit or machine is another."""
    asked, of, other = [], problem(job()), problem(job(2))

    def solve(one: Problem, **limits: float) -> Schedule:
        asked.append((one, limits))
        return Schedule((None,), float(len(asked)), INFINITE)

    first, second = (solved_once(solve, tmp_path) for _ in range(2))
    assert [ask(of, gap=0.1).value for ask in (first, second)] == [1, 1]
    assert [second(of, gap=0.2).value, second(other, gap=0.1).value, first(other, gap=0.1).value] == [2, 3, 3]
    monkeypatch.setattr(solver, "available", lambda: False)
    assert first(of, gap=0.1).value == 4
