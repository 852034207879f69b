"""Look into the map: what it holds, what its numbers rest on, its strongest ways, its heaviest loops."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ecomap.errors import UnknownNameError
from ecomap.model.compiled import AnyMap
from ecomap.names import Names
from ecomap.results.explanation import Route
from ecomap.results.labels import MapLabel
from ecomap.results.maps import Loop
from ecomap.results.ranking import MapSummary
from ecomap.results.search import Match

if TYPE_CHECKING:
    from ecomap.model import EcosystemMap, Settings

COUNTED = (
    "sectors", "activities", "trends", "influences", "couplings", "practices", "challenges", "opportunities",
    "countries", "duties", "modifiers", "sources", "evidence",
)  # fmt: skip
"""Lists of a map whose lengths are told."""


def summarise(
    ecosystem: "EcosystemMap", sha256: str, observations: Mapping[str, dict[str, int]] | None = None
) -> MapSummary:
    """Count what a map holds, its numbers by basis and grade of their evidence, its figures by year.

    Parameters
    ----------
    observations
        Published figures beside the map, counted by year and by area.
    """
    by_basis: dict[str, Counter[str]] = {}
    by_grade: dict[str, Counter[str]] = {}
    for kind, item, count in _numbers(ecosystem):
        record = ecosystem.evidence_by_id[item.evidence]
        by_basis.setdefault(kind, Counter())[record.basis] += count
        by_grade.setdefault(kind, Counter())[getattr(item, "grade", None) or record.grade] += count
    return MapSummary(
        MapLabel(ecosystem.id, ecosystem.version, sha256),
        ecosystem.title,
        ecosystem.licence,
        counts={name: len(getattr(ecosystem, name)) for name in COUNTED},
        by_basis={kind: dict(sorted(found.items())) for kind, found in by_basis.items()},
        by_grade={kind: dict(sorted(found.items())) for kind, found in by_grade.items()},
        by_year=_figures_by_year(ecosystem),
        observations=dict(observations or {}),
        limits=ecosystem.limits,
    )


def _figures_by_year(ecosystem: "EcosystemMap") -> dict[str, int]:
    records = ecosystem.evidence_by_id
    years = (item.year or records[item.evidence].year for item in ecosystem.influences)
    return dict(sorted(Counter(str(year) if year else "no year" for year in years).items()))


def _numbers(ecosystem: "EcosystemMap") -> Iterator[tuple[str, Any, int]]:
    """Yield kind, what carries the evidence, and how many numbers of that kind rest on it."""
    yield from (("prevalence", item, 1) for item in ecosystem.influences)
    yield from (("coupling", item, 1) for item in ecosystem.couplings)
    yield from (("norm", item, 1) for item in ecosystem.norms)
    yield from (("readiness", item, 1) for item in ecosystem.readiness)
    yield from (("activity profile", item, len(item.activities)) for item in ecosystem.sectors if item.activities)
    yield from (("pace", item.pace, 1) for item in ecosystem.trends if item.pace)
    yield from (("level", item.level, 1) for item in ecosystem.trends if item.level)
    by_trait, by_group = ({item.id: item for item in items} for items in (ecosystem.traits, ecosystem.groups))
    yield from (("trait level", by_trait[name], 1) for item in ecosystem.sectors for name in item.traits)
    yield from (("trait weight", item, len(item.weights)) for item in ecosystem.groups)
    weighed = (item for item in ecosystem.trends if item.weights)
    yield from (("trait weight", by_group[item.group or ""], len(item.weights)) for item in weighed)
    yield from (("modifier", item, 1) for item in ecosystem.modifiers)
    for practice in ecosystem.practices:
        singles = 4 + (practice.saves_hours_per_month is not None)  # hours and EUR, once and a month
        yield "practice", practice, singles + len(practice.skills) + len(practice.suits)
        yield from (("protection", grounds, 1) for grounds in practice.reduces_evidence.values())
    for trend in ecosystem.trends:
        lists = len(trend.services) + len(trend.goals) + len(trend.needs.skills)
        yield "trend", trend, 4 + (trend.norm is not None) + lists  # specificity, opportunity, budget, hours


def search(ecosystem: AnyMap, words: str) -> tuple[Match, ...]:
    """Return sectors, trends, activities and duties that have every word, those with it in the name first."""
    return Names.of(ecosystem).search(words)


def strongest_routes(ecosystem: AnyMap, start: str, end: str, count: int) -> tuple[Route, ...]:
    """Return the heaviest loop-free ways from a sector or trend to a sector, heaviest first.

    The strength of a way is the product of its couplings, for a trend times the prevalence where it begins.

    Raises
    ------
    UnknownNameError
        Neither a trend nor a sector has this name.
    """
    from ecomap.graph import coupling_graph, strongest_ways, with_prevalences
    from ecomap.verbs.arrays import compiled_map

    names = {item.id: item.name for item in (*ecosystem.trends, *ecosystem.sectors)}
    first, last = trend_or_sector(ecosystem, start), Names.of(ecosystem).sector(end)
    arrays = compiled_map(ecosystem).arrays
    found = strongest_ways(with_prevalences(coupling_graph(arrays), arrays, first), first, last, count)
    return tuple(Route(way, math.exp(-length), tuple(names[node] for node in way)) for way, length in found)


def trend_or_sector(ecosystem: AnyMap, text: str) -> str:
    """Return the id of the trend or sector that a text names, or say what comes near."""
    names = Names.of(ecosystem)
    found = names.find("trend", text) or names.find("sector", text)
    if found is None:
        raise UnknownNameError("trend or sector", text, [*ecosystem.trend_by_id, *names.named("sector")])
    return found


def find_loops(ecosystem: AnyMap, top: int, settings: "Settings | None" = None) -> tuple[Loop, ...]:
    """Return the heaviest loops of couplings, the one of largest geometric mean first.

    Influence dies away round a loop of n steps as long as attenuation^n times the product of its couplings is
    below 1, that is, as long as attenuation times their geometric mean is.
    """
    from ecomap.graph import coupling_graph
    from ecomap.loops import heavy_loops
    from ecomap.verbs.arrays import compiled_map
    from ecomap.verbs.ranking import default_settings

    compiled, attenuation = compiled_map(ecosystem), (settings or default_settings()).attenuation
    return tuple(
        Loop(
            sectors,
            tuple(compiled.sector_by_id[sector].name for sector in sectors),
            product,
            product ** (1 / len(sectors)),
            product * attenuation ** len(sectors),
        )
        for sectors, product in heavy_loops(coupling_graph(compiled.arrays))[:top]
    )
