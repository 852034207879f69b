"""Running the program as a person or a script does."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from solved import PROGRAM

SCREEN_SETTINGS = ("COLUMNS", "FORCE_COLOR", "NO_COLOR", "PYTHONIOENCODING", "PYTHONUNBUFFERED", "PYTHONUTF8", "TERM")
"""What of the environment changes how an answer looks, or how it is written."""


class Answer(NamedTuple):
    """What a run gave."""

    code: int
    out: str
    err: str


class RawAnswer(NamedTuple):
    """What a run in a process of its own gave."""

    code: int
    out: bytes
    err: bytes


Run = Callable[..., Answer]
Ranking = dict[str, Any]
Printed = Callable[..., str]
Ranked = Callable[..., Ranking]


def process(
    argv: Sequence[object],
    *,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    start: Sequence[str] = ("-m", "ecomap"),
) -> RawAnswer:
    """Run the program in a process of its own; ``start`` is how Python is told to begin."""
    done = subprocess.run(
        [sys.executable, *start, *map(str, argv)], input=stdin, capture_output=True, cwd=cwd,
        env=os.environ | dict(environment or {}), check=False, timeout=60,
    )  # fmt: skip
    return RawAnswer(done.returncode, done.stdout, done.stderr)


def shell(line: str) -> RawAnswer:
    """Run a line of a POSIX shell in which ``ecomap`` is the program under test; no year is solved twice."""
    done = subprocess.run(
        ["sh", "-c", f"ecomap() {{ {shlex.join(PROGRAM)} \"$@\"; }}\n{line}"], capture_output=True,
        check=False, timeout=60,
    )  # fmt: skip
    return RawAnswer(done.returncode, done.stdout, done.stderr)
