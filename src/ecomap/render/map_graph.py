"""The map as a graph in the forms that other programs read."""

from functools import partial
from typing import Literal

from ecomap.render.documents import document
from ecomap.render.sheet import Sheet
from ecomap.render.writers import written
from ecomap.results.map_graph import EDGE_COLUMNS, NODE_COLUMNS, MapGraph

GraphForm = Literal["graphml", "gexf", "dot", "mermaid", "json", "csv"]
DRAWN = ("dot", "mermaid")
"""Forms that a program lays out for eyes."""
READABLE = 120
"""Lines of a drawing in which somebody may still find something."""
MOST_MERMAID = 500
"""Mermaid refuses more unless it is told otherwise."""


def graph_written(graph: MapGraph, form: GraphForm) -> str:
    """Return a graph in a form; as CSV the table of its edges, see `nodes_csv`."""
    match form:
        case "graphml" | "gexf":
            from ecomap.render.writers import graph_xml

            return graph_xml.graphml(graph) if form == "graphml" else graph_xml.gexf(graph)
        case "dot" | "mermaid":
            from ecomap.render.writers import graph_text

            return graph_text.dot(graph) if form == "dot" else graph_text.mermaid(graph)
        case _:
            return written(graph_sheet(graph), form)


def graph_sheet(graph: MapGraph) -> Sheet:
    """Lay out the edges of a graph, and all of it as JSON that networkx reads."""
    return Sheet(graph.graph.title, EDGE_COLUMNS, graph.rows(), document=partial(document, "ecomap/graph/1", graph))


def nodes_csv(graph: MapGraph) -> str:
    """Return the table of the nodes."""
    rows = [tuple(getattr(node, name) for name in NODE_COLUMNS) for node in graph.nodes]
    return written(Sheet(graph.graph.title, NODE_COLUMNS, rows), "csv")


def remarks(graph: MapGraph, form: GraphForm) -> tuple[str, ...]:
    """Return what a reader should hear of it: what was left out, and whether it is too much to be drawn."""
    from ecomap.render.writers.graph_xml import left_out

    gone, edges = left_out(graph), len(graph.edges)
    told = [f"Left out: {gone}."] if gone else []
    if form in DRAWN and edges > READABLE:
        more = f", and Mermaid draws {MOST_MERMAID} at most" if form == "mermaid" and edges > MOST_MERMAID else ""
        told.append(
            f"{edges:,} lines are too many for a picture{more}. Fewer: --business, --sector or --trend, with --top 10."
        )
    return tuple(told)
