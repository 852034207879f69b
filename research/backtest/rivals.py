"""Other ways to guess a hidden figure from the same things in sight, and the two ends: no likeness, one likeness."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ecomap.engine.posterior import Array
from ecomap.posteriors import ACTIVITIES, AI, TECHNOLOGIES, TRAITS
from research.backtest.question import Question, mean_and_spread


@dataclass(frozen=True)
class Norm:
    """Every sector at the mean of the others."""

    def predict(self, question: Question) -> Array:
        """Return the log-odds of every sector, (sector,)."""
        return mean_and_spread(question.figures.z, question.sight)[0]


@dataclass(frozen=True)
class Readiness:
    """How digital a sector is, whatever the technology."""

    def predict(self, question: Question) -> Array:
        """Return the log-odds of every sector, one standard deviation for one of readiness, (sector,)."""
        norm, spread = mean_and_spread(question.figures.z, question.sight)
        return np.asarray(norm + spread * question.readiness)


@dataclass(frozen=True)
class Regression:
    """Ridge regression on what else the sectors use (Hoerl and Kennard 1970), by its kernel."""

    penalty: float = 1.0
    """As if each technology explained as much as the noise."""
    ai: float = 0.0
    """Weight of EU figures of AI beside them."""
    CHOICES: ClassVar[Mapping[str, tuple[float, ...]]] = {"penalty": (0.3, 0.6, 1.0, 2.0), "ai": (0.0, 0.5, 1.0)}

    def predict(self, question: Question) -> Array:
        """Return the log-odds of every sector with its own figure hidden, (sector,)."""
        return kriged(question, question.gram[TECHNOLOGIES] + self.ai * question.gram[AI], self.penalty)

    train = predict


@dataclass(frozen=True)
class Kriging:
    """Kriging with a product kernel: alike in use and alike in work (Rasmussen and Williams 2006, ch. 2 and 4)."""

    use: float = 2.0
    """Length over which likeness of use counts, in units of the median distance."""
    work: float = 2.0
    """The same of traits and activities."""
    noise: float = 0.1
    ai: float = 0.0
    """How much EU figures of AI count beside use."""
    CHOICES: ClassVar[Mapping[str, tuple[float, ...]]] = {
        "use": (1.0, 1.5, 2.0, 3.0), "work": (1.0, 2.0, 4.0, 8.0), "noise": (0.05, 0.1, 0.2), "ai": (0.0, 0.5, 1.0),
    }  # fmt: skip

    def predict(self, question: Question) -> Array:
        """Return the log-odds of every sector with its own figure hidden, (sector,)."""
        kernel = np.ones_like(question.coupling)
        work = self.work**-2
        for group, sharpness in {
            TECHNOLOGIES: self.use**-2,
            AI: self.ai * self.use**-2,
            TRAITS: work,
            ACTIVITIES: work,
        }.items():
            gram = question.gram[group]
            distance = np.add.outer(np.diag(gram), np.diag(gram)) - 2 * gram
            if distance.max() > 0:
                kernel = kernel * np.exp(-sharpness / 2 * distance / np.median(distance[distance > 0]))
        return kriged(question, kernel, self.noise)

    train = predict


def kriged(question: Question, kernel: Array, noise: float) -> Array:
    """Return the best linear prediction of every sector without its own figure and those hidden with it, (sector,).

    The mean is unknown and estimated along (ordinary kriging); with a linear kernel it is ridge regression.
    """
    found = np.empty(len(kernel))
    sights, of = np.unique(question.sight, axis=0, return_inverse=True)
    for place, sight in enumerate(sights):
        seen, asked = np.flatnonzero(sight), np.flatnonzero(of == place)
        z = question.figures.z[seen]
        solved = np.linalg.solve(
            kernel[np.ix_(seen, seen)] + noise * np.eye(len(seen)), np.array([z, np.ones_like(z)]).T
        )
        mean = solved[:, 0].sum() / solved[:, 1].sum()
        found[asked] = mean + kernel[np.ix_(asked, seen)] @ (solved[:, 0] - mean * solved[:, 1])
    return found
