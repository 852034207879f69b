"""The strongest ways through the map from one node to another."""

import math

from ecomap.errors import UnknownNameError
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
    from ecomap.graph import coupling_graph, strongest_ways, with_prevalences

    names = {trend.id: trend.name for trend in ecosystem.trends} | {s.id: s.name for s in ecosystem.sectors}
    first, last = trend_or_sector(ecosystem, start), Names.of(ecosystem).sector(end)
    arrays = compiled_map(ecosystem).arrays
    found = strongest_ways(with_prevalences(coupling_graph(arrays), arrays, first), first, last, count)
    return tuple(Route(way, math.exp(-length), tuple(names[node] for node in way)) for way, length in found)


def trend_or_sector(ecosystem: AnyMap, text: str) -> str:
    """Return the id of the trend or sector that a text names.

    Raises
    ------
    UnknownNameError
        Neither a trend nor a sector has this name.
    """
    names = Names.of(ecosystem)
    found = names.find("trend", text) or names.find("sector", text)
    if found is None:
        raise UnknownNameError("trend or sector", text, [*ecosystem.trend_by_id, *names.named("sector")])
    return found
