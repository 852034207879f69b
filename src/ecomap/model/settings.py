"""Every number of the method that is not in the map: one place, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from ecomap.model.plain import Plain

if TYPE_CHECKING:
    from pydantic import Field

    from ecomap.model.scalar import Number, OpenShare

ATTENUATION = 0.05
LEAST_SHARE, MOST_SHARE = 0.005, 0.995  #: Shares beyond are the rounding of a survey.
HOUR_EUR = 30.0
"""What an hour of the owner is taken to be worth where steps are put in order: about an employee's labour cost an hour
(Eurostat, EU 2024: 33.5)."""
CHANGE_EUR = 690.0
"""What a change costs a firm beside its step where steps are put in order: to decide, to tell all concerned and to stay
with it, taken as an hour a fortnight in the first year (23 of 30 EUR); judged. Few changes find room in a year, so that
a small one does not push out a large one by its price alone."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Settings(Plain):
    """Settings of one analysis; the defaults are the documented ones."""

    horizon: Annotated[Number, Field(ge=0, le=20)] = 3.0
    """Years ahead. Three years is as far as an owner plans, and short of where paces bend."""
    attenuation: OpenShare = ATTENUATION
    """delta: what is kept of a sector's peculiarity at each further step: features tell nearly all."""
    network_strength: Annotated[Number, Field(ge=0, le=100)] = 1.6
    """kappa: how far what stands out in the sectors around moves the log-odds."""
    feature_strength: Annotated[Number, Field(ge=0, le=10)] = 0.9
    """rho: how far what firms are like moves the log-odds."""
    floor: OpenShare = 0.05  #: Least value of goal fit, so that goals alone erase no trend.
    early: OpenShare = 0.16
    """Share at which the early majority begins (Rogers, Diffusion of Innovations: 2.5 % + 13.5 %); below it is new."""
    half: OpenShare = 0.5  #: Share of firms like this one above which it is a matter of catching up.
    nearly: OpenShare = 0.9
    """Share of firms like this one above which a trend is taken to be there, asked and proposed no more: of those who
    are told it hardly one in ten would learn anything."""
    far: Annotated[Number, Field(gt=0)] = 15.0  #: Years beyond which no year is named: paces do not hold that long.
    worth: Annotated[Number, Field(gt=0, lt=100)] = 20.0
    """Priority from which a trend is worth doing something about: 13 to 46 of the map for most kinds of firm."""
    sure: OpenShare = 0.8  #: How sure that must be for more than a pilot, and that other sectors are ahead of the own.
    coverage: OpenShare = 0.9  #: Share of the truth that intervals are meant to hold.
    tied: OpenShare = 0.1
    """A new tier begins where a trend comes out ahead of the first of its tier in at most this share."""
    partner_eur: Annotated[Number, Field(ge=0, le=100_000)] = 75.0
    """What somebody who does it for the owner asks an hour; judged: small IT and marketing firms ask EUR 60 to 100."""
