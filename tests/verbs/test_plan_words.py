"""Why a step is left out, and what binds: each word on the smallest year in which it is the right one."""

import math
from typing import Any

import pytest

from ecomap.engine.beginnings import LimitName, Used, against, beginnings
from ecomap.engine.greedy import Field, draft_of
from ecomap.engine.scheduling import Job, Means, Problem, Schedule, Way
from ecomap.results.plan import Limit, PlannedStep, StepKind
from ecomap.verbs import plan_solving
from ecomap.verbs.plan_problem import Year
from ecomap.verbs.plan_reasons import Reason, beside_ranking, in_words, left_over, other_order, why_left
from ecomap.verbs.plan_solving import shares_of_draws
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
        (job(once=200), {}, "costs more money than there is"),  # however little else is begun
        (job(once=20), {}, "not enough money beside what brings more"),
        (job(hours=30, months=2), {}, "not enough of your hours beside what brings more"),
        (job(hours=30, once=20), {}, "not enough of your hours and not enough money beside what brings more"),
        (job(months=7), {}, "no time left after what comes first, or something of its kind is on its way"),
    ],
)
def test_a_step_that_is_left_out_says_what_it_lacks(other: Job, means: dict[str, float], why: str) -> None:
    """Of ten hours a month and EUR 100: a, of EUR 90, fits and is begun, b is asked about."""
    found = year(job(once=90), other, **means)
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


def planned(id: str, rank: int | None, start: str, *, hours: float = 4.0, kind: StepKind = "first",
            needs: tuple[str, ...] = ()) -> PlannedStep:  # fmt: skip
    """Return a step of one month that is planned."""
    return PlannedStep(
        id, kind, "Pilot", id.upper(), "", "t", rank, start, start, start, False, "yourself", hours=hours,
        upkeep_hours_per_month=0.0, one_off_eur=0.0, monthly_eur=0.0, kpi="", stop="", ethics={}, for_={}, needs=needs,
        share=None, held=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("later", "others", "why"),
    [
        ({"hours": 4}, [], "in this order all steps together bring more"),
        ({"hours": 5}, [], "it takes 5 hours against 4, and the shorter step brings something sooner"),
        ({"hours": 5, "needs": ("n",)}, [("n", "2027-02")], '"N" comes first'),
        ({"hours": 5, "needs": ("n",)}, [("n", "2027-01")],  # over before the other begins: no reason to wait
         "it takes 5 hours against 4, and the shorter step brings something sooner"),
        ({"needs": ("n", "m")}, [("m", "2027-02"), ("n", "2027-02")], '"M" comes first'),  # the plan's order
        ({"needs": ("n",)}, [("m", "2027-02")], "in this order all steps together bring more"),
    ],
)  # fmt: skip
def test_why_what_stands_higher_begins_later(later: Any, others: Any, why: str) -> None:
    """The second of the ranking begins in March, the third in February: what it needs, its length, or the whole."""
    steps = [
        planned("c", 3, "2027-02"), planned("b", 2, "2027-03", **later), planned("d", 4, "2027-03"),
        *(planned(id, None, start, kind="basic") for id, start in others),
    ]  # fmt: skip
    assert other_order(steps) == f'"B" stands higher in `analyze` than "C" but begins later: {why}.'


@pytest.mark.parametrize(("start", "waits"), [("2027-03", True), ("2027-04", True), ("2027-05", False)])
def test_what_is_needed_holds_up_only_what_begins_as_soon_as_it_is_done(start: str, waits: bool) -> None:
    """Done by March at the latest: it holds up what begins then or in April, and is no reason to wait until May."""
    needed = [planned(id, None, month, kind="basic") for id, month in (("m", "2027-02"), ("n", "2027-03"))]
    found = other_order([planned("c", 3, "2027-02"), planned("b", 2, start, needs=("m", "n")), *needed])
    assert found.endswith(': "N" comes first.' if waits else ": in this order all steps together bring more.")


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [("a", 1, "2027-01", "first"), ("b", 2, "2027-01", "first"), ("c", 3, "2027-02", "first")],
        [("a", 1, "2027-03", "further"), ("b", 2, "2027-01", "first")],  # what goes on with a trend has its time
        [("a", None, "2027-03", "first"), ("b", 2, "2027-01", "first")],
    ],
)
def test_steps_in_the_order_of_the_ranking_need_no_words(steps: Any) -> None:
    """The same month is no later; only first steps of rows of the ranking are set against each other."""
    assert other_order([planned(id, rank, start, kind=kind) for id, rank, start, kind in steps]) == ""


