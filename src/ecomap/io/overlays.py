"""Maps in layers: where each item was written, overlays on top, and names that were given up by what they mean now."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ecomap.errors import Location, Problem
from ecomap.io.document import Document, Step, dotted, names_at
from ecomap.model import EcosystemMap, MapEntrance, MapPart, Retired
from ecomap.model.base import Frozen
from ecomap.places import table
from ecomap.record import record

Part = tuple[Document, MapPart]
Place = tuple[Document, int]


@record
class Origin:
    """Knows in which file, and where in it, every item of a joined map was written."""

    entrance: str  # the map's first file
    places: Mapping[str, Sequence[Place]]
    """For each list of the map, in its order: the file of each item and its position in that file's list."""
    overlays: frozenset[str] = frozenset()  # names of the files that were laid on top

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
    for of, called, names in table(Path(__file__).with_name("references.csv")):
        found.setdefault(of, {})[called] = names
    return found


REFERENCES = _named()  # by list of a map the fields of an item that name something, and the list in which that stands


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
    for listed, named in REFERENCES.items():
        paths = [(*path.split("."),) for path in named]
        for position, item in enumerate(getattr(ecosystem, listed)):
            for (first, *rest), kind in zip(paths, named.values(), strict=True):
                said = getattr(item, first)
                one = isinstance(said, str)  # as nearly always: there may be a million of them
                for inner, name in (((first,), said),) if one else names_at(said, tuple(rest), (first,)):
                    yield Reference(listed, position, inner, kind, name)


# --- overlays on top of a map


PART_LISTS = tuple(MapPart.model_fields)
ENTRANCE_LISTS = ("goals", "skills")  # lists that only the first file of a map has
KEYS = {  # fields that make an item of a list the same item; everything else is known by its id
    "influences": ("trend", "sector"), "couplings": ("source", "target"),
    "modifiers": ("kind", "place", "family"), "rejected": ("trend", "source", "target"),
    "duty_gaps": ("topic", "place"),
}  # fmt: skip


def key_of(name: str, item: Frozen) -> tuple[str, ...]:
    """Return what makes an item of a list the same item in another layer or version of a map."""
    return tuple([str(getattr(item, part) or "") for part in KEYS.get(name, ("id",))])


def laid(base: Sequence[Part], overlays: Sequence[Part]) -> tuple[dict[str, tuple[Any, ...]], Origin]:
    """Return the lists of a map with overlays laid on top in order, and where each item was written.

    An item of an overlay takes the place of the item of the layers below that has the same key; else it is
    added at the end. What stands twice in one layer stays twice, for the checks to tell.
    """
    items: dict[str, tuple[Any, ...]] = {}
    places: dict[str, list[Place]] = {}
    for name in PART_LISTS:
        entries: list[Any] = [item for _, part in base for item in getattr(part, name)]
        places[name] = [(document, i) for document, part in base for i in range(len(getattr(part, name)))]
        for document, part in overlays:
            _lay(name, entries, places[name], getattr(part, name), document)
        items[name] = tuple(entries)
    document, entrance = base[0]
    for name in ENTRANCE_LISTS:
        places[name] = [(document, i) for i in range(len(getattr(entrance, name, ())))]
    return items, Origin(document.name, places, frozenset(document.name for document, _ in overlays))


def _lay(name: str, entries: list[Any], places: list[Place], added: Sequence[Any], document: Any) -> None:
    below: dict[tuple[str, ...], int] = {}
    for position, item in enumerate(entries if added else ()):
        below.setdefault(key_of(name, item), position)
    for inside, item in enumerate(added):
        under = below.pop(key_of(name, item), None)
        if under is None:
            entries.append(item)
            places.append((document, inside))
        else:
            entries[under], places[under] = item, (document, inside)


def whole_map(entrance: MapEntrance, **lists: Any) -> EcosystemMap:
    """Return a map with what its first file says and the given lists; a new object, with nothing remembered."""
    said = {field.alias or name: getattr(entrance, name) for name, field in type(entrance).model_fields.items()}
    return EcosystemMap.model_construct(**said | lists)


