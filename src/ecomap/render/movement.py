"""What moved, one trend after the other: rank, points by factor, share of firms, action."""

from collections.abc import Iterator

from ecomap.render.explanation import FACTORS, THREAT_FACTORS, adding_up
from ecomap.render.screen import Line, wrapped
from ecomap.results.movement import Moved

BEFORE = " " * 15
"""Stands before what goes on below a name."""


def moved_lines(row: Moved, width: int) -> Iterator[Line]:
    """Lay out a trend that moved: ranks and name, below it why."""
    yield from wrapped(row.name, width, first=f"  {_ranks(row):<12} ")
    yield from wrapped(_parts(row), width, first=BEFORE)


def by_size(row: Moved) -> tuple[float, str]:
    """Sort by how far the priority moved, the largest first."""
    return -abs((row.priority_after or 0.0) - (row.priority_before or 0.0)), row.trend


def in_rank_alone(row: Moved) -> bool:
    """Tell whether a trend moved only because others came or went."""
    if row.priority_before is None or row.priority_after is None or row.action_before != row.action_after:
        return False
    return not round(row.priority_after - row.priority_before, 2) and row.likelihood_before == row.likelihood_after


def _ranks(row: Moved) -> str:
    return f"{row.rank_before or 'new'} → {row.rank_after or row.outside}"


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
    return f"{does}{gained:+.2f} points ({', '.join(told) or 'none'}); {firms}"
