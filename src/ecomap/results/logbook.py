"""What a logbook holds: one frozen record a kind of entry, as it was written down and as it is read again.

A record has the number 0 until the logbook gives it one. Dates are ISO, as 2026-03-01; nothing said is None or empty.
"""

import json
from dataclasses import asdict, fields
from typing import Any, Literal

from ecomap.record import record
from ecomap.results.answer import Answer, Brief, Rows
from ecomap.results.rows import Cell

State = Literal["proposed", "confirmed", "not"]
Direction = Literal["up", "down", "none"]
Verdict = Literal["scale", "change", "stop"]
Act = Literal["add", "correct", "undo"]


@record
class Tie:
    """A trend that a signal may speak of."""

    trend: str
    words: tuple[str, ...] = ()  #: Words of the signal that named the trend.
    state: State = "proposed"
    """proposed by the words; confirmed by a person; not: a person said that it does not belong."""

    @property
    def said(self) -> str:
        """The words in a line."""
        return ", ".join(self.words)


@record
class Signal(Brief):
    """Something seen or read that may move a trend."""

    date: str
    title: str
    trends: tuple[Tie, ...] = ()
    direction: Direction = "none"  #: Whether it speaks for more of the trend, for less, or does not say.
    source: str = ""  #: Who says it: a channel, a paper, a person.
    url: str = ""
    note: str = ""
    guid: str = ""  #: What the feed calls the item, so that it is never imported twice.
    id: int = 0


@record
class Review(Brief):
    """What a person thought of a trend on a day, in three answers from 0 (not at all) to 4 (wholly)."""

    trend: str
    date: str
    disrupts: int  #: Does it disrupt the industry?
    opportunity: int  #: Does it open something new?
    expectations: int  #: Does it change what customers expect?
    note: str = ""
    id: int = 0


@record
class Channel(Brief):
    """Where somebody looks for signals, beside the channels of the map."""

    name: str
    url: str = ""
    trends: tuple[str, ...] = ()
    note: str = ""
    id: int = 0


@record
class Feed(Brief):
    """A feed as it was last read, so that the next reading asks only for what is new."""

    url: str
    fetched: str  #: Moment of the last reading, ISO.
    etag: str = ""
    last_modified: str = ""
    id: int = 0


@record
class Snapshot(Brief):
    """A ranking kept, to tell later what moved and why."""

    date: str
    map: str  #: Id, version and sha256 of the map it rests on.
    version: str
    sha256: str
    profile: dict[str, Any]  #: The business as it was then.
    rows: tuple[dict[str, Any], ...]  #: Rows of the ranking, as plain data.
    note: str = ""
    id: int = 0


@record
class Pilot(Brief):
    """Something tried on a small scale: what is expected, what it may cost, how it is told whether it works."""

    name: str
    started: str
    kpi: str  #: What is counted.
    unit: str = ""
    direction: Literal["up", "down"] = "up"  #: Whether more or less of it is better.
    baseline: float | None = None  #: What was counted before.
    target: float | None = None
    hypothesis: str = ""
    practice: str = ""  #: Practice of the map that it tries; empty of one's own idea.
    trend: str = ""
    cap_eur: float | None = None  #: Most that it may cost, in euros and in hours.
    cap_hours: float | None = None
    stop: str = ""
    """When to give it up, in words or as the number that must be reached; empty: if no better than before."""
    review: str = ""  #: Day on which is decided.
    closed: str = ""
    verdict: Verdict | Literal[""] = ""
    note: str = ""
    id: int = 0


@record
class Reading(Brief):
    """What was counted on a day, and what the pilot has cost since the reading before."""

    pilot: int
    date: str
    value: float
    eur: float = 0.0
    hours: float = 0.0
    note: str = ""
    id: int = 0


Entry = Signal | Review | Channel | Feed | Snapshot | Pilot | Reading
KINDS: dict[str, type[Entry]] = {  # each kind of entry by the name of its table and of its list in an export
    "signals": Signal, "reviews": Review, "channels": Channel, "feeds": Feed, "snapshots": Snapshot, "pilots": Pilot,
    "readings": Reading,
}  # fmt: skip


@record
class Change(Brief):
    """A line of the journal: an entry was added, corrected, or the change before was undone."""

    id: int
    batch: int  #: First change of those that were made together, and are undone together.
    made: str  #: Moment, UTC; nothing is worked out from it.
    act: Act
    kind: str
    entry: int
    undoes: int | None = None
    was: dict[str, Any] | None = None
    """The entry by this change; None of an undoing, and where it still stands so among the entries."""


@record
class Corrected(Brief):
    """A field of an entry that was corrected."""

    field: str
    was: str | int | float | None
    is_: str | int | float | None


@record
class Undoing(Brief):
    """A change of the logbook that counts no more."""

    undone: Act
    kind: str  #: Of entry: pilot, reading, signal ...
    number: int  #: Of the entry.
    said: str  #: What the change had said: field and value.


@record
class LogbookExport(Answer):
    """All of a logbook: what stands in it, and by which changes it came to be so."""

    signals: tuple[Signal, ...]
    reviews: tuple[Review, ...]
    channels: tuple[Channel, ...]
    feeds: tuple[Feed, ...]
    snapshots: tuple[Snapshot, ...]
    pilots: tuple[Pilot, ...]
    readings: tuple[Reading, ...]
    journal: tuple[Change, ...]

    header = ("kind", "id", "field", "value")

    def rows(self) -> Rows:
        """Return one row a field that is said of an entry; lists and objects as JSON."""
        return [
            (kind, entry.id, name, _cell(value))
            for kind in KINDS
            for entry in getattr(self, kind)
            for name, value in asdict(entry).items()
            if name != "id" and value not in (None, "", (), {})
        ]

    def table(self, kind: str) -> tuple[tuple[str, ...], Rows]:
        """Return header and rows of one kind, a column a field."""
        names = tuple(one.name for one in fields(KINDS[kind]) if one.name != "id")
        entries = [asdict(entry) for entry in getattr(self, kind)]
        return ("id", *names), [(entry["id"], *(_cell(entry[name]) for name in names)) for entry in entries]


def _cell(value: Any) -> Cell:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple | list | dict) else value
