"""The numbers in the JSON of a ranking add up, as its contract says."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from terminal import Ranked, Ranking

from ecomap import templates
from maps import some

PRECISION = 1e-9
TEMPLATES = sorted(templates())


def rows_of(ranking: Ranking) -> Iterator[dict[str, Any]]:
    """Yield opportunities, then threats."""
    yield from ranking["opportunities"]
    yield from ranking["threats"]


@pytest.fixture(params=[*some(TEMPLATES), "hotel"], scope="session")
def ranking(request: pytest.FixtureRequest, ranked: Ranked) -> Ranking:
    """Return the whole ranking of each template, and of a sector with nothing else said."""
    asked = [request.param] if request.param in TEMPLATES else ["--sector", request.param]
    answer = ranked(*asked)
    assert answer["opportunities"]
    assert answer["threats"]
    return answer


def test_priority_and_points_lost_make_100(ranking: Ranking) -> None:
    """What a trend earns and what it loses to each factor are whole points that make 100."""
    for row in rows_of(ranking):
        assert row["priority"] + sum(row["lost"].values()) == 100
        assert all(isinstance(points, int) and points >= 0 for points in [row["priority"], *row["lost"].values()])


def test_priority_is_the_score_in_points(ranking: Ranking) -> None:
    """The printed points are those of the score, rounded."""
    for row in rows_of(ranking):
        assert abs(row["priority"] - 100 * row["score"]) <= 0.5 + PRECISION


def test_a_lower_rank_never_shows_more_points(ranking: Ranking) -> None:
    """Down each list ranks go up by one and whole points never rise."""
    for rows in (ranking["opportunities"], ranking["threats"]):
        assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
        points = [row["priority"] for row in rows]
        assert points == sorted(points, reverse=True)


def test_log_odds_add_up_to_the_likelihood(ranking: Ranking) -> None:
    """The twelve parts sum to total = ln(L / (1 - L)), of threats and opportunities."""
    for row in rows_of(ranking):
        parts, share = dict(row["log_odds"]), row["likelihood"]
        total = parts.pop("total")
        assert len(parts) == 12
        assert math.fsum(parts.values()) == pytest.approx(total, abs=PRECISION)
        assert math.log(share / (1 - share)) == pytest.approx(total, abs=PRECISION)


def test_todays_likelihood_is_that_without_the_pace(ranking: Ranking) -> None:
    """L today = logistic(total - pace), held below its wholes where it is a part, in the middle of its interval."""
    for row in rows_of(ranking):
        if "held" not in row["flags"]:
            log_odds = row["log_odds"]["total"] - row["log_odds"]["pace"]
            assert row["likelihood_today"] == pytest.approx(1 / (1 + math.exp(-log_odds)), abs=PRECISION)
        low, today, high = (logit(row[name]) for name in ("likelihood_low", "likelihood_today", "likelihood_high"))
        assert low < today < high
        assert high - today == pytest.approx(today - low, abs=1e-6)


def logit(share: float) -> float:
    """Return the log-odds of a share."""
    return math.log(share / (1 - share))


def test_pathways_and_remainder_add_up_to_what_firms_like_it_and_its_sectors_add(ranking: Ranking) -> None:
    """The pushes of the listed pathways and the remainder make traits + technologies + activities + network."""
    inside = ("traits", "technologies", "activities", "network_direct", "network_indirect")
    for row in rows_of(ranking):
        added = math.fsum(row["log_odds"][part] for part in inside)
        pushed = math.fsum([*(pathway["push"] for pathway in row["pathways"]), row["remainder"]])
        assert pushed == pytest.approx(added, abs=PRECISION)


def test_influence_is_likelihood_times_touch(ranking: Ranking) -> None:
    """I = 100 L touch, in both lists: how closely a trend touches the firm, whether it helps or harms."""
    for row in rows_of(ranking):
        assert row["influence"] == pytest.approx(100 * row["likelihood"] * row["touch"], abs=1e-7)


def test_the_score_is_the_product_of_its_powers(ranking: Ranking) -> None:
    """P = theta sqrt(L) cover sqrt(goal_fit); of threats (1 - theta) L cover, less what protections take off."""
    for row in ranking["opportunities"]:
        expected = row["opportunity_share"] * (row["likelihood_today"] * row["goal_fit"]) ** 0.5 * row["cover"]
        assert row["score"] == pytest.approx(expected, abs=PRECISION)
    for row in ranking["threats"]:
        unprotected = (1 - row["opportunity_share"]) * row["likelihood_today"] * row["cover"]
        assert row["score"] <= unprotected + PRECISION
        if not row["lost"]["goal_fit"]:  # no protection in use
            assert row["score"] == pytest.approx(unprotected, abs=0.005)


def test_the_interval_holds_the_priority(ranking: Ranking) -> None:
    """Low and high are as many times less and more than the score, high at most 100."""
    for row in rows_of(ranking):
        points = 100 * row["score"]
        assert 0 < row["priority_low"] < points < row["priority_high"] <= 100
        if row["priority_high"] < 100:
            assert points / row["priority_low"] == pytest.approx(row["priority_high"] / points, rel=1e-6)


def test_tiers_count_down_the_list(ranking: Ranking) -> None:
    """They begin at 1 and go up by one; what is told apart from the first of its tier stands in the next."""
    for rows in (ranking["opportunities"], ranking["threats"]):
        tiers = [row["tier"] for row in rows]
        assert tiers[0] == 1
        assert {below - above for above, below in pairwise(tiers)} <= {0, 1}
        assert len(set(tiers)) > 1
        first = {row["tier"]: row for row in reversed(rows)}
        assert all(row["priority_high"] > first[row["tier"]]["priority_low"] for row in rows)


def test_a_mark_is_the_share_of_firms_that_use_it(ranking: Ranking) -> None:
    """New below 16 %, catch-up above 50 %, today; of threats nothing; what most have is asked for.

    Before it what is taken to be there, and stands in no row.
    """
    assert {row["mark"] for row in ranking["threats"]} == {None}
    for row in ranking["opportunities"]:
        share = row["likelihood_today"]
        assert row["mark"] == ("new" if share < 0.16 else "catch-up" if share > 0.5 else "spreading")
    rows = {row["trend"]["id"]: row["mark"] for row in ranking["opportunities"]}
    most = [trend for trend, mark in rows.items() if mark == "catch-up"]
    there = ranking["check"][: len(ranking["check"]) - len(most)]
    assert ranking["check"] == [*there, *most]
    assert rows.keys().isdisjoint(there)


def test_actions_follow_from_worth_and_certainty(ranking: Ranking) -> None:
    """What is worth 20 points is never watched, less only if something else needs it; act is sure, or needed."""
    for row in ranking["opportunities"]:
        name, rule = row["action"]["name"], row["action"]["rule"]
        needed = rule.startswith("needed first for ")
        assert (name == "watch") == (100 * row["score"] < 20 and not needed)
        if name == "act" and not needed:
            assert row["action"]["sure"] >= 0.8
            assert row["trend"]["stage"] != "emerging"
    for row in ranking["threats"]:
        assert row["action"]["name"] in ("act", "watch")


def test_a_family_is_one_row(ranking: Ranking) -> None:
    """Opportunities are of different families, what makes no row stands beside one that does, and in no other."""
    rows = ranking["opportunities"]
    families = [row["trend"]["family"] for row in rows]
    assert len(set(families)) == len(families)
    others = {other for row in rows for other in row["others"]}
    assert not others & {row["trend"]["id"] for row in rows}
    assert not (others | {row["trend"]["id"] for row in rows}) & set(ranking["adopted"])


def test_rows_stand_in_the_order_of_their_score(ranking: Ranking) -> None:
    """Ranks count from 1 by falling score; equal scores stand in the order of their ids."""
    for rows in (ranking["opportunities"], ranking["threats"]):
        assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
        for above, below in pairwise(rows):
            assert (-above["score"], above["trend"]["id"]) < (-below["score"], below["trend"]["id"])


def test_pathways_lead_to_the_business(ranking: Ranking) -> None:
    """A pathway begins with the trend, passes no sector twice and says what it rests on; of ties the last is near."""
    own = {*ranking["business"]["sectors"], *ranking["business"]["depends_on"]}
    for row in rows_of(ranking):
        for pathway in row["pathways"]:
            assert pathway["nodes"][0] == row["trend"]["id"]
            assert len(set(pathway["nodes"])) == len(pathway["nodes"])
            assert pathway["echo"] >= 1
            assert pathway["text"]
            assert pathway["evidence"]
            if pathway["kind"] == "coupling":
                assert pathway["nodes"][-1] in own


def test_sectors_that_are_named_are_others_and_few(ranking: Ranking) -> None:
    """At most three sectors are named in a row, none of them the business's own."""
    for row in rows_of(ranking):
        assert len(row["from_sectors"]) <= 3
        assert not set(row["from_sectors"]) & set(ranking["business"]["sectors"])


