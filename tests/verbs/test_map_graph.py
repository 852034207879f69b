"""The map as a graph: every number of the map is an edge with what it rests on; parts say what they leave out."""

import pytest

from ecomap.io.businesses import open_business, templates
from ecomap.model import EcosystemMap
from ecomap.results.map_graph import MapGraph
from ecomap.verbs.map_graph import draw_map
from ecomap.verbs.ranking import rank_trends
from graph_readers import FORMS, expected, read
from maps import some

BASED = ("definition", "owner", "kind", "ranking")
"""What rests on no record of the map."""


@pytest.fixture(scope="module")
def whole(shipped: EcosystemMap) -> MapGraph:
    """Return the graph of the shipped map."""
    return draw_map(shipped)


def test_every_number_of_the_map_is_an_edge(shipped: EcosystemMap, whole: MapGraph) -> None:
    """Shares, couplings, profiles, levels, services and weights, each with its number, none twice, none else."""
    wanted = {(item.trend, item.sector): item.prevalence for item in shipped.influences}
    wanted |= {(item.source, item.target): item.coupling for item in shipped.couplings}
    for sector in shipped.sectors:
        wanted |= {(sector.id, activity): share for activity, share in sector.activities.items()}
        wanted |= {(sector.id, trait): level for trait, level in sector.traits.items()}
    groups = {group.id: group.weights for group in shipped.groups}
    for trend in shipped.trends:
        wanted |= {(trend.id, activity): share for activity, share in trend.services.items()}
        weights = groups[trend.group] | trend.weights if trend.group else {}
        wanted |= {(trait, trend.id): said.weight for trait, said in weights.items()}
    assert {(edge.source, edge.target): edge.weight for edge in whole.edges} == wanted
    assert (whole.graph.nodes_left_out, whole.graph.edges_left_out) == (0, 0)


def test_every_node_and_edge_says_what_it_rests_on(shipped: EcosystemMap, whole: MapGraph) -> None:
    """A record with its grade, basis and publication, and the year of the figure; only names rest on nothing."""
    grades = {(item.trend, item.sector): item.grade for item in shipped.influences if item.grade}
    years = {(item.trend, item.sector): item.year for item in shipped.influences if item.year}
    for item in (*whole.nodes, *whole.edges):
        if item.evidence is None:
            assert (item.kind, item.basis) == ("activity", "definition")
            continue
        record = shipped.evidence_by_id[item.evidence]
        ends = (getattr(item, "source", ""), getattr(item, "target", ""))
        assert (item.basis, item.publication) == (record.basis, record.source)
        assert item.grade == grades.get(ends, record.grade)
        assert item.year == years.get(ends, record.year)


@pytest.mark.slow
@pytest.mark.parametrize("form", [form for form in FORMS if form != "dot"])
def test_the_whole_map_reads_back_equal(whole: MapGraph, form: str) -> None:
    """By networkx, the csv module and the grammar of Mermaid: every id, number and record."""
    assert_equal(whole, form)


@pytest.mark.slow
def test_a_part_reads_back_equal_as_dot(shipped: EcosystemMap) -> None:
    """By pydot, which takes a minute for the whole map."""
    assert_equal(draw_map(shipped, sectors=["retail-trade"]), "dot")


def assert_equal(graph: MapGraph, form: str) -> None:
    """Hold what a reader finds against the graph, numbers of CSV to six digits."""
    nodes, edges = read(graph, form)
    wanted_nodes, wanted_edges = expected(graph)
    assert nodes == wanted_nodes
    assert edges.keys() == wanted_edges.keys()
    for ends, said in edges.items():
        wanted = wanted_edges[ends]
        number, exact = said.pop("weight"), wanted.pop("weight")
        assert number == pytest.approx(exact, rel=1e-5 if form == "csv" else 0, abs=0)
        assert said == {name: value for name, value in wanted.items() if form != "mermaid" or name != "opportunity"}


@pytest.mark.parametrize("name", some(templates()))
def test_a_firm_stands_in_the_middle(shipped: EcosystemMap, name: str) -> None:
    """Joined to its sectors by their shares, to all it uses, and to every trend of its lists by its points."""
    opened = open_business(name)
    ranking = rank_trends(opened.ecosystem, opened.business)
    graph = draw_map(shipped, opened.business, compiled=opened.ecosystem)
    node = f"business/{opened.business.id}"
    found = {kind: {edge.source: edge.weight for edge in graph.edges if edge.kind == kind and edge.target == node}
             for kind in ("exposure", "in-use", "priority", "threat")}  # fmt: skip
    assert sum(found["exposure"].values()) == pytest.approx(1)
    assert set(found["in-use"]) == set(opened.business.adopted)
    assert found["priority"] == {row.trend.id: 100 * row.score for row in ranking.opportunities}
    assert found["threat"] == {row.trend.id: 100 * row.score for row in ranking.threats}
    ends = {edge.source for edge in graph.edges} | {edge.target for edge in graph.edges}
    assert {one.id for one in graph.nodes} == ends
    assert all(edge.basis in BASED for edge in graph.edges if node in (edge.source, edge.target))


def test_top_keeps_the_heaviest_of_each_kind(shipped: EcosystemMap, whole: MapGraph) -> None:
    """The first ten of the list; of a sector's edges the ten heaviest of each kind; what is left out is counted."""
    opened = open_business("bakery")
    ranking = rank_trends(opened.ecosystem, opened.business)
    graph = draw_map(shipped, opened.business, top=10, compiled=opened.ecosystem)
    listed = {edge.source for edge in graph.edges if edge.kind == "priority"}
    assert listed == {row.trend.id for row in ranking.opportunities[:10]}
    sector = draw_map(shipped, sectors=["Retail"], top=10)
    touching = [edge for edge in whole.edges if "retail-trade" in (edge.source, edge.target)]
    for kind in {edge.kind for edge in touching}:
        kept = sorted((edge.weight for edge in sector.edges if edge.kind == kind), reverse=True)
        assert kept == sorted((edge.weight for edge in touching if edge.kind == kind), reverse=True)[:10]
    assert sector.graph.about == ("retail-trade",)
    assert len(sector.edges) + sector.graph.edges_left_out == len(whole.edges)
    assert len(sector.nodes) + sector.graph.nodes_left_out == len(whole.nodes)
