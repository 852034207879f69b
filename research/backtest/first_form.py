"""The form of the map before sectors were estimated: leads over readiness, summed along walks over the couplings."""

from dataclasses import dataclass

import numpy as np

from ecomap.engine.posterior import Array
from research.backtest.question import Question, mean_and_spread


@dataclass(frozen=True)
class FirstForm:
    """Its settings as they were shipped; they had been chosen on these very figures."""

    attenuation: float = 0.35
    network_strength: float = 1.2
    readiness_strength: float = 0.3

    def predict(self, question: Question) -> Array:
        """Return the log-odds of every sector with its own figure hidden, (sector,)."""
        norm, spread = mean_and_spread(question.figures.z, question.sight)
        size = len(norm)
        walks = np.linalg.inv(np.eye(size) - self.attenuation * question.coupling).T
        foreign = np.where(question.together, 0.0, walks)
        weights = foreign / foreign.sum(axis=1, keepdims=True)  # an unknown own sector leaves its weight to the others
        expected = self.readiness_strength * np.multiply.outer(spread, question.readiness)
        leads = np.where(question.sight, question.figures.z - norm[:, None] - expected, 0.0)
        network = self.network_strength * (weights * leads).sum(axis=1)
        return np.asarray(norm + network + np.diag(expected))

    def off(self, question: Question, noise: Array) -> Array:
        """Return by how much the log-odds miss known figures that are in sight with some noise, (sector,)."""
        z, size = question.figures.z, len(question.figures.z)
        norm, spread = mean_and_spread(z, np.ones((size, size), dtype=np.bool_))
        walks = np.linalg.inv(np.eye(size) - self.attenuation * question.coupling).T
        shares = walks / walks.sum(axis=1, keepdims=True)
        expected = self.readiness_strength * spread * question.readiness
        network = shares @ (z - norm - expected) + np.diag(shares) * noise  # the own share of the noise, nothing else
        return np.asarray(norm + self.network_strength * network + expected - z)


@dataclass(frozen=True)
class Profile:
    """The mean of the sectors most alike in what they use."""

    def predict(self, question: Question) -> Array:
        """Return the log-odds of every sector with its own figure hidden, (sector,)."""
        norm, _ = mean_and_spread(question.figures.z, question.sight)
        weights = np.where(question.together, 0.0, question.kinship.T)
        total = weights.sum(axis=1, keepdims=True)
        shares = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
        return np.asarray(
            norm + (shares * np.where(question.sight, question.figures.z - norm[:, None], 0.0)).sum(axis=1)
        )
