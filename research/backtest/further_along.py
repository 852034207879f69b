"""Are sectors that `benchmark` names as further along so? Own figures are hidden, and what is named is looked up."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from ecomap.engine.posterior import Network, Strengths
from ecomap.io.businesses import business_of_sectors
from ecomap.model import EcosystemMap
from ecomap.model.arrays import MapArrays
from ecomap.model.compiled import CompiledMap
from ecomap.model.settings import ATTENUATION
from ecomap.posteriors import ESTIMATES, estimated
from ecomap.results.maps import ValidityFigure
from ecomap.verbs.arrays import compiled_map, network_of
from ecomap.verbs.benchmark import learn_from_others
from research.backtest.scores import Array, figure, resampled

CHANGED = (*ESTIMATES, "per_trait", "per_activity")
"""Arrays that the figures of a trend decide."""
KINDS = ("ecomap", "one survey counts both", "any counted sector")
"""Rows that are marked: all; those whose two figures are of one survey; all, a counted sector drawn by lot for each."""


def hidden(arrays: MapArrays, sector: int, network: Network) -> MapArrays:
    """Return the map as it is without any figure of a sector, each trend estimated with only its own hidden.

    Figures on the same published row are hidden with it; those of other trends stay, as where a survey never asked a
    sector about a trend.
    """
    out: dict[str, Any] = {name: getattr(arrays, name).copy() for name in (*CHANGED, "figure", "published")}
    for trend in np.flatnonzero(~np.isnan(arrays.figure[:, sector])).tolist():
        row = arrays.figure_row[trend] == arrays.figure_row[trend, sector]
        figures = arrays.figure.copy()
        figures[trend, row] = np.nan
        found = estimated(replace(arrays, figure=figures), Strengths(), network, [trend])
        for name in CHANGED:
            out[name][trend] = getattr(found, name)[trend]
        out["figure"][trend, row] = out["published"][trend, row] = np.nan
    return replace(arrays, **out)


def named(compiled: CompiledMap, sector: int, network: Network) -> Array:
    """Return how many rows name a counted sector where the own figure is held back, and how many are right.

    A row is right where the published share of the sector named is above that of the own. Shape (kind, 2).
    """
    arrays = compiled.arrays
    held_back = hidden(arrays, sector, network)
    blind = replace(compiled, load_arrays=lambda _: held_back)
    counts = np.zeros((len(KINDS), 2))
    for lesson in learn_from_others(blind, business_of_sectors({arrays.sectors[sector]: 1.0}, blind)).lessons:
        trend, other = arrays.trend_index[lesson.trend.id], arrays.sector_index[lesson.sector]
        published, own = arrays.published[trend], arrays.published[trend, sector]
        if not lesson.there.counted or np.isnan(own):
            continue
        others = np.delete(published, sector)
        same = arrays.figure_evidence[trend, sector] == arrays.figure_evidence[trend, other]
        right = float(published[other] > own)
        counts += np.array([(1, right), (same, same * right), (1, (others[~np.isnan(others)] > own).mean())])
    return counts


def further_along(ecosystem: EcosystemMap, resamples: int, seed: int) -> Iterator[ValidityFigure]:
    """Yield the share of rows that name a sector rightly, and how many rows there are; resampled over own sectors."""
    compiled = compiled_map(ecosystem)
    network = network_of(compiled.arrays, ATTENUATION)
    counts = np.stack([named(compiled, sector, network) for sector in range(len(compiled.sectors))])
    drawn = resampled(len(counts), resamples, seed)
    for at, kind in enumerate(KINDS):
        rows, right = counts[drawn, at, 0].sum(axis=1), counts[drawn, at, 1].sum(axis=1)
        yield figure("sectors", "benchmark", "share right", kind, right / rows)
        yield figure("sectors", "benchmark", "rows", kind, rows)
