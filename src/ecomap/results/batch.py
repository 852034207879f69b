"""Answers for many businesses: one row a business, and what became of all rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ecomap.errors import some_of
from ecomap.record import record
from ecomap.results.answer import Answer, Brief, Rows
from ecomap.results.labels import MapLabel, ProgramLabel
from ecomap.results.ranking import ActionName, View


@dataclass(frozen=True, slots=True)
class BatchTrend:
    """One of the first trends of a business."""

    rank: int  #: Among all opportunities or threats, whatever the view shows.
    trend: str  #: Id of the trend.
    score: float  #: The priority before rounding, 0..1, to 10 decimals; ties by trend id.
    priority: int  #: 0..100.
    likelihood: float
    """Expected share of firms placed like this one that use the trend at the horizon, to 10 decimals."""
    action: ActionName
    name: str = ""  #: What it is called; as the next two where they are asked for.
    why: str = ""
    first_step: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class BatchRow(Answer):
    """The first trends of one business."""

    run: str  #: Fingerprint of map, settings and choices; the file ``.meta.json`` with the same run tells them all.
    row: int  #: Number of the row in the input, from 1; a header and empty lines do not count.
    id: str  #: As the row says; the row's number where it says nothing.
    opportunities: tuple[BatchTrend, ...]
    threats: tuple[BatchTrend, ...]
    name: str = ""  #: What it is called, where the table says that beside an id.

    header = ("id", "list", "rank", "trend", "score", "priority", "likelihood", "action")

    def rows(self) -> Rows:
        """Return one row a trend, opportunities first."""
        lists = (("opportunity", self.opportunities), ("threat", self.threats))
        return [
            (self.id, name, *(getattr(trend, key) for key in self.header[2:]))
            for name, trends in lists
            for trend in trends
        ]


@dataclass(frozen=True, slots=True)
class BatchMeta:
    """What a batch rests on, so that it can be made again."""

    program: ProgramLabel
    map: MapLabel
    run: str
    settings: dict[str, float]
    view: View
    top: int
    threats: int
    columns: dict[str, str]  #: Our names of the columns that were read, with the names in the input where they differ.


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """A column of a table as it was read."""

    ours: str
    theirs: str  #: Its name in the table; of several with a plus between.
    filled: int  #: Rows in which something stands.
    not_understood: int  #: Of these, rows whose cell means nothing.
    examples: tuple[str, ...]  #: Cells that mean nothing, the most frequent first.


@dataclass(frozen=True, slots=True)
class RejectedFor:
    """Rows that cannot be used for one reason."""

    column: str
    reason: str
    rows: int
    first: int  #: Number of the first of them, the header and empty lines left out.
    line: int | None = None  #: Line of the file on which it begins; row of a spreadsheet.


@dataclass(frozen=True, slots=True, repr=False)
class BatchCheck(Answer):
    """How the beginning of a table is read."""

    said: tuple[str, ...]  #: What was decided about it.
    rows_read: int
    answered: int  #: Rows that would be ranked.
    columns: tuple[ColumnRead, ...]
    unused: tuple[str, ...]
    rejected: tuple[RejectedFor, ...]  #: By reason, the most frequent first.


TWICE = 4  #: Ids that stand in several rows of which is told, the last by dots.


def said_twice(ids: Sequence[str]) -> tuple[str, ...]:
    """Return what is told of ids that stand in several rows, if any do."""
    told = ", ".join((*ids[: TWICE - 1], *["..."] * (len(ids) == TWICE)))
    return (f"the same id more than once: {told}",) if ids else ()


def said_empty(rows: int) -> tuple[str, ...]:
    """Return what is told of rows in which nothing stands, if there are any."""
    return (f"rows in which nothing stands, left out: {rows:,}",) if rows else ()


def said_unused(columns: Sequence[str]) -> tuple[str, ...]:
    """Return what is told of columns that are not read, if there are any."""
    return (f"Columns that are not used: {some_of(columns)}.",) if columns else ()


@dataclass(slots=True)
class Tally:
    """How many rows there were, and which trends matter to how many."""

    results: int = 0
    rejects: int = 0
    empty: int = 0  #: Rows of CSV or a spreadsheet in which nothing stands: they are left out.
    businesses: dict[str, int] = field(default_factory=dict)  #: Businesses by main sector.
    trends: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    """Main sector -> trend -> businesses that have it among their first, and those told to act on it."""
    clients: list[dict[str, Any]] = field(default_factory=list)
    """What an index says of each row that has a page, as plain data: `ecomap.results.batch.Client`."""
    nothing: dict[str, int] = field(default_factory=dict)  #: Cells of a column that say that nothing is known.
    twice: list[str] = field(default_factory=list)  #: Ids that stand in several rows near each other.

    @property
    def rows(self) -> int:
        """Rows read in which something stands."""
        return self.results + self.rejects

    def add(self, other: "Tally") -> None:
        """Count another part too."""
        self.results += other.results
        self.rejects += other.rejects
        self.empty += other.empty
        self.clients += other.clients
        self.twice = list(dict.fromkeys(self.twice + other.twice))[:TWICE]
        mine_and_theirs = ((getattr(one, name) for one in (self, other)) for name in ("businesses", "nothing"))
        for counts, more in mine_and_theirs:
            for name, count in more.items():
                counts[name] = counts.get(name, 0) + count
        for sector, trends in other.trends.items():
            mine = self.trends.setdefault(sector, {})
            for trend, (among, act) in trends.items():
                before = mine.get(trend, [0, 0])
                mine[trend] = [before[0] + among, before[1] + act]


# --- clients of a batch: what an index says of each beside its page ---------------------------------------------


@record
class ClientTrend(Brief):
    """One of the first trends of a client."""

    trend: str
    name: str
    points: int
    action: str
    why: str
    first_step: str


@record
class Client(Brief):
    """A row of the table and its page."""

    row: int
    name: str
    file: str  #: Name of the page, in the folder of the index.
    trends: tuple[ClientTrend, ...]


@record
class Clients(Answer):
    """All clients that have a page, and the rows that have none."""

    clients: tuple[Client, ...]
    rejected: int
    rejects: str  #: File of the rows that could not be used; empty where there are none.
