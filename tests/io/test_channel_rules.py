"""What the check of a map says of its channels."""

import pytest

from ecomap.io.map_reader import examine_map
from ecomap.io.maps import shipped_map

HEAD = "schema: ecomap/overlay/1\nid: own\ntitle: Own\nchannels:\n"
OWN = {
    "id": "chamber", "name": "Chamber news", "kind": "newsletter", "publisher": "Chamber of crafts",
    "url": "https://chamber.example/news", "languages": "[de]", "cadence": "monthly", "areas": "[regulation]",
    "look_for": "Dates of courses.", "found": "{address: chamber.example, files: 1, read: 2026-11-28}",
    "evidence": "channel-facts", "reviewed": "2026-11-28",
}  # fmt: skip


def found(tmp_path, **changed):
    """Return what the check says of an overlay with one channel on the shipped map, and what it read."""
    lines = [f"{name}: {value}" for name, value in (OWN | changed).items() if value]
    file = tmp_path / "own.yaml"
    file.write_text(HEAD + "  - " + "\n    ".join(lines) + "\n", encoding="utf-8")
    examined = examine_map([shipped_map(), file])
    return [one.message for one in examined.findings if one.file.endswith("own.yaml")], examined


def test_a_channel_of_ones_own_is_an_overlay(tmp_path):
    """It stands beside those of the map, and nothing is wrong with it."""
    said, examined = found(tmp_path)
    assert said == []
    assert examined.ecosystem.channels[-1].id == "chamber"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"areas": ""}, "a channel names an area or a trend that it is good for."),
        ({"trends": "[no-trend]"}, 'no "no-trend" among the trends.'),
        ({"languages": "[xx]"}, 'no "xx" among the languages.'),
        ({"url": "chamber.example"}, "is not written as it must be."),
        ({"url": "http://ifr.org"}, "ifr has the same url."),
        ({"feed": "https://t3n.de/rss.xml/"}, "t3n has the same feed."),
        ({"found": "{address: other.example, files: 1, read: 2026-11-28}"}, "is no address of Chamber news."),
        ({"feed": "https://chamber.example/rss", "cadence": "when asked"}, 'a feed, yet something new "when asked".'),
        ({"name": "Finextra"}, '"Finextra" is the name of finextra.'),
    ],
)
def test_what_cannot_be_is_told(tmp_path, changed, message):
    """Good for nothing, unknown ids, no address, what stands there already, an address of somebody else."""
    said, _ = found(tmp_path, **changed)
    assert any(message in one for one in said), said
