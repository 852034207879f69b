"""What it takes to sell in another country: components, barriers, phases and automation, as lists of the map."""

from typing import Annotated, Literal

from pydantic import Field

from ecomap.model.base import Frozen, Named
from ecomap.model.scalar import Id, Level, Share, Text

Tie = Literal["union", "currency", "language"]
"""What two countries may share: the single market of the European Union, their money, a language of customers."""
Binds = Literal["threats", "lines", "language", "law"]
"""What tells whether a barrier stands before a firm: what threatens it, the lines there, a language that it does not
share, law that is not its own."""


class Language(Named):
    """A language of customers; its id is its ISO 639-1 code."""

    name: Text
    """Its usual English name."""


class Sign(Frozen):
    """A published figure by country that tells of a component."""

    question: Text
    """Question of the statistics beside the map, as isoc_cicce_use:E_CC."""
    says: Text
    """What firms there do, after "of firms"."""
    weight: Annotated[Share, Field(gt=0)]
    """How much it counts among the signs of its component."""


class Component(Named):
    """One thing that selling across borders rests on."""

    name: Text
    """What it is called."""
    trends: dict[Id, Share]
    """Trends by which a firm has it, with how much each counts."""
    skills: dict[Id, Level] = {}
    """Lowest workable level of each skill, 0..4."""
    signs: tuple[Sign, ...] = ()
    """Figures by country; none: what ties two countries tells of it, or nothing does."""
    ties: dict[Tie, Share] = {}
    """What two countries may share, with how much each counts."""
    opportunities: tuple[Id, ...] = ()
    """What may be won by it."""
    evidence: Id
    """What the weights rest on."""
    reason: Text
    """Why these."""


class Barrier(Named):
    """Something that stands in the way."""

    name: Text
    """What it is called."""
    binds: Binds
    """What tells whether it stands before a firm."""
    threats: tuple[Id, ...] = ()
    """Trends that threaten a firm, where these tell it."""
    challenges: tuple[Id, ...]
    """Challenges that it is made of; their practices are its answers."""
    evidence: Id
    """What it rests on."""
    reason: Text
    """Why it is told so."""


class GlobalWork(Named):
    """A phase of entering a country, or a kind of work that runs by itself there."""

    name: Text
    """What it is called."""
    kind: Literal["phase", "automation"]
    """A phase, in the order of the list, or a kind of work."""
    practices: Annotated[tuple[Id, ...], Field(min_length=1)]
    """What firms do for it, first things first."""
    any_of: tuple[Id, ...] = ()
    """Traits or activities, one of which a firm must have at 0.5 or more for it to concern it; empty: everyone."""
    gated: tuple[Id, ...] = ()
    """Practices alone about which ``any_of`` decides, the others are for everyone; empty: it decides about all."""
    needless: dict[Id, Tie] = {}
    """Practices that nobody needs where the two countries share this."""
    evidence: Id
    """What the choice rests on."""
    reason: Text
    """Why these practices."""
