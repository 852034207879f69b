"""Schedules within means: no limit broken, as good as an exact search, never worse for having more."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.problems import invented_problem
from ecomap.engine import solver
from ecomap.engine.beginnings import beginnings
from ecomap.engine.greedy import Field, greedy
from ecomap.engine.scheduling import Job, Means, Problem, Schedule, Way, worth
from ecomap.engine.solver import available, solve, solve_with
from maps import ALL, some
from oracles.plan_checker import broken_limits, value_by_months
from oracles.plan_search import enumerated, searched

CLOSE = 1e-6
MOST = (2000, 500) if ALL else (100, 24)
"""Problems in all; a night tries all of them, a quarter of an hour."""
MANY = [pytest.param(range(4), id="some"), pytest.param(range(4, MOST[0]), id="many", marks=pytest.mark.slow)]
FEW = [pytest.param(range(6), id="some"), pytest.param(range(6, MOST[1]), id="many", marks=pytest.mark.slow)]
TINY = [pytest.param(range(3), id="some"), pytest.param(range(3, 30), id="many", marks=pytest.mark.slow)]


def size(seed, least, most):
    """Return a number of jobs for a seed."""
    return least + (seed * 17) % (most - least + 1)


@pytest.mark.parametrize("seeds", MANY)
def test_no_schedule_breaks_a_limit(seeds):
    """Months walked one by one find nothing broken, and the value that a schedule says."""
    for seed in seeds:
        problem = invented_problem(seed, size(seed, 5, 30))
        first = greedy(problem, steps=10)
        for schedule in (first, solve(problem, work=20, effort=2000)):
            assert broken_limits(problem, schedule.begun) == [], seed
            assert value_by_months(problem, schedule.begun) == pytest.approx(schedule.value, rel=1e-12)
            assert schedule.bound >= schedule.value == worth(problem, schedule.begun)


@pytest.mark.parametrize("seeds", FEW)
def test_few_jobs_are_scheduled_as_an_exact_search_does(seeds):
    """Without a gap the value is that of a search with bounds over at most nine jobs, and no more is held possible."""
    for seed in seeds:
        problem = invented_problem(seed, size(seed, 3, 9), months=9)
        found, best = solve(problem, gap=0.0, work=100_000), searched(problem)
        assert (found.value, found.bound) == (pytest.approx(best, rel=CLOSE), pytest.approx(best, rel=CLOSE)), seed


def test_a_search_goes_on_to_two_per_cent_where_nothing_else_is_said():
    """Of years in which the greedy schedule is worse than that."""
    worse = [problem for seed in range(12) for problem in [invented_problem(seed, 9)] if greedy(problem).gap > 0.02]
    found = [solve(problem) for problem in worse]
    assert worse
    assert max(schedule.gap for schedule in found) <= 0.02


@pytest.mark.parametrize("seeds", TINY)
def test_four_jobs_in_six_months_are_scheduled_as_the_best_of_all(seeds):
    """Every way and month of every job tried with every other's: no schedule is better."""
    for seed in seeds:
        problem = invented_problem(seed, 4, months=6)
        best = enumerated(problem)
        assert searched(problem) == pytest.approx(best, rel=1e-12)
        assert solve(problem, gap=0.0).value == pytest.approx(best, rel=CLOSE)


@pytest.mark.parametrize("seed", some(range(3)))
def test_parts_that_grow_to_the_whole_find_the_best_of_all(seed):
    """Four jobs are fewer than are set free at once: without the tree the schedule is that of an enumeration."""
    problem = invented_problem(seed, 4, months=6)
    assert solve(problem, gap=0.0, work=0).value == pytest.approx(enumerated(problem), rel=CLOSE)


@pytest.mark.parametrize("seed", some(range(3)))
def test_more_effort_is_never_worse_than_less(seed):
    """The parts are set free in the same order, and what is found is kept."""
    problem = invented_problem(seed, size(seed, 12, 20))
    values = [solve(problem, gap=0.0, work=0, effort=effort).value for effort in (0, 1000, 4000)]
    assert values == sorted(values)
    assert values[0] == greedy(problem).value


