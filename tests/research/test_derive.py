"""The four tables from the publishers' real tables: the same bytes every time, every number within its bounds."""

import csv
import io
from math import fsum

import numpy as np
import pytest

from research.derivation import SectorRows, StatisticsError, TrendNumbers, derive
from research.derivation.inputs import csv_text
from research.derivation.profiles import Profiles, readiness
from research.observations import read_observations

SECTORS = [
    SectorRows("agriculture", ("11",), ("11",), activities={"work-the-land": 1.0}),
    SectorRows(
        "food-manufacturing", ("311", "312"), ("311", "312"), "exact", ("C10-C12",), activities={"make-goods": 1.0}
    ),
    SectorRows("retail-trade", ("44–45",), ("44–45",), "exact", ("G47",), activities={"sell-over-counter": 1.0}),
    SectorRows("e-commerce", ("4541",), ("44–45",), "wider", ("G47",), "wider", {"sell-online": 1.0}),
    SectorRows("hospitality", ("721",), ("72",), "wider", ("I55",), activities={"serve-customers": 1.0}),
    SectorRows("restaurants", ("722",), ("72",), "wider", ("I",), "wider", {"serve-customers": 0.9, "make-goods": 0.1}),
]
TRENDS = {name: TrendNumbers(-2.0, 0.4) for name in ("generative-ai", "ai-logistics", "rfid")}


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def observations(real_statistics):
    return read_observations(real_statistics)[0]


@pytest.fixture(scope="module")
def tables(real_statistics, observations):
    return derive(SECTORS, real_statistics, observations, TRENDS)


@pytest.mark.slow
def test_the_order_of_the_arguments_changes_no_byte(tables, real_statistics, observations):
    """Sectors, trends and figures in any order give the same texts, with bare newlines."""
    trends = dict(reversed(TRENDS.items()))
    assert derive(SECTORS[::-1], real_statistics, observations[::-1], trends) == tables
    assert all("\r" not in text and text.endswith("\n") for text in tables.values())


@pytest.mark.slow
def test_no_column_of_the_coupling_exceeds_one(tables):
    """All ordered pairs, by target then source; what flows into a sector sums to at most 1 and hardly less."""
    rows = rows_of(tables["coupling.csv"])
    assert [(row["target"], row["source"]) for row in rows] == sorted((row["target"], row["source"]) for row in rows)
    assert len(rows) == len(SECTORS) * (len(SECTORS) - 1)
    for part in ("coupling", "affinity", "technology_kinship", "activity_kinship"):
        for sector in SECTORS:
            total = fsum(float(row[part]) for row in rows if row["target"] == sector.id)
            assert 1 - 1e-5 < total <= 1


@pytest.mark.slow
def test_flows_run_from_source_to_target(tables):
    """Farms sell to food makers far more than they buy from them."""
    flow = {(row["source"], row["target"]): float(row["flow_musd"]) for row in rows_of(tables["coupling.csv"])}
    assert flow["agriculture", "food-manufacturing"] > 5 * flow["food-manufacturing", "agriculture"] > 0


@pytest.mark.slow
def test_grades_follow_the_rubric(tables):
    """Eurostat is B at best, a wider row C, a sector that Eurostat leaves out C, from the American survey."""
    found = {(row["trend"], row["sector"]): row for row in rows_of(tables["prevalence.csv"])}
    assert found["generative-ai", "retail-trade"]["grade"] == "B"
    assert found["generative-ai", "restaurants"]["grade"] == "C"
    assert found["generative-ai", "restaurants"]["locator"] == "isoc_eb_ain2, E_AI_TNLG, nace2 I, GE10, EU27_2020"
    assert found["generative-ai", "agriculture"]["evidence"] == "btos-ai-rate"
    assert all(0.005 <= float(row["prevalence"]) <= 0.995 for row in found.values())


def test_readiness_by_hand():
    """Two technologies; sector c has only the first.

    Scores of (0, 1, 2): -1.2247, 0, 1.2247; of (5, 7): -1, 1. Means: -1.1124, 0.5, 1.2247; mean .2041, spread .9768.
    """
    nan = float("nan")
    found = readiness(Profiles(("x", "y"), np.array([[0.0, 5.0], [1.0, 7.0], [2.0, nan]])))
    means = np.array([(-(1.5**0.5) - 1) / 2, 0.5, 1.5**0.5])
    np.testing.assert_allclose(found.scores, (means - means.mean()) / means.std(), rtol=1e-12)
    assert found.technologies == (2, 2, 1)


def test_an_id_given_twice_is_refused(tmp_path):
    """Two sectors with one id would overwrite each other in silence."""
    with pytest.raises(StatisticsError, match='sector "a" is given twice'):
        derive([SectorRows("a"), SectorRows("a")], tmp_path, [], {})


def test_a_missing_table_is_named(tmp_path):
    """The error names the file that cannot be read."""
    with pytest.raises(StatisticsError, match=r"abs_technology_use_by_industry\.csv"):
        derive([SectorRows("a")], tmp_path, [], {})


def test_cells_with_commas_are_quoted():
    """A locator may hold commas; the text stays readable as CSV."""
    assert csv_text(["a", "b"], [["x, y", "z"]]) == 'a,b\n"x, y",z\n'
