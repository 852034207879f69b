"""tests/data/labelled_items.csv: feed items labelled by reading them, before any matching of items was written."""

import csv
from collections import Counter
from pathlib import Path

from ecomap.io.maps import load_map
from ecomap.verbs.signals import Matcher

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


def test_most_ties_are_right_and_most_labels_found():
    """Precision .8 and recall .6 of all; of every second item, by which no number was set, within half an error of it.

    The error of a share of .8 of a hundred ties is .04.
    """
    found = Matcher(load_map(None)[0])
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for some, less in ((rows, 0.0), (rows[::2], 0.02)):
        labels = [set(row["trends"].split()) for row in some]
        ties = [{tie.trend for tie in found.ties(row["title"], row["summary"])} for row in some]
        right = sum(len(a & b) for a, b in zip(labels, ties, strict=True))
        assert right >= (0.8 - less) * sum(map(len, ties))
        assert right >= (0.6 - less) * sum(map(len, labels))
