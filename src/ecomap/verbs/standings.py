"""Every number of a ranking: what each trend is to each business, the two lists in order, and what to do."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine import actions, likelihood, priority
from ecomap.engine.actions import Means, Steps
from ecomap.engine.businesses import Businesses, Flags, alike
from ecomap.engine.likelihood import Likelihoods, LogOdds, MapTerms, exposure_of, features_of, logistic
from ecomap.engine.priority import ERRORS, Factors
from ecomap.engine.propagation import Array
from ecomap.model.arrays import MapArrays
from ecomap.model.compiled import AnyMap
from ecomap.verbs.arrays import (
    as_seen_by,
    business_arrays,
    compiled_map,
    concerned,
    estimates,
    families,
    in_use,
    map_terms,
    opportunity_of,
    served_by_sector,
)
from ecomap.verbs.steps import suitable_steps

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
    features: Array
    """Own levels of traits and activities, (business, trait and activity)."""
    concerned: Flags
    """Whom a trend is for at all."""
    in_use: Flags
    served: Array
    """How much of what a trend serves the business does."""
    opportunity: Array
    """theta."""
    goal_fit: Array

    @cached_property
    def today(self) -> Array:
        """L now."""
        return logistic(self.odds.today)

    @cached_property
    def likelihood(self) -> Array:
        """L at the horizon."""
        return logistic(self.odds.horizon)

    @cached_property
    def touch(self) -> Array:
        """How much of the business a trend touches."""
        return priority.touch(self.axes.specificity, self.served)

    @cached_property
    def cover(self) -> Array:
        """How much of what a trend serves this business does, by the sector that does most of it."""
        return priority.cover(self.served, self.axes.most_served)

    @cached_property
    def means(self) -> Means:
        """What can be spent on new things in a year."""
        return actions.means_of(self.businesses.hours, self.businesses.budget, self.businesses.employees)

    @cached_property
    def steps(self) -> Steps:
        """The first step of each trend that suits each business."""
        return suitable_steps(self.axes, self.businesses, self.features, self.settings.partner_eur)


def evaluated(axes: MapArrays, businesses: Businesses, settings: "Settings") -> Evaluated:
    """Work out what each trend is to each business; the sectors of the map are estimated as the settings say."""
    terms = map_terms(axes, settings.attenuation)
    features, _ = features_of(terms, businesses)
    return Evaluated(
        axes,
        terms,
        settings,
        businesses,
        odds=likelihood.likelihoods(terms, businesses, settings.horizon),
        features=features,
        concerned=concerned(businesses, features, axes),
        in_use=in_use(businesses, axes),
        served=priority.served_of(businesses, served_by_sector(axes), axes.sector_profile, axes.service),
        opportunity=opportunity_of(businesses, axes),
        goal_fit=_goal_fit(businesses.goals, axes, settings.floor),
    )


def _goal_fit(goals: Array, axes: MapArrays, floor: float) -> Array:
    """Work out each weighting of goals once."""
    first, place = alike(goals)
    return priority.goal_fit(axes.goal_fit, goals[first], floor).take(place, axis=0)


# --- the lists ------------------------------------------------------------------------------------------------


class Scored(NamedTuple):
    """Opportunities or threats; shape (business, trend)."""

    threats: bool
    share: Array
    """theta, or 1 - theta for threats."""
    logs: Factors
    score: Array
    """0..1."""
    error: Array
    """Standard deviation of the score's logarithm."""
    listed: Flags
    """What could be in the list, families whole."""
    keys: NDArray[np.int64]
    """What the trends are sorted by, -1 for those that are not in the list."""
    shown: Flags | None = None
    """Which of the list the view shows; None: all."""


def scored(numbers: Evaluated, view: "View" = "all", *, threats: bool) -> Scored:
    """Score the opportunities of a view, or the threats."""
    axes = numbers.axes
    if threats:
        share, kind = 1 - numbers.opportunity, axes.threats
        left = priority.unsafe(axes.protection, numbers.in_use)
        with np.errstate(divide="ignore"):
            logs = Factors(np.log(numbers.today), np.log(numbers.cover), np.log(share), np.log(left))
    else:
        share, kind = numbers.opportunity, axes.opportunities & ~axes.basic
        logs = priority.log_factors(numbers.today, numbers.cover, share, numbers.goal_fit)
    score = np.exp(priority.log_priority(logs))
    listed = (score > 0) & ~numbers.in_use & numbers.concerned & kind
    keys = priority.order_keys(score, listed)
    if not threats:
        keys = priority.representatives(keys, families(axes), axes.plain)
        keys = np.where(_brought(axes, numbers.in_use | listed), -1, keys)
    error = _log_error(numbers, share, threats=threats)
    shown = None if threats or view == "all" else _viewed(numbers, view)
    return Scored(threats, share, logs, score, error, listed, keys, shown)


def _brought(axes: MapArrays, there: Flags) -> Flags:
    """Return what comes along with something that is in use or in the list itself: it makes no row of its own."""
    brought = np.zeros_like(there)
    for one, other in zip(*np.nonzero(axes.comes_with), strict=True):
        brought[:, one] |= there[:, other]
    return brought


