"""Every verb has every form, and a file takes the form that its name says."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from terminal import Printed, Run

from maps import some

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


@pytest.mark.parametrize("argv", some(COMMANDS, of=6), ids=" ".join)
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


WRITING = {
    ("batch", "FIRMS", "-o"): {"csv", "tsv", "tab", "jsonl", "ndjson"},
    ("batch", "FIRMS", "--rejects"): {"csv", "txt"},
    ("map", "export", "--sector", "alpha", "--map", "SMALL", "-o"): {"graphml", "gexf", "dot", "gv", "mmd", "json"},
    ("map", "new", "trend", "repair-evenings", "--map", "SMALL", "-o"): {"yaml", "txt"},
    ("business", "show", "bakery", "-o"): {"yaml", "yml", "txt"},
    ("business", "set", "bakery", "budget_eur=1", "-o"): {"yaml"},
    ("schema", "track", "-o"): {"json", "txt"},
}
"""Commands whose output is no usual answer -> endings under which it is written."""


@pytest.mark.parametrize(("argv", "endings"), WRITING.items(), ids=map(" ".join, WRITING))
def test_what_an_ending_means_is_written(
    run: Run, tmp_path: Path, two_small_maps: dict[str, str], argv: tuple[str, ...], endings: set[str]
) -> None:
    """An ending that means something else than what a command writes is refused by name, before anything is there."""
    (tmp_path / "firms.tab").write_text("id\tsectors\nA\tbakery\n", encoding="utf-8")
    words = {"FIRMS": str(tmp_path / "firms.tab"), **two_small_maps}
    argv = tuple(words.get(word, word) for word in argv)
    for ending in ("xlsm", "ods", "ics", "html", "pdf", "docx"):  # the last two are known to no command
        answer = run(*argv, tmp_path / f"made.{ending}")
        assert (answer.code, answer.out) == (2, "")
        assert f".{ending}" in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["firms.tab"]
    for ending in endings:
        assert run(*argv, tmp_path / f"made.{ending}").code == 0


def test_a_check_of_a_map_takes_the_form_of_its_name(run: Run, tmp_path: Path, two_small_maps: dict[str, str]) -> None:
    """JSON for a program, a table for a spreadsheet; without an ending the lines for people."""
    for ending in ("json", "csv"):
        file = tmp_path / f"found.{ending}"
        assert run("map", "check", two_small_maps["OTHER"], "-o", file).code == 0
        assert file.read_text(encoding="utf-8") == run("map", "check", two_small_maps["OTHER"], "-f", ending).out
    assert run("map", "check", two_small_maps["OTHER"], "-o", tmp_path / "found").code == 0
    assert ": sound, " in (tmp_path / "found").read_text(encoding="utf-8")


@pytest.mark.parametrize("argv", some([
    ("analyze", "bakery"), ("explain", "bakery", "online-ordering"), ("map", "show"), ("business", "templates"),
    ("compare", "bakery", "restaurants"), ("plan", "bakery"), ("platforms", "bakery"), ("doctor",),
    ("globalise", "bakery", "--rank"), ("watch", "channels", "bakery"), ("map", "loops", "--map", "SMALL"),
]), ids=" ".join)  # fmt: skip
def test_at_sixty_columns_lines_wrap_and_nothing_is_cut(
    run: Run, monkeypatch: pytest.MonkeyPatch, two_small_maps: dict[str, str], argv: tuple[str, ...]
) -> None:
    """Every line fits a narrow screen, and no word ends in three dots; narrower than that no answer is laid out."""
    argv = tuple(two_small_maps.get(word, word) for word in argv)
    monkeypatch.setenv("COLUMNS", "60")
    text = run(*argv, "--format", "table").out
    monkeypatch.setenv("COLUMNS", "40")
    assert run(*argv, "--format", "table").out == text
    assert max(map(len, text.splitlines())) <= 60
    assert "…" not in text
