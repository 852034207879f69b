"""A trend of one business in two worlds: before and after a change, a release of the map, or some months."""

from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Brief
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
    points: float
    """Part of the difference of the two priorities; the parts of all factors sum to it."""


@record
class Moved(Brief):
    """A trend before and after; every difference is after less before."""

    list: List
    trend: str
    name: str
    rank_before: int | None
    rank_after: int | None
    """None: not in the list; ``outside`` says why."""
    outside: Outside
    """Why it has no rank after."""
    priority_before: float | None
    """Unrounded points; none without a rank."""
    priority_after: float | None
    action_before: ActionName | None
    """None: a threat, or no rank."""
    action_after: ActionName | None
    likelihood_before: float | None
    """At the horizon; none where the map did not hold the trend."""
    likelihood_after: float | None
    log_odds: LogOddsParts | None
    """Differences of the parts, which sum to that of ``total``; none where one of the maps does not hold the trend."""
    parts: tuple[FactorPart, ...]
    """Difference of the priority, in points, by factor; empty where there is no rank before or after."""
