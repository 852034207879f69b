"""Answers: frozen data that renderers show and programs read. Shares are 0..1, points 0..100."""

from dataclasses import field
from typing import Any, Literal

from ecomap.record import record
from ecomap.results.answer import Brief
from ecomap.results.duties import DutyAnswer
from ecomap.results.labels import FirmAnswer, MapLabel, TrendLabel

View = Literal["all", "new", "catch-up", "cross"]
Method = Literal["walks", "neighbours", "strongest"]
When = int | Literal["now", "not at this pace", "pace unknown"]
ActionName = Literal["act", "prepare", "pilot", "watch"]
Mark = Literal["new", "spreading", "catch-up"]
Basis = Literal["statistic", "judgement"]
PathwayKind = Literal["trait", "technology", "activity", "coupling", "judged"]


@record
class LogOddsParts:
    """The log-odds of the likelihood in parts that sum to ``total``."""

    norm: float  #: The typical firm.
    traits: float  #: What firms like it sell to whom, and how they work.
    technologies: float  #: What else its sectors use.
    activities: float  #: What it does all day.
    network_direct: float  #: What stands out in the sectors next to its own.
    network_indirect: float  #: The same by way of others.
    own_sector: float  #: Figures of its own sectors, beyond the typical firm.
    country: float  #: Against the EU.
    size: float  #: Against firms of ten or more.
    your_word: float  #: What its owner says of firms like it.
    pace: float  #: Growth until the horizon.
    held: float  #: No part of a thing stands above the whole.
    total: float


@record
class Pathway:
    """One route by which the share of a trend among firms like this one comes about."""

    kind: PathwayKind
    """What makes the sector speak for the business; judged: a weight that no sector's figure stands behind."""
    nodes: tuple[str, ...]
    """Ids from the trend to the last node before the business: sectors on the way, or a sector and a feature."""
    weight: float  #: What one unit of log-odds of the first sector counts; 0 where no sector is behind it.
    push: float  #: What it adds to the log-odds; negative where it speaks against.
    points: float  #: What it adds to the influence of this row.
    echo: float  #: Factor by which feedback between sectors strengthens it; 1 where nothing feeds back.
    text: str
    evidence: tuple[str, ...]  #: Evidence behind the figure and each step on the way.


@record
class Years:
    """When firms like this one pass a share."""

    early: When  #: The early majority begins (16 %).
    half: When


@record
class PointsLost:
    """What is missing to 100 points of priority, by factor; with the priority it makes 100."""

    likelihood: int  #: How few firms like it use it today.
    cover: int  #: How little of what it serves this business does.
    opportunity_share: int  #: Harm that it does beside its use; of a threat, what is no threat of it.
    goal_fit: int  #: What the owner wants otherwise; of a threat, what protections take off.


@record
class Action:
    """What to do, and the rule that said so."""

    name: ActionName
    rule: str
    sure: float  #: How sure it is that the trend is worth a step, 0..1.


@record
class FirstStep:
    """How to begin."""

    practice: str  #: Id; empty where the map knows no practice.
    text: str
    effort_hours: float  #: Until it runs.
    upkeep_hours_per_month: float
    one_off_eur: float
    monthly_eur: float
    kpi: str  #: How to tell whether it works.
    ethics: dict[str, str]  #: What keeps it from harm, by what it may harm: privacy, bias, jobs, inclusion.


@record
class Feasible:
    """Whether the first step fits the means, taken alone."""

    money: bool
    hours: bool
    skills: bool  #: No skill lacks more than a level.
    first: tuple[str, ...]  #: What must be in use first, and is not.


@record
class FigureBasis:
    """What the share of a row rests on."""

    year: int | None
    """Oldest year of the figures of its own sectors, else of the general level; none where it is judged."""
    basis: Basis  #: Whether its own sectors are counted, or at least the level is.


