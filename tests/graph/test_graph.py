"""The map and the business as one networkx graph."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from business_graph import business_node, edges_out, with_business
from ecomap.engine.propagation import Reach
from ecomap.graph import ecosystem_graph, edges_of, heaviest_loop, strongest_pathways
from ecomap.model import Business
from maps import (
    EXAMPLE_ATTENUATION,
    ecosystem,
    example_business,
    example_map,
    group,
    sector,
    strongest_by_name,
    trend,
)  # fmt: skip

TESTS = Path(__file__).parents[1]


@pytest.fixture
def example() -> "nx.DiGraph[str]":
    """Return the graph of the worked example with its business."""
    return with_business(example_map(), example_business())


def couplings(*edges: tuple[str, str, float]) -> "nx.DiGraph[str]":
    """Return a graph of couplings alone."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for source, target, share in edges:
        graph.add_edge(source, target, kind="coupling", coupling=share)
    return graph


def test_every_node_and_edge_has_its_kind(example):
    """Nodes are sectors, trends, activities, traits, the business; an edge carries the number its kind is named for."""
    kinds = {"sector": ["s1", "s2", "s3"], "trend": ["t"], "activity": ["first", "second"], "trait": ["desk", "shop"]}
    for kind, nodes in (kinds | {"business": ["business/my-business"]}).items():
        assert sorted(node for node, data in example.nodes(data=True) if data["kind"] == kind) == nodes
    assert all(data["kind"] in data for _, _, data in example.edges(data=True))


def test_the_example_edge_by_edge(example):
    """Each relation runs in the direction in which influence runs, with the number of the map."""
    assert sorted(edges_of(example, "coupling")) == [("s1", "s2", 0.5), ("s2", "s1", 0.4), ("s3", "s2", 0.3)]
    assert sorted(edges_of(example, "prevalence")) == [("t", "s1", 0.2), ("t", "s2", 0.5), ("t", "s3", 0.8)]
    assert sorted(edges_of(example, "service")) == [("t", "first", 0.6), ("t", "second", 0.4)]
    assert sorted(edges_of(example, "weight")) == [("shop", "t", 1.0)]
    node = "business/my-business"
    assert sorted(edges_of(example, "exposure")) == [("s1", node, 0.75), ("s2", node, 0.25)]
    assert edges_out(example, node, "profile") == [("first", 1.0), ("second", 0.25)]
    assert edges_out(example, node, "level") == [("desk", 0.875), ("shop", 1.0)]  # .75 x 1 + .25 x .5; said


def test_a_trends_own_weights_overrule_its_groups():
    """The group weighs shop 1 and desk -1; the trend says 2 of shop; one without a group hears of no trait."""
    traits = {"shop": 1.0, "desk": 0.5}
    own, none = trend("own", group="g", weights={"shop": 2}), trend("none", weights={"shop": 2})
    graph = ecosystem_graph(
        ecosystem([sector("s", traits=traits)], [own, none], groups=[group("g", {"shop": 1, "desk": -1})])
    )
    assert sorted(edges_of(graph, "weight")) == [("desk", "own", -1.0), ("shop", "own", 2.0)]


def test_without_figures_only_the_prevalences_are_missing():
    """Whoever compiles a map takes them from their list: all nodes and every other edge are there."""
    graph, bare = ecosystem_graph(example_map()), ecosystem_graph(example_map(), figures=False)
    graph.remove_edges_from([(source, target) for source, target, _ in edges_of(graph, "prevalence")])
    assert nx.to_dict_of_dicts(bare) == nx.to_dict_of_dicts(graph)
    assert bare.nodes(data=True) == graph.nodes(data=True)


def test_numbers_keep_their_evidence(example):
    """Whoever asks an edge of the map what it rests on is told."""
    kinds = {"coupling", "prevalence", "service"}
    assert all(data["evidence"] == "judged" for _, _, data in example.edges(data=True) if data["kind"] in kinds)


def test_a_business_never_takes_the_place_of_something_in_the_map():
    """A business that is called like a trend or a sector is a node of its own."""
    business = Business(id="t", sectors={"s1": 1})
    graph = with_business(example_map(), business)
    assert graph.nodes["t"]["kind"] == "trend"
    assert graph.nodes[business_node(business)]["kind"] == "business"


def test_adding_a_business_leaves_the_map_alone():
    """With the business taken out again the graph is the map's."""
    graph = with_business(example_map(), example_business())
    graph.remove_node("business/my-business")
    assert nx.to_dict_of_dicts(graph) == nx.to_dict_of_dicts(ecosystem_graph(example_map()))


def test_exposures_are_shares():
    """Sectors 3 : 1 on any scale, after .2 that it depends on elsewhere: .6, .2, .2."""
    graph = with_business(example_map(), Business(sectors={"s1": 3, "s2": 1}, depends_on={"s3": 0.2}))
    exposure = {source: data for source, _, data in graph.edges(data=True) if data["kind"] == "exposure"}
    assert {source: data["exposure"] for source, data in exposure.items()} == pytest.approx(
        {"s1": 0.6, "s2": 0.2, "s3": 0.2}
    )
    assert {source: data["own"] for source, data in exposure.items()} == {"s1": True, "s2": True, "s3": False}


def test_depending_on_an_own_sector_adds_to_it():
    """Half of .8 plus .2: an own sector that one also depends on stays an own one."""
    graph = with_business(example_map(), Business(sectors={"s1": 1, "s2": 1}, depends_on={"s2": 0.2}))
    assert graph.edges["s2", "business/my-business"]["exposure"] == pytest.approx(0.6)
    assert graph.edges["s2", "business/my-business"]["own"]


