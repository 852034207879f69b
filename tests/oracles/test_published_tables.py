"""The engine against numbers that others printed."""

from itertools import pairwise
from math import prod

import numpy as np
import pytest

from ecomap.engine.propagation import converges
from maps import pathway_search, total_influence

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


# Eurostat Manual of Supply, Use and Input-Output Tables (2008), ch. 15: Germany 1995, domestic output, million euro.
# Agriculture, manufacturing, construction, trade, business services, other services.

# Table 15.4: flows from row to column, and output at basic prices; value added and employment (1,000) below them.
GERMANY_FLOWS = np.array([
    [1131, 25480, 1, 607, 710, 762],
    [7930, 304584, 64167, 41082, 11981, 30360],
    [426, 7334, 3875, 5296, 23457, 9155],
    [3559, 72717, 14190, 74399, 10835, 21008],
    [3637, 96115, 31027, 65755, 193176, 34223],
    [1552, 14986, 1747, 11225, 15058, 22070],
])  # fmt: skip
GERMANY_OUTPUT = np.array([43910, 1079446, 245606, 540063, 692487, 508918])
GERMANY_VALUE_ADDED = np.array([21664, 395022, 115624, 311407, 415426, 365017])
GERMANY_EMPLOYMENT = np.array([1096, 8381, 3236, 9251, 4258, 10206])
GERMANY = GERMANY_FLOWS / GERMANY_OUTPUT


def inverse(coefficients: np.ndarray) -> np.ndarray:
    """Return the Leontief inverse, column by column, as walks of which nothing is lost on the way."""
    return np.array([total_influence(coefficients, 1.0, unit) for unit in np.eye(len(coefficients))]).T


def test_the_german_flows_are_copied_right():
    """Table 15.4, row "domestic products": what each branch takes in of all others."""
    np.testing.assert_array_equal(GERMANY_FLOWS.sum(axis=0), [18235, 521216, 115007, 198364, 255217, 117578])


def test_leontief_inverse_of_germany():
    """Table 15.10: agriculture, manufacturing and construction upon themselves 1.0339, 1.4292 and 1.0289."""
    assert np.diag(inverse(GERMANY))[:3] == pytest.approx([1.0339, 1.4292, 1.0289], abs=5e-5)


def test_output_multipliers_of_germany():
    """Tables 15.15 (row 8) and 15.19, backward linkages: the column sums of all six columns of the inverse."""
    published = [1.7048, 1.8413, 1.8136, 1.6035, 1.5951, 1.3782]
    assert inverse(GERMANY).sum(axis=0) == pytest.approx(published, abs=6e-5)


def test_value_added_and_employment_multipliers_of_germany():
    """Table 15.16: value added 0.8450 ... 0.9199 and employment 0.0326 ... 0.0242 in a unit of final demand."""
    per_output = np.array([GERMANY_VALUE_ADDED, GERMANY_EMPLOYMENT]) / GERMANY_OUTPUT
    value_added, employment = per_output @ inverse(GERMANY)
    assert value_added == pytest.approx([0.8450, 0.7647, 0.8615, 0.9019, 0.9393, 0.9199], abs=6e-5)
    assert employment == pytest.approx([0.0326, 0.0162, 0.0207, 0.0237, 0.0112, 0.0242], abs=6e-5)


@pytest.mark.parametrize("coefficients", [COEFFICIENTS, GERMANY], ids=["Miller & Blair", "Germany 1995"])
def test_pathways_into_a_branch_are_a_column_of_the_inverse(coefficients):
    """Structural path analysis: all pathways from i to j, each with its multiplier, make entry (i, j) of the inverse.

    Holds of any table once a branch's sales to itself are counted in its multiplier, as Defourny & Thorbecke do.
    """
    for column, unit in enumerate(np.eye(len(coefficients))):
        search = pathway_search(coefficients, 1.0, unit)
        entries = np.zeros(len(coefficients))
        for pathway in search.descending(np.ones(len(coefficients))):
            assert pathway.sectors[-1] == column
            entries[pathway.sectors[0]] += pathway.weight * search.total
        assert entries == pytest.approx(inverse(coefficients)[:, column], abs=1e-12)


# Defourny & Thorbecke, Structural path analysis ..., Economic Journal 94 (1984): a path i > x > y > j whose pole y
# feeds x both straight and by way of z has the multiplier 1 / (1 - a_yx (a_xy + a_zy a_xz)), a_yx from x to y.


def test_path_multiplier_of_defourny_and_thorbecke():
    """a_xi .5, a_yx .4, a_jy .3, a_xy .2, a_zy .6, a_xz .5: total influence .06 / (1 - .4 (.2 + .6 .5)) = .06 / .8."""
    i, x, y, j, z = range(5)
    steps = {(i, x): 0.5, (x, y): 0.4, (y, j): 0.3, (y, x): 0.2, (y, z): 0.6, (z, x): 0.5}
    coupling = np.zeros((5, 5))
    for edge, share in steps.items():
        coupling[edge] = share
    search = pathway_search(coupling, 1.0, np.eye(5)[j])
    found = {pathway.sectors: pathway for pathway in search.descending(np.ones(5))}
    path = found[i, x, y, j]
    assert path.echo == pytest.approx(1 / 0.8, abs=1e-12)
    assert path.weight * search.total == pytest.approx(prod(steps[edge] for edge in pairwise(path.sectors)) / 0.8)


# Netherlands 2000, million euro: SPICOSA project, Input-output multipliers, specification sheet (D'Hernoncourt, Cordier
# & Hadley 2011), table 1. Agriculture, mining, manufacturing, utilities, construction, services.

NETHERLANDS_FLOWS = np.array([
    [2731, 3, 8260, 36, 59, 615],
    [4, 282, 2013, 3979, 188, 60],
    [3322, 291, 40218, 480, 8004, 16999],
    [983, 53, 2400, 4395, 85, 3458],
    [121, 70, 565, 135, 14103, 9509],
    [2884, 1078, 28400, 1404, 9339, 106994],
])  # fmt: skip
NETHERLANDS_OUTPUT = np.array([21863, 12292, 210900, 18249, 60244, 435953])
NETHERLANDS_COMPENSATION = np.array([2336, 520, 35083, 1629, 14339, 151784])
NETHERLANDS = NETHERLANDS_FLOWS / NETHERLANDS_OUTPUT


def test_the_dutch_flows_are_copied_right():
    """Column totals of the flows as printed."""
    np.testing.assert_array_equal(NETHERLANDS_FLOWS.sum(axis=0), [10045, 1777, 81856, 10429, 31778, 137635])


def test_leontief_inverse_of_the_netherlands():
    """What all branches take of agriculture in the end: 1.154, .002, .057, .006, .012, .006."""
    assert inverse(NETHERLANDS)[0] == pytest.approx([1.154, 0.002, 0.057, 0.006, 0.012, 0.006], abs=5.1e-4)


def test_income_effects_and_multipliers_of_the_netherlands():
    """Income in a unit of demand .263 ... .493; over the income paid by the branch itself 2.466 ... 1.417."""
    paid = NETHERLANDS_COMPENSATION / NETHERLANDS_OUTPUT
    effects = paid @ inverse(NETHERLANDS)
    assert effects == pytest.approx([0.263, 0.099, 0.306, 0.212, 0.465, 0.493], abs=5.1e-4)
    assert effects / paid == pytest.approx([2.466, 2.333, 1.840, 2.372, 1.953, 1.417], abs=1.1e-3)
