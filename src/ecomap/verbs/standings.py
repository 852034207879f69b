"""Every number of a ranking: what each trend is to each business, the two lists in order, and what to do."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine import actions, likelihood, priority
from ecomap.engine.actions import Means, Steps
from ecomap.engine.businesses import Businesses, Flags, Ints, alike, distinct
from ecomap.engine.likelihood import Lead, Likelihoods, LogOdds, MapTerms, logistic
from ecomap.engine.priority import ERRORS, Factors
from ecomap.engine.propagation import Array
from ecomap.model import Business, Settings
from ecomap.model.arrays import MapArrays
from ecomap.model.compiled import AnyMap
from ecomap.results.ranking import Method, View
from ecomap.verbs import arrays


@dataclass(frozen=True, eq=False, repr=False)
class Evaluated:
    """What each trend is to businesses; of (kind, trend) what is the same for all of one kind."""

    axes: MapArrays
    terms: MapTerms
    settings: Settings
    businesses: Businesses
    kinds: Businesses  # one of each kind: alike in all but means, skills, goals and what they use
    kind: Ints  # which of them each business is, (business,)
    odds: Likelihoods  # (kind, trend)
    concerned: Flags  # whom a trend is for at all, (kind, trend)
    in_use: Flags  # (business, trend)
    presumed: Flags  # there by law, by trade, or with nearly all like it, named by the owner or not, (kind, trend)
    served: Array  # how much of what a trend serves the business does, (kind, trend)
    opportunity: Array  # theta, (kind, trend)
    goal_fit: Array  # (weighting, trend)
    wish: Ints  # which weighting of goals is that of each business, (business,)

    @property
    def features(self) -> Array:
        """Own levels of traits and activities, (kind, trait and activity)."""
        return self.odds.features

    @cached_property
    def had(self) -> Flags:
        """What is in use or taken to be, (business, trend)."""
        return self.in_use | self.presumed.take(self.kind, axis=0)

    @cached_property
    def settled(self) -> Flags:
        """What nothing waits for: there already, or not for this business at all; (business, trend)."""
        return self.had | ~self.concerned.take(self.kind, axis=0)

    @cached_property
    def today(self) -> Array:
        """L now, (kind, trend)."""
        return logistic(self.odds.today)

    @cached_property
    def likelihood(self) -> Array:
        """L at the horizon, (kind, trend)."""
        return logistic(self.odds.horizon)

    @cached_property
    def lead(self) -> Lead:
        """How far the sectors around are ahead, (kind, trend)."""
        return likelihood.lead_of(self.terms, self.kinds)

    @cached_property
    def touch(self) -> Array:
        """How much of the business a trend touches, (kind, trend)."""
        return priority.touch(self.axes.specificity, self.served)

    @cached_property
    def cover(self) -> Array:
        """How much of what a trend serves a business does, by the sector that does most of it, (kind, trend)."""
        return priority.cover(self.served, self.axes.most_served)

    @cached_property
    def means(self) -> Means:
        """What can be spent on new things in a year."""
        return actions.means_of(self.businesses.hours, self.businesses.budget, self.businesses.employees)

    @cached_property
    def _suitable(self) -> tuple[Ints, Flags]:
        return arrays.suitable_steps(self.axes, self.features)

    @cached_property
    def opportunities(self) -> "Scored":
        """All of them."""
        return _scored(self, threats=False)

    @cached_property
    def threats(self) -> "Scored":
        """All of them."""
        return _scored(self, threats=True)

    @cached_property
    def errors(self) -> tuple[Array, Array]:
        """Standard deviations of the logarithms of the scores of opportunities and threats, (business, trend)."""
        at = _everything(self.in_use)
        return error_of(self, self.opportunities, *at), error_of(self, self.threats, *at)

    @property
    def first_steps(self) -> Ints:
        """Place of the first step of each trend that suits, (kind, trend)."""
        return self._suitable[0]

    @property
    def suits(self) -> Flags:
        """Which of the map's steps suit, (kind, step)."""
        return self._suitable[1]

    @cached_property
    def steps(self) -> Steps:
        """What the first step of every trend costs, (business, trend)."""
        return self._costs(*_everything(self.in_use))

    def costs(self, business: Ints, trend: Ints) -> Steps:
        """Return what the first steps of some trends of some businesses cost; of shapes that go together."""
        if len(self.businesses) > 1:
            return self._costs(business, trend)
        return Steps(*(column[business, trend] for column in self.steps))  # somebody asks for all of them, too

    def _costs(self, business: Ints, trend: Ints) -> Steps:
        step = self.first_steps[self.kind[business], trend]
        return arrays.costs(self.axes, step, self.businesses.skills.T.take(business, axis=1), self.settings.partner_eur)


