"""The map as a graph in the forms that other programs read: GraphML, GEXF, DOT, Mermaid, JSON, CSV."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

from ecomap.render.sheet import Sheet
from ecomap.render.writers import written
from ecomap.results.map_graph import EDGE_COLUMNS, NODE_COLUMNS, MapGraph
from ecomap.safe import one_line, safe_text

GraphForm = Literal["graphml", "gexf", "dot", "mermaid", "json", "csv"]
DRAWN = ("dot", "mermaid")
"""Forms that a program lays out for eyes."""
READABLE = 120
"""Lines of a drawing in which somebody may still find something."""
MOST_MERMAID = 500
"""Mermaid refuses more unless it is told otherwise."""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
NUMBERS = {"weight": "double", "opportunity": "double", "year": "int"}
"""Types of what is no text."""
OF_NODES = NODE_COLUMNS[1:]
OF_EDGES = EDGE_COLUMNS[2:]
GEXF_NODES = NODE_COLUMNS[2:]
GEXF_EDGES = tuple(name for name in OF_EDGES if name != "weight")
"""Beside label and weight, which are GEXF's own."""
SHAPES = {"business": ("doubleoctagon", "{{%s}}"), "sector": ("box", "[%s]"), "trend": ("ellipse", "([%s])"),
          "activity": ("hexagon", "[/%s/]"), "trait": ("note", ">%s]")}  # fmt: skip
"""By kind of node: in DOT, and in Mermaid round its label."""
WORDS = {
    "prevalence": "used by {:.0%}", "coupling": "pressure {:.1%}", "exposure": "{:.0%} of the firm", "in-use": "in use",
    "priority": "priority {:.0f}", "threat": "threat {:.0f}", "profile": "does {:.2g}", "level": "has {:.2g}",
    "service": "serves {:.2g}", "weight": "weighs {:.2g}",
}  # fmt: skip
"""What is written on a line, by its kind."""
ENTITY = re.compile(r"&(?=#?\w+;)")
"""Before what Graphviz would read as a character of HTML."""
PLAIN = re.compile(r"[!-/:-@\[-`{-~]")
"""Signs that might be markup in Mermaid."""
HARMLESS = ".,'()/+-%"
RESTS_ON = ("basis", "evidence", "grade", "year", "publication")


def graph_written(graph: MapGraph, form: GraphForm) -> str:
    """Return a graph in a form; as CSV the table of its edges, see `nodes_csv`."""
    match form:
        case "graphml" | "gexf" | "dot" | "mermaid":
            return {"graphml": graphml, "gexf": gexf, "dot": dot, "mermaid": mermaid}[form](graph)
        case _:
            return written(Sheet.of(graph, "ecomap/graph/1", graph.graph.title), form)


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


# --- GraphML and GEXF, numbers as exact as they are


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
        *(f'  <key id="g-{name}" for="graph" attr.name="{name}" attr.type="string"/>' for name in about(graph)),
        '  <graph edgedefault="directed">',
        *(f'    <data key="g-{name}">{_text(value)}</data>' for name, value in about(graph).items()),
    ]
    for node in graph.nodes:
        lines += [f"    <node id={_attr(node.id)}>", *_data(node, "n", OF_NODES), "    </node>"]
    for edge in graph.edges:
        ends = f"source={_attr(edge.source)} target={_attr(edge.target)}"
        lines += [f"    <edge {ends}>", *_data(edge, "e", OF_EDGES), "    </edge>"]
    return "\n".join([*lines, "  </graph>", "</graphml>"]) + "\n"


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


# --- drawn from text


def dot(graph: MapGraph) -> str:
    """Return a graph in the language of Graphviz, every attribute beside what is drawn."""
    lines = [
        *(f"// {name}: {one_line(value)}" for name, value in about(graph).items()),
        "digraph {",
        '  graph [rankdir="LR"]',
        '  node [fontname="Helvetica"]',
        '  edge [fontname="Helvetica", fontsize="9"]',
    ]
    for node in graph.nodes:
        shape = {"shape": SHAPES[node.kind][0]}
        lines.append(f"  {_quoted(node.id)} [{_attributes(shape | _said(node, NODE_COLUMNS[1:]))}]")
    for edge in graph.edges:
        said = {"label": _number(edge)} | _said(edge, EDGE_COLUMNS[2:])
        # Graphviz takes "weight" for how straight a line is and refuses negative ones
        said["number"] = said.pop("weight")
        lines.append(f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [{_attributes(said)}]")
    return "\n".join([*lines, "}"]) + "\n"


def mermaid(graph: MapGraph) -> str:
    """Return a graph as a Mermaid flowchart: on each line its number, grade and year, in comments all it rests on."""
    lines = ["flowchart LR", *(f"  %% {name}: {_comment(value)}" for name, value in about(graph).items())]
    short = {node.id: f"n{at}" for at, node in enumerate(graph.nodes)}
    for node in graph.nodes:
        lines.append(f"  %% {short[node.id]} is {_comment(_told(node, ('id', 'kind', *RESTS_ON)))}")
        lines.append(f"  {short[node.id]}{SHAPES[node.kind][1] % _label(node.label)}")
    for edge in graph.edges:
        source, target = short[edge.source], short[edge.target]
        lines.append(f"  %% {source} to {target} is {_comment(_told(edge, ('kind', 'weight', *RESTS_ON)))}")
        lines.append(f"  {source} -->|{_label(_number(edge))}| {target}")
    return "\n".join(lines) + "\n"


def _number(edge: Any) -> str:
    """Return what is written on a line: its number in words, and how good that is."""
    rests_on = " ".join(str(part) for part in (edge.grade, edge.year) if part is not None)
    return WORDS[edge.kind].format(edge.weight) + (f" ({rests_on})" if rests_on else "")


def _said(item: Any, names: tuple[str, ...]) -> dict[str, object]:
    return {name: value for name in names if (value := getattr(item, name)) is not None}


def _told(item: Any, names: tuple[str, ...]) -> str:
    return ", ".join(f"{name} {value}" for name, value in _said(item, names).items())


def _attributes(said: dict[str, object]) -> str:
    return ", ".join(f"{name}={_quoted(str(value))}" for name, value in said.items())


def _quoted(text: str) -> str:
    """Return a text between quotes in which DOT reads no escape and no character of HTML."""
    text = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{ENTITY.sub("&amp;", text)}"'


def _label(text: str) -> str:
    """Return a text between quotes for Mermaid, every sign that might be markup by its number."""
    safe = one_line(text)
    return f'"{PLAIN.sub(lambda found: found[0] if found[0] in HARMLESS else f"#{ord(found[0])};", safe)}"'


def _comment(text: str) -> str:
    """Return a text for a comment: on one line, without the braces that begin a directive."""
    return one_line(text).replace("{", "(").replace("}", ")")
