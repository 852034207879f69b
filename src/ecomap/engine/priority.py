"""What is worth doing: likelihood, cover, opportunity share and goals on an absolute scale, its error, and tiers."""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.businesses import Businesses, Flags, Ints, Turns, in_order
from ecomap.engine.likelihood import added, mixed
from ecomap.engine.propagation import Array

LARGEST_LOSS = 1e6  # -ln of a factor that is 0
LEAST_TOUCH = 1e-12  # shares below this are the rounding of shares that cancel
DECIMALS = 1e12  # scores that agree to 12 decimals are equal
ERRORS = np.array([0.05, 0.1, 0.2, 0.3])  # standard deviation of ln of a factor by the grade of its evidence, A to D


def touch(specificity: Array, served: Array) -> Array:
    """Return 1 - s + s sum_a q_a k_a: how much of a firm a trend touches, shape (firm, trend).

    From s, shape (trend,), 0..1, and how much of what each trend serves a firm does, shape (firm, trend).
    """
    touched: Array = 1 - specificity + specificity * served
    return touched


def served_of(businesses: Businesses, by_sector: Array, sector_profile: Array, service: Array) -> Array:
    """Return sum_a q_a k_a, how much of what each trend serves a business does, shape (business, trend).

    ``by_sector`` is that of a firm wholly in each sector, shape (sector, trend); what a business says of its own
    activities takes the place of its sectors'.
    """
    served = mixed(businesses.share, businesses.sector, by_sector)
    if businesses.activities is not None:
        usual = mixed(businesses.share, businesses.sector, sector_profile)
        served = added(served, np.where(np.isnan(businesses.activities), 0.0, businesses.activities - usual), service.T)
    return np.where(served < LEAST_TOUCH, 0.0, served)


def cover(served: Array, most: Array) -> Array:
    """Return how much of what a trend serves a business does, by the sector that does most of it; 0..1.

    A trend that serves nothing in particular covers everybody; shapes (business, trend) and (trend,).
    """
    return np.minimum(1.0, np.divide(served, most, out=np.ones_like(served), where=most > 0))


def goal_fit(fit: Array, weights: Array, floor: float) -> Array:
    """Return sum_g omega_g fit_g, at least ``floor``, (business, trend); 1 where no goal has weight.

    ``fit`` is (trend, goal), 0..1; ``weights``, omega, (business, goal), of any scale.
    """
    most = weights.max(axis=1, keepdims=True, initial=0.0)  # so that no scale, however small, is lost in the products
    weights = np.divide(weights, most, out=np.zeros_like(weights), where=most > 0)
    fitted, total = added(np.zeros((len(weights), len(fit))), weights, fit.T), in_order(weights)
    fitted /= np.maximum(1.0, total)[:, None]  # the heaviest weight is 1; of none the sum is 0
    np.maximum(floor, fitted, out=fitted)
    fitted[total <= 0] = 1.0
    return fitted


class Factors(NamedTuple):
    """Logarithms of what a priority is the product of, roots taken; arrays of any one shape."""

    likelihood: Array  # .5 ln of today's share
    cover: Array
    share: Array  # ln of the opportunity share
    goals: Array  # .5 ln of the goal fit


def log_factors(today: Array, covered: Array, share: Array, goals: Array) -> Factors:
    """Return the logarithms of the four factors of P = share x cover x sqrt(L today) x sqrt(goal fit)."""
    with np.errstate(divide="ignore"):
        return Factors(0.5 * np.log(today), np.log(covered), np.log(share), 0.5 * np.log(goals))


def log_priority(logs: Factors, kind: Ints | None = None, wish: Ints | None = None) -> Array:
    """Return ln P.

    Absolute: it depends on nothing but the trend itself, so that adding a trend never reorders the others. ``kind`` and
    ``wish`` say which row of the first three factors, and of the goals, is that of each business; left out: its own.
    """
    usual: Array = logs[0] + logs[1] + logs[2]
    if kind is None or wish is None:
        return usual + logs[3]
    total: Array = usual.take(kind, axis=0)
    total += logs[3].take(wish, axis=0)
    return total


def points_lost(logs: Factors) -> Array:
    """Share out the 100 (1 - P) points that are missing to 100 by -ln of each factor; shape (4, ...).

    Nothing where P = 1.
    """
    losses = np.minimum(-np.array(logs), LARGEST_LOSS)
    total = losses[0] + losses[1] + losses[2] + losses[3]
    share = np.divide(losses, total, out=np.zeros_like(losses), where=total > 0)
    lost: Array = 100 * (1 - np.exp(log_priority(logs))) * share
    return lost


def log_error(today: Array, variance: Array, of_cover: Array, of_share: Array, of_goals: Array) -> Array:
    """Return sd ln P = sqrt((.5 (1 - L) sd z)^2 + s_cover^2 + s_share^2 + (.5 s_goal)^2).

    ``of_goals`` is half the error of the goal fit already.
    """
    return np.sqrt((0.5 * (1 - today)) ** 2 * variance + of_cover**2 + of_share**2 + of_goals**2)


