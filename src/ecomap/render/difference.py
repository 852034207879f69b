"""What differs between two maps, laid out."""

from collections.abc import Iterator
from functools import partial

from ecomap.render.movement import moved_lines
from ecomap.render.screen import Line, line, wrapped
from ecomap.render.sheet import Sheet
from ecomap.results.labels import MapLabel
from ecomap.results.maps import Difference, ItemChange
from ecomap.results.movement import Moved

SIGNS = {"added": "+", "removed": "-", "changed": "~"}
NAMED = 5
"""Trends that made way and are named; the JSON has all."""
TINY = 5e-7
"""Differences of log-odds below this are rounding."""


def difference_sheet(difference: Difference) -> Sheet:
    """Lay out counts first, then one line for each change, then the ranks that moved."""
    title = f"{_called(difference.old)} -> {_called(difference.new)}"
    return Sheet.of(difference, "ecomap/diff/2", title, drawing=partial(_drawn, difference))


def _drawn(difference: Difference, width: int) -> Iterator[Line]:
    for text in _lines(difference):
        yield from wrapped(text, width, rest=" " * (4 + len(text) - len(text.lstrip())))
    if difference.business is not None:
        yield ()
        yield from _moves(difference, width)


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


def _change(change: ItemChange) -> Iterator[str]:
    yield f"{SIGNS[change.change]} {change.kind} {change.item}"
    for field in change.fields:
        old = "nothing" if field.old is None else field.old
        new = "nothing" if field.new is None else field.new
        yield f"    {field.field}: {new if change.change == 'removed' else f'{old} -> {new}'}"


def _moves(difference: Difference, width: int) -> Iterator[Line]:
    if not difference.moves:
        yield line(f"No rank moves for {difference.business}; {difference.unmoved} stay.")
        return
    yield line(f"Ranks that move for {difference.business} ({difference.unmoved} stay):")
    for name, title in (("opportunity", "Opportunities"), ("threat", "Threats")):
        moves = [move for move in difference.moves if move.list == name]
        if moves:
            yield line(f"{title}:")
        for move in moves:
            if not _only_made_way(move):
                yield from moved_lines(move, width)
        others = [f"{move.name} {move.rank_before}→{move.rank_after}" for move in moves if _only_made_way(move)]
        if others:
            more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
            yield from wrapped(f"  Made way, with numbers unchanged: {', '.join(others[:NAMED])}{more}.", width)


def _only_made_way(move: Moved) -> bool:
    """Tell whether nothing of the trend's own changed, so that it moved because others did."""
    points = [part.points for part in move.parts]
    return bool(points) and move.log_odds is not None and abs(move.log_odds.total) < TINY and not any(points)
