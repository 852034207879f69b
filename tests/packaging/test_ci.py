"""What CI rests on: a run in which no test ran is a failure, and no failure is passed over."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_script_stops_at_the_first_failure() -> None:
    """No line that runs tests has a way around it; both kinds of tests are run."""
    lines = CI.splitlines()
    assert "set -euo pipefail" in lines
    tests = [line for line in lines if re.match(r'(bash -c "\$test_command"|.*-m pytest)', line)]
    assert len(tests) == 2
    assert not [line for line in tests if re.search(r"\||&|;", line.partition("#")[0])]


@pytest.mark.slow
@pytest.mark.parametrize("marks", ["not slow", "slow or hypothesis"])
def test_a_run_without_a_test_fails(tmp_path: Path, marks: str) -> None:
    """With the settings of this repository, and marks as CI gives them: exit code 5 where there is nothing to run."""
    assert f'"{marks}"' in CI + (ROOT / "README.md").read_text(encoding="utf-8")
    (tmp_path / "test_nothing.py").write_text("def not_a_test(): assert False\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml"), "-m", marks, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=tmp_path)
    assert done.returncode == 5, done.stdout


def test_no_two_files_of_tests_have_one_name() -> None:
    """Pytest reads modules by their bare name: of two the second is an error, and only where both are collected."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert len(names) > 100
    assert [name for name in set(names) if names.count(name) > 1] == []
