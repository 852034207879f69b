"""data/README.md: what the numbers of the map rest on."""

from pathlib import Path

from ecomap.io.maps import load_whole_map
from ecomap.results.ranking import MapSummary
from ecomap.verbs.lookup import summarise

TARGET = Path(__file__).parents[2] / "data" / "README.md"
BEGIN, END = "<!-- written by python -m research figures -->\n", "<!-- end -->\n"
HEADING = "| numbers | how many | rest on | grades |\n|---|--:|---|---|\n"


def pages() -> dict[Path, str]:
    """Return the page as it should be."""
    return {TARGET: with_shares(TARGET.read_text(encoding="utf-8"), summarise(*load_whole_map()))}


def with_shares(page: str, summary: MapSummary) -> str:
    """Return a page whose marked part says how many numbers of each kind there are, by basis and by grade."""
    return between_marks(page, table(summary))


def between_marks(page: str, text: str) -> str:
    """Return a page with a text in its marked part."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + text + END + after


def table(summary: MapSummary) -> str:
    """Return one line for each kind of number, the shares in per cent of its count, the largest first."""
    lines = [
        f"| {kind} | {sum(found.values()):,} | {shares(found)} | {counts(summary.by_grade[kind])} |\n"
        for kind, found in summary.by_basis.items()
    ]
    return HEADING + "".join(lines)


def shares(found: dict[str, int]) -> str:
    """Return ``judgement 50.4 %, statistic 49.6 %``."""
    largest_first = sorted(found.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{name} {100 * count / sum(found.values()):.1f} %" for name, count in largest_first)


def counts(found: dict[str, int]) -> str:
    """Return ``A 322, B 653``."""
    return ", ".join(f"{name} {count:,}" for name, count in found.items())
