"""Rows of a ranking from the numbers of one business."""

import math
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ecomap.engine import likelihood, priority
from ecomap.engine.businesses import Ints
from ecomap.engine.likelihood import logistic
from ecomap.engine.propagation import Array
from ecomap.model.arrays import MapArrays
from ecomap.model.compiled import CompiledMap
from ecomap.record import copied
from ecomap.results.labels import TrendLabel
from ecomap.results.ranking import FigureBasis, LogOddsParts, Mark, Pathway, PointsLost, RankedTrend, When, Years
from ecomap.verbs.advice import Advice, beside
from ecomap.verbs.standings import Scored, Standings, error_of
from ecomap.verbs.words import Leader, why

if TYPE_CHECKING:
    from ecomap.posteriors import SectorFigures

LISTED = 4
"""Pathways listed for each trend in a ranking; the rest is the remainder."""
LEADERS = 3
"""Other sectors named in a row."""
HALF = 0.5
"""A firm is said to have a trait of which it has more: who does a thing partly is not told "you do it"."""
PART = 1 / 3
"""How much of what a trend serves a firm must do to be told so."""
LEAST_SAY = 0.1
"""Part of what moves a row that a sector's figure must add to be named."""
FLAG_NAMES = ("own-figure-unknown", "your-word", "pace-unknown", "held")
FLAGS = tuple(tuple(name for bit, name in enumerate(FLAG_NAMES) if mark >> bit & 1) for mark in range(16))
"""What is said of a row by the sum of 1, 2, 4 and 8."""
NOT_ASSESSED = ("not-assessed",)
"""Said of a trend of which nobody has looked whom it may harm; who has looked and found nothing says nothing."""

Columns: TypeAlias = dict[str, list[Any]]


