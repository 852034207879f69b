"""Whole commands, start included: against a Python that imports what such a command cannot do without, or a limit."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from benchmarks.measuring import ONE_THREAD, Row, compared, ecomap, python, told

DRAWING = "import typer, rich.console, rich.table, numpy"
ASKING = "import typer"
READING = "import typer, yaml"
VERBS = (
    (("report",), 2.0), (("benchmark",), 2.0), (("platforms",), 2.0), (("globalise", "--rank"), 2.0), (("plan",), 6.0),
)  # fmt: skip
"""What is run for every template, and how many seconds of the processor it may take."""


class Comparison(NamedTuple):
    """A command of the program, what it is set against, and how many times as long it may take."""

    argv: tuple[str, ...]
    floor: str
    limit: float | None
    surroundings: Mapping[str, str] = MappingProxyType({})


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
        Comparison(("analyze", "bakery", "--top", "8", "--format", "table"), DRAWING, None, ONE_THREAD),
        Comparison(("analyze", own, "--top", "8", "--format", "table"), DRAWING, 1.4),
        Comparison(("analyze", "bakery"), DRAWING, 1.5),  # its output is a pipe: every trend, one a line
    )


def rows(*, quick: bool) -> Iterator[Row]:
    """Compare every command with its floor, and the dearest templates of each verb with its limit."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder, "mine.yaml")
        show = [sys.executable, "-m", "ecomap", "business", "show", "bakery"]
        own.write_bytes(subprocess.run(show, capture_output=True, check=True, timeout=60).stdout)
        for comparison in comparisons(str(own)):
            yield _row(comparison, 3 if quick else 11, folder)
        for words, limit in VERBS:
            yield _dearest(words, limit, folder, quick=quick)


def _row(comparison: Comparison, pairs: int, cache: str) -> Row:
    """Run command and floor in turn, after one round that fills the caches."""
    floor = f"{comparison.floor}; print('ok')"
    found = [
        (ecomap(*comparison.argv, XDG_CACHE_HOME=cache).busy, python("-c", floor, **comparison.surroundings).busy)
        for _ in range(pairs + 1)
    ]  # fmt: skip
    alone = ", told to start one thread, as the program does" if comparison.surroundings else ""
    job = f"`ecomap {' '.join(Path(word).name for word in comparison.argv)}`"
    return compared("commands", job, f"`{comparison.floor}`{alone}", found[1:], limit=comparison.limit)


def _dearest(words: tuple[str, ...], limit: float, cache: str, *, quick: bool) -> Row:
    """Run a verb for the templates, and say which is the dearest."""
    from ecomap.io.businesses import templates

    names = [*templates()][:: 9 if quick else 1]
    seconds = {name: ecomap(words[0], name, *words[1:], XDG_CACHE_HOME=cache).busy for name in names}
    most = max(seconds, key=lambda name: seconds[name])
    over = ", ".join(f"{name} {told(busy)}" for name, busy in seconds.items() if busy > limit)
    return Row(
        "commands", f"`ecomap {' '.join(words)}`, the dearest of {len(names)} templates: {most}",
        "seconds of the processor", told(seconds[most]), f"at most {limit:g} s", seconds[most], limit=limit,
        note=f"over: {over}" if over else "",
    )  # fmt: skip
