"""Influences, activities and overlays of a business's own in its file."""

import pytest

from ecomap.errors import FileError, SchemaError
from ecomap.io.businesses import open_business, open_businesses, parse_business
from ecomap.io.validation import validated
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import EcosystemMap, OwnActivity, OwnInfluence


@pytest.fixture(scope="module")
def small(village):
    return validated(EcosystemMap, read_yaml(village, "village"))


OWN = """\
sectors: {shop: 1}
depends_on: {bakery: 0.125}
influences:
  - {trend: cloud, share: 0.4, reason: 4 of 10 of us}
  - {sector: online-shop, share: 0.25, reason: they sell our goods}
own_activities:
  - {id: sing, name: Sing, share: 1, served_by: {cloud: 0.5}, reason: we stream it}
"""


def test_own_words_are_read_with_exact_names(small):
    """Sectors by any name become ids; ties count among the dependences; the words stay as written."""
    business = parse_business("f", OWN, small)
    assert business.influences == (
        OwnInfluence(trend="cloud", share=0.4, reason="4 of 10 of us"),
        OwnInfluence(sector="web-shop", share=0.25, reason="they sell our goods"),
    )
    assert business.dependences == {"bakery": 0.125, "web-shop": 0.25}
    assert business.peers == {"cloud": 0.4}
    assert business.own_activities == (
        OwnActivity(id="sing", name="Sing", share=1, served_by={"cloud": 0.5}, reason="we stream it"),
    )


def test_every_fault_of_own_words_is_told_at_its_place(small, places):
    """Unknown and doubled names, both or neither of trend and sector, ids of the map, shares over 1: all at once."""
    text, found = places(
        "sectors: {shop: 1}\n"
        "depends_on: {bakery: 0.1}\n"
        "influences:\n"
        "  - {trend: «klowd, share: 0.4, reason: x}\n"
        "  - {sector: «baker, share: 0.2, reason: x}\n"
        "  - «{trend: cloud, sector: shop, share: 0.4, reason: x}\n"
        "  - «{share: 0.4, reason: x}\n"
        "  - {trend: «cloud, share: «1, reason: x}\n"
        "own_activities:\n"
        "  - {id: «sell-goods, name: Sell, share: 1, served_by: {«klout: 0.1}, reason: x}\n"
    )
    with pytest.raises(SchemaError) as caught:
        parse_business("f", text, small)
    problems = caught.value.problems
    assert [(p.where.line, p.where.column) for p in problems] == found
    assert [p.message for p in problems] == [
        "no such trend.",
        "is said twice.",
        "an influence names a trend or a sector, one of the two.",
        "an influence names a trend or a sector, one of the two.",
        "is said twice.",
        "1 is out of range.",
        'the map has a "sell-goods" of its own.',
        "no such trend.",
    ]


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ("influences: [{sector: bakery, share: 0.6, reason: x}, {sector: web shop, share: 0.4, reason: x}]\n",
         "influences"),
        ("own_activities:\n"
         "  - {id: a, name: A, share: 1, served_by: {cloud: 0.6}, reason: x}\n"
         "  - {id: b, name: B, share: 1, served_by: {cloud: 0.5}, reason: x}\n", "own_activities[1].served_by.cloud"),
    ],
)  # fmt: skip
def test_own_shares_leave_something_for_the_rest(small, more, path):
    """Ties stay below 1 in all; no more than the whole use of a trend goes to own activities."""
    with pytest.raises(SchemaError) as caught:
        parse_business("f", "sectors: {shop: 1}\n" + more, small)
    assert [problem.path for problem in caught.value.problems] == [path]


OVERLAY = """\
schema: ecomap/overlay/1
id: driving
title: Driving schools
sectors:
  - id: driving-schools
    name: Driving schools
    short: Driving schools
    activities: {take-appointments: 1, run-vehicles: 0.8}
    evidence: judged-activity
    reason: Lessons are dates in a diary and hours in a car.
"""


def test_a_business_brings_its_overlay_along(tmp_path):
    """The path starts from the file's folder, wherever the program runs; two files that name it share it."""
    (tmp_path / "driving.yaml").write_text(OVERLAY, encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    mine.write_text("sectors: {driving schools: 1}\noverlays: [driving.yaml]\n", encoding="utf-8")
    opened = open_business(str(mine))
    assert opened.business.sectors == {"driving-schools": 1}
    assert "driving-schools" in opened.ecosystem.sector_by_id
    both = open_businesses([str(mine), "bakery", str(mine)])
    assert both.sha256 == opened.sha256
    assert [business.id for business in both.businesses] == ["my-business", "rosas-bakery", "my-business"]


def test_an_overlay_that_is_not_there_is_told_where_it_is_named(tmp_path):
    """Line and column of the name, and from where its path starts."""
    mine = tmp_path / "mine.yaml"
    mine.write_text("sectors: {education: 1}\noverlays: [gone.yaml]\n", encoding="utf-8")
    with pytest.raises(FileError, match=r"mine\.yaml:2:12  overlays: no such file: .*gone\.yaml"):
        open_business(str(mine))
