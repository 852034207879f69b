"""What moved, laid out: by a change, from one map to another, since a day; a trend after the other with its causes."""

from collections.abc import Iterator
from functools import partial

from ecomap.render.explanation import FACTORS, THREAT_FACTORS, adding_up
from ecomap.render.screen import Line, line, wrapped
from ecomap.render.sheet import Sheet
from ecomap.results.explanation import WhatIf
from ecomap.results.labels import MapLabel
from ecomap.results.maps import Difference
from ecomap.results.movement import Moved, MovedSince, SinceAnswer

BEFORE = " " * 15  # stands before what goes on below a name
SHOWN = 12  # rows of each list shown of a change; the other forms have all
SINCE_SHOWN = 8  # trends shown of what moved since a day
CAUSES = {"map": "a newer map", "business": "what you say of your firm", "time": "growth", "signals": "your signals"}
SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def _moved(row: Moved, width: int) -> Iterator[Line]:
    ranks = f"{row.rank_before or 'new'} → {row.rank_after or row.outside}"
    yield from wrapped(row.name, width, first=f"  {ranks:<12} ")
    yield from wrapped(_parts(row), width, first=BEFORE)


def _parts(row: Moved) -> str:
    shares = (f"{p:.1%}" for p in (row.likelihood_before, row.likelihood_after) if p is not None)
    firms = f"{' → '.join(dict.fromkeys(shares))} of firms"
    if row.priority_after is None:
        return firms
    if row.priority_before is None:
        return f"{row.action_after}, " * bool(row.action_after) + f"{row.priority_after:.2f} points; {firms}"
    gained = round(row.priority_after - row.priority_before, 2)
    values = adding_up([part.points for part in row.parts], gained, 2) if row.parts else []
    names = THREAT_FACTORS if row.list == "threat" else FACTORS
    told = [f"{names[part.factor]} {value:+.2f}" for part, value in zip(row.parts, values, strict=True) if value]
    does = f"{row.action_before} → {row.action_after}; " if row.action_before != row.action_after else ""
    if does and not told and not gained and row.likelihood_before == row.likelihood_after:
        return does.removesuffix("; ")
    points = f"{gained:+.2f} points ({', '.join(told)})" if told else "points stay"
    return f"{does}{points}; {firms}"


# --- by a change of the firm or the map


def whatif_sheet(result: WhatIf) -> Sheet:
    """Lay out what a change does to the ranks."""
    title = f"{result.business.name}: {'; '.join(result.changes)}"
    return Sheet.of(result, "ecomap/whatif/1", title, drawing=partial(_changed, result, title))


def _changed(result: WhatIf, title: str, width: int) -> Iterator[Line]:
    yield from wrapped(title, width, rest=BEFORE)
    for name, rows in (("Opportunities", result.opportunities), ("Threats", result.threats)):
        yield ()
        if not rows:
            yield line(f"{name}: nothing changes.")
            continue
        told = sorted((row for row in rows if not _in_rank_alone(row)), key=_by_size)
        rest = len(rows) - len(told)
        shown = f"the {SHOWN} largest" if len(told) > SHOWN else "the largest changes first"
        yield line(f"{name} ({len(told)} change; {shown})")
        for row in told[:SHOWN]:
            yield from _moved(row, width)
        if rest:
            yield from wrapped(f"{rest} more keep their points and move in rank alone.", width, "dim", first="  ")


def _by_size(row: Moved) -> tuple[float, bool, float, str]:
    """Sort by how far the priority moved, as it is told, the largest first; then what to do; then how many use it."""
    moved = round(abs((row.priority_after or 0.0) - (row.priority_before or 0.0)), 2)
    firms = abs((row.likelihood_after or 0.0) - (row.likelihood_before or 0.0))
    return -moved, row.action_before == row.action_after, -firms, row.trend


def _in_rank_alone(row: Moved) -> bool:
    """Tell whether a trend moved only because others came or went."""
    if row.priority_before is None or row.priority_after is None or row.action_before != row.action_after:
        return False
    return not round(row.priority_after - row.priority_before, 2) and row.likelihood_before == row.likelihood_after


