"""The first trends of each business, in order, with score, priority and action."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.batch.exact import Pairs, pairs
from ecomap.engine.batch.sieve import Sieve, View, out_of_view
from ecomap.engine.batch.tables import Businesses, Flags, Ints, MapTables
from ecomap.engine.propagation import Array

WORKSPACE = 4096
"""Businesses at a time whose candidates are worked out."""
SPARE = 2
"""Candidates beyond those asked for, so that the bound is nearly always low enough."""
DECIMALS = 1e12
"""Scores are equal if they agree to 12 decimals; then the trend whose id comes first in the alphabet goes first."""
RANK_BITS = 20
"""Bits of the sort key below the score, for the trend's position; a score of 1 needs 40 bits."""
LARGEST_LOSS = 1e6
"""-ln of a factor that is 0."""
ACT, PREPARE, PILOT, WATCH = range(4)
ACTIONS = ("act", "prepare", "pilot", "watch")


@dataclass(frozen=True)
class FirstTrends:
    """The first trends of each business; shape (business, rank), -1 and NaN where the list is shorter."""

    trend: NDArray[np.int32]
    score: Array
    likelihood: Array
    priority: NDArray[np.int32]
    """Points, 0..100."""
    action: NDArray[np.int8]
    """Position in `ACTIONS`."""
    unsure: Flags
    """Two scores, or a lead and 0, differ by rounding alone: ask the single query; shape (business,)."""


@dataclass(frozen=True)
class BatchRanking:
    """Ranks businesses on one map, with one view and one length of the list."""

    tables: MapTables
    view: View
    top: int
    threats: bool = False
    sieve: Sieve = field(init=False)

    def __post_init__(self) -> None:
        """Prepare the tables of the sieve."""
        object.__setattr__(self, "sieve", Sieve(self.tables, self.view, self.threats))

    def rank(self, businesses: Businesses) -> FirstTrends:
        """Return the first ``top`` trends of each business."""
        if self.top == 0 or not len(businesses):
            return self.nothing(len(businesses))
        parts = list(self._parts(businesses))
        names = FirstTrends.__dataclass_fields__
        return FirstTrends(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))

    def nothing(self, count: int) -> FirstTrends:
        """Return empty lists for so many businesses."""
        shape = (count, self.top)
        return FirstTrends(
            np.full(shape, -1, np.int32), np.full(shape, np.nan), np.full(shape, np.nan), np.full(shape, -1, np.int32),
            np.full(shape, -1, np.int8), np.zeros(count, dtype=bool),
        )  # fmt: skip

    def _parts(self, businesses: Businesses) -> Iterator[FirstTrends]:
        for start in range(0, len(businesses), WORKSPACE):
            yield self._some(businesses.take(slice(start, start + WORKSPACE)))

    def _some(self, businesses: Businesses) -> FirstTrends:
        trend, bound = self.sieve.candidates(businesses, self.top + SPARE)
        first, last_score = self._ranked(businesses, trend)
        with np.errstate(divide="ignore"):
            open_ended = np.flatnonzero(np.log(last_score) <= bound)  # what was left out may be as high
        if open_ended.size:
            everything, _ = self.sieve.candidates(some := businesses.take(open_ended), len(self.tables.start))
            again, _ = self._ranked(some, everything)
            for name in FirstTrends.__dataclass_fields__:
                getattr(first, name)[open_ended] = getattr(again, name)
        return first

    def _ranked(self, businesses: Businesses, trend: Ints) -> tuple[FirstTrends, Array]:
        """Put candidates in order; also return the score of the last one wanted, 0 where the list is shorter."""
        found = pairs(self.tables, businesses, trend)
        share = 1 - found.opportunity if self.threats else found.opportunity
        last = np.maximum(self.tables.floor, 1 - found.means) if self.threats else found.means
        influence = found.likelihood * found.touch * share
        factors = np.stack([influence, found.goal_fit, last])
        with np.errstate(divide="ignore"):
            losses = np.minimum(-np.log(factors), LARGEST_LOSS) * self.tables.exponents[:, None, None]
        score = np.exp(-(losses[0] + losses[1] + losses[2]))  # 0 where a factor is
        listed = (influence > 0) & ~np.take_along_axis(businesses.adopted, trend, axis=1)
        special = found.opportunity != self.tables.usual_opportunity[trend]
        unsure = (special & (share < 1 / DECIMALS)).any(axis=1)  # nothing, or nothing but rounding
        if not self.threats and self.view != "all":
            unsure |= (listed & (np.abs(found.lead) < 1 / DECIMALS) & ~found.silent).any(axis=1)
            listed &= ~out_of_view(self.view, found.lead)
        order, close = _order(score, listed, trend, self.top)
        return self._first(found, order, score, losses, unsure | close), _last(score, order, self.top)

    def _first(self, found: Pairs, order: Ints, score: Array, losses: Array, unsure: Flags) -> FirstTrends:
        there = order >= 0
        at = np.maximum(order, 0) + np.arange(len(order))[:, None] * score.shape[1]  # places in the flat arrays
        trend, first_score = found.trend.take(at), score.take(at)
        lost = np.stack([part.take(at) for part in losses])
        return FirstTrends(
            trend=np.where(there, trend, -1).astype(np.int32),
            score=np.where(there, first_score, np.nan),
            likelihood=np.where(there, found.likelihood.take(at), np.nan),
            priority=np.where(there, _priority(first_score, lost), -1).astype(np.int32),
            action=np.where(there, self._actions(found, at, trend), -1).astype(np.int8),
            unsure=unsure,
        )

    def _actions(self, found: Pairs, at: Ints, trend: Ints) -> Ints:
        """Return positions in `ACTIONS`, by the rules of `ecomap.verbs.actions`."""
        rules = self.tables.thresholds
        rank = np.arange(1, at.shape[1] + 1)
        first, near = rank <= rules.act_rank, rank <= rules.pilot_rank
        early = found.today.take(at) >= rules.early
        opportunity, touch = found.opportunity.take(at), found.touch.take(at)
        share = 1 - opportunity if self.threats else opportunity
        high = found.likelihood.take(at) * touch * share >= rules.high_influence
        if self.threats:
            return np.where(first & early, ACT, np.where(first | near | high, PREPARE, WATCH))
        feasible = found.means.take(at) >= rules.enough_means
        young = self.tables.emerging[trend] & (touch >= rules.high_touch)
        rest = np.where(high | first, PREPARE, np.where(near | young, PILOT, WATCH))
        return np.where(first & feasible & early, ACT, rest)


