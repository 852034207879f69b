"""Pathways on random maps full of loops: all of them, each once, heaviest first, and a rest that is exact."""

import math
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap import Settings
from ecomap.engine.pathways import WeighedPathway
from ecomap.posteriors import SectorFigures
from ecomap.results.ranking import Method
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.pathways import TrendPathways
from ecomap.verbs.rows import RowMaker
from ecomap.verbs.standings import Standings, find_standings
from maps import ALL, Situation, coupling_matrices, examples, exposures, pathway_search, situations, total_influence

METHODS: tuple[Method, ...] = ("walks", "neighbours", "strongest")
INSIDE = ("traits", "technologies", "activities", "network_direct", "network_indirect")
"""Parts of the log-odds that pathways open."""
EXACT = 1e-12
attenuations = st.floats(0.05, 0.95)
leads = st.sampled_from([0.0, 1.0, -1.0]) | st.floats(-5, 5)


def independent_weight(kept: np.ndarray, exposure: np.ndarray, pathway: tuple[int, ...]) -> float:
    """Return prod A(x, y) e(xk) det(I - A without the pathway) / det(I - A) / sum g, with A = delta W."""
    matrix = np.eye(len(kept)) - kept
    rest = [i for i in range(len(kept)) if i not in pathway]
    steps = math.prod(float(kept[edge]) for edge in pairwise(pathway)) * float(exposure[pathway[-1]])
    outside = float(np.linalg.det(matrix[np.ix_(rest, rest)])) if rest else 1.0
    return steps * outside / float(np.linalg.det(matrix)) / float(np.linalg.solve(matrix, exposure).sum())


def assert_in_order(pathways: Iterable[WeighedPathway], push: np.ndarray) -> None:
    """Assert that the pathways fall in |push|, that none has a loop and that none comes twice."""
    found = list(pathways)
    sizes = [abs(float(push[pathway.sectors[0]])) * pathway.weight for pathway in found]
    assert all(later <= former * (1 + 1e-9) + 1e-15 for former, later in pairwise(sizes))
    assert all(len(set(pathway.sectors)) == len(pathway.sectors) for pathway in found)
    assert len({pathway.sectors for pathway in found}) == len(found)


def standings_of(situation: Situation, method: Method, settings: Settings | None = None) -> Standings:
    """Return the numbers of a situation by one method."""
    return find_standings(situation.ecosystem, situation.business, settings or Settings(), method)


# The search itself, on matrices.


@examples(60)
@given(st.data(), coupling_matrices(), attenuations)
def test_every_pathway_weighs_what_the_determinants_say(data, coupling, attenuation):
    """Each weight is the determinant formula's, the echo its ratio of determinants, at least 1; together they are 1."""
    exposure = data.draw(exposures(len(coupling)))
    found = list(pathway_search(coupling, attenuation, exposure).descending(np.ones(len(coupling))))
    assert_in_order(found, np.ones(len(coupling)))
    kept = attenuation * coupling
    total = total_influence(coupling, attenuation, exposure).sum()
    for pathway in found:
        assert pathway.weight == pytest.approx(independent_weight(kept, exposure, pathway.sectors), rel=0, abs=EXACT)
        bare = math.prod(float(kept[edge]) for edge in pairwise(pathway.sectors)) * exposure[pathway.sectors[-1]]
        assert pathway.weight * total == pytest.approx(bare * pathway.echo, rel=1e-9)
        assert pathway.echo >= 1 - EXACT
    assert math.fsum(pathway.weight for pathway in found) == pytest.approx(1, rel=0, abs=EXACT)


