"""A drawing matched to a map of two trends and three sectors: what is used, what gives way, why the rest is not."""

from typing import Any

import pytest

from ecomap.model import Kind
from ecomap.results.map_import import Drawing, DrawnLine, DrawnPoint, MapImport
from ecomap.verbs.map_import import match_drawing, read_radar
from maps import JUDGED, changed, ecosystem, sector, trend

AROUND = ecosystem(
    [sector("mill"), sector("bakery"), sector("farm")], [trend("booking"), trend("chatbots")],
    {("booking", "mill"): 0.2}, {("mill", "bakery"): 0.5, ("farm", "bakery"): 0.25},
)  # fmt: skip


def matched(*lines: tuple[str, str, str], points: Any = ()) -> MapImport:
    """Return what a drawing of these lines says."""
    drawn = tuple(DrawnLine(source, target, f"row {at}", said) for at, (source, target, said) in enumerate(lines, 1))
    return match_drawing(Drawing("table of edges", tuple(points), drawn), AROUND)


@pytest.mark.parametrize(
    ("share", "room"),
    [
        ("0.5", {}),  # .5 and .5 are all of it
        ("0.4", {}), ("0.75", {"mill": 0.25}), ("0.8", {"mill": 0.2}),
    ],
)  # fmt: skip
def test_couplings_give_way_only_as_far_as_they_must(share: str, room: dict[str, float]) -> None:
    """Into the bakery go .5 from the mill and another share from the farm: together at most 1."""
    found = matched(("farm", "bakery", share))
    assert [(one.source, one.target, one.number, one.now) for one in found.numbers] == [
        ("farm", "bakery", float(share), 0.25)
    ]
    assert {one.source: one.number for one in found.room} == pytest.approx(room, abs=2e-6)  # rounded down


def test_more_than_all_of_the_pressure_is_refused() -> None:
    """.6 and .5 are together more than the whole: neither is taken; .5 and .5 are."""
    over, whole = (matched(("farm", "bakery", "0.5"), ("mill", "bakery", share)) for share in ("0.6", "0.51"))
    assert over.numbers == whole.numbers == ()
    assert [one.why for one in over.unmatched] == [
        "what reaches bakery is 1.1 together, more than all of it. Write shares."
    ] * 2
    assert [(one.what, one.place) for one in over.unmatched] == [
        ("farm -> bakery", "row 1"),
        ("mill -> bakery", "row 2"),
    ]
    fits = matched(("farm", "bakery", "0.5"), ("mill", "bakery", "0.4"))
    assert ([one.number for one in fits.numbers], fits.room) == ([0.5, 0.4], ())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("booking", "mill", "0.2"), None),  # as the map has it
        (("booking", "bakery", "0.4"), ""),
        (("mill", "booking", "0.4"), "Turn it round"),
        (("booking", "chatbots", "0.4"), "no lines of their own"),
        (("booking", "nowhere", "0.4"), "nowhere"),
    ],
)
def test_a_line_is_used_said_already_or_told(line: Any, told: str | None) -> None:
    """From a trend to a sector or from a sector to a sector, with a share between 0 and 1."""
    found = matched(line)
    assert (found.same, len(found.numbers)) == ((1, 0) if told is None else (0, int(told == "")))
    assert len(found.unmatched) >= int(bool(told))
    assert all(told in one.why for one in found.unmatched[-1:]) if told else not found.unmatched


@pytest.mark.parametrize(
    ("name", "type", "told"),
    [
        ("bokery", "", 'no such trend or sector. Did you mean "bakery"'),
        ("bokking", "", 'no such trend or sector. Did you mean "booking"'),
        ("bokery", "Sector", 'no such sector. Did you mean "bakery"'),
        (
            "bakery",
            "Trend",
            "it is called a trend and the map has no such trend, but: sector bakery. Correct its type.",
        ),
    ],
)
def test_a_point_that_is_not_matched_is_told_with_what_comes_near(name: str, type: str, told: str) -> None:
    """Among trends first, then sectors; only among what the file says that it is."""
    found = matched(points=[DrawnPoint(name, "row 1", type)])
    (one,) = found.unmatched
    assert (one.what, one.why[: len(told)]) == (name, told)


def test_a_kind_of_firm_is_a_sector_only_if_it_is_made_of_one() -> None:
    """Of several sectors it is told which; one of them has to be named."""
    kinds = (
        Kind(id="baker", name="Baker", sectors={"bakery": 1}, evidence=JUDGED, reason="r"),
        Kind(id="estate", name="Estate", sectors={"farm": 0.5, "mill": 0.5}, evidence=JUDGED, reason="r"),
    )
    points = (DrawnPoint("Baker", "row 1"), DrawnPoint("Estate", "row 2"), DrawnPoint("Baker", "row 3", "Sector"))
    found = match_drawing(Drawing("table of nodes", points), changed(AROUND, kinds=kinds))
    assert [(one.kind, one.id, one.point.place) for one in found.matched] == [
        ("sector", "bakery", "row 1"), ("sector", "bakery", "row 3"),
    ]  # fmt: skip
    (told,) = found.unmatched
    assert told.why == "a kind of firm, made of several sectors: farm, mill. Name one of them."


def test_a_radar_says_what_is_in_use_and_what_is_not_wanted() -> None:
    """The rings adopt and hold; the others are counted, and a name in them is not looked up."""
    points = [
        DrawnPoint("booking", "row 1", ring="Adopt"), DrawnPoint("chatbots", "row 2", ring="hold"),
        DrawnPoint("nothing", "row 3", ring="trial"), DrawnPoint("else", "row 4"),
        DrawnPoint("no", "row 5", ring="adopt"), DrawnPoint("booking", "row 6", ring="adopt"),
    ]  # fmt: skip
    found = read_radar(Drawing("radar", tuple(points)), AROUND)
    assert (found.adopted, found.held) == (("booking",), ("chatbots",))
    assert found.others == {"no ring": 1, "trial": 1}
    assert [one.what for one in found.unmatched] == ["no"]
