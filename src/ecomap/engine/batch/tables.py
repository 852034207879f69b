"""What all businesses of a batch share, and the businesses as arrays."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.propagation import Array

Flags = NDArray[np.bool_]
Ints = NDArray[np.intp]


class Thresholds(NamedTuple):
    """Numbers of the action rules."""

    act_rank: int
    pilot_rank: int
    early: float
    enough_means: float
    high_influence: float
    high_touch: float


@dataclass(frozen=True)
class MapTables:
    """The map and the settings as arrays; every axis in the order of the ids."""

    start: Array  # (trend,): norm + pace h, log-odds
    pace: Array  # (trend,): pace h, log-odds
    readiness_pull: Array  # (trend,): rho sigma, log-odds per standard deviation
    strength: float  # kappa
    sector_readiness: Array  # (sector,), standard deviations
    usual_maturity: float  # the level at which a business stands where its sectors do
    lead: Array  # u (trend, sector): beyond what readiness lets expect, 0 where not known
    over_norm: Array  # (trend, sector): lead over the norm itself, 0 where not known
    unknown: Array  # (trend, sector), 1 where not known, else 0
    reach: Array  # G = (I - delta W)^-1 (sector, sector)
    usual_opportunity: Array  # theta (trend,), where a sector has none of its own
    opportunity: Array  # theta (trend, sector)
    specificity: Array  # (trend,)
    service: Array  # (trend, activity)
    sector_profile: Array  # (sector, activity)
    goal_fit: Array  # (trend, goal)
    need_budget: Array  # (trend,)
    need_hours: Array  # (trend,)
    need_skills: Array  # (trend, skill)
    emerging: Flags  # (trend,)
    exponents: Array  # (3,): influence, goals, means
    floor: float
    thresholds: Thresholds

    @cached_property
    def pushed(self) -> Array:
        """P = u G: what one unit of exposure to a sector brings over all walks, shape (trend, sector)."""
        return self.lead @ self.reach

    @cached_property
    def pushed_over_norm(self) -> Array:
        """The same of the leads over the norm, shape (trend, sector)."""
        return self.over_norm @ self.reach

    @cached_property
    def special_opportunity(self) -> Array | None:
        """What sectors differ by from the usual opportunity share, shape (trend, sector); None if none does."""
        special = self.opportunity - self.usual_opportunity[:, None]
        return special if special.any() else None

    @cached_property
    def weight(self) -> Array:
        """Sum of each column of G, shape (sector,)."""
        weight: Array = self.reach.sum(axis=0)
        return weight

    @cached_property
    def sector_touch(self) -> Array:
        """How much of a firm that is wholly in a sector each trend touches, shape (trend, sector)."""
        served = self.service @ np.minimum(1.0, self.sector_profile).T
        touch: Array = 1 - self.specificity[:, None] + self.specificity[:, None] * served
        return touch


@dataclass(frozen=True)
class Businesses:
    """Many businesses as arrays; NaN where nothing is said, None where no business says anything."""

    sectors: Array  # (business, sector), any scale, 0: not one of its own
    maturity: Array  # (business,), level
    goals: Array  # (business, goal), any scale
    budget: Array  # (business,), EUR a year
    hours: Array  # (business,), a week
    skills: Array  # (business, skill), level
    adopted: Flags  # (business, trend)
    depends: Array | None = None  # (business, sector), shares, sum below 1
    activities: Array | None = None  # (business, activity), 0..1

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self.sectors)

    def take(self, rows: slice | Ints) -> "Businesses":
        """Return some of them."""
        return Businesses(
            self.sectors[rows], self.maturity[rows], self.goals[rows], self.budget[rows], self.hours[rows],
            self.skills[rows], self.adopted[rows],
            None if self.depends is None else self.depends[rows],
            None if self.activities is None else self.activities[rows],
        )  # fmt: skip

    @cached_property
    def shares(self) -> Array:
        """Shares of its own sectors, which sum to 1."""
        shares: Array = self.sectors / self.sectors.sum(axis=1, keepdims=True)
        return shares

    @cached_property
    def exposure(self) -> Array:
        """e: shares of all sectors that bear on it directly, which sum to 1."""
        if self.depends is None:
            return self.shares
        rest = 1 - self.depends.sum(axis=1, keepdims=True)
        exposure: Array = self.shares * rest + self.depends
        return exposure

    @cached_property
    def own(self) -> Flags:
        """Which sectors are its own."""
        return self.sectors > 0

    @cached_property
    def overruled(self) -> Flags:
        """Which businesses say something of their activities."""
        if self.activities is None:
            return np.zeros(len(self), dtype=bool)
        return np.asarray((~np.isnan(self.activities)).any(axis=1), dtype=bool)

    def profile(self, sector_profile: Array) -> Array:
        """k: how much each does each activity, its sectors' mix overruled by its own words."""
        mix = np.minimum(1.0, self.shares @ sector_profile)
        return mix if self.activities is None else np.where(np.isnan(self.activities), mix, self.activities)
