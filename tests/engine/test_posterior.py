"""The sector posterior: the worked example of four sectors, and what must hold of it whatever the figures."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.engine.posterior import Strengths, aged, fit, hidden_fits, inverse_of, sector_posterior
from four_sectors import FEATURES, NETWORK, figures, likeness
from maps import examples

EXACT = {"rel": 0, "abs": 1e-9}


def test_figures_age_by_the_pace_and_grow_less_sure():
    """logit .1 + .1 = -2.0972, logit .3 + .5 = -.3473; .01 + .05^2 5 + (.25 x .1 x 5)^2 = .038125."""
    found = figures()
    assert found.z[:3] == pytest.approx([-2.0972245773, -0.3472978604, 0.5054651081], **EXACT)
    assert found.s2[:3] == pytest.approx([0.013125, 0.038125, 0.043125], **EXACT)


def test_a_figure_whose_pace_is_not_known_is_not_moved():
    """Its error grows faster: .04 + (.1 x 5)^2 = .29."""
    z, s2 = aged(np.array(-1.0), np.array(0.04), np.array(5.0), None)
    assert (float(z), float(s2)) == pytest.approx((-1.0, 0.29), **EXACT)


GOLDEN = {
    "norm": [-0.1519815081, -1.1011702897, -1.2711869657, -0.8394635387],
    "s2_norm": [0.0715799347, 0.0680306809, 0.0674604882, 0.0506417094],
    "network": [0.2801497381, 0.5383310455, -0.2569798051, 0.4646070303],
    "from_others": [0.5585184551, 0.0270574599, -1.4359385815, -0.6869414650],
    "v": [0.9241877256, 0.8075709779, 0.7876923077, 0],
    "total": [-1.8958866579, -0.2752610322, 0.0932901709, -0.6869414650],
    "variance": [0.0125413696, 0.0333077468, 0.0370099823, 0.2106417094],
}
"""Worked out by an independent program; docs/model.md has the example."""


@pytest.mark.parametrize("part", GOLDEN)
def test_the_worked_example(part):
    """Four sectors, the fourth without a figure."""
    found = sector_posterior(figures(), likeness(), NETWORK, Strengths())
    assert getattr(found, part) == pytest.approx(GOLDEN[part], **EXACT)


def test_features_of_the_worked_example():
    """rho x_j . B_j, the judged part and what the other sectors' figures add; B0 included."""
    found = sector_posterior(figures(), likeness(), NETWORK, Strengths())
    expected = 0.9 * np.array([0.4781669168, 0.6554407822, 0.1024757659, -0.3467610629])
    assert found.prior + found.features["traits"] == pytest.approx(expected, **EXACT)


def test_residuals_are_left_out():
    """Of the others' figures for the first sector: -.0221 in the second, .6041 in the third."""
    seen = np.array([1, 2])
    gram = FEATURES @ FEATURES.T
    found = fit(figures(), seen, inverse_of(gram, seen), 0.9)
    assert found.residual == pytest.approx([-0.0220777602, 0.6040719244], **EXACT)


def test_the_parts_sum_to_the_whole():
    """norm + prior + features + direct + indirect + own = total."""
    found = sector_posterior(figures(), likeness(), NETWORK, Strengths())
    parts = found.norm + found.prior + found.features["traits"] + found.direct + found.indirect + found.own
    assert parts == pytest.approx(found.total, abs=1e-12)


shares = st.lists(st.floats(0.02, 0.98), min_size=4, max_size=4)


@examples(50)
@given(shares)
def test_what_others_say_does_not_depend_on_the_own_figure(drawn):
    """Another figure in sector 0 moves nothing of what is said of it without it."""
    before = sector_posterior(figures(drawn, known=(1, 1, 1, 1)), likeness(), NETWORK, Strengths())
    after = sector_posterior(figures((0.5, *drawn[1:]), known=(1, 1, 1, 1)), likeness(), NETWORK, Strengths())
    assert after.from_others[0] == pytest.approx(before.from_others[0], abs=1e-12)


@examples(50)
@given(shares)
def test_a_figure_that_is_certain_stands(drawn):
    """s2 -> 0: the posterior is the aged own figure; without a figure its weight is 0."""
    certain = figures(drawn, errors=(0, 0, 0, 0), known=(1, 1, 1, 0))
    own = replace(certain, s2_own=np.zeros(4))
    found = sector_posterior(own, likeness(), NETWORK, Strengths())
    assert found.total[:3] == pytest.approx(certain.z[:3], abs=1e-12)
    assert found.v[3] == 0


def test_sectors_on_one_row_are_hidden_together():
    """With the second sector on the row of the first, neither says anything of the other."""
    together = np.eye(4, dtype=bool)
    together[0, 1] = together[1, 0] = True
    known = figures(known=(1, 1, 1, 1))
    found = sector_posterior(known, likeness(together), NETWORK, Strengths())
    without = replace(known, known=np.array([True, False, True, True]))
    alone = sector_posterior(without, likeness(), NETWORK, Strengths())
    assert found.from_others[0] == pytest.approx(alone.from_others[0], abs=1e-12)


def test_what_is_fitted_without_a_sector_is_the_fit_of_the_others():
    """The first two sectors are on one row, the fourth is alone: as if only those in sight were there."""
    together = np.eye(4, dtype=bool)
    together[0, 1] = together[1, 0] = True
    known, gram = figures(known=(1, 1, 1, 1)), FEATURES @ FEATURES.T
    found = hidden_fits(known, likeness(together).sight(known.known), 0.9)
    for sector, seen in (0, [2, 3]), (1, [2, 3]), (3, [0, 1, 2]):
        expected = fit(known, np.array(seen), inverse_of(gram, np.array(seen)), 0.9)
        weights = 1 / (known.s2[seen] + known.tau**2)
        assert found.norm[sector] == pytest.approx(expected.norm, **EXACT)
        assert found.s2_norm[sector] == pytest.approx(1 / (known.s_level**-2 + weights.sum()), **EXACT)
        assert found.a[sector, seen] == pytest.approx(expected.a, **EXACT)
        assert found.residual[sector, seen] == pytest.approx(expected.residual, **EXACT)
        assert not found.a[sector, together[sector]].any()
        assert not found.residual[sector, together[sector]].any()
