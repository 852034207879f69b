"""The map: sectors, activities, trends and what joins them."""

from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from ecomap.model.base import Frozen
from ecomap.model.context import Country, Kpi, Modifier, Practice, Rejected, Theme
from ecomap.model.evidence import Evidence, Grade, Source
from ecomap.model.lifecycle import Lasting, Retired
from ecomap.model.methods import Method
from ecomap.model.scalar import (
    Amount,
    Deviations,
    Flag,
    Id,
    Isic,
    Level,
    LogOdds,
    Nace,
    Naics,
    OpenShare,
    People,
    Share,
    Spread,
    Text,
    Whole,
    Year,
)
from ecomap.model.traits import Gate, Pace, Role, Trait, TraitWeight, TrendGroup, TrendLevel

Kind = Literal["technology", "practice", "business-model", "platform", "risk", "regulation"]
Area = Literal[
    "ai", "cloud", "iot", "e-commerce", "payments", "marketing", "crm", "operations", "data", "supply-chain",
    "manufacturing", "security", "platforms", "workforce", "green", "regulation",
]  # fmt: skip
Stage = Literal["emerging", "growing", "established"]
Affected = Literal["strategy", "operations", "competition", "customer-expectations"]
EthicsFlag = Literal["privacy", "bias", "jobs", "inclusion"]
Fit = Literal["exact", "wider"]


class Goal(Frozen):
    """Something an owner may want more of."""

    id: Id
    """Small letters, digits and hyphens; never changed and never used again."""
    name: Text
    """The goal in one or two words."""
    summary: Text
    """One line: what an owner wants."""


class Skill(Frozen):
    """A capability, with one plain example for each level from 0 to 4."""

    id: Id
    """Small letters, digits and hyphens; never changed and never used again."""
    name: Text
    """The skill in a word."""
    levels: Annotated[tuple[Text, ...], Field(min_length=5, max_length=5)]
    """One plain example for each level, 0 to 4."""


class Activity(Lasting):
    """Something firms do whatever their sector."""

    id: Id
    """Small letters, digits and hyphens; never changed and never used again."""
    name: Text
    """What firms do, in two or three words."""
    summary: Text
    """One line: what belongs to it."""
    phrase: Text
    """Verb phrase that completes "firms which also ..."."""


class PublishedRows(Frozen):
    """Which rows of the official tables speak for a sector."""

    abs: tuple[Text, ...] = ()
    """Rows of the US Annual Business Survey, as printed there."""
    abs_fit: Fit | None = None
    """exact, or wider where the row holds more than this sector."""
    eurostat: tuple[Text, ...] = ()
    """NACE codes of the Eurostat tables on enterprises."""
    eurostat_fit: Fit | None = None
    """exact, or wider where the activities hold more than this sector."""


class Sector(Lasting):
    """A part of the economy: where trends live and from where they reach others."""

    id: Id
    """Small letters, digits and hyphens; never changed and never used again."""
    name: Text
    """Name for people."""
    short: Annotated[Text, Field(max_length=18)]
    """Short name for tables, at most 18 characters."""
    aliases: tuple[Text, ...] = ()
    """Words people would type for it."""
    isic: tuple[Isic, ...] = ()
    """Divisions or groups of ISIC Rev.4."""
    nace: tuple[Nace, ...] = ()
    """Divisions, groups or classes of NACE Rev.2."""
    naics: tuple[Naics, ...] = ()
    """NAICS 2017 prefixes; they also say which input-output industries belong here."""
    statistics: PublishedRows = PublishedRows()
    """Which rows of the official tables speak for it."""
    activities: dict[Id, Share]
    """Activity profile k: how much a typical small firm here does each activity, 0..1."""
    traits: dict[Id, Share] = {}
    """How much of each trait a typical firm here has, 0..1; between the steps where two codings differed, else 0."""
    opportunities: tuple[Text, ...] = ()
    """What the framework texts see for it."""
    challenges: tuple[Text, ...] = ()
    """What stands in its way by the framework texts."""
    evidence: Id
    """What the activity profile rests on."""
    reason: Text
    """Why the profile looks as it does."""