SHARES = (
    "score", "likelihood", "likelihood_today", "likelihood_low", "likelihood_high", "norm", "touch", "cover",
    "opportunity_share", "goal_fit",
)  # fmt: skip


def test_shares_are_shares(ranking: Ranking) -> None:
    """What is a share lies within 0 and 1, points within 0 and 100, and the business's shares make 1."""
    for row in rows_of(ranking):
        for name in SHARES:
            assert 0 <= row[name] <= 1
        assert 0 < row["influence"] <= 100
        assert math.fsum(row["activities"].values()) <= 1 + PRECISION
    business = ranking["business"]
    shares = [*business["sectors"].values(), *business["depends_on"].values()]
    assert math.fsum(shares) == pytest.approx(1, abs=PRECISION)


def test_when_follows_from_the_likelihood(ranking: Ranking) -> None:
    """Past the share today is now; a year lies ahead within the years a pace may be trusted; half is never earlier."""
    far = ranking["today"] + 16
    for row in rows_of(ranking):
        for name, share in (("early", 0.16), ("half", 0.5)):
            when = row["when"][name]
            assert (when == "now") == (row["likelihood_today"] >= share)
            if isinstance(when, int):
                assert ranking["today"] <= when <= far
        years = [row["when"]["early"], row["when"]["half"]]
        if all(isinstance(year, int) for year in years):
            assert years[0] <= years[1]


