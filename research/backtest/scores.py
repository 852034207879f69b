"""How well predictions come true: rank correlation, area under the curve, gain of a short list, with resampling.

Resampling is by counts: how often each item was drawn; ones for the sample itself.
"""

import numpy as np

from ecomap.engine.propagation import Array


def resampling_counts(items: int, resamples: int, seed: int) -> Array:
    """Return how often each item is drawn in each bootstrap resample, shape (resample, item); PCG64 with the seed."""
    random = np.random.Generator(np.random.PCG64(seed))
    return random.multinomial(items, np.full(items, 1 / items), size=resamples).astype(np.float64)


def average_ranks(values: Array, counts: Array) -> Array:
    """Return the rank of each item in each resample, equal values sharing their mean rank.

    Parameters
    ----------
    values
        Shape (item,).
    counts
        Shape (resample, item).

    Returns
    -------
    Array
        Shape (resample, item), from 1 to the number drawn.
    """
    _, group = np.unique(values, return_inverse=True)
    in_group = np.zeros((len(values), group.max() + 1))
    in_group[np.arange(len(values)), group] = 1.0
    drawn = counts @ in_group  # (resample, group)
    ranks: Array = (np.cumsum(drawn, axis=1) - drawn + (drawn + 1) / 2)[:, group]
    return ranks


def spearman(predicted: Array, found: Array, counts: Array) -> Array:
    """Return Spearman's rank correlation in each resample, 0 where either says the same of all; shape (resample,).

    Spearman, C. (1904), The Proof and Measurement of Association between Two Things; ties by mean ranks.
    """
    first, second = _centred(average_ranks(predicted, counts), counts), _centred(average_ranks(found, counts), counts)
    product = (counts * first * second).sum(axis=1)
    scale = np.sqrt((counts * first**2).sum(axis=1) * (counts * second**2).sum(axis=1))
    return _ratio(product, scale, 0.0)


def _ratio(above: Array, below: Array, otherwise: float) -> Array:
    quotient: Array = np.divide(above, below, out=np.full_like(above, otherwise), where=below > 0)
    return quotient


def spearman_of_rows(first: Array, second: Array) -> Array:
    """Return Spearman's rank correlation of each row, as `spearman` without resampling; shape (row,).

    Parameters
    ----------
    first, second
        Shape (row, item).
    """
    one, other = (_ranks_of_rows(values) for values in (first, second))
    one, other = one - one.mean(axis=1, keepdims=True), other - other.mean(axis=1, keepdims=True)
    product = (one * other).sum(axis=1)
    return _ratio(product, np.sqrt((one**2).sum(axis=1) * (other**2).sum(axis=1)), 0.0)


def _ranks_of_rows(values: Array) -> Array:
    mine, others = values[:, :, None], values[:, None, :]
    ranks: Array = ((mine > others).sum(axis=2) + (mine >= others).sum(axis=2) + 1) / 2
    return ranks


def _centred(ranks: Array, counts: Array) -> Array:
    mean = (counts * ranks).sum(axis=1) / counts.sum(axis=1)
    centred: Array = ranks - mean[:, None]
    return centred


def area_under_curve(predicted: Array, positive: Array, counts: Array) -> Array:
    """Return the chance that a positive item is ranked above another, ties half; NaN where one kind was not drawn.

    Mann-Whitney: ``(sum of the positive ranks - P (P + 1) / 2) / (P N)``; shape (resample,).

    Parameters
    ----------
    positive
        1 for a positive item, 0 for another, shape (item,).
    """
    ranks = average_ranks(predicted, counts)
    drawn = counts @ positive
    pairs = drawn * (counts.sum(axis=1) - drawn)
    above = (counts * ranks) @ positive - drawn * (drawn + 1) / 2
    return _ratio(above, pairs, np.nan)


def discounted_gain(predicted: Array, gains: Array, length: int) -> float:
    """Return NDCG: the discounted gain of the first ``length`` items by prediction, over the best possible one.

    ``DCG = sum_k gain_k / log2(k + 1)``, equal predictions by position (Jarvelin & Kekalainen 2002); 1 if there is
    nothing to gain.

    Parameters
    ----------
    gains
        Shape (item,), 0 or above.
    """
    discount = 1 / np.log2(np.arange(2, length + 2))
    best = np.sort(gains)[::-1][:length] @ discount[: len(gains)]
    first = gains[np.argsort(-predicted, kind="stable")[:length]] @ discount[: len(gains)]
    return float(first / best) if best > 0 else 1.0


def interval(values: Array) -> tuple[float, float]:
    """Return the 2.5 and 97.5 % quantiles of resampled values, NaN left out."""
    low, high = np.nanquantile(values, (0.025, 0.975))
    return float(low), float(high)
