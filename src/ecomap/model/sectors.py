"""Sectors and kinds of firm: what they do and are like, and what owners want and can."""

from typing import Annotated, Literal

from pydantic import Field

from ecomap.model.base import Frozen, Lasting, Named
from ecomap.model.scalar import Amount, Effort, Flag, Id, Importance, Isic, Nace, Naics, Part, People, Share, Text
from ecomap.model.written import folded

Fit = Literal["exact", "wider"]


class Goal(Named):
    """Something an owner may want more of."""

    name: Text  #: The goal in one or two words.
    summary: Text  #: One line: what an owner wants.


class WorkArea(Named):
    """A part of the work by which owners look for something: all that is said of its trends and activities."""

    name: Text  #: The area in two or three words.
    summary: Text  #: One line: what belongs to it.
    trends: tuple[Id, ...] = ()  #: Trends whose practices belong to it, whatever activity they make better.
    activities: tuple[Id, ...] = ()  #: Activities whose practices belong to it, whatever trend they make use of.


class Training(Frozen):
    """What leads from one level of a skill to the next in a small firm."""

    hours: Effort  #: Hours of the owner or of one of the staff.
    eur: Amount  #: Outlay, EUR.
    reason: Text  #: What is taken for it: the cause of the judgement.


class Skill(Named):
    """A capability, with one plain example for each level from 0 to 4."""

    name: Text  #: The skill in a word.
    levels: Annotated[tuple[Text, ...], Field(min_length=5, max_length=5)]  #: One plain example for each level, 0 to 4.
    training: Annotated[tuple[Training, ...], Field(max_length=4)] = ()
    """What leads to levels 1 to 4, each from the one below; judged."""


class Activity(Lasting):
    """Something firms do whatever their sector."""

    name: Text  #: What firms do, in two or three words.
    summary: Text  #: One line: what belongs to it.
    phrase: Text  #: Verb phrase that completes "firms which also ...".
    question: Text | None = None  #: What an owner can answer with yes, partly or no; without one it is not asked.
    asked_with: Id | None = None  #: Trait whose question asks for this activity too: the answer says both.
    employees_min: People | None = None  #: People below whom the question makes no sense.


class PublishedRows(Frozen):
    """Which rows of the official tables speak for a sector."""

    abs: tuple[Text, ...] = ()  #: Rows of the US Annual Business Survey, as printed there.
    abs_fit: Fit | None = None  #: exact, or wider where the row holds more than this sector.
    eurostat: tuple[Text, ...] = ()  #: NACE codes of the Eurostat tables on enterprises.
    eurostat_fit: Fit | None = None  #: exact, or wider where the activities hold more than this sector.


class Sector(Lasting):
    """A part of the economy: where trends live and from where they reach others."""

    name: Text  #: Name for people.
    short: Annotated[Text, Field(max_length=18)]  #: Short name for tables, at most 18 characters.
    aliases: tuple[Text, ...] = ()  #: Words people would type for it.
    isic: tuple[Isic, ...] = ()  #: Divisions or groups of ISIC Rev.4.
    nace: tuple[Nace, ...] = ()  #: Divisions, groups or classes of NACE Rev.2.
    naics: tuple[Naics, ...] = ()  #: NAICS 2017 prefixes; they also say which input-output industries belong here.
    statistics: PublishedRows = PublishedRows()  #: Which rows of the official tables speak for it.
    activities: dict[Id, Share]  #: Activity profile k: how much a typical small firm here does each activity, 0..1.
    traits: dict[Id, Share] = {}
    """How much of each trait a typical firm here has, 0..1; between the steps where two codings differed, else 0."""
    vat_free: Flag = False  #: Most of what is sold here is exempt from VAT, as care, teaching, insurance and credit.
    opportunities: tuple[Text, ...] = ()  #: What the framework texts see for it.
    challenges: tuple[Text, ...] = ()  #: What stands in its way by the framework texts.
    evidence: Id  #: What the activity profile rests on.
    reason: Text  #: Why the profile looks as it does.


class TraitLevels(Frozen):
    """What the three levels of a trait mean, each in a sentence that anyone can check."""

    none: Text  #: 0: hardly any firm of the kind does it.
    partly: Text  #: 0.5: a part of the work.
    wholly: Text  #: 1: nearly all of the work.


class Trait(Named):
    """What is sold to whom, or how the work is done; judged in steps 0, 0.5 and 1."""

    name: Text  #: Completes "a firm that ...".
    question: Text  #: What an owner can answer with yes, partly or no.
    employees_min: People | None = None  #: People below whom the question makes no sense.
    levels: TraitLevels  #: What 0, 0.5 and 1 mean.
    phrase: Text  #: Completes "firms which ...".
    reason: Text  #: Why it matters for which digital trends a firm uses.
    evidence: Id  #: How sectors were coded by it.


# --- kinds of firm ----------------------------------------------------------------------------------------------


Tongue = Literal["de", "fr", "es", "it", "pt", "nl", "pl"]


class Kind(Lasting):
    """What a firm is in the words of whoever runs it."""

    name: Text  #: Name for people, in English.
    aliases: tuple[Text, ...] = ()  #: Other English words that people would type: plurals, everyday words.
    names: dict[Tongue, tuple[Text, ...]] = {}
    """What it is called in other languages, by their ISO 639-1 codes; the usual word first."""
    sectors: Annotated[dict[Id, Part], Field(min_length=1)]  #: Shares of the sectors that it is made of; they sum to 1.
    traits: dict[Id, Share] = {}
    """Levels of traits, 0 not, 0.5 partly, 1 wholly, where they differ from its sectors' mix."""
    activities: dict[Id, Share] = {}  #: How much it does each activity, 0..1, where that differs from its sectors' mix.
    goals: dict[Id, Importance] = {}  #: What its owners usually want, on any scale, where they say nothing themselves.
    people: People | None = None
    """How many usually work in it, where hardly one in ten such firms has ten: of one that says nothing of its size."""
    has: tuple[Id, ...] = ()
    """Trends that such a firm has by its very trade: it is asked whether it has got them, and not told to begin."""
    vat_free: Flag = False  #: Most of what it sells is exempt from VAT, whatever its sectors are.
    evidence: Id  #: What its shares and levels rest on, by id.
    reason: Text  #: Why it is made and unlike its sectors as it is said here.

    @property
    def words(self) -> tuple[str, ...]:
        """Everything it is called beside its id and name."""
        return (*self.aliases, *(word for words in self.names.values() for word in words))

    @property
    def abroad(self) -> dict[str, str]:
        """What it is called in other languages, by language, as a title writes it."""
        return {tongue: f"{words[0][:1].upper()}{words[0][1:]}" for tongue, words in self.names.items() if words}

    @property
    def called(self) -> str:
        """Everything it is called, folded, a line each."""
        return "\n".join(dict.fromkeys(folded(word) for word in (self.id, self.name, *self.words)))
