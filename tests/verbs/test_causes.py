"""What moved since a day, split by cause: parts that add up, and each cause alone."""

import math
import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecomap import Business, Settings, rank_trends
from ecomap.io.logbook.store import Logbook
from ecomap.io.maps import load_map
from ecomap.model import Retired
from ecomap.results.logbook import Snapshot
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.causes import Confirmed, keep_standings, moved_since, signal_drift
from ecomap.verbs.ranking import map_day
from maps import ALL, ecosystem, examples, sector, situations, trend


@pytest.fixture(scope="module")
def shipped_map():
    """Return the shipped map."""
    return load_map()[0]


DAY = date(2026, 11, 15)
SETTINGS = Settings()


def causes(row):
    return [row.by.map, row.by.business, row.by.time, row.by.signals]


@st.composite
def changes(draw):
    """Draw a map and a business then, and both now, with signals; any of them may be as before."""
    around, business = draw(situations())
    then, now = compiled_map(around), compiled_map(around)
    if draw(st.booleans()):  # a release: other figures, a later month
        level, norm = then.arrays.level + draw(st.floats(-1, 1)), then.arrays.norm + draw(st.floats(-1, 1))
        now = replace(then, load_arrays=lambda _: replace(then.arrays, level=level, norm=norm), version="2027.3")
    other = business
    if draw(st.booleans()):
        people, budget = draw(st.integers(1, 300)), draw(st.floats(0, 1e5))
        other = business.model_copy(
            update={"employees": people, "resources": business.resources.model_copy(update={"budget_eur": budget})}
        )
    trend = st.sampled_from([item.id for item in around.trends])
    signals = draw(st.lists(st.builds(Confirmed, trend, st.dates(DAY, date(2027, 11, 1)), st.sampled_from([1, -1]))))
    return (then, business), (now, other), signals


@examples(40)
@given(changes())
def test_the_causes_sum_to_the_change_of_every_priority(drawn):
    """Whatever changed: 1,000 such changes are drawn in the slow run."""
    (old, before), (new, after), signals = drawn
    kept = keep_standings(old, before, DAY)
    found = moved_since(new, after, kept, before, date(2027, 11, 2), signals=signals)
    for row in found.moves:
        assert math.fsum(causes(row)) == pytest.approx(row.priority_now - row.priority_then, abs=1e-9)
    now = {
        (name, row.trend.id): (row.rank, 100 * row.score)
        for ranking in [rank_trends(new, after)]
        for name, rows in (("opportunity", ranking.opportunities), ("threat", ranking.threats))
        for row in rows
    }
    if not found.signals:  # what it says of today is what analyze says
        for row in found.moves:
            rank, points = now.get((row.list, row.trend), (None, 0.0))
            assert (row.rank_now, row.priority_now) == (rank, pytest.approx(points, abs=1e-9))


def test_nothing_moves_where_nothing_changed(shipped_map):
    """The same map, business and day."""
    firm = Business(sectors={"food-manufacturing": 1}, country="DE", employees=9)
    found = moved_since(shipped_map, firm, keep_standings(shipped_map, firm, DAY), firm, DAY)
    assert (found.moves, found.profile, found.years) == ((), (), 0)
    assert found.still == len(rank_trends(shipped_map, firm).opportunities) + len(
        rank_trends(shipped_map, firm).threats
    )


