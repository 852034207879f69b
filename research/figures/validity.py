"""docs/validity.md, its picture and the headline of the README: written from the record of the last test.

The prose around the figures is written by hand. `python -m research validity` makes the record.
"""

import datetime
import json
import re
from pathlib import Path

from ecomap.io.map_reader import parse_map
from ecomap.io.maps import map_files, shipped_map
from ecomap.io.statistics import read_validity
from ecomap.render.sheet import document
from ecomap.render.writers.for_programs import dumped
from ecomap.results.maps import Validity
from research.backtest import validity_figures
from research.backtest.this_form import FOR_TRENDS
from research.report.headline import headline
from research.report.picture import picture
from research.report.tables import block

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "docs" / "validity.md", ROOT / "README.md")
PICTURE = ROOT / "docs" / "validity.svg"
RECORD = ROOT / "data" / "statistics" / "validity.json"
BLOCK = re.compile(r"(<!-- figures: ([^>]+) -->\n)(.*?)(<!-- end of figures -->\n)", re.DOTALL)
"""What stands between is written by this script: `research.report.tables.block` says which parts there are."""


def filled(text: str, found: Validity) -> str:
    """Return a page with its blocks written again."""
    return BLOCK.sub(lambda mark: f"{mark[1]}\n{block(found, mark[2])}\n{mark[4]}", text)


def new_record(tables: Path, *, seed: int, resamples: int, permutations: int) -> str:
    """Return the record of a new test; the day is kept where nothing else has changed."""
    ecosystem = parse_map(map_files(shipped_map()))
    figures = tuple(validity_figures(ecosystem, tables, seed=seed, resamples=resamples, permutations=permutations))
    settings = {name: float(value) for name, value in vars(FOR_TRENDS).items()}
    before = RECORD.read_text(encoding="utf-8") if RECORD.is_file() else ""
    kept = json.loads(before)["date"] if before else ""
    about, said = (ecosystem.id, ecosystem.version), headline(figures)
    texts = [
        dumped(
            document("ecomap/validity/1", Validity(*about, date, seed, resamples, settings, said, figures)), indent=2
        )
        for date in (kept, datetime.date.today().isoformat())
    ]
    return texts[texts[0] != before]


def pages() -> dict[Path, str]:
    """Return the pages and the picture as the record has it."""
    found = read_validity(shipped_map())
    return {page: filled(page.read_text(encoding="utf-8"), found) for page in PAGES} | {PICTURE: picture(found.figures)}
