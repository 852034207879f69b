"""From a map, its settings and businesses to the arrays that the engine works on, and first steps with their costs."""

import math
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from ecomap.engine.actions import ROUNDING, Steps
from ecomap.engine.businesses import Businesses, Flags, Ints, Links, Turns, closed, in_order, slots
from ecomap.engine.likelihood import MapTerms, logit, mixed
from ecomap.engine.posterior import Network, Strengths
from ecomap.engine.propagation import BUDGET_TOLERANCE, Array, Reach, converges, largest_attenuation
from ecomap.errors import ConvergenceError
from ecomap.gates import Asked, gates_met
from ecomap.model import Business, Settings
from ecomap.model.arrays import LARGEST, MapArrays
from ecomap.model.compiled import AnyMap, CompiledMap
from ecomap.model.settings import ATTENUATION, CHANGE_EUR, HOUR_EUR, LEAST_SHARE, MOST_SHARE

if TYPE_CHECKING:
    from ecomap.model import EcosystemMap
    from ecomap.results.ranking import Method

_COMPILED: "dict[int, tuple[weakref.ref[EcosystemMap], CompiledMap]]" = {}


def compiled_map(ecosystem: AnyMap) -> CompiledMap:
    """Return a map as a query needs it; one that is given as it was read is compiled once."""
    if isinstance(ecosystem, CompiledMap):
        return ecosystem
    known = _COMPILED.get(id(ecosystem))
    if known is not None and known[0]() is ecosystem:
        return known[1]
    from ecomap.compiling import compile_map

    compiled = compile_map(ecosystem)
    key = id(ecosystem)
    _COMPILED[key] = weakref.ref(ecosystem, lambda _: _COMPILED.pop(key, None)), compiled
    return compiled


def log_odds(share: float) -> float:
    """Return the log-odds of a share, kept as far from 0 and 1 as surveys can tell."""
    inside = min(max(share, LEAST_SHARE), MOST_SHARE)
    return math.log(inside / (1 - inside))


# --- the map --------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def reach_of(arrays: MapArrays, attenuation: float) -> Reach:
    """Return how the sectors reach each other.

    A ConvergenceError names the heaviest loop and the largest attenuation that works.
    """
    budgets = np.bincount(arrays.coupling_target, arrays.coupling_share, len(arrays.sectors))
    if budgets.max(initial=0.0) > 1 + BUDGET_TOLERANCE and not converges(arrays.coupling, attenuation):
        from ecomap.graph import coupling_graph, heaviest_loop

        raise ConvergenceError(heaviest_loop(coupling_graph(arrays)), attenuation, largest_attenuation(arrays.coupling))
    source, target, share = arrays.coupling_source, arrays.coupling_target, arrays.coupling_share
    return Reach(source, target, share, len(arrays.sectors), attenuation)


def strengths_of(settings: Settings) -> Strengths:
    """Return what of the settings says how far likeness carries."""
    return Strengths(settings.feature_strength, settings.network_strength)


def network_of(arrays: MapArrays, attenuation: float, method: "Method" = "walks") -> Network:
    """Return how sectors reach each other: by all walks, by one step, or by the strongest pathway of each alone."""
    reach = reach_of(arrays, attenuation)
    steps = attenuation * arrays.coupling
    if method == "neighbours":
        return Network(np.eye(len(steps)) + steps, steps)
    if method == "walks":
        return Network(reach.columns(), steps)
    return _strongest_network(arrays, attenuation)


@lru_cache(maxsize=2)
def _strongest_network(arrays: MapArrays, attenuation: float) -> Network:
    from ecomap.graph import strongest_pathways

    reach, steps = reach_of(arrays, attenuation), attenuation * arrays.coupling
    walks, single = np.eye(len(steps)), np.zeros_like(steps)
    for target in range(len(steps)):
        exposure = np.zeros(len(steps))
        exposure[target] = 1.0
        for sector, path in strongest_pathways(reach, exposure).items():
            if sector != target:
                walks[sector, target] = np.prod([steps[i, j] for i, j in pairwise(path)])
                single[sector, target] = walks[sector, target] if len(path) == 2 else 0.0
    return Network(walks, single)


@lru_cache(maxsize=8)
def estimates(arrays: MapArrays, settings: Settings, method: "Method" = "walks") -> MapArrays:
    """Return the map with its sectors estimated as settings and method say; as it is for the documented ones."""
    reach_of(arrays, settings.attenuation)
    if method == "walks" and settings.attenuation == ATTENUATION and strengths_of(settings) == Strengths():
        return arrays
    from ecomap.posteriors import estimated

    return estimated(arrays, strengths_of(settings), network_of(arrays, settings.attenuation, method))


