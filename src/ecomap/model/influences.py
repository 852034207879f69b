"""Influences: who uses what, which sector presses on which, and what was rejected."""

from typing import Literal

from ecomap.model.base import Frozen
from ecomap.model.evidence import Grade
from ecomap.model.scalar import Amount, Day, Id, LogOdds, OpenShare, Positive, Share, Spread, Text, Year


class Influence(Frozen):
    """Trend -> sector: the share of the sector's firms that use the trend."""

    trend: Id  #: Trend that is used.
    sector: Id  #: Sector whose firms use it.
    prevalence: OpenShare  #: Share of the sector's firms that use it, above 0 and below 1.
    statement: Text | None = None  #: One sentence that a person can agree or disagree with; needed where it is judged.
    value: Text | None = None  #: The figure as published, where there is one.
    unit: Text | None = None  #: Unit of the published figure.
    locator: Text | None = None  #: Table and row of the figure.
    year: Year | None = None
    """Of the survey, where it differs from that of the shared evidence record; a figure without a year is as of now."""
    area: Text | None = None  #: Place of the firms asked: EU27_2020, US ...
    size: Text | None = None  #: Persons employed by the firms asked: GE10, all ...
    shift: LogOdds = 0.0
    """Log-odds that carry the figure to the reference: EU firms with ten or more persons employed."""
    s: Spread | None = None  #: Error where it stands for the trend in the reference, log-odds.
    row: Text | None = None  #: Published row: sectors that share one share a figure.
    question: Text | None = None  #: Question that it answers, see questions.csv.
    evidence: Id  #: Evidence record that it rests on, by id.
    grade: Grade | None = None  #: Where it differs from that of the shared evidence record.
    opportunity: Share | None = None  #: Where the opportunity share in this sector differs from the trend's own.
    note: Text | None = None  #: What a reader must know of this figure alone.

    def model_post_init(self, _: object) -> None:
        """Share the set of what was said with all figures that say the same: it takes half of the memory of one."""
        said = self.__pydantic_fields_set__
        object.__setattr__(self, "__pydantic_fields_set__", SAID.setdefault(frozenset(said), said))


SAID: dict[frozenset[str], set[str]] = {}  #: Sets of the fields that figures say; a copy of a figure has its own.


class Coupling(Frozen):
    """Sector -> sector: the share of the target's outside pressure that comes from the source."""

    source: Id  #: Sector that the pressure comes from.
    target: Id  #: Sector that feels it.
    coupling: Amount  #: Share of the target's outside pressure, 0..1; those into a sector sum to at most 1.
    affinity: Share | None = None
    """Trade part: size-corrected input-output affinity, both directions, normalised by target."""
    technology_kinship: Share | None = None  #: Likeness of technology use, normalised by target.
    activity_kinship: Share | None = None  #: Likeness of activity profiles, normalised by target.
    flow_musd: Amount | None = None  #: Intermediate goods and services sold from source to target, million US dollars.
    evidence: Id  #: Evidence record that it rests on, by id.


class Modifier(Frozen):
    """How far a country or a size class is from the reference in a family of technologies, in log-odds."""

    kind: Literal["country", "size"]  #: A country, or a size class of firms.
    place: Text  #: Country id or size class.
    family: Text  #: Family of technologies, or a single one: ai, cloud, data, digital ...
    shift: LogOdds  #: logit(value) - logit(reference).
    slope: LogOdds | None = None  #: By how much of it other indicators of the family move with the one that leads.
    s: Positive | None = None  #: Error where the shift stands for another indicator of the family, log-odds.
    year: Year | None = None  #: Of the survey.
    value: Text  #: The figure as published, per cent of enterprises.
    reference: Text  #: The figure it is compared with.
    locator: Text  #: Dataset, indicator and cells.
    evidence: Id  #: Evidence record that it rests on, by id.


class Rejected(Frozen):
    """An influence that was checked and found untrue or unproven, so that nobody adds it again."""

    trend: Id | None = None  #: Trend that was said to be used there.
    source: Id | None = None  #: Sector it was said to come from.
    target: Id  #: Sector it was said to reach.
    reason: Text  #: Why it is not in the map.
    reviewed: Day  #: The day it was looked at, as 2026-11-22.
