"""What is told of a row that waits: for what, and that this is not begun either."""

import re

import pytest

from ecomap import load_business, load_map, rank_trends


@pytest.mark.parametrize("template", ["clinic", "dentist", "hairdresser", "hotel", "law-office", "restaurant"])
def test_what_a_row_waits_for_is_left_too(template: str) -> None:
    """The first steps are walked by points for their price: the one that no longer fits stops those behind it.

    So what brings more is itself left for later, and says that it does not fit: beside what is begun, or with what it
    needs first.
    """
    ecosystem, _ = load_map()
    rows = {row.trend.name: row for row in rank_trends(ecosystem, load_business(template, ecosystem)).opportunities}
    waiting = {
        name: found[1]
        for name, row in rows.items()
        if (found := re.search(r"fits alone, but (.+) brings more for its cost", row.action.rule))
    }
    assert waiting
    for first in waiting.values():
        assert rows[first].action.name == "prepare"
        assert re.search("not together with what you begin|beyond your means with what", rows[first].action.rule)
