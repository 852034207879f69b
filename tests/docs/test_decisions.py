"""docs/decisions.md: each decision in five lines at most, the last of which says what would change it."""

import re
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "decisions.md").read_text(encoding="utf-8")
ENTRIES = re.findall(r"^\*\*.*?(?=^\*\*|^#|\Z)", PAGE, re.MULTILINE | re.DOTALL)
MOST, LINE = 5, 140
"""Lines of an entry, and letters of a line on a wide page."""


def test_each_is_short_and_says_what_would_change_it() -> None:
    """Five lines: what, why, on what evidence, what would change it; nothing else stands between them."""
    assert len(ENTRIES) > 100
    for entry in ENTRIES:
        chosen, *points = [line for line in entry.splitlines() if line]
        assert all(re.match(r"- \*(Why|Evidence)\*: |- \*Changes when\* ", point) for point in points), chosen
        assert points[-1].startswith("- *Changes when* "), chosen
        assert len(entry) <= MOST * LINE, (len(entry), chosen)
