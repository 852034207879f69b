"""The engine against numbers that others printed."""

import numpy as np
import pytest

from ecomap.engine.propagation import converges, total_influence

# Miller & Blair, Input-Output Analysis, 2nd ed. 2009, ch. 2: two sectors, technical coefficients and Leontief inverse.
COEFFICIENTS = np.array([[0.15, 0.25], [0.20, 0.05]])
LEONTIEF_INVERSE = np.array([[1.2541, 0.3300], [0.2640, 1.1221]])


@pytest.mark.parametrize("column", [0, 1])
def test_leontief_inverse_of_miller_and_blair(column):
    """With nothing lost on the way, walks from every sector to one sector are a column of the Leontief inverse."""
    unit = np.eye(2)[column]
    assert total_influence(COEFFICIENTS, 1.0, unit) == pytest.approx(LEONTIEF_INVERSE[:, column], abs=5e-5)


def test_output_multipliers_of_miller_and_blair():
    """Total output per unit of demand is the column sum of the inverse: 1.5181 and 1.4521."""
    multipliers = [total_influence(COEFFICIENTS, 1.0, unit).sum() for unit in np.eye(2)]
    assert multipliers == pytest.approx(LEONTIEF_INVERSE.sum(axis=0), abs=1e-4)


def test_a_productive_economy_converges():
    """Hawkins & Simon's condition (Econometrica 1949) holds: 1 - .15 > 0, det (I - A) = .85 * .95 - .05 = .7575 > 0."""
    assert converges(COEFFICIENTS, 1.0)


def test_an_unproductive_economy_does_not():
    """det (I - A) = .5 * .5 - .6 * .6 < 0: each sector uses up more than the two can make."""
    assert not converges(np.array([[0.5, 0.6], [0.6, 0.5]]), 1.0)


def test_gamblers_ruin():
    """Feller, Introduction to Probability, ch. XIV: a fair coin, stakes 1-4 of 5, starting at 1: 8/5 expected visits.

    Walks of a fair coin between absorbing ends 0 and 5 visit k from k' on average 2 k (5 - k') / 5 times for k <= k'.
    """
    coin = np.diag([0.5] * 3, 1) + np.diag([0.5] * 3, -1)
    visits = np.array([total_influence(coin, 1.0, unit) for unit in np.eye(4)]).T  # (from, to)
    stakes = np.arange(1, 5)
    low, high = np.minimum.outer(stakes, stakes), np.maximum.outer(stakes, stakes)
    np.testing.assert_allclose(visits, 2 * low * (5 - high) / 5, atol=1e-14)
