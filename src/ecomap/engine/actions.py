"""What to do: first steps in order of what they bring for their price, as far as the owner's means reach together."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.businesses import Flags, Ints, Links
from ecomap.engine.propagation import Array

ACTIONS: tuple[Literal["act", "prepare", "pilot", "watch"], ...] = ("act", "prepare", "pilot", "watch")
ACT, PREPARE, PILOT, WATCH = range(4)
FITS, UNSURE, EMERGING, LATER, SKILLS, LESS, NEEDED = range(7)
ACTION_OF_RULE = np.array([ACT, PILOT, PILOT, PREPARE, PREPARE, WATCH, ACT], dtype=np.int8)
"""Place in `ACTIONS` of what each rule says."""
WEEKS = 46  # weeks in which a small firm works
PLACES = ((3, 6), (20, 12))
"""Up to so many people at work, so many changes a year can be taken in; judged, half a change a month for a few."""
MOST_PLACES = 18
ROUNDING = 1e-9  # sums that are over the means by less than this part fit


Rules = NDArray[np.int8]


class Means(NamedTuple):
    """What a business can spend on new things in a year; infinite where nothing is said. Shape (business,)."""

    hours: Array
    money: Array
    places: Array


class Steps(NamedTuple):
    """What some first steps cost, arrays of one shape."""

    hours: Array
    money: Array
    price: Array  # in EUR, what no mean changes
    short: Array  # levels of the scarcest skill that are missing
    more_hours: Array  # for training, or 0 where somebody is paid for it
    more_money: Array


def means_of(hours_a_week: Array, budget: Array, employees: Array | None) -> Means:
    """Return the means of a year, from hours a week, EUR a year and people at work, NaN where nothing is said."""
    people = np.full(len(budget), np.nan) if employees is None else employees
    places = np.full(len(budget), float(MOST_PLACES))
    for most, count in reversed(PLACES):
        places = np.where(people <= most, count, places)
    places = np.where(np.isnan(people), np.inf, places)
    return Means(_or_all(WEEKS * hours_a_week), _or_all(budget), places)


def _or_all(amount: Array) -> Array:
    return np.where(np.isnan(amount), np.inf, amount)


class Asked(NamedTuple):
    """What is worth a step, by business and place, and then what each of these needs first; all of shape (asked,)."""

    by: Ints  # which of what is worth a step asks for it; that itself, too
    business: Ints
    trend: Ints


def asked_for(worth: Flags, first: Links, settled: Flags) -> Asked:
    """Return what is worth a step with what it needs first and has to be begun.

    ``worth``, one a family, and ``settled``, for which nothing waits, are (business, trend); ``first`` leads to all
    that must be in use.
    """
    business, trend = np.divmod(worth.ravel().nonzero()[0], worth.shape[1])
    by, other = first.of(trend)
    new = (~settled[business[by], other]).nonzero()[0]
    by, other = by[new], other[new]
    itself = np.arange(len(trend))
    pairs = (itself, by), (business, business[by]), (trend, other)
    return Asked(*map(np.concatenate, pairs))


def walk(asked: Asked, value: Array, steps: Steps, means: Means) -> Flags:
    """Take steps in order of value for their price while they fit together; what of all asked for is taken.

    ``value`` is the priority of what is worth a step, by business and place; ``steps`` are those of all asked for.
    """
    count, businesses = len(value), len(means.hours)
    business, price = asked.business[:count], steps.price[:count]
    turn = _turns(business, np.round(value / price, 12), price, businesses)
    fits = np.ones((businesses, int(turn.max(initial=0)) + 1), dtype=np.bool_)
    at = business * fits.shape[1] + turn
    asker, cell = turn[asked.by], asked.business * (int(asked.trend.max(initial=0)) + 1) + asked.trend
    earliest = np.full(int(cell.max(initial=-1)) + 1, count)  # the turn at which each is reserved
    np.minimum.at(earliest, cell, asker)
    new, asks = earliest[cell] == asker, at[asked.by]
    costs = steps.hours + steps.more_hours, steps.money + steps.more_money, np.ones(len(cell))
    for cost, limit in zip(costs, means, strict=True):
        there = np.bincount(asks, np.where(new, cost, 0.0), fits.size).reshape(fits.shape)
        fits &= np.cumsum(there, axis=1) <= (limit * (1 + ROUNDING))[:, None]
    going: Flags = fits.ravel()[at]
    going[asked.by[steps.short > 1 + ROUNDING]] = False  # what lacks more than a level is only reserved for
    return going[asked.by]


def _turns(business: Ints, rate: Array, price: Array, businesses: int) -> Ints:
    """Return when the turn of each comes in its business: the largest rate first, ties by price, then as they stand."""
    count = np.bincount(business, minlength=businesses)
    first = np.cumsum(count) - count
    place = np.arange(len(business)) - first[business]
    keys = np.full((2, businesses, int(count.max(initial=0))), np.inf)  # what is beyond the last comes last
    keys[:, business, place] = price, -rate
    turn = np.empty_like(place)
    turn[first[business] + np.lexsort(keys, axis=1)[business, place]] = place
    return turn


def rules(worth: Flags, taken: Flags, short: Array, sure: Flags, emerging: Flags) -> NDArray[np.int8]:
    """Return the rule that decides about each trend; arrays of any one shape."""
    found = np.where(short > 1 + ROUNDING, SKILLS, LATER)
    found = np.where(taken, np.where(emerging, EMERGING, np.where(sure, FITS, UNSURE)), found)
    return np.where(worth, found, np.where(taken, NEEDED, LESS)).astype(np.int8)
