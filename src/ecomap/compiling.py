"""The map compiled: its arrays read off the graph, its labels off the map, once and for all queries."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecomap.graph import Graph, ecosystem_graph, edges_of
from ecomap.model import EcosystemMap, Trend
from ecomap.model.arrays import GRADES, map_arrays
from ecomap.model.compiled import (
    CompiledMap,
    MapActivity,
    MapChallenge,
    MapCountry,
    MapGoal,
    MapNeeds,
    MapRetired,
    MapSector,
    MapSkill,
    MapTrend,
)

Stored = dict[str, NDArray[Any]]


def compile_map(ecosystem: EcosystemMap, sha256: str = "") -> CompiledMap:
    """Return a checked map as labels and arrays.

    Parameters
    ----------
    ecosystem
        The map; its order of sectors, trends and activities does not matter.
    sha256
        Fingerprint of the files it was read from.
    """
    stored = _arrays(ecosystem)
    return CompiledMap(
        id=ecosystem.id,
        version=ecosystem.version,
        title=ecosystem.title,
        sha256=sha256,
        notes=ecosystem.notes,
        listed=tuple(sector.id for sector in ecosystem.sectors),
        sectors=tuple(_copied(MapSector, item) for item in _by_id(ecosystem.sectors)),
        trends=tuple(_trend(item) for item in _by_id(ecosystem.trends)),
        activities=tuple(_copied(MapActivity, item) for item in _by_id(ecosystem.activities)),
        goals=tuple(_copied(MapGoal, item) for item in ecosystem.goals),
        skills=tuple(_copied(MapSkill, item) for item in ecosystem.skills),
        maturity=ecosystem.maturity,
        countries=tuple(_copied(MapCountry, item) for item in ecosystem.countries),
        retired=tuple(_copied(MapRetired, item) for item in ecosystem.retired),
        evidence=tuple(record.id for record in ecosystem.evidence),
        load_arrays=lambda compiled: map_arrays(compiled.axes, stored),
    )


def _by_id(items: Iterable[Any]) -> list[Any]:
    return sorted(items, key=lambda item: item.id)


def _copied(kind: Any, item: Any, **made: Any) -> Any:
    """Return a record with the fields of an item that it has too."""
    said = {name: getattr(item, name) for name in kind._fields if name not in made}
    plain = {name: dict(value) if isinstance(value, dict) else value for name, value in said.items()}
    return kind(**plain, **made)


def _trend(item: Trend) -> MapTrend:
    challenges = tuple(_copied(MapChallenge, challenge) for challenge in item.challenges)
    needs, measured = _copied(MapNeeds, item.needs), item.measured is not None
    trend: MapTrend = _copied(MapTrend, item, measured=measured, needs=needs, challenges=challenges)
    return trend


# --- arrays ---------------------------------------------------------------------------------------------------


def _arrays(ecosystem: EcosystemMap) -> Stored:
    graph = ecosystem_graph(ecosystem)
    trends, sectors, activities = (
        [item.id for item in _by_id(items)] for items in (ecosystem.trends, ecosystem.sectors, ecosystem.activities)
    )
    at = {node: place for axis in (trends, sectors, activities) for place, node in enumerate(axis)}
    record = {item.id: place for place, item in enumerate(ecosystem.evidence)}
    return (
        _couplings(graph, at, record)
        | _prevalences(graph, at, record, (len(trends), len(sectors)))
        | _trends([graph.nodes[trend] for trend in trends])
        | _needs(_by_id(ecosystem.trends), ecosystem)
        | {
            "service": _matrix(graph, "service", at, (len(trends), len(activities))),
            "sector_profile": _matrix(graph, "profile", at, (len(sectors), len(activities))),
            "sector_readiness": _column(graph.nodes[sector]["readiness"] for sector in sectors),
            "sector_grade": _grades(graph.nodes[sector]["grade"] for sector in sectors),
        }
    )


def _couplings(graph: "Graph[str]", at: dict[str, int], record: dict[str, int]) -> Stored:
    edges = sorted(_edges(graph, "coupling"))
    return {
        "coupling_source": _places(at[source] for source, _, _ in edges),
        "coupling_target": _places(at[target] for _, target, _ in edges),
        "coupling_share": _column(data["coupling"] for _, _, data in edges),
        "coupling_grade": _grades(data["grade"] for _, _, data in edges),
        "coupling_evidence": _places(record[data["evidence"]] for _, _, data in edges),
    }


def _prevalences(graph: "Graph[str]", at: dict[str, int], record: dict[str, int], shape: tuple[int, int]) -> Stored:
    prevalence, known = np.full(shape, 0.5), np.zeros(shape, dtype=np.bool_)
    grade, evidence = np.full(shape, -1, dtype=np.int8), np.full(shape, -1, dtype=np.int32)
    special: list[tuple[int, int, float]] = []
    for trend, sector, data in _edges(graph, "prevalence"):
        cell = at[trend], at[sector]
        prevalence[cell], known[cell] = data["prevalence"], data["known"]
        grade[cell], evidence[cell] = GRADES.index(data["grade"]), record[data["evidence"]]
        if data["opportunity"] is not None:
            special.append((*cell, data["opportunity"]))
    special.sort()
    return {
        "prevalence": prevalence,
        "known": known,
        "prevalence_grade": grade,
        "prevalence_evidence": evidence,
        "special_trend": _places(trend for trend, _, _ in special),
        "special_sector": _places(sector for _, sector, _ in special),
        "special_opportunity": _column(share for _, _, share in special),
    }


def _trends(nodes: list[dict[str, Any]]) -> Stored:
    numbers = ("norm", "spread", "specificity", "opportunity")
    return {name: _column(node[name] for node in nodes) for name in numbers} | {
        "pace": _column(node["pace"] or 0.0 for node in nodes),
        "pace_known": np.array([node["pace"] is not None for node in nodes], dtype=np.bool_),
        "pace_grade": _grades(node["pace_grade"] for node in nodes),
        "trend_grade": _grades(node["grade"] for node in nodes),
    }


def _needs(trends: list[Trend], ecosystem: EcosystemMap) -> Stored:
    """Return what is a trend's alone and no edge of the graph: what it serves, what it costs, how young it is."""
    goals, skills = [goal.id for goal in ecosystem.goals], [skill.id for skill in ecosystem.skills]
    return {
        "goal_fit": _table(([trend.goals.get(goal, 0.0) for goal in goals] for trend in trends), len(goals)),
        "need_budget": _column(trend.needs.budget_eur for trend in trends),
        "need_hours": _column(trend.needs.hours_per_week for trend in trends),
        "need_skills": _table(([t.needs.skills.get(skill, 0.0) for skill in skills] for t in trends), len(skills)),
        "emerging": np.array([trend.stage == "emerging" for trend in trends], dtype=np.bool_),
    }


def _edges(graph: "Graph[str]", kind: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    return (edge for edge in graph.edges(data=True) if edge[2]["kind"] == kind)


def _matrix(graph: "Graph[str]", kind: str, at: dict[str, int], shape: tuple[int, int]) -> NDArray[np.float64]:
    matrix = np.zeros(shape)
    for source, target, number in edges_of(graph, kind):
        matrix[at[source], at[target]] = number
    return matrix


def _table(rows: Iterable[list[float]], width: int) -> NDArray[np.float64]:
    found = list(rows)
    return np.array(found, dtype=np.float64).reshape(len(found), width)


def _column(numbers: Iterable[float]) -> NDArray[np.float64]:
    return np.array(list(numbers), dtype=np.float64)


def _places(places: Iterable[int]) -> NDArray[np.int32]:
    return np.array(list(places), dtype=np.int32)


def _grades(grades: Iterable[str | None]) -> NDArray[np.int8]:
    return np.array([-1 if grade is None else GRADES.index(grade) for grade in grades], dtype=np.int8)
