"""The map as a query needs it: labels and arrays, derived once from the graph and kept in one file.

Nothing here loads pydantic or networkx; numpy is loaded where the arrays are looked at. What the map's own models say
is held as they say it, and what an answer tells as that has it: a record typed as one of them has those of its fields
that `RECORDS` names, and no others.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from ecomap.places import tabbed

if TYPE_CHECKING:
    from ecomap.model import platforms as of_platforms
    from ecomap.model.arrays import MapArrays
    from ecomap.model.base import Retired
    from ecomap.model.channels import Channel
    from ecomap.model.compiled_book import MapFamily, MapGround, MapLimit, MapMarket, MapSurvey, MapTrendWords, MapWhole
    from ecomap.model.context import Barrier, Component, Country, GlobalWork, Language, Practice, Theme
    from ecomap.model.duties import Duty
    from ecomap.model.ecosystem import EcosystemMap
    from ecomap.model.influences import Modifier
    from ecomap.model.sectors import Activity, Goal, Kind, Sector, Skill, Trait, WorkArea
    from ecomap.model.things import MapThing
    from ecomap.model.trends import Challenge
    from ecomap.results.report import CitedEvidence

T = TypeVar("T")
AnyMap: TypeAlias = "CompiledMap | EcosystemMap"  #: A map as a query needs it, or as it was read.
AXES = ("trends", "sectors", "activities", "goals", "skills", "countries", "traits")
"""Lists whose ids are the axes of the arrays."""


@cache
def moment(version: str) -> float:
    """Return what a map of a version speaks of as today, in years: mid-month, so that 2026.11 is 2026 + 10.5 / 12."""
    year, month = version.split(".")[:2]
    return int(year) + (int(month) - 0.5) / 12


def records_of(where: str, ours: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands somewhere in a compiled map, by the table ``kept.tsv``.

    A record of ours, or one called as a model of the map, or a part of an answer, is, of its fields that a query needs.
    """
    rows = (row for row in tabbed(KEPT) if row[0] == where)
    return {name: namedtuple(record, fields) if fields else ours[record] for _, name, fields, record in rows}


class MapStep(NamedTuple):
    """The first step with a trend: the practice that starts it, and what it costs a small firm."""

    trend: str
    practice: str  #: Empty where no practice is known: then it is what the whole trend needs.
    name: str
    text: str  #: What to do on Monday.
    effort_hours: float
    upkeep_hours_per_month: float
    one_off_eur: float
    monthly_eur: float
    skills: dict[str, float]
    suits: dict[str, float]
    unless: dict[str, float]
    instead_of: tuple[str, ...]  #: Practices whose place it takes where it suits.
    partner: str
    reduces: dict[str, float]  #: Share of each threat that it takes off.
    kpi: str
    ethics: dict[str, str]  #: What keeps the practice from harm, by what it may harm.

    @property
    def hours(self) -> float:
        """Until it runs, and a year's upkeep."""
        return self.effort_hours + 12 * self.upkeep_hours_per_month

    @property
    def money(self) -> float:
        """Until it runs, and for a year, EUR."""
        return self.one_off_eur + 12 * self.monthly_eur


class MapTrend(NamedTuple):
    """A digital trend."""

    id: str
    name: str
    aliases: tuple[str, ...]
    summary: str
    kind: str
    area: str
    stage: str
    change: str
    affects: tuple[str, ...]
    measured: bool  #: An official survey counts it.
    counted: dict[str, str]  #: By evidence record of its figures: what these count instead.
    role: str | None  #: do, umbrella, indicator, risk or duty.
    weights_evidence: str  #: Record that the judged weights of its traits rest on; empty if it has none.
    gate: str  #: Why it concerns only some; empty if it concerns everybody.
    employees_min: int
    specificity: float
    opportunity: float
    services: dict[str, float]
    goals: dict[str, float]
    part_of: tuple[str, ...]
    comes_with: tuple[str, ...]
    prerequisites: tuple[str, ...]
    challenges: tuple[Challenge, ...]
    ethics: tuple[str, ...] | None  #: What it may harm: privacy, bias, jobs, inclusion; None where nobody has looked.


KEPT = Path(__file__).with_name("kept.tsv")
RECORDS = records_of("map", {"MapStep": MapStep, "MapTrend": MapTrend})  #: Lists of a compiled map and what is in them.
INNER = records_of("field", {})  #: Fields that hold records themselves.


