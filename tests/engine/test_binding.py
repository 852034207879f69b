"""What holds a schedule back: limits that bind, and what keeps a job out."""

import pytest

from benchmarks.problems import invented_problem
from ecomap.engine.binding import MORE, Change, binding, change_of, forced
from ecomap.engine.scheduling import Job, Means, Problem, Schedule, Way
from ecomap.engine.solver import solve
from maps import third
from oracles.plan_checker import broken_limits
from oracles.plan_search import searched

MONTHS = 4
PLENTY = Means((100.0,) * MONTHS, (10_000.0,) * MONTHS, 10_000.0, 9)
EVERY = ("hours", "cash", "running", "places")


def a_job(points=1.0, hours=10.0, once=0.0, monthly=0.0, months=1, **more):
    """Return a job with one way."""
    return Job((Way(hours, months, 0.0, once, monthly),), ((more.pop("group", 0), points),), settles=0, **more)


def test_the_limit_that_holds_back_is_named_and_no_other():
    """Two jobs in groups of their own at 300 EUR each, and 400 EUR: with 600 both are begun, with more hours not.

    One works from month 1 to the end after 4 + 24 months: 27 months of one point, and twice that with money.
    """
    problem = Problem((a_job(once=300.0), a_job(once=300.0, group=1)), PLENTY._replace(cash=(400.0,) * MONTHS))
    schedule = solve(problem)
    assert schedule.value == pytest.approx(27.0)
    found = binding(problem, schedule)
    assert {name for name, change in found.items() if change.binds} == {"money", "cash"}
    assert found["cash"].percent == pytest.approx(100.0)
    assert found["hours"].percent == 0.0


def test_a_limit_binds_if_the_value_moves_by_more_than_both_gaps():
    """Of 100 (gap 2 %) and 103 (gap 2/105): 3 % is less than both; 105 proven is 5 %, and 2.94 % above the bound."""
    base = Schedule((), 100.0, 100.0 / 0.98)
    near = Schedule((), 103.0, 105.0)
    far = Schedule((), 105.0, 105.0)
    assert not change_of(base, near).binds
    assert change_of(base, far) == Change(pytest.approx(5.0), pytest.approx(2.9), True, far)


@pytest.mark.parametrize("seed", third(range(3)))
def test_more_of_a_limit_brings_nothing_less(seed):
    """No change is below nothing, and what is proven is not more than what is found."""
    problem = invented_problem(seed, 10)
    for change in binding(problem, solve(problem), work=5).values():
        assert 0.0 <= change.at_least <= change.percent + 1e-9
    assert set(binding(problem, solve(problem), more={"hours": MORE["hours"]}, work=1)) == {"hours"}


@pytest.mark.parametrize("seed", third(range(4)))
def test_a_job_forced_in_costs_what_an_exact_search_says(seed):
    """Or there is none, and the search finds none either."""
    problem = invented_problem(seed, 6, months=6)
    for job in range(6):
        found = forced(problem, job, gap=0.0, work=1000).schedule
        if found:
            assert found.begun[job] is not None
            assert broken_limits(problem, found.begun) == []
        assert (found.value if found else None) == pytest.approx(searched(problem, having=job)), (seed, job)


@pytest.mark.parametrize(
    ("job", "named"),
    [
        (a_job(hours=101.0), ("hours",)),
        (a_job(once=10_001.0), ("cash",)),
        (a_job(monthly=834.0), ("running",)),
        (a_job(hours=101.0, once=10_001.0), EVERY),
        (a_job(months=MONTHS + 1), ("order",)),
        (a_job(needs=(1,)), ("order",)),
    ],
)
def test_what_keeps_a_job_out_is_named(job, named):
    """100 hours a month, 10,000 EUR, as much for the year after; job 1 can never be begun, since it takes too long."""
    problem = Problem((job, a_job(months=MONTHS + 1)), PLENTY)
    assert forced(problem, 0) == (None, named)
    assert forced(problem._replace(means=PLENTY._replace(places=0), jobs=(a_job(),)), 0) == (None, ("places",))
