"""What moved since a day, laid out."""

from collections.abc import Iterator
from functools import partial

from ecomap.render.explanation import adding_up
from ecomap.render.screen import Line, line, wrapped
from ecomap.render.sheet import Sheet
from ecomap.results.movement import MovedSince, SinceAnswer

SHOWN = 8
"""Trends shown as text; the other forms have all."""
BEFORE = " " * 15
"""Stands before what goes on below a name."""
CAUSES = {"map": "a newer map", "business": "what you say of your firm", "time": "growth", "signals": "your signals"}


def since_sheet(found: SinceAnswer, top: int | None = None) -> Sheet:
    """Lay out what changed, then what moved, the largest first; so many of them, or a screenful."""
    title = f"{found.business.name}: what moved since {found.then}"
    return Sheet.of(found, "ecomap/since/1", title, drawing=partial(_lines, found, top or SHOWN))


def _lines(found: SinceAnswer, top: int, width: int) -> Iterator[Line]:
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
    gained = round(row.priority_now - row.priority_then, 2)
    parts = [getattr(row.by, name) for name in CAUSES]
    told = zip(CAUSES.values(), adding_up(parts, gained, 2), strict=True)
    why = ", ".join(f"{cause} {points:+.2f}" for cause, points in told if points)
    return f"{gained:+.2f} points ({why})" if why else "as many points as before; others moved past it"
