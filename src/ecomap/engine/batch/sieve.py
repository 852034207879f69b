"""Which trends of each business can be among the first: approximate scores of all of them in single precision.

What is left out is proved to be lower: the caller compares the exact scores of what is left in with `Sieved.bound`.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.batch.amounts import ENOUGH, Amount, Single, log_need_of
from ecomap.engine.batch.tables import Businesses, Flags, Ints, MapTables
from ecomap.engine.propagation import Array

View = Literal["cross", "own", "all"]

MARGIN = 1e-4
"""Log scores may be wrong by this much: thirty times the rounding of single precision in numbers of this size."""
LEAST = -16.0
"""Log scores below are not told apart."""
BITS = 31
WORKSPACE = 1024
"""Businesses at a time: their arrays of (business, trend) stay in the processor's cache."""
UNDECIDED = np.float32(1e-3)
"""A lead within this of 0 may have either sign: the trend stays in."""
NEGLIGIBLE = np.float32(1e-6)


class Sieved(NamedTuple):
    """The candidates of each business."""

    trend: Ints
    """Positions, shape (business, candidate), in no order."""
    bound: Array
    """No other trend of the business has a larger log score; -inf where all are candidates; shape (business,)."""


class _Mix(NamedTuple):
    """What follows from sectors and activities alone, shape (business, trend)."""

    z: Single
    """Log-odds without the maturity of the business."""
    room: Single
    """ln(touch x share of this list); -inf for what is not in the list."""


