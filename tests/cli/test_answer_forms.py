"""The forms of a ranking: each parses, each says the same, and goes where it was asked for, whole or not at all."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len
from terminal import Printed, Ranked, Ranking, Run, process

from ecomap.cli import main

FORMS = {
    "table": ".txt", "json": ".json", "jsonl": ".jsonl", "csv": ".csv", "tsv": ".tsv", "markdown": ".md", "svg": ".svg"
}  # fmt: skip
ESCAPE = "\x1b"
BOXES = re.compile("[\u2500-\u259f]")


def listed(ranking: Ranking) -> list[tuple[str, dict[str, Any]]]:
    """Return every row with the name of its list."""
    return [
        *(("opportunity", row) for row in ranking["opportunities"]),
        *(("threat", row) for row in ranking["threats"]),
    ]


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_delimited_rows_say_what_the_json_says(printed: Printed, ranked: Ranked, form: str, delimiter: str) -> None:
    """One row a trend under a header; as many cells in each; numbers to six digits."""
    text = printed("analyze", "bakery", "--format", form)
    header, *rows = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    expected = listed(ranked("bakery"))
    assert {len(row) for row in rows} == {len(header)}
    for cells, (name, row) in zip(rows, expected, strict=True):
        found = dict(zip(header, cells, strict=True))
        assert (found["list"], found["trend"], found["rank"]) == (name, row["trend"]["id"], str(row["rank"]))
        assert found["why"] == row["why"]
        assert float(found["likelihood"]) == pytest.approx(row["likelihood"], rel=1e-5)
        assert float(found["influence"]) == pytest.approx(row["influence"], rel=1e-5)


def test_a_tab_separated_row_is_one_line(printed: Printed) -> None:
    """Every line has as many tabs as the first, so that cut and awk can be used on it."""
    lines = printed("analyze", "bakery", "--format", "tsv").splitlines()
    assert len({line.count("\t") for line in lines}) == 1


def test_json_lines_are_the_rows_of_the_json(printed: Printed, ranked: Ranked) -> None:
    """Each line is a row with its list and its business."""
    found = [json.loads(line) for line in printed("analyze", "bakery", "--format", "jsonl").splitlines()]
    assert found == [
        {"business": "rosas-bakery", "list": name} | row for name, row in listed(ranked("bakery"))
    ]  # fmt: skip


def test_json_has_a_short_name(printed: Printed, ranked: Ranked) -> None:
    """``--json`` is ``--format json``."""
    assert json.loads(printed("analyze", "bakery", "--json")) == ranked("bakery")


@pytest.mark.parametrize("template", ["bakery", "manufacturer"])
def test_markdown_tables_have_equal_columns(printed: Printed, ranked: Ranked, template: str) -> None:
    """Two tables, a heading, a rule and one line a trend, each with as many bars as the heading."""
    lines = printed("analyze", template, "--format", "markdown").splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {10}
    assert len(table) == 2 * 2 + len(listed(ranked(template)))
    assert lines[0].startswith("# ")
    assert [line for line in lines if line.startswith("##")] == ["## Opportunities", "## Threats"]


def test_the_picture_is_well_formed_and_keeps_to_itself(run: Run, printed: Printed) -> None:
    """The SVG is XML, asks nothing of the net, runs no script, and is the same every time."""
    text = printed("analyze", "bakery", "--format", "svg")
    root = ElementTree.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not [node for node in root.iter() if node.tag.endswith("script")]
    assert not re.search(r"url\(\s*[\"']?https?:", text)
    assert "Rosa" in "".join(root.itertext())
    assert text == run("analyze", "bakery", "--format", "svg").out


def test_the_table_says_what_the_json_says(printed: Printed, ranked: Ranked) -> None:
    """The opportunities that fit a screen and one threat: points, shares, action; reason and step below."""
    lines = printed("analyze", "bakery", "--format", "table").splitlines()
    ranking = ranked("bakery")
    shown = sum(bool(re.match(r"[ \d]\d  \S", line)) for line in lines) - 1
    assert (shown >= 3, len(lines) <= 23) == (True, True)
    rows = [*ranking["opportunities"][:shown], *ranking["threats"][:1]]
    for row in rows:
        start = f"{row['rank']:>2}  {row['trend']['name']}"[:30]
        at = next(i for i, line in enumerate(lines) if line.startswith(start))
        *_, points, shares, action = (word for word in lines[at].split() if not re.fullmatch(r"(<1|\d+)-\d+%", word))
        assert (points, action) == (str(row["priority"]), row["action"]["name"])
        assert shares.startswith("~") == (row["figures"]["basis"] == "judgement")
        assert re.fullmatch(r"~?(<1|\d+)→(<1|\d+)%", shares)
        below = " ".join(" ".join(lines[at + 1 : at + 5]).split())
        step = row["first_step"]["text"]
        if row in ranking["threats"]:
            assert ("Helps: " if row["missing_protections"] else row["why"]) in below
        else:
            rule = row["action"]["rule"].partition(";")[0].removeprefix("fits alone, but ")
            waits = f"{rule[:1].upper()}{rule[1:]}." if row["action"]["name"] == "prepare" else ""
            assert (waits or row["why"]) in below  # a long name goes on before it
            assert f"First: {step[:1].lower()}{step[1:].rstrip('.')}" in below
            assert f"(in all {row['first_step']['effort_hours']:g} h" in below
    assert sum(bool(re.match(r"[ \d]\d  \S", line)) for line in lines) == len(rows)


def test_in_a_pipe_the_answer_is_tab_separated_without_boxes_or_colour(printed: Printed) -> None:
    """Where nobody looks at a screen, a table would only be in the way; colour forced by the surroundings too."""
    piped = process(["analyze", "bakery"], environment={"FORCE_COLOR": "1", "COLUMNS": "60"})
    text = piped.out.decode()
    assert (piped.code, piped.err) == (0, b"")
    assert text == printed("analyze", "bakery", "--format", "tsv")
    assert ESCAPE not in text
    assert not BOXES.search(text)


@pytest.mark.parametrize(
    ("surroundings", "coloured"),
    [
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, False),
    ],
)
def test_colour_is_a_matter_of_the_surroundings(
    run: Run, printed: Printed, monkeypatch: pytest.MonkeyPatch, surroundings: dict[str, str], coloured: bool
) -> None:
    """NO_COLOR and a dumb terminal win over FORCE_COLOR; without colour not one word is lost."""
    plain = printed("analyze", "bakery", "--format", "table")
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    shown = run("analyze", "bakery", "--format", "table").out
    assert (ESCAPE in shown) == coloured
    without = [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()]
    assert without == plain.splitlines()


@pytest.mark.parametrize("columns", [60, 120])
def test_no_line_is_longer_than_the_screen(run: Run, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    """At 60 to 120 columns nothing is wider than the screen."""
    monkeypatch.setenv("COLUMNS", str(columns))
    text = run("analyze", "bakery", "--format", "table", "--top", "40").out
    assert max(cell_len(line) for line in text.splitlines()) <= columns


@pytest.mark.parametrize("form", ["table", "svg"])
def test_a_screen_without_unicode_is_drawn_on_in_ascii(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """Where only ASCII can be shown, what is drawn is ASCII; the table has a sign of its own for all it draws."""
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding="ascii"))
    assert main(["analyze", "bakery", "--format", form]) == 0
    text = written.getvalue().decode("ascii")
    if form == "table":
        assert not re.search(r"\S\?|\?\S", text)  # a "?" alone is a year that is not known


def test_a_pipe_without_unicode_is_no_failure() -> None:
    """The encoding of the surroundings is kept to, whatever it is."""
    answer = process(["analyze", "bakery", "--format", "table"], environment={"PYTHONIOENCODING": "ascii"})
    assert (answer.code, answer.err) == (0, b"")
    assert "Rosa's Bakery" in answer.out.decode("ascii")


def test_json_loses_no_letter_where_only_ascii_can_be_written() -> None:
    """JSON can spell every letter in ASCII, so a name survives any encoding of the pipe."""
    business = "name: Kåres Bageri\nsectors: {bakery: 1}\n".encode()
    answer = process(["analyze", "-", "--json"], stdin=business, environment={"PYTHONIOENCODING": "ascii"})
    assert json.loads(answer.out)["business"]["name"] == "Kåres Bageri"


@pytest.mark.parametrize(("form", "suffix"), FORMS.items())
def test_a_file_is_written_in_the_form_that_its_name_says(
    run: Run, printed: Printed, tmp_path: Path, form: str, suffix: str
) -> None:
    """The file holds, byte for byte, what ``--format`` prints; standard output stays empty."""
    file = tmp_path / f"answer{suffix}"
    assert run("analyze", "bakery", "--output", file) == (0, "", "")
    assert file.read_bytes().decode() == printed("analyze", "bakery", "--format", form)


def test_a_named_format_wins_over_the_name_of_the_file(run: Run, tmp_path: Path) -> None:
    """``--format`` is the user's last word."""
    file = tmp_path / "answer.csv"
    assert run("analyze", "bakery", "--output", file, "--format", "json").code == 0
    assert json.loads(file.read_text(encoding="utf-8"))["schema"] == "ecomap/ranking/2"


