"""The manual page and the completions that the wheel brings are what the program says today, and work."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_manual_page_and_completions_are_those_of_the_program() -> None:
    """Written anew by ``python docs/man_page.py`` they are the same."""
    spec = importlib.util.spec_from_file_location("man_page", ROOT / "docs" / "man_page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "share").iterdir()} == module.files()


@pytest.mark.skipif(not shutil.which("bash"), reason="asks bash")
def test_bash_completes_a_command(tmp_path: Path) -> None:
    """``ecomap ana<TAB>`` is ``ecomap analyze``, by the script that is shipped."""
    program = tmp_path / "ecomap"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ecomap "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    line = "COMP_WORDS=(ecomap ana); COMP_CWORD=1; _ecomap_completion ecomap; echo ${COMPREPLY[@]}"
    done = subprocess.run(
        ["bash", "--norc", "-c", f". {ROOT / 'share' / 'ecomap.bash'}; {line}"], capture_output=True, text=True,
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.split() == ["analyze"]
