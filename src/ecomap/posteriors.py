"""Where every trend stands in every sector: published figures, and what likeness to other sectors tells.

The mathematics is in `ecomap.engine.posterior`; here the numbers of a map become its arrays. Trends and sectors are
known by their places. docs/model.md, section 2.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecomap.engine import posterior as engine
from ecomap.gates import gates_met
from ecomap.model.arrays import MapArrays

TRAITS, ACTIVITIES, TECHNOLOGIES, AI = "traits", "activities", "technologies", "ai"
WEIGHTS: Mapping[str, float] = {TRAITS: 1.0, TECHNOLOGIES: 0.5, AI: 0.5, ACTIVITIES: 0.5}
"""Weight of each group of features, from the study that docs/model.md tells of."""
WEIGHTS_OF_TECHNOLOGIES: Mapping[str, float] = {TRAITS: 0.25, TECHNOLOGIES: 1.0, AI: 0.5, ACTIVITIES: 0.0}
"""For the technologies of one survey, which tell of each other: traits at full weight cost .02 in rank."""
HALF = 0.5  # how much of a trait or an activity a firm must have to be said to have it
LEAST_TAU = 0.3  # what likeness cannot tell, log-odds, at least
ENOUGH = 8  # figures from which what is left out can be measured
ESTIMATES = (  # arrays that an estimate makes, (trend, sector)
    "norm", "by_traits", "by_technologies", "by_activities", "network_direct", "network_indirect", "own_figure",
    "variance",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Feature:
    """A group of features: what sectors are compared by."""

    ids: tuple[str, ...]
    values: engine.Array  # standardised and weighted, (sector, feature)
    per_unit: engine.Array  # what a whole unit adds to each, (feature,)

    @cached_property
    def products(self) -> engine.Array:
        """Products of the sectors' features, (sector, sector)."""
        return np.asarray(self.values @ self.values.T)


