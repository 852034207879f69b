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
from ecomap.results.ranking import Method
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.rows import RowMaker
from ecomap.verbs.standings import Standings, find_standings
from maps import (
    Situation,
    coupling_matrices,
    examples,
    exposures,
    pathway_search,
    situations,
    total_influence,
    walk_shares,
)  # fmt: skip

METHODS: tuple[Method, ...] = ("walks", "neighbours", "strongest")
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
    weights = walk_shares(coupling, attenuation, exposure, exposure > 0).total
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
@examples(12)
@given(situations(), st.integers(0, 6))
def test_pathways_and_remainder_are_the_methods_own_network(method, situation, listed):
    """However many are listed: pathways + remainder = own + direct + indirect, and the remainder is the other ones."""
    numbers = standings_of(situation, method)
    routes = RowMaker(compiled_map(situation.ecosystem), numbers)
    for trend, network in enumerate(numbers.parts.network):
        push = numbers.push_of_weight(trend)
        everything = list(numbers.pathways.descending(push))
        assert_in_order(everything, push)
        pushes = {p.sectors: float(push[p.sectors[0]]) * p.weight for p in everything}
        assert math.fsum(pushes.values()) == pytest.approx(network, rel=0, abs=EXACT)
        told, remainder = routes.pathways(trend, 1.0, listed)
        ids = [tuple(numbers.axes.sectors.index(name) for name in pathway.sectors) for pathway in told]
        left = math.fsum(size for sectors, size in pushes.items() if sectors not in ids)
        assert remainder == pytest.approx(left, rel=0, abs=EXACT)
        assert len(told) >= min(listed, len(pushes))


@pytest.mark.parametrize("method", METHODS)
@examples(12)
@given(situations(), st.integers(0, 4))
def test_the_remainder_is_told_by_sector(method, situation, listed):
    """By first sector: what is not listed sums to the remainder, and each sector's part is that of its pathways."""
    numbers = standings_of(situation, method)
    routes = RowMaker(compiled_map(situation.ecosystem), numbers)
    for trend in range(len(numbers.axes.trends)):
        push = numbers.push_of_weight(trend)
        told, remainder = routes.pathways(trend, 1.0, listed)
        rest = routes.remainder_by_sector(trend, told)
        assert math.fsum(rest.values()) == pytest.approx(remainder, rel=0, abs=EXACT)
        listed_ids = {pathway.sectors for pathway in told}
        left: dict[str, float] = defaultdict(float)
        for pathway in numbers.pathways.descending(push):
            names = tuple(numbers.axes.sectors[sector] for sector in pathway.sectors)
            left[names[0]] += 0.0 if names in listed_ids else float(push[pathway.sectors[0]]) * pathway.weight
        assert rest == pytest.approx({sector: left[sector] for sector in rest}, rel=0, abs=EXACT)


@pytest.mark.parametrize("method", METHODS)
@examples(10)
@given(situations())
def test_each_method_shares_out_one_whole(method, situation):
    """The weights of a method's pathways sum to 1, whatever it leaves out."""
    numbers = standings_of(situation, method)
    found = list(numbers.pathways.descending(np.ones(len(numbers.axes.sectors))))
    assert math.fsum(pathway.weight for pathway in found) == pytest.approx(1, rel=0, abs=EXACT)
    assert numbers.shares.total.sum() == pytest.approx(1, rel=0, abs=EXACT)


# 5. Property 5, its second half; and its first for every method.


@examples(12)
@given(situations(), attenuations)
def test_strongest_never_exceeds_the_walk(situation, attenuation):
    """Before normalising, a pathway's strongest weight is its bare product: no more than what its walks weigh."""
    settings = Settings(attenuation=attenuation)
    strongest, walks = (standings_of(situation, method, settings) for method in ("strongest", "walks"))
    kept, exposure = attenuation * walks.axes.coupling, walks.exposure
    everything = np.ones(len(walks.axes.sectors))
    of_walks = {pathway.sectors: pathway.weight for pathway in walks.pathways.descending(everything)}
    total = total_influence(walks.axes.coupling, attenuation, exposure).sum()
    listed = list(strongest.pathways.descending(everything))
    bare = {
        pathway.sectors: math.prod(float(kept[edge]) for edge in pairwise(pathway.sectors))
        * float(exposure[pathway.sectors[-1]])
        for pathway in listed
    }
    for pathway in listed:
        assert pathway.weight == pytest.approx(bare[pathway.sectors] / math.fsum(bare.values()), rel=1e-9)
        assert bare[pathway.sectors] <= of_walks[pathway.sectors] * total * (1 + 1e-9)


@pytest.mark.parametrize("method", METHODS)
@examples(10)
@given(situations(known=True))
def test_no_attenuation_leaves_the_own_part_of_every_method(method, situation):
    """As delta goes to 0 the network part goes to sum e u over the own sectors, by every method; at 1e-9 to 1e-7."""
    alone = Situation(situation.ecosystem, situation.business.model_copy(update={"depends_on": {}}))
    numbers = standings_of(alone, method, Settings(attenuation=1e-9))
    own = Settings().network_strength * (numbers.lead @ numbers.exposure)
    np.testing.assert_allclose(numbers.parts.own_sector, own, rtol=0, atol=1e-7)
    np.testing.assert_allclose(numbers.parts.network, own, rtol=0, atol=1e-7)


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


@pytest.mark.slow
def test_ten_thousand_random_maps():
    """On every one: all pushes sum to the network part, in falling order, no loop, weights as determinants and 1."""
    random = np.random.default_rng(20261122)
    seen = cyclic = 0
    for _ in range(10_000):
        coupling, attenuation, exposure, push = random_map(random)
        found = list(pathway_search(coupling, attenuation, exposure).descending(push))
        assert_in_order(found, push)
        shares = walk_shares(coupling, attenuation, exposure, exposure > 0)
        network = math.fsum(float(part @ push) for part in (shares.own, shares.direct, shares.indirect))
        pushes = [float(push[pathway.sectors[0]]) * pathway.weight for pathway in found]
        assert abs(math.fsum(pushes) - network) <= EXACT
        listed = pushes[: int(random.integers(0, 9))]
        by_sector = push * shares.total
        for pathway, size in zip(found, listed, strict=False):
            by_sector[pathway.sectors[0]] -= size
        assert abs(math.fsum(listed) + math.fsum(by_sector) - network) <= EXACT
        assert abs(math.fsum(pathway.weight for pathway in found) - 1) <= EXACT
        expected = independent_weights(attenuation * coupling, exposure, [pathway.sectors for pathway in found])
        assert max(abs(pathway.weight - expected[pathway.sectors]) for pathway in found) <= EXACT
        seen += len(found)
        cyclic += any(pathway.echo > 1 + 1e-9 for pathway in found)
    assert cyclic > 6_000
    assert seen > 100_000
