"""How well predictions come true: rank correlation, area under the curve, each row by itself; and figures of them.

Resamples are rows too: which items were drawn, in the first row the sample itself.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecomap.results.maps import ValidityFigure

Array = NDArray[np.float64]
Places = NDArray[np.int64]
DIGITS = 4
"""Decimals that are kept: sums of thousands of numbers agree so far between machines."""


def resampled(items: int, resamples: int, seed: int) -> Places:
    """Return the sample and bootstrap resamples of it, as places of items, (1 + resample, item); PCG64."""
    random = np.random.Generator(np.random.PCG64(seed))
    counts = random.multinomial(items, np.full(items, 1 / items), size=resamples)
    drawn = np.repeat(np.tile(np.arange(items), resamples), counts.ravel())
    return np.vstack([np.arange(items), drawn.reshape(resamples, items)])


def spearman(predicted: Array, found: Array) -> Array:
    """Return Spearman's rank correlation of each row; 0 where either says the same of all; what is NaN is left out."""
    known = ~np.isnan(predicted + found)
    first, second = (_centred_ranks(np.where(known, values, np.nan)) for values in (predicted, found))
    scale = np.sqrt(np.nansum(first**2, axis=-1) * np.nansum(second**2, axis=-1))
    product = np.nansum(first * second, axis=-1)
    correlation: Array = np.divide(product, scale, out=np.zeros_like(product), where=scale > 0)
    return correlation


def _ranks(values: Array, **said: Any) -> Array:
    from scipy.stats import rankdata  # most of a second to load: not for who only reads figures

    return np.asarray(rankdata(values, axis=-1, **said))


def _centred_ranks(values: Array) -> Array:
    ranks = _ranks(np.round(values, 9), nan_policy="omit")
    centred: Array = ranks - np.nanmean(ranks, axis=-1, keepdims=True)
    return centred


def area_under_curve(predicted: Array, positive: Array) -> Array:
    """Return for each row the chance that a positive item is ranked above another, ties half; NaN without both kinds.

    Mann-Whitney: ``(sum of the positive ranks - P (P + 1) / 2) / (P N)``, which is scikit-learn's ``roc_auc_score``,
    for many rows at once.
    """
    yes = positive.sum(axis=-1)
    pairs = yes * (positive.shape[-1] - yes)
    above = (_ranks(predicted) * positive).sum(axis=-1) - yes * (yes + 1) / 2
    area: Array = np.divide(above, pairs, out=np.full_like(above, np.nan), where=pairs > 0)
    return area


def figure(sectors: str, task: str, metric: str, predictor: str, values: Array) -> ValidityFigure:
    """Return the first value, that of the sample itself, with the 2.5 and 97.5 % quantiles of the resamples."""
    low, high = np.nanquantile(values[1:], (0.025, 0.975)) if len(values) > 1 else (values[0], values[0])
    numbers = (round(float(number), DIGITS) + 0.0 for number in (values[0], low, high))
    return ValidityFigure(sectors, task, metric, predictor, *numbers)
