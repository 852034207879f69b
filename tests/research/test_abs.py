"""The US survey: suppressed is missing, flags lower the grade, rows are weighted by companies."""

import pytest

from research.derivation import SectorRows, StatisticsError
from research.derivation.abs import read_us_survey, us_figure

RFID = (2020, "rfid")
ROWS = [
    '2020,rfid,"11, 21–23",1,300,9.9,,9028',
    "2020,rfid,44–45,2,100,2.0,,9028",
    "2020,rfid,51,2,60,5.0,,9028",
    "2020,rfid,511,3,30,4.0,,9028",
    "2020,rfid,518,3,10,8.0,r,9028",
    "2020,rfid,55,2,20,,D,9028",
]


def test_one_row_is_taken_as_published(write_abs):
    """One unflagged row that is the sector: its figure, its table and row, grade A; a hyphen finds the en dash."""
    figure = us_figure(read_us_survey(write_abs(ROWS)), SectorRows("retail-trade", abs_rows=("44-45",)), RFID)
    assert (figure.percent, figure.value, figure.grade) == (2.0, "2.0", "A")
    assert figure.locator == "table 9028, NAICS 44–45"


def test_rows_are_weighted_by_companies(write_abs):
    """(30 * 4 + 10 * 8) / 40 = 5.0, written 4.0 + 8.0, grade B."""
    figure = us_figure(read_us_survey(write_abs(ROWS)), SectorRows("s", abs_rows=("511", "518")), RFID)
    assert (figure.percent, figure.value, figure.grade) == (pytest.approx(5.0), "4.0 + 8.0", "B")


def test_suppressed_is_missing_not_zero(write_abs):
    """A row flagged D alone gives no figure; beside another it is left out of the mean and lowers the grade to C."""
    survey = read_us_survey(write_abs(ROWS))
    assert us_figure(survey, SectorRows("s", abs_rows=("55",)), RFID) is None
    figure = us_figure(survey, SectorRows("s", abs_rows=("44–45", "55")), RFID)
    assert (figure.percent, figure.grade, figure.locator) == (2.0, "C", "table 9028, NAICS 44–45 (55 suppressed)")


def test_an_empty_cell_without_the_flag_is_refused(write_abs):
    """Empty may mean suppressed only if the publisher says so; else the table has been damaged."""
    with pytest.raises(StatisticsError, match="NAICS 55: the cell is empty but not flagged D"):
        read_us_survey(write_abs(["2020,rfid,55,2,20,,,9028"]))


def test_flags_and_fit_lower_the_grade(write_abs):
    """A flagged cell is B; a wider row is C."""
    survey = read_us_survey(write_abs(ROWS))
    assert us_figure(survey, SectorRows("s", abs_rows=("518",)), RFID).grade == "B"
    assert us_figure(survey, SectorRows("s", abs_rows=("51",), abs_fit="wider"), RFID).grade == "C"


def test_an_aggregate_beside_its_leaf_is_refused(write_abs):
    """Row 51 contains row 511: together they would count the publishers twice."""
    survey = read_us_survey(write_abs(ROWS))
    with pytest.raises(StatisticsError, match="row 51 contains row 511"):
        us_figure(survey, SectorRows("media", abs_rows=("511", "51")), RFID)


def test_unknown_rows_and_technologies_are_named(write_abs):
    """A row or a technology that the survey lacks is refused by name; a sector without rows has no figure."""
    survey = read_us_survey(write_abs(ROWS))
    with pytest.raises(StatisticsError, match='no row "99"'):
        us_figure(survey, SectorRows("s", abs_rows=("99",)), RFID)
    with pytest.raises(StatisticsError, match=r'no "lasers".*rfid'):
        us_figure(survey, SectorRows("s", abs_rows=("51",)), (2020, "lasers"))
    assert us_figure(survey, SectorRows("s"), RFID) is None


def test_the_real_survey_has_71_rows_and_29_technology_years(real_statistics):
    """29 technology-years by 71 rows, 24 cells suppressed (SOURCE.md); food services stand in row 72."""
    survey = read_us_survey(real_statistics)
    assert len(survey.technologies) == 29
    assert len(survey.cells) == 29 * 71
    assert sum(cell.use is None for cell in survey.cells.values()) == 24
    figure = us_figure(survey, SectorRows("restaurants", abs_rows=("72",)), (2020, "touchscreens_kiosks"))
    assert figure.locator.endswith("NAICS 72")
