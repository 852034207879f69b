"""The logbook's store: what is written is read again, nothing is lost, and what cannot be is told with a way out."""

import contextlib
import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path

import pytest

from ecomap.errors import ArgumentError, EcomapError, FileError, InputError, OutputError, ParseError, SchemaError
from ecomap.io.logbook import opening
from ecomap.io.logbook.opening import APPLICATION, forms, logbook_beside
from ecomap.io.logbook.store import Logbook, exported, imported
from ecomap.results.logbook import KINDS, Channel, Feed, Pilot, Reading, Review, Signal, Snapshot, Tie
from maps import some

EACH = (
    Signal("2026-03-01", "Tills adds robots", (Tie("robots", ("robot",), "confirmed"), Tie("pos")), "up", "paper"),
    Review("robots", "2026-03-02", 0, 4, 2, "not before summer"),
    Channel("Bakers' paper", "https://example.org", ("robots",)),
    Feed("https://example.org/feed", "2026-03-01T10:00:00Z", '"a"'),
    Snapshot("2026-03-01", "map", "1", "ab", {"sectors": {"bakery": 1.0}}, ({"trend": "pos", "rank": 1},)),
    Pilot("Robot", "2026-03-01", "Loaves", baseline=10, target=20.5, cap_eur=300, review="2026-06-01"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mine.logbook.sqlite"


@pytest.fixture
def logbook(path: Path) -> Iterator[Logbook]:
    with Logbook(path) as opened:
        yield opened


@pytest.mark.parametrize("record", EACH, ids=lambda one: type(one).__name__)
def test_what_is_written_is_read_again(logbook, path, record):
    """Every kind, every field; numbers begin with 1; in another process too (here: another connection)."""
    written = logbook.add(record)
    assert written.id == 1
    assert logbook.entries(type(record)) == (written,)
    with Logbook(path) as other:
        assert other.entry(type(record), 1) == written


def test_reading_makes_no_file(logbook, path):
    """A logbook that is not there is an empty one."""
    assert logbook.entries(Pilot) == ()
    assert logbook.history() == ()
    with pytest.raises(InputError, match=r"no pilot 3\. There is no pilot yet"):
        logbook.entry(Pilot, 3)
    assert not list(path.parent.iterdir())


def test_a_closed_logbook_is_one_file(logbook, path):
    """The log of SQLite is folded in, so that the file can be copied."""
    logbook.add(EACH[0])
    logbook.close()
    assert list(path.parent.iterdir()) == [path]


def test_a_correction_keeps_what_was(logbook):
    """The entry stands as corrected; the journal has both; undoing brings the first back, then takes it off."""
    first = logbook.add(EACH[5])
    second = logbook.correct(Pilot, 1, target=30.0)
    assert logbook.entries(Pilot) == (second,)
    assert [change.was and change.was["target"] for change in logbook.history()] == [20.5, 30.0]
    assert [one.undone for one in logbook.undo(Pilot, 1)] == ["correct"]
    assert logbook.entries(Pilot) == (first,)
    logbook.undo()
    assert logbook.entries(Pilot) == ()
    assert [change.act for change in logbook.history()] == ["add", "correct", "undo", "undo"]


def test_numbers_are_never_given_twice(logbook):
    """What a person noted down never means something else."""
    logbook.add(EACH[5])
    logbook.undo()
    assert logbook.add(EACH[5]).id == 2


def test_what_was_done_together_is_undone_together(logbook):
    """An import goes as a whole, or not at all; a single entry of it may be undone by itself."""
    with logbook.together():
        logbook.add(EACH[0])
        logbook.add(EACH[0])
        logbook.add(EACH[3])
    logbook.undo(Signal, 1)
    assert {(one.kind, one.number) for one in logbook.undo()} == {("signal", 2), ("feed", 1)}
    with contextlib.suppress(ZeroDivisionError), logbook.together():
        logbook.add(EACH[0])
        _ = 1 / 0
    assert logbook.entries(Signal) == ()
    with pytest.raises(InputError, match="nothing to undo"):
        logbook.undo()


def test_readings_are_of_a_pilot_that_stands(logbook):
    """No reading without its pilot, and no pilot is undone from under its readings."""
    with pytest.raises(SchemaError, match="there is no such pilot"):
        logbook.add(Reading(1, "2026-03-01", 3))
    logbook.add(EACH[5])
    logbook.add(Reading(1, "2026-03-01", 3))
    with pytest.raises(SchemaError, match="it has readings: undo these first"):
        logbook.undo(Pilot, 1)
    logbook.undo(Reading, 1)
    logbook.undo(Pilot, 1)


@pytest.mark.parametrize(("change", "said"), [
    ({"review": "2026-02-30"}, "review is a day like 2026-03-01"), ({"name": ""}, "name is not empty"),
    ({"baseline": "many"}, "cannot store TEXT"), ({"cap_eur": -1.0}, "cap_eur is a number from 0"),
    ({"target": float("inf")}, "target is a number"), ({"verdict": "scale"}, "a verdict closes"),
    ({"direction": "left"}, "direction is up or down"), ({"name": "\ud800"}, "no text or number"),
    ({"baseline": 10**400}, "no text or number"),
])  # fmt: skip
def test_what_cannot_be_is_refused(logbook, change, said):
    """In words, and what stood before stands still."""
    before = logbook.add(EACH[5])
    with pytest.raises(SchemaError, match=said):
        logbook.correct(Pilot, 1, **change)
    assert logbook.entries(Pilot) == (before,)
    with pytest.raises(ArgumentError, match=r'Pilot has no "tarket"\. Did you mean "target"'):
        logbook.correct(Pilot, 1, tarket=3)
    with pytest.raises(ArgumentError, match=r'Pilot has no "ziel"\. Known: baseline, .*, unit'):
        logbook.correct(Pilot, 1, ziel=3)


def test_the_file_itself_only_grows(logbook, path):
    """Whoever opens it with another program cannot change or delete a line by mistake."""
    logbook.add(EACH[0])
    with contextlib.closing(sqlite3.connect(path)) as other:
        for statement in ("UPDATE signals SET title = 'x'", "DELETE FROM signals", "DELETE FROM changes"):
            with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                other.execute(statement)


# --- files


def damage(path: Path) -> None:
    with Logbook(path) as logbook:
        for _ in range(200):
            logbook.add(EACH[0])
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)


def newer(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA application_id = {APPLICATION}")
        other.execute("PRAGMA user_version = 99")
        other.execute("CREATE TABLE changes (id)")


def foreign(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (bread)")


@pytest.mark.parametrize(("make", "error", "said"), [
    (lambda path: path.write_text("name: Rosa\n"), ParseError, "a business file, no logbook"),
    (lambda path: path.write_text("Dear Rosa\n"), ParseError, "is no logbook"),
    (foreign, ParseError, "is no logbook"),
    (newer, ParseError, "newer ecomap"),
    (damage, ParseError, "is damaged"),
    (lambda path: path.mkdir(), FileError, "is a directory"),
    (lambda path: path.symlink_to(path), FileError, "cannot be opened"),
])  # fmt: skip
def test_a_file_that_is_no_logbook_is_told_and_left(path, make, error, said):
    """With a way out, read or written; and it stays as it was."""
    make(path)
    before = path.read_bytes() if path.is_file() else None
    for use in (lambda one: one.entries(Signal), lambda one: one.add(EACH[0])):
        with Logbook(path) as logbook, pytest.raises(error, match=rf"(?s){said}.*--logbook FILE"):
            use(logbook)
    assert before is None or path.read_bytes() == before


def test_no_folder(tmp_path):
    """Nothing is made on the way."""
    with Logbook(tmp_path / "no" / "x.sqlite") as logbook, pytest.raises(EcomapError, match="there is no folder"):
        logbook.add(EACH[0])


def test_a_link_leads_to_its_logbook(path, tmp_path):
    """The file behind it is written, the link stays."""
    link = tmp_path / "link.sqlite"
    link.symlink_to(path)
    with Logbook(link) as logbook:
        logbook.add(EACH[0])
    assert link.is_symlink()
    with Logbook(path) as logbook:
        assert len(logbook.entries(Signal)) == 1


def test_half_made_is_empty(path):
    """A program killed before its first write leaves a file that is an empty logbook."""
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("PRAGMA user_version = 0")
    with Logbook(path) as logbook:
        assert logbook.entries(Signal) == ()
        assert logbook.add(EACH[0]).id == 1


def test_who_waits_too_long_is_told(path, logbook, monkeypatch):
    """Another program that writes and does not end: an error in words, nothing half written."""
    logbook.add(EACH[0])
    monkeypatch.setattr(opening, "PATIENCE", 0.05)
    with logbook.together(), Logbook(path) as other, pytest.raises(OutputError, match="another program is writing"):
        other.add(EACH[0])


def test_older_forms_are_led_to_that_of_today_with_a_copy_beside(path, monkeypatch):
    """One step after the other, each with a copy of what was; a step that fails leaves the form before."""
    with Logbook(path) as logbook:
        logbook.add(EACH[0])
    one = forms()[1]
    monkeypatch.setattr(opening, "forms", lambda: {1: one, 2: "CREATE TABLE more (a) STRICT;\nSELECT nothing;\n"})
    with Logbook(path) as logbook, pytest.raises(ParseError):
        logbook.entries(Signal)
    monkeypatch.setattr(opening, "forms", lambda: {1: one, 2: "CREATE TABLE more (a TEXT) STRICT;", 3: "SELECT 1;"})
    with Logbook(path) as logbook:
        assert len(logbook.entries(Signal)) == 1
    beside = sorted(file.name for file in path.parent.iterdir())
    assert beside == [
        "mine.logbook.form-1-2.sqlite",
        "mine.logbook.form-1.sqlite",
        "mine.logbook.form-2.sqlite",
        path.name,
    ]
    monkeypatch.undo()
    with Logbook(path.with_name("mine.logbook.form-1.sqlite")) as copy:
        assert len(copy.entries(Signal)) == 1
    with Logbook(path) as logbook, pytest.raises(ParseError, match="form 3"):
        logbook.entries(Signal)


def test_it_lies_beside_the_file_of_the_business(tmp_path):
    """``mine.yaml`` -> ``mine.logbook.sqlite``; what is no file needs a name, and the way out gives one."""
    file = tmp_path / "my.firm.yaml"
    file.touch()
    assert logbook_beside(str(file)) == tmp_path / "my.firm.logbook.sqlite"
    assert logbook_beside("bakery", tmp_path / "x") == tmp_path / "x"
    for name, way_out in (("bakery", "bakery.logbook"), ("template:bakery", "mine.logbook"), ("-", "mine.logbook")):
        with pytest.raises(InputError, match=f"beside the file of a business.*--logbook {way_out}.sqlite"):
            logbook_beside(name)


def test_the_page_has_the_schema_as_it_is(logbook, path):
    """docs/logbook.md: every table, every column in its order, each with its type."""
    logbook.add(EACH[0])
    page = (Path(__file__).parents[2] / "docs" / "logbook.md").read_text(encoding="utf-8")
    parts = re.findall(r"^### (\w+)\n(.*?)(?=^### |\Z)", page, re.MULTILINE | re.DOTALL)
    written = {name: re.findall(r"^\| `(\w+)` \| (\w+) \|", text, re.MULTILINE) for name, text in parts}
    with contextlib.closing(sqlite3.connect(path)) as other:
        tables = [row[0] for row in other.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")]
        found = {table: [row[1:3] for row in other.execute(f"PRAGMA table_info({table})")] for table in tables}
    assert written == found
    for kind, record in KINDS.items():
        named = [one.name for one in fields(record) if one.name != "id"]
        assert [name for name, _ in found[kind]] == ["change", "id", *named]


def test_a_logbook_of_form_1_is_read_as_it_was_written(path):
    """A file made by hand in the first published form, with a correction and an undoing in it."""
    script = Path(__file__).with_name("logbook_form_1.sql").read_text(encoding="utf-8")
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.executescript(script)
    with Logbook(path) as logbook:
        pilot, reading = logbook.entry(Pilot, 1), Reading(1, "2026-01-12", 6.0, 20.0, 1.5, "again", 1)
        assert (pilot.name, pilot.baseline, pilot.cap_hours, pilot.stop) == ("Free times online", 4.0, None, "6.0")
        assert logbook.entries(Reading) == (reading,)
        assert logbook.entry(Signal, 1).trends == (Tie("online-booking", ("books",)),)
        assert logbook.entry(Snapshot, 1).rows == ({"trend": "a"},)
        assert logbook.entry(Channel, 1).trends == ("online-booking",)
        assert len(logbook.history()) == 10
        assert logbook.add(Reading(1, "2026-01-20", 7.0)).id == 3
    assert script.split("\n", 1)[1].startswith(forms()[1])


@pytest.mark.parametrize("spoil", some([
    lambda all: all.pop("journal"), lambda all: all.update(schema="other/1"), lambda all: all.update(pilots=None),
    lambda all: all["journal"][0].update(kind="secrets"), lambda all: all["journal"][0].pop("made"),
    lambda all: all["pilots"][0].update(more=1), lambda all: all["pilots"][0].update(review="soon"),
    lambda all: all["pilots"][0].update(id=2), lambda all: all["pilots"].append(all["pilots"][0]),
    lambda all: all["readings"][0].update(pilot=9), lambda all: all["signals"][0].update(trends=[1]),
    lambda all: all["signals"][0].update(trends={}), lambda all: all["journal"][2].update(undoes=77),
    lambda all: all["journal"].append(all["journal"][0]), lambda all: all["journal"][0].update(act="steal"),
    lambda all: all["journal"][0].update(id=2**80), lambda all: all["journal"][0].update(kind=["pilots"]),
    lambda all: all["journal"][0].update(was={"id": 1}), lambda all: all["readings"][0].update(value="much"),
]))  # fmt: skip
def test_an_export_that_was_spoilt_is_refused_whole(logbook, tmp_path, spoil):
    """An input error, and nothing is written."""
    for record in (EACH[5], Reading(1, "2026-03-02", 3.0), EACH[0]):
        logbook.add(record)
    logbook.correct(Reading, 1, value=4.0)
    logbook.undo()
    content = json.loads(json.dumps({"schema": "ecomap/logbook/1"} | asdict(exported(logbook))))
    spoil(content)
    file = tmp_path / "all.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    with Logbook(tmp_path / "new.sqlite") as new:
        with pytest.raises(InputError):
            imported(file, new)
        assert new.history() == ()
