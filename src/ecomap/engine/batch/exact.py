"""The numbers of some trends for each business, as the single query has them.

Every number is a sum over the few sectors of one business in a fixed order, so that neither the other businesses of a
batch nor their number changes a bit of it.
"""

from dataclasses import dataclass

import numpy as np

from ecomap.engine.batch.tables import Businesses, Flags, Ints, MapTables, slots
from ecomap.engine.likelihood import logistic
from ecomap.engine.propagation import BUDGET_TOLERANCE, Array


@dataclass(frozen=True)
class Pairs:
    """Trends of each business; every array of shape (business, candidate)."""

    trend: Ints
    likelihood: Array
    today: Array
    lead: Array
    silent: Flags
    """No figure speaks: the lead is 0 and not merely small."""
    touch: Array
    opportunity: Array
    goal_fit: Array
    means: Array


@dataclass(frozen=True)
class _Slots:
    """The sectors of each business one after the other; shape (business, slot), weights 0 where there is none."""

    sector: Ints
    exposure: Array
    share: Array
    own: Array
    """Weight a of the business's own sectors, 0 for others."""
    home: Array
    """Share of each own sector in the exposure to own sectors."""
    total: Array
    """sum_j e_j sum_i G_ij, shape (business,)."""


def pairs(tables: MapTables, businesses: Businesses, trend: Ints) -> Pairs:
    """Work out likelihood, touch, goal fit and means of the given trends.

    Parameters
    ----------
    trend
        Positions, shape (business, candidate).
    """
    where = _slots(tables, businesses)
    network, lead, silent = _network(tables, where, trend)
    readiness = _in_order(where.share * tables.sector_readiness[where.sector])
    unknown = np.isnan(businesses.maturity)
    readiness = readiness + np.where(unknown, 0.0, businesses.maturity - tables.usual_maturity)
    z = tables.start[trend] + tables.strength * network + tables.readiness_pull[trend] * readiness[:, None]
    return Pairs(
        trend,
        likelihood=logistic(z),
        today=logistic(z - tables.pace[trend]),
        lead=lead,
        silent=silent,
        touch=_touch(tables, businesses, where, trend),
        opportunity=_opportunity(tables, where, trend),
        goal_fit=_goal_fit(tables, businesses, trend),
        means=_means(tables, businesses, trend),
    )


def _slots(tables: MapTables, businesses: Businesses) -> _Slots:
    sector, exposure, share = businesses.sector, businesses.shares, businesses.shares
    own = (businesses.weight > 0).astype(np.float64)
    if businesses.depends is not None:
        count = len(tables.sector_readiness)
        sector, exposure = slots(businesses.exposure(count))
        rows = np.arange(len(sector))[:, None]
        share = np.where(exposure > 0, businesses.by_sector(share, count)[rows, sector], 0.0)
        own = (share > 0).astype(np.float64)
    total = _in_order(exposure * tables.weight[sector])
    reached = _in_order(exposure[:, None, :] * tables.reach[sector[:, :, None], sector[:, None, :]])
    at_home = exposure * own
    home = at_home / _in_order(at_home)[:, None]
    return _Slots(sector, exposure, share, own * reached / total[:, None], home, total)


def _in_order(numbers: Array) -> Array:
    """Sum the last axis from left to right, the same whatever else is in the array."""
    summed = numbers[..., 0].copy()
    for place in range(1, numbers.shape[-1]):
        summed += numbers[..., place]
    return summed


def _summed(table: Array, weights: Array, where: _Slots, trend: Ints) -> Array:
    """Return sum_j weight_bj table[t, j] for the trends of each business; table of shape (trend, sector)."""
    flat, width = table.ravel(), table.shape[1]
    first = trend * width
    summed = np.zeros(trend.shape)
    for place in range(where.sector.shape[1]):
        used = np.flatnonzero(weights[:, place])
        if used.size == len(weights):
            summed += weights[:, place, None] * flat.take(first + where.sector[:, place, None])
        elif used.size:
            summed[used] += weights[used, place, None] * flat.take(first[used] + where.sector[used, place, None])
    return summed


