"""Predictors that the map must beat, on the same figures in sight."""

from collections.abc import Sequence

import numpy as np

from ecomap.engine.propagation import Array
from research.backtest.bench import SCORED_YEAR, Bench, Likeness, family
from research.backtest.prediction import Hidden, predict
from research.derivation.coupling import CouplingSettings
from research.derivation.profiles import standardised

TRADE_ALONE = CouplingSettings(affinity=1.0, technology_kinship=0.0, activity_kinship=0.0)
ORDERS = 20
"""Random orders that are scored: one alone may look as if it knew something."""
ONE_STEP = 1e-9
"""Attenuation that leaves the neighbours alone."""


def direct(bench: Bench, technologies: Sequence[int], seen: Sequence[Likeness]) -> Hidden:
    """Predict from suppliers and customers alone: one step, trade only, no readiness."""
    return predict(bench, technologies, seen, TRADE_ALONE, ONE_STEP)


def profile(bench: Bench, technologies: Sequence[int], seen: Sequence[Likeness], settings: CouplingSettings) -> Hidden:
    """Predict from sectors of like technology use alone: one step, weighted by likeness, no readiness."""
    alone = CouplingSettings(
        affinity=0.0,
        technology_kinship=1.0,
        activity_kinship=0.0,
        nearness=settings.nearness,
        sharpness=settings.sharpness,
    )
    return predict(bench, technologies, seen, alone, ONE_STEP)


def regression(bench: Bench, technologies: Sequence[int], seen: Sequence[Likeness]) -> Array:
    """Predict by ridge regression on the standardised profile, fitted to the sectors in sight; log-odds.

    The penalty is the number of features: as if each explained as much as the noise. Hoerl and Kennard (1970).
    """
    columns = []
    for technology, likeness in zip(technologies, seen, strict=True):
        profile = np.nan_to_num(standardised(likeness.profiles).values)  # (sector, feature)
        odds = bench.given([technology])[:, 0]
        columns.append([_ridge(profile, odds, ~bench.hidden_with[i], i) for i in range(len(odds))])
    return np.array(columns).T


def _ridge(profile: Array, odds: Array, in_sight: Array, sector: int) -> float:
    in_sight = in_sight & ~np.isnan(odds)
    features, found = profile[in_sight], odds[in_sight]
    middle, mean = features.mean(axis=0), found.mean()
    system = (features - middle).T @ (features - middle) + profile.shape[1] * np.eye(profile.shape[1])
    weights = np.linalg.solve(system, (features - middle).T @ (found - mean))
    return float(mean + (profile[sector] - middle) @ weights)


def own_earlier(bench: Bench, technologies: Sequence[int]) -> Array:
    """Return the sector's own earlier figures of the same family, standardised and averaged; NaN where there are none.

    Shape (sector, technology). The wording changed between the years, so only the place among the sectors counts.
    """
    columns = []
    for technology in technologies:
        mine = family(bench.technologies[technology])
        like = [i for i in bench.earlier if family(bench.technologies[i]) == mine]
        columns.append(_mean_score(bench.given(like)) if like else np.full(len(bench.sectors), np.nan))
    return np.array(columns).T


def _mean_score(odds: Array) -> Array:
    scores = (odds - np.nanmean(odds, axis=0)) / np.nanstd(odds, axis=0)
    mean: Array = np.nanmean(scores, axis=1)
    return np.nan_to_num(mean)


def with_earlier(bench: Bench, technologies: Sequence[int]) -> list[int]:
    """Return the places of the technologies that were asked for, under some name, before the scored year."""
    earlier = {family(bench.technologies[i]) for i in bench.earlier}
    return [
        place
        for place, technology in enumerate(technologies)
        if bench.technologies[technology][0] == SCORED_YEAR and family(bench.technologies[technology]) in earlier
    ]


def at_random(like: Array, seed: int) -> Array:
    """Return `ORDERS` sets of scores that know nothing, shape (order, sector, technology); PCG64 with the seed."""
    return np.random.Generator(np.random.PCG64(seed)).random((ORDERS, *like.shape))
