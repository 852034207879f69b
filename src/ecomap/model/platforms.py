"""Platforms: who carries firms to their customers, what that costs, and what to do about it."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ecomap.model.base import Frozen, Named
from ecomap.model.business import Function
from ecomap.model.scalar import Amount, Day, Flag, Id, KnownCountry, Share, Text

Verdict = Literal["start", "keep", "wait", "say"]
"""What a strategy comes to for a firm: begin with it, go on, not now, or say first what carries the firm."""
Measure = Literal["index", "largest", "platforms", "owners", "brought", "promotion", "on_largest", "cost"]
"""What a rule may ask of a firm: the dependence index; the largest share of a function that one owner carries, weighed;
how many platforms and owners; the share of turnover that platforms bring; the share of being found; how many functions
the largest owner carries; what known fees take of the turnover."""


class PlatformFee(Frozen):
    """What a platform asks of a firm, as published."""

    says: Text  #: The terms in our words, with their figures.
    low: Share | None = None
    """Least part of what comes through the platform that it takes; absent where it takes none in per cent."""
    high: Share | None = None  #: Most of it in the usual plans and categories.
    monthly_eur: Amount | None = None  #: What it asks a month besides, EUR.
    published: Day | None = None  #: Day, month or year that the terms speak of; absent where the page names none.
    read: Day  #: The day on which the page, or a stored copy of it, was read.
    evidence: Id  #: Record with the page, by id.

    @model_validator(mode="after")
    def _ends_are_in_order(self) -> "PlatformFee":
        if (self.low is None) != (self.high is None) or (self.low or 0.0) > (self.high or 0.0):
            raise PydanticCustomError("fee", "low and high go together, the lower first.")
        return self


class Platform(Named):
    """A platform by its name."""

    name: Text  #: As people call it.
    aliases: tuple[Text, ...] = ()  #: Other names, spellings, former names.
    owner: Id  #: Owner group, by id.
    kind: Id  #: Kind of platform, by id.
    functions: Annotated[tuple[Function, ...], Field(min_length=1)]  #: What it can do for a firm.
    countries: tuple[KnownCountry, ...] = ()  #: Where it works, if that is a few countries; absent: in many.
    fee: PlatformFee | None = None  #: What it asks; this or no_fee.
    no_fee: Text | None = None  #: Why no fee stands here: nothing was found, or terms are agreed with each firm.
    evidence: Id  #: What owner, kind and functions rest on, by id.
    reviewed: Day  #: The day it was looked over, as 2026-11-28.

    @model_validator(mode="after")
    def _fee_or_reason(self) -> "Platform":
        if (self.fee is None) == (self.no_fee is None):
            raise PydanticCustomError("fee", "a fee, or under no_fee why there is none: one of the two.")
        return self


class PlatformOwner(Named):
    """A group that owns platforms: what hangs by two of them hangs by one owner."""

    name: Text  #: Name of the group.


class PlatformKind(Named):
    """A kind of platform."""

    name: Text  #: In an owner's words, in the plural.
    trends: tuple[Id, ...] = ()  #: Trends of the map that count firms which use this kind.
    sectors: tuple[Id, ...] = ()  #: Sectors whose firms it serves; absent: all.
    also: dict[Id, Share] = {}
    """Traits and activities that a firm must have besides, all of them, with how much of each."""
    unless: dict[Id, Share] = {}  #: Traits and activities of which who has so much is not on it.
    reason: Text | None = None  #: Why nobody else is on it; needed where something is asked.
    mechanisms: tuple[Id, ...] = ()  #: What makes it strong above all, by id.

    @model_validator(mode="after")
    def _what_is_asked_has_a_cause(self) -> "PlatformKind":
        if (self.also or self.unless) and self.reason is None:
            raise PydanticCustomError("kind", "asks for something and does not say why. Add a reason.")
        return self


class PlatformFunction(Named):
    """Something that platforms do for firms, and how much a firm loses that has to do without."""

    id: Function
    name: Text  #: In an owner's words.
    weight: Share
    """What of the business goes with it where one owner carries all of it and goes away: 0 nothing, 1 all."""
    turnover: Flag = False  #: Whether its shares are shares of the turnover: what comes in by it.
    reason: Text  #: Why it weighs so much.
    evidence: Id  #: Record that the weight rests on, by id.


class PlatformMechanism(Named):
    """What makes platforms strong."""

    name: Text  #: In a few words.
    summary: Text  #: One sentence: how it works.
    means: Text  #: What follows for a small firm.
    themes: tuple[Id, ...] = ()  #: Opportunities and challenges that come of it, by id.
    evidence: Id  #: Record that it rests on, by id.


class PlatformTrade(Named):
    """A kind of business: what platforms open to it and ask of it."""

    name: Text  #: Retail, services, manufacturing.
    sectors: Annotated[tuple[Id, ...], Field(min_length=1)]  #: Sectors that belong to it.
    least: Share  #: Share of a firm's business in these sectors from which it is one of them.
    opportunities: tuple[Id, ...]  #: By id.
    challenges: tuple[Id, ...]  #: By id.
    reason: Text  #: Why the share is what it is.
    evidence: Id  #: Record that the lists rest on, by id.


class PlatformShock(Named):
    """Something that a platform may do, for a test of what hangs by it."""

    name: Text  #: In a few words.
    loss: Share  #: Part of what comes by the platform that is gone unless the owner says another.
    reason: Text  #: Why it is that much.
    evidence: Id  #: Record that it rests on, by id.


class Condition(Frozen):
    """One thing that must hold for a rule to fire."""

    measure: Measure  #: What is asked.
    least: Amount | None = None  #: It holds from this number on.
    below: Amount | None = None  #: It holds below this number.
    reason: Text  #: Why the threshold stands there.

    @model_validator(mode="after")
    def _one_end(self) -> "Condition":
        if (self.least is None) == (self.below is None):
            raise PydanticCustomError("condition", "a condition has least or below, one of the two.")
        return self


class StrategyRule(Frozen):
    """When a strategy comes to what; of several rules the first that holds."""

    id: Id  #: Name of the rule, which the answer tells.
    unsaid: Flag = False  #: Holds where the firm has said nothing of platforms.
    when: tuple[Condition, ...] = ()  #: Every one of them must hold; without any it always does.
    uses: tuple[Id, ...] = ()  #: Trends of which the firm uses one; without any it does not matter.
    verdict: Verdict  #: What the strategy comes to.
    says: Text  #: Why, in an owner's words.


class PlatformStrategy(Named):
    """A way to deal with platforms, and when it is time for it."""

    name: Text  #: In an owner's words.
    summary: Text  #: One sentence: what it is.
    rules: Annotated[tuple[StrategyRule, ...], Field(min_length=1)]  #: The first that holds decides.
    practices: Annotated[tuple[Id, ...], Field(min_length=1)]  #: To start with the first of them that suits the firm.
    themes: tuple[Id, ...] = ()  #: Opportunities and challenges that it answers, by id.
    evidence: Id  #: Record that it rests on, by id.
