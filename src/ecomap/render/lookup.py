"""What the map holds, as text."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ecomap.results.ranking import MapSummary
    from ecomap.results.search import Match
    from ecomap.results.validity import Validity


def map_summary(summary: "MapSummary") -> str:
    """Return counts, evidence and limits of a map as plain lines."""
    lines = [
        summary.title,
        f"{summary.map.id} {summary.map.version}, {summary.licence}, sha256 {summary.map.sha256[:16]}",
        "",
        *(f"{count:>7,}  {name}" for name, count in summary.counts.items()),
        "",
        "What the numbers rest on (basis; grade A official and exact ... D judgement):",
    ]
    for kind, found in summary.by_basis.items():
        basis = ", ".join(f"{name} {count:,}" for name, count in found.items())
        grade = ", ".join(f"{name} {count:,}" for name, count in summary.by_grade[kind].items())
        lines.append(f"  {kind:<17} {basis}; {grade}")
    lines += ["", "What they cannot tell:", *(f"  - {limit}" for limit in summary.limits)]
    return "\n".join(lines) + "\n"


def validity_lines(found: "Validity") -> str:
    """Return what the test of a map found, wins and losses alike, as plain lines."""
    lines = [
        "Does it come true? Official figures hidden from the map, and predicted by it.",
        f"{found.map} {found.version}, tested {found.date}; 95 % intervals over {found.resamples:,} draws of sectors.",
        "",
        *(f"- {sentence}" for sentence in found.headline),
        "",
        "Every figure: docs/validity.md. The whole test again, from a clone: python -m research backtest",
    ]
    return "\n".join(lines) + "\n"


def matches(found: "Sequence[Match]") -> str:
    """Return what a search found, tab-separated: kind, id, name, text."""
    return "".join(f"{match.kind}\t{match.id}\t{match.name}\t{match.text}\n" for match in found)
