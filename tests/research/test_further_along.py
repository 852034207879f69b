"""Who is named as further along, own figures hidden: what is hidden is hidden, and the floor holds."""

from dataclasses import replace

import numpy as np
import pytest

from ecomap.model.settings import ATTENUATION
from ecomap.verbs.arrays import compiled_map, network_of
from research.backtest.further_along import hidden, named

SEEN = ("retail-trade", "health-care", "construction", "it-services", "hospitality")


@pytest.fixture(scope="module")
def compiled(shipped):
    """Return the shipped map as a query needs it."""
    return compiled_map(shipped)


def test_a_hidden_figure_moves_nothing(compiled):
    """With the own figure of a trend changed, the estimate that is made without it stays to the last bit."""
    arrays = compiled.arrays
    network = network_of(arrays, ATTENUATION)
    sector, trend = arrays.sector_index["retail-trade"], arrays.trend_index["crm-software"]
    figures = arrays.figure.copy()
    figures[trend, arrays.figure_row[trend] == arrays.figure_row[trend, sector]] += 1.0
    before, after = (hidden(one, sector, network) for one in (arrays, replace(arrays, figure=figures)))
    assert np.array_equal(before.total[trend], after.total[trend])
    assert np.isnan(before.published[:, sector]).all()
    assert not np.array_equal(before.total[trend], arrays.total[trend])


@pytest.mark.slow
def test_those_named_are_further_along(compiled):
    """In at least eight of ten rows, of five sectors; more than if sectors were drawn by lot."""
    network = network_of(compiled.arrays, ATTENUATION)
    counts = sum(named(compiled, compiled.arrays.sector_index[sector], network) for sector in SEEN)
    rows, right = counts.T
    assert rows[0] >= 50
    assert right[0] / rows[0] >= 0.8
    assert right[0] / rows[0] > right[2] / rows[2]
    assert right[1] <= rows[1] <= rows[0]
