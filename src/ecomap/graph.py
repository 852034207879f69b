"""The map as one networkx graph: the truth that the arrays are read from, all but the figures; its ways and loops.

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
from itertools import islice, pairwise

import networkx as nx

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


EQUALLY_LONG = 1e-12  # lengths that differ by less are equal up to rounding
BUSINESS = -1  # the business among the sectors' places


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


# --- loops of couplings: ways on which influence comes back to the sector it started from -----------------------


def heavy_loops(graph: "Graph[str]") -> list[tuple[tuple[str, ...], float]]:
    """Return loops of couplings with their products, the one of largest geometric mean first.

    Of the very many loops of a dense map these are kept: through each coupling the loop of largest product (the
    coupling, and the shortest way back on -ln of the couplings, by Dijkstra), and the loop of largest geometric
    mean of all. Each loop is told once, beginning with its first sector by id; ties by ids. No loop is missed that
    is the heaviest through any of its couplings.
    """
    network: Graph[str] = nx.DiGraph()
    for source, target, share in sorted(edges_of(graph, "coupling")):
        if share > 0:
            network.add_edge(source, target, length=-math.log(share), share=share)
    loops = {_from_the_first(way) for way in _heaviest_through_each(network)}
    best = heaviest_loop(graph)
    if best:
        loops.add(_from_the_first(best[:-1]))
    weighed = [(loop, math.prod(network.edges[edge]["share"] for edge in pairwise((*loop, loop[0])))) for loop in loops]
    return sorted(weighed, key=lambda pair: (-round(pair[1] ** (1 / len(pair[0])), 12), pair[0]))


def _heaviest_through_each(network: "Graph[str]") -> "list[tuple[str, ...]]":
    """Return for each edge u > v the loop u > v > ... > u of largest product, where there is a way back.

    The way back uses no coupling above 1 (Dijkstra needs lengths of 0 or more): a map with such a coupling is told
    of by the checks, and the loop that makes it diverge is the one of largest mean.
    """
    usual = [edge for edge in network.edges if network.edges[edge]["share"] <= 1]
    back = network.edge_subgraph(usual)
    loops: list[tuple[str, ...]] = []
    for target in sorted(back):
        ways = nx.single_source_dijkstra_path(back, target, weight="length")
        loops += [(source, *ways[source]) for source in sorted(network.predecessors(target)) if source in ways]
    return [loop[:-1] for loop in loops]


def _from_the_first(loop: tuple[str, ...]) -> tuple[str, ...]:
    first = loop.index(min(loop))
    return loop[first:] + loop[:first]


def heaviest_loop(graph: "Graph[str]") -> tuple[str, ...]:
    """Return the loop of couplings with the largest geometric mean, closed by its first sector.

    Starts from any loop and looks for one of larger mean until there is none; begins at its first sector by ids.
    """
    lengths = {(s, t): -math.log(share) for s, t, share in sorted(edges_of(graph, "coupling")) if share > 0}
    best: tuple[str, ...] = ()
    threshold = math.inf
    while loop := _loop_below(lengths, threshold):
        best = loop
        threshold = math.fsum(lengths[edge] for edge in pairwise(loop)) / (len(loop) - 1) - 1e-9
    return best


def _loop_below(lengths: dict[tuple[str, str], float], mean: float) -> tuple[str, ...]:
    """Return a loop whose mean length lies below ``mean``, or an empty tuple.

    Bellman-Ford from everywhere at once; what still gets nearer in the last round has a loop behind it.
    """
    mean = min(mean, max(lengths.values(), default=0.0) + 1)
    distance = dict.fromkeys(sorted({node for edge in lengths for node in edge}), 0.0)
    parent: dict[str, str] = {}
    last = ""
    for _ in distance:
        last = ""
        for (source, target), length in lengths.items():
            if distance[source] + length - mean < distance[target] - 1e-12:
                distance[target], parent[target], last = distance[source] + length - mean, source, target
    if not last:
        return ()
    for _ in distance:
        last = parent[last]
    found = [last]
    while parent[found[-1]] != last:
        found.append(parent[found[-1]])
    loop = _from_the_first(tuple(reversed(found)))
    return (*loop, loop[0])
