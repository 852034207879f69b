"""A report: the answers about one business on one page, with the evidence that they rest on."""

from dataclasses import field

from ecomap.record import record
from ecomap.results.answer import Brief, Rows
from ecomap.results.benchmark import Benchmark
from ecomap.results.explanation import WaterfallStep
from ecomap.results.labels import FirmAnswer
from ecomap.results.plan import Plan
from ecomap.results.platforms import PlatformAnswer
from ecomap.results.ranking import RankedTrend, Ranking


@record
class Ground:
    """What a number of a row rests on."""

    kind: str  #: figure of a sector, level, growth, judged, costs.
    text: str  #: Whose figure it is, or the written reason.
    evidence: str


@record
class ReportedTrend(Brief):
    """A row of the ranking, opened."""

    trend: str
    summary: str
    words: tuple[str, ...]  #: The owner's words: sentences without mathematics.
    waterfall: tuple[WaterfallStep, ...]  #: Points sum to the influence of the row.
    challenges: tuple[tuple[str, str], ...]  #: What goes wrong, and what to do about it.
    grounds: tuple[Ground, ...]


@record
class CitedEvidence(Brief):
    """A record of evidence that a row of the report rests on."""

    id: str
    basis: str
    grade: str
    publisher: str  #: Empty of a judgement, as title and url.
    title: str
    url: str
    locator: str
    value: str
    unit: str
    year: int | None
    area: str
    note: str
    method: str
    reviewed: str


@record
class Report(FirmAnswer):
    """What one business should do and why, what can go wrong, what the law asks, and what all that rests on."""

    today: int
    horizon: int
    as_of: str
    ranking: Ranking  #: The first opportunities and threats, with their pathways.
    opened: tuple[ReportedTrend, ...]  #: The same rows opened, opportunities first.
    benchmark: Benchmark
    platforms: PlatformAnswer
    plan: Plan | None  #: The year ahead; none where it was not asked for.
    evidence: tuple[CitedEvidence, ...]
    limits: tuple[str, ...]  #: What the numbers cannot tell.
    trend_names: dict[str, str] = field(default_factory=dict)
    """Names of trends, practices and traits, for those that no row names."""
    kinds_abroad: dict[str, dict[str, str]] = field(default_factory=dict)
    """What the firm's own kinds are called in other languages, by id and language."""

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the cells of the ranking."""
        return self.ranking.header

    def rows(self) -> Rows:
        """Return the rows of the ranking."""
        return self.ranking.rows()

    def opened_rows(self, *, threats: bool = False) -> list[tuple[RankedTrend, ReportedTrend]]:
        """Return the rows of a list, each beside itself opened."""
        rows, first = self.ranking.opportunities, len(self.ranking.opportunities)
        if threats:
            return list(zip(self.ranking.threats, self.opened[first:], strict=True))
        return list(zip(rows, self.opened[:first], strict=True))
