"""The ranking of one business: who is in which list, in which order and family, what is said of each row."""

from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from ecomap import Business, Ranking, Settings, load_business, rank_trends
from ecomap.errors import ConvergenceError
from ecomap.model import Duty, Needs, OwnActivity, OwnInfluence, Resources
from ecomap.model.compiled import moment
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.ranking import business_label, map_day
from ecomap.verbs.rows import RowMaker
from ecomap.verbs.standings import find_standings
from maps import (
    MEASURED,
    changed,
    ecosystem,
    example_business,
    example_map,
    group,
    influence,
    logistic,
    logit,
    modifier,
    practice,
    sector,
    trend,
)

OWN_AND_OTHER = [sector("other"), sector("own")]
EDGE = {("other", "own"): 1.0}
AT_OWN = Business(sectors={"own": 1})


def one(shares: dict[str, float], **of_trend: object):
    """Return the row of one trend for a business in ``own`` that hears of ``other``."""
    small = ecosystem(
        OWN_AND_OTHER, [trend("t", **of_trend)], {("t", name): share for name, share in shares.items()}, EDGE
    )
    return rank_trends(small, AT_OWN).opportunities[0]


def of_trends(*trends, business: Business = AT_OWN, **how: object) -> Ranking:
    """Return the ranking of trends in one sector."""
    return rank_trends(ecosystem([sector("own")], trends), business, **how)


def ids(rows) -> list[str]:
    """Return the trends of rows."""
    return [row.trend.id for row in rows]


# --- lists and order ------------------------------------------------------------------------------------------


def test_rows_fall_by_priority_and_ties_go_by_id():
    """The likelier first, whatever the order of the map; equal ones, to 12 decimals, by their ids."""
    assert ids(of_trends(trend("z", level=0.4), trend("a", level=0.2)).opportunities) == ["z", "a"]
    for more in (0.0, 1e-15):
        assert ids(of_trends(trend("z", level=0.3 + more), trend("a")).opportunities) == ["a", "z"]


def test_what_a_trend_is_decides_its_list():
    """do: an opportunity, whatever its harm; risk: a threat; nothing said: both; umbrella, indicator, duty: none."""
    roles = {"a": "do", "b": "risk", "c": None, "d": "umbrella", "e": "indicator", "f": "duty"}
    ranking = of_trends(*(trend(name, role=role, opportunity=0.5) for name, role in roles.items()))
    assert (ids(ranking.opportunities), ids(ranking.threats)) == (["a", "c"], ["b", "c"])


def test_what_is_in_use_is_listed_apart():
    """An adopted trend is in neither list, but named; what it needs and belongs to is in use too."""
    ranking = of_trends(
        trend("t", prerequisites=("u",), part_of=("v",)), trend("u"), trend("v"), trend("w"),
        business=Business(sectors={"own": 1}, adopted=("t",)),
    )  # fmt: skip
    assert (ids(ranking.opportunities), ranking.adopted) == (["w"], ("t",))


@pytest.mark.parametrize(
    "nothing", [{"specificity": 1, "services": {"cut": 1.0}}, {"gate": ("shop",)}, {"employees_min": 9}]
)
def test_what_does_not_concern_a_business_is_no_row(nothing):
    """It does not do what is served, is not what is asked for, is too few: no row, no NaN."""
    sectors = [sector("own", {"work": 1}, {"shop": 0}), sector("other", {"cut": 1.0}, {"shop": 1})]
    ranking = rank_trends(ecosystem(sectors, [trend("t", **nothing)]), Business(sectors={"own": 1}, employees=3))
    assert (ranking.opportunities, ranking.threats, ranking.check) == ((), (), ())


def test_a_map_without_trends_ranks_nothing():
    """No trend, no row; not an error."""
    ranking = rank_trends(ecosystem(OWN_AND_OTHER, edges=EDGE), AT_OWN)
    assert (ranking.opportunities, ranking.threats) == ((), ())


def test_a_family_is_one_row():
    """The whole stands for its parts, though b comes first alone; without it what is plain; the others are named."""
    parts = [trend("b", part_of=("a",), level=0.5), trend("c", part_of=("a",), level=0.2, plain=True)]
    whole = of_trends(trend("a", level=0.6), *parts).opportunities
    assert [(row.trend.id, row.others) for row in whole] == [("a", ("b", "c"))]
    umbrella = of_trends(trend("a", level=0.6, role="umbrella"), *parts).opportunities
    assert [(row.trend.id, row.others) for row in umbrella] == [("c", ("b",))]


