"""Eurostat: one cut of the table, unweighted means, aggregates never beside their leaves."""

import pytest

from research.derivation import SectorRows, StatisticsError
from research.derivation.eurostat import divisions, eurostat_figure, read_eurostat

ROWS = [
    "GE10,C27,E_AI_TML,PC_ENT,EU27_2020,2025,6.60,",
    "GE10,C28,E_AI_TML,PC_ENT,EU27_2020,2025,6.40,",
    "GE10,C27_C28,E_AI_TML,PC_ENT,EU27_2020,2025,6.45,",
    "GE10,C27,E_AI_TML,PC_ENT_IUSE,EU27_2020,2025,99,",
    "GE10,C27,E_AI_TML,PC_ENT,DE,2025,99,",
    "GE10,C19,E_AI_TML,PC_ENT,EU27_2020,2025,,",
    "GE10,C19,E_AI_TIR,PC_ENT,EU27_2020,2025,8.09,",
]


def test_only_the_one_cut_is_read(write_eurostat):
    """Other units and countries do not overwrite EU27, 10+ persons, per cent of all enterprises; never grade A."""
    figure = eurostat_figure(read_eurostat(write_eurostat(ROWS)), SectorRows("s", eurostat_rows=("C27",)), "E_AI_TML")
    assert (figure.value, figure.grade, figure.locator) == ("6.60", "B", "isoc_eb_ain2, nace_r2 C27, E_AI_TML")


def test_several_activities_count_alike(write_eurostat):
    """The table has no counts: (6.60 + 6.40) / 2 = 6.50."""
    sector = SectorRows("s", eurostat_rows=("C27", "C28"))
    figure = eurostat_figure(read_eurostat(write_eurostat(ROWS)), sector, "E_AI_TML")
    assert (figure.percent, figure.value) == (pytest.approx(6.5), "6.60 + 6.40")


def test_an_aggregate_beside_its_leaves_is_refused(write_eurostat):
    """C27_C28 covers C27: the mean would count it twice."""
    sector = SectorRows("electrical", eurostat_rows=("C27", "C27_C28"))
    with pytest.raises(StatisticsError, match="C27 and C27_C28 overlap"):
        eurostat_figure(read_eurostat(write_eurostat(ROWS)), sector, "E_AI_TML")


def test_what_is_not_published_is_missing(write_eurostat):
    """An empty cell gives no figure; beside others it is left out and lowers the grade to C."""
    cells = read_eurostat(write_eurostat(ROWS))
    assert eurostat_figure(cells, SectorRows("s", eurostat_rows=("C19",)), "E_AI_TML") is None
    figure = eurostat_figure(cells, SectorRows("s", eurostat_rows=("C19", "C28")), "E_AI_TML")
    assert (figure.percent, figure.grade) == (6.4, "C")
    assert "C28 (C19 not published)" in figure.locator


@pytest.mark.parametrize(
    ("code", "covers"),
    [
        ("I", {55, 56}),
        ("I55", {55}),
        ("S951", {95}),
        ("D_E", {35, 36, 37, 38, 39}),
        ("C16-C18", {16, 17, 18}),
        ("N77-N82_X_N79", {77, 78, 80, 81, 82}),
        ("J62_J63", {62, 63}),
    ],
)
def test_codes_say_what_they_cover(code, covers):
    """A Eurostat code is read as divisions, exceptions (_X_) taken out, so that overlaps show."""
    assert divisions(code) == covers


def test_totals_of_the_economy_cover_everything_but_finance():
    """C10-S951_X_K runs from division 10 to 95 without 64-66."""
    assert divisions("C10-S951_X_K") >= divisions("C") | divisions("J62_J63") | divisions("S951")
    assert not divisions("C10-S951_X_K") & divisions("K")


@pytest.mark.parametrize("code", ["", "Z", "c10", "C10-Z12"])
def test_what_is_no_activity_is_refused(code):
    """A code outside the classification is refused by name."""
    with pytest.raises(StatisticsError, match="is not an activity"):
        divisions(code)


def test_unknown_indicators_are_named(write_eurostat):
    """An indicator that the table lacks is refused by name."""
    with pytest.raises(StatisticsError, match="E_AI_TXX"):
        eurostat_figure(read_eurostat(write_eurostat(ROWS)), SectorRows("s"), "E_AI_TXX")


def test_every_activity_of_the_real_table_is_understood(real_statistics):
    """50 activities, each with its divisions; restaurants have only the wider row I."""
    activities = {activity for activity, _ in read_eurostat(real_statistics)}
    assert len(activities) == 50
    assert all(divisions(activity) for activity in activities)
