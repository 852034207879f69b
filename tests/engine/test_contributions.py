"""What each coupling contributes: shares that add up exactly, and what is left when one is taken out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.engine.propagation import coupling_shares, network_mean, without_each_coupling
from maps import EXAMPLE_ATTENUATION as HALF
from maps import coupling_matrices, examples, exposures

# The worked example of docs/model.md: w(s1,s2) = .5, w(s2,s1) = .4, w(s3,s2) = .3, e = (.75, .25, 0).
COUPLING = np.array([[0.0, 0.5, 0.0], [0.4, 0.0, 0.0], [0.0, 0.3, 0.0]])
EXPOSURE = np.array([0.75, 0.25, 0.0])
LEAD = np.array([-0.8862943611198906, 0.5, 1.8862943611198906])
S1, S2, S3 = 0, 1, 2

attenuations = st.floats(0.05, 0.9)
"""Beyond .9 the integrand can have a pole so near that 24 points leave 3e-10 (.95) or even 2e-5 (.99)."""
leads = st.floats(-5, 5)


@st.composite
def networks(draw):
    """Draw couplings, attenuation, exposure and pushes that fit together."""
    coupling = draw(coupling_matrices())
    count = len(coupling)
    push = np.array(draw(st.lists(leads, min_size=count, max_size=count)))
    return coupling, draw(attenuations), draw(exposures(count)), push


def mean_at(scale: float, coupling: np.ndarray, attenuation: float, exposure: np.ndarray, push: np.ndarray) -> float:
    """Return sum_i a_i u_i where every coupling is scaled, by the geometric series of walks, not by a solver."""
    weights, step = exposure.copy(), exposure.copy()
    for _ in range(2000):
        step = scale * attenuation * (coupling @ step)
        weights += step
        if step.sum() < 1e-18:
            break
    return float(push @ weights / weights.sum())


def test_example_network_mean():
    """The example's network sum -.3197929326."""
    assert network_mean(COUPLING, HALF, EXPOSURE, LEAD) == pytest.approx(-0.3197929326, rel=0, abs=1e-9)


def test_example_without_one_coupling():
    """Without s1 > s2 the network sum is -.2905314952; a coupling that is not there changes nothing."""
    without = without_each_coupling(COUPLING, HALF, EXPOSURE, LEAD)
    assert without[S1, S2] == pytest.approx(-0.2905314952, rel=0, abs=1e-9)
    assert without[S1, S3] == pytest.approx(-0.3197929326, rel=0, abs=1e-9)


def test_one_coupling_has_all_there_is():
    """Two sectors, one coupling w = .5 at delta = .5, e = (0, 1), u = (1, 0): F = .25 / 1.25 = .2, all of it its own.

    A share of Aumann and Shapley along a single line is the whole difference from its beginning, here from 0.
    """
    coupling = np.array([[0.0, 0.5], [0.0, 0.0]])
    shares = coupling_shares(coupling, 0.5, np.array([0.0, 1.0]), np.array([1.0, 0.0]))
    np.testing.assert_allclose(shares, [[0.0, 0.2], [0.0, 0.0]], rtol=0, atol=1e-15)


def test_equal_couplings_share_alike():
    """Two sectors that push equally by equal couplings have equal shares: F = 2 x .1 / 1.2, half of it each."""
    coupling = np.zeros((3, 3))
    coupling[1, 0] = coupling[2, 0] = 0.2
    shares = coupling_shares(coupling, 0.5, np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 1.0]))
    assert shares[1, 0] == pytest.approx(0.1 / 1.2, abs=1e-15)
    assert shares[2, 0] == pytest.approx(0.1 / 1.2, abs=1e-15)


@examples(80)
@given(networks())
def test_shares_and_the_start_are_the_whole(network):
    """F(0), where no coupling counts, and the shares of all couplings sum to F, to 1e-12."""
    coupling, _, exposure, push = network
    start = float(push @ exposure)
    assert start + coupling_shares(*network).sum() == pytest.approx(network_mean(*network), rel=0, abs=1e-12)
    assert not coupling_shares(*network)[coupling == 0].any()


@examples(15)
@given(networks())
def test_shares_are_the_integral_of_the_gradient(network):
    """w int_0^1 dF/dw(tW) dt by 2,000 midpoints and differences of walk sums: the shares, to 1e-6.

    dF/dw is taken in the direction of w itself, so that one difference of width 2e-5 gives the whole product.
    """
    coupling, attenuation, exposure, push = network
    shares = coupling_shares(*network)
    edges = list(zip(*np.nonzero(coupling), strict=True))
    points = (np.arange(2000) + 0.5) / 2000
    identity = np.eye(len(coupling))
    width = 1e-5

    def means(at: np.ndarray) -> np.ndarray:
        systems = identity - attenuation * at
        reach = np.linalg.solve(systems, np.broadcast_to(exposure[:, None], (len(at), len(exposure), 1)))[..., 0]
        return reach @ push / reach.sum(axis=1)

    for edge in edges:
        along = points[:, None, None] * coupling
        more, less = along.copy(), along.copy()
        more[:, edge[0], edge[1]] += width * coupling[edge]
        less[:, edge[0], edge[1]] -= width * coupling[edge]
        integral = float(np.mean((means(more) - means(less)) / (2 * width)))
        assert integral == pytest.approx(shares[edge], rel=0, abs=1e-6)


@examples(60)
@given(networks())
def test_the_mean_is_that_of_the_walks(network):
    """The same sum step by step: e + A e + A A e + ..., weighted by the pushes."""
    assert network_mean(*network) == pytest.approx(mean_at(1.0, *network), rel=0, abs=1e-12)


@examples(60)
@given(networks())
def test_removal_is_recomputation(network):
    """Taking one coupling out by the rank-one formula gives what recomputing with the entry at 0 gives."""
    coupling, attenuation, exposure, push = network
    without = without_each_coupling(*network)
    for edge in zip(*np.nonzero(coupling), strict=True):
        cut = coupling.copy()
        cut[edge] = 0.0
        assert without[edge] == pytest.approx(mean_at(1.0, cut, attenuation, exposure, push), rel=0, abs=1e-11)
    absent = without[coupling == 0]
    np.testing.assert_allclose(absent, network_mean(*network), rtol=0, atol=1e-13)
