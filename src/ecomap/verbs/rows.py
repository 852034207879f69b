"""Rows of a ranking from the numbers of one business."""

import math
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ecomap.engine import likelihood, priority
from ecomap.engine.businesses import Flags, Ints
from ecomap.engine.likelihood import logistic
from ecomap.engine.propagation import Array
from ecomap.model.compiled import CompiledMap, moment
from ecomap.record import records
from ecomap.results.ranking import FigureBasis, LogOddsParts, Pathway, PointsLost, RankedTrend, When, Years
from ecomap.verbs import row_tables as tables
from ecomap.verbs.advice import Advice, beside
from ecomap.verbs.standings import Scored, Standings
from ecomap.verbs.words import Leader, why

if TYPE_CHECKING:
    from ecomap.posteriors import SectorFigures

ESTIMATE = "sector-posterior"  # record that estimates of sectors rest on
LISTED = 4  # pathways listed for each trend in a ranking; the rest is the remainder
LEADERS = 3  # other sectors named in a row
HALF = 0.5  # a firm is said to have a trait of which it has more: who does a thing partly is not told "you do it"
PART = 1 / 3  # how much of what a trend serves a firm must do to be told so
LEAST_SAY = 0.1  # part of what moves a row that a sector's figure must add to be named
FLAG_NAMES = ("own-figure-unknown", "your-word", "pace-unknown", "held")
FLAGS = tuple(tuple(name for bit, name in enumerate(FLAG_NAMES) if mark >> bit & 1) for mark in range(16))
"""What is said of a row by the sum of 1, 2, 4 and 8."""
NOT_ASSESSED = ("not-assessed",)
"""Said of a trend of which nobody has looked whom it may harm; who has looked and found nothing says nothing."""

UNMOVED = ("norm", "pace")  # parts that move no row before others

