"""A ranking for programs: JSON as the contract says, JSON lines, CSV, TSV and Markdown."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ecomap.render.documents import document, dumped, rounded
from ecomap.results.ranking import RankedTrend, Ranking

if TYPE_CHECKING:
    from ecomap.results.explanation import Explanation, Sensitivity, WhatIf

COLUMNS = (
    "list", "rank", "trend", "name", "action", "priority", "influence", "likelihood_today", "likelihood", "early",
    "half", "rank_low", "rank_high", "p_top3", "lead", "touch", "opportunity_share", "goal_fit", "means",
    "basis", "from_sectors", "why",
)  # fmt: skip


def ranking_document(ranking: Ranking, top: int | None) -> dict[str, Any]:
    """Return the ranking as the JSON contract ``ecomap/ranking/1`` has it."""
    content = document("ecomap/ranking/1", ranking)
    return content | {name: content[name][:top] for name in ("opportunities", "threats")}


def ranking_json(ranking: Ranking, top: int | None) -> str:
    """Return the ranking as one JSON document."""
    return dumped(ranking_document(ranking, top))


def explanation_json(explanation: "Explanation", sensitivity: "Sequence[Sensitivity]" = ()) -> str:
    """Return an explanation as one JSON document."""
    content = document("ecomap/explanation/1", explanation)
    if sensitivity:
        content["sensitivity"] = [rounded(row) for row in sensitivity]
    return dumped(content)


def whatif_json(result: "WhatIf") -> str:
    """Return what a change does as one JSON document."""
    return dumped(document("ecomap/whatif/1", result))


def ranking_json_lines(ranking: Ranking, top: int | None) -> str:
    """Return one JSON object a line: each row with the business and the list it belongs to."""
    document = ranking_document(ranking, top)
    rows = [
        {"business": ranking.business.id, "list": name} | row
        for name, key in (("opportunity", "opportunities"), ("threat", "threats"))
        for row in document[key]
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def ranking_delimited(ranking: Ranking, top: int | None, delimiter: str) -> str:
    """Return a table with a header, one row a trend."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(name, row) for name, row in _rows(ranking, top))
    return stream.getvalue()


def ranking_markdown(ranking: Ranking, top: int | None) -> str:
    """Return two Markdown tables, opportunities and threats."""
    lines = [f"# {_escaped(ranking.business.name)}"]
    for title, rows in (("Opportunities", ranking.opportunities), ("Threats", ranking.threats)):
        lines += [
            "",
            f"## {title}",
            "",
            f"| # | trend | influence | {ranking.today} | {ranking.horizon} | points | do | why |",
        ]
        lines.append("|--:|---|--:|--:|--:|--:|---|---|")
        lines += [
            f"| {row.rank} | {_escaped(row.trend.name)} | {row.influence:.0f} | {row.likelihood_today:.0%} "
            f"| {row.likelihood:.0%} | {row.priority} | {row.action.name} | {_escaped(row.why)} |"
            for row in rows[:top]
        ]
    return "\n".join(lines) + "\n"


def _rows(ranking: Ranking, top: int | None) -> Iterator[tuple[str, RankedTrend]]:
    yield from (("opportunity", row) for row in ranking.opportunities[:top])
    yield from (("threat", row) for row in ranking.threats[:top])


def _cells(name: str, row: RankedTrend) -> list[str | int]:
    return [
        name, row.rank, row.trend.id, row.trend.name, row.action.name, row.priority, f"{row.influence:.6g}",
        f"{row.likelihood_today:.6g}", f"{row.likelihood:.6g}", str(row.when.early), str(row.when.half),
        *_certainty(row),
        f"{row.lead:.6g}", f"{row.touch:.6g}", f"{row.opportunity_share:.6g}", f"{row.goal_fit:.6g}",
        f"{row.means:.6g}", row.basis, " ".join(row.from_sectors), row.why,
    ]  # fmt: skip


def _certainty(row: RankedTrend) -> tuple[str | int, ...]:
    if row.rank_low is None or row.rank_high is None or row.p_top3 is None:
        return "", "", ""
    return row.rank_low, row.rank_high, f"{row.p_top3:.3f}"


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