def test_what_comes_along_is_named_beside_what_brings_it():
    """A gateway that comes with a shop has no row where the shop is in the list or in use, and one where it is not."""
    both = trend("gateway", level=0.9, comes_with=("shop",)), trend("shop")
    assert [(row.trend.id, row.others) for row in of_trends(*both).opportunities] == [("shop", ("gateway",))]
    used = of_trends(*both, business=Business(sectors={"own": 1}, adopted=("shop",)))
    assert used.opportunities == ()
    assert ids(of_trends(both[0]).opportunities) == ["gateway"]


def test_what_stands_beside_a_row_is_told_with_what_is_worth_most_first():
    """Parts of .2 and .5 of one whole, and what comes along with it, .4: c before d before b, whatever their ids."""
    ranking = of_trends(
        trend("a", level=0.6), trend("b", level=0.2, part_of=("a",)), trend("c", level=0.5, part_of=("a",)),
        trend("d", level=0.4, comes_with=("a",)), trend("e", level=0.7),
    )  # fmt: skip
    assert {row.trend.id: row.others for row in ranking.opportunities} == {"e": (), "a": ("c", "d", "b")}


def test_basics_stand_apart_in_order_of_what_they_take_off():
    """Both are missing: what takes .6 off a threat comes before what takes .2; what is in use is not asked."""
    basics = [trend("a", basic=True, area="security", level=0.9), trend("b", basic=True, area="security")]
    small = ecosystem(
        [sector("s1")], [*basics, trend("risk", role="risk", opportunity=0)],
        practices=[practice("p", "a", reduces={"risk": 0.2}), practice("q", "b", reduces={"risk": 0.6})],
    )  # fmt: skip
    ranking = rank_trends(small, Business(sectors={"s1": 1}))
    assert (ranking.basics, ids(ranking.opportunities)) == (("b", "a"), [])
    assert rank_trends(small, Business(sectors={"s1": 1}, adopted=("b",))).basics == ("a",)


def test_basics_weigh_what_they_take_off_threats_alone():
    """What also takes .9 off an opportunity is not the more urgent for it."""
    basics = [trend("a", basic=True, area="security"), trend("b", basic=True, area="security")]
    small = ecosystem(
        [sector("s1")], [*basics, trend("risk", role="risk", opportunity=0), trend("chance")],
        practices=[
            practice("p", "a", reduces={"risk": 0.2, "chance": 0.9}), practice("q", "b", reduces={"risk": 0.6}),
        ],
    )  # fmt: skip
    assert rank_trends(small, Business(sectors={"s1": 1})).basics == ("b", "a")


@pytest.mark.parametrize(("employees", "most"), [(None, ""), (3, "; at most 6 changes a year at this size")])
def test_unsaid_means_are_told_with_what_size_allows(employees, most):
    """Two changes a quarter, with three people; of one that nobody said, nothing."""
    (told,) = [
        warning.message
        for warning in of_trends(trend("a"), business=Business(sectors={"own": 1}, employees=employees)).warnings
        if warning.code == "no-means"
    ]
    assert told == f"Nothing said of budget, hours or skills: they count as sufficient{most}."


def test_what_most_have_is_asked_for():
    """Over half of firms like it use it and the owner said nothing: check, by rank; what is in use is not asked."""
    some = trend("a", level=0.6), trend("b", level=0.9), trend("c", level=0.4)
    assert of_trends(*some).check == ("b", "a")
    assert of_trends(*some, business=Business(sectors={"own": 1}, adopted=("b",))).check == ("a",)


def test_what_nearly_all_have_is_asked_and_not_listed():
    """Above 90 % it is there or known: asked first, no row, and nothing waits for it; at 90 % it is a row.

    Who says himself how many have it asks about it, and what every firm needs is asked of all.
    """
    some = trend("a", level=0.95), trend("b", level=0.9), trend("c", level=0.6, prerequisites=["a"])
    found = of_trends(*some)
    assert (ids(found.opportunities), found.check) == (["b", "c"], ("a", "b", "c"))
    assert found.opportunities[1].feasible.first == ()
    word = (OwnInfluence(trend="a", share=0.99, reason="seen"),)
    assert ids(of_trends(*some, business=Business(sectors={"own": 1}, influences=word)).opportunities)[0] == "a"
    assert of_trends(trend("a", level=0.95, basic=True)).basics == ("a",)