@record
class RankedTrend(Brief):
    """One row of a ranking."""

    rank: int
    tier: int  #: Rows of one tier can hardly be told apart.
    trend: TrendLabel
    mark: Mark | None  #: new: fewer than 16 % of firms like it use it; catch-up: over half do; of a threat nothing.
    cross: bool  #: The sectors around are further along than its own, with a chance of at least .8.
    priority: int  #: 0..100; with ``lost`` it makes 100.
    score: float  #: The priority before rounding, 0..1; rows are in its descending order, ties by trend id.
    priority_low: float  #: With ``priority_high`` the 90 % interval.
    priority_high: float
    lost: PointsLost
    influence: float  #: How closely it touches the firm: share at the horizon times touch, points.
    likelihood: float  #: Expected share of firms placed like this one that use the trend at the horizon.
    likelihood_today: float
    likelihood_low: float  #: With ``likelihood_high`` the 90 % interval of today's share.
    likelihood_high: float
    horizon_low: float  #: With ``horizon_high`` the 90 % interval of the share at the horizon.
    horizon_high: float
    norm: float  #: Share in the typical firm today.
    touch: float
    cover: float
    opportunity_share: float
    log_odds: LogOddsParts
    since_survey: float  #: Growth since the surveys of its own sectors: of which, not a part of the log-odds.
    lead: float  #: How far the sectors around are further along than its own, log-odds.
    when: Years
    goal_fit: float
    feasible: Feasible
    first_step: FirstStep
    action: Action
    why: str  #: One line for the owner.
    from_sectors: tuple[str, ...]  #: The other sectors whose figures move it most, at most three.
    pathways: tuple[Pathway, ...]
    remainder: float  #: Push of all pathways that are not listed.
    activities: dict[str, float]
    """Share of the touch that comes through each activity; what is missing to 1 is general use."""
    figures: FigureBasis
    flags: tuple[str, ...]
    practices: tuple[str, ...]  #: Practices of the trend that suit the firm.
    others: tuple[str, ...]  #: Trends of the same family, and what comes along with it: they make no row of their own.
    missing_protections: tuple[str, ...] = ()
    """Of a threat: what is not in use and would take something off it, most first."""


@record
class Warning:
    """Something the reader should know about this answer."""

    code: str
    message: str


@record
class Ranking(FirmAnswer):
    """Opportunities and threats of one business, never netted."""

    settings: dict[str, float]
    view: View
    method: Method
    today: int  #: The year the map speaks of as today.
    horizon: int  #: The year at the horizon.
    opportunities: tuple[RankedTrend, ...]
    threats: tuple[RankedTrend, ...]
    check: tuple[str, ...]
    """What over half of the firms like it use and the owner has not mentioned: have you got it? First what is taken to
    be there, by law or as nearly all have it, then what has a rank, each by points."""
    basics: tuple[str, ...]  #: What every firm needs and the owner has not mentioned, by what it takes off the threats.
    duties: tuple[DutyAnswer, ...]
    """What the law asks, as of ``as_of``: what binds first, then what is to come, is not known, or does not bind."""
    as_of: str  #: Day for which the law is asked.
    adopted: tuple[str, ...]
    rejected: tuple[str, ...]  #: What the owner does not want; it is not in the lists, nor is what needs it first.
    warnings: tuple[Warning, ...]
    opportunities_in_all: int = 0  #: How many opportunities there are; the list may hold the first of them alone.
    threats_in_all: int = 0
    sector_names: dict[str, str] = field(default_factory=dict)  #: Short names of the sectors that the rows speak of.
    profile: dict[str, Any] = field(default_factory=dict)
    """All that the business said, by ids of the map, as in a business file: its ``sectors``, which may be kinds of
    firm, sum to 1 before what it depends on is taken off."""


@record
class MapSummary(Brief):
    """What a map holds and what its numbers rest on."""

    map: MapLabel
    title: str
    licence: str
    counts: dict[str, int]
    by_basis: dict[str, dict[str, int]]  #: Kind of number -> basis -> how many.
    by_grade: dict[str, dict[str, int]]
    by_year: dict[str, int]  #: Year of the survey -> how many figures by sector the map uses.
    observations: dict[str, dict[str, int]]  #: Published figures beside the map: by year and by area.
    limits: tuple[str, ...]
