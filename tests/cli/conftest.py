"""Ways to run the program in this process: afresh, or once for many questions about one answer."""

import contextlib
import functools
import gc
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_maps import small_map
from terminal import SCREEN_SETTINGS, Answer, Ranking, Run
from typer.utils import get_params_from_function

from clock import stopped
from ecomap.cli import EXIT_BUG, main
from ecomap.io.logbook.store import Logbook
from ecomap.io.maps import load_whole_map
from ecomap.results.logbook import Pilot, Reading
from maps import read_once


@pytest.fixture(autouse=True)
def cache_home(shared_cache: Path) -> Path:
    """Share one cache folder among these tests: what the cache does is proved elsewhere, here it only costs time."""
    os.environ["XDG_CACHE_HOME"] = str(shared_cache)
    return shared_cache


@pytest.fixture(scope="package", autouse=True)
def _one_day() -> Iterator[None]:
    """Stop the clock that ``analyze`` looks at, so that no answer hangs on when the tests run."""
    with stopped():
        yield


@pytest.fixture(scope="package", autouse=True)
def _made_once() -> Iterator[None]:
    """Read the shipped map once, and the parameters of each command: both cost more than most that is done with them.

    The screen of whoever runs the tests is kept out of them.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ecomap.io.maps.load_whole_map", read_once(load_whole_map))
        patch.setattr("typer.main.get_params_from_function", functools.cache(get_params_from_function))
        for name in SCREEN_SETTINGS:
            patch.delenv(name, raising=False)
        yield


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the program in this process: ``run("analyze", "-", stdin="...")``."""

    def run_here(*argv: object, stdin: str = "") -> Answer:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        capsys.readouterr()
        code = main([str(word) for word in argv])
        answer = Answer(code, *capsys.readouterr())
        assert code != EXIT_BUG or "a bug in" not in answer.err, answer.err  # two runs that fail alike say the same
        return answer

    return run_here


@pytest.fixture(scope="session")
def printed() -> Callable[..., str]:
    """Return a function from arguments to what the program prints for them, each asked once a session."""

    @functools.cache
    def print_once(*argv: str) -> str:
        stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
        with contextlib.redirect_stdout(stream):
            assert main(argv) == 0
        stream.seek(0)
        return stream.read()

    return print_once


@pytest.fixture(scope="session")
def ranked(printed: Callable[..., str]) -> Callable[..., Ranking]:
    """Return a function from the arguments of ``analyze`` to its JSON, each asked for once a session."""

    @functools.cache
    def analyzed(*argv: str) -> Ranking:
        document: Ranking = json.loads(printed("analyze", *argv, "--format", "json"))
        gc.freeze()  # kept to the end: looking through it for cycles again and again doubles the time of these tests
        return document

    return analyzed


@pytest.fixture(scope="session")
def two_small_maps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return two small maps, of which the other deserves a warning, a business that both know, and a logbook."""
    here, there = (tmp_path_factory.mktemp(name) for name in ("here", "there"))
    business = here / "business.yaml"
    business.write_text("sectors: {alpha: 1}\n", encoding="utf-8")
    logbook = here / "logbook.sqlite"
    with Logbook(logbook) as opened:
        opened.add(Pilot("Sunday orders", "2026-10-05", "Orders", baseline=3.0))
        opened.add(Reading(1, "2026-10-12", 5.0))
    maps = {"SMALL": str(small_map(here, 0.5)), "OTHER": str(small_map(there, 1.5))}
    (here / "news.csv").write_text("date,title\n2026-10-01,Online ordering grows\n", encoding="utf-8")
    return maps | {"BUSINESS": str(business), "LOGBOOK": str(logbook), "NEWS": str(here / "news.csv"),
                   "WRITTEN": str(here / "written.sqlite")}  # fmt: skip
