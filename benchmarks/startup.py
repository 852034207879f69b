"""How much the program adds to the price of its libraries: processor time of whole processes, in pairs.

    python benchmarks/startup.py [runs]

Each command is set against a Python that imports the libraries that it cannot do without, and does nothing else. The
two run in turn (A B A B ...), so that what else the machine does meets both. Exit code 1 if a limit is broken.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

RUNS = 11
DROPPED = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPROFILEIMPORTTIME", "COLUMNS", "FORCE_COLOR")
"""Settings that would measure something else than what a user waits for."""
SHELL = {"_ECOMAP_COMPLETE": "complete_bash", "COMP_WORDS": "ecomap analyze b", "COMP_CWORD": "2"}
"""What a shell says when it asks what may come next."""


class Comparison(NamedTuple):
    """A command of the program, the modules it is set against, and how many times as long it may take."""

    argv: tuple[str, ...]
    modules: str
    limit: float
    environment: Mapping[str, str] = {}


SCREEN = "typer, rich.console, rich.table, numpy"
COMPARISONS = (
    Comparison(("--version",), "typer", 1.3),
    Comparison(("--help",), "typer", 1.3),
    Comparison((), "typer", 1.3, SHELL),
    Comparison(("analyze", "bakery", "--top", "8", "--format", "table"), SCREEN, 1.25),
    Comparison(("analyze", "mine.yaml", "--top", "8", "--format", "table"), SCREEN, 1.4),
    Comparison(("analyze", "bakery"), SCREEN, 1.5),
    Comparison(("map", "search", "bakery"), "typer, yaml", 1.5),
    Comparison(("business", "templates"), "typer, yaml", 1.5),
    Comparison(("business", "check", "mine.yaml"), "typer, yaml", 1.5),
)


def program() -> list[str]:
    """Return how a user starts the program: the script beside this Python, else the module."""
    script = Path(sys.executable).with_name("ecomap.exe" if os.name == "nt" else "ecomap")
    return [str(script)] if script.exists() else [sys.executable, "-m", "ecomap"]


def seconds(command: Sequence[str], folder: str, environment: Mapping[str, str]) -> float:
    """Run a command and return the processor time of the whole process; it must succeed and say something."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, check=False, timeout=60)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode or not done.stdout:
        sys.exit(f"{' '.join(command)[:80]}: exit {done.returncode}, {done.stderr.decode()[-500:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(comparison: Comparison, runs: int, folder: str) -> bool:
    """Run command and baseline in turn, after one round that fills the caches; tell whether the limit is kept."""
    surroundings = {name: value for name, value in os.environ.items() if name not in DROPPED}
    surroundings["XDG_CACHE_HOME"] = folder
    command = [*program(), *comparison.argv]
    baseline = [sys.executable, "-c", f"import {comparison.modules}; print('ok')"]
    pairs = [
        (seconds(command, folder, surroundings | comparison.environment), seconds(baseline, folder, surroundings))
        for _ in range(runs + 1)
    ][1:]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    kept = ours / theirs <= comparison.limit
    name = " ".join(comparison.argv) or "(completion)"
    sys.stdout.write(
        f"{name:45} {1000 * ours:5.0f} ms, {ours / theirs:.2f} x {comparison.modules} ({1000 * theirs:.0f} ms); "
        f"limit {comparison.limit}: {'kept' if kept else 'BROKEN'}\n"
    )
    return kept


def main() -> int:
    """Compare what is asked most often with its libraries."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as folder:
        shown = subprocess.run([*program(), "business", "show", "bakery"], capture_output=True, check=True)
        (Path(folder) / "mine.yaml").write_bytes(shown.stdout)
        kept = [compare(comparison, runs, folder) for comparison in COMPARISONS]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
