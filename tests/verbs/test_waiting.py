"""What is told of a row that waits: for what, and that this is not begun either."""

import re

import pytest

from ecomap import load_business, load_map, plan_year, rank_trends
from ecomap.model import Business, Resources
from maps import ecosystem, practice, sector, trend


@pytest.mark.parametrize("template", ["clinic", "dentist", "hairdresser", "hotel", "law-office", "restaurant"])
def test_what_a_row_waits_for_is_left_too(template: str) -> None:
    """The first steps are walked by points for their price: the one that no longer fits stops those behind it.

    Of each it is said which of the means is taken; the one that stops them says that it does not fit beside what is
    begun, or with what it needs first.
    """
    ecosystem, _ = load_map()
    ranking = rank_trends(ecosystem, load_business(template, ecosystem))
    rules = [row.action.rule for row in ranking.opportunities if row.action.name == "prepare"]
    waiting = [
        found for rule in rules if (found := re.match(r"fits alone, but (your .+) go(es)? to what brings", rule))
    ]
    stops = [rule for rule in rules if re.search("beside what you begin|beyond your means with", rule)]
    assert waiting
    assert stops
    assert len({found[1] for found in waiting}) == 1


@pytest.mark.parametrize(
    ("means", "few", "told"),
    [
        ({"budget_eur": 250}, "too little money", "your money goes"),
        ({"hours_per_week": 25 / 46}, "too few hours", "your hours go"),
        (
            {"budget_eur": 250, "hours_per_week": 25 / 46},
            "too few hours and too little money",
            "your hours and your money go",
        ),
        ({}, "more than your 6 changes a year", "your 6 changes a year go"),
    ],
)
def test_what_binds_is_named(means: dict[str, float], few: str, told: str) -> None:
    """Nine trends of 10 h and EUR 100 each: two are begun of 250 EUR or 25 hours, six by three people with all means.

    What stands behind names what is too little for the third, or the seventh.
    """
    names = "abcdefghi"
    small = ecosystem(
        [sector("s1")], [trend(name, level=0.9, s=0.1) for name in names],
        practices=[practice(f"p{name}", name, hours=10, eur=100) for name in names],
    )  # fmt: skip
    business = Business(sectors={"s1": 1}, employees=3, resources=Resources(**means))
    rules = [row.action.rule for row in rank_trends(small, business).opportunities]
    count = 2 if means else 6
    assert all(rule.startswith("worth a step") for rule in rules[:count])
    assert rules[count] == f"fits alone, but {few} beside what you begin"
    assert set(rules[count + 1 :]) == {f"fits alone, but {told} to what brings more for its cost"}


def test_nothing_waits_for_what_does_not_concern_the_firm() -> None:
    """Reviews need a map listing first, which is for who has a door: who has none begins with the reviews.

    EUR 250: both together cost 300, so that who has a door waits, for EUR 50.
    """
    small = ecosystem(
        [sector("s1", traits={"door": 0.5})],
        [
            trend("listing", level=0.05, s=0.1, gate=["door"]),
            trend("reviews", level=0.9, s=0.1, prerequisites=["listing"]),
        ],
        practices=[practice("p1", "listing", hours=0, eur=100), practice("p2", "reviews", hours=0, eur=200)],
    )
    rules = {
        level: rank_trends(
            small, Business(sectors={"s1": 1}, traits={"door": level}, resources=Resources(budget_eur=250))
        ).opportunities[0]
        for level in (0.0, 1.0)
    }
    assert {row.trend.id for row in rules.values()} == {"reviews"}
    assert rules[0.0].action.rule == "worth a step, and it fits your means together with what comes before it"
    assert rules[0.0].feasible.first == ()
    assert rules[1.0].action.rule == "EUR 50 beyond your means with what it needs first; Trend listing first"


def test_the_year_of_who_works_from_afar_holds_no_map_listing() -> None:
    """A call centre has no door: what the map says is not for it is planned for nothing that it begins."""
    ecosystem, _ = load_map()
    firm = load_business("call-centre", ecosystem)
    assert "local-search-listing" not in {step.trend for step in plan_year(ecosystem, firm, proof=False).steps}