class SectorFigures:
    """What is known of sectors and of trends by sector."""

    def __init__(self, arrays: MapArrays) -> None:
        self.arrays = arrays
        self.size = len(arrays.sectors)
        self._features: dict[int, dict[str, Feature]] = {}
        self._made: dict[tuple[str, float, bytes], Feature] = {}
        self._compared: dict[tuple[int, ...], tuple[engine.Array, engine.Array]] = {}
        self._likeness: tuple[Any, engine.Likeness] | None = None

    def figures(self, trend: int) -> engine.Figures:
        """Return a trend's figures and level."""
        arrays, (z, s2, s2_own) = self.arrays, (table[trend] for table in self._without_gaps)
        return engine.Figures(
            z, s2, s2_own, ~np.isnan(arrays.figure[trend]), float(arrays.level[trend]),
            float(arrays.level_error[trend]), float(arrays.tau[trend]), self.prior(trend),
        )  # fmt: skip

    @cached_property
    def _without_gaps(self) -> list[engine.Array]:
        tables = self.arrays.figure, self.arrays.figure_error, self.arrays.figure_error_own
        return [np.nan_to_num(table, nan=1.0) for table in tables]

    def likeness(self, trend: int) -> engine.Likeness:
        """Return what sectors have in common as far as it tells of a trend; the last is kept, many trends share it."""
        key = [*map(id, self.features(trend).values())], self.arrays.figure_row[trend].tobytes()
        if self._likeness is None or self._likeness[0] != key:
            some = {group: one.products for group, one in self.features(trend).items() if one.ids}
            self._likeness = key, engine.Likeness(some, self.together(trend))
        return self._likeness[1]

    def sight(self, trend: int) -> engine.Sight:
        """Return what the sectors with a figure let see."""
        return self.likeness(trend).sight(~np.isnan(self.arrays.figure[trend]))

    def together(self, trend: int) -> engine.Flags:
        """Return which sectors stand on one published row, (sector, sector)."""
        row = self.arrays.figure_row[trend]
        return np.asarray(row[:, None] == row)

    def prior(self, trend: int) -> engine.Array:
        """Return what is expected beforehand, log-odds, (sector,): what was judged, and where like trends stand."""
        return np.asarray(self.judged(trend) + self.arrays.standing[trend])

    def judged(self, trend: int) -> engine.Array:
        """Return x . B0: what was judged of the traits, log-odds, (sector,)."""
        return np.asarray(self.arrays.trait_levels @ self.arrays.prior[trend] + self.arrays.prior_offset[trend])

    def usual_traits(self, trend: int) -> engine.Array:
        """Return the mean levels of traits over the sectors that a trend concerns, of which its level is, (trait,)."""
        return np.asarray(self.arrays.trait_levels[self.concerned(trend)].mean(axis=0))

    def concerned(self, trend: int) -> engine.Flags:
        """Return which sectors meet the gate of a trend; all if none does, (sector,)."""
        met = self._gates_met[:, trend]
        return np.asarray(met if met.any() else ~met)

    @cached_property
    def _gates_met(self) -> engine.Flags:
        return gates_met(self.arrays, self.arrays.features)

    def counted(self, trend: int) -> bool:
        """Say whether enough sectors are counted to learn from."""
        return bool((~np.isnan(self.arrays.figure[trend])).sum() >= ENOUGH)

    @cached_property
    def _common(self) -> dict[str, tuple[tuple[str, ...], engine.Array]]:
        arrays = self.arrays
        doing = arrays.activities[: arrays.per_activity.shape[1]]
        return {
            TRAITS: (arrays.traits, arrays.trait_levels),
            ACTIVITIES: (doing, arrays.sector_profile[:, : len(doing)]),
        }

    def features(self, trend: int) -> dict[str, Feature]:
        """Return what sectors are compared by; no trend is a feature of its family."""
        if trend not in self._features:
            self._features[trend] = self._made_features(trend)
        return self._features[trend]

    def compared(self, trend: int) -> tuple[engine.Array, engine.Array]:
        """Return the features of all groups side by side, (sector, feature), and their products, (sector, sector)."""
        groups = self.features(trend).values()
        key = tuple(map(id, groups))  # they live as long as this does
        if key not in self._compared:
            x = np.concatenate([one.values for one in groups], axis=1)
            self._compared[key] = x, x @ x.T
        return self._compared[key]

    def _made_features(self, trend: int) -> dict[str, Feature]:
        arrays, found = self.arrays, dict[str, Feature]()
        weights = WEIGHTS_OF_TECHNOLOGIES if arrays.technology[trend] else WEIGHTS
        profiles = {TECHNOLOGIES: arrays.technology, AI: arrays.ai}
        for group, weight in weights.items():
            others = profiles[group] & ~arrays.related[trend] if group in profiles else np.zeros(0, dtype=np.bool_)
            key = group, weight, others.tobytes()
            if key not in self._made:
                self._made[key] = self._made_feature(group, weight, np.flatnonzero(others))
            found[group] = self._made[key]
        return found

    def _made_feature(self, group: str, weight: float, places: NDArray[np.intp]) -> Feature:
        if group in self._common:
            ids, levels = self._common[group]
        else:
            ids, levels = tuple(self.arrays.trends[place] for place in places), self.arrays.figure[places].T
        scale = (weight / max(1, len(ids))) ** 0.5
        return Feature(ids, scale * standardised(levels), scale / deviations(levels))


def standardised(values: engine.Array) -> engine.Array:
    """Return columns with mean 0 and deviation 1 over what is known; a missing value is the mean."""
    mean, deviation = _spread(values)
    return np.asarray(np.nan_to_num((values - mean) / deviation), dtype=np.float64)


def deviations(values: engine.Array) -> engine.Array:
    """Return the deviation of each column over what is known; 1 where it is 0."""
    return _spread(values)[1]


