"""Programs that write files of this folder anew, and take no arguments."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRITERS = {
    "tests/golden/regenerate.py": ROOT / "tests" / "golden" / "answers.tsv",
    "docs/man_page.py": ROOT / "share" / "ecomap.1",
    "docs/architecture.py": ROOT / "docs" / "architecture.svg",
    "-mecomap.io.compiled": ROOT / "data" / "map.compiled",
}


@pytest.mark.parametrize(
    ("program", "asked", "code"), [*((program, "--help", 0) for program in WRITERS), ("docs/man_page.py", "--chek", 2)]
)
def test_who_asks_what_it_does_is_told_and_nothing_is_written(program: str, asked: str, code: int) -> None:
    """Help says what would be written; a word that the program does not know is refused; neither begins to write."""
    before = WRITERS[program].stat()
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "src", ROOT)))}
    done = subprocess.run(
        [sys.executable, program, asked],
        check=False,
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == code, done.stderr
    assert "usage: " in (done.stdout or done.stderr)
    assert code or any(word in done.stdout for word in ("anew", "again", "writes"))
    assert WRITERS[program].stat().st_mtime_ns == before.st_mtime_ns
