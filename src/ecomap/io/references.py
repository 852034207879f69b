"""Every id that a map names, and where it names it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ecomap.io.origin import Step
from ecomap.model import EcosystemMap, Practice, Rejected, Theme, Trend

EVIDENCED = (
    "sectors", "trends", "influences", "couplings", "norms", "paces", "readiness", "modifiers", "practices",
    "challenges", "opportunities", "countries",
)  # fmt: skip
"""Lists whose items must name their evidence."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One id, named by the ``position``-th item of a list in its field ``inner``, meant as one of the ``kind``."""

    field: str
    position: int
    inner: tuple[Step, ...]
    kind: str
    name: str


Inside = Iterator[tuple[tuple[Step, ...], str, str]]


def references(ecosystem: EcosystemMap) -> Iterator[Reference]:
    """Yield every id that the map names."""
    for field in EVIDENCED:
        for position, item in enumerate(getattr(ecosystem, field)):
            yield Reference(field, position, ("evidence",), "evidence", item.evidence)
    for field, inside in INSIDE.items():
        for position, item in enumerate(getattr(ecosystem, field)):
            for inner, kind, name in inside(item):
                yield Reference(field, position, inner, kind, name)
    for field in ("trends", "sectors", "activities", "practices"):
        for position, item in enumerate(getattr(ecosystem, field)):
            if item.replaced_by is not None:
                yield Reference(field, position, ("replaced_by",), field, item.replaced_by)


def _keys(field: str, kind: str, shares: Iterable[str], *above: Step) -> Inside:
    for name in shares:
        yield (*above, field, name), kind, name


def _listed(field: str, kind: str, names: Iterable[str]) -> Inside:
    for i, name in enumerate(names):
        yield (field, i), kind, name


def _in_trend(trend: Trend) -> Inside:
    yield from _keys("services", "activities", trend.services)
    yield from _keys("goals", "goals", trend.goals)
    yield from _keys("skills", "skills", trend.needs.skills, "needs")
    yield from _listed("prerequisites", "trends", trend.prerequisites)
    if trend.pace:
        yield ("pace", "evidence"), "evidence", trend.pace.evidence


def _in_practice(item: Practice) -> Inside:
    yield ("home",), "sectors", item.home
    yield ("trend",), "trends", item.trend
    yield ("activity",), "activities", item.activity
    yield from _keys("skills", "skills", item.skills)


def _in_theme(item: Theme) -> Inside:
    yield from _listed("trends", "trends", item.trends)
    yield from _listed("sectors", "sectors", item.sectors)
    yield from _listed("practices", "practices", item.practices)


def _in_rejected(item: Rejected) -> Inside:
    if item.trend is not None:
        yield ("trend",), "trends", item.trend
    if item.source is not None:
        yield ("source",), "sectors", item.source
    yield ("target",), "sectors", item.target


INSIDE: dict[str, Callable[[Any], Iterable[tuple[tuple[Step, ...], str, str]]]] = {
    "evidence": lambda item: [] if item.source is None else [(("source",), "sources", item.source)],
    "sectors": lambda item: _keys("activities", "activities", item.activities),
    "trends": _in_trend,
    "influences": lambda item: [(("trend",), "trends", item.trend), (("sector",), "sectors", item.sector)],
    "couplings": lambda item: [(("source",), "sectors", item.source), (("target",), "sectors", item.target)],
    "norms": lambda item: [] if item.trend == "*" else [(("trend",), "trends", item.trend)],
    "paces": lambda item: [(("trend",), "trends", item.trend)],
    "readiness": lambda item: [(("sector",), "sectors", item.sector)],
    "practices": _in_practice,
    "challenges": _in_theme,
    "opportunities": _in_theme,
    "countries": lambda item: [(("rules", i, "source"), "sources", rule.source) for i, rule in enumerate(item.rules)],
    "rejected": _in_rejected,
}
"""For each list: the ids inside one of its items."""
