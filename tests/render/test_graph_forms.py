"""A graph in every form reads back by other programs as it was; no name does anything in any of them."""

import csv
import io
import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap.render.map_graph import graph_written, nodes_csv
from ecomap.results.labels import PROGRAM, MapLabel
from ecomap.results.map_graph import GraphEdge, GraphLabel, GraphNode, MapGraph
from ecomap.safe import UNSAFE, one_line
from graph_readers import FORMS, expected, read
from maps import examples

STRINGS = {
    "script": '"><script>alert(1)</script>',
    "image": "'><img src=x onerror=alert(1)>",
    "formula": "=cmd|'/c calc'!A0",
    "at": "@SUM(1)",
    "escape": "red\x1b[31m name\x9b31m",
    "bidi": "a\u202eb\u2066c",
    "lines": "first\nsecond\r\nthird\u2028fourth",
    "nothing": "a\x00b\ufffec",
    "joined emoji": "👩\u200d🍳 cook",
    "persian": "نمی\u200cخواهم",
    "markup": "[red]a[/red] **b** `c` #35; #quot; &lt; %%{init: 1}%%",
    "comment": "*/ // --> <!-- ]]> %% end",
    "back to front": "\\N \\\" \\",
    "keyword": "end",
    "brackets": "]) }} |x| {{y}} -->",
    "cdata": "<![CDATA[x]]> &amp; &entity;",
}  # fmt: skip
each_string = pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS.keys())
each_form = pytest.mark.parametrize("form", FORMS)


def graph(nodes: Sequence[GraphNode], edges: Sequence[GraphEdge], title: str = "A map") -> MapGraph:
    """Return a graph with some nodes and edges."""
    return MapGraph(GraphLabel(PROGRAM, MapLabel("m", "2026.11", "0" * 64), title), tuple(nodes), tuple(edges))


def named(text: str) -> MapGraph:
    """Return a graph that says a text wherever one can stand."""
    nodes = [
        GraphNode("a", text, "trend", "statistic", text, "A", 2025, text), GraphNode("b", text, "sector", "owner"),
    ]  # fmt: skip
    return graph(nodes, [GraphEdge("a", "b", "prevalence", 0.25, "statistic", text, "A", 2025, text)], text)


@each_form
@each_string
def test_a_name_is_a_name_in_every_form(form: str, text: str) -> None:
    """Read back there are two nodes and an edge, both are called what is harmless of the text, and nothing is more."""
    nodes, edges = read(graph(
        [GraphNode("a", text, "trend", "owner"), GraphNode("b", text, "sector", "owner")],
        [GraphEdge("a", "b", "prevalence", 0.25, "owner")],
    ), form)  # fmt: skip
    assert set(nodes) == {"a", "b"}
    assert set(edges) == {("a", "b")}
    for node in nodes.values():
        assert one_line(node["label"]).lstrip("'") == one_line(text).lstrip("'")


@each_form
@each_string
def test_nothing_unsafe_leaves_in_any_form(form: str, text: str) -> None:
    """No control or bidirectional character, no new line of the text's own, no element, no formula."""
    full = named(text)
    out = graph_written(full, form) + (nodes_csv(full) if form == "csv" else "")
    assert not UNSAFE.search(out)
    harmless = graph_written(named("x"), form) + (nodes_csv(named("x")) if form == "csv" else "")
    if form in ("graphml", "gexf"):
        tags = [node.tag for node in ElementTree.fromstring(out).iter()]
        assert tags == [node.tag for node in ElementTree.fromstring(harmless).iter()]
    else:
        assert len(out.splitlines()) == len(harmless.splitlines())
    if form == "mermaid":
        assert not [line for line in out.splitlines() if line[:4] != "  %%" and re.search("[<`{\\[]", line[6:-3])]
        assert "%%{" not in out
    if form == "csv":
        rows = [*csv.reader(io.StringIO(graph_written(full, form))), *csv.reader(io.StringIO(nodes_csv(full)))]
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "@"))]


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
words = texts.map(one_line).filter(bool)
grades = st.sampled_from([None, "A", "D"])
years = st.none() | st.integers(1990, 2040)
ids = st.lists(st.from_regex(r"[a-z0-9][a-z0-9-]{0,6}", fullmatch=True), min_size=1, max_size=5, unique=True)


@st.composite
def graphs(draw: st.DrawFn) -> MapGraph:
    """Return a small graph: any ids, names, numbers and provenance."""
    names = draw(ids)
    kinds = st.sampled_from(["trend", "sector", "activity", "trait", "business"])
    nodes = [
        GraphNode(id, draw(words), draw(kinds), "study", draw(st.none() | ids.map(min)), draw(grades), draw(years))
        for id in names
    ]
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names))
    weights = st.floats(-1e3, 1e3, allow_nan=False).map(lambda number: round(number, 5) + 0.0)
    edges = [
        GraphEdge(source, target, "weight", draw(weights), "study", None, draw(grades), draw(years), None,
                  draw(st.none() | st.floats(0, 1).map(lambda share: round(share, 5))))
        for source, target in sorted(draw(st.sets(pairs, max_size=6)))
    ]  # fmt: skip
    return graph(nodes, edges)


@each_form
@examples(50)
@given(small=graphs())
def test_any_small_graph_reads_back_equal(form: str, small: MapGraph) -> None:
    """Every id, name, number, year and record, in both directions and round a loop."""
    nodes, edges = read(small, form)
    wanted_nodes, wanted_edges = expected(small)
    if form == "csv":  # a spreadsheet must run nothing, and six digits are enough for it
        wanted_edges = {ends: {**said, "weight": pytest.approx(said["weight"], rel=1e-5)}
                        for ends, said in wanted_edges.items()}  # fmt: skip
        nodes = {id: said | {"label": said["label"].lstrip("'")} for id, said in nodes.items()}
        wanted_nodes = {id: said | {"label": said["label"].lstrip("'")} for id, said in wanted_nodes.items()}
    if form == "mermaid":  # which says of an edge what is drawn and what it rests on
        wanted_edges = {ends: {name: value for name, value in said.items() if name != "opportunity"}
                        for ends, said in wanted_edges.items()}  # fmt: skip
    assert nodes == wanted_nodes
    assert edges == wanted_edges
