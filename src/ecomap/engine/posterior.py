"""What share of a sector's firms uses a trend, from the figures of the others, likeness to them, and its own figure.

Symbols are those of docs/model.md. Everything is in log-odds; arrays hold one trend unless an axis says otherwise.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

NOISE_A_YEAR = 0.05
"""Log-odds by which figures wander in a year beyond their pace (EU series of one wording, 2021 to 2025)."""
NOISE_OF_PACE = 0.25  # share of a pace by which sectors differ in it
NOISE_WITHOUT_PACE = 0.1  # log-odds a year that a figure may have moved where the pace is not known
LEAST_WALK = 1e-300  # walks whose weights sum to less lead nowhere: one divided by their sum would be infinite


class Strengths(NamedTuple):
    """The few numbers that say how far likeness carries; docs/model.md tells where they come from."""

    rho: float = 0.9  # weight of what features let expect
    kappa: float = 1.6  # weight of what the sectors around have beyond it


@dataclass(frozen=True, eq=False)
class Figures:
    """Published figures of one trend, a place for each sector."""

    z: Array  # log-odds as of now, in the reference place and size; anything where there is none, shape (sector,)
    s2: Array  # squared error as it counts for the others, log-odds
    s2_own: Array  # squared error as it counts for the sector itself: small shares are less sure
    known: Flags  # where there is a figure
    level: float  # log-odds of the level over all sectors
    s_level: float
    tau: float  # standard deviation of what likeness cannot tell, log-odds
    prior: Array  # x_j . B0, log-odds, shape (sector,).


@dataclass(frozen=True, eq=False)
class Network:
    """How sectors reach each other, (from sector, to sector)."""

    walks: Array  # (I - delta W)^-1
    steps: Array  # delta W

    @cached_property
    def weights(self) -> tuple[Array, Array, Array]:
        """Weight of each other sector, (to, from): by one step, by longer walks, and by all, of which rows sum to 1."""
        walks, steps = self.walks.T.copy(), self.steps.T.copy()
        np.fill_diagonal(walks, 0.0)
        np.fill_diagonal(steps, 0.0)
        total = walks.sum(axis=1, keepdims=True)
        scale = np.divide(1.0, total, out=np.zeros_like(total), where=total > LEAST_WALK)
        walks, steps = walks * scale, steps * scale
        return steps, walks - steps, walks


@dataclass(frozen=True, eq=False)
class Likeness:
    """What sectors have in common: nothing of it hangs on the figures of a trend, so that many trends share it."""

    gram: Mapping[str, Array]  # by group of features: products x_j . x_k, (sector, sector).
    together: Flags  # which sectors' figures are hidden with one's own: itself and those on the same published row
    _looked: "dict[bytes, Sight]" = field(default_factory=dict, init=False, repr=False)

    def sight(self, known: Flags) -> "Sight":
        """Return what the sectors with a figure let see of all; the last answer is kept, many trends have the same."""
        key = known.tobytes()
        if key not in self._looked:
            self._looked.clear()
            whole = sum(self.gram.values(), np.zeros(self.together.shape))
            self._looked[key] = Sight(whole, self.together, np.flatnonzero(known))
        return self._looked[key]


class Sight:
    """The sectors in sight, and what is left of what they say where those hidden with a sector are left out."""

    def __init__(self, whole: Array, together: Flags, seen: NDArray[np.intp]) -> None:
        self.seen, self.inverse = seen, inverse_of(whole, seen)
        self.whole, self.hidden = self.of(whole), self.of(together)

    def of(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """Return the columns of the sectors in sight, (sector, seen)."""
        return numbers[:, self.seen]

    @cached_property
    def _groups(self) -> list[tuple[Any, Any, Array]]:
        """Sectors with which the same figures are hidden, (set, sector); these figures, (set, gone); what they pull.

        The pull, (set, gone, seen), is solved for all sets of one size at once, which is the same to the bit.
        """
        rows: dict[bytes, list[int]] = {}
        for row, flags in enumerate(self.hidden):
            rows.setdefault(flags.tobytes(), []).append(row)
        by_size: dict[tuple[int, int], list[tuple[list[int], NDArray[np.intp]]]] = {}
        for these in rows.values():
            gone = np.flatnonzero(self.hidden[these[0]])
            by_size.setdefault((len(these), len(gone)), []).append((these, gone))
        found = []
        for some in by_size.values():
            sectors, gone = (np.array(places, dtype=np.intp) for places in zip(*some, strict=True))
            pull = np.linalg.solve(self.inverse[gone[:, :, None], gone[:, None, :]], self.inverse[gone])
            found.append((sectors, gone, np.asarray(pull, dtype=np.float64)))
        return found

    def left_of(self, numbers: Array) -> Array:
        """Return what the inverse made of something linear, (seen,) or (sector, seen), without those hidden."""
        found = np.empty(self.hidden.shape)
        for sectors, gone, pull in self._groups:
            if numbers.ndim == 1:
                found[sectors] = numbers - numbers[gone][:, None] @ pull
            else:
                found[sectors] = numbers[sectors] - numbers[sectors[:, :, None], gone[:, None]] @ pull
        return found

    @cached_property
    def ones(self) -> Array:
        """What the inverse makes of ones, (sector, seen)."""
        return self.left_of(self.inverse.sum(axis=1))

    @cached_property
    def diagonal(self) -> Array:
        """The inverse's diagonal, 1 where a sector is hidden, (sector, seen)."""
        found = np.empty(self.hidden.shape)
        for sectors, gone, pull in self._groups:
            found[sectors] = (np.diag(self.inverse) - (self.inverse[gone] * pull).sum(axis=1))[:, None]
        return np.where(self.hidden, 1.0, found)

    @cached_property
    def drawn(self) -> Array:
        """How each sector draws on those in sight: x_j M_j x_k, (sector, seen)."""
        return self.left_of(self.whole @ self.inverse)


