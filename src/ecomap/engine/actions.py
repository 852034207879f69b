"""What to do about a trend: the first rule that fits decides, for any number of trends at once."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.businesses import Flags
from ecomap.engine.propagation import Array

Rules = NDArray[np.int8]

ACTIONS: tuple[Literal["act", "prepare", "pilot", "watch"], ...] = ("act", "prepare", "pilot", "watch")
ACT, HIGH, HIGH_BUT_SHORT, FIRST, FIRST_BUT_SHORT, NEAR, EMERGING, WATCH = range(8)
FACE, PREPARE, LOOK_ON = 8, 9, 10
ACTION_OF_RULE = np.array([0, 1, 1, 1, 1, 2, 2, 3, 0, 1, 3], dtype=np.int8)
"""Place in `ACTIONS` of what each rule says; the first eight rules are of opportunities, the last three of threats."""
ROUNDING = 1 - 1e-15
"""Means that are short of the need by the rounding of a root are not short."""


class Thresholds(NamedTuple):
    """Numbers of the rules, as in the settings."""

    early: float
    enough_means: float
    high_influence: float
    high_touch: float


class Standing(NamedTuple):
    """What the rules look at; arrays of any one shape."""

    first: Flags
    """Among the first few."""
    near: Flags
    """Perhaps among the first few."""
    influence: Array
    """0..1, of the list's sign."""
    likelihood_today: Array
    touch: Array
    means: Array
    emerging: Flags


def opportunity_rules(at: Standing, limits: Thresholds) -> Rules:
    """Return the rule that decides about each opportunity: act, prepare, pilot or watch."""
    feasible = at.means >= limits.enough_means * ROUNDING
    high = at.influence >= limits.high_influence
    return np.select(
        [at.first & feasible & (at.likelihood_today >= limits.early), high & feasible, high, at.first & feasible,
         at.first, at.near, at.emerging & (at.touch >= limits.high_touch)],
        np.arange(WATCH, dtype=np.int8)[:, *(None,) * high.ndim], np.int8(WATCH),
    )  # fmt: skip


def threat_rules(at: Standing, limits: Thresholds) -> Rules:
    """Return the rule that decides about each threat: a threat is not piloted, and short means are no excuse."""
    return np.select(
        [at.first & (at.likelihood_today >= limits.early),
         at.first | at.near | (at.influence >= limits.high_influence)],
        [np.int8(FACE), np.int8(PREPARE)], np.int8(LOOK_ON),
    )  # fmt: skip
