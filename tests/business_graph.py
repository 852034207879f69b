"""A business in the graph of its map, as the model is written down: what the arrays are held against.

    sector   -> business   exposure     share of the business's pressure
    trend    -> business   peers        share of the firms like it that use the trend, as its owner sees it
    business -> activity   profile      how much the business does it
    business -> trait      level        how much of it the business has

An activity of the business's own is a node like any other, served by the trends that the owner names.
"""

import math

from ecomap.graph import Graph, ecosystem_graph
from ecomap.model import Business, EcosystemMap


def business_node(business: Business) -> str:
    """Return the node of a business; the slash keeps it apart from every id of the map."""
    return f"business/{business.id}"


def edges_out(graph: "Graph[str]", node: str, kind: str) -> list[tuple[str, float]]:
    """Return target and number of the edges of a kind that leave a node, in the order of the targets."""
    return sorted((target, data[kind]) for target, data in graph.adj[node].items() if data["kind"] == kind)


def with_business(ecosystem: EcosystemMap, business: Business) -> "Graph[str]":
    """Return the map as a graph that holds the business too, with its exposure, its activities and its own edges."""
    joined = ecosystem_graph(ecosystem)
    node = business_node(business)
    own_profile = {item.id: item.share for item in business.own_activities}
    stated = frozenset(business.activities | own_profile)
    joined.add_node(node, kind="business", name=business.name, stated=stated)
    own = _shares(business.sectors, 1 - math.fsum(business.dependences.values()))
    for sector, share in sorted((own | _plus(own, business.dependences)).items()):
        joined.add_edge(sector, node, kind="exposure", exposure=share, own=sector in own)
    for trend, share in sorted(business.peers.items()):
        joined.add_edge(trend, node, kind="peers", peers=share)
    _add_own_activities(joined, business)
    for activity, share in sorted((_profile(joined, business) | own_profile).items()):
        joined.add_edge(node, activity, kind="profile", profile=share)
    for trait, level in sorted((_mix(joined, business, "level") | business.traits).items()):
        joined.add_edge(node, trait, kind="level", level=level)
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


def _mix(graph: "Graph[str]", business: Business, kind: str) -> dict[str, float]:
    """Return what its sectors have of something, by what it is exposed to for traits, by its own shares else."""
    weights = _shares(business.sectors, 1.0)
    if kind == "level":
        weights = _shares(business.sectors, 1 - math.fsum(business.dependences.values()))
        weights |= _plus(weights, business.dependences)
    mix: dict[str, float] = {}
    for sector, share in sorted(weights.items()):
        for other, number in edges_out(graph, sector, kind):
            mix[other] = mix.get(other, 0.0) + share * number
    return mix


def _profile(graph: "Graph[str]", business: Business) -> dict[str, float]:
    """Return how much the business does each activity: its sectors' mix, overruled by the owner's words."""
    mix = _mix(graph, business, "profile")
    return {activity: min(1.0, share) for activity, share in (mix | business.activities).items()}
