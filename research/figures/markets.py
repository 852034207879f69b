"""docs/across-borders.md: how far the order of countries agrees with a published index."""

from pathlib import Path

from research.figures.shares import between_marks
from research.markets import told

TARGET = Path(__file__).parents[2] / "docs" / "across-borders.md"


def pages() -> dict[Path, str]:
    """Return the page as it should be."""
    return {TARGET: between_marks(TARGET.read_text(encoding="utf-8"), f"{told()}\n")}