def normal_cdf(x: Array) -> Array:
    """Return the standard normal distribution function, number by number: scipy's costs 0.8 s to load."""
    return np.array(list(map(_normal_cdf, x.ravel().tolist())), dtype=np.float64).reshape(x.shape)


def _normal_cdf(x: float) -> float:
    return 0.5 * math.erfc(-x / 2**0.5)


@lru_cache(maxsize=8)
def normal_quantile(share: float) -> float:
    """Return the number below which this share of a standard normal lies, by bisection."""
    low, high = -40.0, 40.0
    for _ in range(80):  # halves the interval below the last bit
        middle = (low + high) / 2
        low, high = (middle, high) if _normal_cdf(middle) < share else (low, middle)
    return (low + high) / 2


def margin(score: Array, error: Array, least: float) -> Array:
    """Return by how many standard errors of its logarithm a score is above a bar; its `normal_cdf` is the chance."""
    with np.errstate(divide="ignore"):
        found: Array = (np.log(score) - np.log(least)) / error
    return found


def tiers(score: Array, error: Array, tied: float) -> NDArray[np.int64]:
    """Return the tier of each trend of a list in order, from 1; shape (trend,).

    A tier begins where a trend comes out ahead of the first of its tier in at most ``tied`` of all cases.
    """
    found, tier, first, least = list[int](), 0, (math.inf, 0.0), normal_quantile(tied)
    for log, off in zip(np.log(score).tolist(), error.tolist(), strict=True):
        if (log - first[0]) / math.hypot(off, first[1]) <= least:
            tier, first = tier + 1, (log, off)
        found.append(tier)
    return np.array(found, dtype=np.int64)


def apportion(parts: Array, total: "int | NDArray[np.int64]") -> NDArray[np.int64]:
    """Round parts to integers that sum to ``total``: largest remainder, ties to the earlier part.

    Parts, shape (part, ...), are not negative and sum to ``total`` over the first axis up to rounding.
    """
    whole = np.floor(parts + 1e-9)
    rest = parts - whole
    place = np.arange(len(parts)).reshape(-1, *(1,) * (parts.ndim - 1))
    one, other = rest[:, None], rest[None]
    before = ((other > one) | ((other == one) & (place[None] < place[:, None]))).sum(axis=1)
    rounded: Array = whole + (before < total - whole.sum(axis=0))
    return rounded.astype(np.int64)


def order_keys(score: Array, listed: Flags) -> NDArray[np.int64]:
    """Return numbers that sort trends: the larger the key, the earlier; -1 where a trend is not in the list.

    By score to 12 decimals, then by place; so no two keys of a business are equal. Shape of ``score``, whose last
    axis is the trend.
    """
    trends = score.shape[-1]
    keys = np.rint(score * DECIMALS).astype(np.int64)
    keys *= trends
    keys += np.arange(trends - 1, -1, -1)
    keys |= listed.astype(np.int64) - 1  # -1 has all bits set
    return keys


def first_places(keys: NDArray[np.int64], top: int) -> Ints:
    """Return the trends of the ``top`` largest keys in order, -1 beyond the end of a list; shape (business, rank)."""
    trends = keys.shape[1]
    first = keys if top >= trends else np.partition(keys, trends - top, axis=1)[:, trends - top :]
    first = -np.sort(-first, axis=1)
    return np.where(first >= 0, trends - 1 - first % max(trends, 1), -1).astype(np.intp)


def unsafe(effect: Array, guards: tuple[Ints, ...], in_use: Flags) -> Array:
    """Return prod over protections in use of (1 - effect), (business, trend).

    ``effect`` is the share of the first trend, a threat, that the second takes off, (trend, trend); ``guards`` are the
    threats and protections of which that is more than nothing.
    """
    left, used = np.ones(in_use.shape), in_use[:, guards[1]].any(axis=0)
    threats, others = (places[used] for places in guards)
    kept = np.where(in_use[:, others], 1 - effect[threats, others], 1.0)
    for place, threat in enumerate(threats.tolist()):
        left[:, threat] *= kept[:, place]
    return left


def representatives(keys: NDArray[np.int64], families: Turns, plain: Flags) -> NDArray[np.int64]:
    """Return the keys, (business, trend), of those that stand for their families, -1 for the others.

    ``families`` holds by the whole of each family of more than one its parts, first what is plain; ``plain``, (trend,),
    what stands for its family where the whole is not in the list.
    """
    some, whole = keys.T[families.others], keys.T[families.rows]
    first, best = some[: len(whole)], families.joined(some, np.maximum)
    best = np.where(plain[families.others[: len(whole)]][:, None] & (first >= 0), first, best)
    best = np.where(whole >= 0, -1, best)
    keys = keys.copy()
    keys[:, families.others] = np.where(some == best[families.place], some, -1).T
    return keys
