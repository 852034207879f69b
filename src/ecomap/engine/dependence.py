"""How much of a business hangs by platforms: one number between 0 and 1, and what a platform that fails takes along."""

import numpy as np

from ecomap.engine.propagation import Array


def concentration(shares: Array) -> Array:
    """Return the share on a single owner that would weigh as much, for each function; (business, function).

    c_f = sqrt(sum over owners g of s_fg^2): the square of c_f is the chance that two customers picked at random came by
    the same owner (Herfindahl's index, in which nobody's own ways count). 0 with own ways only, 1 with one owner only,
    rising with each share. ``shares``, (business, function, owner), 0..1, are the parts that come by each owner; what
    is left of 1 comes by the firm's own ways.
    """
    found: Array = np.sqrt((shares**2).sum(axis=2))  # (business, function)
    return np.minimum(found, 1.0)


def dependence(shares: Array, weights: Array) -> Array:
    """Return the dependence index of each business, 0..1, (business,), by its shares as `concentration` has them.

    D = 1 - product over functions f of (1 - w_f c_f), with w_f, (function,), 0..1, what of the business goes with a
    function that one owner carries wholly. 0 with own ways only; 1 where one owner carries all of a function of weight
    1; never less when a share grows at the cost of own ways.
    """
    found: Array = 1.0 - (1.0 - weights * concentration(shares)).prod(axis=1)
    return found


def without(shares: Array, lost: Array) -> tuple[Array, Array]:
    """Return the shares that are left when a part of some is lost, in two cases, each shaped as ``shares``.

    First: those customers come by the firm's own ways. Second: they stay away, so that the rest is a larger part of
    less; a function of which nothing is left has no shares. ``lost`` are parts of all, at most the shares.
    """
    left = np.maximum(shares - lost, 0.0)
    whole = 1.0 - lost.sum(axis=2, keepdims=True)  # (business, function, 1)
    return left, np.divide(left, whole, out=np.zeros_like(left), where=whole > 0)
