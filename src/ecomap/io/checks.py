"""What must hold between the numbers of a map: one small check for each rule, each naming the culprit.

``integrity_problems`` refuses a map; ``warnings`` are what a careful editor wants to know all the same.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from math import fsum

from ecomap.errors import Location, Problem, suggestion
from ecomap.io.document import Document, dotted
from ecomap.io.names import folded
from ecomap.io.validation import in_file_order
from ecomap.model import EcosystemMap, Influence, MapPart, Trend

Found = Iterator[Problem]


@dataclass(frozen=True, slots=True)
class Origin:
    """Knows where in which file every item of a joined map was written."""

    parts: tuple[tuple[Document, MapPart], ...]

    def problem(
        self, field: str, position: int, inner: tuple[str | int, ...], message: str, way_out: str = ""
    ) -> Problem:
        """Return a problem at the ``position``-th item of a list of the joined map."""
        for document, content in self.parts:
            items = getattr(content, field)
            if position < len(items):
                path = (field, position, *inner)
                return Problem(document.locate(path), dotted(path), message, way_out)
            position -= len(items)
        return Problem(Location(self.parts[0][0].name), field, message, way_out)


def integrity_problems(ecosystem: EcosystemMap, origin: Origin) -> list[Problem]:
    """Return everything that makes a map unusable, in file order."""
    return in_file_order(problem for check in INTEGRITY for problem in check(ecosystem, origin))


def warnings(ecosystem: EcosystemMap, origin: Origin) -> list[Problem]:
    """Return what does not make a map unusable but deserves a look, in file order."""
    return in_file_order(problem for check in CAUTION for problem in check(ecosystem, origin))


def _ids_are_unique(ecosystem: EcosystemMap, origin: Origin) -> Found:
    for fields in (("sources",), ("evidence",), ("activities", "sectors", "trends")):
        seen: set[str] = set()
        for field in fields:
            for position, item in enumerate(getattr(ecosystem, field)):
                if item.id in seen:
                    yield origin.problem(field, position, ("id",), f'the id "{item.id}" is taken.', "Choose another.")
                seen.add(item.id)


def _sector_names_are_unique(ecosystem: EcosystemMap, origin: Origin) -> Found:
    owner: dict[str, str] = {}
    for position, sector in enumerate(ecosystem.sectors):
        for name in (sector.id, sector.name, *sector.aliases):
            if owner.setdefault(folded(name), sector.id) != sector.id:
                other = owner[folded(name)]
                yield origin.problem(
                    "sectors", position, ("aliases",), f'"{name}" already names {other}.', "Keep it in one of them."
                )


def _references_exist(ecosystem: EcosystemMap, origin: Origin) -> Found:
    known = {
        field: {item.id for item in getattr(ecosystem, field)}
        for field in ("sources", "evidence", "activities", "sectors", "trends", "goals", "skills")
    }
    for field, position, inner, kind, name in _references(ecosystem):
        if name not in known[kind]:
            way_out = suggestion(name, known[kind]) or f"Add it under {kind}, or remove the line."
            yield origin.problem(field, position, inner, f'no "{name}" among the {kind}.', way_out)


def _references(ecosystem: EcosystemMap) -> Iterator[tuple[str, int, tuple[str | int, ...], str, str]]:
    for field in ("sectors", "trends", "influences", "couplings", "norms", "readiness"):
        for position, item in enumerate(getattr(ecosystem, field)):
            yield field, position, ("evidence",), "evidence", item.evidence
    for i, record in enumerate(ecosystem.evidence):
        if record.source is not None:
            yield "evidence", i, ("source",), "sources", record.source
    for i, sector in enumerate(ecosystem.sectors):
        for name in sector.activities:
            yield "sectors", i, ("activities", name), "activities", name
    for i, trend in enumerate(ecosystem.trends):
        yield from _trend_references(i, trend)
    for i, influence in enumerate(ecosystem.influences):
        yield "influences", i, ("trend",), "trends", influence.trend
        yield "influences", i, ("sector",), "sectors", influence.sector
    for i, coupling in enumerate(ecosystem.couplings):
        yield "couplings", i, ("source",), "sectors", coupling.source
        yield "couplings", i, ("target",), "sectors", coupling.target
    for i, norm in enumerate(ecosystem.norms):
        if norm.trend != "*":
            yield "norms", i, ("trend",), "trends", norm.trend
    for i, readiness in enumerate(ecosystem.readiness):
        yield "readiness", i, ("sector",), "sectors", readiness.sector


def _trend_references(position: int, trend: Trend) -> Iterator[tuple[str, int, tuple[str | int, ...], str, str]]:
    for name in trend.services:
        yield "trends", position, ("services", name), "activities", name
    for name in trend.goals:
        yield "trends", position, ("goals", name), "goals", name
    for name in trend.needs.skills:
        yield "trends", position, ("needs", "skills", name), "skills", name
    for i, name in enumerate(trend.prerequisites):
        yield "trends", position, ("prerequisites", i), "trends", name
    if trend.pace:
        yield "trends", position, ("pace", "evidence"), "evidence", trend.pace.evidence


def _edges_are_given_once(ecosystem: EcosystemMap, origin: Origin) -> Found:
    for field, ends in (("influences", ("trend", "sector")), ("couplings", ("source", "target"))):
        counts: Counter[tuple[str, str]] = Counter()
        for position, item in enumerate(getattr(ecosystem, field)):
            edge = getattr(item, ends[0]), getattr(item, ends[1])
            counts[edge] += 1
            if counts[edge] > 1:
                message = f"{edge[0]} -> {edge[1]} is given twice."
                yield origin.problem(field, position, (), message, "Keep the better one.")
            if edge[0] == edge[1]:
                yield origin.problem(field, position, (), f"{edge[0]} influences itself.", "Remove the line.")


def _services_fit(ecosystem: EcosystemMap, origin: Origin) -> Found:
    for position, trend in enumerate(ecosystem.trends):
        total = fsum(trend.services.values())
        if total > 1 + 1e-9:
            yield origin.problem("trends", position, ("services",), f"the services sum to {total:g}.", "At most 1.")


def _norms_are_known(ecosystem: EcosystemMap, origin: Origin) -> Found:
    default = ecosystem.norm_by_trend.get("*")
    for position, trend in enumerate(ecosystem.trends):
        row = ecosystem.norm_by_trend.get(trend.id)
        measured = row is not None and row.norm is not None
        if trend.norm is None and not measured:
            yield origin.problem(
                "trends",
                position,
                (),
                f"{trend.id} has no norm.",
                "Judge it (norm: 0.1), or derive the statistics again.",
            )
        if trend.norm is not None and trend.measured is not None:
            yield origin.problem(
                "trends", position, ("norm",), "a measured trend has a judged norm.", "Remove the norm."
            )
        if row is None and default is None:
            yield origin.problem("trends", position, (), f"{trend.id} has no spread.", "Add a row * to norms.csv.")


def _judgements_are_reasoned(ecosystem: EcosystemMap, origin: Origin) -> Found:
    for position, influence in enumerate(ecosystem.influences):
        if influence.statement is None and influence.value is None and _basis(ecosystem, influence) != "derived":
            yield origin.problem(
                "influences", position, (), "neither a statement nor a published value.", "Add one of them."
            )
    for position, trend in enumerate(ecosystem.trends):
        if trend.pace and trend.pace.reason is None and _is_judged(ecosystem, trend.pace.evidence):
            yield origin.problem("trends", position, ("pace",), "a judged pace without its reason.", "Add reason: ...")


def _basis(ecosystem: EcosystemMap, influence: Influence) -> str:
    record = ecosystem.evidence_by_id.get(influence.evidence)
    return record.basis if record else ""


def _is_judged(ecosystem: EcosystemMap, evidence: str) -> bool:
    record = ecosystem.evidence_by_id.get(evidence)
    return record is not None and record.basis == "judgement"


def _prerequisites_have_an_order(ecosystem: EcosystemMap, origin: Origin) -> Found:
    before = {trend.id: trend.prerequisites for trend in ecosystem.trends}
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        loop: list[str] = error.args[1]
        message = f"these need each other: {' > '.join(loop)}."
        position = list(before).index(loop[0])
        yield origin.problem("trends", position, ("prerequisites",), message, "Remove one prerequisite.")


def _trends_reach_sectors(ecosystem: EcosystemMap, origin: Origin) -> Found:
    reached = {influence.trend for influence in ecosystem.influences}
    for position, trend in enumerate(ecosystem.trends):
        if trend.id not in reached:
            yield origin.problem("trends", position, (), f"{trend.id} has a figure in no sector.", "Add influences.")


def _sectors_are_coupled(ecosystem: EcosystemMap, origin: Origin) -> Found:
    reached = {coupling.target for coupling in ecosystem.couplings if coupling.coupling > 0}
    for position, sector in enumerate(ecosystem.sectors):
        if sector.id not in reached:
            yield origin.problem("sectors", position, (), f"nothing influences {sector.id}.", "Derive its couplings.")


def _budgets_hold(ecosystem: EcosystemMap, origin: Origin) -> Found:
    incoming: defaultdict[str, list[float]] = defaultdict(list)
    for coupling in ecosystem.couplings:
        incoming[coupling.target].append(coupling.coupling)
    for position, sector in enumerate(ecosystem.sectors):
        total = fsum(incoming[sector.id])
        if total > 1 + 1e-9:
            message = f"the couplings into {sector.id} sum to {total:.4g}, more than 1."
            yield origin.problem("sectors", position, (), message, "Lower them until they sum to at most 1.")


INTEGRITY: tuple[Callable[[EcosystemMap, Origin], Found], ...] = (
    _ids_are_unique,
    _sector_names_are_unique,
    _references_exist,
    _edges_are_given_once,
    _services_fit,
    _norms_are_known,
    _judgements_are_reasoned,
    _prerequisites_have_an_order,
)
CAUTION: tuple[Callable[[EcosystemMap, Origin], Found], ...] = (
    _trends_reach_sectors,
    _sectors_are_coupled,
    _budgets_hold,
)