def _spread(values: engine.Array) -> tuple[engine.Array, engine.Array]:
    counts = np.maximum(1, (~np.isnan(values)).sum(axis=0))
    mean = np.nansum(values, axis=0) / counts
    deviation = np.sqrt(np.nansum((values - mean) ** 2, axis=0) / counts)
    return mean, np.where(deviation > 0, deviation, 1.0)


# --- estimates ------------------------------------------------------------------------------------------------


def estimated(
    arrays: MapArrays, strengths: engine.Strengths, network: engine.Network, trends: Iterable[int] | None = None
) -> MapArrays:
    """Return the map with what its figures tell of every sector, or of some trends alone.

    The walks of the network must be known to converge.
    """
    known, places = SectorFigures(arrays), list(range(len(arrays.trends)) if trends is None else trends)
    changed: dict[str, Any] = {name: getattr(arrays, name).copy() for name in (*ESTIMATES, "per_trait", "per_activity")}
    for trend in places:
        posterior = engine.sector_posterior(known.figures(trend), known.likeness(trend), network, strengths)
        for name, part in _ledger(posterior, strengths.rho * arrays.standing[trend]).items():
            changed[name][trend] = part
        weights = feature_weights(known, trend, strengths)
        changed["per_trait"][trend] = weights[TRAITS]
        changed["per_activity"][trend] = weights[ACTIVITIES]
    return replace(arrays, **changed)


def _ledger(posterior: engine.SectorPosterior, standing: engine.Array) -> dict[str, engine.Array]:
    """Return the parts of the log-odds as `MapArrays` has them: the others' say what the own figure leaves them.

    ``standing`` is what of the prior is where like trends stand: use of technologies, (sector,).
    """
    nothing: Mapping[str, engine.Array] = {group: np.zeros_like(standing) for group in WEIGHTS}
    left, features = 1 - posterior.v, {**nothing, **posterior.features}
    return {
        "norm": posterior.norm,
        "by_traits": left * (posterior.prior - standing + features[TRAITS]),
        "by_technologies": left * (standing + features[TECHNOLOGIES] + features[AI]),
        "by_activities": left * features[ACTIVITIES],
        "network_direct": left * posterior.direct,
        "network_indirect": left * posterior.indirect,
        "own_figure": posterior.own + posterior.v * (posterior.from_others - posterior.norm),
        "variance": posterior.variance,
    }


def network_parts(
    known: SectorFigures, trend: int, networks: Iterable[engine.Network], strengths: engine.Strengths
) -> Iterator[engine.Array]:
    """Yield what the sectors around add to a trend's log-odds in each sector, (sector,), by one network after another.

    What sectors have in common does not hang on the network, and is worked out once.
    """
    figures, sight = known.figures(trend), known.sight(trend)
    left, fits = 1 - engine.own_weight(figures), engine.hidden_fits(figures, sight, strengths.rho)
    for network in networks:
        direct, indirect = engine.network_terms(network, sight, fits, strengths.kappa)
        yield np.asarray(left * (direct + indirect))


def measured_tau(arrays: MapArrays, strengths: engine.Strengths, network: engine.Network) -> engine.Array:
    """Return tau by trend: measured where enough sectors are counted, else as it is."""
    known, found = SectorFigures(arrays), arrays.tau.copy()
    for trend in range(len(found)):
        if known.counted(trend):
            figures = known.figures(trend)
            posterior = engine.sector_posterior(figures, known.likeness(trend), network, strengths)
            found[trend] = engine.left_out_error(figures, posterior, LEAST_TAU)
    return found


