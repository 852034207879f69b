"""A backtest for programs and documents: JSON, CSV and Markdown."""

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, fields

from ecomap.render.documents import json_document, rounded
from ecomap.safe import safe_text
from research.backtest.results import Backtest, Score, TechnologyScore
from research.report.headline import headline
from research.report.sheets import PARTS, Sheet, sheets_of
from research.report.words import meanings

DIGITS = 6
"""Decimals: sums over thousands of resampled correlations agree so far between machines."""


def backtest_json(backtest: Backtest) -> str:
    """Return a backtest as one JSON document."""
    return json_document("ecomap/backtest/1", backtest, digits=DIGITS)


def backtest_delimited(backtest: Backtest, *, technologies: bool = False) -> str:
    """Return the scores, one a line under a header; or task A by technology."""
    kind, rows = (TechnologyScore, backtest.technologies) if technologies else (Score, backtest.tasks)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(field.name for field in fields(kind))
    writer.writerows(rounded(list(astuple(row)), DIGITS) for row in rows)
    return stream.getvalue()


def backtest_markdown(backtest: Backtest, *, technologies: bool = False) -> str:
    """Return a backtest as a Markdown page: a headline, then a table for each part."""
    parts = [part for part in PARTS if part != "technologies" or technologies]
    sheets = [sheet for part in parts for sheet in sheets_of(backtest, part)]
    blocks = [f"### {_escaped(sheet.title)}\n\n{markdown_table(sheet)}" for sheet in sheets]
    notes = "".join(f"- {_escaped(note)}\n" for note in backtest.notes)
    return "\n".join(["# Does it come true?\n", markdown_headline(backtest), *blocks, markdown_legend(backtest), notes])


def markdown_headline(backtest: Backtest) -> str:
    """Return the sentences of the headline as a list."""
    return "".join(f"- {_escaped(sentence)}\n" for sentence in headline(backtest))


def markdown_legend(backtest: Backtest) -> str:
    """Return what the predictors are as a list."""
    return "".join(f"- **{name}**: {meaning}\n" for name, meaning in meanings(backtest))


def markdown_table(sheet: Sheet) -> str:
    """Return a sheet as a table, its note below."""
    lines = [_line(sheet.header), _line(["---", *["--:"] * (len(sheet.header) - 1)])]
    for at, row in enumerate(sheet.rows):
        mark = "**" if at in sheet.bold else ""
        lines.append(_line(f"{mark}{_escaped(cell)}{mark}" if cell else "" for cell in row))
    return "\n".join([*lines, *(["", _escaped(sheet.note)] if sheet.note else []), ""])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return " ".join(safe_text(text).split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
