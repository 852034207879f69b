"""What a compiled map says of selling in other countries."""

from typing import NamedTuple


class MapLanguage(NamedTuple):
    """A language of customers, by its ISO 639-1 code."""

    id: str
    name: str


class MapSign(NamedTuple):
    """A published figure by country that tells of a component."""

    question: str
    says: str
    weight: float


class MapComponent(NamedTuple):
    """One thing that selling across borders rests on."""

    id: str
    name: str
    trends: dict[str, float]
    skills: dict[str, float]
    signs: tuple[MapSign, ...]
    ties: dict[str, float]
    opportunities: tuple[str, ...]


class MapBarrier(NamedTuple):
    """Something that stands in the way."""

    id: str
    name: str
    binds: str
    threats: tuple[str, ...]
    challenges: tuple[str, ...]


class MapWork(NamedTuple):
    """A phase of entering a country, or a kind of work that runs by itself there."""

    id: str
    name: str
    kind: str
    practices: tuple[str, ...]
    any_of: tuple[str, ...]
    gated: tuple[str, ...]
    needless: dict[str, str]


class MapLaw(NamedTuple):
    """A rule of a country, with the page that says so."""

    name: str
    topic: str
    date: str
    summary: str
    source: str
    """Title of the page."""
    url: str


class MapMarket(NamedTuple):
    """What is different in a country for a firm that sells there."""

    id: str
    name: str
    languages: tuple[str, ...]
    currency: str
    payments: str
    laws: tuple[MapLaw, ...]
    evidence: str


class MapShift(NamedTuple):
    """The published figure by which a country moves a family of technologies, and that of the reference."""

    place: str
    family: str
    value: str
    reference: str
    year: int | None
    locator: str


class MapFamily(NamedTuple):
    """The family of technologies by which countries move a trend."""

    trend: str
    family: str
