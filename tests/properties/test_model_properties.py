"""What every ranking must keep, on random maps full of loops: the laws of docs/model.md, each by its number there."""

import math
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ecomap import (
    Business,
    Ranking,
    Settings,
    World,
    compare_businesses,
    explain_trend,
    rank_many,
    rank_trends,
    what_if,
)
from ecomap.engine.posterior import Figures, Likeness, Network, Strengths, sector_posterior
from ecomap.model import OwnInfluence
from ecomap.posteriors import estimated
from ecomap.results.ranking import RankedTrend
from ecomap.verbs.arrays import compiled_map, network_of
from ecomap.verbs.standings import find_standings
from four_sectors import FEATURES, NETWORK, figures, likeness
from maps import (
    ACTIVITIES,
    MEASURED,
    Situation,
    changed,
    ecosystem,
    example_business,
    example_map,
    examples,
    group,
    influence,
    logistic,
    logit,
    modifier,
    open_shares,
    practice,
    random_trends,
    sector,
    shares,
    situations,
    trend,
)

TESTS = Path(__file__).parents[1]
PARTS = ("norm", "traits", "technologies", "activities", "network_direct", "network_indirect", "own_sector", "country",
         "size", "your_word", "pace", "held")  # fmt: skip
EXACT = {"rel": 0, "abs": 1e-12}


def ranked(situation: Situation, settings: Settings | None = None, **how: object) -> Ranking:
    """Return the ranking with every opportunity and every threat."""
    return rank_trends(situation.ecosystem, situation.business, settings, **how)


def rows_of(ranking: Ranking) -> dict[tuple[str, str], RankedTrend]:
    """Return every row by list and trend."""
    lists = {"opportunity": ranking.opportunities, "threat": ranking.threats}
    return {(name, row.trend.id): row for name, rows in lists.items() for row in rows}


def told_of(ranking: Ranking) -> set[str]:
    """Return the opportunities that an answer speaks of, in a row of their own or beside another."""
    return {name for row in ranking.opportunities for name in (row.trend.id, *row.others)}


def odds_of(situation: Situation, settings: Settings | None = None) -> dict[str, float]:
    """Return the log-odds at the horizon of every trend, whether it is listed or not."""
    numbers = find_standings(*situation, settings or Settings())
    return dict(zip(numbers.axes.trends, numbers.found.odds.horizon[0].tolist(), strict=True))


