"""Priority on an absolute scale, its error and tiers, what each factor costs, and rounding that adds up."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.engine import priority
from ecomap.engine.businesses import Businesses, Turns
from ecomap.engine.priority import (
    apportion,
    cover,
    first_places,
    goal_fit,
    log_error,
    log_factors,
    log_priority,
    margin,
    normal_cdf,
    normal_quantile,
    order_keys,
    points_lost,
    representatives,
    served_of,
    tiers,
    touch,
    unsafe,
)
from maps import examples

FLOOR = 0.05
EXACT = {"rel": 0, "abs": 1e-9}
LIKELY, COVER, SHARE, GOAL = 0.5100504129, 0.76, 0.7, 0.5
"""The worked example of docs/model.md."""


def logs(*factors):
    """Return the logarithms of L, cover, theta and goal fit as the priority takes them, a column for each trend."""
    return log_factors(*(np.array(part, dtype=float) for part in factors))


def one_business(activities=None, shares=(1.0,)):
    """Return one business in the first sectors with these shares."""
    count = len(shares)
    nothing = np.full(1, np.nan)
    return Businesses(
        np.arange(count)[None], np.array([shares]), goals=np.zeros((1, 0)), budget=nothing, hours=nothing,
        skills=np.zeros((1, 0)), adopted=np.zeros((1, 1), dtype=bool), activities=activities,
    )  # fmt: skip


# --- the worked example ---------------------------------------------------------------------------------------


def test_the_worked_example():
    """P = 100 x .7 sqrt(.51005) .76 sqrt(.5) = 26.8660108744."""
    assert 100 * math.exp(log_priority(logs(LIKELY, COVER, SHARE, GOAL))) == pytest.approx(26.8660108744, **EXACT)


def test_what_the_factors_of_the_worked_example_cost():
    """The 73.13 missing points by -ln of each factor, roots taken; in whole points 27 + 19 + 15 + 20 + 19."""
    lost = points_lost(logs(LIKELY, COVER, SHARE, GOAL))
    assert lost == pytest.approx([18.7312013610, 15.2708936619, 19.8469893021, 19.2849048007], **EXACT)
    assert apportion(np.array([26.8660108744, *lost]), 100).tolist() == [27, 19, 15, 20, 19]


def test_how_sure_the_worked_example_is():
    """sd z .35, cover .1, theta .05, goal .15 (half of it counts): sd ln P, 90 % interval and P(P >= 20)."""
    error = log_error(np.array(LIKELY), np.array(0.35**2), np.array(0.1), np.array(0.05), np.array(0.15 / 2))
    assert error == pytest.approx(0.1596137512, **EXACT)
    half = -normal_quantile(0.05)
    ends = [26.8660108744 * math.exp(sign * half * error) for sign in (-1, 1)]
    assert ends == pytest.approx([20.6625047676, 34.9319963103], **EXACT)
    assert normal_cdf(margin(np.array(26.8660108744), error, 20.0)) == pytest.approx(0.9677728360, **EXACT)


def test_tiers_of_the_worked_example():
    """30, 27, 20, 12, 11 with sd .2, .25, .2, .3, .2: the first two cannot be told apart, nor the last two."""
    found = tiers(np.array([30.0, 27, 20, 12, 11]), np.array([0.2, 0.25, 0.2, 0.3, 0.2]), 0.1)
    assert found.tolist() == [1, 1, 2, 3, 3]


@examples(60)
@given(st.lists(st.floats(0.5, 100), min_size=1, max_size=6), st.floats(0.05, 1))
def test_tiers_by_their_rule(scores, error):
    """Counted one by one: a tier begins where Phi((ln P - ln P1) / sqrt(2) sd) is at most .1."""
    scores, expected = sorted(scores, reverse=True), []
    first = scores[0]
    for score in scores:
        begins = 0.5 * math.erfc(math.log(first / score) / (2 * error)) <= 0.1
        first = score if begins else first
        expected.append(max(expected, default=1) + begins)
    assert tiers(np.array(scores), np.full(len(scores), error), 0.1).tolist() == expected


def test_the_threat_of_the_worked_example():
    """100 x .97 x .33375 x .9377 = 30.3568653750; .4 of it with a protection of .6; one of .3 takes off .3 of that."""
    stake = 100 * 0.97 * 0.33375 * 0.9377
    assert stake == pytest.approx(30.3568653750, **EXACT)
    effect = np.array([[0, 0.6, 0.3], [0, 0, 0], [0, 0, 0]])
    guards = np.nonzero(effect)
    left = {used: stake * float(unsafe(effect, guards, np.array([[False, *used]]))[0, 0]) for used in ((1, 0), (1, 1))}
    assert left[1, 0] == pytest.approx(12.1427461500, **EXACT)
    assert left[1, 0] - left[1, 1] == pytest.approx(3.6428238450, **EXACT)


# --- factors --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [5e-324, 1e-6, 1.0, 1e9])
def test_goals_are_weighed_on_any_scale(scale):
    """The same weights on another scale are the same goals: (.8 + .4) / 2 = .6."""
    fit = priority.goal_fit(np.array([[0.8, 0.4]]), np.full((1, 2), scale), 0.05)
    assert fit[0, 0] == pytest.approx(0.6, **EXACT)


def test_touch():
    """1 - .8 + .8 (.6 x 1 + .4 x .25) = .76; s = 0 touches everything, s = 1 and nothing served nothing."""
    assert touch(np.array([0.8]), np.array([[0.6 * 1 + 0.4 * 0.25]]))[0, 0] == pytest.approx(0.76, **EXACT)
    np.testing.assert_array_equal(touch(np.array([0.0, 1.0]), np.zeros((1, 2))), [[1.0, 0.0]])


def test_cover_is_measured_by_the_sector_that_does_most():
    """.3 of at most .4 is .75; more than any sector does is 1; what serves nothing in particular covers everybody."""
    found = cover(np.array([[0.3, 0.5, 0.0]]), np.array([0.4, 0.4, 0.0]))
    assert found[0] == pytest.approx([0.75, 1.0, 1.0])


def test_own_words_take_the_place_of_the_mix():
    """Sectors (1, .5) and (0, .5) at 3 : 1, of which a trend serves .6 and .4: mix .6 x .75 + .4 x .5 = .65.

    With the first activity said to be .25: .6 x .25 + .4 x .5 = .35; said to be 0 and the second 0: exactly 0.
    """
    profile, service = np.array([[1.0, 0.5], [0.0, 0.5]]), np.array([[0.6, 0.4]])
    said = {None: 0.65, (0.25, np.nan): 0.35, (0.0, 0.0): 0.0}
    for activities, expected in said.items():
        given_ = None if activities is None else np.array([activities])
        found = served_of(one_business(given_, (3.0, 1.0)), profile @ service.T, profile, service)
        assert found[0, 0] == (pytest.approx(expected) if expected else 0.0)


def test_goals_are_weighted_on_any_scale():
    """Weights 3 and 1 of fits .8 and .4: .7, on any scale; none, or of no weight: 1; a goal not served: the floor."""
    fit = np.array([[0.8, 0.4]])
    for weights in ([3.0, 1.0], [9.0, 3.0]):
        assert goal_fit(fit, np.array([weights]), FLOOR)[0, 0] == pytest.approx(0.7)
    for weights in (np.zeros(0), np.zeros(2)):
        np.testing.assert_array_equal(goal_fit(np.zeros((3, len(weights))), weights[None], FLOOR), [[1, 1, 1]])
    assert goal_fit(np.array([[0.0]]), np.array([[1.0]]), FLOOR)[0, 0] == FLOOR


def test_all_or_nothing():
    """All factors 1: priority 1, nothing lost. No cover: priority 0, and all 100 points lost to it."""
    everything, nothing = logs(1, 1, 1, 1), logs(0.5, 0, 1, 1)
    assert (np.exp(log_priority(everything)), points_lost(everything).tolist()) == (1.0, [0, 0, 0, 0])
    assert np.exp(log_priority(nothing)) == 0.0
    np.testing.assert_allclose(points_lost(nothing), [0, 100, 0, 0], atol=1e-3)  # a loss of 1e6 stands for no end


factors = st.lists(st.floats(0.001, 1), min_size=4, max_size=4)


@examples(100)
@given(st.lists(factors, min_size=1, max_size=4))
def test_priority_and_losses_make_a_hundred(columns):
    """For any factors 100 P and the points lost sum to 100, a factor of 1 loses nothing; as integers too."""
    given_ = np.array(columns).T
    found = logs(*given_)
    points, lost = 100 * np.exp(log_priority(found)), points_lost(found)
    np.testing.assert_allclose(points + lost.sum(axis=0), 100, atol=1e-10)
    assert np.all(lost[given_ == 1] == 0)
    assert (apportion(np.stack([points, *lost]), 100).sum(axis=0) == 100).all()


def test_the_normal_distribution():
    """Phi(0) = .5, Phi(1.6448536270) = .95, and the quantile is its inverse."""
    assert normal_cdf(np.array([0.0, 1.6448536270])).tolist() == pytest.approx([0.5, 0.95], **EXACT)
    for share in (0.05, 0.1, 0.5, 0.8, 0.999):
        assert float(normal_cdf(np.array(normal_quantile(share)))) == pytest.approx(share, abs=1e-14)


# --- rounding and order ---------------------------------------------------------------------------------------

parts_of_a_whole = st.lists(st.floats(0, 1), min_size=1, max_size=8).filter(lambda parts: sum(parts) > 1e-3)


@examples(300)
@given(parts_of_a_whole, st.integers(0, 200))
def test_apportion_adds_up_and_stays_near(weights, total):
    """Integers sum to the total, and each lies within 1 of its part."""
    parts = [total * weight / sum(weights) for weight in weights]
    whole = apportion(np.array(parts), total).tolist()
    assert sum(whole) == total
    assert all(number >= 0 and abs(number - part) < 1 for number, part in zip(whole, parts, strict=True))


@examples(100)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.lists(st.floats(-1e-13, 1e-13), min_size=6, max_size=6))
def test_apportion_leaves_whole_numbers_alone(whole, noise):
    """Rounding noise on parts that are whole moves nothing."""
    parts = [number + error for number, error in zip(whole, noise, strict=False)]
    assert apportion(np.array(parts), sum(whole)).tolist() == whole


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([50.5, 49.5], [51, 49]),  # equal remainders: the earlier part gets the point
        ([33.4, 33.3, 33.3], [34, 33, 33]),
        ([0.25, 0.25, 0.25, 99.25], [1, 0, 0, 99]),
        ([44.6, 35.0, 14.3, 6.1], [45, 35, 14, 6]),  # 99 whole; the largest remainder is the .6
    ],
)
def test_apportion_by_largest_remainder(parts, whole):
    """The points left over go to the largest remainders, ties to the earlier part."""
    assert apportion(np.array(parts), 100).tolist() == whole


@examples(100)
@given(st.lists(st.lists(st.integers(-1, 3), min_size=4, max_size=4), min_size=1, max_size=3))
def test_order_is_by_score_then_place(rows):
    """Whatever the ties: highest score first, of equal ones the earlier trend; what is not listed is left out."""
    score = np.array(rows, dtype=float) / 4
    keys = order_keys(np.maximum(score, 0.0), score >= 0)
    for top in (2, 4):
        for found, row in zip(first_places(keys, top).tolist(), rows, strict=True):
            listed = sorted((trend for trend in range(4) if row[trend] >= 0), key=lambda trend: (-row[trend], trend))
            assert [place for place in found if place >= 0] == listed[:top]


def test_scores_that_agree_to_12_decimals_are_equal():
    """A difference of 1e-13 is rounding: the first by id goes first; one of 1e-11 is not."""
    score = np.array([[0.5, 0.5 + 1e-13, 0.5 + 1e-11]])
    assert first_places(order_keys(score, np.ones((1, 3), dtype=bool)), 3).tolist() == [[2, 0, 1]]


def test_each_row_has_one_turn_at_a_time():
    """Row 2 has three things, row 0 two, row 1 one: who has most comes first in each turn, (5, 3, 4), (6, 1), (7)."""
    turns = Turns.of(np.array([0, 1, 2, 2, 0, 2]), np.array([3, 4, 5, 6, 1, 7]))
    assert turns.rows.tolist() == [2, 0, 1]
    assert turns.others.tolist() == [5, 3, 4, 6, 1, 7]
    assert turns.rows[turns.place].tolist() == [2, 0, 1, 2, 0, 2]
    assert turns.joined(turns.others, np.add).tolist() == [5 + 6 + 7, 3 + 1, 4]
    nothing = Turns.of(np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp))
    assert nothing.joined(np.zeros((0, 2)), np.maximum).shape == (0, 2)


@pytest.mark.parametrize(
    ("keys", "plain", "expected"),
    [
        ([5, 9, 7, 1], (), [5, -1, -1, 1]),  # the whole stands for its family, though parts come before it
        ([-1, 9, 7, 1], (), [-1, 9, -1, 1]),  # without it the first of the list
        ([-1, 7, 9, 1], (1,), [-1, 7, -1, 1]),  # or what is plain
        ([-1, -1, 9, 1], (1,), [-1, -1, 9, 1]),  # where that is in the list
        ([-1, -1, -1, 1], (), [-1, -1, -1, 1]),
    ],
)
def test_one_stands_for_its_family(keys, plain, expected):
    """A family is one row: its whole, else what is plain, else its first; who has none stands for itself."""
    flags = np.isin(np.arange(4), plain)
    family = Turns.of(np.array([0, 0]), np.array([1, 2]))
    assert representatives(np.array([keys]), family, flags).tolist() == [expected]
