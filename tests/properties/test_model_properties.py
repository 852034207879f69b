"""What every ranking must keep, on random maps full of loops; the numbers are those of docs/model.md, "Properties"."""

import math
import os
import subprocess
import sys
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ecomap import Business, Ranking, Settings, rank_trends
from ecomap.results.ranking import RankedTrend
from maps import (
    DERIVED,
    EXAMPLE_ATTENUATION,
    Situation,
    changed,
    coupling_edges,
    couplings,
    example_business,
    example_map,
    examples,
    influence,
    open_shares,
    random_trends,
    sector,
    sector_ids,
    shares,
    situations,
)

TESTS = Path(__file__).parents[1]
HORIZON = Settings().horizon


def ranked(situation: Situation, settings: Settings | None = None) -> Ranking:
    """Return the ranking with every opportunity and every threat."""
    return rank_trends(situation.ecosystem, situation.business, settings, view="all")


def rows_of(ranking: Ranking) -> dict[tuple[str, str], RankedTrend]:
    """Return every row by list and trend."""
    lists = {"opportunity": ranking.opportunities, "threat": ranking.threats}
    return {(name, row.trend.id): row for name, rows in lists.items() for row in rows}


def by_trend(ranking: Ranking) -> dict[str, RankedTrend]:
    """Return one row of every trend, for what does not depend on the list."""
    return {row.trend.id: row for row in (*ranking.threats, *ranking.opportunities)}


def logit(share: float) -> float:
    return math.log(share / (1 - share))


