"""What share of firms like each business uses a trend: log-odds whose parts add up exactly, and their error."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from ecomap.engine.businesses import Businesses, Flags, Ints, Turns, distinct, in_order
from ecomap.engine.posterior import NOISE_A_YEAR, NOISE_OF_PACE
from ecomap.engine.propagation import Array, Reach

OWNERS_ERROR = 0.75  # log-odds by which an owner's word on firms like the own may be off


def logit(share: "float | Array") -> Array:
    """Return ln(p / (1 - p)), 0 < p < 1."""
    return np.asarray(np.log(share / (1 - share)))


def logistic(log_odds: Array) -> Array:
    """Return 1 / (1 + exp(-z)), without overflow for any z."""
    likely: Array = np.exp(np.minimum(log_odds, 0.0))
    likely /= 1 + np.exp(-np.abs(log_odds))
    return likely


class LogOdds(NamedTuple):
    """The parts of z, each of shape (trend,); they sum to ``total``."""

    norm: Array
    traits: Array
    technologies: Array
    activities: Array
    network_direct: Array
    network_indirect: Array
    own_sector: Array
    country: Array
    size: Array
    your_word: Array
    pace: Array
    held: Array

    @property
    def total(self) -> Array:
        """The log-odds z."""
        total: Array = np.concatenate(self).reshape(len(self), -1).sum(axis=0)
        return total


@dataclass(frozen=True, eq=False, repr=False)
class MapTerms:
    """What the map says of every trend before any business is looked at; a row for each sector."""

    total: Array  # (sector, trend): estimated log-odds
    variance: Array  # (sector, trend)
    reach: Reach
    features: Array  # (sector, trait and activity)
    traits: int  # how many of these are traits
    per_feature: Array  # (trait and activity, trend): log-odds per whole unit beyond the sector's
    feature_error: Array  # (feature, feature, fit): M
    feature_fit: Ints  # (trend,)
    tau: Array  # (trend,)
    pace: Array  # (trend,), a year
    pace_error: Array  # (trend,), a year
    threats: Flags  # (trend,): figures by sector tell nothing of it
    level: Array  # (trend,)
    level_error: Array  # (trend,)
    country_shift: Array  # (country + 1, trend); the last: nothing is said
    country_error: Array
    size_shift: Array  # (size class + 1, trend); the last: nothing is said
    size_error: Array
    largest: Array  # people in the largest firm of each size class but the last
    parts: tuple[tuple[int, int], ...]  # part and whole; what is a part of a part comes first
    _around: dict[int, tuple[Array, Array]] = field(default_factory=dict)

    @cached_property
    def layers(self) -> tuple[tuple[Turns, Turns], ...]:
        """Parts by whole, and wholes by part; no whole of a layer is a part of an earlier one, or of its own."""
        layers, wholes = list[list[tuple[int, int]]](), set[int]()
        for part, whole in self.parts:
            if part in wholes or not layers:
                layers.append([])
                wholes.clear()
            layers[-1].append((part, whole))
            wholes.add(whole)
        pairs = (np.array(layer, dtype=np.intp).T for layer in layers)
        return tuple((Turns.of(whole, part), Turns.of(part, whole)) for part, whole in pairs)

    def around(self, sectors: Ints) -> tuple[Array, Array, Ints]:
        """Return mean and variance over the walks that reach sectors from others, a row for each, and whose is which.

        Each by itself, so that it comes out the same whatever else is asked for.
        """
        used, place = distinct(sectors)
        for sector in used.tolist():
            if sector not in self._around:
                weight = self.reach.column(sector).copy()
                weight[sector] = 0.0
                weight /= weight.sum() or 1.0
                self._around[sector] = weight @ self.total, weight**2 @ self.variance
        mean, variance = zip(*(self._around[sector] for sector in used.tolist()), strict=True)
        return np.array(mean), np.array(variance), place


class Likelihoods(NamedTuple):
    """Where the trends stand for each business; shape (business, trend)."""

    today: Array  # log-odds now
    horizon: Array  # log-odds at the horizon
    variance: Array  # squared error of today's
    variance_horizon: Array
    features: Array  # own levels of traits and activities, (business, trait and activity)
    beyond: Array | None  # how far these are beyond their sectors' mix; None where no business says anything of itself


class Lead(NamedTuple):
    """How far the sectors around are ahead of the own ones; shape (business, trend)."""

    lead: Array  # log-odds
    sure: Array  # standard errors of it: lead / error


def features_of(terms: MapTerms, businesses: Businesses) -> tuple[Array, Array | None]:
    """Return how much of each trait and activity businesses have, and how far that is beyond their sectors.

    Both of shape (business, trait and activity); the second is None where no business says anything of itself.
    """
    usual = mixed(*businesses.exposure, terms.features)
    said = [part for part in (businesses.traits, businesses.activities) if part is not None]
    if not said:
        return usual, None
    width, count = usual.shape[1], len(businesses)
    traits = np.full((count, terms.traits), np.nan) if businesses.traits is None else businesses.traits
    doing = np.full((count, width - terms.traits), np.nan) if businesses.activities is None else businesses.activities
    own = np.concatenate([traits, doing[:, : width - terms.traits]], axis=1)
    beyond = np.where(np.isnan(own), 0.0, own - usual)
    return usual + beyond, beyond


def likelihoods(terms: MapTerms, businesses: Businesses, horizon: float) -> Likelihoods:
    """Return the log-odds of every trend for each business, now and at the horizon, and their errors.

    z = sum_j e_j z_j + d . B + country + size, the owner's word combined by precision, parts held below their wholes.
    """
    features, beyond = features_of(terms, businesses)
    today, variance = before_words(terms, businesses, beyond)
    if businesses.words is not None:
        today, variance = with_words(today, variance, businesses.words)
    grown, more = growth(terms, horizon)
    now, then = held(terms, np.array([today, today + grown]), variance)
    return Likelihoods(now, then, variance, variance + more, features, beyond)


@lru_cache(maxsize=8)
def growth(terms: MapTerms, horizon: float) -> tuple[Array, Array]:
    """Return how far log-odds grow until the horizon, and its squared error, each (trend,)."""
    more = NOISE_A_YEAR**2 * horizon + (NOISE_OF_PACE * terms.pace * horizon) ** 2 + (terms.pace_error * horizon) ** 2
    return terms.pace * horizon, more


def lead_of(terms: MapTerms, businesses: Businesses) -> Lead:
    """Return how far the sectors around each business are ahead of its own, over the walks that reach these."""
    share, sector = businesses.exposure
    *around, where = terms.around(sector)
    mean, error = mixed(share, where, around[0]), mixed(share**2, where, around[1])
    spread = np.sqrt(error + mixed(share**2, sector, terms.variance))
    lead = mean - mixed(share, sector, terms.total)
    return Lead(lead, np.divide(lead, spread, out=np.zeros_like(lead), where=spread > 0))


def before_words(terms: MapTerms, businesses: Businesses, beyond: Array | None) -> tuple[Array, Array]:
    """Return log-odds and squared errors of today, before the owner's words."""
    share, sector = businesses.exposure
    z, variance = mixed(share, sector, terms.total), mixed(share**2, sector, terms.variance)
    if beyond is not None:
        z = added(z, beyond, terms.per_feature)
        variance += open_features(terms, beyond)
    np.copyto(z, terms.level, where=terms.threats)
    np.copyto(variance, terms.level_error**2, where=terms.threats)
    country, size = place_of(terms, businesses)
    z += terms.country_shift.take(country, axis=0) + terms.size_shift.take(size, axis=0)
    variance += terms.country_error.take(country, axis=0) + terms.size_error.take(size, axis=0)
    return z, variance


