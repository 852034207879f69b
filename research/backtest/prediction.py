"""What the map says of figures that are hidden from it, by the engine that ranks trends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ecomap.engine import likelihood
from ecomap.engine.propagation import Array, walk_shares_of_each
from research.backtest.bench import Bench, Likeness, family
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

    @staticmethod
    def side_by_side(columns: "Sequence[Hidden]") -> "Hidden":
        """Join predictions of different technologies."""
        parts = [[getattr(column, name) for column in columns] for name in Hidden.__dataclass_fields__]
        return Hidden(*(np.hstack(part) for part in parts))


def hidden_network(
    bench: Bench, coupling: Array, attenuation: float, technologies: Sequence[int], readiness: Array
) -> Hidden:
    """Predict figures of some technologies in every sector, each time with that sector's own hidden.

    Whose figures share the published row of a sector's own are hidden with it. Norm and spread are those of the
    sectors in sight.
    """
    sight, at = bench.sight, list(technologies)
    odds, known, norm, spread = sight.odds[at], sight.known[:, at], sight.norm[:, at], sight.spread[:, at]
    rows = []
    for i, shares in enumerate(walk_shares_of_each(coupling, attenuation)):
        own = bench.hidden_with[i]
        lead = likelihood.network_part(odds - norm[i][:, None], known[i], shares, own)
        per_rho = likelihood.readiness_part(1.0, spread[i], readiness)
        expected = likelihood.network_part(per_rho, known[i], shares, own)
        rows.append((total(lead), total(expected), per_rho[:, i]))
    return Hidden(norm, spread, *(np.array(part) for part in zip(*rows, strict=True)))


def total(part: likelihood.NetworkPart) -> Array:
    """Return own sector, direct and indirect together."""
    return part.own_sector + part.direct + part.indirect


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
    """Return what sectors are like, for each technology predicted."""
    made: dict[tuple[int, ...], Likeness] = {}
    keys = [tuple(sights(bench, technology)) for technology in technologies]
    for key in keys:
        if key not in made:
            made[key] = bench.likeness(key)
    return [made[key] for key in keys]


def predict(
    bench: Bench,
    technologies: Sequence[int],
    seen: Sequence[Likeness],
    coupling: CouplingSettings,
    attenuation: float,
) -> Hidden:
    """Predict each technology by the coupling that its likeness gives; likenesses that are one are coupled once."""
    if all(likeness is seen[0] for likeness in seen):
        matrix = bench.coupling(seen[0], coupling)
        return hidden_network(bench, matrix, attenuation, technologies, seen[0].readiness)
    return Hidden.side_by_side(
        [
            hidden_network(bench, bench.coupling(likeness, coupling), attenuation, [technology], likeness.readiness)
            for technology, likeness in zip(technologies, seen, strict=True)
        ]
    )