def _order(score: Array, listed: Flags, trend: Ints, top: int) -> tuple[Ints, Flags]:
    """Return the columns of the first candidates in order, -1 beyond the list, and where rounding may decide."""
    whole = np.rint(score * DECIMALS)
    key = np.where(listed, (whole.astype(np.int64) + 1) << RANK_BITS, 0)  # one number to sort by: score, then id
    key += np.where(listed, (1 << RANK_BITS) - 1 - trend, 0)
    order = np.argsort(-key, axis=1)[:, : top + 1]
    sorted_key = np.take_along_axis(key, order, axis=1)
    gap = -np.diff(sorted_key >> RANK_BITS, axis=1)
    rounding = np.abs(score * DECIMALS - whole) > 0.4  # near the middle between two whole numbers
    edge = np.take_along_axis(rounding, order, axis=1)
    both = sorted_key[:, 1:] > 0
    close = (both & ((gap == 1) | ((gap == 0) & (edge[:, 1:] | edge[:, :-1])))).any(axis=1)
    order = np.where(sorted_key > 0, order, -1)[:, :top]
    if order.shape[1] < top:
        order = np.pad(order, ((0, 0), (0, top - order.shape[1])), constant_values=-1)
    return order, close


def _last(score: Array, order: Ints, top: int) -> Array:
    last = order[:, top - 1]
    found = np.take_along_axis(score, np.maximum(last, 0)[:, None], axis=1)[:, 0]
    return np.where(last >= 0, found, 0.0)


def _priority(score: Array, losses: Array) -> Array:
    """Return the whole points of `ecomap.engine.priority.apportion` of 100 x score and the points lost.

    Parameters
    ----------
    losses
        alpha_k (-ln c_k), shape (3, business, rank).
    """
    total = losses[0] + losses[1] + losses[2]
    lost = 100 * (1 - score) * np.divide(losses, total, out=np.zeros_like(losses), where=total > 0)
    parts = np.concatenate([100 * score[None], lost])
    whole = np.floor(parts + 1e-9)
    rest = parts - whole
    missing = 100 - whole.sum(axis=0)
    before = (rest[1:] > rest[0]).sum(axis=0)
    points: Array = whole[0] + (before < missing)
    return points
