"""The arrays of map and business are the graph, read off in the order of the ids."""

import numpy as np
import pytest
from hypothesis import given

from business_graph import business_node, edges_out, with_business
from ecomap.model import Business, Settings
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.standings import find_standings
from maps import changed, ecosystem, example_business, example_map, examples, influence, sector, situations, trend


def arrays_of(around):
    """Return the arrays of a map."""
    return compiled_map(around).arrays


def test_the_example_as_arrays():
    """Every number of the worked example in its row and column."""
    axes = arrays_of(example_map())
    assert (axes.trends, axes.sectors, axes.activities) == (("t",), ("s1", "s2", "s3"), ("first", "second"))
    np.testing.assert_array_equal(axes.coupling, [[0, 0.5, 0], [0.4, 0, 0], [0, 0.3, 0]])
    np.testing.assert_array_equal(axes.prevalence, [[0.2, 0.5, 0.8]])
    np.testing.assert_array_equal(axes.service, [[0.6, 0.4]])
    np.testing.assert_array_equal(axes.sector_profile, [[1, 0.25]] * 3)
    assert [axes.norm[0], axes.spread[0], axes.pace[0], axes.specificity[0]] == [-0.5, 1.1, 0.25, 0.8]
    assert axes.known.all()
    assert axes.pace_known.all()


def test_a_map_is_compiled_once():
    """The same map gives the same compiled one; an equal map is another."""
    around = example_map()
    assert compiled_map(around) is compiled_map(around)
    assert compiled_map(around) is not compiled_map(example_map())


def test_the_business_as_arrays():
    """Exposure .75 and .25 to its own sectors, their profile, the trend's opportunity share, the sectors' readiness."""
    numbers = find_standings(example_map(), example_business(), Settings())
    np.testing.assert_array_equal(numbers.exposure, [0.75, 0.25, 0])
    np.testing.assert_array_equal(numbers.own, [True, True, False])
    np.testing.assert_array_equal(numbers.profile, [1.0, 0.25])
    assert numbers.opportunity[0] == pytest.approx(0.7, abs=1e-15)
    assert numbers.readiness == pytest.approx(0.5, abs=1e-15)


@examples(60)
@given(situations())
def test_a_business_added_to_the_graph_is_the_arrays(situation):
    """Exposure, own sectors, profile, services, readiness and peers: the graph's edges are the arrays' numbers."""
    numbers = find_standings(*situation, Settings())
    graph, node = with_business(*situation), business_node(situation.business)
    incoming = {source: data for source, _, data in graph.in_edges(node, data=True)}
    axes = numbers.axes
    for place, name in enumerate(axes.sectors):
        edge = incoming.get(name, {"exposure": 0.0, "own": False})
        assert numbers.exposure[place] == pytest.approx(edge["exposure"], abs=1e-15)
        assert numbers.own[place] == edge["own"]
    profile = dict(edges_out(graph, node, "profile"))
    assert dict(zip(axes.activities, numbers.profile.tolist(), strict=True)) == pytest.approx(
        {activity: profile.get(activity, 0.0) for activity in axes.activities}, abs=1e-15
    )
    for row, name in enumerate(axes.trends):
        served = dict(edges_out(graph, name, "service"))
        expected = [served.get(activity, 0.0) for activity in axes.activities]
        np.testing.assert_allclose(axes.service[row], expected, atol=1e-15)
        for column in np.flatnonzero(numbers.seen[row]):
            assert axes.prevalence[row, column] == incoming[name]["peers"]
    assert numbers.seen.any(axis=1).tolist() == [name in incoming for name in axes.trends]
    assert numbers.readiness == pytest.approx(graph.nodes[node]["readiness"], abs=1e-14)


def test_axes_are_sorted_whatever_the_file_says():
    """Sectors and trends in any order of the file stand in the order of their ids."""
    axes = arrays_of(ecosystem([sector("b"), sector("a")], [trend("z"), trend("y")]))
    assert (axes.sectors, axes.trends) == (("a", "b"), ("y", "z"))
    assert axes.sector_index == {"a": 0, "b": 1}


def test_what_is_not_known_is_marked():
    """A missing figure, a derived figure and a missing pace are marked as not known."""
    small = ecosystem([sector("a"), sector("b"), sector("c")], [trend("t")], {("t", "a"): 0.3, ("t", "b"): None})
    axes = arrays_of(small)
    np.testing.assert_array_equal(axes.known, [[True, False, False]])
    assert not axes.pace_known[0]
    assert axes.pace[0] == 0


def test_dependences_weigh_nothing_in_the_opportunity_share():
    """What the trend is to a sector that one only depends on does not colour what it is to the business."""
    small = ecosystem([sector("a"), sector("b")], [trend("t", opportunity=0.8)])
    overruled = changed(small, influences=(influence("t", "b", 0.5, opportunity=0.0),))
    numbers = find_standings(overruled, Business(sectors={"a": 1}, depends_on={"b": 0.5}), Settings())
    assert numbers.opportunity[0] == pytest.approx(0.8, abs=1e-15)
