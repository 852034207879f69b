"""Does the order of countries come true? The ranking of `ecomap globalise` held against a published index."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from ecomap import globalise, load_business, load_map, load_statistics
from ecomap.model.countries import EU
from research.derivation.inputs import read_records

TABLE = Path(__file__).parent / "tables" / "world_bank_lpi_2016"
INDEX = "Logistics Performance Index of the World Bank, 2016"
TEMPLATE = "online-shop"
SEED, DRAWS, WITHIN = 0, 2000, 95
ISO3 = {
    "AT": "AUT", "BE": "BEL", "BG": "BGR", "HR": "HRV", "CY": "CYP", "CZ": "CZE", "DK": "DNK", "EE": "EST", "FI": "FIN",
    "FR": "FRA", "DE": "DEU", "GR": "GRC", "HU": "HUN", "IE": "IRL", "IT": "ITA", "LV": "LVA", "LT": "LTU", "LU": "LUX",
    "MT": "MLT", "NL": "NLD", "PL": "POL", "PT": "PRT", "RO": "ROM", "SK": "SVK", "SI": "SVN", "ES": "ESP", "SE": "SWE",
}  # fmt: skip
"""Codes of the index for the members of the EU; Romania has its former one."""


class OrderAgreement(NamedTuple):
    """How far two orders of countries agree."""

    countries: int
    spearman: float
    low: float
    high: float
    """95 % of draws of countries with replacement."""
    kendall: float


def points(*, at_home: bool) -> dict[str, float]:
    """Return the points of EU countries for the online shop: of all 27, or from its home of all others."""
    compiled, _ = load_map()
    shop = load_business(TEMPLATE, compiled)
    firm = shop if at_home else shop.model_copy(update={"country": None})
    found = globalise(compiled, firm, rank=True, statistics=load_statistics())
    return {row.country: row.points for row in found.ranking if row.country in EU and row.points is not None}


def index() -> dict[str, float]:
    """Return the score of each EU country in the published index."""
    rows = {row["iso3"]: float(row["score"]) for row in read_records(TABLE / "lpi_2016.csv", ("iso3", "score"))}
    return {country: rows[code] for country, code in ISO3.items()}


def agreement(*, at_home: bool) -> OrderAgreement:
    """Return the rank correlation of the two orders over the countries that both have."""
    from scipy.stats import kendalltau, spearmanr  # half a second to load, for one page

    ours, theirs = points(at_home=at_home), index()
    both = sorted(set(ours) & set(theirs))
    pair = np.array([[ours[country], theirs[country]] for country in both])
    draws = np.random.default_rng(SEED).integers(0, len(both), (DRAWS, len(both)))
    found = [float(spearmanr(*pair[draw].T).statistic) for draw in draws]
    low, high = np.percentile(found, [(100 - WITHIN) / 2, (100 + WITHIN) / 2])
    return OrderAgreement(
        len(both), float(spearmanr(*pair.T).statistic), float(low), float(high), float(kendalltau(*pair.T).statistic)
    )


def told() -> str:
    """Return in a sentence how far the orders agree, whatever that is."""
    members, others = agreement(at_home=False), agreement(at_home=True)
    return (
        f"The order of the {members.countries} EU countries for the template `{TEMPLATE}`, no country of its own said, "
        f"agrees with the {INDEX}, with a rank correlation of {_interval(members)} (Spearman; Kendall "
        f"{members.kendall:.2f}). From Sweden, where the shop is, the other {others.countries} stand at "
        f"{_interval(others)}: languages and money shared with home lift countries there, and the index knows no home."
    )


def _interval(found: OrderAgreement) -> str:
    return f"{found.spearman:.2f} [{found.low:.2f}, {found.high:.2f}]"
