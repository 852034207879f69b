"""A backtest for programs and documents: JSON, CSV, Markdown and the picture say the same."""

import csv
import io
import json
from dataclasses import fields
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from made_up_backtest import made_up_backtest

from research.backtest.results import Backtest
from research.report import records
from research.report.dot_plot import ticks
from research.report.picture import backtest_svg
from research.report.words import PREDICTORS, with_interval

SVG = "{http://www.w3.org/2000/svg}"
HARMFUL = "R&D <script>alert(1)</script> | \x1b[31m\u202e"


def test_json_has_every_part_and_six_decimals():
    """Every field of the answer is there, and numbers have six decimals at most, so that machines agree."""
    document = json.loads(records.backtest_json(made_up_backtest()), parse_float=str)
    numbers = [value for row in document["tasks"] for value in row.values() if isinstance(value, str) and "." in value]
    assert numbers
    assert max(len(number.partition(".")[2]) for number in numbers) <= 6
    assert set(document) == {"schema", *(field.name for field in fields(Backtest))}


def test_delimited_rows_say_what_the_json_says():
    """One score a line under a header, in the order of the JSON."""
    rows = list(csv.DictReader(io.StringIO(records.backtest_delimited(made_up_backtest()))))
    document = json.loads(records.backtest_json(made_up_backtest()))["tasks"]
    assert [row["predictor"] for row in rows] == [row["predictor"] for row in document]
    assert [float(row["value"]) for row in rows] == [row["value"] for row in document]
    assert list(rows[0]) == list(document[0])


def test_delimited_technologies():
    """On demand the lines are the technologies."""
    lines = records.backtest_delimited(made_up_backtest(), technologies=True).splitlines()
    assert lines[0].split(",")[:3] == ["list", "technology", "spearman"]
    assert len(lines) == 3


def test_markdown_has_every_score_with_its_interval():
    """Every predictor's line holds its intervals; every line of a table has as many cells as its header."""
    backtest = made_up_backtest()
    lines = records.backtest_markdown(backtest, technologies=True).splitlines()
    for score in backtest.tasks:
        assert any(PREDICTORS[score.predictor] in line and with_interval(score) in line for line in lines)
    tables = [line for line in lines if line.startswith("|")]
    for above, line in pairwise(tables):
        if "---" in line:
            assert above.count("|") == line.count("|")


def test_no_name_breaks_markdown():
    """What a name brings is text: no cell more, no HTML, no control characters."""
    text = records.backtest_markdown(made_up_backtest(HARMFUL), technologies=True)
    assert "<script" not in text
    assert "\\|" in text
    assert not set("\x1b\u202e") & set(text)


def test_the_picture_is_well_formed_and_speaks():
    """It parses, is an image with a title and an account in words that has every predictor's value."""
    root = ElementTree.fromstring(backtest_svg(made_up_backtest()))
    named = {root.find(f"{SVG}{tag}").get("id"): root.find(f"{SVG}{tag}").text for tag in ("title", "desc")}
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == list(named)
    assert "ecomap 0.58, from 0.37 to 0.74" in named["plot-words"]
    assert all(name in named["plot-words"] for name in ("readiness alone 0.59", "own earlier figure (9) 0.79"))


def test_the_picture_needs_nothing_but_itself():
    """No script, no font, no picture from elsewhere; text is text; plain ASCII in the file."""
    text = backtest_svg(made_up_backtest())
    root = ElementTree.fromstring(text)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "rect", "text", "g", "path", "circle"
    }  # fmt: skip
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert text.isascii()
    assert text == backtest_svg(made_up_backtest())


def test_ecomap_is_known_by_its_shape():
    """In every panel exactly one full diamond; rivals are circles."""
    root = ElementTree.fromstring(backtest_svg(made_up_backtest()))
    own = [element for element in root.iter(f"{SVG}path") if "m0 -7l" in element.get("d")]
    panels = [element for element in root.iter(f"{SVG}text") if element.text == "ecomap" and element.get("font-weight")]
    assert len(own) == len(panels) + 1  # and one in the legend
    assert list(root.iter(f"{SVG}circle"))


def test_names_in_the_picture_are_text(monkeypatch: pytest.MonkeyPatch):
    """A name with & and < is written as it is."""
    monkeypatch.setitem(PREDICTORS, "readiness", "R&D <b>")
    root = ElementTree.fromstring(backtest_svg(made_up_backtest()))
    assert any(element.text == "R&D <b>" for element in root.iter(f"{SVG}text"))


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-0.08, 1.0, (-0.2, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        (0.456, 1.0, (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)),
        (0.0, 3.7, (0.0, 1.0, 2.0, 3.0, 4.0)),
        (0.0, 0.3, (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)),
        (0.0, 0.0, (0.0, 0.05)),
    ],
)
def test_an_axis_has_few_round_numbers(low: float, high: float, expected: tuple[float, ...]):
    """They cover what is to be shown, and there are at most eight."""
    assert ticks(low, high) == expected
