"""What to do first: influence, goals and means on an absolute scale, with the points each factor costs."""

from typing import NamedTuple

import numpy as np

from ecomap.engine.propagation import Array


def touch(specificity: Array, service: Array, profile: Array) -> Array:
    """Return 1 - s + s sum_a q_a k_a: how much of the business a trend touches, shape (trend,).

    Parameters
    ----------
    specificity
        s, shape (trend,), 0..1.
    service
        q, shape (trend, activity), rows sum to at most 1.
    profile
        k, shape (activity,), 0..1.
    """
    served: Array = service @ profile
    return 1 - specificity + specificity * served


def goal_fit(fit: Array, weights: Array, floor: float) -> Array:
    """Return sum_g omega_g fit_g, at least ``floor``; 1 for everything where no goal has weight; shape (trend,).

    Parameters
    ----------
    fit
        Shape (trend, goal), 0..1.
    weights
        omega, shape (goal,), any scale.
    """
    total = weights.sum()
    if total <= 0:
        return np.ones(len(fit))
    fitted: Array = np.maximum(floor, fit @ (weights / total))
    return fitted


def coverage(have: float | None, need: Array, floor: float) -> Array:
    """Return min(1, have / need), at least ``floor``; 1 where nothing is needed or ``have`` is not known.

    The shape is that of ``need``.
    """
    if have is None:
        return np.ones_like(need)
    with np.errstate(over="ignore"):
        ratio = np.divide(have, need, out=np.ones_like(need), where=need > 0)
    return np.clip(ratio, floor, 1.0)


def means(budget: Array, hours: Array, skills: Array) -> Array:
    """Return the geometric mean of the three coverages, each of shape (trend,) and within floor..1."""
    mean: Array = np.cbrt(budget * hours * skills)
    return mean


class Factors(NamedTuple):
    """Factors and exponents of a priority, one row per factor: influence, goal fit, means."""

    values: Array
    """Shape (3, trend), 0..1."""
    exponents: Array
    """Shape (3,), sum 1."""


def priority(factors: Factors) -> Array:
    """Return the weighted geometric mean of the factors, shape (trend,), 0..1.

    Absolute: it depends on nothing but the trend itself, so that adding a trend never reorders the others.
    """
    product: Array = np.prod(factors.values ** factors.exponents[:, None], axis=0)
    return product


def points_lost(factors: Factors) -> Array:
    """Share out the 100 (1 - P) points that are missing to 100; shape (3, trend).

    100 (1 - P) alpha_k (-ln c_k) / sum_l alpha_l (-ln c_l); nothing where P = 1.
    """
    with np.errstate(divide="ignore"):
        losses = np.minimum(-np.log(factors.values), 1e6) * factors.exponents[:, None]
    total = losses.sum(axis=0)
    share = np.divide(losses, total, out=np.zeros_like(losses), where=total > 0)
    lost: Array = 100 * (1 - priority(factors)) * share
    return lost


def apportion(parts: list[float], total: int) -> list[int]:
    """Round parts to integers that sum to ``total``: largest remainder, ties to the earlier part.

    Parameters
    ----------
    parts
        Not negative, summing to ``total`` up to rounding.
    """
    whole = [int(np.floor(part + 1e-9)) for part in parts]
    order = sorted(range(len(parts)), key=lambda i: (-(parts[i] - whole[i]), i))
    for i in order[: max(0, total - sum(whole))]:
        whole[i] += 1
    return whole
