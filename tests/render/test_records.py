"""A ranking for programs: every form reads back as what was written, whatever stands in the names."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ecomap import Ranking
from ecomap.render.ranking import ranking_sheet
from ecomap.render.writers import written
from ecomap.results import rows

COLUMNS = rows.header(rows.lines("Ranking"))
Ranked = Callable[[str], Ranking]
Renamed = Callable[[str], Ranking]

NAMES = ["a,b", 'say "hi"', "tab\there", "line\nbreak", "a|b\\c", "<b>bold</b>", "Łódź 北京", "=1+1", "{}[]"]


def form_of(ranking: Ranking, form: str, top: int | None = None) -> str:
    """Return a ranking in a form."""
    return written(ranking_sheet(ranking, top), form)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_name_survives_in_a_delimited_row(renamed: Renamed, name: str, delimiter: str) -> None:
    """What separates cells is quoted: a CSV reader gets the name back, a formula as text; a row is one line."""
    text = form_of(renamed(name), "csv" if delimiter == "," else "tsv")
    header, *found = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    assert tuple(header) == COLUMNS
    spelt = name.replace("\n", " ").replace("\t", " " if delimiter == "\t" else "\t")
    spelt = f"'{spelt}" if spelt.startswith("=") else spelt
    assert {row[header.index("name")] for row in found} == {spelt}
    assert text.count("\n") == len(found) + 1
    assert {len(row) for row in found} == {len(COLUMNS)}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_survives_in_json(renamed: Renamed, name: str) -> None:
    """One document, or one document a line, holds the name as it is."""
    document = json.loads(form_of(renamed(name), "json"))
    lines = form_of(renamed(name), "jsonl").splitlines()
    assert document["business"]["name"] == name
    assert {json.loads(line)["trend"]["name"] for line in lines} == {name}
    assert len(lines) == 6


@pytest.mark.parametrize("name", NAMES)
def test_a_name_breaks_no_markdown_table(renamed: Renamed, name: str) -> None:
    """Each row stays one line of ten bars; nothing in a name is HTML."""
    lines = form_of(renamed(name), "markdown").splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert len(rows) == 2 * 2 + 6
    assert {len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) for row in rows} == {10}
    assert not any("<b>" in line for line in lines)
    assert sum(line.startswith("#") for line in lines) == 3


def numbers(value: Any) -> Iterator[float]:
    """Yield every number with a fraction in a document."""
    if isinstance(value, float):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from numbers(inner)


def test_numbers_are_rounded_alike_on_every_machine(ranked: Ranked) -> None:
    """At most twelve decimals, no negative zero, nothing that is no number."""
    found = list(numbers(ranking_sheet(ranked("bakery"), 10).document()))
    assert len(found) > 500
    assert all(number == round(number, 12) for number in found)
    assert "-0.0" not in {repr(number) for number in found}
    assert all(number - number == 0 for number in found)


def test_top_takes_the_head_of_each_list(ranked: Ranked) -> None:
    """``top`` rows of each list, all of them without it."""
    ranking = ranked("bakery")
    whole = len(ranking.opportunities) + len(ranking.threats)
    assert form_of(ranking, "jsonl", 2).count("\n") == 4
    assert form_of(ranking, "jsonl").count("\n") == whole
    assert form_of(ranking, "csv", 2).count("\n") == 5
    assert [len(ranking_sheet(ranking, 2).document()[name]) for name in ("opportunities", "threats")] == [2, 2]


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_the_columns_are_those_of_the_records(ranked: Ranked, form: str) -> None:
    """A program that reads the file and one that asks the library get the same cells under the same names."""
    ranking = ranked("bakery")
    records = ranking.to_records()
    delimiter = "," if form == "csv" else "\t"
    rows = list(csv.DictReader(io.StringIO(form_of(ranking, form)), delimiter=delimiter))
    assert len(rows) == len(records) == len(ranking.opportunities) + len(ranking.threats)
    for row, record in zip(rows, records, strict=True):
        assert list(row) == list(record) == list(COLUMNS)
        for name, cell in row.items():
            said = record[name]
            expected = "" if said is None else said
            if isinstance(expected, float):
                assert float(cell) == pytest.approx(expected, rel=1e-5, abs=1e-6), name
            else:
                assert cell == str(expected), name


def test_what_only_renderers_need_stays_inside(ranked: Ranked) -> None:
    """The contract's fields are printed, and no others at the top."""
    document = ranking_sheet(ranked("bakery"), 1).document()
    assert next(iter(document)) == "schema"
    assert not {"sector_names", "trend_names"} & document.keys()
