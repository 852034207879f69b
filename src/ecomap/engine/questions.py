"""What an answer would move: how likely each answer is, and how far the lists that it leads to lie apart."""

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.propagation import Array

ANSWERS = (0.0, 0.5, 1.0)  # no, partly, yes
UNLIKE = 0.05  # how often a firm is unlike its kind: what none of a kind does, one in ten does partly or wholly
FADE = 0.9  # how much less each row of a list is looked at than the one above: the first ten rows get 65 % of all looks
SIZES = {1: 0.35, 5: 0.4, 20: 0.2, 100: 0.05}
"""People at work of who asks, as far as nobody says: one person, a small firm, a middling one, a large one."""


def chances(level: float) -> tuple[float, float, float]:
    """Return how likely the answers no, partly and yes are of a firm whose kind does something so much, 0..1.

    Half of the work and the other half are each done with the chance UNLIKE + (1 - 2 UNLIKE) level.
    """
    half = UNLIKE + (1 - 2 * UNLIKE) * level
    return (1 - half) ** 2, 2 * half * (1 - half), half**2


def open_to_answers(level: float) -> bool:
    """Tell whether firms of a kind differ in something: not where hardly any or nearly all of them do it."""
    return UNLIKE <= level <= 1 - UNLIKE


def nearest(level: float) -> float:
    """Return the answer that says as much: partly from a quarter to three quarters."""
    return 0.0 if level < 0.25 else 0.5 if level <= 0.75 else 1.0


def looks(score: Array, keys: NDArray[np.int64]) -> Array:
    """Return the points of each trend in a list, by how much its place is looked at; shape (business, trend).

    (1 - FADE) FADE^(rank - 1) x 100 P, nothing where a trend is not in the list; the looks of a list sum to 1 at most.
    """
    order = np.argsort(-keys, axis=1, kind="stable")
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.broadcast_to(np.arange(keys.shape[1]), keys.shape), axis=1)
    return np.where(keys >= 0, 100 * score * (1 - FADE) * FADE**places, 0.0)
