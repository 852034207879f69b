"""What a ranking shows, in which order, and what it says where it does not know."""

import math
from dataclasses import fields, is_dataclass

import pytest

from ecomap import Business, Settings, load_business, rank_trends
from ecomap.errors import ConvergenceError
from ecomap.model import Needs, Norm, Resources
from ecomap.results.ranking import Ranking
from maps import (
    EXAMPLE_SETTINGS,
    FACE_VALUE,
    changed,
    ecosystem,
    example_business,
    example_map,
    influence,
    sector,
    trend,
)

OWN_AND_OTHER = [sector("other"), sector("own")]
EDGE = {("other", "own"): 1.0}
AT_OWN = Business(sectors={"own": 1})


def one(shares: dict[str, float | None], **of_trend: object):
    """Return the row of one trend for a business in ``own`` that hears of ``other``."""
    prevalences = {("t", name): share for name, share in shares.items()}
    small = ecosystem(OWN_AND_OTHER, [trend("t", **of_trend)], prevalences, EDGE)
    return rank_trends(small, AT_OWN, view="all").opportunities[0]


def logit(share: float) -> float:
    return math.log(share / (1 - share))


def two(first: float, second: float) -> Ranking:
    """Return the ranking of two trends with these norms, given in the order z, a."""
    small = ecosystem([sector("own")], [trend("z", norm=first), trend("a", norm=second)])
    return rank_trends(small, AT_OWN, view="all")


def test_rows_fall_by_priority():
    """The likelier trend comes first, whatever the order of the map; ranks count from 1."""
    ranking = two(0.4, 0.2)
    assert [(row.rank, row.trend.id) for row in ranking.opportunities] == [(1, "z"), (2, "a")]
    assert ranking.opportunities[0].score > ranking.opportunities[1].score


def test_ties_are_broken_by_id():
    """Two trends that differ in nothing but the name stand in the order of their ids."""
    assert [row.trend.id for row in two(0.3, 0.3).opportunities] == ["a", "z"]


def test_differences_below_rounding_are_ties():
    """A difference that another machine would not see does not decide."""
    assert [row.trend.id for row in two(0.3 + 1e-15, 0.3).opportunities] == ["a", "z"]


def test_the_views_part_the_opportunities():
    """A trend in which the others are ahead is cross, one in which the own sector is, own; all is both."""
    small = ecosystem(
        OWN_AND_OTHER, [trend("abroad"), trend("home")],
        {("abroad", "other"): 0.6, ("abroad", "own"): 0.1, ("home", "other"): 0.1, ("home", "own"): 0.6}, EDGE,
    )  # fmt: skip
    listed = {
        view: [row.trend.id for row in rank_trends(small, AT_OWN, view=view).opportunities]
        for view in ("cross", "own", "all")
    }
    assert listed["cross"] == ["abroad"]
    assert listed["own"] == ["home"]
    assert sorted(listed["all"]) == ["abroad", "home"]


@pytest.mark.parametrize("view", ["cross", "own", "all"])
def test_threats_are_never_left_out(view):
    """A threat threatens from wherever it comes, so that no view hides it."""
    small = ecosystem(
        OWN_AND_OTHER, [trend("t", opportunity=0.5)], {("t", "other"): 0.1, ("t", "own"): 0.6}, EDGE
    )  # fmt: skip
    assert [row.trend.id for row in rank_trends(small, AT_OWN, view=view).threats] == ["t"]


def test_what_is_in_use_is_listed_apart():
    """An adopted trend is in neither list, but named."""
    business = Business(sectors={"s1": 1}, adopted=("t",))
    ranking = rank_trends(example_map(), business, view="all")
    assert (ranking.opportunities, ranking.threats, ranking.adopted) == ((), (), ("t",))


def test_a_trend_that_touches_nothing_is_no_row():
    """Of use only to those who do what it serves, and this business does not: no influence, no row, no NaN."""
    small = ecosystem([sector("own")], [trend("t", specificity=1, services={"cut": 1.0})])
    ranking = rank_trends(small, AT_OWN, view="all")
    assert (ranking.opportunities, ranking.threats) == ((), ())


def test_a_map_without_trends_ranks_nothing():
    """No trend, no row; not an error."""
    ranking = rank_trends(ecosystem(OWN_AND_OTHER, edges=EDGE), AT_OWN, view="all")
    assert (ranking.opportunities, ranking.threats) == ((), ())


def test_a_map_without_activities_still_ranks():
    """Trends of general use need no activities: the row names the sector that leads, and nothing shared."""
    bare = [sector("other", {}), sector("own", {})]
    small = ecosystem(bare, [trend("t")], {("t", "other"): 0.6, ("t", "own"): 0.1}, EDGE)
    row = rank_trends(small, AT_OWN).opportunities[0]
    assert row.from_sectors == ("other",)
    assert row.activities == {}


