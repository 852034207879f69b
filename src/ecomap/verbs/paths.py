"""The strongest ways through the map from one node to another."""

import math

from ecomap.errors import UnknownNameError
from ecomap.graph import coupling_graph, strongest_ways, with_prevalences
from ecomap.model.compiled import AnyMap
from ecomap.names import Names
from ecomap.results.explanation import Route
from ecomap.verbs.arrays import compiled_map


def strongest_routes(ecosystem: AnyMap, start: str, end: str, count: int) -> tuple[Route, ...]:
    """Return the heaviest loop-free ways from a sector or trend to a sector, heaviest first.

    The strength of a way is the product of its couplings, for a trend times the prevalence where it begins.

    Raises
    ------
    UnknownNameError
        Neither a trend nor a sector has this name.
    """
    names = {trend.id: trend.name for trend in ecosystem.trends} | {s.id: s.name for s in ecosystem.sectors}
    understood = Names.of(ecosystem)
    first = understood.find("trend", start) or understood.find("sector", start)
    if first is None:
        raise UnknownNameError("trend or sector", start, [*ecosystem.trend_by_id, *understood.named("sector")])
    last = understood.sector(end)
    arrays = compiled_map(ecosystem).arrays
    found = strongest_ways(with_prevalences(coupling_graph(arrays), arrays, first), first, last, count)
    return tuple(Route(way, math.exp(-length), tuple(names[node] for node in way)) for way, length in found)
