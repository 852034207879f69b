"""Modifiers: countries and size classes against the reference, in log-odds; missing stays missing."""

import csv
import io

import pytest

from ecomap.io.statistics import Observation
from research.derivation import StatisticsError
from research.derivation.modifiers import FAMILIES, HEADING, modifiers_table
from research.observations.places import size_class

AI = "isoc_eb_ai:E_AI_TANY"
ROBOTS = "us-abs-2018:robotics"


def cell(area: str, value: str, size: str = "GE10", question: str = AI, year: str = "2025", flag: str = ""):
    return Observation(question, "total", "", size, area, year, "", value, "", flag, "A")


def table(*cells: Observation) -> list[dict[str, str]]:
    """Return the rows that some figures give, each family's reference at 20 % beside them."""
    references = [cell("EU27_2020", "20.0", question=family.lead) for family in FAMILIES]
    return list(csv.DictReader(io.StringIO(modifiers_table([*references, *cells]))))


def shifts(rows: list[dict[str, str]], kind: str) -> dict[str, str]:
    return {row["place"]: row["shift"] for row in rows if row["kind"] == kind}


def test_a_country_by_hand():
    """50 % against 20 %: logit 0 - ln(0.2 / 0.8) = ln 4 = 1.386294; 10 %: ln(1/9) + ln 4 = -0.810930."""
    rows = table(cell("DK", "50.0"), cell("RO", "10.0"))
    assert shifts(rows, "country") == {"dk": "1.386294", "ro": "-0.810930"}
    [denmark] = [row for row in rows if row["place"] == "dk"]
    assert (denmark["value"], denmark["reference"], denmark["family"], denmark["year"]) == (
        "50.0",
        "20.0",
        "ai",
        "2025",
    )
    assert denmark["locator"] == "isoc_eb_ai, E_AI_TANY, GE10, DK against EU27_2020"
    assert {row["evidence"] for row in rows} == {"country-shift"}


def test_a_country_whose_law_came_after_the_survey_stands_where_another_stood_after_its_own():
    """80 % there against 20 %: 2 ln 4 = 2.772589; nothing is left of the country's own 50 %; with a wider error."""
    mandate = {"place": "be", "family": "ai", "since": "2026-01-01", "like": "IT", "year": "2020", "reason": "Law"}
    cells = [cell("EU27_2020", "20.0", question=family.lead) for family in FAMILIES]
    cells += [cell("BE", "50.0"), cell("IT", "80.0", year="2020")]
    rows = list(csv.DictReader(io.StringIO(modifiers_table(cells, [mandate]))))
    [belgium] = [row for row in rows if row["place"] == "be"]
    assert (belgium["shift"], belgium["s"], belgium["year"]) == ("2.772589", "0.7500", "2026")
    assert (belgium["evidence"], belgium["value"]) == ("country-law", "80.0")
    assert belgium["locator"] == "isoc_eb_ai, E_AI_TANY, GE10, IT 2020 against EU27_2020: Law"


def test_size_classes_of_the_eu_by_hand():
    """80 % against 20 %: 2 ln 4 = 2.772589; overlapping and national classes are left out."""
    sizes = [cell("EU27_2020", "80.0", "GE250"), cell("EU27_2020", "20.0", "10-49")]
    rows = table(*sizes, cell("EU27_2020", "30.0", "10-249"), cell("ES", "5.0", "GE250"))
    assert shifts(rows, "size") == {"10-49": "0.000000", "GE250": "2.772589"}


def test_classes_below_ten_are_the_mean_over_the_countries_that_publish_both():
    """10 % below ten against 20 %: -0.810930; 20 % against 50 %: -1.386294; their mean: -1.098612 = -ln 3.

    A country without the larger class says nothing.
    """
    small = [cell("ES", "10.0", "0-9"), cell("SE", "20.0", "0-9"), cell("DE", "1.0", "0-9")]
    rows = table(*small, cell("ES", "20.0"), cell("SE", "50.0"))
    assert shifts(rows, "size") == {"0-9": "-1.098612"}
    [row] = [row for row in rows if row["kind"] == "size"]
    assert row["locator"] == "isoc_eb_ai, E_AI_TANY, 0-9 against GE10, mean of ES SE"
    assert (row["value"], row["reference"]) == ("15.00", "35.00")


def test_how_far_a_shift_stands_for_the_family_by_hand():
    """The lead moves by ln 4 in DK, another kind of AI by 2 ln 4: slope 2, no error.

    With a third country where the lead moves by ln 4 and the other not at all: slope 1, error ln 4.
    """
    other = "isoc_eb_ai:E_AI_TML"
    one = [cell("DK", "50.0"), cell("EU27_2020", "20.0", question=other), cell("DK", "80.0", question=other)]
    [row] = [row for row in table(*one) if row["family"] == "ai"]
    assert (row["slope"], row["s"]) == ("2.0000", "0.0000")
    two = [*one, cell("FI", "50.0"), cell("FI", "20.0", question=other)]
    rows = [row for row in table(*two) if row["family"] == "ai"]
    assert {(row["slope"], row["s"]) for row in rows} == {("1.0000", "1.3863")}


def test_size_classes_of_the_us_by_hand():
    """Against all companies' 20 %: 10 % -0.810930, 50 % ln 4; each year is a family of its own."""
    us = [
        cell("US", value, size, ROBOTS, "2018") for size, value in (("all", "20.0"), ("1-4", "10.0"), ("GE250", "50.0"))
    ]
    rows = [row for row in table(*us) if row["family"] == ROBOTS]
    assert shifts(rows, "size") == {"1-4": "-0.810930", "GE250": "1.386294"}
    assert {row["evidence"] for row in rows} == {"size-shift"}
    assert size_class("25,000 or more") == "GE25000"


def test_aggregates_are_no_countries():
    """EA is the euro area though it has two letters; EU28 is no country either."""
    assert shifts(table(cell("EA", "21.4"), cell("EU28", "20.1")), "country") == {}


def test_only_one_year_is_compared():
    """A figure of an earlier survey than the reference's is left out."""
    assert shifts(table(cell("DE", "50.0", year="2023")), "country") == {}


def test_a_flag_is_told_in_words():
    """Break in series and differing definition stand in the locator."""
    [row] = table(cell("NL", "50.0", flag="b"))
    assert row["locator"].endswith("NL against EU27_2020 (b break in series)")


def test_a_share_of_nought_is_kept_at_the_floor():
    """0 % has no log-odds: it counts as 0.5 %, ln(0.005 / 0.995) + ln 4 = -3.907010."""
    assert shifts(table(cell("LV", "0.0")), "country") == {"lv": "-3.907010"}


def test_a_family_without_its_question_is_named():
    """The error names what no observation answers."""
    with pytest.raises(StatisticsError, match="no observation answers isoc_eb_ai:E_AI_TANY"):
        modifiers_table([])


def test_the_order_of_the_figures_changes_no_byte():
    """Rows are sorted, and the heading is fixed."""
    cells = [cell("EU27_2020", "20.0", question=family.lead) for family in FAMILIES]
    cells += [cell("DK", "50.0"), cell("ES", "30.0")]
    assert modifiers_table(cells) == modifiers_table(cells[::-1])
    assert modifiers_table(cells).startswith(",".join(HEADING) + "\n")
