"""The engine and the graph against networkx and numpy, used in another way than the code uses them."""

import math
from itertools import pairwise, permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from business_graph import with_business
from ecomap.engine.propagation import converges, largest_attenuation
from ecomap.graph import ecosystem_graph, edges_of, heaviest_loop, strongest_ways
from ecomap.verbs.arrays import compiled_map
from maps import examples, random_maps, situations, strongest_by_name, total_influence

loose_weights = st.sampled_from([0.0, 0.0, 0.25, 0.5, 1.0, 2.0]) | st.floats(0.01, 3)


@st.composite
def loose_matrices(draw):
    """Draw couplings that keep to no budget, so that some converge and some do not."""
    count = draw(st.integers(1, 6))
    cells = draw(st.lists(loose_weights, min_size=count * count, max_size=count * count))
    matrix = np.array(cells).reshape(count, count)
    np.fill_diagonal(matrix, 0)
    return matrix


@examples(200)
@given(loose_matrices(), st.floats(0.05, 0.99))
def test_convergence_is_a_spectral_radius_below_one(coupling, attenuation):
    """Walks have a finite sum if and only if every eigenvalue of delta W lies inside the unit circle."""
    radius = float(np.abs(np.linalg.eigvals(attenuation * coupling)).max())
    assume(abs(radius - 1) > 1e-6)
    assert converges(coupling, attenuation) == (radius < 1)


@examples(60)
@given(loose_matrices())
def test_the_limit_parts_what_converges_from_what_does_not(coupling):
    """Just below the limit walks add up, just above they do not."""
    assume(float(np.abs(np.linalg.eigvals(coupling)).max()) > 0.1)
    limit = largest_attenuation(coupling)
    assert converges(coupling, limit * (1 - 1e-6))
    assert not converges(coupling, limit * (1 + 1e-6))


@examples(30)
@given(situations(), st.floats(0.05, 0.7))
def test_total_influence_is_katz_centrality(situation, attenuation):
    """Katz (1953) with the exposure as the constant term, on the graph with its couplings turned round: x = dWx + e."""
    graph = with_business(*situation)
    axes = compiled_map(situation.ecosystem).arrays
    backwards: nx.DiGraph[str] = nx.DiGraph()
    backwards.add_nodes_from(axes.sectors)
    for source, target, share in edges_of(graph, "coupling"):
        backwards.add_edge(target, source, weight=share)
    exposed = {source: share for source, _, share in edges_of(graph, "exposure")}
    constant = {name: exposed.get(name, 0.0) for name in axes.sectors}
    katz = nx.katz_centrality(
        backwards, alpha=attenuation, beta=constant, max_iter=2000, tol=1e-14, normalized=False, weight="weight"
    )
    exposure = np.array([constant[name] for name in axes.sectors])
    found = total_influence(axes.coupling, attenuation, exposure)
    assert found == pytest.approx([katz[name] for name in axes.sectors], abs=1e-11)


@pytest.mark.parametrize("attenuation", [0.1, pytest.param(0.7, marks=pytest.mark.slow)])
def test_katz_centrality_of_four_hundred_sectors(attenuation):
    """The same on 400 sectors with 40 couplings into each that sum to 1, all of the exposure to one of them."""
    random = np.random.default_rng(400)
    coupling = np.zeros((400, 400))
    for target in range(400):
        sources = random.choice(np.delete(np.arange(400), target), 40, replace=False)
        weights = random.random(40)
        coupling[sources, target] = weights / weights.sum()
    backwards = nx.from_numpy_array(coupling.T, create_using=nx.DiGraph)
    constant = dict.fromkeys(range(400), 0.0) | {0: 1.0}
    katz = nx.katz_centrality(
        backwards, alpha=attenuation, beta=constant, max_iter=2000, tol=1e-15, normalized=False, weight="weight"
    )
    found = total_influence(coupling, attenuation, np.eye(400)[0])
    assert found == pytest.approx([katz[sector] for sector in range(400)], abs=1e-11)
    assert found.sum() == pytest.approx(1 / (1 - attenuation), rel=1e-12)  # every column hands on all it gets


