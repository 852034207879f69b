"""Look into the map: what it holds, what its numbers rest on, its strongest ways, its heaviest loops."""

import math
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ecomap.model import AnyMap, Settings
from ecomap.names import Names
from ecomap.results.explanation import Route
from ecomap.results.labels import MapLabel
from ecomap.results.maps import Loop
from ecomap.results.ranking import MapSummary
from ecomap.results.search import Match
from ecomap.verbs.map_numbers import MapNumbers

if TYPE_CHECKING:
    from ecomap.model import EcosystemMap

COUNTED = (  # lists of a map whose lengths are told
    "sectors", "kinds", "activities", "trends", "influences", "couplings", "practices", "challenges", "opportunities",
    "countries", "duties", "platforms", "channels", "modifiers", "sources", "evidence",
)  # fmt: skip
NUMBERS = (  # kinds of number that are counted, in the order in which they are told
    "prevalence", "coupling", "activity profile", "pace", "level", "trait level", "trait weight",
    "modifier", "kind", "practice", "protection", "component", "platform", "trend",
)  # fmt: skip
OF_A_TREND = ("norm", "specificity", "opportunity share", "budget", "hours", "service", "goal", "skill")
"""Kinds that are told as one: what is judged of a trend itself."""
FAMILIES = ("practice", "component", "platform", "kind")  # first words of kinds that are told as one


def summarise(
    ecosystem: "EcosystemMap", sha256: str, observations: Mapping[str, dict[str, int]] | None = None
) -> MapSummary:
    """Count what a map holds, its numbers by basis and grade of their evidence, its figures by year.

    Parameters
    ----------
    observations
        Published figures beside the map, counted by year and by area.
    """
    records = ecosystem.evidence_by_id
    by_basis, by_grade = ({kind: Counter[str]() for kind in NUMBERS} for _ in range(2))
    for found in MapNumbers(ecosystem).everything():
        if found.number is not None:
            kind, whole = found.kind, found.kind.partition(" ")[0]
            kind = "trend" if kind in OF_A_TREND else whole if whole in FAMILIES else kind
            by_basis[kind][records[found.evidence].basis] += 1
            by_grade[kind][found.grade] += 1
    years = (item.year or records[item.evidence].year for item in ecosystem.influences)
    return MapSummary(
        MapLabel(ecosystem.id, ecosystem.version, sha256),
        ecosystem.title,
        ecosystem.licence,
        counts={name: len(getattr(ecosystem, name)) for name in COUNTED},
        by_basis={kind: dict(sorted(found.items())) for kind, found in by_basis.items() if found},
        by_grade={kind: dict(sorted(found.items())) for kind, found in by_grade.items() if found},
        by_year=dict(sorted(Counter(str(year) if year else "no year" for year in years).items())),
        observations=dict(observations or {}),
        limits=ecosystem.limits,
    )


def search(ecosystem: AnyMap, words: str) -> tuple[Match, ...]:
    """Return sectors, trends, activities, platforms, channels and duties with every word, first in the name.

    What a code or another word means stands before them.
    """
    return Names.of(ecosystem).looked_for(words)


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
    first, last = Names.of(ecosystem).trend_or_sector(start), Names.of(ecosystem).known("sector", end)
    arrays = compiled_map(ecosystem).arrays
    found = strongest_ways(with_prevalences(coupling_graph(arrays), arrays, first), first, last, count)
    return tuple(Route(way, math.exp(-length), tuple(names[node] for node in way)) for way, length in found)


def why_no_route(ecosystem: AnyMap, start: str, end: str) -> str:
    """Say why nothing leads from a sector or trend to a sector."""
    from ecomap.verbs.arrays import compiled_map

    names, arrays = Names.of(ecosystem), compiled_map(ecosystem).arrays
    first, last = names.trend_or_sector(start), names.known("sector", end)
    told = f"Nothing leads from {first} to {last}: "
    if first in arrays.trend_index and not (arrays.figure_evidence[arrays.trend_index[first]] >= 0).any():
        estimated = f"What is estimated there: ecomap explain sector:{last} {first}"
        return f"{told}a way begins where firms are counted, and no sector has a figure of it. {estimated}"
    return f"{told}no chain of couplings does."


def find_loops(ecosystem: AnyMap, top: int, settings: Settings | None = None) -> tuple[Loop, ...]:
    """Return the heaviest loops of couplings, the one of largest geometric mean first.

    Influence dies away round a loop of n steps as long as attenuation^n times the product of its couplings is
    below 1, that is, as long as attenuation times their geometric mean is.
    """
    from ecomap.graph import coupling_graph, heavy_loops
    from ecomap.verbs.arrays import compiled_map
    from ecomap.verbs.ranking import default_settings

    compiled, attenuation = compiled_map(ecosystem), (settings or default_settings()).attenuation
    found = []
    for sectors, product in heavy_loops(coupling_graph(compiled.arrays))[:top]:
        names, count = tuple(compiled.sector_by_id[sector].name for sector in sectors), len(sectors)
        found.append(Loop(sectors, names, product, product ** (1 / count), product * attenuation**count))
    return tuple(found)
