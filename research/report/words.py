"""The words of a test: the same in tables, sentences and the picture."""

from collections.abc import Iterable, Sequence
from typing import Literal

from ecomap.results.maps import ValidityFigure

OWN = "ecomap"
Kind = Literal["own", "variant", "rival", "floor"]
"""The line that matters, its variants, its rivals, and what needs no knowledge."""

MEANINGS = {
    "ecomap": "the program's own estimator, its weights and strengths chosen on other sectors than it is marked on",
    "ecomap as shipped": "the same with the program's own settings",
    "ecomap without network": "the same without what the sectors around have beyond their features",
    "first form": "the program's form before: leads along walks over the couplings, and readiness; its settings were "
    "chosen on these very figures",
    "ridge": "ridge regression on what else the sectors use, its penalty chosen on other sectors",
    "kriging": "kriging with a product of likenesses of use and of work, its lengths chosen on other sectors",
    "profile neighbours": "the mean of the sectors most alike in what they use",
    "readiness": "how digital a sector is, whatever the technology",
    "own US figure": "what the survey found in the same industry in the US",
    "norm": "every sector at the mean of the others",
}
METRICS = {
    "spearman": "rank correlation",
    "auc": "AUC",
    "level_error": "error, points",
    "spearman_lift": "rank correlation, standardised",
    "spearman_lift_plain": "rank correlation, log-odds",
    "points": "error, points",
    "share held": "share of hidden figures held",
    "error at noise 0.1": "error at noise 0.1, log-odds",
    "error at noise 0.8": "error at noise 0.8, log-odds",
    "pull a year": "pull a year",
    "share right": "share of rows that are right",
    "rows": "rows",
}
LISTS = {
    "us-industries": "59 US industries", "sectors": "the map's own 48 sectors", "nace": "31 activities of the EU",
    "map trends": "31 activities of the EU", "countries": "33 countries",
}  # fmt: skip
TASKS = {
    "A": "which sectors use a technology",
    "C": "what a sector uses more than others do",
    "transfer": "EU figures of 2025 from US figures",
    "row hidden": "commerce and software trends, a row hidden",
    "trend hidden": "a whole trend hidden but its mean",
    "trend and family hidden": "the same, its family hidden too",
    "own in sight": "own figure in sight, with noise",
    "coverage": "90 % intervals of hidden figures",
    "benchmark": "sectors named as further along",
}
GAIN, CHANCE_OF_SHUFFLED = " gain", " p"
LESS_IS_BETTER = ("level_error", "points")
CHANCE = {"spearman": 0.0, "spearman_lift": 0.0, "spearman_lift_plain": 0.0, "auc": 0.5}
"""What a guess reaches, where that is known beforehand."""


def kind(predictor: str) -> Kind:
    """Return what a predictor is to ecomap."""
    if predictor.startswith(OWN):
        return "own" if predictor == OWN else "variant"
    return "floor" if predictor in ("norm", "no growth", "as in the EU", "any counted sector") else "rival"


def base(metric: str) -> str:
    """Return the measure of which a metric is the gain or the chance."""
    return metric.removesuffix(GAIN).removesuffix(CHANCE_OF_SHUFFLED)


def digits(metric: str) -> int:
    """Return with how many decimals a measure is printed."""
    if base(metric) in ("points", "rows"):
        return int(base(metric) == "points")
    return 3 if "noise" in metric or "pull" in metric or metric.endswith(CHANCE_OF_SHUFFLED) else 2


def number(metric: str, of: float) -> str:
    """Return a score as it is printed; a gain has its sign, and there is no zero below zero."""
    rounded = round(of, digits(metric)) + 0.0
    return f"{rounded:{'+' if metric.endswith(GAIN) else ''}.{digits(metric)}f}"


def with_interval(found: ValidityFigure) -> str:
    """Return ``0.77 [0.69, 0.83]``, a gain with its sign."""
    ends = [number(base(found.metric), end) for end in (found.low, found.high)]
    return f"{number(found.metric, found.value)} [{', '.join(ends)}]"


def of(figures: Iterable[ValidityFigure], sectors: str, task: str, metric: str = "") -> list[ValidityFigure]:
    """Return the figures of a task, of one measure if it is named."""
    return [one for one in figures if (one.list, one.task) == (sectors, task) and metric in ("", one.metric)]


def one(
    figures: Iterable[ValidityFigure], sectors: str, task: str, metric: str, predictor: str = OWN
) -> ValidityFigure:
    """Return one figure."""
    return next(found for found in of(figures, sectors, task, metric) if found.predictor == predictor)


def best_rival(figures: Sequence[ValidityFigure], sectors: str, task: str, metric: str) -> ValidityFigure:
    """Return the mark of the rival that does best."""
    sign = 1 if metric in LESS_IS_BETTER else -1
    rivals = [found for found in of(figures, sectors, task, metric) if kind(found.predictor) == "rival"]
    rivals = [found for found in rivals if "shuffled" not in found.predictor]
    return min(rivals, key=lambda found: sign * found.value)
