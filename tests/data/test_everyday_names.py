"""320 everyday names of trades, written down and judged before anything was looked up, lead to a kind of firm.

`kind` of the list names those that a person would call right for what the name `means`.
"""

import csv
import re
from pathlib import Path

import pytest

from ecomap.io.maps import load_map
from ecomap.names import Names

LIST = Path(__file__).parent / "everyday_names.csv"
HITS = 0.95


@pytest.fixture(scope="module")
def names() -> Names:
    return Names.of(load_map()[0])


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_list_is_as_it_was_written(rows: list[dict[str, str]], names: Names) -> None:
    """320 names, a hundred of them and more not English; every kind that is called right is one."""
    assert len(rows) == 320
    assert sum(row["language"] != "en" for row in rows) >= 100
    assert {kind for row in rows for kind in row["kind"].split("|")} <= names.kinds.keys()


def test_nineteen_of_twenty_lead_to_a_kind_that_is_right(rows: list[dict[str, str]], names: Names) -> None:
    """The others suggest it first or suggest nothing."""
    found = {row["name"]: names.find("firm", row["name"]) for row in rows}
    missed = [row for row in rows if found[row["name"]] not in row["kind"].split("|")]
    assert len(missed) <= (1 - HITS) * len(rows), [(row["name"], found[row["name"]]) for row in missed]
    assert [row["name"] for row in missed if found[row["name"]] is not None] == []
    for row in missed:
        suggested = re.findall(r'"([^"]+)"', names.unknown("firm", row["name"]).way_out)
        assert not suggested or names.find("firm", suggested[0]) in row["kind"].split("|"), row["name"]
