"""The README is short, and what it says of commands and counts is true; what it shows is run in tests/docs."""

import json
import re
from pathlib import Path

import pytest
import typer.main
from terminal import Printed

from ecomap.cli.app import app
from ecomap.verbs import VERBS

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
LONGEST = 120


def test_it_can_be_read_in_one_go() -> None:
    """At most 120 lines; more stands in docs/."""
    assert len(README.splitlines()) <= LONGEST


def options_of(words: str) -> set[str]:
    """Return the options of a command."""
    command = typer.main.get_command(app)
    for word in words.split():
        command = command.get_command(None, word)
    return {option for parameter in command.params for option in parameter.opts}


ROWS = re.findall(r"^\| `ecomap ([a-z ]+)`(.*?) \| (.*) \|$", README, re.MULTILINE)


@pytest.mark.parametrize(("words", "others", "about"), ROWS, ids=[row[0] for row in ROWS])
def test_the_table_names_commands_and_options_that_there_are(words: str, others: str, about: str) -> None:
    """Every command of a row is one of the program's, every option belongs to one of them."""
    group = words.rpartition(" ")[0]
    commands = [words, *(f"{group} {name}" for name in re.findall(r"`([a-z]+)`", others))]
    assert set(commands) <= set(VERBS)
    assert set(re.findall(r"`(--[a-z-]+)`", about)) <= set().union(*map(options_of, commands))


def test_the_counts_of_the_map_are_those_of_the_map(printed: Printed) -> None:
    """Sectors and trends as they are, influences to the nearest thousand."""
    counts = json.loads(printed("map", "show", "--json"))["counts"]
    sectors, trends, influences = re.search(r"(\d+) sectors, (\d+) trends and ([\d,]+) influences", README).groups()
    assert (int(sectors), int(trends)) == (counts["sectors"], counts["trends"])
    assert int(influences.replace(",", "")) == round(counts["influences"] + counts["couplings"], -2)


def test_the_share_that_is_explained_is_the_one_of_the_line() -> None:
    """What the README says of a share, it says of the share in its example."""
    share = re.search(r"\*\*(~?\d+→\d+%)\*\*", README)[1]
    assert share in re.search(r"^ 1  .*$", README, re.MULTILINE)[0]
