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
from functools import cache, partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from ecomap.places import tabbed
from ecomap.record import record

TABLE = Path(__file__).with_name("rows.tsv")
NOTHING = (None, "", ())
PLAIN = {str, int, float, type(None)}
PATH = re.compile(r"\w+(?:\.\w+)*")
IN_BRACES = re.compile(r"\{([^}:]*):?([^}]*)\}")

Cell = str | int | float | None
Things = tuple[Any, ...]
"""A thing, then what it stands in, and so on."""
Reader = Callable[[Things], Cell]


@record
class Pair:
    """One entry of a dictionary."""

    key: object
    value: object


class Row(NamedTuple):
    """A line of the table: steps to what has a row, and what finds each of its cells."""

    each: tuple[str, ...]
    cells: Mapping[str, Reader]


@cache
def lines(answer: str) -> tuple[Row, ...]:
    """Return the lines for an answer by the name of its class."""
    found = [cells for name, *cells in tabbed(TABLE) if name == answer]
    return tuple(Row(tuple(filter(None, each.split("."))), dict(map(_placed, cells))) for each, *cells in found)


def _placed(cell: str) -> tuple[str, Reader]:
    name, sign, place = cell.partition("=")
    return name, _reader(place if sign else name)


def _reader(place: str) -> Reader:
    """Return what finds a cell: the plain way where a plain thing stands at a path of fields, as it mostly does."""
    any_way = partial(_cell, place)
    if not PATH.fullmatch(place):
        return any_way
    at = attrgetter(place)

    def read(things: Things) -> Cell:
        try:
            value: Any = at(things[0])
        except AttributeError:  # it leads through many, or nothing
            value = ()
        return value if type(value) in PLAIN else any_way(things)

    return read


def rows_of(answer: object) -> list[tuple[Cell, ...]]:
    """Return the cells of each row of an answer."""
    made = lines(type(answer).__name__)
    return list(_rows((answer,), made, tuple(made[0].cells)))


def _rows(things: Things, made: Sequence[Row], header: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    for step, some in groupby(made, key=lambda row: row.each[:1]):
        below = [Row(row.each[1:], row.cells) for row in some]
        if step:
            for one in _many(getattr(things[0], *step)):
                yield from _rows((one, *things), below, header)
        else:
            yield from (tuple(row.cells.get(name, _nothing)(things) for name in header) for row in below)


def _nothing(_: Things) -> None:
    """Leave a cell empty."""


def _many(value: Any) -> Sequence[Any]:
    if isinstance(value, dict):
        return [Pair(key, inner) for key, inner in value.items()]
    return value if isinstance(value, tuple) else (value,)


def _cell(place: str, things: Things) -> Cell:
    """Return a cell; many words have blanks between, what holds or not is yes or no."""
    if "{" in place:
        return IN_BRACES.sub(lambda found: _text(_found(things, found[1]), found[2]), place)
    path, mark, words = place.partition("?")
    value = _found(things, path)
    if mark:
        holds, not_so, unknown = [*words.split(":"), words.split(":")[-1]][:3]
        return unknown if value is None else holds if value else not_so
    if isinstance(value, bool):
        return "yes" if value else "no"
    found: Cell = " ".join(value) if isinstance(value, tuple) else value
    return found


def _text(value: Any, form: str) -> str:
    if isinstance(value, tuple):
        return form.join(value)
    return "" if value is None else format(value, form)


def _found(things: Things, place: str) -> Any:
    """Return what stands at the first of some places that holds anything, else at the last."""
    value = None
    for path in place.split("|"):
        value = path[1:] if path.startswith("'") else _at(things, path)
        if value not in NOTHING:
            break
    return value


def _at(things: Things, path: str) -> Any:
    """Return what stands at a path: of many ``how_many`` there are, ``last`` the last, else what each has."""
    if not path:
        return None
    steps = path.lstrip("^")
    value = things[len(path) - len(steps)]
    for step in filter(None, steps.split(".")):
        many = [*value] if isinstance(value, tuple) else _many(value) if isinstance(value, dict) else None
        if many is None:
            value = None if value is None else getattr(value, step)
        elif step == "last":
            value = many[-1] if many else None
        else:
            value = len(many) if step == "how_many" else tuple(getattr(one, step) for one in many)
    return value
