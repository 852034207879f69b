"""What a change does, as text."""

import textwrap
from collections.abc import Iterator

from ecomap.render.explanation import FACTORS, adding_up
from ecomap.render.screen import Screen, safe_text
from ecomap.results.explanation import Moved, WhatIf

SHOWN = 12
"""Rows of each list shown as text; JSON has all."""


def whatif_text(result: WhatIf, screen: Screen) -> str:
    """Return what a change does to the ranks as text."""
    lines = [part for line in _lines(result) for part in _wrapped(line, screen.width)]
    text = "\n".join(lines) + "\n"
    return text if screen.unicode else text.replace("→", "->").encode("ascii", "replace").decode("ascii")


def _lines(result: WhatIf) -> Iterator[str]:
    yield f"{safe_text(result.business.name)}: {safe_text('; '.join(result.changes))}"
    for title, rows in (("Opportunities", result.opportunities), ("Threats", result.threats)):
        yield ""
        if not rows:
            yield f"{title}: nothing changes."
            continue
        yield f"{title} ({len(rows)} change; the largest changes first)"
        for row in sorted(rows, key=_size)[:SHOWN]:
            yield f"  {_ranks(row):<12} {result.trend_names.get(row.trend, row.trend)}"
            yield f"  {'':<12} {_parts(row)}"


def _size(row: Moved) -> tuple[float, str]:
    gained = 0.0 if row.priority_after is None else abs(row.priority_after - row.priority_before)
    return (float("-inf") if row.priority_after is None else -gained, row.trend)


def _ranks(row: Moved) -> str:
    return f"{row.rank_before} → {'in use' if row.rank_after is None else row.rank_after}"


def _parts(row: Moved) -> str:
    firms = f"{row.likelihood_before:.1%} → {row.likelihood_after:.1%} of firms"
    if row.priority_after is None:
        return firms
    gained = round(row.priority_after - row.priority_before, 2)
    values = adding_up([part.points for part in row.parts], gained, 2) if row.parts else []
    told = [f"{FACTORS[part.factor]} {value:+.2f}" for part, value in zip(row.parts, values, strict=True) if value]
    return f"{gained:+.2f} points ({', '.join(told) or 'none'}); {firms}"


def _wrapped(line: str, width: int) -> list[str]:
    """Break a line that does not fit; what follows stands under the names."""
    return textwrap.wrap(line, width, subsequent_indent=" " * 15, drop_whitespace=True) if len(line) > width else [line]
