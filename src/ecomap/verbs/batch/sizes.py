"""Columns that say by classes how large a firm is: whether they are read, and by which list; never as people."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from math import inf
from typing import Any

from ecomap.errors import InputError, Location, Problem
from ecomap.io.amounts import LONGEST, PEOPLE, AmountError, plain, read_number
from ecomap.io.size_classes import WORDS, as_band, codes, of_ends
from ecomap.io.words import UNKNOWN, in_words, says_nothing, size_list
from ecomap.model import folded
from ecomap.verbs.batch.layout import Layout, means, without

BARE = re.compile(r"([0-9]{1,9})(?:[.,]0)?")
LABELLED = re.compile(r"\s*([A-Za-z]?[0-9]{1,3}|[A-Za-z]{1,2})(?:\s*[:=(]\s*|\s+[-\u2013]\s+)(.*?[0-9].*?)\)?\s*")
"""A code and what it is called: 03 - 6 à 9 salariés."""
IS_BAND = r"[0-9]\D+[0-9]|[^\w\s.,]|[^\W\d_]"
COUNTED = r"[0-9].*{person,employees}|{person,employees}.*[0-9]"  # a band that names the people it counts
SMALLEST = "micro"  # its class is named of firms alone: drinks are small, medium and large, too
CLOSE = 5  # a band that begins at or below it follows classes of one number each: 0, 1, 2-4
AS_WRITTEN, BY_CALL = "?", "size"
"""Behind a list that a heading may mean, if all codes are its; and a heading of size that says nothing of classes."""
PEOPLE_COUNTED = "", 0.0  # no classes: a number is one of people
INSEE, FEW = "insee", 3  # its list; numbers that are told, and cells none of which is a number by chance
LOOKED_AT = 1_000
First = Callable[[str], Sequence[Any]]  # returns the first cells of a column


def of_class(cell: Any, classes: str, alone: float) -> Any:
    """Return a cell under a heading of size classes as a band of people; numbers up to ``alone`` are classes of one.

    Raises
    ------
    AmountError
        A class by its number, of a list that is not known.
    """
    text, listed = _text(cell), codes(classes)
    number = BARE.fullmatch(text)
    said = number[1] if number else folded(text)
    if (band := listed.get(said) or listed.get(said.zfill(2))) is not None:  # spreadsheets take a zero away
        return band
    if len(text) <= LONGEST and (named := LABELLED.fullmatch(text)) and re.search(IS_BAND, named[2]):
        return listed.get(folded(named[1]), named[2])
    if number and float(number[1]) > alone:
        raise AmountError(f'"{text}" numbers a size class, no people.', "Write what it stands for, like 10-49.")
    return cell


def with_sizes(
    layout: Layout, first: First, here: Location, *, by_cells: bool = True
) -> tuple[Layout, tuple[str, float]]:
    """Return a layout whose people are read as its first cells allow; the list of their classes, and those of one.

    ``by_cells``: a column without a heading that is known may be read, too, where its cells count people.

    Raises
    ------
    InputError
        A column that somebody named holds numbers of classes, of which nobody knows what they stand for.
    """
    title = layout.names.get("employees", "")
    cells = _filled(first(title)) if title else Counter[str]()
    if not cells:
        unused = layout.unused if by_cells else ()
        other = next((one for one in unused if _counts_people(_filled(first(one)))), None)
        return (layout, PEOPLE_COUNTED) if other is None else _with_people(layout, other, _filled(first(other)))
    guessed, classes = "employees" in layout.guessed, size_list(title)
    if (
        guessed
        and not classes
        and by_cells
        and (better := _counted(layout, first, cells) or _fuller(layout, first, cells))
    ):
        unused = (*(one for one in layout.unused if one != better), title)
        layout = replace(layout, names={**layout.names, "employees": better}, unused=unused)
        return with_sizes(layout, first, here)
    if not classes or (classes == BY_CALL and not guessed):
        return _of_people(layout, title, cells, here), PEOPLE_COUNTED
    numbers = [cell for cell in cells if BARE.fullmatch(cell)]
    classes = _as_written(classes, cells)
    sizes = classes, _alone(cells)
    read = 2 * sum(count for cell, count in cells.items() if _is_read(cell, *sizes)) >= cells.total()
    if numbers and not (read or guessed):
        raise InputError([Problem(here, "employees", *_unknown(title, classes))])
    if read or not guessed:
        return layout, sizes
    return without(layout, "employees", *_unknown(title, classes) if numbers else ()), PEOPLE_COUNTED


def _as_written(classes: str, cells: Iterable[str]) -> str:
    """Return the list that a heading names; of one that it may name the unknown one unless all codes are its."""
    named, numbers = classes.rstrip(AS_WRITTEN), [cell for cell in cells if BARE.fullmatch(cell)]
    known = named == classes or (numbers and {*map(folded, numbers)} <= codes(named).keys())
    return named if known else UNKNOWN


def _counted(layout: Layout, first: First, sizes: Counter[str]) -> str | None:
    """Return a column that counts people in no fewer rows than one of sizes alone has: small, 1-10."""
    if not any(map(BARE.fullmatch, sizes)):
        for title in layout.unused:
            cells = _filled(first(title)) if means(title) == "employees" and not size_list(title) else Counter[str]()
            if sum(count for cell, count in cells.items() if BARE.fullmatch(cell)) >= sizes.total():
                return title
    return None


def _fuller(layout: Layout, first: First, people: Counter[str]) -> str | None:
    """Return a column of size classes that is understood in more rows than people; the map knows no more than those.

    Registers count the people of few firms, and class most.
    """
    for title in layout.unused:
        if size_list(title) in (UNKNOWN, INSEE, INSEE + AS_WRITTEN) and means(title) == "employees":
            cells = _filled(first(title))
            sizes = _as_written(size_list(title), cells), _alone(cells)
            if sum(count for cell, count in cells.items() if _is_read(cell, *sizes)) > people.total():
                return title
    return None


def _of_people(layout: Layout, title: str, cells: Counter[str], here: Location) -> Layout:
    """Return a layout in which a column counts people, unless its cells are hardly that."""
    guessed, numbers = "employees" in layout.guessed, [cell for cell in cells if BARE.fullmatch(cell)]
    if any(cell[0] == "0" for cell in numbers if len(cell) > 1) and {*numbers} <= codes(INSEE).keys():
        told = f'"{title}" holds {", ".join(sorted(numbers)[:FEW])}: size classes of INSEE, or people?'
        way_out = 'Call it "tranche d\'effectif" if they are classes; else write 1 for 01.'
        if not guessed:
            raise InputError([Problem(here, "employees", told, way_out)])
        return without(layout, "employees", told, way_out)
    none = cells.total() >= FEW and not any(_is_read(cell, "", inf) for cell in cells)
    return without(layout, "employees") if guessed and none else layout


def _unknown(title: str, classes: str) -> tuple[str, str]:
    """Return what is told of a column of bare numbers, with the way out."""
    if classes == BY_CALL:
        way_out = f'If it counts people, say it: --columns employees="{title}".'
        return f'"{title}" holds bare numbers: of people, of a list of its own, or of something else?', way_out
    way_out = "Write what each stands for, like 10-49; if it counts people, call it employees."
    return f'"{title}" numbers size classes of a list that is not known.', way_out


def _with_people(layout: Layout, title: str, cells: Counter[str]) -> tuple[Layout, tuple[str, float]]:
    unused = tuple(one for one in layout.unused if one != title)
    guessed = tuple(dict.fromkeys((*layout.guessed, "employees")))
    names = {**layout.names, "employees": title}
    return replace(layout, names=names, unused=unused, guessed=guessed), (UNKNOWN, _alone(cells))


def _counts_people(cells: Counter[str]) -> bool:
    """Tell whether cells are bands of people, one of which says so; or sizes in words of firms."""
    counted = any(re.search(in_words(COUNTED), cell[:LONGEST]) for cell in cells)
    named = any(codes(WORDS).get(folded(cell)) == codes(WORDS)[SMALLEST] for cell in cells)
    return (counted or named) and all(_is_read(cell, UNKNOWN, -1.0) for cell in cells)


def _alone(cells: Iterable[str]) -> float:
    """Return up to which number a class has one: beside bands those below the first."""
    bands = (re.search("[0-9]{1,9}", as_band(cell)) for cell in cells if not BARE.fullmatch(cell))
    start = min((int(begin[0]) for begin in bands if begin), default=0)
    return start - 1.0 if start <= CLOSE else 1.0


def _is_read(cell: str, classes: str, alone: float) -> bool:
    try:
        read_number(_text(of_class(cell, classes, alone)), PEOPLE, listed=True)
    except AmountError as error:
        return bool(error.readings) or "size classes" in error.message or "is a date" in error.message
    return True


def _filled(cells: Iterable[Any]) -> Counter[str]:
    """Count the first cells that say something, by their texts."""
    return Counter(
        text
        for cell in islice(cells, LOOKED_AT)
        if cell is not None and not says_nothing(text := _text(cell), sized=True)
    )


def _text(cell: Any) -> str:
    if type(cell) is dict:
        return of_ends(cell) or ""
    return plain(cell) if type(cell) in (int, float) else str(cell).strip()
