"""The map as a query needs it: labels and arrays, derived once from the graph and kept in one file.

Nothing here loads pydantic or networkx; numpy is loaded where the arrays are looked at.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from ecomap.model.arrays import MapArrays
    from ecomap.model.compiled_book import (
        MapBook,
        MapChannel,
        MapKind,
        MapKindNames,
        MapOwner,
        MapPlatform,
        MapPractice,
        MapSurvey,
    )
    from ecomap.model.ecosystem import EcosystemMap

AnyMap: TypeAlias = "CompiledMap | EcosystemMap"
"""A map as a query needs it, or as it was read."""


class MapGoal(NamedTuple):
    """Something an owner may want more of."""

    id: str
    name: str
    summary: str


class MapArea(NamedTuple):
    """A part of the work by which owners look for something."""

    id: str
    name: str
    summary: str
    trends: tuple[str, ...]
    activities: tuple[str, ...]


class MapTraining(NamedTuple):
    """What leads from one level of a skill to the next."""

    hours: float
    eur: float


class MapSkill(NamedTuple):
    """A capability, with one plain example for each level from 0 to 4."""

    id: str
    name: str
    levels: tuple[str, ...]
    training: tuple[MapTraining, ...]


class MapTrait(NamedTuple):
    """What is sold to whom, or how the work is done."""

    id: str
    name: str
    question: str
    employees_min: int
    phrase: str


class MapActivity(NamedTuple):
    """Something firms do whatever their sector."""

    id: str
    name: str
    summary: str
    phrase: str
    question: str | None
    asked_with: str | None
    employees_min: int


class MapSector(NamedTuple):
    """A part of the economy."""

    id: str
    name: str
    short: str
    aliases: tuple[str, ...]
    isic: tuple[str, ...]
    nace: tuple[str, ...]
    naics: tuple[str, ...]
    traits: dict[str, float]
    """Levels of the traits, 0..1."""
    activities: dict[str, float]
    """Activity profile: how much a typical small firm does each, 0..1."""


class MapStep(NamedTuple):
    """The first step with a trend: the practice that starts it, and what it costs a small firm."""

    trend: str
    practice: str
    """Empty where no practice is known: then it is what the whole trend needs."""
    name: str
    text: str
    """What to do on Monday."""
    effort_hours: float
    upkeep_hours_per_month: float
    one_off_eur: float
    monthly_eur: float
    skills: dict[str, float]
    suits: dict[str, float]
    partner: str
    reduces: dict[str, float]
    """Share of each threat that it takes off."""
    kpi: str
    ethics: dict[str, str]
    """What keeps the practice from harm, by what it may harm."""

    @property
    def hours(self) -> float:
        """Until it runs, and a year's upkeep."""
        return self.effort_hours + 12 * self.upkeep_hours_per_month

    @property
    def money(self) -> float:
        """Until it runs, and for a year, EUR."""
        return self.one_off_eur + 12 * self.monthly_eur


class MapChallenge(NamedTuple):
    """Something that goes wrong, and what to do about it."""

    text: str
    mitigation: str


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
    measured: bool
    """An official survey counts it."""
    counted: dict[str, str]
    """By evidence record of its figures: what these count instead."""
    role: str | None
    """do, umbrella, indicator, risk or duty."""
    weights_evidence: str
    """Record that the judged weights of its traits rest on; empty if it has none."""
    gate: str
    """Why it concerns only some; empty if it concerns everybody."""
    employees_min: int
    specificity: float
    opportunity: float
    services: dict[str, float]
    goals: dict[str, float]
    part_of: tuple[str, ...]
    comes_with: tuple[str, ...]
    prerequisites: tuple[str, ...]
    challenges: tuple[MapChallenge, ...]
    ethics: tuple[str, ...] | None
    """What it may harm: privacy, bias, jobs, inclusion; None where nobody has looked."""


class MapCountry(NamedTuple):
    """A country that the map knows."""

    id: str
    """Two small letters, ISO 3166-1."""
    name: str


class MapRetired(NamedTuple):
    """An id that was withdrawn or replaced, and what it means now."""

    kind: str
    """trends, sectors, activities or practices."""
    id: str
    reason: str
    meaning: str | None
    """The id at the end of the chain of replacements; None where the use of it has ended."""


class DutyRule(NamedTuple):
    """Whom a duty binds; the fields of `ecomap.model.duties.Applies`."""

    employees_min: int | None
    employees_max: int | None
    any_of: tuple[str, ...]
    sectors: tuple[str, ...]
    sells_to: tuple[str, ...]
    sells_into: tuple[str, ...]
    outside: bool
    works_there: bool
    uses: tuple[str, ...]
    asks: str | None


class DutyRecord(NamedTuple):
    """One rule of law; the fields of `ecomap.model.duties.Duty` but for how it was entered."""

    id: str
    topic: str
    place: str
    also_in: tuple[str, ...]
    name: str
    law: str
    article: str
    url: str
    from_: str | None
    until: str | None
    applies: DutyRule
    unless: str | None
    do: str
    practice: str | None
    penalty: str | None
    evidence: str
    note: str | None


