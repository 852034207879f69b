"""The numbers in the JSON of a ranking add up, as its contract says."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from terminal import Ranked, Ranking

from ecomap import templates

PRECISION = 1e-9
TEMPLATES = sorted(templates())


def rows_of(ranking: Ranking) -> Iterator[dict[str, Any]]:
    """Yield opportunities, then threats."""
    yield from ranking["opportunities"]
    yield from ranking["threats"]


@pytest.fixture(params=[*TEMPLATES, "hotel"], scope="session")
def ranking(request: pytest.FixtureRequest, ranked: Ranked) -> Ranking:
    """Return the whole ranking of each template, and of a sector with nothing else said."""
    asked = [request.param] if request.param in TEMPLATES else ["--sector", request.param]
    answer = ranked(*asked, "--view", "all")
    assert answer["opportunities"]
    assert answer["threats"]
    return answer


def test_priority_and_points_lost_make_100(ranking: Ranking) -> None:
    """What a trend earns and what it loses to each factor are whole points that make 100."""
    for row in rows_of(ranking):
        assert row["priority"] + sum(row["lost"].values()) == 100
        assert all(isinstance(points, int) and points >= 0 for points in [row["priority"], *row["lost"].values()])


def test_priority_is_the_score_in_points(ranking: Ranking) -> None:
    """The printed points are those of the score, apportioned: less than one point away."""
    for row in rows_of(ranking):
        assert abs(row["priority"] - 100 * row["score"]) < 1


def test_log_odds_add_up_to_the_likelihood(ranking: Ranking) -> None:
    """norm + pace + readiness + own sector + direct + indirect = total = ln(L / (1 - L))."""
    for row in rows_of(ranking):
        parts, share = dict(row["log_odds"]), row["likelihood"]
        total = parts.pop("total")
        assert math.fsum(parts.values()) == pytest.approx(total, abs=PRECISION)
        assert math.log(share / (1 - share)) == pytest.approx(total, abs=PRECISION)


def test_todays_likelihood_is_that_without_the_pace(ranking: Ranking) -> None:
    """L today = logistic(total - pace)."""
    for row in rows_of(ranking):
        log_odds = row["log_odds"]["total"] - row["log_odds"]["pace"]
        assert row["likelihood_today"] == pytest.approx(1 / (1 + math.exp(-log_odds)), abs=PRECISION)


def test_pathways_and_remainder_add_up_to_the_network(ranking: Ranking) -> None:
    """The pushes of the listed pathways and the remainder make own sector + direct + indirect."""
    for row in rows_of(ranking):
        network = math.fsum(row["log_odds"][part] for part in ("own_sector", "direct", "indirect"))
        pushed = math.fsum([*(pathway["push"] for pathway in row["pathways"]), row["remainder"]])
        assert pushed == pytest.approx(network, abs=PRECISION)


def test_influence_is_likelihood_times_touch_times_the_lists_share(ranking: Ranking) -> None:
    """I+ = 100 theta L touch among opportunities, I- = 100 (1 - theta) L touch among threats."""
    for name, rows in (("opportunity", ranking["opportunities"]), ("threat", ranking["threats"])):
        for row in rows:
            share = row["opportunity_share"] if name == "opportunity" else 1 - row["opportunity_share"]
            assert row["influence"] == pytest.approx(100 * share * row["likelihood"] * row["touch"], abs=1e-7)


def test_the_score_is_the_product_of_its_powers(ranking: Ranking) -> None:
    """P = I^.5 goal_fit^.3 means^.2 for opportunities; for threats max(.05, 1 - means) takes the place of means."""
    for name, rows in (("opportunity", ranking["opportunities"]), ("threat", ranking["threats"])):
        for row in rows:
            last = row["means"] if name == "opportunity" else max(0.05, 1 - row["means"])
            expected = (row["influence"] / 100) ** 0.5 * row["goal_fit"] ** 0.3 * last**0.2
            assert row["score"] == pytest.approx(expected, abs=PRECISION)


def test_rows_stand_in_the_order_of_their_score(ranking: Ranking) -> None:
    """Ranks count from 1 by falling score; equal scores stand in the order of their ids."""
    for rows in (ranking["opportunities"], ranking["threats"]):
        assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
        for above, below in pairwise(rows):
            assert (-above["score"], above["trend"]["id"]) < (-below["score"], below["trend"]["id"])


def test_pathways_lead_to_the_business(ranking: Ranking) -> None:
    """Every pathway ends in a sector that the business lives in or depends on, passes none twice, and is weighed."""
    ends = {*ranking["business"]["sectors"], *ranking["business"]["depends_on"]}
    for row in rows_of(ranking):
        for pathway in row["pathways"]:
            assert pathway["sectors"][-1] in ends
            assert len(set(pathway["sectors"])) == len(pathway["sectors"])
            assert 0 < pathway["weight"] <= 1
            assert pathway["echo"] >= 1
            assert pathway["evidence"]


def test_every_trend_shows_a_pathway_from_elsewhere(ranking: Ranking) -> None:
    """No row lists the business's own sectors alone, unless no other sector has what the trend asks for."""
    own = set(ranking["business"]["sectors"])
    for row in rows_of(ranking):
        if row["trend"]["id"] == "precision-farming":
            continue
        assert any(pathway["sectors"][0] not in own for pathway in row["pathways"])


def test_shares_are_shares(ranking: Ranking) -> None:
    """What is a share lies within 0 and 1, points within 0 and 100, and the business's shares make 1."""
    for row in rows_of(ranking):
        for name in ("likelihood", "likelihood_today", "norm", "touch", "opportunity_share", "goal_fit", "means"):
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


def test_the_answer_says_what_it_rests_on(ranking: Ranking) -> None:
    """Program, map with its fingerprint, settings and method stand in the answer, so that it can be made again."""
    assert ranking["schema"] == "ecomap/ranking/1"
    assert ranking["program"]["name"] == "ecomap"
    assert len(ranking["map"]["sha256"]) == 64
    assert ranking["method"] == "walks"
    assert {"horizon", "attenuation", "network_strength", "readiness_strength"} <= ranking["settings"].keys()


def test_the_fingerprint_is_that_of_the_map_in_use(ranked: Ranked) -> None:
    """Every answer from one map names one map."""
    assert len({ranked(name, "--view", "all")["map"]["sha256"] for name in TEMPLATES}) == 1
