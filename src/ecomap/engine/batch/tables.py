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

    sector: Ints  # (business, slot): its own sectors in the order of the axis; anything where the weight is 0
    weight: Array  # (business, slot): their shares on any scale, 0 beyond the last
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
        return len(self.sector)

    def take(self, rows: slice | Ints) -> "Businesses":
        """Return some of them."""
        return Businesses(
            self.sector[rows], self.weight[rows], self.maturity[rows], self.goals[rows], self.budget[rows],
            self.hours[rows], self.skills[rows], self.adopted[rows],
            None if self.depends is None else self.depends[rows],
            None if self.activities is None else self.activities[rows],
        )  # fmt: skip

    @cached_property
    def shares(self) -> Array:
        """Shares of its own sectors, which sum to 1, shape (business, slot)."""
        total = self.weight[:, 0].copy()
        for slot in range(1, self.weight.shape[1]):
            total += self.weight[:, slot]
        return self.weight / total[:, None]

    def by_sector(self, numbers: Array, count: int) -> Array:
        """Return numbers of the slots by sector, shape (business, sector)."""
        spread, rows = np.zeros((len(self), count)), np.arange(len(self))
        for slot in range(self.sector.shape[1]):
            spread[rows, self.sector[:, slot]] += numbers[:, slot]
        return spread

    def exposure(self, count: int) -> Array:
        """Return e: shares of all sectors that bear on it directly, which sum to 1, shape (business, sector)."""
        shares = self.by_sector(self.shares, count)
        if self.depends is None:
            return shares
        rest = 1 - self.depends.sum(axis=1, keepdims=True)
        exposure: Array = shares * rest + self.depends
        return exposure

    @cached_property
    def main_sector(self) -> Ints:
        """The sector with the largest share, the first of equal ones."""
        return np.take_along_axis(self.sector, self.weight.argmax(axis=1)[:, None], axis=1)[:, 0]

    @cached_property
    def overruled(self) -> Flags:
        """Which businesses say something of their activities."""
        if self.activities is None:
            return np.zeros(len(self), dtype=bool)
        return np.asarray((~np.isnan(self.activities)).any(axis=1), dtype=bool)

    def profile(self, sector_profile: Array) -> Array:
        """k: how much each does each activity, its sectors' mix overruled by its own words."""
        mix = np.minimum(1.0, self.by_sector(self.shares, len(sector_profile)) @ sector_profile)
        return mix if self.activities is None else np.where(np.isnan(self.activities), mix, self.activities)


def slots(sectors: Array) -> tuple[Ints, Array]:
    """Return the sectors and weights of each business by slot.

    Parameters
    ----------
    sectors
        Weights by sector, shape (business, sector), 0 where it is not one of its own.
    """
    rows, places = np.nonzero(sectors)
    count = np.bincount(rows, minlength=len(sectors))
    slot = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
    shape = (len(sectors), int(count.max(initial=1)))
    sector, weight = np.zeros(shape, dtype=np.intp), np.zeros(shape)
    sector[rows, slot], weight[rows, slot] = places, sectors[rows, places]
    return sector, weight
