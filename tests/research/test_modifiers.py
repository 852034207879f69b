"""Modifiers: countries and size classes against the reference, in log-odds; missing stays missing."""

import csv
import io
from math import log

import pytest

from research.derivation import StatisticsError
from research.derivation.modifiers import (
    FAMILIES,
    HEADING,
    US_TABLE,
    Cell,
    flagged,
    iso_code,
    modifiers_table,
    size_class,
)

CUT = "C10-S951_X_K,{indicator},PC_ENT"
EUROSTAT_HEADING = "size_emp,nace_r2,indic_is,unit,geo,time,value,flag"
US_HEADING = "data_year,technology,company_size,use_pct,table"
US_ROWS = [
    "2018,robotics,All companies,20.0,5705",
    "2018,robotics,1-4,10.0,5705",
    '2018,robotics,"1,000-4,999",50.0,5705',
    '2018,robotics,"25,000 or more",80.0,5705',
]


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def cell(geo: str, value: str, size: str = "GE10", flag: str = "", indicator: str = "E_AI_TANY") -> str:
    return f"{size},{CUT.format(indicator=indicator)},{geo},2025,{value},{flag}"


@pytest.fixture
def table(tmp_path):
    """Return a function that writes AI cells (the reference 20 % among them) and gives the modifiers' rows."""

    def rows_of(ai_rows=(), us_rows=US_ROWS, reference="20.0"):
        for family in FAMILIES:
            rows = [cell("EU27_2020", reference, indicator=family.indicator)]
            write(tmp_path / family.table, [EUROSTAT_HEADING, *rows, *(ai_rows if family.name == "ai" else ())])
        write(tmp_path / US_TABLE, [US_HEADING, *us_rows])
        return list(csv.DictReader(io.StringIO(modifiers_table(tmp_path))))

    return rows_of


