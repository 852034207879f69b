"""Answers: frozen data that renderers show and programs read. Shares are 0..1, points 0..100."""

from dataclasses import field
from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Answer, Brief, Cells, Records, flat
from ecomap.results.labels import BusinessLabel, MapLabel, ProgramLabel, TrendLabel

View = Literal["cross", "own", "all"]
Method = Literal["walks", "neighbours", "strongest"]
When = int | Literal["now", "not at this pace", "pace unknown"]
ActionName = Literal["act", "prepare", "pilot", "watch"]


@record
class LogOddsParts:
    """The log-odds of the likelihood in parts that sum to ``total``."""

    norm: float
    pace: float
    readiness: float
    own_sector: float
    direct: float
    indirect: float
    country: float
    """Against the EU."""
    size: float
    """Against firms of ten or more."""
    total: float


@record
class Pathway:
    """One route by which a trend reaches the business."""

    sectors: tuple[str, ...]
    """From where the trend lives to the last sector before the business."""
    weight: float
    """Share of all walks that belong to this pathway."""
    push: float
    """What it adds to the log-odds; negative where the sector holds back."""
    points: float
    """What it adds to the influence of this row."""
    echo: float
    """Factor by which feedback between sectors strengthens it."""
    text: str
    evidence: tuple[str, ...]
    """Evidence behind the prevalence and each coupling on the way."""


@record
class Years:
    """When firms like this one pass a share."""

    early: When
    """The early majority begins (16 %)."""
    half: When


@record
class PointsLost:
    """What is missing to 100 points of priority, by factor; with the priority it makes 100."""

    influence: int
    goal_fit: int
    means: int


@record
class Action:
    """What to do, and the rule that said so."""

    name: ActionName
    rule: str


@record
class Certainty:
    """How sure a row is, over the draws of every estimate within its evidence."""

    rank_low: int
    """The rank is at least this in 95 of 100 draws; with ``rank_high`` the 90 % interval."""
    rank_high: int
    p_top3: float
    p_top5: float
    likelihood_low: float
    """5 % point of the likelihood."""
    likelihood_high: float
    """95 % point of the likelihood."""
    about_equal_to_next: bool
    """Neither this row nor the next wins nine of ten draws."""


@record
class RankedTrend(Brief):
    """One row of a ranking."""

    rank: int
    trend: TrendLabel
    priority: int
    """0..100; with ``lost`` it makes 100."""
    score: float
    """The priority before rounding, 0..1; rows are in its descending order, ties by trend id."""
    influence: float
    """Points of this list's sign, 0..100."""
    likelihood: float
    """Expected share of firms placed like this one that use the trend at the horizon."""
    likelihood_today: float
    norm: float
    """Share in the typical sector."""
    basis: Literal["measured", "judged"]
    touch: float
    opportunity_share: float
    log_odds: LogOddsParts
    lead: float
    """How far foreign sectors are ahead of the own ones, log-odds; above 0 the trend comes from other sectors."""
    when: Years
    goal_fit: float
    means: float
    lost: PointsLost
    action: Action
    why: str
    """One line for the owner."""
    from_sectors: tuple[str, ...]
    """The foreign sectors that push most, at most three."""
    pathways: tuple[Pathway, ...]
    remainder: float
    """Push of all pathways that are not listed."""
    activities: dict[str, float]
    """Share of the touch that comes through each activity; what is missing to 1 is general use."""
    flags: tuple[str, ...]
    rank_low: int | None = None
    """This and what follows is null unless the ranks were drawn: see Certainty."""
    rank_high: int | None = None
    p_top3: float | None = None
    p_top5: float | None = None
    likelihood_low: float | None = None
    likelihood_high: float | None = None
    about_equal_to_next: bool | None = None


@record
class Warning:
    """Something the reader should know about this answer."""

    code: str
    message: str


@record
class Ranking(Answer):
    """Opportunities and threats of one business, never netted."""

    program: ProgramLabel
    map: MapLabel
    business: BusinessLabel
    settings: dict[str, float]
    view: View
    method: Method
    today: int
    """The year the map speaks of as today."""
    horizon: int
    """The year at the horizon."""
    opportunities: tuple[RankedTrend, ...]
    threats: tuple[RankedTrend, ...]
    adopted: tuple[str, ...]
    warnings: tuple[Warning, ...]
    opportunities_in_all: int = 0
    """How many opportunities there are; the list may hold the first of them alone."""
    threats_in_all: int = 0
    draws: int = 0
    """Draws behind each row's certainty; 0: none were asked for."""
    seed: int = 0
    sector_names: dict[str, str] = field(default_factory=dict)
    """Short names of the sectors that the rows speak of."""

    def to_records(self) -> Records:
        """Return one record a trend, opportunities first; its columns are those of the CSV."""
        lists = (("opportunity", self.opportunities), ("threat", self.threats))
        return flat(COLUMNS, [_cells(name, row) for name, rows in lists for row in rows])


COLUMNS = (
    "list", "rank", "trend", "name", "action", "priority", "influence", "likelihood_today", "likelihood", "early",
    "half", "rank_low", "rank_high", "p_top3", "lead", "touch", "opportunity_share", "goal_fit", "means",
    "basis", "from_sectors", "why",
)  # fmt: skip
"""Of a ranking's records."""


def _cells(name: str, row: RankedTrend) -> Cells:
    return [
        name, row.rank, row.trend.id, row.trend.name, row.action.name, row.priority, row.influence,
        row.likelihood_today, row.likelihood, str(row.when.early), str(row.when.half), row.rank_low, row.rank_high,
        row.p_top3, row.lead, row.touch, row.opportunity_share, row.goal_fit, row.means, row.basis,
        " ".join(row.from_sectors), row.why,
    ]  # fmt: skip


@record
class MapSummary(Brief):
    """What a map holds and what its numbers rest on."""

    map: MapLabel
    title: str
    licence: str
    counts: dict[str, int]
    by_basis: dict[str, dict[str, int]]
    """Kind of number -> basis -> how many."""
    by_grade: dict[str, dict[str, int]]
    by_year: dict[str, int]
    """Year of the survey -> how many figures by sector the map uses."""
    observations: dict[str, dict[str, int]]
    """Published figures beside the map: by year and by area."""
    limits: tuple[str, ...]
