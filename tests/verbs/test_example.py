"""The worked example of docs/model.md from the map to the ranking, to 1e-9."""

import math

import pytest

from ecomap import rank_trends
from ecomap.model import Business, Needs, Resources
from ecomap.results.ranking import RankedTrend
from maps import EXAMPLE_EDGES, EXAMPLE_SETTINGS, ecosystem, example_business, example_map, sector, trend

EXACT = {"rel": 0, "abs": 1e-9}
SETTINGS = EXAMPLE_SETTINGS


@pytest.fixture
def row() -> RankedTrend:
    """Return the example's trend as an opportunity."""
    return rank_trends(example_map(), example_business(), SETTINGS, pathways=True).opportunities[0]


def test_log_odds(row):
    """The parts and their sum, the logit of L."""
    parts = row.log_odds
    assert (parts.norm, parts.pace) == (-0.5, 0.75)
    assert parts.readiness == pytest.approx(0.11, **EXACT)
    assert parts.own_sector == pytest.approx(-0.4029349566, **EXACT)
    assert parts.direct == pytest.approx(0.0674463724, **EXACT)
    assert parts.indirect == pytest.approx(0.0156956517, **EXACT)
    assert parts.own_sector + parts.direct + parts.indirect == pytest.approx(-0.3197929326, **EXACT)
    assert parts.total == pytest.approx(0.0402070674, **EXACT)


def test_likelihood(row):
    """L in three years and today; the norm's share is logistic(-.5) = .3775406688."""
    assert row.likelihood == pytest.approx(0.5100504129, **EXACT)
    assert row.likelihood_today == pytest.approx(0.3296445961, **EXACT)
    assert row.norm == pytest.approx(0.3775406688, **EXACT)
    assert row.lead == pytest.approx(2.3152545, **EXACT)


def test_influence(row):
    """touch .76; I+ and I- are .7 and .3 of I = .3876383138, in points."""
    threat = rank_trends(example_map(), example_business(), SETTINGS).threats[0]
    assert row.touch == pytest.approx(0.76, **EXACT)
    assert row.opportunity_share == pytest.approx(0.7, **EXACT)
    assert row.influence == pytest.approx(27.13468197, abs=1e-8)
    assert threat.influence == pytest.approx(11.62914941, abs=1e-8)
    assert row.influence + threat.influence == pytest.approx(38.76383138, abs=1e-8)


def test_activities_share_the_touch(row):
    """s q k / touch: .8 * .6 * 1 / .76 and .8 * .4 * .25 / .76; the rest, .2 / .76, is general use."""
    assert row.activities == pytest.approx({"first": 0.48 / 0.76, "second": 0.08 / 0.76})


PATHWAYS = {
    ("s1",): (0.5893909627, -0.5223738867),
    ("s2",): (0.1964636542, 0.0982318271),
    ("s2", "s1"): (0.1178781925, 0.0589390963),
    ("s3", "s2"): (0.0294695481, 0.0555882425),
    ("s1", "s2"): (0.0491159136, -0.0435311572),
    ("s3", "s2", "s1"): (0.0176817289, 0.0333529455),
}
"""All pathways of the example by falling |push|, with weight and push."""


def test_pathways(row):
    """What is listed has its weight, push and echo, strongest first, one from abroad; the others are the remainder."""
    listed = [pathway.sectors for pathway in row.pathways]
    assert listed[:2] == [("s1",), ("s2",)]
    assert listed == [path for path in PATHWAYS if path in listed]
    assert any(path[0] == "s3" for path in listed)
    for pathway in row.pathways:
        assert (pathway.weight, pathway.push) == pytest.approx(PATHWAYS[pathway.sectors], **EXACT)
        assert pathway.echo == pytest.approx(1.0526315789, **EXACT)
    others = [push for path, (_, push) in PATHWAYS.items() if path not in listed]
    assert row.remainder == pytest.approx(sum(others), **EXACT)


def test_points(row):
    """A log-odds unit earns 18.8832990521 points of the whole, .7 of it here; with the norm's they make I+."""
    per_unit = 0.7 * 18.8832990521
    assert [pathway.points for pathway in row.pathways] == pytest.approx(
        [per_unit * pathway.push for pathway in row.pathways], abs=1e-9
    )
    whole = 0.7 * 42.7254140673 + per_unit * (0.11 - 0.3197929326)
    assert row.influence == pytest.approx(whole, abs=1e-8)


