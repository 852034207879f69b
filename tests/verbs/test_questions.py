"""A question of a survey opened: every figure with publisher, table, cell, year and population."""

import csv
import random
from dataclasses import replace

import pytest

from ecomap.errors import FileError, UnknownNameError
from ecomap.io.maps import shipped_map
from ecomap.io.statistics import Observation, Question, counted, read_observations, read_questions
from ecomap.places import data_folder
from ecomap.results.labels import MapLabel
from ecomap.verbs.provenance import find_observations

LABEL = MapLabel("ecomap", "2026.11", "")


def found(asked: str):
    return find_observations(read_questions(shipped_map()), read_observations(shipped_map()), asked, LABEL)


def test_a_figure_is_opened_to_publisher_table_cell_year_and_population():
    """Any AI in Spain, ten or more persons, 2025: 20.27 % of enterprises, Eurostat isoc_eb_ai."""
    answer = found("isoc_eb_ai:E_AI_TANY ES GE10 2025")
    [number], [record], [subject] = answer.numbers, answer.records, answer.subjects
    assert (number.value, number.unit, number.of[2:]) == ("20.27", "% of enterprises", ("GE10", "ES", "2025"))
    assert number.number == pytest.approx(0.2027)
    assert number.text == "all activities, GE10 persons employed, ES, 2025"
    assert number.locator == "isoc_eb_ai, E_AI_TANY, total"
    assert (record.source.publisher, record.source.title) == ("Eurostat", "isoc_eb_ai")
    assert subject.about.startswith("Enterprises of NACE Rev. 2 C10 to S951 without K, 10 or more persons employed")


@pytest.mark.parametrize("count", [6, pytest.param(60, marks=pytest.mark.slow)])
def test_any_figure_can_be_opened(count):
    """Some drawn at random, read by the csv module alone: each is found by its question and place."""
    with (data_folder() / "statistics" / "observations.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in random.Random(60).sample(rows, count):
        asked = " ".join([row["question"], *filter(None, (row["size"], row["area"], row["year"]))])
        values = {(number.of[1], number.value) for number in found(asked).numbers}
        assert (row["code"], row["value"]) in values, row


ASKED = Question("d:i", "", "d", "i", "Do you?", "% of firms", "Firms", "2024", "Office", "folder")
PUBLISHED = [
    Observation("d:i", "nace2", "C", "10-49", "ES", "2024", "wave 2", "12.5", "0.8", "break", "B"),
    Observation("d:i", "total", "", "10-49", "ES", "2024", "", "20", "", "", "A"),
    Observation("d:j", "nace2", "C", "10-49", "ES", "2024", "", "99", "", "", "A"),
]


def test_what_stands_beside_a_figure_is_told_with_it():
    """Wave, standard error and flag, as far as there are any; a question of no trend says so."""
    answer = find_observations({"d:i": ASKED}, PUBLISHED, "d:i", LABEL)
    assert [(one.number, one.grade, one.statement, one.locator) for one in answer.numbers] == [
        (0.125, "B", "wave 2; standard error 0.8; break", "d, i, nace2 C"), (0.2, "A", None, "d, i, total"),
    ]  # fmt: skip
    assert answer.numbers[0].text == "C, 10-49 persons employed, ES, 2024"
    assert answer.records[0].note.endswith("Speaks for: no trend of the map.")
    spoken = find_observations({"d:i": replace(ASKED, trends="t (near)")}, PUBLISHED, "d:i", LABEL)
    assert spoken.records[0].note.endswith("Speaks for: t (near).")


def test_a_figure_is_found_by_all_that_it_is_of():
    """Code, size, area and year together, in any order, are of one."""
    answer = find_observations({"d:i": ASKED}, PUBLISHED, "d:i 2024 C ES 10-49", LABEL)
    assert [one.value for one in answer.numbers] == ["12.5"]


def test_every_question_says_what_was_asked_of_whom():
    """Publisher, wording, population and unit of all of them; every figure has a year."""
    questions = read_questions(shipped_map())
    assert all(q.publisher and q.wording and q.population and q.unit for q in questions.values())
    assert all(o.year.isdecimal() and o.question in questions for o in read_observations(shipped_map()))


def test_figures_are_counted_by_year_and_by_area():
    """Both counts are of all figures; a map without them has none."""
    counts = counted(shipped_map())
    assert sum(counts["year"].values()) == sum(counts["area"].values()) > 29_000
    assert counted(data_folder() / "templates" / "x.yaml") == {}


def test_an_unknown_question_is_told_with_what_comes_near():
    """Figures that nobody published, with those that were; a map without any beside it says so."""
    with pytest.raises(
        UnknownNameError, match=r'no such question "isoc_eb_ai:E_AI_TNY"\. Did you mean "isoc_eb_ai:E_AI'
    ):
        found("isoc_eb_ai:E_AI_TNY ES")
    with pytest.raises(UnknownNameError, match=r"E_AI_TANY has no figure of 2031\. It has year 2025; size 0-1, 0-9, "):
        found("isoc_eb_ai:E_AI_TANY 2031")
    with pytest.raises(FileError, match="no table of published figures"):
        read_questions(data_folder() / "templates" / "x.yaml")
