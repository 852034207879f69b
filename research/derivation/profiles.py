"""What sectors are like: technologies they use, activities they do, how far apart and how far on they are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.derivation.abs import UsSurvey, as_published, us_figure
from research.derivation.bea import Floats, ratio
from research.derivation.eurostat import AI_TECHNOLOGIES, Cells, eurostat_figure
from research.derivation.figures import LEAST_SHARE, Figure
from research.derivation.inputs import SectorRows

LEAST_KNOWN = 0.5
"""A technology counts if at least half of the sectors have a figure above the floor of 0.5 %.

With fewer, standardising blows the rounding of a few small percentages up to full standard deviations.
"""
LEAST_DISTANCE = 1e-12
"""Mean squared distances below this are rounding: the profiles are the same."""


@dataclass(frozen=True, slots=True)
class Profiles:
    """Features of sectors; NaN where a figure is missing."""

    features: tuple[str, ...]
    values: Floats  # (sector, feature)


def us_technology_profiles(survey: UsSurvey, sectors: Sequence[SectorRows]) -> Profiles:
    """Return the log-odds of use of every technology-year of the US survey that has enough cells."""
    names = [f"{year} {technology}" for year, technology in survey.technologies]
    figures = [[us_figure(survey, sector, technology) for technology in survey.technologies] for sector in sectors]
    return with_enough_cells(names, figures)


def technology_profiles(survey: UsSurvey, cells: Cells, sectors: Sequence[SectorRows]) -> Profiles:
    """Return the US technology-years and beside them Eurostat's AI technologies, as log-odds."""
    figures = [[eurostat_figure(cells, sector, indicator) for indicator in AI_TECHNOLOGIES] for sector in sectors]
    us, eu = us_technology_profiles(survey, sectors), with_enough_cells(AI_TECHNOLOGIES, figures)
    return Profiles((*us.features, *eu.features), np.hstack([us.values, eu.values]))


def with_enough_cells(names: Sequence[str], figures: Sequence[Sequence[Figure | None]]) -> Profiles:
    """Keep the features known well enough (see `LEAST_KNOWN`) of figures of (sector, feature)."""
    above = [sum(row[at] is not None and row[at].percent > 100 * LEAST_SHARE for row in figures)  # type: ignore[union-attr]
             for at in range(len(names))]  # fmt: skip
    kept = [at for at, count in enumerate(above) if count and count >= LEAST_KNOWN * len(figures)]
    values = [[np.nan if (figure := row[at]) is None else figure.log_odds for at in kept] for row in figures]
    shaped = np.array(values, dtype=np.float64).reshape(len(figures), len(kept))
    return Profiles(tuple(names[at] for at in kept), shaped)


def activity_profiles(sectors: Sequence[SectorRows]) -> Profiles:
    """Return how much each sector does each activity; what is not named is 0."""
    names = tuple(sorted({activity for sector in sectors for activity in sector.activities}))
    values = [[sector.activities.get(name, 0.0) for name in names] for sector in sectors]
    return Profiles(names, np.array(values, dtype=np.float64).reshape(len(sectors), len(names)))


def standardised(profiles: Profiles) -> Profiles:
    """Return every feature as ``(value - mean) / spread`` over the sectors that have it.

    Equal weights, population standard deviation; a feature that is the same everywhere says nothing and is dropped.
    """
    known = ~np.isnan(profiles.values)
    counts = known.sum(axis=0).astype(np.float64)
    mean = ratio(np.where(known, profiles.values, 0.0).sum(axis=0), counts)
    from_mean = np.where(known, profiles.values - mean, 0.0)
    spread = np.sqrt(ratio((from_mean**2).sum(axis=0), counts))
    varies = spread > 1e-12
    scores = np.where(known[:, varies], from_mean[:, varies] / spread[varies], np.nan)
    return Profiles(tuple(name for name, keep in zip(profiles.features, varies, strict=True) if keep), scores)


def squared_distances(profiles: Profiles) -> Floats:
    """Return the mean squared difference over the features that both sectors have; NaN if they have none in common.

    ``d_ij = sum_f (p_if - p_jf)^2 / number of f known in both``
    """  # (sector, sector)
    known = (~np.isnan(profiles.values)).astype(np.float64)
    filled = np.where(known > 0, profiles.values, 0.0)
    differences = filled[:, None, :] - filled[None, :, :]
    both = known[:, None, :] * known[None, :, :]
    counts = both.sum(axis=2)
    return np.where(counts > 0, ratio((both * differences**2).sum(axis=2), counts), np.nan)


def keep_twins_apart(distances: Floats, sectors: Sequence[SectorRows]) -> Floats:
    """Put sectors that stand on the same published row at least at the smallest distance between other sectors.

    A table that gives two sectors one row cannot tell them apart: their distance of nought is no finding.
    """  # (sector, sector)
    rows = [{*map(as_published, sector.abs_rows), *sector.eurostat_rows} for sector in sectors]
    shared = np.array([[bool(first & second) for second in rows] for first in rows], dtype=bool)
    return at_least_the_nearest(distances, shared.reshape(distances.shape) | np.eye(len(rows), dtype=bool))


def keep_equals_apart(distances: Floats) -> Floats:
    """Put sectors of one and the same profile at the smallest distance between other sectors."""  # (sector, sector)
    return at_least_the_nearest(distances, distances < LEAST_DISTANCE)


def at_least_the_nearest(distances: Floats, alike: NDArray[np.bool_]) -> Floats:
    """Put what cannot be told apart at least at the smallest distance of what can."""  # (sector, sector)
    told_apart = distances[~alike & ~np.isnan(distances)]
    floor = float(told_apart.min()) if told_apart.size else 0.0
    return np.where(alike, np.maximum(distances, floor), distances)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Readiness of the sectors in standard deviations, and on how many technologies each rests; NaN if on none."""

    scores: Floats  # (sector)
    technologies: tuple[int, ...]


def readiness(us_technologies: Profiles) -> Readiness:
    """Return the mean standardised log-odds of use, standardised again over the sectors; NaN where missing.

    ``r_i = mean_t (logit m_ti - mean_t) / spread_t`` over the technologies known in i; then ``(r_i - mean) / spread``,
    so that 1 means one standard deviation of the sectors. US figures alone: they cover all sectors, on one definition.
    """
    scores = standardised(us_technologies).values
    known = ~np.isnan(scores)
    counts = known.sum(axis=1)
    means = ratio(np.where(known, scores, 0.0).sum(axis=1), counts.astype(np.float64))
    column = np.where(counts > 0, means, np.nan)[:, None]
    again = standardised(Profiles(("readiness",), column)).values
    return Readiness(again[:, 0] if again.shape[1] else column[:, 0] * 0, tuple(counts.tolist()))
