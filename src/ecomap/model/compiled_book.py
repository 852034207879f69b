"""What a ranking does not need of a map, read when it is asked for: platforms, channels, practices, surveys."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple, get_args

from ecomap.model.compiled_borders import (
    MapBarrier,
    MapComponent,
    MapFamily,
    MapLanguage,
    MapLaw,
    MapMarket,
    MapShift,
    MapSign,
    MapWork,
)


class MapKpi(NamedTuple):
    """How to tell whether a practice works."""

    name: str
    unit: str
    formula: str


class MapPractice(NamedTuple):
    """What a firm does with a trend where that is at home; what it costs stands in the step of the same name."""

    id: str
    name: str
    home: str
    trend: str
    activity: str
    at_home: str
    adapt: str
    human: str
    """What stays with people; empty where nothing is said of it."""
    benefit: str
    kpi: MapKpi
    spread: float
    """Factor by which hours and euros of nine firms in ten lie above or below."""
    in_full: str | None
    """What the trend is beyond this first step, and costs; none: this is all of it."""


class MapWhole(NamedTuple):
    """What a whole trend needs in its first year, its first step among it."""

    trend: str
    hours: float
    money: float
    skills: dict[str, float]


class MapObstacle(NamedTuple):
    """A challenge that firms meet, or an opportunity, and what answers it."""

    id: str
    name: str
    summary: str
    trends: tuple[str, ...]
    sectors: tuple[str, ...]
    """Whom it concerns above all; empty: all."""
    responses: tuple[str, ...]
    practices: tuple[str, ...]
    evidence: str


class MapTrendWords(NamedTuple):
    """How news name a trend beyond its names."""

    trend: str
    words: tuple[str, ...]
    """A * ends a word that goes on."""


class MapSurvey(NamedTuple):
    """A record that figures of sectors rest on: who published it, and of where and when it speaks."""

    evidence: str
    publisher: str
    """In a few words; empty of a judgement, as title and area."""
    title: str
    area: str
    counted: bool
    """An official statistic or a study, no judgement."""


class MapRecord(NamedTuple):
    """A record of evidence with its source written out, for those who want to look it up."""

    id: str
    basis: str
    grade: str
    publisher: str
    """Empty of a judgement, as title and url."""
    title: str
    url: str
    locator: str
    value: str
    """As published; empty where each figure that rests on it names its own."""
    unit: str
    year: int | None
    area: str
    note: str
    method: str
    """How the figure became a number, in words."""
    reviewed: str


class MapGround(NamedTuple):
    """What a number of a trend or a practice rests on."""

    of: str
    """Trend or practice."""
    kind: str
    """level, growth, judged (what it is of use for), costs."""
    evidence: str
    reason: str


class MapLimit(NamedTuple):
    """Something that the numbers of a map cannot tell."""

    text: str


class MapFee(NamedTuple):
    """What a platform asks, as published."""

    says: str
    low: float | None
    high: float | None
    monthly_eur: float | None
    published: str | None
    read: str
    evidence: str
    grade: str
    """Of the record: B the platform's own page, C others."""
    url: str
    """Page on which it was read."""


class MapPlatform(NamedTuple):
    """A platform by its name."""

    id: str
    name: str
    aliases: tuple[str, ...]
    owner: str
    kind: str
    functions: tuple[str, ...]
    countries: tuple[str, ...]
    fee: MapFee | None
    no_fee: str | None
    evidence: str
    reviewed: str


class MapOwner(NamedTuple):
    """A group that owns platforms."""

    id: str
    name: str


class MapPlatformKind(NamedTuple):
    """A kind of platform."""

    id: str
    name: str
    trends: tuple[str, ...]
    sectors: tuple[str, ...]
    mechanisms: tuple[str, ...]


class MapFunction(NamedTuple):
    """What platforms do for a firm, and what goes with it."""

    id: str
    name: str
    weight: float
    turnover: bool
    reason: str
    evidence: str


class MapMechanism(NamedTuple):
    """What makes platforms strong."""

    id: str
    name: str
    summary: str
    means: str
    themes: tuple[str, ...]
    evidence: str


class MapTrade(NamedTuple):
    """A kind of business, with what platforms open to it and ask of it."""

    id: str
    name: str
    sectors: tuple[str, ...]
    least: float
    opportunities: tuple[str, ...]
    challenges: tuple[str, ...]
    evidence: str


class MapShock(NamedTuple):
    """What a platform may do."""

    id: str
    name: str
    loss: float
    evidence: str


class MapCondition(NamedTuple):
    """One thing that must hold for a rule to fire."""

    measure: str
    least: float | None
    below: float | None
    reason: str


class MapStrategyRule(NamedTuple):
    """When a strategy comes to what."""

    id: str
    unsaid: bool
    when: tuple[MapCondition, ...]
    uses: tuple[str, ...]
    verdict: str
    says: str


