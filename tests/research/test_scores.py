"""Marks for predictions: against hand calculation and the plain functions of scipy and scikit-learn."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps import examples
from research.backtest.scores import area_under_curve, figure, resampled, spearman

values = st.lists(st.integers(-3, 3).map(float), min_size=3, max_size=9)


def test_spearman_by_hand():
    """Ranks 1 2 3 4 5 and 2 1 4 3 5: 1 - 6 sum d^2 / (n (n^2 - 1)) = 1 - 6 * 4 / 120 = 0.8."""
    assert spearman(np.arange(5.0), np.array([2.0, 1, 4, 3, 5])) == pytest.approx(0.8)


def test_saying_the_same_of_all_is_no_correlation():
    """A constant has no ranks to correlate: 0, no NaN and no warning."""
    assert spearman(np.zeros(3), np.arange(3.0)) == 0


@examples(30)
@given(st.data())
def test_rows_are_marked_as_each_by_itself(data):
    """Of many rows at once, ties and all, each has what scipy and scikit-learn say of it alone; NaN is left out."""
    from scipy.stats import spearmanr
    from sklearn.metrics import roc_auc_score  # a second to load, for this test alone

    first = np.array(data.draw(values))
    second = np.array(data.draw(st.lists(st.integers(-3, 3), min_size=len(first), max_size=len(first))), dtype=float)
    rows = resampled(len(first), 3, data.draw(st.integers(0, 9)))
    positive = (second > 0).astype(float)
    found, area = spearman(first[rows], second[rows]), area_under_curve(first[rows], positive[rows])
    for row, correlation, chance in zip(rows, found, area, strict=True):
        if np.ptp(first[row]) and np.ptp(second[row]):
            assert correlation == pytest.approx(spearmanr(first[row], second[row]).statistic)
        mixed = 0 < positive[row].sum() < len(row)
        alone = roc_auc_score(positive[row], first[row]) if mixed else math.nan
        assert chance == pytest.approx(alone, nan_ok=True)
    longer = [np.append(values, hole) for values, hole in ((first, math.nan), (second, 1.0))]
    assert spearman(*longer) == pytest.approx(spearman(first, second))


def test_the_same_seed_draws_the_same():
    """The sample itself first; every resample has as many items; the seed decides which."""
    drawn = resampled(7, 5, 3)
    assert drawn.shape == (6, 7)
    assert drawn[0].tolist() == list(range(7))
    assert (drawn == resampled(7, 5, 3)).all()
    assert not (drawn == resampled(7, 5, 4)).all()


def test_a_figure_is_the_first_value_with_the_quantiles_of_the_others():
    """0 ... 40 without the NaN: 2.5 % and 97.5 % are 1 and 39; four decimals are kept."""
    found = figure("sectors", "A", "spearman", "ecomap", np.array([7.12341, *range(41), math.nan]))
    assert (found.value, found.low, found.high) == (7.1234, 1.0, 39.0)