class SectorPosterior(NamedTuple):
    """Where a trend stands in each sector; parts of the log-odds, each of shape (sector,)."""

    norm: Array
    s2_norm: Array
    prior: Array  # rho x_j . B0: what was judged beforehand.
    features: Mapping[str, Array]  # by group of features: what sectors alike in it add
    direct: Array
    indirect: Array
    v: Array  # weight of the own figure, 0 where there is none
    own: Array  # v (z_j - zR_j): what the own figure adds
    variance: Array

    @property
    def from_others(self) -> Array:
        """zR: what the other sectors say."""
        return self.norm + self.prior + sum(self.features.values(), np.zeros_like(self.norm)) + self.network

    @property
    def network(self) -> Array:
        """Direct and indirect."""
        return self.direct + self.indirect

    @property
    def total(self) -> Array:
        """The posterior log-odds."""
        return self.from_others + self.own


def aged(z: Array, s2: Array, age: Array, pace: Array | float | None) -> tuple[Array, Array]:
    """Return figures moved to now by the pace, and their squared errors.

    ``z`` is log-odds, ``age`` years since the survey, 0 or more. The pace is log-odds a year; where it is not known,
    the figure stays and its error grows faster.
    """
    if pace is None:
        return z, np.asarray(s2 + (NOISE_WITHOUT_PACE * age) ** 2)
    return np.asarray(z + pace * age), np.asarray(s2 + NOISE_A_YEAR**2 * age + (NOISE_OF_PACE * pace * age) ** 2)


class Fit(NamedTuple):
    """What some sectors' figures say of features: B = B0 + X' a, and the residuals of each sector left out."""

    norm: float
    a: Array  # weight of each seen sector's likeness: inverse (y - X B0)
    residual: Array  # r: what features do not tell, each sector left out, (seen,)


class Fits(NamedTuple):
    """A fit for each sector, of the sectors in sight that are not hidden with it; the others count 0."""

    norm: Array
    s2_norm: Array
    a: Array  # (sector, seen)
    residual: Array  # (sector, seen)


def fit(figures: Figures, seen: NDArray[np.intp], inverse: Array, rho: float) -> Fit:
    """Fit norm and feature weights to the sectors in sight, places with a figure; theirs is (X X' + I)^-1."""
    weight = 1 / (figures.s2[seen] + figures.tau**2)
    weight_of_level = figures.s_level**-2
    over = figures.z[seen] - rho * figures.prior[seen]
    norm = float((weight_of_level * figures.level + weight @ over) / (weight_of_level + weight.sum()))
    y = figures.z[seen] - norm
    a = inverse @ (y - figures.prior[seen])
    left_out = y - a / np.diag(inverse)
    return Fit(norm, a, y - rho * left_out)