def test_a_row_says_how_old_its_figures_are(ranking: Ranking) -> None:
    """A year of no later than today, none where all is judged; a judged row is none of its own sectors' figures."""
    for row in rows_of(ranking):
        figures = row["figures"]
        assert figures["basis"] in ("statistic", "judgement")
        if figures["year"] is not None:
            assert 2010 <= figures["year"] <= ranking["today"]
        if figures["basis"] == "judgement":
            assert row["log_odds"]["own_sector"] == 0
    assert {row["figures"]["basis"] for row in rows_of(ranking)} == {"statistic", "judgement"}


def test_the_answer_says_what_it_rests_on(ranking: Ranking) -> None:
    """Program, map with its fingerprint, settings and method stand in the answer, so that it can be made again."""
    assert ranking["schema"] == "ecomap/ranking/2"
    assert ranking["program"]["name"] == "ecomap"
    assert len(ranking["map"]["sha256"]) == 64
    assert ranking["method"] == "walks"
    assert {"horizon", "attenuation", "network_strength", "feature_strength"} <= ranking["settings"].keys()


def test_the_fingerprint_is_that_of_the_map_in_use(ranked: Ranked) -> None:
    """Every answer from one map names one map."""
    assert len({ranked(name)["map"]["sha256"] for name in TEMPLATES[::3]}) == 1
