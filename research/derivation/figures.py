"""A published figure on its way into the map, and the log-odds scale on which figures are compared."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEAST_SHARE, LARGEST_SHARE = 0.005, 0.995
"""Prevalence is kept within 0.5 and 99.5 %: beyond it the log-odds of a rounded percentage are noise (model.md 2)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a survey says of one sector."""

    percent: float
    """Several rows combined; 0..100."""
    value: str
    """As published; several rows are joined by `` + ``."""
    unit: str
    locator: str
    """Table and rows."""
    grade: str
    """A, B or C by the rubric of the derivation."""

    @property
    def share(self) -> float:
        """The prevalence: ``percent / 100``, kept within 0.5 and 99.5 %."""
        return clip(self.percent / 100)

    @property
    def log_odds(self) -> float:
        """``logit share``."""
        return logit(self.share)


def clip(share: float) -> float:
    """Keep a share within the limits of the model."""
    return min(max(share, LEAST_SHARE), LARGEST_SHARE)


def logit(share: float) -> float:
    """``ln(share / (1 - share))`` for 0 < share < 1."""
    return math.log(share / (1 - share))


def logistic(log_odds: float) -> float:
    """``1 / (1 + exp(-log_odds))``, the inverse of `logit`."""
    return 1 / (1 + math.exp(-log_odds))


def mean_and_spread(values: Sequence[float]) -> tuple[float, float]:
    """Return the equal-weight mean and the population standard deviation; exact sums, so that bytes repeat."""
    mean = math.fsum(values) / len(values)
    return mean, math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))
