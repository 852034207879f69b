"""Prevalence and norms: published figures, American counterparts on Europe's scale, missing stays missing."""

from math import exp, log

import pytest

from research.derivation import MeasuredTrend, SectorRows, StatisticsError
from research.derivation.abs import read_us_survey
from research.derivation.eurostat import read_eurostat
from research.derivation.figures import Figure, logit, mean_and_spread
from research.derivation.prevalence import (
    Norm,
    Prevalence,
    mean_spread,
    norm_of,
    prevalences,
    standardised_counterparts,
)

US = ("us-abs-2020", "machine_learning")
SECTORS = [
    SectorRows("energy", abs_rows=("22",), eurostat_rows=("D",)),
    SectorRows("construction", abs_rows=("23",), eurostat_rows=("F",)),
    SectorRows("health-care", abs_rows=("62",)),
    SectorRows("fishing"),
]


def percent(value: float) -> Figure:
    return Figure(value, f"{value}", "% of companies", "table 1, NAICS 1", "A")


@pytest.fixture
def tables(write_abs, write_eurostat):
    """Return a survey and a Eurostat table of a few cells."""
    rates = {"22": 2.0, "23": 0.8, "62": 0.1}
    write_abs([f"2020,machine_learning,{naics},3,100,{rate},,9024" for naics, rate in rates.items()])
    cells = {"D": 20.0, "F": 5.0}
    statistics = write_eurostat([f"GE10,{n},E_AI_TML,PC_ENT,EU27_2020,2025,{v}," for n, v in cells.items()])
    return read_us_survey(statistics), read_eurostat(statistics)


def test_a_us_trend_takes_the_rate_and_keeps_it_above_the_floor(tables):
    """2.0 % is 0.02 and grade A; 0.1 % is kept at 0.005; a sector without a row is missing, not zero."""
    rows = prevalences(MeasuredTrend("ml", *US), SECTORS, *tables)
    assert [(row.sector, row.share) for row in rows] == [
        ("construction", 0.008),
        ("energy", 0.02),
        ("health-care", 0.005),
    ]
    assert {row.evidence for row in rows} == {"abs-2020-rate"}
    assert rows[1].figure.grade == "A"


def test_the_counterpart_by_hand():
    """Europe: 10 % and 50 %, log-odds -ln 9 and 0, so norm -ln(9)/2 and spread ln(9)/2.

    America: 1 % and 5 % in the same sectors. A third sector at 5 % has the second's score, z = 1, and so its
    log-odds are norm + spread = 0: 50 %.
    """
    eu = {"a": percent(10.0), "b": percent(50.0)}
    us = {"a": percent(1.0), "b": percent(5.0), "c": percent(5.0)}
    (row,) = standardised_counterparts(eu, us, (2020, "machine_learning"))
    assert (row.sector, row.share, row.figure.grade) == ("c", pytest.approx(0.5), "C")
    assert (row.evidence, row.figure.value) == ("standardised-us-rate", "5.0")
    assert row.figure.locator == "table 1, NAICS 1 (machine_learning 2020)"


def test_sectors_that_eurostat_leaves_out_get_the_counterpart(tables):
    """Health care has no row at Eurostat: as far below Europe's norm as below America's. Fishing is missing."""
    rows = {
        row.sector: row for row in prevalences(MeasuredTrend("ml", "eurostat-ai-2025", "E_AI_TML"), SECTORS, *tables)
    }
    assert sorted(rows) == ["construction", "energy", "health-care"]
    assert (rows["energy"].share, rows["energy"].evidence) == (0.2, "eurostat-ai-2025-rate")
    norm, spread = mean_and_spread([logit(0.2), logit(0.05)])
    mean, deviation = mean_and_spread([logit(0.02), logit(0.008)])
    score = (logit(0.005) - mean) / deviation
    assert rows["health-care"].share == pytest.approx(1 / (1 + exp(-(norm + spread * score))))
    assert rows["health-care"].trend == "ml"


def test_no_counterpart_without_a_common_scale():
    """With fewer than two common sectors, or US figures all alike, there is no scale and no figure."""
    one, two = {"a": percent(10.0)}, {"a": percent(10.0), "b": percent(20.0)}
    flat = {name: percent(1.0) for name in "abc"}
    assert standardised_counterparts(one, flat, (2020, "x")) == ()
    assert standardised_counterparts(two, flat, (2020, "x")) == ()


def test_the_norm_counts_every_sector_once():
    """Log-odds 0 and ln 9: norm ln(9)/2, population spread ln(9)/2."""
    trend = MeasuredTrend("ml", *US)
    rows = [Prevalence("ml", name, share, percent(1.0), "e") for name, share in (("a", 0.5), ("b", 0.9))]
    norm = norm_of(trend, rows)
    assert (norm.norm, norm.spread, norm.sectors) == (pytest.approx(log(9) / 2), pytest.approx(log(9) / 2), 2)
    with pytest.raises(StatisticsError, match="at least two"):
        norm_of(trend, rows[:1])


def test_the_default_spread_is_the_mean_spread():
    """Judged trends get the mean spread of the measured ones."""
    assert mean_spread([Norm("a", 0, 1.0, 5), Norm("b", 0, 2.0, 5)]) == 1.5


def test_unknown_surveys_and_fits_are_refused():
    """A survey or a fit that the derivation does not know is refused with those that it does."""
    with pytest.raises(StatisticsError, match="us-abs-2018"):
        MeasuredTrend("ml", "us-abs-2019", "machine_learning")
    with pytest.raises(StatisticsError, match="exact, wider"):
        SectorRows("s", abs_fit="roughly")
