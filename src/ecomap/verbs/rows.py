"""Rows of a ranking from the numbers of one business."""

import math
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ecomap.engine import actions, likelihood, priority
from ecomap.engine.actions import ACTION_OF_RULE, ACTIONS, Rules, Standing, Thresholds
from ecomap.engine.businesses import Flags, Ints
from ecomap.engine.propagation import Array
from ecomap.model.compiled import CompiledMap, MapTrend
from ecomap.results.labels import TrendLabel
from ecomap.results.ranking import Action, Certainty, LogOddsParts, PointsLost, RankedTrend, When, Years
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


Columns: TypeAlias = dict[str, Iterable[Any]]
FLAGS = tuple(
    tuple(name for bit, name in enumerate(("own-figure-unknown", "own-figure-seen", "pace-unknown")) if mark >> bit & 1)
    for mark in range(8)
)
"""What is said of a row by the sum of 1, 2 and 4."""


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
        self._fields: tuple[str, ...] = ()
        self._known: dict[int, tuple[Any, ...]] = {}
        """What has been made of each trend."""

    def lists(self, first: Scored, second: Scored, top: int | None) -> tuple[tuple[RankedTrend, ...], ...]:
        """Return the rows of both lists; what they say of a trend that stands in both is made once."""
        wanted = np.concatenate([list_order(found)[:top] for found in (first, second)])
        if wanted.size:
            self._of_the_trend(wanted)
        return self.rows(first, top), self.rows(second, top)

    def rows(self, scored: Scored, top: int | None = None, only: int | None = None) -> tuple[RankedTrend, ...]:
        """Return the rows of a list in the order of their ranks: all, the first ones, or that of one trend."""
        order = list_order(scored)
        sure = {} if self.sampled is None else self.sampled.certainties(order.tolist(), scored)
        chosen = np.arange(len(order))[:top] if only is None else np.flatnonzero(order == only)
        if not chosen.size:
            return ()
        certainty = [sure[trend] for trend in order[chosen].tolist() if sure]
        columns = self._of_the_trend(order[chosen]) | self._of_the_list(scored, order[chosen], chosen + 1, certainty)
        names = (name for name in RankedTrend.__match_args__ if name in columns)
        return tuple(map(RankedTrend, *(columns[name] for name in names)))

    def _of_the_list(self, scored: Scored, trends: Ints, rank: Ints, certainty: list[Certainty]) -> Columns:
        """Return the fields of the rows that a list decides, each as a column over the rows."""
        whole, *lost = self._points(scored, trends)
        slope = (self.per_log_odds[trends] * scored.share[0, trends]).tolist()
        columns: Columns = {
            "rank": rank.tolist(),
            "priority": whole,
            "score": scored.score[0, trends].tolist(),
            "influence": (100 * scored.influence[0, trends]).tolist(),
            "lost": map(PointsLost, *lost),
            "action": self._actions(scored, trends, rank, certainty),
            "pathways": repeat(()),
            "remainder": self.numbers.parts.network[trends].tolist(),
        }
        if self.listed:
            found = [self.routes.pathways(i, per, self.listed) for i, per in zip(trends.tolist(), slope, strict=True)]
            columns |= zip(("pathways", "remainder"), zip(*found, strict=True), strict=True)
        for name in Certainty.__match_args__ if certainty else ():
            columns[name] = [getattr(sure, name) for sure in certainty]
        return columns

    def _of_the_trend(self, trends: Ints) -> Columns:
        """Return the fields that are the same in both lists; those of each trend are made once."""
        new = np.array([trend for trend in dict.fromkeys(trends.tolist()) if trend not in self._known], dtype=np.intp)
        if new.size:
            columns = self._made(new)
            self._fields = tuple(columns)
            self._known |= zip(new.tolist(), zip(*columns.values(), strict=True), strict=True)
        return dict(zip(self._fields, zip(*(self._known[i] for i in trends.tolist()), strict=True), strict=True))

    def _made(self, trends: Ints) -> Columns:
        numbers, parts = self.numbers, self.numbers.parts
        records, named = [self.compiled.trends[i] for i in trends.tolist()], labels(self.compiled)
        leaders = Leading(*self.routes.leaders(trends, LEADERS))
        return {
            "trend": [named[i] for i in trends.tolist()],
            "likelihood": numbers.likelihood[trends].tolist(),
            "likelihood_today": numbers.likelihood_today[trends].tolist(),
            "norm": likelihood.logistic(parts.norm[trends]).tolist(),
            "basis": ["measured" if record.measured else "judged" for record in records],
            "touch": numbers.touch[trends].tolist(),
            "opportunity_share": numbers.opportunity[trends].tolist(),
            "log_odds": map(LogOddsParts, *(part[trends].tolist() for part in (*parts, parts.total))),
            "lead": numbers.cross_lead[trends].tolist(),
            "when": self._years(trends),
            "goal_fit": numbers.goal_fit[trends].tolist(),
            "means": numbers.means[trends].tolist(),
            "why": self._why(trends, records, leaders),
            "from_sectors": leaders.names(numbers.axes.sectors),
            "activities": self._activities(trends),
            "flags": self._flags(trends, records),
        }

    def _points(self, scored: Scored, trends: Ints) -> list[list[int]]:
        """Return whole points of priority, influence, goal fit and means, which sum to 100, a list for each."""
        logs = (scored.logs[0][0, trends], scored.logs[1][0, trends], scored.logs[2][0, trends])
        whole: list[list[int]] = whole_points(scored.score[0, trends], logs, self.settings).tolist()
        return whole

    def _years(self, trends: Ints) -> Iterable[Years]:
        today, pace = (self.numbers.found.odds.z[0] - self.numbers.parts.pace)[trends], self.numbers.axes.pace[trends]
        known = self.numbers.axes.pace_known[trends]
        both = (likelihood.years_until(share, today, pace) for share in (self.settings.early, self.settings.half))
        return map(Years, *(self._when(years, known) for years in both))

    def _when(self, years: Array, known: Flags) -> list[When]:
        far, now = self.settings.far, self.now
        return [
            "now" if y == 0 else "pace unknown" if not k else "not at this pace" if y > far else math.floor(now + y)
            for y, k in zip(years.tolist(), known.tolist(), strict=True)
        ]

    def _actions(self, scored: Scored, trends: Ints, rank: Ints, certainty: list[Certainty]) -> list[Action]:
        settings, numbers = self.settings, self.numbers
        first, near = rank <= settings.act_rank, rank <= settings.pilot_rank
        if certainty:
            podium = np.array([sure.p_top3 for sure in certainty])
            first, near = podium >= settings.sure, podium >= settings.likely
        standing = Standing(
            first, near, scored.influence[0, trends], numbers.likelihood_today[trends], numbers.touch[trends],
            numbers.means[trends], numbers.axes.emerging[trends],
        )  # fmt: skip
        rules = decided(standing, settings, threats=scored.threats)
        if not certainty:
            said = {rule: action_of(rule, settings) for rule in set(rules.tolist())}
            return [said[rule] for rule in rules.tolist()]
        return [action_of(rule, settings, sure) for rule, sure in zip(rules.tolist(), certainty, strict=True)]

    def _why(self, trends: Ints, records: list[MapTrend], leaders: "Leading") -> list[str]:
        numbers, axes = self.numbers, self.numbers.axes
        weights = np.where(axes.known[trends] & numbers.own, numbers.exposure, 0.0)
        total = weights.sum(axis=1)
        whole = np.where(total > 0, total, 1.0)
        peers = np.where(total > 0, (axes.prevalence[trends] * weights).sum(axis=1) / whole, -1.0)
        share = axes.prevalence[trends[:, None], leaders.sector]
        ahead = leaders.there & (share > peers[:, None] + EQUAL)
        common = axes.service[trends][:, None] * axes.sector_profile[leaders.sector] * numbers.profile
        best = np.where(common.any(axis=2), common.argmax(axis=2) if common.shape[2] else 0, -1)
        own = " and ".join(self.compiled.sectors[s].short for s in np.flatnonzero(numbers.own))
        seen = np.asarray(numbers.seen[trends].any(axis=1)).tolist()
        told = self._told(leaders.sector, share, best, ahead)
        return [
            why(record.kind, found, None if mine < 0 else mine, own, seen=by_eye)
            for record, found, mine, by_eye in zip(records, told, peers.tolist(), seen, strict=True)
        ]

    def _told(self, sector: Ints, share: Array, best: Ints, ahead: Flags) -> list[list[Leader]]:
        """Return the leaders of each trend that are ahead of the own sectors, and what they do as it does."""
        sectors, phrases = self.compiled.sectors, self._phrases
        told: list[list[Leader]] = [[] for _ in sector]
        rows, _ = np.nonzero(ahead)
        chosen = zip(rows.tolist(), sector[ahead].tolist(), share[ahead].tolist(), best[ahead].tolist(), strict=True)
        for row, place, number, activity in chosen:
            told[row].append(Leader(sectors[place].short, number, phrases[activity]))
        return told

    @cached_property
    def _phrases(self) -> list[str]:
        """What firms do, by place; nothing for activities that the map has no word for, and at the end for none."""
        known = self.compiled.activity_by_id
        return [*(known[a].phrase if a in known else "" for a in self.numbers.axes.activities), ""]

    def _activities(self, trends: Ints) -> list[dict[str, float]]:
        axes, numbers = self.numbers.axes, self.numbers
        shares = axes.specificity[trends, None] * axes.service[trends] * numbers.profile / numbers.touch[trends, None]
        found: list[dict[str, float]] = [{} for _ in trends]
        rows, places = np.nonzero(shares)
        for row, place, share in zip(rows.tolist(), places.tolist(), shares[rows, places].tolist(), strict=True):
            found[row][axes.activities[place]] = share
        return found

    def _flags(self, trends: Ints, records: list[MapTrend]) -> list[tuple[str, ...]]:
        axes, numbers = self.numbers.axes, self.numbers
        unknown = ~(axes.known[trends] & numbers.own).any(axis=1)
        marks = unknown * 1 + numbers.seen[trends].any(axis=1) * 2 + ~axes.pace_known[trends] * 4
        return [FLAGS[mark] + record.ethics for mark, record in zip(marks.tolist(), records, strict=True)]


