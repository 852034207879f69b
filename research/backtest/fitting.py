"""Settings chosen by the test, never on the cells that are scored: nested over folds of sectors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np

from research.backtest import scores
from research.backtest.bench import Bench, Flags
from research.backtest.marks import true_lift
from research.backtest.prediction import Hidden, Sights, all_others, earlier, likenesses, predict
from research.backtest.results import FoldChoice
from research.backtest.scores import Array
from research.derivation.coupling import CouplingSettings

FOLDS = 5
AFFINITY = (0.2, 0.3, 0.4, 0.5, 0.6)
ACTIVITY = (0.0, 0.1, 0.2, 0.3)
SHARPNESS = (2.0, 3.0)
ATTENUATION = (0.2, 0.35, 0.5)
NETWORK = (0.8, 1.0, 1.2)
READINESS = (0.1, 0.2, 0.3)


class Tried(NamedTuple):
    """One combination of the fitted settings."""

    affinity: float
    technology_kinship: float
    activity_kinship: float
    sharpness: float
    attenuation: float
    network_strength: float
    readiness_strength: float

    @property
    def coupling(self) -> CouplingSettings:
        """The part that shapes the coupling."""
        return CouplingSettings(self.affinity, self.technology_kinship, self.activity_kinship, sharpness=self.sharpness)

    def apply(self, hidden: Hidden) -> Array:
        """Return the predicted log-odds."""
        return hidden.log_odds(self.network_strength, self.readiness_strength)


def grid() -> Iterator[Tried]:
    """Yield every combination that is tried; the three parts of the coupling sum to 1."""
    for affinity, activity, sharpness, attenuation in product(AFFINITY, ACTIVITY, SHARPNESS, ATTENUATION):
        for network, readiness in product(NETWORK, READINESS):
            technology = round(1 - affinity - activity, 6)
            yield Tried(affinity, technology, activity, sharpness, attenuation, network, readiness)


@dataclass(frozen=True)
class Attempt:
    """What one combination predicts in both tasks."""

    settings: Tried
    sectors_ranked: Array
    """Task A, log-odds, (sector, technology)."""
    lifts: Array
    """Task C, log-odds over the norm, (sector, technology)."""
    spread: Array
    """Of the sectors in sight, log-odds, (sector, technology)."""


def attempts(bench: Bench, technologies: Sequence[int], sights: tuple[Sights, Sights]) -> list[Attempt]:
    """Predict with every combination of the grid, in both tasks."""
    seen = [likenesses(bench, technologies, sight) for sight in sights]
    made: dict[tuple[CouplingSettings, float], tuple[Hidden, Hidden]] = {}
    found = []
    for tried in grid():
        key = tried.coupling, tried.attenuation
        if key not in made:
            first, second = (predict(bench, technologies, likeness, *key) for likeness in seen)
            made[key] = first, second
        ranked, inside = made[key]
        found.append(Attempt(tried, tried.apply(ranked), tried.apply(inside) - inside.norm, inside.spread))
    return found


@dataclass(frozen=True)
class Truth:
    """What is to be predicted, in the forms that training needs."""

    shares: Array  # (sector, technology)
    lifts: Array  # (sector, technology), standardised

    @classmethod
    def of(cls, bench: Bench, technologies: Sequence[int]) -> "Truth":
        """Return the figures of some technologies."""
        lift, spread = true_lift(bench, bench.found(technologies))
        return cls(bench.published[:, list(technologies)], lift / spread)


def training_score(attempt: Attempt, truth: Truth, sectors: Flags, *, inside: bool = True) -> float:
    """Return the mean Spearman correlation of tasks A and C on some sectors; of A alone if not ``inside``."""
    ranked, shares = attempt.sectors_ranked[sectors], truth.shares[sectors]
    between = mean_spearman(ranked.T, shares.T)
    if not inside:
        return between
    standardised = attempt.lifts[sectors] / attempt.spread[sectors]
    return (between + mean_spearman(standardised, truth.lifts[sectors])) / 2


def mean_spearman(predicted: Array, found: Array) -> float:
    """Return the mean over the rows of Spearman's correlation; NaN are left out."""
    return float(scores.spearman(predicted, found).mean())


def best(tried: Sequence[Attempt], truth: Truth, sectors: Flags, *, inside: bool = True) -> tuple[Attempt, float]:
    """Return the attempt of the highest training score, the first of equals, and the score."""
    marks = [round(training_score(attempt, truth, sectors, inside=inside), 9) for attempt in tried]
    place = int(np.argmax(marks))
    return tried[place], marks[place]


class Nested(NamedTuple):
    """Predictions in which no sector's settings were chosen by its own figures."""

    sectors_ranked: Array
    lifts: Array
    spread: Array
    choices: tuple[FoldChoice, ...]


def nested(bench: Bench) -> Nested:
    """Predict each fold of sectors with the settings that are best on the other folds.

    Sectors that share a published row are in one fold.
    """
    technologies = bench.scored
    tried = attempts(bench, technologies, (all_others, earlier))
    truth = Truth.of(bench, technologies)
    ranked, lifts = np.empty_like(truth.shares), np.empty_like(truth.shares)
    choices = []
    for fold, members in enumerate(folds(bench)):
        chosen, training = best(tried, truth, ~members)
        ranked[members], lifts[members] = chosen.sectors_ranked[members], chosen.lifts[members]
        choices.append(FoldChoice(fold + 1, int(members.sum()), chosen.settings._asdict(), training))
    return Nested(ranked, lifts, tried[0].spread, tuple(choices))


def folds(bench: Bench) -> list[Flags]:
    """Return which sectors belong to each fold: by turns in the order of the list, twins with the first of them."""
    first = bench.hidden_with.argmax(axis=1)
    order = {sector: place for place, sector in enumerate(sorted({int(i) for i in first}))}
    fold = np.array([order[int(i)] % FOLDS for i in first])
    return [fold == k for k in range(FOLDS)]


def chosen_early(bench: Bench) -> tuple[Tried, float]:
    """Return the settings that are best at ranking sectors (task A) by the technologies of the earlier years alone."""
    technologies = bench.earlier
    tried = attempts(bench, technologies, (earlier, earlier))
    truth = Truth.of(bench, technologies)
    attempt, score = best(tried, truth, np.ones(len(bench.sectors), dtype=bool), inside=False)
    return attempt.settings, score
