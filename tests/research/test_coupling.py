"""Coupling: affinity and kinship by hand, budgets of 1, twins kept apart."""

from math import log

import numpy as np
import pytest

from research.derivation import CouplingSettings, SectorRows
from research.derivation.coupling import affinity, couple, kinship, rounded_down, to_budget
from research.derivation.figures import Figure
from research.derivation.profiles import (
    Profiles,
    keep_twins_apart,
    squared_distances,
    standardised,
    with_enough_cells,
)

NAN = float("nan")


def test_affinity_of_two_sectors_by_hand():
    """Flows ((0, 6), (2, 4)): row totals 6, 6; column totals 2, 10; grand total 12.

    Expected sales of 1 to 2: 6 * 10 / 12 = 5, so the ratio is 6/5; of 2 to 1: 6 * 2 / 12 = 1, ratio 2.
    Affinity = (ln(1 + 6/5) + ln(1 + 2)) / 2 = (ln 2.2 + ln 3) / 2, both ways; the diagonal 0.
    """
    expected = (log(2.2) + log(3)) / 2
    np.testing.assert_allclose(affinity(np.array([[0.0, 6.0], [2.0, 4.0]])), [[0, expected], [expected, 0]], rtol=1e-14)


def test_affinity_is_free_of_size():
    """If everyone trades in proportion to size, everyone has the same affinity: a big sector is no nearer."""
    flows = np.outer([1.0, 10.0, 100.0], [5.0, 50.0, 1.0])
    off_diagonal = affinity(flows)[~np.eye(3, dtype=bool)]
    np.testing.assert_allclose(off_diagonal, log(2))


def test_a_sector_without_flows_has_no_affinity():
    """No flow and no expected flow is no affinity, and no warning."""
    assert affinity(np.array([[1.0, 0.0], [0.0, 0.0]])).tolist() == [[0, 0], [0, 0]]


def test_kinship_of_two_sectors_by_hand():
    """Two sectors, two technologies, log-odds (0, 2) and (2, 2).

    The first technology: mean 1, spread 1, scores -1 and 1. The second is the same everywhere and is dropped.
    Distance (1 - -1)^2 / 1 = 4, kinship at power 2: 1 / (0.1 + 4)^2 = 1 / 16.81.
    """
    scores = standardised(Profiles(("a", "b"), np.array([[0.0, 2.0], [2.0, 2.0]])))
    assert scores.features == ("a",)
    likeness = kinship(squared_distances(scores), CouplingSettings(sharpness=2.0))
    np.testing.assert_allclose(likeness, [[0, 1 / 16.81], [1 / 16.81, 0]], rtol=1e-14)


def test_distance_is_over_what_both_have():
    """The mean runs over the features known in both; with none in common the distance is unknown and kinship 0."""
    distances = squared_distances(Profiles(("a", "b"), np.array([[0.0, 1.0], [3.0, NAN], [NAN, 3.0]])))
    assert distances[0, 1] == 9
    assert distances[0, 2] == 4
    assert np.isnan(distances[1, 2])
    assert kinship(distances, CouplingSettings())[1, 2] == 0


def test_twins_on_one_row_stand_at_the_smallest_distance_of_others():
    """Sectors a and b share row 72, so their 0 becomes the smallest distance of sectors of different rows (0.5)."""
    sectors = [SectorRows("a", abs_rows=("72",)), SectorRows("b", abs_rows=("72",)), SectorRows("c", abs_rows=("81",))]
    distances = np.array([[0.0, 0.0, 0.5], [0.0, 0.0, 2.0], [0.5, 2.0, 0.0]])
    apart = keep_twins_apart(distances, sectors)
    assert (apart[0, 1], apart[0, 2], apart[1, 2]) == (0.5, 0.5, 2.0)


def test_the_diagonal_is_no_distance_between_sectors():
    """The nought of a sector to itself must not become the floor."""
    sectors = [SectorRows("a", abs_rows=("72",)), SectorRows("b", abs_rows=("72",)), SectorRows("c")]
    distances = np.array([[0.0, 0.0, 0.5], [0.0, 0.0, 2.0], [0.5, 2.0, 0.0]])
    assert keep_twins_apart(distances, sectors)[0, 1] == 0.5


def test_a_technology_known_in_too_few_sectors_is_left_out():
    """Fewer than half of the sectors with a figure above the floor: no profile is built on it."""
    known, floor = Figure(5.0, "5.0", "%", "t", "A"), Figure(0.1, "0.1", "%", "t", "A")
    profiles = with_enough_cells(
        ["good", "rare", "floor"], [[known, None, floor], [known, None, floor], [known, known, known]]
    )
    assert profiles.features == ("good",)


@pytest.fixture
def three_sectors():
    """Return flows, technologies and sectors of a small economy; the third has no technology figures."""
    flows = np.array([[1.0, 5.0, 2.0], [4.0, 1.0, 3.0], [2.0, 2.0, 1.0]])
    technologies = Profiles(("a", "b"), np.array([[0.0, 1.0], [1.0, 3.0], [NAN, NAN]]))
    profiles = [{"sell": 1.0}, {"sell": 0.5, "make": 0.5}, {"make": 1.0}]
    return flows, technologies, [SectorRows(f"s{at}", activities=profile) for at, profile in enumerate(profiles)]


def test_every_column_is_a_budget_of_one(three_sectors):
    """Every column sums to 1 and the diagonal is 0; where a part is missing the others take its share."""
    coupling = couple(*three_sectors)
    np.testing.assert_allclose(coupling.coupling.sum(axis=0), 1, rtol=1e-14)
    np.testing.assert_allclose(coupling.affinity.sum(axis=0), 1, rtol=1e-14)
    np.testing.assert_allclose(coupling.technology_kinship.sum(axis=0), [1, 1, 0], rtol=1e-14)
    assert np.diag(coupling.coupling).tolist() == [0, 0, 0]
    share = (0.4 * coupling.affinity[:, 2] + 0.1 * coupling.activity_kinship[:, 2]) / 0.5
    np.testing.assert_allclose(coupling.coupling[:, 2], share, rtol=1e-14)


def test_the_mix_is_a_setting(three_sectors):
    """With the whole weight on trade the coupling is the affinity."""
    coupling = couple(*three_sectors, CouplingSettings(1.0, 0.0, 0.0))
    np.testing.assert_allclose(coupling.coupling, coupling.affinity, rtol=1e-14)


def test_rounding_never_lifts_a_column_above_one():
    """Three thirds, rounded down to six decimals, sum to 0.999999."""
    column = to_budget(np.ones((3, 3)))[:, 0]
    assert [rounded_down(float(weight)) for weight in column] == ["0.333333"] * 3
    assert rounded_down(0.1999999) == "0.199999"