def test_years(row):
    """The map is of mid November 2026 (2026.875): half in 2.84 years is 2029; 16 % is passed already."""
    assert row.when.half == math.floor(2026 + 10.5 / 12 + 2.8391717304) == 2029
    assert row.when.early == "now"


def test_from_sectors(row):
    """s3 alone is foreign and ahead; s1 and s2 are the business's own."""
    assert row.from_sectors == ("s3",)


def test_without_one_coupling():
    """Without s1 > s2 the network sum is -.2905314952."""
    edges = {edge: share for edge, share in EXAMPLE_EDGES.items() if edge != ("s1", "s2")}
    parts = rank_trends(example_map(edges), example_business(), SETTINGS).opportunities[0].log_odds
    assert parts.own_sector + parts.direct + parts.indirect == pytest.approx(-0.2905314952, **EXACT)


def test_readiness_and_profile_from_the_owner():
    """The same numbers where D = .5 is maturity 2.5 over sectors at 0, and k the owner's word over another mix."""
    said = Business(sectors={"s1": 3, "s2": 1}, maturity=2.5, activities={"first": 1.0, "second": 0.25})
    plain = example_map()
    silent = ecosystem(
        [sector(item.id, {"first": 0.3}) for item in plain.sectors], plain.trends,
        {(item.trend, item.sector): item.prevalence for item in plain.influences}, EXAMPLE_EDGES, norms=plain.norms[1:],
    )  # fmt: skip
    row = rank_trends(silent, said, SETTINGS).opportunities[0]
    assert row.log_odds.readiness == pytest.approx(0.11, **EXACT)
    assert row.touch == pytest.approx(0.76, **EXACT)
    assert row.influence == pytest.approx(27.13468197, abs=1e-8)


@pytest.fixture
def wanting() -> RankedTrend:
    """Return a trend of I = .36, goal_fit = .5 and means = .64: nothing known but a judged norm of .36, no pace."""
    needs = Needs(budget_eur=10000, hours_per_week=1)
    small = ecosystem([sector("a")], [trend("t", norm=0.36, goals={"growth": 0.5}, needs=needs)])
    # one coverage of .64 cubed, the others 1: their geometric mean is .64
    business = Business(sectors={"a": 1}, goals={"growth": 2}, resources=Resources(budget_eur=2621.44))
    return rank_trends(small, business, view="all").opportunities[0]


def test_priority(wanting):
    """P = .36^.5 * .5^.3 * .64^.2 = .4457365492; 45 points and 35 + 14 + 6 lost make 100."""
    assert wanting.influence == pytest.approx(36, **EXACT)
    assert wanting.goal_fit == pytest.approx(0.5, **EXACT)
    assert wanting.means == pytest.approx(0.64, **EXACT)
    assert wanting.score == pytest.approx(0.4457365492, **EXACT)
    assert wanting.priority == 45
    assert (wanting.lost.influence, wanting.lost.goal_fit, wanting.lost.means) == (35, 14, 6)


def test_means():
    """Have 8000 EUR, 6 h, skill 1; need 12000, 4, 2: the cube root of 2/3 * 1 * 1/2 = .6933612744."""
    needs = Needs(budget_eur=12000, hours_per_week=4, skills={"data": 2})
    business = Business(
        sectors={"a": 1}, resources=Resources(budget_eur=8000, hours_per_week=6), skills={"data": 1}
    )  # fmt: skip
    row = rank_trends(ecosystem([sector("a")], [trend("t", needs=needs)]), business, view="all").opportunities[0]
    assert row.means == pytest.approx(0.6933612744, **EXACT)


def test_threats_weigh_what_the_means_do_not_cover():
    """With means .64 the last factor of a threat is .36: P- = .5^.5 (no goals) * .36^.2 for I- = .5."""
    needs = Needs(budget_eur=10000, hours_per_week=0)
    small = ecosystem([sector("a")], [trend("t", norm=0.5, opportunity=0, needs=needs)])
    business = Business(sectors={"a": 1}, resources=Resources(budget_eur=2621.44))
    row = rank_trends(small, business).threats[0]
    assert row.score == pytest.approx(0.5**0.5 * 0.36**0.2, abs=1e-12)
