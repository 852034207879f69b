"""From a map to a ranking, every number worked out by hand: one trend in one sector, then what is added to it."""

import math

import pytest

from ecomap import Business, Settings, rank_trends
from ecomap.model import OwnInfluence
from ecomap.results.ranking import RankedTrend
from maps import ecosystem, group, influence, logistic, logit, modifier, practice, sector, trend

EXACT = {"rel": 0, "abs": 1e-9}
HALF = 1.6448536269514722
"""Standard errors on each side of a 90 % interval."""
NORM, FIGURE = logit(0.3), logit(0.1)
V = 0.25 / (0.25 + 0.04)
"""Weight of the own figure: tau .5 where nobody counts enough sectors, s .2."""
Z = NORM + V * (FIGURE - NORM)
VARIANCE = V * 0.04 + (1 - V) ** 2 * 0.25


def example(business: Business | None = None, settings: Settings | None = None, **of_trend: object) -> RankedTrend:
    """Return the row of a trend that 30 % of all firms use, error .5, and 10 % of those of the one sector, error .2."""
    around = ecosystem(
        [sector("s", {"book": 0.5}), sector("other", {"book": 1.0})],
        [trend("t", level=0.3, s=0.5, pace=0.2, pace_s=0.1, services={"book": 0.6}, group="g", **of_trend)],
        [influence("t", "s", 0.1, s=0.2)], groups=[group("g", {}, places="digital")],
        modifiers=[modifier("fi", "digital", 0.5, 0.3, slope=0.8), modifier("2-9", "digital", -0.4, 0.2)],
        practices=[practice("p", "t", hours=3)],
    )  # fmt: skip
    return rank_trends(around, business or Business(sectors={"s": 1}), settings).opportunities[0]


def test_log_odds():
    """Nobody else has a figure: norm logit .3, own v (logit .1 - norm) with v = .25 / .29, three years at .2."""
    parts = example().log_odds
    assert (parts.norm, parts.own_sector) == pytest.approx((NORM, V * (FIGURE - NORM)), **EXACT)
    assert parts.pace == pytest.approx(0.6, **EXACT)
    assert parts.total == pytest.approx(Z + 0.6, **EXACT)
    rest = (parts.traits, parts.technologies, parts.activities, parts.network_direct, parts.network_indirect)
    assert rest == (0, 0, 0, 0, 0)


def test_shares():
    """L today, in three years, in the typical firm; its interval by var = v .04 + (1 - v)^2 .25."""
    row = example()
    spread = HALF * VARIANCE**0.5
    assert row.likelihood_today == pytest.approx(logistic(Z), **EXACT)
    assert row.likelihood == pytest.approx(logistic(Z + 0.6), **EXACT)
    assert row.norm == pytest.approx(0.3, **EXACT)
    ends = row.likelihood_low, row.likelihood_high
    assert ends == pytest.approx((logistic(Z - spread), logistic(Z + spread)), **EXACT)


def test_priority():
    """Cover .5 by the sector that does most, theta .8, goal fit .5: P = .8 x .5 sqrt(L x .5), and it is lost by -ln."""
    row = example(Business(sectors={"s": 1}, goals={"growth": 2.0}), opportunity=0.8, goals={"growth": 0.5})
    today = logistic(Z)
    assert (row.cover, row.opportunity_share, row.goal_fit) == pytest.approx((0.5, 0.8, 0.5), **EXACT)
    assert row.score == pytest.approx(0.4 * math.sqrt(today * 0.5), **EXACT)
    losses = [-0.5 * math.log(today), -math.log(0.5), -math.log(0.8), -0.5 * math.log(0.5)]
    lost = [100 * (1 - row.score) * loss / sum(losses) for loss in losses]
    told = [row.lost.likelihood, row.lost.cover, row.lost.opportunity_share, row.lost.goal_fit]
    assert told == pytest.approx(lost, abs=1)


