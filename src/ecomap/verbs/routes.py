"""By which routes a trend comes: pathways in falling order of their push, and the exact rest."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ecomap.engine.businesses import Ints
from ecomap.engine.likelihood import logistic
from ecomap.engine.pathways import WeighedPathway
from ecomap.engine.propagation import Array
from ecomap.model.compiled import CompiledMap
from ecomap.results.ranking import Pathway
from ecomap.verbs.standings import Standings
from ecomap.verbs.words import route

OWNER = "owner"
"""Evidence of what the business file says of its own."""
LISTED = 4
"""Pathways listed for each trend in a ranking; the rest is the remainder."""
PATIENCE = 60
"""Pathways looked at in search of a foreign one, where the own sectors' come first."""


@dataclass(frozen=True, eq=False, repr=False)
class Routes:
    """Finds and words the pathways of one business's trends."""

    numbers: Standings
    compiled: CompiledMap

    def leaders(self, trends: Ints, most: int) -> tuple[Ints, Array]:
        """Return the foreign sectors that are ahead of the norm and push, by falling push, all walks counted.

        Places and pushes of the first ``most``, each of shape (trend, rank); what does not push is no leader.
        """
        axes, numbers = self.numbers.axes, self.numbers
        ahead = ~numbers.own & (axes.prevalence[trends] > logistic(axes.norm[trends])[:, None])
        push = np.where(ahead, numbers.lead[trends] * numbers.shares.total, 0.0)
        first = np.argsort(-push, axis=1, kind="stable")[:, :most]
        return first, np.take_along_axis(push, first, axis=1)

    def push_of_weight(self, trend: int) -> Array:
        """Return what one unit of weight from each sector adds to the log-odds of a trend, shape (sector,)."""
        numbers = self.numbers
        scale = np.where(numbers.own, 1.0, numbers.network.scale[trend])
        push: Array = numbers.settings.network_strength * numbers.lead[trend] * scale
        return push

    def pathways(self, trend: int, per_log_odds: float, listed: int = LISTED) -> tuple[tuple[Pathway, ...], float]:
        """Return the heaviest pathways, at least one of them foreign if any is, and the push of all others."""
        push = self.push_of_weight(trend)
        found: list[WeighedPathway] = []
        foreign = False
        for looked, pathway in enumerate(self.numbers.pathways.descending(push) if listed else ()):
            if looked >= listed and (foreign or looked >= PATIENCE):
                break
            is_foreign = not self.numbers.own[pathway.sectors[0]]
            if looked < listed or is_foreign:
                found.append(pathway)
                foreign = foreign or is_foreign
        worded = tuple(self._worded(trend, pathway, push, per_log_odds) for pathway in found)
        return worded, float(self.numbers.parts.network[trend]) - sum(pathway.push for pathway in worded)

    def remainder_by_sector(self, trend: int, listed: tuple[Pathway, ...]) -> dict[str, float]:
        """Return the push of the pathways that are not listed, by the sector they begin in."""
        whole = self.push_of_weight(trend) * self.numbers.shares.total
        rest = {sector: float(whole[i]) for i, sector in enumerate(self.numbers.axes.sectors) if whole[i]}
        for pathway in listed:
            rest[pathway.sectors[0]] -= pathway.push
        return rest

    def _worded(self, trend: int, pathway: WeighedPathway, push: Array, per_log_odds: float) -> Pathway:
        numbers, first = self.numbers, pathway.sectors[0]
        ids = tuple(numbers.axes.sectors[s] for s in pathway.sectors)
        names = [self.compiled.sector_by_id[name].short for name in ids]
        pushed = float(push[first]) * pathway.weight
        scale = 1.0 if numbers.own[first] else float(numbers.network.scale[trend])
        seen = bool(numbers.seen[trend, first])
        return Pathway(
            sectors=ids,
            weight=pathway.weight * scale,
            push=pushed,
            points=pushed * per_log_odds,
            echo=pathway.echo,
            text=route(names, float(numbers.axes.prevalence[trend, first]), pushed, "you", seen=seen),
            evidence=self._evidence(trend, pathway.sectors, seen=seen),
        )

    def _evidence(self, trend: int, sectors: tuple[int, ...], *, seen: bool) -> tuple[str, ...]:
        """Return the evidence behind the prevalence where a pathway begins and behind each coupling on its way.

        What the owner has seen rests on the owner's words, which the answer carries along.
        """
        axes, records = self.numbers.axes, self.compiled.evidence
        found = [OWNER if seen else records[axes.prevalence_evidence[trend, sectors[0]]]]
        found += [records[axes.coupling_evidence[axes.edge[step]]] for step in pairwise(sectors)]
        return tuple(dict.fromkeys(found))
