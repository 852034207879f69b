"""Sectors claim industries by NAICS prefix; the longest wins, an industry that spans sectors is split."""

import numpy as np
import pytest

from research.derivation import SectorRows, StatisticsError
from research.derivation.bea import read_industry_flows
from research.derivation.crosswalk import claimants_of, claims, expand_naics, read_crosswalk, sector_shares

RETAIL = SectorRows("retail-trade", naics=("44–45",))
ONLINE = SectorRows("e-commerce", naics=("4541",))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("44–45", ("44", "45")),
        ("44-45", ("44", "45")),
        ("313–16", ("313", "314", "315", "316")),
        ("3361–63", ("3361", "3362", "3363")),
        ("722", ("722",)),
    ],
)
def test_ranges_are_read_with_any_dash(text, codes):
    """A published range counts up; its end may leave out leading digits; en dash and hyphen are the same."""
    assert expand_naics(text) == codes


@pytest.mark.parametrize("text", ["", "7", "45–44", "other 325", "72a"])
def test_what_is_no_code_is_refused(text):
    """Anything but digits or a range that counts up is refused."""
    with pytest.raises(StatisticsError):
        expand_naics(text)


def test_the_longest_prefix_wins():
    """A sector that is a part takes its codes out of the wider one."""
    claimed = claims([RETAIL, ONLINE])
    assert claimants_of("454110", claimed) == ("e-commerce",)
    assert claimants_of("445110", claimed) == ("retail-trade",)
    assert claimants_of("722511", claimed) == ()


def test_an_industry_that_spans_sectors_is_split_by_its_codes():
    """Of four codes one is claimed by online trade, two by retail, one by nobody: 1/4, 1/2 and nothing."""
    crosswalk = {"4B0000": ("445110", "448110", "454110", "999999")}
    shares = sector_shares(["4B0000", "S00500"], crosswalk, [RETAIL, ONLINE])
    np.testing.assert_allclose(shares, [[0.5, 0.25], [0.0, 0.0]])


def test_an_equal_claim_is_divided_equally():
    """Two sectors with the same prefix get half of each code: nothing is counted twice."""
    shares = sector_shares(["x"], {"x": ("454110",)}, [ONLINE, SectorRows("other", naics=("4541",))])
    np.testing.assert_allclose(shares, [[0.5, 0.5]])


def test_only_six_digit_codes_count_and_each_once(write_bea):
    """The crosswalk repeats codes for every edition of NAICS and lists their parents too."""
    rows = ["BEA_2017_Detail_Code,NAICS_2017_Code", "721000,72", "721000,721110", "721000,721110", "4200ID,"]
    assert read_crosswalk(write_bea("bea_naics_master_crosswalk.csv", rows)) == {"721000": ("721110",)}


def test_every_private_industry_but_customs_duties_has_codes(real_statistics):
    """4200ID (customs duties) is a tax, not an industry; every other one is found in the crosswalk."""
    crosswalk = read_crosswalk(real_statistics)
    assert [code for code in read_industry_flows(real_statistics).codes if code not in crosswalk] == ["4200ID"]