@pytest.mark.parametrize(
    ("country", "since", "listed"),
    [("IT", "2025-11-01", False), ("IT", "2025-12-01", True), ("IT", None, True), ("FR", "2019-01-01", True)],
)
def test_what_the_law_has_asked_for_a_year_is_asked_and_not_listed(country, since, listed):
    """The map speaks of November 2026: a law of the own country from November 2025 or before."""
    law = Duty(
        id="law", topic="e-invoicing", place="IT", name="Law", law="Law 1", article="1", url="https://example.org",
        do="Do it.", gives="a", evidence="law", reviewed="2026-11-28", **({"from": since} if since else {}),
    )  # fmt: skip
    countries = [modifier(place, "ai", 0.1) for place in ("it", "fr")]
    around = ecosystem([sector("own")], [trend("a", level=0.4)], modifiers=countries, duties=(law,))
    found = rank_trends(around, Business(sectors={"own": 1}, country=country))
    assert (ids(found.opportunities) == ["a"], found.check == ("a",)) == (listed, not listed)


# --- views ----------------------------------------------------------------------------------------------------


def test_views_show_a_part_with_the_ranks_of_the_whole():
    """new below 16 % today, catch-up over half, all everything; ranks and actions are those among all."""
    some = [trend("a", level=0.6), trend("b", level=0.1), trend("c", level=0.4), trend("d", level=0.9)]
    found = {view: of_trends(*some, view=view).opportunities for view in ("all", "new", "catch-up")}
    assert [(row.rank, row.trend.id, row.mark) for row in found["all"]] == [
        (1, "d", "catch-up"), (2, "a", "catch-up"), (3, "c", "spreading"), (4, "b", "new"),
    ]  # fmt: skip
    assert found["new"] == found["all"][3:]
    assert found["catch-up"] == found["all"][:2]


def test_cross_is_what_others_are_further_along_in():
    """abroad: 80 % in the other sector, 10 % in the own; home the other way round; threats are never left out."""
    small = ecosystem(
        OWN_AND_OTHER, [trend("abroad"), trend("home"), trend("risk", role="risk", opportunity=0)],
        {("abroad", "other"): 0.8, ("abroad", "own"): 0.1, ("home", "other"): 0.1, ("home", "own"): 0.8}, EDGE,
    )  # fmt: skip
    ranking = rank_trends(small, AT_OWN, view="cross")
    assert (ids(ranking.opportunities), ids(ranking.threats)) == (["abroad"], ["risk"])
    assert {row.trend.id: row.cross for row in rank_trends(small, AT_OWN).opportunities} == {
        "abroad": True,
        "home": False,
    }
    row = ranking.opportunities[0]
    assert row.lead > 0
    assert ranking.opportunities_in_all == 1


def test_the_first_rows_are_those_of_the_whole(shipped):
    """With ``top`` each list has its first rows, the same to the last field, and says how many there are in all."""
    business = load_business("bakery", shipped)
    whole, short = rank_trends(shipped, business), rank_trends(shipped, business, top=3)
    assert short.opportunities == whole.opportunities[:3]
    assert short.threats == whole.threats[:3]
    assert short.opportunities_in_all == whole.opportunities_in_all == len(whole.opportunities)
    assert short.threats_in_all == len(whole.threats)
    assert (short.check, short.basics) == (whole.check, whole.basics)


# --- rows -----------------------------------------------------------------------------------------------------


def test_an_opportunity_share_may_be_overruled_where_the_business_is():
    """theta .8, but .2 in one of two equal own sectors: .5; what holds elsewhere does not count."""
    small = ecosystem([sector("a"), sector("b"), sector("c")], [trend("t", opportunity=0.8)])
    overruled = (influence("t", "a", 0.3, opportunity=0.2), influence("t", "c", 0.3, opportunity=0.0))
    row = rank_trends(changed(small, influences=overruled), Business(sectors={"a": 2, "b": 2})).opportunities[0]
    assert row.opportunity_share == pytest.approx(0.5, abs=1e-15)


@pytest.mark.parametrize(
    ("pace", "level", "half"),
    [
        (0.2, 0.5, "now"),  # half is passed where it is reached
        (None, 0.6, "now"),  # passed is passed, at whatever pace
        (None, 0.4, "pace unknown"),
        (0.0, 0.4, "not at this pace"),
        (-0.1, 0.4, "not at this pace"),
        (0.1, 0.1, "not at this pace"),  # ln(9) / .1 = 22 years
        (0.2, 0.1, 2037),  # ln(9) / .2 = 10.99 years after 2026.875
    ],
)
def test_the_year_of_half(pace, level, half):
    """The year in which half of such firms use it, or why there is none; no year beyond 15."""
    assert of_trends(trend("t", level=level, pace=pace)).opportunities[0].when.half == half