def evaluated(axes: MapArrays, businesses: Businesses, settings: Settings) -> Evaluated:
    """Work out what each trend is to each business; the sectors of the map are estimated as the settings say."""
    terms = arrays.map_terms(axes, settings.attenuation)
    kinds, kind = _kinds(axes, terms, businesses)
    odds = likelihood.likelihoods(terms, kinds, settings.horizon)
    concerned = arrays.concerned(kinds, odds.features, axes)
    asking, wish = alike(businesses.goals)
    return Evaluated(
        axes,
        terms,
        settings,
        businesses,
        kinds,
        kind,
        odds,
        concerned=concerned,
        in_use=arrays.in_use(businesses, axes),
        presumed=concerned & arrays.presumed(kinds, odds.today, axes, settings.nearly),
        served=priority.served_of(kinds, arrays.served_by_sector(axes), axes.sector_profile, axes.service),
        opportunity=arrays.opportunity_of(kinds, axes),
        goal_fit=priority.goal_fit(axes.goal_fit, businesses.goals[asking], settings.floor),
        wish=wish,
    )


def _kinds(axes: MapArrays, terms: MapTerms, businesses: Businesses) -> tuple[Businesses, Ints]:
    """Return one business of each kind, and which kind every one is, (business,)."""
    if len(businesses) == 1:
        return businesses, np.zeros(1, dtype=np.intp)
    people, staff = businesses.employees, None
    if people is not None:  # how many are at work matters by size class, and by what asks for so many
        staff = np.searchsorted(distinct(axes.least_employees)[0], people, side="right")
    first, kind = alike(
        businesses.sector, businesses.share, businesses.depends, businesses.traits, businesses.activities,
        businesses.words, businesses.rejected, businesses.has, businesses.not_yet,
        *likelihood.place_of(terms, businesses), staff,
    )  # fmt: skip
    return businesses.take(first), kind


# --- the lists ------------------------------------------------------------------------------------------------


class Scored(NamedTuple):
    """Opportunities or threats."""

    threats: bool
    share: Array  # theta, or 1 - theta for threats, (kind, trend)
    logs: Factors  # (kind, trend); the last (weighting, trend), or (business, trend) for threats
    score: Array  # 0..1, (business, trend)
    listed: Flags  # what could be in the list, families whole, (business, trend)
    keys: NDArray[np.int64]  # what the trends are sorted by, -1 for those that are not in the list, (business, trend)
    shown: Flags | None = None  # which of the list the view shows, (business, trend); None: all


def _everything(numbers: NDArray[Any]) -> tuple[Ints, Ints]:
    """Return all places of an array of two axes."""
    return np.arange(numbers.shape[0])[:, None], np.arange(numbers.shape[1])[None]


def scored(numbers: Evaluated, view: View = "all", *, threats: bool) -> Scored:
    """Score the opportunities of a view, or the threats."""
    found = numbers.threats if threats else numbers.opportunities
    if threats or view == "all":
        return found
    return found._replace(shown=_viewed(numbers, view).take(numbers.kind, axis=0))


