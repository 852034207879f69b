"""The routes by which the share of a trend among firms like one comes about; they and a remainder add up exactly."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ecomap.engine.pathways import PathwaySearch, WeighedPathway
from ecomap.engine.posterior import own_weight
from ecomap.engine.propagation import Array
from ecomap.model.compiled import CompiledMap
from ecomap.record import copied
from ecomap.render.phrases import TOO
from ecomap.results.ranking import Pathway, PathwayKind
from ecomap.verbs.arrays import network_of, reach_of, strengths_of
from ecomap.verbs.row_tables import shares_told
from ecomap.verbs.rows import ESTIMATE
from ecomap.verbs.words import percent

if TYPE_CHECKING:
    from ecomap.engine.posterior import Strengths
    from ecomap.posteriors import SectorFigures
    from ecomap.verbs.standings import Standings
    from ecomap.voices import Heard

KINDS: dict[str, PathwayKind] = {  # kinds of pathway by the group of the feature
    "traits": "trait", "technologies": "technology", "ai": "technology", "activities": "activity",
}  # fmt: skip


class Way(NamedTuple):
    """One route before it is put in words."""

    kind: PathwayKind
    sectors: tuple[int, ...]  # from whose figure it is to the last before the business; none without a figure behind it
    feature: str
    weight: float
    push: float
    echo: float = 1.0


@dataclass(frozen=True, eq=False, repr=False)
class TrendPathways:
    """All pathways of one trend to one business."""

    numbers: "Standings"
    known: "SectorFigures"
    trend: int

    def heaviest(self, count: int) -> list[Way]:
        """Return the heaviest by what they add, ties by their nodes."""
        if self.numbers.found.terms.threats[self.trend]:
            return []
        streams = [self._by_feature(count), self._judged(), self._standing()]
        streams += [self._couplings(int(sector)) for sector in np.flatnonzero(self.numbers.exposure)]
        return list(islice(heapq.merge(*streams, key=_order), count))

    def _by_feature(self, count: int) -> Iterator[Way]:
        """Yield the heaviest of those by what firms are like."""
        from ecomap.voices import heard_beyond

        numbers, groups = self.numbers, self.known.features(self.trend)
        names = [(KINDS[group], name) for group, one in groups.items() for name in one.ids]
        pushes = np.zeros((len(numbers.axes.sectors), len(names)))
        for sector, heard in self._heard.items():
            pushes[heard.seen] += numbers.exposure[sector] * heard.by_feature
        if numbers.beyond.any():
            seen, beyond = heard_beyond(self.known, self.trend, numbers.beyond, self._strengths)
            pushes[seen] += beyond
        over = numbers.axes.figure[self.trend] - numbers.parts.norm[self.trend]
        for place in np.argsort(-np.abs(pushes), axis=None, kind="stable")[:count].tolist():
            first, column = divmod(place, len(names))
            push, ahead = float(pushes[first, column]), float(over[first])
            if push:
                kind, feature = names[column]
                yield Way(kind, (first,), feature, push / ahead if ahead else 0.0, push)

    def _standing(self) -> Iterator[Way]:
        """Yield those that rest on where like trends stand in its sectors, heaviest first."""
        numbers, rho = self.numbers, self._strengths.rho
        left = 1 - own_weight(self.known.figures(self.trend))
        pushes = rho * numbers.exposure * left * numbers.axes.standing[self.trend]
        ways = [Way("technology", (int(sector),), "", 0.0, float(pushes[sector])) for sector in np.flatnonzero(pushes)]
        yield from sorted(ways, key=_order)

    def _judged(self) -> Iterator[Way]:
        """Yield those that rest on what was judged of traits beforehand, heaviest first."""
        numbers, prior = self.numbers, self.numbers.axes.prior[self.trend]
        pushes = self._strengths.rho * prior * numbers.beyond[: len(prior)]
        for sector, heard in self._heard.items():
            pushes = pushes + numbers.exposure[sector] * heard.judged
        ways = zip(numbers.axes.traits, pushes.tolist(), strict=True)
        yield from sorted((Way("judged", (), trait, 0.0, push) for trait, push in ways if push), key=_order)

    @cached_property
    def _strengths(self) -> "Strengths":
        return strengths_of(self.numbers.settings)

    @cached_property
    def _heard(self) -> "dict[int, Heard]":
        from ecomap.voices import heard_in

        own = np.flatnonzero(self.numbers.exposure).tolist()
        return {sector: heard_in(self.known, self.trend, sector, self._strengths) for sector in own}

    def _couplings(self, target: int) -> Iterator[Way]:
        """Yield those by way of couplings that end in one of the business's sectors, heaviest first."""
        heard, numbers = self._heard[target], self.numbers
        push = np.zeros(len(numbers.axes.sectors))
        push[heard.seen] = float(numbers.exposure[target]) * heard.residual
        push[target] = 0.0
        for pathway in self._weighed(target, push):
            moved = float(push[pathway.sectors[0]]) * pathway.weight
            yield Way("coupling", pathway.sectors, "", pathway.weight, moved, pathway.echo)

    def _weighed(self, target: int, push: Array) -> Iterator[WeighedPathway]:
        """Yield pathways to one sector with their shares of all walks that come from others."""
        numbers, exposure = self.numbers, np.zeros(len(push))
        exposure[target] = 1.0
        reach = reach_of(numbers.axes, numbers.settings.attenuation)
        if numbers.method == "walks":
            search = PathwaySearch(reach, exposure)
            others = search.total - float(search.reach[target])
            for found in search.descending(push):
                yield found._replace(weight=found.weight * search.total / others)
            return
        network = network_of(numbers.axes, numbers.settings.attenuation, numbers.method)
        weight = network.walks[:, target].copy()
        weight[target] = 0.0
        paths: dict[int, tuple[int, ...]] = {sector: (sector, target) for sector in np.flatnonzero(weight).tolist()}
        if numbers.method == "strongest":
            from ecomap.graph import strongest_pathways

            paths |= {sector: path for sector, path in strongest_pathways(reach, exposure).items() if sector != target}
        weight /= weight.sum() or 1.0
        listed = [WeighedPathway(path, float(weight[sector]), 1.0) for sector, path in paths.items() if push[sector]]
        yield from sorted(listed, key=lambda way: (-abs(push[way.sectors[0]] * way.weight), way.sectors))


