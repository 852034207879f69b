"""Where every item of a joined map was written."""

from collections.abc import Mapping, Sequence
from dataclasses import field

from ecomap.errors import Location, Problem
from ecomap.io.document import Document, dotted
from ecomap.model import MapPart
from ecomap.record import record

Part = tuple[Document, MapPart]
Place = tuple[Document, int]
Step = str | int


@record
class Origin:
    """Knows in which file, and where in it, every item of a joined map was written."""

    entrance: str
    """The map's first file."""
    places: Mapping[str, Sequence[Place]]
    """For each list of the map, in its order: the file of each item and its position in that file's list."""
    overlays: frozenset[str] = field(default=frozenset())
    """Names of the files that were laid on top."""

    def problem(self, name: str, position: int, inner: tuple[Step, ...], message: str, way_out: str = "") -> Problem:
        """Return a problem at the ``position``-th item of a list of the joined map."""
        if position >= len(self.places.get(name, ())):
            return Problem(Location(self.entrance), name, message, way_out)
        document, inside = self.places[name][position]
        path = (name, inside, *inner)
        return Problem(document.locate(path), dotted(path), message, way_out)

    def in_overlay(self, name: str, position: int) -> bool:
        """Tell whether an item was written in an overlay."""
        places = self.places.get(name, ())
        return position < len(places) and places[position][0].name in self.overlays
