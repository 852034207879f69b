"""A comparison for programs: JSON, JSON lines, CSV, TSV and Markdown."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from ecomap.render.comparison import overlaps, plain_names
from ecomap.render.documents import document, rounded
from ecomap.results.comparison import ComparedTrend, Comparison

Show = Literal["trends", "alike"]
Cell = str | int | float


def comparison_json_lines(comparison: Comparison, show: Show) -> str:
    """Return one JSON object a line: each trend with its numbers by column, or each pair of columns."""
    content = document("ecomap/comparison/1", comparison)
    if show == "alike":
        return _lines(content["likeness"])
    keys = [column.key for column in comparison.columns]
    return _lines(_by_column(row, keys) for row in comparison.trends)


def _by_column(row: ComparedTrend, keys: list[str]) -> dict[str, object]:
    numbers = zip(keys, row.ranks, row.points, row.influence, strict=True)
    return {
        "trend": row.trend.id,
        "name": row.trend.name,
        "shared_by": row.shared_by,
        "columns": {
            key: {"rank": rank, "points": points, "influence": rounded(influence)}
            for key, rank, points, influence in numbers
        },
    }


def _lines(rows: Iterable[object]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def comparison_delimited(comparison: Comparison, show: Show, delimiter: str) -> str:
    """Return a table with a header: a trend a line with rank and points by column, or the matrix of overlaps."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerows(_table(comparison, show))
    return stream.getvalue()


def _table(comparison: Comparison, show: Show) -> Iterator[Sequence[Cell]]:
    keys = [column.key for column in comparison.columns]
    if show == "alike":
        found = overlaps(comparison)
        yield ["overlap", *keys]
        yield from ([a, *(f"{found.get((a, b), 1.0):.6g}" for b in keys)] for a in keys)
        return
    yield ["trend", "name", "shared_by", *(f"{what}:{key}" for key in keys for what in ("rank", "points"))]
    for row in comparison.trends:
        cells = [_blank(value) for pair in zip(row.ranks, row.points, strict=True) for value in pair]
        yield [row.trend.id, row.trend.name, row.shared_by, *cells]


def _blank(value: int | None) -> Cell:
    return "" if value is None else value


def comparison_markdown(comparison: Comparison, show: Show) -> str:
    """Return a Markdown table of the trends, or of how alike the rankings are."""
    names = [_escaped(name) for name in plain_names(comparison.columns)]
    if show == "alike":
        header, *rows = [[str(cell) for cell in row] for row in _table(comparison, "alike")]
        rows = [[name, *(f"{float(cell):.2f}" for cell in row[1:])] for name, row in zip(names, rows, strict=True)]
        return _markdown([header[0], *names], rows)
    found = [
        [_escaped(row.trend.name), *(_rank_and_points(*pair) for pair in zip(row.ranks, row.points, strict=True))]
        for row in comparison.trends
    ]
    return _markdown([f"{comparison.list}: rank (points)", *names], found)


def _rank_and_points(rank: int | None, points: int | None) -> str:
    return "" if rank is None else f"{rank} ({points})"


def _markdown(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---", *("--:" for _ in header[1:])], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
