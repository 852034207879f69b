"""Does it matter who is coupled with whom? The same test with networks in which sectors have changed places."""

from collections.abc import Iterator

import numpy as np

from research.backtest import scores
from research.backtest.bench import Bench
from research.backtest.fitting import Truth
from research.backtest.marks import STANDARDISED
from research.backtest.prediction import pushed, walk_shares
from research.backtest.results import NullTest, Part, Within
from research.backtest.scores import Array, Places
from research.derivation.coupling import Coupling, CouplingSettings, mixed

TESTS: tuple[tuple[Part, Within], ...] = (
    ("all", "everything"), ("all", "blocks"), ("affinity", "blocks"), ("kinship", "blocks")
)  # fmt: skip


def null_tests(
    bench: Bench, settings: CouplingSettings, attenuation: float, permutations: int, seed: int
) -> Iterator[NullTest]:
    """Yield the permutation tests of task C with the shipped settings; PCG64 with the seed for each of them."""
    likeness = bench.likeness(bench.earlier)
    parts, truth = bench.parts(likeness, settings), Truth.of(bench, bench.scored).lifts
    observed = _score(bench, bench.coupling(likeness, settings), attenuation, truth)
    for part, within in TESTS:
        random = np.random.Generator(np.random.PCG64(seed))
        groups = np.zeros_like(bench.blocks) if within == "everything" else bench.blocks
        networks = (permuted(parts, settings, part, shuffled(groups, random)) for _ in range(permutations))
        found = np.array([_score(bench, network, attenuation, truth) for network in networks])
        p = (1 + int((found >= observed).sum())) / (1 + permutations)
        yield NullTest(
            bench.name, "C", STANDARDISED, "spearman_lift", part, within, observed, float(found.mean()),
            float(found.max()), p, permutations,
        )  # fmt: skip


def _score(bench: Bench, coupling: Array, attenuation: float, truth: Array) -> float:
    """Return Spearman's correlation of the standardised lift inside hidden sectors (task C).

    Readiness moves all technologies of a sector by the same number of spreads, so it does not change the order.
    """
    at, sight = list(bench.scored), bench.sight
    lead = sight.odds[at] - sight.norm[:, at, None]
    lifts = pushed(lead, sight.known[:, at], walk_shares(coupling, attenuation), bench.hidden_with)
    return float(scores.spearman(lifts / sight.spread[:, at], truth).mean())


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
