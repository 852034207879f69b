"""What a change does laid out."""

from collections.abc import Iterator
from functools import partial

from ecomap.render.movement import BEFORE, by_size, moved_lines
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
        yield line(f"{title} ({len(rows)} change; the largest changes first)")
        for row in sorted(rows, key=by_size)[:SHOWN]:
            yield from moved_lines(row, width)
