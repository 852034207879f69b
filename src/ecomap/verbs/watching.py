"""Which trends and areas a business should watch, and where: what could bring much and is not decided yet.

    worth = potential x (uncertain + fast + open) / 3

potential is the priority that the trend would have if all firms like it used it: cover x opportunity share x root of
goal fit, of a threat what is at stake. uncertain is the error of today's share in log-odds, at most 1; fast the growth
against that of the fastest trends, 0.5 a year; open the share of firms like it that do not use it. What is certain,
slow, or in use by all wants no watching, however much it brings.
"""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from ecomap.engine import priority
from ecomap.engine.likelihood import logistic
from ecomap.engine.propagation import Array
from ecomap.errors import InputError, UnknownNameError
from ecomap.model import AnyMap, Business, CompiledMap, Settings
from ecomap.model.written import folded
from ecomap.render.phrases import english
from ecomap.results.logbook import Review, Signal, Snapshot
from ecomap.results.movement import List, MovedSince
from ecomap.results.watch import Agenda, DueReview, HomeSector, Reviews, Suggestions, Watched
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.benchmark import Asked, Others
from ecomap.verbs.causes import Confirmed, business_then, latest_before, moved_since, signal_drift
from ecomap.verbs.ranking import answer_labels, default_settings
from ecomap.verbs.row_tables import labels
from ecomap.verbs.standings import find_standings, scored
from ecomap.verbs.words import percent

FASTEST = 0.5  # growth of log-odds a year that only a few trends have
QUICK, ROUGH = 0.3, 0.75  # growth, and error of a share in log-odds, from which they are told as fast, as a rough guess
HOMES = 4  # other sectors named for a trend


def suggest_watching(
    ecosystem: AnyMap,
    business: Business,
    settings: Settings | None = None,
    *,
    area: str | None = None,
    top: int | None = None,
    drift: Mapping[str, float] | None = None,
    sha256: str = "",
) -> Suggestions:
    """Find what is worth watching, and the other sectors in which it can be watched.

    Parameters
    ----------
    area
        Only this area of the map: ai, cloud, iot ...
    top
        How many trends; all if left out.
    drift
        By how much signals move log-odds, by trend (`ecomap.verbs.causes.signal_drift`).

    Returns
    -------
    Suggestions
        By what they are worth, ties by id; nothing in use or rejected, no duties, which have dates of their own.

    Raises
    ------
    UnknownNameError
        An area that no trend of the map has.
    """
    compiled, settings = compiled_map(ecosystem), settings or default_settings()
    moved = dict(drift or {})
    numbers = np.array([moved.get(trend.id, 0.0) for trend in compiled.trends])
    standings = find_standings(compiled, business, settings, drift=numbers)
    found = _Watching(compiled, Others(compiled, standings, Asked({})))
    asked = "" if area is None else _area(compiled, area)
    rows = [row for row in found.rows() if not asked or row.trend.area == asked]
    return Suggestions(
        **answer_labels(Suggestions, compiled, sha256, business, settings), area=asked, signals=moved,
        trends=tuple(rows[:top]), trends_in_all=len(rows),
    )  # fmt: skip


def _area(compiled: CompiledMap, text: str) -> str:
    known = {
        folded(name): trend.area
        for trend in compiled.trends
        for name in (trend.area, english("area").get(trend.area, ""))
    }
    if folded(text) not in known:
        raise UnknownNameError("area", text, {trend.area for trend in compiled.trends})
    return known[folded(text)]


