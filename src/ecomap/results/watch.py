"""What is worth watching for a business, what is due, what is new; as frozen as the ranking it rests on."""

from dataclasses import field
from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Brief
from ecomap.results.labels import FirmAnswer, TrendLabel
from ecomap.results.logbook import Review, Signal
from ecomap.results.movement import List, MovedSince


@record
class HomeSector:
    """Another sector in which a trend can be watched."""

    sector: str
    share: float  #: Of its firms, 0..1: as published where it is counted, else as estimated for today.
    year: int
    counted: bool
    source: str
    ahead: bool  #: By the figures it is further along than the own trade.
    practice: str  #: What is done there, by id of the practice; empty where the map names none there.
    practice_name: str


@record
class Watched(Brief):
    """A trend worth watching."""

    rank: int
    trend: TrendLabel
    area_name: str
    list: List
    worth: float  #: 0..100: what it would bring if all firms like it used it x mean of uncertain, fast and open.
    potential: float  #: Priority that it would have if all firms like it used it (of a threat: met it), 0..1.
    uncertain: float  #: Error of today's share in log-odds, at most 1.
    fast: float  #: Growth against 0.5 of log-odds a year, the fastest, 0..1; 0 where unknown.
    open: float  #: Share of firms like it that do not use it.
    share_today: float
    share_low: float  #: With ``share_high`` the 90 % interval.
    share_high: float
    pace: float | None  #: Growth of log-odds a year; none: unknown.
    why: str
    months: int  #: Between two reviews, by how fast, uncertain and new it is.
    homes: tuple[HomeSector, ...]
    """Where to look: sectors where a practice of it is at home, then those further along; never the own."""


@record
class Suggestions(FirmAnswer):
    """Areas and trends worth watching."""

    settings: dict[str, float]
    today: int
    area: str  #: Area that was asked for; empty: all.
    signals: dict[str, float]
    """By how much confirmed signals move log-odds, by trend; empty unless they are asked for."""
    trends: tuple[Watched, ...]  #: The most worth watching first; what is in use or not wanted is left out.
    trends_in_all: int
    sector_names: dict[str, str] = field(default_factory=dict)


@record
class DueReview(Brief):
    """A trend to be looked at again."""

    trend: str
    name: str
    due: str  #: Day, ISO.
    days_over: int  #: Days since then; below 0: still to come.
    months: int  #: Between two reviews.
    last: Review | None  #: What was thought of it the last time; none: it was never looked at.
    signals: int  #: Signals tied to it and not refused, since then.
    why: str


@record
class Reviews(FirmAnswer):
    """Which trends are to be looked at, and when."""

    as_of: str
    reviews: tuple[DueReview, ...]  #: By the day on which they are due.


@record
class Agenda(FirmAnswer):
    """What to do about watching, on one day."""

    as_of: str
    logbook: str  #: File; empty where there is none yet.
    watch: tuple[Watched, ...]  #: What is most worth watching.
    due: tuple[DueReview, ...]  #: Reviews that are due.
    next_due: str  #: Day of the next one after today; empty where there is none.
    signals: tuple[Signal, ...]  #: Those that nobody has looked at, newest first.
    unmatched: int  #: Signals that no trend of the map could be tied to.
    since: str  #: Day of the standings that ``moved`` is told against; empty where none were kept.
    moved: tuple[MovedSince, ...]  #: What moved most since then.
    sector_names: dict[str, str] = field(default_factory=dict)
    trend_names: dict[str, str] = field(default_factory=dict)


@record
class ImportedSource(Brief):
    """What came of one file or address."""

    source: str
    form: str  #: rss, atom, json, csv with its version; empty where nothing was read.
    title: str
    items: int
    new: int  #: Written down now; the others were known.
    tied: int  #: Of the new ones, those that speak of a trend of the map.
    unchanged: bool  #: The server says that there is nothing new.
    problems: tuple[str, ...]


@record
class Imported(FirmAnswer):
    """What was written down out of feeds and files."""

    as_of: str
    sources: tuple[ImportedSource, ...]
    signals: tuple[Signal, ...]  #: Those that are new, as they stand in the logbook.
    trend_names: dict[str, str] = field(default_factory=dict)


@record
class SignalList(FirmAnswer):
    """Signals as they stand."""

    signals: tuple[Signal, ...]
    trend_names: dict[str, str] = field(default_factory=dict)


@record
class FollowedChannel(Brief):
    """Somewhere to look."""

    rank: int
    id: str  #: Of the map; empty of one's own.
    name: str
    kind: str
    publisher: str
    url: str
    feed: str
    languages: tuple[str, ...]
    cadence: str
    price: str
    trends: tuple[str, ...]  #: Trends worth watching for the business that it is good for, those most worth it first.
    look_for: str
    origin: Literal["map", "own"]
    fit: float  #: How much it speaks of what is worth watching for the business; 0 of one's own, which stand first.


@record
class Channels(FirmAnswer):
    """Where a business may look for signals."""

    channels: tuple[FollowedChannel, ...]
    channels_in_all: int
    trend_names: dict[str, str] = field(default_factory=dict)