Columns: TypeAlias = dict[str, list[Any]]
Heard: TypeAlias = Sequence[tuple[int, int, float]]  # other sectors: place, trait or activity of both or -1, share


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
        return np.asarray(100 * self.found.touch[0] * slope)

    def rows(
        self, *lists: Scored, top: int | None = None, only: int | None = None
    ) -> tuple[tuple[RankedTrend, ...], ...]:
        """Return the rows of lists in the order of their ranks: all, the first ones, or those of one trend."""
        orders = [list_order(scored) for scored in lists]
        ranks = [
            shown_places(scored, order)[:top] if only is None else np.flatnonzero(order == only)
            for scored, order in zip(lists, orders, strict=True)
        ]
        shown = [order[some] for order, some in zip(orders, ranks, strict=True)]
        columns = self._of_the_trend(np.concatenate(shown)) | self._of_the_lists(lists, orders, ranks, shown)
        found = iter(records(RankedTrend, *(columns[name] for name in RankedTrend.__match_args__)))
        return tuple(tuple(islice(found, len(some))) for some in ranks)

    def _of_the_lists(
        self, lists: Sequence[Scored], orders: Sequence[Ints], ranks: Sequence[Ints], shown: Sequence[Ints]
    ) -> Columns:
        """Return the fields of the rows that their list decides, each as a column over the rows of all lists."""
        errors = [self.found.errors[one.threats] for one in lists]
        parts = [np.concatenate([one.score, of, *one.logs])[:, some]
                 for one, of, some in zip(lists, errors, shown, strict=True)]  # fmt: skip
        score, error, *logs = np.concatenate(parts, axis=1)
        tiers = [
            priority.tiers(one.score[0, order], of[0, order], self.settings.tied)[some]
            for one, of, order, some in zip(lists, errors, orders, ranks, strict=True)
        ]
        whole, *lost = whole_points(score, priority.Factors(*logs)).tolist()
        half = -priority.normal_quantile((1 - self.settings.coverage) / 2)
        low, high = (100 * np.minimum(1.0, score * np.exp(sign * half * error)) for sign in (-1, 1))
        others = [(beside(self.numbers, one), some) for one, some in zip(lists, shown, strict=True)]
        missing = map(self.advice.missing_protections, lists, shown)
        return {
            "rank": (np.concatenate(ranks) + 1).tolist(),
            "tier": np.concatenate(tiers).tolist(),
            "priority": whole,
            "score": score.tolist(),
            "priority_low": low.tolist(),
            "priority_high": high.tolist(),
            "lost": records(PointsLost, *lost),
            "action": self.advice.actions(lists, shown, score, error),
            "others": [beside_it.get(i, ()) for beside_it, some in others for i in some.tolist()],
            "missing_protections": list(chain.from_iterable(missing)),
        }

    def _of_the_trend(self, trends: Ints) -> Columns:
        """Return the fields that are the same in both lists."""
        found, places, others = self.found, trends.tolist(), self.numbers.by_pathways
        named = tables.labels(self.compiled)
        parts, early, half = self.numbers.parts, self.settings.early, self.settings.half
        numbers = self._numbers
        every = [*numbers.values(), *parts, parts.total]
        told = np.concatenate(every).reshape(len(every), -1)[:, trends].tolist()
        columns = dict(zip(numbers, told, strict=False))
        judged, leaders = found.terms.threats[trends].tolist(), [self.leaders.get(i, ()) for i in places]
        sure = found.lead.sure[0, trends] >= priority.normal_quantile(self.settings.sure)
        ways: list[tuple[tuple[Pathway, ...], float]] = [((), rest) for rest in others[trends].tolist()]
        if self.listed:
            ways = [self.pathways(i, self.listed) for i in places]
        return columns | {
            "trend": [named[i] for i in places],
            "mark": [None if threat else "new" if share < early else "catch-up" if share > half else "spreading"
                     for share, threat in zip(columns["likelihood_today"], judged, strict=True)],
            "cross": sure.tolist(),
            "log_odds": records(LogOddsParts, *told[len(numbers) :]),
            "when": list(map(_years, *self._when(trends))),
            "feasible": self.advice.feasible(trends),
            "first_step": self.advice.first_steps(trends),
            "why": self._whys(trends, columns["likelihood_today"], leaders),
            "from_sectors": [tuple([self.axes.sectors[sector] for sector, *_ in heard]) for heard in leaders],
            "pathways": [listed for listed, _ in ways],
            "remainder": [rest for _, rest in ways],
            "activities": self._activities(trends),
            "figures": self.figures(trends),
            "flags": self._flags(trends),
            "practices": self.advice.practices(trends),
        }  # fmt: skip

    @cached_property
    def _numbers(self) -> dict[str, Array]:
        """Fields that are numbers of a trend, whatever list it is in; each (trend,)."""
        found, odds, axes = self.found, self.found.odds, self.axes
        since = axes.pace * (self.numbers.exposure * tables.known_ages(axes)).sum(axis=1)
        spread = -priority.normal_quantile((1 - self.settings.coverage) / 2)
        spread = spread * np.sqrt(np.concatenate([odds.variance, odds.variance_horizon]))
        middle = np.concatenate([odds.today, odds.horizon])
        likely = logistic(np.concatenate([middle - spread, middle + spread, self.numbers.parts.norm[None]]))
        return {
            "influence": 100 * found.likelihood[0] * found.touch[0],
            "likelihood": found.likelihood[0],
            "likelihood_today": found.today[0],
            "likelihood_low": likely[0],
            "likelihood_high": likely[2],
            "horizon_low": likely[1],
            "horizon_high": likely[3],
            "norm": likely[4],
            "touch": found.touch[0],
            "cover": found.cover[0],
            "opportunity_share": found.opportunity[0],
            "since_survey": since,
            "lead": found.lead.lead[0],
            "goal_fit": found.goal_fit[0],
        }

    # --- what the share rests on

    @cached_property
    def _known(self) -> Flags:
        """Which trends have a figure in its sectors, (trend, sector of its own or that it depends on)."""
        return ~np.isnan(self.axes.figure.take(self.numbers.sectors, axis=1))

    def figures(self, trends: Ints) -> list[FigureBasis]:
        """Return what the shares of trends rest on."""
        axes, there = self.axes, self._known[trends]
        age = axes.figure_age.take(self.numbers.sectors, axis=1)[trends]
        own = np.where(there & ~np.isnan(age), age, -1.0).max(axis=1, initial=-1.0)
        counted = np.asarray(there.any(axis=1))
        ages = np.where(counted, own, np.fmax(-1.0, axes.level_age[trends]))
        years = np.floor(moment(self.compiled.version) - ages).astype(np.intp).tolist()
        return [
            _basis(year if known else None, "statistic" if known or sure else "judgement")
            for year, known, sure in zip(years, (ages >= 0).tolist(), counted.tolist(), strict=True)
        ]

    def _when(self, trends: Ints) -> list[list[When]]:
        """Return when firms like this one begin to be many, and when they are half."""
        today, axes, shares = self.found.odds.today[0, trends], self.axes, [[self.settings.early], [self.settings.half]]
        years = likelihood.years_until(np.array(shares), today, axes.pace[trends]).tolist()
        far, now, known = self.settings.far, moment(self.compiled.version), axes.pace_known[trends].tolist()
        return [[
            "now" if y == 0 else "pace unknown" if not k else "not at this pace" if y > far else math.floor(now + y)
            for y, k in zip(some, known, strict=True)
        ] for some in years]  # fmt: skip

    def _activities(self, trends: Ints) -> list[dict[str, float]]:
        does, touch, served = self.profile.tolist(), self.found.touch[0].tolist(), tables.served_activities(self.axes)
        return [
            {name: share / touch[i] for name, place, much in served[i] if (share := much * does[place])}
            for i in trends.tolist()
        ]

    @cached_property
    def profile(self) -> Array:
        """k, how much the business does each activity, shape (activity,)."""
        businesses = self.found.businesses
        mix: Array = likelihood.mixed(businesses.share, businesses.sector, self.axes.sector_profile)[0]
        said = np.full(len(mix), np.nan) if businesses.activities is None else businesses.activities[0]
        return np.minimum(1.0, np.where(np.isnan(said), mix, said))

    def _flags(self, trends: Ints) -> list[tuple[str, ...]]:
        parts = self.numbers.parts
        marks = (
            ~self._known[trends].any(axis=1) * 1 + (parts.your_word[trends] != 0) * 2
            + ~self.axes.pace_known[trends] * 4 + (np.abs(parts.held[trends]) > priority.LEAST_TOUCH) * 8
        )  # fmt: skip
        return [
            FLAGS[mark] + (NOT_ASSESSED if (harms := self.compiled.trends[i].ethics) is None else harms)
            for mark, i in zip(marks.tolist(), trends.tolist(), strict=True)
        ]

    # --- why

    @cached_property
    def leaders(self) -> Mapping[int, Heard]:
        """By trend: other sectors that move its row most, place, trait or activity that both have or -1, and share.

        Only those whose push is positive and at least a tenth of what moves the row.
        """
        axes, numbers, heard = self.axes, self.numbers, tables.voices(self.axes)
        push, both = np.zeros(axes.norm.size), np.empty(axes.norm.size, dtype=np.intp)
        for j in numbers.sectors.tolist():
            place, much, shared = heard(j)
            push[place] += numbers.exposure[j] * much
            both[place] = shared
        # today's share, on which the points rest: neither the typical firm's nor growth
        told = [part for name, part in zip(numbers.parts._fields, numbers.parts, strict=True) if name not in UNMOVED]
        moved = np.abs(np.concatenate(told)).reshape(len(told), -1).sum(axis=0)
        place = (push > 0).nonzero()[0]
        trend, who = np.divmod(place, len(axes.sectors))
        some = (~numbers.own[who] & (push[place] >= LEAST_SAY * moved[trend])).nonzero()[0]
        order = some[np.lexsort((who[some], -push[place[some]], trend[some]))]
        first = order[np.arange(len(order)) - np.searchsorted(trend[order], trend[order]) < LEADERS]
        trend, who, has = trend[first], who[first], np.append(self.found.features[0] > HALF, False)
        shared, there = both[place[first]], tables.shares_told(self.compiled, axes)[trend, who]
        found: dict[int, list[tuple[int, int, float]]] = {}
        columns = trend.tolist(), who.tolist(), np.where(has[shared], shared, -1).tolist(), there.tolist()
        for i, *one in zip(*columns, strict=True):
            found.setdefault(i, []).append((one[0], one[1], one[2]))
        return found

    def _whys(self, trends: Ints, today: Sequence[float], leaders: Sequence[Heard]) -> list[str]:
        axes, records, phrases = self.axes, self.compiled.trends, tables.phrases_of(self.compiled)
        has, known, sectors = self.found.features[0], len(self.compiled.activities), self.compiled.sectors
        beyond = np.where(has > HALF, has - tables.mean_features(axes), 0.0)
        own = _of_the_most(self.found.terms.per_feature.T[trends] * beyond, LEAST_TRAIT, phrases)
        served = axes.service[trends][:, :known] * self.profile[:known]  # what the map has no word for is not told
        touched = _of_the_most(served, PART, phrases[len(axes.traits) :])
        ahead = (
            [Leader(sectors[who].short, share, phrases[both]) for who, both, share in heard if share > now]
            if heard else () for heard, now in zip(leaders, today, strict=True)
        )  # fmt: skip
        kinds, fast = [records[i].kind for i in trends.tolist()], axes.pace[trends] >= FAST
        columns = zip(kinds, ahead, today, own, touched, fast.tolist(), strict=True)
        return [why(kind, told, now, like, does, grows=grows) for kind, told, now, like, does, grows in columns]

    # --- pathways

    def pathways(self, trend: int, listed: int) -> tuple[tuple[Pathway, ...], float]:
        """Return the heaviest pathways, and the push of all others."""
        from ecomap.verbs.pathways import TrendPathways, worded

        ways = TrendPathways(self.numbers, self._figures, trend)
        found = tuple(
            worded(self.compiled, self.numbers, trend, way, float(self.per_log_odds[trend]))
            for way in ways.heaviest(listed)
        )
        return found, float(self.numbers.by_pathways[trend]) - math.fsum(pathway.push for pathway in found)

    @cached_property
    def _figures(self) -> "SectorFigures":
        from ecomap.posteriors import SectorFigures

        return SectorFigures(self.axes)


FAST = 0.1  # growth of the log-odds a year that is called fast: a share of 10 % becomes 13 % in three years
LEAST_TRAIT = 0.15  # log-odds that what a firm is like must add to be named


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


_years, _basis = lru_cache(maxsize=1024)(Years), lru_cache(maxsize=1024)(FigureBasis)