def flat(value: object) -> Iterator[object]:
    """Yield the values inside an answer one after the other."""
    if is_dataclass(value):
        for field in fields(value):
            yield from flat(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from (item for key in sorted(value) for item in (key, *flat(value[key])))
    elif isinstance(value, tuple):
        yield from (item for inner in value for item in flat(inner))
    else:
        yield value


# 1. The parts add up.


@examples(35)
@given(situations())
def test_parts_sum_to_the_log_odds(situation):
    """All parts of the ledger sum to the log-odds of L, to 1e-12; growth since the survey is no part of them."""
    for row in rows_of(ranked(situation)).values():
        parts = [getattr(row.log_odds, name) for name in PARTS]
        assert math.fsum(parts) == pytest.approx(row.log_odds.total, **EXACT)
        assert logistic(row.log_odds.total) == pytest.approx(row.likelihood, rel=1e-12)


@examples(35)
@given(situations())
def test_pathways_and_remainder_are_their_parts(situation):
    """What is listed and what is left add up to traits, technologies, activities and network; pushes fall."""
    for row in rows_of(ranked(situation, pathways=True)).values():
        pushes = [pathway.push for pathway in row.pathways]
        expected = math.fsum(getattr(row.log_odds, name) for name in PARTS[1:6])
        assert math.fsum([*pushes, row.remainder]) == pytest.approx(expected, **EXACT)
        assert len({(pathway.kind, pathway.nodes) for pathway in row.pathways}) == len(pushes)
        assert all(abs(later) <= abs(former) + 1e-12 for former, later in pairwise(pushes))


@examples(35)
@given(situations())
def test_printed_points_make_a_hundred(situation):
    """The whole points of priority and of what it lacks sum to 100, and lie within 1 of what they round."""
    for row in rows_of(ranked(situation)).values():
        assert row.priority + math.fsum(flat(row.lost)) == 100
        assert abs(row.priority - 100 * row.score) < 1
        assert row.priority_low <= 100 * row.score + 1e-9
        assert 100 * row.score <= row.priority_high + 1e-9


@examples(25)
@given(situations())
def test_the_row_is_the_product_of_its_factors(situation):
    """P = theta cover sqrt(L today x goal fit), influence = 100 L touch; ranks count from 1 as scores fall."""
    ranking = ranked(situation)
    for rows in (ranking.opportunities, ranking.threats):
        assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
        assert all(later.score <= former.score + 1e-12 for former, later in pairwise(rows))
    for row in rows_of(ranking).values():
        assert row.influence == pytest.approx(100 * row.likelihood * row.touch, abs=1e-10)
    for row in ranking.opportunities:
        roots = math.sqrt(row.likelihood_today * row.goal_fit)
        assert row.score == pytest.approx(row.opportunity_share * row.cover * roots, **EXACT)


# 2, 3. Certain and missing figures.


@examples(25)
@given(situations(plain=True))
def test_a_certain_figure_stands_and_a_missing_one_weighs_nothing(situation):
    """s^2 -> 0: ^z of a sector is its own figure moved to now. Without one its part is 0, its error tau's at least."""
    compiled = compiled_map(situation.ecosystem)
    arrays = replace(compiled.arrays, figure_error_own=np.where(np.isnan(compiled.arrays.figure), np.nan, 0.0))
    found, known = estimated(arrays, Strengths(), network_of(arrays, 0.05)), ~np.isnan(arrays.figure)
    np.testing.assert_allclose(found.total[known], arrays.figure[known], rtol=0, atol=1e-12)
    assert not found.own_figure[~known].any()
    assert (found.variance[~known] >= np.broadcast_to(arrays.tau[:, None] ** 2, known.shape)[~known]).all()


# 4. Place and size.


@pytest.mark.parametrize("fields", [{"country": None, "employees": None}, {"country": "PT", "employees": 30}])
@examples(20)
@given(situations())
def test_the_reference_moves_nothing(fields, situation):
    """Nothing said, or a place and a class of which the map says nothing: no part of any row is country's or size's."""
    there = replace_business(situation, **fields)
    for row in rows_of(ranked(there)).values():
        assert (row.log_odds.country, row.log_odds.size) == (0.0, 0.0)


def replace_business(situation: Situation, **given_: object) -> Situation:
    """Return the situation with another business in it."""
    return situation._replace(business=situation.business.model_copy(update=given_))


@examples(20)
@given(situations(plain=True))
def test_a_country_keeps_the_order_of_the_sectors(situation):
    """In Finland every sector is as far from what it is in the reference as every other; so their order stays."""
    names = [item.id for item in situation.ecosystem.sectors]
    for name in names:
        here, there = (
            odds_of(Situation(situation.ecosystem, Business(sectors={name: 1}, country=c))) for c in (None, "FI")
        )
        first = odds_of(Situation(situation.ecosystem, Business(sectors={names[0]: 1})))
        moved = odds_of(Situation(situation.ecosystem, Business(sectors={names[0]: 1}, country="FI")))
        for trend_ in here:
            assert there[trend_] - here[trend_] == pytest.approx(moved[trend_] - first[trend_], **EXACT)


def test_a_share_rises_with_size_where_the_survey_does():
    """From one person over each class to 250: shifts -1, -.5, 0, .5, 1, times the measured slope .7 of the group."""
    classes = {"0-1": -1.0, "2-9": -0.5, "10-49": 0.0, "50-249": 0.5, "GE250": 1.0}
    around = ecosystem(
        [sector("s1", traits={"shop": 1})], [trend("t", group="g")], groups=[group("g", {}, places="digital")],
        modifiers=[modifier(place, "digital", shift, slope=0.7) for place, shift in classes.items()],
    )  # fmt: skip
    at = {
        n: odds_of(Situation(around, Business(sectors={"s1": 1}, employees=n)))["t"]
        for n in (1, 2, 9, 10, 50, 249, 250)
    }
    assert [at[n] - at[10] for n in at] == pytest.approx([-0.7, -0.35, -0.35, 0, 0.35, 0.35, 0.7])


# 5. Time.


@examples(25)
@given(open_shares, st.integers(2010, 2026), st.sampled_from([-0.3, -0.05, 0.05, 0.2]))
def test_a_figure_of_then_with_its_growth_is_one_of_now(share, year, pace):
    """A figure of another year and the same one moved by hand stand at the same log-odds; the old one is less sure."""
    share = min(max(share, 0.02), 0.9)
    moved = logistic(logit(share) + pace * (2026.875 - year))
    assume(0.02 < moved < 0.98)
    old = influence("t", "s1", share, year=year, evidence=MEASURED, statement=None)
    now = influence("t", "s1", moved)
    arrays = [
        compiled_map(ecosystem([sector("s1")], [trend("t", pace=pace)], [figure])).arrays for figure in (old, now)
    ]
    assert arrays[0].figure[0, 0] == pytest.approx(arrays[1].figure[0, 0], **EXACT)
    older = influence("t", "s1", share, year=year - 1, evidence=MEASURED, statement=None)
    before = compiled_map(ecosystem([sector("s1")], [trend("t", pace=pace)], [older])).arrays
    errors = [found.figure_error[0, 0] for found in (arrays[1], arrays[0], before)]
    assert errors[0] < errors[1] < errors[2]


@examples(25)
@given(situations(plain=True), st.integers(0, 10), st.integers(1, 10))
def test_log_odds_move_with_the_pace(situation, early, more):
    """z(h) = z + pace h, the error grows, and where no pace is known nothing moves."""
    soon, late = (find_standings(*situation, Settings(horizon=h)) for h in (early, early + more))
    paces = {item.id: item.pace.value if item.pace else 0.0 for item in situation.ecosystem.trends}
    for i, name in enumerate(soon.axes.trends):
        growth = late.found.odds.horizon[0, i] - soon.found.odds.horizon[0, i]
        assert growth == pytest.approx(more * paces[name], **EXACT)
        assert late.found.odds.today[0, i] == soon.found.odds.today[0, i]
        assert late.found.odds.variance_horizon[0, i] > soon.found.odds.variance_horizon[0, i]


# 6, 7. More is never less.


@examples(30)
@given(situations(), st.data())
def test_a_raised_figure(situation, data):
    """Its own sector rises, never above it by more; what others say of that sector does not change at all."""
    around = situation.ecosystem
    large = [item for item in around.influences if 0.02 <= item.prevalence <= 0.97 and item.row is None]
    assume(large)
    raised = data.draw(st.sampled_from(large))
    more = data.draw(st.floats(raised.prevalence, 0.98))
    other = tuple(
        item.model_copy(update={"prevalence": more}) if item == raised else item for item in around.influences
    )
    before, after = (compiled_map(one).arrays for one in (around, changed(around, influences=other)))
    cell = before.trend_index[raised.trend], before.sector_index[raised.sector]
    step = after.figure[cell] - before.figure[cell]
    assert -1e-12 <= after.total[cell] - before.total[cell] <= step + 1e-12
    for part in ("norm", "by_traits", "by_activities", "network_direct", "network_indirect"):
        assert getattr(after, part)[cell] == pytest.approx(getattr(before, part)[cell], **EXACT)


def touches(situation: Situation) -> dict[str, float]:
    """Return the touch of every trend."""
    numbers = find_standings(*situation, Settings())
    return dict(zip(numbers.axes.trends, numbers.found.touch[0].tolist(), strict=True))


@examples(25)
@given(situations(), st.sampled_from(ACTIVITIES), shares)
def test_doing_more_never_lowers_the_touch(situation, activity, share):
    """A business that does more of something is touched no less by anything."""
    done = situation.business.activities
    low, high = (
        touches(replace_business(situation, activities=done | {activity: k}))
        for k in sorted([share, done.get(activity, 0.0)])
    )
    assert all(high[name] >= touch - 1e-15 for name, touch in low.items())


@examples(25)
@given(situations(), st.data(), shares)
def test_serving_more_never_lowers_the_touch(situation, data, share):
    """A trend that serves an activity more, within what is left to serve, touches no less."""
    around = situation.ecosystem
    chosen, activity = data.draw(st.sampled_from(around.trends)), data.draw(st.sampled_from(ACTIVITIES))
    left = max(0.0, 1 - math.fsum(chosen.services.values()))
    services = chosen.services | {activity: chosen.services.get(activity, 0.0) + share * left}
    trends = tuple(item.model_copy(update={"services": services}) if item == chosen else item for item in around.trends)
    low, high = touches(situation), touches(situation._replace(ecosystem=changed(around, trends=trends)))
    assert all(high[name] >= touch - 1e-15 for name, touch in low.items())


# 8. What is not connected does not count.


@pytest.mark.parametrize("sector_", range(4))
@examples(25)
@given(st.lists(st.floats(-2, 2), min_size=4, max_size=4), st.floats(0.01, 0.6))
def test_an_unrelated_component_changes_nothing(sector_, drawn, share):
    """Two more sectors without figures and without a way to the others: not a bit of what the others hear changes."""
    size, far = 6, np.array(drawn).reshape(2, 2)
    features = np.concatenate([FEATURES, far])
    steps = np.zeros((size, size))
    steps[:4, :4] = NETWORK.steps
    steps[4, 5] = steps[5, 4] = share
    walks = np.linalg.inv(np.eye(size) - steps)
    wider = Likeness({"traits": features @ features.T}, np.eye(size, dtype=bool))
    few = figures()
    more = Figures(
        *(np.append(part, [0.0, 0.0]) for part in (few.z, few.s2, few.s2_own)), np.append(few.known, [False, False]),
        few.level, few.s_level, few.tau, np.append(few.prior, [0.3, -0.3]),
    )  # fmt: skip
    before = sector_posterior(few, likeness(), NETWORK, Strengths())
    after = sector_posterior(more, wider, Network(walks, steps), Strengths())
    for part in ("norm", "network", "total", "variance"):
        assert getattr(after, part)[sector_] == pytest.approx(getattr(before, part)[sector_], **EXACT)


@examples(25)
@given(situations(), st.randoms(use_true_random=False))
def test_the_order_of_the_file_changes_nothing(situation, random):
    """Lists in any order, mappings in any order: not one digit of the rows differs."""
    around, business = situation
    lists = ("activities", "sectors", "trends", "influences", "couplings", "evidence", "groups", "modifiers", "traits")
    shuffled = {name: tuple(random.sample(getattr(around, name), len(getattr(around, name)))) for name in lists}
    names = ("sectors", "depends_on", "activities", "goals", "skills", "traits")
    turned = {name: dict(reversed(getattr(business, name).items())) for name in names}
    before = ranked(situation, pathways=True)
    after = ranked(Situation(changed(around, **shuffled), business.model_copy(update=turned)), pathways=True)
    assert repr((after.opportunities, after.threats)) == repr((before.opportunities, before.threats))


@examples(25)
@given(situations(), st.data())
def test_adding_a_trend_moves_no_other(situation, data):
    """Of another area and family, before or behind the others: shares, scores, tiers' errors stay what they were."""
    around = situation.ecosystem
    added = data.draw(random_trends(data.draw(st.sampled_from(["a-first", "z-last"])))).model_copy(
        update={"group": None}
    )
    new = tuple(influence(added.id, item.id, data.draw(open_shares)) for item in around.sectors)
    larger = changed(around, trends=(*around.trends, added), influences=(*around.influences, *new))
    before, after = rows_of(ranked(situation)), rows_of(ranked(situation._replace(ecosystem=larger)))
    assert {key for key in after if key[1] != added.id} == set(before)
    for key, row in before.items():
        for name in ("score", "likelihood", "touch", "priority_low", "lead"):
            assert getattr(after[key], name) == pytest.approx(getattr(row, name), **EXACT)
        assert (after[key].priority, after[key].lost) == (row.priority, row.lost)


# 9. Parts and wholes.


@examples(35)
@given(situations(), st.sampled_from([0.0, 3.0, 20.0]))
def test_no_part_is_above_its_whole(situation, horizon):
    """At every horizon and today, whatever the paces."""
    numbers = find_standings(*situation, Settings(horizon=horizon))
    at = numbers.axes.trend_index
    for item in situation.ecosystem.trends:
        for whole in item.part_of:
            for share in (numbers.found.odds.today[0], numbers.found.odds.horizon[0]):
                assert share[at[item.id]] <= share[at[whole]]


# 10, 11. What an owner says.


@examples(25)
@given(situations(), open_shares, open_shares)
def test_a_higher_word_on_peers_removes_nothing(situation, first, second):
    """The larger share the owner sees, the larger L of that trend; every trend that was spoken of still is."""
    low, high = (
        replace_business(situation, influences=(OwnInfluence(trend="t1", share=share, reason="seen"),))
        for share in sorted((first, second))
    )
    assert odds_of(low)["t1"] <= odds_of(high)["t1"] + 1e-12
    assert told_of(ranked(low)) == told_of(ranked(high))


@examples(25)
@given(situations(), st.data())
def test_a_protection_never_raises_a_threat(situation, data):
    """Whatever more is in use: no threat has more at stake than before, and none is new."""
    used = data.draw(st.sets(st.sampled_from([item.id for item in situation.ecosystem.trends])))
    before = ranked(replace_business(situation, adopted=())).threats
    after = ranked(replace_business(situation, adopted=tuple(sorted(used)))).threats
    stake = {row.trend.id: row.score for row in before}
    assert all(row.score <= stake[row.trend.id] + 1e-15 for row in after)


@examples(30)
@given(situations())
def test_silence_costs_nothing(situation):
    """Who says nothing of hours, money, people and skills has the scores of who does, and begins no less."""
    said = replace_business(situation, employees=None)
    silent = replace_business(said, resources=type(said.business.resources)(), skills={}, maturity=None)
    spoken, unspoken = ranked(said).opportunities, ranked(silent).opportunities
    assert [(row.trend, row.score) for row in spoken] == [(row.trend, row.score) for row in unspoken]
    begun = [{row.trend.id for row in rows if row.action.name in ("act", "pilot")} for rows in (spoken, unspoken)]
    assert begun[0] <= begun[1]


# 12, 13. One answer, whoever asks.


@examples(30)
@given(situations(known=True), st.data())
def test_a_business_like_its_sector_stands_where_that_does(situation, data):
    """All of one sector with the sector's features at the reference: ^z_j, said or unsaid, but for what is held."""
    around = situation.ecosystem
    own = data.draw(st.sampled_from(around.sectors))
    said = Business(sectors={own.id: 1}, traits=dict(own.traits), activities=dict(own.activities))
    for business in (Business(sectors={own.id: 1}), said):
        numbers = find_standings(around, business, Settings(horizon=0))
        parts, arrays = numbers.parts, compiled_map(around).arrays
        here = np.where(numbers.found.terms.threats, arrays.level, arrays.total[:, arrays.sector_index[own.id]])
        np.testing.assert_allclose(parts.total - parts.held, here, rtol=0, atol=1e-12)


@examples(20)
@given(situations(), st.data())
def test_every_verb_gives_the_same_answer(situation, data):
    """Rank, priority and action of `rank_trends` are those of explanation, batch, what-if and comparison."""
    around, business = situation
    ranking, method = ranked(situation), Settings()
    (batch,) = rank_many(around, [business], top=9, threats=9)
    for told, rows in ((batch.opportunities, ranking.opportunities), (batch.threats, ranking.threats)):
        assert [(one.rank, one.trend, one.score, one.priority, one.action, one.likelihood) for one in told] == [
            (row.rank, row.trend.id, row.score, row.priority, row.action.name, row.likelihood) for row in rows
        ]
    twin = business.model_copy(update={"id": "twin"})
    columns = compare_businesses(around, [business, twin], top=9)
    shown = {line.trend.id: (line.ranks[0], line.points[0]) for line in columns.trends}
    assert shown == {row.trend.id: (row.rank, row.priority) for row in ranking.opportunities}
    moved = what_if(World(around, business, method), sets={"horizon": "2"}).opportunities
    ranks = {row.trend.id: (row.rank, 100 * row.score) for row in ranking.opportunities}
    assert all((row.rank_before, row.priority_before) == ranks[row.trend] for row in moved)
    if ranking.opportunities:
        row = data.draw(st.sampled_from(ranking.opportunities))
        found = explain_trend(around, business, row.trend.id)
        if found.list == "opportunities":
            assert (found.row.rank, found.row.score, found.row.action) == (row.rank, row.score, row.action)


# 14. Again, and elsewhere.

SCRIPT = """
from ecomap import rank_trends
from maps import example_business, example_map
print(repr(rank_trends(example_map(), example_business(), pathways=True).opportunities))
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_in_another_process(seed):
    """A fresh interpreter that hashes texts in another way answers the same, to the last digit."""
    here = rank_trends(example_map(), example_business(), pathways=True).opportunities
    paths = os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": paths}
    there = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, env=environment)
    assert there.stdout.strip() == repr(here)


# 16. Every number is one.


@examples(35)
@given(situations())
def test_no_number_is_lost(situation):
    """However much or little is known, every number of a ranking is finite."""
    assert all(math.isfinite(value) for value in flat(ranked(situation, pathways=True)) if isinstance(value, float))


EXTREMES = (0.001, 0.999)


@pytest.mark.parametrize("pace", [None, -5.0, 5.0])
@pytest.mark.parametrize("level", EXTREMES)
@pytest.mark.parametrize("edge", [0.0, 1.0])
def test_nothing_is_too_extreme(pace, level, edge):
    """The least and largest numbers that a map may hold: shares, errors, paces, couplings, prices; none is lost."""
    extreme = trend(
        "t", level=level, s=3.0, pace=pace, pace_s=1.0, specificity=1, services={"work": 1}, goals={"growth": 0},
        group="g",
    )  # fmt: skip
    around = ecosystem(
        [sector("s1", {"work": 1}, {"shop": 1}), sector("s2", {"work": 0}, {"shop": 0})], [extreme],
        [influence("t", "s1", 0.001, s=5.0, year=1900, evidence=MEASURED), influence("t", "s2", 0.999, s=1e-6)],
        {("s1", "s2"): edge, ("s2", "s1"): edge}, groups=[group("g", {"shop": 2}, slope=100.0)],
        practices=[practice("p", "t", hours=1e5, eur=1e9)],
    )  # fmt: skip
    for own in ({"s1": 1.0}, {"s2": 1e-9}, {"s1": 1e9, "s2": 1e-9}):
        ranking = rank_trends(around, Business(sectors=own, goals={"growth": 1}), Settings(horizon=20), pathways=True)
        assert all(math.isfinite(value) for value in flat(ranking) if isinstance(value, float))
