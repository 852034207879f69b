"""Later figures from earlier ones: one pace for all, and whether those near others further along grow faster."""

from collections.abc import Iterable, Iterator

import numpy as np

from ecomap.engine.posterior import Array
from ecomap.io.statistics import Observation
from ecomap.results.maps import ValidityFigure
from research.backtest.scores import Places, figure, resampled
from research.derivation.eurostat import divisions
from research.derivation.figures import clip, logit
from research.derivation.measured import ECONOMY, EUROPE, TEN_OR_MORE

FIRST, MIDDLE, LAST = 2021, 2023, 2025
ENOUGH = 20
"""Activities with figures of both years from which a question is taken."""

Series = dict[tuple[str, int], float]
"""(activity, year) -> log-odds."""


def later(observations: Iterable[Observation], coupling: Array, names: list[str], rows: dict[str, str],
          resamples: int, seed: int) -> Iterator[ValidityFigure]:  # fmt: skip
    """Yield errors of forecasts from 2021 to 2025 in points, and the pull of activities further along.

    Parameters
    ----------
    coupling
        W, (from sector, to sector), in the order of the names.
    rows
        Sector of the map -> the activity that speaks for it.
    """
    questions = series(observations)
    activities = sorted({code for found in questions.values() for code, _ in found if code in set(rows.values())})
    first, last = (table(questions, activities, year) for year in (FIRST, LAST))
    drawn = resampled(len(activities), resamples, seed)
    missed = forecasts(questions, first, last)
    for name, values in missed.items():
        means = np.array([np.nanmean(values[some]) for some in drawn])
        yield figure("nace", "forecast", "points", name, means)
    pulls = pull(first, last, between(activities, coupling, names, rows), drawn)
    yield figure("nace", "forecast", "pull a year", "activities further along", pulls)


def series(observations: Iterable[Observation]) -> dict[str, Series]:
    """Return the questions that were asked of enough activities in 2021 and 2025."""
    found: dict[str, Series] = {}
    for o in observations:
        if (o.classification, o.area, o.size) == ("nace2", EUROPE, TEN_OR_MORE):
            found.setdefault(o.question, {})[o.code, int(o.year)] = logit(clip(float(o.value) / 100))

    def both(one: Series) -> int:
        return sum((code, LAST) in one for code, year in one if year == FIRST)

    return {name: one for name, one in sorted(found.items()) if both(one) >= ENOUGH}


def table(questions: dict[str, Series], activities: list[str], year: int) -> Array:
    """Return log-odds of a year, (activity, question)."""
    return np.array([[one.get((code, year), np.nan) for one in questions.values()] for code in activities])


def forecasts(questions: dict[str, Series], first: Array, last: Array) -> dict[str, Array]:
    """Return errors in points: pace of the other activities, pace of 2021 to 2023 carried on, and no growth."""
    growth = last - first
    known = ~np.isnan(growth)
    others = (np.nansum(growth, axis=0) - np.nan_to_num(growth)) / (known.sum(axis=0) - 1)
    totals = [[one.get((ECONOMY, year), np.nan) for year in (FIRST, MIDDLE)] for one in questions.values()]
    early = (LAST - FIRST) / (MIDDLE - FIRST) * np.diff(totals, axis=1)[:, 0]
    ways = {"one pace, that of the others": others, "pace of 2021 to 2023": early, "no growth": 0.0}
    share = 100 / (1 + np.exp(-last))
    found = {name: np.abs(100 / (1 + np.exp(-first - added)) - share) for name, added in ways.items()}
    both = ~np.isnan(sum(found.values()))
    return {name: np.where(both, values, np.nan) for name, values in found.items()}


def between(activities: list[str], coupling: Array, names: list[str], rows: dict[str, str]) -> Array:
    """Return W between activities, that of the sectors on them added up: (from, to), columns of sum 1, 0 within."""
    on = np.array([[float(rows.get(name) == code) for name in names] for code in activities])
    found = on @ coupling @ on.T
    inside = np.array([[bool(divisions(a) & divisions(b)) for b in activities] for a in activities])
    found[inside] = 0.0
    return np.asarray(found / np.maximum(found.sum(axis=0), 1e-12))


def pull(first: Array, last: Array, coupling: Array, drawn: Places) -> Array:
    """Return eta of each resample: by how much of the distance to its neighbours an activity closes up in a year.

    growth a year - mean growth = eta (mean of the neighbours - own), both of 2021, by least squares over all questions.
    """
    growth = (last - first) / (LAST - FIRST)
    seen = ~np.isnan(growth)
    weight = coupling.T[:, :, None] * seen[None, :, :]
    around = (weight * np.nan_to_num(first)[None]).sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-12)
    gap, grown = np.where(seen, around - first, np.nan), growth
    gap, grown = gap - np.nanmean(gap, axis=0), grown - np.nanmean(grown, axis=0)
    products, squares = np.nansum(gap * grown, axis=1), np.nansum(gap**2, axis=1)
    return np.asarray(products[drawn].sum(axis=1) / squares[drawn].sum(axis=1))
