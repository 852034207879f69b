"""A row of a batch is the single query's answer."""

import random
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batch_rows import assert_equals_single, assert_same, first_rows, random_businesses_of
from ecomap import Business, EcosystemMap, load_map, rank_many, rank_trends
from ecomap.firms import described
from ecomap.model import Settings
from ecomap.model.base import Retired
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.batch import blocks
from ecomap.verbs.batch.blocks import BlockMaker, Ranker
from ecomap.verbs.batch.inputs import open_table, piece_rows, table_pieces
from maps import ALL, ecosystem, examples, random_businesses, random_maps, sector, trend


@pytest.mark.parametrize("view", ["cross", "new", "catch-up", "all"])
def test_a_row_is_the_single_query(shipped: EcosystemMap, view: str) -> None:
    """On the shipped map: same trends, ranks, points and actions, scores and likelihoods within 1e-9."""
    businesses = list(random_businesses_of(shipped, 12, seed=7, placed=True))
    for row, business in zip(rank_many(shipped, businesses, view=view, threats=3), businesses, strict=True):
        assert row.id == business.id
        assert_equals_single(row, shipped, business, view, 5, 3)


def test_first_rows_are_those_of_the_whole_ranking(shipped: EcosystemMap) -> None:
    """What the rows are held against is what `rank_trends` answers, to the last field."""
    (business,) = random_businesses_of(shipped, 1, seed=5)
    ranking = rank_trends(shipped, business)
    assert first_rows(shipped, business, "all", 5, 4) == (ranking.opportunities[:5], ranking.threats[:4])


