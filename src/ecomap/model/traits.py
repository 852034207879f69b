"""What firms have in common beyond their sector, and what that says of the trends they use."""

from typing import Annotated, Literal

from pydantic import Field

from ecomap.model.base import Frozen
from ecomap.model.scalar import Flag, Id, OpenShare, PerYear, Positive, Text, Weight, Year

Role = Literal["do", "umbrella", "indicator", "risk", "duty"]


class TraitLevels(Frozen):
    """What the three levels of a trait mean, each in a sentence that anyone can check."""

    none: Text
    """0: hardly any firm of the kind does it."""
    partly: Text
    """0.5: a part of the work."""
    wholly: Text
    """1: nearly all of the work."""


class Trait(Frozen):
    """What is sold to whom, or how the work is done; judged in steps 0, 0.5 and 1."""

    id: Id
    """Small letters, digits and hyphens; never changed and never used again."""
    name: Text
    """Completes "a firm that ..."."""
    question: Text
    """What an owner can answer."""
    levels: TraitLevels
    """What 0, 0.5 and 1 mean."""
    phrase: Text
    """Completes "firms which ..."."""
    reason: Text
    """Why it matters for which digital trends a firm uses."""
    evidence: Id
    """How sectors were coded by it."""


class TraitWeight(Frozen):
    """Whether a trait raises the log-odds that a firm uses something."""

    weight: Weight
    """-1 lowers, 0 does nothing, 1 raises, 2 raises much."""
    reason: Text
    """Why."""


class TrendGroup(Frozen):
    """Trends that traits order alike: which firms use them, not which technique it is."""

    id: Id
    """Small letters, digits and hyphens; never changed and never used again."""
    name: Text
    """Name for people."""
    summary: Text
    """One line: what belongs to it."""
    slope: Positive
    """Log-odds of use by which one standard deviation of the weighted traits over the sectors orders them."""
    weights: dict[Id, TraitWeight]
    """By trait."""
    profile: Flag = False
    """Their use makes a profile of its own, by which sectors are compared."""
    evidence: Id
    """What the weights rest on."""


class Gate(Frozen):
    """Whom a trend concerns at all."""

    any_of: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Traits, one of which a firm must have at 0.5 or more."""
    reason: Text
    """Why nobody else can use it."""


class TrendLevel(Frozen):
    """The share of firms that use a trend, among those that it concerns, in the year of the map."""

    share: OpenShare
    """Of EU firms with ten or more persons employed."""
    s: Annotated[Positive, Field(le=3)]
    """Error, log-odds."""
    year: Year | None = None
    """Of the figure that it rests on; absent where it rests on none."""
    evidence: Id
    """The official total, or the judgement."""
    reason: Text
    """How the figure became the share, or the cause of the judgement."""


class Pace(Frozen):
    """Growth of the log-odds of use, a year."""

    value: PerYear
    """Log-odds of use a year, 0.02 slow ... 0.5 fast."""
    s: Annotated[Positive, Field(le=1)] = 0.1
    """Error: 0.05 from a series of one wording, 0.1 judged."""
    years: Text | None = None
    """First and last year of the series."""
    evidence: Id
    """Evidence record that it rests on, by id."""
    reason: Text | None = None
    """Needed where the pace is judged."""
