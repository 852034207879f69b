"""Predictors that the map must beat, on the same figures in sight."""

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import Ridge

from research.backtest.bench import Bench, Likeness, family
from research.backtest.prediction import Hidden, predict
from research.backtest.scores import Array
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


def profile(bench: Bench, technologies: Sequence[int], seen: Sequence[Likeness], shape: CouplingSettings) -> Hidden:
    """Predict from sectors of like technology use alone: one step, weighted by likeness, no readiness."""
    alone = CouplingSettings(0.0, 1.0, 0.0, nearness=shape.nearness, sharpness=shape.sharpness)
    return predict(bench, technologies, seen, alone, ONE_STEP)


def regression(bench: Bench, technologies: Sequence[int], seen: Sequence[Likeness]) -> Array:
    """Predict by ridge regression on the standardised profile, fitted to the sectors in sight; log-odds.

    The penalty is the number of features: as if each explained as much as the noise. Hoerl and Kennard (1970).
    """
    predicted = np.empty((len(bench.sectors), len(technologies)))
    for k, (technology, likeness) in enumerate(zip(technologies, seen, strict=True)):
        features = np.nan_to_num(standardised(likeness.profiles).values)  # (sector, feature)
        odds = bench.given([technology])[:, 0]
        for i, hidden in enumerate(bench.hidden_with):
            fit = ~hidden & ~np.isnan(odds)
            model = Ridge(alpha=features.shape[1]).fit(features[fit], odds[fit])
            predicted[i, k] = model.predict(features[i : i + 1])[0]
    return predicted


def own_earlier(bench: Bench, technologies: Sequence[int]) -> Array:
    """Return the sector's own earlier figures of the same family, standardised and averaged; NaN where there are none.

    Shape (sector, technology). The wording changed between the years, so only the place among the sectors counts.
    """
    columns = []
    for technology in technologies:
        mine = family(bench.technologies[technology])
        odds = bench.given([i for i in bench.earlier if family(bench.technologies[i]) == mine])
        scores = (odds - np.nanmean(odds, axis=0)) / np.nanstd(odds, axis=0)
        columns.append(np.nan_to_num(np.nanmean(scores, axis=1)))
    return np.array(columns).T


def with_earlier(bench: Bench) -> list[int]:
    """Return the places of the scored technologies that were asked for, under some name, before the scored year."""
    earlier = {family(bench.technologies[i]) for i in bench.earlier}
    return [place for place, i in enumerate(bench.scored) if family(bench.technologies[i]) in earlier]


def at_random(like: Array, seed: int) -> Array:
    """Return `ORDERS` sets of scores that know nothing, shape (order, sector, technology); PCG64 with the seed."""
    return np.random.Generator(np.random.PCG64(seed)).random((ORDERS, *like.shape))
