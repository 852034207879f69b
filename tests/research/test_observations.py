"""Observations: every published figure as it stands in its table, each in its own place, with its year and question."""

import csv
import functools
import gzip
import random
import re
from pathlib import Path

import pytest

from ecomap.places import data_folder
from research.derivation import StatisticsError
from research.observations.reading import Table, read
from research.statistics import TABLES

SAMPLE, SEED = 60, 11
PLACE = ("question", "classification", "code", "size", "area", "year", "period")
SPEC = Table(
    "made-up/table.csv", "made-up-{year}", "{item}", "share", "% of firms", "A village", {"tills": "has a till"},
    {"area": "{area}", "size": "{size}", "year": "{year}"}, {"unit": ("share",)},
)  # fmt: skip


def rows_of(path: Path) -> list[dict[str, str]]:
    compressed = path.with_name(f"{path.name}.gz")
    with (
        gzip.open(compressed, "rt", encoding="utf-8", newline="")
        if compressed.exists()
        else path.open(encoding="utf-8", newline="") as stream
    ):
        return list(csv.DictReader(stream))


@functools.cache
def kept(name: str) -> list[dict[str, str]]:
    """Return a table of the map."""
    return rows_of(data_folder() / "statistics" / f"{name}.csv")


@functools.cache
def published(folder: str) -> list[list[str]]:
    """Return the cells of every line of a publisher's tables."""
    files = [path for path in (TABLES / folder).iterdir() if ".csv" in path.name and "label" not in path.name]
    rows = [row for path in files for row in rows_of(path.with_name(path.name.removesuffix(".gz")))]
    return [[*row.values(), *row] for row in rows]


def test_every_figure_has_its_place_its_question_and_its_year():
    """No two figures in one place, sorted; each question says what was asked of whom, and none goes unanswered."""
    places = [tuple(row[name] for name in PLACE) for row in kept("observations")]
    assert places == sorted(set(places))
    assert {row["question"] for row in kept("observations")} == {row["question"] for row in kept("questions")}
    assert all(2010 <= int(row["year"]) <= 2026 and row["grade"] in "ABC" for row in kept("observations"))
    asked = ("wording", "unit", "population", "about", "source", "publisher")
    assert all(row[name] for row in kept("questions") for name in asked)


def test_a_question_has_one_publisher():
    """Also where the figures of several were typed off into one table."""
    typed = {row["publisher"] for row in kept("questions") if row["source"] == "official_figures_typed_in"}
    assert len(typed) == 4
    assert not any("Statistics" in name and "Eurostat" in name for name in typed)


@pytest.mark.slow
def test_sixty_figures_stand_in_the_publishers_tables():
    """Drawn at random and looked up with the csv module alone: a line of the source has figure, item and year."""
    questions = {row["question"]: row for row in kept("questions")}
    for row in random.Random(SEED).sample(kept("observations"), SAMPLE):
        asked = questions[row["question"]]
        signs = "[|.]" if asked["dataset"].startswith("btos") else "[|]"  # question.answer there
        wanted = {row["value"], *filter(None, [row["code"]]), *re.split(signs, asked["indicator"])}
        lines = [line for line in published(asked["source"]) if wanted <= {*line, "E_AI_TANY"}]
        assert lines, row
        if asked["dataset"] != "btos-ai-supplement":  # one winter, told in its SOURCE.md
            assert any(row["year"] in cell for line in lines for cell in line), row


def test_every_figure_of_the_map_is_an_observation(shipped):
    """The question that a figure answers is there, and names its trend."""
    named = {
        (row["question"], link.split()[0]) for row in kept("questions") for link in row["trends"].split("; ") if link
    }
    assert {(item.question, item.trend) for item in shipped.influences if item.question} <= named


def found_in(tmp_path: Path, *lines: str) -> list:
    path = tmp_path / SPEC.path
    path.parent.mkdir()
    path.write_text("\n".join(["item,unit,area,size,year,share", *lines]) + "\n", encoding="utf-8")
    return [observation for _, observation in read(SPEC, tmp_path)]


def test_only_what_is_asked_for_and_published_is_read(tmp_path):
    """Other units, items without a wording and suppressed cells are left out; places are written one way."""
    others = ("tills,count,EL,1,2024,75", "bells,share,EL,1,2024,3", "tills,share,EL,2,2024,D")
    (one,) = found_in(tmp_path, "tills,share,EL,1,2024,7.5", *others)
    assert (one.question, one.area, one.value, one.grade) == ("made-up-2024:tills", "GR", "7.5", "A")


@pytest.mark.parametrize("rest", ["24,7", "2024,x"])
def test_what_is_no_figure_is_refused(tmp_path, rest):
    """A year of two digits and a word for a number are mistakes of the table or of the spec."""
    with pytest.raises(StatisticsError, match="tills"):
        found_in(tmp_path, f"tills,share,EL,1,{rest}")


def test_trends_with_figures_have_a_level(shipped):
    """Every trend that a question speaks for says how widespread it is."""
    judged = {trend.id for trend in shipped.trends if trend.level}
    named = {link.split()[0] for row in kept("questions") for link in row["trends"].split("; ") if link}
    assert len(named) > 50
    assert named <= judged