RECORDS: dict[str, Any] = {
    "sectors": MapSector, "trends": MapTrend, "activities": MapActivity, "goals": MapGoal, "skills": MapSkill,
    "countries": MapCountry, "retired": MapRetired, "traits": MapTrait,
    "areas": MapArea, "steps": MapStep, "duties": DutyRecord,
}  # fmt: skip
"""Lists of a compiled map and what is in them."""
INNER: dict[str, Any] = {"training": MapTraining, "challenges": MapChallenge, "applies": DutyRule}
"""Fields that hold records themselves."""


class InTheBook:
    """Lists of a map's book that many ask the map itself for, as of a map that was read."""

    practices: "tuple[MapPractice, ...]"
    surveys: "tuple[MapSurvey, ...]"
    platforms: "tuple[MapPlatform, ...]"
    platform_owners: "tuple[MapOwner, ...]"
    channels: "tuple[MapChannel, ...]"
    kinds: "tuple[MapKind, ...]"
    kind_names: "tuple[MapKindNames, ...]"


@dataclass(frozen=True, eq=False, repr=False)
class CompiledMap(InTheBook):
    """The whole map, ready for questions; sectors, trends and activities stand by their ids, as the arrays' axes do."""

    id: str
    version: str
    title: str
    sha256: str
    """Fingerprint of the files it was made of; empty if it was made of none."""
    notes: tuple[str, ...]
    """What became of lines that name a retired id."""
    listed: tuple[str, ...]
    """Ids of the sectors in the order of the map's files, as people look for them."""
    sectors: tuple[MapSector, ...]
    trends: tuple[MapTrend, ...]
    activities: tuple[MapActivity, ...]
    goals: tuple[MapGoal, ...]
    areas: tuple[MapArea, ...]
    skills: tuple[MapSkill, ...]
    maturity: tuple[str, ...]
    """One plain example for each level of digital maturity, 0 to 4."""
    countries: tuple[MapCountry, ...]
    traits: tuple[MapTrait, ...]
    steps: tuple[MapStep, ...]
    """First steps by trend and rising price, as the arrays have them."""
    duties: tuple[DutyRecord, ...]
    """What the law asks."""
    retired: tuple[MapRetired, ...]
    evidence: tuple[str, ...]
    """Ids of the records that figures and couplings rest on; the arrays hold places in it."""
    load_arrays: "Callable[[CompiledMap], MapArrays]" = field(repr=False)
    """Makes the arrays when somebody looks at them."""
    load_book: "Callable[[], MapBook]" = field(repr=False)
    """Reads what a ranking does not need, when somebody asks for it."""

    @classmethod
    def read_by(cls, read: Callable[[str], tuple[Any, ...]], **said: Any) -> "CompiledMap":
        """Return a map each of whose lists is read when it is asked for."""
        made = cls.__new__(cls)
        vars(made).update(said, _read=read)
        return made

    def __getattr__(self, name: str) -> Any:
        """Read a list, the first time that it is asked for."""
        if name in InTheBook.__annotations__:
            return getattr(self.book, name)
        if name not in RECORDS:
            raise AttributeError(name)
        found = vars(self)[name] = self._read(name)
        return found

    def __repr__(self) -> str:
        """Say what it is in a line."""
        return f"CompiledMap({self.id} {self.version}: {len(self.sectors)} sectors, {len(self.trends)} trends)"

    @cached_property
    def arrays(self) -> "MapArrays":
        """The numbers."""
        return self.load_arrays(self)

    @cached_property
    def book(self) -> "MapBook":
        """What a ranking does not need: platforms, channels, practices, surveys."""
        return self.load_book()

    def with_arrays(self, **changed: Any) -> "CompiledMap":
        """Return a map in which some of the numbers are others."""
        return replace(self, load_arrays=lambda _: replace(self.arrays, **changed))

    @property
    def axes(self) -> tuple[tuple[str, ...], ...]:
        """Ids of trends, sectors, activities, goals, skills, countries and traits, the axes of the arrays."""
        kinds = (self.trends, self.sectors, self.activities, self.goals, self.skills, self.countries, self.traits)
        return tuple(tuple(item.id for item in kind) for kind in kinds)

    @cached_property
    def sector_by_id(self) -> dict[str, MapSector]:
        """Sectors by id."""
        return {sector.id: sector for sector in self.sectors}

    @cached_property
    def trend_by_id(self) -> dict[str, MapTrend]:
        """Trends by id."""
        return {trend.id: trend for trend in self.trends}

    @cached_property
    def activity_by_id(self) -> dict[str, MapActivity]:
        """Activities by id."""
        return {activity.id: activity for activity in self.activities}

    @cached_property
    def step_by_practice(self) -> dict[str, MapStep]:
        """Steps by the practice that they are."""
        return {step.practice: step for step in self.steps if step.practice}

    @cached_property
    def retired_by_id(self) -> dict[tuple[str, str], MapRetired]:
        """Retired ids by kind and id."""
        return {(item.kind, item.id): item for item in self.retired}