def test_flags_say_what_is_not_known():
    """No own figure and no pace are said; with both there is no flag; a part above its whole is said to be held."""
    assert one({"other": 0.6}).flags == ("own-figure-unknown", "pace-unknown")
    assert one({"other": 0.6, "own": 0.1}, pace=0.1).flags == ()
    held = of_trends(trend("a", role="umbrella", level=0.2, pace=0), trend("b", part_of=("a",), level=0.4, pace=0))
    assert "held" in held.opportunities[0].flags
    assert held.opportunities[0].likelihood == pytest.approx(0.2)
    assert held.opportunities[0].log_odds.held == pytest.approx(logit(0.2) - logit(0.4))


@pytest.mark.parametrize(
    ("figures", "level", "basis", "year"),
    [
        ([], {}, "judgement", None),
        ([], {"year": 2024}, "statistic", 2024),
        ([{"sector": "own", "year": 2021}], {}, "statistic", 2021),
        ([{"sector": "own", "year": 2021}, {"sector": "two", "year": 2023}], {"year": 2024}, "statistic", 2021),
        ([{"sector": "other", "year": 2021}], {"year": 2024}, "statistic", 2024),
    ],
)
def test_what_a_share_rests_on(figures, level, basis, year):
    """The oldest figure of its own sectors; without one the level's year; without that a judgement."""
    given = [
        influence("t", item["sector"], 0.4, year=item["year"], evidence=MEASURED, statement=None) for item in figures
    ]
    small = ecosystem([sector("own"), sector("two"), sector("other")], [trend("t", **level)], given)
    row = rank_trends(small, Business(sectors={"own": 1, "two": 1})).opportunities[0]
    assert (row.figures.basis, row.figures.year) == (basis, year)


def test_what_lies_between_low_and_high_is_what_nine_in_ten_do():
    """A threat judged at .3, s .5: logit(.3) -/+ 1.6449 x .5 today; in three years its pace's own error .1 x 3 too."""
    row = of_trends(trend("t", role="risk", opportunity=0, level=0.3, s=0.5, pace=0.0)).threats[0]
    half = 1.6448536 * 0.5
    assert row.likelihood_low == pytest.approx(logistic(logit(0.3) - half), abs=1e-7)
    assert row.likelihood_high == pytest.approx(logistic(logit(0.3) + half), abs=1e-7)
    assert row.horizon_low < row.likelihood_low
    assert row.likelihood_high < row.horizon_high
    wide = of_trends(trend("t", role="risk", opportunity=0, level=0.3, s=0.5), settings=Settings(coverage=0.5)).threats[
        0
    ]
    assert wide.likelihood_high == pytest.approx(logistic(logit(0.3) + 0.6744898 * 0.5), abs=1e-7)


def test_growth_since_the_surveys_is_told_beside_the_parts():
    """Own sectors half and half, one surveyed 4.875 years ago at .1 a year: .24375 of the log-odds is growth since."""
    old = influence("t", "own", 0.4, year=2022, evidence=MEASURED, statement=None)
    small = ecosystem(OWN_AND_OTHER, [trend("t", pace=0.1)], [old, influence("t", "other", 0.4)])
    row = rank_trends(small, Business(sectors={"own": 1, "other": 1})).opportunities[0]
    assert row.since_survey == pytest.approx(0.24375)


def test_sectors_that_raise_a_row_are_named_with_what_both_are():
    """Hotels and the firm are both shops, 80 % of them use it, 10 % here: they are named, with what both are."""
    sectors = [
        sector("hotels", {}, {"shop": 1}), sector("own", {}, {"shop": 1}), sector("mines", {}, {"shop": 0}),
        sector("farms", {}, {"shop": 0}),
    ]  # fmt: skip
    small = ecosystem(
        sectors, [trend("t", level=0.3, group="g")], {("t", "hotels"): 0.8, ("t", "mines"): 0.1},
        groups=[group("g", {"shop": 1})]
    )  # fmt: skip
    row = rank_trends(small, AT_OWN, pathways=True).opportunities[0]
    assert row.from_sectors == ("hotels",)
    assert row.why == "Catch up: HOTELS 80%; they too are shop."
    assert row.log_odds.traits > 0.5
    found = {(way.kind, way.nodes): way for way in row.pathways}
    trait = found["trait", ("t", "hotels", "shop")]
    assert trait.push > 0
    assert trait.evidence == ("judged",)
    assert found["judged", ("t", "shop")].evidence == ("judged",)


