"""From a map, its settings and businesses to the arrays that the engine works on."""

import weakref
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ecomap.engine import likelihood, priority
from ecomap.engine.businesses import Businesses, Flags, in_order, slots
from ecomap.engine.likelihood import MapTerms
from ecomap.engine.propagation import BUDGET_TOLERANCE, Array, Reach, converges, largest_attenuation
from ecomap.errors import ConvergenceError
from ecomap.model.arrays import LARGEST, MapArrays
from ecomap.model.compiled import AnyMap, CompiledMap

if TYPE_CHECKING:
    from ecomap.model import Business, EcosystemMap, Settings

HALF_A_TRAIT, ROUNDING = 0.5, 1e-9
"""How much of a trait opens a gate, and what adding shares may take off."""
MIN_PREVALENCE, MAX_PREVALENCE = 0.005, 0.995
"""Prevalences are kept within these: beyond them a survey's cells are noise, whose log-odds would rule all."""

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


# --- the map --------------------------------------------------------------------------------------------------


def reach_of(arrays: MapArrays, attenuation: float) -> Reach:
    """Return how the sectors reach each other.

    Raises
    ------
    ConvergenceError
        Names the heaviest loop and the largest attenuation that works.
    """
    budgets = np.bincount(arrays.coupling_target, arrays.coupling_share, len(arrays.sectors))
    if budgets.max(initial=0.0) > 1 + BUDGET_TOLERANCE and not converges(arrays.coupling, attenuation):
        from ecomap.graph import coupling_graph
        from ecomap.loops import heaviest_loop

        loop = heaviest_loop(coupling_graph(arrays))
        raise ConvergenceError(loop, attenuation, largest_attenuation(arrays.coupling))
    return Reach(
        arrays.coupling_source, arrays.coupling_target, arrays.coupling_share, len(arrays.sectors), attenuation
    )


@lru_cache(maxsize=8)
def map_terms(arrays: MapArrays, settings: "Settings") -> MapTerms:
    """Return what map and settings say of every trend before any business is looked at."""
    lead = sector_leads(arrays, settings.readiness_strength)
    return MapTerms(
        lead=np.ascontiguousarray(lead.T),
        over_norm=np.ascontiguousarray(sector_leads(arrays, 0.0).T),
        unknown=np.ascontiguousarray(~arrays.known.T, dtype=np.float64),
        norm=arrays.norm,
        pace=arrays.pace * settings.horizon,
        pull=likelihood.readiness_part(settings.readiness_strength, arrays.spread, np.array(1.0)),
        strength=settings.network_strength,
        sector_readiness=arrays.sector_readiness,
        reach=reach_of(arrays, settings.attenuation),
    )


def sector_leads(arrays: MapArrays, readiness_strength: float) -> Array:
    """Return how far sectors are ahead of what is usual, shape (trend, sector), 0 where that is not known."""
    prevalence = np.clip(arrays.prevalence, MIN_PREVALENCE, MAX_PREVALENCE)
    expected = likelihood.readiness_part(readiness_strength, arrays.spread, arrays.sector_readiness)
    return np.where(arrays.known, likelihood.leads(prevalence, arrays.norm, expected), 0.0)


@lru_cache(maxsize=8)
def touch_by_sector(arrays: MapArrays) -> Array:
    """Return how much of a firm that is wholly in a sector each trend touches, shape (sector, trend)."""
    return priority.touch(arrays.specificity, arrays.service, np.minimum(1.0, arrays.sector_profile))


# --- businesses -----------------------------------------------------------------------------------------------