class RowMaker:
    """Turns the numbers of one business into rows, column by column."""

    def __init__(self, compiled: CompiledMap, numbers: Standings, *, pathways: bool = False) -> None:
        self.compiled, self.numbers, self.settings = compiled, numbers, numbers.settings
        self.found, self.axes, self.advice = numbers.found, numbers.axes, Advice(compiled, numbers)
        self.listed = LISTED if pathways else 0

    @cached_property
    def per_log_odds(self) -> Array:
        """What one unit of log-odds beyond the typical firm and growth earns, points of influence, (trend,).

        100 touch (L - L0) / (z - z0), its derivative where z = z0; with 100 touch L0 for the norm the points of all
        parts sum to 100 L touch.
        """
        parts = self.numbers.parts
        start, total = parts.norm + parts.pace, parts.total
        beyond, level = total - start, logistic(total)
        flat = np.abs(beyond) < 1e-9
        slope = np.divide(level - logistic(start), beyond, out=level * (1 - level), where=~flat)
        points: Array = 100 * self.found.touch[0] * slope
        return points

    def rows(
        self, *lists: Scored, top: int | None = None, only: int | None = None
    ) -> tuple[tuple[RankedTrend, ...], ...]:
        """Return the rows of lists in the order of their ranks: all, the first ones, or those of one trend."""
        orders = [list_order(scored) for scored in lists]
        ranks = [
            shown_places(scored, order)[:top] if only is None else np.flatnonzero(order == only)
            for scored, order in zip(lists, orders, strict=True)
        ]
        both = self._of_the_trend(np.concatenate([order[some] for order, some in zip(orders, ranks, strict=True)]))
        ends = np.cumsum([len(some) for some in ranks]).tolist()
        found = []
        for scored, order, some, end in zip(lists, orders, ranks, ends, strict=True):
            columns = {name: column[end - len(some) : end] for name, column in both.items()}
            columns |= self._of_the_list(scored, order, some)
            found.append(tuple(map(RankedTrend, *(columns[name] for name in RankedTrend.__match_args__))))
        return tuple(found)

    def _of_the_list(self, scored: Scored, order: Ints, ranks: Ints) -> Columns:
        """Return the fields of the rows that a list decides, each as a column over the rows."""
        score, error = scored.score[0, order], error_of(self.found, scored, 0, order)
        trends = order[ranks]
        logs = type(scored.logs)(*(log[0, trends] for log in scored.logs))
        whole, *lost = whole_points(score[ranks], logs).tolist()
        half = -priority.normal_quantile((1 - self.settings.coverage) / 2)
        low, high = (100 * np.minimum(1.0, score[ranks] * np.exp(sign * half * error[ranks])) for sign in (-1, 1))
        tiers = priority.tiers(score, error, self.settings.tied)
        protections = self.advice.missing_protections if scored.threats else lambda _: ()
        ways, others = [self.pathways(i, self.listed) for i in trends.tolist()], beside(self.numbers, scored)
        return {
            "rank": (ranks + 1).tolist(),
            "tier": tiers[ranks].tolist(),
            "priority": whole,
            "score": score[ranks].tolist(),
            "priority_low": low.tolist(),
            "priority_high": high.tolist(),
            "lost": list(map(PointsLost, *lost)),
            "action": self.advice.actions(scored, trends),
            "pathways": [listed for listed, _ in ways],
            "remainder": [rest for _, rest in ways],
            "others": [others.get(i, ()) for i in trends.tolist()],
            "missing_protections": [protections(i) for i in trends.tolist()],
        }

    def _of_the_trend(self, trends: Ints) -> Columns:
        """Return the fields that are the same in both lists."""
        numbers, found, axes, named = self.numbers, self.found, self.axes, labels(self.compiled)
        parts, today = numbers.parts, found.today[0, trends]
        low, high = self._interval(found.odds.today, found.odds.variance, trends)
        later_low, later_high = self._interval(found.odds.horizon, found.odds.variance_horizon, trends)
        settings, cross = self.settings, priority.normal_quantile(self.settings.sure)
        marks = [None if threat else self._mark(share) for share, threat in
                 zip(today.tolist(), found.terms.threats[trends].tolist(), strict=True)]  # fmt: skip
        leaders = [self.leaders(i) for i in trends.tolist()]
        return {
            "trend": [named[i] for i in trends.tolist()],
            "mark": marks,
            "cross": (found.lead.sure[0, trends] >= cross).tolist(),
            "influence": (100 * found.likelihood[0, trends] * found.touch[0, trends]).tolist(),
            "likelihood": found.likelihood[0, trends].tolist(),
            "likelihood_today": today.tolist(),
            "likelihood_low": low.tolist(),
            "likelihood_high": high.tolist(),
            "horizon_low": later_low.tolist(),
            "horizon_high": later_high.tolist(),
            "norm": logistic(parts.norm[trends]).tolist(),
            "touch": found.touch[0, trends].tolist(),
            "cover": found.cover[0, trends].tolist(),
            "opportunity_share": found.opportunity[0, trends].tolist(),
            "log_odds": list(map(LogOddsParts, *(part[trends].tolist() for part in (*parts, parts.total)))),
            "since_survey": self._since_survey[trends].tolist(),
            "lead": found.lead.lead[0, trends].tolist(),
            "when": list(map(Years, *(self._when(trends, at) for at in (settings.early, settings.half)))),
            "goal_fit": found.goal_fit[0, trends].tolist(),
            "feasible": self.advice.feasible(trends),
            "first_step": self.advice.first_steps(trends),
            "why": [self._why(*row) for row in zip(trends.tolist(), today.tolist(), leaders, strict=True)],
            "from_sectors": [tuple(axes.sectors[sector] for sector, *_ in heard) for heard in leaders],
            "activities": self._activities(trends),
            "figures": self.figures(trends),
            "flags": self._flags(trends),
            "practices": [tuple(self.advice.practices.get(axes.trends[i], ())) for i in trends.tolist()],
        }

    def _interval(self, log_odds: Array, variance: Array, trends: Ints) -> tuple[Array, Array]:
        """Return between which shares so many of a hundred estimates hold, as the settings cover."""
        spread = -priority.normal_quantile((1 - self.settings.coverage) / 2) * np.sqrt(variance[0, trends])
        low, high = (logistic(log_odds[0, trends] + sign * spread) for sign in (-1, 1))
        return low, high

    def _mark(self, share: float) -> Mark:
        return "new" if share < self.settings.early else "catch-up" if share > self.settings.half else "spreading"

    # --- what the share rests on

    @cached_property
    def _weight_of_figures(self) -> Array:
        """Exposure to sectors with a figure of their own, (trend, sector)."""
        return np.where(np.isnan(self.axes.figure), 0.0, self.numbers.exposure)

    @cached_property
    def _since_survey(self) -> Array:
        age = np.where(np.isnan(self.axes.figure_age), 0.0, self.axes.figure_age)
        since: Array = self.axes.pace * (self._weight_of_figures * age).sum(axis=1)
        return since

    def figures(self, trends: Ints) -> list[FigureBasis]:
        """Return what the shares of trends rest on."""
        axes, there = self.axes, self._weight_of_figures[trends] > 0
        own = np.where(there & ~np.isnan(axes.figure_age[trends]), axes.figure_age[trends], -1.0).max(axis=1)
        counted, level = np.any(there, axis=1), np.nan_to_num(axes.level_age[trends], nan=-1.0)
        now, found = present(self.compiled), list[FigureBasis]()
        ages: list[float] = np.where(counted, own, level).tolist()
        for place, age in enumerate(ages):
            year = math.floor(now - age) if age >= 0 else None
            found.append(FigureBasis(year, "statistic" if counted[place] or age >= 0 else "judgement"))
        return found

    def _when(self, trends: Ints, share: float) -> list[When]:
        """Return when firms like this one pass a share."""
        today, axes = self.found.odds.today[0, trends], self.axes
        years = likelihood.years_until(share, today, axes.pace[trends]).tolist()
        far, now = self.settings.far, present(self.compiled)
        return [
            "now" if y == 0 else "pace unknown" if not k else "not at this pace" if y > far else math.floor(now + y)
            for y, k in zip(years, axes.pace_known[trends].tolist(), strict=True)
        ]

    def _activities(self, trends: Ints) -> list[dict[str, float]]:
        axes, touch = self.axes, self.found.touch[0, trends, None]
        served = axes.specificity[trends, None] * axes.service[trends] * self.profile
        shares = np.divide(
            served, touch, out=np.zeros_like(served), where=touch > 0
        )  # what touches nobody has no parts
        found: list[dict[str, float]] = [{} for _ in trends]
        rows, places = np.nonzero(shares)
        for row, place, share in zip(rows.tolist(), places.tolist(), shares[rows, places].tolist(), strict=True):
            found[row][axes.activities[place]] = share
        return found

    @cached_property
    def profile(self) -> Array:
        """k, how much the business does each activity, shape (activity,)."""
        businesses = self.found.businesses
        mix: Array = likelihood.mixed(businesses.share, businesses.sector, self.axes.sector_profile)[0]
        said = np.full(len(mix), np.nan) if businesses.activities is None else businesses.activities[0]
        return np.minimum(1.0, np.where(np.isnan(said), mix, said))

    def _flags(self, trends: Ints) -> list[tuple[str, ...]]:
        parts = self.numbers.parts
        unknown = ~(self._weight_of_figures[trends] > 0).any(axis=1)
        marks = (
            unknown * 1 + (parts.your_word[trends] != 0) * 2 + ~self.axes.pace_known[trends] * 4
            + (np.abs(parts.held[trends]) > priority.LEAST_TOUCH) * 8
        )  # fmt: skip
        return [
            FLAGS[mark] + (NOT_ASSESSED if (harms := self.compiled.trends[i].ethics) is None else harms)
            for mark, i in zip(marks.tolist(), trends.tolist(), strict=True)
        ]

    # --- why

    def leaders(self, trend: int) -> list[tuple[int, float, int]]:
        """Return the other sectors that move a row most: place, push, and trait or activity that both have or -1.

        Only those whose push is positive and at least a tenth of what moves the row.
        """
        return self._heard.get(trend, [])[:LEADERS]

    @cached_property
    def _heard(self) -> dict[int, list[tuple[int, float, int]]]:
        """By trend: other sectors that move it, as above, those that move it most first."""
        axes, numbers = self.axes, self.numbers
        push, both = np.zeros(axes.norm.shape), np.full(axes.norm.shape, -1)
        for j in np.flatnonzero(numbers.exposure).tolist():
            trend, rank = np.nonzero(axes.voice[:, j] >= 0)
            who = axes.voice[trend, j, rank]
            push[trend, who] += numbers.exposure[j] * axes.voice_push[trend, j, rank].astype(np.float64)
            both[trend, who] = axes.voice_shared[trend, j, rank]
        both[~np.isin(both, np.flatnonzero(self.found.features[0] > HALF))] = -1
        moved = sum(  # today's share, on which the points rest: neither the typical firm's nor growth
            np.abs(part) for name, part in zip(numbers.parts._fields, numbers.parts, strict=True)
            if name not in ("norm", "pace")
        )  # fmt: skip
        told = np.nonzero(~numbers.own & (push > 0) & (push >= LEAST_SAY * np.asarray(moved)[:, None]))
        order = np.lexsort((told[1], -push[told], told[0]))
        told = told[0][order], told[1][order]
        found: dict[int, list[tuple[int, float, int]]] = {}
        for i, who_, much, shared in zip(*(part.tolist() for part in (*told, push[told], both[told])), strict=True):
            found.setdefault(i, []).append((who_, much, shared))
        return found

    def _why(self, trend: int, today: float, leaders: list[tuple[int, float, int]]) -> str:
        shares = [share_told(self.compiled, self.axes, trend, who) for who, *_ in leaders]
        told = [
            Leader(self.compiled.sectors[who].short, share, self._phrases[shared])
            for (who, _, shared), share in zip(leaders, shares, strict=True)
            if share > today
        ]
        record, own, touched = self.compiled.trends[trend], self._own_phrase[trend], self._touched[trend]
        return why(record.kind, told, today, own, touched, grows=bool(self.axes.pace[trend] >= FAST))

    @cached_property
    def _phrases(self) -> list[str]:
        """Of traits and activities; the last for none."""
        traits, activities = self.compiled.traits, self.compiled.activities
        return [*(trait.phrase for trait in traits), *(activity.phrase for activity in activities), ""]

    @cached_property
    def _own_phrase(self) -> list[str]:
        """By trend: what the business is or does that raises it most above where the typical sector is, in words."""
        axes, has = self.axes, self.found.features[0]
        beyond = np.where(has > HALF, has - axes.features.mean(axis=0), 0.0)
        worth = np.concatenate([axes.per_trait, axes.per_activity], axis=1) * beyond
        return _of_the_most(worth, LEAST_TRAIT, self._phrases)

    @cached_property
    def _touched(self) -> list[str]:
        """By trend: what the business does most of that it serves, in words."""
        known = len(self.compiled.activities)  # what it has said of its own has no words for this
        served = self.axes.service[:, :known] * self.profile[:known]
        return _of_the_most(served, PART, self._phrases[len(self.compiled.traits) :])

    # --- pathways

    def pathways(self, trend: int, listed: int) -> tuple[tuple[Pathway, ...], float]:
        """Return the heaviest pathways, and the push of all others."""
        if not listed:
            return (), float(self.numbers.by_pathways[trend])
        from ecomap.verbs.pathways import TrendPathways, worded

        ways = TrendPathways(self.numbers, self._known, trend)
        found = tuple(
            worded(self.compiled, self.numbers, trend, way, float(self.per_log_odds[trend]))
            for way in ways.heaviest(listed)
        )
        return found, float(self.numbers.by_pathways[trend]) - math.fsum(pathway.push for pathway in found)

    @cached_property
    def _known(self) -> "SectorFigures":
        from ecomap.posteriors import SectorFigures

        return SectorFigures(self.axes)


