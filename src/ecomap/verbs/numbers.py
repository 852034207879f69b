"""Every number of the map with what belongs to it: figure, cell, grade, words, and the record it rests on."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, TypeVar

from ecomap.model import (
    Country,
    Coupling,
    DerivedPace,
    EcosystemMap,
    Influence,
    Modifier,
    Norm,
    Practice,
    Readiness,
    Sector,
    Theme,
    Trend,
)
from ecomap.results.maps import EvidencedNumber, EvidenceRecord, MethodDetails, SourceDetails

T = TypeVar("T", SourceDetails, MethodDetails)
Numbers = Iterator[EvidencedNumber]
A_YEAR = "growth of the log-odds a year"
IN_TREND = (
    "norm", "spread", "specificity", "opportunity share", "budget", "hours", "service", "goal", "skill", "pace",
    "prevalence",
)  # fmt: skip
ORDER: dict[str, tuple[str, ...]] = {
    "trend": IN_TREND,
    "sector": ("activity profile", "readiness", "coupling", "prevalence"),
    "activity": ("activity profile", "service"),
    "practice": ("practice hours", "practice budget", "practice skill"),
    "challenge": ("challenge",),
    "opportunity": ("opportunity",),
    "country": ("payments", "modifier"),
    "size class": ("modifier",),
}
"""Kinds of number that a thing has, in the order in which they are told."""
PLACE = {("sector", "coupling"): 1, ("sector", "prevalence"): 1, ("activity", "activity profile"): 1,
         ("activity", "service"): 1, ("country", "modifier"): 1, ("size class", "modifier"): 1}  # fmt: skip
"""Where the thing stands among what a number is of, if not first."""


class MapNumbers:
    """Words the numbers of one map."""

    def __init__(self, ecosystem: EcosystemMap) -> None:
        self.ecosystem = ecosystem
        self.records, self.trends = ecosystem.evidence_by_id, ecosystem.trend_by_id
        self.sectors = ecosystem.sector_by_id

    def numbers(self, kind: str, name: str) -> list[EvidencedNumber]:
        """Return every number of a thing."""
        if kind in ("evidence", "source"):
            of_source = {record.id for record in self.ecosystem.evidence if record.source == name}
            records = {name} if kind == "evidence" else of_source
            return [number for number in self.everything() if number.evidence in records]
        order = {number: place for place, number in enumerate(ORDER[kind])}
        found = [number for number in self.everything() if number.kind in order and self._is_of(number, kind, name)]
        return sorted(found, key=lambda number: order[number.kind])

    def _is_of(self, number: EvidencedNumber, kind: str, name: str) -> bool:
        place = PLACE.get((kind, number.kind), 0)
        return number.of[place] == name and (number.kind != "modifier" or number.of[0] == kind.removesuffix(" class"))

    def everything(self) -> Numbers:
        """Yield every number of the map."""
        ecosystem = self.ecosystem
        row = {row.sector: row for row in ecosystem.readiness}
        readiness = [row[sector.id] for sector in ecosystem.sectors if sector.id in row]
        lists: tuple[tuple[Any, Any], ...] = (
            (self._profile, ecosystem.sectors), (self._judged, ecosystem.trends),
            (lambda item: [self.prevalence(item)], ecosystem.influences),
            (lambda item: [self.coupling(item)], ecosystem.couplings), (self._norm, ecosystem.norms),
            (self._pace, ecosystem.derived_paces), (self._readiness, readiness),
            (self._modifier, ecosystem.modifiers), (self._practice, ecosystem.practices),
            (lambda item: self._words("challenge", item), ecosystem.challenges),
            (lambda item: self._words("opportunity", item), ecosystem.opportunities),
            (self._payments, ecosystem.countries),
        )  # fmt: skip
        return chain.from_iterable(number for make, items in lists for number in map(make, items))

    # --- one kind of number

    def prevalence(self, item: Influence) -> EvidencedNumber:
        """Return the share of a sector's firms that use a trend."""
        text = f"{self.trends[item.trend].name}: share of firms in {self.sectors[item.sector].name}"
        parts = {} if item.opportunity is None else {"opportunity": item.opportunity}
        said = " ".join(part for part in (item.statement, item.note) if part) or None
        return self._published("prevalence", (item.trend, item.sector), text, item.prevalence, item, said, parts=parts)

    def coupling(self, item: Coupling) -> EvidencedNumber:
        """Return the share of a sector's outside pressure that comes from another."""
        text = f"{self.sectors[item.source].name} to {self.sectors[item.target].name}: share of outside pressure"
        parts = {
            part: getattr(item, part)
            for part in ("affinity", "technology_kinship", "activity_kinship", "flow_musd")
            if getattr(item, part) is not None
        }
        return self._number("coupling", (item.source, item.target), text, item.coupling, item.evidence, parts=parts)

    def _norm(self, row: Norm) -> Numbers:
        whose = "every trend that is not measured" if row.trend == "*" else self.trends[row.trend].name
        parts = {} if row.sectors is None else {"sectors": float(row.sectors)}
        for kind, number, what in (("norm", row.norm, "mean"), ("spread", row.spread, "standard deviation")):
            if number is not None:
                text = f"{whose}: {what} of the log-odds over the sectors"
                yield self._number(kind, (row.trend,), text, number, row.evidence, parts=parts)

    def _judged(self, trend: Trend) -> Numbers:
        """Yield the numbers that stand in a trend's own lines."""
        needs = trend.needs
        singles = {
            "norm": (trend.norm, "share of firms in the typical sector"),
            "specificity": (trend.specificity, "0 general-purpose, 1 of use only to those who do its activities"),
            "opportunity share": (trend.opportunity, "part of its effect that is opportunity"),
            "budget": (needs.budget_eur, "EUR in the first year"),
            "hours": (needs.hours_per_week, "hours a week while it is introduced"),
        }
        lists = {"service": trend.services, "goal": trend.goals, "skill": needs.skills}
        yield from self._lines(trend, {kind: found for kind, found in singles.items() if found[0] is not None}, lists)
        if trend.pace:
            text = f"{trend.name}: {A_YEAR}"
            yield self._number("pace", (trend.id,), text, trend.pace.value, trend.pace.evidence, trend.pace.reason)

    def _practice(self, item: Practice) -> Numbers:
        singles = {
            "hours": (item.effort_hours, "hours until it runs"),
            "budget": (item.cost_eur, "EUR in the first year"),
        }
        return self._lines(item, singles, {"skill": item.skills}, "practice ")

    def _lines(self, item: Trend | Practice, singles: dict[str, Any], lists: dict[str, Any], of: str = "") -> Numbers:
        for kind, (number, text) in singles.items():
            yield self._number(of + kind, (item.id,), f"{item.name}: {text}", number, item.evidence, item.reason)
        for kind, shares in lists.items():
            for name, share in shares.items():
                text = f"{item.name}: {kind} {name}"
                yield self._number(of + kind, (item.id, name), text, share, item.evidence, item.reason)

    def _pace(self, row: DerivedPace) -> Numbers:
        value, unit = f"{row.value} in {row.years}", self.records[row.evidence].unit
        text = f"{self.trends[row.trend].name}: {A_YEAR}"
        yield self._published("pace", (row.trend,), text, row.pace, row, value=value, unit=unit)

    def _profile(self, sector: Sector) -> Numbers:
        for name, share in sector.activities.items():
            text = f"{sector.name}: how much a typical firm does {name}"
            yield self._number("activity profile", (sector.id, name), text, share, sector.evidence, sector.reason)

    def _readiness(self, row: Readiness) -> Numbers:
        text = f"{self.sectors[row.sector].name}: digital readiness in standard deviations"
        parts = {} if row.technologies is None else {"technologies": float(row.technologies)}
        yield self._number("readiness", (row.sector,), text, row.readiness, row.evidence, parts=parts)

    def _modifier(self, row: Modifier) -> Numbers:
        text = f"{row.family} in {row.place}: distance from the reference in log-odds"
        of, said = (row.kind, row.place, row.family), f"{row.value} against {row.reference}"
        yield self._published("modifier", of, text, row.shift, row, said)

    def _payments(self, item: Country) -> Numbers:
        text = f"{item.name}: payment habits"
        yield self._number("payments", (item.id,), text, None, item.evidence, item.payments)

    def _words(self, kind: str, item: Theme) -> Numbers:
        yield self._number(kind, (item.id,), item.name, None, item.evidence, item.summary)

    def _number(
        self, kind: str, of: tuple[str, ...], text: str, number: float | None, evidence: str,
        statement: str | None = None, *, parts: dict[str, float] | None = None,
    ) -> EvidencedNumber:  # fmt: skip
        grade = self.records[evidence].grade
        return EvidencedNumber(kind, of, text, number, parts or {}, None, None, None, grade, statement, evidence)

    def _published(
        self, kind: str, of: tuple[str, ...], text: str, number: float, row: Influence | DerivedPace | Modifier,
        said: str | None = None, *, parts: dict[str, float] | None = None, value: str | None = None,
        unit: str | None = None,
    ) -> EvidencedNumber:  # fmt: skip
        """Return a number that stands in a row of its own, with the figure as published."""
        grade = getattr(row, "grade", None) or self.records[row.evidence].grade
        unit = unit or getattr(row, "unit", None)
        return EvidencedNumber(
            kind, of, text, number, parts or {}, value or row.value, unit, row.locator, grade, said, row.evidence
        )

    # --- records

    def record(self, name: str) -> EvidenceRecord:
        """Return an evidence record with its source and its method written out."""
        record = self.records[name]
        said = {field: getattr(record, field) for field in EvidenceRecord.__match_args__[:-2]}
        method = self.ecosystem.method_by_id.get(record.method or "")
        unexplained = None if record.method is None else MethodDetails(record.method, record.method, "", "", "")
        return EvidenceRecord(
            **said,
            source=None if record.source is None else self.source(record.source),
            method=unexplained if method is None else _copied(MethodDetails, method),
        )

    def source(self, name: str) -> SourceDetails:
        """Return a source written out."""
        return _copied(SourceDetails, next(source for source in self.ecosystem.sources if source.id == name))


def _copied(kind: type[T], item: Any) -> T:
    return kind(**{name: getattr(item, name) for name in kind.__match_args__})
