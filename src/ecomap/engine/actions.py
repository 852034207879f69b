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
    rule = np.where(at.near, NEAR, np.where(at.emerging & (at.touch >= limits.high_touch), EMERGING, WATCH))
    rule = np.where(at.first, np.where(feasible, FIRST, FIRST_BUT_SHORT), rule)
    rule = np.where(at.influence >= limits.high_influence, np.where(feasible, HIGH, HIGH_BUT_SHORT), rule)
    return np.where(at.first & feasible & (at.likelihood_today >= limits.early), ACT, rule).astype(np.int8)


def threat_rules(at: Standing, limits: Thresholds) -> Rules:
    """Return the rule that decides about each threat: a threat is not piloted, and short means are no excuse."""
    prepare = at.first | at.near | (at.influence >= limits.high_influence)
    rule = np.where(prepare, PREPARE, LOOK_ON)
    return np.where(at.first & (at.likelihood_today >= limits.early), FACE, rule).astype(np.int8)
