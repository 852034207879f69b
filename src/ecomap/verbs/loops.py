"""The heaviest loops of the map, by name."""

from typing import TYPE_CHECKING

from ecomap.graph import coupling_graph
from ecomap.loops import heavy_loops
from ecomap.model.compiled import AnyMap
from ecomap.results.maps import Loop
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.ranking import default_settings

if TYPE_CHECKING:
    from ecomap.model import Settings


def find_loops(ecosystem: AnyMap, top: int, settings: "Settings | None" = None) -> tuple[Loop, ...]:
    """Return the heaviest loops of couplings, the one of largest geometric mean first.

    Influence dies away round a loop of n steps as long as attenuation^n times the product of its couplings is
    below 1, that is, as long as attenuation times their geometric mean is.
    """
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
