"""Where every item of a joined map was written, and every id that it names."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ecomap.errors import Location, Problem
from ecomap.io.document import Document, dotted
from ecomap.model import EcosystemMap, MapPart
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
    overlays: frozenset[str] = frozenset()
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


LASTING = ("trends", "sectors", "kinds", "activities", "practices", "duties")
"""Lists whose items are withdrawn or replaced, never deleted."""


def _named() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    with Path(__file__).with_name("references.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["list"], {})[row["field"]] = row["names"]
    return found


REFERENCES = _named()
"""For each list of a map: the fields of an item that name something, and the list in which that stands."""


@record
class Reference:
    """One id, named by the ``position``-th item of a list in its field ``inner``, meant as one of the ``kind``."""

    field: str
    position: int
    inner: tuple[Step, ...]
    kind: str
    name: str


def references(ecosystem: EcosystemMap) -> Iterator[Reference]:
    """Yield every id that the map names."""
    for field, named in REFERENCES.items():
        paths = [(*path.split("."),) for path in named]
        for position, item in enumerate(getattr(ecosystem, field)):
            for (first, *rest), kind in zip(paths, named.values(), strict=True):
                said = getattr(item, first)
                one = isinstance(said, str)  # as nearly always: there may be a million of them
                for inner, name in (((first,), said),) if one else names_at(said, tuple(rest), (first,)):
                    if (field, name) != ("norms", "*"):
                        yield Reference(field, position, inner, kind, name)


def names_at(value: Any, path: tuple[str, ...], inner: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Yield what stands at a path below a value: a name, the keys of shares, or the items of a list."""
    if isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from names_at(item, path, (*inner, i))
    elif isinstance(value, str) and not path:
        yield inner, value
    elif isinstance(value, dict):
        yield from (((*inner, name), name) for name in value)
    elif value is not None and path:
        yield from names_at(getattr(value, path[0]), path[1:], (*inner, path[0]))
