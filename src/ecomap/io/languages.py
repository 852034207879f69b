"""Words of other languages, from the tables beside the map."""

import csv
from functools import cache

from ecomap.places import data_folder
from ecomap.results.languages import ENGLISH, Catalogue

WORDS, NAMES = "languages/words.csv", "languages/names.csv"
"""The program's own words by the English ones; names of things of the map by kind and id."""


@cache
def read_catalogue(language: str) -> Catalogue:
    """Return the words of a language, read once; English needs none."""
    if language == ENGLISH:
        return Catalogue()
    words = {row[ENGLISH]: row[language] for row in _rows(WORDS) if row[language]}
    names: dict[str, dict[str, str]] = {}
    for row in _rows(NAMES):
        if row[language]:
            names.setdefault(row["kind"], {})[row["id"]] = row[language]
    return Catalogue(language, words, names)


def _rows(name: str) -> list[dict[str, str]]:
    with (data_folder() / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
