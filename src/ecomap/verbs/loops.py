"""The heaviest loops of the map, by name."""

from ecomap.graph import ecosystem_graph
from ecomap.loops import heavy_loops
from ecomap.model import EcosystemMap, Settings
from ecomap.results.maps import Loop


def find_loops(ecosystem: EcosystemMap, top: int, settings: Settings | None = None) -> tuple[Loop, ...]:
    """Return the heaviest loops of couplings, the one of largest geometric mean first.

    Influence dies away round a loop of n steps as long as attenuation^n times the product of its couplings is
    below 1, that is, as long as attenuation times their geometric mean is.
    """
    attenuation = (settings or Settings()).attenuation
    return tuple(
        Loop(
            sectors,
            tuple(ecosystem.sector_by_id[sector].name for sector in sectors),
            product,
            product ** (1 / len(sectors)),
            product * attenuation ** len(sectors),
        )
        for sectors, product in heavy_loops(ecosystem_graph(ecosystem))[:top]
    )