def inverse_of(gram: Array, seen: NDArray[np.intp]) -> Array:
    """Return (X X' + I)^-1 of the sectors in sight."""
    return np.asarray(np.linalg.inv(gram[np.ix_(seen, seen)] + np.eye(len(seen))), dtype=np.float64)


def hidden_fits(figures: Figures, sight: Sight, rho: float) -> Fits:
    """Fit, for every sector at once, as `fit` does to the sectors in sight without those hidden with that sector."""
    seen, hidden = sight.seen, sight.hidden
    weight, weight_of_level = 1 / (figures.s2[seen] + figures.tau**2), figures.s_level**-2
    z, prior = figures.z[seen], figures.prior[seen]
    weights = np.where(hidden, 0.0, weight)
    sums = weight_of_level + weights.sum(axis=1)
    norm = (weight_of_level * figures.level + weights @ (z - rho * prior)) / sums
    # what the inverse makes of y - X B0 is linear in the norm, and that of a part is the whole's, less a correction
    a = sight.left_of(sight.inverse @ (z - prior))
    a -= norm[:, None] * sight.ones
    np.copyto(a, 0.0, where=hidden)
    y, residual = z - norm[:, None], a / sight.diagonal  # y - rho (y - a / diagonal), in place: these are large
    np.subtract(y, residual, out=residual)
    residual *= rho
    np.subtract(y, residual, out=residual)
    np.copyto(residual, 0.0, where=hidden)
    return Fits(norm, 1 / sums, a, residual)


def own_weight(figures: Figures) -> Array:
    """Return v: the weight of each sector's own figure, 0 where there is none, (sector,)."""
    return np.where(figures.known, figures.tau**2 / (figures.tau**2 + figures.s2_own), 0.0)


def pulls(figures: Figures, sight: Sight, network: Network, fits: Fits, strengths: Strengths) -> Array:
    """Return what each figure in sight adds to each sector's log-odds beside its own figure, (sector, seen).

    rho x_j M_j x_k (y_k - x_k . B0) by likeness, and kappa b_kj r_k by the network; the own figure takes (1 - v) of it.
    """
    over = figures.z[sight.seen] - fits.norm[:, None] - figures.prior[sight.seen]
    found = strengths.rho * sight.drawn
    found *= over
    found += strengths.kappa * sight.of(network.weights[2]) * fits.residual
    found *= (1 - own_weight(figures))[:, None]
    np.copyto(found, 0.0, where=sight.hidden)
    return found


def sector_posterior(figures: Figures, likeness: Likeness, network: Network, strengths: Strengths) -> SectorPosterior:
    """Return the posterior of every sector from the figures of the others and its own: docs/model.md, section 2.

    Ridge with left-out residuals in kernel form; own figures enter by precision.
    """
    rho, sight = strengths.rho, likeness.sight(figures.known)
    fits = hidden_fits(figures, sight, rho)
    features = {
        group: rho * np.einsum("js,js->j", sight.of(products), fits.a) for group, products in likeness.gram.items()
    }
    direct, indirect = network_terms(network, sight, fits, strengths.kappa)
    prior = rho * figures.prior
    from_others = fits.norm + prior + sum(features.values(), np.zeros_like(prior)) + direct + indirect
    v = own_weight(figures)
    own = v * np.where(figures.known, figures.z - from_others, 0.0)
    spread = np.where(figures.known, v * figures.s2_own, figures.tau**2)
    variance = spread + (1 - v) ** 2 * fits.s2_norm
    return SectorPosterior(fits.norm, fits.s2_norm, prior, features, direct, indirect, v, own, variance)


def network_terms(network: Network, sight: Sight, fits: Fits, kappa: float) -> Iterator[Array]:
    """Yield what the sectors around add to each sector's log-odds by one step, and by longer walks, (sector,)."""
    return (kappa * np.einsum("js,js->j", sight.of(weights), fits.residual) for weights in network.weights[:2])


def left_out_error(figures: Figures, posterior: SectorPosterior, least: float) -> float:
    """Return tau: the standard deviation of the known figures about what the others say, its own noise taken off."""
    known = figures.known
    off = (figures.z - posterior.from_others)[known] ** 2 - figures.s2[known] - posterior.s2_norm[known]
    return float(max(least**2, off.mean()) ** 0.5)
