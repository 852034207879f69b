"""Words and names of other languages: whole rows, names of what the map has, nothing twice."""

import csv

import pytest

from ecomap import load_map
from ecomap.io.languages import NAMES, WORDS
from ecomap.places import data_folder

LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "pl")
MARKS = (":", ".", "?")


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of words."""
    with (data_folder() / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("table", [WORDS, NAMES])
def test_no_cell_is_empty_and_no_row_stands_twice(table: str) -> None:
    """What is translated is translated into all seven; a cell has no blanks around it."""
    found = rows(table)
    keys = [row.get("en") or (row["kind"], row["id"]) for row in found]
    assert len(set(keys)) == len(keys)
    assert not [row for row in found for language in LANGUAGES if not row[language].strip() == row[language] != ""]


def test_names_are_of_things_of_the_map() -> None:
    """No id that the map does not have; every sector and every trait has its names."""
    ecosystem, _ = load_map()
    known = {
        "sector": {one.id for one in ecosystem.sectors}, "trait": {one.id for one in ecosystem.traits},
        "trend": {one.id for one in ecosystem.trends}, "duty": {one.id for one in ecosystem.duties},
    }  # fmt: skip
    named: dict[str, set[str]] = {}
    for row in rows(NAMES):
        named.setdefault(row["kind"], set()).add(row["id"])
    assert all(ids <= known[kind] for kind, ids in named.items())
    assert named["sector"] == known["sector"]
    assert named["trait"] == known["trait"]


def test_a_sentence_ends_as_the_english_one_does() -> None:
    """A colon stays a colon, a full stop a full stop: labels and sentences are not mixed up."""
    for row in rows(WORDS):
        end = row["en"][-1]
        assert not [row[lang] for lang in LANGUAGES if (end in MARKS) != (row[lang].rstrip()[-1] in MARKS)], row["en"]
