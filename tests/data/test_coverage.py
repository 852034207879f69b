"""data/coverage.yaml: everything the two framework texts name is in the map or served by a command."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
import typer

from ecomap.cli import main
from ecomap.cli.app import app
from ecomap.verbs.lookup import summarise
from research.figures import coverage as page
from research.figures import shares

DOCS = Path(__file__).parents[2] / "docs"
KINDS = ("trends", "practices", "challenges", "opportunities", "countries", "sectors", "activities")
FIELDS = ("id", "framework", "section", "item", "ids", "line")
SECTIONS = {
    "influence": [
        "What influence is",
        "Example of the bakery",
        "Why it matters",
        "Example of the restaurant",
        "Example of the manufacturer",
        "Challenges at the start",
        "Opportunities at the start",
        "Digital ecosystem mapping",
        "Map of a small manufacturer (table)",
        "Cross-industry benchmarking",
        "Example of the clinic",
        "Technology trend monitoring",
        "Example of the farm",
        "CRM automation",
        "CRM automation of a consultancy (table)",
        "Operational process automation",
        "Operations of a shop (table)",
        "Challenges of putting it in place",
        "Overcoming these challenges",
        "What influence is in depth",
        "Perspectives",
        "Globalisation and localisation",
        "Ethics and society",
        "Digital platforms",
        "Platforms in retail",
        "Platforms in services",
        "Platforms in manufacturing and supply",
        "Platform strategies",
    ],
    "globalisation": [
        "What digital globalisation is",
        "Components",
        "Why it matters for growth",
        "Challenges",
        "Automation for markets abroad",
        "Going abroad step by step",
        "Decisions by data",
        "Digital globalisation in depth",
        "Dimensions",
        "Strategies by sector",
        "Opportunities for small manufacturers",
        "Challenges for small manufacturers",
        "Roadmap",
    ],
}
"""The parts of both texts, in their order."""


@pytest.fixture(scope="module")
def coverage():
    """Return the list as it is written."""
    return page.read_coverage()


@pytest.fixture(scope="module")
def rows(coverage):
    """Return the rows of the list."""
    return coverage["rows"]


@pytest.fixture(scope="module")
def ids(shipped) -> set[str]:
    """Return every id that a row may name."""
    return {item.id for kind in KINDS for item in getattr(shipped, kind)}


@pytest.fixture(scope="module")
def commands() -> set[str]:
    """Return the commands that exist, as they are typed after the program's name; a group counts as one too."""
    return set(typed(typer.main.get_command(app)))


def typed(group, before: str = "") -> Iterator[str]:
    """Yield the name of each command below a group."""
    for name, command in getattr(group, "commands", {}).items():
        yield before + name
        yield from typed(command, f"{before}{name} ")


def test_fields(rows):
    """A row has the six fields, figures or a gap where there is one; ids are text, not YAML's idea of ``no``."""
    for row in rows:
        assert tuple(row)[:6] == FIELDS
        assert set(row) - set(FIELDS) <= {"later", "figures", "gap"}, row["id"]
        assert all(isinstance(name, str) for name in [*row["ids"], row["line"]]), row["id"]


def test_rows_are_many_and_each_its_own(rows):
    """At least 150 rows; no id and no item of a section stands twice."""
    assert len(rows) >= 150
    assert [name for name, count in Counter(row["id"] for row in rows).items() if count > 1] == []
    items = Counter((row["framework"], row["section"], row["item"]) for row in rows)
    assert [item for item, count in items.items() if count > 1] == []


@pytest.mark.parametrize("framework", SECTIONS)
def test_every_section_of_the_texts_has_rows(rows, framework):
    """The sections are those of the texts, in their order, each in one piece."""
    found = [section for section, _ in groupby(row["section"] for row in rows if row["framework"] == framework)]
    assert found == SECTIONS[framework]


def test_no_other_framework(rows):
    """There are two texts."""
    assert {row["framework"] for row in rows} == set(SECTIONS)


def test_ids_are_in_the_map(rows, ids):
    """Every id that a row names is in the map."""
    assert [(row["id"], name) for row in rows for name in row["ids"] if name not in ids] == []


def test_what_comes_later_is_planned(rows, coverage):
    """Every command that a row waits for is on the list of planned ones."""
    assert {name for row in rows for name in row.get("later", ())} == set(coverage["planned"])


@pytest.mark.slow
def test_each_line_shows_its_item(rows, capsys, tmp_path, monkeypatch, asked_of_network):
    """Every line ends with 0, and its JSON names one of the ids that hold the item; none asks anything of a network.

    What one writes is thrown away.
    """
    monkeypatch.chdir(tmp_path)
    told: dict[str, str] = {}
    for row in rows:
        if row["line"] not in told:
            assert main([*row["line"].split(" "), "--json"]) == 0, row["line"]
            told[row["line"]] = capsys.readouterr().out
        names = (spelling for name in row["ids"] for spelling in (name, name.upper()))
        assert any(f'"{name}"' in told[row["line"]] for name in names), (row["id"], row["line"])
    assert asked_of_network == []


def test_planned_commands_do_not_exist_yet(coverage, commands):
    """A command that exists is planned no longer: take it off the list and run python -m research figures."""
    assert [name for name in coverage["planned"] if name in commands] == []


def test_no_cell_is_empty(rows, ids):
    """Every row has an id that is in the map, and a line to look at it with."""
    assert [row["id"] for row in rows if not (ids & set(row["ids"]) and row["line"])] == []


def test_what_the_texts_gave_the_map_has_a_row(rows, shipped):
    """Every challenge and opportunity that rests on a framework text is named by a row."""
    named = {name for row in rows for name in row["ids"]}
    themes = (*shipped.challenges, *shipped.opportunities)
    from_texts = [theme for theme in themes if shipped.evidence_by_id[theme.evidence].basis == "framework"]
    assert from_texts, "no theme rests on a framework text"
    assert [theme.id for theme in from_texts if theme.id not in named] == []


def test_shares_by_basis_are_up_to_date(shipped):
    """data/README.md says of each kind of number on what shares of it rest, as research.figures writes it."""
    page = shares.TARGET.read_text(encoding="utf-8")
    assert page == shares.with_shares(page, summarise(shipped, ""))
    assert re.search(r"^\| prevalence \| [0-9,]+ \| statistic [0-9.]+ %, study ", page, re.M)
    assert "| coupling | 2,256 | derived 100.0 % |" in page


def test_page_is_up_to_date(coverage):
    """docs/coverage.md is what research/figures/coverage.py writes, byte for byte."""
    assert (DOCS / "coverage.md").read_bytes() == page.document(coverage).encode()
