"""Every number of a ranking: what each trend is to each business, and the two lists in order."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ecomap.engine import likelihood, priority
from ecomap.engine.businesses import Businesses, Flags, alike
from ecomap.engine.likelihood import Likelihoods, LogOdds, MapTerms, NetworkPart
from ecomap.engine.pathways import Pathways, PathwaySearch, neighbours, strongest
from ecomap.engine.propagation import Array, Reach, WalkShares, walk_shares
from ecomap.model.arrays import MapArrays
from ecomap.model.compiled import AnyMap
from ecomap.verbs.arrays import (
    as_seen_by,
    business_arrays,
    compiled_map,
    concerned,
    map_terms,
    opportunity_of,
    placed,
    touch_by_sector,
)  # fmt: skip

if TYPE_CHECKING:
    from ecomap.model import Business, Settings
    from ecomap.results.ranking import Method, View


@dataclass(frozen=True, eq=False, repr=False)
class Evaluated:
    """What each trend is to each business; shape (business, trend)."""

    axes: MapArrays
    terms: MapTerms
    settings: "Settings"
    businesses: Businesses
    odds: Likelihoods
    concerned: Flags
    """Whom a trend is for at all."""
    touch: Array
    opportunity: Array
    """theta."""
    log_goal_fit: Array
    log_means: Array

    @cached_property
    def likelihood(self) -> Array:
        """L at the horizon."""
        return likelihood.logistic(self.odds.z)


def evaluated(axes: MapArrays, businesses: Businesses, settings: "Settings") -> Evaluated:
    """Work out what each trend is to each business, walks of every length counted."""
    terms = map_terms(axes, settings)
    return Evaluated(
        axes,
        terms,
        settings,
        businesses,
        odds=likelihood.likelihoods(terms, businesses, np.add(*placed(businesses, axes))),
        concerned=concerned(businesses, axes),
        touch=priority.touch_of(
            businesses, touch_by_sector(axes), axes.sector_profile, axes.specificity, axes.service
        ),
        opportunity=opportunity_of(businesses, axes),
        log_goal_fit=_log_goal_fit(businesses.goals, axes, settings.floor),
        log_means=priority.log_means(
            businesses, axes.need_budget, axes.need_hours, axes.need_skills, settings.floor
        ),
    )  # fmt: skip


def _log_goal_fit(goals: Array, axes: MapArrays, floor: float) -> Array:
    """Work out each weighting of goals once."""
    first, place = alike(goals)
    return np.log(priority.goal_fit(axes.goal_fit, goals[first], floor)).take(place, axis=0)


# --- the lists ------------------------------------------------------------------------------------------------


class Scored(NamedTuple):
    """Opportunities or threats; shape (business, trend)."""

    threats: bool
    share: Array
    """theta, or 1 - theta for threats."""
    influence: Array
    """Of this list's sign, 0..1."""
    logs: tuple[Array, ...]
    """ln of influence, goal fit and means; of threats the last is what the means do not cover."""
    score: Array
    """0..1."""
    keys: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]"
    """What the trends are sorted by, -1 for those that are not in the list."""
    shown: Flags | None = None
    """Which of the list the view shows; None: all."""


def scored(numbers: Evaluated, view: "View", *, threats: bool) -> Scored:
    """Score the opportunities of a view, or the threats: what the means do not cover makes them worse."""
    settings = numbers.settings
    share = 1 - numbers.opportunity if threats else numbers.opportunity
    influence = numbers.likelihood * numbers.touch * share
    last = numbers.log_means
    if threats:
        last = np.log(np.maximum(settings.floor, 1 - np.exp(last)))
    with np.errstate(divide="ignore"):
        logs = np.log(influence), numbers.log_goal_fit, last
    score = np.exp(priority.log_priority(logs, exponents(settings)))
    kind = numbers.axes.threats if threats else numbers.axes.opportunities
    listed = (influence > 0) & ~numbers.businesses.adopted & numbers.concerned & kind
    shown = None if threats or view == "all" else (numbers.odds.cross_lead > 0) == (view == "cross")
    return Scored(threats, share, influence, logs, score, priority.order_keys(score, listed), shown)


def exponents(settings: "Settings") -> Array:
    """Return the exponents of influence, goal fit and means."""
    return np.array([settings.influence_exponent, settings.goal_exponent, settings.means_exponent])


