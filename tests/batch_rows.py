"""Random businesses on the shipped map, and how a batch's row is held against the single query."""

import random
from collections.abc import Iterator

from ecomap import Business, EcosystemMap, rank_trends
from ecomap.model import Resources
from ecomap.results.batch import BatchRow, BatchTrend
from ecomap.results.ranking import RankedTrend, View


def random_businesses_of(ecosystem: EcosystemMap, count: int, seed: int, *, placed: bool = False) -> Iterator[Business]:
    """Yield businesses of every kind: sectors, dependences, activities, goals, means, skills, trends in use.

    If ``placed``, traits, country and people at work too.
    """
    chance = random.Random(seed)
    sectors, usable = [s.id for s in ecosystem.sectors], [t.id for t in ecosystem.trends if t.role != "risk"]
    activities = [a.id for a in ecosystem.activities]
    for number in range(count):

        def some(names: list[str], most: int, low: float, high: float, digits: int = 2) -> dict[str, float]:
            picked = chance.sample(names, chance.randint(0, min(most, len(names))))
            return {name: round(chance.uniform(low, high), digits) for name in picked}

        yield Business(
            id=f"firm-{number}",
            sectors=some(sectors, 3, 0.05, 3) or {chance.choice(sectors): 1.0},
            depends_on=some(sectors, 2, 0, 0.45) if chance.random() < 0.4 else {},
            activities=some(activities, 4, 0, 1) if chance.random() < 0.4 else {},
            traits=some([trait.id for trait in ecosystem.traits], 4, 0, 1) if placed and chance.random() < 0.6 else {},
            country=chance.choice([None, "FI", "RO", "PT", "US"]) if placed else None,
            employees=chance.choice([None, 1, 3, 12, 70, 400]) if placed else None,
            maturity=chance.choice([None, 0, 1, 2, 3, 4, 2.5]),
            goals=some([goal.id for goal in ecosystem.goals], 4, 0, 3),
            resources=Resources(
                budget_eur=chance.choice([None, 0, 500, 5000, 20000]), hours_per_week=chance.choice([None, 0, 2, 8])
            ),
            skills=some([skill.id for skill in ecosystem.skills], 4, 0, 4, 1),
            adopted=tuple(chance.sample(usable, chance.randint(0, 20))),
        )


def first_rows(
    ecosystem: EcosystemMap, business: Business, view: View, top: int, threats: int
) -> tuple[tuple[RankedTrend, ...], tuple[RankedTrend, ...]]:
    """Return the first rows of both lists as `rank_trends` makes them."""
    ranking = rank_trends(ecosystem, business, view=view, top=max(top, threats))
    return ranking.opportunities[:top], ranking.threats[:threats]


def assert_equals_single(
    row: BatchRow, ecosystem: EcosystemMap, business: Business, view: View, top: int, threats: int
) -> None:
    """Hold a row against the single query: the same trends in order, scores, points and actions."""
    opportunities, expected = first_rows(ecosystem, business, view, top, threats)
    assert_same(row.opportunities, opportunities)
    assert_same(row.threats, expected)


def assert_same(batch: tuple[BatchTrend, ...], single: tuple[RankedTrend, ...]) -> None:
    """Hold one list against the other."""
    assert [entry.trend for entry in batch] == [entry.trend.id for entry in single]
    for entry, expected in zip(batch, single, strict=True):
        assert (entry.score, entry.likelihood) == (expected.score, expected.likelihood)
        assert (entry.rank, entry.priority, entry.action) == (
            expected.rank, expected.priority, expected.action.name,
        )  # fmt: skip
