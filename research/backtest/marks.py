"""Marks for predictions: the scores of the tasks, with intervals over resampled sectors."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit

from research.backtest import scores
from research.backtest.bench import Bench
from research.backtest.results import Gain, Metric, Predictor, Score, Task
from research.backtest.scores import Array, Places

TOP = 0.75
"""Quantile above which a sector belongs to the top quarter."""
SHORT_LIST = 5
DECIMALS = 9
STANDARDISED, LOG_ODDS = "standardised log-odds", "log-odds"


@dataclass(frozen=True)
class Marked:
    """The resampled scores of one predictor: the first is that of the sample itself; shape (1 + resample,)."""

    task: Task
    truth: str
    metric: Metric
    values: Array
    n: int


@dataclass(frozen=True)
class Examiner:
    """Marks predictions on one list of sectors; all predictors on the same resamples."""

    bench: Bench
    drawn: Places
    """Sectors of each resample, the sample itself first, shape (1 + resample, sector)."""

    @classmethod
    def of(cls, bench: Bench, resamples: int, seed: int) -> "Examiner":
        """Return the examiner of a list of sectors."""
        return cls(bench, scores.resampled(len(bench.sectors), resamples, seed))

    def spearman(self, predicted: Array, found: Array) -> Array:
        """Return the mean over the technologies of Spearman's correlation, for each resample; (sector, technology)."""
        columns = zip(predicted.T, found.T, strict=True)
        mean: Array = np.mean([scores.spearman(z[self.drawn], m[self.drawn]) for z, m in columns], axis=0)
        return mean

    def rank_sectors(self, predicted: Array, found: Array) -> list[Marked]:
        """Mark a ranking of sectors for each technology (task A); shape (sector, technology), on any scale."""
        columns = [(z[self.drawn], top_quarter(m)[self.drawn]) for z, m in zip(predicted.T, found.T, strict=True)]
        area = np.nanmean([scores.area_under_curve(z, top) for z, top in columns], axis=0)
        ranked = Marked("A", "share", "spearman", self.spearman(predicted, found), found.shape[1])
        return [ranked, replace(ranked, metric="auc", values=area)]

    def level(self, log_odds: Array, found: Array) -> Marked:
        """Mark the level: mean absolute error of the predicted share, in percentage points."""
        errors = 100 * np.abs(expit(log_odds) - found).mean(axis=1)  # (sector,)
        return Marked("A", "share", "level_error", errors[self.drawn].mean(axis=1), found.shape[1])

    def lifts(self, predicted: Array, norm: Array, spread: Array, technologies: Sequence[int]) -> list[Marked]:
        """Mark a ranking of technologies inside each hidden sector by their lift over the sectors in sight (task C).

        Parameters
        ----------
        predicted
            Log-odds, shape (sector, technology).
        norm, spread
            Of the sectors in sight, as the predictor sees them; same shape.
        """
        lift, scale = true_lift(self.bench, self.bench.found(technologies))
        plain = predicted - norm
        lead = np.round(plain / spread, DECIMALS)  # readiness alone says the same of all: a tie, not rounding noise
        gains = [scores.discounted_gain(*pair, SHORT_LIST)
                 for pair in zip(lead, np.maximum(lift / scale, 0.0), strict=True)]  # fmt: skip
        marks: list[tuple[str, Metric, Array]] = [
            (STANDARDISED, "spearman_lift", scores.spearman(lead, lift / scale)),
            (LOG_ODDS, "spearman_lift", scores.spearman(plain, lift)),
            (STANDARDISED, "ndcg5_lift", np.array(gains)),
        ]
        return [Marked("C", truth, metric, found[self.drawn].mean(axis=1), len(lift)) for truth, metric, found in marks]


def pooled(several: Sequence[Sequence[Marked]]) -> list[Marked]:
    """Return the mean of marks that were given in the same way, measure by measure, and the resamples of all."""
    together = []
    for marks in zip(*several, strict=True):
        first = np.mean([mark.values[0] for mark in marks])
        together.append(replace(marks[0], values=np.concatenate([[first], *(mark.values[1:] for mark in marks)])))
    return together


def top_quarter(found: Array) -> Array:
    """Return 1 for the sectors in the top quarter, else 0."""
    return (found >= np.quantile(found, TOP)).astype(np.float64)


def true_lift(bench: Bench, found: Array) -> tuple[Array, Array]:
    """Return the log-odds found less their mean over the sectors in sight, and the spread of these."""
    in_sight = np.where(bench.hidden_with[:, None, :], np.nan, found.T[None, :, :])  # (hidden, technology, sector)
    return found - np.nanmean(in_sight, axis=2), np.nanstd(in_sight, axis=2)


def score(bench: Bench, predictor: Predictor, mark: Marked) -> Score:
    """Return a mark as a result."""
    low, high = scores.interval(mark.values[1:]) if len(mark.values) > 1 else (np.nan, np.nan)
    return Score(bench.name, mark.task, mark.truth, mark.metric, predictor, float(mark.values[0]), low, high, mark.n)


def gain(bench: Bench, predictor: Predictor, mark: Marked, over: Predictor, other: Marked) -> Gain:
    """Return how much better one predictor is than another, on the same resamples."""
    better = mark.values - other.values
    low, high = scores.interval(better[1:])
    return Gain(bench.name, mark.task, mark.truth, mark.metric, predictor, over, float(better[0]), low, high)