def test_an_opportunity_share_may_be_overruled_where_the_business_is():
    """theta .8, but .2 in one of two equal own sectors: .5; what holds elsewhere does not count."""
    small = ecosystem([sector("a"), sector("b"), sector("c")], [trend("t", opportunity=0.8)])
    overruled = (influence("t", "a", 0.3, opportunity=0.2), influence("t", "c", 0.3, opportunity=0.0))
    business = Business(sectors={"a": 2, "b": 2})
    row = rank_trends(changed(small, influences=overruled), business, view="all").opportunities[0]
    assert row.opportunity_share == pytest.approx(0.5, abs=1e-15)


@pytest.mark.parametrize(
    ("pace", "norm", "half"),
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
def test_the_year_of_half(pace, norm, half):
    """The year in which half of such firms use it, or why there is none; no year beyond 15."""
    small = ecosystem([sector("own")], [trend("t", norm=norm, pace=pace)])
    row = rank_trends(small, AT_OWN, view="all").opportunities[0]
    assert row.when.half == half


def test_prevalences_are_kept_within_bounds():
    """.0001 counts as .005 and .9999 as .995: one wild cell must not rule everything."""
    assert one({"own": 0.0001}).likelihood == pytest.approx(one({"own": 0.005}).likelihood, abs=1e-15)
    assert one({"own": 0.9999}).likelihood == pytest.approx(one({"own": 0.995}).likelihood, abs=1e-15)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.476, 0.494])
def test_nobody_is_ahead_at_the_norm(share):
    """Who stands exactly at the norm is neither ahead nor behind, whatever the last bit of a logarithm says."""
    row = one({"other": share, "own": share}, norm=share)
    assert row.from_sectors == ()
    assert row.pathways == ()


def test_flags_say_what_is_not_known():
    """No own figure and no pace are said; with both there is no flag."""
    assert one({"other": 0.6, "own": None}).flags == ("own-figure-unknown", "pace-unknown")
    assert one({"other": 0.6, "own": 0.1}, pace=0.1).flags == ()


def test_basis_of_the_norm():
    """A trend whose norm was judged says so."""
    assert one({"own": 0.5}).basis == "judged"


def test_why_names_who_is_ahead_and_what_is_shared():
    """The foreign sector with its share, and the activity that it has in common with the business and the trend."""
    both = [sector("other", {"book": 1.0, "sell": 0.4}), sector("own", {"book": 0.9, "sell": 0.1})]
    booking = trend("t", services={"book": 0.8, "sell": 0.2}, specificity=0.5)
    small = ecosystem(both, [booking], {("t", "other"): 0.6, ("t", "own"): 0.1}, EDGE)
    why = rank_trends(small, AT_OWN).opportunities[0].why
    assert all(words in why for words in ("OTHER", "60%", "do book"))


def test_why_calls_nobody_ahead_who_is_behind_the_peers():
    """Others at 40 % are ahead of a norm of 10 %, but not of peers at 60 %: it is the peers who carry it."""
    why = one({"other": 0.4, "own": 0.6}, norm=0.1).why
    assert "ahead" not in why
    assert "60%" in why


def test_at_least_one_pathway_is_foreign():
    """Five own sectors with strong pushes leave room for the one that comes from outside."""
    own = [f"own{number}" for number in range(5)]
    small = ecosystem(
        [sector(name) for name in [*own, "other"]], [trend("t", norm=0.1)],
        {("t", name): 0.9 for name in own} | {("t", "other"): 0.11}, {("other", "own0"): 0.1},
    )  # fmt: skip
    row = rank_trends(small, Business(sectors=dict.fromkeys(own, 1.0)), view="all", pathways=True).opportunities[0]
    assert row.pathways[-1].sectors == ("other", "own0")
    assert len(row.pathways) == 5


def test_warnings_say_what_was_not_given():
    """Goals, means and maturity that were not given are named; given ones are not."""
    silent = rank_trends(example_map(), Business(sectors={"s1": 1}))
    assert {"no-place", "no-goals", "no-means", "no-maturity"} == {warning.code for warning in silent.warnings}
    needs = Needs(budget_eur=1, hours_per_week=1)
    small = ecosystem([sector("own")], [trend("t", goals={"growth": 1}, needs=needs)])
    full = Business(sectors={"own": 1}, goals={"growth": 1}, resources=Resources(budget_eur=1), maturity=2)
    codes = {warning.code for warning in rank_trends(small, full).warnings}
    assert not codes & {"no-goals", "no-means", "no-maturity"}


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


def test_the_first_rows_are_those_of_the_whole(shipped):
    """With ``top`` each list has its first rows, the same to the last field, and says how many there are in all."""
    business = load_business("bakery", shipped)
    whole, short = rank_trends(shipped, business), rank_trends(shipped, business, top=3)
    assert short.opportunities == whole.opportunities[:3]
    assert short.threats == whole.threats[:3]
    assert short.opportunities_in_all == whole.opportunities_in_all == len(whole.opportunities)
    assert short.threats_in_all == len(whole.threats)


def test_the_answer_names_what_it_rests_on():
    """Map, settings, years and business stand in the answer, so that it can be made again."""
    ranking = rank_trends(example_map(), example_business(), Settings(horizon=5), view="all", sha256="abc")
    assert (ranking.map.id, ranking.map.version, ranking.map.sha256) == ("test", "2026.11", "abc")
    assert (ranking.today, ranking.horizon) == (2026, 2031)  # 2026.875 and five years
    assert ranking.settings == Settings(horizon=5).model_dump()
    assert ranking.business.sectors == pytest.approx({"s1": 0.75, "s2": 0.25})