def test_what_the_business_says_is_named_and_moves_by_itself(shipped_map):
    """Nine people instead of one: fields and causes say so, and no other cause has a part."""
    then = Business(sectors={"food-manufacturing": 1}, country="DE", employees=1, goals={"reach": 1})
    now = then.model_copy(update={"employees": 9, "goals": {"reach": 1, "cost": 2}})
    found = moved_since(shipped_map, now, keep_standings(shipped_map, then, DAY), then, DAY)
    assert [(one.field, one.then, one.now) for one in found.profile] == [
        ("employees", "1", "9"), ("goals.cost", "", "2"),
    ]  # fmt: skip
    assert found.moves
    assert all(causes(row) == [0, row.by.business, 0, 0] for row in found.moves)
    ranked = {
        (kind, row.trend.id)
        for ranking in (rank_trends(shipped_map, then), rank_trends(shipped_map, now))
        for kind, rows in (("opportunity", ranking.opportunities), ("threat", ranking.threats))
        for row in rows
    }
    assert found.still + len(found.moves) == len(ranked)


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        ({"adopted": ("a", "b")}, {"adopted": ("b", "c")}, [("adopted", '["a"]', '["c"]')]),
        ({"adopted": ("a", "b")}, {"adopted": ("b",)}, [("adopted", '["a"]', "")]),
        ({"adopted": ()}, {"adopted": ("a",)}, [("adopted", "", '["a"]')]),
        ({"adopted": ("a", "b")}, {"adopted": ("b", "a")}, []),
        ({}, {"goals": {"reach": 1}}, [("goals.reach", "", "1.0")]),
        ({"goals": {"reach": 1}}, {}, [("goals.reach", "1.0", "")]),
        ({"goals": {"reach": 1, "cost": 2}}, {"goals": {"reach": 2, "cost": 2}}, [("goals.reach", "1.0", "2.0")]),
        ({"country": "DE"}, {"country": None}, [("country", '"DE"', "")]),
        ({"country": "DE"}, {"country": "DE"}, []),
    ],
)
def test_of_lists_what_went_and_came_is_told_and_of_numbers_by_name_each(then, now, told):
    """Not the order of a list; what was or is not said is empty; what is as it was is not told."""
    around = ecosystem([sector("s")], [trend(name, goals={"reach": 0.5, "cost": 0.5}) for name in "abc"])
    old, new = (Business(sectors={"s": 1}, **said) for said in (then, now))
    found = moved_since(around, new, keep_standings(around, old, DAY), old, DAY)
    assert [(one.field, one.then, one.now) for one in found.profile] == told


def test_what_moved_is_told_with_the_largest_first_and_why_it_has_no_rank():
    """a comes into use, b and c move up behind it; a trend that the map no longer has is told by its id."""
    around = ecosystem(
        [sector("s")], [trend(name, level=level) for name, level in zip("abc", (0.5, 0.4, 0.3), strict=True)]
    )
    old = Business(sectors={"s": 1})
    kept = keep_standings(around, old, DAY)
    now = old.model_copy(update={"adopted": ("a",)})
    found = moved_since(around, now, kept, old, DAY)
    assert [(row.trend, row.rank_then, row.rank_now, row.outside) for row in found.moves] == [
        ("a", 1, None, "in use"), ("b", 2, 1, ""), ("c", 3, 2, ""),
    ]  # fmt: skip
    less = around.model_copy(update={"trends": around.trends[1:], "version": "2026.12"})
    (gone, *others) = moved_since(less, old, kept, old, DAY).moves
    assert (gone.trend, gone.name, gone.rank_then, gone.outside, gone.priority_now) == (
        "a",
        "a",
        1,
        "not in the map",
        0,
    )
    assert {row.trend: (row.rank_then, row.rank_now) for row in others} == {"b": (2, 1), "c": (3, 2)}


def test_standings_of_a_trend_that_was_renamed_are_its_own():
    """What the map says took its place moves from where the old one stood."""
    around = ecosystem([sector("s")], [trend("a", level=0.5), trend("b")])
    firm = Business(sectors={"s": 1})
    renamed = around.trends[0].model_copy(update={"id": "d"})
    retired = (Retired(kind="trends", id="a", reason="Renamed", meaning="d"),)
    now = around.model_copy(update={"trends": (renamed, around.trends[1]), "retired": retired})
    found = moved_since(now, firm, keep_standings(around, firm, DAY), firm, DAY)
    assert (found.moves, found.still) == ((), 2)


def test_time_is_growth_between_the_days_of_the_maps(shipped_map):
    """The same numbers a year later, spoken of as today: the map itself took off what a year of growth brings.

    A trend of pace .4 that stands at z then and at z now was at z - .4 by today's reckoning: map -x, time +x.
    """
    firm = Business(sectors={"food-manufacturing": 1})
    later = replace(shipped_map, version="2027.11")
    found = moved_since(later, firm, keep_standings(shipped_map, firm, DAY), firm, date(2027, 11, 15))
    assert found.years == pytest.approx(1)
    assert all(row.priority_now == pytest.approx(row.priority_then, abs=1e-9) for row in found.moves)
    assert all(row.by.map == pytest.approx(-row.by.time, abs=1e-9) for row in found.moves)
    [row] = [row for row in found.moves if row.trend == "cloud-computing" and row.list == "opportunity"] or [None]
    assert row is None or row.by.time > 0


