"""How influence travels between sectors: walks of every length, loops included."""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]

BUDGET_TOLERANCE = 1e-12
"""Rounding allowed in a column that is meant to sum to 1."""


class WalkShares(NamedTuple):
    """Share of the pressure on a business that comes from each sector, by number of steps; all shape (sector,).

    ``own + direct + indirect`` sums to 1.
    """

    own: Array
    direct: Array
    indirect: Array

    @property
    def total(self) -> Array:
        """The weight a of each sector."""
        return self.own + self.direct + self.indirect


def converges(coupling: Array, attenuation: float) -> bool:
    """Tell whether the walks' weights sum to something finite.

    Parameters
    ----------
    coupling
        W, shape (sector, sector), from row to column, >= 0.
    attenuation
        delta, 0..1.

    Notes
    -----
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


def total_influence(coupling: Array, attenuation: float, exposure: Array) -> Array:
    """Return g = (I - delta W)^-1 e: the weight of all walks from each sector to the business, shape (sector,)."""
    return np.asarray(np.linalg.solve(np.eye(len(coupling)) - attenuation * coupling, exposure), dtype=np.float64)


def walk_shares(coupling: Array, attenuation: float, exposure: Array, own: NDArray[np.bool_]) -> WalkShares:
    """Split the sectors' weights by the number of steps.

    Parameters
    ----------
    coupling
        W, shape (sector, sector).
    attenuation
        delta, 0..1.
    exposure
        e, shape (sector,), sums to 1.
    own
        Which sectors are the business's own, shape (sector,); exposure to another one counts as a direct step.
    """
    everything = total_influence(coupling, attenuation, exposure)
    at_home = np.where(own, exposure, 0.0)
    one_step = (exposure - at_home) + attenuation * coupling @ at_home
    scale = everything.sum()
    return WalkShares(at_home / scale, one_step / scale, (everything - at_home - one_step) / scale)


def walk_shares_of_each(coupling: Array, attenuation: float) -> list[WalkShares]:
    """Return `walk_shares` of a business in each sector alone, in the order of the sectors, by one inversion."""
    identity = np.eye(len(coupling))
    everything = total_influence(coupling, attenuation, identity)  # (sector, business)
    scale = everything.sum(axis=0)
    direct = attenuation * coupling / scale
    own, indirect = identity / scale, (everything - identity) / scale - direct
    return [WalkShares(own[:, i], direct[:, i], indirect[:, i]) for i in range(len(coupling))]
