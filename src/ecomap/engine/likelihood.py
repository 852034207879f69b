"""Where a trend stands in firms placed like this one: log-odds whose parts add up exactly."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.businesses import Businesses, Ints, distinct, in_order
from ecomap.engine.propagation import BUDGET_TOLERANCE, Array, Reach, WalkShares

MATURITY_OF_THE_SECTOR = 2.0
"""Level of digital maturity at which a business stands where its sector does; one level is one standard deviation."""

LEAST_LEAD = 1e-12
"""Leads below this are the rounding of a logarithm, which differs between machines."""


def logit(share: Array) -> Array:
    """Return ln(p / (1 - p)), 0 < p < 1."""
    return np.log(share / (1 - share))


def logistic(log_odds: Array) -> Array:
    """Return 1 / (1 + exp(-z)), without overflow for any z."""
    likely: Array = np.exp(np.minimum(log_odds, 0.0))
    likely /= 1 + np.exp(-np.abs(log_odds))
    return likely


class LogOdds(NamedTuple):
    """The parts of z, each of shape (trend,); they sum to ``total``."""

    norm: Array
    pace: Array
    readiness: Array
    own_sector: Array
    direct: Array
    indirect: Array
    country: Array
    size: Array

    @property
    def network(self) -> Array:
        """Own sector, direct and indirect."""
        return self.own_sector + self.direct + self.indirect

    @property
    def place(self) -> Array:
        """Country and size of the firm."""
        return self.country + self.size

    @property
    def total(self) -> Array:
        """The log-odds z."""
        return self.norm + self.pace + self.readiness + self.network + self.place


def leads(prevalence: Array, norm: Array, expected: Array) -> Array:
    """Return u = logit m - norm - expected: how far sectors are ahead of what is usual, shape (trend, sector).

    For prevalences 0 < m < 1 of the same shape, norms (trend,) in log-odds, and what a sector's readiness lets expect
    beyond the norm, its `readiness_part`, shape (trend, sector); 0 for the lead over the norm itself.
    """
    lead = logit(prevalence) - norm[:, None] - expected
    return np.where(np.abs(lead) < LEAST_LEAD, 0.0, lead)


def readiness_part(strength: float, spread: Array, readiness: Array) -> Array:
    """Return rho sigma D, the log-odds that readiness lets expect; shape of spread x readiness.

    rho is in log-odds per standard deviation of readiness over the sectors and of spread, sigma, shape (trend,).
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
    lead = foreign_mean - own_mean
    return np.where(np.abs(lead) < LEAST_LEAD, 0.0, lead)


@dataclass(frozen=True, eq=False, repr=False)
class MapTerms:
    """What map and settings say of every trend before any business is looked at; a row for each sector."""

    lead: Array  # (sector, trend): u, beyond what readiness lets expect; 0 where not known
    over_norm: Array  # (sector, trend): lead over the norm itself; 0 where not known
    unknown: Array  # (sector, trend): 1 where not known, else 0
    norm: Array  # (trend,), log-odds
    pace: Array  # (trend,): pace h, log-odds
    pull: Array  # (trend,): rho sigma, log-odds per standard deviation of readiness
    strength: float  # kappa
    sector_readiness: Array  # (sector,), standard deviations
    reach: Reach

    _found: "dict[int, tuple[Array, Array]]" = field(default_factory=dict)

    @cached_property
    def some_unknown(self) -> bool:
        """Whether any figure is not known."""
        return bool(self.unknown.any())

    def pushes(self, sectors: Ints) -> "tuple[Pushes, Ints]":
        """Return what exposure to sectors brings, a row for each of them, and in which row each of them stands."""
        used, place = distinct(sectors)
        reach = np.stack([self.reach.column(sector) for sector in used.tolist()])
        lead, over_norm = (np.stack(rows) for rows in zip(*map(self._push, used.tolist()), strict=True))
        return Pushes(reach, lead, over_norm, reach.sum(axis=1)), place

    def _push(self, sector: int) -> tuple[Array, Array]:
        if sector not in self._found:  # each by itself, so that it comes out the same whatever else is asked for
            column = self.reach.column(sector)
            self._found[sector] = column @ self.lead, column @ self.over_norm
        return self._found[sector]


class Pushes(NamedTuple):
    """What one unit of exposure to a sector brings over all walks; a row for each sector."""

    reach: Array  # (sector, from sector)
    lead: Array  # (sector, trend)
    over_norm: Array  # (sector, trend)
    weight: Array  # (sector,): sum of the walks