def business_arrays(businesses: "Sequence[Business]", arrays: MapArrays) -> Businesses:
    """Return businesses, whose names are ids of the map, as arrays over its axes.

    What a business sees among its peers, and activities that the map has no word for, change the map as it sees it:
    see `as_seen_by`.
    """
    sector, weight = slots(_matrix([business.sectors for business in businesses], arrays.sectors, 0.0))
    depends = [business.dependences for business in businesses]
    activities = [
        business.activities | {own.id: own.share for own in business.own_activities} for business in businesses
    ]
    adopted = [dict.fromkeys(business.adopted, 1.0) for business in businesses]
    return Businesses(
        sector,
        weight,
        maturity=np.array([business.maturity for business in businesses], dtype=np.float64),  # None becomes NaN
        goals=_matrix([business.goals for business in businesses], arrays.goals, 0.0),
        budget=np.array([business.resources.budget_eur for business in businesses], dtype=np.float64),
        hours=np.array([business.resources.hours_per_week for business in businesses], dtype=np.float64),
        skills=_matrix([business.skills for business in businesses], arrays.skills, np.nan),
        adopted=_matrix(adopted, arrays.trends, 0.0) > 0,
        depends=_matrix(depends, arrays.sectors, 0.0) if any(depends) else None,
        activities=_matrix(activities, arrays.activities, np.nan) if any(activities) else None,
        country=np.array([_place(business.country, arrays) for business in businesses], dtype=np.intp),
        employees=np.array([business.employees for business in businesses], dtype=np.float64),
    )


def _place(country: str | None, arrays: MapArrays) -> int:
    code = (country or "").lower()
    return arrays.countries.index(code) if code in arrays.countries else -1


def place_known(country: str, arrays: MapArrays) -> bool:
    """Say whether a country moves any trend."""
    place = _place(country, arrays)
    return place >= 0 and bool(arrays.country_shift[place].any())


def placed(businesses: Businesses, arrays: MapArrays) -> tuple[Array, Array]:
    """Return how far country and size move each trend, log-odds, (business, trend); 0 where nothing is said."""
    count = len(businesses)
    nowhere = np.zeros((1, len(arrays.trends)))
    country = np.full(count, -1) if businesses.country is None else businesses.country
    people = np.full(count, np.nan) if businesses.employees is None else businesses.employees
    size = np.where(np.isnan(people), -1, np.searchsorted(LARGEST, people))
    return (
        np.concatenate([arrays.country_shift, nowhere]).take(country, axis=0),
        np.concatenate([arrays.size_shift, nowhere]).take(size, axis=0),
    )


def concerned(businesses: Businesses, arrays: MapArrays) -> Flags:
    """Return which trends concern each business: one of the traits that they ask for, and people enough."""
    concerned = ~arrays.gate.any(axis=1)  # (trend,)
    if not concerned.all():
        traits = likelihood.mixed(businesses.share, businesses.sector, arrays.opening)
        concerned = concerned | (((traits >= HALF_A_TRAIT - ROUNDING) @ arrays.gate.T) > 0)
    if businesses.employees is not None and arrays.least_employees.any():
        concerned = concerned & ~(businesses.employees[:, None] < arrays.least_employees)  # NaN: nothing is said
    return np.broadcast_to(concerned, (len(businesses), len(arrays.trends)))


def _matrix(rows: Sequence[Mapping[str, float]], axis: Sequence[str], nothing: float) -> Array:
    place = {name: at for at, name in enumerate(axis)}
    matrix = np.full((len(rows), len(axis)), nothing)
    for row, numbers in enumerate(rows):
        for name, number in numbers.items():
            if name in place:
                matrix[row, place[name]] = number
    return matrix


def as_seen_by(business: "Business", arrays: MapArrays) -> MapArrays:
    """Return the map with what only this owner sees: figures among the peers, activities of the business's own.

    A figure among the peers stands for all own sectors. What else a trend serves gives way to own activities in
    proportion: q becomes (1 - own) q.
    """
    if business.peers:
        prevalence, known = arrays.prevalence.copy(), arrays.known.copy()
        sectors = [arrays.sector_index[sector] for sector in business.sectors]
        for trend, share in business.peers.items():
            prevalence[arrays.trend_index[trend], sectors] = share
            known[arrays.trend_index[trend], sectors] = True
        country, size = arrays.country_shift.copy(), arrays.size_shift.copy()
        said = [arrays.trend_index[trend] for trend in business.peers]
        country[:, said] = size[:, said] = 0.0  # the peers are firms of its own place and size
        arrays = replace(arrays, prevalence=prevalence, known=known, country_shift=country, size_shift=size)
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
    beyond = likelihood.mixed(share, businesses.sector, special.T - arrays.opportunity)
    return np.asarray(np.round(np.clip(arrays.opportunity + beyond, 0.0, 1.0), 14), dtype=np.float64)
