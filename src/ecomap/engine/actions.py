"""What to do: first steps in order of what they bring for their price, as far as the owner's means reach together."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.businesses import Flags, Ints
from ecomap.engine.propagation import Array

ACTIONS: tuple[Literal["act", "prepare", "pilot", "watch"], ...] = ("act", "prepare", "pilot", "watch")
ACT, PREPARE, PILOT, WATCH = range(4)
FITS, UNSURE, EMERGING, LATER, SKILLS, LESS, FACE, PART, NEEDED = range(9)
ACTION_OF_RULE = np.array([ACT, PILOT, PILOT, PREPARE, PREPARE, WATCH, ACT, PREPARE, ACT], dtype=np.int8)
"""Place in `ACTIONS` of what each rule says."""
WEEKS = 46
"""Weeks in which a small firm works."""
PLACES = ((3, 6), (20, 12))
"""Up to so many people at work, so many changes a year can be taken in; judged, half a change a month for a few."""
MOST_PLACES = 18
ROUNDING = 1e-9
"""Sums that are over the means by less than this part fit."""


Rules = NDArray[np.int8]


class Means(NamedTuple):
    """What a business can spend on new things in a year; infinite where nothing is said. Shape (business,)."""

    hours: Array
    money: Array
    places: Array


class Steps(NamedTuple):
    """The first step of each trend that suits each business, (business, trend)."""

    place: Ints
    """Among the map's steps."""
    suits: Flags
    """Which of the map's steps suit each business, (business, step)."""
    hours: Array
    money: Array
    price: Array
    """In EUR, what no mean changes."""
    short: Array
    """Levels of the scarcest skill that are missing."""
    more_hours: Array
    """For training, or 0 where somebody is paid for it."""
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


def walk(value: Array, worth: Flags, steps: Steps, prerequisites: Flags, adopted: Flags, means: Means) -> Flags:
    """Take the steps in order of value for their price while they fit together.

    Parameters
    ----------
    value
        Priority, (business, trend).
    worth
        Which trends are worth a step, one a family.
    prerequisites
        From a trend to what must be in use first, closed, (trend, trend).

    Returns
    -------
    Flags
        What is taken, with what it needs first, (business, trend).
    """
    order, reserved = _order(value, worth, steps.price), np.zeros(value.shape, dtype=np.bool_)
    taken, spent = np.zeros(value.shape, dtype=np.bool_), np.zeros((3, len(value)))
    costs = steps.hours + steps.more_hours, steps.money + steps.more_money, np.broadcast_to(1.0, value.shape)
    gap, needs_others = steps.short > 1 + ROUNDING, np.any(prerequisites, axis=1)
    going = np.arange(len(value))
    for place in range(order.shape[1]):
        going = going[order[going, place] >= 0]
        trend = order[going, place]
        new = ~reserved[going, trend]
        more = np.stack([np.where(new, cost[going, trend], 0.0) for cost in costs])
        lacks, some = gap[going, trend], np.flatnonzero(needs_others[trend])
        whole = prerequisites[trend[some]] & ~adopted[going[some]]
        if some.size:
            need = whole & ~reserved[going[some]]
            for amount, cost in zip(more, costs, strict=True):
                amount[some] += np.where(need, cost[going[some]], 0.0).sum(axis=1)
            lacks[some] |= (whole & gap[going[some]]).any(axis=1)
        fits = (spent[:, going] + more <= np.stack(means)[:, going] * (1 + ROUNDING)).all(axis=0)
        reserved[going[fits], trend[fits]] = True
        reserved[going[some]] |= whole & fits[some, None]
        can = fits & ~lacks  # what lacks more than a level is only reserved for
        taken[going[can], trend[can]] = True
        taken[going[some]] |= whole & can[some, None]
        spent[:, going] += np.where(fits, more, 0.0)
        going = going[fits]
        if not going.size:
            break
    return taken


def _order(value: Array, worth: Flags, price: Array) -> NDArray[np.intp]:
    """Return the trends worth a step by value for price, ties by price, then by place; -1 beyond; (business, place)."""
    longest = int(worth.sum(axis=1).max(initial=0))
    some = np.argsort(~worth, axis=1, kind="stable")[:, :longest]  # those worth a step, by place
    there, cost = np.take_along_axis(worth, some, axis=1), np.take_along_axis(price, some, axis=1)
    rate = np.where(there, np.round(np.take_along_axis(value, some, axis=1) / cost, 12), -1.0)
    order = np.lexsort((some, cost, -rate), axis=1)
    return np.where(np.take_along_axis(there, order, axis=1), np.take_along_axis(some, order, axis=1), -1)


def rules(worth: Flags, taken: Flags, steps: Steps, sure: Flags, emerging: Flags) -> NDArray[np.int8]:
    """Return the rule that decides about each trend."""
    found = np.where(steps.short > 1 + ROUNDING, SKILLS, LATER)
    found = np.where(taken, np.where(emerging, EMERGING, np.where(sure, FITS, UNSURE)), found)
    return np.where(worth, found, np.where(taken, NEEDED, LESS)).astype(np.int8)