def _scored(numbers: Evaluated, *, threats: bool) -> Scored:
    axes = numbers.axes
    if threats:
        share, kind = 1 - numbers.opportunity, axes.threats
        left = priority.unsafe(axes.protection, axes.guards, numbers.in_use)
        with np.errstate(divide="ignore"):
            logs = Factors(np.log(numbers.today), np.log(numbers.cover), np.log(share), np.log(left))
    else:
        share, kind = numbers.opportunity, axes.opportunities & ~axes.basic
        logs = priority.log_factors(numbers.today, numbers.cover, share, numbers.goal_fit)
    score = priority.log_priority(logs, *_rows(numbers, threats=threats))
    np.exp(score, out=score)
    listed = (score > 0) & ~numbers.had & (numbers.concerned & kind).take(numbers.kind, axis=0)
    keys = priority.order_keys(score, listed)
    if not threats:
        keys = priority.representatives(keys, arrays.families(axes), axes.plain)
        along, other = axes.brought
        # what comes along with something that is in use or in the list itself makes no row of its own
        business, hidden = np.nonzero((numbers.had | listed)[:, other])
        keys[business, along[hidden]] = -1
    return Scored(threats, share, logs, score, listed, keys)


def _rows(numbers: Evaluated, *, threats: bool) -> tuple[Ints, Ints]:
    """Return which rows of the factors are those of each business: of the first three, and of the last."""
    return numbers.kind, np.arange(len(numbers.businesses)) if threats else numbers.wish


def _viewed(numbers: Evaluated, view: View) -> Flags:
    settings = numbers.settings
    if view == "cross":
        return numbers.lead.sure >= priority.normal_quantile(settings.sure)
    return numbers.today < settings.early if view == "new" else numbers.today > settings.half


def factors_of(numbers: Evaluated, found: Scored, business: Ints, trend: Ints) -> Factors:
    """Return the factors of some trends of some businesses; both of shapes that go together."""
    kind, wish = (rows[business] for rows in _rows(numbers, threats=found.threats))
    return Factors(*(log[at, trend] for log, at in zip(found.logs, (kind, kind, kind, wish), strict=True)))


def error_of(numbers: Evaluated, found: Scored, business: "Ints | int", trend: Ints) -> Array:
    """Return standard deviations of the logarithms of scores, of shapes that go together.

    What a business does, what a trend harms and serves, may be wrong by their evidence.
    """
    kind, of_trend = numbers.kind[business], ERRORS[numbers.axes.trend_grade[trend]]
    share, today, variance = (part[kind, trend] for part in (found.share, numbers.today, numbers.odds.variance))
    of_profile = ERRORS[numbers.axes.sector_grade[numbers.kinds.sector]]
    of_cover = np.where(numbers.kinds.weight > 0, of_profile, 0.0).max(axis=1)[kind]
    of_share = np.where((share == 0) | (share == 1), ERRORS[0], of_trend)
    if found.threats:
        error: Array = np.sqrt((1 - today) ** 2 * variance + of_cover**2 + of_share**2)
        return error
    asked = np.any(numbers.businesses.goals > 0, axis=1)[business]
    return priority.log_error(today, variance, of_cover, of_share, np.where(asked, of_trend / 2, 0.0))


class Decided(NamedTuple):
    """What to do about the opportunities of each business."""

    rule: NDArray[np.int8]  # (business, trend), or of the trends that were asked for
    taken: Flags  # what is begun this year, with what it needs first, (business, trend)
    worth: Flags  # what is worth a step, one a family, (business, trend)


def decided(numbers: Evaluated, found: Scored, trends: Ints | None = None) -> Decided:
    """Decide what to do about all or some trends, (business, rank); it depends on no view and on no rank."""
    settings, score = numbers.settings, 100 * found.score
    worth = (found.keys >= 0) & (score >= settings.worth)
    asked = actions.asked_for(worth, arrays.needed_first(numbers.axes), numbers.settled)
    steps = numbers.costs(asked.business, asked.trend)
    begun = actions.walk(asked, score[worth], steps, numbers.means)
    taken, short = np.zeros_like(worth), np.zeros(worth.shape)
    taken[asked.business[begun], asked.trend[begun]] = True
    short[asked.business, asked.trend] = steps.short
    at: Any = (slice(None), slice(None)) if trends is None else (np.arange(len(score))[:, None], trends)
    error = numbers.errors[0] if trends is None else error_of(numbers, found, *at)
    sure = priority.margin(score[at], error, settings.worth) >= priority.normal_quantile(settings.sure)
    return Decided(actions.rules(worth[at], taken[at], short[at], sure, numbers.axes.emerging[at[1]]), taken, worth)