def logistic(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def network(row: RankedTrend) -> float:
    """Return what the sectors around add."""
    return row.log_odds.own_sector + row.log_odds.direct + row.log_odds.indirect


def flat(value: object) -> list[object]:
    """Return the values inside an answer one after the other."""
    if is_dataclass(value):
        return [item for field in fields(value) for item in flat(getattr(value, field.name))]
    if isinstance(value, dict):
        return [item for key in sorted(value) for item in (key, *flat(value[key]))]
    if isinstance(value, tuple):
        return [len(value), *(item for inner in value for item in flat(inner))]
    return [value]


def assert_same(found: object, expected: object) -> None:
    """Assert that two answers hold the same values, numbers to 1e-12 of their size or of 1."""
    pairs = list(zip(flat(found), flat(expected), strict=True))
    assert [a for a, _ in pairs if not isinstance(a, float)] == [b for _, b in pairs if not isinstance(b, float)]
    assert [a for a, _ in pairs if isinstance(a, float)] == pytest.approx(
        [b for _, b in pairs if isinstance(b, float)], rel=1e-12, abs=1e-12
    )


# 1. The parts add up.


@examples(35)
@given(situations())
def test_parts_sum_to_the_log_odds(situation):
    """Norm, pace, readiness, own sector, direct and indirect sum to logit L, to 1e-12."""
    for row in rows_of(ranked(situation)).values():
        parts = row.log_odds
        summed = math.fsum([parts.norm, parts.pace, parts.readiness, parts.own_sector, parts.direct, parts.indirect])
        assert summed == pytest.approx(logit(row.likelihood), rel=0, abs=1e-12)
        assert parts.total == pytest.approx(summed, rel=0, abs=1e-12)
        assert logit(row.likelihood_today) == pytest.approx(summed - parts.pace, rel=0, abs=1e-12)


@examples(35)
@given(situations())
def test_pathways_and_remainder_are_the_network(situation):
    """What is listed and what is left add up to own + direct + indirect; pushes fall, each pathway once."""
    for row in rows_of(ranked(situation)).values():
        pushes = [pathway.push for pathway in row.pathways]
        assert math.fsum([*pushes, row.remainder]) == pytest.approx(network(row), rel=0, abs=1e-12)
        assert len({pathway.sectors for pathway in row.pathways}) == len(pushes)
        sizes = [abs(push) for push in pushes[:4]]
        assert all(later <= former + 1e-12 for former, later in pairwise(sizes))
        assert math.fsum(pathway.weight for pathway in row.pathways) <= 1 + 1e-12


@examples(35)
@given(situations())
def test_points_sum_to_the_influence(situation):
    """Points of norm and pace, of readiness, of the pathways and of the remainder make the influence of the row."""
    for (name, _), row in rows_of(ranked(situation)).items():
        share = row.opportunity_share if name == "opportunity" else 1 - row.opportunity_share
        start = row.log_odds.norm + row.log_odds.pace
        beyond = row.log_odds.total - start
        norm_points = 100 * row.touch * share * logistic(start)
        assert row.influence == pytest.approx(100 * row.touch * share * row.likelihood, abs=1e-10)
        if abs(beyond) > 1e-3:
            rate = (row.influence - norm_points) / beyond
            listed = [pathway.points for pathway in row.pathways]
            assert listed == pytest.approx([rate * pathway.push for pathway in row.pathways], abs=1e-8)
            rest = rate * (row.log_odds.readiness + row.remainder)
            assert math.fsum([norm_points, *listed, rest]) == pytest.approx(row.influence, abs=1e-8)


@examples(35)
@given(situations())
def test_printed_points_make_a_hundred(situation):
    """The whole points of priority and of what it lacks sum to 100, and lie within 1 of what they round."""
    for row in rows_of(ranked(situation)).values():
        assert row.priority + row.lost.influence + row.lost.goal_fit + row.lost.means == 100
        assert abs(row.priority - 100 * row.score) < 1


# 2. More is never less.


@examples(35)
@given(situations(), st.data())
def test_raising_a_prevalence_never_lowers_the_likelihood(situation, data):
    """Wherever more firms use a trend, it is no less likely here, at every distance and round every loop."""
    ecosystem = situation.ecosystem
    known = [item for item in ecosystem.influences if item.evidence != DERIVED]
    assume(known)
    raised = data.draw(st.sampled_from(known))
    more = data.draw(st.floats(raised.prevalence, 0.999))
    influences = tuple(
        influence(item.trend, item.sector, more) if item == raised else item for item in ecosystem.influences
    )
    before = by_trend(ranked(situation))
    after = by_trend(ranked(Situation(changed(ecosystem, influences=influences), situation.business)))
    for trend, row in before.items():
        assert after[trend].likelihood >= row.likelihood - 1e-12
        assert trend == raised.trend or after[trend].likelihood == pytest.approx(row.likelihood, abs=1e-12)


def touches(situation: Situation) -> dict[str, float]:
    """Return the touch of every trend; one that touches nothing has no row."""
    return {row.trend.id: row.touch for row in by_trend(ranked(situation)).values()}


@examples(30)
@given(situations(), st.sampled_from(["book", "make", "sell"]), shares)
def test_doing_more_never_lowers_the_touch(situation, activity, share):
    """A business that does more of something is touched no less by anything."""
    done = situation.business.activities
    less, more = sorted([share, done.get(activity, 0.0)])
    before, after = (
        touches(
            Situation(situation.ecosystem, situation.business.model_copy(update={"activities": done | {activity: k}}))
        )
        for k in (less, more)
    )
    assert all(after.get(trend, 0.0) >= touch - 1e-15 for trend, touch in before.items())


@examples(30)
@given(situations(), st.data(), shares)
def test_serving_more_never_lowers_the_touch(situation, data, share):
    """A trend that serves an activity more, within what is left to serve, touches no less."""
    ecosystem = situation.ecosystem
    chosen = data.draw(st.sampled_from(ecosystem.trends))
    activity = data.draw(st.sampled_from(["book", "make", "sell"]))
    left = max(0.0, 1 - math.fsum(chosen.services.values()))
    services = chosen.services | {activity: chosen.services.get(activity, 0.0) + share * left}
    trends = tuple(
        item.model_copy(update={"services": services}) if item == chosen else item for item in ecosystem.trends
    )
    before = touches(situation)
    after = touches(Situation(changed(ecosystem, trends=trends), situation.business))
    assert all(after.get(trend, 0.0) >= touch - 1e-15 for trend, touch in before.items())


# 3. What is not connected does not count.


@examples(30)
@given(situations(), st.data())
def test_an_unrelated_component_changes_nothing(situation, data):
    """Sectors that reach nobody here, with figures and loops of their own, move no number by more than 1e-12."""
    ecosystem = situation.ecosystem
    island = sector_ids(data.draw(st.integers(2, 4)), "island")
    figures = tuple(influence(item.id, name, data.draw(open_shares)) for item in ecosystem.trends for name in island)
    larger = changed(
        ecosystem,
        sectors=(*(sector(name, {"book": 1.0}) for name in island), *ecosystem.sectors),
        influences=(*figures, *ecosystem.influences),
        couplings=(*couplings(data.draw(coupling_edges(island))), *ecosystem.couplings),
    )
    before, after = ranked(situation), ranked(Situation(larger, situation.business))
    assert_same((after.opportunities, after.threats), (before.opportunities, before.threats))


# 4. The order of the file is nobody's business.


def turned(mapping: dict[str, float]) -> dict[str, float]:
    return dict(reversed(mapping.items()))


@examples(30)
@given(situations(), st.randoms(use_true_random=False))
def test_reordering_changes_nothing(situation, random):
    """Lists in any order, mappings in any order: not one digit of the rows differs."""
    ecosystem, business = situation

    def shuffled(items):
        return tuple(random.sample(items, len(items)))

    lists = ("activities", "sectors", "trends", "influences", "couplings", "norms", "readiness", "evidence", "goals")
    reordered = changed(ecosystem, **{name: shuffled(getattr(ecosystem, name)) for name in lists})
    other_way = {
        name: turned(getattr(business, name)) for name in ("sectors", "depends_on", "activities", "goals", "skills")
    }
    before = ranked(situation)
    after = ranked(Situation(reordered, business.model_copy(update=other_way)))
    assert after == before
    assert repr((after.opportunities, after.threats)) == repr((before.opportunities, before.threats))


# 5. Without what is kept from sector to sector only the own sector is left.


@examples(30)
@given(situations(known=True))
def test_no_attenuation_leaves_the_own_sectors(situation):
    """As delta goes to 0, what comes by way of sectors does too, in proportion: at 1e-9 it is below 1e-7."""
    alone = situation.business.model_copy(update={"depends_on": {}})
    for row in rows_of(ranked(Situation(situation.ecosystem, alone), Settings(attenuation=1e-9))).values():
        assert abs(row.log_odds.direct) < 1e-7
        assert abs(row.log_odds.indirect) < 1e-7


# 6. At the norm everywhere.


@examples(30)
@given(situations())
def test_all_at_the_norm_is_the_norm(situation):
    """Where every sector stands at the norm, the norm is what is expected here, whatever the network."""
    ecosystem = situation.ecosystem
    norms = {item.trend: item.norm for item in ecosystem.norms if item.norm is not None}
    level = {item.id: logistic(norms[item.id]) if item.id in norms else item.norm for item in ecosystem.trends}
    at_norm = tuple(
        influence(item.trend, item.sector, None if item.evidence == DERIVED else level[item.trend])
        for item in ecosystem.influences
        if 0.005 <= level[item.trend] <= 0.995  # figures beyond are brought in, away from the norm
    )
    same = changed(ecosystem, influences=at_norm, readiness=())
    typical = situation.business.model_copy(update={"maturity": None, "influences": ()})
    for row in rows_of(ranked(Situation(same, typical))).values():
        assert row.likelihood_today == pytest.approx(level[row.trend.id], abs=1e-12)
        assert row.likelihood_today == pytest.approx(row.norm, abs=1e-12)
        assert network(row) == pytest.approx(0, abs=1e-12)


# 7. Opportunity and threat.


@pytest.mark.parametrize(("opportunity", "empty"), [(1.0, "threats"), (0.0, "opportunities")])
@examples(25)
@given(situation=situations())
def test_all_opportunity_is_no_threat(situation, opportunity, empty):
    """theta = 1: no threat in the list; theta = 0: no opportunity."""
    ecosystem = situation.ecosystem
    trends = tuple(item.model_copy(update={"opportunity": opportunity}) for item in ecosystem.trends)
    assert getattr(ranked(Situation(changed(ecosystem, trends=trends), situation.business)), empty) == ()


@examples(30)
@given(situations())
def test_opportunity_and_threat_share_the_influence(situation):
    """I+ and I- of a trend sum to 100 L touch."""
    rows = rows_of(ranked(situation))
    for (_, trend), row in rows.items():
        both = [rows[name, trend].influence for name in ("opportunity", "threat") if (name, trend) in rows]
        assert math.fsum(both) == pytest.approx(100 * row.likelihood * row.touch, abs=1e-10)


# 8. Again, and elsewhere.


@examples(20)
@given(situations())
def test_twice_the_same(situation):
    """The same question has the same answer, to the last digit."""
    assert repr(ranked(situation)) == repr(ranked(situation))


SCRIPT = """
from ecomap import Settings, rank_trends
from maps import EXAMPLE_ATTENUATION, example_business, example_map
print(repr(rank_trends(example_map(), example_business(), Settings(attenuation=EXAMPLE_ATTENUATION), view="all")))
"""


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_in_another_process(seed):
    """A fresh interpreter that hashes texts in another way answers the same, to the last digit."""
    here = rank_trends(example_map(), example_business(), Settings(attenuation=EXAMPLE_ATTENUATION), view="all")
    environment = os.environ | {
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")]),
    }
    there = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, env=environment
    )  # fmt: skip
    assert there.stdout.strip() == repr(here)


