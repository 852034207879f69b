"""The names in a business file: which of them nothing answers to, and which mean something else by now."""

from collections import Counter
from collections.abc import Iterable, Iterator
from math import fsum

from ecomap.errors import Location, Problem, suggestion
from ecomap.io.document import Document, ListNode, MappingNode, Node, dotted
from ecomap.io.names import folded, resolve_sector, retired_sector, sector_names
from ecomap.model import Business, EcosystemMap, Retired, Scalar

Path = tuple[str | int, ...]


def retired_names(business: Business, document: Document, ecosystem: EcosystemMap) -> Iterator[Problem]:
    """Yield one line for each name of the file that means something else now, or nothing any more."""
    named: list[tuple[Path, Retired | None]] = [
        ((field, name), retired_sector(ecosystem, name))
        for field in ("sectors", "depends_on")
        for name in getattr(business, field)
    ]
    retired = ecosystem.retired_by_id
    named += [(("activities", name), retired.get(("activities", name))) for name in business.activities]
    named += [(("adopted", i), retired.get(("trends", name))) for i, name in enumerate(business.adopted)]
    named += [(path, retired.get(("trends", name))) for path, name in _own_trends(document)]
    named += [(path, retired_sector(ecosystem, name)) for path, name in _own_ties(document)]
    for path, found in named:
        if found is not None and found.meaning is not None:
            message = f'"{found.id}" is taken as "{found.meaning}" ({found.reason}).'
            yield Problem(_place(document, path), dotted(path), message)
        elif found is not None:
            message = f"withdrawn: {found.reason}. This line is not used."
            yield Problem(_place(document, path), dotted(path), message)


def _place(document: Document, path: Path) -> Location:
    """Return where a name was written: as the key of a line, or as its value where the key is a word of the schema."""
    return document.locate(path, at_key=isinstance(path[-1], str) and path[-1] not in ("trend", "sector", "id"))


def _items(document: Document, field: str) -> Iterator[tuple[int, MappingNode]]:
    """Yield the items of a list of mappings with their positions, whatever else is wrong with them."""
    node = document.root.get(Scalar(field))
    for position, item in enumerate(node if isinstance(node, ListNode) else []):
        if isinstance(item, MappingNode):
            yield position, item


def _said(document: Document, field: str, name: str) -> Iterator[tuple[Path, str]]:
    """Yield path and text of a field of each item of a list."""
    for position, item in _items(document, field):
        value = item.get(Scalar(name))
        if isinstance(value, Scalar):
            yield (field, position, name), str(value)


def _own_trends(document: Document) -> Iterator[tuple[Path, str]]:
    """Yield every trend that influences and activities of the business's own speak of."""
    yield from _said(document, "influences", "trend")
    for position, item in _items(document, "own_activities"):
        served: Node | None = item.get(Scalar("served_by"))
        for name in served if isinstance(served, MappingNode) else ():
            yield ("own_activities", position, "served_by", str(name)), str(name)


def _own_ties(document: Document) -> Iterator[tuple[Path, str]]:
    return _said(document, "influences", "sector")


def own_problems(document: Document, ecosystem: EcosystemMap) -> Iterator[Problem]:
    """Yield what is wrong with the names of the business's own influences and activities."""
    for path, name in _own_trends(document):
        if name not in ecosystem.trend_by_id and ("trends", name) not in ecosystem.retired_by_id:
            yield _unknown(document, path, "trend", name, ecosystem.trend_by_id)
    for path, name in _own_ties(document):
        if resolve_sector(ecosystem, name) is None:
            yield _no_sector(document, path, name, ecosystem)
    yield from _said_twice(document, ecosystem)
    taken = {*ecosystem.activity_by_id, *ecosystem.sector_by_id, *ecosystem.trend_by_id}
    for path, name in _said(document, "own_activities", "id"):
        if name in taken:
            way_out = "Choose another id; what the map has a word for stands under activities."
            yield Problem(_place(document, path), dotted(path), f'the map has a "{name}" of its own.', way_out)


