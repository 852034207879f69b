"""Nothing is asked of a network: every command that the framework texts are shown by runs with sockets forbidden."""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from plain_files import read_yaml

COVERAGE = Path(__file__).parents[2] / "data" / "coverage.yaml"
FORBIDDING = """\
import os, shlex, sys
def forbid(event, _):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"}:
        os.write(2, f"NETWORK {event}".encode())
        os._exit(99)
sys.addaudithook(forbid)
from ecomap.cli import main
for line in sys.argv[1:]:
    if main(shlex.split(line)) not in (0, 4):
        raise SystemExit(f"FAILED {line}")
"""


def forbidden(*lines: str) -> subprocess.CompletedProcess[str]:
    """Run command lines in one process in which looking up a host or connecting to one ends it."""
    with tempfile.TemporaryDirectory() as folder:  # what a line writes is left there
        return subprocess.run(
            [sys.executable, "-c", FORBIDDING, *lines], env=os.environ | {"COLUMNS": "80"}, capture_output=True,
            text=True, encoding="utf-8", check=False, timeout=600, cwd=folder,
        )  # fmt: skip


def test_what_would_use_a_network_is_caught() -> None:
    """The watch works: news of an address end there."""
    caught = forbidden("watch import bakery http://127.0.0.1:9/feed.xml --logbook none.sqlite")
    assert caught.returncode == 99, caught.stderr
    assert "NETWORK" in caught.stderr


def test_the_first_commands_need_no_network() -> None:
    """Help, a ranking, an explanation, the doctor."""
    done = forbidden("--help", "analyze bakery", "explain bakery online-ordering", "map show", "doctor --json")
    assert done.returncode == 0, done.stderr[-500:]


@pytest.mark.slow
def test_no_command_needs_a_network() -> None:
    """Every line by which a reader sees what the framework texts name."""
    lines = sorted(
        {shlex.join(shlex.split(str(row["line"]))) for row in read_yaml(COVERAGE)["rows"] if row.get("line")}
    )
    assert len(lines) > 20
    done = forbidden(*lines)
    assert done.returncode == 0, done.stderr[-500:]
