"""What businesses have against what trends need, in single precision."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.batch.tables import Ints
from ecomap.engine.propagation import Array

Single = NDArray[np.float32]

LEVELS = 32
"""Whole amounts below this, levels of skills and most hours, are looked up in a table."""
NOTHING_NEEDED, ENOUGH = np.float32(-1e30), np.float32(1e20)


class Amount(NamedTuple):
    """What businesses have of one thing, and what each trend needs of it; logarithms times a scale."""

    log_have: Single
    """Column of ln amounts, or of those of all levels where ``place`` tells which."""
    log_need: Single
    low: np.float32
    place: Ints | None
    """Row of the table of levels, shape (business,)."""

    @classmethod
    def of(cls, have: Array, log_need: Single, low: float, scale: float) -> "Amount":
        """Look whole levels, as most people give them, up in a table."""
        factor, least = np.float32(scale), np.float32(low * scale)
        level = np.fmin(have, LEVELS)  # NaN, nothing said, becomes the last one
        place = level.astype(np.intp)
        if (place == level).all() and not (have > LEVELS).any():
            logs = log_have_of(np.array([*range(LEVELS), np.nan])) - log_need
            return cls(np.clip(logs * factor, least, np.float32(0)), log_need, least, place)
        return cls(log_have_of(have) * factor, log_need * factor, least, None)

    def take(self, rows: slice) -> "Amount":
        """Return some of the businesses."""
        if self.place is None:
            return self._replace(log_have=self.log_have[rows])
        return self._replace(place=self.place[rows])

    def log_coverage(self, out: Single) -> Single:
        """Fill in ln coverage, shape (business, trend)."""
        if self.place is not None:
            return self.log_have.take(self.place, axis=0, out=out, mode="clip")
        np.subtract(self.log_have, self.log_need, out=out)
        return np.clip(out, self.low, np.float32(0), out=out)


def log_need_of(need: Array) -> Single:
    """Return ln of what trends need; far below anything where they need nothing."""
    with np.errstate(divide="ignore"):
        return np.where(need > 0, np.log(need), NOTHING_NEEDED).astype(np.float32)


def log_have_of(have: Array) -> Single:
    """Return ln of what a business has, as a column; enough for everything where it does not say."""
    with np.errstate(divide="ignore"):
        logs = np.where(np.isnan(have), ENOUGH, np.maximum(np.log(have), -ENOUGH))
    return logs.astype(np.float32)[:, None]
