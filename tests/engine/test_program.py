"""The linear program of a schedule: exact where nothing is scarce, and by hand where something is."""

from typing import Any

import pytest

from ecomap.engine.beginnings import beginnings
from ecomap.engine.program import program_of
from ecomap.engine.scheduling import Job, Means, Problem, Way
from ecomap.engine.solver import available, model_of, solve, solve_with

pytestmark = pytest.mark.skipif(not available(), reason="needs the solver")
INFINITE = float("inf")
MONTH = Way(6.0, 1, 0.0, 0.0, 0.0)


def problem(*jobs: Job, months: int = 3, hours: float = INFINITE, places: int = 9, tail: int = 1) -> Problem:
    """Return a problem in which only hours and places are scarce."""
    return Problem(jobs, Means((hours,) * months, (INFINITE,) * months, INFINITE, places), tail)


def job(points: float, *ways: Way, group: int = 0, settles: int = 0, **more: Any) -> Job:
    """Return a job of a month, of the one group unless told."""
    return Job(ways or (MONTH,), ((group, points),), settles, **more)


def relaxed(of: Problem, forced: int | None = None) -> float:
    """Return the best value of the program without whole numbers."""
    model = model_of(program_of(of, beginnings(of), forced), 0.0)
    model.run()
    return float(model.getInfo().objective_function_value)


EXACT = [
    ((job(10),), 30),  # from the second month on, of three and one more
    ((job(10), job(6)), 3 * 13),  # the second best counts half
    ((job(10), job(6), job(4)), 3 * 14),  # and every other a quarter
    ((job(10), job(6, group=1), job(4, group=1)), 3 * 10 + 3 * 8),
    ((job(10, settles=1), job(6)), 3 * 6 + 2 * 7),  # the first month the better one is not there yet
    ((job(10, began=(0, -1)), job(6)), 40 + 3 * 3),
    ((job(10), job(6, began=(0, -1))), 4 * 6 + 3 * 7),
    ((job(10, began=(0, 1)), job(6)), 3 * 6 + 2 * 7),  # begun already, and works from the third month on
    ((job(10, began=(0, -1)), job(6, began=(0, -1)), job(4)), 4 * 13 + 3),
    ((job(10, needs=(1,)), job(0, group=1)), 20),  # after what it needs
    ((job(10, needs=(1,)), job(0, group=1, began=(0, -1))), 30),
    ((job(10, after=(1,)), job(0, group=1, settles=1)), 10),  # after what must work
    ((job(10, Way(6.0, 2, 0.0, 0.0, 0.0), MONTH._replace(needs=(1,))), job(0, group=1)), 20),  # two months either way
    ((job(10, Way(6.0, 3, 0.0, 0.0, 0.0), MONTH._replace(needs=(1,))), job(0, group=1)), 20),  # the second way sooner
    ((job(10, settles=9),), 0),  # never within what counts
    ((job(10), job(-3, group=1)), 30),  # what brings less than nothing is left out
]


@pytest.mark.parametrize(("jobs", "value"), EXACT)
def test_where_nothing_is_scarce_the_relaxation_is_the_best_schedule(jobs: tuple[Job, ...], value: float) -> None:
    """Whole numbers need not be asked for: bound and value are those of the hand calculation."""
    of = problem(*jobs)
    assert relaxed(of) == pytest.approx(value)
    found = solve(of, work=0)
    assert (found.value, found.bound) == (pytest.approx(value), pytest.approx(value))


@pytest.mark.parametrize(
    ("jobs", "means", "bound", "value"),
    [
        # of two of 6 h in the one month, ten hours pay for the better one and two thirds of the other
        ((job(9), job(6, group=1)), {"months": 1, "hours": 10}, 9 + 4, 9),
        ((job(9), job(6, group=1)), {"months": 1, "hours": 12}, 15, 15),
        ((job(9), job(6, group=1)), {"months": 1, "places": 1}, 9, 9),
        ((job(9), job(6, group=1)), {"months": 2, "places": 1}, 2 * 9 + 6, 2 * 9 + 6),
        # one is on its way already and takes the place for the first month
        ((job(9), job(6, group=1, began=(0, 0))), {"months": 2, "places": 1}, 9 + 2 * 6, 9 + 2 * 6),
        # of a set one at a time
        ((job(9, sets=(1,)), job(6, group=1, sets=(1,))), {"months": 2}, 2 * 9 + 6, 2 * 9 + 6),
    ],
)
def test_what_is_scarce_bounds_the_relaxation(jobs: Any, means: Any, bound: float, value: float) -> None:
    """Parts of jobs may be taken there; the tree search finds the whole ones, and proves that there is no better."""
    of = problem(*jobs, **means)
    assert relaxed(of) == pytest.approx(bound)
    found = solve(of, gap=0.0)
    assert (found.value, found.bound) == (pytest.approx(value), pytest.approx(value))


def test_where_nothing_is_left_to_begin_the_bound_is_what_stands() -> None:
    """What began before works for all four months, and nothing has to be solved for that."""
    of = problem(job(10, began=(0, -1)), job(6, latest=-1))
    assert program_of(of, beginnings(of)).constant == 40
    found = solve(of)
    assert (found.value, found.bound, found.gap) == (40, 40, 0)


def test_a_job_that_is_forced_in_takes_the_place_of_a_better_one() -> None:
    """Six of nine points, with what it needs before it; the others as far as hours are left."""
    of = problem(job(9), job(6, group=1, needs=(2,)), job(0, group=2), months=2, hours=6)
    assert relaxed(of, forced=1) == pytest.approx(6)  # both months are taken by the job and what it needs
    found = solve_with(of, 1, gap=0.0)
    assert found is not None
    assert (found.begun, found.value) == ((None, (0, 1), (0, 0)), 6)
    assert solve(of, gap=0.0).value == 2 * 9


def test_the_program_asks_for_those_limits_only_that_could_be_passed() -> None:
    """Two of six hours: 11 a month are a limit of three months, 12 are none."""
    for hours, limits in ((11, 3), (12, 0)):
        of = problem(job(9), job(6, group=1), hours=hours)
        found = program_of(of, beginnings(of))
        assert sum(row.most == hours for row in found.rows) == limits