class _Watching:
    """What watching each trend is worth to one business."""

    def __init__(self, compiled: CompiledMap, others: Others) -> None:
        self.compiled, self.others = compiled, others
        self.axes, self.found = others.axes, others.found
        self.error = np.sqrt(self.found.odds.variance[0])
        self.today = logistic(self.found.odds.today[0])
        self.fast = np.clip(np.where(self.axes.pace_known, self.axes.pace, 0.0) / FASTEST, 0.0, 1.0)
        self.homes_of: dict[str, list[tuple[str, str, str]]] = {}
        for one in compiled.practices:
            self.homes_of.setdefault(one.trend, []).append((one.home, one.id, one.name))

    def rows(self) -> Iterator[Watched]:
        """Yield every trend of either list."""
        potential, of_list = self._potential()
        parts = np.stack([np.minimum(1.0, self.error), self.fast, 1 - self.today])
        worth = potential * parts.mean(axis=0)
        order = sorted(np.flatnonzero(worth > 0).tolist(), key=lambda at: (-worth[at], at))
        for rank, at in enumerate(order, 1):
            yield self._row(rank, at, of_list[at], float(potential[at]), float(worth[at]))

    def _potential(self) -> tuple[Array, dict[int, List]]:
        potential, of_list = np.zeros(len(self.axes.trends)), dict[int, List]()
        for threats in (False, True):
            lists = scored(self.found, threats=threats)
            there = lists.listed[0] & np.array([trend.role != "duty" for trend in self.compiled.trends])
            potential[there] = np.exp(sum(log[0] for log in lists.logs[1:]))[there]
            of_list |= dict.fromkeys(np.flatnonzero(there).tolist(), "threat" if threats else "opportunity")
        return potential, of_list

    def _row(self, rank: int, at: int, of_list: List, potential: float, worth: float) -> Watched:
        half = -priority.normal_quantile((1 - self.others.numbers.settings.coverage) / 2) * self.error[at]
        low, high = (float(logistic(self.found.odds.today[0, at] + sign * half)) for sign in (-1, 1))
        trend, today, error = labels(self.compiled)[at], float(self.today[at]), float(self.error[at])
        pace = float(self.axes.pace[at]) if self.axes.pace_known[at] else None
        return Watched(
            rank, trend, english("area").get(trend.area, trend.area), of_list, 100 * worth, potential,
            uncertain=min(1.0, error), fast=float(self.fast[at]), open=1 - today,
            share_today=today, share_low=low, share_high=high, pace=pace,
            why=_why(today, pace, error, threat=of_list == "threat"),
            months=interval(pace, error, trend.stage),
            homes=tuple(self._homes(at)),
        )  # fmt: skip

    def _homes(self, at: int) -> Iterator[HomeSector]:
        """Yield sectors where a practice is at home, then those further along: counted ones, then those most alike.

        Not those where something near was counted alone, as AI of any kind for machines that drive themselves.
        """
        axes, ahead, shares = self.axes, self.others.ahead[at], self.others.shares
        counted, further = shares.counted[at], np.flatnonzero(ahead).tolist()
        at_home = {axes.sector_index[home]: (id, name) for home, id, name in self.homes_of.get(axes.trends[at], ())}
        fit = self.others.overlap * -np.expm1(-np.maximum(0.0, self.others.lead[at]))  # as `benchmark` has it
        further = [there for there in further if not shares.of_sector(at, there).counts]
        further.sort(key=lambda there: (not counted[there], -fit[there], there))
        for there in list(dict.fromkeys([*at_home, *further]))[:HOMES]:
            if self.others.numbers.own[there]:
                continue
            share = shares.of_sector(at, there)
            if share.counts:  # a line has no room to say what
                share = shares.estimated(at, share.today)
            told, practice = (share.share, share.year, share.counted, share.source), at_home.get(there, ("", ""))
            yield HomeSector(axes.sectors[there], *told, bool(ahead[there]), *practice)


def _why(today: float, pace: float | None, error: float, *, threat: bool) -> str:
    met = "meet it" if threat else "use it"
    parts = [f"{percent(today)} of firms like yours {met} now"]
    if pace is None:
        parts.append("nobody has counted how fast it spreads")
    elif pace >= QUICK:
        parts.append("it spreads fast")
    if error >= ROUGH:
        parts.append("how many is known only roughly")
    return f"{parts[0][:1].upper()}{parts[0][1:]}{''.join(f'; {part}' for part in parts[1:])}."


# --- when a trend is to be looked at again ----------------------------------------------------------------------


GROWTH, ERROR = (0.15, 0.3), (0.5, 0.8)  # from where on one point, and two
OF_STAGE = {"emerging": 2, "growing": 1}
MONTHS = {6: 1, 5: 1, 4: 3, 3: 3, 2: 6, 1: 12, 0: 12}
STRONG = 3  # answer from which a trend is looked at sooner
WATCHED = 10  # trends that are reviewed without being asked for: a list of more is not gone through


