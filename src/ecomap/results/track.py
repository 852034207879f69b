"""Where pilots stand: what was counted, what it cost, and what the counts say about the choice."""

from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Answer, Brief
from ecomap.results.labels import ProgramLabel
from ecomap.results.logbook import Pilot, Reading

Says = Literal[  # what the counts say; docs/track.md has the rule of each
    "nothing counted", "too few", "unclear", "better", "on the way", "behind", "reached", "no better", "worse",
    "not enough", "over the cap", "open", "closed",
]  # fmt: skip


@record
class Standing(Brief):
    """One pilot on one day."""

    pilot: Pilot
    readings: tuple[Reading, ...]  #: By date, those until the day.
    level: float | None  #: Median of the last three.
    better: int  #: How many of those looked at are better than before.
    worse: int
    of: int  #: How many are looked at: the last eight; none where nothing is known of before.
    luck: float | None
    """Chance of as many better ones (worse ones, where these are more) if nothing had changed, 0..1."""
    way: float | None  #: How far the level is from before to the target, 1 there; below 0 it went the other way.
    time: float | None  #: How much of the time until the decision has passed, 0..1.
    eur: float  #: What it has cost.
    hours: float
    says: Says
    text: str  #: The same in words, for this pilot.
    change: str  #: What would change it; may be empty.
    rule: str  #: When to stop, in words.


@record
class Pilots(Answer):
    """All pilots of a business, the open ones first."""

    program: ProgramLabel
    business: str
    as_of: str
    pilots: tuple[Standing, ...]


def figure(value: float | None) -> str:
    """Write a count for people: thousands apart, two decimals at most."""
    return "" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")
