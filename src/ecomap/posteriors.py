"""What the map says of every trend in every sector: published figures, aged and moved, and what likeness tells.

The mathematics is in `ecomap.engine.posterior`; here the map's words become its arrays. Axes are trends and sectors by
id. docs/model.md, section 2.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.posterior import (
    Array,
    Figures,
    Flags,
    Likeness,
    SectorPosterior,
    Strengths,
    aged,
    fit,
    inverse_of,
    left_out_error,
    nowhere,
    sector_posterior,
)
from ecomap.model import EcosystemMap, Influence, Trend

TRAITS, ACTIVITIES, TECHNOLOGIES, AI = "traits", "activities", "technologies", "ai"
WEIGHTS: Mapping[str, float] = {TRAITS: 1.0, TECHNOLOGIES: 0.5, AI: 0.5, ACTIVITIES: 0.5}
"""Weight of each group of features, from the study that docs/model.md tells of."""
WEIGHTS_OF_TECHNOLOGIES: Mapping[str, float] = {TRAITS: 0.25, TECHNOLOGIES: 1.0, AI: 0.5, ACTIVITIES: 0.0}
"""For the technologies of one survey, which tell of each other: traits at full weight cost .02 in rank."""
LEAST_SHARE = 0.005
"""Shares below are the rounding of a survey."""
SMALL_SHARE, NOISE_OF_SMALL = 0.015, 0.35
"""Below 1.5 % a share is a few firms: log-odds of its error, for the sector itself."""
WIDER_ROW = 0.3
"""Log-odds by which a part of a published row may stand off the row, for the sector itself."""
LEAST_TAU, JUDGED_TAU = 0.3, 0.5
"""What likeness cannot tell, log-odds: at least, and of a trend that nobody counts by sector."""
ERROR_OF_OWN_SOURCE = 0.75
"""Log-odds by which one study of one sector may be off, where it does not say."""
ERROR_OF_OLD_NORM = 0.5
"""Error of a level that an overlay says as a norm."""
ENOUGH = 8
"""Figures from which what is left out can be measured."""
HALF_A_TRAIT = 0.5


@dataclass(frozen=True, eq=False)
class MapPosteriors:
    """Posteriors of all trends, parts of shape (trend, sector)."""

    z: Array
    """Log-odds of the published figures as of now in the reference; NaN where there is none."""
    total: Array
    """Posterior log-odds."""
    variance: Array
    concerned: Flags
    """Where the trend concerns anybody."""


def map_posteriors(ecosystem: EcosystemMap, steps: Array, given: Collection[str]) -> MapPosteriors:
    """Return where every trend stands in every sector.

    Parameters
    ----------
    steps
        delta W, from row to column, sectors by id.
    given
        Trends whose figures are taken as they are: nothing is estimated, and their numbers mean nothing.
    """
    features = SectorFigures(ecosystem)
    asked = [trend.id for trend in features.trends if trend.id not in given]
    walks = np.asarray(np.linalg.inv(np.eye(len(steps)) - steps), dtype=np.float64) if asked else steps
    found = [
        nowhere(len(features.sectors)) if trend.id in given else _one(features, trend, walks, steps)
        for trend in features.trends
    ]
    return MapPosteriors(
        z=features.z,
        total=_stacked([posterior.total for posterior in found], features.z),
        variance=_stacked([posterior.variance for posterior in found], features.z),
        concerned=np.array([features.concerned(trend) for trend in features.trends], dtype=np.bool_).reshape(
            features.z.shape
        ),
    )


def _stacked(rows: list[Array], like: Array) -> Array:
    return np.array(rows, dtype=np.float64).reshape(like.shape)


def _one(features: "SectorFigures", trend: Trend, walks: Array, steps: Array) -> SectorPosterior:
    figures = features.figures(trend)
    gram, prior = features.gram(trend), features.prior(trend)
    likeness = Likeness(gram, prior, walks, steps, features.together(trend))
    posterior = sector_posterior(figures, likeness, Strengths())
    if figures.known.sum() < ENOUGH:
        return posterior
    tau = left_out_error(figures, posterior, LEAST_TAU)
    return sector_posterior(_with_tau(figures, tau), likeness, Strengths())


def _with_tau(figures: Figures, tau: float) -> Figures:
    return Figures(figures.z, figures.s2, figures.s2_own, figures.known, figures.level, figures.s_level, tau)


def standardised(values: Array) -> Array:
    """Return columns with mean 0 and deviation 1 over what is known; a missing value is the mean."""
    counts = np.maximum(1, (~np.isnan(values)).sum(axis=0))
    mean = np.nansum(values, axis=0) / counts
    deviation = np.sqrt(np.nansum((values - mean) ** 2, axis=0) / counts)
    return np.asarray(np.nan_to_num((values - mean) / np.where(deviation > 0, deviation, 1.0)), dtype=np.float64)


class SectorFigures:
    """What is known of sectors and of trends by sector."""

    def __init__(self, ecosystem: EcosystemMap) -> None:
        self.ecosystem = ecosystem
        self.trends = sorted(ecosystem.trends, key=lambda trend: trend.id)
        self.sectors = sorted(ecosystem.sectors, key=lambda sector: sector.id)
        self.at = {trend.id: place for place, trend in enumerate(self.trends)}
        self.at |= {sector.id: place for place, sector in enumerate(self.sectors)}
        self.trend_by_id = {trend.id: trend for trend in self.trends}
        self.now = _year_of(ecosystem.version)
        shape = len(self.trends), len(self.sectors)
        self.z, self.s2, self.s2_own = (np.full(shape, np.nan) for _ in range(3))
        self.american = np.zeros(shape, dtype=np.bool_)
        self.row: dict[tuple[int, int], str] = {}
        for influence in ecosystem.influences:
            self._read(influence)

    def _read(self, influence: Influence) -> None:
        record = self.ecosystem.evidence_by_id[influence.evidence]
        cell = self.at[influence.trend], self.at[influence.sector]
        share = min(max(influence.prevalence, LEAST_SHARE), 1 - LEAST_SHARE)
        year = influence.year or record.year
        age = max(0.0, self.now - year) if year and record.basis != "judgement" else 0.0
        s = influence.s or ERROR_OF_OWN_SOURCE
        pace = self.trend_by_id[influence.trend].pace
        z, s2 = aged(
            np.array(np.log(share / (1 - share)) + influence.shift), np.array(s**2), np.array(age),
            pace.value if pace else None,
        )  # fmt: skip
        self.z[cell], self.s2[cell] = z, s2
        wider = (influence.grade or record.grade) == "C"
        small = influence.prevalence < SMALL_SHARE
        self.s2_own[cell] = s2 + (WIDER_ROW * wider) ** 2 + (NOISE_OF_SMALL * small) ** 2
        self.american[cell] = influence.area == "US"
        if influence.row:
            self.row[cell] = influence.row

    def figures(self, trend: Trend) -> Figures:
        """Return a trend's figures and level."""
        t = self.at[trend.id]
        known = ~np.isnan(self.z[t])
        share, s_level = (trend.level.share, trend.level.s) if trend.level else (trend.norm, ERROR_OF_OLD_NORM)
        if share is None:  # a duty, or an overlay that gives figures only
            mean = float(self.z[t][known].mean()) if known.any() else 0.0
            share, s_level = 1 / (1 + np.exp(-mean)), 1.0
        level = float(np.log(share / (1 - share)))
        z, s2, s2_own = (np.nan_to_num(table[t], nan=1.0) for table in (self.z, self.s2, self.s2_own))
        return Figures(z, s2, s2_own, known, level, s_level, JUDGED_TAU)

    def together(self, trend: Trend) -> Flags:
        """Return which sectors stand on one published row, (sector, sector)."""
        t, size = self.at[trend.id], len(self.sectors)
        rows = [self.row.get((t, j), f"/{j}") for j in range(size)]
        return np.array([[first == second for second in rows] for first in rows], dtype=np.bool_)

    # --- features

    @cached_property
    def traits(self) -> Array:
        """Levels, (sector, trait)."""
        ids = [trait.id for trait in sorted(self.ecosystem.traits, key=lambda trait: trait.id)]
        return _table([[sector.traits.get(trait, 0.0) for trait in ids] for sector in self.sectors], len(ids))

    @cached_property
    def common(self) -> dict[str, Array]:
        """Standardised traits and activities, (sector, feature)."""
        ids = [item.id for item in sorted(self.ecosystem.activities, key=lambda item: item.id)]
        doing = _table([[sector.activities.get(name, 0.0) for name in ids] for sector in self.sectors], len(ids))
        return {TRAITS: standardised(self.traits), ACTIVITIES: standardised(doing)}

    @cached_property
    def profiles(self) -> dict[str, list[str]]:
        """Trends whose use says what a sector is like: those that half of the sectors have a figure of."""
        enough = (~np.isnan(self.z)).sum(axis=1) * 2 >= len(self.sectors)
        american = self.american.sum(axis=1) * 2 > (~np.isnan(self.z)).sum(axis=1)
        own = {group.id for group in self.ecosystem.groups if group.profile}
        found: dict[str, list[str]] = {TECHNOLOGIES: [], AI: []}
        for place, trend in enumerate(self.trends):
            if enough[place] and trend.group in own:
                found[AI].append(trend.id)
            elif enough[place] and american[place]:
                found[TECHNOLOGIES].append(trend.id)
        return found

    def gram(self, trend: Trend) -> dict[str, Array]:
        """Return products of the sectors' features by group, weighted; no trend is a feature of its family."""
        weights = WEIGHTS_OF_TECHNOLOGIES if trend.id in self.profiles[TECHNOLOGIES] else WEIGHTS
        found = {}
        for group, weight in weights.items():
            values = self.common.get(group)
            if values is None:
                names = [name for name in self.profiles[group] if not self._related(name, trend.id)]
                values = standardised(self.z[[self.at[name] for name in names]].T)
            width = values.shape[1]
            found[group] = weight / width * values @ values.T if width else np.zeros((len(self.sectors),) * 2)
        return found

    @cached_property
    def _families(self) -> dict[str, frozenset[str]]:
        return {t.id: frozenset((t.id, *t.part_of)) for t in self.trends}

    def _related(self, first: str, second: str) -> bool:
        return bool(self._families[first] & self._families[second])

    # --- what was judged beforehand

    def judged(self, trend: Trend) -> Array:
        """Return what the judged trait weights let expect, log-odds, mean 0 over the sectors."""
        group = {group.id: group for group in self.ecosystem.groups}.get(trend.group or "")
        if group is None or not self.ecosystem.traits:
            return np.zeros(len(self.sectors))
        said = {name: row.weight for name, row in (group.weights | trend.weights).items()}
        weights = np.array([said.get(t.id, 0.0) for t in sorted(self.ecosystem.traits, key=lambda trait: trait.id)])
        index = standardised((self.traits @ weights)[:, None])[:, 0]
        return np.asarray(group.slope * index, dtype=np.float64)

    def prior(self, trend: Trend) -> Array:
        """Return x . B0: of a trend that nobody counts by sector, half from what its group's counted trends show.

        Its mean is 0 over the sectors that the trend concerns, of which its level speaks.
        """
        found, mates = self.judged(trend), self.shown.get(trend.group or "")
        if mates is not None and (~np.isnan(self.z[self.at[trend.id]])).sum() < ENOUGH:
            found = (found + mates) / 2
        concerned = self.gate_met(trend)
        return found - found[concerned].mean() if concerned.any() else found

    @cached_property
    def shown(self) -> dict[str, Array]:
        """By group: how traits order the sectors by the trends that are counted, mean of the families, (sector,)."""
        found: dict[str, dict[frozenset[str], list[Array]]] = {}
        for trend in self.trends:
            if trend.group and (~np.isnan(self.z[self.at[trend.id]])).sum() >= ENOUGH:
                families = found.setdefault(trend.group, {})
                families.setdefault(self._families[trend.id] - {trend.id} or self._families[trend.id], []).append(
                    self._by_traits(trend)
                )
        return {
            group: np.mean([np.mean(members, axis=0) for members in families.values()], axis=0)
            for group, families in found.items()
        }

    def _by_traits(self, trend: Trend) -> Array:
        """Return x . B over the traits alone, all figures in sight."""
        figures, gram, prior = self.figures(trend), self.gram(trend), self.judged(trend)
        seen = np.flatnonzero(figures.known)
        whole = sum(gram.values(), np.zeros_like(gram[TRAITS]))
        size = len(self.sectors)
        nothing = np.zeros((size, size))
        likeness = Likeness(gram, prior, nothing, nothing, np.eye(size, dtype=np.bool_))
        fitted = fit(figures, likeness, seen, inverse_of(whole, seen), Strengths().rho)
        by_traits = prior + gram[TRAITS][:, seen] @ fitted.a
        return np.asarray(by_traits - by_traits.mean(), dtype=np.float64)

    def gate_met(self, trend: Trend) -> Flags:
        """Return which sectors have one of the traits or activities that a trend asks for; all if it asks for none."""
        opening = (*trend.gate.any_of, *trend.gate.activities) if trend.gate else ()
        levels = [sector.activities | sector.traits for sector in self.sectors]
        met = [not opening or max(level.get(name, 0.0) for name in opening) >= HALF_A_TRAIT for level in levels]
        return np.array(met, dtype=np.bool_)

    def concerned(self, trend: Trend) -> Flags:
        """Return which sectors the trend concerns: where its gate is met, or a figure says that it is used."""
        concerned: Flags = self.gate_met(trend) | ~np.isnan(self.z[self.at[trend.id]])
        return concerned


def _year_of(version: str) -> float:
    """Return the date of a map as a number of years: its version is year and month; 2026.11 is 2026 + 10.5 / 12."""
    year, month, *_ = (int(part) for part in version.split("."))
    return year + (month - 0.5) / 12


def _table(rows: Iterable[list[float]], width: int) -> NDArray[np.float64]:
    found = list(rows)
    return np.array(found, dtype=np.float64).reshape(len(found), width)
