"""A group that is a command too: what comes first decides whether it answers itself or one of its commands does."""

import re

import pytest
from terminal import Run

from ecomap.verbs import VERBS, Verb

BELOW = {"benchmark list": Verb("List the templates.", "cli.businesses.look:templates")}


@pytest.fixture(autouse=True)
def _a_group(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a group of a command: ``benchmark list`` beside ``benchmark BUSINESS``."""
    for words, verb in BELOW.items():
        monkeypatch.setitem(VERBS, words, verb)


def test_it_answers_and_so_do_its_commands(run: Run) -> None:
    """Options may stand before or after the business; a command of the group has its own."""
    before = run("benchmark", "--top", "1", "clinic", "--format", "csv")
    assert before == run("benchmark", "clinic", "--format", "csv", "--top", "1")
    assert before.out.startswith("rank,")
    assert run("benchmark", "list", "--format", "csv").out.startswith("bakery,")


def test_the_help_shows_both_ways(run: Run) -> None:
    """Usage in two lines, the options of the answer, the commands; nothing typed shows it, too."""
    text = run("benchmark", "--help").out
    usage = r"Usage: ecomap benchmark .* (\{business\}|BUSINESS)\n +or: ecomap benchmark COMMAND \[ARGS\]"
    assert re.search(usage, text)
    assert "--activity" in text
    assert re.search(r"Commands:\n  list  List the templates\n", text)
    assert run("benchmark").out == text
    below = run("benchmark", "list", "--help").out
    assert below.startswith("Usage: ecomap benchmark list [OPTIONS]\n")
    assert "--activity" not in below


def test_a_misspelt_command_is_told(run: Run) -> None:
    """Usage error with what was meant; what is no business is told as ever."""
    answer = run("benchmark", "lsit", "clinic")
    assert answer.code == 2
    assert "No such command 'lsit'. Did you mean 'list'?" in " ".join(answer.err.split())
    assert "is no file, no template and no trade" in run("benchmark", "lsit").err
    assert run("benchmark", "clinic", "clinic").code == 2
