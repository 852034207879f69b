"""Whose figures say so: what the sectors in sight say of a trend to one sector or one firm, and who says most."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.posterior import Array, Network, Strengths, fit, hidden_fits, inverse_of, own_weight, pulls
from ecomap.model.arrays import MapArrays
from ecomap.posteriors import ACTIVITIES, HALF, TRAITS, SectorFigures


class Heard(NamedTuple):
    """What the figures of the sectors in sight say to one sector, for a whole unit of exposure to it, log-odds."""

    seen: NDArray[np.intp]  # places of these sectors
    by_feature: Array  # (seen, feature): rho x_jf (M_j x_k)_f (y_k - x_k . B0), (1 - v_j) of it.
    residual: Array  # (seen,): kappa r_k, (1 - v_j) of it: what a weight of 1 in the network adds
    judged: Array  # (trait,): what was judged beforehand, (1 - v_j) of it


def heard_in(known: SectorFigures, trend: int, sector: int, strengths: Strengths) -> Heard:
    """Return who says what of a trend in a sector whose own figure is left out, as `sector_posterior` hears it."""
    figures, arrays, rho = known.figures(trend), known.arrays, strengths.rho
    seen = np.flatnonzero(figures.known & ~known.together(trend)[sector])
    x, drawn, over, residual = _in_sight(known, trend, seen, rho)
    left = 1 - float(own_weight(figures)[sector])
    levels = arrays.trait_levels[sector] - known.usual_traits(trend)
    return Heard(
        seen,
        left * rho * x[sector] * drawn * over,
        left * strengths.kappa * residual,
        left * rho * levels * arrays.prior[trend],
    )


def heard_beyond(
    known: SectorFigures, trend: int, beyond: Array, strengths: Strengths
) -> tuple[NDArray[np.intp], Array]:
    """Return what the figures say to what a firm is beyond its sectors: places of the sectors, and (seen, feature).

    ``beyond`` is d, how much more of each trait and activity it has, (trait and activity,).
    """
    seen, traits = np.flatnonzero(known.figures(trend).known), len(known.arrays.traits)
    _, drawn, over, _ = _in_sight(known, trend, seen, strengths.rho)
    said = {TRAITS: beyond[:traits], ACTIVITIES: beyond[traits:]}
    features = known.features(trend).items()
    d = np.concatenate([one.per_unit * said.get(group, 0.0) for group, one in features])
    return seen, strengths.rho * d * drawn * over


def _in_sight(
    known: SectorFigures, trend: int, seen: NDArray[np.intp], rho: float
) -> tuple[Array, Array, Array, Array]:
    """Return features x of all sectors; of those in sight how x draws on them, what stands over, and what is left."""
    figures, (x, products) = known.figures(trend), known.compared(trend)
    inverse = inverse_of(products, seen)
    fitted = fit(figures, seen, inverse, rho)
    over = figures.z[seen] - fitted.norm - figures.prior[seen]
    return x, inverse @ x[seen], over[:, None], fitted.residual


VOICES = 6  # other sectors that are kept for each trend and sector: those whose figures move it most


def voices(arrays: MapArrays, network: Network, strengths: Strengths) -> dict[str, NDArray[Any]]:
    """Return which other sectors raise each trend in each sector most, by how much, and what both have in common.

    Only sectors above the norm: that one far below speaks for what is unlike it is true, and tells an owner nothing.
    Places of sectors (-1: none), log-odds, and places among traits and activities (-1: none); (trend, sector, rank).
    What is named of what both have is what raises the trend most.
    """
    known, shape = SectorFigures(arrays), (len(arrays.trends), len(arrays.sectors), VOICES)
    who, push, common = np.full(shape, -1, np.int16), np.zeros(shape, np.float32), np.full(shape, -1, np.int16)
    worth = np.concatenate([arrays.per_trait, arrays.per_activity], axis=1)
    has, every = np.where(arrays.features >= HALF, arrays.features, 0.0), np.arange(known.size)
    for trend in np.flatnonzero(~np.isnan(arrays.figure).all(axis=1)).tolist():
        figures, sight = known.figures(trend), known.sight(trend)
        seen, fits = sight.seen, hidden_fits(figures, sight, strengths.rho)
        ahead = figures.z[seen] > fits.norm[:, None]
        total = np.where(ahead, pulls(figures, sight, network, fits, strengths), 0.0)  # (sector, seen)
        for rank in range(min(VOICES, len(seen))):
            first = total.argmax(axis=1)
            push[trend, :, rank] = np.maximum(0.0, total[every, first])
            there = push[trend, :, rank] > 0
            who[trend, :, rank] = np.where(there, seen[first], -1)
            both = has * has[seen[first]] * worth[trend]  # (sector, feature)
            common[trend, :, rank] = np.where(there & (both > 0).any(axis=1), both.argmax(axis=1), -1)
            total[every, first] = -np.inf
    return {"voice": who, "voice_push": push, "voice_shared": common}
