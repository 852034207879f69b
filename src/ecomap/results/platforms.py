"""Who carries a firm: its platforms and their owners, how much hangs by them, and what to do about it."""

from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Answer, Brief
from ecomap.results.labels import BusinessLabel, MapLabel, ProgramLabel
from ecomap.results.ranking import FirstStep, Warning

DEFINITION = (  # the index in words; docs/platforms.md has it at length
    "Dependence is 1 less the product over functions of (1 - weight x c), where c is the root of the sum of the "
    "squared shares of the owner groups: the share with one owner that would weigh as much. 0: own ways only; 1: one "
    "owner carries all."
)


@record
class PublishedFee:
    """What a platform asks, as published."""

    says: str
    low: float | None  #: Least and most part of what comes by it; None where it asks otherwise.
    high: float | None
    monthly_eur: float | None
    published: str | None  #: Day, month or year of the terms; None where the page names none.
    read: str  #: Day on which the page, or a stored copy of it, was read.
    grade: str  #: B: the platform's own page; C: others on it.
    url: str
    evidence: str


@record
class CarriedFunction:
    """Something that platforms do for the firm."""

    id: str
    name: str
    weight: float  #: What of the business goes with it where one owner carries all.
    said: bool  #: Whether the business says anything of it.
    own: float  #: Share that comes by the firm's own ways; 1 where nothing is said.
    equal_to: float  #: Share with a single owner that would weigh as much as all of them do.
    reason: str  #: Why it weighs so much.
    evidence: str


@record
class CarryingPlatform(Brief):
    """A platform that the business names."""

    id: str
    name: str
    kind: str
    owner: str  #: Owner group, by id.
    shares: dict[str, float]  #: By function.
    brings: float  #: Share of the turnover that comes by it: the larger of its shares of orders and bookings.
    brings_eur: float | None
    fee: PublishedFee | None
    no_fee: str | None  #: Why the map has no fee of it.
    cost_low: float | None  #: What the published fee takes, as a share of the turnover.
    cost_high: float | None
    evidence: str
    reviewed: str


@record
class OwnerGroup:
    """All that comes by the platforms of one owner."""

    id: str
    name: str
    platforms: tuple[str, ...]
    shares: dict[str, float]  #: By function.
    brings: float  #: Share of the turnover.
    index_without: float  #: Dependence if its part came by the firm's own ways.


@record
class Stress:
    """What happens if a platform changes; equal to working it all out anew."""

    kind: Literal["cut", "fee", "rule"]
    of: str  #: Name of the platform or the owner group.
    platforms: tuple[str, ...]
    part: float  #: Part of what comes by it that is lost; of a fee, how much more of it is asked.
    lost: dict[str, float]  #: Share of each function that is lost.
    turnover_share: float  #: Share of the turnover that is lost, or that the fee takes besides: at most so much.
    turnover_eur: float | None
    index: float  #: Dependence before.
    index_own: float  #: After, if those customers come by the firm's own ways.
    index_gone: float  #: After, if they stay away.


@record
class PlatformMechanismNote:
    """What makes platforms strong, and what follows."""

    id: str
    name: str
    summary: str
    means: str
    kinds: tuple[str, ...]  #: Kinds of platform of this firm in which it is strong; all kinds where none is named.
    themes: tuple[str, ...]
    evidence: str


@record
class PlatformNote:
    """An opportunity or a challenge of firms of this kind."""

    id: str
    name: str
    summary: str
    response: str  #: What to do about it.
    trades: tuple[str, ...]  #: retail, services, manufacturing.
    practices: tuple[str, ...]
    evidence: str


@record
class Threshold:
    """One condition of the rule that fired."""

    measure: str
    value: float | None  #: What it is for this firm; None where the firm has not said.
    least: float | None
    below: float | None
    reason: str


@record
class StrategyNote(Brief):
    """A way to deal with platforms, and what it comes to for this firm."""

    id: str
    name: str
    summary: str
    verdict: Literal["start", "keep", "wait", "say"]
    """Begin with it, go on, not now, or say first what carries the firm."""
    rule: str  #: Id of the rule that fired.
    says: str  #: Why.
    because: tuple[Threshold, ...]  #: Its conditions with the figures of this firm.
    practice_name: str
    first_step: FirstStep
    themes: tuple[str, ...]
    evidence: str


@record
class UsualPlatforms:
    """What firms like this one use, by the one ranking."""

    trend: str
    name: str
    share: float  #: Share of the firms like it that use it now.
    share_then: float  #: At the horizon.
    measured: bool  #: An official survey counts it.
    kinds: tuple[str, ...]
    examples: tuple[str, ...]  #: Platforms by name, those of its country first.
    say: str  #: How to say in a business file that a fifth comes by the first of them.


@record
class PlatformAnswer(Answer):
    """Which platforms carry a firm, how much hangs by them, and what to do."""

    program: ProgramLabel
    map: MapLabel
    today: int
    horizon: int
    business: BusinessLabel
    said: bool  #: Whether the business says anything of platforms.
    turnover_eur: float | None
    index: float | None  #: Dependence, 0 own ways only, 1 one owner carries all; None where nothing is said.
    definition: str
    measures: dict[str, float]  #: What the rules of the strategies ask of the firm; empty where nothing is said.
    functions: tuple[CarriedFunction, ...]
    owners: tuple[OwnerGroup, ...]  #: The heaviest first.
    platforms: tuple[CarryingPlatform, ...]
    stress: tuple[Stress, ...]  #: As asked; without that, what the heaviest owner takes along.
    trades: tuple[str, ...]  #: retail, services, manufacturing.
    mechanisms: tuple[PlatformMechanismNote, ...]
    opportunities: tuple[PlatformNote, ...]
    challenges: tuple[PlatformNote, ...]
    strategies: tuple[StrategyNote, ...]
    usual: tuple[UsualPlatforms, ...]
    warnings: tuple[Warning, ...]
