"""From steps to ways, months and money: the rules of docs/plan.md on a map of one trend, by hand.

Training to the second level takes 8 h and EUR 100, at EUR 30 an hour EUR 340; somebody who does it asks EUR 85 an hour,
so that four hours of it cost as much.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ecomap.model import Business, Settings
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.plan_problem import Month, Year, first_month, means_of, month_of, year_of
from ecomap.verbs.plan_steps import Steps
from ecomap.verbs.standings import find_standings
from maps import ecosystem, practice, sector, trend

PAID = Settings(partner_eur=85)
FIRST = Month(2027, 1)


def firm(hours: float | None = None, **said: Any) -> Business:
    """Return a firm with so many hours a week for new things."""
    return Business(sectors={"s1": 1}, resources={"hours_per_week": hours}, **said)


def year(
    business: Business, *, level: float = 0.3, due: str = "", done: Any = (), of_trend: Any = (), **of_step: Any
) -> Year:
    """Return a year in which one step, p, can be begun; trainings come behind it."""
    of = trend("t", level=level, s=0.2, **dict(of_trend))
    step = practice("p", "t", **({"partner": "IT"} | of_step))
    compiled = compiled_map(ecosystem([sector("s1")], [of], practices=[step]))
    begun = dict(done)
    steps = Steps(compiled, find_standings(compiled, business, PAID), (), "2027-12-31", strict=False, done=begun)
    steps.by_id["p"] = replace(steps.by_id["p"], due=due)
    return year_of(steps, means_of(business, 12), FIRST, begun)


@pytest.mark.parametrize(
    ("owner", "asked", "step", "who"),
    [
        ({"craft": 1}, {"craft": 2}, {"hours": 4}, (False,)),  # EUR 340 either way
        ({"craft": 1}, {"craft": 2}, {"hours": 3.9}, (False, True)),  # EUR 331.50
        ({"craft": 1}, {"craft": 2}, {"hours": 2.7, "upkeep": 0.1}, (False, True)),  # 2.7 h and 12 x .1: 3.9 h
        ({"craft": 1}, {"craft": 2}, {"hours": 2.9, "upkeep": 0.1}, (False,)),  # 4.1 h
        ({"craft": 1}, {"craft": 1.5}, {"hours": 4}, (False,)),  # what is asked for is learnt in whole levels
        ({"craft": 1, "data": 1}, {"craft": 2, "data": 2}, {"hours": 7.9}, (False, True)),  # EUR 680 for both
        ({"craft": 1, "data": 1}, {"craft": 2, "data": 2}, {"hours": 8.1}, (False,)),
        ({"craft": 1, "data": 2}, {"craft": 2, "data": 2}, {"hours": 4.1}, (False,)),  # data does not lack
        ({"craft": 0.9}, {"craft": 2}, {"hours": 9}, (True,)),  # more than a level in a year: not by oneself
        ({"craft": 1, "data": 0}, {"craft": 2, "data": 2}, {"hours": 9}, (True,)),  # one such is enough
        ({}, {"craft": 2}, {"hours": 9}, (False,)),  # nothing is said: nothing lacks
    ],
)
def test_somebody_is_paid_where_that_costs_less_than_learning(owner: Any, asked: Any, step: Any, who: Any) -> None:
    """A year's keeping up counts; as much is not less; what lacks more than a level cannot be learnt in time."""
    assert year(firm(skills=owner), skills=asked, **step).with_partner[0] == who


@pytest.mark.parametrize(
    ("hours", "level", "who"),
    [
        (40, 0.6, (False,)),  # a month: it is there at once
        (41, 0.15, (False,)),  # two months, and sqrt(.15) is less than .4
        (41, 0.17, (False, True)),
        (80, 0.1, (False,)),  # two months are borne
        (81, 0.1, (False, True)),  # three are not
    ],
)
def test_somebody_is_paid_for_what_drags_on_or_is_worth_much(hours: float, level: float, who: Any) -> None:
    """Forty hours go into a month: beyond two months, or beyond one from 40 points on, sqrt(.16)."""
    assert year(firm(), hours=hours, level=level).with_partner[0] == who


@pytest.mark.parametrize(
    ("week", "hours", "months"),
    [
        (None, 100, 2),  # 20 h of the owner, a month; 100 of 80 h a month of the other
        (None, 160, 2),
        (None, 80.1, 2),
        (None, 80, 1),
        (3, 100, 3),  # 3 x 52 / 12 x .7 x .75 = 6.825 h a month: 20 h take the owner three months
        (None, 420, 6),  # 84 h: three months of forty; 420 of 80: six
    ],
)
def test_a_partner_takes_as_long_as_the_slower_of_the_two(week: float | None, hours: float, months: int) -> None:
    """A fifth of the hours, to a tenth of one, stays with the owner; the other works 80 h a month."""
    way = year(firm(week), hours=hours).problem.jobs[0].ways[-1]
    assert (way.hours, way.months) == (round(0.2 * hours, 1), months)


@pytest.mark.parametrize(("owner", "upkeep", "monthly"), [({"craft": 1}, 0, 180), ({"craft": 2}, 2, 10)])
def test_a_partner_keeps_up_what_the_firm_does_not_know(owner: Any, upkeep: float, monthly: float) -> None:
    """90 h of EUR 85 and EUR 50; 2 h a month are the other's, EUR 170 beside EUR 10, where a skill lacks."""
    step = {"hours": 90, "upkeep": 2, "eur": 50, "monthly": 10, "skills": {"craft": 2}}
    way = year(firm(skills=owner), **step).problem.jobs[0].ways[-1]
    assert (way.once, way.upkeep, way.monthly) == (90 * 85 + 50, upkeep, monthly)


