"""Libraries that do the same mathematical job on the same data; their answers agree before anything is timed.

| our job | rival |
|---|---|
| all walks between sectors, (I - delta W)^-1 | pymrio, whose Leontief inverse it is |
| how influence reaches one business, g = (I - delta W)^-1 e | pagerank of networkx, igraph and scikit-network with e as
personalization, times 1 - delta |
| the single heaviest way of each sector to a business | Dijkstra on -ln of the couplings, networkx and igraph |
| the five heaviest ways from one sector to another | Yen's algorithm, igraph |
| the five heaviest ways of all to a business | networkx `all_simple_paths` and their products, on a map without loops |
| score and order of trends | the weighted product of scikit-criteria and pymcdm |
"""

import heapq
import math
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice, pairwise
from typing import Any

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pymrio
from numpy.typing import NDArray
from scipy import sparse
from sknetwork.ranking import PageRank

from benchmarks.measuring import Row, compared, paired
from ecomap.engine import priority
from ecomap.engine.pathways import PathwaySearch
from ecomap.engine.propagation import Reach
from ecomap.graph import BUSINESS, strongest_pathways, strongest_ways

Array = NDArray[np.float64]
DELTA = 0.35
"""What is kept at each step; the more, the longer every way of counting takes."""
CLOSE = 1e-9
Job = tuple[str, str, Callable[[], Any], Callable[[], Any]]


def rows(*, quick: bool) -> Iterator[Row]:
    """Compare every job with its rivals."""
    small, large, pairs = (100, 300, 3) if quick else (500, 2000, 11)
    warnings.simplefilter("ignore")  # of the rivals
    for jobs in (
        _inverse(small),
        _reach(large),
        _heaviest(small),
        _ways(small),
        _all_ways(quick=quick),
        _scores(large),
    ):
        for job, rival, ours, theirs in jobs:
            agree(job, rival, ours(), theirs())
            yield compared("rivals", job, rival, paired(ours, theirs, pairs))


def agree(job: str, rival: str, ours: Any, theirs: Any) -> None:
    """Stop where two answers differ."""
    if not np.allclose(ours, theirs, rtol=1e-6, atol=CLOSE):
        raise SystemExit(f"{job}: {rival} answers otherwise, by {np.abs(np.asarray(ours) - np.asarray(theirs)).max()}")


def couplings(sectors: int, into_each: int = 40) -> Array:
    """Return a random map, seeded; what comes into each sector sums to 1."""
    random, found = np.random.default_rng(1), np.zeros((sectors, sectors))
    for target in range(sectors):
        others = random.choice(np.delete(np.arange(sectors), target), into_each, replace=False)
        weights = random.random(into_each)
        found[others, target] = weights / weights.sum()
    return found


def exposed(sectors: int) -> Array:
    """Return a business of three sectors."""
    exposure = np.zeros(sectors)
    exposure[:3] = 0.5, 0.3, 0.2
    return exposure


def _inverse(sectors: int) -> Iterator[Job]:
    coupling = couplings(sectors)
    frame = pd.DataFrame(DELTA * coupling)

    def ours() -> Array:
        reach = Reach.of(coupling, DELTA)
        return np.stack([reach.column(sector) for sector in range(sectors)], axis=1)

    yield f"all walks between {sectors} sectors", "pymrio calc_L", ours, lambda: pymrio.calc_L(frame).to_numpy()


def _reach(sectors: int) -> Iterator[Job]:
    coupling, exposure = couplings(sectors), exposed(sectors)
    source, target = np.nonzero(coupling)
    share, matrix = coupling[source, target], sparse.csr_matrix(coupling.T)
    graph, other = nx.from_scipy_sparse_array(matrix, create_using=nx.DiGraph), igraph.Graph.Weighted_Adjacency(matrix)
    weights = {place: float(exposure[place]) for place in np.flatnonzero(exposure).tolist()}
    frame, job = pd.DataFrame(DELTA * coupling), f"influence on one business, {sectors:,} sectors"
    solver = PageRank(damping_factor=DELTA, solver="piteration", n_iter=100, tol=1e-12)

    def ours() -> Array:
        return (1 - DELTA) * Reach(source, target, share, sectors, DELTA).total(exposure)

    def networkx() -> Array:
        found = nx.pagerank(graph, alpha=DELTA, personalization=weights, tol=1e-12)
        return np.array([found[place] for place in range(sectors)])

    yield job, "networkx pagerank", ours, networkx
    yield (
        job,
        "igraph personalized_pagerank",
        ours,
        lambda: np.array(other.personalized_pagerank(damping=DELTA, reset=exposure.tolist(), weights="weight")),
    )
    yield job, "scikit-network PageRank", ours, lambda: solver.fit_predict(matrix, weights=weights)
    yield job, "pymrio calc_L", ours, lambda: (1 - DELTA) * pymrio.calc_L(frame).to_numpy() @ exposure


