"""What is told to be done, whatever the business: the axioms of docs/model.md, on a map with all that steps can have.

Families, things that come along, prerequisites of prerequisites, skills with training and partners, protections,
basics, steps that suit only some.
"""

import random
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
import pytest

from ecomap import Business, EcosystemMap, Settings, rank_trends
from ecomap.engine.actions import ACT, ACTION_OF_RULE, PILOT, PREPARE, WEEKS
from ecomap.model import Resources, Trend
from ecomap.verbs.arrays import business_arrays, compiled_map, estimates
from ecomap.verbs.standings import Decided, Evaluated, decided, evaluated, scored
from maps import changed, ecosystem, group, influence, practice, sector, some, trend

SKILLS, TRAITS, GOALS = ("craft", "data", "net"), ("desk", "shop"), ("cost", "growth")
COUNTS = [200, pytest.param(2_000, marks=pytest.mark.slow)]


def rich_map() -> EcosystemMap:
    """Return four sectors and twenty trends whose steps differ in everything that a step can have."""
    chance = random.Random(7)
    sectors = [
        sector(f"s{at}", {"work": 0.5 + at / 8, "book": at / 4}, {"desk": at % 3 / 2, "shop": at % 2})
        for at in range(1, 5)
    ]
    trends = [_trend(f"t{at:02}", chance) for at in range(1, 21)]
    relations = {
        "t02": {"part_of": ("t01",)}, "t03": {"part_of": ("t01",)}, "t05": {"part_of": ("t04",), "plain": True},
        "t06": {"part_of": ("t04",)}, "t04": {"role": "umbrella"}, "t07": {"comes_with": ("t08",)},
        "t10": {"prerequisites": ("t09",)}, "t11": {"prerequisites": ("t10",)},
        "t12": {"prerequisites": ("t09", "t13")},
        "t14": {"basic": True, "area": "security"}, "t15": {"prerequisites": ("t14",)}, "t16": {"role": "risk"},
        "t17": {"stage": "emerging"}, "t18": {"prerequisites": ("t05",)},
    }  # fmt: skip
    trends = [item.model_copy(update=relations.get(item.id, {})) for item in trends]
    return ecosystem(
        sectors, trends,
        [
            influence(t.id, s.id, round(chance.uniform(0.05, 0.95), 2))
            for t in trends for s in sectors if chance.random() < 0.7
        ],
        {("s1", "s2"): 0.4, ("s2", "s1"): 0.3, ("s3", "s1"): 0.5}, practices=list(_practices(trends, chance)),
        groups=[group("g", {"desk": 1, "shop": -1})],
    )  # fmt: skip


def _trend(name: str, chance: random.Random) -> Trend:
    goals = {goal: round(chance.uniform(0.3, 1), 2) for goal in GOALS}
    return trend(name, level=round(chance.uniform(0.1, 0.9), 2), s=0.3, goals=goals, group="g")


def _practices(trends: Iterable[Trend], chance: random.Random) -> Iterable[object]:
    for item in trends:
        for number in range(chance.choice([1, 1, 2, 3])):
            asked = chance.sample(SKILLS, chance.choice([0, 1, 2, 3]))
            yield practice(
                f"{item.id}-{number}", item.id, hours=chance.choice([0, 2, 4, 6, 10, 40, 80]),
                upkeep=chance.choice([0, 0, 1, 3]),
                eur=chance.choice([0, 0, 100, 900]), monthly=chance.choice([0, 0, 20, 60]),
                skills={skill: chance.choice([0.5, 1, 2, 3]) for skill in asked},
                suits=chance.choice([{}, {}, {"shop": 0.5}]),
                partner=chance.choice([None, "somebody"]), reduces={"t16": 0.4} if item.id == "t14" else {},
            )  # fmt: skip


RICH = rich_map()
ARRAYS = estimates(compiled_map(RICH).arrays, Settings())


