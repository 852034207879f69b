"""What differs between two maps, laid out."""

from collections.abc import Iterator

from ecomap.render.screen import wrapped
from ecomap.render.sheet import Sheet
from ecomap.results.labels import MapLabel
from ecomap.results.maps import Difference, ItemChange, RankMove

SIGNS = {"added": "+", "removed": "-", "changed": "~"}
NAMED = 5
"""Trends that made way and are named; the JSON has all."""
TINY = 5e-7
"""Differences of log-odds below this are rounding."""
PARTS = (
    "norm", "traits", "technologies", "activities", "network_direct", "network_indirect", "own_sector", "country",
    "size", "your_word", "pace", "held",
)  # fmt: skip


def difference_sheet(difference: Difference) -> Sheet:
    """Lay out counts first, then one line for each change, then the ranks that moved."""
    title = f"{_called(difference.old)} -> {_called(difference.new)}"
    return Sheet.of(
        difference,
        "ecomap/diff/1",
        title,
        drawing=lambda width: [
            piece
            for text in _lines(difference)
            for piece in wrapped(text, width, rest=" " * (4 + len(text) - len(text.lstrip())))
        ],
    )


def _called(label: MapLabel) -> str:
    return f"{label.id} {label.version} ({label.sha256[:12]})"


def _lines(difference: Difference) -> Iterator[str]:
    yield f"{_called(difference.old)} -> {_called(difference.new)}"
    if not difference.changes:
        yield "Nothing differs."
    for kind, found in difference.counts.items():
        yield f"  {kind:<14} " + ", ".join(f"{count:,} {name}" for name, count in found.items() if count)
    if difference.changes:
        yield ""
    for change in difference.changes:
        yield from _change(change)
    if difference.business is not None:
        yield ""
        yield from _moves(difference)


def _change(change: ItemChange) -> Iterator[str]:
    yield f"{SIGNS[change.change]} {change.kind} {change.item}"
    for field in change.fields:
        old = "nothing" if field.old is None else field.old
        new = "nothing" if field.new is None else field.new
        yield f"    {field.field}: {new if change.change == 'removed' else f'{old} -> {new}'}"


def _moves(difference: Difference) -> Iterator[str]:
    if not difference.moves:
        yield f"No rank moves for {difference.business}; {difference.unmoved} stay."
        return
    yield f"Ranks that move for {difference.business} ({difference.unmoved} stay):"
    for name, title in (("opportunity", "Opportunities"), ("threat", "Threats")):
        moves = [move for move in difference.moves if move.list == name]
        if moves:
            yield f"{title}:"
        for move in moves:
            if not _only_made_way(move):
                yield from _move(move)
        others = [f"{move.name} {move.old_rank}->{move.new_rank}" for move in moves if _only_made_way(move)]
        if others:
            more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
            yield f"  Made way, with numbers unchanged: {', '.join(others[:NAMED])}{more}."


def _only_made_way(move: RankMove) -> bool:
    """Tell whether nothing of the trend's own changed, so that it moved because others did."""
    return move.log_odds is not None and abs(move.log_odds.total) < TINY and not move.priority


def _move(move: RankMove) -> Iterator[str]:
    old, new = ("out" if rank is None else str(rank) for rank in (move.old_rank, move.new_rank))
    points = [str(points) for points in (move.old_priority, move.new_priority) if points is not None]
    yield f"  {old:>4} -> {new:<4} {move.name} ({move.trend}), {' -> '.join(points)} points"
    if move.log_odds is not None and abs(move.log_odds.total) >= TINY:
        parts = [(part.replace("_", " "), getattr(move.log_odds, part)) for part in PARTS]
        told = ", ".join(f"{part} {value:+.4f}" for part, value in parts if abs(value) >= 5e-5)
        yield f"               log-odds {move.log_odds.total:+.4f}: {told or 'in parts below 0.0001'}"
    if move.priority and move.lost is not None:
        names = ("likelihood", "cover", "opportunity_share", "goal_fit")
        lost = {name.replace("_", " "): getattr(move.lost, name) for name in names}
        told = ", ".join(f"{factor} {-points:+d}" for factor, points in lost.items() if points)
        yield f"               points {move.priority:+d}: {told}"