def _log_error(numbers: Evaluated, share: Array, *, threats: bool) -> Array:
    """Return the error of ln of the score; what a business does, what a trend harms and serves, by their evidence."""
    axes, businesses = numbers.axes, numbers.businesses
    by_grade = np.array([*ERRORS, 0.0])  # the last: nothing that could be wrong
    of_profile = by_grade[axes.sector_grade][businesses.sector]
    of_cover = np.where(businesses.weight > 0, of_profile, 0.0).max(axis=1)[:, None]
    of_share = np.where((share == 0) | (share == 1), ERRORS[0], by_grade[axes.trend_grade])
    if threats:
        error: Array = np.sqrt((1 - numbers.today) ** 2 * numbers.odds.variance + of_cover**2 + of_share**2)
        return error
    asked = (businesses.goals > 0).sum(axis=1, keepdims=True) > 0
    of_goals = np.where(asked, by_grade[axes.trend_grade] / 2, 0.0)
    return priority.log_error(numbers.today, numbers.odds.variance, of_cover, of_share, of_goals)


def _viewed(numbers: Evaluated, view: "View") -> Flags:
    settings = numbers.settings
    if view == "cross":
        return numbers.odds.foreign_sure >= priority.normal_quantile(settings.sure)
    return numbers.today < settings.early if view == "new" else numbers.today > settings.half


class Decided(NamedTuple):
    """What to do about the opportunities of each business; shape (business, trend)."""

    rule: NDArray[np.int8]
    taken: Flags
    """What is begun this year, with what it needs first."""
    worth: Flags
    """What is worth a step, one a family."""


def decided(numbers: Evaluated, found: Scored) -> Decided:
    """Decide what to do; it depends on no view and on no rank."""
    settings, score = numbers.settings, 100 * found.score
    worth = (found.keys >= 0) & (score >= settings.worth)
    taken = actions.walk(score, worth, numbers.steps, numbers.axes.prerequisites, numbers.in_use, numbers.means)
    sure = priority.margin(score, found.error, settings.worth) >= priority.normal_quantile(settings.sure)
    rule = actions.rules(worth, taken, numbers.steps, sure, numbers.axes.emerging)
    return Decided(rule, taken, worth)


# --- one business ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, repr=False)
class Standings:
    """The numbers of one business, a batch of one row; arrays over the trends."""

    business: "Business"
    found: Evaluated
    axes: MapArrays
    """The map as this business sees it, its sectors estimated by method and settings."""
    settings: "Settings"
    method: "Method"

    @cached_property
    def exposure(self) -> Array:
        """e, shape (sector,), sums to 1."""
        share, sector = exposure_of(self.found.businesses)
        exposure = np.zeros(len(self.axes.sectors))
        np.add.at(exposure, sector[0], share[0])
        return exposure

    @cached_property
    def own(self) -> Flags:
        """Which sectors are its own, shape (sector,)."""
        own = np.zeros(len(self.axes.sectors), dtype=np.bool_)
        own[self.found.businesses.sector[0][self.found.businesses.weight[0] > 0]] = True
        return own

    @cached_property
    def beyond(self) -> Array:
        """d: what the business is beyond its sectors, (trait and activity,)."""
        _, beyond = features_of(self.found.terms, self.found.businesses)
        return np.zeros(self.found.features.shape[1]) if beyond is None else beyond[0]

    @cached_property
    def parts(self) -> LogOdds:
        """The log-odds at the horizon in parts that sum to z."""
        axes, e, odds = self.axes, self.exposure, self.found.odds
        traits = len(axes.traits)
        country, size = (int(place[0]) for place in likelihood.place_of(self.found.terms, self.found.businesses))
        judged = self.found.terms.threats
        pace = axes.pace * self.settings.horizon

        def mixed(part: Array) -> Array:
            return np.where(judged, 0.0, part @ e)

        parts = LogOdds(
            norm=np.where(judged, axes.level, axes.norm @ e),
            traits=mixed(axes.by_traits) + np.where(judged, 0.0, axes.per_trait @ self.beyond[:traits]),
            technologies=mixed(axes.by_technologies),
            activities=mixed(axes.by_activities) + np.where(judged, 0.0, axes.per_activity @ self.beyond[traits:]),
            network_direct=mixed(axes.network_direct),
            network_indirect=mixed(axes.network_indirect),
            own_sector=mixed(axes.own_figure),
            country=self.found.terms.country_shift[country],
            size=self.found.terms.size_shift[size],
            your_word=np.zeros(len(axes.trends)),
            pace=pace,
            held=np.zeros(len(axes.trends)),
        )
        before = parts.total - pace
        words = self.found.businesses.words
        if words is not None:
            variance = likelihood.before_words(self.found.terms, self.found.businesses)[1]
            moved, _ = likelihood.with_words(before[None], variance, words)
            parts = parts._replace(your_word=moved[0] - before)
        return parts._replace(held=odds.horizon[0] - parts.total)


def find_standings(
    ecosystem: AnyMap, business: "Business", settings: "Settings", method: "Method" = "walks"
) -> Standings:
    """Compute everything that the ranking of one business rests on."""
    axes = as_seen_by(business, estimates(compiled_map(ecosystem).arrays, settings, method))
    return Standings(business, evaluated(axes, business_arrays([business], axes), settings), axes, settings, method)
