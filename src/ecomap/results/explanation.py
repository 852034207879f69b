"""Answers that open a ranking: explanations, what-ifs, routes; as frozen as the ranking itself."""

import math
from collections.abc import Iterable
from dataclasses import field
from typing import Literal

from ecomap.record import record
from ecomap.results.duties import DutyAnswer
from ecomap.results.labels import FirmAnswer
from ecomap.results.movement import FactorPart, Moved
from ecomap.results.ranking import Method, Pathway, RankedTrend


@record
class WaterfallStep:
    """One part of the way from the typical sector to this business."""

    name: str  #: As the parts of the log-odds are called; those that are 0 are left out but norm and pace.
    log_odds: float
    points: float  #: What it adds to the influence; all steps sum to it.


@record
class CouplingShare:
    """What the network's part would be without one coupling."""

    source: str
    target: str
    coupling: float
    if_removed: float  #: Change of the log-odds if this coupling were not there.
    points: float  #: Change of the influence, at the slope of the row.


@record
class Versus:
    """Another trend set against the one explained."""

    trend: str
    rank: int
    here: float  #: Priority of the trend explained, unrounded points.
    there: float
    parts: tuple[FactorPart, ...]


@record
class Change:
    """A change of a single number after which two trends would score the same."""

    number: str
    now: float
    to: float
    size: float  #: In log-odds.


@record
class Explanation(FirmAnswer):
    """One trend of one business, opened."""

    settings: dict[str, float]
    method: Method
    list: Literal["opportunities", "threats"]
    of: int  #: Rows in that list.
    today: int
    horizon: int
    row: RankedTrend
    summary: str
    words: tuple[str, ...]  #: The owner's words: sentences without mathematics.
    waterfall: tuple[WaterfallStep, ...]  #: Points sum to the influence, log-odds to the total.
    pathways: tuple[Pathway, ...]
    remainder: float
    couplings: tuple[CouplingShare, ...]
    """Those that would change most if they were not there; none for methods that do not count all walks."""
    versus: Versus | None
    changes: tuple[Change, ...]
    challenges: tuple[tuple[str, str], ...]  #: What goes wrong, and what to do about it.
    prerequisites: tuple[str, ...]
    as_of: str  #: Day for which the law is asked.
    duties: tuple[DutyAnswer, ...]  #: What the law asks of this firm, or may ask, that a practice of this trend does.
    sector_names: dict[str, str] = field(default_factory=dict)

    @property
    def rest_points(self) -> float:
        """What all pathways that are not listed add to the influence."""
        return rest_points(self.waterfall, self.pathways)


def rest_points(waterfall: Iterable[WaterfallStep], pathways: Iterable[Pathway]) -> float:
    """Return what all pathways that are not listed add to the influence."""
    inside = ("traits", "technologies", "activities", "network_direct", "network_indirect")
    whole = math.fsum(step.points for step in waterfall if step.name in inside)
    return whole - math.fsum(pathway.points for pathway in pathways)


@record
class WhatIf(FirmAnswer):
    """What a change does to the ranks."""

    changes: tuple[str, ...]
    opportunities: tuple[Moved, ...]
    """Trends whose rank, likelihood, priority or action differs: by rank before, then those that come in."""
    threats: tuple[Moved, ...]
    trend_names: dict[str, str] = field(default_factory=dict)


@record
class Route:
    """One way from a trend or sector to a sector."""

    nodes: tuple[str, ...]
    strength: float  #: Product of the couplings on the way.
    names: tuple[str, ...]
