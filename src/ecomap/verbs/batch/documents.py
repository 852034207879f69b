"""The cells of a row as a business file, so that what is wrong in them is told as it is told of a file."""

import json
from collections.abc import Iterator, Mapping
from itertools import count
from math import isfinite
from typing import Any

from ecomap.errors import InputError, Problem
from ecomap.io.amounts import WEIGHT, AmountError, plain, read_number
from ecomap.io.document import Document, ListNode, MappingNode, Node
from ecomap.model import Scalar
from ecomap.verbs.batch.layout import MONEY_AND_TIME, SHARES, WHERE, Layout

NUMBER_LISTS = ("sectors", "depends_on", "activities", "goals", "skills")
UNIT_WEIGHT = "goals"
"""Field in which a bare name weighs 1."""
BARE = "a name without a number."


def document_of(cells: Mapping[str, Any], layout: Layout) -> "tuple[Document, Built]":
    """Return the business file that cells, by our names of the columns, make, and where its parts come from."""
    built = Built(cells, layout)
    return Document("", built.root()), built


def problems_of(error: InputError, built: "Built", document: Document) -> list[tuple[str, str]]:
    """Return the column and the reason of everything that is wrong in a business file."""
    return [(built.column(problem.path), _reason(problem, document)) for problem in error.problems]


def _reason(problem: Problem, document: Document) -> str:
    """Return what is wrong, with the name it is about where a cell holds several."""
    _, _, name = problem.path.partition(".")
    if problem.path.endswith("]"):
        field, _, place = problem.path[:-1].rpartition("[")
        items = document.root.get(Scalar(field))
        name = str(items[int(place)]) if isinstance(items, ListNode) else ""
    named = f'"{name}": ' if name and not problem.path.startswith("resources") else ""
    way_out = "" if problem.message == "is missing." else problem.way_out  # there is no line to add
    return f"{named}{problem.message} {way_out}".strip()