@examples(40)
@given(random_maps(), st.integers(1, 8), st.data())
def test_strongest_ways_are_the_first_of_all_ways(drawn, count, data):
    """Of all simple ways, written out one by one, the strongest come first; a trend's begin with its prevalence."""
    graph = ecosystem_graph(drawn)
    names = [item.id for item in drawn.sectors][:6]
    graph.remove_nodes_from([item.id for item in drawn.sectors][6:])
    start = data.draw(st.sampled_from([*names, drawn.trends[0].id]))
    end = data.draw(st.sampled_from([name for name in names if name != start]))
    share = {(s, t): number for kind in ("coupling", "prevalence") for s, t, number in edges_of(graph, kind)}
    between = [name for name in names if name not in (start, end)]
    strengths = {
        (start, *middle, end): math.prod(share.get(edge, 0.0) for edge in pairwise((start, *middle, end)))
        for length in range(len(between) + 1)
        for middle in permutations(between, length)
    }
    expected = sorted((strength for strength in strengths.values() if strength > 0), reverse=True)[:count]
    found = strongest_ways(graph, start, end, count)
    assert [math.exp(-length) for _, length in found] == pytest.approx(expected, rel=1e-9)
    assert len({way for way, _ in found}) == len(found)
    for way, length in found:
        assert math.exp(-length) == pytest.approx(strengths[way], rel=1e-12)


@examples(40)
@given(situations(), st.floats(0.05, 0.95))
def test_no_pathway_is_stronger_than_the_strongest(situation, attenuation):
    """Of all simple pathways from a sector, written out one by one, none keeps more than the one that is found."""
    graph = with_business(*situation)
    coupling = {(source, target): share for source, target, share in edges_of(graph, "coupling")}
    exposure = {source: share for source, _, share in edges_of(graph, "exposure")}

    def kept(path: tuple[str, ...]) -> float:
        steps = math.prod(attenuation * coupling.get(edge, 0.0) for edge in pairwise(path))
        return steps * exposure.get(path[-1], 0.0)

    names = [item.id for item in situation.ecosystem.sectors]
    found = strongest_by_name(situation.ecosystem, situation.business, attenuation)
    for start in names:
        others = [name for name in names if name != start]
        paths = [(start, *rest) for length in range(len(names)) for rest in permutations(others, length)]
        best = max(kept(path) for path in paths)
        assert (start in found) == (best > 0)
        assert kept(found[start]) == pytest.approx(best, rel=1e-12) if best else True


def mean_of(weights: dict[tuple[str, str], float], loop: tuple[str, ...]) -> float:
    """Return the geometric mean of the couplings round a closed loop."""
    return math.prod(weights[edge] for edge in pairwise(loop)) ** (1 / (len(loop) - 1))


@examples(300)
@given(loose_matrices())
def test_no_loop_is_heavier_than_the_heaviest(coupling):
    """Of all simple loops (networkx, Johnson's algorithm) none has a larger geometric mean than the one found."""
    names = "abcdef"
    weights = {
        (names[i], names[j]): float(coupling[i, j]) for i, j in zip(*np.nonzero(coupling), strict=True)
    }  # fmt: skip
    graph: nx.DiGraph[str] = nx.DiGraph()
    for (source, target), weight in weights.items():
        graph.add_edge(source, target, kind="coupling", coupling=weight)
    loops = [(*loop, loop[0]) for loop in nx.simple_cycles(graph)]
    found = heaviest_loop(graph)
    assert bool(found) == bool(loops)
    if loops:
        assert found[0] == found[-1]
        assert mean_of(weights, found) == pytest.approx(max(mean_of(weights, loop) for loop in loops), rel=1e-6)


@examples(20)
@given(random_maps())
def test_the_matrices_hold_the_graph_and_nothing_else(drawn):
    """networkx's own adjacency matrix of the couplings is the engine's, with sectors in the order of their ids."""
    graph = ecosystem_graph(drawn)
    axes = compiled_map(drawn).arrays
    matrix = nx.to_numpy_array(graph, nodelist=list(axes.sectors), weight="coupling")
    assert list(axes.sectors) == sorted(item.id for item in drawn.sectors)
    np.testing.assert_array_equal(axes.coupling, matrix)
