"""Rows of a ranking from the numbers of one business."""

import math
from collections.abc import Collection
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from ecomap.engine import likelihood, priority
from ecomap.engine.propagation import Array
from ecomap.model import EcosystemMap, Settings
from ecomap.results.ranking import Certainty, LogOddsParts, PointsLost, RankedTrend, TrendLabel, When, Years
from ecomap.verbs.actions import Standing, opportunity_action, threat_action
from ecomap.verbs.routes import Routes
from ecomap.verbs.scoring import ScoredList
from ecomap.verbs.standings import Standings
from ecomap.verbs.words import Leader, why

if TYPE_CHECKING:
    from ecomap.verbs.certainty import Sampled

LEADERS = 3
"""Foreign sectors named in a row."""


class RowMaker:
    """Turns the numbers of one business into rows."""

    def __init__(self, ecosystem: EcosystemMap, settings: Settings, numbers: Standings) -> None:
        self.ecosystem, self.settings = ecosystem, settings
        self.numbers = numbers
        self.sampled: Sampled | None = None
        """The draws behind the rows' certainty; none unless they are asked for."""
        self.routes = Routes(numbers, ecosystem, settings.network_strength)
        self.now = present(ecosystem)
        self.trends = [ecosystem.trend_by_id[trend] for trend in numbers.axes.trends]
        self.per_log_odds = likelihood.points_per_log_odds(numbers.parts, numbers.touch)
        today = numbers.parts.total - numbers.parts.pace
        self.years_early = likelihood.years_until(settings.early, today, numbers.axes.pace)
        self.years_half = likelihood.years_until(settings.half, today, numbers.axes.pace)

    def rows(self, scored: ScoredList, only: Collection[int] | None = None) -> tuple[RankedTrend, ...]:
        """Return the rows of a list, or of some of its trends, in the order of their ranks."""
        sure = self._certainties(scored)
        return tuple(
            self._row(self._standing(rank, i, scored, sure.get(i)), i, scored)
            for rank, i in enumerate(scored.order, start=1)
            if only is None or i in only
        )

    def _certainties(self, scored: ScoredList) -> dict[int, Certainty]:
        if self.sampled is None:
            return {}
        _, goal_fit, last_factor = scored.factors.values
        return self.sampled.certainties(scored.order, goal_fit, last_factor, threats=scored.threats)

    def _standing(self, rank: int, i: int, scored: ScoredList, certainty: Certainty | None) -> Standing:
        return Standing(
            rank,
            influence=float(scored.influence[i]),
            likelihood_today=float(self.numbers.likelihood_today[i]),
            touch=float(self.numbers.touch[i]),
            means=float(self.numbers.means[i]),
            emerging=self.trends[i].stage == "emerging",
            certainty=certainty,
        )

    def _row(self, standing: Standing, i: int, scored: ScoredList) -> RankedTrend:
        numbers, trend = self.numbers, self.trends[i]
        score, lost = float(scored.score[i]), scored.lost[:, i]
        whole, *lost_points = priority.apportion([100 * score, *lost], 100)
        pathways, remainder = self.routes.pathways(i, float(self.per_log_odds[i]) * float(scored.share[i]))
        leaders = self.routes.leaders(i)[:LEADERS]
        return RankedTrend(
            rank=standing.rank,
            trend=TrendLabel(trend.id, trend.name, trend.kind, trend.area, trend.stage),
            priority=whole,
            score=score,
            influence=100 * standing.influence,
            likelihood=float(numbers.likelihood[i]),
            likelihood_today=standing.likelihood_today,
            norm=float(likelihood.logistic(numbers.parts.norm[i])),
            basis="measured" if trend.measured else "judged",
            touch=standing.touch,
            opportunity_share=float(numbers.business.opportunity[i]),
            log_odds=log_odds_parts(numbers.parts, i),
            lead=float(numbers.cross_lead[i]),
            when=Years(self._year(self.years_early, i), self._year(self.years_half, i)),
            goal_fit=float(numbers.goal_fit[i]),
            means=standing.means,
            lost=PointsLost(*lost_points),
            action=(threat_action if scored.threats else opportunity_action)(standing, self.settings),
            why=self._why(i, leaders),
            from_sectors=tuple(numbers.axes.sectors[sector] for sector in leaders),
            pathways=pathways,
            remainder=remainder,
            activities=self._activities(i),
            flags=tuple(self._flags(i)),
            **(asdict(standing.certainty) if standing.certainty else {}),
        )

    def _year(self, years: Array, i: int) -> When:
        if years[i] == 0:
            return "now"
        if not self.numbers.axes.pace_known[i]:
            return "pace unknown"
        if years[i] > self.settings.far:
            return "not at this pace"
        return math.floor(self.now + float(years[i]))

    def _why(self, i: int, leaders: list[int]) -> str:
        axes, ecosystem = self.numbers.axes, self.ecosystem
        own = self.numbers.business.own & axes.known[i]
        weights = np.where(own, self.numbers.business.exposure, 0.0)
        own_share = float(axes.prevalence[i] @ weights / weights.sum()) if weights.sum() > 0 else None
        names = [ecosystem.sector_by_id[axes.sectors[s]].short for s in np.flatnonzero(self.numbers.business.own)]
        ahead = [sector for sector in leaders if own_share is None or axes.prevalence[i, sector] > own_share]
        seen = bool(self.numbers.business.seen[i].any())
        leading = [self._leader(i, sector) for sector in ahead]
        return why(self.trends[i].kind, leading, own_share, " and ".join(names), seen=seen)

    def _leader(self, i: int, sector: int) -> Leader:
        axes = self.numbers.axes
        common = axes.service[i] * axes.sector_profile[sector] * self.numbers.business.profile
        best = int(np.argmax(common)) if common.any() else None
        phrase = "" if best is None else self.ecosystem.activity_by_id[axes.activities[best]].phrase
        return Leader(
            self.ecosystem.sector_by_id[axes.sectors[sector]].short, float(axes.prevalence[i, sector]), phrase
        )

    def _activities(self, i: int) -> dict[str, float]:
        axes, touch = self.numbers.axes, self.numbers.touch[i]
        shares = axes.specificity[i] * axes.service[i] * self.numbers.business.profile / touch
        return {axes.activities[a]: float(shares[a]) for a in np.flatnonzero(shares)}

    def _flags(self, i: int) -> list[str]:
        flags = []
        if not bool((self.numbers.axes.known[i] & self.numbers.business.own).any()):
            flags.append("own-figure-unknown")
        if self.numbers.business.seen[i].any():
            flags.append("own-figure-seen")
        if not self.numbers.axes.pace_known[i]:
            flags.append("pace-unknown")
        return flags + list(self.trends[i].ethics)


def present(ecosystem: EcosystemMap) -> float:
    """Return the moment that a map speaks of as today, in years: the middle of the month of its version."""
    year, month = ecosystem.version.split(".")[:2]
    return int(year) + (int(month) - 0.5) / 12


def log_odds_parts(parts: likelihood.LogOdds, i: int) -> LogOddsParts:
    """Return the log-odds of one trend in parts."""
    return LogOddsParts(
        norm=float(parts.norm[i]),
        pace=float(parts.pace[i]),
        readiness=float(parts.readiness[i]),
        own_sector=float(parts.own_sector[i]),
        direct=float(parts.direct[i]),
        indirect=float(parts.indirect[i]),
        total=float(parts.total[i]),
    )