class Beside:
    """Lists that a ranking does not need, in the map's order; each is read when it is asked for."""

    platforms: tuple[of_platforms.Platform, ...]
    platform_owners: tuple[of_platforms.PlatformOwner, ...]
    platform_kinds: tuple[of_platforms.PlatformKind, ...]
    platform_functions: tuple[of_platforms.PlatformFunction, ...]
    platform_mechanisms: tuple[of_platforms.PlatformMechanism, ...]
    platform_trades: tuple[of_platforms.PlatformTrade, ...]
    platform_shocks: tuple[of_platforms.PlatformShock, ...]
    platform_strategies: tuple[of_platforms.PlatformStrategy, ...]
    platform_themes: tuple[Theme, ...]
    practices: tuple[Practice, ...]
    surveys: tuple[MapSurvey, ...]
    wholes: tuple[MapWhole, ...]
    challenges: tuple[Theme, ...]
    trend_words: tuple[MapTrendWords, ...]
    channels: tuple[Channel, ...]
    kinds: tuple[Kind, ...]
    kind_names: tuple[Kind, ...]
    kind_words: tuple[Kind, ...]
    things: tuple[MapThing, ...]
    records: tuple[CitedEvidence, ...]
    grounds: tuple[MapGround, ...]
    limits: tuple[MapLimit, ...]
    opportunities: tuple[Theme, ...]
    components: tuple[Component, ...]
    barriers: tuple[Barrier, ...]
    global_work: tuple[GlobalWork, ...]
    languages: tuple[Language, ...]
    markets: tuple[MapMarket, ...]
    shifts: tuple[Modifier, ...]
    families: tuple[MapFamily, ...]


def _once(work: Callable[[CompiledMap], T]) -> cached_property[T]:
    """Return a property of a map that is worked out once."""
    return cached_property(work)


@dataclass(frozen=True, eq=False, repr=False)
class CompiledMap(Beside):
    """The whole map, ready for questions; sectors, trends and activities stand by their ids, as the arrays' axes do."""

    id: str
    version: str
    title: str
    sha256: str  #: Fingerprint of the files it was made of; empty if it was made of none.
    notes: tuple[str, ...]  #: What became of lines that name a retired id.
    listed: tuple[str, ...]  #: Ids of the sectors in the order of the map's files, as people look for them.
    sectors: tuple[Sector, ...]
    trends: tuple[MapTrend, ...]
    activities: tuple[Activity, ...]
    goals: tuple[Goal, ...]
    areas: tuple[WorkArea, ...]
    skills: tuple[Skill, ...]
    maturity: tuple[str, ...]  #: One plain example for each level of digital maturity, 0 to 4.
    countries: tuple[Country, ...]
    traits: tuple[Trait, ...]
    steps: tuple[MapStep, ...]  #: First steps by trend and rising price, as the arrays have them.
    duties: tuple[Duty, ...]  #: What the law asks.
    retired: tuple[Retired, ...]
    evidence: tuple[str, ...]  #: Ids of the records that figures and couplings rest on; the arrays hold places in it.
    load_arrays: Callable[[CompiledMap], MapArrays] = field(repr=False)
    """Makes the arrays when somebody looks at them."""
    read_beside: Callable[[str], tuple[Any, ...]] = field(repr=False)
    """Reads a list that a ranking does not need, when somebody asks for it."""

    @classmethod
    def read_by(cls, read: Callable[[str], tuple[Any, ...]], **said: Any) -> CompiledMap:
        """Return a map each of whose lists is read when it is asked for."""
        made = cls.__new__(cls)
        vars(made).update(said, _read=read)
        return made

    def __getattr__(self, name: str) -> Any:
        """Read a list, the first time that it is asked for."""
        if name not in RECORDS and name not in Beside.__annotations__:
            raise AttributeError(name)
        found = vars(self)[name] = self._read(name) if name in RECORDS else self.read_beside(name)
        return found

    def __repr__(self) -> str:
        """Say what it is in a line."""
        return f"CompiledMap({self.id} {self.version}: {len(self.sectors)} sectors, {len(self.trends)} trends)"

    @cached_property
    def arrays(self) -> MapArrays:
        """The numbers."""
        return self.load_arrays(self)

    @property
    def axes(self) -> tuple[tuple[str, ...], ...]:
        """Ids of what the axes of the arrays are of."""
        return tuple(tuple(item.id for item in getattr(self, name)) for name in AXES)

    sector_by_id = _once(lambda whole: {sector.id: sector for sector in whole.sectors})  #: Sectors by id.
    trend_by_id = _once(lambda whole: {trend.id: trend for trend in whole.trends})  #: Trends by id.
    activity_by_id = _once(lambda whole: {activity.id: activity for activity in whole.activities})  #: Activities by id.
    platform_by_id = _once(lambda whole: {platform.id: platform for platform in whole.platforms})  #: Platforms by id.
    step_by_practice = _once(lambda whole: {step.practice: step for step in whole.steps if step.practice})
    """Steps by the practice that they are."""
    retired_by_id = _once(lambda whole: {(item.kind, item.id): item for item in whole.retired})
    """Retired ids by kind and id."""
    sector_names = _once(lambda whole: {sector.id: sector.short for sector in whole.sectors})
    """Short names of sectors by id."""
    trend_names = _once(lambda whole: {trend.id: trend.name for trend in whole.trends})  #: Names of trends by id.
    owner_names = _once(lambda whole: {owner.id: owner.name for owner in whole.platform_owners})
    """Names of owner groups by id."""

    @cached_property
    def grounds_of(self) -> dict[str, tuple[MapGround, ...]]:
        """What the numbers of each trend and practice rest on."""
        found: dict[str, tuple[MapGround, ...]] = {}
        for item in self.grounds:
            found[item.of] = (*found.get(item.of, ()), item)
        return found