FAST = 0.1
"""Growth of the log-odds a year that is called fast: a share of 10 % becomes 13 % in three years."""
LEAST_TRAIT = 0.15
"""Log-odds that what a firm is like must add to be named."""


def _of_the_most(worth: Array, least: float, phrases: list[str]) -> list[str]:
    """Return by row the phrase of the column that is worth most; nothing where it is worth less than the least."""
    enough = worth.max(axis=1, initial=-np.inf) >= least
    most = worth.argmax(axis=1) if worth.shape[1] else np.zeros(len(worth), dtype=np.intp)
    return [phrases[best] if said else "" for best, said in zip(most.tolist(), enough.tolist(), strict=True)]


def shown_places(scored: Scored, order: Ints) -> Ints:
    """Return which places of a list in order the view shows: its ranks less 1, those of the whole list."""
    return np.arange(len(order)) if scored.shown is None else np.flatnonzero(scored.shown[0, order])


def list_order(scored: Scored) -> Ints:
    """Return the places of the trends of one business's list in order."""
    order: Ints = priority.first_places(scored.keys, scored.keys.shape[1])[0]
    return order[order >= 0]


def ranks_of(scored: Scored) -> dict[int, int]:
    """Return the ranks of the trends of one business's list, in their order."""
    return {trend: rank for rank, trend in enumerate(list_order(scored).tolist(), 1)}