def _heaviest(sectors: int) -> Iterator[Job]:
    coupling, exposure = couplings(sectors), exposed(sectors)
    reach, ways = Reach.of(coupling, DELTA), []
    ways += [(BUSINESS, int(place), -math.log(exposure[place])) for place in np.flatnonzero(exposure)]
    for one, other, share in zip(reach.source.tolist(), reach.target.tolist(), reach.share.tolist(), strict=True):
        ways.append((other, one, -math.log(DELTA * share)))
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_weighted_edges_from(ways)
    other = igraph.Graph.TupleList(((a + 1, b + 1, far) for a, b, far in ways), directed=True, weights=True)
    places = {name: place for place, name in enumerate(other.vs["name"])}

    def ours() -> list[float]:
        kept = {(a, b): far for a, b, far in ways}
        found = strongest_pathways(replace(reach), exposure)  # of another one, of which nothing is remembered
        return [
            math.fsum(kept[b, a] for a, b in zip(way, [*way[1:], BUSINESS], strict=True))
            for _, way in sorted(found.items())
        ]

    def networkx() -> list[float]:
        lengths, _ = nx.single_source_dijkstra(graph, BUSINESS)
        return [lengths[place] for place in range(sectors)]

    def through_igraph() -> list[float]:
        found = other.get_shortest_paths(places[0], weights="weight", output="epath")
        return [math.fsum(other.es[found[places[place + 1]]]["weight"]) for place in range(sectors)]

    job = f"heaviest way of each of {sectors} sectors"
    yield job, "networkx single_source_dijkstra", ours, networkx
    yield job, "igraph get_shortest_paths", ours, through_igraph


def _ways(sectors: int) -> Iterator[Job]:
    coupling = couplings(sectors)
    source, target = np.nonzero(coupling)
    graph: nx.DiGraph[str] = nx.DiGraph()
    for a, b in zip(source.tolist(), target.tolist(), strict=True):
        graph.add_edge(str(a), str(b), kind="coupling", coupling=float(coupling[a, b]))
    other = igraph.Graph(sectors, zip(source.tolist(), target.tolist(), strict=True), directed=True)
    other.es["far"] = (-np.log(coupling[source, target])).tolist()

    def ours() -> list[float]:
        return [length for _, length in strongest_ways(graph, "0", "1", 5)]

    def theirs() -> list[float]:
        found = other.get_k_shortest_paths(0, 1, k=5, weights="far", output="epath")
        return [math.fsum(other.es[way]["far"]) for way in found]

    yield f"five heaviest ways between two of {sectors} sectors", "igraph get_k_shortest_paths", ours, theirs


def _all_ways(*, quick: bool) -> Iterator[Job]:
    sectors, into_each = (12, 4) if quick else (17, 5)
    random, coupling = np.random.default_rng(2), np.zeros((sectors, sectors))
    for target in range(sectors - 1):  # from later sectors to earlier ones only: no loops, whose walks only we count
        others = np.arange(target + 1, min(sectors, target + 1 + into_each))
        coupling[others, target] = random.dirichlet(np.ones(len(others)))
    exposure, push = np.eye(sectors)[0], random.random(sectors)
    graph = nx.from_numpy_array(DELTA * coupling, create_using=nx.DiGraph)

    def ours() -> list[float]:
        search = PathwaySearch(Reach.of(coupling, DELTA), exposure)
        return [push[way.sectors[0]] * way.weight * search.total for way in islice(search.descending(push), 5)]

    def theirs() -> list[float]:
        def weight(way: list[int]) -> float:
            return float(push[way[0]]) * math.prod(graph[a][b]["weight"] for a, b in pairwise(way))

        every = (way for one in range(1, sectors) for way in nx.all_simple_paths(graph, one, 0))
        return heapq.nlargest(5, [float(push[0]), *map(weight, every)])

    yield f"five heaviest ways of {sectors} sectors", "networkx all_simple_paths", ours, theirs


def _scores(trends: int) -> Iterator[Job]:
    from pymcdm.methods import WPM
    from skcriteria import mkdm
    from skcriteria.agg.simple import WeightedProductModel

    factors = np.random.default_rng(3).uniform(0.01, 1, (trends, 4))
    weights, columns = np.array([0.5, 1, 1, 0.5]), factors.T[:, None]
    matrix = mkdm(factors, [max] * 4, weights=weights)

    def ours() -> Array:
        score = np.exp(priority.log_priority(priority.log_factors(*columns)))
        order = priority.first_places(priority.order_keys(score, score > 0), trends)[0]
        return np.concatenate([score[0], order])

    def scikit_criteria() -> Array:
        found = WeightedProductModel().evaluate(matrix)
        return np.concatenate([10**found.e_.score, np.argsort(found.rank_)])

    def through_pymcdm() -> Array:
        method = WPM(normalization_function=lambda column, cost=False: column)  # noqa: ARG005 - as it is
        score = method(factors, weights / weights.sum(), np.ones(4))
        return np.concatenate([score ** weights.sum(), np.argsort(method.rank(score))])

    job = f"score and order of {trends:,} trends"
    yield job, "scikit-criteria WeightedProductModel", ours, scikit_criteria
    yield job, "pymcdm WPM", ours, through_pymcdm
