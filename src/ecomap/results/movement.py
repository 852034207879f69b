"""A trend of one business in two worlds: before and after a change, a release of the map, or some months."""

from dataclasses import field
from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Brief
from ecomap.results.labels import FirmAnswer, MapLabel
from ecomap.results.ranking import ActionName, LogOddsParts

List = Literal["opportunity", "threat"]
Outside = Literal["", "in use", "of no concern", "in another row", "no longer worth anything", "not in the map"]
"""Why a trend has no rank; empty where it has one."""


@record
class FactorPart:
    """One factor of a priority against another's."""

    factor: str
    here: float
    there: float
    points: float  #: Part of the difference of the two priorities; the parts of all factors sum to it.


@record
class Moved(Brief):
    """A trend before and after; every difference is after less before."""

    list: List
    trend: str
    name: str
    rank_before: int | None
    rank_after: int | None  #: None: not in the list; ``outside`` says why.
    outside: Outside  #: Why it has no rank after.
    priority_before: float | None  #: Unrounded points; none without a rank.
    priority_after: float | None
    action_before: ActionName | None  #: None: a threat, or no rank.
    action_after: ActionName | None
    likelihood_before: float | None  #: At the horizon; none where the map did not hold the trend.
    likelihood_after: float | None
    log_odds: LogOddsParts | None
    """Differences of the parts, which sum to that of ``total``; none where one of the maps does not hold the trend."""
    parts: tuple[FactorPart, ...]
    """Difference of the priority, in points, by factor; empty where there is no rank before or after."""


# --- what moved since a day that was kept, split by cause -------------------------------------------------------


@record
class ByCause(Brief):
    """How far a priority moved, in points, by cause; without a rank it counts as 0."""

    map: float  #: A release of the map or of the program: figures, weights, trends that came or went.
    business: float  #: What the business says of itself.
    time: float  #: Growth between the days that the two maps speak of.
    signals: float  #: Signals that were confirmed; 0 unless they are asked for.


@record
class MovedSince(Brief):
    """A trend then and now."""

    list: List
    trend: str
    name: str
    rank_then: int | None
    rank_now: int | None  #: None: not in the list; ``outside`` says why.
    outside: Outside
    priority_then: float  #: Unrounded points; 0 without a rank.
    priority_now: float
    by: ByCause  #: Its parts sum to the difference of the priorities.

    @property
    def gain(self) -> float:
        """The difference of the priorities."""
        return self.priority_now - self.priority_then


@record
class FieldMoved:
    """Something that the business says otherwise than then."""

    field: str
    then: str
    now: str  #: Each as JSON, of a list only what is no longer said and what is new; empty: nothing said.


@record
class SinceAnswer(FirmAnswer):
    """What moved for a business since a day."""

    then: str  #: Day on which the standings were kept, ISO 8601.
    now: str
    map_then: MapLabel
    years: float  #: Between the days that the two maps speak of as today.
    profile: tuple[FieldMoved, ...]
    signals: dict[str, float]
    """By how much confirmed signals move the log-odds of today, by trend; empty unless they are asked for."""
    moves: tuple[MovedSince, ...]  #: Whatever moved, the largest change of priority first.
    still: int  #: Trends in the lists that did not move.
    sector_names: dict[str, str] = field(default_factory=dict)