@pytest.mark.skipif(not available(), reason="needs the solver")
def test_a_part_ends_when_the_effort_does(monkeypatch):
    """A part of sixty jobs would look hundreds of times."""
    looks = []

    class Kept(solver.Looks):
        def __init__(self, model):
            super().__init__(model)
            looks.append(self)

    monkeypatch.setattr(solver, "Looks", Kept)
    monkeypatch.setattr(solver, "LEAST", 60)
    monkeypatch.setattr(solver, "CLOSE", 0.0)
    solve(invented_problem(0, 60), gap=0.0, work=0, effort=1)
    assert [one.left for one in looks] == [pytest.approx(-1, abs=3)]


@pytest.mark.parametrize("seed", some(range(4)))
def test_a_job_forced_in_costs_what_an_exact_search_says(seed):
    """From any start on; or there is none, and the search finds none either."""
    problem = invented_problem(seed, 6, months=6)
    start = solve(problem)
    for job in range(6):
        found = solve_with(problem, job, start, gap=0.0, work=1000)
        if found:
            assert found.begun[job] is not None
            assert broken_limits(problem, found.begun) == []
        assert (found.value if found else None) == pytest.approx(searched(problem, having=job)), (seed, job)


@pytest.mark.parametrize("seed", some(range(2)))
def test_the_same_problem_gives_the_same_schedule(seed):
    """Work limits the search, and chance has a fixed seed."""
    problem = invented_problem(seed, 20)
    assert solve(problem, gap=0.001, work=50, effort=3000) == solve(problem, gap=0.001, work=50, effort=3000)


@pytest.mark.skipif(not available(), reason="needs the solver")
@pytest.mark.parametrize(("work", "there"), [(0, False), (1000, True)])
def test_a_search_that_is_stopped_before_it_found_anything_has_no_schedule(work, there):
    """From no start on: what the solver holds before the first answer is none, not a year in which nothing begins."""
    problem = invented_problem(0, 6, months=6)
    field = Field.of(problem, beginnings(problem))
    assert (solver.searched(field, None, 0.0, work) is not None) == there


@pytest.mark.parametrize("seed", some(range(5)))
def test_more_of_a_limit_never_gives_a_worse_plan(seed):
    """From the old schedule on, with more hours, money or places."""
    problem = invented_problem(seed, size(seed, 8, 20))
    old = solve(problem, work=20, effort=2000)
    for more in with_more(problem.means):
        assert solve(problem._replace(means=more), old, work=20, effort=2000).value >= old.value
        assert greedy(problem._replace(means=more), steps=2, start=old.begun).value >= old.value


def with_more(means):
    """Yield means with more of one limit each."""
    yield means._replace(hours=tuple(1.5 * hours for hours in means.hours))
    yield means._replace(cash=tuple(1.5 * cash for cash in means.cash))
    yield means._replace(running=1.5 * means.running)
    yield means._replace(places=means.places + 1)


def test_nothing_to_choose_is_worth_what_began_before():
    """Without beginnings the schedule is what stands, and proven; without jobs it is empty."""
    began = Job((Way(10.0, 2, 1.0, 0.0, 0.0),), ((0, 3.0),), settles=1, began=(0, -1))
    nothing = Means((1.0,) * 4, (0.0,) * 4, 0.0, 0)
    schedule = solve(Problem((began,), nothing, tail=2))
    assert schedule == Schedule(((0, -1),), 3.0 * 4, 3.0 * 4)
    assert solve(Problem((), nothing)) == Schedule((), 0.0, 0.0)


def test_without_the_solver_the_schedule_is_greedy(monkeypatch):
    """Its bound is infinite, and its gap 1."""
    monkeypatch.setitem(sys.modules, "highspy", None)
    problem = invented_problem(0, 10)
    assert not available()
    assert solve(problem) == greedy(problem)
    assert solve(problem).gap == 1.0


@pytest.mark.slow
@pytest.mark.parametrize("way_out", ["to a pipe", "closed"])
def test_the_solver_prints_nothing(way_out):
    """Standard output is the answer alone, and may be closed."""
    shell = f'"{sys.executable}" -c "{SOLVES}"' + (" >&-" if way_out == "closed" else "")
    run = subprocess.run(
        ["/bin/sh", "-c", shell], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert run.stdout == ""
    assert run.stderr == ""


SOLVES = """
from benchmarks.problems import invented_problem
from ecomap.engine.solver import solve
solve(invented_problem(0, 12))
"""
