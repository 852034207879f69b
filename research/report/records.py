"""A backtest for programs and documents: JSON, CSV and Markdown."""

import csv
import io
from collections.abc import Iterator
from dataclasses import astuple, fields

from ecomap.render.documents import json_document
from ecomap.render.screen import safe_text
from research.backtest.results import Backtest, Score, TechnologyScore
from research.report.headline import headline
from research.report.sheets import PARTS, Sheet, sheets_of
from research.report.words import meanings

DIGITS = 6
"""Decimals: sums over thousands of resampled correlations agree so far between machines."""
Cell = str | int | float


def backtest_json(backtest: Backtest) -> str:
    """Return a backtest as one JSON document, schema ``ecomap/backtest/1``."""
    return json_document("ecomap/backtest/1", backtest, digits=DIGITS)


def backtest_delimited(backtest: Backtest, *, technologies: bool = False) -> str:
    """Return the scores, one a line under a header; or task A by technology."""
    kind, rows = (TechnologyScore, backtest.technologies) if technologies else (Score, backtest.tasks)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(field.name for field in fields(kind))
    writer.writerows([_cell(value) for value in astuple(row)] for row in rows)
    return stream.getvalue()


def _cell(value: Cell) -> Cell:
    return f"{round(value, DIGITS) + 0.0:.{DIGITS}f}" if isinstance(value, float) else value


def backtest_markdown(backtest: Backtest, *, technologies: bool = False) -> str:
    """Return a backtest as a Markdown page: a headline, then a table for each part."""
    parts = [part for part in PARTS if part != "technologies" or technologies]
    sheets = [sheet for part in parts for sheet in sheets_of(backtest, part)]
    blocks = [f"### {_escaped(sheet.title)}\n\n{markdown_table(sheet)}" for sheet in sheets]
    notes = "".join(f"- {_escaped(note)}\n" for note in backtest.notes)
    return "\n".join(
        [
            "# Does it come true?\n",
            markdown_headline(backtest),
            *blocks,
            markdown_legend(backtest),
            *filter(None, [notes]),
        ]
    )


def markdown_headline(backtest: Backtest) -> str:
    """Return the sentences of the headline as a list."""
    return "".join(f"- {_escaped(sentence)}\n" for sentence in headline(backtest))


def markdown_legend(backtest: Backtest) -> str:
    """Return what the predictors are as a list."""
    return "".join(f"- **{name}**: {meaning}\n" for name, meaning in meanings(backtest))


def markdown_table(sheet: Sheet) -> str:
    """Return a sheet as a table, its note below."""
    return "".join(f"{line}\n" for line in _lines(sheet))


def _lines(sheet: Sheet) -> Iterator[str]:
    yield _line(heading.replace("\n", " ") for heading in sheet.header)
    yield _line("---" if column == 0 else "--:" for column in range(len(sheet.header)))
    for row in sheet.rows:
        mark = "**" if row.weight > 0 else ""
        yield _line(f"{mark}{_escaped(cell)}{mark}" if cell else "" for cell in row.cells)
    if sheet.note:
        yield ""
        yield _escaped(sheet.note)


def _line(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return " ".join(safe_text(text).split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
