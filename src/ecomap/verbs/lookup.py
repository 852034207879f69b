"""Look into the map: what it holds, and what its numbers rest on."""

from collections import Counter
from collections.abc import Iterator

from ecomap.model import EcosystemMap, Trend
from ecomap.model.compiled import AnyMap
from ecomap.names import Names
from ecomap.results.labels import MapLabel
from ecomap.results.ranking import MapSummary
from ecomap.results.search import Match

COUNTED = (
    "sectors", "activities", "trends", "influences", "couplings", "practices", "challenges", "opportunities",
    "countries", "modifiers", "sources", "evidence",
)  # fmt: skip
"""Lists of a map whose lengths are told."""


def summarise(ecosystem: EcosystemMap, sha256: str) -> MapSummary:
    """Count what a map holds, and its numbers by basis and grade of their evidence."""
    by_basis: dict[str, Counter[str]] = {}
    by_grade: dict[str, Counter[str]] = {}
    records = ecosystem.evidence_by_id
    for kind, evidence, grade in _numbers(ecosystem):
        by_basis.setdefault(kind, Counter())[records[evidence].basis] += 1
        by_grade.setdefault(kind, Counter())[grade or records[evidence].grade] += 1
    return MapSummary(
        MapLabel(ecosystem.id, ecosystem.version, sha256),
        ecosystem.title,
        ecosystem.licence,
        counts={name: len(getattr(ecosystem, name)) for name in COUNTED},
        by_basis={kind: dict(sorted(found.items())) for kind, found in by_basis.items()},
        by_grade={kind: dict(sorted(found.items())) for kind, found in by_grade.items()},
        limits=ecosystem.limits,
    )


def _numbers(ecosystem: EcosystemMap) -> Iterator[tuple[str, str, str | None]]:
    """Yield kind, evidence id and own grade of every number that carries evidence."""
    yield from (("prevalence", item.evidence, item.grade) for item in ecosystem.influences)
    yield from (("coupling", item.evidence, None) for item in ecosystem.couplings)
    yield from (("norm", item.evidence, None) for item in ecosystem.norms)
    yield from (("readiness", item.evidence, None) for item in ecosystem.readiness)
    yield from (("activity profile", item.evidence, None) for item in ecosystem.sectors for _ in item.activities)
    yield from (("pace", item.pace.evidence, None) for item in ecosystem.trends if item.pace)
    yield from (("pace", item.evidence, item.grade) for item in ecosystem.derived_paces)
    yield from (("modifier", item.evidence, None) for item in ecosystem.modifiers)
    for practice in ecosystem.practices:
        yield from (("practice", practice.evidence, None) for _ in range(2 + len(practice.skills)))
    for trend in ecosystem.trends:
        yield from (("trend", trend.evidence, None) for _ in range(_judged_numbers(trend)))


def _judged_numbers(trend: Trend) -> int:
    norm = trend.norm is not None
    return 2 + norm + len(trend.services) + len(trend.goals) + 2 + len(trend.needs.skills)


def search(ecosystem: AnyMap, words: str) -> tuple[Match, ...]:
    """Return sectors, trends and activities that have every word, those with it in the name first."""
    return Names.of(ecosystem).search(words)
