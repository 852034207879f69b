"""The numbers of a compiled map: arrays over trends, sectors, activities, goals and skills."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int32]
Grades = NDArray[np.int8]

SIZES = ("0-1", "2-9", "10-49", "50-249", "GE250")
"""Size classes, persons employed."""
LARGEST = (1, 9, 49, 249)
"""The largest firm of each class but the last."""
GRADES = "ABCD"
"""Grades of evidence by their number in the arrays; -1 where there is none."""


@dataclass(frozen=True, eq=False, repr=False)
class MapArrays:
    """The map as arrays that cannot be written to.

    Axes are those of the compiled map: trends, sectors and activities by id, goals, skills and countries in the map's
    order.
    """

    trends: tuple[str, ...]
    sectors: tuple[str, ...]
    activities: tuple[str, ...]
    goals: tuple[str, ...]
    skills: tuple[str, ...]
    countries: tuple[str, ...]
    coupling_source: Places  # (edge,), places of sectors; edges in the order of their ids
    coupling_target: Places  # (edge,)
    coupling_share: Array  # (edge,)
    coupling_grade: Grades  # (edge,)
    coupling_evidence: Places  # (edge,), places in the map's list of evidence
    prevalence: Array  # (trend, sector), 0.5 where the map says nothing
    known: Flags  # (trend, sector)
    prevalence_grade: Grades  # (trend, sector)
    prevalence_evidence: Places  # (trend, sector), -1 where the map says nothing
    special_trend: Places  # (exception,): where a sector has an opportunity share of its own
    special_sector: Places  # (exception,)
    special_opportunity: Array  # (exception,)
    norm: Array  # (trend,), log-odds
    spread: Array  # (trend,), log-odds
    pace: Array  # (trend,), log-odds per year, 0 where not known
    pace_known: Flags  # (trend,)
    pace_grade: Grades  # (trend,)
    specificity: Array  # (trend,)
    opportunity: Array  # (trend,), theta
    trend_grade: Grades  # (trend,), of specificity, services and opportunity share
    emerging: Flags  # (trend,)
    opportunities: Flags  # (trend,): may stand among the opportunities
    threats: Flags  # (trend,): may stand among the threats
    gate: Flags  # (trend, trait or activity): one of these a business must have; none: the trend concerns everybody
    opening: Array  # (sector, trait or activity), 0..1
    least_employees: Array  # (trend,), people for whom it begins to make sense
    country_shift: Array  # (country, trend), log-odds
    size_shift: Array  # (size class, trend), log-odds
    service: Array  # (trend, activity)
    goal_fit: Array  # (trend, goal)
    need_budget: Array  # (trend,), EUR
    need_hours: Array  # (trend,), a week
    need_skills: Array  # (trend, skill), level
    sector_profile: Array  # (sector, activity)
    sector_readiness: Array  # (sector,), standard deviations over the sectors
    sector_grade: Grades  # (sector,), of its profile

    def stored(self) -> dict[str, NDArray[Any]]:
        """Return the arrays by name, without the names of the axes."""
        return {field.name: getattr(self, field.name) for field in fields(self)[AXES:]}

    @cached_property
    def sector_index(self) -> dict[str, int]:
        """Place of each sector."""
        return {sector: place for place, sector in enumerate(self.sectors)}

    @cached_property
    def trend_index(self) -> dict[str, int]:
        """Place of each trend."""
        return {trend: place for place, trend in enumerate(self.trends)}

    @cached_property
    def coupling(self) -> Array:
        """W, from row to column, shape (sector, sector)."""
        return self._by_edge(self.coupling_share, 0.0)

    @cached_property
    def grade_of_coupling(self) -> Grades:
        """Grade of each coupling, shape (sector, sector)."""
        return self._by_edge(self.coupling_grade, -1)

    @cached_property
    def edge(self) -> dict[tuple[int, int], int]:
        """Place of each coupling in the list of edges, by source and target."""
        ends = zip(self.coupling_source.tolist(), self.coupling_target.tolist(), strict=True)
        return {pair: place for place, pair in enumerate(ends)}

    @cached_property
    def opportunity_by_sector(self) -> Array | None:
        """Opportunity share of each trend in each sector, shape (trend, sector); None if no sector has its own."""
        if not self.special_trend.size:
            return None
        shares = np.repeat(self.opportunity[:, None], len(self.sectors), axis=1)
        shares[self.special_trend, self.special_sector] = self.special_opportunity
        return _fixed(shares)

    def _by_edge(self, numbers: NDArray[Any], otherwise: float) -> NDArray[Any]:
        matrix = np.full((len(self.sectors), len(self.sectors)), otherwise, dtype=numbers.dtype)
        matrix[self.coupling_source, self.coupling_target] = numbers
        return _fixed(matrix)


AXES = 6
"""Fields of `MapArrays` that name the axes."""


def map_arrays(axes: tuple[tuple[str, ...], ...], stored: Mapping[str, NDArray[Any]]) -> MapArrays:
    """Return arrays by name as `MapArrays`; they cannot be written to afterwards."""
    trends, sectors, activities, goals, skills, countries = axes
    fixed: dict[str, Any] = {name: _fixed(array) for name, array in stored.items()}
    return MapArrays(trends, sectors, activities, goals, skills, countries, **fixed)


def _fixed(array: NDArray[Any]) -> NDArray[Any]:
    array.flags.writeable = False
    return array