def test_couplings_are_told_with_all_that_lies_between():
    """Half is kept at each step of .7, .6 and .5 to the firm's own sector: .35, .105 and .02625 of .48125 in all.

    The heaviest comes first: 10 % is heard less than 25 %, but lies further below the level of 30 %.
    """
    small = ecosystem(
        [sector(name) for name in "abcd"], [trend("t", level=0.3)],
        {("t", "a"): 0.8, ("t", "b"): 0.1, ("t", "c"): 0.25}, {("a", "b"): 0.5, ("b", "c"): 0.6, ("c", "d"): 0.7},
    )  # fmt: skip
    firm = Business(sectors={"d": 1})
    ways = rank_trends(small, firm, Settings(attenuation=0.5), pathways=True).opportunities[0].pathways
    assert [(way.nodes, way.text) for way in ways] == [
        (("t", "b", "c", "d"), "B (10%), a sector around D, by way of C: speaks against it"),
        (("t", "c", "d"), "C (25%), a sector around D: speaks against it"),
        (("t", "a", "b", "c", "d"), "A (80%), a sector around D, by way of B, C: speaks for it"),
    ]
    assert [way.weight for way in ways] == pytest.approx([0.105 / 0.48125, 0.35 / 0.48125, 0.02625 / 0.48125])
    assert {way.evidence for way in ways} == {("judged",)}


def test_of_many_sectors_and_pathways_the_heaviest_are_listed():
    """Three of five sectors that raise a row, the strongest first, and four pathways; the others are the remainder."""
    shares = {f"s{at}": 0.5 + at / 10 for at in range(5)}
    small = ecosystem(
        [*(sector(name) for name in shares), sector("own")], [trend("t", level=0.3)],
        {("t", name): share for name, share in shares.items()}, {(name, "own"): 0.2 for name in shares},
    )  # fmt: skip
    row = rank_trends(small, AT_OWN, Settings(attenuation=0.5), pathways=True).opportunities[0]
    assert row.from_sectors == ("s4", "s3", "s2")
    pushes = [abs(way.push) for way in row.pathways]
    assert (len(pushes), pushes) == (4, sorted(pushes, reverse=True))
    assert row.remainder != 0


def test_who_is_behind_is_not_named():
    """The other sector at 5 % raises nothing: nobody is named, whatever likeness there is."""
    row = one({"other": 0.05, "own": 0.4})
    assert row.from_sectors == ()
    assert "OTHER" not in row.why


def test_a_row_that_nothing_moves_names_nobody():
    """All sectors alike and no figure: neither is a sector named that does as much nor is there a pathway."""
    (row,) = rank_trends(ecosystem(OWN_AND_OTHER, [trend("t")], edges=EDGE), AT_OWN, pathways=True).opportunities
    assert (row.from_sectors, row.pathways) == ((), ())
    assert row.likelihood == pytest.approx(0.3)


def test_a_unit_of_log_odds_earns_the_slope_where_nothing_moves_a_row():
    """touch 1, L .3: a unit more would earn 100 x .3 x .7 points, the derivative; .8 of it where touch is .8."""
    trends = [trend("t"), trend("u", specificity=0.2, services={"cut": 1.0})]
    around = compiled_map(ecosystem([sector("own", {"work": 1}), sector("other", {"cut": 1})], trends))
    numbers = find_standings(around, AT_OWN, Settings())
    assert RowMaker(around, numbers).per_log_odds == pytest.approx([21, 0.8 * 21])


# --- actions and means ----------------------------------------------------------------------------------------


def test_means_decide_what_to_do_and_not_what_it_is_worth():
    """Without money the step has to wait, with it it is begun; the priority is the same, and what lacks is said."""
    small = ecosystem([sector("s1")], [trend("t", level=0.9, s=0.1)], practices=[practice("p", "t", hours=4, eur=500)])
    poor, rich = (
        rank_trends(small, Business(sectors={"s1": 1}, resources=Resources(budget_eur=eur))).opportunities[0]
        for eur in (400, 500)
    )
    assert poor.score == rich.score
    assert (poor.action.name, rich.action.name) == ("prepare", "act")
    assert poor.action.rule == "EUR 100 beyond your means"
    assert (poor.feasible.money, poor.feasible.hours, rich.feasible.money) == (False, True, True)
    assert (rich.first_step.practice, rich.first_step.effort_hours, rich.first_step.one_off_eur) == ("p", 4, 500)
    assert rich.practices == ("p",)


