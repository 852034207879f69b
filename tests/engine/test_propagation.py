"""Walks of every length between sectors, and where they stop adding up."""

import numpy as np
import pytest

from ecomap.engine.propagation import converges, largest_attenuation
from maps import EXAMPLE_ATTENUATION as HALF
from maps import pathway_weight, total_influence

# Three sectors that can be followed by hand: w(s1,s2) = .5, w(s2,s1) = .4, w(s3,s2) = .3, e = (.75, .25, 0).
COUPLING = np.array([[0.0, 0.5, 0.0], [0.4, 0.0, 0.0], [0.0, 0.3, 0.0]])
EXPOSURE = np.array([0.75, 0.25, 0.0])
S1, S2, S3 = 0, 1, 2
EXACT = {"rel": 0, "abs": 1e-9}


def test_example_sum_of_all_walks():
    """g solves g1 = .75 + .25 g2, g2 = .25 + .2 g1, g3 = .15 g2: (.8125, .4, .06) / .95, sum 1.3394736842."""
    influence = total_influence(COUPLING, HALF, EXPOSURE)
    np.testing.assert_allclose(influence, np.array([0.8125, 0.4, 0.06]) / 0.95, rtol=1e-14)
    assert influence.sum() == pytest.approx(1.3394736842, **EXACT)


@pytest.mark.parametrize(
    ("pathway", "weight"),
    [
        ([S1], 0.5893909627),
        ([S2], 0.1964636542),
        ([S2, S1], 0.1178781925),
        ([S3, S2], 0.0294695481),
        ([S1, S2], 0.0491159136),
        ([S3, S2, S1], 0.0176817289),
    ],
)
def test_example_pathways(pathway, weight):
    """Every pathway meets the loop s1 > s2 > s1, so that each echoes by 1 / (1 - .2 * .25) = 1 / .95."""
    found = pathway_weight(COUPLING, HALF, EXPOSURE, pathway)
    assert found.weight == pytest.approx(weight, **EXACT)
    assert found.echo == pytest.approx(1 / 0.95, abs=1e-14)


def test_example_without_one_coupling():
    """Without s1 > s2 there is no loop: g = (.75, .4, .06) of which s3 > s2 > s1 is .15 x .2 x .75, without echo."""
    without = COUPLING.copy()
    without[S1, S2] = 0.0
    assert total_influence(without, HALF, EXPOSURE) == pytest.approx([0.75, 0.4, 0.06], abs=1e-14)
    found = pathway_weight(without, HALF, EXPOSURE, [S3, S2, S1])
    assert found.weight == pytest.approx(0.0225 / 1.21, abs=1e-14)
    assert found.echo == pytest.approx(1.0, abs=1e-14)


def test_a_pathway_over_a_missing_coupling_weighs_nothing():
    """s1 > s3 is not in the example."""
    assert pathway_weight(COUPLING, HALF, EXPOSURE, [S1, S3]).weight == 0.0


def test_a_pathway_through_every_sector_has_nothing_left_to_leave_out():
    """With s1 and s2 alone the pathway s2 > s1 takes every sector: .5 * .4 * .75 / .95 over g = 1.2125 / .95."""
    two = COUPLING[:2, :2]
    found = pathway_weight(two, HALF, EXPOSURE[:2], [S2, S1])
    assert found.weight == pytest.approx(0.15 / 1.2125, abs=1e-14)


def test_a_sector_from_which_no_walk_leads_weighs_exactly_nothing():
    """Not even rounding may make an unconnected sector count."""
    coupling = np.zeros((5, 5))
    coupling[:3, :3] = COUPLING
    coupling[3, 4] = coupling[4, 3] = 1.0
    np.testing.assert_array_equal(total_influence(coupling, HALF, np.array([*EXPOSURE, 0, 0]))[3:], 0.0)


@pytest.mark.parametrize("budget", [1.0, 1.0 + 1e-13])
def test_full_budgets_converge(budget):
    """Columns that sum to 1, rounding allowed, converge at every attenuation below 1: radius delta < 1."""
    coupling = np.array([[0.0, budget], [budget, 0.0]])
    assert converges(coupling, 0.999)


@pytest.mark.parametrize(
    ("attenuation", "weights"),
    [
        (0.5, [2.0, 2.0]),  # .5 * 2 = 1 on each step
        (0.5, [4.0, 1.0]),  # 2 * .5 = 1
        (0.25, [4.0, 4.0, 4.0]),
        (0.35, [1 / 0.35, 1 / 0.35]),  # 1 up to rounding
        (0.3, [1 / 0.3, 1 / 0.3, 1 / 0.3, 1 / 0.3]),
        (0.5, [8.0, 0.5]),  # 4 * .25 = 1
        (0.125, [512.0, 1.0, 1.0]),  # 64 * .125 * .125 = 1
    ],
)
def test_exactly_one_diverges(attenuation, weights):
    """A loop whose attenuated product is exactly 1 returns all it gets: its walks have no finite sum."""
    coupling = np.zeros((len(weights), len(weights)))
    for i, weight in enumerate(weights):
        coupling[i, (i + 1) % len(weights)] = weight
    assert not converges(coupling, attenuation)


def test_one_column_above_its_budget_may_converge():
    """w12 = 4 and w21 = .01 at delta = .5: the loop keeps 2 * .005 = .01, so the walks have a sum."""
    assert converges(np.array([[0.0, 4.0], [0.01, 0.0]]), HALF)


def test_without_a_loop_everything_converges():
    """A chain has finitely many walks, whatever its weights."""
    assert converges(np.array([[0.0, 50.0], [0.0, 0.0]]), 0.9)


def test_an_empty_map_converges():
    """Without sectors there is nothing to add up."""
    assert converges(np.zeros((0, 0)), HALF)


def test_the_limit_is_the_inverse_of_the_loop():
    """w12 = 4, w21 = 3: radius sqrt(12), limit 1 / sqrt(12) = .2886751346; a hair below it converges, above not."""
    coupling = np.array([[0.0, 4.0], [3.0, 0.0]])
    limit = largest_attenuation(coupling)
    assert limit == pytest.approx(0.2886751346, **EXACT)
    assert converges(coupling, limit * (1 - 1e-9))
    assert not converges(coupling, limit * (1 + 1e-9))
