"""One business: the user's own node in the map."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, get_args

from ecomap.model.plain import Plain

if TYPE_CHECKING:
    from pydantic import Field

    from ecomap.model.scalar import (
        Amount,
        Hours,
        Id,
        Importance,
        KnownCountry,
        Level,
        OpenShare,
        Part,
        People,
        Share,
        Text,
    )


Function = Literal["sales", "booking", "promotion", "payment", "logistics"]  #: What a platform does for a firm.
FUNCTIONS: tuple[str, ...] = get_args(Function)
"""In the order in which they are told: orders, bookings, being found, being paid, sending."""
FULL = 1 + 1e-9  #: The whole, and what adding shares may add to it.


@dataclass(frozen=True, kw_only=True, repr=False)
class Resources(Plain):
    """What the owner can spend on new things in a year."""

    budget_eur: Amount | None = None  #: Euros a year.
    hours_per_week: Hours | None = None  #: Hours a week.


@dataclass(frozen=True, kw_only=True, repr=False)
class OwnInfluence(Plain):
    """An influence that the owner sees and the map does not: a judgement, with the owner's words as its evidence.

    With ``trend``: the share of firms like this one that use it, in place of the figure of its own sectors. With
    ``sector``: the share of its pressure that comes straight from there, as in ``depends_on``.
    """

    trend: Id | None = None  #: A trend that the owner sees among firms like this one; this or a sector.
    sector: Text | None = None  #: A sector that presses on this business directly; this or a trend.
    share: OpenShare  #: Share of the firms that use the trend, or of the pressure; above 0, below 1.
    reason: Text  #: What the owner saw, in words: the evidence for the share.

    def wrong(self) -> str | None:
        """Say what is wrong with the whole."""
        one = (self.trend is None) != (self.sector is None)
        return None if one else "an influence names a trend or a sector, one of the two."


@dataclass(frozen=True, kw_only=True, repr=False)
class OwnActivity(Plain):
    """Something the business does for which the map has no word."""

    id: Id  #: A name of its own, other than those of the map.
    name: Text  #: What it is called in the answer.
    share: Share  #: How much the business does it, 0..1.
    served_by: Annotated[dict[Id, Share], Field(min_length=1)]
    """Trends of use for it, each with the part of that use that goes to it; what the map names shares the rest."""
    reason: Text  #: Why these trends serve it, in the owner's words: the evidence for the shares.


@dataclass(frozen=True, kw_only=True, repr=False)
class Business(Plain):
    """One business, as its owner describes it; everything but the sectors may be left out."""

    DERIVED: ClassVar[tuple[str, ...]] = ("kinds", "by_kind", "has")

    schema_: Annotated[Literal["ecomap/business/2", "ecomap/business/1"], Field(alias="schema")] = "ecomap/business/2"
    """Which form this file has; one of the first form is read as before."""
    id: Id = "my-business"  #: Short name for files and answers.
    name: Text = "My business"  #: What it is called in answers.
    country: KnownCountry | None = None  #: Two capital letters, ISO 3166-1.
    employees: People | None = None  #: People who work in it, the owner among them.
    sectors: Annotated[dict[Text, Part], Field(min_length=1)]
    """Shares of what it does, by kind of firm or sector: id, name, alias or code; any scale."""
    depends_on: dict[Text, Share] = field(default_factory=dict)
    """Shares of its pressure that come straight from other sectors; taken from those above."""
    activities: dict[Id, Share] = field(default_factory=dict)
    """How much it does each activity, 0..1, where that differs from its sectors' mix."""
    traits: dict[Id, Share] = field(default_factory=dict)
    """How much of each trait it has, 0 not, 0.5 partly, 1 wholly, where that differs from its sectors' mix."""
    maturity: Level | None = None
    """Digital maturity, 0 paper only ... 4 digital through and through: the level of skills that are not said."""
    goals: dict[Id, Importance] = field(default_factory=dict)  #: Weights of its goals; any scale.
    resources: Resources = field(default_factory=Resources)  #: What it can spend on new things in a year.
    skills: dict[Id, Level] = field(default_factory=dict)  #: Level of each skill, 0..4.
    adopted: tuple[Id, ...] = ()  #: Trends it uses already.
    rejected: tuple[Id, ...] = ()  #: Trends that are not for it: neither they nor what needs them first are proposed.
    not_yet: tuple[Id, ...] = ()  #: Trends it says it does not use: nobody asks, and none is taken to be there.
    platforms: dict[Id, Annotated[dict[Function, Share], Field(min_length=1)]] = field(default_factory=dict)
    """Platforms that carry it: of each function (sales, booking, promotion, payment, logistics) the share that comes by
    the platform; what is left of 1 comes by its own ways."""
    influences: tuple[OwnInfluence, ...] = ()  #: Influences that its owner sees and the map does not.
    own_activities: tuple[OwnActivity, ...] = ()  #: What it does for which the map has no word.
    overlays: tuple[Text, ...] = ()
    """Overlays of its own with further sectors, trends and influences; their paths start from the file's folder."""
    kinds: dict[Id, Part] = field(default_factory=dict)
    """Shares as they were named, kinds of firm among them; empty where sectors alone were."""
    by_kind: tuple[Id, ...] = ()
    """Traits, activities and goals whose levels are those of its kinds; ``employees-2`` where two are usual in them."""
    has: tuple[Id, ...] = ()  #: Trends that its kinds have by their very trade.

    @property
    def dependences(self) -> dict[str, float]:
        """Shares of its pressure that come straight from other sectors, whichever way they were said."""
        seen = {item.sector: item.share for item in self.influences if item.sector is not None}
        return self.depends_on | seen

    @property
    def peers(self) -> dict[str, float]:
        """Share of the firms like it that use each trend, where its owner has said so."""
        return {item.trend: item.share for item in self.influences if item.trend is not None}
