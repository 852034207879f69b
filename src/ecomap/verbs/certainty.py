"""How sure the ranks are: every estimate drawn again within the grade of its evidence."""

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


def sample(numbers: Standings, count: int, seed: int) -> Draws:
    """Draw every estimate of a business ``count`` times."""
    settings = numbers.settings
    strength = settings.network_strength, settings.network_strength_error
    return uncertainty.draw(_estimates(numbers), Scale(settings.attenuation, settings.horizon, *strength, count, seed))


def certainties(draws: Draws, settings: "Settings", chosen: list[int], scored: Scored) -> dict[int, Certainty]:
    """Return the certainty of the trends of a list in the order of their ranks; goal fit and means are not drawn."""
    _, goal_fit, last = scored.logs
    share = 1 - draws.opportunity if scored.threats else draws.opportunity
    influence = np.maximum(draws.influence * share, 0.0) ** settings.influence_exponent
    fixed = np.exp(settings.goal_exponent * goal_fit[0] + settings.means_exponent * last[0])
    scores: Array = (influence * fixed)[:, chosen]
    wins = [uncertainty.win_rate(scores, at, at + 1) for at in range(len(chosen) - 1)]
    ranks = uncertainty.ranks(np.round(scores, 12))
    ends = (*uncertainty.interval(ranks, settings.coverage),
            *uncertainty.interval(draws.likelihood[:, chosen], settings.coverage))  # fmt: skip
    low, high, likely_low, likely_high = (end.tolist() for end in ends)
    return {
        trend: Certainty(
            rank_low=int(low[at]),
            rank_high=int(high[at]),
            p_top3=float(np.mean(ranks[:, at] <= PODIUM)),
            p_top5=float(np.mean(ranks[:, at] <= 5)),
            likelihood_low=likely_low[at],
            likelihood_high=likely_high[at],
            about_equal_to_next=at < len(wins) and settings.close <= wins[at] <= 1 - settings.close,
        )
        for at, trend in enumerate(chosen)
    }


def _estimates(numbers: Standings) -> Estimates:
    axes, parts = numbers.axes, numbers.parts
    # the standard deviation in log-odds by grade: that of a Beta at one half with the grade's pseudo-count
    error = 2 / np.sqrt([getattr(numbers.settings, f"count_{grade.lower()}") for grade in GRADES])
    return Estimates(
        coupling=axes.coupling,
        coupling_error=_errors(axes.grade_of_coupling, error),
        exposure=numbers.exposure,
        own=numbers.own,
        lead=numbers.lead,
        lead_error=np.where(numbers.seen, error[GRADE_OF_AN_OWNER], _errors(axes.prevalence_grade, error)),
        known=axes.known,
        fixed=parts.norm + parts.readiness + parts.place,
        pace=axes.pace,
        pace_error=np.abs(axes.pace) * _errors(axes.pace_grade, error),
        specificity=axes.specificity,
        service=axes.service,
        trend_error=_errors(axes.trend_grade, error),
        profile=numbers.profile,
        profile_error=_profile_errors(numbers, error),
        opportunity=numbers.opportunity,
    )


def _errors(grades: Grades, error: Array) -> Array:
    return np.where(grades < 0, 0.0, error[grades])


def _profile_errors(numbers: Standings, error: Array) -> Array:
    """Return the error of what the business does: that of its sectors' profiles, nothing for the owner's own words."""
    worst = _errors(numbers.axes.sector_grade[numbers.exposure > 0], error).max(initial=0.0)
    said = numbers.found.businesses.activities
    stated = np.zeros(len(numbers.axes.activities), dtype=np.bool_) if said is None else ~np.isnan(said[0])
    return np.where(stated | (numbers.profile == 0), 0.0, worst)