def open_features(terms: MapTerms, beyond: Array) -> Array:
    """Return tau^2 d'M d: how much is open of what features are worth, (business, trend)."""
    said = np.flatnonzero(beyond.any(axis=0))
    own, error = beyond[:, said], terms.feature_error[said[:, None], said]
    count, fits = error.shape[1:]
    by_fit = added(np.zeros((len(own), count * fits)), own, error.reshape(count, count * fits))
    found = in_order((by_fit.reshape(len(own), count, fits) * own[:, :, None]).transpose(0, 2, 1))
    return terms.tau**2 * found.take(terms.feature_fit, axis=1)


def place_of(terms: MapTerms, businesses: Businesses) -> tuple[Ints, Ints]:
    """Return country and size class of each business, -1 where nothing is said; each of shape (business,)."""
    count, people = len(businesses), businesses.employees
    country = np.full(count, -1) if businesses.country is None else businesses.country
    if people is None:
        return country, np.full(count, -1)
    return country, np.where(np.isnan(people), -1, np.searchsorted(terms.largest, people))


def with_words(z: Array, variance: Array, words: Array) -> tuple[Array, Array]:
    """Combine estimates with what owners say of firms like theirs, by precision; words are shares, NaN where none."""
    said = ~np.isnan(words)
    weight = np.where(said, variance / (variance + OWNERS_ERROR**2), 0.0)
    moved = z + weight * (logit(np.where(said, words, 0.5)) - z)
    return np.where(said, moved, z), variance * (1 - weight)


