"""How far a sector's firms have come with technology in general."""

from dataclasses import dataclass

import numpy as np

from research.derivation.bea import Floats, ratio
from research.derivation.profiles import Profiles, standardised


@dataclass(frozen=True, slots=True)
class Readiness:
    """Readiness of the sectors in standard deviations, and on how many technologies each rests; NaN if on none."""

    scores: Floats  # (sector)
    technologies: tuple[int, ...]


def readiness(us_technologies: Profiles) -> Readiness:
    """Return the mean standardised log-odds of use, standardised again over the sectors.

    ``r_i = mean_t (logit m_ti - mean_t) / spread_t`` over the technologies known in i; then ``(r_i - mean) / spread``,
    so that 1 means one standard deviation of the sectors. US figures alone: they cover all sectors, on one definition.

    Parameters
    ----------
    us_technologies
        Log-odds of use, NaN where missing.
    """
    scores = standardised(us_technologies).values
    known = ~np.isnan(scores)
    counts = known.sum(axis=1)
    means = ratio(np.where(known, scores, 0.0).sum(axis=1), counts.astype(np.float64))
    column = np.where(counts > 0, means, np.nan)[:, None]
    again = standardised(Profiles(("readiness",), column)).values
    return Readiness(again[:, 0] if again.shape[1] else column[:, 0] * 0, tuple(counts.tolist()))
