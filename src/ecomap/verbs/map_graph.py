"""The map, or a part of it, as a graph for other programs; with a business the firm stands in the middle."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from ecomap.graph import Graph, ecosystem_graph
from ecomap.model import Business, CompiledMap, EcosystemMap
from ecomap.names import Names
from ecomap.results.labels import PROGRAM, MapLabel
from ecomap.results.map_graph import GraphEdge, GraphLabel, GraphNode, MapGraph
from ecomap.verbs.ranking import rank_trends

Edge = tuple[str, str, dict[str, Any]]
FIRM_LINES = ("prevalence", "coupling")  # kinds of edges of the map that are shown between what a firm is joined to
NUMBERS = ("prevalence", "service", "coupling", "profile", "level", "weight")  # kinds of edges of the map


def draw_map(
    ecosystem: EcosystemMap,
    business: Business | None = None,
    *,
    sectors: Sequence[str] = (),
    trends: Sequence[str] = (),
    top: int | None = None,
    compiled: CompiledMap | None = None,
    sha256: str = "",
) -> MapGraph:
    """Return the map, or the part of it that touches what is named, with what each node and edge rests on.

    Parameters
    ----------
    business
        A firm, which is joined to its sectors, to its trends by their priority in its ranking, and to what it does and
        is like; also shown is what joins those sectors and trends to each other.
    sectors, trends
        Only what touches one of these is shown.
    top
        Of each kind of edge only so many, the heaviest first by size of their number.
    compiled
        The same map as a query needs it, where it is there already; else it is made for a business.

    Raises
    ------
    UnknownNameError
        A sector or trend that is not in the map.
    """
    names, graph = Names.of(ecosystem), ecosystem_graph(ecosystem)
    about = [*(names.known("sector", one) for one in sectors), *(names.known("trend", one) for one in trends)]
    if business is not None:
        about = [_add_firm(graph, business, compiled or ecosystem), *about]
    edges: list[Edge] = sorted(graph.edges(data=True), key=lambda edge: edge[:2])
    shown = _heaviest((edge for edge in edges if not about or not {*edge[:2]}.isdisjoint(about)), top)
    if business is not None:
        near = {end for edge in shown for end in edge[:2]}
        there = {edge[:2] for edge in shown}
        inner = (edge for edge in edges if near.issuperset(edge[:2]) and edge[:2] not in there)
        joining = (one for one in inner if one[2]["kind"] in FIRM_LINES or one[2].get("basis") == "owner")
        shown += _heaviest(joining, top)
    kept = {*about, *(end for edge in shown for end in edge[:2])} if about or top else set(graph)
    return _laid_out(ecosystem, graph, kept, shown, GraphLabel(
        PROGRAM, MapLabel(ecosystem.id, ecosystem.version, sha256), ecosystem.title, tuple(dict.fromkeys(about)), top,
        nodes_left_out=len(graph) - len(kept), edges_left_out=len(edges) - len(shown),
    ))  # fmt: skip


def number_of(edge: dict[str, Any]) -> float:
    """Return the number of an edge of the graph."""
    return float(edge[edge["kind"] if edge["kind"] in NUMBERS else "number"])


def _heaviest(edges: Iterator[Edge], top: int | None) -> list[Edge]:
    """Return the heaviest edges of each kind, of equal ones the first by ids; the edges as they come without a top."""
    if top is None:
        return list(edges)
    kinds: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        kinds[edge[2]["kind"]].append(edge)
    return [edge for found in kinds.values() for edge in sorted(found, key=lambda one: -abs(number_of(one[2])))[:top]]


def _add_firm(graph: "Graph[str]", business: Business, ecosystem: EcosystemMap | CompiledMap) -> str:
    """Add a firm to the graph of its map and return its node; the slash keeps it apart from every id of the map."""
    node, ranking = f"business/{business.id}", rank_trends(ecosystem, business)
    whole, elsewhere = sum(business.sectors.values()), business.dependences
    graph.add_node(node, kind="business", name=business.name, basis="owner")
    home = 1 - sum(elsewhere.values())
    for sector in sorted({*business.sectors, *elsewhere}):
        share = home * business.sectors.get(sector, 0.0) / whole + elsewhere.get(sector, 0.0)
        graph.add_edge(sector, node, kind="exposure", number=share, basis="owner")
    for trend in business.adopted:
        graph.add_edge(trend, node, kind="in-use", number=1.0, basis="owner")
    for kind, rows in (("priority", ranking.opportunities), ("threat", ranking.threats)):
        for row in rows:
            graph.add_edge(row.trend.id, node, kind=kind, number=100 * row.score, basis="ranking")
    for kind, levels in (("profile", business.activities), ("level", business.traits)):
        for id, level in sorted(levels.items()):
            graph.add_edge(node, id, kind=kind, **{kind: level}, basis="kind" if id in business.by_kind else "owner")
    for own in business.own_activities:
        graph.add_node(own.id, kind="activity", name=own.name, basis="owner")
        graph.add_edge(node, own.id, kind="profile", profile=own.share, basis="owner")
        for trend, part in sorted(own.served_by.items()):
            graph.add_edge(trend, own.id, kind="service", service=part, basis="owner")
    return node


def _laid_out(
    ecosystem: EcosystemMap, graph: "Graph[str]", kept: set[str], shown: Sequence[Edge], label: GraphLabel
) -> MapGraph:
    """Return the graph as plain records, nodes and edges in the order of their ids."""
    points = ((id, data) for id, data in sorted(graph.nodes.items()) if id in kept)
    nodes = (GraphNode(id, data["name"], data["kind"], **_rests_on(ecosystem, data)) for id, data in points)
    edges = (
        GraphEdge(
            source, target, data["kind"], number_of(data), opportunity=data.get("opportunity"),
            **_rests_on(ecosystem, data),
        )
        for source, target, data in sorted(shown, key=lambda edge: edge[:2])
    )  # fmt: skip
    return MapGraph(label, tuple(nodes), tuple(edges))


def _rests_on(ecosystem: EcosystemMap, data: dict[str, Any]) -> dict[str, Any]:
    if "evidence" not in data:
        return {"basis": data.get("basis", "definition")}
    record = ecosystem.evidence_by_id[data["evidence"]]
    return {
        "basis": record.basis, "evidence": record.id, "grade": data["grade"],
        "year": data.get("year") or record.year, "publication": record.source,
    }  # fmt: skip
