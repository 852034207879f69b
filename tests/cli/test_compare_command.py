"""``compare``: names, forms, and what a reader sees."""

import csv
import io
import json
import os
import threading
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from terminal import Printed, Run

from ecomap import load_map
from ecomap.verbs.schemas import schema

MIX = ("compare", "template:bakery", "education", "restaurants", "--top", "5")


def table(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def test_every_form_says_the_same(printed: Printed) -> None:
    """Ranks and points of JSON are those of CSV, TSV and JSON lines, in the same order."""
    document = json.loads(printed(*MIX, "--json"))
    header, *rows = table(printed(*MIX, "--format", "csv"))
    keys = ["template:bakery", "education", "restaurants"]
    assert header == ["trend", "name", "shared_by", *(f"{what}:{key}" for key in keys for what in ("rank", "points"))]
    assert table(printed(*MIX), "\t") == [header, *rows]
    lines = [json.loads(line) for line in printed(*MIX, "--format", "jsonl").splitlines()]
    for row, line, told in zip(document["trends"], lines, rows, strict=True):
        numbers = [value for pair in zip(row["ranks"], row["points"], strict=True) for value in pair]
        assert told[3:] == ["" if value is None else str(value) for value in numbers]
        assert [line["columns"][key]["rank"] for key in keys] == row["ranks"]


def test_the_document_is_what_the_schema_says(printed: Printed) -> None:
    """``ecomap schema comparison`` describes what ``compare --json`` prints."""
    schema = json.loads(printed("schema", "comparison"))
    assert [
        e.message for e in jsonschema.Draft202012Validator(schema).iter_errors(json.loads(printed(*MIX, "--json")))
    ] == []


@pytest.mark.parametrize("columns", ["60", "80"])
def test_the_table_fits_the_screen(run: Run, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    """Three columns on a narrow and a usual screen; what the bakery uses already says so."""
    monkeypatch.setenv("COLUMNS", columns)
    out = run(*MIX, "--format", "table").out
    assert max(map(len, out.splitlines())) <= int(columns)
    assert "used" in out


def test_all_sectors_make_a_matrix_and_a_heat_map(printed: Printed) -> None:
    """Every sector against every sector: symmetric, 1 with itself; the picture has a cell for each and a legend."""
    header, *rows = table(printed("compare", "--all", "--format", "csv"))
    count = len(load_map()[0].sectors)
    numbers = [[float(cell) for cell in row[1:]] for row in rows]
    assert header[1:] == [row[0] for row in rows]
    assert len(rows) == count
    assert all(numbers[i][j] == numbers[j][i] for i in range(count) for j in range(count))
    assert all(numbers[i][i] == 1 for i in range(count))
    picture = ElementTree.fromstring(printed("compare", "--all", "--format", "svg"))
    assert len(picture.findall(".//{*}rect")) == 2 + count**2 + 5  # ground and hatching, cells, legend
    assert len([cell for cell in picture.iterfind(".//{*}text") if cell.text in set("0123456789")]) >= count * (
        count - 1
    )
    assert max(map(len, printed("compare", "--all", "--format", "table").splitlines())) <= 80


def test_a_name_means_a_file_a_template_a_sector_in_this_order(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was taken is said; prefixes choose; the same name may stand for two things side by side."""
    monkeypatch.chdir(tmp_path)
    kinds = lambda *names: [  # noqa: E731
        (column["kind"], column["key"]) for column in json.loads(run("compare", *names, "--json").out)["columns"]
    ]
    assert kinds("consulting", "sector:consulting") == [("template", "consulting"), ("sector", "sector:consulting")]
    assert run("compare", "consulting", "education").err == (
        'note: "consulting" is taken as the template; the sector is sector:consulting.\n'
    )
    Path("consulting").write_text("sectors: {cafe: 1}\n", encoding="utf-8")
    assert kinds("consulting", "template:consulting") == [("file", "consulting"), ("template", "template:consulting")]


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        ((), 2, "name at least two"),
        (("bakery",), 2, "name at least two"),
        (("bakery", "bakery"), 3, "bakery stands in the comparison twice"),
        (("bakery", "restaurnts"), 3, 'no such kind of firm "restaurnts". Did you mean'),
        (("bakery", "gone.yaml"), 5, "gone.yaml: no such file"),
    ],
)
def test_what_cannot_be_compared_is_told(run: Run, argv: tuple[str, ...], code: int, said: str) -> None:
    """Too few, twice the same, unknown names and files: with the exit code of each, and nothing on standard output."""
    answer = run("compare", *argv)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


@pytest.mark.parametrize("shares", ["hotel=0.7;restaurants=0.3", "55.10=70; 56.10=30"])
def test_shares_of_trades_are_compared_as_analyze_ranks_them(run: Run, shares: str) -> None:
    """Names or codes with shares are one firm, as for analyze; they were looked up as one name."""
    found = json.loads(run("compare", shares, "vet", "--json").out)
    assert (found["columns"][0]["key"], found["columns"][0]["kind"]) == (shares, "business")
    alone = json.loads(run("analyze", shares, "--json").out)["opportunities"]
    assert found["columns"][0]["first"] == [row["trend"]["id"] for row in alone[:10]]
    assert "no file, no template and no trade" in run("compare", "bakry=0.7;56.10=0.3", "vet").err


@pytest.mark.parametrize("form", ["table", "svg"])
def test_no_name_is_cut(run: Run, tmp_path: Path, form: str) -> None:
    """A long name goes on below and stands whole in the heat map."""
    file, long = tmp_path / "long.yaml", "Widow Rosa's very old bakery beside the northern harbour"
    file.write_text(f"name: {long}\nsectors: {{retail-trade: 1}}\n", encoding="utf-8")
    out = run("compare", file, "education", "restaurants", "--show", "alike", "--format", form).out
    assert "…" not in out
    assert long in " ".join(out.replace("&apos;", "'").split())


def test_two_earlier_answers_tell_what_moved_and_why(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By what the firm says of itself alone where map and day are the same; the other way round all signs turn."""
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(run("business", "show", "bakery").out, encoding="utf-8")
    assert run("analyze", "mine.yaml", "-o", "spring.json").code == 0
    assert run("business", "set", "mine.yaml", "employees=1", "adopted+=online-reviews").code == 0
    assert run("analyze", "mine.yaml", "-o", "autumn.json").code == 0
    found, back = (
        json.loads(run("compare", *names, "--json").out)
        for names in (("spring.json", "autumn.json"), ("autumn.json", "spring.json"))
    )
    jsonschema.Draft202012Validator(schema("since")).validate(found)
    assert [one["field"] for one in found["profile"]] == ["employees", "adopted"]
    assert len(found["moves"]) == len(back["moves"]) > 10
    turned = {(row["list"], row["trend"]): row for row in back["moves"]}
    for row in found["moves"]:
        assert row["by"]["business"] == pytest.approx(row["priority_now"] - row["priority_then"], abs=1e-9)
        assert [row["by"][cause] for cause in ("map", "time", "signals")] == [0, 0, 0]
        other = turned[row["list"], row["trend"]]
        assert (other["rank_then"], other["rank_now"]) == (row["rank_now"], row["rank_then"])
    assert run("compare", "spring.json", "spring.json", "--json").code == 0
    one = run("compare", "spring.json", "bakery")
    assert (one.code, "name two files" in one.err) == (2, True)
    run("analyze", "mine.yaml", "--top", 3, "-o", "some.json")
    some = run("compare", "some.json", "spring.json")
    assert (some.code, "holds only some of its trends" in some.err) == (3, True)
    whole = json.loads(Path("spring.json").read_text(encoding="utf-8"))
    whole["opportunities"][0]["rank"] = 0
    Path("none.json").write_text(json.dumps(whole), encoding="utf-8")
    none = run("compare", "none.json", "spring.json")
    assert (none.code, "a trend without a name or rank" in none.err) == (3, True)


def test_the_map_and_time_move_an_answer_too(run: Run, tmp_path: Path) -> None:
    """An answer of a year before, with half the points: growth is told, the rest is the map; the parts add up."""
    old = json.loads(run("analyze", "bakery", "--json").out)
    new = tmp_path / "new.json"
    new.write_text(json.dumps(old), encoding="utf-8")
    old["map"]["version"], old["as_of"] = "2025.11", "2025-11-15"
    for row in old["opportunities"]:
        row["score"] /= 2
    (tmp_path / "old.json").write_text(json.dumps(old), encoding="utf-8")
    found = json.loads(run("compare", tmp_path / "old.json", new, "--json").out)
    assert found["years"] == pytest.approx(1)
    assert any(row["by"]["time"] > 0 for row in found["moves"])
    for row in found["moves"]:
        assert sum(row["by"].values()) == pytest.approx(row["priority_now"] - row["priority_then"], abs=1e-9)
        assert row["by"]["business"] == 0


@pytest.mark.parametrize(
    "text", ['{"schema": "ecomap/ranking/2"}', '{"schema": "ecomap/ranking/2", "as_of": 3, "opportunities": 7}']
)
def test_what_is_no_whole_answer_is_told(run: Run, tmp_path: Path, text: str) -> None:
    """With the way out, and no trace of where."""
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    answer = run("compare", tmp_path / "a.json", tmp_path / "a.json")
    assert (answer.code, answer.out) == (3, "")
    assert "Make it again with: ecomap analyze BUSINESS --json -o FILE" in answer.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes")
def test_earlier_answers_and_businesses_come_through_pipes(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As ``compare <(one) <(other)`` has it: each is read once, whatever it then is; one may be standard input."""
    monkeypatch.chdir(tmp_path)
    run("analyze", "bakery", "-o", "old.json")
    run("analyze", "bakery", "--horizon", "5", "-o", "new.json")
    Path("mine.yaml").write_text("sectors: {vet: 1}\n", encoding="utf-8")
    Path("yours.yaml").write_text("sectors: {barber: 1}\n", encoding="utf-8")

    def piped(*files: str) -> tuple[int, str]:
        writers = []
        for name, file in zip(("first", "second"), files, strict=True):
            Path(name).unlink(missing_ok=True)
            os.mkfifo(name)
            writers.append(threading.Thread(target=Path(name).write_bytes, args=(Path(file).read_bytes(),)))
            writers[-1].start()
        answer = run("compare", "./first", "./second", "-f", "csv")
        for writer in writers:
            writer.join()
        return answer.code, answer.out

    moved = run("compare", "old.json", "new.json", "-f", "csv")
    assert piped("old.json", "new.json") == (0, moved.out)
    code, out = piped("mine.yaml", "yours.yaml")
    beside = run("compare", "mine.yaml", "yours.yaml", "-f", "csv")
    assert (code, out.splitlines()[1:]) == (0, beside.out.splitlines()[1:])
    old = Path("old.json").read_text(encoding="utf-8")
    assert run("compare", "-", "new.json", "-f", "csv", stdin=old).out == moved.out
    assert run("compare", "-", "hotel", "-f", "csv", stdin="sectors: {vet: 1}\n").code == 0
    assert run("compare", "x" * 5_000 + ".yaml", "hotel").code == 5
