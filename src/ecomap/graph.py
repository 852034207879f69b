"""The map as one networkx graph: the truth that the arrays are read from, all but the figures.

Nodes carry ``kind`` (sector, trend, activity, trait) and ``name``; edges carry ``kind`` and their number; both say what
they rest on (``evidence``, the id of a record, and its ``grade``):

    trend    -> sector     prevalence   share of the sector's firms that use the trend
    trend    -> activity   service      how much the trend serves the activity
    sector   -> sector     coupling     share of the target's outside pressure
    sector   -> activity   profile      how much a typical firm of the sector does it
    sector   -> trait      level        how much of the trait a typical firm of the sector has
    trait    -> trend      weight       judged: whether the trait raises the use of the trend, -1 .. 2
"""

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import networkx as nx
import numpy as np

from ecomap.engine.propagation import Array, Reach
from ecomap.model import EcosystemMap
from ecomap.model.arrays import MapArrays

Graph = nx.DiGraph


def ecosystem_graph(ecosystem: EcosystemMap, *, figures: bool = True) -> "Graph[str]":
    """Return the map as a graph; nodes in the order of their ids, so that file order changes nothing.

    Without ``figures`` it has no prevalences: they are by far the most edges, and the arrays take them from their list.
    """
    graph: Graph[str] = nx.DiGraph(map=ecosystem.id, version=ecosystem.version)
    grade = {record.id: record.grade for record in ecosystem.evidence}

    def rests_on(evidence: str, own: str | None = None) -> dict[str, str]:
        return {"evidence": evidence, "grade": own or grade[evidence]}

    groups = {group.id: group for group in ecosystem.groups}
    coded = {trait.id: trait.evidence for trait in ecosystem.traits}
    for trait in sorted(ecosystem.traits, key=lambda item: item.id):
        graph.add_node(trait.id, kind="trait", name=trait.name, **rests_on(trait.evidence))
    for activity in sorted(ecosystem.activities, key=lambda item: item.id):
        graph.add_node(activity.id, kind="activity", name=activity.name)
    for sector in sorted(ecosystem.sectors, key=lambda item: item.id):
        graph.add_node(sector.id, kind="sector", name=sector.name, **rests_on(sector.evidence))
        for trait_id, level in sorted(sector.traits.items()):
            graph.add_edge(sector.id, trait_id, kind="level", level=level, **rests_on(coded[trait_id]))
        for activity_id, share in sorted(sector.activities.items()):
            graph.add_edge(sector.id, activity_id, kind="profile", profile=share, **rests_on(sector.evidence))
    for trend in sorted(ecosystem.trends, key=lambda item: item.id):
        graph.add_node(trend.id, kind="trend", name=trend.name, **rests_on(trend.evidence))
        group = groups.get(trend.group or "")
        for trait_id, judged in sorted((group.weights | trend.weights).items()) if group else ():
            evidence = group.evidence if group and trait_id not in trend.weights else trend.evidence
            graph.add_edge(trait_id, trend.id, kind="weight", weight=judged.weight, **rests_on(evidence))
        for activity_id, share in sorted(trend.services.items()):
            graph.add_edge(trend.id, activity_id, kind="service", service=share, **rests_on(trend.evidence))
    for coupling in sorted(ecosystem.couplings, key=lambda item: (item.source, item.target)):
        number = {"coupling": coupling.coupling}
        graph.add_edge(coupling.source, coupling.target, kind="coupling", **number, **rests_on(coupling.evidence))
    for item in sorted(ecosystem.influences, key=lambda item: (item.trend, item.sector)) if figures else ():
        said = {"prevalence": item.prevalence, "opportunity": item.opportunity, "year": item.year}
        graph.add_edge(item.trend, item.sector, kind="prevalence", **said, **rests_on(item.evidence, item.grade))
    return graph


def edges_of(graph: "Graph[str]", kind: str) -> Iterator[tuple[str, str, float]]:
    """Yield source, target and number of every edge of a kind."""
    for source, target, data in graph.edges(data=True):
        if data["kind"] == kind:
            yield source, target, data[kind]


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
        if arrays.figure_evidence[place, sector] >= 0:
            graph.add_edge(trend, name, kind="prevalence", prevalence=float(arrays.published[place, sector]))
    return graph


EQUALLY_LONG = 1e-12
"""Lengths that differ by less are equal up to rounding."""
BUSINESS = -1
"""The business among the sectors' places."""


def strongest_pathways(reach: Reach, exposure: Array) -> dict[int, tuple[int, ...]]:
    """Return for each sector that reaches the business its single heaviest pathway, the business left out; by place.

    Bellman-Ford on -ln of what each step keeps: an overlay may amplify a step, so a length may be negative,
    but no loop is where influence converges. Of equally heavy pathways the first by ids is taken. Every trend of a
    ranking asks for the same.
    """
    return _strongest_pathways(reach, np.asarray(exposure, dtype=np.float64).tobytes())


@lru_cache(maxsize=64)
def _strongest_pathways(reach: Reach, exposed: bytes) -> dict[int, tuple[int, ...]]:
    exposure: Array = np.frombuffer(exposed, dtype=np.float64)
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


Fields = dict[str, object]


def read_graphml(text: str) -> tuple[list[Fields], list[Fields], bool]:
    """Return nodes and edges of GraphML with their attributes, and whether it is directed; ValueError if it is none.

    The text declares no entities: whoever calls has looked.
    """
    import warnings
    from xml.etree.ElementTree import ParseError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # networkx warns of keys without a type, which are read as texts
            graph = nx.parse_graphml(text)
    except (nx.NetworkXException, ParseError, KeyError, TypeError, AttributeError, StopIteration) as error:
        raise ValueError(str(error)) from None
    nodes = [{"id": id, **data} for id, data in graph.nodes(data=True)]
    edges = [{**data, "source": source, "target": target} for source, target, data in graph.edges(data=True)]
    return nodes, edges, graph.is_directed()
