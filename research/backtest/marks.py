"""Marks for predictions: the scores of the tasks, with intervals over resampled sectors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ecomap.engine.likelihood import logistic
from ecomap.engine.propagation import Array
from research.backtest import scores as validity
from research.backtest.bench import Bench
from research.backtest.results import Gain, Metric, Predictor, Score, Task

TOP = 0.75
"""Quantile above which a sector belongs to the top quarter."""
SHORT_LIST = 5

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
    counts: Array
    """How often each sector is drawn, the sample itself first, shape (1 + resample, sector)."""

    @classmethod
    def of(cls, bench: Bench, resamples: int, seed: int) -> "Examiner":
        """Return the examiner of a list of sectors."""
        sectors = len(bench.sectors)
        return cls(bench, np.vstack([np.ones((1, sectors)), validity.resampling_counts(sectors, resamples, seed)]))

    def rank_sectors(self, predicted: Array, found: Array, *, task: Task = "A", truth: str = "share") -> list[Marked]:
        """Mark a ranking of sectors for each technology: Spearman and area under the curve of the top quarter.

        Parameters
        ----------
        predicted, found
            Shape (sector, technology); on any scale.
        """
        columns = range(found.shape[1])
        spearman = self._mean(lambda k: validity.spearman(predicted[:, k], found[:, k], self.counts), columns)
        area = self._mean(
            lambda k: validity.area_under_curve(predicted[:, k], top_quarter(found[:, k]), self.counts), columns
        )
        return [
            Marked(task, truth, "spearman", spearman, len(columns)),
            Marked(task, truth, "auc", area, len(columns)),
        ]

    def level(self, log_odds: Array, found: Array) -> Marked:
        """Mark the level: mean absolute error of the predicted share, in percentage points."""
        errors = 100 * np.abs(logistic(log_odds) - found).mean(axis=1)  # (sector,)
        return Marked("A", "share", "level_error", self._over_sectors(errors), found.shape[1])

    def lifts(self, predicted: Array, norm: Array, spread: Array, technologies: tuple[int, ...]) -> list[Marked]:
        """Mark a ranking of technologies inside each hidden sector by their lift over the sectors in sight.

        Parameters
        ----------
        predicted
            Log-odds, shape (sector, technology).
        norm, spread
            Of the sectors in sight, as the predictor sees them; same shape.
        """
        found = self.bench.found(technologies)
        lift, scale = true_lift(self.bench, found)
        expected = predicted - norm
        one = np.ones((1, found.shape[1]))

        def over_sectors(first: Array, second: Array) -> Array:
            each = [validity.spearman(a, b, one)[0] for a, b in zip(first, second, strict=True)]
            return self._over_sectors(np.array(each))

        gains = [
            validity.discounted_gain(a, np.maximum(b, 0.0), SHORT_LIST)
            for a, b in zip(expected / spread, lift / scale, strict=True)
        ]
        sectors = len(found)
        return [
            Marked("C", STANDARDISED, "spearman_lift", over_sectors(expected / spread, lift / scale), sectors),
            Marked("C", LOG_ODDS, "spearman_lift", over_sectors(expected, lift), sectors),
            Marked("C", STANDARDISED, "ndcg5_lift", self._over_sectors(np.array(gains)), sectors),
        ]

    def _mean(self, column: Callable[[int], Array], columns: range) -> Array:
        mean: Array = np.nanmean([column(k) for k in columns], axis=0)
        return mean

    def _over_sectors(self, values: Array) -> Array:
        mean: Array = self.counts @ values / self.counts.sum(axis=1)
        return mean


def pooled(several: Sequence[Sequence[Marked]]) -> list[Marked]:
    """Return the mean of marks that were given in the same way, measure by measure, and the resamples of all."""
    return [
        replace(marks[0], values=np.concatenate([[_mean_mark(marks)], *(mark.values[1:] for mark in marks)]))
        for marks in zip(*several, strict=True)
    ]


def _mean_mark(marks: Sequence[Marked]) -> float:
    return float(np.mean([mark.values[0] for mark in marks]))


def top_quarter(found: Array) -> Array:
    """Return 1 for the sectors in the top quarter, else 0."""
    return (found >= np.quantile(found, TOP)).astype(np.float64)


def true_lift(bench: Bench, found: Array) -> tuple[Array, Array]:
    """Return the log-odds found less their mean over the sectors in sight, and the spread of these."""
    in_sight = np.where(bench.hidden_with[:, None, :], np.nan, found.T[None, :, :])  # (hidden, technology, sector)
    return found - np.nanmean(in_sight, axis=2), np.nanstd(in_sight, axis=2)


def score(bench: Bench, predictor: Predictor, marked: Marked) -> Score:
    """Return a mark as a result."""
    low, high = validity.interval(marked.values[1:]) if len(marked.values) > 1 else (np.nan, np.nan)
    return Score(
        bench.name, marked.task, marked.truth, marked.metric, predictor, float(marked.values[0]), low, high, marked.n
    )


def gain(bench: Bench, predictor: Predictor, marked: Marked, over: Predictor, other: Marked) -> Gain:
    """Return how much better one predictor is than another, on the same resamples."""
    difference = marked.values - other.values
    low, high = validity.interval(difference[1:])
    return Gain(bench.name, marked.task, marked.truth, marked.metric, predictor, over, float(difference[0]), low, high)
