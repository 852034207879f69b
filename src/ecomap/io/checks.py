"""What must hold between the numbers of a map: one small check for each rule, each naming the culprit.

Whatever breaks one of these rules makes the map unusable; what only deserves a look stands in ``cautions``.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from math import fsum

from ecomap.errors import Problem, suggestion
from ecomap.io.evidence_checks import EVIDENCE_CHECKS
from ecomap.io.origin import Origin
from ecomap.io.overlays import LASTING, end_of_chain
from ecomap.io.references import references
from ecomap.io.validation import in_file_order
from ecomap.model import EcosystemMap, Sector, Trend, folded
from ecomap.results.maps import Finding

Found = Iterator[Problem]
Check = Callable[[EcosystemMap, Origin], Found]

ID_SPACES = (
    ("sources",), ("evidence",), ("methods",), ("activities", "sectors", "trends"), ("goals",), ("skills",),
    ("practices",), ("challenges",), ("opportunities",), ("countries",),
)  # fmt: skip
"""Lists in which an id may stand only once; several lists together where one graph holds them all."""


def integrity_problems(ecosystem: EcosystemMap, origin: Origin) -> list[Problem]:
    """Return everything that makes a map unusable, in file order."""
    return [finding.problem for finding in broken_rules(ecosystem, origin)]


def broken_rules(ecosystem: EcosystemMap, origin: Origin) -> list[Finding]:
    """Return everything that makes a map unusable with the rule that it breaks, in file order."""
    return ordered(
        Finding("error", rule_name(check), problem) for check in INTEGRITY for problem in check(ecosystem, origin)
    )


def rule_name(check: Callable[..., object]) -> str:
    """Return the name of the rule that a check looks after: ``_ids_are_unique`` is ``ids-are-unique``."""
    return check.__name__.strip("_").replace("_", "-")


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by file, line and column, each place once, the first found of each place."""
    by_place = {id(finding.problem): finding for finding in findings}
    return [by_place[id(problem)] for problem in in_file_order(found.problem for found in by_place.values())]


def _ids_are_unique(ecosystem: EcosystemMap, origin: Origin) -> Found:
    for fields in ID_SPACES:
        seen: set[str] = set()
        for field in fields:
            for position, item in enumerate(getattr(ecosystem, field)):
                if item.id in seen:
                    yield origin.problem(field, position, ("id",), f'the id "{item.id}" is taken.', "Choose another.")
                seen.add(item.id)


def _sector_names_are_unique(ecosystem: EcosystemMap, origin: Origin) -> Found:
    owner: dict[str, str] = {}
    for position, sector in enumerate(ecosystem.sectors):
        if sector.withdrawn or sector.replaced_by:
            continue
        for field, name in _sector_names(sector):
            if owner.setdefault(folded(name), sector.id) != sector.id:
                other = owner[folded(name)]
                message = f'"{name}" already names {other}.'
                yield origin.problem("sectors", position, (field,), message, "Keep it in one of them.")


def _sector_names(sector: Sector) -> Iterator[tuple[str, str]]:
    yield from (("id", sector.id), ("name", sector.name), ("short", sector.short))
    yield from (("aliases", alias) for alias in sector.aliases)


def _references_exist(ecosystem: EcosystemMap, origin: Origin) -> Found:
    kinds = ("sources", "evidence", "activities", "sectors", "trends", "goals", "skills", "practices")
    known = {kind: {item.id for item in getattr(ecosystem, kind)} for kind in kinds}
    for found in references(ecosystem):
        if found.name not in known[found.kind]:
            way_out = suggestion(found.name, known[found.kind]) or f"Add it under {found.kind}, or remove the line."
            message = f'no "{found.name}" among the {found.kind}.'
            yield origin.problem(found.field, found.position, found.inner, message, way_out)