@pytest.mark.parametrize(
    ("eur", "rules"),
    [
        (99.2, ["EUR 1 beyond your means", "EUR 1 beyond your means", "EUR 201 beyond your means"]),
        (100, ["worth a step", "fits alone, but too little money beside what you begin", "EUR 200 beyond your means"]),
        (200, ["worth a step", "worth a step", "EUR 100 beyond your means"]),
        (300, ["worth a step", "worth a step", "fits alone, but too little money beside what you begin"]),
    ],
)
def test_what_waits_says_what_for(eur, rules):
    """EUR 100, 100 and 300, in this order: what costs just what there is fits alone, and waits for the others."""
    costs = {"a": 100, "b": 100, "c": 300}
    small = ecosystem(
        [sector("s1")], [trend(name, level=0.9, s=0.1) for name in costs],
        practices=[practice(f"p{name}", name, hours=0, eur=eur) for name, eur in costs.items()],
    )  # fmt: skip
    rows = rank_trends(small, Business(sectors={"s1": 1}, resources=Resources(budget_eur=eur))).opportunities
    assert [row.trend.id for row in rows] == ["a", "b", "c"]
    assert [row.action.rule[: len(rule)] for row, rule in zip(rows, rules, strict=True)] == rules
    assert [row.feasible.money for row in rows] == [cost <= eur for cost in costs.values()]


def test_what_stands_behind_where_the_walk_stops_waits_for_that():
    """EUR 3,000. Points for the price: a 95 / 1,830, b 71 / 1,530, c 22 / 530; b does not fit beside a, c would."""
    levels, costs = {"a": 0.9, "b": 0.5, "c": 0.05}, {"a": 1800, "b": 1500, "c": 500}
    small = ecosystem(
        [sector("s1")], [trend(name, level=level, s=0.1) for name, level in levels.items()],
        practices=[practice(f"p{name}", name, hours=1, eur=eur) for name, eur in costs.items()],
    )  # fmt: skip
    rows = rank_trends(small, Business(sectors={"s1": 1}, resources=Resources(budget_eur=3000))).opportunities
    assert [row.action.rule for row in rows] == [
        "worth a step, and it fits your means together with what comes before it",
        "fits alone, but too little money beside what you begin",
        "fits alone, but your money goes to what brings more for its cost",
    ]


def test_what_waits_for_what_it_needs_first_says_what_both_ask_beyond_the_means():
    """EUR 500 there are. b needs a first: 400 + 300 is 200 too much; a alone fits and is not said to come after b."""
    small = ecosystem(
        [sector("s1")], [trend("a", level=0.05, s=0.1), trend("b", level=0.9, s=0.1, prerequisites=["a"])],
        practices=[practice("pa", "a", hours=0, eur=400), practice("pb", "b", hours=0, eur=300)],
    )  # fmt: skip
    rows = rank_trends(small, Business(sectors={"s1": 1}, resources=Resources(budget_eur=500))).opportunities
    rules = {row.trend.id: row.action.rule for row in rows}
    assert rules["b"] == "EUR 200 beyond your means with what it needs first; Trend a first"
    assert "first" not in rules["a"]


@pytest.mark.parametrize(
    ("more", "business", "action", "told"),
    [
        ({}, {}, "act", "fits your means together"),
        ({"stage": "emerging"}, {}, "pilot", "young"),
        ({"level": 0.05}, {}, "pilot", "not sure"),
        ({"level": 0.01}, {}, "watch", "under 20 points"),
        ({}, {"skills": {"craft": 0}}, "prepare", "more than a level short of craft"),
        ({"level": 0.9}, {"skills": {"craft": 1}}, "act", "fits your means together"),
    ],
)
def test_actions_and_their_reasons(more, business, action, told):
    """What is worth a step is begun, small where young or unsure; two levels short it waits; the rest is watched."""
    step = practice("p", "t", hours=4, skills={"craft": 2})
    small = ecosystem([sector("s1")], [trend("t", **({"level": 0.6, "s": 0.2} | more))], practices=[step])
    row = rank_trends(small, Business(sectors={"s1": 1}, **business)).opportunities[0]
    assert row.action.name == action
    assert told in row.action.rule


def test_only_the_skill_that_lacks_is_named():
    """Of two that a step asks for, the firm has more than enough of one."""
    step = practice("p", "t", hours=4, skills={"craft": 2, "data": 1})
    small = ecosystem([sector("s1")], [trend("t", level=0.6, s=0.2)], practices=[step])
    row = rank_trends(small, Business(sectors={"s1": 1}, skills={"craft": 0, "data": 4})).opportunities[0]
    assert row.action.rule.endswith("more than a level short of craft: learn it or find somebody first")


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ({"maturity": 0}, "prepare"), ({"maturity": 2}, "act"), ({}, "act"),
        ({"maturity": 0, "skills": {"craft": 2}}, "act"), ({"maturity": 4, "skills": {"craft": 0}}, "prepare"),
    ],
)  # fmt: skip
def test_a_skill_that_is_not_said_is_as_high_as_the_maturity(said, action):
    """A step asks for craft at the second level; the firm's own word of a skill goes before how digital it is."""
    step = practice("p", "t", hours=4, skills={"craft": 2})
    small = ecosystem([sector("s1")], [trend("t", level=0.6, s=0.2)], practices=[step])
    assert rank_trends(small, Business(sectors={"s1": 1}, **said)).opportunities[0].action.name == action