class Built:
    """The nodes of a business file from the cells of a row; what it is called is left out, so that any id will do."""

    def __init__(self, cells: Mapping[str, Any], layout: Layout) -> None:
        self.cells, self.layout = cells, layout
        self.problems: list[tuple[str, str]] = []
        self.places = count(1)
        """Each node has a line of its own: problems are told in the order of their places, one for each."""
        self.origin: dict[str, str] = {}
        """Our column, where it is another than the field's own name."""

    def column(self, path: str) -> str:
        """Return the user's name of the column that a path of the business file came from."""
        field, _, rest = path.partition(".")
        name = rest if field == "resources" and rest else field.partition("[")[0]
        return self.layout.theirs(self.origin.get(path) or self.origin.get(name) or name)

    def root(self) -> MappingNode:
        """Return the whole business."""
        root = MappingNode(next(self.places), 1)
        for ours, cell in self.cells.items():
            if ours not in ("id", "name", *WHERE, *NUMBER_LISTS, *MONEY_AND_TIME) and "." not in ours:
                read = {"adopted": self._names, "maturity": self._number, "employees": self._number}
                root[self._key(ours)] = read.get(ours, self._node)(cell)
        for field in NUMBER_LISTS[1:]:
            if field in self.cells:
                root[self._key(field)] = self._numbers(field, field)
        if root.pop(Scalar("overlays"), None):
            self._say("overlays", "one map for the whole batch. Give its overlays with --map.")
        self._sectors(root)
        self._money_and_time(root)
        self._singles(root)
        return root

    def _sectors(self, root: MappingNode) -> None:
        columns = [where for where in WHERE if where in self.layout.names]
        ours = next((where for where in WHERE if where in self.cells), None)
        if ours is not None:
            root[self._key("sectors")] = self._numbers(ours, "sectors", "" if ours == "sectors" else f"{ours}:")
        self.origin |= {"sectors": ours or columns[0]} if ours or columns else {}

    def _money_and_time(self, root: MappingNode) -> None:
        given = {name: self.cells[name] for name in MONEY_AND_TIME if name in self.cells}
        if given:
            resources = root.get(Scalar("resources"))
            node = resources if isinstance(resources, MappingNode) else MappingNode(next(self.places), 1)
            node.update({self._key(name): self._number(cell) for name, cell in given.items()})
            root[self._key("resources")] = node

    def _singles(self, root: MappingNode) -> None:
        """Add the columns of one number each: goal.reach, skill.it ..."""
        for ours, cell in self.cells.items():
            prefix, dot, name = ours.partition(".")
            if dot:
                field = SHARES[f"{prefix}."]
                node = root.setdefault(self._key(field), MappingNode(next(self.places), 1))
                if isinstance(node, MappingNode):
                    node[self._key(name)] = self._number(cell)
                self.origin[f"{field}.{name}"] = ours

    def _names(self, cell: Any) -> Node:
        if not isinstance(cell, str):
            return self._node(cell)
        names = ListNode(next(self.places), 1)
        names.extend(self._key(name) for piece in cell.split(";") if (name := piece.strip()))
        return names

    def _numbers(self, ours: str, field: str, prefix: str = "") -> Node:
        """Return a mapping from a cell like ``a=0.6; b=0.4``; an object stays as it is."""
        cell = self.cells[ours]
        if isinstance(cell, int | float) and not isinstance(cell, bool) and prefix:
            cell = f"{cell}"
        if not isinstance(cell, str):
            return self._node(cell)
        node = MappingNode(next(self.places), 1)
        bare = []
        for name, number in _pairs(cell):
            key = self._key(prefix + name)
            if key in node or key in bare:
                self._say(ours, f'"{name}" stands twice.')
            elif number is None:
                bare.append(key)
            else:
                node[key] = self._number(number)
        self._weigh(ours, field, node, bare)
        return node

    def _weigh(self, ours: str, field: str, node: MappingNode, bare: list[Scalar]) -> None:
        """Give names without a number theirs: goals 1 each, sectors what the others leave of 1."""
        if field == "sectors" and bare:
            rest = 1 - sum(_share(text) for text in node.values() if isinstance(text, Scalar))
            if rest <= 0:
                self._say(ours, f'the shares leave nothing for "{bare[0]}".')
            each = rest / len(bare) if rest > 0 else 1.0
            node.update({key: self._number(each) for key in bare})
        elif field == UNIT_WEIGHT:
            node.update({key: self._number(1.0) for key in bare})
        elif bare:
            self._say(ours, f'"{bare[0]}": {BARE} Write {bare[0]}=NUMBER.')

    def _key(self, name: str) -> Scalar:
        return Scalar(name, next(self.places), 1)

    def _number(self, cell: Any) -> Node:
        return self._key(cell) if isinstance(cell, str) else self._node(cell)

    def _node(self, cell: Any) -> Node:
        """Return what JSON gave as nodes, the texts within it as written in quotes."""
        if isinstance(cell, dict):
            mapping = MappingNode(next(self.places), 1)
            mapping.update({self._key(str(name)): self._node(inner) for name, inner in cell.items()})
            return mapping
        if isinstance(cell, list):
            nodes = ListNode(next(self.places), 1)
            nodes.extend(self._node(inner) for inner in cell)
            return nodes
        number = isinstance(cell, float) and isfinite(cell)
        text = cell if isinstance(cell, str) else plain(cell) if number else json.dumps(cell, default=str)
        return Scalar(text, next(self.places), 1, quoted=isinstance(cell, str))

    def _say(self, ours: str, reason: str) -> None:
        self.problems.append((self.layout.theirs(ours), reason))


def _pairs(cell: str) -> Iterator[tuple[str, str | None]]:
    for piece in cell.split(";"):
        name, equals, number = piece.partition("=")
        if piece.strip():
            yield name.strip(), number.strip() if equals else None


def _share(text: str) -> float:
    try:
        return read_number(text, WEIGHT)
    except AmountError:
        return 0.0  # told where the number is read
