"""The commands of ``python -m research``, one function each."""

import argparse
import sys
from pathlib import Path

from ecomap.io.map_reader import load_hand_made, parse_map
from ecomap.io.maps import map_files, shipped_map
from research.derivation.codes import code_table
from research.derivation.titles import title_table
from research.figures import write_figures
from research.figures.validity import RECORD, new_record
from research.plausibility import faults, report
from research.release import compare_statistics, release_text
from research.statistics import TABLES, derived_tables, homes_of

BESIDE = {"codes.csv": code_table, "titles.csv": title_table}
"""What every official code and title means; they lie beside the map, for they hold no figures."""


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

    two = commands.add_parser("validity", parents=[tables], help="hide official figures from the map, predict them")
    two.add_argument("--seed", type=int, default=0)
    two.add_argument("--resamples", type=int, default=1000, help="draws of sectors for the intervals")
    two.add_argument("--permutations", type=int, default=199, help="networks with sectors shuffled")
    two.add_argument("--print", action="store_true", dest="shown", help="write nothing; print the record")
    two.set_defaults(run=validity)

    three = commands.add_parser("figures", help="write the figures of the docs again, from the record of the test")
    three.add_argument("--check", action="store_true", help="write nothing; exit with 1 if anything would change")
    three.set_defaults(run=lambda asked: write_figures(check=asked.check))

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
    hand_made = load_hand_made(asked.map)
    texts = derived_tables(hand_made, asked.tables)
    texts |= {name: made(homes_of(hand_made), asked.tables) for name, made in BESIDE.items()}
    places = {name: folder / name for name in texts}
    places |= {} if asked.target else {name: asked.map.parent / name for name in BESIDE}
    changed = {name: text for name, text in sorted(texts.items()) if _content(places[name]) != text}
    if asked.diff:
        sys.stdout.write(release_text(compare_statistics(asked.map, texts)))
        return int(asked.check and bool(changed))
    for name, text in changed.items():
        if not asked.check:
            places[name].write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {'would change' if asked.check else 'written'}")
    if not changed:
        print("Nothing changed: the tables are what the statistics say.")
    return int(asked.check and bool(changed))


def validity(asked: argparse.Namespace) -> int:
    """Test the shipped map, write the record beside it and the pages that tell of it."""
    found = new_record(asked.tables, seed=asked.seed, resamples=asked.resamples, permutations=asked.permutations)
    if asked.shown:
        sys.stdout.write(found)
        return 0
    if _content(RECORD) != found:
        RECORD.write_text(found, encoding="utf-8", newline="\n")
        print(f"{RECORD.name}: written")
    return write_figures(check=False)


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