class Leading(NamedTuple):
    """The foreign sectors that push most; shape (trend, rank)."""

    sector: Ints
    push: Array

    @property
    def there(self) -> Flags:
        """Which of them push at all."""
        return self.push > 0

    def names(self, sectors: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Return those that push by id, a tuple for each trend."""
        count = self.there.sum(axis=1).tolist()  # they stand in falling order, so the first ones
        return [tuple([sectors[s] for s in row[:most]]) for row, most in zip(self.sector.tolist(), count, strict=True)]


def list_order(scored: Scored) -> Ints:
    """Return the places of the trends of one business's list in order."""
    order: Ints = priority.first_places(scored.keys, scored.keys.shape[1])[0]
    return order[order >= 0]


def whole_points(score: Array, logs: tuple[Array, Array, Array], settings: "Settings") -> NDArray[np.int64]:
    """Return whole points of priority, and lost to influence, goal fit and means, which sum to 100; shape (4, ...)."""
    return priority.apportion(np.stack([100 * score, *priority.points_lost(logs, exponents(settings))]), 100)


@lru_cache(maxsize=4)
def labels(compiled: CompiledMap) -> tuple[TrendLabel, ...]:
    """Return what each trend is."""
    return tuple(TrendLabel(trend.id, trend.name, trend.kind, trend.area, trend.stage) for trend in compiled.trends)


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
