"""Rows of a ranking from the numbers of one business."""

import math
from collections.abc import Sequence
from dataclasses import asdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine import actions, likelihood, priority
from ecomap.engine.actions import ACTION_OF_RULE, ACTIONS, Rules, Standing, Thresholds
from ecomap.engine.businesses import Flags, Ints
from ecomap.engine.propagation import Array
from ecomap.model.compiled import CompiledMap, MapTrend
from ecomap.results.ranking import Action, Certainty, LogOddsParts, PointsLost, RankedTrend, TrendLabel, When, Years
from ecomap.verbs.routes import LISTED, Routes
from ecomap.verbs.standings import Scored, Standings, exponents
from ecomap.verbs.words import Leader, why

if TYPE_CHECKING:
    from ecomap.model import Settings
    from ecomap.verbs.certainty import Sampled

LEADERS = 3
"""Foreign sectors named in a row."""
EQUAL = 1e-12
"""Shares that differ by less are equal up to rounding."""


class RowMaker:
    """Turns the numbers of one business into rows, a list at a time."""

    def __init__(self, compiled: CompiledMap, numbers: Standings, *, pathways: bool = False) -> None:
        self.compiled, self.numbers, self.settings = compiled, numbers, numbers.settings
        self.sampled: Sampled | None = None
        """The draws behind the rows' certainty; none unless they are asked for."""
        self.listed = LISTED if pathways else 0
        self.routes = Routes(numbers, compiled)
        self.now = present(compiled)
        self.per_log_odds = likelihood.points_per_log_odds(numbers.parts, numbers.touch)

    def rows(self, scored: Scored, top: int | None = None, only: int | None = None) -> tuple[RankedTrend, ...]:
        """Return the rows of a list in the order of their ranks: all, the first ones, or that of one trend."""
        order = list_order(scored)
        sure = {} if self.sampled is None else self.sampled.certainties(order.tolist(), scored)
        chosen = np.arange(len(order))[:top] if only is None else np.flatnonzero(order == only)
        if not chosen.size:
            return ()
        certainty = [sure.get(trend) for trend in order[chosen].tolist()]
        columns = self._columns(scored, order[chosen], chosen + 1, certainty)
        return tuple(RankedTrend(**dict(zip(columns, row, strict=True))) for row in zip(*columns.values(), strict=True))

    def _columns(
        self, scored: Scored, trends: Ints, rank: Ints, certainty: list[Certainty | None]
    ) -> dict[str, Sequence[Any]]:
        """Return the fields of the rows by name, each as a list over the rows."""
        numbers, parts, records = self.numbers, self.numbers.parts, [self.compiled.trends[i] for i in trends.tolist()]
        points = self._points(scored, trends)
        odds = zip(*(part[trends].tolist() for part in (*parts, parts.total)), strict=True)
        leaders = Leading(*self.routes.leaders(trends, LEADERS))
        slope = (self.per_log_odds[trends] * scored.share[0, trends]).tolist()
        routes = [self.routes.pathways(i, per, self.listed) for i, per in zip(trends.tolist(), slope, strict=True)]
        found = {
            "rank": rank.tolist(),
            "trend": [label(record) for record in records],
            "priority": [whole[0] for whole in points],
            "score": scored.score[0, trends].tolist(),
            "influence": (100 * scored.influence[0, trends]).tolist(),
            "likelihood": numbers.likelihood[trends].tolist(),
            "likelihood_today": numbers.likelihood_today[trends].tolist(),
            "norm": likelihood.logistic(parts.norm[trends]).tolist(),
            "basis": ["measured" if record.measured else "judged" for record in records],
            "touch": numbers.touch[trends].tolist(),
            "opportunity_share": numbers.opportunity[trends].tolist(),
            "log_odds": [LogOddsParts(*row) for row in odds],
            "lead": numbers.cross_lead[trends].tolist(),
            "when": self._years(trends),
            "goal_fit": numbers.goal_fit[trends].tolist(),
            "means": numbers.means[trends].tolist(),
            "lost": [PointsLost(*whole[1:]) for whole in points],
            "action": self._actions(scored, trends, rank, certainty),
            "why": self._why(trends, records, leaders),
            "from_sectors": [tuple(numbers.axes.sectors[s] for s in row) for row in leaders.rows()],
            "pathways": [pathways for pathways, _ in routes],
            "remainder": [rest for _, rest in routes],
            "activities": self._activities(trends),
            "flags": self._flags(trends, records),
        }
        if self.sampled is not None:
            drawn = [asdict(sure) for sure in certainty if sure is not None]
            found |= {name: [row[name] for row in drawn] for name in drawn[0]}
        return found

    def _points(self, scored: Scored, trends: Ints) -> list[list[int]]:
        """Return whole points of priority, influence, goal fit and means, which sum to 100."""
        logs = (scored.logs[0][0, trends], scored.logs[1][0, trends], scored.logs[2][0, trends])
        whole: list[list[int]] = whole_points(scored.score[0, trends], logs, self.settings).T.tolist()
        return whole

    def _years(self, trends: Ints) -> list[Years]:
        today, pace = (self.numbers.found.odds.z[0] - self.numbers.parts.pace)[trends], self.numbers.axes.pace[trends]
        known = self.numbers.axes.pace_known[trends].tolist()
        both = (likelihood.years_until(share, today, pace) for share in (self.settings.early, self.settings.half))
        early, half = ([self._when(y, k) for y, k in zip(years.tolist(), known, strict=True)] for years in both)
        return [Years(*pair) for pair in zip(early, half, strict=True)]

    def _when(self, years: float, known: bool) -> When:
        if years == 0:
            return "now"
        if not known:
            return "pace unknown"
        return "not at this pace" if years > self.settings.far else math.floor(self.now + years)

    def _actions(self, scored: Scored, trends: Ints, rank: Ints, certainty: list[Certainty | None]) -> list[Action]:
        settings, numbers = self.settings, self.numbers
        first, near = rank <= settings.act_rank, rank <= settings.pilot_rank
        if self.sampled is not None:
            podium = np.array([0.0 if sure is None else sure.p_top3 for sure in certainty])
            first, near = podium >= settings.sure, podium >= settings.likely
        standing = Standing(
            first, near, scored.influence[0, trends], numbers.likelihood_today[trends], numbers.touch[trends],
            numbers.means[trends], numbers.axes.emerging[trends],
        )  # fmt: skip
        rules = decided(standing, settings, threats=scored.threats)
        return [action_of(rule, settings, sure) for rule, sure in zip(rules.tolist(), certainty, strict=True)]

    def _why(self, trends: Ints, records: list[MapTrend], leaders: "Leading") -> list[str]:
        numbers, axes = self.numbers, self.numbers.axes
        weights = np.where(axes.known[trends] & numbers.own, numbers.exposure, 0.0)
        total = weights.sum(axis=1)
        peers = np.where(
            total > 0, (axes.prevalence[trends] * weights).sum(axis=1) / np.where(total > 0, total, 1.0), -1
        )
        share = axes.prevalence[trends[:, None], leaders.sector]
        ahead = leaders.there & (share > peers[:, None] + EQUAL)
        common = axes.service[trends][:, None] * axes.sector_profile[leaders.sector] * numbers.profile
        best = np.where(common.any(axis=2), common.argmax(axis=2) if common.shape[2] else 0, -1)
        named = zip(*(array.tolist() for array in (leaders.sector, share, best, ahead)), strict=True)
        own = " and ".join(self.compiled.sectors[s].short for s in np.flatnonzero(numbers.own))
        seen = np.asarray(numbers.seen[trends].any(axis=1)).tolist()
        return [
            why(record.kind, self._leaders(*found), None if mine < 0 else mine, own, seen=by_eye)
            for record, found, mine, by_eye in zip(records, named, peers.tolist(), seen, strict=True)
        ]

    def _leaders(self, sectors: list[int], shares: list[float], best: list[int], ahead: list[bool]) -> list[Leader]:
        """Return the leaders that are ahead of the own sectors, with what they do as the business does."""
        phrase = self._phrases
        return [
            Leader(self.compiled.sectors[sector].short, share, phrase[activity])
            for sector, share, activity, is_ahead in zip(sectors, shares, best, ahead, strict=True)
            if is_ahead
        ]

    @cached_property
    def _phrases(self) -> list[str]:
        """What firms do, by place; nothing for activities that the map has no word for, and at the end for none."""
        known = self.compiled.activity_by_id
        return [*(known[a].phrase if a in known else "" for a in self.numbers.axes.activities), ""]

    def _activities(self, trends: Ints) -> list[dict[str, float]]:
        axes, numbers = self.numbers.axes, self.numbers
        shares = axes.specificity[trends, None] * axes.service[trends] * numbers.profile / numbers.touch[trends, None]
        return [
            {name: share for name, share in zip(axes.activities, row, strict=True) if share} for row in shares.tolist()
        ]

    def _flags(self, trends: Ints, records: list[MapTrend]) -> list[tuple[str, ...]]:
        axes, numbers = self.numbers.axes, self.numbers
        marks = {
            "own-figure-unknown": ~(axes.known[trends] & numbers.own).any(axis=1),
            "own-figure-seen": numbers.seen[trends].any(axis=1),
            "pace-unknown": ~axes.pace_known[trends],
        }
        told = zip(*(flag.tolist() for flag in marks.values()), strict=True)
        return [
            (*(name for name, flag in zip(marks, row, strict=True) if flag), *record.ethics)
            for row, record in zip(told, records, strict=True)
        ]