def _replacements_have_an_end(ecosystem: EcosystemMap, origin: Origin) -> Found:
    for kind in LASTING:
        items = {item.id: item for item in getattr(ecosystem, kind)}
        for position, item in enumerate(getattr(ecosystem, kind)):
            if item.replaced_by and end_of_chain(items, item.id).replaced_by in items:
                message = f"{item.id} is replaced in a circle."
                yield origin.problem(kind, position, ("replaced_by",), message, "Name the one that is used now.")


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
    for field, owner in (("norms", "trend"), ("paces", "trend"), ("readiness", "sector")):
        seen: set[str] = set()
        for position, item in enumerate(getattr(ecosystem, field)):
            name = getattr(item, owner)
            if name in seen:
                yield origin.problem(field, position, (), f"{name} is given twice.", "Keep the better one.")
            seen.add(name)


def _nothing_rejected_is_present(ecosystem: EcosystemMap, origin: Origin) -> Found:
    rejected = {(item.trend, item.source, item.target): item for item in ecosystem.rejected}
    influences = [(item.trend, None, item.sector) for item in ecosystem.influences]
    couplings = [(None, item.source, item.target) for item in ecosystem.couplings]
    for field, edges in (("influences", influences), ("couplings", couplings)) if rejected else ():
        for position, edge in enumerate(edges):
            if edge in rejected:
                found = rejected[edge]
                message = f"{edge[0] or edge[1]} -> {edge[2]} was rejected on {found.reviewed}: {found.reason}"
                way_out = "Remove the line; how to dispute a rejection stands in docs/growing.md."
                yield origin.problem(field, position, (), message, way_out)
    for position, item in enumerate(ecosystem.rejected):
        if item.trend is None and item.source is None:
            yield origin.problem("rejected", position, (), "rejects nothing.", "Name a trend or a source.")


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


def _trends_have_one_pace(ecosystem: EcosystemMap, origin: Origin) -> Found:
    """A trend's pace is given or derived from the series it names; an overlay's given pace overrules a derived one."""
    rows = {row.trend: position for position, row in enumerate(ecosystem.paces)}
    trends = {trend.id: trend for trend in ecosystem.trends}
    for position, trend in enumerate(ecosystem.trends):
        if trend.pace and trend.pace_series:
            message = "two paces: one given, one derived from a series."
            yield origin.problem("trends", position, ("pace",), message, "Remove pace or pace_series.")
        elif trend.pace_series and trend.id not in rows:
            message = "no pace has been derived from it."
            yield origin.problem("trends", position, ("pace_series",), message, "Derive the statistics again.")
    for name, position in rows.items():
        owner = trends.get(name)
        if owner is None or owner.pace_series or _overrules(origin, ecosystem, owner, position):
            continue
        message = f"a second pace of {name}" if owner.pace else f"{name} names no series that its pace is derived from"
        way_out = "Give the trend a pace_series and no pace, or derive the statistics again."
        yield origin.problem("paces", position, ("trend",), f"{message}.", way_out)


def _overrules(origin: Origin, ecosystem: EcosystemMap, trend: Trend, row: int) -> bool:
    given = trend.pace is not None and origin.in_overlay("trends", ecosystem.trends.index(trend))
    return given and not origin.in_overlay("paces", row)


def _prerequisites_have_an_order(ecosystem: EcosystemMap, origin: Origin) -> Found:
    before = {trend.id: trend.prerequisites for trend in ecosystem.trends}
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        loop: list[str] = error.args[1]
        message = f"these need each other: {' > '.join(loop)}."
        position = list(before).index(loop[0])
        yield origin.problem("trends", position, ("prerequisites",), message, "Remove one prerequisite.")


INTEGRITY: tuple[Check, ...] = (
    _ids_are_unique,
    _sector_names_are_unique,
    _references_exist,
    _replacements_have_an_end,
    _edges_are_given_once,
    _nothing_rejected_is_present,
    _services_fit,
    _norms_are_known,
    _trends_have_one_pace,
    *EVIDENCE_CHECKS,
    _prerequisites_have_an_order,
)