def test_the_label_of_a_business_sums_to_one():
    """Sectors 3 : 1 and .2 from elsewhere: .6 + .2 + .2."""
    business = Business(sectors={"s1": 3, "s2": 1}, depends_on={"s3": 0.2})
    label = rank_trends(example_map(), business).business
    assert label.sectors == pytest.approx({"s1": 0.6, "s2": 0.2})
    assert label.depends_on == {"s3": 0.2}


def plain_types(value: object) -> set[type]:
    """Return the types of all values inside an answer."""
    if is_dataclass(value):
        return set().union(*(plain_types(getattr(value, field.name)) for field in fields(value)))
    if isinstance(value, dict):
        return set().union(*(plain_types(item) for pair in value.items() for item in pair), set())
    if isinstance(value, tuple | list):
        return set().union(*(plain_types(item) for item in value), set())
    return {type(value)}


def test_answers_hold_plain_numbers_only():
    """No array and no number type of a library crosses the public door: they print and compare in their own ways."""
    ranking = rank_trends(example_map(), example_business(), view="all")
    assert plain_types(ranking) <= {str, int, float, bool, type(None)}


def test_a_map_with_one_sector():
    """Without any other sector around, the own figure is all there is: m = .4 again, by way of norm and lead."""
    small = ecosystem([sector("own")], [trend("t", norm=0.2)], {("t", "own"): 0.4})
    row = rank_trends(small, AT_OWN, FACE_VALUE, view="all").opportunities[0]
    assert row.likelihood == pytest.approx(0.4, abs=1e-15)
    assert row.lead < 0


def test_the_own_figure_alone_at_full_strength():
    """rho = kappa = 0: L is the norm's; kappa 0.5 moves half the log-odds from norm .2 to .5: 1 / (1 + 4^.5) = 1/3."""
    small = ecosystem([sector("own")], [trend("t", norm=0.2)], {("t", "own"): 0.5}, readiness={"own": 1.0})
    for strength, expected in ((0.0, 0.2), (0.5, 1 / 3)):
        settings = Settings(network_strength=strength, readiness_strength=0)
        row = rank_trends(small, AT_OWN, settings, view="all").opportunities[0]
        assert row.likelihood == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize("readiness", [-1.5, 0.0, 2.0])
def test_readiness_is_not_counted_twice(readiness):
    """A sector's figure holds its readiness: alone in its sector, a firm as mature as it stands at the figure."""
    norm = Norm(trend="t", norm=-1.0, spread=1.5, evidence="measured")
    small = ecosystem(
        [sector("own")], [trend("t", norm=None)], {("t", "own"): 0.4}, norms=[norm], readiness={"own": readiness}
    )
    row = rank_trends(small, AT_OWN, FACE_VALUE, view="all").opportunities[0]
    assert row.likelihood == pytest.approx(0.4, abs=1e-12)
    assert row.log_odds.readiness == pytest.approx(0.2 * 1.5 * readiness)


def test_readiness_moves_by_spread():
    """rho sigma D = .2 * 1.5 * 2 = .6 log-odds over a norm of 0."""
    norm = Norm(trend="t", norm=0.0, spread=1.5, evidence="measured")
    small = ecosystem([sector("own")], [trend("t", norm=None)], norms=[norm])
    row = rank_trends(small, Business(sectors={"own": 1}, maturity=4), FACE_VALUE, view="all").opportunities[0]
    assert row.log_odds.readiness == pytest.approx(0.6)


def test_a_coupling_that_amplifies_is_an_answer_where_it_converges():
    """Overlay w12 = 4, w21 = .01 has a finite sum, so it is ranked: no error of a library comes through."""
    small = ecosystem(
        [sector("s1"), sector("s2")], [trend("t")], {("t", "s1"): 0.6, ("t", "s2"): 0.2},
        {("s1", "s2"): 4.0, ("s2", "s1"): 0.01},
    )  # fmt: skip
    row = rank_trends(small, Business(sectors={"s1": 55, "s2": 45}), EXAMPLE_SETTINGS, view="all")
    # g1 = .55 + 2 g2, g2 = .45 + .005 g1, so g1 = 1.45 / .99 and g2 = .45275 / .99
    assert row.opportunities[0].log_odds.total == pytest.approx(
        logit(0.3) + (1.45 * (logit(0.6) - logit(0.3)) + 0.45275 * (logit(0.2) - logit(0.3))) / 1.90275
    )


def test_divergence_is_refused_before_anything_is_ranked():
    """Where influence grows without limit there is no answer, only the loop and the limit."""
    small = ecosystem([sector("a"), sector("b")], [trend("t")], edges={("a", "b"): 4.0, ("b", "a"): 4.0})
    with pytest.raises(ConvergenceError, match=r"a > b > a|b > a > b"):
        rank_trends(small, Business(sectors={"a": 1}), Settings(attenuation=0.5))