# --- from one map to another


def difference_sheet(difference: Difference) -> Sheet:
    """Lay out counts first, then one line for each change, then the ranks that moved."""
    title = f"{_called(difference.old)} -> {_called(difference.new)}"
    return Sheet.of(difference, "ecomap/diff/2", title, drawing=partial(_differing, difference, title))


def _called(label: MapLabel) -> str:
    return f"{label.id} {label.version} ({label.sha256[:12]})"


def _differing(difference: Difference, title: str, width: int) -> Iterator[Line]:
    for text in (title, *_counts(difference)):
        yield from wrapped(text, width, rest=" " * (4 + len(text) - len(text.lstrip())))
    if difference.business is not None:
        yield ()
        yield from _moves(difference, width)


def _counts(difference: Difference) -> Iterator[str]:
    if not difference.changes:
        yield "Nothing differs."
    for kind, found in difference.counts.items():
        yield f"  {kind:<14} " + ", ".join(f"{count:,} {name}" for name, count in found.items() if count)
    if difference.changes:
        yield ""
    for change in difference.changes:
        yield f"{SIGNS[change.change]} {change.kind} {change.item}"
        for field in change.fields:
            old, new = ("nothing" if value is None else value for value in (field.old, field.new))
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
        told = [move for move in moves if not _in_rank_alone(move)]
        for move in told:
            yield from _moved(move, width)
        if len(told) < len(moves):
            yield line(f"  {len(moves) - len(told)} made way, with numbers unchanged.")


# --- since a day


def since_sheet(found: SinceAnswer, top: int | None = None) -> Sheet:
    """Lay out what changed, then what moved, the largest first; so many of them, or a screenful."""
    title = f"{found.business.name}: what moved since {found.then}"
    return Sheet.of(found, "ecomap/since/1", title, drawing=partial(_since, found, top or SINCE_SHOWN))


def _since(found: SinceAnswer, top: int, width: int) -> Iterator[Line]:
    yield from wrapped(f"{found.business.name}: what moved from {found.then} to {found.now}", width)
    yield from wrapped(_releases(found), width, first="  ")
    for one in found.profile:
        yield from wrapped(f"{one.field}: {one.then or 'nothing'} → {one.now or 'nothing'}", width, first="  You: ")
    for trend in found.signals:
        yield from wrapped(f"{trend}: your signals count", width, first="  ")
    yield ()
    if not found.moves:
        yield line(f"No trend moved; {found.still} stand where they stood.")
        return
    shown = found.moves[:top]
    for row in shown:
        ranks = f"{row.rank_then or 'new'} → {row.rank_now or row.outside}"
        kind = "" if row.list == "opportunity" else " (a risk)"
        yield from wrapped(row.name + kind, width, first=f"  {ranks:<12} ")
        yield from wrapped(_why(row), width, first=BEFORE)
    rest = len(found.moves) - len(shown)
    more = f"{rest} more moved less; " if rest else ""
    yield line(f"{more}{found.still} did not move.")


def _releases(found: SinceAnswer) -> str:
    then, now = found.map_then, found.map
    same = (then.id, then.sha256) == (now.id, now.sha256)
    maps = f"The same map ({now.version})" if same else f"Map {then.version} → {now.version}"
    grown = f"its figures speak of {abs(found.years):.1f} years {'later' if found.years > 0 else 'before'}"
    return "; ".join(part for part in (maps, grown * bool(found.years)) if part) + "."


def _why(row: MovedSince) -> str:
    gained = round(row.gain, 2)
    parts = [getattr(row.by, name) for name in CAUSES]
    told = zip(CAUSES.values(), adding_up(parts, gained, 2), strict=True)
    why = ", ".join(f"{cause} {points:+.2f}" for cause, points in told if points)
    return f"{gained:+.2f} points ({why})" if why else "as many points as before; others moved past it"
