"""What each coupling contributes to a trend's network part: exact shares, exact removals."""

import numpy as np

from ecomap.engine.propagation import Array

NODES = 24
"""Points of the Gauss-Legendre rule; the integrand is a smooth rational function, so that 24 reach 1e-12."""


def network_mean(coupling: Array, attenuation: float, exposure: Array, push: Array) -> float:
    """Return sum_i a_i push_i over all walks.

    Parameters
    ----------
    coupling
        W, shape (sector, sector).
    exposure, push
        e and the push of one unit of weight, shape (sector,).
    """
    reach = np.linalg.solve(np.eye(len(coupling)) - attenuation * coupling, exposure)
    return float(push @ reach / reach.sum())


def coupling_shares(coupling: Array, attenuation: float, exposure: Array, push: Array) -> Array:
    """Return the Aumann-Shapley share of every coupling, shape (sector, sector).

    ``w_kl int_0^1 dF/dw_kl (t W) dt`` for F = `network_mean`: with F at no coupling at all they sum to F
    (Aumann & Shapley 1974, Values of Non-Atomic Games). Gauss-Legendre over t.
    """
    points, weights = np.polynomial.legendre.leggauss(NODES)
    gradient = np.zeros_like(coupling)
    identity = np.eye(len(coupling))
    for point, weight in zip((points + 1) / 2, weights / 2, strict=True):
        inverse = np.linalg.inv(identity - attenuation * point * coupling)
        reach = inverse @ exposure
        mean = float(push @ reach / reach.sum())
        gradient += weight * attenuation * np.outer((push - mean) @ inverse, reach) / reach.sum()
    return coupling * gradient


def without_each_coupling(coupling: Array, attenuation: float, exposure: Array, push: Array) -> Array:
    """Return what `network_mean` would be with each single coupling removed, shape (sector, sector).

    Sherman-Morrison: taking A_kl out changes G e by -A_kl G[:, k] (G e)_l / (1 + A_kl G[l, k]).
    """
    kept = attenuation * coupling
    inverse = np.linalg.inv(np.eye(len(coupling)) - kept)
    reach = inverse @ exposure
    removed = kept * reach[None, :] / (1 + kept * inverse.T)
    numerator = push @ reach - removed * (push @ inverse)[:, None]
    denominator = reach.sum() - removed * inverse.sum(axis=0)[:, None]
    without: Array = numerator / denominator
    return without
