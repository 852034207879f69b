"""What is told of a row that waits: for what, and that this is not begun either."""

import re

import pytest

from ecomap import load_business, load_map, rank_trends
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
    stops = [
        rule for rule in rules if re.search("not together with what you begin: beyond|beyond your means with", rule)
    ]
    assert waiting
    assert stops
    assert len({found[1] for found in waiting}) == 1
    beyond = [rule.partition("beyond ")[2].partition(";")[0] for rule in stops if "what you begin" in rule]
    assert {found[1] for found in waiting} >= set(beyond)


@pytest.mark.parametrize(
    ("means", "told"),
    [
        ({"budget_eur": 250}, "your money goes"),
        ({"hours_per_week": 25 / 46}, "your hours go"),
        ({"budget_eur": 250, "hours_per_week": 25 / 46}, "your hours and your money go"),
        ({}, "your 6 changes a year go"),
    ],
)
def test_what_binds_is_named(means: dict[str, float], told: str) -> None:
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
    assert rules[count].startswith("fits alone, but not together with what you begin: beyond your ")
    assert set(rules[count + 1 :]) == {f"fits alone, but {told} to what brings more for its cost"}