@pytest.mark.parametrize(
    ("argv", "ending"), [("analyze bakery", "json"), ("business show farm", "yaml"), ("schema business", "json")]
)
def test_a_file_is_written_over_only_by_force(run: Run, tmp_path: Path, argv: str, ending: str) -> None:
    """An existing file is refused with 5 and left as it is; ``--force`` replaces it."""
    file = tmp_path / f"answer.{ending}"
    file.write_text("precious", encoding="utf-8")
    refused = run(*argv.split(), "--output", file)
    assert (refused.code, refused.out) == (5, "")
    assert "--force" in refused.err
    assert file.read_text(encoding="utf-8") == "precious"
    assert run(*argv.split(), "--output", file, "--force") == (0, "", "")
    assert file.read_text(encoding="utf-8").startswith(("{", "#"))


def test_a_question_that_is_refused_leaves_the_old_answer(run: Run, tmp_path: Path) -> None:
    """An answer is made before its file is touched."""
    file = tmp_path / "answer.json"
    file.write_text("precious", encoding="utf-8")
    assert run("analyze", "bakery", "--goal", "riches=1", "--output", file, "--force").code == 3
    assert file.read_text(encoding="utf-8") == "precious"
    assert list(tmp_path.iterdir()) == [file]


def test_a_business_is_no_folder(run: Run, tmp_path: Path) -> None:
    """Nothing is read of it, written into it or laid beside it."""
    (tmp_path / "mine.yaml").write_text("sectors: {bakery: 1}\n", encoding="utf-8")
    for words in (("analyze",), ("business", "set"), ("track", "log")):
        more = {"business": ("maturity=1",), "track": ("1", "2")}.get(words[0], ())
        assert run(*words, f"{tmp_path}/mine.yaml/", *more).code in (3, 5)
    assert [file.read_text() for file in tmp_path.iterdir()] == ["sectors: {bakery: 1}\n"]


def test_an_answer_is_written_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    """Where a file cannot be made the exit code is 5 and nothing half done stays behind."""
    (tmp_path / "folder").mkdir()
    for target, said in (("nowhere/answer.json", "cannot be written"), ("folder", "is a directory")):
        answer = run("analyze", "bakery", "--output", tmp_path / target, "--force")
        assert (answer.code, answer.out) == (5, "")
        assert said in answer.err
        assert answer.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]
    assert not list((tmp_path / "folder").iterdir())
