"""Files of other programs are read for names, types, ends and strengths; what would do harm is refused before."""

import json
import time
from pathlib import Path

import pytest

from ecomap.errors import FileError, ParseError
from ecomap.io.drawings import MOST, read_drawing
from ecomap.results.map_import import Drawing, DrawnLine, DrawnPoint

GRAPHML = """<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="d0" for="node" attr.name="label" attr.type="string"/>
  <key id="d1" for="edge" attr.name="weight" attr.type="double"/>
  <graph edgedefault="EDGES">
    <node id="a"><data key="d0">Website</data></node><node id="b"><data key="d0">Retail</data></node>
    <edge source="a" target="b"><data key="d1">0.4</data></edge>
  </graph>
</graphml>"""


@pytest.fixture
def drawn(tmp_path: Path):
    """Return what reads a content as a file."""

    def read(content: str | bytes) -> Drawing:
        file = tmp_path / "drawn"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_drawing(file)

    return read


POINTS = (DrawnPoint("Website", "element 1", "Trend"), DrawnPoint("Retail", "element 2", "Sector"))


def test_kumu_as_it_is_written_and_as_it_is_exported(drawn) -> None:
    """A blueprint names elements by label, an export by ids, with all else under attributes."""
    blueprint = {"elements": [{"label": "Website", "type": "Trend"}, {"label": "Retail", "type": "Sector"}],
                 "connections": [{"from": "Website", "to": "Retail", "strength": 0.4}]}  # fmt: skip
    found = drawn(json.dumps(blueprint))
    assert found == Drawing("Kumu JSON", POINTS, (DrawnLine("Website", "Retail", "connection 1", "0.4"),))
    export = {"elements": [{"_id": "e1", "attributes": {"label": "Website", "element type": "Trend"}}],
              "connections": [{"from": "e1", "to": "e1", "direction": "mutual"}]}  # fmt: skip
    found = drawn(json.dumps(export))
    assert found.points == (DrawnPoint("Website", "element 1", "Trend", key="e1"),)
    assert [line.source for line in found.lines] == ["e1", "e1"]  # both ways


def test_graphml_and_node_link_json(drawn) -> None:
    """Labels before ids, weights as they are; without a direction where the file has none."""
    for edges, directed in (("directed", True), ("undirected", False)):
        found = drawn(GRAPHML.replace("EDGES", edges))
        assert [(point.name, point.key) for point in found.points] == [("Website", "a"), ("Retail", "b")]
        assert found.lines == (DrawnLine("a", "b", "edge 1", "0.4", directed),)
    linked = {"directed": False, "nodes": [{"id": "a", "label": "Website"}], "links": [{"source": "a", "target": "a"}]}
    assert drawn(json.dumps(linked)).lines == (DrawnLine("a", "a", "edge 1", "", directed=False),)


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_tables_by_their_headings(drawn, between: str) -> None:
    """Two ends make edges, rings a radar, names alone nodes; with any separator and any case."""

    def table(*rows: tuple[str, ...]) -> Drawing:
        return drawn("\n".join(between.join(row) for row in rows))

    assert table(("From", "To", "Strength"), ("a", "b", "0.4")).lines == (DrawnLine("a", "b", "row 1", "0.4"),)
    radar = table(("name", "ring", "quadrant"), ("Website", "Adopt", "tools"))
    assert (radar.form, radar.points) == ("radar", (DrawnPoint("Website", "row 1", ring="Adopt"),))
    nodes = table(("Label", "Type"), ("Website", "Trend"), ("", "Trend"))
    assert (nodes.form, nodes.points) == ("table of nodes", (DrawnPoint("Website", "row 1", "Trend"),))
    assert nodes.problems == ("row 2: no name.",)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
HOSTILE = {
    "entities": GRAPHML.replace("<graphml", f"{BOMB}<graphml"),
    "a file of this machine": GRAPHML.replace("<graphml", '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><graphml'),
    "entities in UTF-16": GRAPHML.replace("<graphml", f"{BOMB}<graphml").encode("utf-16"),
    "deep JSON": "[" * 200_000,
    "deep objects": '{"elements":' * 100_000,
    "broken XML": GRAPHML[:200],
    "another XML": "<feed><entry/></feed>",
    "deep XML": "<a>" * 100_000,
    "broken JSON": '{"elements": [',
    "another JSON": '{"a": 1}',
    "numbers": "[1, 2, 3]",
    "nothing": "",
    "no text": b"\x00\x01\x02\xff",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "prose": "Dear all,\nplease find attached",
    "too many": "name\n" + "x\n" * (MOST + 2),
}  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_none_of_them_is_refused(drawn, content: str | bytes) -> None:
    """At once, in a sentence with a way out, whatever it is."""
    begun = time.perf_counter()
    with pytest.raises(ParseError) as refused:
        drawn(content)
    assert refused.value.problems[0].way_out
    assert time.perf_counter() - begun < 5


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """It cannot be read, which is no fault of its content."""
    with pytest.raises(FileError, match=r"no such file|cannot be read"):
        read_drawing(tmp_path / "none.json")


@pytest.mark.parametrize("odd", [[], {}, None, True, 3, "x", [[]], {"attributes": []}])
def test_items_of_any_shape_are_looked_at(drawn, odd: object) -> None:
    """A list of anything beside a good element: the good one is read, the other is told."""
    found = drawn(json.dumps({"elements": [odd, {"label": "Website"}], "connections": [odd]}))
    assert [point.name for point in found.points] == ["Website"]
    assert found.problems == ("element 1: no name.", "connection 1: it has not both ends.")