class Needs(Frozen):
    """What a small firm spends on a trend in its first year."""

    budget_eur: Amount
    """Euros."""
    hours_per_week: Amount
    """Hours a week while it is introduced."""
    skills: dict[Id, Level] = {}
    """Lowest workable level of each skill, 0..4."""


class Challenge(Frozen):
    """Something that goes wrong, and what to do about it."""

    text: Text
    """What goes wrong."""
    mitigation: Text
    """What to do about it."""


class Trend(Lasting):
    """A digital trend: technology, practice, business model, platform, risk or regulation."""

    id: Id
    """Small letters, digits and hyphens; never changed and never used again."""
    name: Text
    """The name that owners know."""
    aliases: tuple[Text, ...] = ()
    """Other words people type for it."""
    summary: Text
    """What it is, in words a shop owner understands."""
    kind: Kind
    """What sort of thing it is."""
    area: Area
    """Part of the digital world that it belongs to."""
    stage: Stage
    """emerging: below 5 % of firms; growing; established: most of those that it suits."""
    change: Literal["incremental", "radical"]
    """incremental: the same done better; radical: other products, customers or ways."""
    affects: tuple[Affected, ...] = ()
    """What of a firm it changes."""
    role: Role = "do"
    """do: could be started; umbrella: a total of others; indicator: only a survey asks for it; risk; duty: a law."""
    part_of: tuple[Id, ...] = ()
    """Trends that count it too; its share is at most theirs."""
    comes_with: tuple[Id, ...] = ()
    """Trends that bring it along."""
    basic: Flag = False
    """Every firm needs it, whatever its goals."""
    employees_min: People | None = None
    """Smallest number of people for whom it makes sense."""
    role_reason: Text | None = None
    """Why, where it does not go without saying."""
    group: Id | None = None
    """Group of trends whose trait weights order sectors by it; absent: traits say nothing of it."""
    weights: dict[Id, TraitWeight] = {}
    """By trait, where it differs from its group."""
    gate: Gate | None = None
    """Whom it concerns; absent: everyone."""
    level: TrendLevel | None = None
    """Share of the firms that it concerns that use it."""
    norm: OpenShare | None = None
    """As level, without its error: how overlays said it before there were levels."""
    pace: Pace | None = None
    """Absent: unknown, and it stays so."""
    specificity: Share
    """s: 0 general-purpose, 1 of use only to those who do the activities it serves."""
    opportunity: Share
    """theta: share of its effect on a small firm that is opportunity; the rest is threat."""
    services: dict[Id, Share]
    """q: how much of its use serves each activity; sums to at most 1."""
    goals: dict[Id, Share] = {}
    """How well it serves each goal (for a risk: how much it endangers it), 0..1."""
    needs: Needs
    """What it costs a small firm to begin."""
    prerequisites: tuple[Id, ...] = ()
    """Trends that a firm needs first, by id."""
    challenges: tuple[Challenge, ...] = ()
    """What goes wrong, and what to do about it."""
    ethics: tuple[EthicsFlag, ...] = ()
    """Questions of right and wrong that it raises."""
    kpis: tuple[Kpi, ...] = ()
    """How to tell whether it works."""
    evidence: Id
    """What the judged numbers of this trend rest on."""
    reason: Text
    """The written reason for them."""


class Influence(Frozen):
    """Trend -> sector: the share of the sector's firms that use the trend."""

    trend: Id
    """Trend that is used."""
    sector: Id
    """Sector whose firms use it."""
    prevalence: OpenShare
    """Share of the sector's firms that use it, above 0 and below 1."""
    statement: Text | None = None
    """One sentence that a person can agree or disagree with; needed where it is judged."""
    value: Text | None = None
    """The figure as published, where there is one."""
    unit: Text | None = None
    """Unit of the published figure."""
    locator: Text | None = None
    """Table and row of the figure."""
    year: Year | None = None
    """Of the survey, where it differs from that of the shared evidence record; a figure without a year is as of now."""
    area: Text | None = None
    """Place of the firms asked: EU27_2020, US ..."""
    size: Text | None = None
    """Persons employed by the firms asked: GE10, all ..."""
    shift: LogOdds = 0.0
    """Log-odds that carry the figure to the reference: EU firms with ten or more persons employed."""
    s: Spread | None = None
    """Error where it stands for the trend in the reference, log-odds."""
    row: Text | None = None
    """Published row: sectors that share one share a figure."""
    question: Text | None = None
    """Question that it answers, see questions.csv."""
    evidence: Id
    """Evidence record that it rests on, by id."""
    grade: Grade | None = None
    """Where it differs from that of the shared evidence record."""
    opportunity: Share | None = None
    """Where the opportunity share in this sector differs from the trend's own."""
    note: Text | None = None
    """What a reader must know of this figure alone."""


