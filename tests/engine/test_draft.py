"""A schedule in the making: which way a job is done, what may stay, and what it is worth, by hand."""

import pytest

from ecomap.engine.beginnings import beginnings
from ecomap.engine.greedy import Draft, Field, draft_of
from ecomap.engine.scheduling import Job, Means, Problem, Way, worth

INFINITE = float("inf")


def problem(*jobs: Job, hours: float = INFINITE, months: int = 4, tail: int = 0, places: int = 9) -> Problem:
    """Return a problem in which only hours and places are scarce."""
    return Problem(jobs, Means((hours,) * months, (INFINITE,) * months, INFINITE, places), tail)


def job(points: float, *ways: Way, **more: object) -> Job:
    """Return a job of a group of its own, by its points, that works as soon as it is introduced."""
    return Job(ways or (way(),), ((int(points), points),) if points else (), 0, **more)  # type: ignore[arg-type]


def way(months: int = 1, hours: float = 1.0, needs: tuple[int, ...] = ()) -> Way:
    """Return a way of so many months and hours."""
    return Way(hours, months, 0.0, 0.0, 0.0, needs)


def drafted(of: Problem) -> Draft:
    """Return an empty draft."""
    return Draft(Field.of(of, beginnings(of)))


def test_what_comes_before_counts_for_a_way() -> None:
    """Of four months: by itself the job works for three, 3 x 10; behind the other for two, and that for three.

    2 x 10 + 3 x 5 = 35 is more than 30; where the other brings 3, 2 x 10 + 3 x 3 = 29 is less.
    """
    for points, chosen, value in ((5, 1, 35), (3, 0, 30)):
        draft = drafted(problem(job(10, way(), way(needs=(1,))), job(points)))
        assert draft.add(0) == pytest.approx(value)
        assert draft.schedule[0] == (chosen, chosen)
        assert draft.value == pytest.approx(value)


def test_of_two_ways_alike_the_first_is_taken() -> None:
    """Both bring as much: by oneself stands before somebody who is paid."""
    draft = drafted(problem(job(10, way(), way())))
    draft.add(0)
    assert draft.schedule == ((0, 0),)


def test_a_job_is_begun_as_soon_as_it_fits() -> None:
    """Ten hours a month: 6 and 6 come one after the other; a third would fit beside them in the third month."""
    draft = drafted(problem(job(9, way(hours=6)), job(8, way(hours=6)), job(7, way(hours=6)), hours=10))
    assert [draft.add(at) for at in range(3)] == [27, 16, 7]  # works three, two and one of four months
    assert draft.schedule == ((0, 0), (0, 1), (0, 2))


def test_what_cannot_be_begun_leaves_the_draft_as_it_was() -> None:
    """What needs a job that takes longer than the plan is not begun; nor are two that wait for each other."""
    of = problem(job(9, needs=(1,)), job(5, way(months=5)), job(4, needs=(3,)), job(3, needs=(2,)))
    draft = drafted(of)
    assert [draft.add(at) for at in range(4)] == [None] * 4
    assert (draft.schedule, draft.value) == ((None,) * 4, 0)


def test_what_is_taken_out_takes_along_what_needs_it() -> None:
    """b needs a, c needs nothing: without a only c stays, and the hours of both are free again."""
    of = problem(job(9), job(8, needs=(0,)), job(7), hours=1)
    draft = drafted(of)
    for at in range(3):
        draft.add(at)
    assert draft.schedule == ((0, 0), (0, 1), (0, 2))
    draft.drop(0)
    assert draft.schedule == (None, None, (0, 2))
    assert draft.value == 7
    assert draft.add(1) == 2 * 8 + 3 * 9  # both from the first months on


def test_what_brings_nothing_goes_unless_something_needs_it() -> None:
    """A training without its step is no plan."""
    of = problem(job(0), job(9, needs=(0,)), job(0))
    draft = drafted(of)
    for at in range(3):
        draft.add(at)
    draft.drop_idle()
    assert draft.schedule == ((0, 0), (0, 1), None)
    draft.drop(1)
    draft.drop_idle()
    assert draft.schedule == (None,) * 3


def test_the_best_of_a_group_counts_whole_the_second_half_and_every_other_a_quarter() -> None:
    """10, 6 and 4 from the second month on, of three and a tail of two: 4 x (10 + 3 + 1); the value is that of all."""
    of = problem(*(Job((way(),), ((0, points),), 0) for points in (6.0, 10.0, 4.0)), months=3, tail=2)
    draft = drafted(of)
    assert [draft.add(at) for at in range(3)] == [4 * 6, 4 * (10 - 3), 4 * 1]
    assert draft.value == worth(of, draft.schedule) == 4 * 14


def test_a_draft_keeps_to_the_last_hour() -> None:
    """Ten hours a month: 6 and 4 together are a schedule, 6 and 4.1 are none; nor is what forgets what began before."""
    for hours, kept in ((4, True), (4.1, False)):
        of = problem(job(9, way(hours=6)), job(8, way(hours=hours)), hours=10)
        assert (draft_of(Field.of(of, beginnings(of)), ((0, 0), (0, 0))) is not None) == kept
    of = problem(job(9, began=(0, -1)), job(8))
    field = Field.of(of, beginnings(of))
    assert draft_of(field, (None, (0, 0))) is None
    assert draft_of(field, ((0, 0), (0, 0))) is None
    found = draft_of(field, ((0, -1), (0, 0)))
    assert found is not None
    assert found.schedule == ((0, -1), (0, 0))
