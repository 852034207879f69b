"""The program's own estimator on a question: the same engine, with strengths and weights that may be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from ecomap.engine.posterior import (
    Array,
    Figures,
    Likeness,
    Network,
    SectorPosterior,
    Strengths,
    left_out_error,
    sector_posterior,
)
from ecomap.posteriors import ACTIVITIES, AI, LEAST_TAU, TECHNOLOGIES, TRAITS, WEIGHTS, WEIGHTS_OF_TECHNOLOGIES
from research.backtest.question import Question


@dataclass(frozen=True)
class ThisForm:
    """Weights of groups of features, and strengths, as shipped for the technologies of the US survey."""

    traits: float = WEIGHTS_OF_TECHNOLOGIES[TRAITS]
    technologies: float = WEIGHTS_OF_TECHNOLOGIES[TECHNOLOGIES]
    ai: float = WEIGHTS_OF_TECHNOLOGIES[AI]
    activities: float = WEIGHTS_OF_TECHNOLOGIES[ACTIVITIES]
    rho: float = Strengths().rho
    kappa: float = Strengths().kappa
    delta: float = 0.05
    prior: float = 1.0
    """How much of what was judged beforehand counts."""
    CHOICES: ClassVar[Mapping[str, tuple[float, ...]]] = {
        "traits": (0.0, 0.25, 0.5, 1.0), "technologies": (0.25, 0.5, 1.0, 2.0), "ai": (0.0, 0.25, 0.5, 1.0),
        "activities": (0.0, 0.25, 0.5), "rho": (0.8, 0.9, 1.0), "kappa": (0.8, 1.2, 1.6, 2.0),
        "delta": (0.05, 0.2, 0.35),
    }  # fmt: skip

    def predict(self, question: Question) -> Array:
        """Return the log-odds of every sector with its own figure not given at all, (sector,)."""
        found = np.empty(len(question.together))
        patterns, of = np.unique(question.together, axis=0, return_inverse=True)
        none = replace(question, together=np.zeros_like(question.together))
        for place, hidden in enumerate(patterns):
            asked = np.flatnonzero(of == place)
            found[asked] = self.posterior(none.without(hidden)).from_others[asked]
        return found

    def train(self, question: Question) -> Array:
        """Return the same to 1e-9, the fits of all sectors at once as the program has them, (sector,)."""
        return self.posterior(question).from_others

    def posterior(self, question: Question, figures: Figures | None = None) -> SectorPosterior:
        """Return what the engine says, of other figures of the question where they are given."""
        weights = {TRAITS: self.traits, TECHNOLOGIES: self.technologies, AI: self.ai, ACTIVITIES: self.activities}
        gram = {group: weights[group] * products for group, products in question.gram.items()}
        steps = self.delta * question.coupling
        walks = np.asarray(np.linalg.inv(np.eye(len(steps)) - steps), dtype=np.float64)
        known = replace(figures or question.figures, prior=self.prior * question.prior)
        likeness, strengths = Likeness(gram, question.together), Strengths(self.rho, self.kappa)
        return sector_posterior(known, likeness, Network(walks, steps), strengths)

    def tau(self, question: Question, least: float = LEAST_TAU) -> float:
        """Return what likeness leaves open, measured on the figures in sight."""
        return left_out_error(question.figures, self.posterior(question), least)

    def measured(self, question: Question, tau: float, s_own: float | None = None) -> SectorPosterior:
        """Return what the engine says with tau measured elsewhere, and with own figures of another error."""
        own = question.figures.s2_own if s_own is None else np.full_like(question.figures.s2_own, s_own**2)
        return self.posterior(question, replace(question.figures, tau=tau, s2_own=own))


FOR_TRENDS = ThisForm(**{group: WEIGHTS[group] for group in (TRAITS, TECHNOLOGIES, AI, ACTIVITIES)})
"""As shipped for all other trends."""