def whole_points(score: Array, logs: priority.Factors) -> NDArray[np.int64]:
    """Return whole points of priority, and lost to each factor, which sum to 100; shape (5, ...).

    The priority is rounded by itself, so that a lower rank never shows more points.
    """
    whole = np.rint(100 * score).astype(np.int64)
    lost = priority.points_lost(logs)
    total = lost.sum(axis=0)
    scale = np.divide(100 - whole, total, out=np.zeros_like(total), where=total > 0)
    return np.concatenate([whole[None], priority.apportion(lost * scale, 100 - whole)])


def share_told(compiled: CompiledMap, axes: MapArrays, trend: int, sector: int) -> float:
    """Return the share of a sector as published; as estimated for today where the figure counts something else."""
    if compiled.evidence[axes.figure_evidence[trend, sector]] in compiled.trends[trend].counted:
        return float(logistic(axes.total[trend, sector]))
    return float(axes.published[trend, sector])


@lru_cache(maxsize=4)
def labels(compiled: CompiledMap) -> tuple[TrendLabel, ...]:
    """Return what each trend is."""
    family = compiled.arrays.family.tolist()
    return tuple(
        copied(TrendLabel, trend, family=compiled.trends[root].id)
        for trend, root in zip(compiled.trends, family, strict=True)
    )


def present(compiled: CompiledMap) -> float:
    """Return the moment that a map speaks of as today, in years: the middle of the month of its version."""
    return moment(compiled.version)


def moment(version: str) -> float:
    """Return the middle of the month of a map's version, in years."""
    year, month = version.split(".")[:2]
    return int(year) + (int(month) - 0.5) / 12
