"""What the logbook acknowledged is kept, whoever is killed and whoever writes at the same time."""

import contextlib
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ecomap.io.logbook.store import Logbook
from ecomap.results.logbook import Pilot, Reading
from maps import ALL

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")

WRITING = """\
import sys
from pathlib import Path
from ecomap.io.logbook.store import Logbook
from ecomap.results.logbook import Reading
writer, end = sys.argv[2], int(sys.argv[3])
with Logbook(Path(sys.argv[1])) as logbook:
    for number in range(end):
        written = logbook.add(Reading(1, "2026-03-01", float(number), note=writer))
        if number % 5 == 4:
            logbook.correct(Reading, written.id, hours=1.0)
        if number % 7 == 6:
            with logbook.together():
                logbook.add(Reading(1, "2026-03-01", -1.0, note="kept"))
                wrong = logbook.add(Reading(1, "2026-03-01", -2.0, note="undone"))
            logbook.undo(Reading, wrong.id)
        sys.stdout.write(f"{written.id} {number}\\n")
        sys.stdout.flush()
"""
"""Writes readings, each acknowledged on a line of its own when all about it is done."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a logbook with a pilot."""
    with Logbook(tmp_path / "mine.logbook.sqlite") as logbook:
        logbook.add(Pilot("Try", "2026-01-05", "Orders"))
        return logbook.path


def writer(path: Path, name: str, end: int = 10**6) -> "subprocess.Popen[str]":
    """Start a program that writes."""
    return subprocess.Popen([sys.executable, "-c", WRITING, path, name, str(end)], stdout=subprocess.PIPE, text=True)


def acknowledged(process: "subprocess.Popen[str]") -> dict[int, float]:
    """Kill a program and return what it has acknowledged until then: number of the entry -> value."""
    process.send_signal(signal.SIGKILL)
    lines = process.communicate()[0].splitlines(keepends=True)
    return {int(line.split()[0]): float(line.split()[1]) for line in lines if line.endswith("\n")}


def check(path: Path, kept: dict[int, tuple[str, float]]) -> None:
    """Hold what stands against what was acknowledged, and let SQLite look at the file."""
    with Logbook(path) as logbook:
        found = {one.id: (one.note, one.value) for one in logbook.entries(Reading)}
    assert {id: found.get(id) for id in kept} == kept
    with contextlib.closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert other.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("kills", [5, pytest.param(200 if ALL else 40, marks=pytest.mark.slow)])
def test_kills_lose_nothing_that_was_acknowledged(path: Path, kills: int) -> None:
    """SIGKILL at moments drawn by chance while two programs write; the file is sound after each."""
    chance, kept = random.Random(16), {}
    for kill in range(kills):
        running = [writer(path, f"{kill} {name}") for name in ("a", "b")]
        first = [process.stdout.readline() for process in running]  # both are writing
        time.sleep(chance.uniform(0, 0.05))
        for process, name, line in zip(running, ("a", "b"), first, strict=True):
            found = acknowledged(process) | {int(line.split()[0]): float(line.split()[1])}
            kept |= {id: (f"{kill} {name}", value) for id, value in found.items()}
        if kill % 20 == 0 or kill == kills - 1:
            check(path, kept)
    assert len(kept) >= 2 * kills


@pytest.mark.parametrize("seconds", [1, pytest.param(20 if ALL else 5, marks=pytest.mark.slow)])
def test_two_writers_lose_nothing_and_share_no_number(path: Path, seconds: float) -> None:
    """Side by side for some time; a third reads meanwhile and sees only what is whole."""
    running = {name: writer(path, name) for name in ("a", "b")}
    first = {name: process.stdout.readline().split() for name, process in running.items()}  # both are writing
    until = time.monotonic() + seconds
    with Logbook(path) as reader:
        while time.monotonic() < until:
            with reader.unmoved():
                assert len(reader.entries(Reading)) <= len(reader.history())
            time.sleep(seconds / 20)
    assert all(process.poll() is None for process in running.values())
    found = {
        name: acknowledged(process) | {int(first[name][0]): float(first[name][1])} for name, process in running.items()
    }
    assert not set(found["a"]) & set(found["b"])
    check(path, {id: (name, value) for name, values in found.items() for id, value in values.items()})


@pytest.mark.parametrize("logbooks", [50, pytest.param(300 if ALL else 100, marks=pytest.mark.slow)])
def test_several_make_the_same_logbook_at_once(tmp_path: Path, logbooks: int) -> None:
    """Four programs that all find none: one makes it, the others write into it; one after another, as none waits."""
    making = f"""
from pathlib import Path
from ecomap.io.logbook.store import Logbook
from ecomap.results.logbook import Pilot
for number in range({logbooks}):
    with Logbook(Path({str(tmp_path)!r}, f"{{number}}.logbook.sqlite")) as logbook:
        logbook.add(Pilot("Try", "2026-01-05", "Orders"))
"""
    running = [subprocess.Popen([sys.executable, "-c", making]) for _ in range(4)]
    assert [process.wait(120) for process in running] == [0, 0, 0, 0]
    for made in tmp_path.glob("*.logbook.sqlite"):
        with Logbook(made) as logbook:
            assert [one.id for one in logbook.entries(Pilot)] == [1, 2, 3, 4]
    assert len(list(tmp_path.glob("*.logbook.sqlite"))) == logbooks
