"""Whom trends concern: what a firm must have for a trend to be of use to it, and what it must not have."""

from functools import lru_cache

import numpy as np

from ecomap.engine.businesses import Flags, distinct
from ecomap.engine.propagation import Array
from ecomap.model.arrays import MapArrays

ROUNDING = 1e-9
"""What adding shares may take off."""


def gates_met(arrays: MapArrays, features: Array) -> Flags:
    """Return which trends concern each firm by their gates, (firm, trend); all where a trend has none.

    Parameters
    ----------
    features
        Levels of traits and activities, 0..1, shape (firm, trait and activity).
    """
    met: Flags = np.broadcast_to(~arrays.gate.any(axis=1), (len(features), len(arrays.trends))).copy()
    for level, opening in _openings(arrays):
        has = (features >= level - ROUNDING).astype(np.float64)
        met |= has @ opening > 0  # whole numbers, added up without rounding
    for trend in np.flatnonzero(arrays.gate_also.any(axis=1) | (arrays.gate_unless < np.inf).any(axis=1)).tolist():
        least, much = arrays.gate_also[trend], arrays.gate_unless[trend]
        asked, barred = least > 0, much < np.inf
        met[:, trend] &= (features[:, asked] >= least[asked] - ROUNDING).all(axis=1)
        met[:, trend] &= (features[:, barred] < much[barred] - ROUNDING).all(axis=1)
    return met


@lru_cache(maxsize=8)
def _openings(arrays: MapArrays) -> tuple[tuple[float, Array], ...]:
    """Return each level that gates ask for, with the traits and activities that open trends from it on.

    As 0 and 1, (trait and activity, trend).
    """
    levels = distinct(arrays.gate_level[arrays.gate.any(axis=1)])[0].tolist()
    return tuple(
        (level, (arrays.gate & (arrays.gate_level == level)[:, None]).T.astype(np.float64)) for level in levels
    )