class MapStrategy(NamedTuple):
    """A way to deal with platforms."""

    id: str
    name: str
    summary: str
    rules: tuple[MapStrategyRule, ...]
    practices: tuple[str, ...]
    themes: tuple[str, ...]
    evidence: str


class MapTheme(NamedTuple):
    """An opportunity or a challenge that the platforms name."""

    id: str
    name: str
    summary: str
    responses: tuple[str, ...]
    practices: tuple[str, ...]
    evidence: str


class MapKind(NamedTuple):
    """A kind of firm."""

    id: str
    name: str
    words: tuple[str, ...]
    """What else it is called, in all languages."""
    abroad: dict[str, str]
    """Its usual name by language."""
    sectors: dict[str, float]
    """Shares of the sectors that it is made of."""
    traits: dict[str, float]
    """Levels that are its own."""
    activities: dict[str, float]
    goals: dict[str, float]


class MapKindNames(NamedTuple):
    """What a kind of firm is called, to find it by: thousands of words are folded once."""

    id: str
    called: str
    """Everything it is called, folded, a line each."""


class MapChannel(NamedTuple):
    """Where an owner hears of what is coming."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    publisher: str
    url: str
    feed: str | None
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    cadence: str
    price: str
    areas: tuple[str, ...]
    trends: tuple[str, ...]
    sectors: tuple[str, ...]
    look_for: str
    reviewed: str


BOOK_INNER: dict[str, Any] = {
    "fee": MapFee, "kpi": MapKpi, "rules": MapStrategyRule, "when": MapCondition, "signs": MapSign, "laws": MapLaw,
}  # fmt: skip
"""Fields that hold records themselves."""


class MapBook:
    """Lists of a compiled map that a ranking does not need, in the map's order; each is read when it is asked for."""

    platforms: tuple[MapPlatform, ...]
    platform_owners: tuple[MapOwner, ...]
    platform_kinds: tuple[MapPlatformKind, ...]
    platform_functions: tuple[MapFunction, ...]
    platform_mechanisms: tuple[MapMechanism, ...]
    platform_trades: tuple[MapTrade, ...]
    platform_shocks: tuple[MapShock, ...]
    platform_strategies: tuple[MapStrategy, ...]
    platform_themes: tuple[MapTheme, ...]
    practices: tuple[MapPractice, ...]
    surveys: tuple[MapSurvey, ...]
    wholes: tuple[MapWhole, ...]
    challenges: tuple[MapObstacle, ...]
    trend_words: tuple[MapTrendWords, ...]
    channels: tuple[MapChannel, ...]
    kinds: tuple[MapKind, ...]
    kind_names: tuple[MapKindNames, ...]
    records: tuple[MapRecord, ...]
    grounds: tuple[MapGround, ...]
    limits: tuple[MapLimit, ...]
    opportunities: tuple[MapObstacle, ...]
    components: tuple[MapComponent, ...]
    barriers: tuple[MapBarrier, ...]
    global_work: tuple[MapWork, ...]
    languages: tuple[MapLanguage, ...]
    markets: tuple[MapMarket, ...]
    shifts: tuple[MapShift, ...]
    families: tuple[MapFamily, ...]

    def __init__(self, read: Callable[[str], tuple[Any, ...]]) -> None:
        self._read = read

    def __getattr__(self, name: str) -> Any:
        """Read a list, the first time that it is asked for."""
        if name not in BOOK_RECORDS:
            raise AttributeError(name)
        found = self.__dict__[name] = self._read(name)
        return found

    @cached_property
    def record_by_id(self) -> dict[str, MapRecord]:
        """Records of evidence by id."""
        return {item.id: item for item in self.records}

    @cached_property
    def grounds_of(self) -> dict[str, tuple[MapGround, ...]]:
        """What the numbers of each trend and practice rest on."""
        found: dict[str, tuple[MapGround, ...]] = {}
        for item in self.grounds:
            found[item.of] = (*found.get(item.of, ()), item)
        return found

    @cached_property
    def platform_by_id(self) -> dict[str, MapPlatform]:
        """Platforms by id."""
        return {item.id: item for item in self.platforms}

    @cached_property
    def owner_names(self) -> dict[str, str]:
        """Names of owner groups by id."""
        return {item.id: item.name for item in self.platform_owners}

    @cached_property
    def kind_by_id(self) -> dict[str, MapPlatformKind]:
        """Kinds of platform by id."""
        return {item.id: item for item in self.platform_kinds}

    @cached_property
    def theme_by_id(self) -> dict[str, MapTheme]:
        """Opportunities and challenges by id."""
        return {item.id: item for item in self.platform_themes}


BOOK_RECORDS: dict[str, Any] = {name: get_args(kind)[0] for name, kind in MapBook.__annotations__.items()}
"""Lists of a compiled map that are read when they are asked for, and what is in them."""
