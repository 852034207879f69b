"""A map that somebody drew elsewhere: what it holds, and what of it the map of ecomap knows."""

from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Brief

PointKind = Literal["trend", "sector", "activity", "trait"]


@record
class DrawnPoint:
    """An element, node or row of a file."""

    name: str
    place: str  #: Where it stands: element 3, row 4.
    type: str = ""  #: What the file says it is.
    ring: str = ""  #: Of a technology radar.
    key: str = ""  #: What lines call it, where that is not its name.


@record
class DrawnLine:
    """A connection or edge of a file."""

    source: str
    target: str
    place: str
    strength: str = ""  #: As it was written.
    directed: bool = True


@record
class Drawing:
    """A file of another program, read."""

    form: str  #: Kumu JSON, node-link JSON, GraphML, table of nodes, edges or a radar.
    points: tuple[DrawnPoint, ...]
    lines: tuple[DrawnLine, ...] = ()
    problems: tuple[str, ...] = ()  #: What could not be read; the rest was.


@record
class Matched:
    """A point that the map has."""

    point: DrawnPoint
    kind: PointKind
    id: str


@record
class Unmatched:
    """A point or line that is not used."""

    what: str  #: The point by its name, the line by its ends.
    place: str
    why: str  #: With the way out where there is one.


@record
class NewNumber:
    """A line of the file that says something of the map's kind which the map does not say."""

    source: str
    target: str
    kind: Literal["prevalence", "coupling"]
    number: float | None  #: None: the file says no share.
    said: str  #: What the file says, in a few words.
    now: float | None = None  #: What the map says now.
    statement: str = ""  #: The number in a sentence.


@record
class MapImport(Brief):
    """What of a drawing could be matched to the map, and everything that could not."""

    form: str
    points: int
    lines: int
    matched: tuple[Matched, ...]
    numbers: tuple[NewNumber, ...]  #: For an overlay.
    room: tuple[NewNumber, ...]
    """Couplings of the map that give way, so that those into a sector still sum to what they did."""
    same: int  #: Lines that say what the map says already.
    unmatched: tuple[Unmatched, ...]


@record
class RadarReading(Brief):
    """What a radar says of a firm."""

    adopted: tuple[str, ...]  #: Trends of the ring that means in use.
    held: tuple[str, ...]  #: Trends of the ring that means not to begin anew.
    others: dict[str, int]  #: Further rings, and how many names stand in each.
    unmatched: tuple[Unmatched, ...]
