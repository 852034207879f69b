"""Trends: whom they concern, how far and how fast they spread, what they serve and need."""

from typing import Annotated, Literal

from pydantic import Field

from ecomap.model.base import Frozen, Lasting, Named
from ecomap.model.context import EthicsFlag, Kpi
from ecomap.model.scalar import (
    Amount,
    Flag,
    Hours,
    Id,
    Level,
    OpenShare,
    People,
    PerYear,
    Positive,
    Share,
    Text,
    Weight,
    Year,
)

Kind = Literal["technology", "practice", "business-model", "platform", "risk", "regulation"]
Area = Literal[
    "ai", "cloud", "iot", "e-commerce", "payments", "marketing", "crm", "operations", "data", "supply-chain",
    "manufacturing", "security", "platforms", "workforce", "green", "regulation",
]  # fmt: skip
Stage = Literal["emerging", "growing", "established"]
Affected = Literal["strategy", "operations", "competition", "customer-expectations"]
Role = Literal["do", "umbrella", "indicator", "risk", "duty"]


class TraitWeight(Frozen):
    """Whether a trait raises the log-odds that a firm uses something."""

    weight: Weight  #: -1 lowers, 0 does nothing, 1 raises, 2 raises much.
    reason: Text  #: Why.


class PlaceFamily(Frozen):
    """By which indicator countries and size classes move a trend."""

    family: Text  #: Family of the modifiers.
    slope: Annotated[Share, Field(gt=0)] | None = None
    """How much of its shifts; absent: as much as measured of the family's other indicators."""
    reason: Text  #: Why this family.


class TrendGroup(Named):
    """Trends that traits order alike: which firms use them, not which technique it is."""

    name: Text  #: Name for people.
    summary: Text  #: One line: what belongs to it.
    slope: Positive
    """Log-odds of use by which one standard deviation of the weighted traits over the sectors orders them."""
    weights: dict[Id, TraitWeight]  #: By trait.
    places: PlaceFamily | None = None  #: Family whose countries and size classes move its trends; absent: none does.
    profile: Flag = False  #: Their use makes a profile of its own, by which sectors are compared.
    evidence: Id  #: What the weights rest on.


class Gate(Frozen):
    """Whom a trend concerns at all."""

    any_of: tuple[Id, ...] = ()  #: Traits, one of which, or of the activities, a firm must have.
    activities: tuple[Id, ...] = ()  #: Activities that open it too.
    at_least: Share = 0.5
    """How much of it: 0.5 partly, more where those who have a part of it have no use for the trend."""
    also: dict[Id, Share] = {}  #: Traits and activities that it must have besides, all of them, with how much of each.
    unless: dict[Id, Annotated[Positive, Field(le=1)]] = {}
    """Traits and activities of which who has so much has no use for it."""
    reason: Text  #: Why nobody else can use it.


class TrendLevel(Frozen):
    """The share of firms that use a trend, among those that it concerns, in the year of the map."""

    share: OpenShare  #: Of EU firms with ten or more persons employed.
    s: Annotated[Positive, Field(le=3)]  #: Error, log-odds.
    year: Year | None = None  #: Of the figure that it rests on; absent where it rests on none.
    evidence: Id  #: The official total, or the judgement.
    reason: Text  #: How the figure became the share, or the cause of the judgement.


class Pace(Frozen):
    """Growth of the log-odds of use, a year."""

    value: PerYear  #: Log-odds of use a year, 0.02 slow ... 0.5 fast.
    s: Annotated[Positive, Field(le=1)] = 0.1  #: Error: 0.05 from a series of one wording, 0.1 judged.
    years: Text | None = None  #: First and last year of the series.
    evidence: Id  #: Evidence record that it rests on, by id.
    reason: Text | None = None  #: Needed where the pace is judged.


class Needs(Frozen):
    """What a small firm spends on a trend in its first year."""

    budget_eur: Amount  #: Euros.
    hours_per_week: Hours  #: Hours a week while it is introduced.
    skills: dict[Id, Level] = {}  #: Lowest workable level of each skill, 0..4.


class Challenge(Frozen):
    """Something that goes wrong, and what to do about it."""

    text: Text  #: What goes wrong.
    mitigation: Text  #: What to do about it.


class Trend(Lasting):
    """A digital trend: technology, practice, business model, platform, risk or regulation."""

    name: Text  #: The name that owners know.
    aliases: tuple[Text, ...] = ()  #: Other words people type for it.
    words: tuple[Text, ...] = ()
    """How news of any language name it otherwise; a * ends a word that goes on. Only news are matched with them."""
    summary: Text  #: What it is, in words a shop owner understands.
    kind: Kind  #: What sort of thing it is.
    area: Area  #: Part of the digital world that it belongs to.
    stage: Stage  #: emerging: below 5 % of firms; growing; established: most of those that it suits.
    change: Literal["incremental", "radical"]
    """incremental: the same done better; radical: other products, customers or ways."""
    affects: tuple[Affected, ...] = ()  #: What of a firm it changes.
    role: Role | None = None
    """do: could be started; umbrella: a total of others; indicator: only a survey asks for it; risk; duty: a law.
    Absent: both an opportunity and a threat, by its opportunity share."""
    part_of: tuple[Id, ...] = ()  #: Trends that count it too; its share is at most theirs.
    comes_with: tuple[Id, ...] = ()  #: Trends that bring it along.
    plain: Flag = False  #: Of its family what a newcomer begins with, where the whole is only a total.
    basic: Flag = False  #: Every firm needs it, whatever its goals.
    employees_min: People | None = None  #: Smallest number of people for whom it makes sense.
    role_reason: Text | None = None  #: Why, where it does not go without saying.
    group: Id | None = None
    """Group of trends whose trait weights order sectors by it; absent: traits say nothing of it."""
    weights: dict[Id, TraitWeight] = {}  #: By trait, where it differs from its group.
    places: PlaceFamily | None = None
    """Family whose countries and size classes move it, where it is not that of its group."""
    gate: Gate | None = None  #: Whom it concerns; absent: everyone.
    level: TrendLevel | None = None  #: Share of the firms that it concerns that use it.
    counted: dict[Id, Text] = {}
    """By evidence record of its figures: what these count instead, to stand behind a share (as a cloud service)."""
    norm: OpenShare | None = None  #: As level, without its error: how overlays said it before there were levels.
    pace: Pace | None = None  #: Absent: unknown, and it stays so.
    specificity: Share  #: s: 0 general-purpose, 1 of use only to those who do the activities it serves.
    opportunity: Share
    """theta: share of its effect on a small firm that is opportunity; the rest is threat. 1 of what does no harm."""
    harm: Text | None = None
    """What harm it does beside its use, in a sentence; needed where something that could be started is below 1."""
    services: dict[Id, Share]  #: q: how much of its use serves each activity; sums to at most 1.
    goals: dict[Id, Share] = {}  #: How well it serves each goal (for a risk: how much it endangers it), 0..1.
    needs: Needs  #: What it costs a small firm to begin.
    prerequisites: tuple[Id, ...] = ()  #: Trends that a firm needs first, by id.
    challenges: tuple[Challenge, ...] = ()  #: What goes wrong, and what to do about it.
    ethics: tuple[EthicsFlag, ...] | None = None  #: Questions of right and wrong that it raises.
    kpis: tuple[Kpi, ...] = ()  #: How to tell whether it works.
    evidence: Id  #: What the judged numbers of this trend rest on.
    reason: Text  #: The written reason for them.
