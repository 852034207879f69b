"""Businesses and sectors side by side."""

import pytest

from ecomap import Business, compare_businesses, compare_sectors, rank_trends
from ecomap.errors import MethodError, UnknownNameError
from ecomap.model import OwnActivity, OwnInfluence
from maps import ecosystem, sector, trend


@pytest.fixture(scope="module")
def around():
    """Three trends; s1 does what the first serves, s2 what the second does, and all do the third's."""
    return ecosystem(
        [sector("s1", {"book": 1, "all": 1}), sector("s2", {"make": 1, "all": 1})],
        [
            trend("t1", level=0.5, specificity=1, services={"book": 1}),
            trend("t2", level=0.4, specificity=1, services={"make": 1}),
            trend("t3", level=0.3, specificity=1, services={"all": 1}),
        ],
    )


def test_each_column_is_the_ranking_of_its_business(around):
    """Ranks, points and influence are those of ``rank_trends``; what is of no use or in use has none.

    One in the middle has edges of its own: they leave the others as they are.
    """
    own = OwnActivity(id="own", name="Own", share=1, served_by={"t2": 0.5}, reason="said")
    seen = OwnInfluence(trend="t1", share=0.1, reason="seen")
    businesses = [
        Business(id="a", sectors={"s1": 1}),
        Business(id="c", sectors={"s1": 1}, own_activities=(own,), influences=(seen,)),
        Business(id="b", sectors={"s1": 1, "s2": 3}, adopted=("t3",)),
    ]
    found = compare_businesses(around, businesses, top=3)
    for at, business in enumerate(businesses):
        rows = {row.trend.id: row for row in rank_trends(around, business).opportunities}
        for line in found.trends:
            row = rows.get(line.trend.id)
            assert line.ranks[at] == (row and row.rank)
            assert line.points[at] == (row and row.priority)
            assert line.influence[at] == (row and row.influence)
    assert [column.adopted for column in found.columns] == [(), (), ("t3",)]


def test_what_is_shared_and_what_is_one_s_alone(around):
    """First two: s1 has t1, t3 and s2 has t2, t3; t3 is shared, the others are of one alone, column by column."""
    found = compare_sectors(around, top=2)
    assert [column.first for column in found.columns] == [("t1", "t3"), ("t2", "t3")]
    assert [column.only_here for column in found.columns] == [("t1",), ("t2",)]
    assert found.shared == ("t3",)
    assert [(row.trend.id, row.shared_by) for row in found.trends] == [("t3", 2), ("t1", 1), ("t2", 1)]


def test_likeness_by_hand(around):
    """t1 t3 against t2 t3 (the third is of no use): X = 0, 1; (.1/.9) (.5 x .81) + .5 x .81 = .45; one trend in common,
    so no tau."""
    [pair] = compare_sectors(around).likeness
    assert pair.overlap == pytest.approx(0.045 + 0.405, abs=1e-12)
    assert (pair.a, pair.b, pair.tau_b, pair.shared) == ("s1", "s2", None, 1)


def test_a_business_and_its_double_are_alike(around):
    """Two of the same: overlap 1, tau 1."""
    [pair] = compare_businesses(around, [Business(id=i, sectors={"s1": 1, "s2": 1}) for i in ("a", "b")]).likeness
    assert (pair.overlap, pair.tau_b) == (pytest.approx(1), pytest.approx(1))


def test_what_cannot_be_compared_is_refused(around):
    """One alone, two of one name, a sector that is not there."""
    business = Business(sectors={"s1": 1})
    with pytest.raises(MethodError, match="at least two"):
        compare_businesses(around, [business])
    with pytest.raises(MethodError, match="my-business stands in the comparison twice"):
        compare_businesses(around, [business, business])
    with pytest.raises(UnknownNameError, match='no such sector "s3"'):
        compare_sectors(around, ["s1", "s3"])
