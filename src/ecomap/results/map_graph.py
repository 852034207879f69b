"""The map as points and lines, for programs that draw and compute graphs: node-link, each with what it rests on."""

from dataclasses import fields

from ecomap.record import record
from ecomap.results.answer import Answer
from ecomap.results.labels import MapLabel, ProgramLabel


@record
class GraphNode:
    """A trend, sector, activity, trait, or the firm."""

    id: str
    label: str  #: Its name.
    kind: str  #: trend, sector, activity, trait or business.
    basis: str
    """What it rests on: statistic, study, framework, law, judgement, derived; definition of what is only named;
    owner of what the business file says, kind of what its kind of firm says; ranking of what was worked out for it."""
    evidence: str | None = None  #: Id of the evidence record.
    grade: str | None = None  #: A: official statistic of the very thing ... D: judgement.
    year: int | None = None  #: Year that the figure speaks of.
    publication: str | None = None  #: Id of the publication that the record rests on; a judgement has none.


@record
class GraphEdge:
    """One number between two of them."""

    source: str
    target: str
    kind: str
    """What the number is, as in docs/exchange.md: prevalence, service, coupling, profile, level, weight; of a firm
    exposure, priority, threat, in-use."""
    weight: float  #: The number.
    basis: str  #: As of a node.
    evidence: str | None = None  #: As of a node.
    grade: str | None = None  #: As of a node.
    year: int | None = None  #: As of a node.
    publication: str | None = None  #: As of a node.
    opportunity: float | None = None
    """Of a prevalence: share of opportunity in this sector, where it differs from the trend's own."""


@record
class GraphLabel:
    """What the graph is a graph of."""

    program: ProgramLabel
    map: MapLabel
    title: str
    about: tuple[str, ...] = ()  #: Ids of what was asked for; empty: the whole map.
    top: int | None = None  #: So many of the heaviest edges of each kind were asked for.
    nodes_left_out: int = 0  #: Nodes that are not shown.
    edges_left_out: int = 0  #: Edges that are not shown.


NODE_COLUMNS = tuple(one.name for one in fields(GraphNode))
EDGE_COLUMNS = tuple(one.name for one in fields(GraphEdge))


@record
class MapGraph(Answer):
    """A directed graph with one edge at most from a node to another, in node-link form."""

    graph: GraphLabel
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    directed: bool = True
    multigraph: bool = False
