"""Is the likelihood a share one can read? Predicted against found, in groups."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from scipy.special import expit
from scipy.stats import norm

from research.backtest.bench import LAST_DIGIT, Bench, log_odds
from research.backtest.fitting import folds
from research.backtest.results import Kind, Reliability
from research.backtest.scores import Array

SHARES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 1.0)
CHANCES = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)


def reliability(bench: Bench, predicted: Array, national: Array) -> Iterator[Reliability]:
    """Yield groups of hidden figures by predicted share, then by the chance to lie above the national rate.

    Parameters
    ----------
    predicted
        Log-odds of the scored technologies, (sector, technology).
    national
        National rate of each, share 0..1.
    """
    found = bench.published[:, list(bench.scored)]
    yield from _groups("share", expit(predicted), found, SHARES)
    chance = chance_above(bench, predicted, log_odds(national, LAST_DIGIT))
    yield from _groups("above-national", chance, (found > national).astype(np.float64), CHANCES)


def chance_above(bench: Bench, predicted: Array, national: Array) -> Array:
    """Return the chance that a hidden figure lies above the national rate, (sector, technology).

    Normal errors in log-odds, with the mean and standard deviation that predictions of the technology had in the
    other folds of sectors.
    """
    errors = bench.found(bench.scored) - predicted
    chance = np.empty_like(predicted)
    for members in folds(bench):
        others = errors[~members]
        chance[members] = norm.cdf((predicted[members] + others.mean(axis=0) - national) / others.std(axis=0))
    return chance


def _groups(kind: Kind, predicted: Array, found: Array, edges: tuple[float, ...]) -> Iterator[Reliability]:
    for low, high in pairwise(edges):
        inside = (predicted >= low) & ((predicted < high) | (high == edges[-1]))
        if inside.any():
            means = float(predicted[inside].mean()), float(found[inside].mean())
            yield Reliability(kind, low, high, *means, int(inside.sum()))
