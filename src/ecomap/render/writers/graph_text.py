"""DOT and Mermaid: graphs that are drawn from text. Names stand between quotes and are never markup."""

import re
from typing import Any

from ecomap.render.writers.graph_xml import about
from ecomap.results.map_graph import EDGE_COLUMNS, NODE_COLUMNS, MapGraph
from ecomap.safe import one_line

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
