"""Which digital trends will reach a business, by which route, how soon, and what to do first."""

import math
from dataclasses import asdict

import numpy as np

from ecomap.analysis.actions import Standing, opportunity_action, threat_action
from ecomap.analysis.arrays import BusinessArrays
from ecomap.analysis.certainty import Sampled, sample
from ecomap.analysis.routes import Routes
from ecomap.analysis.standings import Standings, find_standings
from ecomap.analysis.words import Leader, why
from ecomap.engine import likelihood, priority
from ecomap.engine.propagation import Array
from ecomap.graph import business_node, with_business
from ecomap.model import Business, EcosystemMap, Settings
from ecomap.results import (
    BusinessLabel,
    LogOddsParts,
    MapLabel,
    Method,
    PointsLost,
    ProgramLabel,
    RankedTrend,
    Ranking,
    TrendLabel,
    View,
    Warning,
    When,
    Years,
)
from ecomap.version import VERSION


def rank_trends(
    ecosystem: EcosystemMap,
    business: Business,
    settings: Settings | None = None,
    *,
    view: View = "cross",
    method: Method = "walks",
    draws: int = 0,
    seed: int = 0,
    sha256: str = "",
) -> Ranking:
    """Rank the trends of a map for one business.

    Parameters
    ----------
    ecosystem
        A checked map.
    business
        Sectors named by their ids.
    settings
        The method's numbers; the documented defaults if left out.
    view
        Which opportunities: ``cross`` those in which other sectors are ahead of the business's own, ``own``
        the others, ``all`` both. Threats are never left out.
    method
        ``walks`` counts every walk; ``neighbours`` the own sectors and those one step away; ``strongest`` each
        foreign sector by its single heaviest pathway.
    draws, seed
        How often every estimate is drawn again within its evidence, and the seed; 0 draws: no certainty.
        Only the method ``walks`` is drawn.
    sha256
        Fingerprint of the map's files, for the record.

    Returns
    -------
    Ranking
        Every row's log-odds parts sum to the logit of its likelihood; its pathways and remainder to own sector +
        direct + indirect; its priority and lost points to 100.

    Raises
    ------
    ConvergenceError
        The couplings amplify each other without limit.
    """
    settings = settings or Settings()
    graph = with_business(ecosystem, business)
    standings = find_standings(graph, ecosystem, business, settings, method)
    sampled = sample(graph, business_node(business), standings, settings, draws, seed) if draws else None
    maker = _RowMaker(ecosystem, business, settings, standings, sampled)
    return Ranking(
        program=ProgramLabel("ecomap", VERSION),
        map=MapLabel(ecosystem.id, ecosystem.version, sha256),
        business=_label(business, standings.business),
        settings=settings.model_dump(),
        view=view,
        method=method,
        today=math.floor(maker.now),
        horizon=math.floor(maker.now + settings.horizon),
        opportunities=maker.opportunities(view),
        threats=maker.threats(),
        adopted=business.adopted,
        draws=draws,
        seed=seed,
        warnings=tuple(_warnings(business)),
        sector_names={sector.id: sector.short for sector in ecosystem.sectors},
    )


LEADERS = 3
"""Foreign sectors named in a row."""