@lru_cache(maxsize=8)
def map_terms(arrays: MapArrays, attenuation: float) -> MapTerms:
    """Return what an estimated map says of every trend before any business is looked at."""
    nothing = np.zeros((1, len(arrays.trends)))
    shifts: dict[str, Any] = {
        name: np.concatenate([getattr(arrays, name), nothing])
        for name in ("country_shift", "country_error", "size_shift", "size_error")
    }
    return MapTerms(
        total=np.ascontiguousarray(arrays.total.T),
        variance=np.ascontiguousarray(arrays.variance.T),
        reach=reach_of(arrays, attenuation),
        features=arrays.features,
        traits=len(arrays.traits),
        per_feature=np.concatenate([arrays.per_trait, arrays.per_activity], axis=1).T,
        feature_error=arrays.feature_error,
        feature_fit=arrays.feature_fit.astype(np.intp),
        tau=arrays.tau,
        pace=arrays.pace,
        pace_error=arrays.pace_error,
        threats=arrays.threats & ~arrays.opportunities,
        level=arrays.level,
        level_error=arrays.level_error,
        largest=np.array(LARGEST, dtype=np.float64),
        parts=_parts(arrays.part_of),
        **shifts,
    )


def _parts(part_of: Flags) -> tuple[tuple[int, int], ...]:
    """Return pairs of part and whole, what is a part of a part first."""
    wholes = closed(part_of).sum(axis=1)  # a part of a part has one more than that, at least
    pairs = zip(*(places.tolist() for places in np.nonzero(part_of)), strict=True)
    return tuple(sorted(pairs, key=lambda pair: -wholes[pair[0]]))


@lru_cache(maxsize=8)
def implied(arrays: MapArrays) -> Links:
    """Return what the use of each trend implies: what it is a part of and needs first, but for basics."""
    return Links.to(closed(arrays.part_of | (arrays.prerequisites & ~arrays.basic)))


@lru_cache(maxsize=8)
def needed_first(arrays: MapArrays) -> Links:
    """Return what must be in use before each trend, at any remove."""
    return Links.to(arrays.prerequisites)


@lru_cache(maxsize=8)
def families(arrays: MapArrays) -> Turns:
    """Return what is of the family of each trend that stands for one if it can: first what is plain, then by place."""
    members = np.lexsort((~arrays.plain, arrays.family))
    members = members[arrays.family[members] != members]
    return Turns.of(arrays.family[members].astype(np.intp), members)


@lru_cache(maxsize=8)
def served_by_sector(arrays: MapArrays) -> Array:
    """Return how much of what each trend serves a firm does that is wholly in a sector, shape (sector, trend)."""
    return np.asarray(np.minimum(1.0, arrays.sector_profile) @ arrays.service.T)


# --- businesses -----------------------------------------------------------------------------------------------


def business_arrays(businesses: Sequence[Business], arrays: MapArrays) -> Businesses:
    """Return businesses, whose names are ids of the map, as arrays over its axes.

    Activities that the map has no word for change the map as a business sees it: see `as_seen_by`.
    """
    sector, weight = slots(_matrix([business.sectors for business in businesses], arrays.sectors, 0.0))
    depends = [business.dependences for business in businesses]
    activities = [one.activities | {own.id: own.share for own in one.own_activities} for one in businesses]
    traits, words = [business.traits for business in businesses], [business.peers for business in businesses]
    adopted, rejected, not_yet, has = (
        [dict.fromkeys(getattr(one, name), 1.0) for one in businesses]
        for name in ("adopted", "rejected", "not_yet", "has")
    )
    return Businesses(
        sector,
        weight,
        goals=_matrix([business.goals for business in businesses], arrays.goals, 0.0),
        budget=np.array([business.resources.budget_eur for business in businesses], dtype=np.float64),
        hours=np.array([business.resources.hours_per_week for business in businesses], dtype=np.float64),
        skills=_matrix([_skills(business, arrays) for business in businesses], arrays.skills, np.nan),
        adopted=_matrix(adopted, arrays.trends, 0.0) > 0,
        rejected=_matrix(rejected, arrays.trends, 0.0) > 0 if any(rejected) else None,
        depends=_matrix(depends, arrays.sectors, 0.0) if any(depends) else None,
        traits=_matrix(traits, arrays.traits, np.nan) if any(traits) else None,
        activities=_matrix(activities, arrays.activities, np.nan) if any(activities) else None,
        words=_matrix(words, arrays.trends, np.nan) if any(words) else None,
        country=np.array([_place(business.country, arrays) for business in businesses], dtype=np.intp),
        employees=np.array([business.employees for business in businesses], dtype=np.float64),
        has=places_of(_matrix(has, arrays.trends, 0.0)) if any(has) else None,
        not_yet=_matrix(not_yet, arrays.trends, 0.0) > 0 if any(not_yet) else None,
    )


