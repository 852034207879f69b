"""Commands with the answers that are expected of them, one folder each, run through the real program.

A folder holds ``argv.txt`` (one word a line), ``stdout.txt`` and, where the command is refused, ``stderr.txt``.
A command whose answer speaks of the law asks for one day.
Files that a command reads lie beside this module. ``python tests/golden/regenerate.py`` writes the answers again.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"
PICTURES = {
    DOCS / "bakery.svg": ("analyze", "bakery", "--top", "4", "--format", "svg", "--as-of", "2026-11-28"),
    DOCS / "compare.svg": (
        "compare",
        "template:bakery",
        "template:clinic",
        "manufacturer",
        "--top",
        "6",
        "--format",
        "svg",
    ),
    DOCS / "plan.svg": ("plan", "bakery", "--format", "svg", "--as-of", "2026-11-28"),
    DOCS / "ledger.svg": ("explain", "clinic", "crm-software", "--format", "svg"),
}
"""Pictures of the documents, and the commands that draw them."""

DONE, REFUSED = 0, 3
SURROUNDINGS = {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
"""The screen on which the answers are drawn; the same everywhere."""


class Answer(NamedTuple):
    """What a command said, byte for byte."""

    code: int
    out: bytes
    err: bytes


def cases() -> list[Path]:
    """Return the folders of the commands."""
    return sorted(path.parent for path in HERE.glob("*/argv.txt"))


def argv_of(case: Path) -> list[str]:
    """Return the words of a command."""
    return (case / "argv.txt").read_text(encoding="utf-8").splitlines()


def answer_to(argv: list[str]) -> Answer:
    """Run a command in this folder, on a screen of 80 columns without colour."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "TERM")}
    done = subprocess.run(
        [sys.executable, "-m", "ecomap", *argv], capture_output=True, cwd=HERE, env=inherited | SURROUNDINGS,
        check=False, timeout=60,
    )  # fmt: skip
    return Answer(done.returncode, done.stdout, done.stderr)


def expected_of(case: Path) -> Answer:
    """Return the answer that is on record; a command with words on standard error is one that is refused."""
    refusal = case / "stderr.txt"
    err = refusal.read_bytes() if refusal.exists() else b""
    return Answer(REFUSED if err else DONE, (case / "stdout.txt").read_bytes(), err)


def record(case: Path, answer: Answer) -> None:
    """Put an answer on record."""
    (case / "stdout.txt").write_bytes(answer.out)
    if answer.err:
        (case / "stderr.txt").write_bytes(answer.err)
    else:
        (case / "stderr.txt").unlink(missing_ok=True)
