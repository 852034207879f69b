"""Whom trends concern: what a firm must have for a trend to be of use to it, and what it must not have."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ecomap.engine.businesses import Flags, Turns
from ecomap.engine.propagation import Array
from ecomap.model.arrays import MapArrays

ROUNDING = 1e-9  # what adding shares may take off


def gates_met(arrays: MapArrays, features: Array) -> Flags:
    """Return which trends concern each firm by their gates, (firm, trend); all where a trend has none.

    ``features`` are levels of traits and activities, 0..1, (firm, trait and activity).
    """
    opening, also, barring = _asked(arrays)
    met = np.ones((len(features), len(arrays.trends)), dtype=np.bool_)
    met[:, opening.turns.rows] = opening.reached(features, np.logical_or)
    met[:, also.turns.rows] &= also.reached(features, np.logical_and)
    met[:, barring.turns.rows] &= ~barring.reached(features, np.logical_or)
    return met


class Asked(NamedTuple):
    """What some rows ask for, one thing after the other."""

    turns: Turns  # by row: places of traits or activities
    level: Array  # what adding shares may take off is taken off, (asked,)

    @classmethod
    def of(cls, asks: Flags, levels: Array) -> "Asked":
        """Return what rows ask for, (row, trait and activity)."""
        turns = Turns.of(*np.nonzero(asks))
        return cls(turns, levels[turns.rows[turns.place], turns.others] - ROUNDING)

    def reached(self, features: Array, join: np.ufunc) -> Flags:
        """Return whether firms have what rows ask for, any or all of it, (firm, row).

        A thing asked for is looked at where it is asked for, not in the table of all firms, rows and levels.
        """
        return self.turns.joined((features.take(self.turns.others, axis=1) >= self.level).T, join).T


@lru_cache(maxsize=8)
def _asked(arrays: MapArrays) -> tuple[Asked, Asked, Asked]:
    """Return what opens the trends, what they ask for as well, and what bars them."""
    level = np.broadcast_to(arrays.gate_level[:, None], arrays.gate.shape)
    return (
        Asked.of(arrays.gate, level),
        Asked.of(arrays.gate_also > 0, arrays.gate_also),
        Asked.of(arrays.gate_unless < np.inf, arrays.gate_unless),
    )