def test_a_cell_of_kinds_is_the_single_query(tmp_path: Path) -> None:
    """Kinds of firm in a table, with and without traits, activities and goals of the row: as `-s` ranks them."""
    compiled, chance = load_map()[0], random.Random(17)
    kinds, sectors = [kind.id for kind in compiled.kinds], list(compiled.listed)
    rows = [
        {
            "sectors": {name: chance.choice([1, 2, 0.5]) for name in chance.sample(kinds, chance.choice([1, 1, 2]))}
            | dict.fromkeys(chance.sample(sectors, chance.choice([0, 0, 1])), 0.5),
            "traits": {"takes-bookings": chance.choice([0.0, 0.5, 1.0])} if chance.random() < 0.3 else {},
            "activities": {"export": 0.5} if chance.random() < 0.3 else {},
            "goals": {"reach": 1.0} if chance.random() < 0.3 else {},
        }
        for _ in range(60)
    ]
    written = ([";".join(f"{name}={share}" for name, share in cell.items()) for cell in row.values()] for row in rows)
    lines = [",".join(rows[0]), *map(",".join, written)]
    (tmp_path / "m.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    table = open_table(str(tmp_path / "m.csv"), "csv", {}, compiled)
    maker = BlockMaker(Ranker(compiled, top=5, threats=3), table.layout)
    (piece,) = table_pieces(table, b"")
    (block,) = (maker.block(some) for some in piece_rows(table, piece))
    singles = [described(Business(**row), compiled) for row in rows]
    assert block.rejects == []
    for column, single in zip(zip(*block.ranked.opportunities, strict=True), singles, strict=True):
        first = rank_trends(compiled, single, top=5).opportunities
        assert [compiled.trends[place].id for place in column[0].tolist()] == [row.trend.id for row in first]
        assert column[1].tolist() == pytest.approx([row.score for row in first], rel=0, abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(11, 19 if ALL else 13))
def test_ten_thousand_rows_are_the_single_query(shipped: EcosystemMap, seed: int) -> None:
    """The same for 10,000 random businesses, in eight parts, of which a night tries all and CI two."""
    businesses = list(random_businesses_of(shipped, 1_250, seed=seed, placed=True))
    for row, business in zip(rank_many(shipped, businesses, threats=5), businesses, strict=True):
        assert_equals_single(row, shipped, business, "all", 5, 5)


@examples(25)
@given(st.data())
def test_any_map_any_length(data: st.DataObject) -> None:
    """On random maps, loops, unknown figures and ties included, whatever length, view and settings: to the last bit."""
    drawn = data.draw(random_maps())
    businesses = data.draw(st.lists(random_businesses(drawn), min_size=1, max_size=3))
    view, top = data.draw(st.sampled_from(["cross", "new", "catch-up", "all"])), data.draw(st.integers(1, 6))
    settings = Settings(horizon=data.draw(st.sampled_from([0, 3, 10])), network_strength=0.7)
    rows = list(rank_many(drawn, businesses, settings, view=view, top=top, threats=top))
    for row, business in zip(rows, businesses, strict=True):
        single = rank_trends(drawn, business, settings, view=view)
        assert_same(row.opportunities, single.opportunities[:top])
        assert_same(row.threats, single.threats[:top])


def test_equal_scores_go_by_id() -> None:
    """Trends that differ in nothing but their id are ranked by it, also where the list ends among them."""
    names = [f"t{number:02}" for number in range(40)]
    drawn = ecosystem([sector("s1"), sector("s2")], [trend(name) for name in reversed(names)], edges={("s2", "s1"): 1})
    business = Business(sectors={"s1": 1})
    (row,) = rank_many(drawn, [business], top=7)
    assert [entry.trend for entry in row.opportunities] == names[:7]
    assert_same(row.opportunities, rank_trends(drawn, business).opportunities[:7])


@pytest.mark.parametrize(("rows", "workspace"), [(1, 1), (3, 64), (7, 2)])
def test_neighbours_in_a_batch_change_nothing(
    shipped: EcosystemMap, monkeypatch: pytest.MonkeyPatch, rows: int, workspace: int
) -> None:
    """However many businesses are worked out together, not a bit of any answer differs."""
    businesses = list(random_businesses_of(shipped, 20, seed=3, placed=True))
    together = list(rank_many(shipped, businesses, threats=2))
    monkeypatch.setattr(blocks, "AT_A_TIME", workspace)
    assert list(rank_many(shipped, businesses, threats=2, at_a_time=rows)) == together


def test_businesses_are_read_as_they_are_needed(shipped: EcosystemMap) -> None:
    """An endless source is no hindrance: only ``at_a_time`` are read before the first answer."""
    read = []

    def endless():
        while True:
            read.append(1)
            yield Business(sectors={"retail-trade": 1})

    first = list(islice(rank_many(shipped, endless(), at_a_time=10), 12))
    assert [row.row for row in first] == list(range(1, 13))
    assert len(read) == 20


@examples(25)
@given(st.data())
def test_a_row_does_not_depend_on_the_rows_beside_it(data: st.DataObject) -> None:
    """One business alone, in the middle of others, or twice in a batch: not a bit of its answer differs."""
    drawn = data.draw(random_maps())
    one, *others = data.draw(st.lists(random_businesses(drawn), min_size=2, max_size=4))
    (alone,) = rank_many(drawn, [one], top=9, threats=9)
    among = list(rank_many(drawn, [*others, one, others[0], one], top=9, threats=9))
    for row in (among[len(others)], among[-1]):
        assert (row.opportunities, row.threats) == (alone.opportunities, alone.threats)


def test_no_business_is_no_row(shipped: EcosystemMap) -> None:
    """Nothing in, nothing out."""
    assert list(rank_many(shipped, [])) == []


def test_a_name_that_counts_no_more_leaves_the_row_as_without_it(tmp_path: Path) -> None:
    """Retired without a follower: in a cell it says nothing; with one it is that; what never was is a reject."""
    retired = (
        Retired(kind="trends", id="gone", reason="never caught on"),
        Retired(kind="trends", id="old", reason="renamed", meaning="t1"),
    )
    compiled = compiled_map(ecosystem([sector("s1")], [trend("t1"), trend("t2")], retired=retired))
    (tmp_path / "m.csv").write_text("sectors,adopted\ns1,\ns1,gone\ns1,t1\ns1,old\ns1,never\n", encoding="utf-8")
    table = open_table(str(tmp_path / "m.csv"), "csv", {}, compiled)
    maker = BlockMaker(Ranker(compiled, top=2), table.layout)
    (piece,) = table_pieces(table, b"")
    (block,) = (maker.block(some) for some in piece_rows(table, piece))
    assert [one.row for one in block.rejects] == [5]
    nothing, gone, t1, old = (
        str(row) for row in zip(*(one.tolist() for one in block.ranked.opportunities), strict=True)
    )
    assert (nothing, t1) == (gone, old)
    assert nothing != t1
