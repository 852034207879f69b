"""What a ranking does not need of a map, read when it is asked for: platforms, channels, practices, surveys."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ecomap.model.compiled import records_of
from ecomap.model.things import MapThing  # noqa: F401  # named in the table of what is kept

if TYPE_CHECKING:
    from ecomap.results.globalise import CountryRule


class MapWhole(NamedTuple):
    """What a whole trend needs in its first year, its first step among it."""

    trend: str
    hours: float
    money: float
    skills: dict[str, float]


class MapTrendWords(NamedTuple):
    """How news name a trend beyond its names."""

    trend: str
    words: tuple[str, ...]  #: A * ends a word that goes on.


class MapSurvey(NamedTuple):
    """A record that figures of sectors rest on: who published it, and of where and when it speaks."""

    evidence: str
    publisher: str  #: In a few words; empty of a judgement, as title and area.
    title: str
    area: str
    counted: bool  #: An official statistic or a study, no judgement.


class MapGround(NamedTuple):
    """What a number of a trend or a practice rests on."""

    of: str  #: Trend or practice.
    kind: str  #: level, growth, judged (what it is of use for), costs.
    evidence: str
    reason: str


class MapLimit(NamedTuple):
    """Something that the numbers of a map cannot tell."""

    text: str


class MapMarket(NamedTuple):
    """What is different in a country for a firm that sells there."""

    id: str
    name: str
    languages: tuple[str, ...]
    currency: str
    payments: str
    laws: tuple[CountryRule, ...]
    evidence: str


class MapFamily(NamedTuple):
    """The family of technologies by which countries move a trend."""

    trend: str
    family: str


BOOK_RECORDS = records_of("beside", globals())
"""Lists of a compiled map that a ranking does not need, and what is in them."""
BOOK_INNER = records_of("field beside", {})  #: Fields that hold records themselves.
