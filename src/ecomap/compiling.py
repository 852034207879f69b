"""The map compiled: its arrays read off the graph, its labels off the map, once and for all queries."""

from collections import Counter
from collections.abc import Iterable, Iterator
from math import fsum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.likelihood import logistic
from ecomap.graph import Graph, ecosystem_graph, edges_of
from ecomap.model import EcosystemMap, Trend
from ecomap.model.arrays import GRADES, SIZES, map_arrays
from ecomap.model.compiled import INNER, RECORDS, CompiledMap
from ecomap.model.trends import PlaceFamily
from ecomap.posteriors import map_posteriors

MAP_ATTENUATION = 0.05
"""delta: share of what stands out in a sector that reaches the next one, where sectors' estimates are made."""
LEAST_SPREAD = 0.05
SORTED = ("sectors", "trends", "activities")
"""Lists that stand by their ids, as the axes do; the others keep the map's order."""
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
    counted = Counter(item.trend for item in ecosystem.influences if item.question)
    lists = {
        name: tuple(
            _copied(
                kind,
                item,
                measured=counted[item.id] > 1,
                gate=item.gate.reason if getattr(item, "gate", None) else "",
                employees_min=getattr(item, "employees_min", None) or 0,
            )
            for item in (_by_id if name in SORTED else tuple)(getattr(ecosystem, name))
        )
        for name, kind in RECORDS.items()
    }
    return CompiledMap(
        id=ecosystem.id,
        version=ecosystem.version,
        title=ecosystem.title,
        sha256=sha256,
        notes=ecosystem.notes,
        listed=tuple(sector.id for sector in ecosystem.sectors),
        maturity=ecosystem.maturity,
        evidence=tuple(record.id for record in ecosystem.evidence),
        load_arrays=lambda compiled: map_arrays(compiled.axes, stored),
        **lists,
    )


def _by_id(items: Iterable[Any]) -> list[Any]:
    return sorted(items, key=lambda item: item.id)


def _copied(kind: Any, item: Any, **made: Any) -> Any:
    """Return a record of a kind with what is made for it and what the item says."""
    return kind._make(
        made[name] if name in made else _plain(INNER.get(name), getattr(item, name)) for name in kind._fields
    )


def _plain(inner: Any, value: Any) -> Any:
    """Return a value of a model as a compiled map holds it; what is of a model itself becomes a record."""
    if isinstance(value, tuple):
        return tuple(_plain(inner, item) for item in value)
    if inner is not None:
        return _copied(inner, value)
    return dict(value) if isinstance(value, dict) else value


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
        | _estimates(graph, at, ecosystem)
        | _prevalences(graph, at, record, (len(trends), len(sectors)))
        | _trends([graph.nodes[trend] for trend in trends])
        | _needs(_by_id(ecosystem.trends), ecosystem)
        | _whom(_by_id(ecosystem.trends), ecosystem)
        | _places_of(_by_id(ecosystem.trends), ecosystem)
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


def _estimates(graph: "Graph[str]", at: dict[str, int], ecosystem: EcosystemMap) -> Stored:
    """Return the share of each sector's firms that use each trend today, and where the trend stands over them.

    What is known is estimated (`ecomap.posteriors`); where a map says itself where a trend stands over its sectors
    (``norms``), its figures are taken as they are.
    """
    sectors = len(ecosystem.sectors)
    steps = np.asarray(MAP_ATTENUATION * _matrix(graph, "coupling", at, (sectors, sectors)), dtype=np.float64)
    given = {
        trend.id: graph.nodes[trend.id]
        for trend in ecosystem.trends
        if graph.nodes[trend.id]["norm"] is not None and graph.nodes[trend.id]["spread"] is not None
    }
    found = map_posteriors(ecosystem, steps, given)
    z = found.total
    counted = np.maximum(1, found.concerned.sum(axis=1))
    norm = np.where(found.concerned, z, 0.0).sum(axis=1) / counted
    spread = np.sqrt(np.where(found.concerned, (z - norm[:, None]) ** 2, 0.0).sum(axis=1) / counted)
    prevalence, known = logistic(z), found.concerned.copy()
    for trend, said in given.items():
        place = at[trend]
        norm[place], spread[place] = said["norm"], said["spread"]
        prevalence[place], known[place] = 0.5, False
        for _, sector, data in graph.out_edges(trend, data=True):
            if data["kind"] == "prevalence":
                prevalence[place, at[sector]], known[place, at[sector]] = data["prevalence"], data["known"]
    return {"prevalence": prevalence, "known": known, "norm": norm, "spread": np.maximum(spread, LEAST_SPREAD)}


