"""Where every item of a joined map was written, and every id that it names."""

from collections.abc import Iterator, Mapping, Sequence
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
_THEME = {"trends": "trends", "sectors": "sectors", "practices": "practices", "evidence": "evidence"}
REFERENCES: dict[str, dict[str, str]] = {
    "influences": {"evidence": "evidence", "trend": "trends", "sector": "sectors"},
    "couplings": {"evidence": "evidence", "source": "sectors", "target": "sectors"},
    "norms": {"evidence": "evidence", "trend": "trends"},
    "readiness": {"evidence": "evidence", "sector": "sectors"},
    "traits": {"evidence": "evidence"},
    "groups": {"evidence": "evidence", "weights": "traits"},
    "practices": {
        "evidence": "evidence", "home": "sectors", "trend": "trends", "activity": "activities", "skills": "skills",
        "needs_activity": "activities", "brings": "practices", "reduces": "trends", "reduces_evidence": "trends",
        "replaced_by": "practices",
    },
    "challenges": _THEME,
    "opportunities": _THEME,
    "rejected": {"trend": "trends", "source": "sectors", "target": "sectors"},
    "trends": {
        "evidence": "evidence", "services": "activities", "goals": "goals", "needs.skills": "skills",
        "prerequisites": "trends", "pace.evidence": "evidence", "level.evidence": "evidence", "group": "groups",
        "weights": "traits", "gate.any_of": "traits", "gate.activities": "activities", "part_of": "trends",
        "comes_with": "trends", "counted": "evidence",
        "replaced_by": "trends",
    },
    "sectors": {
        "evidence": "evidence", "activities": "activities", "traits": "traits", "replaced_by": "sectors",
    },
    "kinds": {
        "evidence": "evidence", "sectors": "sectors", "traits": "traits", "activities": "activities",
        "goals": "goals", "replaced_by": "kinds",
    },
    "areas": {"trends": "trends", "activities": "activities"},
    "activities": {"asked_with": "traits", "replaced_by": "activities"},
    "modifiers": {"evidence": "evidence"},
    "countries": {"evidence": "evidence", "rules.source": "sources"},
    "duties": {
        "evidence": "evidence", "practice": "practices", "applies.sectors": "sectors", "applies.uses": "trends",
        "replaced_by": "duties",
    },
    "components": {
        "evidence": "evidence", "trends": "trends", "skills": "skills", "opportunities": "opportunities",
    },
    "barriers": {"evidence": "evidence", "threats": "trends", "challenges": "challenges"},
    "global_work": {"evidence": "evidence", "practices": "practices", "needless": "practices", "gated": "practices"},
    "platforms": {
        "evidence": "evidence", "fee.evidence": "evidence", "owner": "platform_owners", "kind": "platform_kinds",
    },
    "channels": {"evidence": "evidence", "trends": "trends", "sectors": "sectors", "languages": "languages"},
    "platform_kinds": {"trends": "trends", "sectors": "sectors", "mechanisms": "platform_mechanisms"},
    "platform_functions": {"evidence": "evidence"},
    "platform_mechanisms": {"evidence": "evidence"},
    "platform_trades": {
        "evidence": "evidence", "sectors": "sectors", "opportunities": "opportunities", "challenges": "challenges",
    },
    "platform_strategies": {"evidence": "evidence", "practices": "practices", "rules.uses": "trends"},
    "platform_shocks": {"evidence": "evidence"},
    "evidence": {"source": "sources"},
}  # fmt: skip
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
