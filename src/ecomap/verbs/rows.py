"""Rows of a ranking from the numbers of one business, and the pathways by which its trends come."""

import math
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ecomap.engine import likelihood, priority
from ecomap.engine.businesses import Ints
from ecomap.engine.likelihood import logistic
from ecomap.engine.pathways import WeighedPathway
from ecomap.engine.priority import ACTION_OF_RULE, ACTIONS, Rules, Standing, Thresholds
from ecomap.engine.propagation import Array
from ecomap.model.compiled import CompiledMap, MapTrend
from ecomap.results.labels import TrendLabel
from ecomap.results.ranking import Action, Certainty, LogOddsParts, Pathway, PointsLost, RankedTrend, When, Years
from ecomap.verbs.standings import Scored, Standings, exponents
from ecomap.verbs.words import TOLD, Leader, route, why

if TYPE_CHECKING:
    from ecomap.engine.uncertainty import Draws
    from ecomap.model import Settings

OWNER = "owner"
"""Evidence of what the business file says of its own."""
LISTED = 4
"""Pathways listed for each trend in a ranking; the rest is the remainder."""
PATIENCE = 60
"""Pathways looked at in search of a foreign one, where the own sectors' come first."""
LEADERS = 3
"""Foreign sectors named in a row."""
EQUAL = 1e-12
"""Shares that differ by less are equal up to rounding."""

Columns: TypeAlias = dict[str, list[Any]]
FLAGS = tuple(
    tuple(name for bit, name in enumerate(("own-figure-unknown", "own-figure-seen", "pace-unknown")) if mark >> bit & 1)
    for mark in range(8)
)
"""What is said of a row by the sum of 1, 2 and 4."""


