"""Spoiled inputs: every reader refuses in words or reads to the end, and nothing wrong by another reading gets in."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ecomap.errors import EcomapError
from fuzz.oracle import SilentlyAcceptedError, doubts
from fuzz.readers import CORPUS, READERS, seeds, try_one
from fuzz.run import MEGABYTES, SECONDS, spoiled

TESTS = Path(__file__).parents[1]


@pytest.fixture
def _not_long() -> object:
    """Let no input take longer than it may."""

    def hang(*_: object) -> None:
        raise AssertionError("takes too long")

    signal.signal(signal.SIGPROF, hang)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)


@pytest.mark.parametrize("reader", READERS)
def test_every_seed_is_read_to_the_end(reader: str, tmp_path: Path) -> None:
    """What is spoiled was sound before: real files, each of which its reader accepts; small enough to be kept."""
    for content in seeds(reader):
        READERS[reader].one_input(content, tmp_path)
    assert sum(len(content) for content in seeds(reader)) < 150_000


@pytest.mark.usefixtures("_not_long")
@pytest.mark.parametrize("reader", READERS)
def test_spoiled_inputs_are_refused_in_words_or_read_to_the_end(reader: str, tmp_path: Path) -> None:
    """The same few of every reader each time; thousands more are tried at night (.ci/nightly)."""
    for number in range(8):
        try_one(reader, spoiled(reader, 1, number), tmp_path)


@pytest.mark.usefixtures("_not_long")
@pytest.mark.parametrize("path", sorted((CORPUS.parent / "found").iterdir()), ids=lambda path: path.name)
def test_what_was_found_stays_mended(path: Path, tmp_path: Path) -> None:
    """Inputs that once were a fault, by the name of their reader."""
    try_one(path.name.partition("-")[0], path.read_bytes(), tmp_path)


def test_the_same_number_is_the_same_input() -> None:
    """An input is told by reader, seed and number."""
    assert [spoiled("map", 3, n) for n in range(20)] == [spoiled("map", 3, n) for n in range(20)]
    assert spoiled("map", 3, 1) != spoiled("map", 4, 1)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("sectors: {shop: 0.5}\n", True),
        ("sectors: {shop: 50%}\nresources: {budget_eur: EUR 9k}\n", True),
        ("sectors: {shop: 2e9}\nsectors: {shop: 1}\n", False),
        ("sectors: {shop: -1}\n", False),
        ("sectors: {shop: .inf}\n", False),
        ("sectors: {shop: much}\n", False),
        ("sectors: {shop: 1}\nskils: {it: 1}\n", False),
    ],
)
def test_the_other_reading_knows_right_from_wrong(text: str, right: bool) -> None:
    """What a person may write passes; keys twice, numbers out of bounds or none, and unknown fields do not."""
    if right:
        doubts("business", text.encode())
    else:
        with pytest.raises(SilentlyAcceptedError):
            doubts("business", text.encode())


@pytest.mark.slow
def test_the_program_that_tries_thousands_counts_them() -> None:
    """All readers, some of each: no fault, and no more memory than is allowed."""
    run = [sys.executable, "-m", "fuzz.run", "--count", "60", "--seed", "2"]
    done = subprocess.run(run, cwd=TESTS, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{60 * len(READERS):,} inputs, 0 faults" in done.stdout
    assert int(done.stdout.split()[-2]) <= MEGABYTES


def test_a_fault_is_no_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is not one of our own errors goes through."""

    def broken(*_: object) -> None:
        raise json.JSONDecodeError("x", "y", 0)

    monkeypatch.setitem(READERS, "map", READERS["map"]._replace(one_input=broken))
    with pytest.raises(json.JSONDecodeError):
        try_one("map", b"", tmp_path)
    assert not issubclass(json.JSONDecodeError, EcomapError)