# 10. Time.


@examples(30)
@given(situations(), st.floats(0, 10), st.floats(0.1, 10))
def test_likelihood_rises_with_time_where_there_is_pace(situation, early, later):
    """Later is more where the pace is positive, less where it is negative, the same where it is 0 or not known."""
    soon = by_trend(ranked(situation, Settings(horizon=early)))
    late = by_trend(ranked(situation, Settings(horizon=early + later)))
    paces = {item.id: item.pace.value if item.pace else 0.0 for item in situation.ecosystem.trends}
    for trend, row in soon.items():
        growth = late[trend].likelihood - row.likelihood
        assert math.copysign(1, growth) == math.copysign(1, paces[trend]) if paces[trend] else growth == 0
        assert late[trend].likelihood_today == pytest.approx(row.likelihood_today, abs=1e-12)


# 12. Between two sectors.


@examples(30)
@given(situations(known=True, total=0.8), st.data())
def test_half_and_half_lies_between(situation, data):
    """With equal budgets and every figure known, a business in two sectors stands halfway between one in each."""
    names = [item.id for item in situation.ecosystem.sectors]
    first, second = data.draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True))
    alone, other, both = (
        by_trend(rank_trends(situation.ecosystem, Business(sectors=dict.fromkeys(own, 1.0)), view="all"))
        for own in ((first,), (second,), (first, second))
    )
    for trend in alone.keys() & other.keys() & both.keys():
        low, high = sorted([network(alone[trend]), network(other[trend])])
        assert low - 1e-12 <= network(both[trend]) <= high + 1e-12
        assert network(both[trend]) == pytest.approx((low + high) / 2, abs=1e-12)


