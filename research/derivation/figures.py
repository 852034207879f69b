"""A published figure on its way into the map, and the log-odds scale on which figures are compared."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEAST_SHARE, LARGEST_SHARE = 0.005, 0.995
"""Prevalence is kept within 0.5 and 99.5 %: beyond it the log-odds of a rounded percentage are noise (model.md 2)."""

GRADES = ("A", "B", "C", "D")
"""Evidence grades, the best first."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a survey says of one sector.

    Parameters
    ----------
    percent
        The figure, several rows combined; 0..100.
    value
        As published; several rows are joined by `` + ``.
    locator
        Table and rows.
    grade
        A, B or C by the rubric of the derivation.
    """

    percent: float
    value: str
    unit: str
    locator: str
    grade: str

    @property
    def share(self) -> float:
        """The prevalence: ``percent / 100``, kept within 0.5 and 99.5 %."""
        return clip(self.percent / 100)

    @property
    def log_odds(self) -> float:
        """``logit share``."""
        return logit(self.share)


def clip(share: float) -> float:
    """Keep a share within the limits of the model.

    >>> clip(0.0), clip(0.4), clip(1.0)
    (0.005, 0.4, 0.995)
    """
    return min(max(share, LEAST_SHARE), LARGEST_SHARE)


def logit(share: float) -> float:
    """``ln(share / (1 - share))`` for 0 < share < 1.

    >>> logit(0.5)
    0.0
    """
    return math.log(share / (1 - share))


def logistic(log_odds: float) -> float:
    """``1 / (1 + exp(-log_odds))``, the inverse of `logit`.

    >>> round(logistic(logit(0.2)), 12)
    0.2
    """
    return 1 / (1 + math.exp(-log_odds))


def mean_and_spread(values: Sequence[float]) -> tuple[float, float]:
    """Return the equal-weight mean and the population standard deviation ``sqrt(mean((v - mean)^2))``.

    >>> mean_and_spread([1.0, 3.0])
    (2.0, 1.0)
    """
    mean = math.fsum(values) / len(values)
    return mean, math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))


def worst_grade(*grades: str) -> str:
    """Return the lowest of the grades: evidence is as weak as its weakest part.

    >>> worst_grade("A", "C", "B")
    'C'
    """
    return max(grades, key=GRADES.index)