def test_what_is_needed_first_is_begun_with_what_needs_it():
    """b is too little by itself, but a needs it: both are begun, each says why; a lists it as what comes first."""
    small = ecosystem(
        [sector("s1")], [trend("a", level=0.9, s=0.1, prerequisites=("b",)), trend("b", level=0.01)],
        practices=[practice("p", "a"), practice("q", "b")],
    )  # fmt: skip
    rows = {row.trend.id: row for row in rank_trends(small, Business(sectors={"s1": 1})).opportunities}
    assert [(rows[name].action.name, rows[name].action.rule) for name in "ab"] == [
        ("act", "worth a step, and it fits your means together with what comes before it; Trend b first"),
        ("act", "needed first for Trend a"),
    ]
    assert rows["a"].feasible.first == ("b",)


def test_threats_are_acted_on_where_much_is_at_stake():
    """From 20 points on; whatever the means."""
    poor = Business(sectors={"own": 1}, resources=Resources(budget_eur=0, hours_per_week=0))
    rows = of_trends(
        trend("a", role="risk", level=0.21, opportunity=0),
        trend("b", role="risk", level=0.19, opportunity=0),
        business=poor,
    ).threats
    assert [(row.trend.id, row.action.name) for row in rows] == [("a", "act"), ("b", "watch")]


def test_what_is_worth_just_a_step_is_worth_it():
    """A bar at the very points of a threat: it is acted on, and told the points where it is not."""
    risk = trend("a", role="risk", level=0.3, opportunity=0)
    (row,) = of_trends(risk).threats
    for worth, action, rule in ((100 * row.score, "act", "much is at stake"), (45, "watch", "less than 45 points")):
        (told,) = of_trends(risk, settings=Settings(worth=worth)).threats
        assert told.action.name == action
        assert told.action.rule.startswith(rule)


# --- what the answer says of itself ---------------------------------------------------------------------------


def test_warnings_say_what_was_not_given():
    """Goals, means and place that were not given are named; given ones are not."""
    silent = rank_trends(example_map(), Business(sectors={"s1": 1}))
    assert {"no-place", "no-goals", "no-means"} == {warning.code for warning in silent.warnings}
    small = ecosystem([sector("own")], [trend("t", goals={"growth": 1}, needs=Needs(budget_eur=1, hours_per_week=1))])
    full = Business(sectors={"own": 1}, goals={"growth": 1}, resources=Resources(budget_eur=1), employees=4)
    assert {warning.code for warning in rank_trends(small, full).warnings} == {"no-country"}


@pytest.mark.parametrize("version", ["2026.2", "2026.02", "2026.2.3"])
def test_a_map_speaks_of_the_middle_of_its_month(version):
    """Whatever release of the month it is; years are counted from there."""
    around = compiled_map(changed(example_map(), version=version))
    assert map_day(around) == date(2026, 2, 15)
    assert moment(around.version) == pytest.approx(2026 + 1.5 / 12)


@pytest.mark.parametrize(
    ("country", "employees", "told"),
    [
        (None, None, {"no-place"}),
        (None, 4, {"no-country"}),
        ("PL", None, {"no-size"}),
        ("PL", 4, set()),
        ("BR", 4, {"country-unknown"}),  # in the map, without figures that would place it
        ("ZW", None, {"country-unknown", "no-size"}),  # not in the map
    ],
)
def test_warnings_say_where_a_firm_is_taken_to_be(shipped, country, employees, told):
    """A country or a size that was not said, or of which there are no figures, is told."""
    business = Business(sectors={"retail-trade": 1}, country=country, employees=employees)
    codes = {warning.code for warning in rank_trends(shipped, business, top=1).warnings}
    assert codes & {"no-place", "no-country", "no-size", "country-unknown"} == told


def test_the_answer_names_what_it_rests_on():
    """Map, settings, years and business stand in the answer, so that it can be made again."""
    ranking = rank_trends(example_map(), example_business(), Settings(horizon=5), sha256="abc")
    assert (ranking.map.id, ranking.map.version, ranking.map.sha256) == ("test", "2026.11", "abc")
    assert (ranking.today, ranking.horizon) == (2026, 2031)  # 2026.875 and five years
    assert ranking.settings == Settings(horizon=5).model_dump()
    assert ranking.business.sectors == pytest.approx({"s1": 0.75, "s2": 0.25})


