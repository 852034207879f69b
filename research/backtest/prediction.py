"""What the map says of figures that are hidden from it: the formula of the ranking, written for all sectors at once.

``tests/research/test_same_engine.py`` holds it to the program's own engine.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from research.backtest.bench import Bench, Flags, Likeness, family
from research.backtest.scores import Array
from research.derivation.coupling import CouplingSettings


@dataclass(frozen=True)
class Hidden:
    """Predictions of hidden figures before kappa and rho are applied; each of shape (sector, technology)."""

    norm: Array
    """Mean log-odds of the sectors in sight."""
    spread: Array
    """Their standard deviation."""
    lead: Array
    """Sum of the leads over the norm along the walks."""
    expected: Array
    """Sum of what the readiness of these sectors lets expect, per unit of rho."""
    readiness: Array
    """sigma D of the sector itself."""

    def log_odds(self, network_strength: float, readiness_strength: float) -> Array:
        """Return z = norm + kappa (sum a u) + rho sigma D, with u the lead over what readiness lets expect."""
        network = self.lead - readiness_strength * self.expected
        return self.norm + network_strength * network + readiness_strength * self.readiness


def walk_shares(coupling: Array, attenuation: float) -> Array:
    """Return each sector's share in all walks to a firm of one sector: ``(I - delta W)^-1``, rows of sum 1."""
    walks = np.linalg.inv(np.eye(len(coupling)) - attenuation * coupling).T  # (firm's sector, sector)
    shares: Array = walks / walks.sum(axis=1, keepdims=True)
    return shares


def pushed(lead: Array, known: Flags, shares: Array, own: Flags) -> Array:
    """Return the leads summed along the walks, shape (firm, technology).

    An unknown foreign sector has no lead; the weight of an unknown own one goes to the foreign ones in proportion.

    Parameters
    ----------
    lead, known
        Shape (firm, technology, sector).
    shares, own
        Shape (firm, sector).
    """
    mine, theirs = (np.where(which, shares, 0.0)[:, :, None] for which in (own, ~own))
    seen = np.where(known, lead, 0.0)
    scale = 1 + (~known @ mine) / theirs.sum(axis=1, keepdims=True)
    total: Array = (seen @ mine + scale * (seen @ theirs))[:, :, 0]
    return total


def hidden_network(
    bench: Bench, coupling: Array, attenuation: float, technologies: Sequence[int], readiness: Array
) -> Hidden:
    """Predict figures of some technologies in every sector, each time with that sector's own hidden.

    Whose figures share the published row of a sector's own are hidden with it; norm and spread are those in sight.
    """
    sight, at = bench.sight, list(technologies)
    known, norm, spread = sight.known[:, at], sight.norm[:, at], sight.spread[:, at]
    shares, own = walk_shares(coupling, attenuation), bench.hidden_with
    lead = pushed(sight.odds[at] - norm[:, :, None], known, shares, own)
    expected = pushed(spread[:, :, None] * readiness, known, shares, own)
    return Hidden(norm, spread, lead, expected, spread * readiness[:, None])


Sights = Callable[[Bench, int], Sequence[int]]
"""Which technologies may say what sectors are like when one is predicted."""


def all_others(bench: Bench, technology: int) -> list[int]:
    """Return every technology-year but the one predicted."""
    return [i for i in range(len(bench.technologies)) if i != technology]


def other_families(bench: Bench, technology: int) -> list[int]:
    """Return the technology-years of other families than the one predicted: the strict variant."""
    mine = family(bench.technologies[technology])
    return [i for i, other in enumerate(bench.technologies) if family(other) != mine]


def earlier(bench: Bench, technology: int) -> list[int]:
    """Return the technology-years of earlier years than the scored one."""
    return [i for i in bench.earlier if i != technology]


def earlier_other_families(bench: Bench, technology: int) -> list[int]:
    """Return the technology-years of earlier years and other families: the strict variant."""
    return [i for i in other_families(bench, technology) if i in bench.earlier]


def likenesses(bench: Bench, technologies: Sequence[int], sights: Sights) -> list[Likeness]:
    """Return what sectors are like, for each technology predicted; equal sights share one."""
    keys = [tuple(sights(bench, technology)) for technology in technologies]
    made = {key: bench.likeness(key) for key in dict.fromkeys(keys)}
    return [made[key] for key in keys]


def predict(
    bench: Bench, technologies: Sequence[int], seen: Sequence[Likeness], coupling: CouplingSettings, attenuation: float
) -> Hidden:
    """Predict each technology by the coupling that its likeness gives; likenesses that are one are coupled once."""
    if all(likeness is seen[0] for likeness in seen):
        matrix = bench.coupling(seen[0], coupling)
        return hidden_network(bench, matrix, attenuation, technologies, seen[0].readiness)
    columns = [
        hidden_network(bench, bench.coupling(likeness, coupling), attenuation, [technology], likeness.readiness)
        for technology, likeness in zip(technologies, seen, strict=True)
    ]
    return Hidden(*(np.hstack([getattr(c, name) for c in columns]) for name in Hidden.__dataclass_fields__))
