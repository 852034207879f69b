"""Law 15: what grows without limit is refused, with the loop and the limit; just below it there is an answer."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ecomap import Business, EcosystemMap, Settings, rank_trends
from ecomap.errors import ConvergenceError
from maps import Edge, ecosystem, examples, sector, sector_ids, trend


def overlaid(edges: dict[Edge, float], business: dict[str, float] | None = None) -> tuple[EcosystemMap, Business]:
    """Return a map with these couplings, one trend known everywhere, and a business in all of its sectors."""
    names = sorted({name for edge in edges for name in edge})
    shares = {("t", name): 0.1 + 0.8 * i / len(names) for i, name in enumerate(names)}
    drawn = ecosystem([sector(name) for name in names], [trend("t")], shares, edges)
    return drawn, Business(sectors=business or dict.fromkeys(names, 1.0))


@st.composite
def overlays(draw) -> dict[Edge, float]:
    """Draw couplings that keep to no budget, with a loop round all sectors among them."""
    names = sector_ids(draw(st.integers(2, 6)))
    ring = set(pairwise([*names, names[0]]))
    others = [(a, b) for a in names for b in names if a != b and (a, b) not in ring]
    chosen = draw(st.sets(st.sampled_from(others), max_size=6)) if others else set()
    return {edge: draw(st.floats(0.2, 4)) for edge in sorted(ring | chosen)}


def radius(edges: dict[Edge, float]) -> float:
    """Return the spectral radius of the couplings."""
    names = sorted({name for edge in edges for name in edge})
    matrix = np.zeros((len(names), len(names)))
    for (source, target), share in edges.items():
        matrix[names.index(source), names.index(target)] = share
    return float(np.abs(np.linalg.eigvals(matrix)).max())


@examples(40)
@given(overlays(), st.floats(0.05, 0.95))
def test_what_diverges_is_refused_by_name(edges, attenuation):
    """The error names a loop that is in the map and the attenuation below which there is an answer."""
    assume(attenuation * radius(edges) > 1 + 1e-6)
    with pytest.raises(ConvergenceError) as refused:
        rank_trends(*overlaid(edges), Settings(attenuation=attenuation))
    loop = refused.value.loop
    assert loop[0] == loop[-1]
    assert len(set(loop)) == len(loop) - 1 >= 2
    assert set(pairwise(loop)) <= set(edges)
    assert " > ".join(loop) in str(refused.value)
    assert refused.value.attenuation == attenuation
    assert refused.value.largest == pytest.approx(1 / radius(edges), rel=1e-9)


@examples(40)
@given(overlays())
def test_just_below_the_limit_there_is_an_answer(edges):
    """The limit that the error names is the limit: a millionth below it the ranking is made and finite."""
    assume(0.99 * radius(edges) > 1 + 1e-6)
    with pytest.raises(ConvergenceError) as refused:
        rank_trends(*overlaid(edges), Settings(attenuation=0.99))
    below = Settings(attenuation=refused.value.largest * (1 - 1e-6))
    row = rank_trends(*overlaid(edges), below).opportunities[0]
    assert 0 < row.likelihood < 1
    assert math.isfinite(row.remainder)


@pytest.mark.parametrize(
    ("attenuation", "weights"),
    [
        (0.5, [2.0, 2.0]),
        (0.5, [4.0, 1.0]),
        (0.25, [4.0, 4.0, 4.0]),
        (0.5, [1.0, 8.0, 1.0]),
        (0.35, [1 / 0.35, 1 / 0.35]),
        (0.05, [20.0, 20.0]),  # what maps are compiled with
    ],
)
def test_exactly_one_is_refused(attenuation, weights):
    """A loop that returns exactly what it was given never ends: .5 * 2 = 1 a step, 2 * .5, .5 * 4 * .5 = 1 ..."""
    names = sector_ids(len(weights))
    edges = dict(zip(pairwise([*names, names[0]]), weights, strict=True))
    with pytest.raises(ConvergenceError) as refused:
        rank_trends(*overlaid(edges), Settings(attenuation=attenuation))
    assert set(refused.value.loop) == set(names)
    assert refused.value.largest == pytest.approx(attenuation, rel=1e-9)
    assert rank_trends(*overlaid(edges), Settings(attenuation=0.9 * attenuation)).opportunities


def test_a_loop_that_the_business_never_hears_of_is_refused_too():
    """The map is not valid, whoever asks; the loop is named, not the business."""
    edges = {("s1", "s2"): 0.5, ("s3", "s4"): 3.0, ("s4", "s3"): 3.0}
    with pytest.raises(ConvergenceError) as refused:
        rank_trends(*overlaid(edges, {"s2": 1.0}), Settings(attenuation=0.5))
    assert set(refused.value.loop) == {"s3", "s4"}


def test_the_way_out_in_the_message_works():
    """Couplings 4 and 3: limit .28867513. Whoever sets a hair less than the number in the message gets an answer."""
    edges = {("s1", "s2"): 4.0, ("s2", "s1"): 3.0}
    with pytest.raises(ConvergenceError) as refused:
        rank_trends(*overlaid(edges), Settings(attenuation=0.5))
    named = float(str(refused.value).rpartition("below ")[2].rstrip("."))
    assert named == pytest.approx(refused.value.largest, abs=1e-3)
    assert rank_trends(
        *overlaid(edges, {"s1": 1.0}), Settings(attenuation=named * (1 - 1e-9)), view="all"
    ).opportunities
