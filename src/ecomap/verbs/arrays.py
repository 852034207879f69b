"""The matrices of the model, read off the graph."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.propagation import Array
from ecomap.graph import Graph, edges_of, edges_out, nodes_of

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class MapArrays:
    """The map as arrays; axes in the order of ``trends``, ``sectors`` and ``activities``, each sorted by id."""

    trends: tuple[str, ...]
    sectors: tuple[str, ...]
    activities: tuple[str, ...]
    coupling: Array  # (sector, sector), from row to column
    prevalence: Array  # (trend, sector), 0.5 where not known
    known: Flags  # (trend, sector)
    norm: Array  # (trend,), log-odds
    spread: Array  # (trend,), log-odds
    pace: Array  # (trend,), log-odds per year, 0 where not known
    pace_known: Flags  # (trend,)
    specificity: Array  # (trend,)
    service: Array  # (trend, activity)
    sector_profile: Array  # (sector, activity)
    sector_readiness: Array  # (sector,), standard deviations over the sectors

    @cached_property
    def sector_index(self) -> dict[str, int]:
        """Position of each sector."""
        return {sector: position for position, sector in enumerate(self.sectors)}

    def as_seen_by(self, business: "BusinessArrays") -> "MapArrays":
        """Return the map with what the owner sees among the peers as the figures of the business's own sectors."""
        seen = business.seen
        if not seen.any():
            return self
        prevalence = np.where(seen, business.peers[:, None], self.prevalence)
        return replace(self, prevalence=prevalence, known=self.known | seen)


@dataclass(frozen=True)
class BusinessArrays:
    """One business as arrays over the same axes."""

    exposure: Array  # (sector,), sums to 1
    own: Flags  # (sector,)
    profile: Array  # (activity,)
    opportunity: Array  # (trend,), theta
    readiness: float
    own_activity: Flags  # (activity,), those that the map has no word for
    peers: Array  # (trend,), what the owner sees among firms like this one, nan where nothing is said

    @property
    def seen(self) -> Flags:
        """Which figures the owner's own takes the place of, shape (trend, sector)."""
        seen: Flags = ~np.isnan(self.peers)[:, None] & self.own
        return seen


def map_arrays(graph: "Graph[str]") -> MapArrays:
    """Read the map's part of a graph."""
    trends, sectors, activities = (tuple(nodes_of(graph, kind)) for kind in ("trend", "sector", "activity"))
    nodes = [graph.nodes[trend] for trend in trends]
    at = {node: i for axis in (trends, sectors, activities) for i, node in enumerate(axis)}
    prevalence = np.full((len(trends), len(sectors)), 0.5)
    known = np.zeros(prevalence.shape, dtype=bool)
    for trend, sector, data in graph.edges(data=True):
        if data["kind"] == "prevalence":
            prevalence[at[trend], at[sector]] = data["prevalence"]
            known[at[trend], at[sector]] = data["known"]
    return MapArrays(
        trends, sectors, activities,
        coupling=_matrix(graph, "coupling", at, (len(sectors), len(sectors))),
        prevalence=prevalence,
        known=known,
        norm=np.array([node["norm"] for node in nodes]),
        spread=np.array([node["spread"] for node in nodes]),
        pace=np.array([node["pace"] or 0.0 for node in nodes]),
        pace_known=np.array([node["pace"] is not None for node in nodes], dtype=bool),
        specificity=np.array([node["specificity"] for node in nodes]),
        service=_matrix(graph, "service", at, (len(trends), len(activities))),
        sector_profile=_matrix(graph, "profile", at, (len(sectors), len(activities))),
        sector_readiness=np.array([graph.nodes[sector]["readiness"] for sector in sectors], dtype=np.float64),
    )  # fmt: skip


def business_arrays(graph: "Graph[str]", business: str, axes: MapArrays) -> BusinessArrays:
    """Read one business's part of a graph."""
    exposure, own = np.zeros(len(axes.sectors)), np.zeros(len(axes.sectors), dtype=bool)
    peers: dict[str, float] = {}
    for source, _, data in graph.in_edges(business, data=True):
        if data["kind"] == "peers":
            peers[source] = data["peers"]
        else:
            exposure[axes.sector_index[source]] = data["exposure"]
            own[axes.sector_index[source]] = data["own"]
    profile = dict(edges_out(graph, business, "profile"))
    return BusinessArrays(
        exposure=exposure,
        own=own,
        profile=np.array([profile.get(activity, 0.0) for activity in axes.activities]),
        opportunity=np.array([_opportunity(graph, trend, axes, exposure * own) for trend in axes.trends]),
        readiness=graph.nodes[business]["readiness"],
        own_activity=np.array([graph.nodes[activity].get("own", False) for activity in axes.activities], dtype=bool),
        peers=np.array([peers.get(trend, np.nan) for trend in axes.trends]),
    )


def _opportunity(graph: "Graph[str]", trend: str, axes: MapArrays, own_shares: Array) -> float:
    """Return the trend's opportunity share, overruled in the sectors that say so, weighted by the business's own."""
    general: float = graph.nodes[trend]["opportunity"]
    total = general * own_shares.sum()
    for _, sector, data in graph.out_edges(trend, data=True):
        if data["kind"] == "prevalence" and data["opportunity"] is not None:
            total += own_shares[axes.sector_index[sector]] * (data["opportunity"] - general)
    return float(total / own_shares.sum())


def _matrix(graph: "Graph[str]", kind: str, at: dict[str, int], shape: tuple[int, int]) -> Array:
    matrix = np.zeros(shape)
    for source, target, number in edges_of(graph, kind):
        if source in at and target in at:
            matrix[at[source], at[target]] = number
    return matrix
