"""Sectors: what their firms do and are like, and what owners want and can."""

from typing import Annotated, Literal

from pydantic import Field

from ecomap.model.base import Frozen, Lasting, Named
from ecomap.model.scalar import Amount, Effort, Id, Isic, Nace, Naics, People, Share, Text

Fit = Literal["exact", "wider"]


class Goal(Named):
    """Something an owner may want more of."""

    name: Text
    """The goal in one or two words."""
    summary: Text
    """One line: what an owner wants."""


class WorkArea(Named):
    """A part of the work by which owners look for something: all that is said of its trends and activities."""

    name: Text
    """The area in two or three words."""
    summary: Text
    """One line: what belongs to it."""
    trends: tuple[Id, ...] = ()
    """Trends whose practices belong to it, whatever activity they make better."""
    activities: tuple[Id, ...] = ()
    """Activities whose practices belong to it, whatever trend they make use of."""


class Training(Frozen):
    """What leads from one level of a skill to the next in a small firm."""

    hours: Effort
    """Hours of the owner or of one of the staff."""
    eur: Amount
    """Outlay, EUR."""
    reason: Text
    """What is taken for it: the cause of the judgement."""


class Skill(Named):
    """A capability, with one plain example for each level from 0 to 4."""

    name: Text
    """The skill in a word."""
    levels: Annotated[tuple[Text, ...], Field(min_length=5, max_length=5)]
    """One plain example for each level, 0 to 4."""
    training: Annotated[tuple[Training, ...], Field(max_length=4)] = ()
    """What leads to levels 1 to 4, each from the one below; judged."""


class Activity(Lasting):
    """Something firms do whatever their sector."""

    name: Text
    """What firms do, in two or three words."""
    summary: Text
    """One line: what belongs to it."""
    phrase: Text
    """Verb phrase that completes "firms which also ..."."""
    question: Text | None = None
    """What an owner can answer with yes, partly or no; without one it is not asked."""
    asked_with: Id | None = None
    """Trait whose question asks for this activity too: the answer says both."""
    employees_min: People | None = None
    """People below whom the question makes no sense."""


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


class TraitLevels(Frozen):
    """What the three levels of a trait mean, each in a sentence that anyone can check."""

    none: Text
    """0: hardly any firm of the kind does it."""
    partly: Text
    """0.5: a part of the work."""
    wholly: Text
    """1: nearly all of the work."""


class Trait(Named):
    """What is sold to whom, or how the work is done; judged in steps 0, 0.5 and 1."""

    name: Text
    """Completes "a firm that ..."."""
    question: Text
    """What an owner can answer with yes, partly or no."""
    employees_min: People | None = None
    """People below whom the question makes no sense."""
    levels: TraitLevels
    """What 0, 0.5 and 1 mean."""
    phrase: Text
    """Completes "firms which ..."."""
    reason: Text
    """Why it matters for which digital trends a firm uses."""
    evidence: Id
    """How sectors were coded by it."""
