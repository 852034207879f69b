"""How sure the ranks are: every estimate drawn again within the grade of its evidence."""

from dataclasses import dataclass

import numpy as np

from ecomap.engine import uncertainty
from ecomap.engine.propagation import Array
from ecomap.engine.uncertainty import Draws, Estimates, Scale
from ecomap.graph import Graph, edges_out, nodes_of
from ecomap.model import Settings
from ecomap.results.ranking import Certainty
from ecomap.verbs.standings import Standings

PODIUM = 3
GRADE_OF_AN_OWNER = "D"
"""What an owner sees among the peers is a judgement, like any other."""


@dataclass(frozen=True)
class Sampled:
    """The draws of one business."""

    draws: Draws
    settings: Settings

    def certainties(
        self, chosen: list[int], goal_fit: Array, last_factor: Array, *, threats: bool
    ) -> dict[int, Certainty]:
        """Return the certainty of each row of a list, by the position of its trend.

        Parameters
        ----------
        chosen
            The trends of the list in the order of their ranks.
        goal_fit, last_factor
            The factors of the priority that are not drawn, shape (trend,).
        """
        share = 1 - self.draws.opportunity if threats else self.draws.opportunity
        scores = self._scores(self.draws.influence * share, goal_fit, last_factor)[:, chosen]
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

    def _scores(self, influence: Array, goal_fit: Array, last_factor: Array) -> Array:
        settings = self.settings
        fixed = goal_fit**settings.goal_exponent * last_factor**settings.means_exponent
        scores: Array = np.maximum(influence, 0.0) ** settings.influence_exponent * fixed
        return scores

    def _close(self, scores: Array, at: int) -> bool:
        if at + 1 >= scores.shape[1]:
            return False
        wins = uncertainty.win_rate(scores, at, at + 1)
        return self.settings.close <= wins <= 1 - self.settings.close


def sample(
    graph: "Graph[str]", business: str, numbers: Standings, settings: Settings, count: int, seed: int
) -> Sampled:
    """Draw every estimate of a business ``count`` times."""
    scale = Scale(
        settings.attenuation,
        settings.horizon,
        settings.network_strength,
        settings.network_strength_error,
        count,
        seed,
    )
    return Sampled(uncertainty.draw(_estimates(graph, business, numbers, settings), scale), settings)


def _estimates(graph: "Graph[str]", business: str, numbers: Standings, settings: Settings) -> Estimates:
    axes, parts = numbers.axes, numbers.parts
    error = _error_by_grade(settings)
    nodes = [graph.nodes[trend] for trend in axes.trends]
    return Estimates(
        coupling=axes.coupling,
        coupling_error=_edge_errors(graph, "coupling", axes.sectors, axes.sectors, error),
        exposure=numbers.business.exposure,
        own=numbers.business.own,
        lead=numbers.lead,
        lead_error=np.where(
            numbers.business.seen,
            error[GRADE_OF_AN_OWNER],
            _edge_errors(graph, "prevalence", axes.trends, axes.sectors, error),
        ),
        known=axes.known,
        fixed=parts.norm + parts.readiness,
        pace=axes.pace,
        pace_error=np.abs(axes.pace) * np.array([error.get(node["pace_grade"], 0.0) for node in nodes]),
        specificity=axes.specificity,
        service=axes.service,
        trend_error=np.array([error[node["grade"]] for node in nodes]),
        profile=numbers.business.profile,
        profile_error=_profile_errors(graph, business, axes.activities, error),
        opportunity=numbers.business.opportunity,
    )


def _error_by_grade(settings: Settings) -> dict[str, float]:
    """Return the standard deviation in log-odds by grade: that of a Beta at one half with the grade's pseudo-count."""
    counts = {"A": settings.count_a, "B": settings.count_b, "C": settings.count_c, "D": settings.count_d}
    return {grade: 2 / float(np.sqrt(count)) for grade, count in counts.items()}


def _edge_errors(
    graph: "Graph[str]", kind: str, rows: tuple[str, ...], columns: tuple[str, ...], error: dict[str, float]
) -> Array:
    row, column = ({node: i for i, node in enumerate(axis)} for axis in (rows, columns))
    errors = np.zeros((len(rows), len(columns)))
    for source, target, data in graph.edges(data=True):
        if data["kind"] == kind:
            errors[row[source], column[target]] = error[data["grade"]]
    return errors


def _profile_errors(graph: "Graph[str]", business: str, activities: tuple[str, ...], error: dict[str, float]) -> Array:
    """Return the error of what the business does: that of its sectors' profiles, nothing for the owner's own words."""
    own = [sector for sector in nodes_of(graph, "sector") if graph.has_edge(sector, business)]
    worst = max((error[graph.nodes[sector]["grade"]] for sector in own), default=0.0)
    stated = graph.nodes[business]["stated"]
    done = dict(edges_out(graph, business, "profile"))
    return np.array([0.0 if a in stated or a not in done else worst for a in activities])