def interval(pace: float | None, error: float, stage: str) -> int:
    """Return the months between two reviews of a trend: the faster, the less certain and the newer it is, the fewer.

        points: growth of log-odds a year  from .3: 2, from .15 or unknown: 1
                error of today's share     from .8 of log-odds: 2, from .5: 1
                stage                      emerging: 2, growing: 1
        months: 5 or 6 points: 1; 3 or 4: 3; 2: 6; fewer: 12

    An answer of 3 or 4 to one of the three questions halves what is left of that until the next review.
    """
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


# --- the agenda of a day: what to watch, whom to look at again, what is new, what moved -------------------------


WATCH = 5  # trends of the agenda: what can be kept in mind
MOVED = 3
DIRECTIONS = {"up": 1, "down": -1}


def draw_up_agenda(
    ecosystem: AnyMap,
    business: Business,
    as_of: date,
    *,
    signals: Sequence[Signal] = (),
    reviews: Sequence[Review] = (),
    snapshots: Sequence[Snapshot] = (),
    by_signals: bool = False,
    logbook: str = "",
    sha256: str = "",
) -> Agenda:
    """Say what to watch and why, which reviews are due, which signals nobody has looked at, and what moved.

    Parameters
    ----------
    as_of
        Day of the agenda; entries of later days are left out.
    signals, reviews, snapshots
        As they stand in the logbook.
    by_signals
        Whether confirmed signals move paces, by the rule of `ecomap.verbs.causes.signal_drift`.
    """
    compiled, day = compiled_map(ecosystem), as_of.isoformat()
    some = [one for one in signals if one.date <= day]
    told = confirmed(some) if by_signals else []
    found = suggest_watching(compiled, business, drift=signal_drift(compiled, told, as_of))
    due = due_reviews(found, reviews, some, as_of)
    new = sorted((one for one in some if is_new(one)), key=lambda one: (one.date, one.id), reverse=True)
    before = latest_before(snapshots, as_of)
    return Agenda(
        **answer_labels(Agenda, compiled, sha256, business),
        as_of=day,
        logbook=logbook,
        watch=found.trends[:WATCH],
        due=tuple(one for one in due if one.days_over >= 0),
        next_due=min((one.due for one in due if one.days_over < 0), default=""),
        signals=tuple(new),
        unmatched=sum(not one.trends for one in some),
        since=before.date if before else "",
        moved=_moved(compiled, business, before, told, as_of) if before else (),
    )


def plan_reviews(
    ecosystem: AnyMap,
    business: Business,
    as_of: date,
    *,
    signals: Sequence[Signal] = (),
    reviews: Sequence[Review] = (),
    only: str = "",
    sha256: str = "",
) -> Reviews:
    """Say when each watched trend, or only one, is to be looked at, those that are due first."""
    compiled = compiled_map(ecosystem)
    found = due_reviews(suggest_watching(compiled, business), reviews, signals, as_of)
    found = tuple(one for one in found if only in ("", one.trend))
    return Reviews(**answer_labels(Reviews, compiled, sha256, business), as_of=as_of.isoformat(), reviews=found)


def is_new(signal: Signal) -> bool:
    """Tell whether a signal is tied to trends and nobody has said of any whether it belongs."""
    return bool(signal.trends) and all(tie.state == "proposed" for tie in signal.trends)


def confirmed(signals: Sequence[Signal]) -> list[Confirmed]:
    """Return the confirmed ties of signals that say a direction."""
    return [
        Confirmed(tie.trend, date.fromisoformat(one.date), DIRECTIONS[one.direction])
        for one in signals
        for tie in one.trends
        if tie.state == "confirmed" and one.direction in DIRECTIONS
    ]


def _moved(
    compiled: CompiledMap, business: Business, before: Snapshot, signals: Sequence[Confirmed], as_of: date
) -> tuple[MovedSince, ...]:
    """Return what moved most since a snapshot; nothing where the map no longer knows what the business said then."""
    try:
        then = business_then(before, compiled)
    except InputError:
        return ()
    return moved_since(compiled, business, before, then, as_of, signals=signals).moves[:MOVED]
