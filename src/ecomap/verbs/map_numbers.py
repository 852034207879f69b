"""Every number of a map in words, with the record that it rests on."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from ecomap.engine.likelihood import logistic
from ecomap.model import Coupling, Duty, EcosystemMap, Influence, Sector
from ecomap.places import tabbed
from ecomap.record import copied
from ecomap.results.maps import EvidencedNumber, EvidenceRecord, MethodDetails, SourceDetails
from ecomap.results.rows import lines, told
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.rows import ESTIMATE

Numbers = Iterator[EvidencedNumber]


class Thing(NamedTuple):
    """A kind of thing in a map that can be asked for."""

    kept: str  # the list of a map that has them; empty: they stand in rows of others
    numbers: dict[str, bool]
    """Kinds of number that one has, as they are told, and whether it stands second among what such a number is of."""


THINGS = {
    thing: Thing(kept, {one.rstrip("*"): one.endswith("*") for one in "".join(numbers).split("; ") if one})
    for thing, kept, *numbers in tabbed(Path(__file__).with_name("things.tsv"))
}
"""By what one of them is called, in the order in which they are looked through; in the table a * stands behind the
numbers in which the thing stands second."""
TABLE = Path(__file__).with_name("numbers.tsv")
"""The numbers that stand in lines of the map: of a list, in words as `ecomap.results.rows` reads them."""
OF = ("of", "of2", "of3")  # what a number is of, in the order in which that is told


class MapNumbers:
    """Words the numbers of one map, and the records they rest on."""

    def __init__(self, ecosystem: EcosystemMap) -> None:
        self.ecosystem = ecosystem
        self.records, self.trends = ecosystem.evidence_by_id, ecosystem.trend_by_id
        self.sectors = ecosystem.sector_by_id
        self.traits = {trait.id: trait for trait in ecosystem.traits}
        self.groups = {group.id: group for group in ecosystem.groups}

    def numbers(self, kind: str, name: str) -> list[EvidencedNumber]:
        """Return every number of a thing."""
        if kind == "evidence":
            return [number for number in self._everything if number.evidence == name]
        if kind == "source":
            return [number for number in self._everything if self.records[number.evidence].source == name]
        if kind == "platform kind":
            each = (self.numbers("platform", one.id) for one in self.ecosystem.platforms if one.kind == name)
            return list(chain.from_iterable(each))
        has = THINGS[kind].numbers
        found = [
            number for number in self._everything
            if number.kind in has and number.of[has[number.kind]] == name
            and (number.kind != "modifier" or number.of[0] == kind.removesuffix(" class"))
        ]  # fmt: skip
        return sorted(found, key=lambda number: list(has).index(number.kind))

    @cached_property
    def _everything(self) -> tuple[EvidencedNumber, ...]:
        return tuple(self.everything())

    def everything(self) -> Numbers:
        """Yield every number of the map."""
        ecosystem = self.ecosystem
        for sector in ecosystem.sectors:
            yield from (self._activity(sector, name) for name in sector.activities)
            yield from (self._trait_level(sector, name) for name in sector.traits)
        for section in ("kinds", "trends", "groups"):
            yield from self._told(section, getattr(ecosystem, section))
        yield from map(self.prevalence, ecosystem.influences)
        yield from map(self.coupling, ecosystem.couplings)
        yield from self._told("modifiers", ecosystem.modifiers)
        for practice in ecosystem.practices:
            yield from self._told("practices", [practice])
            for name, share in practice.reduces.items():
                grounds, text = practice.reduces_evidence[name], f"{practice.name}: share of {name} taken off"
                yield self._number("protection", (practice.id, name), text, share, grounds, grounds.reason)
        for section in ("challenges", "opportunities"):
            yield from self._told(section, getattr(ecosystem, section))
        yield from map(self.duty, ecosystem.duties)
        for section in ("components", "barriers", "global_work"):
            yield from self._told(section, getattr(ecosystem, section))
        yield from self._platforms()
        for section in ("platform_functions", "platform_strategies", "platform_mechanisms", "channels", "countries"):
            yield from self._told(section, getattr(ecosystem, section))

    def _told(self, section: str, items: Iterable[object]) -> Numbers:
        """Yield the numbers that the table has for the things of a list; one that is not always known only if it is."""
        for item in items:
            for things, cells in told((item,), lines(section, TABLE)):
                found: dict[str, Any] = {name: find(things) for name, find in cells.items()}
                if "known" in found and found["known"] is None:
                    continue
                of, number = tuple(found[name] for name in OF if name in found), found.get("number", found.get("known"))
                row = self.groups.get(found["row"]) if isinstance(found["row"], str) else found["row"]
                yield self._number(found["kind"], of, found["text"], number, row, found["said"])

    def prevalence(self, item: Influence) -> EvidencedNumber:
        """Return the share of a sector's firms that use a trend."""
        text = f"{self.trends[item.trend].name}: share of firms in {self.sectors[item.sector].name}"
        parts = {} if item.opportunity is None else {"opportunity": item.opportunity}
        said = " ".join(part for part in (item.statement, item.note) if part) or None
        return self._number("prevalence", (item.trend, item.sector), text, item.prevalence, item, said, parts)

    def estimate(self, trend: str, sector: str) -> EvidencedNumber:
        """Return the share of a sector's firms that use a trend where no figure says it."""
        text = f"{self.trends[trend].name}: share of firms in {self.sectors[sector].name}, estimated"
        arrays = compiled_map(self.ecosystem).arrays
        share = float(logistic(arrays.total[arrays.trend_index[trend], arrays.sector_index[sector]]))
        return self._number("estimate", (trend, sector), text, share, SimpleNamespace(evidence=ESTIMATE))

    def between(self, source: str, target: str) -> EvidencedNumber | None:
        """Return how much a trend or sector has of a trait, activity or goal; a sector none of what is not said."""
        sector, trend = self.sectors.get(source), self.trends.get(source)
        if sector and target in self.traits:
            return self._trait_level(sector, target)
        if sector and target in {activity.id for activity in self.ecosystem.activities}:
            return self._activity(sector, target)
        of = [name for name in (source, trend.group if trend else None) if name]
        found = {one.of[0]: one for one in self._everything if one.of[0] in of and one.of[1:] == (target,)}
        return next((found[name] for name in of if name in found), None)

    def _trait_level(self, sector: Sector, name: str) -> EvidencedNumber:
        text = f"{sector.name}: {self.traits[name].name}, 0 not, 0.5 partly, 1 wholly"
        return self._number("trait level", (sector.id, name), text, sector.traits.get(name, 0.0), self.traits[name])

    def _activity(self, sector: Sector, name: str) -> EvidencedNumber:
        text, share = f"{sector.name}: how much a typical firm does {name}", sector.activities.get(name, 0.0)
        return self._number("activity profile", (sector.id, name), text, share, sector, sector.reason)

    def coupling(self, item: Coupling) -> EvidencedNumber:
        """Return the share of a sector's outside pressure that comes from another."""
        text = f"{self.sectors[item.source].name} to {self.sectors[item.target].name}: share of outside pressure"
        names = ("affinity", "technology_kinship", "activity_kinship", "flow_musd")
        parts = {name: getattr(item, name) for name in names if getattr(item, name) is not None}
        return self._number("coupling", (item.source, item.target), text, item.coupling, item, parts=parts)

    def duty(self, item: Duty) -> EvidencedNumber:
        """Return a rule of law: what to do, where it stands, from when, and the page on which it was read."""
        text = f"{item.place}: {item.law}, {item.article}"
        if item.from_ is not None:
            text += f", from {item.from_}" + (f" until {item.until}" if item.until else "")
        said = " ".join(part for part in (item.do, f"Unless {item.unless}." if item.unless else "", item.note) if part)
        where = item.url if item.read in (None, item.url) else f"{item.url}, read at {item.read}"
        row = SimpleNamespace(evidence=item.evidence, value=None, unit=None, locator=where)
        return self._number("duty", (item.id,), text, None, row, said)

    def _platforms(self) -> Numbers:
        """Yield who owns each platform and what it does, and its fee."""
        owners = {owner.id: owner.name for owner in self.ecosystem.platform_owners}
        for item in self.ecosystem.platforms:
            text = f"{item.name}, of {owners[item.owner]}: {', '.join(item.functions)}"
            said = f"Looked over on {item.reviewed}. {item.no_fee or ''}".strip()
            yield self._number("platform", (item.id,), text, None, item, said)
            if item.fee is not None:
                parts = {"low": item.fee.low, "high": item.fee.high, "EUR a month": item.fee.monthly_eur}
                known = {name: number for name, number in parts.items() if number is not None}
                when = f"as of {item.fee.published}" if item.fee.published else f"undated, read on {item.fee.read}"
                text = f"{item.name}: what it asks, {when}"
                yield self._number("platform fee", (item.id,), text, item.fee.high, item.fee, item.fee.says, known)

    def _number(
        self, kind: str, of: tuple[str, ...], text: str, number: float | None, row: Any, said: str | None = None,
        parts: dict[str, float] | None = None,
    ) -> EvidencedNumber:  # fmt: skip
        """Return a number with its evidence; where its row names a cell, with the figure as published there."""
        says = vars(row)  # a model is slow to say that it has no such field
        published = "locator" in says
        return EvidencedNumber(
            kind, of, text, number, parts or {},
            value=row.value if published else None,
            unit=says.get("unit") if published else None,
            locator=says.get("locator"),
            grade=says.get("grade") or self.records[row.evidence].grade,
            statement=said,
            evidence=row.evidence,
        )  # fmt: skip

    def record(self, name: str) -> EvidenceRecord:
        """Return an evidence record with its source and its method written out."""
        record = self.records[name]
        method = self.ecosystem.method_by_id.get(record.method or "")
        unexplained = None if record.method is None else MethodDetails(record.method, record.method, "", "", "")
        return copied(
            EvidenceRecord, record,
            source=None if record.source is None else self.source(record.source),
            method=unexplained if method is None else copied(MethodDetails, method),
        )  # fmt: skip

    def source(self, name: str) -> SourceDetails:
        """Return a source written out."""
        return copied(SourceDetails, next(source for source in self.ecosystem.sources if source.id == name))
