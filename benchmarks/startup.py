"""How much the program adds to the price of its libraries: whole processes, in pairs, on this machine.

    python benchmarks/startup.py [runs]

Each command is set against a Python that imports the same third-party modules and does nothing else. The two run in
turn (A B A B ...), so that what else the machine does meets both. Exit code 1 if a limit is broken.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

RUNS = 11
DROPPED = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPROFILEIMPORTTIME", "COLUMNS", "FORCE_COLOR")
"""Settings that would measure something else than what a user waits for."""

PROGRAM = "import sys; from ecomap.cli import main; "
LISTING = (
    PROGRAM + "code = main(sys.argv[1:]); sys.stdout.flush(); "
    "print(*(f'{name}\\t{getattr(module, \"__file__\", None)}' for name, module in sys.modules.items()), "
    "sep='\\n', file=sys.stderr); sys.exit(code)"
)


class Comparison(NamedTuple):
    """A command of the program, what it is set against, and how many times as long it may take."""

    name: str
    argv: tuple[str, ...]
    modules: tuple[str, ...]
    limit: float


class Outcome(NamedTuple):
    """Medians in seconds, and the ratios of the pairs."""

    command: float
    baseline: float
    ratios: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Ratio of the medians."""
        return self.command / self.baseline


def program() -> list[str]:
    """Return how a user starts the program: the script beside this Python, else the module."""
    script = Path(sys.executable).with_name("ecomap.exe" if os.name == "nt" else "ecomap")
    return [str(script)] if script.exists() else [sys.executable, "-m", "ecomap"]


def environment(cache: str) -> dict[str, str]:
    """Return surroundings without settings that distort, and with a cache folder of their own."""
    kept = {name: value for name, value in os.environ.items() if name not in DROPPED}
    return kept | {"XDG_CACHE_HOME": cache}


def seconds(command: Sequence[str], surroundings: dict[str, str]) -> float:
    """Run a command and return how long the whole process took; it must succeed and say something."""
    start = time.perf_counter()
    done = subprocess.run(command, env=surroundings, capture_output=True, check=False, timeout=60)
    elapsed = time.perf_counter() - start
    if done.returncode or not done.stdout:
        sys.exit(f"{' '.join(command)[:80]}: exit {done.returncode}, {done.stderr.decode()[-500:]}")
    return elapsed


def third_party_modules(argv: Sequence[str], surroundings: dict[str, str]) -> tuple[str, ...]:
    """Return every module of other projects that a command has loaded, in the order in which it was loaded."""
    command = [sys.executable, "-c", LISTING, *argv]
    done = subprocess.run(command, env=surroundings, capture_output=True, check=True, timeout=60)
    loaded = (line.partition("\t") for line in done.stderr.decode().splitlines())
    found = [name for name, _, file in loaded if "site-packages" in Path(file).parts]
    return tuple(name for name in found if name.partition(".")[0] != "ecomap")


def importing(modules: Sequence[str]) -> list[str]:
    """Return a Python that imports the modules, says so, and does nothing else."""
    return [sys.executable, "-c", f"import {', '.join(modules)}; print('ok')"]


def compare(comparison: Comparison, runs: int, surroundings: dict[str, str]) -> Outcome:
    """Run command and baseline in turn, after one round that fills the caches."""
    command, baseline = [*program(), *comparison.argv], importing(comparison.modules)
    pairs = [(seconds(command, surroundings), seconds(baseline, surroundings)) for _ in range(runs + 1)][1:]
    ours, theirs = zip(*pairs, strict=True)
    return Outcome(statistics.median(ours), statistics.median(theirs), tuple(a / b for a, b in pairs))


def report(comparison: Comparison, outcome: Outcome) -> str:
    """Return a line of figures and a line that says whether they are within the limit."""
    return (
        f"ecomap {' '.join(comparison.argv)}: {1000 * outcome.command:.0f} ms\n"
        f"  {comparison.name}: {1000 * outcome.baseline:.0f} ms\n"
        f"  ratio of the medians {outcome.ratio:.2f}, of the pairs {min(outcome.ratios):.2f} to "
        f"{max(outcome.ratios):.2f}; limit {comparison.limit}: "
        f"{'kept' if outcome.ratio <= comparison.limit else 'BROKEN'}\n"
    )


def main() -> int:
    """Compare start-up and analysis with their libraries."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    kept = True
    with tempfile.TemporaryDirectory() as cache:
        surroundings = environment(cache)
        analyze = ("analyze", "bakery")
        modules = third_party_modules(analyze, surroundings)
        for comparison in (
            Comparison("python importing typer", ("--version",), ("typer",), 1.6),
            Comparison(f"python importing its {len(modules)} third-party modules", analyze, modules, 1.5),
        ):
            outcome = compare(comparison, runs, surroundings)
            sys.stdout.write(report(comparison, outcome))
            kept = kept and outcome.ratio <= comparison.limit
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
