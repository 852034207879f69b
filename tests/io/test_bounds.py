"""Values of a map that no answer could be made of: each is refused where it stands, and none reaches a query."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ecomap.io.map_reader import examine_map

PACE = "pace: {value: 0.1, evidence: judged, reason: More every year}"
IMPOSSIBLE = {
    "a pace": (PACE, PACE.replace("0.1", "1e308")),
    "a pace that halves the world": (PACE, PACE.replace("0.1", "-1e308")),
    "a year before all counting": ("year: 2025", "year: -1"),
    "a year to come": ("year: 2025", "year: 9999"),
    "a day in words": ("accessed: 2026-11-22", "accessed: yesterday"),
    "a day that there is not": ("accessed: 2026-11-22", "accessed: 2026-02-30"),
    "a day of thirty digits": ("accessed: 2026-11-22", f"accessed: {'9' * 30}-01-01"),
    "a code of letters": ('isic: ["47"]', "isic: [ABCDEF]"),
    "a share above the whole": ("prevalence: 0.3", "prevalence: 1.3"),
    "a coupling below nothing": ("coupling: 0.6", "coupling: -0.6"),
    "a number that is none": ("specificity: 0.8", "specificity: .nan"),
}


@pytest.mark.parametrize(("right", "wrong"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_cannot_be_is_refused_at_its_line(
    village: str, write_village: Callable[[str], Path], right: str, wrong: str
) -> None:
    """The check of a map finds it, and whoever asks the map is told the same: there is one reader."""
    assert village.count(right) >= 1
    spoiled = village.replace(right, wrong, 1)
    found = [one for one in examine_map(write_village(spoiled)).findings if one.level == "error"]
    line = spoiled[: spoiled.index(wrong)].count("\n") + 1
    assert line in {one.line for one in found}, found