def countries(rows: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    return {row["place"]: row for row in rows if row["kind"] == "country"}


def test_a_country_by_hand(table):
    """50 % against 20 %: logit 0 - ln(0.2 / 0.8) = ln 4 = 1.386294; 10 %: ln(1/9) + ln 4 = -0.810930."""
    found = countries(table([cell("DK", "50.0"), cell("RO", "10.0")]))
    assert {place: row["shift"] for place, row in found.items()} == {"dk": "1.386294", "ro": "-0.810930"}
    assert (found["dk"]["value"], found["dk"]["reference"], found["dk"]["family"]) == ("50.0", "20.0", "ai")
    assert found["dk"]["locator"] == "isoc_eb_ai, E_AI_TANY, GE10, DK against EU27_2020"
    assert {row["evidence"] for row in found.values()} == {"country-shift"}


def test_size_classes_of_the_eu_by_hand(table):
    """80 % against 20 %: 2 ln 4 = 2.772589; overlapping and national classes are left out."""
    sizes = [cell("EU27_2020", "80.0", "GE250"), cell("EU27_2020", "20.0", "10-49")]
    others = [cell("EU27_2020", "30.0", "10-249"), cell("ES", "5.0", "0-9"), cell("ES", "5.0", "GE250")]
    rows = [row for row in table([*sizes, *others]) if row["family"] == "ai"]
    assert [(row["kind"], row["place"], row["shift"]) for row in rows] == [
        ("size", "10-49", "0.000000"),
        ("size", "GE250", "2.772589"),
    ]
    assert rows[1]["locator"] == "isoc_eb_ai, E_AI_TANY, EU27_2020, GE250 against GE10"


def test_size_classes_of_the_us_by_hand(table):
    """Against all companies' 20 %: 10 % -0.810930, 50 % ln 4, 80 % 2 ln 4; classes are written as the EU's are."""
    rows = table()
    assert [(row["place"], row["family"], row["shift"]) for row in rows] == [
        ("1-4", "us-abs-2018:robotics", "-0.810930"),
        ("1000-4999", "us-abs-2018:robotics", "1.386294"),
        ("GE25000", "us-abs-2018:robotics", "2.772589"),
    ]
    assert rows[1]["locator"] == "table 5705, robotics 2018, 1,000-4,999 against All companies"
    assert {row["evidence"] for row in rows} == {"size-shift"}


def test_years_of_one_technology_are_kept_apart(table):
    """The question's wording differs between years: each year has its own reference."""
    later = ["2021,robotics,All companies,50.0,12516", "2021,robotics,1-4,50.0,12516"]
    found = {row["family"]: row["shift"] for row in table(us_rows=[*US_ROWS, *later]) if row["place"] == "1-4"}
    assert found == {"us-abs-2018:robotics": "-0.810930", "us-abs-2021:robotics": "0.000000"}


def test_what_is_missing_is_skipped(table):
    """An empty or suppressed cell is no country at nought per cent."""
    assert countries(table([cell("PT", ""), cell("FR", " ")])) == {}
    rows = table(us_rows=[*US_ROWS, "2018,robotics,5-9,,5705", "2018,robotics,10-19,D,5705"])
    assert {row["place"] for row in rows} == {"1-4", "1000-4999", "GE25000"}


def test_codes_of_eurostat_become_iso_codes(table):
    """Eurostat's EL is Greece, gr; UK is gb."""
    assert set(countries(table([cell("EL", "8.9"), cell("UK", "30.0"), cell("SI", "21.6")]))) == {"gr", "gb", "si"}
    assert iso_code("EL") == "gr"


def test_aggregates_are_no_countries(table):
    """EA is the euro area though it has two letters; EU27_2020 and EU28 are no countries either."""
    assert countries(table([cell("EA", "21.4"), cell("EU28", "20.1"), cell("EU", "20.0")])) == {}


def test_only_the_one_cut_is_read(table):
    """Other units, years, activities and indicators do not overwrite the cell."""
    row = cell("DE", "50.0")
    others = [
        row.replace("PC_ENT", "PC_ENT_IUSE").replace("50.0", "99"),
        row.replace("2025", "2024").replace("50.0", "99"),
        row.replace("C10-S951_X_K", "C").replace("50.0", "99"),
        row.replace("E_AI_TANY", "E_AI_TML").replace("50.0", "99"),
    ]
    assert countries(table([row, *others]))["de"]["shift"] == "1.386294"


def test_flags_stand_in_the_locator(table):
    """A break in the series or a different definition is said beside the figure."""
    found = countries(table([cell("NL", "50.0", flag="b"), cell("EE", "50.0", flag="d"), cell("LT", "50.0")]))
    assert found["nl"]["locator"].endswith("NL against EU27_2020 (b break in series)")
    assert found["ee"]["locator"].endswith("EE against EU27_2020 (d definition differs)")
    assert found["lt"]["locator"].endswith("LT against EU27_2020")
    assert flagged("t", Cell("1", "bd")) == "t (b break in series, d definition differs)"


def test_shares_are_kept_within_the_limits_of_the_map(table):
    """0.0 % counts as 0.5 %: ln(0.005 / 0.995) + ln 4 = -3.907010; the figure stays as published."""
    found = countries(table([cell("AL", "0.0")]))["al"]
    assert float(found["shift"]) == pytest.approx(log(0.005 / 0.995) + log(4), abs=1e-6)
    assert (found["shift"], found["value"]) == ("-3.907010", "0.0")


def test_without_a_reference_there_is_no_shift(table):
    """A table without EU27 or without all companies is refused by name, not skipped in silence."""
    with pytest.raises(StatisticsError, match=r"isoc_eb_ai_2025\.csv has no E_AI_TANY for EU27_2020, GE10"):
        table(reference="")
    with pytest.raises(StatisticsError, match="no robotics 2018 for All companies"):
        table(us_rows=US_ROWS[1:])


def test_a_cell_given_twice_is_refused(table):
    """Of two figures for one place the last would win in silence."""
    with pytest.raises(StatisticsError, match="E_AI_TANY for SE, GE10 stands twice"):
        table([cell("SE", "35.0"), cell("SE", "36.0")])
    with pytest.raises(StatisticsError, match="robotics 2018 for 1-4 stands twice"):
        table(us_rows=[*US_ROWS, US_ROWS[1]])


def test_what_is_no_number_is_refused(table):
    """A colon, as Eurostat's web pages print for a missing figure, is named with its place."""
    with pytest.raises(StatisticsError, match='IE, GE10: ":" is not a number'):
        table([cell("IE", ":")])


@pytest.mark.parametrize(
    ("published", "written"), [("5-9", "5-9"), ("10,000-24,999", "10000-24999"), ("25,000 or more", "GE25000")]
)
def test_size_classes_are_written_alike(published, written):
    """One spelling for both surveys: no thousands separators, GE for an open end."""
    assert size_class(published) == written


def test_the_real_tables(real_statistics):
    """34 or 35 countries in each family, three EU classes, 12 US classes x 19 technology-years, in order.

    Denmark's AI: 42.03 % against 19.95 %, ln(42.03 / 57.97) - ln(19.95 / 80.05) = -0.321542 + 1.389422 = 1.067880.
    """
    text = modifiers_table(real_statistics)
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == list(HEADING)
    assert rows[1:] == sorted(rows[1:])
    assert "\r" not in text
    assert text.endswith("\n")
    sizes = [row for row in rows if row[0] == "size"]
    assert len(sizes) == 4 * 3 + 12 * 19
    for family in FAMILIES:
        places = [row[1] for row in rows if row[0] == "country" and row[2] == family.name]
        assert {"at", "gr", "se", "tr"} <= set(places)
        assert not {"ea", "el", "eu"} & set(places)
    found = {(row[1], row[2]): row[3] for row in rows}
    assert float(found["dk", "ai"]) == pytest.approx(1.067880, abs=1.5e-6)