def test_the_owner_overrules_the_sectors_mix():
    """Mix of cut (.8, .4) at 3 : 1 is .7; what the owner says of an activity, 0 included, stands."""
    small = ecosystem([sector("a", {"cut": 0.8, "book": 1.0}), sector("b", {"cut": 0.4, "teach": 0.5})])
    business = Business(sectors={"a": 3, "b": 1}, activities={"book": 0.0, "teach": 0.9})
    graph = with_business(small, business)
    assert dict(edges_out(graph, business_node(business), "profile")) == pytest.approx(
        {"cut": 0.7, "book": 0.0, "teach": 0.9}
    )


def test_strongest_pathways_of_the_example():
    """From s2 straight (.25 beats .5 * .4 * .75 = .15); from s3 by s2 (.15 * .25 beats .15 * .15)."""
    found = strongest_by_name(example_map(), example_business(), EXAMPLE_ATTENUATION)
    assert found == {"s1": ("s1",), "s2": ("s2",), "s3": ("s3", "s2")}


def test_a_detour_may_be_stronger_than_the_door():
    """Exposed to a by 1/100 itself, but by b with .99 * .5 * 1: the way by b is a's strongest."""
    small = ecosystem([sector("a"), sector("b")], edges={("a", "b"): 1.0})
    assert strongest_by_name(small, Business(sectors={"b": 99, "a": 1}), 0.5)["a"] == ("a", "b")


def test_a_sector_without_a_way_to_the_business_has_no_pathway():
    """s3 is reached by nobody, so a business in s3 hears of s3 alone."""
    assert strongest_by_name(example_map(), Business(sectors={"s3": 1}), 0.5) == {"s3": ("s3",)}


def test_what_is_remembered_of_pathways_is_those_of_one_exposure():
    """One network asked for two businesses in turn: in b there is the way by b, in a and b by a half a's own door."""
    reach = Reach.of(np.array([[0.0, 1.0], [0.0, 0.0]]), 0.5)
    for _ in range(2):
        assert strongest_pathways(reach, np.array([0.0, 1.0])) == {0: (0, 1), 1: (1,)}
        assert strongest_pathways(reach, np.array([0.5, 0.5])) == {0: (0,), 1: (1,)}
    faint = Reach.of(np.array([[0.0, 0.0], [1.0, 0.0]]), 0.5)
    assert strongest_pathways(faint, np.array([0.0, 1.0])) == {1: (1,)}


@pytest.mark.parametrize("near", ["b", "c"])
def test_equally_strong_pathways_are_taken_by_id(near):
    """By the nearer .5 * .125, by the other .25 * .25, both 1/16: the first by ids is taken, whichever is nearer."""
    far = "c" if near == "b" else "b"
    small = ecosystem([sector(name) for name in "abcd"], edges={("a", near): 0.25, ("a", far): 0.5})
    business = Business(sectors={near: 0.5, far: 0.25, "d": 0.25})
    assert strongest_by_name(small, business, 0.5)["a"] == ("a", "b")


def test_a_coupling_that_amplifies_has_its_place_in_the_strongest_pathway():
    """Overlay w12 = 4, w21 = .01 converges at .5; from s1 the way by s2 keeps .5 * 4 * .45 = .9, the door .55."""
    small = ecosystem([sector("s1"), sector("s2")], edges={("s1", "s2"): 4.0, ("s2", "s1"): 0.01})
    found = strongest_by_name(small, Business(sectors={"s1": 55, "s2": 45}), 0.5)
    assert found == {"s1": ("s1", "s2"), "s2": ("s2",)}


def test_the_heaviest_loop_by_geometric_mean():
    """a > b > a keeps 4 * 1 in two steps, mean 2; b > c > d > b 1 * 1 * 27 in three, mean 3."""
    graph = couplings(("a", "b", 4), ("b", "a", 1), ("b", "c", 1), ("c", "d", 1), ("d", "b", 27))
    loop = heaviest_loop(graph)
    assert loop[0] == loop[-1]
    assert set(loop) == {"b", "c", "d"}
    assert all(graph.has_edge(*edge) for edge in pairwise(loop))


def test_no_loop_no_answer():
    """A chain has no loop, and a coupling of 0 makes none."""
    assert heaviest_loop(couplings(("a", "b", 1), ("b", "c", 1))) == ()
    assert heaviest_loop(couplings(("a", "b", 1), ("b", "a", 0))) == ()


LOOP_SCRIPT = """
import networkx as nx
from ecomap.graph import heaviest_loop
graph = nx.DiGraph()
for number in range(20):
    graph.add_edge(f"chain-{number}", f"chain-{number + 1}", kind="coupling", coupling=1.0)
for source, target in ("trade", "food"), ("food", "trade"), ("food", "care"), ("care", "food"):
    graph.add_edge(source, target, kind="coupling", coupling=3.0)
print(heaviest_loop(graph))
"""


@pytest.mark.slow
def test_the_loop_that_is_named_does_not_depend_on_the_run():
    """Python hashes texts anew in every process; of loops equally heavy, the same one is named all the same."""
    named = set()
    for seed in range(3):
        environment = os.environ | {"PYTHONHASHSEED": str(seed)}
        found = subprocess.run(
            [sys.executable, "-c", LOOP_SCRIPT], capture_output=True, text=True, check=True, env=environment
        )
        named.add(found.stdout)
    assert len(named) == 1