# --- names that were given up -------------------------------------------------------------------------------


def retired_items(ecosystem: MapPart) -> Iterator[Retired]:
    """Yield every withdrawn or replaced id with what it means now; the checks have refused circles."""
    for kind in LASTING:
        by_id: dict[str, Any] = {item.id: item for item in getattr(ecosystem, kind)}
        for name, item in by_id.items():
            if item.withdrawn or item.replaced_by:
                last = end_of_chain(by_id, name)
                reason = item.withdrawn or f'replaced by "{item.replaced_by}"'
                ended = last.withdrawn or last.replaced_by
                if ended and last is not item:
                    reason = f"{reason}; {last.id} is withdrawn too: {ended}"
                yield Retired(kind=kind, id=name, reason=reason, meaning=None if ended else last.id)


def end_of_chain(by_id: Mapping[str, Any], name: str) -> Any:
    """Follow ``replaced_by`` as far as it leads; a circle or an unknown id ends where it is met."""
    seen = {name}
    item = by_id[name]
    while item.replaced_by in by_id and item.replaced_by not in seen:
        seen.add(item.replaced_by)
        item = by_id[item.replaced_by]
    return item


@dataclass
class Followed:
    """A map whose lines name nothing retired, and what became of the lines that did."""

    ecosystem: EcosystemMap
    followed: list[Problem] = field(default_factory=list)  # lines that now speak of the replacement
    dropped: list[Problem] = field(default_factory=list)  # lines that are no longer used


def without_retired(ecosystem: EcosystemMap, origin: Origin) -> Followed:
    """Take what was withdrawn or replaced out of a map and let every line that names it mean the replacement."""
    retired = tuple(retired_items(ecosystem))
    return _Follower(ecosystem, origin, retired).result() if retired else Followed(ecosystem)


FOLLOWED = {
    name: {part: kind for part, kind in named.items() if kind in LASTING and part != "replaced_by" and "." not in part}
    for name, named in REFERENCES.items()
}
"""Fields of each list that name something that may be retired; what a gate names is told by the checks instead."""
DISPENSABLE = {("duties", "practice"), ("duties", "gives")}  # what an item can lose without losing its meaning
JOIN: dict[str, Callable[[Any, Any], Any]] = {
    "trends": lambda a, b: min(1.0, a + b), "sectors": max, "practices": lambda first, _: first,
    "kinds": lambda a, b: min(1.0, a + b), "components": max, "global_work": lambda first, _: first,
}  # fmt: skip
"""How two shares become one when two activities do: services add up, a firm does the whole as much as its main part,
a practice takes off or asks what it said of the first, a kind of firm lives from both."""


@record
class _Line:
    position: int
    item: Any
    moved: bool
    in_overlay: bool


