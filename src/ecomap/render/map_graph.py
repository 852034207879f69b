"""The map as a graph in the forms that other programs read: GraphML, GEXF, DOT, Mermaid, JSON, CSV."""

import re
from pathlib import Path
from typing import Any, Literal

from ecomap.render.sheet import Sheet
from ecomap.render.writers import written
from ecomap.results.map_graph import EDGE_COLUMNS, NODE_COLUMNS, MapGraph
from ecomap.safe import in_xml, one_line, quoted_in_xml
from ecomap.template import Templates

GraphForm = Literal["graphml", "gexf", "dot", "mermaid", "json", "csv"]
DRAWN = ("dot", "mermaid")  # forms that a program lays out for eyes
READABLE = 120  # lines of a drawing in which somebody may still find something
MOST_MERMAID = 500  # mermaid refuses more unless it is told otherwise
NUMBERS = {"weight": "double", "opportunity": "double", "year": "int"}  # types of what is no text
SHAPES = {"business": ("doubleoctagon", "{{%s}}"), "sector": ("box", "[%s]"), "trend": ("ellipse", "([%s])"),
          "activity": ("hexagon", "[/%s/]"), "trait": ("note", ">%s]")}  # fmt: skip
"""By kind of node: in DOT, and in Mermaid round its label."""
WORDS = {  # what is written on a line, by its kind
    "prevalence": "used by {:.0%}", "coupling": "pressure {:.1%}", "exposure": "{:.0%} of the firm", "in-use": "in use",
    "priority": "priority {:.0f}", "threat": "threat {:.0f}", "profile": "does {:.2g}", "level": "has {:.2g}",
    "service": "serves {:.2g}", "weight": "weighs {:.2g}",
}  # fmt: skip
ENTITY = re.compile(r"&(?=#?\w+;)")  # before what Graphviz would read as a character of HTML
PLAIN = re.compile(r"[!-/:-@\[-`{-~]")  # signs that might be markup in Mermaid
HARMLESS = ".,'()/+-%"
NO_BRACES = str.maketrans("{}", "()")  # braces begin a directive in a comment of Mermaid
RESTS_ON = ("basis", "evidence", "grade", "year", "publication")


def graph_written(graph: MapGraph, form: GraphForm) -> str:
    """Return a graph in a form; as CSV the table of its edges, see `nodes_csv`."""
    if form in ("json", "csv"):
        return written(Sheet.of(graph, "ecomap/graph/1", graph.graph.title), form)
    return FORMS.filled(
        f"{form}.jinja", graph=graph, about=about(graph), nodes=NODE_COLUMNS, edges=EDGE_COLUMNS, numbers=NUMBERS,
        shapes=SHAPES, rests_on=RESTS_ON, said=_said,
    )  # fmt: skip


def nodes_csv(graph: MapGraph) -> str:
    """Return the table of the nodes."""
    rows = [tuple(getattr(node, name) for name in NODE_COLUMNS) for node in graph.nodes]
    return written(Sheet(graph.graph.title, NODE_COLUMNS, rows), "csv")


def remarks(graph: MapGraph, form: GraphForm) -> tuple[str, ...]:
    """Return what a reader should hear of it: what was left out, and whether it is too much to be drawn."""
    gone, edges = left_out(graph), len(graph.edges)
    told = [f"Left out: {gone}."] if gone else []
    if form in DRAWN and edges > READABLE:
        more = f", and Mermaid draws {MOST_MERMAID} at most" if form == "mermaid" and edges > MOST_MERMAID else ""
        told.append(
            f"{edges:,} lines are too many for a picture{more}. Fewer: --business, --sector or --trend, with --top 10."
        )
    return tuple(told)


def about(graph: MapGraph) -> dict[str, str]:
    """Return what a graph is a graph of, in words."""
    label = graph.graph
    return {
        "map": label.map.id, "version": label.map.version, "sha256": label.map.sha256, "title": label.title,
        "about": " ".join(label.about) or "the whole map", "left_out": left_out(graph) or "nothing",
    }  # fmt: skip


def left_out(graph: MapGraph) -> str:
    """Return what is not shown, empty where all is."""
    label = graph.graph
    if not label.edges_left_out and not label.nodes_left_out:
        return ""
    nodes, edges = len(graph.nodes) + label.nodes_left_out, len(graph.edges) + label.edges_left_out
    return f"{label.nodes_left_out:,} of {nodes:,} nodes and {label.edges_left_out:,} of {edges:,} edges"


def _number(edge: Any) -> str:
    """Return what is written on a line: its number in words, and how good that is."""
    rests_on = " ".join(str(part) for part in (edge.grade, edge.year) if part is not None)
    return WORDS[edge.kind].format(edge.weight) + (f" ({rests_on})" if rests_on else "")


def _said(item: Any, names: tuple[str, ...]) -> dict[str, object]:
    return {name: value for name in names if (value := getattr(item, name)) is not None}


def _quoted(text: str) -> str:
    """Return a text between quotes in which DOT reads no escape and no character of HTML."""
    text = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{ENTITY.sub("&amp;", text)}"'


def _label(text: str) -> str:
    """Return a text between quotes for Mermaid, every sign that might be markup by its number."""
    safe = one_line(text)
    return f'"{PLAIN.sub(lambda found: found[0] if found[0] in HARMLESS else f"#{ord(found[0])};", safe)}"'


FORMS = Templates(Path(__file__).with_name("graphs"), {
    "text": lambda value: in_xml(str(value)),
    "in_quotes": lambda value: quoted_in_xml(str(value)),
    "one_line": one_line,
    "quoted": _quoted,
    "number": _number,
    "label": _label,
    "comment": lambda text: one_line(text).translate(NO_BRACES),
    "told": lambda said: ", ".join(f"{name} {value}" for name, value in said.items()),
})  # fmt: skip
"""Forms that other programs read; none is HTML, so each filter escapes for its own."""