class Leading(NamedTuple):
    """The foreign sectors that push most; shape (trend, rank)."""

    sector: Ints
    push: Array

    @property
    def there(self) -> Flags:
        """Which of them push at all."""
        return self.push > 0

    def rows(self) -> list[list[int]]:
        """Return the places of those that push, a list for each trend."""
        pairs = zip(self.sector.tolist(), self.there.tolist(), strict=True)
        return [[s for s, there in zip(*pair, strict=True) if there] for pair in pairs]


def list_order(scored: Scored) -> Ints:
    """Return the places of the trends of one business's list in order."""
    order: Ints = priority.first_places(scored.keys, scored.keys.shape[1])[0]
    return order[order >= 0]


def whole_points(score: Array, logs: tuple[Array, Array, Array], settings: "Settings") -> NDArray[np.int64]:
    """Return whole points of priority, and lost to influence, goal fit and means, which sum to 100; shape (4, ...)."""
    return priority.apportion(np.stack([100 * score, *priority.points_lost(logs, exponents(settings))]), 100)


def label(trend: MapTrend) -> TrendLabel:
    """Return what a trend is."""
    return TrendLabel(trend.id, trend.name, trend.kind, trend.area, trend.stage)


def present(compiled: CompiledMap) -> float:
    """Return the moment that a map speaks of as today, in years: the middle of the month of its version."""
    year, month = compiled.version.split(".")[:2]
    return int(year) + (int(month) - 0.5) / 12


