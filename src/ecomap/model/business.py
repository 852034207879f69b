"""One business: the user's own node in the map."""

from typing import Annotated, Literal

from pydantic import Field

from ecomap.model.base import Frozen
from ecomap.model.scalar import Amount, Count, Id, Level, Positive, Share, Text


class Resources(Frozen):
    """What the owner can spend on new things in a year."""

    budget_eur: Amount | None = None
    """Euros a year."""
    hours_per_week: Amount | None = None
    """Hours a week."""


class Business(Frozen):
    """One business, as its owner describes it; everything but the sectors may be left out."""

    schema_: Annotated[Literal["ecomap/business/1"], Field(alias="schema")] = "ecomap/business/1"
    id: Id = "my-business"
    name: Text = "My business"
    country: Annotated[Text, Field(pattern=r"^[A-Z]{2}$")] | None = None
    """Two capital letters, ISO 3166-1."""
    employees: Count | None = None
    sectors: Annotated[dict[Text, Positive], Field(min_length=1)]
    """Shares of what it does, by sector id, name, alias or ISIC / NACE / NAICS code; any scale."""
    depends_on: dict[Text, Share] = {}
    """Shares of its pressure that come straight from other sectors; taken from those above."""
    activities: dict[Id, Share] = {}
    """How much it does each activity, 0..1, where that differs from its sectors' mix."""
    maturity: Level | None = None
    """Digital maturity, 0 paper only ... 4 digital through and through."""
    goals: dict[Id, Amount] = {}
    """Weights of its goals; any scale."""
    resources: Resources = Resources()
    skills: dict[Id, Level] = {}
    """Level of each skill, 0..4."""
    adopted: tuple[Id, ...] = ()
    """Trends it uses already."""
