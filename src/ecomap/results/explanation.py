"""Answers that open a ranking: explanations, what-ifs, sensitivities, routes; as frozen as the ranking itself."""

from dataclasses import field
from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Answer, Brief, Records, Rows, flat
from ecomap.results.labels import BusinessLabel, MapLabel, ProgramLabel
from ecomap.results.ranking import LogOddsParts, Method, Pathway, RankedTrend


@record
class WaterfallStep:
    """One part of the way from the typical sector to this business."""

    name: Literal["norm", "pace", "readiness", "own sector", "one step", "more steps", "country", "size"]
    log_odds: float
    points: float
    """What it adds to the influence; all steps sum to it."""


@record
class SectorPush:
    """What all pathways that begin in one sector add."""

    sector: str
    push: float
    points: float


@record
class CouplingShare:
    """What one coupling contributes to the network part."""

    source: str
    target: str
    coupling: float
    share: float
    """Aumann-Shapley share of the log-odds; with the own sectors' part the shares of all couplings make the sum."""
    points: float
    if_removed: float
    """Change of the log-odds if this coupling were not there."""


@record
class FactorPart:
    """One factor of a priority against another's."""

    factor: str
    here: float
    there: float
    points: float
    """Part of the difference of the two priorities; the parts of all factors sum to it."""


@record
class Versus:
    """Another trend set against the one explained."""

    trend: str
    rank: int
    here: float
    """Priority of the trend explained, unrounded points."""
    there: float
    parts: tuple[FactorPart, ...]


@record
class Change:
    """A change of a single number after which two trends would score the same."""

    number: str
    now: float
    to: float
    size: float
    """In log-odds."""


@record
class Explanation(Answer):
    """One trend of one business, opened."""

    program: ProgramLabel
    map: MapLabel
    business: BusinessLabel
    settings: dict[str, float]
    method: Method
    list: Literal["opportunities", "threats"]
    of: int
    """Rows in that list."""
    today: int
    horizon: int
    row: RankedTrend
    summary: str
    words: tuple[str, ...]
    """The owner's words: sentences without mathematics."""
    waterfall: tuple[WaterfallStep, ...]
    """Points sum to the influence, log-odds to the total."""
    pathways: tuple[Pathway, ...]
    remainder: float
    remainder_by_sector: tuple[SectorPush, ...]
    """The push of all pathways that are not listed, by the sector they begin in; sums to ``remainder``."""
    sectors: tuple[SectorPush, ...]
    """The push of all pathways by the sector they begin in; sums to own sector + direct + indirect."""
    couplings: tuple[CouplingShare, ...]
    """Those with the largest shares; none for methods that do not count all walks."""
    couplings_rest: float
    """Share of all other couplings: with those listed and the part without any coupling they make the network part."""
    without_couplings: float
    """The network part if sectors did not influence each other at all."""
    versus: Versus | None
    changes: tuple[Change, ...]
    challenges: tuple[tuple[str, str], ...]
    """What goes wrong, and what to do about it."""
    prerequisites: tuple[str, ...]
    sector_names: dict[str, str] = field(default_factory=dict)

    def to_records(self) -> Records:
        """Return the steps of the waterfall, the pathways and the rest of them by sector, with their points.

        Of each part the points sum to what it divides up: the influence, the network's share of it, the remainder.
        """
        steps: Rows = [["step", step.name, step.points, step.log_odds] for step in self.waterfall]
        ways: Rows = [["pathway", ">".join(p.sectors), p.points, p.push] for p in self.pathways]
        rest: Rows = [["other pathways", s.sector, s.points, s.push] for s in self.remainder_by_sector]
        return flat(("part", "name", "points", "log_odds"), [*steps, *ways, *rest])


@record
class Moved(Brief):
    """A trend before and after a change."""

    trend: str
    rank_before: int | None
    rank_after: int | None
    """None: in use, so that it has no rank."""
    priority_before: float
    priority_after: float | None
    likelihood_before: float
    likelihood_after: float
    log_odds: LogOddsParts
    """Difference after - before, in parts that sum to ``total``."""
    parts: tuple[FactorPart, ...]
    """Difference of the priority, in points, by factor; empty where there is no rank after."""


@record
class WhatIf(Answer):
    """What a change does to the ranks."""

    program: ProgramLabel
    map: MapLabel
    business: BusinessLabel
    changes: tuple[str, ...]
    opportunities: tuple[Moved, ...]
    """Trends whose rank, likelihood or priority differs, in the order of the ranks before."""
    threats: tuple[Moved, ...]
    trend_names: dict[str, str] = field(default_factory=dict)

    def to_records(self) -> Records:
        """Return one record a trend that moves, opportunities first."""
        names = ("rank_before", "rank_after", "priority_before", "priority_after", "likelihood_before",
                 "likelihood_after")  # fmt: skip
        lists = (("opportunity", self.opportunities), ("threat", self.threats))
        rows = [[name, row.trend, self.trend_names.get(row.trend, row.trend), *(getattr(row, key) for key in names)]
                for name, moved in lists for row in moved]  # fmt: skip
        return flat(("list", "trend", "name", *names), rows)


@record
class Sensitivity:
    """What one other setting does to the first ranks."""

    setting: str
    kept: int
    """How many of the usual first five are still among the first five."""
    top: tuple[str, ...]
    agreement: float
    """Kendall's tau with the usual order, -1..1."""


@record
class Route:
    """One way from a trend or sector to a sector."""

    nodes: tuple[str, ...]
    strength: float
    """Product of the couplings on the way."""
    names: tuple[str, ...]