@examples(60)
@given(st.data(), coupling_matrices(), attenuations)
def test_pathways_of_a_push_are_the_network_sum(data, coupling, attenuation):
    """All pushes sum to sum a u, sector by sector too; a sector whose lead is 0 begins no pathway."""
    exposure = data.draw(exposures(len(coupling)))
    push = np.array(data.draw(st.lists(leads, min_size=len(coupling), max_size=len(coupling))))
    found = list(pathway_search(coupling, attenuation, exposure).descending(push))
    assert_in_order(found, push)
    by_first = np.zeros(len(coupling))
    for pathway in found:
        assert push[pathway.sectors[0]] != 0
        by_first[pathway.sectors[0]] += push[pathway.sectors[0]] * pathway.weight
    reach = total_influence(coupling, attenuation, exposure)
    weights = reach / reach.sum()
    np.testing.assert_allclose(by_first, push * weights, rtol=0, atol=EXACT)


@examples(30)
@given(st.data(), coupling_matrices())
def test_one_search_answers_every_trend_alike(data, coupling):
    """What was found for one push is kept for the next: the answer is that of a fresh search, in whole and in part."""
    exposure = data.draw(exposures(len(coupling)))
    count = len(coupling)
    first, second = (np.array(data.draw(st.lists(leads, min_size=count, max_size=count))) for _ in range(2))
    used = pathway_search(coupling, 0.35, exposure)
    beginning = [pathway for pathway, _ in zip(used.descending(first), range(3), strict=False)]
    assert list(used.descending(second)) == list(pathway_search(coupling, 0.35, exposure).descending(second))
    assert beginning == list(pathway_search(coupling, 0.35, exposure).descending(first))[:3]


# By each method, on maps.


@pytest.mark.parametrize("method", METHODS)
@examples(20)
@given(situations())
def test_all_pathways_are_their_parts(method, situation):
    """All ways, each once and heaviest first, sum to traits, technologies, activities and network; none is left."""
    numbers = standings_of(situation, method)
    known = SectorFigures(numbers.axes)
    for trend, name in enumerate(numbers.axes.trends):
        ways = TrendPathways(numbers, known, trend).heaviest(100_000)
        parts = [float(getattr(numbers.parts, part)[trend]) for part in INSIDE]
        assert math.fsum(way.push for way in ways) == pytest.approx(math.fsum(parts), rel=0, abs=1e-11), name
        assert all(abs(later.push) <= abs(former.push) + 1e-12 for former, later in pairwise(ways))
        assert len({(way.kind, way.sectors, way.feature) for way in ways}) == len(ways)


@pytest.mark.parametrize("method", METHODS)
@examples(20)
@given(situations())
def test_pathways_of_a_kind_are_the_part_of_that_kind(method, situation):
    """Traits and what was judged of them; technologies; activities; couplings, with all their loops, the network."""
    numbers = standings_of(situation, method)
    known, parts = SectorFigures(numbers.axes), numbers.parts
    for trend in range(len(numbers.axes.trends)):
        sums: dict[str, float] = defaultdict(float)
        for way in TrendPathways(numbers, known, trend).heaviest(100_000):
            sums[way.kind] += way.push
        found = [sums["trait"] + sums["judged"], sums["technology"], sums["activity"], sums["coupling"]]
        network = parts.network_direct[trend] + parts.network_indirect[trend]
        expected = [parts.traits[trend], parts.technologies[trend], parts.activities[trend], network]
        assert found == pytest.approx(expected, rel=0, abs=1e-11)


@examples(20)
@given(situations(), st.integers(0, 6))
def test_what_is_not_listed_is_the_remainder(situation, listed):
    """However many are listed, they are the first of all, and what is left is the sum of the others."""
    compiled, numbers = compiled_map(situation.ecosystem), standings_of(situation, "walks")
    maker, known = RowMaker(compiled, numbers), SectorFigures(numbers.axes)
    for trend in range(len(numbers.axes.trends)):
        ways = TrendPathways(numbers, known, trend).heaviest(100_000)
        told, remainder = maker.pathways(trend, listed)
        assert [pathway.push for pathway in told] == [way.push for way in ways[:listed]]
        assert remainder == pytest.approx(math.fsum(way.push for way in ways[listed:]), rel=0, abs=1e-11)