def _said_twice(document: Document, ecosystem: EcosystemMap) -> Iterator[Problem]:
    """Yield influences and activities that repeat what another line says."""
    depends_on = [resolve_sector(ecosystem, name) for name in _written(document, "depends_on")]
    seen: Counter[str | None] = Counter(name for name in depends_on if name)
    named = [(path, resolve_sector(ecosystem, name)) for path, name in _own_ties(document)]
    named += list(_said(document, "influences", "trend"))
    named += [(path, f"own {name}") for path, name in _said(document, "own_activities", "id")]
    for path, name in named:
        seen[name] += 1
        if name is not None and seen[name] > 1:
            yield Problem(_place(document, path), dotted(path), "is said twice.", "Keep one of the lines.")


def _written(document: Document, field: str) -> list[str]:
    """Return the names that a field of the file holds, whatever else is wrong with it; lists keep their positions."""
    node = document.root.get(Scalar(field))
    if isinstance(node, MappingNode):
        return [str(key) for key in node]
    return [str(item) if isinstance(item, Scalar) else "" for item in node] if isinstance(node, ListNode) else []


def name_problems(document: Document, ecosystem: EcosystemMap) -> Iterator[Problem]:
    """Yield every name that nothing in the map answers to."""
    for field in ("sectors", "depends_on"):
        for name in _written(document, field):
            if resolve_sector(ecosystem, name) is None:
                yield _no_sector(document, (field, name), name, ecosystem)
    known: dict[str, Iterable[str]] = {
        "activities": [activity.id for activity in ecosystem.activities],
        "goals": [goal.id for goal in ecosystem.goals],
        "skills": [skill.id for skill in ecosystem.skills],
    }
    for field, ids in known.items():
        for name in _written(document, field):
            if name not in ids and (field, name) not in ecosystem.retired_by_id:
                yield _unknown(document, (field, name), field.removesuffix("s").replace("ie", "y"), name, ids)
    for position, name in enumerate(_written(document, "adopted")):
        if name and name not in ecosystem.trend_by_id and ("trends", name) not in ecosystem.retired_by_id:
            yield _unknown(document, ("adopted", position), "trend", name, ecosystem.trend_by_id)
    yield from own_problems(document, ecosystem)


def sum_problems(business: Business, document: Document) -> Iterator[Problem]:
    """Yield shares that leave nothing for the rest."""
    if fsum(business.dependences.values()) >= 1:
        field = "depends_on" if business.depends_on else "influences"
        message = "the shares sum to 1 or more."
        yield Problem(document.locate((field,)), field, message, "Leave some for its own sectors.")
    taken: dict[str, float] = {}
    for position, item in enumerate(business.own_activities):
        for trend, share in item.served_by.items():
            taken[trend] = taken.get(trend, 0.0) + share
            if taken[trend] > 1 + 1e-9:
                path = ("own_activities", position, "served_by", trend)
                yield Problem(_place(document, path), dotted(path), "the shares of this trend sum to over 1.")


def _no_sector(document: Document, path: Path, name: str, ecosystem: EcosystemMap) -> Problem:
    retired = retired_sector(ecosystem, name)
    if retired is None:
        return _unknown(document, path, "sector", name, sector_names(ecosystem))
    way_out = "Name the sector that comes nearest: ecomap map search"
    return Problem(_place(document, path), dotted(path), f"withdrawn: {retired.reason}.", way_out)


def _unknown(document: Document, path: Path, kind: str, name: str, known: Iterable[str]) -> Problem:
    near = suggestion(folded(name) if kind == "sector" else name, known)
    if kind in ("sector", "trend"):
        way_out = f"{near} See: ecomap map search {name.partition('-')[0]}".strip()
    else:
        way_out = near or f"Known: {', '.join(known)}."
    return Problem(_place(document, path), dotted(path), f"no such {kind}.", way_out)
