"""A file of another kind is told as what it is, with the command that takes it, whatever it is given to."""

import json
import shlex
import sqlite3
import time
import zipfile
from pathlib import Path

import pytest
from small_maps import small_map
from terminal import Run

from ecomap.io.logbook.store import Logbook
from ecomap.io.recognised import KINDS, kind_of
from ecomap.results.logbook import Pilot
from maps import some

NAMES = {
    "map": "small.yaml", "overlay": "over.yaml", "part": "part.yaml", "business": "firm.yaml", "table": "firms.csv",
    "spreadsheet": "firms.xlsx", "parquet": "firms.parquet", "feed": "news.xml", "drawing": "drawn.graphml",
    "logbook": "log.sqlite", "export": "log.json", "answer": "plan.json", "answers": "ranked.csv",
    "rejects": "rejects.csv", "page": "list.html", "packed": "list.zip", "pdf": "list.pdf", "letter": "list.rtf",
}  # fmt: skip
READERS = {
    ("map", "check"): {"map", "overlay", "part"},
    ("analyze", "bakery", "--map"): {"map", "overlay", "part"},
    ("map", "diff", "shipped"): {"map", "overlay", "part"},
    ("analyze",): {"business"},
    ("business", "check"): {"business"},
    ("business", "set", "--unset", "country", "-o", "other.yaml"): {"business"},
    ("compare", "hotel"): {"business"},
    ("batch",): {"table", "spreadsheet", "parquet"},
    ("map", "import"): {
        "drawing",
        "table",
        "answers",
        "rejects",
    },  # which are a table, too, of names that mean nothing there
    ("business", "set", "bakery", "-o", "other.yaml", "--from-radar"): {"drawing", "table", "answers", "rejects"},
    ("watch", "import", "bakery", "--logbook", "new.sqlite"): {"feed", "table"},
    ("track", "import", "bakery", "--logbook", "new.sqlite"): {"export"},
    ("track", "bakery", "--logbook"): {"logbook"},
}
"""Commands that read a file, their last word -> kinds of file that they take."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a file of every kind."""
    here = tmp_path_factory.mktemp("kinds")
    small_map(here, 0.5)
    texts = {
        "overlay": "schema: ecomap/overlay/1\nid: mine\ntitle: Mine\n",
        "part": "kinds: []\n",
        "business": "name: Ours\nsectors: {bakery: 1}\ncountry: PT\n",
        "table": "id,sectors\nA,bakery\n",
        "feed": '<?xml version="1.0"?>\n<rss version="2.0"><channel><item><title>x</title></item></channel></rss>',
        "drawing": '<?xml version="1.0"?>\n<graphml><graph><node id="bakery"/></graph></graphml>',
        "answer": '{\n  "schema": "ecomap/plan/1",\n  "steps": []\n}\n',
        "answers": "row,id,trend_1,score_1\n1,A,website,0.8\n",
        "rejects": "row,column,reason,record,line\n1,sectors,x,A,2\n",
        "page": "<!DOCTYPE html>\n<html><body><table><tr><td>Huber</td></tr></table></body></html>\n",
        "spreadsheet": "PK\x03\x04\0\0",
        "pdf": "%PDF-1.7\n",
        "letter": "{\\rtf1\\ansi Huber}\n",
        "parquet": "PAR1\0\0",
    }
    for kind, text in texts.items():
        (here / NAMES[kind]).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(here / NAMES["packed"], "w") as packed:
        packed.writestr("register/firms.csv", texts["table"])
    with Logbook(here / NAMES["logbook"]) as opened:
        opened.add(Pilot("Sunday orders", "2026-10-05", "Orders", baseline=3.0))
    (here / NAMES["export"]).write_text(json.dumps({"schema": "ecomap/logbook/1", "pilots": []}), encoding="utf-8")
    return here


def test_every_kind_is_known(folder: Path) -> None:
    """From bytes as from text; and nothing is said of a logbook's empty file, of prose and of another's database."""
    assert {kind: kind_of((folder / NAMES[kind]).read_bytes()) for kind in KINDS} == {kind: kind for kind in KINDS}
    for text in ("", "Dear Rosa,\nhow are you?\n", "sectors: {bakery: 1}\n", "a: 1\nb: 2\n", "- a\n- b\n", "[]", "{}"):
        assert kind_of(text) == kind_of(text.encode()) == ""


