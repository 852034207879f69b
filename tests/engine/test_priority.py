"""Priority on an absolute scale, what each factor costs, and rounding that adds up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.engine.businesses import Businesses
from ecomap.engine.priority import (
    apportion,
    coverage,
    first_places,
    goal_fit,
    log_means,
    log_priority,
    order_keys,
    points_lost,
    touch,
)  # fmt: skip
from maps import examples

FLOOR = 0.05
EXPONENTS = np.array([0.5, 0.3, 0.2])
# The worked example of docs/model.md: I = .36, goal_fit = .5, means = .64.
EXAMPLE = np.log([[0.36], [0.5], [0.64]])
EXACT = {"rel": 0, "abs": 1e-9}


def priority(logs):
    """Return the priority of factors given by their logarithms, a row for each factor."""
    return np.exp(log_priority(logs, EXPONENTS))


def owner(budget=np.nan, hours=np.nan, skills=(np.nan,), goals=(0.0,)):
    """Return one business in the first sector, with these means and goals."""
    return Businesses(
        np.array([[0]]), np.array([[1.0]]), np.array([np.nan]), np.array([goals]), np.array([budget]),
        np.array([hours]), np.array([skills]), np.zeros((1, 1), dtype=bool),
    )  # fmt: skip


def test_example_priority():
    """.36^.5 * .5^.3 * .64^.2 = .6 * .8122523964 * .9146101038 = .4457365492."""
    assert priority(EXAMPLE)[0] == pytest.approx(0.4457365492, **EXACT)


def test_example_points_lost():
    """Losses -ln c times exponent .5108256238, .2079441542, .0892574206 share out 1 - P; in whole points 45+35+14+6."""
    lost = points_lost(EXAMPLE, EXPONENTS)[:, 0]
    assert lost / 100 == pytest.approx([0.3503990627, 0.1426385704, 0.0612258177], abs=1e-9)
    assert apportion(np.array([100 * priority(EXAMPLE)[0], *lost]), 100).tolist() == [45, 35, 14, 6]


def test_example_means():
    """8000 of 12000 EUR, 6 of 4 hours, skill 1 of 2: the cube root of 2/3 * 1 * 1/2 = .6933612744."""
    needs = np.array([12000.0]), np.array([4.0]), np.array([[2.0]])
    found = np.exp(log_means(owner(8000.0, 6.0, (1.0,)), *needs, FLOOR))
    assert found[0, 0] == pytest.approx(0.6933612744, **EXACT)


def test_example_touch():
    """1 - .8 + .8 (.6 * 1 + .4 * .25) = .76."""
    assert touch(np.array([0.8]), np.array([[0.6, 0.4]]), np.array([[1.0, 0.25]]))[0, 0] == pytest.approx(0.76, **EXACT)


def test_a_general_trend_touches_everything():
    """s = 0: touch is 1, whatever the activities; s = 1 and nothing served: 0."""
    found = touch(np.array([0.0, 1.0]), np.array([[0.3, 0.0], [0.5, 0.5]]), np.zeros((1, 2)))
    np.testing.assert_array_equal(found, [[1.0, 0.0]])


def test_goals_are_weighted_on_any_scale():
    """Weights 3 and 1 of fits .8 and .4: .7; three times as much of each says the same."""
    fit = np.array([[0.8, 0.4]])
    assert goal_fit(fit, np.array([[3.0, 1.0]]), FLOOR)[0, 0] == pytest.approx(0.7)
    assert goal_fit(fit, np.array([[9.0, 3.0]]), FLOOR)[0, 0] == pytest.approx(0.7)


@pytest.mark.parametrize("weights", [np.zeros(0), np.zeros(2)])
def test_without_goals_everything_fits(weights):
    """No goal, or goals of no weight, count nothing against a trend."""
    np.testing.assert_array_equal(goal_fit(np.zeros((3, len(weights))), weights[None], FLOOR), [[1, 1, 1]])


def test_nothing_falls_below_the_floor():
    """A goal that a trend does not serve and an empty purse leave .05, so that no single gap erases a trend."""
    assert goal_fit(np.array([[0.0]]), np.array([[1.0]]), FLOOR)[0, 0] == FLOOR
    assert coverage(np.array([0.0]), np.array([100.0]), FLOOR)[0, 0] == FLOOR


def test_coverage_of_no_need_and_of_unknown_means():
    """Where nothing is needed, or nothing is said of what there is, means do not limit."""
    np.testing.assert_array_equal(coverage(np.array([0.0]), np.array([0.0]), FLOOR), [[1.0]])
    np.testing.assert_array_equal(coverage(np.array([np.nan]), np.array([0.0, 9e9]), FLOOR), [[1.0, 1.0]])


def test_a_great_deal_for_next_to_nothing_covers_it():
    """1e300 against a need of 1e-10 is beyond the numbers: covered, and no warning."""
    assert coverage(np.array([1e300]), np.array([1e-10]), FLOOR)[0, 0] == 1.0


def test_all_or_nothing():
    """All factors 1: priority 1, nothing lost. No influence: priority 0, and all 100 points lost to it."""
    everything = np.zeros((3, 1))
    assert priority(everything)[0] == 1.0
    np.testing.assert_array_equal(points_lost(everything, EXPONENTS)[:, 0], [0, 0, 0])
    nothing = np.array([[-np.inf], [0.0], [0.0]])
    assert priority(nothing)[0] == 0.0
    np.testing.assert_allclose(points_lost(nothing, EXPONENTS)[:, 0], [100, 0, 0])


factors = st.lists(st.floats(0.001, 1), min_size=3, max_size=3)


@examples(100)
@given(st.lists(factors, min_size=1, max_size=4))
def test_priority_and_losses_make_a_hundred(columns):
    """For any factors 100 P and the points lost sum to 100, and a factor of 1 loses nothing."""
    found = np.log(np.array(columns).T)
    lost = points_lost(found, EXPONENTS)
    np.testing.assert_allclose(100 * priority(found) + lost.sum(axis=0), 100, atol=1e-10)
    assert np.all(lost[found == 0] == 0)


@examples(100)
@given(factors, st.lists(factors, max_size=4))
def test_priority_knows_nothing_of_the_others(column, others):
    """The scale is absolute: a trend has the same priority alone and among any others."""
    alone = priority(np.log(np.array([column]).T))
    among = priority(np.log(np.array([column, *others]).T))
    assert among[0] == pytest.approx(alone[0], abs=1e-15)


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
        ([100.0, 0.0], [100, 0]),
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
