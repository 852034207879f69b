"""By which route a trend comes: for each sector its heaviest pathway to the business, with its exact weight."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ecomap.analysis.standings import Standings
from ecomap.analysis.words import route
from ecomap.engine.propagation import pathway_weights
from ecomap.graph import Graph, strongest_pathways
from ecomap.model import EcosystemMap
from ecomap.results import Pathway

LISTED = 4
"""Pathways listed for each trend; the rest is the remainder."""


@dataclass(frozen=True)
class Routes:
    """The heaviest pathway of each sector that reaches the business, its share of all walks, and its echo."""

    pathways_by_sector: dict[int, tuple[int, ...]]
    weights: dict[int, float]
    echoes: dict[int, float]

    def leaders(self, trend: int, numbers: Standings) -> list[int]:
        """Return the foreign sectors ahead of the norm by falling push, all walks counted."""
        push = np.where(numbers.business.own, 0.0, numbers.lead[trend] * numbers.shares.total)
        return [int(i) for i in np.argsort(-push, kind="stable") if push[i] > 0]

    def pathways(
        self, trend: int, numbers: Standings, strength: float, per_log_odds: float, ecosystem: EcosystemMap
    ) -> tuple[tuple[Pathway, ...], float]:
        """Return the heaviest pathways by falling |push|, at least one of them foreign, and the push of the rest."""
        lead, own = numbers.lead[trend], numbers.business.own
        scale = np.where(own, 1.0, numbers.network.scale[trend])
        pushes = {s: strength * float(lead[s] * scale[s]) * weight for s, weight in self.weights.items() if lead[s]}
        order = sorted(pushes, key=lambda s: (-abs(pushes[s]), s))
        listed = order[:LISTED]
        if all(own[s] for s in listed):
            listed += [s for s in order[LISTED:] if not own[s]][:1]
        found = tuple(
            self._pathway(s, trend, numbers, pushes[s], pushes[s] * per_log_odds, float(scale[s]), ecosystem)
            for s in listed
        )
        return found, float(numbers.parts.network[trend]) - sum(pathway.push for pathway in found)

    def _pathway(
        self,
        sector: int,
        trend: int,
        numbers: Standings,
        push: float,
        points: float,
        scale: float,
        ecosystem: EcosystemMap,
    ) -> Pathway:
        axes = numbers.axes
        ids = tuple(axes.sectors[s] for s in self.pathways_by_sector[sector])
        names = [ecosystem.sector_by_id[name].short for name in ids]
        return Pathway(
            sectors=ids,
            weight=self.weights[sector] * scale,
            push=push,
            points=points,
            echo=self.echoes[sector],
            text=route(names, float(axes.prevalence[trend, sector]), push, "you"),
            evidence=_evidence(ecosystem, axes.trends[trend], ids),
        )


def find_routes(graph: "Graph[str]", business: str, numbers: Standings, attenuation: float) -> Routes:
    """Find the heaviest pathway of each sector (networkx) and its exact share of all walks."""
    at, exposure = numbers.axes.sector_index, numbers.business.exposure
    by_name = strongest_pathways(graph, business, attenuation)
    paths = {at[sector]: tuple(at[name] for name in path) for sector, path in by_name.items()}
    weights = pathway_weights(numbers.axes.coupling, attenuation, exposure, list(paths.values()))
    exact = dict(zip(paths, weights, strict=True))
    return Routes(paths, {s: w.weight for s, w in exact.items()}, {s: w.echo for s, w in exact.items()})


def _evidence(ecosystem: EcosystemMap, trend: str, sectors: tuple[str, ...]) -> tuple[str, ...]:
    found = [ecosystem.influence_evidence[trend, sectors[0]]]
    found += [ecosystem.coupling_evidence[edge] for edge in pairwise(sectors)]
    return tuple(dict.fromkeys(found))
