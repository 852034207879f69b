"""What may be begun in a plan and what it takes: each limit on the smallest problem in which it decides, by hand."""

from typing import Any

import pytest

from ecomap.engine.beginnings import Used, against, beginnings, room_left, shared_sets, use_of, used
from ecomap.engine.scheduling import Job, Means, Problem, Way

INFINITE = float("inf")
WAY = Way(hours=6.0, months=2, upkeep=1.0, once=100.0, monthly=10.0)


def job(way: Way = WAY, settles: int = 1, **more: Any) -> Job:
    """Return a job that is worth five points."""
    return Job((way,), ((0, 5.0),), settles, **more)


def problem(*jobs: Job, months: int = 5, **means: Any) -> Problem:
    """Return a problem of five months in which there is of all without limit, unless told."""
    plenty: dict[str, Any] = {"hours": INFINITE, "cash": INFINITE, "running": INFINITE, "places": 9} | means
    series = ((plenty[name],) * months for name in ("hours", "cash"))
    return Problem(jobs, Means(*series, plenty["running"], plenty["places"]))


def begun_in(of: Problem, job: int = 0) -> list[int]:
    """Return the months in which a job may be begun."""
    found = beginnings(of)
    return found.month[found.job == job].tolist()


# hours, EUR to the end of each month, EUR of the year after, places; of five months
TAKEN = [
    ((0, 0), [3, 3, 1, 1, 1], [110, 120, 130, 140, 150], [1, 1, 1, 0, 0]),
    ((0, 2), [0, 0, 3, 3, 1], [0, 0, 110, 120, 130], [0, 0, 1, 1, 1]),
    ((0, 4), [0, 0, 0, 0, 3], [0, 0, 0, 0, 110], [0, 0, 0, 0, 1]),
    ((0, -1), [3, 1, 1, 1, 1], [10, 20, 30, 40, 50], [1, 1, 0, 0, 0]),  # paid before the plan, and half done
    ((0, -3), [1, 1, 1, 1, 1], [10, 20, 30, 40, 50], [0, 0, 0, 0, 0]),
]
"""Six hours in two months, then one a month; EUR 100 once and 10 a month; on its way for three months."""


@pytest.mark.parametrize(("begun", "hours", "spent", "places"), TAKEN)
def test_what_a_job_takes(begun: Any, hours: Any, spent: Any, places: Any) -> None:
    """By the arrays of the solver, and by the months that are told."""
    of = problem(job(sets=(7,)))
    assert use_of(of, 0, begun, [7]).tolist() == [*hours, *spent, 120, *places, *places]
    assert used(of, [begun]) == Used(tuple(hours), tuple(spent), 120, tuple(places))
    assert used(of, [None]) == Used((0,) * 5, (0,) * 5, 0, (0,) * 5)


def test_what_takes_no_place_and_is_of_no_set() -> None:
    """The last ten numbers are nothing; only sets of several jobs are looked at."""
    assert not use_of(problem(job(place=False)), 0, (0, 0), [7])[11:].any()
    assert shared_sets(problem(job(sets=(7, 8)), job(sets=(8,)), job(sets=(9, 9)))) == [8]


def test_what_is_left_of_the_means() -> None:
    """Begun a month before: 3 hours of 2 leave nothing, not less; 1 of 2 leaves one; places 1 of 1, then none."""
    of = problem(job(began=(0, -1), sets=(7,)), job(sets=(7,)), hours=2, cash=35, running=200, places=1)
    assert room_left(of, [7]).tolist() == [0, 1, 1, 1, 1, 25, 15, 5, 0, 0, 80, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1]


