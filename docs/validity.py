"""Put the figures of one backtest into validity.md and the README, and draw validity.svg.

Run: python docs/validity.py --statistics DIR; with --check nothing is written, and the exit code is 1 if anything
would change. The prose around the figures is written by hand.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ecomap.render.backtest_picture import backtest_svg
from ecomap.render.backtest_records import markdown_headline, markdown_legend, markdown_table
from ecomap.render.backtest_sheets import sheets_of
from ecomap.results.backtest import Backtest, Score

HERE = Path(__file__).parent
PAGES = (HERE / "validity.md", HERE.parent / "README.md")
PICTURE = HERE / "validity.svg"
BLOCK = re.compile(r"(<!-- figures: ([\w -]+) -->\n)(.*?)(<!-- end of figures -->\n)", re.DOTALL)
"""What stands between is written by this script: a part, and the task and list of sectors that it is confined to."""
PICTURED = (
    ("us-industries", "A", "spearman", "share"),
    ("us-industries", "C", "spearman_lift", "standardised log-odds"),
    ("nace", "transfer", "spearman", "share"),
    ("us-industries", "A", "level_error", "share"),
)
"""The panels of the picture; `ecomap backtest --format svg` draws all."""


def filled(text: str, backtest: Backtest) -> str:
    """Return a page with its blocks written again."""
    return BLOCK.sub(lambda found: found[1] + block(backtest, found[2]) + found[4], text)


def block(backtest: Backtest, name: str) -> str:
    """Return what a block holds: ``headline``, ``legend``, or a part as in ``tasks A us-industries``."""
    part, *only = name.split()
    if part == "headline":
        return f"\n{markdown_headline(backtest)}\n"
    if part == "legend":
        return f"\n{markdown_legend(backtest)}\n"
    sheets = sheets_of(narrowed(backtest, only), part)
    if not sheets:
        raise SystemExit(f"no figures for the block: {name}")
    titled = len(sheets) > 1
    return "\n" + "\n".join((f"**{s.title}**\n\n" if titled else "") + markdown_table(s) for s in sheets) + "\n"


def narrowed(backtest: Backtest, only: Sequence[str]) -> Backtest:
    """Return a backtest with nothing but the tasks and lists of sectors that are named; all where none is."""
    if not only:
        return backtest
    return replace(
        backtest,
        tasks=tuple(score for score in backtest.tasks if {score.task, score.list} >= {*only}),
        gains=tuple(gain for gain in backtest.gains if {gain.task, gain.list} >= {*only}),
        nulls=tuple(null for null in backtest.nulls if {null.task, null.list} >= {*only}),
        technologies=tuple(row for row in backtest.technologies if {"A", row.list} >= {*only}),
    )


def picture(backtest: Backtest) -> str:
    """Return the picture of the page."""

    def place(score: Score) -> int:
        return PICTURED.index((score.list, score.task, score.metric, score.truth))

    chosen = [s for s in backtest.tasks if (s.list, s.task, s.metric, s.truth) in PICTURED]
    return backtest_svg(replace(backtest, tasks=tuple(sorted(chosen, key=place))))


def tested(statistics: Path) -> Backtest:
    """Return the backtest of the shipped map."""
    from ecomap.io.maps import load_hand_made, map_files, shipped_map
    from ecomap.verbs.backtest import backtest

    return backtest(load_hand_made(shipped_map()), statistics, sha256=map_files(shipped_map()).sha256)


def main(argv: Sequence[str]) -> int:
    """Write the pages and the picture again, or say which of them would change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statistics", type=Path, required=True, help="folder with the publishers' tables")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if anything would change")
    asked = parser.parse_args(argv)
    found = tested(asked.statistics)
    texts = {page: filled(page.read_text(encoding="utf-8"), found) for page in PAGES} | {PICTURE: picture(found)}
    changed = [p for p, text in texts.items() if not p.is_file() or p.read_text(encoding="utf-8") != text]
    for path in changed:
        print(f"{path.name}: {'would change' if asked.check else 'written'}")
        if not asked.check:
            path.write_text(texts[path], encoding="utf-8", newline="\n")
    return int(asked.check and bool(changed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
