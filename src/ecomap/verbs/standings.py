"""Every number of a ranking before it is put in order."""

from dataclasses import dataclass

import numpy as np

from ecomap.engine import likelihood, priority
from ecomap.engine.likelihood import LogOdds, NetworkPart
from ecomap.engine.methods import Pathways, all_walks, neighbours, strongest
from ecomap.engine.propagation import Array, WalkShares, converges, largest_attenuation
from ecomap.errors import ConvergenceError
from ecomap.graph import Graph, business_node, strongest_pathways
from ecomap.loops import heaviest_loop
from ecomap.model import Business, EcosystemMap, Settings, Trend
from ecomap.results.ranking import Method
from ecomap.verbs.arrays import BusinessArrays, MapArrays, business_arrays, map_arrays

MIN_PREVALENCE, MAX_PREVALENCE = 0.005, 0.995
"""Prevalences are kept within these: beyond them a survey's cells are noise, whose log-odds would rule all."""


@dataclass(frozen=True)
class Standings:
    """Every number of a ranking before it is put in order; arrays over the trends."""

    axes: MapArrays
    business: BusinessArrays
    lead: Array
    """u, how far a sector is ahead of what its readiness lets expect, shape (trend, sector), 0 where not known."""
    cross_lead: Array
    """How far the foreign sectors are ahead of the own ones, over the norm, shape (trend,)."""
    shares: WalkShares
    pathways: Pathways
    parts: LogOdds
    network: NetworkPart
    touch: Array
    goal_fit: Array
    means: Array

    @property
    def likelihood(self) -> Array:
        """L at the horizon."""
        return likelihood.logistic(self.parts.total)

    @property
    def likelihood_today(self) -> Array:
        """L now."""
        return likelihood.logistic(self.parts.total - self.parts.pace)


def find_standings(
    graph: "Graph[str]", ecosystem: EcosystemMap, business: Business, settings: Settings, method: Method = "walks",
    axes: MapArrays | None = None,
) -> Standings:  # fmt: skip
    """Compute everything that a ranking rests on.

    Parameters
    ----------
    axes
        The map's part of the graph, where it has been read already.

    Raises
    ------
    ConvergenceError
        Names the heaviest loop and the largest attenuation that works.
    """
    axes = axes or map_arrays(graph)
    if not converges(axes.coupling, settings.attenuation):
        raise ConvergenceError(heaviest_loop(graph), settings.attenuation, largest_attenuation(axes.coupling))
    numbers = business_arrays(graph, business_node(business), axes)
    axes = axes.as_seen_by(numbers)
    shares, pathways = _counted(graph, business, axes, numbers, settings.attenuation, method)
    prevalence = np.clip(axes.prevalence, MIN_PREVALENCE, MAX_PREVALENCE)
    expected = likelihood.readiness_part(settings.readiness_strength, axes.spread, axes.sector_readiness)
    lead = likelihood.leads(prevalence, axes.norm, expected)
    over_norm = likelihood.leads(prevalence, axes.norm, np.zeros_like(expected))
    network = likelihood.network_part(lead, axes.known, shares, numbers.own)
    parts = likelihood.log_odds(
        axes.norm, axes.pace, settings.horizon, axes.spread, numbers.readiness, network,
        settings.network_strength, settings.readiness_strength,
    )  # fmt: skip
    trends = [ecosystem.trend_by_id[trend] for trend in axes.trends]
    return Standings(
        axes,
        numbers,
        np.where(axes.known, lead, 0.0),
        likelihood.cross_sector_lead(over_norm, axes.known, shares, numbers.own),
        shares,
        pathways,
        parts,
        network,
        touch=priority.touch(axes.specificity, axes.service, numbers.profile),
        goal_fit=_goal_fit(trends, business, settings),
        means=_means(trends, business, settings),
    )


def _counted(
    graph: "Graph[str]",
    business: Business,
    axes: MapArrays,
    numbers: BusinessArrays,
    attenuation: float,
    method: Method,
) -> tuple[WalkShares, Pathways]:
    given = (axes.coupling, attenuation, numbers.exposure, numbers.own)
    if method == "walks":
        return all_walks(*given)
    if method == "neighbours":
        return neighbours(*given)
    at = axes.sector_index
    heaviest = strongest_pathways(graph, business_node(business), attenuation)
    return strongest({at[s]: tuple(at[n] for n in path) for s, path in heaviest.items()}, *given)


def _goal_fit(trends: list[Trend], business: Business, settings: Settings) -> Array:
    goals = sorted(business.goals)
    fit = np.array([[trend.goals.get(goal, 0.0) for goal in goals] for trend in trends]).reshape(
        len(trends), len(goals)
    )
    return priority.goal_fit(fit, np.array([business.goals[goal] for goal in goals]), settings.floor)


def _means(trends: list[Trend], business: Business, settings: Settings) -> Array:
    resources, floor = business.resources, settings.floor
    budget = priority.coverage(resources.budget_eur, np.array([t.needs.budget_eur for t in trends]), floor)
    hours = priority.coverage(resources.hours_per_week, np.array([t.needs.hours_per_week for t in trends]), floor)
    skills = np.ones(len(trends))
    for skill, level in sorted(business.skills.items()):
        need = np.array([trend.needs.skills.get(skill, 0.0) for trend in trends])
        skills = np.minimum(skills, priority.coverage(level, need, floor))
    return priority.means(budget, hours, skills)
