"""docs/validity.md, the picture and the README: whatever the test finds has its place, nothing else is touched."""

import json
import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from made_up_validity import made_up_validity

from ecomap.io.maps import shipped_map
from ecomap.io.statistics import read_validity
from research.figures import validity as page
from research.report import tables, targets, words
from research.report.dot_plot import ticks
from research.report.headline import compared, headline
from research.report.picture import PANELS, picture
from research.report.targets import TARGETS

SVG = "{http://www.w3.org/2000/svg}"
HARMFUL = "R&D <script>alert(1)</script> | \x1b[31m\u202e"


@pytest.fixture(scope="module")
def found():
    """Return a made-up record."""
    return made_up_validity()


@pytest.fixture(scope="module")
def record():
    """Return the record of the last test."""
    return read_validity(shipped_map())


def names(text: str) -> list[str]:
    """Return the names of the blocks of a page."""
    return re.findall(r"<!-- figures: (.*?) -->", text)


def test_every_block_is_closed():
    """Each block has its end, so that no prose is written over."""
    for path in page.PAGES:
        text = path.read_text(encoding="utf-8")
        assert names(text)
        assert len(names(text)) == text.count("<!-- end of figures -->\n") == len(page.BLOCK.findall(text))


def test_every_figure_of_the_record_is_on_the_page(record):
    """What the test finds is published, whichever way it went: each figure as it is printed, in its block."""
    text = page.PAGES[0].read_text(encoding="utf-8")
    asked = set(names(text))
    for one in record.figures:
        if one.task == "choice":
            assert f"choices: {one.list}" in asked
        elif not one.metric.endswith(" p"):
            assert words.with_interval(one) in text, one
    for sectors, task in {(one.list, one.task) for one in record.figures if one.task != "choice"}:
        assert f"table: {sectors}, {task}" in asked


def test_only_the_blocks_are_written(found):
    """The prose stays as people wrote it, and a second run changes nothing."""
    for path in page.PAGES:
        text = path.read_text(encoding="utf-8")
        filled = page.filled(text, found)
        assert filled != text
        assert page.BLOCK.sub("", filled) == page.BLOCK.sub("", text)
        assert page.filled(filled, found) == filled


def test_the_page_begins_with_two_sentences_and_the_picture():
    """Before any table: what it can do, what it cannot, and the dots."""
    text = page.PAGES[0].read_text(encoding="utf-8")
    first, second = text.split("<!-- figures: summary -->")[1].split("<!-- end of figures -->")[:2]
    assert len(re.findall(r"\.(?= |\n)", first)) == 2
    assert second.strip().startswith("![Dots")
    assert "make others adopt is not in the figures" in first


def test_the_readme_the_page_and_the_record_say_the_same(record):
    """The sentences are those that the figures of the record make; the README has the first two, the page all."""
    page_of, readme = (
        {name: text.strip() for _, name, text, _ in page.BLOCK.findall(path.read_text(encoding="utf-8"))}
        for path in page.PAGES
    )
    said = headline(record.figures)
    assert tuple(record.headline) == said
    assert readme == {"summary": " ".join(said[:2])}
    assert page_of["summary"] == readme["summary"]
    assert page_of["answers"] == tables.listed(said[2:]).strip()


def test_a_rival_that_is_better_is_named(record, found):
    """A gain with its interval below 0 puts the rival into the first sentences, as does a missed bar into the last."""
    contest = ("us-industries", "A", "spearman gain", "kriging")
    worse = tuple(
        replace(one, value=-0.1, low=-0.2, high=-0.05)
        if (one.list, one.task, one.metric, one.predictor) == contest
        else one
        for one in found.figures
    )
    assert not [said for said in compared(found.figures) if said[2] == "worse"]
    assert ("kriging", "sectors ranked", "worse") in compared(worse)
    assert "one is shown to do better, kriging (sectors ranked); and" in headline(worse)[1]
    missed = targets.missed(record.figures)
    assert headline(record.figures)[-1] == f"Asked for beforehand and missed: {'; '.join(missed)}."


def test_a_bar_is_kept_or_missed_as_it_is_printed(found):
    """0.815 is printed as 0.81 or 0.82 and judged so; a bar with two ends has both."""
    bar, coverage = TARGETS[0], next(one for one in TARGETS if one.least and one.most)
    one = found.figures[0]
    assert [bar.met(replace(one, value=value)) for value in (0.8149, 0.8151)] == [False, True]
    inside = [coverage.met(replace(one, metric="share held", value=value)) for value in (0.84, 0.9, 0.96)]
    assert inside == [False, True, False]


def test_tables_are_tables(found):
    """Every line of a block has as many cells as its header."""
    text = page.filled(page.PAGES[0].read_text(encoding="utf-8"), found)
    lines = text.splitlines()
    for above, line in pairwise(lines):
        if line.startswith("| ---"):
            width = above.count("|")
            rest = lines[lines.index(line) :]
            table = rest[: rest.index("")]
            assert {row.count("|") for row in table} == {width}


def test_no_name_breaks_the_page():
    """What a name brings is text: no cell more, no HTML, no control characters."""
    text = tables.table(made_up_validity(HARMFUL).figures, "us-industries", "A")
    assert "alert(1)" in text
    assert "<script" not in text
    assert "\\|" in text
    assert not set("\x1b\u202e") & set(text)


def test_the_picture_has_the_panels_of_the_page_and_speaks(found):
    """It parses, is an image with a title and an account in words; one full diamond a panel, and one in the legend."""
    text = picture(found.figures)
    root = ElementTree.fromstring(text)
    named = {root.find(f"{SVG}{tag}").get("id"): root.find(f"{SVG}{tag}").text for tag in ("title", "desc")}
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == list(named)
    assert all(name in named["plot-words"] for name in ("kriging", "first form", "ridge"))
    own = [element for element in root.iter(f"{SVG}path") if "m0 -7l" in element.get("d")]
    assert len(own) == len(PANELS) + 1
    assert text.isascii()
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "rect", "text", "g", "path", "circle"
    }  # fmt: skip


def test_names_in_the_picture_are_text():
    """A name with & and < is written as it is."""
    root = ElementTree.fromstring(picture(made_up_validity("R&D <b>").figures))
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


@pytest.mark.slow
def test_the_record_keeps_its_day_until_a_figure_moves(found, tmp_path, monkeypatch):
    """Written again with the same figures it stays as it is; with others it has the day of these."""
    monkeypatch.setattr(page, "validity_figures", lambda *_, **__: found.figures)
    monkeypatch.setattr(page, "RECORD", tmp_path / "validity.json")
    asked = {"seed": 0, "resamples": 10, "permutations": 1}
    first = page.new_record(tmp_path, **asked).replace(str(page.datetime.date.today()), "2026-01-01")
    page.RECORD.write_text(first, encoding="utf-8")
    assert page.new_record(tmp_path, **asked) == first
    moved = tuple(replace(one, value=one.value - 0.1) for one in found.figures)
    monkeypatch.setattr(page, "validity_figures", lambda *_, **__: moved)
    assert json.loads(page.new_record(tmp_path, **asked))["date"] != "2026-01-01"
