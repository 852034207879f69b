"""Text with places: nested mappings, lists and scalars that know their line and column."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, TypeAlias

from ecomap.errors import Location, Problem
from ecomap.model import Scalar
from ecomap.record import record


class MappingNode(dict[Scalar, "Node"]):
    """A mapping and where it stands; its keys are scalars with places of their own."""

    __slots__ = ("column", "end", "flow", "keys_by_name", "line", "start")

    def __init__(self, line: int, column: int, start: int = 0, *, flow: bool = False) -> None:
        super().__init__()
        self.line, self.column, self.flow = line, column, flow
        self.start = self.end = start
        self.keys_by_name: dict[str, Scalar] = {}

    def key(self, name: str) -> Scalar | None:
        """Return the key as it was written, with its place."""
        if len(self.keys_by_name) != len(self):
            self.keys_by_name = {str(key): key for key in self}
        return self.keys_by_name.get(name)

    def rename(self, old: str, new: str) -> None:
        """Call a line otherwise, at its place; not where another one is called so already."""
        if Scalar(new) in self:
            return
        lines = [(Scalar(new, key.line, key.column) if key == old else key, value) for key, value in self.items()]
        self.clear()
        self.update(lines)
        self.keys_by_name = {}


class ListNode(list["Node"]):
    """A list and where it stands."""

    __slots__ = ("column", "end", "flow", "line", "start")

    def __init__(self, line: int, column: int, start: int = 0, *, flow: bool = False) -> None:
        super().__init__()
        self.line, self.column, self.flow = line, column, flow
        self.start = self.end = start


Node: TypeAlias = MappingNode | ListNode | Scalar
Rows: TypeAlias = Iterator[dict[str, Scalar]]
Step: TypeAlias = str | int


class TableNode:
    """A list of which there may be half a million: who goes through it reads it anew, and meets no places."""

    line = column = 1

    def __init__(self, plain: Callable[[], Rows], placed: Callable[[], Iterator[MappingNode]]) -> None:
        self._plain, self._placed = plain, placed

    def __iter__(self) -> Rows:
        return self._plain()

    @cached_property
    def placed(self) -> list[MappingNode]:
        """The same rows with places, made when one of them is asked for."""
        return list(self._placed())


@record
class Document:
    """One file, read: its name as the user knows it, its content, and what was wrong with its form."""

    name: str
    root: MappingNode
    problems: tuple[Problem, ...] = ()

    def locate(self, path: Iterable[str | int], *, at_key: bool = False) -> Location:
        """Return the place of the value at a path or of its key, or of the nearest thing above it that exists."""
        steps = list(path)
        node: Node = self.root
        for depth, step in enumerate(steps):
            below = _child(node, step)
            if below is None:
                break
            if at_key and depth == len(steps) - 1 and isinstance(node, MappingNode):
                below = node.key(str(step)) or below
            node = below
        return Location(self.name, node.line, node.column)


def _child(node: Any, step: str | int) -> Any:
    if isinstance(node, MappingNode) and isinstance(step, str):
        return node.get(Scalar(step))
    rows = node.placed if isinstance(node, TableNode) else node
    if isinstance(rows, list) and isinstance(step, int) and step < len(rows):
        return rows[step]
    return None


def names_at(value: Any, path: tuple[str, ...], inner: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Yield what stands at a path below a value, checked or as written: a name, keys of shares, or items of a list."""
    if isinstance(value, MappingNode) and path:
        yield from names_at(value.get(Scalar(path[0])), path[1:], (*inner, path[0]))
    elif isinstance(value, tuple | ListNode):
        for i, item in enumerate(value):
            yield from names_at(item, path, (*inner, i))
    elif isinstance(value, str):
        yield from () if path else ((inner, str(value)),)
    elif isinstance(value, dict):
        yield from (((*inner, name), name) for name in value)
    elif value is not None and path:
        yield from names_at(getattr(value, path[0], None), path[1:], (*inner, path[0]))


def dotted(path: Iterable[str | int]) -> str:
    """Write a path the way people say it: ``trends[3].services``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{_one_line(step)}" if text else _one_line(step)
    return text


def _one_line(key: str) -> str:
    return key if key.isprintable() else json.dumps(key)
