"""The formulas of errors against draws: what is assumed, drawn two hundred thousand times, and counted."""

import math

import numpy as np
import pytest

from ecomap.engine.likelihood import likelihoods, logistic, with_words
from ecomap.engine.posterior import Strengths, sector_posterior
from ecomap.engine.priority import log_error, margin, normal_cdf, normal_quantile
from engine.test_likelihood import BEYOND, business, terms
from four_sectors import FEATURES, NETWORK, PRIOR, figures, likeness

DRAWS = 200_000
NOISE = {"rel": 4 / math.sqrt(2 * DRAWS)}
"""Four standard errors of a standard deviation that is estimated from so many draws."""


@pytest.fixture
def chance() -> np.random.Generator:
    """Return draws that are the same on every machine."""
    return np.random.Generator(np.random.PCG64(20261122))


def test_a_sector_is_as_sure_as_draws_of_its_norm_residual_and_figure(chance):
    """What others say is off by the norm's error, the sector by tau, its figure by s: ^z - z over draws has var_j."""
    given, found = figures(), sector_posterior(figures(), likeness(), NETWORK, Strengths())
    for sector in range(4):
        norm, residual, noise = (
            spread * chance.standard_normal(DRAWS)
            for spread in (found.s2_norm[sector] ** 0.5, given.tau, given.s2_own[sector] ** 0.5)
        )
        truth, said = residual, norm
        posterior = said + found.v[sector] * (truth + noise - said)
        assert np.std(posterior - truth) == pytest.approx(found.variance[sector] ** 0.5, **NOISE)


def test_what_is_open_of_features_is_what_draws_leave_open(chance):
    """Weights drawn about what was judged, figures drawn from them: the fit misses d.B by tau^2 d'M d."""
    seen, tau = FEATURES[:3], 0.4
    weights = PRIOR + tau * chance.standard_normal((DRAWS, 2))
    y = weights @ seen.T + tau * chance.standard_normal((DRAWS, 3))
    open_ = np.linalg.inv(seen.T @ seen + np.eye(2))
    fitted = PRIOR + (y - seen @ PRIOR) @ seen @ open_
    missed = np.std((fitted - weights) @ BEYOND)
    plain = likelihoods(terms(), business(country=None, employees=None), 0.0).variance[0, 0]
    without = likelihoods(terms(), business(traits=None, country=None, employees=None), 0.0).variance[0, 0]
    assert missed == pytest.approx((plain - without) ** 0.5, **NOISE)


def test_the_owners_word_leaves_what_draws_leave(chance):
    """The estimate is off by its error, the word by .75: what the two together miss."""
    z, variance = -1.2976754941, 0.3676474605**2
    truth = 0.0
    estimate = truth + variance**0.5 * chance.standard_normal(DRAWS)
    words = logistic(truth + 0.75 * chance.standard_normal(DRAWS))
    both, left = with_words(estimate, np.full(DRAWS, variance), words)
    assert np.std(both - truth) == pytest.approx(left[0] ** 0.5, **NOISE)
    assert abs(np.mean(both)) < 4 * left[0] ** 0.5 / math.sqrt(DRAWS)
    assert with_words(np.array([z]), np.array([variance]), np.array([0.5]))[0][0] == pytest.approx(-1.0462655088)


def test_three_years_add_what_draws_add(chance):
    """Each year wanders by .05, the sector's pace by a quarter of it, the pace itself by .05."""
    found, years = likelihoods(terms(), business(), 3.0), 3
    wander = 0.05 * chance.standard_normal((years, DRAWS)).sum(axis=0)
    off = years * (0.25 * 0.1 * chance.standard_normal(DRAWS) + 0.05 * chance.standard_normal(DRAWS))
    now = found.variance[0, 0] ** 0.5 * chance.standard_normal(DRAWS)
    assert np.std(now + wander + off) == pytest.approx(found.variance_horizon[0, 0] ** 0.5, **NOISE)


def test_the_error_of_a_priority_is_that_of_draws(chance):
    """The worked example: z by .35, ln of cover, theta and goal fit by .10, .05, .15.

    ln L is straight only nearby, so that the formula may miss a fiftieth of the spread; the interval and the chance of
    20 points hold to a hundredth.
    """
    likely, points = 0.5100504129, 26.8660108744
    error = float(log_error(np.array(likely), np.array(0.35**2), np.array(0.1), np.array(0.05), np.array(0.075)))
    z = math.log(likely / (1 - likely)) + 0.35 * chance.standard_normal(DRAWS)
    drawn = points * np.sqrt(logistic(z) / likely)
    for spread, root in ((0.1, 1.0), (0.05, 1.0), (0.15, 0.5)):
        drawn = drawn * np.exp(root * spread * chance.standard_normal(DRAWS))
    assert np.std(np.log(drawn)) == pytest.approx(error, rel=0.02)
    half = -normal_quantile(0.05)
    inside = np.abs(np.log(drawn / points)) <= half * error
    assert inside.mean() == pytest.approx(0.9, abs=0.01)
    assert (drawn >= 20).mean() == pytest.approx(float(normal_cdf(margin(np.array(points), error, 20.0))), abs=0.01)


def test_the_whole_business_is_as_sure_as_its_parts_are_drawn(chance):
    """Sectors, features and place drawn apart and added up: the deviation .3676474605 of the worked example."""
    given = terms()
    sectors = given.variance[[0, 3], 0] ** 0.5 * chance.standard_normal((DRAWS, 2)) @ np.diag([0.75, 0.25])
    weights = chance.multivariate_normal(np.zeros(2), 0.16 * given.feature_error[..., 0], DRAWS) @ BEYOND
    place = 0.2 * chance.standard_normal(DRAWS)
    assert np.std(sectors.sum(axis=1) + weights + place) == pytest.approx(0.3676474605, **NOISE)
