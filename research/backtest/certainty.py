"""Are the errors true? Intervals on hidden figures, and own figures in sight that are off by a known noise."""

from collections.abc import Iterator, Sequence

import numpy as np

from ecomap.engine.posterior import Array
from ecomap.posteriors import LEAST_TAU
from ecomap.results.maps import ValidityFigure
from research.backtest.bench import Bench
from research.backtest.first_form import FirstForm
from research.backtest.map_trends import MapTrends
from research.backtest.question import Question
from research.backtest.scores import figure, resampled
from research.backtest.this_form import ThisForm

NOISES = (0.1, 0.8)
"""Errors of an own figure, log-odds: a good row, and one that stands for the sector from afar."""
DRAWS = 20
Asked = tuple[Question, ThisForm]
NORMAL_90 = 1.6448536269514722
"""Standard deviations on either side that hold 90 % of a normal distribution."""


def held(question: Question, form: ThisForm, least: float, *, own_error: bool) -> Array:
    """Return for each sector whether the 90 % interval holds its hidden figure; NaN where there is none.

    What likeness leaves open is measured on the other folds alone, ``least`` or more.
    """
    found = np.full(len(question.figures.z), np.nan)
    for out in question.folds:
        posterior = form.measured(question, tau := form.tau(question.without(out), least))
        sd = np.sqrt(tau**2 + posterior.s2_norm + own_error * question.figures.s2)
        inside = np.abs(question.figures.z - posterior.from_others) <= NORMAL_90 * sd
        at = out & question.figures.known
        found[at] = inside[at]
    return found


def coverage(sectors: str, questions: Sequence[Asked], resamples: int, seed: int) -> Iterator[ValidityFigure]:
    """Yield how often 90 % intervals hold hidden figures, as shipped and as tried; resampled over sectors.

    A published figure has an error of its own, which the interval of what is published must hold too.
    """
    for name, least, own_error in (
        ("ecomap", LEAST_TAU, True), ("left open: at least 0.2", 0.2, True), ("left open: at least 0.1", 0.1, True),
        ("without the survey's error", LEAST_TAU, False),
    ):  # fmt: skip
        inside = np.array([held(question, form, least, own_error=own_error) for question, form in questions]).T
        drawn = resampled(len(inside), resamples, seed)
        counts, hits = (~np.isnan(inside)).sum(axis=1), np.nansum(inside, axis=1)
        yield figure(sectors, "coverage", "share held", name, hits[drawn].sum(axis=1) / counts[drawn].sum(axis=1))


def in_sight(bench: Bench, resamples: int, seed: int) -> Iterator[ValidityFigure]:
    """Yield by how much shares are missed whose own figure is in sight with a known noise; root mean square."""
    questions, drawn = bench.ranked.questions, resampled(len(bench.sectors), resamples, seed)
    random = np.random.Generator(np.random.PCG64(seed))
    for noise in NOISES:
        errors = random.normal(0, noise, (DRAWS, len(questions), len(bench.sectors)))
        squares: dict[str, list[Array]] = {"ecomap": [], "first form": [], "figure as it is": []}
        for at, question in enumerate(questions):
            posterior, off = ThisForm(), np.zeros(len(bench.sectors))
            for out in question.folds:
                found = posterior.measured(question, posterior.tau(question.without(out)), noise)
                # the posterior is linear in the own figure, with slope v
                missed = (found.total - question.figures.z) + found.v * errors[:, at]
                off = np.where(out, (missed**2).mean(axis=0), off)
            squares["ecomap"].append(off)
            squares["first form"].append((FirstForm().off(question, errors[:, at]) ** 2).mean(axis=0))
            squares["figure as it is"].append((errors[:, at] ** 2).mean(axis=0))
        for name, rows in squares.items():
            mean = np.mean(rows, axis=0)[drawn].mean(axis=1)
            yield figure("us-industries", "own in sight", f"error at noise {noise}", name, np.sqrt(mean))


def all_coverage(benches: dict[str, Bench], trends: MapTrends, resamples: int, seed: int) -> Iterator[ValidityFigure]:
    """Yield the coverage on each list of sectors and over all trends of the map that surveys count."""
    for name, bench in benches.items():
        yield from coverage(name, [(question, ThisForm()) for question in bench.ranked.questions], resamples, seed)
    of_map = [(trends.question(name), trends.form(name)) for name in trends.measured]
    yield from coverage("map trends", of_map, resamples, seed)
