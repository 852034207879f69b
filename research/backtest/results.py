"""Answers about validity: how well the map predicts figures that were hidden from it."""

from dataclasses import dataclass, field
from typing import Literal

from ecomap.results.labels import MapLabel, ProgramLabel

SectorList = Literal["us-industries", "sectors", "nace"]
"""59 industries of the US survey, the map's own sectors, or 31 activities of the Eurostat survey."""
Task = Literal["A", "C", "transfer", "forecast"]
Metric = Literal["spearman", "auc", "level_error", "spearman_lift", "ndcg5_lift"]
Predictor = Literal[
    "ecomap", "ecomap_strict", "ecomap_fixed", "ecomap_early", "readiness", "direct", "popularity", "random",
    "profile", "regression", "own_earlier", "norm", "ecomap_with_own",
]  # fmt: skip

Part = Literal["all", "affinity", "kinship"]
Within = Literal["everything", "blocks"]
Kind = Literal["share", "above-national"]


@dataclass(frozen=True, slots=True)
class Score:
    """How well one predictor did in one task."""

    list: SectorList
    task: Task
    """A: sectors ranked for each technology, the sector's own figure hidden. C: technologies ranked inside a sector
    all of whose figures of the scored year are hidden. transfer: EU figures of 2025 from US figures. forecast: a
    later figure from earlier ones."""
    truth: str
    """What is predicted: share, log-odds, or standardised log-odds."""
    metric: Metric
    """spearman and auc: mean over technologies; spearman_lift and ndcg5_lift: mean over sectors; level_error: mean
    absolute error in percentage points."""
    predictor: Predictor
    """ecomap: settings chosen on other sectors; ecomap_fixed: as shipped; ecomap_early: chosen on 2018 and 2020 alone;
    ecomap_strict: as shipped, earlier figures of the same family of technologies out of sight; ecomap_with_own: the
    sector's own figure in sight. The others are rivals."""
    value: float
    low: float
    """Lower end of the 95 % bootstrap interval over sectors."""
    high: float
    n: int
    """Technologies or sectors that the value is a mean of."""


@dataclass(frozen=True, slots=True)
class Gain:
    """One predictor's score less another's, on the same resampled sectors."""

    list: SectorList
    task: Task
    truth: str
    metric: Metric
    predictor: Predictor
    over: Predictor
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class NullTest:
    """The score against networks in which sectors have changed places."""

    list: SectorList
    task: Task
    truth: str
    metric: Metric
    permuted: Part
    """Which part of the coupling was permuted; the other parts stay as they are."""
    within: Within
    """blocks: manufacturing and the other sectors change places only among themselves."""
    observed: float
    mean: float
    """Mean of the permuted scores."""
    highest: float
    p: float
    """(1 + number of permuted scores at least as high) / (1 + permutations)."""
    permutations: int


@dataclass(frozen=True, slots=True)
class Reliability:
    """Hidden figures, grouped by what was predicted of them."""

    kind: Kind
    """share: predicted and observed share of firms. above-national: the chance that the sector's figure lies above
    the national rate, and how often it did."""
    low: float
    high: float
    predicted: float
    """Mean prediction in the group."""
    observed: float
    """Mean of what was found."""
    n: int


@dataclass(frozen=True, slots=True)
class FoldChoice:
    """The settings that were best on the other folds, and so were used for this one."""

    fold: int
    sectors: int
    settings: dict[str, float]
    training: float
    """Mean of the Spearman correlations of tasks A and C on the other folds."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What one setting does, the others as shipped."""

    setting: str
    value: float
    shipped: bool
    task_a: float
    """Spearman of task A."""
    task_c: float
    """Spearman of the standardised lift of task C."""
    level_error: float
    """Percentage points."""


@dataclass(frozen=True, slots=True)
class TechnologyScore:
    """Task A for one technology."""

    list: SectorList
    technology: str
    spearman: float
    auc: float
    readiness: float
    """Spearman of readiness alone."""
    sectors: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """A later figure of a technology from an earlier one: the sector's own alone, and with the sectors around."""

    earlier: str
    later: str
    own: float
    """Spearman of the sector's own earlier figure."""
    with_network: float
    """Spearman of the walks over the same earlier figures, the own one among them."""
    low: float
    """95 % bootstrap interval of the difference."""
    high: float


@dataclass(frozen=True)
class Backtest:
    """What the map predicts of official figures that were hidden from it."""

    program: ProgramLabel
    map: MapLabel
    settings: dict[str, float]
    """The shipped settings; `ecomap_fixed` uses them, `ecomap` those chosen without the scored cells."""
    seed: int
    resamples: int
    tasks: tuple[Score, ...]
    gains: tuple[Gain, ...]
    nulls: tuple[NullTest, ...] = ()
    reliability: tuple[Reliability, ...] = ()
    technologies: tuple[TechnologyScore, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    choices: tuple[FoldChoice, ...] = ()
    sensitivity: tuple[Sensitivity, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """What to know when reading the figures."""
