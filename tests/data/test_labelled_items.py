"""tests/data/labelled_items.csv: feed items labelled by reading them, before any matching of items was written."""

import csv
from collections import Counter
from pathlib import Path

TABLE = Path(__file__).with_name("labelled_items.csv")


def test_the_items_ask_for_judgement(shipped):
    """200 of many trends and eight languages, a good part about none, each at most of three trends of the map."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    labels = [row["trends"].split() for row in rows]
    assert len(rows) >= 200
    assert len({row["title"] for row in rows}) == len(rows)
    assert {name for names in labels for name in names} <= {trend.id for trend in shipped.trends}
    assert all(len(set(names)) == len(names) <= 3 for names in labels)
    assert sum(not names for names in labels) >= len(rows) / 8
    languages = Counter(row["language"] for row in rows)
    assert set(languages) == {"en", "de", "fr", "es", "it", "nl", "pl", "pt"}
    assert len(rows) - languages["en"] >= 40
    assert all(row["summary"] and row["source"] for row in rows)
