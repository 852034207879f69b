"""What the rows of a ranking tell that the map alone decides: worked out once a map, whatever firm is asked for."""

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np

from ecomap.engine.businesses import Ints
from ecomap.engine.likelihood import logistic
from ecomap.engine.propagation import Array
from ecomap.model.arrays import MapArrays
from ecomap.model.compiled import CompiledMap
from ecomap.record import copied
from ecomap.results.labels import TrendLabel
from ecomap.results.ranking import FirstStep


@lru_cache(maxsize=8)
def shares_told(compiled: CompiledMap, axes: MapArrays) -> Array:
    """Return the shares of sectors as published, (trend, sector); of today where a figure counts something else."""
    place = {evidence: at for at, evidence in enumerate(compiled.evidence)}
    shares = axes.published.copy()
    for i, trend in enumerate(compiled.trends):
        other = np.isin(axes.figure_evidence[i], [place[one] for one in trend.counted if one in place])
        shares[i, other] = logistic(axes.total[i, other])
    return shares


@lru_cache(maxsize=8)
def known_ages(axes: MapArrays) -> Array:
    """Return the years since the surveys of all figures, 0 where there is none, (trend, sector)."""
    return np.where(np.isnan(axes.figure) | np.isnan(axes.figure_age), 0.0, axes.figure_age)


@lru_cache(maxsize=8)
def mean_features(axes: MapArrays) -> Array:
    """Return the traits and activities of the typical sector."""
    return np.asarray(axes.features.mean(axis=0))


@lru_cache(maxsize=8)
def voices(axes: MapArrays) -> Callable[[int], tuple[Ints, Array, Ints]]:
    """Return what tells of a sector which others move a trend: place among trends by sectors, push, what both have."""

    @cache
    def heard(sector: int) -> tuple[Ints, Array, Ints]:
        trend, rank = np.nonzero(axes.voice[:, sector] >= 0)
        place = trend * len(axes.sectors) + axes.voice[trend, sector, rank]
        push, shared = axes.voice_push[trend, sector, rank], axes.voice_shared[trend, sector, rank]
        return place, push.astype(np.float64), shared.astype(np.intp)

    return heard


@lru_cache(maxsize=8)
def served_activities(axes: MapArrays) -> list[list[tuple[str, int, float]]]:
    """Return by trend the activities that it serves: name, place, and how much of a firm goes through each."""
    through = axes.specificity[:, None] * axes.service
    served = [[(i, part[i]) for i in np.flatnonzero(part).tolist()] for part in through]
    return [[(axes.activities[i], i, float(much)) for i, much in some] for some in served]


@lru_cache(maxsize=4)
def phrases_of(compiled: CompiledMap) -> list[str]:
    """Return those of traits and activities; the last for none."""
    return [*(trait.phrase for trait in compiled.traits), *(one.phrase for one in compiled.activities), ""]


@lru_cache(maxsize=4)
def labels(compiled: CompiledMap) -> tuple[TrendLabel, ...]:
    """Return what each trend is."""
    family = compiled.arrays.family.tolist()
    return tuple(
        copied(TrendLabel, trend, family=compiled.trends[root].id)
        for trend, root in zip(compiled.trends, family, strict=True)
    )


@lru_cache(maxsize=8)
def prerequisites(axes: MapArrays) -> tuple[tuple[int, ...], ...]:
    """Return what each trend needs first."""
    return tuple(tuple(np.flatnonzero(needs).tolist()) for needs in axes.prerequisites)


@lru_cache(maxsize=8)
def brought_along(axes: MapArrays) -> dict[int, list[int]]:
    """Return by trend what brings it along."""
    return {trend: np.flatnonzero(axes.comes_with[trend]).tolist() for trend in axes.brought[0].tolist()}


@lru_cache(maxsize=4)
def practices_of(compiled: CompiledMap) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return by trend where its steps begin and end, and the practices that they are; none where none is known."""
    ends = np.searchsorted(compiled.arrays.step_trend, np.arange(len(compiled.trends) + 1)).tolist()
    known = (tuple(step.practice for step in compiled.steps[a:b] if step.practice) for a, b in pairwise(ends))
    return [(*place, names) for place, names in zip(pairwise(ends), known, strict=True)]


@lru_cache(maxsize=4)
def protections(compiled: CompiledMap) -> dict[str, list[tuple[int, str]]]:
    """Return place and practice of the steps that take something off each threat, most first."""
    found: dict[str, list[tuple[float, str, int]]] = {}
    for place, step in enumerate(compiled.steps):
        for threat, much in step.reduces.items():
            found.setdefault(threat, []).append((-much, step.practice, place))
    return {threat: [(place, practice) for _, practice, place in sorted(steps)] for threat, steps in found.items()}


@lru_cache(maxsize=4)
def steps_as_told(compiled: CompiledMap) -> tuple[FirstStep, ...]:
    """Return the steps of a map as answers tell them."""
    return tuple(copied(FirstStep, step) for step in compiled.steps)
