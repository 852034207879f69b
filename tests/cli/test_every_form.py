"""Every verb has every form, and a file takes the form that its name says."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from terminal import Printed, Run

FORMS = ("table", "json", "jsonl", "csv", "tsv", "markdown", "html", "svg")
COMMANDS = [
    ("report", "bakery", "--top", "2", "--no-plan"),
    ("explain", "bakery", "online-ordering"),
    ("whatif", "bakery", "--set", "budget_eur=20000"),
    ("compare", "bakery", "restaurants"),
    ("benchmark", "bakery"),
    ("globalise", "bakery", "--to", "ES", "--rank"),
    ("platforms", "bakery"),
    ("track", "bakery", "--logbook", "LOGBOOK"),
    ("track", "export", "bakery", "--logbook", "LOGBOOK"),
    ("watch", "bakery", "--logbook", "LOGBOOK"),
    ("watch", "suggest", "bakery"),
    ("watch", "channels", "bakery"),
    ("watch", "due", "bakery", "--logbook", "LOGBOOK"),
    ("plan", "bakery"),
    ("map", "search", "bakery"),
    ("map", "path", "e-commerce", "food-manufacturing"),
    ("map", "loops", "--map", "SMALL"),
    ("map", "show", "--map", "SMALL"),
    ("map", "show", "--validity"),
    ("map", "evidence", "booking>alpha>beta", "--map", "SMALL"),
    ("map", "diff", "SMALL", "OTHER", "--business", "BUSINESS"),
    ("map", "check", "OTHER"),
    ("business", "templates"),
    ("doctor",),
    ("business", "check", "BUSINESS", "--map", "SMALL"),
]


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_a_verb_has_every_form(printed: Printed, two_small_maps: dict[str, str], argv: tuple[str, ...]) -> None:
    """JSON and JSON lines parse, delimited rows are of one length, Markdown has a table, the picture is XML."""
    argv = tuple(two_small_maps.get(word, word) for word in argv)
    forms = {form: printed(*argv, "--format", form) for form in FORMS}
    assert json.loads(forms["json"]) is not None
    assert all(json.loads(line) for line in forms["jsonl"].splitlines())
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        rows = list(csv.reader(io.StringIO(forms[form]), delimiter=delimiter, strict=True))
        assert len({len(row) for row in rows}) <= 1
        assert len(rows) == len(forms[form].splitlines())
    assert any(line.startswith("|--") for line in forms["markdown"].splitlines())
    assert ElementTree.fromstring(forms["svg"]).tag == "{http://www.w3.org/2000/svg}svg"
    assert forms["html"].startswith("<!DOCTYPE html>")
    assert forms["table"]
    assert printed(*argv, "--json") == forms["json"]


@pytest.mark.parametrize("argv", [("explain", "bakery", "online-ordering"), ("map", "search", "bakery")], ids=" ".join)
def test_a_file_takes_the_form_of_its_name(run: Run, printed: Printed, tmp_path: Path, argv: tuple[str, ...]) -> None:
    """``-o answer.json`` is JSON, whatever the verb."""
    assert run(*argv, "-o", tmp_path / "answer.json").code == 0
    assert (tmp_path / "answer.json").read_text(encoding="utf-8") == printed(*argv, "--json")


def test_endings_of_other_programs_are_what_they_mean(run: Run, tmp_path: Path) -> None:
    """A page is a page whether it ends in html or, as on old disks, in htm."""
    for other, ours in (("htm", "html"), ("MARKDOWN", "md"), ("text", "txt"), ("ndjson", "jsonl"), ("tab", "tsv")):
        for ending in (other, ours):
            assert run("map", "search", "bakery", "-o", tmp_path / f"answer.{ending}").code == 0
        assert (tmp_path / f"answer.{other}").read_bytes() == (tmp_path / f"answer.{ours}").read_bytes()


def test_an_ending_that_nobody_knows_is_refused(run: Run, tmp_path: Path) -> None:
    """Exit 2 with the endings there are, before anything is written; with --format, or without an ending, it goes."""
    answer = run("analyze", "bakery", "-o", tmp_path / "answer.pdf")
    assert answer.code == 2
    assert all(
        ending in answer.err for ending in (".json", ".jsonl", ".csv", ".tsv", ".md", ".txt", ".html", ".svg", ".png")
    )
    assert run("explain", "bakery", "online-ordering", "-o", tmp_path / "answer.pdf").code == 2
    assert not list(tmp_path.iterdir())
    assert run("analyze", "bakery", "-o", tmp_path / "answer.pdf", "--format", "csv").code == 0
    assert run("analyze", "bakery", "-o", tmp_path / "answer").code == 0


@pytest.mark.parametrize("argv", [("analyze", "bakery"), ("explain", "bakery", "online-ordering"), ("map", "show")])
def test_at_sixty_columns_lines_wrap_and_nothing_is_cut(
    run: Run, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...]
) -> None:
    """Every line fits a narrow screen, and no word ends in three dots."""
    monkeypatch.setenv("COLUMNS", "60")
    text = run(*argv, "--format", "table").out
    assert max(map(len, text.splitlines())) <= 60
    assert "…" not in text
