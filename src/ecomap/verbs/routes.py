"""By which routes a trend comes: pathways in falling order of their push, and the exact rest."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ecomap.engine.likelihood import logistic
from ecomap.engine.pathways import WeighedPathway
from ecomap.engine.propagation import Array
from ecomap.model import EcosystemMap
from ecomap.results.ranking import Pathway
from ecomap.verbs.standings import Standings
from ecomap.verbs.words import route

OWNER = "owner"
"""Evidence of what the business file says of its own."""
LISTED = 4
"""Pathways listed for each trend in a ranking; the rest is the remainder."""
PATIENCE = 60
"""Pathways looked at in search of a foreign one, where the own sectors' come first."""


@dataclass(frozen=True)
class Routes:
    """Finds and words the pathways of one business's trends."""

    numbers: Standings
    ecosystem: EcosystemMap
    strength: float
    """kappa."""

    def leaders(self, trend: int) -> list[int]:
        """Return the foreign sectors that are ahead of the norm and push, by falling push, all walks counted."""
        axes = self.numbers.axes
        ahead = ~self.numbers.business.own & (axes.prevalence[trend] > logistic(axes.norm[trend]))
        push = np.where(ahead, self.numbers.lead[trend] * self.numbers.shares.total, 0.0)
        return [int(i) for i in np.argsort(-push, kind="stable") if push[i] > 0]

    def push_of_weight(self, trend: int) -> Array:
        """Return what one unit of weight from each sector adds to the log-odds of a trend, shape (sector,)."""
        numbers = self.numbers
        scale = np.where(numbers.business.own, 1.0, numbers.network.scale[trend])
        push: Array = self.strength * numbers.lead[trend] * scale
        return push

    def pathways(self, trend: int, per_log_odds: float, listed: int = LISTED) -> tuple[tuple[Pathway, ...], float]:
        """Return the heaviest pathways, at least one of them foreign if any is, and the push of all others."""
        push = self.push_of_weight(trend)
        found: list[WeighedPathway] = []
        foreign = False
        for looked, pathway in enumerate(self.numbers.pathways.descending(push)):
            if looked >= listed and (foreign or looked >= PATIENCE):
                break
            is_foreign = not self.numbers.business.own[pathway.sectors[0]]
            if looked < listed or is_foreign:
                found.append(pathway)
                foreign = foreign or is_foreign
        worded = tuple(self._worded(trend, pathway, push, per_log_odds) for pathway in found)
        return worded, float(self.numbers.parts.network[trend]) - sum(pathway.push for pathway in worded)

    def remainder_by_sector(self, trend: int, listed: tuple[Pathway, ...]) -> dict[str, float]:
        """Return the push of the pathways that are not listed, by the sector they begin in."""
        axes = self.numbers.axes
        whole = self.push_of_weight(trend) * self.numbers.shares.total
        rest = {sector: float(whole[i]) for i, sector in enumerate(axes.sectors) if whole[i]}
        for pathway in listed:
            rest[pathway.sectors[0]] -= pathway.push
        return rest

    def _worded(self, trend: int, pathway: WeighedPathway, push: Array, per_log_odds: float) -> Pathway:
        axes, first = self.numbers.axes, pathway.sectors[0]
        ids = tuple(axes.sectors[s] for s in pathway.sectors)
        names = [self.ecosystem.sector_by_id[name].short for name in ids]
        pushed = float(push[first]) * pathway.weight
        business = self.numbers.business
        scale = 1.0 if business.own[first] else float(self.numbers.network.scale[trend])
        seen = bool(business.seen[trend, first])
        return Pathway(
            sectors=ids,
            weight=pathway.weight * scale,
            push=pushed,
            points=pushed * per_log_odds,
            echo=pathway.echo,
            text=route(names, float(axes.prevalence[trend, first]), pushed, "you", seen=seen),
            evidence=evidence_of(self.ecosystem, axes.trends[trend], ids, seen=seen),
        )


def evidence_of(ecosystem: EcosystemMap, trend: str, sectors: tuple[str, ...], *, seen: bool) -> tuple[str, ...]:
    """Return the evidence behind the prevalence where a pathway begins and behind each coupling on its way.

    What the owner has seen rests on the owner's words, which the answer carries along.
    """
    found = [OWNER if seen else ecosystem.influence_evidence[trend, sectors[0]]]
    found += [ecosystem.coupling_evidence[edge] for edge in pairwise(sectors)]
    return tuple(dict.fromkeys(found))