@dataclass(frozen=True)
class Sieve:
    """Approximate scores for one map, one list and one view."""

    tables: MapTables
    view: View
    threats: bool

    @property
    def whole(self) -> bool:
        """Whether no view leaves anything out."""
        return self.threats or self.view == "all"

    @cached_property
    def _single(self) -> dict[str, Single]:
        """The tables in single precision, turned so that a business's row meets them."""
        t = self.tables
        own = [t.lead, t.unknown] if self.whole else [t.lead, t.unknown, t.over_norm]
        pushed = [t.pushed] if self.whole else [t.pushed, t.pushed_over_norm]
        wide = {
            "own": np.concatenate(own).T, "pushed": np.concatenate(pushed).T, "reach": t.reach.T, "weight": t.weight,
            "opportunity": t.opportunity.T, "goals": t.goal_fit.T, "pull": t.readiness_pull, "start": t.start,
            "served": (t.service * t.specificity[:, None]).T, "general": 1 - t.specificity,
            "touch": t.sector_touch.T,
        }  # fmt: skip
        single = {name: np.ascontiguousarray(table, dtype=np.float32) for name, table in wide.items()}
        needs = {"budget": t.need_budget, "hours": t.need_hours, "skills": t.need_skills.T}
        return single | {name: log_need_of(need) for name, need in needs.items()}

    @cached_property
    def _alone(self) -> _Mix:
        """The mixes that are one sector each, shape (sector, trend)."""
        count = len(self.tables.sector_readiness)
        nothing = np.full(count, np.nan)
        whole = Businesses(
            sector=np.arange(count)[:, None], weight=np.ones((count, 1)), maturity=nothing,
            goals=np.zeros((count, 0)), budget=nothing, hours=nothing,
            skills=np.zeros((count, 0)), adopted=np.zeros((count, 0), dtype=bool),
        )  # fmt: skip
        return self._mix(whole)

    def candidates(self, businesses: Businesses, count: int) -> Sieved:
        """Return the ``count`` trends with the highest approximate scores."""
        trends = len(self.tables.start)
        if count >= trends:
            everything = np.broadcast_to(np.arange(trends), (len(businesses), trends))
            return Sieved(np.ascontiguousarray(everything), np.full(len(businesses), -np.inf))
        found = Sieved(np.empty((len(businesses), count), dtype=np.intp), np.empty(len(businesses)))
        desk = _Desk(min(WORKSPACE, len(businesses)), trends)
        amounts = self._amounts(businesses)
        for start in range(0, len(businesses), WORKSPACE):
            some = slice(start, start + WORKSPACE)
            chunk = businesses.take(some)
            here = [amount.take(some) for amount in amounts]
            found.trend[some], found.bound[some] = self._best(chunk, here, desk.first(len(chunk)), count)
        return found

    def _amounts(self, businesses: Businesses) -> list[Amount]:
        """Return what the businesses have of each skill, of money and of time, in this order."""
        single, low = self._single, float(np.log(self.tables.floor))
        scale = (1.0 if self.threats else float(self.tables.exponents[2])) / 3
        skills = single["skills"][: businesses.skills.shape[1]]
        columns = [(businesses.skills[:, at], need) for at, need in enumerate(skills)]
        columns += [(businesses.budget, single["budget"]), (businesses.hours, single["hours"])]
        return [Amount.of(have, need, low, scale) for have, need in columns]

    def _best(self, businesses: Businesses, amounts: list[Amount], desk: "_Desk", count: int) -> Sieved:
        """Pack log score and position into one number and cut off the rest."""
        trends = len(self.tables.start)
        index_bits = max(1, (trends - 1).bit_length())
        levels = (1 << (BITS - index_bits)) - 2
        self._log_scores(businesses, amounts, desk)
        # from bucket 0, a log score of LEAST or less or no score at all, to bucket ``levels``, a log score of 0
        keys, packed = desk.score, desk.packed
        keys -= np.float32(LEAST)
        keys *= np.float32(levels / -LEAST)
        np.clip(keys, np.float32(0), np.float32(levels), out=keys)
        np.copyto(packed, keys, casting="unsafe")
        packed <<= index_bits
        packed |= self._positions
        packed.partition(trends - count, axis=1)
        best = packed[:, trends - count :]
        cut = (best[:, 0] >> index_bits).astype(np.float64)
        bound = (cut + 1) * (-LEAST / levels) + LEAST + MARGIN
        return Sieved((best & ((1 << index_bits) - 1)).astype(np.intp), bound)

    @cached_property
    def _positions(self) -> NDArray[np.int32]:
        return np.arange(len(self.tables.start), dtype=np.int32)

    def _log_scores(self, businesses: Businesses, amounts: list[Amount], desk: "_Desk") -> None:
        z, score, spare = desk.z, desk.score, desk.spare
        self._mixed(businesses, z, score)
        rise = np.nan_to_num(businesses.maturity - self.tables.usual_maturity).astype(np.float32)
        z += np.multiply(rise[:, None], self._single["pull"], out=spare)
        np.copyto(spare, businesses.adopted)
        score -= np.multiply(spare, ENOUGH, out=spare)
        np.negative(z, out=z)
        with np.errstate(over="ignore"):
            np.exp(z, out=z)
        z += np.float32(1)
        score -= np.log(z, out=z)  # ln influence
        score *= np.float32(self.tables.exponents[0])
        score += np.multiply(self._log_goal_fit(businesses, z), np.float32(self.tables.exponents[1]), out=z)
        score += self._log_means(amounts, z, spare)

    def _mixed(self, businesses: Businesses, z: Single, room: Single) -> None:
        """Fill in the mixes of the businesses: looked up where they are in one sector alone, else worked out."""
        plain = ~businesses.overruled
        if businesses.weight.shape[1] > 1:
            plain &= (businesses.weight > 0).sum(axis=1) == 1
        if businesses.depends is not None:
            plain &= ~businesses.depends.any(axis=1)
        sector = businesses.main_sector
        self._alone.z.take(sector, axis=0, out=z, mode="clip")
        self._alone.room.take(sector, axis=0, out=room, mode="clip")
        rows = np.flatnonzero(~plain)
        if rows.size:
            z[rows], room[rows] = self._mix(businesses.take(rows))

    def _mix(self, businesses: Businesses) -> _Mix:
        single, trends = self._single, len(self.tables.start)
        count = len(self.tables.sector_readiness)
        shares = businesses.by_sector(businesses.shares, count)
        exposure, own = businesses.exposure(count).astype(np.float32), shares > 0
        at_home = exposure * own
        exposure /= (exposure @ single["weight"])[:, None]
        weights: Single = exposure @ single["reach"] * own  # a of the own sectors
        inside = weights.sum(axis=1, keepdims=True)
        outside = np.float32(1) - inside
        outside[outside < NEGLIGIBLE] = 1  # in vain: nothing comes from outside
        of_own: Single = weights @ single["own"]
        of_all: Single = exposure @ single["pushed"]
        here, lost, network = of_own[:, :trends], of_own[:, trends : 2 * trends], of_all[:, :trends]
        room = self._room(businesses, shares.astype(np.float32), at_home)
        if not self.whole:
            lead = _cross_lead(of_own[:, 2 * trends :], of_all[:, trends:], outside, inside - lost)
            wrong = lead < -UNDECIDED if self.view == "cross" else lead > UNDECIDED
            np.copyto(room, np.float32(-np.inf), where=wrong)
        lost /= outside
        lost += 1
        network -= here  # what comes from outside
        network *= lost
        network += here
        network *= np.float32(self.tables.strength)
        network += single["start"]
        readiness = (shares @ self.tables.sector_readiness).astype(np.float32)
        network += readiness[:, None] * single["pull"]
        return _Mix(network, room)

    def _room(self, businesses: Businesses, shares: Single, at_home: Single) -> Single:
        """Return ln(touch x share of this list)."""
        single = self._single
        if businesses.overruled.any():
            profile = businesses.profile(self.tables.sector_profile).astype(np.float32)
            room = single["general"] + profile @ single["served"]
        else:
            room = shares @ single["touch"]
        if self.tables.special_opportunity is None:
            share = self.tables.usual_opportunity.astype(np.float32)
        else:
            share = (at_home / at_home.sum(axis=1, keepdims=True)) @ single["opportunity"]
        if self.threats:
            share = np.maximum(1 - share, np.float32(1e-30))  # 1 - 1 may come out above or below 0
        room *= share
        with np.errstate(divide="ignore"):
            return np.log(room, out=room)

    def _log_goal_fit(self, businesses: Businesses, out: Single) -> Single:
        total = businesses.goals.sum(axis=1)
        weights = businesses.goals / np.where(total > 0, total, 1.0)[:, None]
        np.matmul(weights.astype(np.float32), self._single["goals"], out=out)
        np.clip(out, np.float32(self.tables.floor), np.float32(1), out=out)
        np.log(out, out=out)
        out[total <= 0] = 0
        return out

    def _log_means(self, amounts: list[Amount], out: Single, spare: Single) -> Single:
        """Return ln means, or for threats ln max(floor, 1 - means), times its exponent."""
        *skills, budget, hours = amounts
        out[:] = 0
        for skill in skills:
            np.minimum(out, skill.log_coverage(spare), out=out)
        out += budget.log_coverage(spare)
        out += hours.log_coverage(spare)
        if not self.threats:
            return out
        np.exp(out, out=out)
        np.subtract(np.float32(1), out, out=out)
        np.log(np.clip(out, np.float32(self.tables.floor), np.float32(1), out=out), out=out)
        out *= np.float32(self.tables.exponents[2])
        return out


class _Desk:
    """Room for intermediate numbers, used again for every chunk."""

    def __init__(self, businesses: int, trends: int) -> None:
        shape = (businesses, trends)
        self.z, self.score, self.spare = (np.empty(shape, dtype=np.float32) for _ in range(3))
        self.packed = np.empty(shape, dtype=np.int32)

    def first(self, businesses: int) -> "_Desk":
        """Return the part for so many businesses."""
        part = object.__new__(_Desk)
        for name, numbers in vars(self).items():
            setattr(part, name, numbers[:businesses])
        return part


def _cross_lead(here: Single, everything: Single, outside: Single, known: Single) -> Single:
    """Return the mean lead of the foreign sectors less that of the own ones; near 0 where there are no foreign."""
    everything -= here
    everything /= outside
    here /= np.maximum(known, NEGLIGIBLE)  # where nothing is known, nothing is here
    everything -= here
    return everything


def out_of_view(view: View, lead: Array) -> Flags:
    """Tell which opportunities a view leaves out."""
    if view == "all":
        return np.zeros(lead.shape, dtype=bool)
    return lead <= 0 if view == "cross" else lead > 0
