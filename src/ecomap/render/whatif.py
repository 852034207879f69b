"""What a change does laid out."""

from collections.abc import Iterator
from functools import partial

from ecomap.render.explanation import FACTORS, adding_up
from ecomap.render.screen import Line, line, wrapped
from ecomap.render.sheet import Sheet
from ecomap.results.explanation import Moved, WhatIf

SHOWN = 12
"""Rows of each list shown as text; the other forms have all."""
BEFORE = " " * 15
"""Stands before what goes on below a name."""


def whatif_sheet(result: WhatIf) -> Sheet:
    """Lay out what a change does to the ranks."""
    title = f"{result.business.name}: {'; '.join(result.changes)}"
    return Sheet.of(result, "ecomap/whatif/1", title, drawing=partial(_lines, result))


def _lines(result: WhatIf, width: int) -> Iterator[Line]:
    yield from wrapped(f"{result.business.name}: {'; '.join(result.changes)}", width, rest=BEFORE)
    for title, rows in (("Opportunities", result.opportunities), ("Threats", result.threats)):
        yield ()
        if not rows:
            yield line(f"{title}: nothing changes.")
            continue
        yield line(f"{title} ({len(rows)} change; the largest changes first)")
        for row in sorted(rows, key=_size)[:SHOWN]:
            yield from wrapped(result.trend_names.get(row.trend, row.trend), width, first=f"  {_ranks(row):<12} ")
            yield from wrapped(_parts(row), width, first=BEFORE)


def _size(row: Moved) -> tuple[float, str]:
    return -abs((row.priority_after or 0.0) - (row.priority_before or 0.0)), row.trend


def _ranks(row: Moved) -> str:
    return f"{row.rank_before or 'new'} → {row.rank_after or row.outside}"


def _parts(row: Moved) -> str:
    firms = f"{row.likelihood_before:.1%} → {row.likelihood_after:.1%} of firms"
    if row.priority_after is None:
        return firms
    if row.priority_before is None:
        return f"{row.action_after}, " * bool(row.action_after) + f"{row.priority_after:.2f} points; {firms}"
    gained = round(row.priority_after - row.priority_before, 2)
    values = adding_up([part.points for part in row.parts], gained, 2) if row.parts else []
    told = [f"{FACTORS[part.factor]} {value:+.2f}" for part, value in zip(row.parts, values, strict=True) if value]
    does = f"{row.action_before} → {row.action_after}; " if row.action_before != row.action_after else ""
    if does and not told and not gained and row.likelihood_before == row.likelihood_after:
        return does.removesuffix("; ")
    return f"{does}{gained:+.2f} points ({', '.join(told) or 'none'}); {firms}"