# --- one business ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, repr=False)
class Standings:
    """The numbers of one business, a batch of one row; arrays over the trends."""

    business: "Business"
    found: Evaluated
    axes: MapArrays
    """The map as this business sees it."""
    settings: "Settings"
    readiness: float
    """D, standard deviations over the sectors."""
    lead: Array
    """u, how far a sector is beyond what its readiness lets expect, shape (trend, sector), 0 where not known."""
    method: "Method"
    shares: WalkShares
    network: NetworkPart
    parts: LogOdds
    """The log-odds in parts that sum to z."""
    own: Flags
    """Which sectors are its own, shape (sector,)."""
    exposure: Array
    """e, shape (sector,), sums to 1."""
    pathways: Pathways
    likelihood: Array
    """L at the horizon."""
    likelihood_today: Array
    cross_lead: Array
    """How far the foreign sectors are ahead of the own ones, over the norm."""
    touch: Array
    opportunity: Array
    """theta."""
    goal_fit: Array
    means: Array

    def scale_of(self, trend: int) -> Array:
        """Return the factor on the weight of each sector where an own one's figure is not known, shape (sector,)."""
        return np.where(self.own, 1.0, self.network.scale[trend])

    def push_of_weight(self, trend: int) -> Array:
        """Return what one unit of weight from each sector adds to the log-odds of a trend, shape (sector,)."""
        push: Array = self.settings.network_strength * self.lead[trend] * self.scale_of(trend)
        return push

    @cached_property
    def profile(self) -> Array:
        """k, how much the business does each activity, shape (activity,)."""
        businesses = self.found.businesses
        mix: Array = likelihood.mixed(businesses.share, businesses.sector, self.axes.sector_profile)[0]
        if businesses.activities is None:
            return np.minimum(1.0, mix)
        said = businesses.activities[0]
        return np.minimum(1.0, np.where(np.isnan(said), mix, said))

    @cached_property
    def seen(self) -> Flags:
        """Which figures the owner's own takes the place of, shape (trend, sector)."""
        peers = np.zeros(len(self.axes.trends), dtype=np.bool_)
        peers[[self.axes.trend_index[trend] for trend in self.business.peers]] = True
        seen: Flags = peers[:, None] & self.own
        return seen


def find_standings(
    ecosystem: AnyMap, business: "Business", settings: "Settings", method: "Method" = "walks"
) -> Standings:
    """Compute everything that the ranking of one business rests on."""
    axes = as_seen_by(business, compiled_map(ecosystem).arrays)
    businesses = business_arrays([business], axes)
    found = evaluated(axes, businesses, settings)
    readiness = float(found.odds.readiness[0])
    reach, exposure, own = found.terms.reach, np.zeros(len(axes.sectors)), np.zeros(len(axes.sectors), dtype=np.bool_)
    own[businesses.sector[0]] = True
    for places, shares in ((businesses.sector, businesses.at_home), businesses.elsewhere):
        np.add.at(exposure, places[0], shares[0])
    walks, pathways = _counted(method, reach, exposure, own)
    network = likelihood.network_part(found.terms.lead.T, axes.known, walks, own)
    country, size = (shift[0] for shift in placed(businesses, axes))
    parts = likelihood.log_odds(found.terms, readiness, network, country, size)
    if method != "walks":
        lead = likelihood.cross_sector_lead(found.terms.over_norm.T, axes.known, walks, own)
        odds = Likelihoods(parts.total[None], lead[None], found.odds.readiness)
        found = replace(found, odds=odds)
    given = business, found, axes, settings, readiness, found.terms.lead.T, method
    return Standings(
        *given,
        *(walks, network, parts, own, exposure, pathways),
        likelihood=found.likelihood[0],
        likelihood_today=likelihood.logistic(found.odds.z[0] - found.terms.pace),
        cross_lead=found.odds.cross_lead[0],
        touch=found.touch[0],
        opportunity=found.opportunity[0],
        goal_fit=np.exp(found.log_goal_fit[0]),
        means=np.exp(found.log_means[0]),
    )


def _counted(method: "Method", reach: Reach, exposure: Array, own: Flags) -> tuple[WalkShares, Pathways]:
    if method == "walks":
        return walk_shares(reach, exposure, own), PathwaySearch(reach, exposure)
    if method == "neighbours":
        return neighbours(reach, exposure, own)
    from ecomap.graph import strongest_pathways

    return strongest(strongest_pathways(reach, exposure), reach, exposure, own)
