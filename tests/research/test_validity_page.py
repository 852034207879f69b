"""docs/validity.md and the README: whatever a backtest finds has its place there, and nothing else is touched."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from made_up_backtest import made_up_backtest

from research.figures import validity as page
from research.report.records import markdown_headline
from research.report.sheets import PARTS

SECTORS_TOO = (("A", "share", "spearman"), ("C", "standardised log-odds", "spearman_lift"))


@pytest.fixture(scope="module")
def found():
    """Return a made-up backtest with figures for every block."""
    made_up = made_up_backtest()
    both = [replace(s, list="sectors") for s in made_up.tasks if (s.task, s.truth, s.metric) in SECTORS_TOO]
    nulls = [replace(null, list="sectors") for null in made_up.nulls]
    return replace(made_up, tasks=(*made_up.tasks, *both), nulls=(*made_up.nulls, *nulls))


def names(text: str) -> list[str]:
    """Return the names of the blocks of a page."""
    return re.findall(r"<!-- figures: (.*?) -->", text)


def test_every_block_is_closed():
    """Each block has its end, so that no prose is written over."""
    for path in page.PAGES:
        text = path.read_text(encoding="utf-8")
        assert names(text)
        assert len(names(text)) == text.count("<!-- end of figures -->\n") == len(page.BLOCK.findall(text))


def test_every_part_of_a_backtest_is_on_the_page():
    """What a backtest finds is published, whichever way it went."""
    parts = {name.split()[0] for name in names(page.PAGES[0].read_text(encoding="utf-8"))}
    assert parts == {*PARTS, "headline", "legend"}


def test_only_the_blocks_are_written(found):
    """The prose stays as people wrote it, and a second run changes nothing."""
    for path in page.PAGES:
        text = path.read_text(encoding="utf-8")
        filled = page.filled(text, found)
        assert page.BLOCK.sub("", filled) == page.BLOCK.sub("", text)
        assert page.filled(filled, found) == filled


def test_a_block_is_confined_to_what_it_names(found):
    """``tasks C us-industries`` has task C on that list: its 59 sectors, and no level error."""
    block = page.block(found, "tasks C us-industries")
    assert "59 sectors" in block
    assert "level error" not in block


def test_a_block_without_figures_is_no_empty_table(found):
    """A part that the run left out ends the script with its name; nothing is written."""
    with pytest.raises(SystemExit, match="sensitivity"):
        page.block(replace(found, sensitivity=()), "sensitivity")


def test_the_picture_has_the_panels_of_the_page(found):
    """Four: task A and C, the transfer, the level; ecomap's own dot in each."""
    root = ElementTree.fromstring(page.picture(found))
    bold = [text for text in root.iter("{http://www.w3.org/2000/svg}text") if text.text == "ecomap"]
    assert len([text for text in bold if text.get("font-weight") == "bold"]) == len(page.PICTURED)


def test_the_readme_says_what_the_page_says():
    """The headline is one text in both, and not the made-up one."""
    texts = [path.read_text(encoding="utf-8") for path in page.PAGES]
    first, second = ({name: body for _, name, body, _ in page.BLOCK.findall(text)}["headline"] for text in texts)
    assert first == second
    assert markdown_headline(made_up_backtest()) not in first


def test_the_record_keeps_its_day_until_a_figure_moves(found):
    """Written again with the same figures it stays as it is; with others it has the day of these."""
    first = page.record(found, "", "2026-01-01")
    assert page.record(found, first, "2026-02-02") == first
    moved = replace(found, tasks=tuple(replace(score, value=score.value - 0.1) for score in found.tasks))
    assert '"date": "2026-02-02"' in page.record(moved, first, "2026-02-02")