def places_of(flags: Array) -> Ints:
    """Return the places of each row's columns that are not 0, by slot, -1 beyond the last."""
    places, said = slots(flags)
    return np.where(said > 0, places, -1)


def _skills(business: Business, arrays: MapArrays) -> Mapping[str, float]:
    """Return the levels of skill; what is not said is as high as the digital maturity, if that is said."""
    if business.maturity is None:
        return business.skills
    return dict.fromkeys(arrays.skills, business.maturity) | business.skills


def _place(country: str | None, arrays: MapArrays) -> int:
    code = (country or "").lower()
    return arrays.countries.index(code) if code in arrays.countries else -1


def place_known(country: str, arrays: MapArrays) -> bool:
    """Say whether a country moves any trend."""
    place = _place(country, arrays)
    return place >= 0 and bool(arrays.country_shift[place].any())


def concerned(businesses: Businesses, features: Array, arrays: MapArrays) -> Flags:
    """Return which trends concern each business: the traits that they ask for, people enough, and not rejected.

    What needs a rejected trend first, or is a part of it, is not for it either.
    ``features`` are its own levels of traits and activities, (business, trait and activity).
    """
    concerned = gates_met(arrays, features)
    if businesses.employees is not None and arrays.least_employees.any():
        concerned = concerned & ~(businesses.employees[:, None] < arrays.least_employees)  # NaN: nothing is said
    if businesses.rejected is not None:
        unwanted = businesses.rejected.copy()
        by, other = implied(arrays).of(np.arange(len(arrays.trends)))
        business, link = np.nonzero(businesses.rejected[:, other])
        unwanted[business, by[link]] = True
        concerned = concerned & ~unwanted
    return concerned


def in_use(businesses: Businesses, arrays: MapArrays) -> Flags:
    """Return which trends each business uses: what it says, what that needs first, and what it is a part of.

    Basics are no such need: many firms go without what keeps them safe.
    """
    used = businesses.adopted.copy()
    business, trend = np.divmod(used.ravel().nonzero()[0], used.shape[1])
    by, other = implied(arrays).of(trend)
    used[business[by], other] = True
    return used


def presumed(businesses: Businesses, today: Array, arrays: MapArrays, nearly: float) -> Flags:
    """Return what is there without its owner's word: by law, by trade, or with nearly all like it; (business, trend).

    What its owner says of firms like it leaves open whether it is one of them, and what it says it does not use is not
    there. Basics are asked of everybody.
    """
    found = today > logit(nearly) + ROUNDING
    if businesses.country is not None and arrays.by_law.any():
        found |= arrays.by_law[businesses.country] & (businesses.country >= 0)[:, None]
    if businesses.words is not None:
        found &= np.isnan(businesses.words)
    if businesses.has is not None:
        business, slot = np.nonzero(businesses.has >= 0)
        found[business, businesses.has[business, slot]] = True
    if businesses.not_yet is not None:
        found &= ~businesses.not_yet
    return np.asarray(found & arrays.opportunities & ~arrays.basic)


@lru_cache(maxsize=32)
def _places(axis: tuple[str, ...]) -> dict[str, int]:
    return {name: at for at, name in enumerate(axis)}


def _matrix(rows: Sequence[Mapping[str, float]], axis: tuple[str, ...], nothing: float) -> Array:
    place = _places(axis)
    matrix = np.full((len(rows), len(axis)), nothing)
    for row, numbers in enumerate(rows):
        for name, number in numbers.items():
            if name in place:
                matrix[row, place[name]] = number
    return matrix


def as_seen_by(business: Business, arrays: MapArrays) -> MapArrays:
    """Return the map with the activities that only this owner does.

    What else a trend serves gives way to them in proportion: q becomes (1 - own) q.
    """
    own = sorted(business.own_activities, key=lambda item: item.id)
    if not own:
        return arrays
    serves = _matrix([item.served_by for item in own], arrays.trends, 0.0).T
    left = np.maximum(0.0, 1 - serves.sum(axis=1, keepdims=True))
    nothing = np.zeros((len(arrays.sectors), len(own)))
    return replace(
        arrays,
        activities=(*arrays.activities, *(item.id for item in own)),
        service=np.concatenate([left * arrays.service, serves], axis=1),
        sector_profile=np.concatenate([arrays.sector_profile, nothing], axis=1),
    )


