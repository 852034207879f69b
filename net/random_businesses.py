"""Hold the answers to ten thousand random businesses against those of another program.

python net/random_businesses.py record --python OLD/bin/python --out FOLDER
python net/random_businesses.py check --python NEW/bin/python --env PYTHONPATH=src --against FOLDER

All go through ``ecomap batch`` in each view, some of them one by one through ``ecomap analyze`` as well.
"""

import argparse
import csv
import gzip
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from comparing import ABSENT, cut, unequal, without_fingerprints
from running import Program, program

VIEWS = ("cross", "own", "all")
BUSINESSES, MOST_TOLD, SEED = "businesses.jsonl", 12, 20261128
Row = dict[str, Any]


class Dice:
    """Throws businesses of every kind; the same seed throws the same ones for ever."""

    def __init__(self, schema: Row, seed: int) -> None:
        """Take the names of the map from the schema of a business."""
        fields = schema["properties"]
        self.chance = random.Random(seed)
        self.sectors, self.activities, self.goals, self.skills = (
            sorted(fields[name]["properties"]) for name in ("sectors", "activities", "goals", "skills")
        )
        self.trends = sorted(fields["adopted"]["items"]["examples"])

    def some(self, names: Sequence[str], least: int, most: int, low: float, high: float) -> dict[str, float]:
        """Throw numbers for a few names."""
        picked = self.chance.sample(names, self.chance.randint(least, most))
        return {name: round(self.chance.uniform(low, high), 3) for name in picked}

    def often(self, probability: float) -> bool:
        """Throw yes or no."""
        return self.chance.random() < probability

    def business(self, number: int) -> Row:
        """Throw a business; what it does not say is left out."""
        pick = self.chance.choice
        row: Row = {"id": f"firm-{number}", "sectors": self.some(self.sectors, 1, 4, 0.05, 3)}
        if self.often(0.4):
            row["depends_on"] = self.some(self.sectors, 0, 2, 0, 0.45)
        if self.often(0.4):
            row["activities"] = self.some(self.activities, 0, 4, 0, 1)
        row["maturity"] = pick([None, 0, 1, 2, 3, 4, 2.5, 0.7])
        row["goals"] = self.some(self.goals, 0, min(4, len(self.goals)), 0, 3)
        means = {"budget_eur": pick([None, 0, 80, 500, 5000, 20000]), "hours_per_week": pick([None, 0, 1, 2, 8])}
        row["resources"] = {name: value for name, value in means.items() if value is not None}
        row["skills"] = self.some(self.skills, 0, len(self.skills), 0, 4)
        row["adopted"] = self.chance.sample(self.trends, self.chance.randint(0, 20))
        row["country"] = pick([None, "PT", "DE", "FR"])
        row["employees"] = pick([None, 1, 6, 200])
        if self.often(0.02):
            row["influences"] = [
                {"trend": name, "share": share, "reason": "seen"}
                for name, share in self.some(self.trends, 1, 3, 0.01, 0.99).items()
            ]
        if self.often(0.005):
            row["influences"] = [
                *row.get("influences", []), {"sector": pick(self.sectors), "share": 0.1, "reason": "told"}
            ]  # fmt: skip
        if self.often(0.005):
            own = {"id": "own-work", "name": "Own work", "share": 0.6, "reason": "said"}
            row["own_activities"] = [own | {"served_by": self.some(self.trends, 1, 2, 0.05, 0.5)}]
        return {name: value for name, value in row.items() if value is not None}


def main(argv: Sequence[str]) -> int:
    """Record or check; 1 if anything differs."""
    asked = arguments(argv)
    began = time.monotonic()
    with program(asked.python, asked.env) as under_test:
        if asked.command == "record":
            asked.out.mkdir(parents=True)
            write_businesses(under_test, asked.out / BUSINESSES, asked.count)
            batch_answers(under_test, asked.out / BUSINESSES, asked.out, VIEWS)
            numbers = some_of(range(asked.count), asked.singles)
            single_answers(under_test, asked.out / BUSINESSES, asked.out, numbers, asked.jobs)
            print(f"recorded in {time.monotonic() - began:.0f} s.")
            return 0
        given = under_test.base / "given"
        given.mkdir()
        views = asked.view or VIEWS
        numbers = some_of(numbers_in(asked.against), asked.singles)
        batch_answers(under_test, asked.against / BUSINESSES, given, views)
        single_answers(under_test, asked.against / BUSINESSES, given, numbers, asked.jobs)
        found = sum(compared(asked.against / name, given / name, other_map=asked.other_map) for name in batches(views))
        names = [f"firm-{number}.json.gz" for number in numbers]
        found += sum(compared(asked.against / name, given / name, other_map=asked.other_map) for name in names)
    print(f"{len(names)} single answers and {len(views)} batches in {time.monotonic() - began:.0f} s: {found} differ.")
    return 1 if found else 0


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("record", "check"):
        command = commands.add_parser(name)
        command.add_argument("--python", required=True, help="the Python that has the program: PY -m ecomap is run")
        command.add_argument("--env", action="append", default=[], metavar="NAME=VALUE", help="like PYTHONPATH=src")
        command.add_argument("--jobs", type=int, default=2, metavar="N", help="single queries at a time (2)")
        command.add_argument("--singles", type=int, default=300, metavar="N", help="single queries (300)")
        if name == "record":
            command.add_argument("--count", type=int, default=10_000, metavar="N", help="businesses (10000)")
            command.add_argument("--out", required=True, type=Path, metavar="FOLDER")
        else:
            command.add_argument("--other-map", action="store_true", help="fingerprints of the map may differ")
            command.add_argument("--view", action="append", choices=VIEWS, help="only this view of the batch")
            command.add_argument("--against", required=True, type=Path, metavar="FOLDER")
    return parser.parse_args(argv)


