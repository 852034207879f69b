"""Flows between industries: totals dropped, sums below 1, the industry-technology assumption."""

import csv
from pathlib import Path

import numpy as np
import pytest

from research.derivation import SectorRows, StatisticsError
from research.derivation.bea import CodedTable, Flows, industry_flows, is_account, read_coded_table, read_industry_flows
from research.derivation.crosswalk import read_crosswalk, sector_flows, sector_shares
from research.derivation.inputs import opened

USE = [
    "rownames,111,222,T001,F01000,NA",
    "111,10,30,40,5,0",
    "222,20,10,30,5,0",
    "V00100,1,1,2,0,0",
    "T008,31,41,72,0,0",
]
MAKE = ["rownames,111,222,T008", "111,90,10,100", "222,0,100,100", "T007,90,110,200"]


def test_totals_are_dropped_by_name(write_bea):
    """Rows and columns T00x, V..., F..., NA and "Total ..." are no accounts; industries and commodities remain."""
    folder = write_bea("detail_use_2017.csv", USE) / "us_bea_io"
    table = read_coded_table(folder / "detail_use_2017.csv")
    assert table.rows == ("111", "222")
    assert table.columns == ("111", "222")
    assert not any(is_account(name) for name in ("Total Intermediate", "T005", "NA.1", "V00300", "F10S00"))
    assert all(is_account(name) for name in ("1111A0", "531HSO", "4B0000", "S00500"))


def test_flows_follow_the_industry_technology_assumption(write_bea):
    """``Z = D U``, by hand.

    Commodity output is (90, 110), so D = ((1, 10/110), (0, 100/110)). With U = ((10, 30), (20, 10)):
    Z11 = 10 + 20/11, Z12 = 30 + 10/11, Z21 = 200/11, Z22 = 100/11.
    """
    write_bea("detail_use_2017.csv", USE)
    flows = read_industry_flows(write_bea("detail_make_2017.csv", MAKE))
    assert flows.codes == ("111", "222")
    np.testing.assert_allclose(flows.values, [[10 + 20 / 11, 30 + 10 / 11], [200 / 11, 100 / 11]], rtol=1e-14)


def test_a_total_left_in_is_refused_by_name_of_the_culprit(write_bea):
    """Under a name that hides it, a total of the use table doubles the inputs: the sum of A passes 1 and is refused."""
    write_bea("detail_use_2017.csv", ["rownames,111,222", "111,10,30", "222,20,30", "ALL,80,60"])
    statistics = write_bea("detail_make_2017.csv", MAKE)
    with pytest.raises(StatisticsError, match=r"industry 111 buys 110 to make 100 .*total"):
        read_industry_flows(statistics)


def test_a_sum_of_exactly_one_is_refused():
    """The sum of direct requirements must be below 1, not at most 1."""
    table = CodedTable(("111",), ("111",), np.array([[100.0]]))
    with pytest.raises(StatisticsError, match="must sum below 1"):
        industry_flows(table, table)


def test_government_and_scrap_are_no_industries(write_bea):
    """S00... and GSL... neither buy nor sell; what they make of a commodity stays out of the private makers' shares."""
    write_bea("detail_use_2017.csv", ["rownames,111,S00201", "111,10,50", "S00401,5,5"])
    statistics = write_bea("detail_make_2017.csv", ["rownames,111,S00401", "111,75,1", "S00201,25,0"])
    flows = read_industry_flows(statistics)
    assert flows.codes == ("111",)
    np.testing.assert_allclose(flows.values, [[0.75 * 10 + 5]])


def test_a_cell_that_is_no_number_is_named(write_bea):
    """A cell that is not a number is refused with its table, row and column."""
    statistics = write_bea("detail_use_2017.csv", ["rownames,111", "111,n/a"])
    with pytest.raises(StatisticsError, match="row 111, column 111"):
        read_coded_table(statistics / "us_bea_io" / "detail_use_2017.csv")


def test_aggregation_keeps_the_sum():
    """``S' Z S`` moves flows, it makes none: an industry split half and half gives quarters to itself."""
    flows = Flows(("111", "222"), np.array([[8.0, 4.0], [2.0, 0.0]]))
    shares = np.array([[0.5, 0.5], [0.0, 1.0]])
    np.testing.assert_allclose(sector_flows(flows, shares), [[2.0, 4.0], [3.0, 5.0]])


def test_flows_agree_with_the_independent_table_of_59_groups(real_statistics):
    """The published-beside table of 59 survey groups was made by other code: every cell agrees to its rounding."""
    table = read_rows(real_statistics / "derived_coupling" / "us2017_flows_absleaf59_musd.csv")
    groups = table[0][1:]
    expected = np.array([[float(cell) for cell in row[1:]] for row in table[1:]])
    codes: dict[str, list[str]] = {group: [] for group in groups}
    for row in read_rows(real_statistics / "classifications" / "naics2017_bea_absleaf.csv")[1:]:
        if row[5] in codes:
            codes[row[5]].append(row[0])
    sectors = [SectorRows(f"group-{at}", naics=tuple(codes[group])) for at, group in enumerate(groups)]
    flows = read_industry_flows(real_statistics)
    shares = sector_shares(flows.codes, read_crosswalk(real_statistics), sectors)
    np.testing.assert_allclose(sector_flows(flows, shares), expected, rtol=0, atol=0.0501)


def test_real_tables_give_392_private_industries(real_statistics):
    """402 industries less nine of government and one of government enterprises; all flows finite."""
    flows = read_industry_flows(real_statistics)
    assert len(flows.codes) == 392
    assert np.isfinite(flows.values).all()


def read_rows(path: Path) -> list[list[str]]:
    with opened(path) as stream:
        return list(csv.reader(stream))
