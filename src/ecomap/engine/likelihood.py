"""Where a trend stands in firms placed like this one: log-odds whose parts add up exactly."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.propagation import BUDGET_TOLERANCE, Array, WalkShares

LEAST_LEAD = 1e-12
"""Leads below this are the rounding of a logarithm, which differs between machines."""


def logit(share: Array) -> Array:
    """Return ln(p / (1 - p)), 0 < p < 1."""
    return np.log(share / (1 - share))


def logistic(log_odds: Array) -> Array:
    """Return 1 / (1 + exp(-z)), without overflow for any z."""
    small = np.exp(-np.abs(log_odds))
    return np.where(log_odds >= 0, 1 / (1 + small), small / (1 + small))


class LogOdds(NamedTuple):
    """The parts of z, each of shape (trend,); they sum to ``total``."""

    norm: Array
    pace: Array
    readiness: Array
    own_sector: Array
    direct: Array
    indirect: Array

    @property
    def network(self) -> Array:
        """Own sector, direct and indirect."""
        return self.own_sector + self.direct + self.indirect

    @property
    def total(self) -> Array:
        """The log-odds z."""
        return self.norm + self.pace + self.readiness + self.network


def leads(prevalence: Array, norm: Array, expected: Array) -> Array:
    """Return u = logit m - norm - expected: how far sectors are ahead of what is usual, shape (trend, sector).

    Parameters
    ----------
    prevalence
        m, shape (trend, sector), 0 < m < 1.
    norm
        Shape (trend,), log-odds.
    expected
        What a sector's readiness lets expect beyond the norm, `readiness_part` of the sector, shape (trend, sector);
        0 for the lead over the norm itself.
    """
    lead = logit(prevalence) - norm[:, None] - expected
    return np.where(np.abs(lead) < LEAST_LEAD, 0.0, lead)


def readiness_part(strength: float, spread: Array, readiness: Array) -> Array:
    """Return rho sigma D, the log-odds that readiness lets expect; shape of spread x readiness.

    Parameters
    ----------
    strength
        rho, log-odds per standard deviation of readiness and of spread.
    spread
        sigma, shape (trend,), log-odds.
    readiness
        Standard deviations over the sectors; of sectors, shape (sector,), or one number.
    """
    return strength * np.multiply.outer(spread, readiness)


class NetworkPart(NamedTuple):
    """What the sectors around add to the log-odds; shape (trend,)."""

    own_sector: Array
    direct: Array
    indirect: Array
    scale: Array
    """Factor on every foreign weight: above 1 where an own sector's figure is not known."""


def network_part(lead: Array, known: NDArray[np.bool_], shares: WalkShares, own: NDArray[np.bool_]) -> NetworkPart:
    """Sum the sectors' leads along the walks.

    Parameters
    ----------
    lead
        u, shape (trend, sector), see `leads`; what is unknown may hold anything.
    known
        Which figures are known, shape (trend, sector). An unknown foreign sector has no lead; the weight of an
        unknown own sector goes to the foreign ones in proportion.
    shares
        Walk shares, each of shape (sector,).
    own
        Which sectors are the business's own, shape (sector,).
    """
    u = np.where(known, lead, 0.0)  # (trend, sector)
    lost = np.where(known, 0.0, np.where(own, shares.total, 0.0)).sum(axis=1)  # (trend,)
    foreign_weight = np.where(own, 0.0, shares.total).sum()
    scale = 1 + lost / foreign_weight if foreign_weight > 0 else np.ones_like(lost)

    def summed(part: Array) -> Array:
        pushed: Array = u @ np.where(own, part, 0.0) + scale * (u @ np.where(own, 0.0, part))
        return pushed

    return NetworkPart(
        own_sector=u @ shares.own, direct=summed(shares.direct), indirect=summed(shares.indirect), scale=scale
    )


def cross_sector_lead(lead: Array, known: NDArray[np.bool_], shares: WalkShares, own: NDArray[np.bool_]) -> Array:
    """Return how far the foreign sectors are ahead of the own ones: the difference of their mean leads, shape (trend,).

    Parameters are those of `network_part`; means are weighted by the walk shares, an unknown figure counts as 0.
    """
    u = np.where(known, lead, 0.0)
    own_total, foreign_total = np.where(own, shares.total, 0.0), np.where(own, 0.0, shares.total)  # (sector,)
    own_weight, foreign_weight = known @ own_total, foreign_total.sum()
    own_mean = np.divide(u @ own_total, own_weight, out=np.zeros(len(u)), where=own_weight > BUDGET_TOLERANCE)
    foreign_mean = u @ foreign_total / foreign_weight if foreign_weight > 0 else np.zeros(len(u))
    difference: Array = foreign_mean - own_mean
    return difference


def log_odds(  # the six symbols of the formula, one by one
    norm: Array, pace: Array, horizon: float, spread: Array, readiness: float, network: NetworkPart,
    network_strength: float, readiness_strength: float,
) -> LogOdds:  # fmt: skip
    """Return z = norm + pace h + kappa sum(a u) + rho sigma D in its parts.

    Parameters
    ----------
    norm, pace, spread
        Shape (trend,); an unknown pace counts as 0.
    horizon
        h, years ahead.
    readiness
        D, standard deviations.
    """
    return LogOdds(
        norm=norm,
        pace=pace * horizon,
        readiness=readiness_part(readiness_strength, spread, np.array(readiness)),
        own_sector=network_strength * network.own_sector,
        direct=network_strength * network.direct,
        indirect=network_strength * network.indirect,
    )


def years_until(share: float, log_odds_today: Array, pace: Array) -> Array:
    """Return the years until the share is passed: 0 if it is, inf if the pace is not positive; shape (trend,)."""
    missing = float(np.log(share / (1 - share))) - log_odds_today
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        years = np.where(pace > 0, missing / pace, np.inf)
    return np.where(missing <= 0, 0.0, years)


def points_per_log_odds(parts: LogOdds, touch: Array) -> Array:
    """Return what one unit of log-odds beyond norm and pace earns, in points; shape (trend,).

    100 touch (L - L0) / (z - z0), its derivative where z = z0; with 100 touch L0 for the norm the points of all
    parts sum to 100 L touch.
    """
    start = parts.norm + parts.pace
    beyond = parts.total - start
    level, level_start = logistic(parts.total), logistic(start)
    flat = np.abs(beyond) < 1e-9
    slope = np.divide(level - level_start, beyond, out=level * (1 - level), where=~flat)
    return 100 * touch * slope


def points_of_norm(parts: LogOdds, touch: Array) -> Array:
    """Return the points that norm and pace earn before anything else: 100 touch L0, shape (trend,)."""
    return 100 * touch * logistic(parts.norm + parts.pace)
