"""One business as places and numbers, from whichever form, and many of them as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ecomap.engine.businesses import Businesses, slots
from ecomap.engine.propagation import Array
from ecomap.model import Business
from ecomap.verbs.batch.vocabulary import Vocabulary

Numbers = dict[int, float]

PLAIN_FIELDS = frozenset({
    "schema_", "id", "name", "country", "employees", "sectors", "depends_on", "activities", "maturity", "goals",
    "resources", "skills", "adopted",
})  # fmt: skip
"""Fields of a business that the arrays hold, or that move no number; any other one goes to the single query."""


@dataclass(slots=True)
class Described:
    """One business; None: not said."""

    sectors: Numbers
    depends: Numbers = field(default_factory=dict)
    activities: Numbers = field(default_factory=dict)
    maturity: float | None = None
    goals: Numbers = field(default_factory=dict)
    budget: float | None = None
    hours: float | None = None
    skills: Numbers = field(default_factory=dict)
    adopted: tuple[int, ...] = ()


def is_plain(business: Business) -> bool:
    """Tell whether the arrays hold all that a business says."""
    others = (name for name in type(business).model_fields if name not in PLAIN_FIELDS)
    return all(getattr(business, name) == type(business).model_fields[name].get_default() for name in others)


def described(business: Business, vocabulary: Vocabulary) -> Described:
    """Return a plain business, whose names are ids of the map, as places and numbers."""

    def placed(kind: str, numbers: Mapping[str, float]) -> Numbers:
        return {vocabulary.at[kind][name]: number for name, number in numbers.items() if name in vocabulary.at[kind]}

    return Described(
        placed("sectors", business.sectors), placed("sectors", business.depends_on),
        placed("activities", business.activities), business.maturity, placed("goals", business.goals),
        business.resources.budget_eur, business.resources.hours_per_week, placed("skills", business.skills),
        tuple(vocabulary.at["trends"][trend] for trend in business.adopted if trend in vocabulary.at["trends"]),
    )  # fmt: skip


def arrays(rows: Sequence[Described], vocabulary: Vocabulary) -> Businesses:
    """Return businesses as arrays."""
    depends, activities = [row.depends for row in rows], [row.activities for row in rows]
    adopted = np.zeros((len(rows), len(vocabulary.trends)), dtype=bool)
    for number, row in enumerate(rows):
        adopted[number, list(row.adopted)] = True
    sector, weight = slots(_matrix([row.sectors for row in rows], len(vocabulary.sectors), 0.0))
    return Businesses(
        sector=sector,
        weight=weight,
        maturity=_column([row.maturity for row in rows]),
        goals=_matrix([row.goals for row in rows], len(vocabulary.goals), 0.0),
        budget=_column([row.budget for row in rows]),
        hours=_column([row.hours for row in rows]),
        skills=_matrix([row.skills for row in rows], len(vocabulary.skills), np.nan),
        adopted=adopted,
        depends=_matrix(depends, len(vocabulary.sectors), 0.0) if any(depends) else None,
        activities=_matrix(activities, len(vocabulary.activities), np.nan) if any(activities) else None,
    )


def _column(numbers: Sequence[float | None]) -> Array:
    return np.array([np.nan if number is None else number for number in numbers], dtype=np.float64)


def _matrix(rows: Sequence[Numbers], width: int, nothing: float) -> Array:
    matrix = np.full((len(rows), width), nothing)
    for number, row in enumerate(rows):
        for place, value in row.items():
            matrix[number, place] = value
    return matrix