class RowMaker:
    """Turns the numbers of one business into rows, column by column."""

    def __init__(self, compiled: CompiledMap, numbers: Standings, *, pathways: bool = False) -> None:
        self.compiled, self.numbers, self.settings = compiled, numbers, numbers.settings
        self.draws: Draws | None = None
        """Behind the rows' certainty; none unless they are asked for."""
        self.listed = LISTED if pathways else 0
        self.per_log_odds = likelihood.points_per_log_odds(numbers.parts, numbers.touch)

    def rows(
        self, *lists: Scored, top: int | None = None, only: int | None = None
    ) -> tuple[tuple[RankedTrend, ...], ...]:
        """Return the rows of lists in the order of their ranks: all, the first ones, or those of one trend.

        What is said of a trend that stands in two lists is made once.
        """
        orders = [list_order(scored) for scored in lists]
        chosen = [
            shown_places(scored, order)[:top] if only is None else np.flatnonzero(order == only)
            for scored, order in zip(lists, orders, strict=True)
        ]
        trends = [order[ranks].tolist() for order, ranks in zip(orders, chosen, strict=True)]
        place = {trend: at for at, trend in enumerate(dict.fromkeys(trend for listed in trends for trend in listed))}
        if not place:
            return tuple(() for _ in lists)
        made, found = self._of_the_trend(np.array(list(place))), []
        for scored, order, ranks, listed in zip(lists, orders, chosen, trends, strict=True):
            at = [place[trend] for trend in listed]
            columns = {name: list(map(column.__getitem__, at)) for name, column in made.items()}
            columns |= self._of_the_list(scored, order, ranks)
            found.append(tuple(map(RankedTrend, *(columns[n] for n in RankedTrend.__match_args__ if n in columns))))
        return tuple(found)

    def _of_the_list(self, scored: Scored, order: Ints, ranks: Ints) -> Columns:
        """Return the fields of the rows that a list decides, each as a column over the rows."""
        trends, sure = order[ranks], []
        if self.draws is not None:
            from ecomap.verbs.certainty import certainties

            found = certainties(self.draws, self.settings, order.tolist(), scored)
            sure = [found[trend] for trend in trends.tolist()]
        logs = tuple(log[0, trends] for log in scored.logs)
        whole, *lost = whole_points(scored.score[0, trends], logs, self.settings).tolist()
        columns: Columns = {
            "rank": (ranks + 1).tolist(),
            "priority": whole,
            "score": scored.score[0, trends].tolist(),
            "influence": (100 * scored.influence[0, trends]).tolist(),
            "lost": list(map(PointsLost, *lost)),
            "action": self._actions(scored, trends, ranks + 1, sure),
            "pathways": [()] * len(trends),
            "remainder": self.numbers.parts.network[trends].tolist(),
        }
        if self.listed and len(trends):
            slope = (self.per_log_odds[trends] * scored.share[0, trends]).tolist()
            both = [self.pathways(i, per, self.listed) for i, per in zip(trends.tolist(), slope, strict=True)]
            columns["pathways"], columns["remainder"] = map(list, zip(*both, strict=True))
        for name in Certainty.__match_args__ if sure else ():
            columns[name] = [getattr(certainty, name) for certainty in sure]
        return columns

    def _of_the_trend(self, trends: Ints) -> Columns:
        """Return the fields that are the same in both lists."""
        numbers, parts, named = self.numbers, self.numbers.parts, labels(self.compiled)
        sectors, records = numbers.axes.sectors, [self.compiled.trends[i] for i in trends.tolist()]
        leaders, push = self.leaders(trends, LEADERS)
        pushing = (push > 0).sum(axis=1).tolist()  # they stand in falling order, so the first ones
        return {
            "trend": [named[i] for i in trends.tolist()],
            "likelihood": numbers.likelihood[trends].tolist(),
            "likelihood_today": numbers.likelihood_today[trends].tolist(),
            "norm": likelihood.logistic(parts.norm[trends]).tolist(),
            "basis": ["measured" if record.measured else "judged" for record in records],
            "touch": numbers.touch[trends].tolist(),
            "opportunity_share": numbers.opportunity[trends].tolist(),
            "log_odds": list(map(LogOddsParts, *(part[trends].tolist() for part in (*parts, parts.total)))),
            "lead": numbers.cross_lead[trends].tolist(),
            "when": list(map(Years, *(self._when(trends, at) for at in (self.settings.early, self.settings.half)))),
            "goal_fit": numbers.goal_fit[trends].tolist(),
            "means": numbers.means[trends].tolist(),
            "why": self._why(trends, records, leaders, push),
            "from_sectors": [
                tuple([sectors[s] for s in row[:count]]) for row, count in zip(leaders.tolist(), pushing, strict=True)
            ],
            "activities": self._activities(trends),
            "flags": self._flags(trends, records),
        }

    def _when(self, trends: Ints, share: float) -> list[When]:
        """Return when firms like this one pass a share."""
        today, axes = (self.numbers.found.odds.z[0] - self.numbers.parts.pace)[trends], self.numbers.axes
        years = likelihood.years_until(share, today, axes.pace[trends]).tolist()
        far, now = self.settings.far, present(self.compiled)
        return [
            "now" if y == 0 else "pace unknown" if not k else "not at this pace" if y > far else math.floor(now + y)
            for y, k in zip(years, axes.pace_known[trends].tolist(), strict=True)
        ]

    def _actions(self, scored: Scored, trends: Ints, rank: Ints, certainty: list[Certainty]) -> list[Action]:
        settings, numbers = self.settings, self.numbers
        first, near = rank <= settings.act_rank, rank <= settings.pilot_rank
        podium = [sure.p_top3 for sure in certainty]
        if certainty:
            first, near = np.array(podium) >= settings.sure, np.array(podium) >= settings.likely
        standing = Standing(
            first, near, scored.influence[0, trends], numbers.likelihood_today[trends], numbers.touch[trends],
            numbers.means[trends], numbers.axes.emerging[trends],
        )  # fmt: skip
        rules = decided(standing, settings, threats=scored.threats).tolist()
        decisions = list(zip(rules, podium, strict=True)) if certainty else [(rule, None) for rule in rules]
        said = {decision: action_of(decision[0], settings, decision[1]) for decision in set(decisions)}
        return [said[decision] for decision in decisions]

    def _why(self, trends: Ints, records: list[MapTrend], sector: Ints, push: Array) -> list[str]:
        """Return a line for each trend: the leaders that are ahead of the own sectors, and what they do as it does."""
        numbers, axes, sectors = self.numbers, self.numbers.axes, self.compiled.sectors
        weights = np.where(axes.known[trends] & numbers.own, numbers.exposure, 0.0)
        total = weights.sum(axis=1)
        peers = (axes.prevalence[trends] * weights).sum(axis=1) / np.where(total > 0, total, 1.0)
        peers = np.where(total > 0, peers, -1.0)
        share = axes.prevalence[trends[:, None], sector]
        ahead = (push > 0) & (share > peers[:, None] + EQUAL)
        ahead &= ahead.cumsum(axis=1) <= TOLD
        common = axes.service[trends][:, None] * axes.sector_profile[sector] * numbers.profile
        best = np.where(common.any(axis=2), common.argmax(axis=2) if common.shape[2] else 0, -1)
        known = self.compiled.activity_by_id
        phrases = [*(known[a].phrase if a in known else "" for a in axes.activities), ""]  # at the end: for none
        told: list[list[Leader]] = [[] for _ in records]
        columns = np.nonzero(ahead)[0], sector[ahead], share[ahead], best[ahead]
        for row, place, number, activity in zip(*(column.tolist() for column in columns), strict=True):
            told[row].append(Leader(sectors[place].short, number, phrases[activity]))
        own = " and ".join(sectors[s].short for s in np.flatnonzero(numbers.own))
        seen = np.any(numbers.seen[trends], axis=1).tolist()
        return [
            why(record.kind, leaders, None if mine < 0 else mine, own, seen=by_eye)
            for record, leaders, mine, by_eye in zip(records, told, peers.tolist(), seen, strict=True)
        ]

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

    # --- pathways

    def leaders(self, trends: Ints, most: int) -> tuple[Ints, Array]:
        """Return the foreign sectors that are ahead of the norm and push, by falling push, all walks counted.

        Places and pushes of the first ``most``, each of shape (trend, rank); what does not push is no leader.
        """
        axes, numbers = self.numbers.axes, self.numbers
        ahead = ~numbers.own & (axes.prevalence[trends] > logistic(axes.norm[trends])[:, None])
        push = np.where(ahead, numbers.lead[trends] * numbers.shares.total, 0.0)
        first = np.argsort(-push, axis=1, kind="stable")[:, :most]
        return first, np.take_along_axis(push, first, axis=1)

    def pathways(self, trend: int, per_log_odds: float, listed: int = LISTED) -> tuple[tuple[Pathway, ...], float]:
        """Return the heaviest pathways, at least one of them foreign if any is, and the push of all others."""
        push = self.numbers.push_of_weight(trend)
        found: list[WeighedPathway] = []
        foreign = False
        for looked, pathway in enumerate(self.numbers.pathways.descending(push) if listed else ()):
            if looked >= listed and (foreign or looked >= PATIENCE):
                break
            is_foreign = not self.numbers.own[pathway.sectors[0]]
            if looked < listed or is_foreign:
                found.append(pathway)
                foreign = foreign or is_foreign
        worded = tuple(self._worded(trend, pathway, push, per_log_odds) for pathway in found)
        return worded, float(self.numbers.parts.network[trend]) - sum(pathway.push for pathway in worded)

    def remainder_by_sector(self, trend: int, listed: tuple[Pathway, ...]) -> dict[str, float]:
        """Return the push of the pathways that are not listed, by the sector they begin in."""
        whole = self.numbers.push_of_weight(trend) * self.numbers.shares.total
        rest = {sector: float(whole[i]) for i, sector in enumerate(self.numbers.axes.sectors) if whole[i]}
        for pathway in listed:
            rest[pathway.sectors[0]] -= pathway.push
        return rest

    def _worded(self, trend: int, pathway: WeighedPathway, push: Array, per_log_odds: float) -> Pathway:
        numbers, first = self.numbers, pathway.sectors[0]
        ids = tuple(numbers.axes.sectors[s] for s in pathway.sectors)
        names = [self.compiled.sector_by_id[name].short for name in ids]
        pushed = float(push[first]) * pathway.weight
        scale = 1.0 if numbers.own[first] else float(numbers.network.scale[trend])
        seen = bool(numbers.seen[trend, first])
        return Pathway(
            sectors=ids,
            weight=pathway.weight * scale,
            push=pushed,
            points=pushed * per_log_odds,
            echo=pathway.echo,
            text=route(names, float(numbers.axes.prevalence[trend, first]), pushed, "you", seen=seen),
            evidence=self._evidence(trend, pathway.sectors, seen=seen),
        )

    def _evidence(self, trend: int, sectors: tuple[int, ...], *, seen: bool) -> tuple[str, ...]:
        """Return the evidence behind the prevalence where a pathway begins and behind each coupling on its way.

        What the owner has seen rests on the owner's words, which the answer carries along.
        """
        axes, records = self.numbers.axes, self.compiled.evidence
        found = [OWNER if seen else records[axes.prevalence_evidence[trend, sectors[0]]]]
        found += [records[axes.coupling_evidence[axes.edge[step]]] for step in pairwise(sectors)]
        return tuple(dict.fromkeys(found))


def shown_places(scored: Scored, order: Ints) -> Ints:
    """Return which places of a list in order the view shows: its ranks less 1, those of the whole list."""
    return np.arange(len(order)) if scored.shown is None else np.flatnonzero(scored.shown[0, order])


def list_order(scored: Scored) -> Ints:
    """Return the places of the trends of one business's list in order."""
    order: Ints = priority.first_places(scored.keys, scored.keys.shape[1])[0]
    return order[order >= 0]


def whole_points(score: Array, logs: tuple[Array, ...], settings: "Settings") -> NDArray[np.int64]:
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
    return priority.rules(standing, limits, threats=threats)


def action_of(rule: int, settings: "Settings", p_top3: float | None = None) -> Action:
    """Return what a rule says, and the rule in words, with the share of the draws if they decided."""
    among = f"among the first {settings.act_rank}"
    place = among if p_top3 is None else f"among the first 3 in {p_top3:.0%} of the draws"
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
