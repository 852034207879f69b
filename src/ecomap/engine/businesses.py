"""Businesses as arrays: the first axis of everything that the engine works out; one business is one row."""

from dataclasses import dataclass, fields
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.propagation import Array

Flags = NDArray[np.bool_]
Ints = NDArray[np.intp]


@dataclass(frozen=True, eq=False, repr=False)
class Businesses:
    """Businesses as they describe themselves; NaN where nothing is said, None where no business says anything.

    A business has few sectors, so they stand in slots, and sums go over the slots in their order: what comes out for a
    business does not depend on the others beside it.
    """

    sector: Ints  # (business, slot): places of its own sectors; anything where the weight is 0
    weight: Array  # (business, slot): their shares on any scale, 0 beyond the last
    goals: Array  # (business, goal), any scale
    budget: Array  # (business,), EUR a year
    hours: Array  # (business,), a week
    skills: Array  # (business, skill), level
    adopted: Flags  # (business, trend)
    rejected: Flags | None = None  # (business, trend), what its owner does not want
    depends: Array | None = None  # (business, sector), shares of its pressure, sum below 1
    traits: Array | None = None  # (business, trait), 0..1
    activities: Array | None = None  # (business, activity), 0..1
    words: Array | None = None  # (business, trend), share of firms like it by its owner's word
    country: Ints | None = None  # (business,), place among the countries, -1 where nothing is said
    employees: Array | None = None  # (business,), people at work
    has: Ints | None = None  # (business, slot), places of trends that its trade has, -1 beyond the last
    not_yet: Flags | None = None  # (business, trend), what it says it does not use

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self.sector)

    def take(self, rows: slice | Ints) -> "Businesses":
        """Return some of them."""
        given = ((field.name, getattr(self, field.name)) for field in fields(self))
        taken: dict[str, Any] = {name: None if array is None else array[rows] for name, array in given}
        return Businesses(**taken)

    @cached_property
    def share(self) -> Array:
        """Shares of its own sectors, which sum to 1, shape (business, slot)."""
        return self.weight / in_order(self.weight)[:, None]

    @cached_property
    def at_home(self) -> Array:
        """Exposure to its own sectors, shape (business, slot); what it depends on beside them is left out."""
        if self.depends is None:
            return self.share
        here = np.take_along_axis(self.depends, self.sector, axis=1)
        home: Array = self.share * (1 - in_order(self.depends))[:, None] + np.where(self.weight > 0, here, 0.0)
        return home

    @cached_property
    def elsewhere(self) -> "tuple[Ints, Array]":
        """Exposure to sectors that are not its own, as places and shares, each (business, slot)."""
        if self.depends is None:
            return np.zeros((len(self), 0), dtype=np.intp), np.zeros((len(self), 0))
        foreign = self.depends.copy()
        rows, slot = np.nonzero(self.weight > 0)
        foreign[rows, self.sector[rows, slot]] = 0.0
        return slots(foreign)

    @cached_property
    def exposure(self) -> "tuple[Array, Ints]":
        """Shares and sectors by slot, own ones first, each (business, slot); shares sum to 1."""
        abroad, share = self.elsewhere
        exposure = np.concatenate([self.at_home, share], axis=1)
        return exposure / in_order(exposure)[:, None], np.concatenate([self.sector, abroad], axis=1)

    @cached_property
    def main_sector(self) -> Ints:
        """The sector with the largest share, the first of equal ones."""
        return np.take_along_axis(self.sector, self.weight.argmax(axis=1)[:, None], axis=1)[:, 0]


class Links(NamedTuple):
    """What each trend leads to, one list after the other."""

    many: Ints  # (trend,)
    first: Ints  # (trend,), where its list begins
    others: Ints  # (link,)

    @classmethod
    def to(cls, flags: Flags) -> "Links":
        """Return links as flags from row to column say them, (trend, trend)."""
        rows, others = np.nonzero(flags)
        many = np.bincount(rows, minlength=len(flags))
        return cls(many, many.cumsum() - many, others)

    def of(self, trends: Ints) -> tuple[Ints, Ints]:
        """Return what some trends lead to: by which of them, and the other trend, each of shape (link,)."""
        many = self.many[trends]
        by = np.arange(len(trends)).repeat(many)
        first = self.first[trends] - (many.cumsum() - many)
        return by, self.others[first[by] + np.arange(len(by))]


