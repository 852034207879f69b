"""Every number of a ranking before it is put in order."""

from dataclasses import dataclass

import numpy as np

from ecomap.analysis.arrays import BusinessArrays, MapArrays, business_arrays, map_arrays
from ecomap.engine import likelihood, priority
from ecomap.engine.likelihood import LogOdds, NetworkPart
from ecomap.engine.propagation import Array, WalkShares, converges, largest_attenuation, walk_shares
from ecomap.errors import ConvergenceError
from ecomap.graph import Graph, business_node, heaviest_loop
from ecomap.model import Business, EcosystemMap, Settings, Trend

MIN_PREVALENCE, MAX_PREVALENCE = 0.005, 0.995
"""Prevalences are kept within these: beyond them a survey's cells are noise, whose log-odds would rule all."""


@dataclass(frozen=True)
class Standings:
    """Every number of a ranking before it is put in order; arrays over the trends."""

    axes: MapArrays
    business: BusinessArrays
    lead: Array
    """u, shape (trend, sector), 0 where not known."""
    shares: WalkShares
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


def find_standings(graph: "Graph[str]", ecosystem: EcosystemMap, business: Business, settings: Settings) -> Standings:
    """Compute everything that a ranking rests on.

    Raises
    ------
    ConvergenceError
        Names the heaviest loop and the largest attenuation that works.
    """
    axes = map_arrays(graph)
    if not converges(axes.coupling, settings.attenuation):
        raise ConvergenceError(heaviest_loop(graph), settings.attenuation, largest_attenuation(axes.coupling))
    numbers = business_arrays(graph, business_node(business), axes)
    shares = walk_shares(axes.coupling, settings.attenuation, numbers.exposure, numbers.own)
    lead = likelihood.logit(np.clip(axes.prevalence, MIN_PREVALENCE, MAX_PREVALENCE)) - axes.norm[:, None]
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
        shares,
        parts,
        network,
        touch=priority.touch(axes.specificity, axes.service, numbers.profile),
        goal_fit=_goal_fit(trends, business, settings),
        means=_means(trends, business, settings),
    )


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