def feature_weights(known: SectorFigures, trend: int, strengths: engine.Strengths) -> dict[str, engine.Array]:
    """Return what a whole unit of each feature adds to the log-odds, all figures in sight, by group: rho B.

    Of traits what was judged beforehand counts too.
    """
    features, sight = known.features(trend), known.sight(trend)
    a = engine.fit(known.figures(trend), sight.seen, sight.inverse, strengths.rho).a
    found = {group: strengths.rho * one.per_unit * (one.values[sight.seen].T @ a) for group, one in features.items()}
    arrays = known.arrays
    shown = strengths.rho * arrays.beyond_prior[trend]
    found[TRAITS] = found[TRAITS] + strengths.rho * arrays.prior[trend] + shown[: len(arrays.traits)]
    found[ACTIVITIES] = found[ACTIVITIES] + shown[len(arrays.traits) :]
    return found


def feature_errors(arrays: MapArrays) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """Return M over traits and activities as they are said, (feature, feature, fit), and which is each trend's.

    M = (X'X + I)^-1 says how much is still open after the sectors that were seen; the first is of those that saw none.
    """
    known, fits = SectorFigures(arrays), []
    place = np.zeros(len(arrays.trends), dtype=np.int32)
    width = len(arrays.traits) + arrays.per_activity.shape[1]
    plain: list[engine.Array] = []
    for trend in range(len(arrays.trends)):
        features = known.features(trend)
        asked = [features[TRAITS], features[ACTIVITIES]]
        per_unit = np.concatenate([one.per_unit for one in asked])
        if np.isnan(arrays.figure[trend]).all():
            plain = plain or [np.diag(per_unit**2)]
            continue
        sight = known.sight(trend)
        own = np.concatenate([one.values for one in asked], axis=1)[sight.seen]
        open_ = np.eye(width) - own.T @ sight.inverse @ own
        fits.append(per_unit[:, None] * open_ * per_unit)
        place[trend] = len(fits)
    first = plain or [np.zeros((width, width))]
    return np.stack([*first, *fits], axis=-1), place


# --- what was judged beforehand -------------------------------------------------------------------------------


def with_mates(
    arrays: MapArrays, network: engine.Network, groups: Sequence[int], families: Sequence[frozenset[int]]
) -> MapArrays:
    """Return the map with half of what is expected of trends that nobody counts from where like trends stand.

    Like trends are those of the group, -1 for none, that enough sectors are counted of; where each stands in a sector
    is its posterior less its mean over the sectors. For what a firm is beyond its sectors, half of what they show of
    traits and activities. The other half is what was judged. A family, the trends that count one too and itself, counts
    once.
    """
    known = SectorFigures(arrays)
    shown: dict[int, dict[frozenset[int], list[engine.Array]]] = {}
    for trend, group in enumerate(groups):
        if group >= 0 and known.counted(trend):
            family = families[trend] - {trend} or families[trend]
            total = engine.sector_posterior(
                known.figures(trend), known.likeness(trend), network, engine.Strengths()
            ).total
            weights = feature_weights(known, trend, engine.Strengths())
            row = np.concatenate([total - total.mean(), weights[TRAITS], weights[ACTIVITIES]])
            shown.setdefault(group, {}).setdefault(family, []).append(row)
    prior, standing, beyond = arrays.prior.copy(), arrays.standing.copy(), arrays.beyond_prior.copy()
    for trend, group in enumerate(groups):
        if group in shown and not known.counted(trend):
            mates = np.mean([np.mean(members, axis=0) for members in shown[group].values()], axis=0)
            where, what = mates[: known.size], mates[known.size :] / engine.Strengths().rho
            met = known.concerned(trend)
            prior[trend] /= 2
            standing[trend] = (where - where[met].mean()) / 2
            beyond[trend] = what / 2
    return replace(arrays, prior=prior, standing=standing, beyond_prior=beyond)


def centred(arrays: MapArrays) -> MapArrays:
    """Return the map with judged weights whose mean is 0 over the sectors that a trend concerns, as its level is."""
    known = SectorFigures(arrays)
    usual = [known.usual_traits(trend) @ arrays.prior[trend] for trend in range(len(arrays.trends))]
    return replace(arrays, prior_offset=-np.array(usual, dtype=np.float64))