@pytest.mark.parametrize(
    ("more", "means", "months"),
    [
        ({}, {}, [0, 1, 2, 3]),  # over in the fifth month at the latest
        ({}, {"months": 2}, [0]), ({}, {"months": 1}, []),
        ({"earliest": 2}, {}, [2, 3]), ({"latest": 1}, {}, [0, 1]), ({"latest": 9}, {}, [0, 1, 2, 3]),
        ({}, {"hours": 3}, [0, 1, 2, 3]), ({}, {"hours": 2.99}, []),
        ({}, {"cash": 150}, [0, 1, 2, 3]),
        ({}, {"cash": 130}, [2, 3]),  # by the end of the plan EUR 100 and three times 10
        ({}, {"running": 120}, [0, 1, 2, 3]), ({}, {"running": 119}, []), ({}, {"places": 0}, []),
        ({"began": (0, 0)}, {}, []),
    ],
)  # fmt: skip
def test_when_a_job_may_be_begun(more: Any, means: Any, months: list[int]) -> None:
    """So that it is over within the plan and breaks no limit by itself."""
    assert begun_in(problem(job(**more), **means)) == months


def test_what_needs_another_begins_when_that_can_be_over() -> None:
    """Two months, and one until it works: what needs it begins in the third month or later, what waits in the fourth.

    What needs a job that cannot be begun is not begun at all, nor what needs that.
    """
    short = Way(1.0, 1, 0.0, 0.0, 0.0)
    of = problem(job(), job(short, needs=(0,)), job(short, after=(0,)), job(short, settles=9))
    assert [begun_in(of, at) for at in range(4)] == [[0, 1, 2, 3], [2, 3, 4], [3, 4], [0, 1, 2, 3, 4]]
    late = problem(job(latest=-1), job(short, needs=(0,)), job(short, needs=(1,)))
    assert not len(beginnings(late).job)
    old = problem(job(began=(0, -1)), job(short, needs=(0,)), job(short, after=(0,)))
    assert [begun_in(old, at) for at in (1, 2)] == [[1, 2, 3, 4], [2, 3, 4]]


@pytest.mark.parametrize(
    ("means", "limits"),
    [
        ({"hours": 3, "cash": 150, "running": 120, "places": 1}, set()),
        ({"hours": 2.9}, {"hours"}), ({"cash": 149}, {"money"}), ({"running": 119}, {"money"}),
        ({"places": 0}, {"places"}), ({"hours": 2.9, "cash": 149, "places": 0}, {"hours", "money", "places"}),
    ],
)  # fmt: skip
def test_which_limits_are_broken(means: Any, limits: set[str]) -> None:
    """In the first month; what takes all that there is breaks nothing: 3 hours, EUR 150, EUR 120 a year, one place."""
    assert against(problem(job(), **means), [None], 0)[0] == limits


def test_what_is_over_the_means_already_speaks_against_everything() -> None:
    """Begun before, a takes 3 hours of 2 in the first month: so b, that takes none of hours, is told of them."""
    free = Way(0.0, 1, 0.0, 0.0, 0.0)
    assert set(against(problem(job(began=(0, -1)), job(free), hours=2), [(0, -1), None], 1)) == {frozenset({"hours"})}


def test_what_speaks_against_a_further_job_month_by_month() -> None:
    """a is on its way in the first three months; of its set b may be begun from the fourth on, or over before a."""
    short = Way(1.0, 1, 0.0, 0.0, 0.0)
    of = problem(job(sets=(7,)), job(short, settles=0, sets=(7,)), job(short, settles=0), places=1)
    assert against(of, [(0, 0), None, None], 1) == (frozenset(),) * 2
    assert against(of, [(0, 1), None, None], 1) == (frozenset(),) * 2  # the first month and the last
    assert against(of, [(0, 0), None, None], 2) == (frozenset({"places"}),) * 3 + (frozenset(),) * 2
    later = problem(job(), job(short, needs=(0,)), job(short, after=(0,)), job(short, earliest=1, latest=2))
    assert [len(against(later, [(0, 0), None, None, None], at)) for at in (1, 2, 3)] == [3, 2, 2]
    assert [len(against(later, [None, None, None, None], at)) for at in (1, 2)] == [0, 0]
