"""Loops of couplings: ways on which influence comes back to the sector it started from."""

import math
from itertools import pairwise

import networkx as nx

from ecomap.graph import Graph, edges_of


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
