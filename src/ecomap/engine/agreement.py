"""How alike two rankings are, and an order in which alike ones stand side by side."""

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.propagation import Array

Ranks = NDArray[np.int64]


def tau_b(scores: Array) -> Array:
    """Return Kendall's tau-b between all pairs of rankings, (ranking, ranking), -1..1; nan where no two items tell.

    Concordant minus discordant pairs of items over the geometric mean of the pairs that are not tied in either (Kendall
    1945, The treatment of ties in ranking problems, Biometrika 33). Only items that both rank count: ``scores``,
    (ranking, item), are nan where an item is not ranked, and equal where it is tied.
    """
    ranked = ~np.isnan(scores)
    first, second = np.triu_indices(scores.shape[1], k=1)
    both = (ranked[:, first] & ranked[:, second]).astype(float)  # (ranking, pair)
    filled = np.where(ranked, scores, 0.0)
    sign = np.sign(filled[:, first] - filled[:, second]) * both
    untied = np.abs(sign) @ both.T  # (ranking, ranking): pairs untied in the row's, ranked by both
    with np.errstate(invalid="ignore", divide="ignore"):
        tau: Array = (sign @ sign.T) / np.sqrt(untied * untied.T)
    return tau


def rank_biased_overlap(first: Ranks, second: Ranks, persistence: float) -> float:
    """Return the extrapolated rank-biased overlap of two rankings, 0..1: the first ranks count most.

    Webber, Moffat & Zobel 2010, A similarity measure for indefinite rankings, ACM Transactions on Information Systems
    28(4), equation 32. Ranks are 1, 2, ..., 0 where an item is not ranked, (item,); ``persistence``, 0..1, is the
    probability that a reader goes on from one rank to the next: at .9 the first ten hold 86 % of the weight.
    """
    short, long = sorted((int(first.max(initial=0)), int(second.max(initial=0))))
    if short == 0:
        return 1.0 if long == 0 else 0.0
    common = (first > 0) & (second > 0)
    reached = np.maximum(first, second)[common]
    overlap = np.cumsum(np.bincount(reached, minlength=long + 1)[1 : long + 1])  # X_d, d = 1 .. long
    depth = np.arange(1, long + 1)
    weight = persistence**depth
    seen = float((overlap / depth * weight).sum())
    beyond = depth > short
    seen += float((overlap[short - 1] * (depth - short) / (short * depth) * weight)[beyond].sum())
    last = (overlap[-1] - overlap[short - 1]) / long + overlap[short - 1] / short
    return min(1.0, (1 - persistence) / persistence * seen + float(last) * persistence**long)


def seriation(likeness: Array) -> list[int]:
    """Return an order in which alike items stand side by side; of equal ones the first comes first.

    Sorted by the Fiedler vector of the likeness, (item, item), symmetric, >= 0 (Atkins, Boman & Hendrickson 1998, A
    spectral algorithm for seriation and the consecutive ones problem, SIAM Journal on Computing 28).
    """
    laplacian = np.diag(likeness.sum(axis=1)) - likeness
    vector = np.round(np.linalg.eigh(laplacian)[1][:, 1], 9) if len(likeness) > 1 else np.zeros(len(likeness))
    order = [int(i) for i in np.argsort(vector, kind="stable")]
    return order if order.index(0) <= (len(order) - 1) / 2 else order[::-1]
