"""The words of a backtest: the same in sheets, sentences and the picture."""

from collections.abc import Sequence
from typing import Literal

from research.backtest.results import Backtest, Gain, Metric, Predictor, Score, SectorList, Task

Outcome = Literal["better", "not shown", "worse"]
Kind = Literal["own", "variant", "rival", "floor"]
"""The line that matters, its variants, its rivals, and what needs no knowledge."""

PREDICTORS: dict[Predictor, str] = {
    "ecomap": "ecomap",
    "ecomap_fixed": "ecomap as shipped",
    "ecomap_strict": "ecomap, strict",
    "ecomap_early": "ecomap, set early",
    "ecomap_with_own": "ecomap, own in sight",
    "own_earlier": "own earlier figure",
    "regression": "regression",
    "profile": "profile neighbours",
    "direct": "direct trade",
    "readiness": "readiness alone",
    "popularity": "popularity",
    "norm": "norm",
    "random": "random",
}
"""In the order of tables: ecomap, its rivals, and what needs no knowledge."""
MEANINGS: dict[Predictor, str] = {
    "ecomap": "the program's own engine, its settings chosen on other sectors; in the transfer as shipped",
    "ecomap_fixed": "the same with the program's own settings, which the test has helped to choose",
    "ecomap_strict": "the same, likeness blind to technologies of the same family",
    "ecomap_early": "the same, its settings chosen on the figures of earlier years",
    "ecomap_with_own": "the same, the sector's own figure in sight too",
    "own_earlier": "what the sector itself said of such a technology in earlier years; in the transfer its US figure",
    "regression": "ridge regression on what else the sectors use",
    "profile": "the mean of the sectors most alike in what they use",
    "direct": "the mean of suppliers and customers, by trade alone",
    "readiness": "how digital a sector is, whatever the technology",
    "popularity": "how common a technology is, whatever the sector",
    "norm": "every sector at the mean of all",
    "random": "drawn by lot",
}
KNOWING_LITTLE: frozenset[Predictor] = frozenset({"popularity", "norm", "random"})
LISTS: dict[SectorList, str] = {
    "us-industries": "59 US industries",
    "sectors": "the map's own sectors",
    "nace": "31 activities of the EU",
}
METRICS: dict[Metric, str] = {
    "spearman": "rank correlation",
    "auc": "AUC",
    "level_error": "level error",
    "spearman_lift": "rank correlation",
    "ndcg5_lift": "NDCG@5",
}
UNITS: dict[Metric, str] = {
    "spearman": "technologies", "auc": "technologies", "level_error": "technologies",
    "spearman_lift": "sectors", "ndcg5_lift": "sectors",
}  # fmt: skip
"""What a value is a mean of."""
TASKS: dict[Task, str] = {
    "A": "which sectors use a technology",
    "C": "what a sector uses more than others do",
    "transfer": "EU figures of 2025 from US figures",
    "forecast": "later figures from earlier ones",
}
CHANCE: dict[Metric, float] = {"spearman": 0.0, "spearman_lift": 0.0, "auc": 0.5}
"""What a guess reaches, where that is known beforehand."""
SETTINGS = {
    "affinity": "trade (affinity)",
    "technology_kinship": "likeness of technology",
    "activity_kinship": "likeness of activities",
    "sharpness": "sharpness of likeness",
    "attenuation": "attenuation",
    "network_strength": "network strength",
    "readiness_strength": "readiness strength",
}


def kind(predictor: Predictor) -> Kind:
    """Return what a predictor is to ecomap."""
    if predictor.startswith("ecomap"):
        return "own" if predictor == "ecomap" else "variant"
    return "floor" if predictor in KNOWING_LITTLE else "rival"


def task_title(task: Task, sectors: SectorList) -> str:
    """Return a task in words, and on what."""
    name = f"Task {task}: {TASKS[task]}" if task in ("A", "C") else TASKS[task][0].upper() + TASKS[task][1:]
    return f"{name} ({LISTS[sectors]})"


def measure(metric: Metric, truth: str, task: Task) -> tuple[str, ...]:
    """Return what is measured and of what: ``rank correlation``, ``standardised lift``."""
    if metric == "level_error":
        return METRICS[metric], "percentage points"
    if task == "C":
        return METRICS[metric], f"{truth.removesuffix(' log-odds')} lift"
    return (METRICS[metric],) if truth == "share" else (METRICS[metric], truth)


def number(metric: Metric, of: float, *, sign: bool = False) -> str:
    """Return a score as it is printed: two decimals, one for percentage points, and no zero below zero."""
    digits = 1 if metric == "level_error" else 2
    rounded = round(of, digits) + 0.0
    return f"{rounded:+.{digits}f}" if sign else f"{rounded:.{digits}f}"


def with_interval(found: Score | Gain) -> str:
    """Return ``0.77 [0.69, 0.83]``, a gain with its sign."""
    low, high = number(found.metric, found.low), number(found.metric, found.high)
    return f"{number(found.metric, found.value, sign=isinstance(found, Gain))} [{low}, {high}]"


def outcome(gain: Gain) -> Outcome:
    """Say whether a gain is shown: by its interval as it is printed, and of errors less is better."""
    low, high = (float(number(gain.metric, end)) for end in (gain.low, gain.high))
    if gain.metric == "level_error":
        low, high = -high, -low
    return "better" if low > 0 else "worse" if high < 0 else "not shown"


def meanings(backtest: Backtest) -> list[tuple[str, str]]:
    """Return names and meanings of the predictors that a backtest has."""
    known = {score.predictor for score in backtest.tasks}
    return [(name, MEANINGS[predictor]) for predictor, name in PREDICTORS.items() if predictor in known]


def standard_count(scores: Sequence[Score]) -> int:
    """Return the number that most scores of one measure are means of; a score on fewer stands apart."""
    return max(score.n for score in scores)
