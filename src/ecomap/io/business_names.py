"""The names and numbers in a business file: which nothing answers to, and which mean something else by now."""

from collections import Counter
from collections.abc import Iterator
from math import fsum
from typing import Any

from ecomap.errors import Location, Problem
from ecomap.io.amounts import AmountError, plain, read_number
from ecomap.io.document import Document, ListNode, MappingNode, Node, dotted
from ecomap.io.fields import KINDS, quantity_of
from ecomap.model import NUMBER, Business, Scalar
from ecomap.names import Names

Path = tuple[str | int, ...]
WORDS = ("trend", "sector", "id")
"""Keys that are words of the schema: what they name stands behind the colon."""


def named(document: Document) -> Iterator[tuple[Path, str, str]]:
    """Yield path, kind and text of everything in a business file that names something in the map."""
    for field in ("sectors", "depends_on", "activities", "goals", "skills", "adopted"):
        node = document.root.get(Scalar(field))
        if isinstance(node, MappingNode):
            yield from (((field, str(key)), KINDS[field], str(key)) for key in node)
        elif isinstance(node, ListNode):
            found = [(i, item) for i, item in enumerate(node) if isinstance(item, Scalar) and item]
            yield from (((field, i), KINDS[field], str(item)) for i, item in found)
    for word in ("trend", "sector"):
        yield from ((path, word, name) for path, name in _said(document, "influences", word))
    for i, item in _items(document, "own_activities"):
        served: Node | None = item.get(Scalar("served_by"))
        for name in served if isinstance(served, MappingNode) else ():
            yield ("own_activities", i, "served_by", str(name)), "trend", str(name)


def _items(document: Document, field: str) -> Iterator[tuple[int, MappingNode]]:
    """Yield the items of a list of mappings with their positions, whatever else is wrong with them."""
    node = document.root.get(Scalar(field))
    for position, item in enumerate(node if isinstance(node, ListNode) else []):
        if isinstance(item, MappingNode):
            yield position, item


def _said(document: Document, field: str, word: str) -> Iterator[tuple[Path, str]]:
    for position, item in _items(document, field):
        value = item.get(Scalar(word))
        if isinstance(value, Scalar):
            yield (field, position, word), str(value)


def _place(document: Document, path: Path) -> Location:
    """Return where a name was written: as the key of a line, or as its value where the key is a word of the schema."""
    return document.locate(path, at_key=isinstance(path[-1], str) and path[-1] not in WORDS)


def retired_names(document: Document, names: Names) -> Iterator[Problem]:
    """Yield one line for each name of the file that means something else now, or nothing any more."""
    for path, kind, name in named(document):
        found = names.retired(kind, name)
        if found is not None and found.meaning is not None:
            message = f'"{found.id}" is taken as "{found.meaning}" ({found.reason}).'
        elif found is not None:
            message = f"withdrawn: {found.reason}. This line is not used."
        else:
            continue
        yield Problem(_place(document, path), dotted(path), message)


def name_problems(document: Document, names: Names) -> Iterator[Problem]:
    """Yield every name that nothing in the map answers to, and what is said twice."""
    for path, kind, name in named(document):
        if names.find(kind, name) is None and (kind == "sector" or names.retired(kind, name) is None):
            yield _unknown(document, path, kind, name, names)
    yield from _said_twice(document, names)
    for path, name in _said(document, "own_activities", "id"):
        if any(names.has_id(kind, name) for kind in ("activity", "sector", "trend")):
            way_out = "Choose another id; what the map has a word for stands under activities."
            yield Problem(_place(document, path), dotted(path), f'the map has a "{name}" of its own.', way_out)


def _unknown(document: Document, path: Path, kind: str, name: str, names: Names) -> Problem:
    error = names.unknown(kind, name)
    message, way_out = error.message.replace(f' "{name}"', "", 1).replace(f'"{name}" is ', "", 1), error.way_out
    if kind in ("sector", "trend") and "ecomap map search" not in way_out:
        way_out = f"{way_out} See: ecomap map search {name.partition('-')[0]}".strip()
    return Problem(_place(document, path), dotted(path), message, way_out)


def _said_twice(document: Document, names: Names) -> Iterator[Problem]:
    """Yield influences and activities that repeat what another line says."""
    seen: Counter[tuple[str, str | None]] = Counter()
    found = [(path, kind, names.find(kind, name)) for path, kind, name in named(document)]
    seen.update((kind, id) for path, kind, id in found if path[0] == "depends_on")
    told: list[tuple[Path, str, Any]] = [(path, kind, id) for path, kind, id in found if path[0] == "influences"]
    told += [
        (path, kind, id)
        for path, kind, id in found
        if path[0] in ("activities", "goals", "skills") and names.retired(kind, str(path[-1])) is None
    ]
    told += [(path, "own", name) for path, name in _said(document, "own_activities", "id")]
    for path, kind, name in told:
        seen[kind, name] += 1
        if name is not None and seen[kind, name] > 1:
            yield Problem(_place(document, path), dotted(path), "is said twice.", "Keep one of the lines.")


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


def read_names(document: Document, names: Names) -> None:
    """Put ids in the place of other names of one thing; sectors, retired names and what means nothing stay."""
    for path, kind, name in list(named(document)):
        found = names.find(kind, name)
        if kind == "sector" or found in (None, name) or names.retired(kind, name) is not None:
            continue
        *above, last = path
        node: Any = document.root
        for step in above:
            node = node[step if isinstance(step, int) else Scalar(step)]
        if isinstance(node, MappingNode) and last not in WORDS:
            node.rename(str(last), str(found))
        else:
            old = node[last]
            node[last if isinstance(last, int) else Scalar(last)] = Scalar(str(found), old.line, old.column)


def read_numbers(document: Document, *, cells: bool = False) -> Iterator[Problem]:
    """Put plain numbers in the place of those that people write another way; yield those that cannot be read.

    In a file a dot before three digits stays what YAML takes it for, decimals, except where money is meant.
    """
    yield from _numbers(document, document.root, (), cells=cells)


def _numbers(document: Document, node: Node, path: Path, *, cells: bool) -> Iterator[Problem]:
    if isinstance(node, Scalar):
        return
    for step, value in list(node.items() if isinstance(node, MappingNode) else enumerate(node)):
        here = (*path, step if isinstance(step, int) else str(step))
        yield from _numbers(document, value, here, cells=cells)
        of = quantity_of(str(here[0]), ".".join(str(part) for part in here[1:]))
        if of is None or not isinstance(value, Scalar) or value.quoted or here[-1] in ("reason", "name", *WORDS):
            continue
        if NUMBER.fullmatch(value) and not (of.money or cells):
            continue
        try:
            number = plain(read_number(value, of, bounded=False))
        except AmountError as error:
            yield Problem(document.locate(here), dotted(here), error.message, error.way_out)
        else:
            node[step] = Scalar(number, value.line, value.column)  # type: ignore[call-overload, index]