def held(terms: MapTerms, z: Array, variance: Array) -> Array:
    """Return log-odds ``z``, (horizon, business, trend) or (business, trend), with no part above its whole.

    Bottom-up a whole rises to its parts of smaller error, then each part is cut to its wholes; errors, (business,
    trend), are today's, so that which one yields is the same at every horizon.
    """
    by_trend = z.transpose(-1, *range(z.ndim - 1)).copy()
    error = variance.T.reshape(-1, *[1] * (z.ndim - 2), len(variance))
    for parts, _ in terms.layers:
        surer = error[parts.others] < error[parts.rows[parts.place]]
        most = parts.joined(np.where(surer, by_trend[parts.others], -np.inf), np.maximum)
        by_trend[parts.rows] = np.maximum(by_trend[parts.rows], most)
    for _, wholes in reversed(terms.layers):
        least = wholes.joined(by_trend[wholes.others], np.minimum)
        by_trend[wholes.rows] = np.minimum(by_trend[wholes.rows], least)
    return np.ascontiguousarray(by_trend.transpose(*range(1, z.ndim), 0))


def mixed(number: Array, sector: Ints, table: Array) -> Array:
    """Return sum over the slots of number x table[sector], in the order of the slots.

    ``number`` and ``sector`` are (business, slot); the table has a row, or a number, for each sector.
    """
    total: Array
    if len(sector) == 1 and table.ndim > 1:  # row by row, too, and in one go
        total = (number[0, :, None] * table.take(sector[0], axis=0)).sum(axis=0, keepdims=True)
        return total
    total = table.take(sector[:, 0], axis=0)
    total *= number[:, 0, None] if total.ndim > 1 else number[:, 0]
    for slot in range(1, sector.shape[1]):
        some = np.flatnonzero(number[:, slot])  # few businesses have many
        rows = table.take(sector[some, slot], axis=0)  # a copy: indices take, they do not view
        rows *= number[some, slot, None] if rows.ndim > 1 else number[some, slot]
        total[some] += rows
    return total


def added(total: Array, number: Array, table: Array) -> Array:
    """Return total + sum over the columns of number x table[column], in their order, (business, ...).

    By and by, so that no row depends on the rows beside it.
    """
    some = np.flatnonzero(number.any(axis=0))
    if len(number) == 1:
        every = total, number[0, some, None] * table.take(some, axis=0)
        found: Array = np.concatenate(every).sum(axis=0, keepdims=True)
        return found
    for column in some:
        rows = np.flatnonzero(number[:, column])
        total[rows] += number[rows, column, None] * table[column]
    return total


def years_until(share: "float | Array", log_odds_today: Array, pace: Array) -> Array:
    """Return the years until the share is passed: 0 if it is, inf if the pace is not positive; (..., trend)."""
    missing = logit(share) - log_odds_today
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        years = np.where(pace > 0, missing / pace, np.inf)
    return np.where(missing <= 0, 0.0, years)
