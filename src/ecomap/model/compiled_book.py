"""What a ranking does not need of a map, read when it is asked for: platforms, channels, practices, surveys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ecomap.model.compiled import some_of

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


BOOK_RECORDS: dict[str, Any] = {
    "platforms": some_of("Platform", "id name aliases owner kind functions countries fee no_fee evidence reviewed"),
    "platform_owners": some_of("PlatformOwner", "id name"),
    "platform_kinds": some_of("PlatformKind", "id name trends sectors also unless mechanisms"),
    "platform_functions": some_of("PlatformFunction", "id name weight turnover reason evidence"),
    "platform_mechanisms": some_of("PlatformMechanism", "id name summary means themes evidence"),
    "platform_trades": some_of("PlatformTrade", "id name sectors least opportunities challenges evidence"),
    "platform_shocks": some_of("PlatformShock", "id name loss evidence"),
    "platform_strategies": some_of("PlatformStrategy", "id name summary rules practices themes evidence"),
    "platform_themes": some_of("Theme", "id name summary responses practices evidence"),
    "practices": some_of("Practice", "id name home trend activity at_home adapt human benefit kpi spread in_full "
                                     "brings"),
    "surveys": MapSurvey,
    "wholes": MapWhole,
    "challenges": some_of("Theme", "id name summary trends sectors responses practices evidence"),
    "trend_words": MapTrendWords,
    "channels": some_of("Channel", "id name aliases kind publisher url feed languages countries cadence price areas "
                                   "trends sectors look_for reviewed"),
    "kinds": some_of("Kind", "id name words abroad sectors traits activities goals"),
    "kind_names": some_of("Kind", "id called"),
    "records": some_of("CitedEvidence", "id basis grade publisher title url locator value unit year area note method "
                                        "reviewed"),
    "grounds": MapGround,
    "limits": MapLimit,
    "opportunities": some_of("Theme", "id name summary trends sectors responses practices evidence"),
    "components": some_of("Component", "id name trends skills signs ties opportunities"),
    "barriers": some_of("Barrier", "id name binds threats challenges"),
    "global_work": some_of("GlobalWork", "id name kind practices any_of gated needless"),
    "languages": some_of("Language", "id name"),
    "markets": MapMarket,
    "shifts": some_of("Modifier", "place family value reference year locator"),
    "families": MapFamily,
}  # fmt: skip
"""Lists of a compiled map that a ranking does not need, and what is in them: see `RECORDS`."""
BOOK_INNER: dict[str, Any] = {
    "fee": some_of("PublishedFee", "says low high monthly_eur published read evidence grade url"),
    "kpi": some_of("Kpi", "name unit formula"),
    "rules": some_of("StrategyRule", "id unsaid when uses verdict says"),
    "when": some_of("Condition", "measure least below reason"),
    "signs": some_of("Sign", "question says weight"),
    "laws": some_of("CountryRule", "name topic date summary source url"),
}
"""Fields that hold records themselves."""
