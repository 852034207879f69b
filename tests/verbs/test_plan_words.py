"""Why a step is left out, and what binds: each word on the smallest year in which it is the right one."""

import pytest

from ecomap.engine.beginnings import beginnings
from ecomap.engine.draft import Field, draft_of
from ecomap.engine.means_used import LimitName, against
from ecomap.engine.scheduling import Job, Means, Problem, Schedule, Way
from ecomap.results.plan import Limit
from ecomap.verbs import plan_draws, plan_solving
from ecomap.verbs.plan_draws import shares_of_draws
from ecomap.verbs.plan_problem import Year
from ecomap.verbs.plan_reasons import in_words, why_left
from ecomap.verbs.plan_steps import Cost, Step

MONTHS = 6


def year(*jobs: Job, hours: float = 10.0, euros: float = 100.0, places: int = 1) -> Year:
    """Return a year of six months in which the steps are called a, b, c."""
    means = Means((hours,) * MONTHS, (euros,) * MONTHS, euros, places)
    steps = tuple(
        Step(id=name, kind="first", name=name.upper(), text="", cost=Cost(0.0), gains=(("t", 5.0),))
        for name, _ in zip("abc", jobs, strict=False)
    )
    return Year(steps, Problem(tuple(jobs), means), ((False,),) * len(jobs), {})


def job(hours: float = 1.0, once: float = 0.0, months: int = 1, points: float = 5.0) -> Job:
    """Return a job that works as soon as it is introduced."""
    return Job((Way(hours, months, 0.0, once, 0.0),), ((0, points),), 0)


@pytest.mark.parametrize(
    ("other", "means", "why"),
    [
        (job(), {}, "fits, but adds next to nothing to what is planned"),
        (job(once=200), {}, "not enough money beside what brings more"),
        (job(hours=30, months=2), {}, "not enough of your hours beside what brings more"),
        (job(hours=30, once=200), {}, "not enough of your hours and not enough money beside what brings more"),
        (job(months=7), {}, "no time left after what comes first, or something of its kind is on its way"),
    ],
)
def test_a_step_that_is_left_out_says_what_it_lacks(other: Job, means: dict[str, float], why: str) -> None:
    """Of ten hours a month and EUR 100: a fits and is begun, b is asked about."""
    found = year(job(), other, **means)
    assert why_left(found, Schedule(((0, 0), None), 1.0, 1.0), 1).text == why


def test_what_comes_after_waits_until_it_works() -> None:
    """Begun in the first month and settled after three more, it works from the fifth on: two of six months are left."""
    first = job()._replace(settles=3)
    found = year(first, job()._replace(after=(0,)), places=2)
    assert len(against(found.problem, ((0, 0), None), 1)) == 2


def test_of_ways_that_break_different_limits_the_fewest_are_named() -> None:
    """By oneself it takes too many hours, with a partner too much money: neither is common, hours stand first."""
    both = Job((Way(30.0, 1, 0.0, 0.0, 0.0), Way(1.0, 1, 0.0, 900.0, 0.0)), ((0, 5.0),), 0)
    assert why_left(year(job(), both), Schedule(((0, 0), None), 1.0, 1.0), 1).limits == {"hours"}


@pytest.mark.parametrize(("gap", "binds"), [(0.004, True), (0.006, False)])
def test_a_limit_binds_where_more_of_it_brings_more_than_the_proofs_leave_open(
    monkeypatch: pytest.MonkeyPatch, gap: float, binds: bool
) -> None:
    """1 % more value: sure with twice .4 % open, not with twice .6 %."""
    problem = year(job()).problem

    def solved(other: Problem, **_: object) -> Schedule:
        more = [sum(new) > sum(old) for new, old in zip(_limits(other), _limits(problem), strict=True)]
        assert sum(more) <= 1  # one limit at a time, and never less of one
        assert sum(new != old for new, old in zip(_limits(other), _limits(problem), strict=True)) == sum(more)
        value = 100.0 if other.means == problem.means else 101.0
        return Schedule(((0, 0),), value, value / (1 - gap))

    monkeypatch.setattr(plan_solving, "solve", solved)
    found = list(plan_solving.limits_of(problem, Schedule(((0, 0),), 100.0, 100.0)))
    assert [limit.limit for limit in found] == ["places", "hours", "money"]
    assert [limit.binds for limit in found] == [binds] * 3
    assert [limit.gain for limit in found] == pytest.approx([0.01] * 3)


def _limits(problem: Problem) -> tuple[tuple[float, ...], ...]:
    return (problem.means.hours, (*problem.means.cash, problem.means.running), (problem.means.places,))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], ""),
        ([("places", 0.09, True), ("money", 0.001, False)],
         "one more change +9%, twice the money nothing that is sure: room for change binds, not money."),
        ([("hours", 0.05, True), ("money", 0.03, True)], "half more hours +5%, twice the money +3%: "
         "time and money bind."),
        ([("hours", 0.05, False)], "half more hours nothing that is sure: no single limit is shown to bind."),
    ],
)  # fmt: skip
def test_what_binds_in_words(found: list[tuple[LimitName, float, bool]], words: str) -> None:
    """What more of each limit brings where that is sure, which bind, and which of the others do not."""
    tried = {"places": "one more change", "hours": "half more hours", "money": "twice the money"}
    assert in_words([Limit(limit, tried[limit], gain, binds) for limit, gain, binds in found]) == words


@pytest.mark.parametrize(("later", "share"), [(-1, 1.0), (2, 1.0), (3, 0.0)])
def test_a_step_stays_if_a_draw_begins_it_at_most_two_months_later(
    monkeypatch: pytest.MonkeyPatch, later: int, share: float
) -> None:
    """Planned for the second month; what is not planned has no share."""
    drawn = Schedule(((0, 1 + later), (0, 0)), 1.0, 1.0)
    monkeypatch.setattr(plan_draws, "greedy", lambda *_: drawn)
    assert shares_of_draws(year(job(), job()), Schedule(((0, 1), None), 1.0, 1.0), {}, 4) == {"a": share}


def test_a_schedule_with_a_beginning_that_cannot_be_is_no_draft() -> None:
    """Begun in a month in which it would not be over in time: none, instead of the rest of it."""
    problem = year(job(months=3), job(), places=2).problem
    field = Field.of(problem, beginnings(problem))
    assert draft_of(field, ((0, 0), (0, 1))) is not None
    assert draft_of(field, ((0, MONTHS - 1), (0, 1))) is None
