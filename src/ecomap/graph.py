"""The map and the business as one networkx graph: the truth that the matrices are read from.

Nodes carry ``kind`` (sector, trend, activity, business); edges carry ``kind`` and their number:

    trend    -> sector     prevalence   share of the sector's firms that use the trend
    trend    -> activity   service      how much the trend serves the activity
    sector   -> sector     coupling     share of the target's outside pressure
    sector   -> activity   profile      how much a typical firm of the sector does it
    sector   -> business   exposure     share of the business's pressure
    trend    -> business   peers        share of the firms like it that use the trend, as its owner sees it
    business -> activity   profile      how much the business does it

An activity of the business's own is a node like any other, served by the trends that the owner names.
"""

import math
from collections.abc import Iterator
from itertools import islice

import networkx as nx

from ecomap.engine.likelihood import MATURITY_OF_THE_SECTOR
from ecomap.engine.propagation import Array, Reach
from ecomap.model import Business, EcosystemMap, Trend
from ecomap.model.arrays import MapArrays

Graph = nx.DiGraph


def business_node(business: Business) -> str:
    """Return the node of a business; the slash keeps it apart from every id of the map."""
    return f"business/{business.id}"


def ecosystem_graph(ecosystem: EcosystemMap) -> "Graph[str]":
    """Return the map as a graph; nodes in the order of their ids, so that file order changes nothing."""
    graph: Graph[str] = nx.DiGraph(map=ecosystem.id, version=ecosystem.version)
    records = ecosystem.evidence_by_id
    readiness = {row.sector: row.readiness for row in ecosystem.readiness}
    for activity in sorted(ecosystem.activities, key=lambda item: item.id):
        graph.add_node(activity.id, kind="activity", name=activity.name)
    for sector in sorted(ecosystem.sectors, key=lambda item: item.id):
        grade = records[sector.evidence].grade
        readiness_here = readiness.get(sector.id, 0.0)
        graph.add_node(sector.id, kind="sector", name=sector.name, readiness=readiness_here, grade=grade)
        for activity_id, share in sorted(sector.activities.items()):
            graph.add_edge(sector.id, activity_id, kind="profile", profile=share, evidence=sector.evidence)
    for trend in sorted(ecosystem.trends, key=lambda item: item.id):
        _add_trend(graph, ecosystem, trend)
    for coupling in sorted(ecosystem.couplings, key=lambda item: (item.source, item.target)):
        graph.add_edge(
            coupling.source,
            coupling.target,
            kind="coupling",
            coupling=coupling.coupling,
            grade=records[coupling.evidence].grade,
            evidence=coupling.evidence,
        )
    for influence in sorted(ecosystem.influences, key=lambda item: (item.trend, item.sector)):
        graph.add_edge(
            influence.trend,
            influence.sector,
            kind="prevalence",
            prevalence=influence.prevalence,
            # derived from a published figure of another area is known; the model's own estimate is not
            known=records[influence.evidence].basis != "derived" or influence.value is not None,
            grade=influence.grade or records[influence.evidence].grade,
            opportunity=influence.opportunity,
            evidence=influence.evidence,
        )
    return graph


def _add_trend(graph: "Graph[str]", ecosystem: EcosystemMap, trend: Trend) -> None:
    stored = ecosystem.norm_by_trend.get(trend.id)
    spread = stored or ecosystem.norm_by_trend.get("*")
    pace = ecosystem.pace_by_trend.get(trend.id)
    graph.add_node(
        trend.id,
        kind="trend",
        name=trend.name,
        norm=stored.norm if stored and stored.norm is not None else trend.norm and _logit(trend.norm),
        spread=spread.spread if spread else None,
        pace=pace.value if pace else None,
        specificity=trend.specificity,
        opportunity=trend.opportunity,
        grade=ecosystem.evidence_by_id[trend.evidence].grade,
        pace_grade=pace.grade if pace else None,
    )
    for activity_id, share in sorted(trend.services.items()):
        graph.add_edge(trend.id, activity_id, kind="service", service=share, evidence=trend.evidence)


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


def with_business(ecosystem: EcosystemMap, business: Business) -> "Graph[str]":
    """Return the map as a graph that holds the business too, with its exposure, its activities and its own edges."""
    return add_business(ecosystem_graph(ecosystem), business)


def add_business(joined: "Graph[str]", business: Business) -> "Graph[str]":
    """Put a business into the graph of its map, and return that graph."""
    node = business_node(business)
    own_profile = {item.id: item.share for item in business.own_activities}
    stated = frozenset(business.activities | own_profile)
    joined.add_node(node, kind="business", name=business.name, readiness=_readiness(joined, business), stated=stated)
    own = _shares(business.sectors, 1 - math.fsum(business.dependences.values()))
    for sector, share in sorted((own | _plus(own, business.dependences)).items()):
        joined.add_edge(sector, node, kind="exposure", exposure=share, own=sector in own)
    for trend, share in sorted(business.peers.items()):
        joined.add_edge(trend, node, kind="peers", peers=share)
    _add_own_activities(joined, business)
    for activity, share in sorted((_profile(joined, business) | own_profile).items()):
        joined.add_edge(node, activity, kind="profile", profile=share)
    return joined


def _add_own_activities(graph: "Graph[str]", business: Business) -> None:
    """Add what the map has no word for; what else a trend serves gives way in proportion: q becomes (1 - own) q."""
    taken: dict[str, float] = {}
    for item in business.own_activities:
        for trend, share in item.served_by.items():
            taken[trend] = taken.get(trend, 0.0) + share
    for trend, share in taken.items():
        for activity, service in edges_out(graph, trend, "service"):
            graph.edges[trend, activity]["service"] = max(0.0, 1 - share) * service
    for item in sorted(business.own_activities, key=lambda item: item.id):
        graph.add_node(item.id, kind="activity", name=item.name, own=True)
        for trend, share in sorted(item.served_by.items()):
            graph.add_edge(trend, item.id, kind="service", service=share)


