"""What a small map is said to hold, its strongest ways, and what is said of a thing that is opened: by hand."""

import pytest

from ecomap.verbs.lookup import strongest_routes, summarise
from ecomap.verbs.provenance import find_evidence
from maps import LIKE, MEASURED, ecosystem, influence, practice, sector, trend

AROUND = ecosystem(
    [sector("a", {"work": 1.0, "rest": 0.5}), sector("b"), sector("c")],
    [trend("t", services={"work": 0.5}, affects=("strategy", "operations", "customer-expectations")), trend("u")],
    [
        influence("t", "a", 0.4, evidence=MEASURED, year=2024, statement=None),
        influence("t", "b", 0.2, evidence=LIKE, statement=None), influence("u", "a", 0.3), influence("u", "c", 0.1),
    ],
    {("a", "b"): 0.5, ("b", "c"): 0.6, ("a", "c"): 0.2},
    practices=[practice("p", "t", hours=4, eur=1500, monthly=20, upkeep=2)],
)  # fmt: skip


def test_a_map_is_counted_by_what_its_numbers_rest_on() -> None:
    """Its lists, its numbers by basis and by grade, kinds of one family together, and its figures by their years."""
    found = summarise(AROUND, "abc", {"year": {"2025": 3}})
    assert (found.counts["sectors"], found.counts["influences"], found.counts["couplings"]) == (3, 4, 3)
    assert found.by_basis["prevalence"] == {"judgement": 2, "statistic": 2}
    assert found.by_grade["prevalence"] == {"A": 1, "C": 1, "D": 2}
    assert found.by_year == {"2024": 1, "2025": 1, "no year": 2}
    assert found.by_basis["activity profile"] == {"judgement": 4}
    assert found.by_basis["practice"] == {"judgement": 4}  # hours and EUR, until it runs and then
    assert found.by_basis["trend"] == {"judgement": 2 * 4 + 1}  # two of use and means each, and what one serves
    assert (found.observations, found.map.sha256) == ({"year": {"2025": 3}}, "abc")
    assert summarise(AROUND, "abc").observations == {}


@pytest.mark.parametrize(
    ("start", "count", "ways"),
    [
        ("a", 2, {"abc": 0.3, "ac": 0.2}), ("a", 1, {"abc": 0.3}), ("b", 3, {"bc": 0.6}),
        ("t", 3, {"tabc": 0.4 * 0.3, "tbc": 0.2 * 0.6, "tac": 0.4 * 0.2}),
    ],
)  # fmt: skip
def test_the_strength_of_a_way_is_the_product_of_its_couplings(start: str, count: int, ways: dict[str, float]) -> None:
    """For a trend times the share of firms where it begins; the strongest first, as many as are asked for."""
    found = strongest_routes(AROUND, start, "c", count)
    assert {"".join(one.nodes): one.strength for one in found} == pytest.approx(ways)
    assert [one.strength for one in found] == sorted((one.strength for one in found), reverse=True)


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ("p", "First step: Begin 4 hours and EUR 1,500 until it runs, then 2 hours and EUR 20 a month; "
              "others lie within a factor of 2."),
        ("t", "growing technology, incremental change of strategy, operations and customer expectations"),
        ("u", "growing technology, incremental change"), ("a", ""),
    ],
)  # fmt: skip
def test_a_thing_that_is_opened_says_what_it_is(asked: str, about: str) -> None:
    """What to do first of a practice and what it takes, what a trend changes; of a sector its name says it."""
    (subject,) = find_evidence(AROUND, asked).subjects
    assert subject.about == about