@examples(15)
@given(situations(), attenuations)
def test_no_pathway_of_neighbours_has_a_way_and_none_of_any_echoes_alone(situation, attenuation):
    """Neighbours hear each sector straight; the strongest by one way each; only walks count what comes back."""
    for method in ("neighbours", "strongest"):
        numbers = standings_of(situation, method, Settings(attenuation=attenuation))
        known = SectorFigures(numbers.axes)
        for trend in range(len(numbers.axes.trends)):
            ways = [way for way in TrendPathways(numbers, known, trend).heaviest(100_000) if way.kind == "coupling"]
            assert all(way.echo == 1 for way in ways)
            assert method == "strongest" or all(len(way.sectors) == 2 for way in ways)
            ends = [(way.sectors[0], way.sectors[-1]) for way in ways]
            assert len(ends) == len(set(ends))


# Ten thousand maps.


def random_map(random: np.random.Generator) -> tuple[np.ndarray, float, np.ndarray, np.ndarray]:
    """Return couplings, attenuation, exposure and leads of a map of 2-7 sectors: cyclic, columns sum to at most 1."""
    count = int(random.integers(2, 8))
    coupling = random.random((count, count)) * (random.random((count, count)) < random.uniform(0.2, 0.8))
    np.fill_diagonal(coupling, 0)
    sums = coupling.sum(axis=0)
    coupling *= np.divide(random.random(count), sums, out=np.zeros(count), where=sums > 0)
    exposure = random.random(count) * (random.random(count) < 0.5)
    exposure[random.integers(count)] += 0.1
    return coupling, float(random.uniform(0.05, 0.95)), exposure / exposure.sum(), random.normal(0, 1.5, count)


def independent_weights(
    kept: np.ndarray, exposure: np.ndarray, pathways: list[tuple[int, ...]]
) -> dict[tuple[int, ...], float]:
    """Return what `independent_weight` gives, all pathways of a length at a time."""
    matrix, count = np.eye(len(kept)) - kept, len(kept)
    scale = float(np.linalg.det(matrix)) * float(np.linalg.solve(matrix, exposure).sum())
    by_length: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for pathway in pathways:
        by_length[len(pathway)].append(pathway)
    found = {}
    for same in by_length.values():
        at = np.array(same)
        rest = np.array([[i for i in range(count) if i not in pathway] for pathway in same], dtype=int)
        outside = np.linalg.det(matrix[rest[:, :, None], rest[:, None, :]])
        steps = np.prod(kept[at[:, :-1], at[:, 1:]], axis=1) * exposure[at[:, -1]]
        found |= dict(zip(same, (steps * outside / scale).tolist(), strict=True))
    return found


MAPS = 10_000 if ALL else 2_000


@pytest.mark.slow
def test_ten_thousand_random_maps():
    """On every one: all pushes sum to the network part, in falling order, no loop, weights as determinants and 1.

    CI tries 2,000 of them, a night all.
    """
    random = np.random.default_rng(20261122)
    seen = cyclic = 0
    for _ in range(MAPS):
        coupling, attenuation, exposure, push = random_map(random)
        found = list(pathway_search(coupling, attenuation, exposure).descending(push))
        assert_in_order(found, push)
        reach = total_influence(coupling, attenuation, exposure)
        network = float(push @ reach) / float(reach.sum())
        pushes = [float(push[pathway.sectors[0]]) * pathway.weight for pathway in found]
        assert abs(math.fsum(pushes) - network) <= EXACT
        assert abs(math.fsum(pathway.weight for pathway in found) - 1) <= EXACT
        expected = independent_weights(attenuation * coupling, exposure, [pathway.sectors for pathway in found])
        assert max(abs(pathway.weight - expected[pathway.sectors]) for pathway in found) <= EXACT
        seen += len(found)
        cyclic += any(pathway.echo > 1 + 1e-9 for pathway in found)
    assert cyclic > 0.6 * MAPS
    assert seen > 10 * MAPS
