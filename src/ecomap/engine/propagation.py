"""How influence travels between sectors: walks of every length, loops included, and what each coupling contributes."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.signedinteger[Any]]

BUDGET_TOLERANCE = 1e-12  # rounding allowed in a column that is meant to sum to 1
LARGE = 600  # sectors above which no matrix is inverted: an inverse of 600 costs as much as reading the map
SMALLEST_STEP = 1e-17  # walks of one length that weigh less than this part of all shorter ones change no digit any more


def converges(coupling: Array, attenuation: float) -> bool:
    """Tell whether the walks' weights sum to something finite.

    W, shape (sector, sector), goes from row to column and is not negative; delta lies within 0..1.
    True if every column of W sums to at most 1 (then the spectral radius of delta W is below 1), and else if
    and only if the solution y of (I - delta W) y = 1 is strictly positive: I - delta W is then a non-singular
    M-matrix (Berman & Plemmons 1994, Nonnegative Matrices in the Mathematical Sciences, theorem 6.2.3, I28).
    """
    if not coupling.size or (attenuation < 1 and coupling.sum(axis=0).max() <= 1 + BUDGET_TOLERANCE):
        return True
    try:
        solution = np.linalg.solve(np.eye(len(coupling)) - attenuation * coupling, np.ones(len(coupling)))
    except np.linalg.LinAlgError:
        return False
    return bool(np.all(np.isfinite(solution)) and np.all(solution > 0) and solution.max() < 1e12)


def largest_attenuation(coupling: Array) -> float:
    """Return the limit below which delta converges: 1 / spectral radius of W, shape (sector, sector)."""
    return float(1 / np.abs(np.linalg.eigvals(coupling)).max())


@dataclass(eq=False, repr=False)
class Reach:
    """G = (I - delta W)^-1, column by column: the walks from every sector to one, by couplings sorted by source.

    Small maps are inverted once. Of large ones only the columns that somebody asks for are summed, as the series 1 +
    delta W + (delta W)^2 + ... over the couplings that there are; a column comes out the same whatever else is asked
    for.
    """

    source: Places
    target: Places
    share: Array
    sectors: int
    attenuation: float
    _columns: dict[int, Array] = field(default_factory=dict)

    @classmethod
    def of(cls, coupling: Array, attenuation: float) -> "Reach":
        """Return the reach of couplings given as a matrix W, shape (sector, sector)."""
        source, target = np.nonzero(coupling)
        return cls(source, target, coupling[source, target], len(coupling), attenuation)

    def column(self, sector: int) -> Array:
        """Return the weight of all walks from each sector to this one, shape (sector,)."""
        if self.sectors <= LARGE:
            column: Array = self._inverse[sector]
            return column
        found = self._columns.get(sector)
        if found is None:
            step = np.zeros(self.sectors)
            step[sector] = 1.0
            found, kept = step.copy(), self.attenuation * self.share
            while step.sum() > SMALLEST_STEP * found.sum():
                summed = np.bincount(self.source, kept * step[self.target], self.sectors)
                step = summed.astype(np.float64, copy=False)  # whole numbers if there are none
                found += step
            self._columns[sector] = found
        return found

    def columns(self) -> Array:
        """Return the columns of all sectors side by side, shape (sector, sector)."""
        if self.sectors <= LARGE:
            return np.array(self._inverse.T, order="C")
        return np.stack([self.column(sector) for sector in range(self.sectors)], axis=1)

    def total(self, exposure: Array) -> Array:
        """Return g = G e: the weight of all walks from each sector to a business, shape (sector,)."""
        total = np.zeros(self.sectors)
        for sector in np.flatnonzero(exposure):
            total += exposure[sector] * self.column(int(sector))
        return total

    def onward(self, sector: int) -> tuple[Places, Array]:
        """Return the sectors one step on from this one, and what is kept on the way."""
        first, last = np.searchsorted(self.source, (sector, sector + 1))
        return self.target[first:last], self.attenuation * self.share[first:last]

    @cached_property
    def _inverse(self) -> Array:
        """G transposed: a row for each column."""
        kept = np.zeros((self.sectors, self.sectors))
        kept[self.target, self.source] = self.attenuation * self.share
        return np.asarray(np.linalg.inv(np.eye(self.sectors) - kept), dtype=np.float64)
