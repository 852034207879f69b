"""Hours and euros of practices read twice: differences settled, and the map has what was settled."""

import csv
from collections import Counter
from pathlib import Path

FILE = Path("research/judgements/practice_readings.csv")
LEAST = {"effort_hours": 1, "one_off_eur": 50, "monthly_eur": 10, "upkeep_hours_per_month": 0.5}
"""Below these, numbers count as equal."""


def read() -> list[dict[str, str]]:
    """Return the readings."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def far(line: dict[str, str]) -> bool:
    """Say whether the two readings lie more than a factor of two apart."""
    one, other = (max(float(line[name]), LEAST[line["field"]]) for name in ("first", "second"))
    return max(one, other) > 2 * min(one, other)


def test_what_differs_is_settled_between_the_two():
    """A line has a reason where the readings lie far apart; what is settled lies between them, else is the first."""
    for line in read():
        first, second, settled = (float(line[name]) for name in ("first", "second", "settled"))
        assert bool(line["reason"]) == far(line)
        assert min(first, second) <= settled <= max(first, second) if far(line) else settled == first


def test_the_map_has_what_was_settled(shipped):
    """Forty practices, four numbers each, as the map says them."""
    practices = {item.id: item for item in shipped.practices}
    lines = read()
    assert Counter(line["field"] for line in lines) == dict.fromkeys(LEAST, 40)
    for line in lines:
        assert getattr(practices[line["practice"]], line["field"]) == float(line["settled"]), line


def test_the_agreement_is_told_as_counted():
    """The README of the judgements tells how many numbers agree."""
    lines = read()
    near = Counter(line["field"] for line in lines if not far(line))
    told = f"{sum(near.values())} lie within a factor of two: {', '.join(str(near[name]) for name in list(LEAST)[:3])}"
    page = (FILE.parent / "README.md").read_text(encoding="utf-8")
    assert f"{told} and {near['upkeep_hours_per_month']} of 40" in page
