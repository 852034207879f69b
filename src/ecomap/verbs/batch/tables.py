"""The map and the settings as the arrays that all businesses of a batch share."""

import numpy as np

from ecomap.engine import likelihood
from ecomap.engine.batch.tables import MapTables, Thresholds
from ecomap.engine.propagation import Array, converges, largest_attenuation
from ecomap.errors import ConvergenceError
from ecomap.graph import MATURITY_OF_THE_SECTOR, Graph, ecosystem_graph
from ecomap.loops import heaviest_loop
from ecomap.model import EcosystemMap, Settings
from ecomap.verbs.arrays import MapArrays, map_arrays
from ecomap.verbs.standings import MAX_PREVALENCE, MIN_PREVALENCE


def map_tables(ecosystem: EcosystemMap, settings: Settings) -> MapTables:
    """Work out once what every business of a batch needs.

    Goals and skills stand in the order of the map, all else in that of the ids.

    Raises
    ------
    ConvergenceError
        The couplings amplify each other without limit.
    """
    graph = ecosystem_graph(ecosystem)
    axes = map_arrays(graph)
    if not converges(axes.coupling, settings.attenuation):
        raise ConvergenceError(heaviest_loop(graph), settings.attenuation, largest_attenuation(axes.coupling))
    trends = [ecosystem.trend_by_id[trend] for trend in axes.trends]
    prevalence = np.clip(axes.prevalence, MIN_PREVALENCE, MAX_PREVALENCE)
    expected = likelihood.readiness_part(settings.readiness_strength, axes.spread, axes.sector_readiness)
    return MapTables(
        start=axes.norm + axes.pace * settings.horizon,
        pace=axes.pace * settings.horizon,
        readiness_pull=likelihood.readiness_part(settings.readiness_strength, axes.spread, np.array(1.0)),
        strength=settings.network_strength,
        sector_readiness=axes.sector_readiness,
        usual_maturity=MATURITY_OF_THE_SECTOR,
        lead=np.where(axes.known, likelihood.leads(prevalence, axes.norm, expected), 0.0),
        over_norm=np.where(axes.known, likelihood.leads(prevalence, axes.norm, np.zeros_like(expected)), 0.0),
        unknown=(~axes.known).astype(np.float64),
        reach=np.asarray(np.linalg.inv(np.eye(len(axes.sectors)) - settings.attenuation * axes.coupling), np.float64),
        usual_opportunity=np.array([trend.opportunity for trend in trends]),
        opportunity=_opportunity(graph, axes),
        specificity=axes.specificity,
        service=axes.service,
        sector_profile=axes.sector_profile,
        goal_fit=_matrix([[trend.goals.get(goal.id, 0.0) for goal in ecosystem.goals] for trend in trends]),
        need_budget=np.array([trend.needs.budget_eur for trend in trends]),
        need_hours=np.array([trend.needs.hours_per_week for trend in trends]),
        need_skills=_matrix(
            [[trend.needs.skills.get(skill.id, 0.0) for skill in ecosystem.skills] for trend in trends]
        ),
        emerging=np.array([trend.stage == "emerging" for trend in trends]),
        exponents=np.array([settings.influence_exponent, settings.goal_exponent, settings.means_exponent]),
        floor=settings.floor,
        thresholds=Thresholds(
            settings.act_rank, settings.pilot_rank, settings.early, settings.enough_means,
            settings.high_influence, settings.high_touch,
        ),
    )  # fmt: skip


def _matrix(rows: list[list[float]]) -> Array:
    return np.array(rows, dtype=np.float64).reshape(len(rows), -1)


def _opportunity(graph: "Graph[str]", axes: MapArrays) -> Array:
    """Return the opportunity share of each trend in each sector, the trend's own where the sector has none."""
    shares = np.repeat([[graph.nodes[trend]["opportunity"]] for trend in axes.trends], len(axes.sectors), axis=1)
    at = {trend: position for position, trend in enumerate(axes.trends)}
    for trend, sector, data in graph.edges(data=True):
        if data["kind"] == "prevalence" and data["opportunity"] is not None:
            shares[at[trend], axes.sector_index[sector]] = data["opportunity"]
    return np.asarray(shares, dtype=np.float64)
