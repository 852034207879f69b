"""Words by which tables call their columns, and what they write where nothing is known: ``data/headings.csv``."""

import csv
import re
from functools import cache

from ecomap.model import folded
from ecomap.places import data_folder

NOTHING, TOTAL = "nothing", "total"
"""Fields of the file that are no columns: cells that say nothing, and what begins a line of totals."""
SIGNS = re.compile(r"[^\w\s]+")


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


@cache
def _words() -> tuple[tuple[str, str], ...]:
    with (data_folder() / "headings.csv").open(encoding="utf-8", newline="") as lines:
        return tuple((folded(row["heading"]), row["field"]) for row in csv.DictReader(lines))
