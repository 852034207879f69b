"""The readers of other programs: what they take back out of an exported graph, by id and by pair of ids."""

import csv
import io
import json
import re
import warnings
from typing import Any

import networkx as nx
import pydot

from ecomap.render.map_graph import graph_written, nodes_csv
from ecomap.results.map_graph import EDGE_COLUMNS, NODE_COLUMNS, MapGraph

Nodes = dict[str, dict[str, Any]]
Edges = dict[tuple[str, str], dict[str, Any]]
NUMBERS = ("weight", "opportunity", "year")


def expected(graph: MapGraph) -> tuple[Nodes, Edges]:
    """Return what a reader must find: every field that says something."""
    nodes = {node.id: _said(node, NODE_COLUMNS[1:]) for node in graph.nodes}
    edges = {(edge.source, edge.target): _said(edge, EDGE_COLUMNS[2:]) for edge in graph.edges}
    return nodes, edges


def _said(item: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(item, name)) is not None}


def read(graph: MapGraph, form: str) -> tuple[Nodes, Edges]:
    """Write a graph in a form and read it back by another program."""
    text = graph_written(graph, form)
    return _from_csv(nodes_csv(graph), text) if form == "csv" else READERS[form](text)


def _from_networkx(graph: Any) -> tuple[Nodes, Edges]:
    nodes = {id: _present(data) for id, data in graph.nodes(data=True)}
    return nodes, {(source, target): _present(data) for source, target, data in graph.edges(data=True)}


def _present(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value is not None and name != "id"}


def _from_csv(nodes: str, edges: str) -> tuple[Nodes, Edges]:
    found = [[_typed(row) for row in csv.DictReader(io.StringIO(text), strict=True)] for text in (nodes, edges)]
    return {row.pop("id"): row for row in found[0]}, {(row.pop("source"), row.pop("target")): row for row in found[1]}


def _typed(row: dict[str, str]) -> dict[str, Any]:
    return {name: float(cell) if name in NUMBERS else cell for name, cell in row.items() if cell}


def _from_dot(text: str) -> tuple[Nodes, Edges]:
    with warnings.catch_warnings():  # of its use of pyparsing
        warnings.simplefilter("ignore", DeprecationWarning)
        (graph,) = pydot.graph_from_dot_data(text)
    nodes = {_bare(node.get_name()): _attributes(node) for node in graph.get_nodes()}
    edges = {(_bare(edge.get_source()), _bare(edge.get_destination())): _attributes(edge) for edge in graph.get_edges()}
    for data in edges.values():
        data.pop("label")
        data["weight"] = data.pop("number")
    return {id: data for id, data in nodes.items() if id not in ("node", "edge", "graph")}, edges


def _attributes(item: Any) -> dict[str, Any]:
    said = {name: _bare(value) for name, value in item.get_attributes().items() if name != "shape"}
    return {name: float(value) if name in ("number", "opportunity", "year") else value for name, value in said.items()}


def _bare(text: str) -> str:
    """Take a quoted text of DOT as Graphviz shows it."""
    if not text.startswith('"'):
        return text
    return re.sub(r'\\(["\\])', r"\1", text[1:-1]).replace("&amp;", "&")


MERMAID = re.compile(
    r"  (?:%% (?P<what>n\d+(?: to n\d+)?) is (?P<said>[^{}]*)|%% [a-z0-9_]+: [^{}]*"
    r'|(?P<node>n\d+)(?:\["|\(\["|\{\{"|\[/"|>")(?P<label>[^"<>`\[\]{}|]*)(?:"\]|"\]\)|"\}\}|"/\])'
    r'|(?P<from>n\d+) -->\|"(?P<number>[^"<>`\[\]{}|]*)"\| (?P<to>n\d+))'
)
"""A line of the part of Mermaid's flowcharts that is used."""


def _from_mermaid(text: str) -> tuple[Nodes, Edges]:
    first, *lines = text.split("\n")
    assert first == "flowchart LR"
    assert lines.pop() == ""
    found = [MERMAID.fullmatch(line) for line in lines]
    assert all(found), [line for line, match in zip(lines, found, strict=True) if not match][:3]
    said = {match["what"]: _pairs(match["said"]) for match in found if match["what"]}
    ids = {short: data.pop("id") for short, data in said.items() if " " not in short}
    nodes = {ids[match["node"]]: said[match["node"]] | {"label": _decoded(match["label"])}
             for match in found if match["node"]}  # fmt: skip
    edges = {(ids[match["from"]], ids[match["to"]]): said[f"{match['from']} to {match['to']}"]
             for match in found if match["from"]}  # fmt: skip
    return nodes, edges


def _pairs(said: str) -> dict[str, Any]:
    pairs = (part.split(" ", 1) for part in said.split(", "))
    return {name: float(value) if name in NUMBERS else value for name, value in pairs}


def _decoded(text: str) -> str:
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text)


READERS = {
    "graphml": lambda text: _from_networkx(nx.parse_graphml(text)),
    "gexf": lambda text: _from_networkx(nx.read_gexf(io.BytesIO(text.encode()))),
    "json": lambda text: _from_networkx(nx.node_link_graph(json.loads(text), edges="edges")),
    "dot": _from_dot,
    "mermaid": _from_mermaid,
}
FORMS = (*READERS, "csv")
