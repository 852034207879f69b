"""What the program adds to the price of its libraries: processor time of whole processes, in pairs, on this machine.

    python benchmarks/startup.py [runs]

Each command is set against a Python that imports what such a command cannot do without and does nothing else. The two
run in turn (A B A B ...), so that what else the machine does meets both. Exit code 1 if a limit is broken.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

RUNS = 11
DROPPED = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPROFILEIMPORTTIME", "COLUMNS", "FORCE_COLOR")
"""Settings that would measure something else than what a user waits for."""
DRAWING = "import typer, rich.console, rich.table, numpy"
ASKING = "import typer"
READING = "import typer, yaml"


class Comparison(NamedTuple):
    """A command of the program, what it is set against, and how many times as long it may take."""

    argv: tuple[str, ...]
    floor: str
    limit: float


class Outcome(NamedTuple):
    """Medians in seconds, and the ratios of the pairs."""

    command: float
    floor: float
    ratios: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Ratio of the medians."""
        return self.command / self.floor


def comparisons(own: str) -> tuple[Comparison, ...]:
    """Return what is compared; ``own`` is a business file that has been read before."""
    return (
        Comparison(("--version",), ASKING, 1.3),
        Comparison(("--help",), ASKING, 1.3),
        Comparison(("completion", "bash"), ASKING, 1.3),
        Comparison(("map", "search", "payment"), READING, 1.5),
        Comparison(("business", "templates"), READING, 1.5),
        Comparison(("business", "check", own), READING, 1.5),
        Comparison(("analyze", "bakery", "--top", "8", "--format", "table"), DRAWING, 1.25),
        Comparison(("analyze", own, "--top", "8", "--format", "table"), DRAWING, 1.4),
        Comparison(("analyze", "bakery"), DRAWING, 1.5),  # its output is a pipe: every trend, one a line
    )


def program() -> list[str]:
    """Return how a user starts the program: the script beside this Python, else the module."""
    script = Path(sys.executable).with_name("ecomap.exe" if os.name == "nt" else "ecomap")
    return [str(script)] if script.exists() else [sys.executable, "-m", "ecomap"]


def environment(cache: str) -> dict[str, str]:
    """Return surroundings without settings that distort, and with a cache folder of their own."""
    kept = {name: value for name, value in os.environ.items() if name not in DROPPED}
    return kept | {"XDG_CACHE_HOME": cache}


def processor_seconds(command: Sequence[str], surroundings: dict[str, str]) -> float:
    """Run a command and return the processor time of the whole process; it must succeed and say something."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=surroundings, capture_output=True, check=False, timeout=60)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode or not done.stdout:
        sys.exit(f"{' '.join(command)[:80]}: exit {done.returncode}, {done.stderr.decode()[-500:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(comparison: Comparison, runs: int, surroundings: dict[str, str]) -> Outcome:
    """Run command and floor in turn, after one round that fills the caches."""
    command = [*program(), *comparison.argv]
    floor = [sys.executable, "-c", f"{comparison.floor}; print('ok')"]
    pairs = [
        (processor_seconds(command, surroundings), processor_seconds(floor, surroundings)) for _ in range(runs + 1)
    ][1:]
    ours, theirs = zip(*pairs, strict=True)
    return Outcome(statistics.median(ours), statistics.median(theirs), tuple(a / b for a, b in pairs))


def report(comparison: Comparison, outcome: Outcome) -> str:
    """Return a line of figures."""
    argv = " ".join(Path(word).name for word in comparison.argv)
    kept = "kept" if outcome.ratio <= comparison.limit else "BROKEN"
    return (
        f"ecomap {argv:44} {1000 * outcome.command:4.0f} ms  / {comparison.floor:46} {1000 * outcome.floor:4.0f} ms  "
        f"= {outcome.ratio:.2f} (pairs {min(outcome.ratios):.2f} to {max(outcome.ratios):.2f}; "
        f"limit {comparison.limit}: {kept})\n"
    )


def main() -> int:
    """Compare every command with its floor."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    broken = False
    with tempfile.TemporaryDirectory() as folder:
        surroundings = environment(folder)
        own = Path(folder, "mine.yaml")
        template = subprocess.run(
            [*program(), "business", "show", "bakery"], env=surroundings, capture_output=True, check=True, timeout=60
        )
        own.write_bytes(template.stdout)
        for comparison in comparisons(str(own)):
            outcome = compare(comparison, runs, surroundings)
            sys.stdout.write(report(comparison, outcome))
            sys.stdout.flush()
            broken = broken or outcome.ratio > comparison.limit
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
