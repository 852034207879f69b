"""Walks counted one step at a time, and pathways found by erasing loops, against the closed forms."""

from collections.abc import Iterator
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.engine import propagation
from ecomap.engine.propagation import Reach
from maps import all_pathways, coupling_matrices, examples, exposures, total_influence

LONGEST = 200
"""Steps that are counted: at attenuation .7 the walks left out weigh less than .7^200 / .3 = 1e-30."""
attenuations = st.floats(0.05, 0.7)


def walks_by_steps(coupling: np.ndarray, attenuation: float, last: np.ndarray) -> Iterator[np.ndarray]:
    """Yield for 0, 1, 2 ... sector-to-sector steps the weight of the walks from each sector, one step at a time."""
    count = len(coupling)
    weights = [float(share) for share in last]
    for _ in range(LONGEST + 1):
        yield np.array(weights)
        weights = [
            sum(attenuation * float(coupling[i, j]) * weights[j] for j in range(count) if coupling[i, j])
            for i in range(count)
        ]


@examples(30)
@given(st.data(), coupling_matrices(), attenuations)
def test_what_reaches_a_business_is_a_sum_over_walks(data, coupling, attenuation):
    """Walks of no step are the exposure, and all up to 200 of them their whole."""
    exposure = data.draw(exposures(len(coupling)))
    by_steps = list(walks_by_steps(coupling, attenuation, exposure))
    np.testing.assert_allclose(total_influence(coupling, attenuation, exposure), sum(by_steps), atol=1e-13)


def loop_erased(walk: tuple[int, ...]) -> tuple[int, ...]:
    """Return a walk with its loops cut out in the order in which they close."""
    path: list[int] = []
    for sector in walk:
        path = [*path[: path.index(sector)], sector] if sector in path else [*path, sector]
    return tuple(path)


def test_loops_are_erased_as_they_close():
    """a b c b d a e: the loop at b closes first, then the one at a, which takes b and d with it."""
    assert loop_erased((0, 1, 2, 1, 3)) == (0, 1, 3)
    assert loop_erased((0, 1, 2, 1, 3, 0, 4)) == (0, 4)


def weights_of_pathways(coupling: np.ndarray, attenuation: float, exposure: np.ndarray) -> dict[tuple[int, ...], float]:
    """Return the weight of all walks of up to 200 steps by what is left of them once their loops are erased.

    Every walk is lengthened step by step; walks with the same rest so far have the same future and are kept together.
    """
    count = len(coupling)
    running = {(i,): 1.0 for i in range(count)}
    arrived: dict[tuple[int, ...], float] = {}
    for _ in range(LONGEST + 1):
        longer: dict[tuple[int, ...], float] = {}
        for path, weight in running.items():
            arrived[path] = arrived.get(path, 0.0) + weight * float(exposure[path[-1]])
            for target in np.flatnonzero(coupling[path[-1]]):
                rest = loop_erased((*path, int(target)))
                step = attenuation * float(coupling[path[-1], target])
                longer[rest] = longer.get(rest, 0.0) + weight * step
        running = longer
    return arrived


@examples(12)
@given(st.data(), coupling_matrices(largest=4), attenuations)
def test_a_pathway_weighs_what_its_walks_weigh(data, coupling, attenuation):
    """The determinant formula gives each simple pathway the walks whose loop-erased form it is, and only those."""
    exposure = data.draw(exposures(len(coupling)))
    total = total_influence(coupling, attenuation, exposure).sum()
    brute = weights_of_pathways(coupling, attenuation, exposure)
    found = all_pathways(coupling, attenuation, exposure)
    for length in range(1, len(coupling) + 1):
        for path in permutations(range(len(coupling)), length):
            assert found.get(path, 0.0) == pytest.approx(brute.get(path, 0.0) / total, abs=1e-12)


def every_walk(coupling: np.ndarray, longest: int) -> Iterator[tuple[int, ...]]:
    """Yield every walk of up to ``longest`` steps, one by one."""
    walks = [(i,) for i in range(len(coupling))]
    for _ in range(longest + 1):
        yield from walks
        walks = [(*walk, int(target)) for walk in walks for target in np.flatnonzero(coupling[walk[-1]])]


def test_the_example_walk_by_walk():
    """All walks of the worked example of up to 24 steps, loops erased: the six pathways and nothing else.

    The loop keeps .25 * .2 = .05 a round of two steps, so that what is left out weighs about .05^12 = 2e-16.
    """
    coupling = np.array([[0.0, 0.5, 0.0], [0.4, 0.0, 0.0], [0.0, 0.3, 0.0]])
    exposure = np.array([0.75, 0.25, 0.0])
    weights: dict[tuple[int, ...], float] = {}
    for walk in every_walk(coupling, 24):
        steps = [0.5 * coupling[i, j] for i, j in pairwise(walk)]
        weight = float(np.prod(steps) * exposure[walk[-1]])
        weights[loop_erased(walk)] = weights.get(loop_erased(walk), 0.0) + weight
    total = sum(weights.values())
    search = all_pathways(coupling, 0.5, exposure)
    found = {path: search.get(path, 0.0) for path in weights}
    assert {path for path, weight in weights.items() if weight} == {(0,), (1,), (1, 0), (2, 1), (0, 1), (2, 1, 0)}
    assert found == pytest.approx({path: weight / total for path, weight in weights.items()}, abs=1e-12)


@examples(25)
@given(st.data(), coupling_matrices(largest=5), attenuations)
def test_the_pathways_of_a_sector_share_out_its_weight(data, coupling, attenuation):
    """Every walk belongs to exactly one pathway: those that start in a sector sum to the sector's weight."""
    count = len(coupling)
    exposure = data.draw(exposures(count))
    reach = total_influence(coupling, attenuation, exposure)
    found = all_pathways(coupling, attenuation, exposure)
    for start in range(count):
        others = [i for i in range(count) if i != start]
        paths = [(start, *rest) for length in range(count) for rest in permutations(others, length)]
        assert sum(found.get(path, 0.0) for path in paths) == pytest.approx(reach[start] / reach.sum(), abs=1e-12)


@examples(40)
@given(coupling_matrices(), attenuations)
def test_the_series_is_the_inverse(coupling, attenuation):
    """What a large map sums column by column is what a small one inverts."""
    small, large = Reach.of(coupling, attenuation), Reach.of(coupling, attenuation)
    inverse = np.linalg.inv(np.eye(len(coupling)) - attenuation * coupling)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(propagation, "LARGE", 0)
        columns = [large.column(sector) for sector in range(len(coupling))]
    for sector, column in enumerate(columns):
        np.testing.assert_allclose(column, inverse[:, sector], rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(small.column(sector), inverse[:, sector], rtol=1e-12, atol=1e-15)