class Likelihoods(NamedTuple):
    """Where the trends stand for each business; shape (business, trend) but for the readiness."""

    z: Array
    """Log-odds at the horizon."""
    cross_lead: Array
    """How far the foreign sectors are ahead of the own ones, over the norm; 0 if by rounding alone."""
    readiness: Array
    """D, standard deviations, shape (business,)."""


def likelihoods(terms: MapTerms, businesses: Businesses, shift: Array) -> Likelihoods:
    """Return z = norm + pace h + rho sigma D + kappa sum(a u) + shift, over walks of every length, for each business.

    The sum over all walks is that of the exposures' own sums; the own sectors' part stands out of it, since only what
    is foreign takes the weight of an own sector that is not known. See `network_part` for one business by steps.
    """
    mixes, place = businesses.mixes
    network, cross_lead, readiness = (part.take(place, axis=0) for part in _of_mixes(terms, mixes))
    readiness += np.nan_to_num(businesses.maturity - MATURITY_OF_THE_SECTOR)
    z = terms.norm + terms.pace + terms.pull * readiness[:, None] + network + shift
    return Likelihoods(z, cross_lead, readiness)


def _of_mixes(terms: MapTerms, businesses: Businesses) -> tuple[Array, Array, Array]:
    """Return what rests on the sectors alone: network, lead of the foreign over the own, readiness."""
    own, abroad = (businesses.sector, businesses.at_home), businesses.elsewhere
    pushes, place = terms.pushes(np.concatenate([own[0], abroad[0]], axis=1))
    exposure = np.concatenate([own[1], abroad[1]], axis=1)
    exposure = exposure / mixed(exposure, place, pushes.weight)[:, None]
    weight = np.stack([  # a of the own sectors, (business, slot)
        np.where(own[1][:, slot] > 0, mixed(exposure, place, pushes.reach, own[0][:, slot]), 0.0)
        for slot in range(own[0].shape[1])
    ], axis=1)  # fmt: skip
    inside = in_order(weight)[:, None]
    outside = np.where(1 - inside > BUDGET_TOLERANCE, 1 - inside, np.inf)
    lost: Array | float = 0.0
    network = mixed(exposure, place, pushes.lead)
    if terms.some_unknown:
        lost = mixed(weight, own[0], terms.unknown)
        network += lost / outside * (network - mixed(weight, own[0], terms.lead))
    network *= terms.strength
    readiness = mixed(businesses.share, own[0], terms.sector_readiness)
    here, there = mixed(weight, own[0], terms.over_norm), mixed(exposure, place, pushes.over_norm)
    known = inside - lost
    lead = (there - here) / outside - here / np.where(known > BUDGET_TOLERANCE, known, np.inf)
    return network, np.where(np.abs(lead) < LEAST_LEAD, 0.0, lead), readiness


def mixed(number: Array, sector: Ints, table: Array, column: Ints | None = None) -> Array:
    """Return sum over the slots of number x table[sector], in the order of the slots.

    Parameters
    ----------
    number, sector
        Shape (business, slot).
    table
        A row for each sector, shape (sector,) or (sector, trend).
    column
        Of a table of two axes, the column that counts for each business; the answer has shape (business,) then.
    """
    total: Array = np.zeros((len(sector), *table.shape[1:]) if column is None else len(sector))
    for slot in range(sector.shape[1]):
        rows = table.take(sector[:, slot], axis=0) if column is None else table[sector[:, slot], column]
        rows *= number[:, slot, None] if rows.ndim > 1 else number[:, slot]  # a copy: indices take, they do not view
        total += rows
    return total


def log_odds(terms: MapTerms, readiness: float, network: NetworkPart, country: Array, size: Array) -> LogOdds:
    """Return z = norm + pace h + rho sigma D + kappa sum(a u) in its parts, for D in standard deviations."""
    own, direct, indirect = (terms.strength * part for part in network[:3])
    return LogOdds(terms.norm, terms.pace, terms.pull * readiness, own, direct, indirect, country, size)


def years_until(share: float, log_odds_today: Array, pace: Array) -> Array:
    """Return the years until the share is passed: 0 if it is, inf if the pace is not positive; shape (trend,)."""
    missing = float(logit(np.array(share))) - log_odds_today
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
