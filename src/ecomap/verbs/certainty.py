"""How sure the ranks are: every estimate drawn again within the grade of its evidence."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ecomap.engine import uncertainty
from ecomap.engine.propagation import Array
from ecomap.engine.uncertainty import Draws, Estimates, Scale
from ecomap.model.arrays import GRADES, Grades
from ecomap.results.ranking import Certainty
from ecomap.verbs.standings import Scored, Standings

if TYPE_CHECKING:
    from ecomap.model import Settings

PODIUM = 3
GRADE_OF_AN_OWNER = GRADES.index("D")
"""What an owner sees among the peers is a judgement, like any other."""


@dataclass(frozen=True)
class Sampled:
    """The draws of one business."""

    draws: Draws
    settings: "Settings"

    def certainties(self, chosen: list[int], scored: Scored) -> dict[int, Certainty]:
        """Return the certainty of each row of a list, by the position of its trend.

        Parameters
        ----------
        chosen
            The trends of the list in the order of their ranks.
        scored
            The list, whose goal fit and means are not drawn.
        """
        share = 1 - self.draws.opportunity if scored.threats else self.draws.opportunity
        scores = self._scores(self.draws.influence * share, scored)[:, chosen]
        ranks = uncertainty.ranks(np.round(scores, 12))
        low, high = uncertainty.interval(ranks, self.settings.coverage)
        likely_low, likely_high = uncertainty.interval(self.draws.likelihood[:, chosen], self.settings.coverage)
        return {
            trend: Certainty(
                rank_low=int(low[at]),
                rank_high=int(high[at]),
                p_top3=float(np.mean(ranks[:, at] <= PODIUM)),
                p_top5=float(np.mean(ranks[:, at] <= 5)),
                likelihood_low=float(likely_low[at]),
                likelihood_high=float(likely_high[at]),
                about_equal_to_next=self._close(scores, at),
            )
            for at, trend in enumerate(chosen)
        }

    def _scores(self, influence: Array, scored: Scored) -> Array:
        settings, (_, goal_fit, last) = self.settings, scored.logs
        fixed = np.exp(settings.goal_exponent * goal_fit[0] + settings.means_exponent * last[0])
        scores: Array = np.maximum(influence, 0.0) ** settings.influence_exponent * fixed
        return scores

    def _close(self, scores: Array, at: int) -> bool:
        if at + 1 >= scores.shape[1]:
            return False
        wins = uncertainty.win_rate(scores, at, at + 1)
        return self.settings.close <= wins <= 1 - self.settings.close


def sample(numbers: Standings, count: int, seed: int) -> Sampled:
    """Draw every estimate of a business ``count`` times."""
    settings = numbers.settings
    scale = Scale(
        settings.attenuation,
        settings.horizon,
        settings.network_strength,
        settings.network_strength_error,
        count,
        seed,
    )
    return Sampled(uncertainty.draw(_estimates(numbers), scale), settings)


def _estimates(numbers: Standings) -> Estimates:
    axes, parts = numbers.axes, numbers.parts
    error = _error_by_grade(numbers.settings)
    return Estimates(
        coupling=axes.coupling,
        coupling_error=_errors(axes.grade_of_coupling, error),
        exposure=numbers.exposure,
        own=numbers.own,
        lead=numbers.lead,
        lead_error=np.where(numbers.seen, error[GRADE_OF_AN_OWNER], _errors(axes.prevalence_grade, error)),
        known=axes.known,
        fixed=parts.norm + parts.readiness,
        pace=axes.pace,
        pace_error=np.abs(axes.pace) * _errors(axes.pace_grade, error),
        specificity=axes.specificity,
        service=axes.service,
        trend_error=_errors(axes.trend_grade, error),
        profile=numbers.profile,
        profile_error=_profile_errors(numbers, error),
        opportunity=numbers.opportunity,
    )


def _error_by_grade(settings: "Settings") -> Array:
    """Return the standard deviation in log-odds by grade: that of a Beta at one half with the grade's pseudo-count."""
    return 2 / np.sqrt([settings.count_a, settings.count_b, settings.count_c, settings.count_d])


def _errors(grades: Grades, error: Array) -> Array:
    return np.where(grades < 0, 0.0, error[grades])


def _profile_errors(numbers: Standings, error: Array) -> Array:
    """Return the error of what the business does: that of its sectors' profiles, nothing for the owner's own words."""
    worst = _errors(numbers.axes.sector_grade[numbers.exposure > 0], error).max(initial=0.0)
    said = numbers.found.businesses.activities
    stated = np.zeros(len(numbers.axes.activities), dtype=np.bool_) if said is None else ~np.isnan(said[0])
    return np.where(stated | (numbers.profile == 0), 0.0, worst)
