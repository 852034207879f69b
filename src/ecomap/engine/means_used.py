"""What a schedule takes of the means, month by month, and which limits a further job would break."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from ecomap.engine.beginnings import (
    ROUNDING,
    Array,
    limits_of,
    lowest_month,
    shared_sets,
    use_of,
    within_months,
)
from ecomap.engine.scheduling import Problem, since_of

Begun = Sequence[tuple[int, int] | None]
LimitName = Literal["places", "hours", "money"]


class Used(NamedTuple):
    """What is taken in each month of the plan."""

    hours: tuple[float, ...]
    spent: tuple[float, ...]
    """EUR from the beginning to the end of each month."""
    places: tuple[int, ...]


def used(problem: Problem, begun: Begun) -> Used:
    """Return what a schedule takes."""
    months = len(problem.means.hours)
    taken = _taken(problem, begun, []).tolist()
    return Used(tuple(taken[:months]), tuple(taken[months : 2 * months]), tuple(map(int, taken[2 * months + 1 :])))


def _taken(problem: Problem, begun: Begun, sets: list[int]) -> Array:
    """Return the use of each limit by all that is begun."""
    uses = [use_of(problem, at, one, sets) for at, one in enumerate(begun) if one is not None]
    return sum(uses, np.zeros(len(limits_of(problem, sets))))


def against(problem: Problem, begun: Begun, job: int) -> tuple[frozenset[LimitName], ...]:
    """Return, of each way and month in which a further job is in order, the limits that speak against it."""
    months, sets = len(problem.means.hours), shared_sets(problem)
    taken, limits = _taken(problem, begun, sets), limits_of(problem, sets)
    kinds: tuple[tuple[LimitName, int], ...] = (("hours", months), ("money", months + 1), ("places", months))
    names = [name for name, many in kinds for _ in range(many)]
    since = {at: since_of(problem, at, one) for at, one in enumerate(begun) if one is not None}
    found = []
    for way, month in within_months(problem, job):
        lowest = lowest_month(problem, job, way, since)
        use = use_of(problem, job, (way, month), sets)
        over = taken + use > limits + ROUNDING * (1 + limits)
        meets = over & (use > 0)  # of its sets another is on its way
        if lowest is not None and month >= lowest and not meets[len(names) :].any():
            found.append(frozenset(name for name, is_over in zip(names, over.tolist(), strict=False) if is_over))
    return tuple(found)
