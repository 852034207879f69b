"""Country and size: what is published of a place or class, predicted without it."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from ecomap.engine.posterior import Array
from ecomap.io.statistics import Observation
from ecomap.results.maps import ValidityFigure
from research.backtest.scores import figure, resampled
from research.derivation.figures import logistic
from research.derivation.modifiers import (
    COUNTRY_CODE,
    FAMILIES,
    REFERENCE_AREA,
    REFERENCE_SIZE,
    Cells,
    by_question,
    log_odds,
)

ASKED = ("ai", "cloud", "security")
"""Families whose countries and sizes are predicted."""
SIZES = ("10-49", "50-249", "GE250")
SMALL = ("0-9", "2-9")


def places(observations: Iterable[Observation], resamples: int, seed: int) -> Iterator[ValidityFigure]:
    """Yield by how many points published shares are missed, resampled over countries."""
    questions = by_question(observations)
    leads = {family.name: questions[family.lead] for family in FAMILIES}
    codes = {area for area, size in leads["ai"] if size == REFERENCE_SIZE and COUNTRY_CODE.fullmatch(area)}
    countries = sorted(codes)
    drawn = resampled(len(countries), resamples, seed)

    def told(task: str, name: str, missed: Array) -> ValidityFigure:
        """Return the mean error of (country, figure)."""
        means = [np.nanmean(missed[some]) for some in drawn]
        return figure("countries", task, "points", name, np.array(means))

    missed = country_of_ai(leads, countries)
    yield from (told("any AI in a country", name, values) for name, values in missed.items())
    by_family = {family: by_size(leads[family], countries) for family in ASKED}
    for family, pairs in by_family.items():
        yield from (told(f"size and country, {family}", name, values) for name, values in pairs.items())
    for name in by_family[ASKED[0]]:
        small = np.hstack([pairs[name][:, len(SIZES) :] for pairs in by_family.values()])
        yield told("size and country, under ten people", name, small)


def shift(cells: Cells, area: str, size: str, of: str = REFERENCE_SIZE) -> float:
    """Return how far a place and class stand from another class of the place; NaN where either is unknown."""
    if (area, size) not in cells or (area, of) not in cells:
        return float("nan")
    return log_odds(cells[area, size]) - log_odds(cells[area, of])


def country_of_ai(leads: Mapping[str, Cells], countries: list[str]) -> dict[str, Array]:
    """Return errors of any AI in a country from another family's shift there, its slope of the other countries.

    Which family stands in is chosen by the other countries too; beside it, the EU's figure for every country.
    """
    reference = {name: log_odds(cells[REFERENCE_AREA, REFERENCE_SIZE]) for name, cells in leads.items()}
    shifts = {
        name: np.array([
            log_odds(cells[area, REFERENCE_SIZE]) - reference[name] if (area, REFERENCE_SIZE) in cells else np.nan
            for area in countries
        ])
        for name, cells in leads.items()
    }  # fmt: skip
    true = np.array([100 * logistic(x + reference["ai"]) for x in shifts["ai"]])
    found = np.full(len(countries), np.nan)
    for place in range(len(countries)):
        others = np.arange(len(countries)) != place
        best = min((name for name in shifts if name != "ai"), key=lambda name: _off(shifts[name], shifts["ai"], others))
        found[place] = 100 * logistic(
            reference["ai"] + _slope(shifts[best], shifts["ai"], others) * shifts[best][place]
        )
    same = 100 * logistic(reference["ai"])
    return {"ecomap": np.abs(found - true)[:, None], "as in the EU": np.abs(same - true)[:, None]}


def _slope(x: Array, y: Array, some: Array) -> float:
    known = some & ~np.isnan(x + y)
    return float(x[known] @ y[known] / (x[known] @ x[known]))


def _off(x: Array, y: Array, some: Array) -> float:
    """Return how badly a family stands for another in some countries; a family that half of them lack is no help."""
    known = some & ~np.isnan(x + y)
    if known.sum() * 2 < some.sum():
        return float("inf")
    return float(np.mean((y - _slope(x, y, some) * x)[known] ** 2))


def by_size(cells: Cells, countries: list[str]) -> dict[str, Array]:
    """Return errors of pairs of country and size class from the country's figure and the class's shift elsewhere."""
    found: dict[str, list[list[float]]] = {"ecomap": [], "the country alone": [], "as in the EU": []}
    for area in countries:
        rows: dict[str, list[float]] = {name: [] for name in found}
        for size in (*SIZES, *SMALL):
            elsewhere = shift(cells, REFERENCE_AREA, size)
            if size in SMALL:  # no class below ten is published for the EU as a whole
                others = [shift(cells, other, size) for other in countries if other != area]
                elsewhere = float(np.nanmean(others)) if not np.all(np.isnan(others)) else float("nan")
            known = (area, size) in cells and (area, REFERENCE_SIZE) in cells and not np.isnan(elsewhere)
            true = float(cells[area, size].value) if known else float("nan")
            country = log_odds(cells[area, REFERENCE_SIZE]) if known else 0.0
            union = log_odds(cells[REFERENCE_AREA, REFERENCE_SIZE])
            for name, z in (("ecomap", country + elsewhere), ("the country alone", country), ("as in the EU", union)):
                rows[name].append(abs(100 * logistic(z) - true) if known else float("nan"))
        for name, values in rows.items():
            found[name].append(values)
    return {name: np.array(values) for name, values in found.items()}