# 13. One more trend.


@examples(30)
@given(situations(), st.data())
def test_adding_a_trend_moves_no_other(situation, data):
    """Scores, points and the order among the others stay what they were."""
    ecosystem = situation.ecosystem
    added, norm = data.draw(random_trends(data.draw(st.sampled_from(["a-first", "z-last"]))))
    figures = tuple(influence(added.id, item.id, data.draw(open_shares)) for item in ecosystem.sectors)
    larger = changed(
        ecosystem, trends=(*ecosystem.trends, added), influences=(*ecosystem.influences, *figures),
        norms=(*ecosystem.norms, *([norm] if norm else [])),
    )  # fmt: skip
    before, after = ranked(situation), ranked(Situation(larger, situation.business))
    for old, new in ((before.opportunities, after.opportunities), (before.threats, after.threats)):
        others = [row for row in new if row.trend.id != added.id]
        assert [row.trend.id for row in others] == [row.trend.id for row in old]
        assert [row.score for row in others] == pytest.approx([row.score for row in old], rel=0, abs=1e-12)
        assert [(row.priority, row.lost) for row in others] == [(row.priority, row.lost) for row in old]


# 14. Nothing known.


@examples(30)
@given(situations(known=False))
def test_nothing_known_is_the_norm(situation):
    """Without any figure L is the norm with its pace and the readiness; the words say so, and nothing is NaN."""
    blind = situation.business.model_copy(update={"influences": ()})
    ranking = ranked(situation._replace(business=blind))
    for row in rows_of(ranking).values():
        parts = row.log_odds
        assert network(row) == 0
        assert row.likelihood == pytest.approx(logistic(parts.norm + parts.pace + parts.readiness), abs=1e-12)
        assert (row.pathways, row.from_sectors, row.lead) == ((), (), 0)
        assert "No figures" in row.why
        assert "own-figure-unknown" in row.flags
    assert all(math.isfinite(value) for value in flat(ranking) if isinstance(value, float))


@examples(35)
@given(situations())
def test_no_number_is_lost(situation):
    """However much or little is known, every number of a ranking is finite."""
    assert all(math.isfinite(value) for value in flat(ranked(situation)) if isinstance(value, float))
