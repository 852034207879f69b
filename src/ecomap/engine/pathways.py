"""Pathways that add up: loop-erased routes in falling order of what they push, and the exact rest.

Every walk is credited to its loop-erased pathway. The weight of all walks whose pathway begins with x0 > ... > xj is

    [prod_{i<j} G_Di(x_i, x_i) A(x_i, x_i+1)] (G_Dj e)(x_j),      D_j = the sectors without x0 ... x_j-1,

with A = delta W and G_D = (I - A restricted to D)^-1: an upper bound for every pathway below, so that a heap of
prefixes gives the heaviest pathways first, and what is left in it is what is left to explain.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ecomap.engine.propagation import Array, Reach


class WeighedPathway(NamedTuple):
    """A pathway from its first sector to the last one before the business."""

    sectors: tuple[int, ...]
    weight: float  # share of all walks, loops along the pathway included
    echo: float  # factor by which these loops strengthen it, at least 1


class _Prefix(NamedTuple):
    """The beginning of pathways and the weight of all walks that begin so, or one that ends here."""

    sectors: tuple[int, ...]
    chain: float  # product over the steps so far, the last sector's own loops left out
    bare: float  # the same product without any loops
    mass: float
    end: WeighedPathway | None = None  # the pathway itself, where it ends here


@dataclass(eq=False, repr=False)
class PathwaySearch:
    """The pathways of one business, found as far as anyone asks.

    Made of the walks G, of which every restricted inverse follows, and the exposure e, (sector,).
    """

    walks: Reach
    exposure: Array

    @cached_property
    def reach(self) -> Array:
        """G e."""
        return self.walks.total(self.exposure)

    @cached_property
    def total(self) -> float:
        """Weight of all walks."""
        return float(self.reach.sum())

    def descending(self, push: Array) -> Iterator[WeighedPathway]:
        """Yield pathways in falling order of |push of the first sector| x weight; ties by their sectors.

        ``push``, (sector,), is what one unit of weight from each sector pushes; 0 leaves a sector out.
        """
        size = np.abs(push)
        firsts = [_Prefix((int(s),), 1.0, 1.0, float(self.reach[s])) for s in np.flatnonzero(push)]
        heap = [(-float(size[first.sectors[0]]) * first.mass, first.sectors, [first], 0) for first in firsts]
        heapq.heapify(heap)
        while heap:
            _, sectors, siblings, position = heapq.heappop(heap)
            found, scale = siblings[position], float(size[sectors[0]])
            if position + 1 < len(siblings):
                following = siblings[position + 1]
                heapq.heappush(heap, (-scale * following.mass, following.sectors, siblings, position + 1))
            if found.end is not None:
                yield found.end
            elif below := sorted(self._computed(found), key=lambda below: (-below.mass, below.sectors)):
                heapq.heappush(heap, (-scale * below[0].mass, below[0].sectors, below, 0))

    def _computed(self, prefix: _Prefix) -> Iterator[_Prefix]:
        *earlier, last = prefix.sectors
        loops = self._own_return(earlier, last)
        chain = prefix.chain * loops
        if self.exposure[last] > 0:
            mass = chain * float(self.exposure[last])
            yield _Prefix(
                prefix.sectors, chain, prefix.bare, mass,
                end=WeighedPathway(prefix.sectors, mass / self.total, chain / prefix.bare),
            )  # fmt: skip
        onward = [(int(s), float(step)) for s, step in zip(*self.walks.onward(last), strict=True)]
        following = [(sector, step) for sector, step in onward if step and sector not in prefix.sectors]
        reaches = self._reach_without(prefix.sectors, [sector for sector, _ in following])
        for (sector, step), reach in zip(following, reaches.tolist(), strict=True):
            if reach > 0:
                yield _Prefix((*prefix.sectors, sector), chain * step, prefix.bare * step, chain * step * reach)

    def _block(self, rows: Sequence[int], columns: Sequence[int]) -> Array:
        """Return part of G."""
        return np.stack([self.walks.column(column)[list(rows)] for column in columns], axis=1)

    def _own_return(self, without: Sequence[int], sector: int) -> float:
        """Return G_D(x, x): all walks from a sector back to itself that avoid the sectors ``without``."""
        to_here = self.walks.column(sector)
        if not without:
            return float(to_here[sector])
        solved = np.linalg.solve(self._block(without, without), to_here[list(without)])
        return float(to_here[sector] - self._block([sector], without)[0] @ solved)

    def _reach_without(self, without: Sequence[int], sectors: Sequence[int]) -> Array:
        """Return (G_D e)(y) for sectors y: all walks from y to the business that avoid the sectors ``without``."""
        solved = np.linalg.solve(self._block(without, without), self.reach[list(without)])
        reach: Array = self.reach[list(sectors)] - self._block(sectors, without) @ solved
        return np.maximum(reach, 0.0)