def test_the_label_of_a_business_sums_to_one():
    """Sectors 3 : 1 and .2 from elsewhere: .6 + .2 + .2."""
    label = rank_trends(example_map(), Business(sectors={"s1": 3, "s2": 1}, depends_on={"s3": 0.2})).business
    assert label.sectors == pytest.approx({"s1": 0.6, "s2": 0.2})
    assert label.depends_on == {"s3": 0.2}


def test_what_the_owner_said_himself_is_told_as_his_word():
    """A share among firms like it, pressure from a sector, an activity and what serves it: each with its reason."""
    own = OwnActivity(id="own", name="Own", share=0.3, served_by={"t": 0.4}, reason="we do it")
    seen = (OwnInfluence(trend="t", share=0.1, reason="seen"), OwnInfluence(sector="s3", share=0.2, reason="felt"))
    firm = Business(sectors={"s1": 1}, influences=seen, own_activities=(own,))
    assert [(word.kind, word.of, word.number, word.reason) for word in business_label(firm).own_words] == [
        ("peers", ("t",), 0.1, "seen"),
        ("exposure", ("s3",), 0.2, "felt"),
        ("profile", ("own",), 0.3, "we do it"),
        ("service", ("t", "own"), 0.4, "we do it"),
    ]


@pytest.mark.parametrize(("does", "told"), [(0.34, True), (0.33, False)])
def test_a_firm_is_told_that_it_does_what_it_does_to_a_third(does, told):
    """The trend serves one activity whole: it is named from 1/3 of it on, and nothing is said of less."""
    small = ecosystem([sector("own", {"first": 1.0})], [trend("t", services={"first": 1.0})])
    (row,) = rank_trends(small, Business(sectors={"own": 1}, activities={"first": does})).opportunities
    assert ("you" in row.why.split()) == told, row.why


def plain_types(value: object) -> set[type]:
    """Return the types of all values inside an answer."""
    if is_dataclass(value):
        return set().union(*(plain_types(getattr(value, field.name)) for field in fields(value)))
    if isinstance(value, dict):
        return set().union(*(plain_types(item) for pair in value.items() for item in pair), set())
    if isinstance(value, tuple | list):
        return set().union(*(plain_types(item) for item in value), set())
    return {type(value)}


def test_answers_hold_plain_numbers_only(shipped):
    """No array and no number type of a library crosses the public door: they print and compare in their own ways."""
    ranking = rank_trends(shipped, load_business("bakery", shipped), top=5, pathways=True)
    assert plain_types(ranking) <= {str, int, float, bool, type(None)}


# --- couplings ------------------------------------------------------------------------------------------------


def test_settings_move_what_they_say():
    """kappa 0: no network; rho 0: no features; a sector without a figure then stands at norm and nothing else."""
    around = example_map()
    bare = changed(around, influences=around.influences[1:])
    row = rank_trends(bare, Business(sectors={"s1": 1})).opportunities[0]
    assert row.log_odds.network_direct != 0
    assert row.log_odds.traits != 0
    none = Settings(network_strength=0, feature_strength=0)
    parts = rank_trends(bare, Business(sectors={"s1": 1}), none).opportunities[0].log_odds
    assert (parts.network_direct, parts.network_indirect, parts.traits, parts.own_sector) == (0, 0, 0, 0)
    assert parts.total == pytest.approx(parts.norm + parts.pace)


def test_methods_differ_in_the_network_alone():
    """The neighbours know no indirect way; norm, features and what the own sector says are those of all methods."""
    around = example_map()
    bare = changed(around, influences=around.influences[1:])
    rows = {
        method: rank_trends(bare, Business(sectors={"s1": 1}), Settings(attenuation=0.5), method=method).opportunities[
            0
        ]
        for method in ("walks", "neighbours", "strongest")
    }
    for name in ("norm", "traits", "activities", "own_sector"):
        assert len({round(getattr(row.log_odds, name), 12) for row in rows.values()}) == 1
    assert rows["neighbours"].log_odds.network_indirect == 0
    assert rows["walks"].log_odds.network_indirect != 0
    assert len({row.log_odds.network_direct for row in rows.values()}) == 3


def test_divergence_is_refused_before_anything_is_ranked():
    """Where influence grows without limit there is no answer, only the loop and the limit."""
    small = ecosystem([sector("a"), sector("b")], [trend("t")], edges={("a", "b"): 4.0, ("b", "a"): 4.0})
    with pytest.raises(ConvergenceError, match=r"a > b > a|b > a > b"):
        rank_trends(small, Business(sectors={"a": 1}), Settings(attenuation=0.5))
