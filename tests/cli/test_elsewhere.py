"""Words that are no commands: what people try first is told what does it."""

from pathlib import Path

import pytest
from terminal import Run

from ecomap.cli import app
from ecomap.places import tabbed
from ecomap.verbs import VERBS

TABLE = tabbed(Path(app.__file__).with_name("elsewhere.tsv"))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("duties", "ecomap analyze FILE --top 5"),
        ("sectors", "ecomap map search isic"),
        ("templates", "ecomap business templates"),
        ("new", "ecomap business new, or: ecomap map new"),
        ("bakery", "ecomap analyze bakery"),
        ("idraulico", "ecomap analyze idraulico"),
        ("driving school", "ecomap analyze 'driving school'"),
    ],
)
def test_a_word_that_is_no_command_is_told_what_does_it(run: Run, typed: str, told: str) -> None:
    """Words of the table, the last words of commands and trades; it stays a refusal, and nothing is printed."""
    found = run(typed)
    assert (found.code, found.out) == (2, "")
    assert " ".join(found.err.split()).endswith(f"No such command '{typed}'. Try: {told}")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("--json analyze bakery", "ecomap analyze bakery --json"),
        ("-s bakery", "ecomap analyze -s bakery"),
        ("map --json show", "ecomap map show --json"),
        ("analyze bakery plan", "ecomap plan bakery"),
        ("plan analyze bakery", "ecomap analyze bakery"),
        ("track mine.yaml close 1", "ecomap track close mine.yaml 1"),
        ("track decide mine.yaml 1", "ecomap track close FILE PILOT --verdict scale"),
        ("analyze a.yaml b.yaml", "side by side: ecomap compare A B; many in a table: ecomap batch"),
    ],
)
def test_what_stands_in_the_wrong_place_is_told_where_it_belongs(run: Run, typed: str, told: str) -> None:
    """An option before its command, a command behind its file, a word that is none below a command, a second file."""
    found = run(*typed.split())
    assert (found.code, found.out) == (2, "")
    assert " ".join(found.err.split()).endswith(told)


def test_a_slip_is_told_what_comes_near(run: Run) -> None:
    """Where nothing does what was typed."""
    assert " ".join(run("anlyze").err.split()).endswith("Did you mean 'analyze'?")
    assert " ".join(run("xyz").err.split()).endswith("No such command 'xyz'.")


@pytest.mark.parametrize("way", sorted({way for _, way in TABLE}))
def test_every_way_out_begins_with_a_command(way: str) -> None:
    """Of the table: a command, or an option of the program itself; and no word of it is a command."""
    words = way.split()
    assert way in ("--help", "--version") or words[0] in VERBS or " ".join(words[:2]) in VERBS
    assert not {typed for typed, _ in TABLE} & VERBS.keys()
