"""Whom trends concern: what a firm must have for a trend to be of use to it, and what it must not have."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ecomap.engine.businesses import Flags, Ints
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
    opening, also, barring = _asked(arrays)
    met = np.zeros((len(features), len(arrays.trends)), dtype=np.bool_)
    met[:, ~arrays.gate.any(axis=1)] = True
    for trends, feature, level in opening:
        met[:, trends] |= features[:, feature] >= level
    for trends, feature, level in also:
        met[:, trends] &= features[:, feature] >= level
    for trends, feature, level in barring:
        met[:, trends] &= features[:, feature] < level
    return met


class Asked(NamedTuple):
    """What some rows ask for, one thing of each."""

    rows: Ints
    features: Ints
    """Places of traits or activities, (row,)."""
    level: Array
    """What adding shares may take off is taken off, (row,)."""


def by_turns(asks: Flags, levels: Array) -> tuple[Asked, ...]:
    """Return what rows ask for, (row, trait and activity), so that each row has one turn at a time.

    A thing asked for is looked at where it is asked for, not in the table of all firms, rows and levels.
    """
    rows, features = np.nonzero(asks)
    turn = np.arange(len(rows)) - np.searchsorted(rows, rows)
    each = ((rows[turn == at], features[turn == at]) for at in range(int(turn.max(initial=-1)) + 1))
    return tuple(Asked(row, feature, levels[row, feature] - ROUNDING) for row, feature in each)


@lru_cache(maxsize=8)
def _asked(arrays: MapArrays) -> tuple[tuple[Asked, ...], ...]:
    """Return what opens the trends, what they ask for as well, and what bars them."""
    level = np.broadcast_to(arrays.gate_level[:, None], arrays.gate.shape)
    return (
        by_turns(arrays.gate, level),
        by_turns(arrays.gate_also > 0, arrays.gate_also),
        by_turns(arrays.gate_unless < np.inf, arrays.gate_unless),
    )
