"""``ecomap benchmark`` on a screen: it fits, it wraps, words for an owner."""

import re

import pytest
from terminal import Printed, Run

from ecomap.io.businesses import templates
from ecomap.io.maps import load_map
from maps import some


@pytest.mark.parametrize("name", some(templates()))
def test_the_default_answer_fits_a_screen(printed: Printed, name: str) -> None:
    """At most 22 of 24 lines of 80 columns, at least one practice whole, and how many more there are."""
    lines = printed("benchmark", name, "--format", "table").splitlines()
    assert len(lines) <= 22
    assert max(map(len, lines)) <= 80
    assert any(line.startswith(" 1  ") for line in lines)
    assert any(line.startswith("    Adapted: ") for line in lines)
    assert re.search(r"^\d+ more;", "\n".join(lines), re.MULTILINE)


@pytest.mark.parametrize("width", ["60", "80"])
def test_in_full_lines_wrap_and_nothing_is_cut(run: Run, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    """With --top each row has how it looks there, how to adapt it, what it brings and costs, and what people keep."""
    monkeypatch.setenv("COLUMNS", width)
    text = run("benchmark", "clinic", "--activity", "take-appointments", "--top", "7", "--format", "table").out
    assert max(map(len, text.splitlines())) <= int(width)
    assert "…" not in text
    whole = " ".join(text.split())
    for part in ("In Hotels:", "Adapted:", "It brings:", "First:", "count:", "With people:"):
        assert part in whole


def test_no_ids_and_no_jargon_on_a_screen(printed: Printed) -> None:
    """No id of a practice, trend or sector with a hyphen, no word of mathematics."""
    compiled = load_map(None)[0]
    text = printed("benchmark", "farm", "--top", "20", "--format", "table")
    ids = [
        item.id for kind in (compiled.practices, compiled.trends, compiled.sectors) for item in kind if "-" in item.id
    ]
    names = " ".join(item.name for item in compiled.trends).lower()
    assert not [name for name in ids if name in text and name not in names]
    assert not re.search(r"log-odds|posterior|logit|\bpts\b|variance", text)


def test_where_nothing_is_to_be_learnt_it_is_said(printed: Printed) -> None:
    """And why: a reason for the activity asked for; where nobody does what is asked, that."""
    text = " ".join(printed("benchmark", "retail-shop", "--activity", "sell-over-counter", "--format", "table").split())
    assert "Nothing for: sell over the counter (what the map knows for it is at home in your own trade)." in text
    never = printed("benchmark", "clinic", "--activity", "work-the-land", "--format", "table")
    assert "Nothing: no other sector shows anything here that you lack." in never


def test_the_own_sector_is_refused(run: Run) -> None:
    """Exit 3, nothing on standard output."""
    answer = run("benchmark", "clinic", "--with", "health-care")
    assert (answer.code, answer.out) == (3, "")
    assert "sector of this business" in answer.err
