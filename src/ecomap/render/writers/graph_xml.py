"""GraphML and GEXF: every attribute of every node and edge, typed, numbers as exact as they are."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ecomap.results.map_graph import EDGE_COLUMNS, NODE_COLUMNS, MapGraph
from ecomap.safe import safe_text

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
NUMBERS = {"weight": "double", "opportunity": "double", "year": "int"}
"""Types of what is no text."""
OF_NODES = NODE_COLUMNS[1:]
OF_EDGES = EDGE_COLUMNS[2:]
GEXF_NODES = NODE_COLUMNS[2:]
GEXF_EDGES = tuple(name for name in OF_EDGES if name != "weight")
"""Beside label and weight, which are GEXF's own."""


def graphml(graph: MapGraph) -> str:
    """Return a graph as GraphML."""
    lines = [
        HEAD,
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/'
        'xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">',
        *(
            f'  <key id="{of[0]}-{name}" for="{of}" attr.name="{name}" attr.type="{NUMBERS.get(name, "string")}"/>'
            for of, names in (("node", OF_NODES), ("edge", OF_EDGES))
            for name in names
        ),
        *(f'  <key id="g-{name}" for="graph" attr.name="{name}" attr.type="string"/>' for name in ABOUT),
        '  <graph edgedefault="directed">',
        *(f'    <data key="g-{name}">{_text(value)}</data>' for name, value in about(graph).items()),
    ]
    for node in graph.nodes:
        lines += [f"    <node id={_attr(node.id)}>", *_data(node, "n", OF_NODES), "    </node>"]
    for edge in graph.edges:
        ends = f"source={_attr(edge.source)} target={_attr(edge.target)}"
        lines += [f"    <edge {ends}>", *_data(edge, "e", OF_EDGES), "    </edge>"]
    return "\n".join([*lines, "  </graph>", "</graphml>"]) + "\n"


ABOUT = ("map", "version", "sha256", "title", "about", "left_out")


def about(graph: MapGraph) -> dict[str, str]:
    """Return what a graph is a graph of, in words."""
    label = graph.graph
    return dict(zip(ABOUT, (
        label.map.id, label.map.version, label.map.sha256, label.title, " ".join(label.about) or "the whole map",
        left_out(graph) or "nothing",
    ), strict=True))  # fmt: skip


def left_out(graph: MapGraph) -> str:
    """Return what is not shown, empty where all is."""
    label = graph.graph
    if not label.edges_left_out and not label.nodes_left_out:
        return ""
    nodes, edges = len(graph.nodes) + label.nodes_left_out, len(graph.edges) + label.edges_left_out
    return f"{label.nodes_left_out:,} of {nodes:,} nodes and {label.edges_left_out:,} of {edges:,} edges"


def _data(item: Any, of: str, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if (value := getattr(item, name)) is not None:
            yield f'      <data key="{of}-{name}">{_text(value)}</data>'


def gexf(graph: MapGraph) -> str:
    """Return a graph as GEXF 1.2, as Gephi reads it; without a date, so that the same graph is the same file."""
    label = graph.graph
    said = ". ".join(f"{name}: {value}" for name, value in about(graph).items())
    lines = [
        HEAD,
        '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">',
        f"  <meta><creator>ecomap {_text(label.program.version)}</creator>"
        f"<description>{_text(said)}</description></meta>",
        '  <graph defaultedgetype="directed" mode="static">',
        *_declared("node", GEXF_NODES),
        *_declared("edge", GEXF_EDGES),
        "    <nodes>",
    ]
    for node in graph.nodes:
        named = f"id={_attr(node.id)} label={_attr(node.label)}"
        lines += [f"      <node {named}>", *_values(node, GEXF_NODES), "      </node>"]
    lines += ["    </nodes>", "    <edges>"]
    for at, edge in enumerate(graph.edges):
        ends = f'id="{at}" source={_attr(edge.source)} target={_attr(edge.target)} weight="{edge.weight!r}"'
        lines += [f"      <edge {ends}>", *_values(edge, GEXF_EDGES), "      </edge>"]
    return "\n".join([*lines, "    </edges>", "  </graph>", "</gexf>"]) + "\n"


def _declared(of: str, names: Sequence[str]) -> Iterator[str]:
    types = {"int": "integer"}
    yield f'    <attributes class="{of}" mode="static">'
    for name in names:
        kind = NUMBERS.get(name, "string")
        yield f'      <attribute id="{name}" title="{name}" type="{types.get(kind, kind)}"/>'
    yield "    </attributes>"


def _values(item: Any, names: Sequence[str]) -> Iterator[str]:
    yield "        <attvalues>"
    for name in names:
        if (value := getattr(item, name)) is not None:
            yield f'          <attvalue for="{name}" value={_attr(value)}/>'
    yield "        </attvalues>"


def _text(value: object) -> str:
    return escape(safe_text(str(value)))


def _attr(value: object) -> str:
    return quoteattr(safe_text(str(value)))
