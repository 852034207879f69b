"""What differs between two maps, and whose ranks it moves: parts that add up."""

import math
from dataclasses import astuple

import pytest

from ecomap import rank_trends
from ecomap.model import Business, Retired, Settings
from ecomap.verbs.difference import compare_maps
from maps import ecosystem, influence, sector, trend

SECTORS = [sector("s1"), sector("s2")]
TRENDS = [trend("a", level=0.3), trend("b", level=0.3), trend("c", level=0.3)]
SHARES = {("a", "s2"): 0.6, ("b", "s2"): 0.5, ("c", "s2"): 0.4}
OLD = ecosystem(SECTORS, TRENDS, SHARES, {("s2", "s1"): 0.8})
FIRM = Business(sectors={"s1": 1})


def compared(new, business=FIRM):
    return compare_maps((OLD, "old"), (new, "new"), (business, business))


def test_a_map_does_not_differ_from_itself():
    """No change, no move, every trend of both lists stays."""
    found = compared(OLD)
    assert (found.counts, found.changes, found.moves) == ({}, (), ())
    assert found.unmoved == 3


def test_what_was_added_removed_and_changed_is_counted_and_told():
    """One influence changes from 0.4 to 0.9, one goes, one comes, the version is another."""
    shares = {("a", "s2"): 0.6, ("c", "s2"): 0.9, ("c", "s1"): 0.2}
    new = _with(OLD, shares, version="2027.1")
    found = compare_maps((OLD, "old"), (new, "new"))
    assert found.counts == {
        "map": {"added": 0, "removed": 0, "changed": 1},
        "influences": {"added": 1, "removed": 1, "changed": 1},
    }
    told = {(c.kind, c.item, c.change): [(f.field, f.old, f.new) for f in c.fields] for c in found.changes}
    assert told == {
        ("map", "test", "changed"): [("version", "2026.11", "2027.1")],
        ("influences", "b>s2", "removed"): [],
        ("influences", "c>s1", "added"): [],
        ("influences", "c>s2", "changed"): [("prevalence", "0.4", "0.9")],
    }
    assert (found.business, found.moves) == (None, ())


def _with(base, shares, **fields):
    influences = tuple(influence(*edge, share) for edge, share in shares.items())
    return base.model_copy(update={"influences": influences, **fields})


def test_ranks_that_move_with_their_parts():
    """c in s2 goes from 0.4 to 0.7: first instead of third; s2 alone has a figure and all of the weight around s1.

    Its level is known to .5, its figure to .2 and tau .5: the norm rises by (1 / .29) / (1 / .29 + 4) of the step in
    log-odds, and the residual, which nothing explains, brings kappa of the rest; nothing else moves.
    """
    new = _with(OLD, SHARES | {("c", "s2"): 0.7})
    found = compared(new)
    assert [(m.list, m.trend, m.rank_before, m.rank_after) for m in found.moves] == [
        ("opportunity", "c", 3, 1), ("opportunity", "a", 1, 2), ("opportunity", "b", 2, 3),
    ]  # fmt: skip
    rise = math.log(0.7 / 0.3) - math.log(0.4 / 0.6)
    share = (1 / 0.29) / (1 / 0.29 + 4)
    c, a, _ = found.moves
    assert c.log_odds.norm == pytest.approx(share * rise)
    assert c.log_odds.network_direct == pytest.approx(Settings().network_strength * (1 - share) * rise)
    assert c.log_odds.total == pytest.approx(c.log_odds.norm + c.log_odds.network_direct)
    assert a.log_odds.total == a.priority_after - a.priority_before == 0
    gained = math.fsum(part.points for part in c.parts)
    assert gained == pytest.approx(c.priority_after - c.priority_before, abs=1e-9)
    assert {part.factor for part in c.parts if part.points} == {"likelihood"}
    assert found.unmoved == 0


def test_the_parts_of_every_move_add_up(shipped):
    """On the shipped map, half the figures of one sector: log-odds sum to the total, points and lost ones to 0."""
    figures = tuple(
        item.model_copy(update={"prevalence": item.prevalence / 2}) if item.sector == "retail-trade" else item
        for item in shipped.influences
    )
    halved = shipped.model_copy(update={"influences": figures})
    firm = Business(sectors={"food-manufacturing": 0.6, "retail-trade": 0.4}, maturity=3, goals={"reach": 1})
    found = compare_maps((shipped, ""), (halved, ""), (firm, firm))
    assert found.counts["influences"]["changed"] == sum(item.sector == "retail-trade" for item in figures)
    assert found.moves
    for move in found.moves:
        *parts, total = astuple(move.log_odds)
        assert math.fsum(parts) == pytest.approx(total, abs=1e-12)
        if move.rank_before and move.rank_after:
            gained = move.priority_after - move.priority_before
            assert math.fsum(part.points for part in move.parts) == pytest.approx(gained, abs=1e-9)
        assert (move.rank_before is None) == (move.priority_before is None)
    ranked = {
        (kind, row.trend.id)
        for one in (shipped, halved)
        for kind, rows in (("o", rank_trends(one, firm).opportunities), ("t", rank_trends(one, firm).threats))
        for row in rows
    }
    assert found.unmoved + len(found.moves) == len(ranked)


def test_a_trend_that_comes_or_goes_has_one_rank():
    """A fourth trend comes first, b goes."""
    new = ecosystem(SECTORS, [TRENDS[0], TRENDS[2], trend("d", level=0.6)], {("d", "s2"): 0.7}, {("s2", "s1"): 0.8})
    ranks = {move.trend: (move.rank_before, move.rank_after, move.log_odds) for move in compared(new).moves}
    assert ranks["d"] == (None, 1, None)
    assert ranks["b"] == (2, None, None)


def test_a_replaced_trend_is_followed():
    """a is called d now: one trend that stays where it was, and a removal that says what took its place."""
    d = TRENDS[0].model_copy(update={"id": "d"})
    retired = (Retired(kind="trends", id="a", reason="Renamed", meaning="d"),)
    new = ecosystem(
        SECTORS, [d, *TRENDS[1:]], {("d", "s2"): 0.6, **dict(list(SHARES.items())[1:])}, {("s2", "s1"): 0.8}
    )
    found = compared(new.model_copy(update={"retired": retired}))
    assert found.moves == ()
    [removed] = [c for c in found.changes if (c.kind, c.change) == ("trends", "removed")]
    assert [(f.field, f.new) for f in removed.fields] == [("withdrawn", "Renamed"), ("replaced_by", "d")]
