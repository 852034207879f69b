"""The rows of answers, by the table ``rows.tsv``: what has a row each, and where its cells are found.

A line is for one answer. ``each`` leads to what has a row: a path of fields, of which one that holds many stands for
each of them; nothing for the answer itself. Then come the cells, those of the first line in the order of the header; a
cell that another line does not name is empty. A cell is found under its own name, or behind the sign: by a path
(``trend.id``; ``^`` leads to what the thing stands in, ``.`` is the thing itself); by several with bars between, the
first that holds anything; by words for what holds, does not and is not known (``said?yes:no:perhaps``); as a word
behind an apostrophe; or as a text with places in braces, behind a colon their form, or the sign between many.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

from ecomap.places import tabbed
from ecomap.record import record

TABLE = Path(__file__).with_name("rows.tsv")
NOTHING = (None, "", ())
IN_BRACES = re.compile(r"\{([^}:]*):?([^}]*)\}")

Cell = str | int | float | None
Things = tuple[Any, ...]  #: A thing, then what it stands in, and so on.
Finder = Callable[[Things], Any]


@record
class Pair:
    """One entry of a dictionary."""

    key: object
    value: object


Cells = Mapping[str, Finder]  #: What finds each cell of a row, by its name.
Tree = tuple[tuple[str, Any], ...]  # steps, each with the tree below it; behind no step the cells of the thing itself


@cache
def lines(name: str, table: Path | None = None) -> Tree:
    """Return the lines for an answer by the name of its class, or those of another table."""
    found = [cells for first, *cells in tabbed(table or TABLE) if first == name]
    return _tree([([*filter(None, each.split("."))], dict(map(_placed, cells))) for each, *cells in found])


def _tree(found: Sequence[tuple[Sequence[str], Cells]]) -> Tree:
    """Put lines that begin alike below one step."""
    tree: list[tuple[str, Any]] = []
    for first, some in groupby(found, key=lambda line: [*line[0][:1]]):
        rows = [(steps[1:], cells) for steps, cells in some]
        tree += [(first[0], _tree(rows))] if first else [("", cells) for _, cells in rows]
    return tuple(tree)


def _placed(cell: str) -> tuple[str, Finder]:
    name, sign, place = cell.partition("=")
    return name, _finder(place if sign else name)


def header(tree: Tree) -> tuple[str, ...]:
    """Return the names of the cells of the first line."""
    step, below = tree[0]
    return header(below) if step else tuple(below)


def rows_of(answer: object, tree: Tree | None = None) -> list[tuple[Cell, ...]]:
    """Return the cells of each row of an answer, by its own lines or by others."""
    tree = tree or lines(type(answer).__name__)
    names = header(tree)
    return [tuple(cells.get(name, _nothing)(things) for name in names) for things, cells in told((answer,), tree)]


def told(things: Things, tree: Tree) -> Iterator[tuple[Things, Cells]]:
    """Yield what has a row, with what it stands in, and what finds the cells of that row."""
    for step, below in tree:
        if step:
            for one in _many(getattr(things[0], step)):
                yield from told((one, *things), below)
        else:
            yield things, below


def _nothing(_: Things) -> None:
    """Leave a cell empty."""


def _many(value: Any) -> Sequence[Any]:
    if isinstance(value, dict):
        return [Pair(key, inner) for key, inner in value.items()]
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _finder(place: str) -> Finder:
    """Return what finds a cell; many words have blanks between, what holds or not is yes or no."""
    if "{" in place:
        begun, *pieces = IN_BRACES.split(place)
        parts = [(_first(path), form, text) for path, form, text in zip(*[iter(pieces)] * 3, strict=True)]
        return lambda things: begun + "".join([_text(find(things), form) + text for find, form, text in parts])
    path, mark, words = place.partition("?")
    find = _first(path)
    if place.startswith("'"):
        return find
    holds, not_so, unknown = [*words.split(":"), words.split(":")[-1]][:3] if mark else ("yes", "no", None)

    def cell(things: Things) -> Any:
        value = find(things)
        if mark or isinstance(value, bool):
            return unknown if value is None else holds if value else not_so
        return " ".join(value) if isinstance(value, tuple) else value

    return cell


def _text(value: Any, form: str) -> str:
    if type(value) is str or value is None:
        return value or ""
    return form.join(value) if isinstance(value, tuple) else format(value, form)


def _first(place: str) -> Finder:
    """Return what finds the first of some places that holds anything, else the last."""
    paths = [_path(path) for path in place.split("|")]

    def find(things: Things) -> Any:
        for path in paths:
            if (value := path(things)) not in NOTHING:
                break
        return value

    return paths[0] if len(paths) == 1 else find


def _path(path: str) -> Finder:
    """Return what finds what stands at a path."""
    steps = path.lstrip("^")
    up, names = len(path) - len(steps), [*filter(None, steps.split("."))]
    if path.startswith("'") or not path:
        return lambda _: path[1:] if path else None
    if not names:
        return itemgetter(up)
    at = attrgetter(".".join(names))

    def find(things: Things) -> Any:
        try:
            return at(things[up])
        except AttributeError:  # it leads through many, or nothing
            return _walked(things[up], names)

    return find


def _walked(value: Any, names: Sequence[str]) -> Any:
    """Return what stands at the end of a way: of many ``how_many`` there are, ``last`` the last, else what each has."""
    for name in names:
        many = _many(value) if isinstance(value, dict | tuple) else None
        if many is None:
            value = None if value is None else getattr(value, name)
        elif name == "last":
            value = many[-1] if many else None
        else:
            value = len(many) if name == "how_many" else tuple(getattr(one, name) for one in many)
    return value