def _network(tables: MapTables, where: _Slots, trend: Ints) -> tuple[Array, Array, Flags]:
    """Return sum_i a_i u_i, the cross-sector lead, and where no figure speaks."""
    lost = _summed(tables.unknown, where.own, where, trend)
    own_sum = _in_order(where.own)[:, None]
    outside = 1 - own_sum
    some = outside > BUDGET_TOLERANCE
    outside = np.where(some, outside, 1.0)

    def parts(lead: Array, pushed: Array) -> tuple[Array, Array]:
        own = _summed(lead, where.own, where, trend)
        everything = _summed(pushed, where.exposure, where, trend) / where.total[:, None]
        return own, np.where(some, everything - own, 0.0)

    own, foreign = parts(tables.lead, tables.pushed)
    network = own + (1 + np.where(some, lost, 0.0) / outside) * foreign
    own, foreign = parts(tables.over_norm, tables.pushed_over_norm)
    known = own_sum - lost
    own_mean = np.where(known > BUDGET_TOLERANCE, own, 0.0) / np.where(known > BUDGET_TOLERANCE, known, 1.0)
    return network, foreign / outside - own_mean, (foreign == 0) & (own == 0)


def _opportunity(tables: MapTables, where: _Slots, trend: Ints) -> Array:
    """Return theta: exactly the usual one where no sector has its own."""
    usual = tables.usual_opportunity[trend]
    if tables.special_opportunity is None:
        return usual
    return np.clip(usual + _summed(tables.special_opportunity, where.home, where, trend), 0.0, 1.0)


def _touch(tables: MapTables, businesses: Businesses, where: _Slots, trend: Ints) -> Array:
    touch = _summed(tables.sector_touch, where.share, where, trend)
    rows = np.flatnonzero(businesses.overruled)
    if rows.size:
        some = businesses.take(rows)
        profile, chosen = _profile(tables, some, where, rows), trend[rows]
        served = _in_order(tables.service[chosen] * profile[:, None, :])
        touch[rows] = 1 - tables.specificity[chosen] + tables.specificity[chosen] * served
    return touch


def _profile(tables: MapTables, businesses: Businesses, where: _Slots, rows: Ints) -> Array:
    mix = np.zeros((len(rows), tables.sector_profile.shape[1]))
    for place in range(where.sector.shape[1]):
        mix += where.share[rows, place, None] * tables.sector_profile[where.sector[rows, place]]
    assert businesses.activities is not None
    return np.where(np.isnan(businesses.activities), np.minimum(1.0, mix), businesses.activities)


def _goal_fit(tables: MapTables, businesses: Businesses, trend: Ints) -> Array:
    total = _in_order(businesses.goals) if businesses.goals.shape[1] else np.zeros(len(businesses))
    fit = np.zeros(trend.shape)
    for goal in range(businesses.goals.shape[1]):
        weight = np.divide(businesses.goals[:, goal], total, out=np.zeros_like(total), where=total > 0)
        if weight.any():
            fit += weight[:, None] * tables.goal_fit[:, goal].take(trend)
    return np.where(total[:, None] > 0, np.maximum(tables.floor, fit), 1.0)


def _means(tables: MapTables, businesses: Businesses, trend: Ints) -> Array:
    budget = coverage(businesses.budget[:, None], tables.need_budget.take(trend), tables.floor)
    hours = coverage(businesses.hours[:, None], tables.need_hours.take(trend), tables.floor)
    skills = np.ones(trend.shape)
    for skill in range(businesses.skills.shape[1]):
        level = businesses.skills[:, skill, None]
        if not np.isnan(level).all():
            skills = np.minimum(skills, coverage(level, tables.need_skills[:, skill].take(trend), tables.floor))
    means: Array = np.cbrt(budget * hours * skills)
    return means


def coverage(have: Array, need: Array, floor: float) -> Array:
    """Return min(1, have / need), at least ``floor``; 1 where nothing is needed or ``have`` is NaN."""
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        return np.maximum(np.fmin(have / need, 1.0), floor)  # fmin takes the 1 where the ratio is no number
