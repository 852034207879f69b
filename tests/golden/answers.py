"""What the verbs say of the templates, as one hash a line: the net under every number and word.

A hash tells that an answer has changed, not what is right; the rules are held by the other tests. Numbers are compared
at six digits, and plans are those without the solver, whose versions differ. The lines stand in ``answers.tsv``.
"""

import contextlib
import hashlib
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from clock import stopped
from ecomap.io.maps import load_whole_map
from maps import read_once

HASHES = Path(__file__).parent / "answers.tsv"
LONG = re.compile(r"-?\d+\.\d{6,}(?:e-?\d+)?")


def hashed(line: str) -> str:
    """Return exit code and hash of what a line prints, asked in this process."""
    from ecomap.cli import main

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(line.split())
    said = b""
    for stream in (out, err):
        stream.flush()
        said += stream.buffer.getvalue()  # type: ignore[attr-defined]
    text = LONG.sub(lambda found: f"{float(found[0]):.6g}", said.decode())
    return f"{code} {hashlib.sha256(text.encode()).hexdigest()[:12]}"


@contextlib.contextmanager
def plain() -> Iterator[None]:
    """Ask on a screen of 80 columns without colour, and without the solver."""
    with (
        stopped(),
        mock.patch("ecomap.engine.solver.available", return_value=False),
        mock.patch("ecomap.verbs.plan_solving.available", return_value=False),
        mock.patch("ecomap.io.maps.load_whole_map", read_once(load_whole_map)),
        mock.patch.dict(os.environ, {"COLUMNS": "80", "NO_COLOR": "1"}),
    ):
        yield


def on_record() -> dict[str, str]:
    """Return what is on record, by line."""
    rows = HASHES.read_text(encoding="utf-8").splitlines()
    return {line: known for line, _, known in (row.partition("\t") for row in rows)}


def renew() -> None:
    """Put the answers of now on record, of the lines that are there; a new line is written into the file."""
    with plain():
        renewed = [f"{line}\t{hashed(line)}\n" for line in on_record()]
    HASHES.write_text("".join(renewed), encoding="utf-8")