class _Follower:
    def __init__(self, ecosystem: EcosystemMap, origin: Origin, retired: tuple[Retired, ...]) -> None:
        self.ecosystem, self.origin, self.retired = ecosystem, origin, retired
        self.by_id = {(item.kind, item.id): item for item in retired}
        self.answer = Followed(ecosystem)
        self.lines: Counter[tuple[str, str]] = Counter()
        """The map's own lines that name each retired id."""

    def result(self) -> Followed:
        """Go through every list, then say once for each retired id what became of the map's own lines."""
        lists = {name: self._list(name) for name, parts in FOLLOWED.items() if parts or name in LASTING}
        self._tell_of_the_map()
        told = [*self.answer.followed, *self.answer.dropped]
        new = (str(problem) for problem in told if problem.where.file in self.origin.overlays)
        notes = (*self.ecosystem.notes, *new)
        self.answer.ecosystem = whole_map(self.ecosystem, **lists, retired=self.retired, notes=notes)
        return self.answer

    def _list(self, name: str) -> tuple[Any, ...]:
        """Return a list whose lines name nothing retired, and no two of which say the same thing."""
        lines: list[_Line] = []
        for position, item in enumerate(getattr(self.ecosystem, name)):
            if name in LASTING and (name, item.id) in self.by_id:
                continue
            update = self._update(name, position, item)
            if update is not None:
                changed = item.model_copy(update=update) if update else item
                lines.append(_Line(position, changed, bool(update), self.origin.in_overlay(name, position)))
        return tuple(line.item for line in (self._undoubled(name, lines) if name in KEYS else lines))

    def _undoubled(self, name: str, lines: list["_Line"]) -> Iterator["_Line"]:
        """Of lines that have come to say the same, keep an overlay's before the map's, an unchanged before a moved."""
        best: dict[tuple[str, ...], _Line] = {}
        for line in lines:
            rival = best.setdefault(key_of(name, line.item), line)
            if (line.in_overlay, not line.moved) > (rival.in_overlay, not rival.moved):
                best[key_of(name, line.item)] = line
        for line in lines:
            rival = best[key_of(name, line.item)]
            to_itself = name == "couplings" and line.moved and line.item.source == line.item.target
            if (rival is line or not (line.moved or rival.moved)) and not to_itself:
                yield line
            elif line.in_overlay:
                message = "says the same as another line of the overlay, since both mean one thing now; it is not used."
                self.answer.dropped.append(self.origin.problem(name, line.position, (), message, "Keep one of them."))

    def _update(self, name: str, position: int, item: Any) -> dict[str, Any] | None:
        """Return the fields that change; None where the whole line has lost its meaning."""
        update: dict[str, Any] = {}
        for part, kind in FOLLOWED[name].items():
            value = getattr(item, part)
            if isinstance(value, str):
                changed: Any = self._now(kind, value, name, position, (part,))
                if changed is None and (name, part) not in DISPENSABLE:
                    return None
            elif isinstance(value, tuple):
                named = [self._now(kind, v, name, position, (part, i)) for i, v in enumerate(value)]
                changed = value if named == list(value) else tuple(dict.fromkeys(v for v in named if v is not None))
            elif isinstance(value, dict):
                shares = self._shares(kind, value, name, position, part)
                changed = value if list(shares) == list(value) else shares
            else:
                continue
            if changed != value or (isinstance(value, dict) and changed is not value):
                update[part] = changed
            if (name, part) == ("kinds", "sectors") and not changed:  # nothing is left that it could be made of
                return None
        return update

    def _shares(self, kind: str, shares: dict[str, float], name: str, position: int, part: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for key, share in shares.items():
            now = self._now(kind, key, name, position, (part, key))
            if now is not None:
                found[now] = JOIN[name](found[now], share) if now in found else share
        return found

    def _now(self, kind: str, name: str, list_name: str, position: int, inner: tuple[Step, ...]) -> str | None:
        """Return what a name means now, None for nothing, and remember what became of the line."""
        retired = self.by_id.get((kind, name))
        if retired is None:
            return name
        if not self.origin.in_overlay(list_name, position):
            self.lines[kind, name] += 1
        elif retired.meaning:
            message = f'"{name}" is taken as "{retired.meaning}" ({retired.reason}).'
            self.answer.followed.append(self.origin.problem(list_name, position, inner, message))
        else:
            message = f'"{name}" is withdrawn: {retired.reason}. This line is not used.'
            way_out = "Remove it, or name what is meant now."
            self.answer.dropped.append(self.origin.problem(list_name, position, inner, message, way_out))
        return retired.meaning

    def _tell_of_the_map(self) -> None:
        for kind in LASTING:
            for position, item in enumerate(getattr(self.ecosystem, kind)):
                retired, lines = self.by_id.get((kind, item.id)), self.lines[kind, item.id]
                if retired is None or not lines:
                    continue
                became = f'speak of "{retired.meaning}" now' if retired.meaning else "are not used any more"
                why = f"withdrawn: {retired.reason}" if item.withdrawn else retired.reason
                message = f"{item.id} is {why}; {lines} lines of the map {became}."
                self.answer.followed.append(self.origin.problem(kind, position, (), message))