def firms(count: int, seed: int) -> list[Business]:
    """Return random businesses that say much, little or nothing of what they have."""
    chance = random.Random(seed)

    def some(names: Iterable[str], least: float, most: float) -> dict[str, float]:
        return {name: round(chance.uniform(least, most), 1) for name in names if chance.random() < 0.6}

    return [
        Business(
            sectors=some((f"s{at}" for at in range(1, 5)), 0.1, 3) or {"s1": 1}, traits=some(TRAITS, 0, 1),
            goals=some(GOALS, 0, 2), skills=some(SKILLS, 0, 4), employees=chance.choice([None, 1, 3, 4, 20, 21, 99]),
            resources=Resources(
                budget_eur=chance.choice([None, 0, 200, 1000, 3000]), hours_per_week=chance.choice([None, 0, 0.5, 1, 3])
            ),
            adopted=tuple(item.id for item in RICH.trends if chance.random() < 0.1),
        )
        for _ in range(count)
    ]  # fmt: skip


class Told(NamedTuple):
    """What many businesses are told to do."""

    numbers: Evaluated
    decided: Decided

    @property
    def begun(self) -> np.ndarray:
        """What is acted on or piloted, (business, trend)."""
        return np.isin(ACTION_OF_RULE[self.decided.rule], [ACT, PILOT])


def told(businesses: list[Business]) -> Told:
    """Return what businesses are told on the rich map."""
    numbers = evaluated(ARRAYS, business_arrays(businesses, ARRAYS), Settings())
    return Told(numbers, decided(numbers, scored(numbers, threats=False)))


def test_the_map_is_rich_enough():
    """Among 200 firms every action, gaps of each size, and lists that stop early and late: nothing is tested on air."""
    found = told(firms(200, 1))
    assert {*ACTION_OF_RULE[found.decided.rule].ravel().tolist()} == {0, 1, 2, 3}
    lacking = found.numbers.steps.short[found.decided.worth]
    assert {*np.ceil(lacking).astype(int).tolist()} >= {0, 1, 2, 3}
    assert (found.numbers.steps.more_hours > 0).any()
    assert (found.numbers.steps.more_money > found.numbers.steps.short).any()
    assert len({*found.begun.sum(axis=1).tolist()}) > 5


@pytest.mark.parametrize("count", COUNTS)
def test_what_is_taken_fits_together(count):
    """Hours, euros and places of all that is begun, prerequisites counted once, stay within the means."""
    businesses = firms(count, 2)
    found = told(businesses)
    steps, taken = found.numbers.steps, found.decided.taken
    hours = ((steps.hours + steps.more_hours) * taken).sum(axis=1)
    money = ((steps.money + steps.more_money) * taken).sum(axis=1)
    for row, business in enumerate(businesses):
        have, people = business.resources, business.employees
        assert have.hours_per_week is None or hours[row] <= WEEKS * have.hours_per_week + 1e-6
        assert have.budget_eur is None or money[row] <= have.budget_eur + 1e-6
        if people is not None:
            assert taken[row].sum() <= (6 if people <= 3 else 12 if people <= 20 else 18)


@pytest.mark.parametrize("count", COUNTS)
def test_prerequisites_are_begun_too(count):
    """What is begun has all that it needs first in use or begun; nothing in use is begun again."""
    found = told(firms(count, 3))
    needs = np.array([[other.id in item.prerequisites for other in RICH.trends] for item in RICH.trends])
    ready = found.decided.taken | found.numbers.in_use
    missing = found.decided.taken[:, :, None] & needs & ~ready[:, None, :]
    assert not missing.any()
    assert not (found.decided.taken & found.numbers.in_use).any()
    assert not (found.decided.taken & (found.numbers.steps.short > 1 + 1e-9)).any()


def more_hours(business: Business, chance: random.Random) -> Business:
    """Return the business with more hours, or with all it needs."""
    have = business.resources
    hours = None if have.hours_per_week is None or chance.random() < 0.2 else have.hours_per_week + chance.uniform(0, 3)
    return business.model_copy(update={"resources": Resources(budget_eur=have.budget_eur, hours_per_week=hours)})


def more_money(business: Business, chance: random.Random) -> Business:
    """Return the business with more money, or with all it needs."""
    have = business.resources
    money = None if have.budget_eur is None or chance.random() < 0.2 else have.budget_eur + chance.uniform(0, 2000)
    return business.model_copy(update={"resources": Resources(budget_eur=money, hours_per_week=have.hours_per_week)})