def test_the_first_that_begins_later_is_told_against_the_soonest_of_those_behind_it() -> None:
    """The first waits for two others: the one of January is named."""
    found = other_order([planned("a", 1, "2027-03"), planned("b", 2, "2027-02"), planned("c", 3, "2027-01")])
    assert found.startswith('"A" stands higher in `analyze` than "C" but begins later')


@pytest.mark.parametrize(
    ("hours", "euros", "running", "limits", "told"),
    [
        (54, 90, 0, [set()], []),  # a tenth of 60 h and of EUR 100 is left without a word
        (53.9, 89.9, 0, [], ["6 of 60 hours stay free, about 1 a month: nothing else is worth a step to you.",
                          "EUR 10 of 100 stay unspent: nothing else is worth a step to you."]),
        (30, 50, 91, [{"hours"}, {"money"}], [
            "30 of 60 hours stay free, about 5 a month: too few at a time for what is left out.",
            "EUR 50 of 100 stay unspent: what runs already leaves no room for more cost a year."]),
        (30, 50, 0, [{"places"}], [
            "30 of 60 hours stay free, about 5 a month: what is left out waits for room for change.",
            "EUR 50 of 100 stay unspent: what is left out waits for room for change."]),
        (30, 50, 0, [{"hours", "money"}], [  # more hours alone would begin nothing, nor would more money alone
            "30 of 60 hours stay free, about 5 a month: what is left out waits for hours and money.",
            "EUR 50 of 100 stay unspent: what is left out waits for hours and money."]),
        (30, 50, 0, [{"hours", "money"}, {"hours"}], [
            "30 of 60 hours stay free, about 5 a month: too few at a time for what is left out.",
            "EUR 50 of 100 stay unspent: what is left out waits for hours and money."]),
        (30, 100, 0, [{"money"}, {"places"}], [
            "30 of 60 hours stay free, about 5 a month: what is left out waits for room for change and money."]),
        (60, 50, 90, [{"money"}], [
            "EUR 50 of 100 stay unspent: what waits for money costs more than there is when it could begin."]),
        (60, 50, 0, [set()], ["EUR 50 of 100 stay unspent: what is left out waits for its turn."]),
    ],
)  # fmt: skip
def test_what_is_left_over_and_why(hours: float, euros: float, running: float, limits: Any, told: list[str]) -> None:
    """Of six months of 10 h and EUR 100 in all, and of EUR 100 a year; a step that is left out names what it breaks."""
    taken = Used((hours / MONTHS,) * MONTHS, (euros,) * MONTHS, running, (0,) * MONTHS)
    reasons = [Reason("", frozenset(some)) for some in limits]
    assert list(left_over(year(job()).problem, taken, reasons)) == told


def test_nothing_is_left_of_what_has_no_limit() -> None:
    """Hours and money of which nothing was said."""
    taken = Used((1.0,) * MONTHS, (1.0,) * MONTHS, 0.0, (0,) * MONTHS)
    assert list(left_over(year(job(), hours=math.inf, euros=math.inf).problem, taken, [])) == []


def test_what_the_ranking_would_begin_is_told_by_reason() -> None:
    """Those of one reason together, in their order; then what the ranking has wait and the plan begins."""
    assert list(beside_ranking({"A": "no money", "B": "no time", "C": "no money"}, ["D"])) == [
        "`analyze` would begin A and C too; left out here: no money.",
        "`analyze` would begin B too; left out here: no time.",
        "`analyze` says to prepare D; one after the other there is room for that in the year.",
    ]
    assert not list(beside_ranking({}, []))


@pytest.mark.parametrize(("later", "share"), [(-1, 1.0), (2, 1.0), (3, 0.0)])
def test_a_step_stays_if_a_draw_begins_it_at_most_two_months_later(
    monkeypatch: pytest.MonkeyPatch, later: int, share: float
) -> None:
    """Planned for the second month; what is not planned has no share."""
    drawn = Schedule(((0, 1 + later), (0, 0)), 1.0, 1.0)
    monkeypatch.setattr(plan_solving, "greedy", lambda *_: drawn)
    assert shares_of_draws(year(job(), job()), Schedule(((0, 1), None), 1.0, 1.0), {}, 4) == {"a": share}


def test_a_schedule_with_a_beginning_that_cannot_be_is_no_draft() -> None:
    """Begun in a month in which it would not be over in time: none, instead of the rest of it."""
    problem = year(job(months=3), job(), places=2).problem
    field = Field.of(problem, beginnings(problem))
    assert draft_of(field, ((0, 0), (0, 1))) is not None
    assert draft_of(field, ((0, MONTHS - 1), (0, 1))) is None
