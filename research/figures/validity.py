"""docs/validity.md, its picture and the headline of the README: the figures of one backtest between marks.

The prose around the figures is written by hand.
"""

import datetime
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ecomap.render.documents import json_document
from ecomap.results.maps import Validity, ValidityFigure
from research.backtest import backtest
from research.backtest.results import Backtest, Score
from research.report.headline import headline
from research.report.picture import backtest_svg
from research.report.records import markdown_headline, markdown_legend, markdown_table
from research.report.sheets import sheets_of
from research.statistics import hand_made_map

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "docs" / "validity.md", ROOT / "README.md")
PICTURE = ROOT / "docs" / "validity.svg"
RECORD = ROOT / "data" / "statistics" / "validity.json"
BLOCK = re.compile(r"(<!-- figures: ([\w -]+) -->\n)(.*?)(<!-- end of figures -->\n)", re.DOTALL)
"""What stands between is written by this script: a part, and the task and list of sectors that it is confined to."""
PICTURED = (
    ("us-industries", "A", "spearman", "share"),
    ("us-industries", "C", "spearman_lift", "standardised log-odds"),
    ("nace", "transfer", "spearman", "share"),
    ("us-industries", "A", "level_error", "share"),
)
"""The panels of the picture; `python -m research backtest --format svg` draws all."""


RECORDED = (*PICTURED, ("us-industries", "A", "auc", "share"))
"""What the program itself keeps and shows: `ecomap map show --validity`."""


def filled(text: str, found: Backtest) -> str:
    """Return a page with its blocks written again."""
    return BLOCK.sub(lambda mark: mark[1] + block(found, mark[2]) + mark[4], text)


def block(found: Backtest, name: str) -> str:
    """Return what a block holds: ``headline``, ``legend``, or a part as in ``tasks A us-industries``."""
    part, *only = name.split()
    if part == "headline":
        return f"\n{markdown_headline(found)}\n"
    if part == "legend":
        return f"\n{markdown_legend(found)}\n"
    sheets = sheets_of(narrowed(found, only), part)
    if not sheets:
        raise SystemExit(f"no figures for the block: {name}")
    titled = len(sheets) > 1
    return "\n" + "\n".join((f"**{s.title}**\n\n" if titled else "") + markdown_table(s) for s in sheets) + "\n"


def narrowed(found: Backtest, only: Sequence[str]) -> Backtest:
    """Return a backtest with nothing but the tasks and lists of sectors that are named; all where none is."""
    if not only:
        return found
    return replace(
        found,
        tasks=tuple(score for score in found.tasks if {score.task, score.list} >= {*only}),
        gains=tuple(gain for gain in found.gains if {gain.task, gain.list} >= {*only}),
        nulls=tuple(null for null in found.nulls if {null.task, null.list} >= {*only}),
        technologies=tuple(row for row in found.technologies if {"A", row.list} >= {*only}),
    )


def picture(found: Backtest) -> str:
    """Return the picture of the page."""

    def place(score: Score) -> int:
        return PICTURED.index((score.list, score.task, score.metric, score.truth))

    chosen = [s for s in found.tasks if (s.list, s.task, s.metric, s.truth) in PICTURED]
    return backtest_svg(replace(found, tasks=tuple(sorted(chosen, key=place))))


def record(found: Backtest, before: str, today: str) -> str:
    """Return the headline's figures as data; the day is kept where nothing else has changed."""
    figures = [
        ValidityFigure(s.list, s.task, s.metric, s.predictor, *(round(x, 3) for x in (s.value, s.low, s.high)))
        for s in found.tasks
        if (s.list, s.task, s.metric, s.truth) in RECORDED
    ]
    label = found.map
    kept = json.loads(before)["date"] if before else today
    texts = [
        json_document("ecomap/validity/1", Validity(
            label.id, label.version, date, found.seed, found.resamples, found.settings, headline(found), tuple(figures)
        ))
        for date in (kept, today)
    ]  # fmt: skip
    return texts[texts[0] != before]


def pages(tables: Path) -> dict[Path, str]:
    """Return the pages and the picture as they should be."""
    hand_made, sha256 = hand_made_map()
    found = backtest(hand_made, tables, sha256=sha256)
    before = RECORD.read_text(encoding="utf-8") if RECORD.is_file() else ""
    own = {PICTURE: picture(found), RECORD: record(found, before, datetime.date.today().isoformat())}
    return {page: filled(page.read_text(encoding="utf-8"), found) for page in PAGES} | own