class Turns(NamedTuple):
    """What rows have, so that each row has one turn at a time; those that have most come first in each."""

    rows: Ints  # each once, (row,)
    others: Ints  # what they have: first one of each row, then a second of those that have two, (pair,)
    place: Ints  # place in ``rows`` of the row that has it, (pair,)
    runs: tuple[tuple[int, int, int], ...]
    """Where turns after the first begin that as many rows have, how many rows, and how many turns."""

    @classmethod
    def of(cls, rows: Ints, others: Ints) -> "Turns":
        """Return pairs by turns; those of a row keep their order."""
        by_row = np.argsort(rows, kind="stable")
        turn = np.empty_like(by_row)
        turn[by_row] = np.arange(len(rows)) - np.searchsorted(rows[by_row], rows[by_row])
        order = np.lexsort((rows, -np.bincount(rows)[rows], turn)) if len(rows) else by_row
        count, *later = np.bincount(turn, minlength=1).tolist()
        first, start, runs = rows[order][:count], count, []
        for many, same in groupby(later):
            runs.append((start, many, len(list(same))))
            start += many * runs[-1][2]
        back = np.argsort(first)
        return cls(first, others[order], back[np.searchsorted(first[back], rows[order])], tuple(runs))

    def joined(self, numbers: NDArray[Any], join: np.ufunc) -> NDArray[Any]:
        """Return what the numbers of each row make together, (row, ...), of numbers of shape (pair, ...)."""
        found = numbers[: len(self.rows)].copy(order="K")
        for start, many, turns in self.runs:
            some = numbers[start : start + many * turns]
            if turns > 1:
                some = join.reduce(some.reshape(turns, many, *some.shape[1:]))
            join(found[:many], some, out=found[:many])
        return found


def closed(direct: Flags) -> Flags:
    """Return what is reached over any number of steps, from row to column."""
    reached = direct.copy()
    for between in range(len(reached)):
        reached[reached[:, between]] |= reached[between]
    return reached


def in_order(numbers: Array) -> Array:
    """Return the sum over the last axis, added up from the first to the last."""
    total: Array = numbers.cumsum(axis=-1)[..., -1] if numbers.shape[-1] else np.zeros(numbers.shape[:-1])
    return total


def distinct(numbers: NDArray[Any]) -> tuple[NDArray[Any], Ints]:
    """Return the different numbers in order, and the place of each among them; no NaN among them.

    As `numpy.unique`, which loads the library of masked arrays: a tenth of a start.
    """
    ordered = np.sort(numbers, axis=None)
    found = ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if ordered.size else ordered
    return found, np.searchsorted(found, numbers)


def alike(*said: NDArray[Any] | None) -> tuple[Ints, Ints]:
    """Return where each different business stands first, and which of them every one is.

    From all that tells them apart, each of shape (business,) or (business, column).
    """
    parts = [part.reshape(len(part), -1) for part in said if part is not None]
    count = len(parts[0])
    if count < 2 or not any(part.size for part in parts):  # numpy.unique loads masked arrays: a tenth of a start
        return np.arange(count)[:1], np.zeros(count, dtype=np.intp)
    rows = np.concatenate(parts, axis=1, dtype=np.float64)
    whole = rows.view(f"V{rows.itemsize * rows.shape[1]}")[:, 0]
    _, first, place = np.unique(whole, return_index=True, return_inverse=True)
    return first, place


def slots(by_sector: Array) -> tuple[Ints, Array]:
    """Return places and numbers of each row's sectors that are not 0, by slot; numbers of shape (business, sector)."""
    rows, places = np.nonzero(by_sector)
    count = np.bincount(rows, minlength=len(by_sector))
    slot = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
    shape = (len(by_sector), int(count.max(initial=1)))
    sector, number = np.zeros(shape, dtype=np.intp), np.zeros(shape)
    sector[rows, slot], number[rows, slot] = places, by_sector[rows, places]
    return sector, number
