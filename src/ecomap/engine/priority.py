"""What to do first: influence, goals and means on an absolute scale, the points each factor costs, and the action."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.businesses import Businesses, Flags, Ints, distinct
from ecomap.engine.likelihood import mixed
from ecomap.engine.propagation import Array

LARGEST_LOSS = 1e6
"""-ln of a factor that is 0."""
LEAST_TOUCH = 1e-12
"""Touch below this is the rounding of shares that cancel."""
DECIMALS = 1e12
"""Scores that agree to 12 decimals are equal."""

Rules = NDArray[np.int8]

ACTIONS: tuple[Literal["act", "prepare", "pilot", "watch"], ...] = ("act", "prepare", "pilot", "watch")
ACT, HIGH, HIGH_BUT_SHORT, FIRST, FIRST_BUT_SHORT, NEAR, EMERGING, WATCH = range(8)
FACE, PREPARE, LOOK_ON = 8, 9, 10
ACTION_OF_RULE = np.array([0, 1, 1, 1, 1, 2, 2, 3, 0, 1, 3], dtype=np.int8)
"""Place in `ACTIONS` of what each rule says; the first eight rules are of opportunities, the last three of threats."""
ROUNDING = 1 - 1e-15
"""Means that are short of the need by the rounding of a root are not short."""


def touch(specificity: Array, service: Array, profile: Array) -> Array:
    """Return 1 - s + s sum_a q_a k_a: how much of a firm a trend touches, shape (firm, trend).

    Parameters
    ----------
    specificity
        s, shape (trend,), 0..1.
    service
        q, shape (trend, activity), rows sum to at most 1.
    profile
        k, shape (firm, activity), 0..1.
    """
    served: Array = profile @ service.T
    return 1 - specificity + specificity * served


def touch_of(
    businesses: Businesses, by_sector: Array, sector_profile: Array, specificity: Array, service: Array
) -> Array:
    """Return how much of each business a trend touches, shape (business, trend): its sectors' mix, its own words.

    ``by_sector`` is the `touch` of a firm wholly in each sector, shape (sector, trend).
    """
    mixes, place = businesses.mixes
    touched = mixed(mixes.share, mixes.sector, by_sector).take(place, axis=0)
    if businesses.activities is not None:
        for activity in np.flatnonzero(~np.isnan(businesses.activities).all(axis=0)):
            rows = np.flatnonzero(~np.isnan(businesses.activities[:, activity]))
            usual = mixed(businesses.share[rows], businesses.sector[rows], sector_profile[:, activity])
            more = businesses.activities[rows, activity] - usual
            touched[rows] += more[:, None] * (specificity * service[:, activity])
    return np.where(touched < LEAST_TOUCH, 0.0, touched)


def goal_fit(fit: Array, weights: Array, floor: float) -> Array:
    """Return sum_g omega_g fit_g, at least ``floor``; 1 where no goal has weight; shape (business, trend).

    Parameters
    ----------
    fit
        Shape (trend, goal), 0..1.
    weights
        omega, shape (business, goal), any scale.
    """
    total, fitted = np.zeros(len(weights)), np.zeros((len(weights), len(fit)))
    for goal in range(weights.shape[1]):
        total += weights[:, goal]
        fitted += weights[:, goal, None] * fit[:, goal]
    fitted /= np.where(total > 0, total, 1.0)[:, None]
    np.maximum(floor, fitted, out=fitted)
    fitted[total <= 0] = 1.0
    return fitted


def coverage(have: Array, need: Array, floor: float) -> Array:
    """Return min(1, have / need), at least ``floor``; 1 where nothing is needed or nothing is said.

    From shapes (business,), NaN where nothing is said, and (trend,), to (business, trend).
    """
    with np.errstate(over="ignore"):
        ratio = np.divide(have[:, None], need, out=np.ones((len(have), len(need))), where=need > 0)
    return np.where(np.isnan(ratio), 1.0, np.clip(ratio, floor, 1.0))


def log_means(businesses: Businesses, need_budget: Array, need_hours: Array, need_skills: Array, floor: float) -> Array:
    """Return ln of the geometric mean of three coverages: money, hours and the scarcest skill; (business, trend)."""

    def log_covered(have: Array, need: Array) -> Array:
        amounts, place = distinct(np.where(np.isnan(have), np.inf, have))
        return np.log(coverage(amounts, need, floor)).take(place, axis=0)

    skills = np.zeros((len(businesses), len(need_budget)))
    for skill in np.flatnonzero(~np.isnan(businesses.skills).all(axis=0)):
        np.minimum(skills, log_covered(businesses.skills[:, skill], need_skills[:, skill]), out=skills)
    skills += log_covered(businesses.budget, need_budget)
    skills += log_covered(businesses.hours, need_hours)
    skills /= 3
    return skills


def log_priority(logs: tuple[Array, ...], exponents: Array) -> Array:
    """Return ln of the weighted geometric mean of influence, goal fit and means, from their logarithms.

    Absolute: it depends on nothing but the trend itself, so that adding a trend never reorders the others.
    """
    total: Array = exponents[0] * logs[0] + exponents[1] * logs[1] + exponents[2] * logs[2]
    return total


def points_lost(logs: tuple[Array, ...], exponents: Array) -> Array:
    """Share out the 100 (1 - P) points that are missing to 100; shape (3, ...) for factors of any one shape.

    100 (1 - P) alpha_k (-ln c_k) / sum_l alpha_l (-ln c_l); nothing where P = 1.
    """
    losses = np.stack([np.minimum(-log, LARGEST_LOSS) * alpha for log, alpha in zip(logs, exponents, strict=True)])
    total = losses[0] + losses[1] + losses[2]
    share = np.divide(losses, total, out=np.zeros_like(losses), where=total > 0)
    lost: Array = 100 * (1 - np.exp(log_priority(logs, exponents))) * share
    return lost


def apportion(parts: Array, total: int) -> NDArray[np.int64]:
    """Round parts to integers that sum to ``total``: largest remainder, ties to the earlier part.

    Parts, shape (part, ...), are not negative and sum to ``total`` over the first axis up to rounding.
    """
    whole = np.floor(parts + 1e-9)
    rest = parts - whole
    later = np.tri(len(parts), k=-1, dtype=bool).reshape(len(parts), len(parts), *(1,) * (parts.ndim - 1))
    before = ((rest[None] > rest[:, None]) | ((rest[None] == rest[:, None]) & later)).sum(axis=1)
    rounded: Array = whole + (before < total - whole.sum(axis=0))
    return rounded.astype(np.int64)


def order_keys(score: Array, listed: Flags) -> NDArray[np.int64]:
    """Return numbers that sort trends: the larger the key, the earlier; -1 where a trend is not in the list.

    By score to 12 decimals, then by place; so no two keys of a business are equal. Shape of ``score``, whose last
    axis is the trend.
    """
    trends = score.shape[-1]
    keys = np.rint(score * DECIMALS).astype(np.int64) * trends + np.arange(trends - 1, -1, -1)
    return np.where(listed, keys, -1)


def first_places(keys: NDArray[np.int64], top: int) -> Ints:
    """Return the trends of the ``top`` largest keys in order, -1 beyond the end of a list; shape (business, rank)."""
    trends = keys.shape[1]
    first = keys if top >= trends else np.partition(keys, trends - top, axis=1)[:, trends - top :]
    first = -np.sort(-first, axis=1)
    return np.where(first >= 0, trends - 1 - first % max(trends, 1), -1).astype(np.intp)


# --- what to do ---------------------------------------------------------------------------------------------------


class Thresholds(NamedTuple):
    """Numbers of the rules, as in the settings."""

    early: float
    enough_means: float
    high_influence: float
    high_touch: float


class Standing(NamedTuple):
    """What the rules look at; arrays of any one shape."""

    first: Flags
    """Among the first few."""
    near: Flags
    """Perhaps among the first few."""
    influence: Array
    """0..1, of the list's sign."""
    likelihood_today: Array
    touch: Array
    means: Array
    emerging: Flags


def rules(at: Standing, limits: Thresholds, *, threats: bool) -> Rules:
    """Return the rule that decides about each trend, the first that fits: act, prepare, pilot or watch.

    A threat is not piloted, and short means are no excuse.
    """
    early, high = at.first & (at.likelihood_today >= limits.early), at.influence >= limits.high_influence
    if threats:
        return np.where(early, FACE, np.where(at.first | at.near | high, PREPARE, LOOK_ON)).astype(np.int8)
    feasible = at.means >= limits.enough_means * ROUNDING
    rule = np.where(at.near, NEAR, np.where(at.emerging & (at.touch >= limits.high_touch), EMERGING, WATCH))
    rule = np.where(at.first, np.where(feasible, FIRST, FIRST_BUT_SHORT), rule)
    rule = np.where(high, np.where(feasible, HIGH, HIGH_BUT_SHORT), rule)
    return np.where(early & feasible, ACT, rule).astype(np.int8)
