"""One question of a survey in some sectors, and what these have in common: what every predictor is given."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ecomap.engine.posterior import Array, Figures, Flags

FOLDS = 5
NO_LEVEL = 1e6
"""Error of a level that nobody knows, log-odds."""
UNKNOWN_TAU = 0.5
"""What likeness cannot tell, log-odds, before it is measured."""


@dataclass(frozen=True, eq=False)
class Question:
    """Figures of one technology and what is known of the sectors beside them."""

    figures: Figures
    gram: Mapping[str, Array]
    """By group of features: mean products x_j . x_k, not weighted, (sector, sector)."""
    prior: Array
    """x_j . B0, log-odds, (sector,)."""
    coupling: Array
    """W, (from sector, to sector); columns sum to 1."""
    kinship: Array
    """The part of W that is likeness of technology use, (from sector, to sector)."""
    readiness: Array
    """How digital a sector is, standard deviations, (sector,)."""
    together: Flags
    """Which sectors' figures are hidden with one's own, (sector, sector)."""

    def without(self, out: Flags | None) -> "Question":
        """Return the question with some sectors' figures unknown."""
        if out is None:
            return self
        return replace(self, figures=replace(self.figures, known=self.figures.known & ~out))

    @property
    def folds(self) -> list[Flags]:
        """Which sectors belong to each fold: by turns, those hidden together in one."""
        first = self.together.argmax(axis=1)
        order = {sector: place for place, sector in enumerate(sorted({int(i) for i in first}))}
        fold = np.array([order[int(i)] % FOLDS for i in first])
        return [fold == k for k in range(FOLDS)]

    @property
    def sight(self) -> Flags:
        """Whose figures are in sight when a sector's own is hidden, (hidden sector, sector)."""
        return self.figures.known[None, :] & ~self.together


def plain_figures(odds: Array, s: float) -> Figures:
    """Return figures of one survey, equally sure, without a level; NaN where there is none."""
    error, nothing = np.full(len(odds), s**2), np.zeros(len(odds))
    return Figures(np.nan_to_num(odds), error, error, ~np.isnan(odds), 0.0, NO_LEVEL, UNKNOWN_TAU, nothing)


def mean_and_spread(values: Array, sight: Flags) -> tuple[Array, Array]:
    """Return mean and standard deviation of what is in sight of each sector, (sector,)."""
    counts = np.maximum(sight.sum(axis=1), 1)
    mean = np.where(sight, values, 0.0).sum(axis=1) / counts
    spread = np.sqrt((np.where(sight, values - mean[:, None], 0.0) ** 2).sum(axis=1) / counts)
    return mean, spread