@pytest.mark.parametrize(("argv", "own"), some(READERS.items(), several=True), ids=map(" ".join, READERS))
def test_each_reader_tells_each_other_kind(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...], own: set[str]
) -> None:
    """One line with the file's name, what it is and what to do with it; no list of what is wrong with it as another."""
    monkeypatch.chdir(folder)
    before = sorted(path.name for path in folder.iterdir())
    for kind in KINDS.keys() - own:
        answer = run(*argv, NAMES[kind])
        assert answer.code == (4 if argv[0] == "watch" else 3), (kind, answer.err)
        told = next(line for line in answer.err.splitlines() if line.startswith(NAMES[kind]))
        what, way_out = KINDS[kind]
        assert f" {what}, no " in told
        assert told.endswith(way_out.replace("{}", NAMES[kind]))
        assert len(answer.err.splitlines()) == 1 + (argv[0] == "watch")
    (folder / "new.sqlite").unlink(missing_ok=True)
    assert sorted(path.name for path in folder.iterdir()) == before


def test_what_is_told_works(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command named for a file takes it."""
    monkeypatch.chdir(folder)
    (folder / "mine.yaml").write_text("sectors: {bakery: 1}\n", encoding="utf-8")
    for kind in ("map", "overlay", "business", "table", "logbook"):
        command = KINDS[kind][1].replace("{}", NAMES[kind]).partition("ecomap ")[2].partition(";")[0]
        assert run(*shlex.split(command)).code == 0, command
    (folder / "mine.yaml").unlink()


def test_a_fault_in_a_file_of_the_right_kind_is_told_as_before(run: Run, tmp_path: Path) -> None:
    """What is known by its fields alone is a business as long as nothing else fits; a database of others is none."""
    firm = tmp_path / "firm.yaml"
    firm.write_text("sectors: {bakery: 1}\nemployes: 3\n", encoding="utf-8")
    assert 'Did you mean "employees"' in run("business", "check", firm).err
    firm.write_text("schema: ecomap/business/2\nsectors: [bakery]\nevidence: []\n", encoding="utf-8")
    assert "evidence: no such field" in run("business", "check", firm).err
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    assert "is no logbook of ecomap" in run("track", "bakery", "--logbook", other).err


@pytest.mark.parametrize("text", ["{}%s{", "x%sx", "[%s", "{}\n%sx", "x: 1\n%s"])
@pytest.mark.parametrize("blank", some(["\n", " ", "\t\n", ",", "{", "}"]))
def test_a_long_file_of_nothing_is_looked_through_once(text: str, blank: str) -> None:
    """Half a million empty lines, blanks or signs: at each of them the look began anew to the end, which took hours."""
    begun = time.process_time()
    kind_of(text % (blank * 500_000))
    assert time.process_time() - begun < 5


def test_the_answers_of_a_batch_are_answers(run: Run, tmp_path: Path) -> None:
    """Who sets two of them side by side is told what can be compared, not to rank them again as firms."""
    (tmp_path / "firms.csv").write_text("id,sectors\nA,bakery\n", encoding="utf-8")
    assert run("batch", tmp_path / "firms.csv", "-o", tmp_path / "ranked.csv").code == 0
    told = run("compare", tmp_path / "ranked.csv", tmp_path / "ranked.csv")
    assert (told.code, told.out) == (3, "")
    assert "answers of ecomap batch, no business file. Compare the firms: ecomap batch LIST --businesses" in told.err
    two = "id,name,sectors\nA,Huber,bakery\nB,Post,hotel\n"
    (tmp_path / "two.jsonl").write_text(run("batch", "-", "-f", "jsonl", stdin=two).out, encoding="utf-8")
    (tmp_path / "two.csv").write_text(run("batch", "-", stdin=two).out, encoding="utf-8")
    for name in ("two.jsonl", "two.csv"):
        assert "answers of ecomap batch, no" in run("batch", tmp_path / name).err


def test_rows_that_were_rejected_are_no_list(run: Run, tmp_path: Path) -> None:
    """Of Companies House a record in them names a column: they were read as firms below the first of them."""
    table = "CompanyNumber,SICCode.SicText_1\n1,99999 - Dormant Company\n2,55100 - Hotels\n"
    (tmp_path / "firms.csv").write_text(table, encoding="utf-8")
    run("batch", tmp_path / "firms.csv", "-o", tmp_path / "ranked.csv")
    told = run("batch", tmp_path / "ranked.csv.rejects.csv")
    assert (told.code, "rows that ecomap batch could not use, no table. Mend them in" in told.err) == (3, True)
