"""Every number of the map with what belongs to it: figure, cell, grade, words, and the record it rests on."""

from collections.abc import Callable, Iterable, Iterator

from ecomap.model import (
    Country,
    Coupling,
    DerivedPace,
    EcosystemMap,
    Influence,
    Modifier,
    Norm,
    Practice,
    Sector,
    Trend,
)
from ecomap.results.maps import EvidencedNumber, EvidenceRecord, MethodDetails, SourceDetails

Numbers = Iterator[EvidencedNumber]
A_YEAR = "growth of the log-odds a year"


class MapNumbers:
    """Words the numbers of one map."""

    def __init__(self, ecosystem: EcosystemMap) -> None:
        self.ecosystem = ecosystem
        self.sources = {source.id: source for source in ecosystem.sources}
        self.makers: dict[str, Callable[[str], Numbers]] = {
            "trend": self._of_trend,
            "sector": self._of_sector,
            "activity": self._of_activity,
            "practice": lambda name: (n for p in ecosystem.practices if p.id == name for n in self._practice(p)),
            "challenge": self._of_theme,
            "opportunity": self._of_theme,
            "country": self._of_country,
            "size class": lambda name: self._modifiers(
                item for item in ecosystem.modifiers if (item.kind, item.place) == ("size", name)
            ),
            "evidence": lambda name: (n for n in self.everything() if n.evidence == name),
            "source": self._of_source,
        }

    def numbers(self, kind: str, name: str) -> Numbers:
        """Return every number of a thing."""
        return self.makers[kind](name)

    # --- numbers of one thing

    def _of_trend(self, name: str) -> Numbers:
        trend = self.ecosystem.trend_by_id[name]
        yield from self._norms(norm for norm in self.ecosystem.norms if norm.trend == name)
        yield from self._judged(trend)
        yield from (self._pace(row) for row in self.ecosystem.derived_paces if row.trend == name)
        yield from (self.prevalence(item) for item in self.ecosystem.influences if item.trend == name)

    def _of_sector(self, name: str) -> Numbers:
        yield from self._profile(self.ecosystem.sector_by_id[name])
        yield from self._readiness(name)
        yield from (self.coupling(item) for item in self.ecosystem.couplings if item.target == name)
        yield from (self.prevalence(item) for item in self.ecosystem.influences if item.sector == name)

    def _of_activity(self, name: str) -> Numbers:
        for sector in self.ecosystem.sectors:
            yield from (number for number in self._profile(sector) if number.of[1] == name)
        for trend in self.ecosystem.trends:
            yield from (n for n in self._judged(trend) if n.kind == "service" and n.of[1] == name)

    def _of_country(self, name: str) -> Numbers:
        country = next(item for item in self.ecosystem.countries if item.id == name)
        yield from self._country(country)
        yield from self._modifiers(m for m in self.ecosystem.modifiers if (m.kind, m.place) == ("country", name))

    def _of_theme(self, name: str) -> Numbers:
        for kind, items in (("challenge", self.ecosystem.challenges), ("opportunity", self.ecosystem.opportunities)):
            for item in items:
                if item.id == name:
                    yield self._words(kind, (name,), item.name, item.summary, item.evidence)

    def _of_source(self, name: str) -> Numbers:
        records = {record.id for record in self.ecosystem.evidence if record.source == name}
        yield from (number for number in self.everything() if number.evidence in records)

    def everything(self) -> Numbers:
        """Yield every number of the map."""
        ecosystem = self.ecosystem
        yield from (number for sector in ecosystem.sectors for number in self._profile(sector))
        yield from (number for trend in ecosystem.trends for number in self._judged(trend))
        yield from (self.prevalence(item) for item in ecosystem.influences)
        yield from (self.coupling(item) for item in ecosystem.couplings)
        yield from self._norms(ecosystem.norms)
        yield from (self._pace(row) for row in ecosystem.derived_paces)
        yield from (number for sector in ecosystem.sectors for number in self._readiness(sector.id))
        yield from self._modifiers(ecosystem.modifiers)
        yield from (number for practice in ecosystem.practices for number in self._practice(practice))
        yield from (n for item in (*ecosystem.challenges, *ecosystem.opportunities) for n in self._of_theme(item.id))
        yield from (number for country in ecosystem.countries for number in self._country(country))

    # --- one kind of number

    def prevalence(self, item: Influence) -> EvidencedNumber:
        """Return the share of a sector's firms that use a trend."""
        trend, sector = self.ecosystem.trend_by_id[item.trend], self.ecosystem.sector_by_id[item.sector]
        record = self.ecosystem.evidence_by_id[item.evidence]
        parts = {} if item.opportunity is None else {"opportunity": item.opportunity}
        said = " ".join(text for text in (item.statement, item.note) if text) or None
        return EvidencedNumber(
            "prevalence", (trend.id, sector.id), f"{trend.name}: share of firms in {sector.name}", item.prevalence,
            parts, item.value, item.unit, item.locator, item.grade or record.grade, said, item.evidence,
        )  # fmt: skip

    def coupling(self, item: Coupling) -> EvidencedNumber:
        """Return the share of a sector's outside pressure that comes from another."""
        names = [self.ecosystem.sector_by_id[end].name for end in (item.source, item.target)]
        parts = {
            part: getattr(item, part)
            for part in ("affinity", "technology_kinship", "activity_kinship", "flow_musd")
            if getattr(item, part) is not None
        }
        text = f"{names[0]} to {names[1]}: share of outside pressure"
        return self._number("coupling", (item.source, item.target), text, item.coupling, item.evidence, parts=parts)

    def _norms(self, rows: Iterable[Norm]) -> Numbers:
        for row in rows:
            whose = (
                "every trend that is not measured" if row.trend == "*" else self.ecosystem.trend_by_id[row.trend].name
            )
            parts = {} if row.sectors is None else {"sectors": float(row.sectors)}
            if row.norm is not None:
                text = f"{whose}: mean of the log-odds over the sectors"
                yield self._number("norm", (row.trend,), text, row.norm, row.evidence, parts=parts)
            text = f"{whose}: standard deviation of the log-odds over the sectors"
            yield self._number("spread", (row.trend,), text, row.spread, row.evidence, parts=parts)

    def _judged(self, trend: Trend) -> Numbers:
        """Yield the numbers that stand in a trend's own lines."""
        of, needs = (trend.id,), trend.needs
        singles = {
            "norm": (trend.norm, "share of firms in the typical sector"),
            "specificity": (trend.specificity, "0 general-purpose, 1 of use only to those who do its activities"),
            "opportunity share": (trend.opportunity, "part of its effect that is opportunity"),
            "budget": (needs.budget_eur, "EUR in the first year"),
            "hours": (needs.hours_per_week, "hours a week while it is introduced"),
        }
        for kind, (number, text) in singles.items():
            if number is not None:
                yield self._number(kind, of, f"{trend.name}: {text}", number, trend.evidence, trend.reason)
        for kind, shares in (("service", trend.services), ("goal", trend.goals), ("skill", needs.skills)):
            for name, share in shares.items():
                text = f"{trend.name}: {kind} {name}"
                yield self._number(kind, (trend.id, name), text, share, trend.evidence, trend.reason)
        if trend.pace:
            text = f"{trend.name}: {A_YEAR}"
            yield self._number("pace", of, text, trend.pace.value, trend.pace.evidence, trend.pace.reason)

    def _pace(self, row: DerivedPace) -> EvidencedNumber:
        record = self.ecosystem.evidence_by_id[row.evidence]
        text = f"{self.ecosystem.trend_by_id[row.trend].name}: {A_YEAR}"
        return EvidencedNumber(
            "pace", (row.trend,), text, row.pace, {}, f"{row.value} in {row.years}", record.unit, row.locator,
            row.grade or record.grade, None, row.evidence,
        )  # fmt: skip

    def _profile(self, sector: Sector) -> Numbers:
        for name, share in sector.activities.items():
            text = f"{sector.name}: how much a typical firm does {name}"
            yield self._number("activity profile", (sector.id, name), text, share, sector.evidence, sector.reason)

    def _readiness(self, sector: str) -> Numbers:
        for row in self.ecosystem.readiness:
            if row.sector == sector:
                text = f"{self.ecosystem.sector_by_id[sector].name}: digital readiness in standard deviations"
                parts = {} if row.technologies is None else {"technologies": float(row.technologies)}
                yield self._number("readiness", (sector,), text, row.readiness, row.evidence, parts=parts)

    def _practice(self, item: Practice) -> Numbers:
        of = (item.id,)
        singles = {
            "hours": (item.effort_hours, "hours until it runs"),
            "budget": (item.cost_eur, "EUR in the first year"),
        }
        for kind, (number, text) in singles.items():
            yield self._number(f"practice {kind}", of, f"{item.name}: {text}", number, item.evidence, item.reason)
        for name, level in item.skills.items():
            text = f"{item.name}: skill {name}"
            yield self._number("practice skill", (item.id, name), text, level, item.evidence, item.reason)

    def _country(self, item: Country) -> Numbers:
        yield self._words("payments", (item.id,), f"{item.name}: payment habits", item.payments, item.evidence)

    def _modifiers(self, rows: Iterable[Modifier]) -> Numbers:
        for row in rows:
            record = self.ecosystem.evidence_by_id[row.evidence]
            text = f"{row.family} in {row.place}: distance from the reference in log-odds"
            said = f"{row.value} against {row.reference}"
            yield EvidencedNumber(
                "modifier", (row.kind, row.place, row.family), text, row.shift, {}, row.value, None,
                row.locator, record.grade, said, row.evidence,
            )  # fmt: skip

    def _number(
        self, kind: str, of: tuple[str, ...], text: str, number: float, evidence: str, statement: str | None = None,
        *, parts: dict[str, float] | None = None,
    ) -> EvidencedNumber:  # fmt: skip
        grade = self.ecosystem.evidence_by_id[evidence].grade
        return EvidencedNumber(kind, of, text, number, parts or {}, None, None, None, grade, statement, evidence)

    def _words(self, kind: str, of: tuple[str, ...], text: str, statement: str, evidence: str) -> EvidencedNumber:
        grade = self.ecosystem.evidence_by_id[evidence].grade
        return EvidencedNumber(kind, of, text, None, {}, None, None, None, grade, statement, evidence)

    # --- records

    def record(self, name: str) -> EvidenceRecord:
        """Return an evidence record with its source and its method written out."""
        record = self.ecosystem.evidence_by_id[name]
        return EvidenceRecord(
            record.id, record.basis, record.grade, record.author, record.reviewed, record.locator, record.value,
            record.unit, record.year, record.area, record.note,
            source=None if record.source is None else self.source(record.source),
            method=None if record.method is None else self._method(record.method),
        )  # fmt: skip

    def source(self, name: str) -> SourceDetails:
        """Return a source written out."""
        source = self.sources[name]
        return SourceDetails(
            source.id, source.publisher, source.title, source.year, source.table, source.url, source.licence,
            source.accessed,
        )  # fmt: skip

    def _method(self, name: str) -> MethodDetails:
        method = self.ecosystem.method_by_id.get(name)
        if method is None:
            return MethodDetails(name, name, "", "", "")
        return MethodDetails(method.id, method.name, method.words, method.formula, method.example)