class Coupling(Frozen):
    """Sector -> sector: the share of the target's outside pressure that comes from the source."""

    source: Id
    """Sector that the pressure comes from."""
    target: Id
    """Sector that feels it."""
    coupling: Amount
    """Share of the target's outside pressure, 0..1; those into a sector sum to at most 1."""
    affinity: Share | None = None
    """Trade part: size-corrected input-output affinity, both directions, normalised by target."""
    technology_kinship: Share | None = None
    """Likeness of technology use, normalised by target."""
    activity_kinship: Share | None = None
    """Likeness of activity profiles, normalised by target."""
    flow_musd: Amount | None = None
    """Intermediate goods and services sold from source to target, million US dollars."""
    evidence: Id
    """Evidence record that it rests on, by id."""


class Norm(Frozen):
    """Where a trend stands over all sectors, in log-odds."""

    trend: Annotated[Text, Field(pattern=r"^(\*|[a-z0-9][a-z0-9-]{0,63})$")]
    """Trend id, or * for the spread of trends that are not measured."""
    norm: LogOdds | None = None
    """Equal-weight mean of the log-odds over the sectors."""
    spread: Spread
    """Equal-weight standard deviation of the log-odds over the sectors."""
    sectors: Whole | None = None
    """Number of sectors with a figure."""
    evidence: Id
    """Evidence record that it rests on, by id."""


class Readiness(Frozen):
    """Digital readiness of a sector, in standard deviations over the sectors."""

    sector: Id
    """Sector that it is the readiness of."""
    readiness: Deviations
    """0 the mean of the sectors, 1 one standard deviation above."""
    technologies: Whole | None = None
    """Number of technologies that the mean rests on."""
    evidence: Id
    """Evidence record that it rests on, by id."""


class MapPart(Frozen):
    """What any file of the map may hold."""

    sources: tuple[Source, ...] = ()
    """Publications."""
    evidence: tuple[Evidence, ...] = ()
    """What numbers rest on; many numbers may share one record."""
    activities: tuple[Activity, ...] = ()
    """What firms do whatever their sector."""
    sectors: tuple[Sector, ...] = ()
    """Parts of the economy."""
    trends: tuple[Trend, ...] = ()
    """Digital trends."""
    influences: tuple[Influence, ...] = ()
    """Trend -> sector: share of the sector's firms that use the trend."""
    couplings: tuple[Coupling, ...] = ()
    """Sector -> sector: shares of outside pressure."""
    norms: tuple[Norm, ...] = ()
    """Where trends stand over all sectors, if a map says so itself; then its figures are taken as they are."""
    readiness: tuple[Readiness, ...] = ()
    """Digital readiness of sectors, if a map says so itself."""
    traits: tuple[Trait, ...] = ()
    """What firms have in common whatever their sector: what is sold to whom, how the work is done."""
    groups: tuple[TrendGroup, ...] = ()
    """Trends that traits order alike."""
    modifiers: tuple[Modifier, ...] = ()
    """Distances of countries and size classes; written by the derivation."""
    practices: tuple[Practice, ...] = ()
    """What firms do with trends."""
    challenges: tuple[Theme, ...] = ()
    """What may stand in the way."""
    opportunities: tuple[Theme, ...] = ()
    """What may be won."""
    countries: tuple[Country, ...] = ()
    """What is different where a firm sells."""
    rejected: tuple[Rejected, ...] = ()
    """Influences that were checked and found untrue or unproven."""
    methods: tuple[Method, ...] = ()
    """How published figures became numbers."""


