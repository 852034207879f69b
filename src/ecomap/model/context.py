"""What surrounds the influences: practices, challenges and opportunities, countries."""

from typing import Annotated, Literal

from pydantic import Field

from ecomap.model.base import Frozen, Lasting, Named
from ecomap.model.scalar import Amount, Id, Level, Text


class Kpi(Frozen):
    """How to tell whether it works."""

    name: Text
    """What is measured."""
    unit: Text
    """Its unit."""
    formula: Text
    """How it is worked out."""


class Practice(Lasting):
    """What a firm does with a trend in the sector where that is at home, and how others can adapt it."""

    name: Text
    """What a firm does, in a few words."""
    home: Id
    """Sector where it is at home."""
    trend: Id
    """Trend it makes use of."""
    activity: Id
    """Activity it makes better."""
    at_home: Text
    """How it looks there."""
    adapt: Text
    """How to adapt it elsewhere."""
    effort_hours: Amount
    """Hours of work until it runs, in a small firm."""
    cost_eur: Amount
    """Outlay in the first year, in a small firm."""
    skills: dict[Id, Level] = {}
    """Lowest workable level of each skill, 0..4."""
    benefit: Text
    """What it brings."""
    kpi: Kpi
    """How to tell whether it works."""
    evidence: Id
    """Evidence record that it rests on, by id."""
    reason: Text
    """Why the judged numbers are what they are."""


class Theme(Named):
    """A challenge or an opportunity that the frameworks name, linked to where it arises."""

    name: Text
    """Name for people."""
    summary: Text
    """One sentence: what it is."""
    trends: tuple[Id, ...] = ()
    """Trends that raise the challenge or carry the opportunity."""
    sectors: tuple[Id, ...] = ()
    """Sectors it concerns above all; empty: all."""
    responses: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What to do about it."""
    practices: tuple[Id, ...] = ()
    """Practices that help."""
    evidence: Id
    """Evidence record that it rests on, by id."""


class Rule(Frozen):
    """A law or rule that a firm must know to sell in a country."""

    name: Text
    """Name of the law or rule."""
    topic: Literal["privacy", "consumer", "tax", "payments", "accessibility", "security", "ai", "trade"]
    """What it is about."""
    date: Text
    """When it applies from, as 2018-05-25 or 2018."""
    summary: Text
    """One sentence: what a firm must do."""
    source: Id
    """Publication of its text, by id."""


class Country(Frozen):
    """What is different in a country for a firm that sells there."""

    id: Annotated[Id, Field(pattern=r"^[a-z]{2}$")]
    """Two small letters, ISO 3166-1."""
    name: Text
    """Its usual English name."""
    languages: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Languages that customers expect, the first one first; ISO 639-1 codes."""
    currency: Annotated[Text, Field(pattern=r"^[A-Z]{3}$")]
    """Three capital letters, ISO 4217."""
    payments: Text
    """Payment habits that a shop must know."""
    rules: tuple[Rule, ...] = ()
    """Laws and rules that a firm must know to sell there."""
    evidence: Id
    """What the words about payments rest on."""