@pytest.mark.parametrize(
    ("stage", "hours", "area", "months"),
    [
        ("established", 8, "data", 0), ("established", 8.1, "data", 1), ("growing", 8, "data", 1),
        ("growing", 9, "data", 2), ("emerging", 8, "data", 2), ("emerging", 9, "data", 3),
        ("emerging", 9, "security", 0),
    ],
)  # fmt: skip
def test_what_is_done_in_a_day_settles_a_month_sooner(stage: str, hours: float, area: str, months: int) -> None:
    """One, two or three months by how young a trend is; what alters nobody's work settles at once."""
    job = year(firm(), hours=hours, of_trend={"stage": stage, "area": area}).problem.jobs[0]
    assert (job.settles, job.place) == (months, area != "security")


@pytest.mark.parametrize(
    ("hours", "due", "latest"),
    [
        (9, "2027-03-01", 1),  # two months on, one of them to do it
        (9, "2027-03", 1), (9, "2028", 11),
        (100, "2027-04-01", 1),  # by oneself three months, with somebody two
        (9, "2027-01-31", 0), (9, "2026-11-01", 0), (9, "", None),
    ],
)  # fmt: skip
def test_what_the_law_wants_is_begun_in_time_for_its_day(hours: float, due: str, latest: int | None) -> None:
    """By the quickest way; in the first month where it is late already."""
    assert year(firm(), hours=hours, due=due).problem.jobs[0].latest == latest


@pytest.mark.parametrize(
    ("at", "month"), [(Month(2026, 11), -2), (Month(2027, 3), 2), (None, -4)]
)  # two months of work and two to settle before the first
def test_what_is_begun_stands_where_it_was(at: Month | None, month: int) -> None:
    """In its month; without one it works by the first month of the plan. No day of the law moves it any more."""
    job = year(firm(), hours=60, done={"p": at}, due="2027-06-01").problem.jobs[0]
    assert (job.began, job.latest) == ((0, month), None)


@pytest.mark.parametrize(
    ("week", "fits"), [(0.6, True), (0.5, False)]
)  # .6 x 52 / 12 x .7 x .75 = 1.365 h a month: 12 months are 16.38 h
def test_what_takes_longer_than_the_plan_is_told(week: float, fits: bool) -> None:
    """16.3 h by oneself."""
    found = year(firm(week), hours=16.3, partner=None)
    assert [step.id for step in found.steps] == (["p"] if fits else [])
    told = {id: one.why for id, one in found.unfit.items()}
    assert told == ({} if fits else {"p": "takes longer than the plan with your hours"})


def test_what_lacks_two_levels_and_nobody_does_for_you_is_told() -> None:
    """The skill that lacks exactly one is not named."""
    found = year(firm(skills={"craft": 0, "data": 1}), skills={"craft": 2, "data": 2}, partner=None)
    assert found.unfit["p"].why == "more than a level short of craft, and nobody is known who does it for you"


def test_a_training_comes_before_the_way_that_needs_it() -> None:
    """8 h and EUR 100 for the second level, without a place for change; the way of somebody else needs none."""
    found = year(firm(skills={"craft": 1}), skills={"craft": 2}, hours=3)
    assert [(step.id, step.kind) for step in found.steps] == [("p", "first"), ("training-craft-2", "training")]
    step, training = found.problem.jobs
    assert [way.needs for way in step.ways] == [(1,), ()]
    assert [tuple(way[:5]) for way in training.ways] == [(8, 1, 0, 100, 0)]
    assert (training.place, training.settles) == (False, 0)


def test_what_may_be_spent_by_each_month() -> None:
    """Half of EUR 1,200 on the first day, EUR 50 a month; of the second year as much again; hours less 30 %."""
    means = means_of(Business(sectors={"s1": 1}, resources={"hours_per_week": 3, "budget_eur": 1200}), 14)
    assert means.cash[:2] + means.cash[11:] == pytest.approx((650, 700, 1200, 1850, 1900))
    assert means.hours == pytest.approx((9.1,) * 14)  # 3 x 52 / 12 x .7
    assert means.running == 720


@pytest.mark.parametrize(("people", "places"), [(None, 2), (3, 1), (4, 2), (20, 2), (21, 3)])
def test_places_for_change_follow_people(people: int | None, places: int) -> None:
    """One up to three people, two up to twenty, then three; two where nothing is said."""
    assert means_of(Business(sectors={"s1": 1}, employees=people), 12).places == places


def test_months_of_the_calendar() -> None:
    """December and January are neighbours, both ways; a day, a month and a year are read; the 15th is in time."""
    assert (Month(2026, 12).plus(1), Month(2027, 1).plus(-1), Month(2026, 1).plus(23)) == (
        (2027, 1), (2026, 12), (2027, 12),
    )  # fmt: skip
    assert (Month(2027, 1).since(Month(2026, 12)), Month(2026, 11).since(Month(2027, 12))) == (1, -13)
    assert [month_of(text) for text in ("2027-03-31", "2027-03", "2027")] == [(2027, 3), (2027, 3), (2027, 1)]
    assert [first_month(date(2026, 12, day)) for day in (15, 16)] == [(2026, 12), (2027, 1)]
    assert (str(Month(2027, 3)), Month(2026, 12).words) == ("2027-03", "December 2026")
