"""How sure a rank is: every estimate drawn again within its evidence, all trends by the same draws."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.likelihood import logistic
from ecomap.engine.propagation import Array
from ecomap.record import record

Ranks = NDArray[np.int64]


@dataclass(frozen=True)
class Estimates:
    """The numbers of one business and their errors in log-odds (``_error``), 0 for what is exact."""

    coupling: Array  # (sector, sector)
    coupling_error: Array
    exposure: Array  # (sector,)
    own: NDArray[np.bool_]  # (sector,)
    lead: Array  # (trend, sector), 0 where not known
    lead_error: Array  # (trend, sector), 0 where not known
    known: NDArray[np.bool_]  # (trend, sector)
    fixed: Array  # (trend,): norm + readiness, the part of the log-odds that is not drawn
    pace: Array  # (trend,)
    pace_error: Array  # (trend,), per year
    specificity: Array  # (trend,)
    service: Array  # (trend, activity)
    trend_error: Array  # (trend,): of specificity, services and opportunity share
    profile: Array  # (activity,)
    profile_error: Array  # (activity,)
    opportunity: Array  # (trend,)


@record
class Scale:
    """Settings of the drawing."""

    attenuation: float
    horizon: float
    strength: float
    strength_error: float
    draws: int
    seed: int


class Draws(NamedTuple):
    """What the draws give, shape (draw, trend)."""

    likelihood: Array
    influence: Array
    """L touch, before it is split."""
    opportunity: Array


def draw(estimates: Estimates, scale: Scale) -> Draws:
    """Draw every estimate ``scale.draws`` times and compute likelihood, influence and opportunity share.

    Shares move by normal errors on the log-odds scale, couplings by log-normal ones with each column's budget
    kept, pace and network strength by normal ones. PCG64 with the seed: the same draws on every platform.
    """
    random = np.random.Generator(np.random.PCG64(scale.seed))
    count, (trends, _) = scale.draws, estimates.lead.shape
    weights = _walk_weights(estimates, scale, random)  # (draw, sector)
    strength = np.maximum(0.0, scale.strength + scale.strength_error * random.standard_normal((count, 1)))
    pace = estimates.pace + estimates.pace_error * random.standard_normal((count, trends))
    network = np.empty((count, trends))
    for trend in range(trends):
        network[:, trend] = _network(estimates, trend, weights, random)
    z = estimates.fixed + pace * scale.horizon + strength * network
    likelihood = logistic(z)
    touch = _touch(estimates, count, random)
    opportunity = _moved(estimates.opportunity, estimates.trend_error, random.standard_normal((count, trends)))
    return Draws(likelihood, likelihood * touch, opportunity)


def _walk_weights(estimates: Estimates, scale: Scale, random: np.random.Generator) -> Array:
    """Return the weights a of the sectors in every draw, shape (draw, sector)."""
    base = estimates.coupling
    noise = random.standard_normal((scale.draws, *base.shape), dtype=np.float32)
    drawn = base * np.exp(noise * estimates.coupling_error.astype(np.float32))
    budgets, sums = base.sum(axis=0), drawn.sum(axis=1, keepdims=True)
    drawn *= np.divide(budgets, sums, out=np.ones_like(sums), where=sums > 0)
    system = np.eye(len(base)) - scale.attenuation * drawn
    reach = np.linalg.solve(system, np.broadcast_to(estimates.exposure[:, None], (scale.draws, len(base), 1)))[..., 0]
    weights: Array = reach / reach.sum(axis=1, keepdims=True)
    return weights


def _network(estimates: Estimates, trend: int, weights: Array, random: np.random.Generator) -> Array:
    """Return the weighted mean lead of one trend in every draw, shape (draw,)."""
    at = np.flatnonzero(estimates.known[trend])
    if not at.size:
        return np.zeros(len(weights))
    noise = random.standard_normal((len(weights), at.size), dtype=np.float32)
    lead = estimates.lead[trend, at] + estimates.lead_error[trend, at] * noise
    unknown_own = estimates.own & ~estimates.known[trend]
    if not unknown_own.any():
        return np.asarray(np.einsum("ds,ds->d", weights[:, at], lead), dtype=np.float64)
    lost = weights[:, unknown_own].sum(axis=1)
    foreign = weights[:, ~estimates.own].sum(axis=1)
    grown = 1 + np.divide(lost, foreign, out=np.zeros_like(lost), where=foreign > 0)
    factor = np.where(estimates.own[at], 1.0, grown[:, None])
    return np.asarray(np.einsum("ds,ds,ds->d", weights[:, at], factor, lead), dtype=np.float64)


def _touch(estimates: Estimates, count: int, random: np.random.Generator) -> Array:
    trends, activities = estimates.service.shape
    profile = _moved(estimates.profile, estimates.profile_error, random.standard_normal((count, activities)))
    specificity = _moved(estimates.specificity, estimates.trend_error, random.standard_normal((count, trends)))
    # One error for all services of a trend would cancel in its sum; each moves, and the sum is kept.
    rows, columns = np.nonzero(estimates.service)
    noise = random.standard_normal((count, rows.size), dtype=np.float32)
    moved = estimates.service[rows, columns] * np.exp(noise * estimates.trend_error[rows])
    sums, served = np.zeros((count, trends)), np.zeros((count, trends))
    for trend in range(trends):
        of_trend = rows == trend
        part = moved[:, of_trend]
        sums[:, trend] = part.sum(axis=1)
        served[:, trend] = np.einsum("da,da->d", part, profile[:, columns[of_trend]])
    served *= np.divide(estimates.service.sum(axis=1), sums, out=np.zeros_like(sums), where=sums > 0)
    touch: Array = 1 - specificity + specificity * served
    return touch


def _moved(share: Array, error: Array, noise: Array) -> Array:
    """Return shares moved on the log-odds scale; 0 and 1 stay where they are."""
    inner = (share > 0) & (share < 1)
    safe = np.where(inner, share, 0.5)
    moved: Array = np.where(inner, logistic(np.log(safe / (1 - safe)) + error * noise), share)
    return moved


def ranks(scores: Array) -> Ranks:
    """Return the rank of each trend in each draw, 1 the highest score; equal scores by position; shape of scores."""
    order = np.argsort(-scores, axis=1, kind="stable")
    found = np.empty_like(order)
    np.put_along_axis(found, order, np.arange(1, scores.shape[1] + 1)[None, :], axis=1)
    return found


def interval(values: Array | Ranks, coverage: float) -> tuple[Array, Array]:
    """Return the lower and upper end that hold ``coverage`` of the draws, each of shape (trend,)."""
    tail = (1 - coverage) / 2
    low, high = np.quantile(values, (tail, 1 - tail), axis=0, method="nearest")
    return low, high


def win_rate(scores: Array, first: int, second: int) -> float:
    """Return the share of draws in which one trend scores higher than another."""
    return float(np.mean(scores[:, first] > scores[:, second]))
