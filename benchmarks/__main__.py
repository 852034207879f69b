"""Measure everything and print it as one table: ``python -m benchmarks``.

Each part runs in a process of its own, so that what one of them has loaded weighs on none of the others.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from benchmarks.growth import Growth
from benchmarks.measuring import ONE_THREAD, Row
from benchmarks.report import line, machine, report, written

PARTS = ("commands", "library", "rivals", "growth", "batch", "plans")


def main() -> int:
    """Run what is asked for; the exit code is 1 if a limit is broken."""
    asked = _arguments()
    if asked.part:
        sized = {"most": asked.rows, "large": asked.large} if asked.part == "batch" else {}
        for found in import_module(f"benchmarks.{asked.part}").rows(quick=asked.quick, **sized):
            sys.stdout.write(json.dumps([type(found).__name__, *found]) + "\n")
            sys.stdout.flush()
        return 0
    found = [one for part in asked.parts or PARTS for one in _measured(part, asked)]
    rows, growths = ([one for one in found if isinstance(one, kind)] for kind in (Row, Growth))
    sys.stdout.write(report(rows, growths, machine()))
    if asked.write:
        written(rows, growths, machine())
    return int(any(row.kept is False for row in rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the program.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"Some of {', '.join(PARTS)}; all if left out.")
    parser.add_argument("--quick", action="store_true", help="Small sizes and few pairs: does it run, not how fast.")
    parser.add_argument("--write", action="store_true", help="Write docs/benchmarks.md and its picture.")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="Keep what parts measure there; what is there is not run again."
    )
    parser.add_argument("--rows", type=int, help="Rows of batch at most; 200,000 if left out.")
    parser.add_argument("--large", action="store_true", help="Also eight times as many rows, for the memory.")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if unknown := {*asked.parts} - {*PARTS}:
        parser.error(f"no part is called {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}.")
    return asked


def _measured(part: str, asked: argparse.Namespace) -> Iterator[Row | Growth]:
    """Yield what a part measures, as it comes."""
    kept = asked.keep / f"{part}.jsonl" if asked.keep else None
    if kept and kept.exists():
        lines = kept.read_text(encoding="utf-8").splitlines()
    else:
        lines = []
        command = [sys.executable, "-m", "benchmarks", "--part", part]
        command += (
            ["--quick"] * asked.quick + ["--large"] * asked.large + (["--rows", str(asked.rows)] if asked.rows else [])
        )
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_surroundings()) as running:
            assert running.stdout
            for text in running.stdout:
                lines.append(text)
                sys.stderr.write(f"{line(_read(text))}\n")
        if running.returncode:
            sys.exit(f"benchmarks: {part} ended with {running.returncode}")
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text("".join(lines), encoding="utf-8")
    yield from map(_read, lines)


def _read(text: str) -> Row | Growth:
    kind, *values = json.loads(text)
    return Row(*values) if kind == "Row" else Growth(*(tuple(v) if isinstance(v, list) else v for v in values))


def _surroundings() -> dict[str, str]:
    import os

    return os.environ | ONE_THREAD


if __name__ == "__main__":
    sys.exit(main())