class _RowMaker:
    """Turns the numbers of one business into rows."""

    def __init__(
        self,
        ecosystem: EcosystemMap,
        business: Business,
        settings: Settings,
        numbers: Standings,
        sampled: Sampled | None,
    ) -> None:
        self.ecosystem, self.business, self.settings = ecosystem, business, settings
        self.numbers, self.sampled = numbers, sampled
        self.routes = Routes(numbers, ecosystem, settings.network_strength)
        year, month = ecosystem.version.split(".")[:2]
        self.now = int(year) + (int(month) - 0.5) / 12
        self.trends = [ecosystem.trend_by_id[trend] for trend in numbers.axes.trends]
        self.per_log_odds = likelihood.points_per_log_odds(numbers.parts, numbers.touch)
        today = numbers.parts.total - numbers.parts.pace
        self.years_early = likelihood.years_until(settings.early, today, numbers.axes.pace)
        self.years_half = likelihood.years_until(settings.half, today, numbers.axes.pace)

    def opportunities(self, view: View) -> tuple[RankedTrend, ...]:
        """Return the rows of the opportunities in a view."""
        lead = self.numbers.network.lead
        wanted = {"cross": lead > 0, "own": lead <= 0, "all": np.ones(len(lead), dtype=bool)}[view]
        return self._rows(self.numbers.business.opportunity, self.numbers.means, wanted, threats=False)

    def threats(self) -> tuple[RankedTrend, ...]:
        """Return the rows of the threats: what the means do not cover makes them worse."""
        vulnerability = np.maximum(self.settings.floor, 1 - self.numbers.means)
        everything = np.ones(len(self.trends), dtype=bool)
        return self._rows(1 - self.numbers.business.opportunity, vulnerability, everything, threats=True)

    def _rows(self, share: Array, last_factor: Array, wanted: Array, *, threats: bool) -> tuple[RankedTrend, ...]:
        settings = self.settings
        influence = self.numbers.likelihood * self.numbers.touch * share
        exponents = np.array([settings.influence_exponent, settings.goal_exponent, settings.means_exponent])
        factors = priority.Factors(np.array([influence, self.numbers.goal_fit, last_factor]), exponents)
        score, lost = priority.priority(factors), priority.points_lost(factors)
        ids = self.numbers.axes.trends
        chosen = [i for i in range(len(ids)) if wanted[i] and influence[i] > 0 and ids[i] not in self.business.adopted]
        order = sorted(chosen, key=lambda i: (-round(float(score[i]), 12), ids[i]))
        sure = self.sampled.certainties(order, factors.values[1], last_factor, threats=threats) if self.sampled else {}
        return tuple(
            self._row(
                Standing(
                    rank, float(influence[i]), float(self.numbers.likelihood_today[i]), float(self.numbers.touch[i]),
                    float(self.numbers.means[i]), self.trends[i].stage == "emerging", sure.get(i),
                ),
                i, float(score[i]), lost[:, i], float(share[i]), threats=threats,
            )
            for rank, i in enumerate(order, start=1)
        )  # fmt: skip

    def _row(
        self, standing: Standing, i: int, score: float, lost: Array, share: float, *, threats: bool
    ) -> RankedTrend:
        numbers, trend = self.numbers, self.trends[i]
        whole, *lost_points = priority.apportion([100 * score, *lost], 100)
        pathways, remainder = self.routes.pathways(i, float(self.per_log_odds[i]) * share)
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
            log_odds=_log_odds(numbers.parts, i),
            lead=float(numbers.network.lead[i]),
            when=Years(self._year(self.years_early, i), self._year(self.years_half, i)),
            goal_fit=float(numbers.goal_fit[i]),
            means=standing.means,
            lost=PointsLost(*lost_points),
            action=(threat_action if threats else opportunity_action)(standing, self.settings),
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
        return why(self.trends[i].kind, [self._leader(i, sector) for sector in leaders], own_share, " and ".join(names))

    def _leader(self, i: int, sector: int) -> Leader:
        axes = self.numbers.axes
        common = axes.service[i] * axes.sector_profile[sector] * self.numbers.business.profile
        best = int(np.argmax(common))
        phrase = self.ecosystem.activity_by_id[axes.activities[best]].phrase if common[best] > 0 else ""
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
        if not self.numbers.axes.pace_known[i]:
            flags.append("pace-unknown")
        return flags + list(self.trends[i].ethics)


def _log_odds(parts: likelihood.LogOdds, i: int) -> LogOddsParts:
    return LogOddsParts(
        norm=float(parts.norm[i]),
        pace=float(parts.pace[i]),
        readiness=float(parts.readiness[i]),
        own_sector=float(parts.own_sector[i]),
        direct=float(parts.direct[i]),
        indirect=float(parts.indirect[i]),
        total=float(parts.total[i]),
    )


def _label(business: Business, numbers: BusinessArrays) -> BusinessLabel:
    total = math.fsum(business.sectors.values())
    rest = 1 - math.fsum(business.depends_on.values())
    return BusinessLabel(
        business.id,
        business.name,
        sectors={sector: weight / total * rest for sector, weight in business.sectors.items()},
        depends_on=dict(business.depends_on),
        country=business.country,
        employees=business.employees,
        readiness=numbers.readiness,
    )


def _warnings(business: Business) -> list[Warning]:
    found = []
    if not business.goals:
        found.append(Warning("no-goals", "No goals given: every trend counts as serving them fully."))
    if business.resources.budget_eur is None and business.resources.hours_per_week is None and not business.skills:
        found.append(Warning("no-means", "Nothing said of budget, hours or skills: they count as sufficient."))
    if business.maturity is None:
        found.append(Warning("no-maturity", "Nothing said of digital maturity: taken as its sectors' own."))
    if business.country is not None or business.employees is not None:
        found.append(Warning("unused", "Country and size are kept, but do not move the numbers yet."))
    return found