def test_signals_move_a_pace_by_a_quarter_of_its_error_each_and_by_no_more_than_all_of_it(shipped_map):
    """Two from the day of the map and four from half a year later, a year in all: .5 x 183 + 1 x 182 days, by hand."""
    start = map_day(shipped_map)
    arrays = shipped_map.arrays
    error = float(arrays.pace_error[arrays.trend_index["generative-ai"]])
    middle, end = date.fromordinal(start.toordinal() + 183), date.fromordinal(start.toordinal() + 365)
    up = [Confirmed("generative-ai", date(2020, 1, 1), 1)] * 2 + [Confirmed("generative-ai", middle, 1)] * 4
    drift = signal_drift(shipped_map, up, end)
    assert error > 0
    assert drift == {"generative-ai": pytest.approx(error * (0.5 * 183 + 1 * 182) / 365.25)}
    down = [one._replace(direction=-1) for one in up]
    assert signal_drift(shipped_map, down, end)["generative-ai"] == pytest.approx(-drift["generative-ai"])
    assert signal_drift(shipped_map, [*up, *down], end) == {}
    assert signal_drift(shipped_map, up, start) == {}
    assert signal_drift(shipped_map, up, date.fromordinal(start.toordinal() - 1)) == {}  # the map speaks of no such day


def test_signals_count_only_where_they_are_given(shipped_map):
    """Confirmed signals of a faster trend raise it, and the answer says by how much."""
    firm = Business(sectors={"food-manufacturing": 1})
    kept, end = keep_standings(shipped_map, firm, DAY), date(2027, 11, 15)
    silent = moved_since(shipped_map, firm, kept, firm, end)
    told = moved_since(shipped_map, firm, kept, firm, end, signals=[Confirmed("generative-ai", DAY, 1)] * 4)
    assert (silent.moves, silent.signals) == ((), {})
    row = next(row for row in told.moves if row.trend == "generative-ai")
    assert causes(row)[:3] == [0, 0, 0]
    assert row.by.signals > 0


def test_what_is_kept_is_what_the_ranking_says(shipped_map, tmp_path):
    """Unrounded, by list; it comes back from a logbook as it was."""
    firm = Business(sectors={"food-manufacturing": 1}, adopted=("website",))
    kept = keep_standings(shipped_map, firm, DAY, sha256="abc")
    ranking = rank_trends(shipped_map, firm)
    assert [(row["trend"], row["rank"], row["priority"]) for row in kept.rows if row["list"] == "opportunity"] == [
        (row.trend.id, row.rank, 100 * row.score) for row in ranking.opportunities
    ]
    with Logbook(tmp_path / "a.logbook.sqlite") as logbook:
        number = logbook.add(kept).id
        assert logbook.entry(Snapshot, number) == replace(kept, id=number)


@pytest.mark.slow
def test_a_thousand_random_changes_of_the_shipped_map_add_up(shipped_map):
    """Another figure, month, country, size, budget, adopted trends and signals, at random; sums to 1e-9."""
    changes = 1_000 if ALL else 250
    draw = random.Random(1611)
    trends, ids = shipped_map.arrays.trends, [sector.id for sector in shipped_map.sectors]
    usable = [trend for trend, risk in zip(trends, shipped_map.arrays.threats, strict=True) if not risk]
    moved = 0
    for _ in range(changes):
        then, now = (
            Business(
                sectors=dict.fromkeys(draw.sample(ids, draw.randint(1, 3)), 1.0),
                employees=draw.choice([None, 1, 9, 80]),
                country=draw.choice([None, "DE", "FI", "US"]),
                adopted=tuple(draw.sample(usable, draw.randint(0, 4))),
            )
            for _ in range(2)
        )  # fmt: skip
        norm = shipped_map.arrays.norm.copy()
        norm[draw.randrange(len(trends))] += draw.uniform(-1, 1)
        version, arrays = draw.choice(["2026.11", "2027.2", "2028.1"]), replace(shipped_map.arrays, norm=norm)
        later = replace(shipped_map, load_arrays=lambda _, arrays=arrays: arrays, version=version)
        signals = [Confirmed(draw.choice(trends), DAY, draw.choice([1, -1])) for _ in range(draw.randint(0, 6))]
        found = moved_since(later, now, keep_standings(shipped_map, then, DAY), then, date(2028, 3, 1), signals=signals)
        for row in found.moves:
            assert abs(math.fsum(causes(row)) - (row.priority_now - row.priority_then)) < 1e-9
        moved += len(found.moves)
    assert moved > 10 * changes