# --- what to do -----------------------------------------------------------------------------------------------


def decided(standing: Standing, settings: "Settings", *, threats: bool) -> Rules:
    """Return the rule that decides about each trend."""
    limits = Thresholds(settings.early, settings.enough_means, settings.high_influence, settings.high_touch)
    return actions.threat_rules(standing, limits) if threats else actions.opportunity_rules(standing, limits)


def action_of(rule: int, settings: "Settings", certainty: Certainty | None = None) -> Action:
    """Return what a rule says, and the rule in words."""
    among = f"among the first {settings.act_rank}"
    place = among if certainty is None else f"among the first 3 in {certainty.p_top3:.0%} of the draws"
    short, later = "but your means are short of the need", "but it is still early or others come first"
    text = (
        f"{place}, at least {settings.early:.0%} of firms like yours use it today, "
        f"and your means cover at least {settings.enough_means:.0%} of the need",
        f"high influence, {later}",
        f"high influence, {short}",
        f"{among}, {later}",
        f"{among}, {short}",
        "near the first ranks, influence still moderate: try it small",
        "emerging, and it touches much of what you do: try it small",
        "none of the rules for act, prepare or pilot fits",
        f"{place}, and at least {settings.early:.0%} of firms face it today",
        "near the first threats, or of high influence",
        "neither near the first threats nor of high influence",
    )[rule]
    return Action(ACTIONS[ACTION_OF_RULE[rule]], text)
