"""The matrices of the model are read off the graph, with axes in the order of the ids."""

import numpy as np
import pytest

from ecomap.graph import business_node, with_business
from ecomap.model import Business
from ecomap.verbs.arrays import business_arrays, map_arrays
from maps import changed, ecosystem, example_business, example_map, influence, sector, trend


def test_the_example_as_arrays():
    """Every number of the worked example in its row and column."""
    axes = map_arrays(with_business(example_map(), example_business()))
    assert (axes.trends, axes.sectors, axes.activities) == (("t",), ("s1", "s2", "s3"), ("first", "second"))
    np.testing.assert_array_equal(axes.coupling, [[0, 0.5, 0], [0.4, 0, 0], [0, 0.3, 0]])
    np.testing.assert_array_equal(axes.prevalence, [[0.2, 0.5, 0.8]])
    np.testing.assert_array_equal(axes.service, [[0.6, 0.4]])
    np.testing.assert_array_equal(axes.sector_profile, [[1, 0.25]] * 3)
    numbers = [axes.norm[0], axes.spread[0], axes.pace[0], axes.specificity[0]]
    assert numbers == [-0.5, 1.1, 0.25, 0.8]
    assert axes.known.all()
    assert axes.pace_known.all()


def test_the_business_as_arrays():
    """Exposure .75 and .25 to its own sectors, their profile, the trend's opportunity share, the sectors' readiness."""
    business = example_business()
    graph = with_business(example_map(), business)
    numbers = business_arrays(graph, business_node(business), map_arrays(graph))
    np.testing.assert_array_equal(numbers.exposure, [0.75, 0.25, 0])
    np.testing.assert_array_equal(numbers.own, [True, True, False])
    np.testing.assert_array_equal(numbers.profile, [1.0, 0.25])
    assert numbers.opportunity[0] == pytest.approx(0.7, abs=1e-15)
    assert numbers.readiness == pytest.approx(0.5, abs=1e-15)


def test_axes_are_sorted_whatever_the_file_says():
    """Sectors and trends in any order of the file stand in the order of their ids."""
    axes = map_arrays(
        with_business(ecosystem([sector("b"), sector("a")], [trend("z"), trend("y")]), Business(sectors={"a": 1}))
    )
    assert (axes.sectors, axes.trends) == (("a", "b"), ("y", "z"))
    assert axes.sector_index == {"a": 0, "b": 1}


def test_what_is_not_known_is_marked():
    """A missing figure, a derived figure and a missing pace are marked as not known."""
    small = ecosystem([sector("a"), sector("b"), sector("c")], [trend("t")], {("t", "a"): 0.3, ("t", "b"): None})
    axes = map_arrays(with_business(small, Business(sectors={"a": 1})))
    np.testing.assert_array_equal(axes.known, [[True, False, False]])
    assert not axes.pace_known[0]
    assert axes.pace[0] == 0


def test_dependences_weigh_nothing_in_the_opportunity_share():
    """What the trend is to a sector that one only depends on does not colour what it is to the business."""
    small = ecosystem([sector("a"), sector("b")], [trend("t", opportunity=0.8)])
    overruled = changed(small, influences=(influence("t", "b", 0.5, opportunity=0.0),))
    business = Business(sectors={"a": 1}, depends_on={"b": 0.5})
    graph = with_business(overruled, business)
    numbers = business_arrays(graph, business_node(business), map_arrays(graph))
    assert numbers.opportunity[0] == pytest.approx(0.8, abs=1e-15)
