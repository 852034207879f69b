"""Pace: growth of the log-odds, only between years that ask the same question."""

import csv
import io
from math import log

import pytest

from research.derivation import PacedTrend, StatisticsError
from research.derivation.modifiers import US_TABLE
from research.derivation.pace import EUROSTAT_TABLE, pace_table

ANY_AI = PacedTrend("ai", "eurostat-ai-by-size", "E_AI_TANY")
US = ["data_year,technology,company_size,use_pct,table"]


@pytest.fixture
def table(tmp_path):
    """Return a function that writes the EU27 row of a wide table and gives the rows of ``pace.csv``."""

    def rows_of(cells: dict[str, str], *trends: PacedTrend):
        write(tmp_path, EUROSTAT_TABLE, [",".join(["geo", "size_emp", *cells]), ",".join([*ROW, *cells.values()])])
        return list(csv.DictReader(io.StringIO(pace_table(trends or (ANY_AI,), tmp_path))))

    return rows_of


ROW = ("EU27_2020", "GE10")


def write(folder, file, rows):
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def logit(percent):
    return log(percent / (100 - percent))


def test_a_pace_by_hand(table):
    """20 % in 2021, 50 % in 2024: (0 - ln(1/4)) / 3 = ln 4 / 3 = 0.462098; the year between moves nothing."""
    (row,) = table({"2021": "20", "2023": "21.5", "2024": "50"})
    assert (row["pace"], row["value"], row["years"]) == (f"{log(4) / 3:.6f}", "20, 21.5, 50", "2021, 2023, 2024")
    assert (row["trend"], row["grade"], row["evidence"]) == ("ai", "B", "eurostat-ai-pace")


def test_a_wider_thing_is_graded_lower(table):
    """A series that speaks of a larger thing than the trend is grade C."""
    wider = PacedTrend("vision", "eurostat-ai-by-size", "E_AI_TANY", "wider")
    assert {row["trend"]: row["grade"] for row in table({"2021": "1", "2023": "2"}, wider, ANY_AI)} == {
        "ai": "B", "vision": "C",
    }  # fmt: skip


def test_a_year_with_another_list_of_technologies_is_cut_off(table):
    """The list grew in 2025: that year is left out, and the row says so."""
    (row,) = table({"2021": "10", "2023": "12", "2024": "20", "2025": "60"})
    assert row["pace"] == f"{(logit(20) - logit(10)) / 3:.6f}"
    assert row["locator"] == "isoc_eb_ai, E_AI_TANY, EU27_2020, GE10 (2025 left out: another question)"


def test_a_flagged_break_is_cut_at(table):
    """b in 2023: of 2021 | 2023, 2024 the two years after the break remain; other flags break nothing."""
    (row,) = table({"2021": "10", "2023": "12 b", "2024": "20 e"})
    assert (row["years"], row["pace"]) == ("2023, 2024", f"{logit(20) - logit(12):.6f}")


def test_breaks_that_leave_no_two_years_are_refused(table):
    """A break in every year leaves nothing to compare: refused, with what each year asks."""
    with pytest.raises(StatisticsError, match=r"no two years of E_AI_TANY ask the same question.*judge the pace"):
        table({"2021": "10", "2023": "12b", "2024": "20 b", "2025": "30"})


def test_the_years_of_the_us_survey_are_never_subtracted(tmp_path):
    """2018, 2020 and 2021 ask three questions: no pace, whatever the figures."""
    write(tmp_path, US_TABLE, [*US, *(f"{year},robotics,All companies,{year - 2000},1" for year in (2018, 2020, 2021))])
    with pytest.raises(StatisticsError, match=r"trend robots: no two years of robotics ask the same.*production"):
        pace_table([PacedTrend("robots", "us-abs", "robotics")], tmp_path)


def test_no_technology_of_the_real_us_survey_has_a_pace(real_statistics):
    """Every technology of the published table is refused; those asked about in several years among them."""
    with (real_statistics / US_TABLE).open(encoding="utf-8") as stream:
        years: dict[str, set[str]] = {}
        for row in csv.DictReader(stream):
            years.setdefault(row["technology"], set()).add(row["data_year"])
    assert any(len(found) > 1 for found in years.values())
    for technology in years:
        with pytest.raises(StatisticsError, match="ask the same question"):
            pace_table([PacedTrend("t", "us-abs", technology)], real_statistics)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"2021": "10", "2026": "12"}, "nobody has looked at what the survey of 2026 asks"),
        ({"2021": "10", "2023": ":"}, '":" is not a figure'),
        ({"2021": "10", "2023": "0"}, "0 % has no log-odds"),
        ({"2021": "10", "2023": "100"}, "100 % has no log-odds"),
    ],
)
def test_what_cannot_be_compared_is_refused(table, cells, message):
    """A year whose wording nobody has looked at, a missing cell that is no number, a share without log-odds."""
    with pytest.raises(StatisticsError, match=message):
        table(cells)


def test_unknown_series_and_indicators_are_refused(table):
    """A series, indicator or fit that the derivation does not know is refused with those that it does."""
    with pytest.raises(StatisticsError, match="eurostat-ai-by-size, us-abs"):
        PacedTrend("ai", "github-topics", "ai")
    with pytest.raises(StatisticsError, match="exact, wider"):
        PacedTrend("ai", "us-abs", "ai", "nearly")
    with pytest.raises(StatisticsError, match='has no "E_AI_TML"; it has E_AI_TANY'):
        table({"2021": "10"}, PacedTrend("ml", "eurostat-ai-by-size", "E_AI_TML"))


def test_the_row_must_be_there_once(tmp_path):
    """Without the row of EU27, or with two of them, nothing is guessed."""
    for rows, count in (([], 0), (["EU27_2020,GE10,1,2"] * 2, 2)):
        write(tmp_path, EUROSTAT_TABLE, ["geo,size_emp,2021,2023", *rows])
        with pytest.raises(StatisticsError, match=f"has {count} rows"):
            pace_table([ANY_AI], tmp_path)
