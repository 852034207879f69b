"""The numbers of a compiled map: arrays over trends, sectors, what firms do and are like, goals and skills."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecomap.model.compiled import AXES

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int32]
Grades = NDArray[np.int8]

SIZES = ("0-1", "2-9", "10-49", "50-249", "GE250")  #: Size classes, persons employed.
LARGEST = (1, 9, 49, 249)  #: The largest firm of each class but the last.
GRADES = "ABCD"  #: Grades of evidence by their number in the arrays.


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
    traits: tuple[str, ...]
    # --- couplings, by edge in the order of their ids
    coupling_source: Places  # (edge,), places of sectors
    coupling_target: Places  # (edge,)
    coupling_share: Array  # (edge,)
    coupling_evidence: Places  # (edge,), places in the map's list of evidence
    # --- figures
    published: Array  # (trend, sector), share as published; NaN where nothing is
    figure: Array  # (trend, sector), log-odds as of now in the reference; NaN
    figure_error: Array  # (trend, sector), squared error as it counts for other sectors; NaN
    figure_error_own: Array  # (trend, sector), squared error as it counts for the sector itself; NaN
    figure_age: Array  # (trend, sector), years since the survey; NaN
    figure_row: Places  # (trend, sector), sectors with one number stand on one published row
    figure_evidence: Places  # (trend, sector), -1 where nothing is published
    level: Array  # (trend,), log-odds over the sectors that it concerns
    level_error: Array  # (trend,), log-odds
    level_age: Array  # (trend,), years since it was published; NaN where it is judged
    tau: Array  # (trend,), what likeness cannot tell, log-odds
    pace: Array  # (trend,), log-odds per year, 0 where not known
    pace_known: Flags  # (trend,)
    pace_error: Array  # (trend,), log-odds per year
    # --- what sectors and trends are like
    trait_levels: Array  # (sector, trait), 0..1
    sector_profile: Array  # (sector, activity), 0..1
    sector_grade: Grades  # (sector,), of its profile
    prior: Array  # (trend, trait), log-odds per whole trait, judged beforehand
    prior_offset: Array  # (trend,), log-odds where a firm has none of the traits
    standing: Array  # (trend, sector), log-odds by where like trends stand there; 0 of trends that are counted
    beyond_prior: Array  # (trend, trait and activity), log-odds per whole unit that like trends show; 0 likewise
    technology: Flags  # (trend,): a technology of the survey that tells what sectors are like
    ai: Flags  # (trend,): a kind of AI that tells what sectors are like
    related: Flags  # (trend, trend): of one family, so that neither tells of the other
    # --- estimates for the documented settings: parts of a sector's log-odds that sum to them
    norm: Array  # (trend, sector)
    by_traits: Array  # (trend, sector)
    by_technologies: Array  # (trend, sector)
    by_activities: Array  # (trend, sector)
    network_direct: Array  # (trend, sector)
    network_indirect: Array  # (trend, sector)
    own_figure: Array  # (trend, sector)
    variance: Array  # (trend, sector)
    per_trait: Array  # (trend, trait), log-odds per whole trait beyond the sector's
    per_activity: Array  # (trend, activity), log-odds per whole activity beyond the sector's
    feature_error: Array  # (trait and activity, trait and activity, fit), M; the first of trends without figures
    feature_fit: Places  # (trend,), which fit is a trend's
    voice: NDArray[np.int16]  # (trend, sector, rank), sectors whose figures raise it there most; -1 none
    voice_push: NDArray[np.float32]  # (trend, sector, rank), log-odds
    voice_shared: NDArray[np.int16]  # (trend, sector, rank), trait or activity that both have; -1 none
    # --- place and size
    country_shift: Array  # (country, trend), log-odds
    country_error: Array  # (country, trend), squared error
    size_shift: Array  # (size class, trend), log-odds
    size_error: Array  # (size class, trend), squared error
    by_law: Flags  # (country, trend): who obeys a law that has bound there for a year uses it
    # --- whom a trend is for, what it serves and needs
    opportunities: Flags  # (trend,): may stand among the opportunities
    threats: Flags  # (trend,): may stand among the threats
    basic: Flags  # (trend,): every firm needs it
    gate: Flags  # (trend, trait and activity): one of these a business must have; none: the trend concerns everybody
    gate_level: Array  # (trend,): how much of it
    gate_also: Array  # (trend, trait and activity): how much of these it must have besides, all of them; 0 of others
    gate_unless: Array  # (trend, trait and activity): from how much of one of these on it is of no use; inf of others
    least_employees: Array  # (trend,), people for whom it begins to make sense
    emerging: Flags  # (trend,)
    specificity: Array  # (trend,)
    opportunity: Array  # (trend,), theta
    special_trend: Places  # (exception,): where a sector has an opportunity share of its own
    special_sector: Places  # (exception,)
    special_opportunity: Array  # (exception,)
    trend_grade: Grades  # (trend,), of specificity, services and opportunity share
    service: Array  # (trend, activity)
    goal_fit: Array  # (trend, goal)
    family: Places  # (trend,), trends with one number are of one family: the place of its root
    plain: Flags  # (trend,): what stands for its family where the whole is only a total
    part_of: Flags  # (trend, trend): from part to whole
    comes_with: Flags  # (trend, trend): from what is brought to what brings it
    prerequisites: Flags  # (trend, trend): what must be in use first, by way of others too
    step_trend: Places  # (step,), first steps by trend and rising price
    step_hours: Array  # (step,), until it runs and a year's upkeep
    step_money: Array  # (step,), EUR until it runs and in a year
    step_skills: Array  # (step, skill), level
    step_suits: Array  # (step, trait and activity), least level of a firm
    step_unless: Array  # (step, trait and activity), level from which a firm has no use for it
    step_instead: Places  # (pairs,): what does a job in its own way, and then what it takes the place of
    step_partner: Flags  # (step,): somebody can be paid for it
    training_hours: Array  # (skill, level), hours that lead to each level from the one below; 0 for the lowest
    training_money: Array  # (skill, level), EUR
    protection: Array  # (trend, trend): share of the first, a threat, that the second takes off

    def stored(self) -> dict[str, NDArray[Any]]:
        """Return the arrays by name, without the names of the axes."""
        return {field.name: getattr(self, field.name) for field in fields(self)[len(AXES) :]}

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
        matrix = np.zeros((len(self.sectors), len(self.sectors)))
        matrix[self.coupling_source, self.coupling_target] = self.coupling_share
        return _fixed(matrix)

    @cached_property
    def edge(self) -> dict[tuple[int, int], int]:
        """Place of each coupling in the list of edges, by source and target."""
        ends = zip(self.coupling_source.tolist(), self.coupling_target.tolist(), strict=True)
        return {pair: place for place, pair in enumerate(ends)}

    @cached_property
    def features(self) -> Array:
        """Levels of traits and activities, (sector, trait and activity)."""
        return _fixed(np.concatenate([self.trait_levels, self.sector_profile[:, : self.per_activity.shape[1]]], axis=1))

    @cached_property
    def total(self) -> Array:
        """Estimated log-odds of each trend in each sector, (trend, sector)."""
        parts = (self.by_traits, self.by_technologies, self.by_activities, self.network_direct, self.network_indirect)
        return _fixed(sum(parts, self.norm) + self.own_figure)

    @cached_property
    def brought(self) -> tuple[NDArray[np.intp], ...]:
        """Pairs of what comes along and what brings it, each (pair,)."""
        return np.nonzero(self.comes_with)

    @cached_property
    def guards(self) -> tuple[NDArray[np.intp], ...]:
        """Pairs of a threat and what takes something off it, each (pair,)."""
        return np.nonzero(self.protection)

    @cached_property
    def most_served(self) -> Array:
        """How much of what a trend serves the sector does that does most of it, (trend,)."""
        return _fixed((np.minimum(1.0, self.sector_profile) @ self.service.T).max(axis=0, initial=0.0))

    @cached_property
    def opportunity_by_sector(self) -> Array | None:
        """Opportunity share of each trend in each sector, shape (trend, sector); None if no sector has its own."""
        if not self.special_trend.size:
            return None
        shares = np.repeat(self.opportunity[:, None], len(self.sectors), axis=1)
        shares[self.special_trend, self.special_sector] = self.special_opportunity
        return _fixed(shares)


def map_arrays(axes: tuple[tuple[str, ...], ...], stored: Mapping[str, NDArray[Any]]) -> MapArrays:
    """Return arrays by name as `MapArrays`; they cannot be written to afterwards."""
    said: dict[str, Any] = dict(zip(AXES, axes, strict=True))
    return MapArrays(**said | {name: _fixed(array) for name, array in stored.items()})


def _fixed(array: NDArray[Any]) -> NDArray[Any]:
    array.flags.writeable = False
    return array
