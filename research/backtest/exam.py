"""Exams: hidden figures to be predicted, how predictions are marked, and settings chosen on other folds alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal, Protocol

import numpy as np
from scipy.special import expit

from ecomap.engine.posterior import Array, Flags
from research.backtest import scores
from research.backtest.question import Question

ROUNDS = 2
TOP = 0.75
"""Quantile above which a sector belongs to the top quarter."""
STEP = 1e-9
"""Training scores closer than this are equal: rounding decides nothing."""


class Form(Protocol):
    """A way to predict."""

    def predict(self, question: Question) -> Array:
        """Return the log-odds of every sector with its own figure hidden, (sector,)."""
        ...


class Chosen(Form, Protocol):
    """A form whose settings are chosen by training."""

    CHOICES: ClassVar[Mapping[str, tuple[float, ...]]]

    def train(self, question: Question) -> Array:
        """Return the same as `predict`, as fast as it can be had."""
        ...


@dataclass(frozen=True, eq=False)
class Exam:
    """Questions about one list of sectors, and what is true."""

    questions: tuple[Question, ...]
    shares: Array
    """As published, 0..1, NaN where there is none, (unit, question)."""
    odds: Array
    """Their log-odds, (unit, question)."""
    kind: Literal["sectors", "lifts"]
    """Whether sectors are ranked for each question, or questions by lift inside each sector."""
    units: tuple[Array, ...] | None = None
    """Of each question weights of sectors in published rows, (row, sector), where one row speaks for several sectors;
    else sectors are the units."""

    def predict(self, form: Form) -> Array:
        """Return log-odds, (unit, question)."""
        return self._by_unit([form.predict(question) for question in self.questions])

    def train(self, form: Chosen, out: Flags | None = None) -> Array:
        """Return log-odds, (unit, question), the figures of some sectors out of sight altogether."""
        return self._by_unit([form.train(question.without(out)) for question in self.questions])

    def _by_unit(self, found: list[Array]) -> Array:
        if self.units is not None:
            found = [units @ odds for units, odds in zip(self.units, found, strict=True)]
        return np.array(found).T

    def of(self, sectors: Flags) -> Flags:
        """Return which units these sectors are."""
        return sectors if self.units is None else np.asarray((self.units[0] > 0) @ sectors > 0)

    def correlations(self, predicted: Array, without: Flags | None = None) -> Array:
        """Return what is ranked, a correlation each: of each question, or of each unit; some units left out."""
        kept = np.ones(len(predicted), dtype=np.bool_) if without is None else ~without
        if self.kind == "sectors":
            return scores.spearman(predicted[kept].T, self.shares[kept].T)
        return scores.spearman(*(lift / spread for lift, spread in self.lifts(predicted, kept)))

    def lifts(self, predicted: Array, kept: Flags) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
        """Return how far the kept units stand above the others, as predicted and as found, each with their spread."""
        sight = ~self.questions[0].together[np.ix_(kept, kept)]
        given = np.array([np.where(q.figures.known, q.figures.z, np.nan) for q in self.questions]).T[kept]
        return _lift(predicted[kept], given, sight), _lift(self.odds[kept], self.odds[kept], sight)


def _lift(odds: Array, of: Array, sight: Flags) -> tuple[Array, Array]:
    seen = np.where(sight[:, :, None], of[None, :, :], np.nan)
    return odds - np.nanmean(seen, axis=1), np.nanstd(seen, axis=1)


def climb(start: Chosen, score: Callable[[Any], float]) -> Any:
    """Return the settings that score best, one changed after the other, from where they start."""
    best, mark = start, score(start)
    for _ in range(ROUNDS):
        for name, values in start.CHOICES.items():
            for value in values:
                tried = replace(best, **{name: value})  # type: ignore[type-var]
                if tried != best and (found := score(tried)) > mark + STEP:
                    best, mark = tried, found
    return best


def chosen(start: Chosen, exams: Sequence[Exam], out: Flags) -> Any:
    """Return settings chosen on the sectors outside one fold, whose figures are out of sight altogether."""

    def score(form: Chosen) -> float:
        marks = [exam.correlations(exam.train(form, out), exam.of(out)).mean() for exam in exams]
        return float(np.mean(marks))

    return climb(start, score)


def nested(start: Chosen, exams: Sequence[Exam]) -> tuple[list[Array], list[Any]]:
    """Return predictions of each exam whose settings were chosen on other folds than they are marked on, and these."""
    found = [np.full_like(exam.odds, np.nan) for exam in exams]
    settings = []
    for out in exams[0].questions[0].folds:
        best = chosen(start, exams, out)
        settings.append(best)
        for exam, predicted in zip(exams, found, strict=True):
            units = exam.of(out)
            predicted[units] = exam.predict(best)[units]
    return found, settings


@dataclass(frozen=True)
class Examiner:
    """Marks on resampled units, the sample itself first; all forms on the same resamples."""

    exam: Exam
    drawn: scores.Places

    @classmethod
    def of(cls, exam: Exam, resamples: int, seed: int) -> "Examiner":
        """Return the examiner of an exam."""
        return cls(exam, scores.resampled(len(exam.shares), resamples, seed))

    def marks(self, predicted: Array) -> dict[str, Array]:
        """Return each measure's values, (1 + resample,)."""
        if self.exam.kind == "lifts":
            (lift, spread), (true, true_spread) = self.exam.lifts(predicted, np.ones(len(predicted), dtype=np.bool_))
            each = {
                "spearman_lift": scores.spearman(lift / spread, true / true_spread),
                "spearman_lift_plain": scores.spearman(lift, true),
            }
            return {name: values[self.drawn].mean(axis=1) for name, values in each.items()}
        columns = list(zip(predicted.T, self.exam.shares.T, strict=True))
        ranked = np.mean([scores.spearman(z[self.drawn], m[self.drawn]) for z, m in columns], axis=0)
        off = 100 * np.nanmean(np.abs(expit(predicted) - self.exam.shares), axis=1)
        found = {"spearman": ranked}
        if not np.isnan(self.exam.shares).any():
            tops = [(z, (m >= np.quantile(m, TOP)).astype(np.float64)) for z, m in columns]
            areas = [scores.area_under_curve(z[self.drawn], top[self.drawn]) for z, top in tops]
            found["auc"] = np.nanmean(areas, axis=0)
        return found | {"level_error": off[self.drawn].mean(axis=1)}
