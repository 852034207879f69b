"""The heaviest loops: none is missed that is the heaviest through one of its couplings; set against brute force."""

import math
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.model import Settings
from ecomap.verbs.lookup import find_loops
from maps import coupling_edges, ecosystem, examples, sector, sector_ids


def all_loops(edges):
    """Return every loop without repetition with its product, each from its first sector."""
    names = sorted({end for edge in edges for end in edge})
    found = {}
    for size in range(2, len(names) + 1):
        for loop in permutations(names, size):
            steps = list(pairwise((*loop, loop[0])))
            if loop[0] == min(loop) and all(edges.get(step, 0) > 0 for step in steps):
                found[loop] = math.prod(edges[step] for step in steps)
    return found


def test_a_loop_by_hand():
    """s1 > s2 > s1: 0.5 x 0.4 = 0.2, mean 0.447; at attenuation 0.05 one round keeps 0.0025 x 0.2 = 0.0005."""
    found = ecosystem(
        [sector(f"s{i}") for i in (1, 2, 3)], edges={("s1", "s2"): 0.5, ("s2", "s1"): 0.4, ("s3", "s2"): 0.3}
    )
    [loop] = find_loops(found, 10)
    assert loop.sectors == ("s1", "s2")
    assert loop.names == ("Sector s1", "Sector s2")
    assert [loop.product, loop.mean, loop.kept] == pytest.approx([0.2, math.sqrt(0.2), 0.0005])


def test_a_longer_loop_may_be_the_heavier():
    """s1 > s2 > s3 > s1 at 0.6 each has mean 0.6; s1 > s2 > s1 has sqrt(0.6 x 0.1) = 0.245."""
    edges = {("s1", "s2"): 0.6, ("s2", "s3"): 0.6, ("s3", "s1"): 0.6, ("s2", "s1"): 0.1}
    first, second = find_loops(ecosystem([sector(f"s{i}") for i in (1, 2, 3)], edges=edges), 10)
    assert (first.sectors, second.sectors) == (("s1", "s2", "s3"), ("s1", "s2"))
    assert first.mean == pytest.approx(0.6)


def test_no_loops():
    """A chain has none."""
    assert find_loops(ecosystem([sector("s1"), sector("s2")], edges={("s1", "s2"): 0.5}), 10) == ()


def test_a_coupling_above_one_does_not_stop_it():
    """What makes a map diverge is shown: 2 x 3 = 6, mean 2.449."""
    edges = {("s1", "s2"): 2.0, ("s2", "s1"): 3.0, ("s2", "s3"): 0.1, ("s3", "s2"): 0.1}
    found = find_loops(ecosystem([sector(f"s{i}") for i in (1, 2, 3)], edges=edges), 10)
    assert found[0].sectors == ("s1", "s2")
    assert found[0].mean == pytest.approx(math.sqrt(6))


@examples(60)
@given(st.data())
def test_against_every_loop_of_small_maps(data):
    """The first has the largest mean of all; through each coupling the loop of largest product is there."""
    edges = data.draw(coupling_edges(sector_ids(data.draw(st.integers(2, 5)))))
    everything = all_loops(edges)
    found = find_loops(ecosystem([sector(name) for name in sector_ids(5)], edges=edges), 10**6, Settings())
    assert {loop.sectors for loop in found} <= set(everything)
    for loop in found:
        assert loop.product == pytest.approx(everything[loop.sectors])
    if everything:
        assert found[0].mean == pytest.approx(max(p ** (1 / len(loop)) for loop, p in everything.items()))
    for edge in edges:
        through = [p for loop, p in everything.items() if edge in pairwise((*loop, loop[0]))]
        ours = [loop.product for loop in found if edge in pairwise((*loop.sectors, loop.sectors[0]))]
        assert bool(through) == bool(ours)
        if through:
            assert max(ours) == pytest.approx(max(through))


@pytest.mark.slow
def test_the_shipped_map_gives_the_same_loops_in_whatever_order_it_is_written(shipped):
    """Deterministic: couplings backwards, the same answer."""
    backwards = shipped.model_copy(update={"couplings": shipped.couplings[::-1], "sectors": shipped.sectors[::-1]})
    assert find_loops(shipped, 30) == find_loops(backwards, 30)
