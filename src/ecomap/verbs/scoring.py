"""The two lists in order: what each trend scores, and why."""

from dataclasses import dataclass

import numpy as np

from ecomap.engine import priority
from ecomap.engine.priority import Factors
from ecomap.engine.propagation import Array
from ecomap.model import Business, Settings
from ecomap.results.ranking import View
from ecomap.verbs.standings import Standings


@dataclass(frozen=True)
class ScoredList:
    """Opportunities or threats of one business; arrays over all trends, ``order`` over those in the list."""

    threats: bool
    share: Array
    """theta, or 1 - theta for threats."""
    factors: Factors
    score: Array
    """0..1."""
    lost: Array
    """Points lost to influence, goal fit and means, shape (3, trend)."""
    order: list[int]
    """Positions of the trends in the list, first rank first; ties by id."""

    @property
    def influence(self) -> Array:
        """Influence of this list's sign, 0..1."""
        influence: Array = self.factors.values[0]
        return influence

    def rank(self, trend: int) -> int | None:
        """Return the rank of a trend, None if it is not in the list."""
        return self.order.index(trend) + 1 if trend in self.order else None


def opportunities(numbers: Standings, business: Business, settings: Settings, view: View) -> ScoredList:
    """Put the opportunities of a view in order."""
    lead = numbers.cross_lead
    wanted = {"cross": lead > 0, "own": lead <= 0, "all": np.ones(len(lead), dtype=bool)}[view]
    return _scored(numbers, business, settings, numbers.business.opportunity, numbers.means, wanted, threats=False)


def threats(numbers: Standings, business: Business, settings: Settings) -> ScoredList:
    """Put the threats in order: what the means do not cover makes them worse."""
    vulnerability = np.maximum(settings.floor, 1 - numbers.means)
    everything = np.ones(len(vulnerability), dtype=bool)
    return _scored(
        numbers, business, settings, 1 - numbers.business.opportunity, vulnerability, everything, threats=True
    )


def _scored(
    numbers: Standings,
    business: Business,
    settings: Settings,
    share: Array,
    last_factor: Array,
    wanted: Array,
    *,
    threats: bool,
) -> ScoredList:
    influence = numbers.likelihood * numbers.touch * share
    exponents = np.array([settings.influence_exponent, settings.goal_exponent, settings.means_exponent])
    factors = Factors(np.array([influence, numbers.goal_fit, last_factor]), exponents)
    score = priority.priority(factors)
    ids = numbers.axes.trends
    listed = [i for i in range(len(ids)) if wanted[i] and influence[i] > 0 and ids[i] not in business.adopted]
    order = sorted(listed, key=lambda i: (-round(float(score[i]), 12), ids[i]))
    return ScoredList(threats, share, factors, score, priority.points_lost(factors), order)