def write_businesses(under_test: Program, file: Path, count: int) -> None:
    """Throw businesses with the names of the program's map."""
    printed = under_test.call(["-m", "ecomap", "schema", "business"], under_test.base)
    dice = Dice(json.loads(printed.stdout), SEED)
    with file.open("w", encoding="utf-8") as stream:
        for number in range(count):
            stream.write(json.dumps(dice.business(number)) + "\n")


def batches(views: Sequence[str]) -> Iterator[str]:
    """Yield the names of what the batches give."""
    for view in views:
        yield f"{view}.jsonl"
        yield f"{view}.jsonl.rejects.csv"


def batch_answers(under_test: Program, businesses: Path, folder: Path, views: Sequence[str]) -> None:
    """Write what the program says of all businesses in a batch."""
    for view in views:
        out = folder.resolve() / f"{view}.jsonl"
        options = ("-o", str(out), "--top", "10", "--threats", "5", "--view", view)
        done = under_test.call(["-m", "ecomap", "batch", str(businesses.resolve()), *options], under_test.base)
        if done.returncode:
            raise RuntimeError(done.stderr.decode())


def single_answers(under_test: Program, businesses: Path, folder: Path, numbers: Sequence[int], jobs: int) -> None:
    """Write what the program says of some businesses one by one; a refusal is its words."""
    lines = businesses.read_text(encoding="utf-8").splitlines()
    argv = ("--format", "json", "--view", "all")

    def single(number: int) -> None:
        file = under_test.base / f"firm-{number}.json"
        file.write_text(lines[number], encoding="utf-8")
        done = under_test.call(["-m", "ecomap", "analyze", file.name, *argv], under_test.base)
        said = done.stdout if done.returncode == 0 else json.dumps({"refused": done.stderr.decode()}).encode()
        (folder / f"firm-{number}.json.gz").write_bytes(gzip.compress(said, 1))
        file.unlink()

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(single, numbers))


def some_of(numbers: Sequence[int], count: int) -> list[int]:
    """Return so many numbers, spread over all."""
    return [numbers[len(numbers) * place // count] for place in range(min(count, len(numbers)))]


def numbers_in(folder: Path) -> list[int]:
    """Return the numbers of the businesses whose single answers lie in a folder."""
    return sorted(int(path.name.removeprefix("firm-").partition(".")[0]) for path in folder.glob("firm-*.json.gz"))


def compared(old: Path, new: Path, *, other_map: bool) -> int:
    """Tell how two files of answers differ, and return in how many rows."""
    before, after = (keyed(file, other_map=other_map) for file in (old, new))
    found = 0
    for key in sorted({*before, *after}):
        lines = list(unequal(before.get(key, ABSENT), after.get(key, ABSENT), ""))
        if lines:
            found += 1
            if found <= MOST_TOLD:
                print(f"== {old.name} row {key}")
                print(*(f"   {line}" for line in cut(lines)), sep="\n")
    if found > MOST_TOLD:
        print(f"== {old.name}: {found} rows differ; {len(before)} rows were, {len(after)} are.")
    return found


def keyed(file: Path, *, other_map: bool) -> dict[int, Any]:
    """Return the rows of JSON lines or of a table of rejects by their number; the one document of a compressed file."""
    rows: dict[int, Any]
    if not file.exists():
        rows = {}
    elif file.suffix == ".gz":
        rows = {0: json.loads(gzip.decompress(file.read_bytes()))}
    elif file.suffix == ".jsonl":
        rows = {row["row"]: row for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())}
    else:
        with file.open(encoding="utf-8", newline="") as stream:
            rows = {int(row["row"]): row for row in csv.DictReader(stream)}
    return {key: without_fingerprints(row) for key, row in rows.items()} if other_map else rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