def more_skill(business: Business, chance: random.Random) -> Business:
    """Return the business better at one of its skills, by a little or by levels."""
    if not business.skills:
        return business
    name = chance.choice(sorted(business.skills))
    better = min(4.0, business.skills[name] + chance.choice([0.1, 0.5, 1, 2, 4]))
    return business.model_copy(update={"skills": business.skills | {name: better}})


def more_places(business: Business, chance: random.Random) -> Business:
    """Return the business with more people, which this map asks for nothing else."""
    people = business.employees
    return business.model_copy(update={"employees": people and people + chance.choice([1, 20, 200])})


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("more", [more_hours, more_money, more_skill, more_places])
def test_more_never_takes_away(more: Callable[[Business, random.Random], Business], count):
    """Who has more hours, money, people or of any skill never waits with what was begun before."""
    businesses, chance = firms(count, 4), random.Random(5)
    before, after = told(businesses), told([more(one, chance) for one in businesses])
    waits = ACTION_OF_RULE[after.decided.rule] == PREPARE
    lost = before.begun & waits
    assert [(row, RICH.trends[trend_].id) for row, trend_ in zip(*np.nonzero(lost), strict=True)] == []
    assert (before.begun != after.begun).any()  # and who has more begins more


def test_looking_at_a_part_changes_no_action():
    """A view, and how many rows are asked for, leave actions and ranks as they are."""
    for business in firms(30, 6):
        whole = {row.trend.id: (row.rank, row.action) for row in rank_trends(RICH, business).opportunities}
        for view in ("new", "catch-up", "cross"):
            rows = rank_trends(RICH, business, view=view, top=3).opportunities
            assert all(whole[row.trend.id] == (row.rank, row.action) for row in rows)


@pytest.mark.parametrize("name", some(["t01", "t05", "t09", "t19"]))
def test_a_copy_in_its_family_changes_no_action(name):
    """The same trend once more as a part of itself, first steps and figures included: every other action stays.

    Of a family without a row of its own whole, as t05's, the copy is a part of the same whole. Who uses the trend
    already may be told of the copy, as of any other part.
    """
    item = next(one for one in RICH.trends if one.id == name)
    update = {"id": f"{name}-copy", "part_of": item.part_of or (name,), "plain": False, "name": "Copy"}
    again = [one.model_copy(update={"trend": f"{name}-copy"}) for one in RICH.influences if one.trend == name]
    steps = [
        one.model_copy(update={"trend": f"{name}-copy", "id": f"{one.id}-copy"})
        for one in RICH.practices if one.trend == name
    ]  # fmt: skip
    larger = changed(
        RICH, trends=(*RICH.trends, item.model_copy(update=update)), influences=(*RICH.influences, *again),
        practices=(*RICH.practices, *steps),
    )  # fmt: skip
    businesses, at = firms(60, 8), ARRAYS.trend_index[name]
    used = told(businesses).numbers.in_use[:, at]
    for business in (one for one, uses in zip(businesses, used.tolist(), strict=True) if not uses):
        before, after = (rank_trends(around, business).opportunities for around in (RICH, larger))
        assert [(row.trend.id, row.action.name) for row in after] == [(row.trend.id, row.action.name) for row in before]


def test_what_one_skill_saves_costs_nothing_elsewhere():
    """Two skills are short of one level each: somebody who does it is cheaper than both trainings, not than one.

    6 h at EUR 75 are 450; a training 8 h and EUR 100, worth 340. Who has 7 h and EUR 450 begins; who learns one of
    the two must not have to wait because the other training takes hours that there are not.
    """
    step = practice("p", "t", hours=6, skills={"craft": 2, "data": 2}, partner="somebody")
    around = ecosystem([sector("s1")], [trend("t", level=0.9, s=0.1)], practices=[step])
    means = Resources(budget_eur=450, hours_per_week=7 / WEEKS)
    for craft in (1, 2):
        firm = Business(sectors={"s1": 1}, skills={"craft": craft, "data": 1}, resources=means)
        assert rank_trends(around, firm).opportunities[0].action.name == "act"


def test_unlimited_means_begin_all_that_no_skill_forbids():
    """Without any limit said, what is worth a step is begun unless it or what it needs lacks more than a level."""
    found = told([Business(sectors={"s1": 1})])
    assert (found.decided.taken | ~found.decided.worth).all()