def test_how_sure_it_is():
    """All judged, grade D: cover .3, theta .3, goals .15 of half; theta 1 is sure to .05, no goals to 0."""
    today = logistic(Z)
    business = Business(sectors={"s": 1}, goals={"growth": 1.0})
    for row, others in (
        (example(business, opportunity=0.8, goals={"growth": 0.5}), 0.3**2 + 0.3**2 + 0.15**2),
        (example(), 0.3**2 + 0.05**2)
    ):  # fmt: skip
        error = math.sqrt((0.5 * (1 - today)) ** 2 * VARIANCE + others)
        assert row.priority_low == pytest.approx(100 * row.score * math.exp(-HALF * error), **EXACT)
        assert row.priority_high == pytest.approx(100 * row.score * math.exp(HALF * error), **EXACT)
        chance = 0.5 * math.erfc(-(math.log(row.score / 0.2)) / error / math.sqrt(2))
        assert row.action.sure == pytest.approx(chance, **EXACT)


def test_touch_and_influence():
    """Specificity .8, served .6 x .5: touch 1 - .8 + .8 x .3 = .44; influence 44 L, all of its own part by booking."""
    row = example(specificity=0.8)
    assert row.touch == pytest.approx(0.44, **EXACT)
    assert row.influence == pytest.approx(44 * logistic(Z + 0.6), **EXACT)
    assert row.activities == pytest.approx({"book": 0.8 * 0.3 / 0.44})


def test_place():
    """Finland .8 x .5, two to nine people -.4: they move z by .4 and -.4, and its variance by .09 + .04."""
    row = example(Business(sectors={"s": 1}, country="FI", employees=4))
    assert (row.log_odds.country, row.log_odds.size) == pytest.approx((0.4, -0.4), **EXACT)
    assert row.likelihood_today == pytest.approx(logistic(Z), **EXACT)
    spread = HALF * (VARIANCE + 0.13) ** 0.5
    assert row.likelihood_high == pytest.approx(logistic(Z + spread), **EXACT)


def test_the_owners_word():
    """One half by the owner, off by .75: z moves by var / (var + .5625) of the way to 0."""
    seen = OwnInfluence(trend="t", share=0.5, reason="said")
    row = example(Business(sectors={"s": 1}, influences=(seen,)))
    assert row.log_odds.your_word == pytest.approx(-Z * VARIANCE / (VARIANCE + 0.5625), **EXACT)


def test_years():
    """From the middle of November 2026 at .2 a year: 16 % in (logit .16 - Z) / .2 years, half beyond 15 of them not."""
    row = example()
    early = (logit(0.16) - Z) / 0.2
    assert row.when.early == math.floor(2026.875 + early)
    assert row.when.half == math.floor(2026.875 - Z / 0.2)


def test_a_threat():
    """Harm .4 of what is a tool else: 100 x .4 L cover; a law of which nobody is known is its level alone."""
    around = ecosystem(
        [sector("s", {"work": 0.5}), sector("o", {"work": 1})],
        [trend("t", level=0.4, opportunity=0.6, services={"work": 1}),
         trend("r", role="risk", level=0.4, opportunity=0)],
        {("t", "s"): 0.4, ("r", "s"): 0.9},
    )  # fmt: skip
    rows = {row.trend.id: row for row in rank_trends(around, Business(sectors={"s": 1})).threats}
    assert rows["t"].score == pytest.approx(0.4 * 0.4 * 0.5, **EXACT)
    assert rows["r"].score == pytest.approx(0.4, **EXACT)
    assert rows["r"].log_odds.own_sector == 0


def test_protections_take_off_what_they_say():
    """A threat of 40 points: 60 % taken off by backups in use; silence about them counts nothing, and asks."""
    trends = [trend("backup", area="security", level=0.9), trend("risk", role="risk", level=0.4, opportunity=0)]
    around = ecosystem([sector("s1")], trends, practices=[practice("b", "backup", reduces={"risk": 0.6})])
    silent, safe = (
        rank_trends(around, Business(sectors={"s1": 1}, adopted=used)).threats[0] for used in ((), ("backup",))
    )
    assert (100 * silent.score, 100 * safe.score) == pytest.approx((40, 16), **EXACT)
    assert silent.missing_protections == ("b",)
    assert safe.missing_protections == ()
    assert safe.lost.goal_fit > silent.lost.goal_fit == 0