def _shares(weights: dict[str, float], total: float) -> dict[str, float]:
    scale = total / math.fsum(weights.values())
    return {sector: weight * scale for sector, weight in weights.items()}


def _plus(own: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return {sector: share + own.get(sector, 0.0) for sector, share in other.items()}


def _readiness(graph: "Graph[str]", business: Business) -> float:
    shares = _shares(business.sectors, 1.0)
    of_sectors = math.fsum(share * graph.nodes[sector]["readiness"] for sector, share in sorted(shares.items()))
    if business.maturity is None:
        return of_sectors
    return of_sectors + business.maturity - MATURITY_OF_THE_SECTOR


def _profile(graph: "Graph[str]", business: Business) -> dict[str, float]:
    """Return how much the business does each activity: its sectors' mix, overruled by the owner's words."""
    mix: dict[str, float] = {}
    for sector, share in sorted(_shares(business.sectors, 1.0).items()):
        for activity, weight in edges_out(graph, sector, "profile"):
            mix[activity] = mix.get(activity, 0.0) + share * weight
    return {activity: min(1.0, share) for activity, share in (mix | business.activities).items()}


def nodes_of(graph: "Graph[str]", kind: str) -> list[str]:
    """Return the nodes of a kind in the order of their ids."""
    return sorted(node for node, data in graph.nodes(data=True) if data["kind"] == kind)


def edges_of(graph: "Graph[str]", kind: str) -> Iterator[tuple[str, str, float]]:
    """Yield source, target and number of every edge of a kind."""
    for source, target, data in graph.edges(data=True):
        if data["kind"] == kind:
            yield source, target, data[kind]


def edges_out(graph: "Graph[str]", node: str, kind: str) -> list[tuple[str, float]]:
    """Return target and number of the edges of a kind that leave a node, in the order of the targets."""
    return sorted((target, data[kind]) for target, data in graph.adj[node].items() if data["kind"] == kind)


def coupling_graph(arrays: MapArrays) -> "Graph[str]":
    """Return the sectors of a compiled map and their couplings as a graph again."""
    graph: Graph[str] = nx.DiGraph()
    graph.add_nodes_from(arrays.sectors, kind="sector")
    edges = zip(arrays.coupling_source, arrays.coupling_target, arrays.coupling_share.tolist(), strict=True)
    for source, target, share in edges:
        graph.add_edge(arrays.sectors[source], arrays.sectors[target], kind="coupling", coupling=share)
    return graph


def with_prevalences(graph: "Graph[str]", arrays: MapArrays, trend: str) -> "Graph[str]":
    """Add the shares of firms that use a trend to the graph of the couplings, and return it; a sector adds nothing."""
    place = arrays.trend_index.get(trend)
    for sector, name in enumerate(arrays.sectors) if place is not None else ():
        if arrays.prevalence_evidence[place, sector] >= 0:
            graph.add_edge(trend, name, kind="prevalence", prevalence=float(arrays.prevalence[place, sector]))
    return graph


EQUALLY_LONG = 1e-12
"""Lengths that differ by less are equal up to rounding."""
BUSINESS = -1
"""The business among the sectors' places."""


def strongest_pathways(reach: Reach, exposure: Array) -> dict[int, tuple[int, ...]]:
    """Return for each sector that reaches the business its single heaviest pathway, the business left out; by place.

    Bellman-Ford on -ln of what each step keeps: an overlay may amplify a step, so a length may be negative,
    but no loop is where influence converges. Of equally heavy pathways the first by ids is taken.
    """
    towards: Graph[int] = nx.DiGraph()
    for source, target, share in zip(reach.source.tolist(), reach.target.tolist(), reach.share.tolist(), strict=True):
        if share > 0:
            towards.add_edge(target, source, length=-math.log(reach.attenuation * share))
    for sector in exposure.nonzero()[0].tolist():
        towards.add_edge(BUSINESS, sector, length=-math.log(exposure[sector]))
    left = nx.single_source_bellman_ford_path_length(towards, BUSINESS, weight="length")
    nearer = {
        sector: min(
            target
            for target, _, edge in towards.in_edges(sector, data=True)
            if target in left and edge["length"] + left[target] <= length + EQUALLY_LONG
        )
        for sector, length in left.items()
        if sector != BUSINESS
    }
    found = {}
    for sector in sorted(nearer):
        path = [sector]
        while nearer[path[-1]] != BUSINESS:
            path.append(nearer[path[-1]])
        found[sector] = tuple(path)
    return found


def strongest_ways(graph: "Graph[str]", start: str, end: str, count: int) -> list[tuple[tuple[str, ...], float]]:
    """Return the ``count`` heaviest loop-free ways from a trend or sector to a sector with their -ln strengths.

    Yen's algorithm (networkx) on -ln of prevalences and couplings, as they are, not attenuated.
    """
    network: Graph[str] = nx.DiGraph()
    network.add_nodes_from((start, end))
    for kind in ("prevalence", "coupling"):
        for source, target, share in edges_of(graph, kind):
            if 0 < share <= 1 and (kind == "coupling" or source == start):
                network.add_edge(source, target, length=-math.log(share))
    if not nx.has_path(network, start, end):
        return []
    ways = islice(nx.shortest_simple_paths(network, start, end, weight="length"), count)
    return [(tuple(way), nx.path_weight(network, way, "length")) for way in ways]