def opportunity_of(businesses: Businesses, arrays: MapArrays) -> Array:
    """Return theta, overruled in the sectors that say so, weighted by their own shares; shape (business, trend)."""
    special = arrays.opportunity_by_sector
    if special is None:
        return np.broadcast_to(arrays.opportunity, (len(businesses), len(arrays.trends)))
    share = businesses.at_home / in_order(businesses.at_home)[:, None]
    beyond = mixed(share, businesses.sector, special.T - arrays.opportunity)
    return np.asarray(np.round(np.clip(arrays.opportunity + beyond, 0.0, 1.0), 14), dtype=np.float64)


# --- first steps ------------------------------------------------------------------------------------------------


def suitable_steps(axes: MapArrays, features: Array) -> tuple[Ints, Flags]:
    """Return the place of each trend's cheapest step that suits, else of its cheapest, and what suits.

    From own levels of traits and activities, (business, trait and activity), whatever the means; shapes
    (business, trend) and (business, step).
    """
    suits = np.ones((len(features), len(axes.step_trend)), dtype=np.bool_)
    asked, barring, first, choices = _asked(axes)
    suits[:, asked.turns.rows] = asked.reached(features, np.logical_and)
    suits[:, barring.turns.rows] &= ~barring.reached(features, np.logical_or)
    own, general = axes.step_instead.reshape(-1, 2).T
    np.logical_and.at(suits.T, general, ~suits.T[own])
    found = first[None].repeat(len(features), axis=0)
    suiting = np.where(suits.T[choices.others], choices.others[:, None], len(suits.T))
    cheapest = choices.joined(suiting, np.minimum).T
    found[:, choices.rows] = np.where(cheapest < len(suits.T), cheapest, first[choices.rows])
    return found, suits


@lru_cache(maxsize=8)
def _asked(axes: MapArrays) -> tuple[Asked, Asked, Ints, Turns]:
    """Return what steps ask for, what bars them, where each trend's begin, and those whose first asks something."""
    first = np.searchsorted(axes.step_trend, np.arange(len(axes.trends)))
    asks, bars = axes.step_suits > 0, axes.step_unless < np.inf
    general = np.isin(np.arange(len(asks)), axes.step_instead[1::2])
    unfit = general | (asks | bars).any(axis=1)  # what some have no use for
    some = np.flatnonzero(unfit[first[axes.step_trend]])
    choices = Turns.of(axes.step_trend[some].astype(np.intp), some)
    return Asked.of(asks, axes.step_suits), Asked.of(bars, axes.step_unless), first, choices


def costs(axes: MapArrays, step: Ints, skills: Array, partner_eur: float) -> Steps:
    """Return what some steps, places among the map's, cost those who have these skills.

    Skills are levels by skill and then step, NaN where nothing is said; ``partner_eur`` is an hour of who does it.

    Missing skills are filled by training of every skill that lacks, to the level that is asked, or by somebody who does
    it, where that is cheaper than training of all that is asked: so that who knows more never has to find another mean.
    Of a gap of more than a level, what a gap of one would cost.
    """
    hours, money, price, asked, *learning = _prices(axes)
    gap = np.fmax(0.0, asked.take(step, axis=1) - skills)  # NaN: nothing is said
    lacks, short = gap > ROUNDING, gap.max(axis=0, initial=0.0)
    more_hours, more_money = (np.where(lacks, cost.take(step, axis=1), 0.0).sum(axis=0) for cost in learning)
    paid = partner_eur * axes.step_hours
    cheaper = axes.step_partner & (paid < (HOUR_EUR * learning[0] + learning[1]).sum(axis=0))
    partner = (short > ROUNDING) & cheaper[step]
    more_hours, more_money = np.where(partner, 0.0, more_hours), np.where(partner, paid[step], more_money)
    return Steps(hours[step], money[step], price[step], short, more_hours, more_money)


@lru_cache(maxsize=8)
def _prices(axes: MapArrays) -> tuple[Array, ...]:
    """Return hours, EUR and price of each step, the levels it asks, and what training to them costs in hours and EUR.

    The last three of shape (skill, step). What is asked decides: who knows more never pays more.
    """
    levels = np.ceil(axes.step_skills).astype(np.intp)
    every = np.arange(levels.shape[1])
    learning = axes.training_hours[every, levels].T.copy(), axes.training_money[every, levels].T.copy()
    price = CHANGE_EUR + HOUR_EUR * axes.step_hours + axes.step_money
    return axes.step_hours, axes.step_money, price, axes.step_skills.T.copy(), *learning
