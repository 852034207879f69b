"""A backtest that nobody ran: numbers of plausible size, one of each kind, and names that try to do harm."""

from ecomap.results.labels import MapLabel, ProgramLabel
from research.backtest.results import (
    Backtest,
    FoldChoice,
    Forecast,
    Gain,
    Metric,
    NullTest,
    Predictor,
    Reliability,
    Score,
    SectorList,
    Sensitivity,
    Task,
    TechnologyScore,
)  # fmt: skip

Truth = str
Measure = tuple[SectorList, Task, Truth, Metric, int]

MEASURES: dict[Measure, dict[Predictor, float]] = {
    ("us-industries", "A", "share", "spearman", 14): {
        "ecomap": 0.774, "ecomap_fixed": 0.781, "regression": 0.775, "profile": 0.71,
        "direct": 0.6, "readiness": 0.61, "random": -0.004,
    },
    ("us-industries", "A", "share", "spearman", 9): {"own_earlier": 0.79},
    ("us-industries", "A", "share", "auc", 14): {
        "ecomap": 0.904, "ecomap_fixed": 0.906, "profile": 0.86, "direct": 0.81, "readiness": 0.81, "random": 0.497,
    },
    ("us-industries", "A", "share", "level_error", 14): {"ecomap": 1.83, "readiness": 2.6, "norm": 3.21},
    ("us-industries", "C", "standardised log-odds", "spearman_lift", 59): {
        "ecomap": 0.694, "ecomap_strict": 0.671, "profile": 0.63, "direct": 0.53, "popularity": 0.02, "random": 0.0,
    },
    ("us-industries", "C", "log-odds", "spearman_lift", 59): {
        "ecomap": 0.708, "ecomap_strict": 0.69, "profile": 0.635, "direct": 0.55, "popularity": 0.31, "random": 0.0,
    },
    ("us-industries", "C", "standardised log-odds", "ndcg5_lift", 59): {"ecomap": 0.74, "profile": 0.7, "random": 0.33},
    ("sectors", "A", "share", "spearman", 14): {"ecomap": 0.75, "readiness": 0.6, "random": 0.01},
    ("nace", "transfer", "share", "spearman", 8): {"ecomap": 0.577, "readiness": 0.59, "direct": 0.56, "random": 0.02},
}  # fmt: skip
HALF_WIDTH: dict[Metric, float] = {
    "spearman": 0.08, "auc": 0.04, "level_error": 0.35, "spearman_lift": 0.06, "ndcg5_lift": 0.05,
}  # fmt: skip
ALL_OVER = 0.21
"""Half of the interval of a transfer: few technologies."""


def made_up_backtest(name: str = "specialized_software") -> Backtest:
    """Return a backtest with something of each kind; the name stands where data can bring one."""
    return Backtest(
        ProgramLabel("ecomap", "0.1.0"),
        MapLabel("ecomap-map", "2026.11", "0" * 64),
        {"affinity": 0.5, "technology_kinship": 0.25, "attenuation": 0.35, "readiness_strength": 0.2},
        seed=0, resamples=1000, tasks=tuple(_scores()), gains=tuple(_gains()), nulls=tuple(_nulls()),
        reliability=(
            Reliability("share", 0.0, 0.02, 0.011, 0.0124, 310), Reliability("share", 0.2, 1.0, 0.41, 0.398, 77),
            Reliability("above-national", 0.0, 0.2, 0.12, 0.15, 240),
            Reliability("above-national", 0.8, 1.0, 0.91, 0.874, 198),
        ),
        technologies=(
            TechnologyScore("us-industries", name, 0.81, 0.93, 0.7, 59),
            TechnologyScore("us-industries", "robotics", 0.86, 0.95, 0.35, 59),
        ),
        forecasts=(Forecast("robotics 2018", f"{name} 2020", 0.74, 0.79, 0.01, 0.1),),
        choices=tuple(
            FoldChoice(fold, 12, {"affinity": 0.5, "technology_kinship": 0.25 + fold / 12, "attenuation": 0.35}, 0.73)
            for fold in range(1, 3)
        ),
        sensitivity=(
            Sensitivity("attenuation", 0.0, False, 0.77, 0.689, 1.84),
            Sensitivity("attenuation", 0.35, True, 0.774, 0.694, 1.83),
        ),
        notes=(f"Nobody measured {name}.",),
    )  # fmt: skip


def _scores():
    for (sectors, task, truth, metric, n), found in MEASURES.items():
        half = ALL_OVER if task == "transfer" else HALF_WIDTH[metric]
        for predictor, value in found.items():
            yield Score(sectors, task, truth, metric, predictor, value, value - half, value + 0.8 * half, n)


def _gains():
    for (sectors, task, truth, metric, _), found in MEASURES.items():
        half = 0.02 if task == "transfer" else HALF_WIDTH[metric] / 2
        for over in found:
            if over in ("readiness", "profile", "regression", "norm"):
                value = found["ecomap"] - found[over]
                yield Gain(sectors, task, truth, metric, "ecomap", over, value, value - half, value + half)


def _nulls():
    contest = ("us-industries", "C", "standardised log-odds", "spearman_lift")
    for part, within, mean in (("all", "everything", 0.4), ("affinity", "blocks", 0.61), ("kinship", "blocks", 0.5)):
        yield NullTest(*contest, part, within, 0.694, mean, mean + 0.05, 0.001, 999)
