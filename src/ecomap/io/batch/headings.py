"""Words by which tables call their columns, and what they write where nothing is known: ``data/headings.csv``."""

import csv
import re
from functools import cache

from ecomap.model import folded
from ecomap.places import data_folder

NOTHING, TOTAL = "nothing", "total"
"""Fields of the file that are no columns: cells that say nothing, and what begins a line of totals."""
SIGNS = re.compile(r"[^\w\s]+")
BLANK = re.compile(r"[-\u2010-\u2015\u2212?./_\u2026\s]*")
"""Signs that stand where nothing is known."""
LONGEST_MARK = 60


@cache
def headings() -> dict[str, str]:
    """Return our name of each heading; headings without regard to case, accents and signs, the usual ones first."""
    return {bare(word): field for word, field in _words() if field not in (NOTHING, TOTAL)}


def bare(title: str) -> str:
    """Return a heading without what may differ: case, accents and the signs between words; goal_reach is goal.reach."""
    return folded(SIGNS.sub(" ", title.replace("€", " eur ")))


@cache
def words(field: str) -> frozenset[str]:
    """Return the words of a field that is no column."""
    return frozenset(word for word, found in _words() if found == field)


def says_nothing(cell: object) -> bool:
    """Tell whether a cell says that nothing is known: a dash, n/a, k. A., #N/A, (null); case and signs do not matter.

    What means something in its column (NA is Namibia) is to be tried before.
    """
    if not isinstance(cell, str) or len(cell) > LONGEST_MARK:
        return False
    return BLANK.fullmatch(cell) is not None or _letters(cell) in _marks()


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", folded(text))


@cache
def _marks() -> frozenset[str]:
    return frozenset(map(_letters, words(NOTHING)))


@cache
def _words() -> tuple[tuple[str, str], ...]:
    with (data_folder() / "headings.csv").open(encoding="utf-8", newline="") as lines:
        return tuple((folded(row["heading"]), row["field"]) for row in csv.DictReader(lines))
