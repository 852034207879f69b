"""Show that behaviour stays: record what a program says to some hundred command lines, and check another against it.

python net/run.py record --python OLD/bin/python --out recorded.json
python net/run.py check --python NEW/bin/python --env PYTHONPATH=src --against recorded.json [--only WORD]
"""

import argparse
import json
import shlex
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from case import Case
from cases import all_cases
from comparing import Difference, Wanted, differences, read_wanted, without_fingerprints
from running import Record, asked_of, program, run_all

EXPECTED = Path(__file__).parent / "expected.txt"


def main(argv: Sequence[str]) -> int:
    """Record or check; 1 if there is a difference that nobody wanted."""
    asked = arguments(argv)
    chosen = [item for item in all_cases() if any(word in item.name for word in asked.only or [""])][:: asked.every]
    if asked.command == "list":
        print(*(item.name for item in chosen), sep="\n")
        return 0
    began = time.monotonic()
    recorded: dict[str, Record] = {}
    if asked.command == "record" and asked.missing and asked.out.exists():
        recorded = json.loads(asked.out.read_text(encoding="utf-8"))
        names = {item.name: asked_of(item) for item in all_cases()}
        recorded = {name: record for name, record in recorded.items() if record["asked"] == names.get(name)}
        chosen = [item for item in chosen if item.name not in recorded]
    if asked.command == "check":
        recorded = json.loads(asked.against.read_text(encoding="utf-8"))
        missing = {item.name for item in chosen if recorded.get(item.name, {}).get("asked") != asked_of(item)}
        if missing:
            print(f"other command lines than on record, left out: {', '.join(sorted(missing))}")
            chosen = [item for item in chosen if item.name not in missing]
    given: dict[str, Record] = {}
    with program(asked.python, asked.env) as under_test:
        for number, (item, record) in enumerate(run_all(under_test, chosen, asked.jobs), 1):
            given[item.name] = record
            if sys.stderr.isatty():
                print(f"\r{number} of {len(chosen)} ", end="", file=sys.stderr, flush=True)
    took = time.monotonic() - began
    if asked.command == "record":
        asked.out.write_text(json.dumps(recorded | given, ensure_ascii=False, indent=0), encoding="utf-8")
        print(f"{len(given)} cases recorded in {took:.0f} s.")
        return 0
    if asked.other_map:
        recorded, given = (
            {name: without_fingerprints(one) for name, one in kept.items()} for kept in (recorded, given)
        )
    return report(chosen, recorded, given, took)


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (("record", "run and keep"), ("check", "run and compare"), ("list", "name the cases")):
        command = commands.add_parser(name, help=words)
        command.add_argument("--only", action="append", metavar="WORD", help="only cases with this in their name")
        command.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th of them")
        if name == "list":
            continue
        command.add_argument("--python", required=True, help="the Python that has the program: PY -m ecomap is run")
        command.add_argument("--env", action="append", default=[], metavar="NAME=VALUE", help="like PYTHONPATH=src")
        command.add_argument("--jobs", type=int, default=2, metavar="N", help="cases at a time (2)")
        if name == "check":
            command.add_argument("--other-map", action="store_true", help="fingerprints of the map may differ")
        else:
            command.add_argument("--missing", action="store_true", help="only what FILE does not hold yet")
        where = ("--out", "what is written") if name == "record" else ("--against", "what was recorded")
        command.add_argument(where[0], required=True, type=Path, metavar="FILE", help=where[1])
    return parser.parse_args(argv)


def report(cases: Sequence[Case], recorded: dict[str, Record], given: dict[str, Record], took: float) -> int:
    """Tell unwanted differences, then those that are wanted, then lines of the list that nothing needs any more."""
    lines = read_wanted(EXPECTED)
    wanted: list[str] = []
    used: set[Wanted] = set()
    differ = 0
    told: dict[tuple[str, ...], str] = {}
    for item in cases:
        unwanted = []
        for one in differences(item.name, recorded[item.name], given[item.name]):
            line = next((line for line in lines if line.holds(one)), None)
            if line is None:
                unwanted.append(one)
            else:
                used.add(line)
                wanted.append(f"wanted: {one.case}#{one.part}: {line.reason}")
        if unwanted:
            differ += 1
            tell(item, unwanted, told)
    print(*wanted, sep="\n", end="\n" if wanted else "")
    if set(given) == set(recorded):
        for line in lines:
            if line not in used:
                print(f"listed as wanted, but the same: {line.pattern}#{line.part}")
    print(f"{len(cases)} cases in {took:.0f} s: {differ} differ; wanted differences: {len(wanted)}.")
    return 1 if differ else 0


def tell(item: Case, unwanted: Sequence[Difference], told: dict[tuple[str, ...], str]) -> None:
    """Tell what of a case is not as it was; what was told of another case is not told again."""
    print(f"== {item.name}")
    for step in item.steps:
        print(f"   $ ecomap {shlex.join(step.argv)}{' < ...' if step.stdin or step.piped else ''}")
    for one in unwanted:
        lines = tuple(one.lines)
        if lines in told:
            print(f"   {one.part}: as in {told[lines]}")
            continue
        told[lines] = f"{one.case}#{one.part}"
        print(f"   {one.part}:")
        print(*(f"      {text}" for text in one.lines), sep="\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
