"""What a change does laid out."""

from collections.abc import Iterator
from functools import partial

from ecomap.render.movement import BEFORE, by_size, in_rank_alone, moved_lines
from ecomap.render.screen import Line, line, wrapped
from ecomap.render.sheet import Sheet
from ecomap.results.explanation import WhatIf

SHOWN = 12
"""Rows of each list shown as text; the other forms have all."""


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
        told = sorted((row for row in rows if not in_rank_alone(row)), key=by_size)
        rest = len(rows) - len(told)
        yield line(f"{title} ({len(told)} change; the largest changes first)")
        for row in told[:SHOWN]:
            yield from moved_lines(row, width)
        if rest:
            yield from wrapped(f"{rest} more keep their points and move in rank alone.", width, "dim", first="  ")
