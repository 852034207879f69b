"""Marks for predictions: against hand calculation, brute force and samples written out."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.engine.propagation import walk_shares_of_each
from maps import examples, walk_shares
from research.backtest.scores import (
    area_under_curve,
    average_ranks,
    discounted_gain,
    interval,
    resampling_counts,
    spearman,
    spearman_of_rows,
)

values = st.lists(st.integers(-3, 3).map(float), min_size=3, max_size=9)


def test_equal_values_share_their_mean_rank():
    """5, 1, 5, 2: ranks 3.5, 1, 3.5, 2."""
    assert average_ranks(np.array([5.0, 1.0, 5.0, 2.0]), np.ones((1, 4))).tolist() == [[3.5, 1, 3.5, 2]]


def test_spearman_by_hand():
    """Ranks 1 2 3 4 5 and 2 1 4 3 5: 1 - 6 sum d^2 / (n (n^2 - 1)) = 1 - 6 * 4 / 120 = 0.8."""
    assert spearman(np.arange(5.0), np.array([2.0, 1, 4, 3, 5]), np.ones((1, 5)))[0] == pytest.approx(0.8)


def test_saying_the_same_of_all_is_no_correlation():
    """A constant has no ranks to correlate: 0, no NaN and no warning."""
    assert spearman(np.zeros(3), np.arange(3.0), np.ones((1, 3)))[0] == 0


@examples(30)
@given(st.data())
def test_counts_are_a_sample_written_out(data):
    """Ranks, Spearman and area by counts are those of the list in which each item stands as often as it was drawn."""
    first = np.array(data.draw(values))
    second = np.array(data.draw(st.lists(st.integers(-3, 3), min_size=len(first), max_size=len(first))), dtype=float)
    counts = np.array(data.draw(st.lists(st.integers(0, 3), min_size=len(first), max_size=len(first))), dtype=float)
    drawn = np.repeat(np.arange(len(first)), counts.astype(int))
    if drawn.size == 0:
        return
    one = np.ones((1, drawn.size))
    assert spearman(first, second, counts[None])[0] == pytest.approx(spearman(first[drawn], second[drawn], one)[0])
    positive = (second > 0).astype(float)
    area = area_under_curve(first, positive, counts[None])[0]
    yes, no = first[drawn][positive[drawn] > 0], first[drawn][positive[drawn] == 0]
    pairs = [(a > b) + 0.5 * (a == b) for a in yes for b in no]
    assert area == pytest.approx(float(np.mean(pairs)) if pairs else math.nan, nan_ok=True)
    assert spearman_of_rows(first[None], second[None])[0] == pytest.approx(
        spearman(first, second, np.ones((1, len(first))))[0]
    )


def test_gain_of_a_short_list_by_hand():
    """Gains 3, 0, 1 read in the order 2, 1, 3 of two places: 3 / log2 3 over 3 + 1 / log2 3."""
    found = discounted_gain(np.array([2.0, 3.0, 1.0]), np.array([3.0, 0.0, 1.0]), 2)
    assert found == pytest.approx((3 / math.log2(3)) / (3 + 1 / math.log2(3)))
    assert discounted_gain(np.array([1.0, 2.0]), np.zeros(2), 2) == 1.0


def test_the_same_seed_draws_the_same():
    """Every resample has as many items as the sample; the seed decides which."""
    counts = resampling_counts(7, 5, 3)
    assert counts.sum(axis=1).tolist() == [7] * 5
    assert (counts == resampling_counts(7, 5, 3)).all()
    assert not (counts == resampling_counts(7, 5, 4)).all()


def test_interval_leaves_out_what_is_not_known():
    """0 ... 40 without the NaN: 2.5 % and 97.5 % are 1 and 39."""
    assert interval(np.array([*range(41), math.nan])) == (1.0, 39.0)


def test_walks_of_each_sector_at_once():
    """One inversion gives what a solution for each business does."""
    random = np.random.default_rng(5)
    coupling = random.random((6, 6))
    np.fill_diagonal(coupling, 0)
    coupling /= coupling.sum(axis=0)
    for i, found in enumerate(walk_shares_of_each(coupling, 0.4)):
        alone = np.eye(6)[i]
        for part, expected in zip(found, walk_shares(coupling, 0.4, alone, alone > 0), strict=True):
            np.testing.assert_allclose(part, expected, atol=1e-15)
