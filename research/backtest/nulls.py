"""Does it matter who is coupled with whom? The same test with networks in which sectors have changed places."""

from collections.abc import Iterator
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ecomap.engine import likelihood
from ecomap.engine.propagation import Array, walk_shares_of_each
from research.backtest import scores as validity
from research.backtest.bench import Bench
from research.backtest.fitting import Truth
from research.backtest.marks import STANDARDISED
from research.backtest.prediction import total
from research.backtest.results import NullTest
from research.derivation.coupling import Coupling, CouplingSettings, mixed

Places = NDArray[np.int64]
Part = Literal["all", "affinity", "kinship"]
Within = Literal["everything", "blocks"]
TESTS: tuple[tuple[Part, Within], ...] = (
    ("all", "everything"), ("all", "blocks"), ("affinity", "blocks"), ("kinship", "blocks")
)  # fmt: skip


def null_tests(
    bench: Bench, settings: CouplingSettings, attenuation: float, permutations: int, seed: int
) -> Iterator[NullTest]:
    """Yield the permutation tests of task C with the shipped settings.

    Parameters
    ----------
    permutations
        Networks drawn for each test; PCG64 with the seed.
    """
    likeness = bench.likeness(bench.earlier)
    parts, truth = bench.parts(likeness, settings), Truth.of(bench, bench.scored).lifts
    observed = _score(bench, bench.coupling(likeness, settings), attenuation, truth)
    for part, within in TESTS:
        random = np.random.Generator(np.random.PCG64(seed))
        groups = np.zeros_like(bench.blocks) if within == "everything" else bench.blocks
        networks = (permuted(parts, settings, part, shuffled(groups, random)) for _ in range(permutations))
        scores = np.array([_score(bench, network, attenuation, truth) for network in networks])
        yield NullTest(
            bench.name, "C", STANDARDISED, "spearman_lift", part, within, observed, float(scores.mean()),
            float(scores.max()), (1 + int((scores >= observed).sum())) / (1 + permutations), permutations,
        )  # fmt: skip


def _score(bench: Bench, coupling: Array, attenuation: float, truth: Array) -> float:
    """Return Spearman's correlation of the standardised lift inside hidden sectors (task C).

    Readiness moves all technologies of a sector by the same number of spreads, so it does not change the order.
    """
    at = list(bench.scored)
    sight = bench.sight
    odds, known, norm = sight.odds[at], sight.known[:, at], sight.norm[:, at]
    lifts = [
        total(likelihood.network_part(odds - norm[i][:, None], known[i], shares, bench.hidden_with[i]))
        for i, shares in enumerate(walk_shares_of_each(coupling, attenuation))
    ]
    return float(np.mean(validity.spearman_of_rows(np.array(lifts) / sight.spread[:, at], truth)))


def shuffled(groups: Places, random: np.random.Generator) -> Places:
    """Return an order of the sectors in which each takes the place of one of its own group."""
    order = np.arange(len(groups))
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        order[members] = random.permutation(members)
    return order


def permuted(parts: Coupling, settings: CouplingSettings, part: Part, order: Places) -> Array:
    """Return the coupling with the sectors of one part, or of all, in another order."""
    elsewhere = np.ix_(order, order)
    trade, technology, activity = parts.affinity, parts.technology_kinship, parts.activity_kinship
    if part in ("all", "affinity"):
        trade = trade[elsewhere]
    if part in ("all", "kinship"):
        technology, activity = technology[elsewhere], activity[elsewhere]
    return mixed(trade, technology, activity, settings)