class MapEntrance(MapPart):
    """The first file of a map: what the map is, and which further files it has."""

    schema_: Annotated[Literal["ecomap/map/1"], Field(alias="schema")]
    """Which form this file has."""
    id: Id
    """Small letters, digits and hyphens; never changed and never used again."""
    version: Annotated[Text, Field(pattern=r"^[0-9]{4}\.[0-9]{1,2}(\.[0-9]{1,2})?$")]
    """Calendar version of the data, as 2026.11."""
    title: Text
    """Name of the map."""
    licence: Text
    """Licence of the map; sources keep their own."""
    limits: tuple[Text, ...]
    """What the numbers cannot tell."""
    files: tuple[Text, ...] = ()
    """Further files of the map, beside this one."""
    goals: tuple[Goal, ...] = ()
    """What owners may want."""
    skills: tuple[Skill, ...] = ()
    """What owners and staff may be able to do."""
    maturity: tuple[Text, ...] = ()
    """One plain example for each level of digital maturity, 0 to 4."""


class Overlay(MapPart):
    """Additions and corrections that are laid on top of a map: a chamber's, a country's or a firm's own.

    An item with a new id, or a new pair of ends, is added; one with a known id replaces the map's whole.
    """

    schema_: Annotated[Literal["ecomap/overlay/1"], Field(alias="schema")]
    """Which form this file has."""
    id: Id
    """Small letters, digits and hyphens; never changed and never used again."""
    title: Text
    """Whose additions these are."""


class KnownPace(NamedTuple):
    """Growth of the log-odds a year and how good the evidence for it is."""

    value: float
    grade: Grade


class EcosystemMap(MapEntrance):
    """The whole map, read: every number in it carries evidence; what was withdrawn is left out of the lists."""

    overlays: tuple[Id, ...] = ()
    """Overlays laid on top, in order."""
    retired: tuple[Retired, ...] = ()
    """Ids that were withdrawn or replaced, and what they mean now."""
    notes: tuple[Text, ...] = ()
    """What became of lines that name a retired id."""

    @cached_property
    def sector_by_id(self) -> dict[str, Sector]:
        """Sectors by id, in the map's order."""
        return {sector.id: sector for sector in self.sectors}

    @cached_property
    def trend_by_id(self) -> dict[str, Trend]:
        """Trends by id, in the map's order."""
        return {trend.id: trend for trend in self.trends}

    @cached_property
    def activity_by_id(self) -> dict[str, Activity]:
        """Activities by id, in the map's order."""
        return {activity.id: activity for activity in self.activities}

    @cached_property
    def evidence_by_id(self) -> dict[str, Evidence]:
        """Evidence records by id."""
        return {record.id: record for record in self.evidence}

    @cached_property
    def norm_by_trend(self) -> dict[str, Norm]:
        """Norms that the map says itself, by trend id; * holds the spread of trends without one."""
        return {norm.trend: norm for norm in self.norms}

    @cached_property
    def pace_by_trend(self) -> dict[str, KnownPace]:
        """The pace of each trend that has one."""
        grade = {record.id: record.grade for record in self.evidence}
        return {t.id: KnownPace(t.pace.value, grade[t.pace.evidence]) for t in self.trends if t.pace}

    @cached_property
    def influence_evidence(self) -> dict[tuple[str, str], str]:
        """Evidence id of each prevalence, by trend and sector."""
        return {(item.trend, item.sector): item.evidence for item in self.influences}

    @cached_property
    def coupling_evidence(self) -> dict[tuple[str, str], str]:
        """Evidence id of each coupling, by source and target."""
        return {(item.source, item.target): item.evidence for item in self.couplings}

    @cached_property
    def retired_by_id(self) -> dict[tuple[str, str], Retired]:
        """Retired ids by kind and id."""
        return {(item.kind, item.id): item for item in self.retired}

    @cached_property
    def method_by_id(self) -> dict[str, Method]:
        """Methods by id."""
        return {method.id: method for method in self.methods}
