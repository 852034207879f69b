"""Country and size: what is published of a place or class, predicted without it."""

from collections.abc import Iterable, Iterator, Mapping
from math import fsum, isnan, nan

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
PUBLISHED = "published"


def places(observations: Iterable[Observation], resamples: int, seed: int) -> Iterator[ValidityFigure]:
    """Yield by how many points published shares are missed, resampled over countries."""
    questions = by_question(observations)
    leads = {family.name: questions[family.lead] for family in FAMILIES}
    codes = {area for area, size in leads["ai"] if size == REFERENCE_SIZE and COUNTRY_CODE.fullmatch(area)}
    countries = sorted(codes)
    drawn = resampled(len(countries), resamples, seed)

    def told(task: str, shares: Mapping[str, Array]) -> Iterator[ValidityFigure]:
        for name in (name for name in shares if name != PUBLISHED):
            missed = np.abs(shares[name] - shares[PUBLISHED])
            yield figure("countries", task, "points", name, np.array([np.nanmean(missed[some]) for some in drawn]))

    yield from told("any AI in a country", country_of_ai(leads, countries))
    by_family = {family: by_size(leads[family], countries) for family in ASKED}
    for family, shares in by_family.items():
        yield from told(f"size and country, {family}", shares)
    small = [{name: values[:, len(SIZES) :] for name, values in shares.items()} for shares in by_family.values()]
    yield from told(
        "size and country, under ten people", {name: np.hstack([s[name] for s in small]) for name in small[0]}
    )


def shift(cells: Cells, area: str, size: str, of: str = REFERENCE_SIZE) -> float:
    """Return how far a place and class stand from another class of the place; NaN where either is unknown."""
    if (area, size) not in cells or (area, of) not in cells:
        return nan
    return log_odds(cells[area, size]) - log_odds(cells[area, of])


def country_of_ai(leads: Mapping[str, Cells], countries: list[str]) -> dict[str, Array]:
    """Return per cent of firms with any AI by country, from another family's shift there; its slope of the others.

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
    same = np.full_like(true, 100 * logistic(reference["ai"]))
    return {PUBLISHED: true, "ecomap": found, "as in the EU": same}


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
    """Return shares of classes of size in countries, in per cent, (country, class), NaN where none is published.

    From the country's figure for all sizes, and how far the class stands from it elsewhere.
    """
    names = PUBLISHED, "ecomap", "the country alone", "as in the EU"
    rows = [[_pair(cells, area, size, countries) for size in (*SIZES, *SMALL)] for area in countries]
    return dict(zip(names, np.moveaxis(np.array(rows, dtype=np.float64), -1, 0), strict=True))


def _pair(cells: Cells, area: str, size: str, countries: list[str]) -> tuple[float, float, float, float]:
    """Return the share published, from country and class, from the country alone, and as in the EU."""
    elsewhere = shift(cells, REFERENCE_AREA, size)
    if size in SMALL:  # no class below ten is published for the EU as a whole
        others = [found for other in countries if other != area and not isnan(found := shift(cells, other, size))]
        elsewhere = fsum(others) / len(others) if others else nan
    if isnan(elsewhere + shift(cells, area, size)):
        return nan, nan, nan, nan
    country, union = (log_odds(cells[place, REFERENCE_SIZE]) for place in (area, REFERENCE_AREA))
    both, country, union = (100 * logistic(z) for z in (country + elsewhere, country, union))
    return float(cells[area, size].value), both, country, union
