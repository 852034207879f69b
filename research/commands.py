"""The commands of ``python -m research``, one function each."""

import argparse
import sys
from pathlib import Path
from typing import get_args

from ecomap.io.map_reader import load_hand_made, parse_map
from ecomap.io.maps import map_files, shipped_map
from research.backtest import LISTS, backtest
from research.backtest.results import SectorList
from research.figures import write_figures
from research.plausibility import faults, report
from research.release import compare_statistics, release_text
from research.report.picture import backtest_svg
from research.report.records import backtest_delimited, backtest_json, backtest_markdown
from research.statistics import TABLES, derived_tables, hand_made_map


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; the function of the one asked for is ``run``."""
    main = argparse.ArgumentParser(prog="python -m research", description="How the numbers of the map were made.")
    commands = main.add_subparsers(required=True, metavar="COMMAND")
    tables = argparse.ArgumentParser(add_help=False)
    tables.add_argument("--tables", type=Path, default=TABLES, metavar="DIR", help="a newer release of the tables")

    one = commands.add_parser("derive", parents=[tables], help="derive the statistics of the map from the tables")
    one.add_argument("--map", type=Path, default=shipped_map(), metavar="FILE", help="a map of your own")
    one.add_argument("--target", type=Path, metavar="DIR", help="where to write [statistics/ beside the map]")
    one.add_argument("--check", action="store_true", help="write nothing; exit with 1 if anything would change")
    one.add_argument("--diff", action="store_true", help="write nothing; say in words what would change")
    one.set_defaults(run=derive)

    two = commands.add_parser("backtest", parents=[tables], help="hide official figures from the map, predict them")
    two.add_argument("--list", choices=[*get_args(SectorList), "all"], default="all", help="which sectors")
    two.add_argument("--quick", action="store_true", help="without permuted networks and sensitivity")
    two.add_argument("--seed", type=int, default=0)
    two.add_argument("--resamples", type=int, default=1000, help="draws of sectors for the intervals")
    two.add_argument("--permutations", type=int, default=999, help="networks with sectors shuffled")
    two.add_argument("--technologies", action="store_true", help="also each technology for itself")
    two.add_argument("--format", choices=["markdown", "json", "csv", "svg"], default="markdown")
    two.set_defaults(run=test)

    three = commands.add_parser("figures", parents=[tables], help="write the figures of the docs again")
    three.add_argument("--check", action="store_true", help="write nothing; exit with 1 if anything would change")
    three.set_defaults(run=lambda asked: write_figures(asked.tables, check=asked.check))

    four = commands.add_parser("plausibility", help="hold the judgements of the map against what was published")
    four.add_argument("--map", type=Path, default=shipped_map(), metavar="FILE", help="a map of your own")
    four.set_defaults(run=plausibility)
    return main


def plausibility(asked: argparse.Namespace) -> int:
    """Print what is plausible and what is not; 1 if anything is not."""
    ecosystem = parse_map(map_files(asked.map))
    sys.stdout.write(report(ecosystem))
    return int(any(faults(ecosystem)))


def derive(asked: argparse.Namespace) -> int:
    """Write the statistical part of a map again, or say what would change."""
    folder = asked.target or asked.map.parent / "statistics"
    texts = derived_tables(load_hand_made(asked.map), asked.tables)
    changed = {name: text for name, text in sorted(texts.items()) if _content(folder / name) != text}
    if asked.diff:
        sys.stdout.write(release_text(compare_statistics(asked.map, texts)))
        return int(asked.check and bool(changed))
    for name, text in changed.items():
        if not asked.check:
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {'would change' if asked.check else 'written'}")
    if not changed:
        print("Nothing changed: the tables are what the statistics say.")
    return int(asked.check and bool(changed))


def test(asked: argparse.Namespace) -> int:
    """Print a backtest of the shipped map."""
    hand_made, sha256 = hand_made_map()
    found = backtest(
        hand_made, asked.tables, sha256=sha256,
        lists=tuple(name for name in LISTS if asked.list in (name, "all")), seed=asked.seed,
        resamples=asked.resamples, permutations=asked.permutations, quick=asked.quick,
    )  # fmt: skip
    match asked.format:
        case "json":
            text = backtest_json(found)
        case "csv":
            text = backtest_delimited(found, technologies=asked.technologies)
        case "svg":
            text = backtest_svg(found)
        case _:
            text = backtest_markdown(found, technologies=asked.technologies)
    sys.stdout.write(text)
    return 0


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
