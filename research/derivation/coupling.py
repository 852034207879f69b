"""How much of a sector's outside pressure comes from which other sector: trade, likeness of technology, of activity."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

import numpy as np

from research.derivation.bea import Floats, ratio
from research.derivation.inputs import SectorRows
from research.derivation.profiles import (
    Profiles,
    activity_profiles,
    keep_equals_apart,
    keep_twins_apart,
    squared_distances,
    standardised,
)

DECIMALS = 6


@dataclass(frozen=True, slots=True)
class CouplingSettings:
    """The mix of the three parts and the shape of kinship.

    Chosen by the backtest (docs/validity.md): in five folds of US industries, never by the figures scored, this mix was
    best in four. Mean Spearman correlation of both tasks, as shipped: 0.730 against 0.697 of the first mix (half trade,
    a quarter each of technologies and activities, sharpness 2).
    """

    affinity: float = 0.4
    """Weight of trade. Alone it predicts worst; left out, technologies within a sector are ranked 0.025 worse."""
    technology_kinship: float = 0.5
    """Weight of likeness of technology use."""
    activity_kinship: float = 0.1
    """Weight of likeness of activities. Judged; the test likes 0 to 0.2 alike."""
    nearness: float = 0.1
    """Added to the mean squared distance, so that near twins do not swallow the budget (map.md section 3)."""
    sharpness: float = 3.0
    """Power of the inverse distance: near sectors count, far ones hardly. 3 ranks sectors 0.017 better than 2."""


@dataclass(frozen=True, slots=True)
class Coupling:
    """The coupling and its parts; every column sums to 1, or to 0 where nothing is known; the diagonal is 0."""

    coupling: Floats  # (source, target)
    affinity: Floats  # (source, target)
    technology_kinship: Floats  # (source, target)
    activity_kinship: Floats  # (source, target)


def affinity(flows: Floats) -> Floats:
    """Return how much more two sectors trade than their sizes let expect: symmetric, 0 on the diagonal, not normalised.

    ``a_ij = (log1p(z_ij / e_ij) + log1p(z_ji / e_ji)) / 2`` with ``e_ij = row total_i * column total_j / grand total``:
    what i sells to j, and what it buys from j; totals include what a sector sells to itself. Raw shares would make
    everything depend on wholesale and head offices.
    """  # (sector, sector)
    expected = ratio(np.outer(flows.sum(axis=1), flows.sum(axis=0)), flows.sum())
    sales = np.log1p(np.maximum(ratio(flows, expected), 0.0))
    both_ways = (sales + sales.T) / 2
    np.fill_diagonal(both_ways, 0.0)
    return both_ways


def kinship(distances: Floats, settings: CouplingSettings) -> Floats:
    """Return likeness ``1 / (0.1 + d_ij)^3`` of mean squared distances; 0 where unknown, and on the diagonal."""
    likeness = (settings.nearness + np.where(np.isnan(distances), 0.0, distances)) ** -settings.sharpness
    likeness[np.isnan(distances)] = 0.0
    np.fill_diagonal(likeness, 0.0)
    return likeness


def to_budget(weights: Floats) -> Floats:
    """Normalise every column to sum 1; a column of zeros stays one."""  # (source, target)
    return ratio(weights, weights.sum(axis=0))


def couple(
    flows: Floats, technologies: Profiles, sectors: Sequence[SectorRows], settings: CouplingSettings | None = None
) -> Coupling:
    """Return ``W = 0.4 affinity + 0.5 technology kinship + 0.1 activity kinship``, columns normalised.

    Where a sector has no figures for a part, the other parts share its weight in proportion.

    Parameters
    ----------
    flows
        Flows between the sectors, million USD.
    technologies
        Log-odds of technology use, not yet standardised.
    sectors
        In the order of the rows of both.
    """
    chosen = settings or CouplingSettings()
    apart = keep_twins_apart(squared_distances(standardised(technologies)), sectors)
    active = keep_equals_apart(squared_distances(standardised(activity_profiles(sectors))))
    parts = to_budget(affinity(flows)), to_budget(kinship(apart, chosen)), to_budget(kinship(active, chosen))
    return Coupling(mixed(*parts, chosen), *parts)


def mixed(trade: Floats, technology: Floats, activity: Floats, settings: CouplingSettings) -> Floats:
    """Return the three parts in the proportions of the settings, columns normalised again."""  # (source, target)
    return to_budget(
        settings.affinity * trade + settings.technology_kinship * technology + settings.activity_kinship * activity
    )


def rounded_down(weight: float) -> str:
    """Write a weight with six decimals, rounded down, so that no column exceeds 1: ``0.1234569`` -> ``0.123456``."""
    return f"{floor(weight * 10**DECIMALS) / 10**DECIMALS:.{DECIMALS}f}"
