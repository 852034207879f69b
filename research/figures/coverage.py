"""docs/coverage.md: what the two framework texts name, and where each item lives."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "data" / "coverage.yaml"
TARGET = ROOT / "docs" / "coverage.md"
FRAMEWORKS = {"influence": "Cross-sectoral digital influence", "globalisation": "Digital globalisation"}
INTRODUCTION = """\
# Coverage

What the two framework texts name, item by item, and a line that shows it; each line is run by a test, which finds in
its answer one of the ids that hold the item in the map (`data/coverage.yaml` names them). Commands in *italics* are
planned and will show more. Written by `python -m research figures` from `data/coverage.yaml`.
"""

Row = dict[str, Any]


def pages() -> dict[Path, str]:
    """Return the page as it should be."""
    return {TARGET: document(read_coverage())}


def read_coverage() -> dict[str, Any]:
    """Return the list as it is written: planned commands and rows."""
    import yaml

    fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    coverage: dict[str, Any] = yaml.load(SOURCE.read_text(encoding="utf-8"), Loader=fast)
    return coverage


def document(coverage: dict[str, Any]) -> str:
    """Return the whole page: a table for each section, in the order of the texts, and what the rows note."""
    rows = coverage["rows"]
    lines = [INTRODUCTION, f"{len(rows)} items in {len(list(sections(rows)))} sections.", ""]
    for framework, name in FRAMEWORKS.items():
        lines += [f"## {name}", ""]
        for section, items in sections(row for row in rows if row["framework"] == framework):
            lines += [f"### {section}", "", *table(items), ""]
    lines += ["## Where figures say less than the text", "", *notes(rows, "figures"), ""]
    return "\n".join([*lines, "## Missing yet", "", *notes(rows, "gap")]) + "\n"


def sections(rows: Iterator[Row] | list[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Yield each section's name and rows; a section's rows stand together."""
    for (_, section), items in groupby(rows, key=lambda row: (row["framework"], row["section"])):
        yield section, list(items)


def table(rows: list[Row]) -> Iterator[str]:
    """Yield the lines of one section's table."""
    yield "| item | shown by |"
    yield "|---|---|"
    for row in rows:
        later = "".join(f", *{name}*" for name in row.get("later", ()))
        yield f"| {cell(row['item'])} | `ecomap {row['line']}`{later} |"


def notes(rows: list[Row], field: str) -> Iterator[str]:
    """Yield one line for each item of which a field says something."""
    for row in rows:
        if field in row:
            yield f"- {row['item']}: {row[field]}"


def cell(text: str) -> str:
    """Keep a text within its cell."""
    return text.replace("|", "\\|")