def _order(way: Way) -> float:
    return -abs(way.push)


def worded(compiled: CompiledMap, numbers: "Standings", trend: int, way: Way, per_log_odds: float) -> Pathway:
    """Return a pathway in words, with the evidence it rests on."""
    axes = numbers.axes
    sectors = tuple(axes.sectors[sector] for sector in way.sectors)
    nodes = (axes.trends[trend], *sectors, *((way.feature,) if way.feature else ()))
    text, evidence = _text(compiled, numbers, trend, way), _evidence(compiled, numbers, trend, way)
    return copied(Pathway, way, nodes=nodes, points=way.push * per_log_odds, text=text, evidence=evidence)


def _text(compiled: CompiledMap, numbers: "Standings", trend: int, way: Way) -> str:
    """Return a pathway in words: whose figure it is, how many use it there, and what speaks for taking it over."""
    speaks = "speaks for it" if way.push > 0 else "speaks against it"
    if way.kind == "judged":
        return f"That firms {_phrase(compiled, way)} {speaks}"
    names = [compiled.sector_by_id[numbers.axes.sectors[sector]].short for sector in way.sectors]
    if not way.feature and way.kind == "technology":
        return f"How far {names[0]} is with similar technology, as counted: {speaks}"
    share, phrase = percent(float(shares_told(compiled, numbers.axes)[trend, way.sectors[0]])), _phrase(compiled, way)
    if way.kind == "coupling":
        via = f", by way of {', '.join(names[1:-1])}" if len(names) > 2 else ""
        return f"{names[0]} ({share}), a sector around {names[-1]}{via}: {speaks}"
    if way.kind == "technology":
        return f"{names[0]} ({share}), by how alike they are in {phrase}: {speaks}"
    return f"{names[0]} ({share}), by how far they {phrase} like you: {speaks}"


def _phrase(compiled: CompiledMap, way: Way) -> str:
    if way.kind == "technology":
        return compiled.trend_by_id[way.feature].name
    if way.kind == "activity" and way.feature in compiled.activity_by_id:
        return compiled.activity_by_id[way.feature].phrase
    return next((trait.phrase for trait in compiled.traits if trait.id == way.feature), way.feature).removesuffix(TOO)


def _evidence(compiled: CompiledMap, numbers: "Standings", trend: int, way: Way) -> tuple[str, ...]:
    """Return the evidence behind the figure where a pathway begins and behind each coupling on its way."""
    if not way.sectors:
        judged = compiled.trends[trend].weights_evidence
        return (judged,) if judged else ()
    if not way.feature and way.kind == "technology":  # where like trends are estimated to stand
        return tuple(name for name in compiled.evidence if name == ESTIMATE)
    axes, records = numbers.axes, compiled.evidence
    found = [records[axes.figure_evidence[trend, way.sectors[0]]]]
    found += [records[axes.coupling_evidence[axes.edge[step]]] for step in pairwise(way.sectors)]
    return tuple(dict.fromkeys(found))
