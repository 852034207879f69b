"""When a trend is to be looked at again: the faster, the less certain and the newer it is, the sooner.

    points: growth of log-odds a year  from .3: 2, from .15 or unknown: 1
            error of today's share     from .8 of log-odds: 2, from .5: 1
            stage                      emerging: 2, growing: 1
    months: 5 or 6 points: 1; 3 or 4: 3; 2: 6; fewer: 12

An answer of 3 or 4 to one of the three questions halves what is left of that until the next review.
"""

import calendar
from collections.abc import Sequence
from datetime import date

from ecomap.results.logbook import Review, Signal
from ecomap.results.watch import DueReview, Suggestions, Watched

GROWTH, ERROR = (0.15, 0.3), (0.5, 0.8)
"""From where on one point, and two."""
OF_STAGE = {"emerging": 2, "growing": 1}
MONTHS = {6: 1, 5: 1, 4: 3, 3: 3, 2: 6, 1: 12, 0: 12}
STRONG = 3
"""Answer from which a trend is looked at sooner."""
WATCHED = 10
"""Trends that are reviewed without being asked for: a list of more is not gone through."""


def interval(pace: float | None, error: float, stage: str) -> int:
    """Return the months between two reviews of a trend."""
    growing = 1 if pace is None else sum(pace >= least for least in GROWTH)
    return MONTHS[growing + sum(error >= least for least in ERROR) + OF_STAGE.get(stage, 0)]


def after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def due_reviews(
    suggested: Suggestions, reviews: Sequence[Review], signals: Sequence[Signal], as_of: date
) -> tuple[DueReview, ...]:
    """Return when each watched trend is to be looked at: the ten most worth it, and those of which the logbook speaks.

    What was never looked at is due today; entries after the day are left out.
    """
    day = as_of.isoformat()
    last: dict[str, Review] = {}
    for review in sorted(reviews, key=lambda one: (one.date, one.id)):
        if review.date <= day:
            last[review.trend] = review
    some = [one for one in signals if one.date <= day]
    spoken_of = {tie.trend for one in some for tie in one.trends if tie.state == "confirmed"}
    found = [
        _due(one, last.get(one.trend.id), some, as_of)
        for one in suggested.trends
        if one.rank <= WATCHED or one.trend.id in last or one.trend.id in spoken_of
    ]
    return tuple(sorted(found, key=lambda one: one.due))  # of one day those most worth it first


def _due(one: Watched, last: Review | None, signals: Sequence[Signal], as_of: date) -> DueReview:
    months = one.months
    if last is None:
        due, why = as_of, "never looked at"
    else:
        strong = max(last.disrupts, last.opportunity, last.expectations) >= STRONG
        months = max(1, months // 2) if strong else months
        due, why = after(date.fromisoformat(last.date), months), f"last looked at on {last.date}"
    new = sum(
        (last is None or signal.date > last.date)
        and any(tie.trend == one.trend.id and tie.state != "not" for tie in signal.trends)
        for signal in signals
    )
    return DueReview(one.trend.id, one.trend.name, due.isoformat(), (as_of - due).days, months, last, new, why)