# --- one business ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, repr=False)
class Standings:
    """The numbers of one business, a batch of one row; arrays over the trends."""

    business: Business
    found: Evaluated
    axes: MapArrays  # the map as this business sees it, its sectors estimated by method and settings
    settings: Settings
    method: "Method"

    @cached_property
    def exposure(self) -> Array:
        """e, shape (sector,), sums to 1."""
        share, sector = self.found.kinds.exposure
        exposure = np.zeros(len(self.axes.sectors))
        np.add.at(exposure, sector[0], share[0])
        return exposure

    @cached_property
    def sectors(self) -> Ints:
        """Places of its own sectors and of those that it depends on."""
        return self.exposure.nonzero()[0]

    @cached_property
    def own(self) -> Flags:
        """Which sectors are its own, shape (sector,)."""
        own = np.zeros(len(self.axes.sectors), dtype=np.bool_)
        own[self.found.businesses.sector[0][self.found.businesses.weight[0] > 0]] = True
        return own

    @cached_property
    def beyond(self) -> Array:
        """d: what the business is beyond its sectors, (trait and activity,)."""
        beyond = self.found.odds.beyond
        return np.zeros(self.found.features.shape[1]) if beyond is None else beyond[0]

    @cached_property
    def levels(self) -> dict[str, float]:
        """How far it is or does each trait and activity of the map, by id, 0..1; its own activities stand apart."""
        return dict(zip((*self.axes.traits, *self.axes.activities), self.found.features[0].tolist(), strict=False))

    @cached_property
    def parts(self) -> LogOdds:
        """The log-odds at the horizon in parts that sum to z."""
        axes, odds, terms, traits = self.axes, self.found.odds, self.found.terms, len(self.axes.traits)
        country, size = (int(place[0]) for place in likelihood.place_of(terms, self.found.businesses))
        pace = axes.pace * self.settings.horizon
        by_sector = (
            axes.by_traits, axes.by_technologies, axes.by_activities, axes.network_direct, axes.network_indirect,
            axes.own_figure, axes.norm,
        )  # fmt: skip
        mixed = np.array([part @ self.exposure for part in by_sector])
        mixed[0] += axes.per_trait @ self.beyond[:traits]
        mixed[2] += axes.per_activity @ self.beyond[traits:]
        mixed[:, terms.threats] = 0.0
        mixed[-1, terms.threats] = axes.level[terms.threats]
        *shares, norm = mixed
        shifts, nothing = (terms.country_shift[country], terms.size_shift[size]), np.zeros(len(axes.trends))
        parts = LogOdds._make((norm, *shares, *shifts, nothing, pace, nothing))
        words = self.found.businesses.words
        if words is not None:
            before = parts.total - pace
            variance = likelihood.before_words(terms, self.found.kinds, odds.beyond)[1]
            moved, _ = likelihood.with_words(before[None], variance, words)
            parts = parts._replace(your_word=moved[0] - before)
        return parts._replace(held=odds.horizon[0] - parts.total)

    @cached_property
    def by_pathways(self) -> Array:
        """What all pathways add up to: traits, technologies, activities, direct and indirect network; (trend,)."""
        parts = self.parts
        return parts.traits + parts.technologies + parts.activities + (parts.network_direct + parts.network_indirect)


def find_standings(
    ecosystem: AnyMap, business: Business, settings: Settings, method: Method = "walks", drift: Array | None = None
) -> Standings:
    """Compute everything that the ranking of one business rests on.

    ``drift``, (trend,), moves today's log-odds of all firms: told under ``norm``.
    """
    axes = arrays.estimates(arrays.compiled_map(ecosystem).arrays, settings, method)
    if drift is not None and drift.any():
        axes = replace(axes, norm=axes.norm + drift[:, None], level=axes.level + drift)
    axes = arrays.as_seen_by(business, axes)
    found = evaluated(axes, arrays.business_arrays([business], axes), settings)
    return Standings(business, found, axes, settings, method)
