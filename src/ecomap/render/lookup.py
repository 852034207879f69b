"""What the map holds, as text."""

from collections.abc import Sequence

from ecomap.results.ranking import MapSummary, Match


def map_summary(summary: MapSummary) -> str:
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


def matches(found: Sequence[Match]) -> str:
    """Return what a search found, tab-separated: kind, id, name, text."""
    return "".join(f"{match.kind}\t{match.id}\t{match.name}\t{match.text}\n" for match in found)