def _prevalences(graph: "Graph[str]", at: dict[str, int], record: dict[str, int], shape: tuple[int, int]) -> Stored:
    grade, evidence = np.full(shape, -1, dtype=np.int8), np.full(shape, -1, dtype=np.int32)
    special: list[tuple[int, int, float]] = []
    for trend, sector, data in _edges(graph, "prevalence"):
        cell = at[trend], at[sector]
        grade[cell], evidence[cell] = GRADES.index(data["grade"]), record[data["evidence"]]
        if data["opportunity"] is not None:
            special.append((*cell, data["opportunity"]))
    special.sort()
    return {
        "prevalence_grade": grade,
        "prevalence_evidence": evidence,
        "special_trend": _places(trend for trend, _, _ in special),
        "special_sector": _places(sector for _, sector, _ in special),
        "special_opportunity": _column(share for _, _, share in special),
    }


def _trends(nodes: list[dict[str, Any]]) -> Stored:
    numbers = ("specificity", "opportunity")
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


def _whom(trends: list[Trend], ecosystem: EcosystemMap) -> Stored:
    """Return whom a trend is for: an owner who looks for chances or for dangers, firms with a trait, with staff."""
    opening = [item.id for items in (ecosystem.traits, _by_id(ecosystem.activities)) for item in items]
    gates = [(*trend.gate.any_of, *trend.gate.activities) if trend.gate else () for trend in trends]
    sectors = _by_id(ecosystem.sectors)
    return {
        "opportunities": np.array([trend.role in (None, "do") for trend in trends], dtype=np.bool_),
        "threats": np.array([trend.role in (None, "risk", "duty") for trend in trends], dtype=np.bool_),
        "gate": _table(([float(name in gate) for name in opening] for gate in gates), len(opening)) > 0,
        "opening": _table(
            ([(item.activities | item.traits).get(name, 0.0) for name in opening] for item in sectors), len(opening)
        ),
        "least_employees": _column(trend.employees_min or 0 for trend in trends),
    }


def _places_of(trends: list[Trend], ecosystem: EcosystemMap) -> Stored:
    """Return how far each country and size class moves each trend, by the family that stands for it."""
    groups = {group.id: group for group in ecosystem.groups}
    rows = {(str(row.kind), row.place, row.family): row for row in ecosystem.modifiers}
    families = [
        None if trend.role == "duty" else trend.places or (groups[trend.group].places if trend.group else None)
        for trend in trends  # a law holds or does not, however large a firm is
    ]

    def shift(kind: str, place: str, family: PlaceFamily | None) -> float:
        row = rows.get((kind, place, family.family)) if family else None
        if row is None or family is None:
            return 0.0
        slope = family.slope if family.slope is not None else row.slope
        return row.shift * (1.0 if slope is None else slope)

    countries = [country.id for country in ecosystem.countries]
    by_country = _table(([shift("country", place, f) for f in families] for place in countries), len(trends))
    own = {trend: -fsum(found) / len(found) for trend, found in _american(ecosystem).items()}
    if "us" in countries:
        by_country[countries.index("us")] = [own.get(trend.id, 0.0) for trend in trends]
    return {
        "country_shift": by_country,
        "size_shift": _table(([shift("size", place, f) for f in families] for place in SIZES), len(trends)),
    }


def _american(ecosystem: EcosystemMap) -> dict[str, list[float]]:
    """Return the shifts of each trend's US figures to the EU: in the US they hold as they are."""
    found: dict[str, list[float]] = {}
    for item in ecosystem.influences:
        if item.area == "US":
            found.setdefault(item.trend, []).append(item.shift)
    return found


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
