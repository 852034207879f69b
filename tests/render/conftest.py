"""Rankings to draw: true ones, and one whose every name tries to do harm."""

import functools
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ecomap import Ranking, load_business, load_map, rank_trends
from ecomap.results.ranking import RankedTrend

Ranked = Callable[[str], Ranking]


@pytest.fixture(autouse=True)
def cache_home(shared_cache: Path) -> Path:
    """Share one cache folder among these tests: nothing here depends on it."""
    os.environ["XDG_CACHE_HOME"] = str(shared_cache)
    return shared_cache


@pytest.fixture(scope="session")
def ranked() -> Ranked:
    """Return a function from a template to its whole ranking, made once a session."""

    @functools.cache
    def rank(template: str) -> Ranking:
        ecosystem, _ = load_map()
        return rank_trends(ecosystem, load_business(template, ecosystem), pathways=True)

    return rank


@pytest.fixture(scope="session")
def renamed(ranked: Ranked) -> Callable[[str], Ranking]:
    """Return a function that gives a text for the name of the bakery, of its first trends, and for their reasons."""

    def rename(text: str) -> Ranking:
        ranking = ranked("bakery")
        return replace(
            ranking,
            business=replace(ranking.business, name=text),
            opportunities=tuple(named(row, text) for row in ranking.opportunities[:3]),
            threats=tuple(named(row, text) for row in ranking.threats[:3]),
        )

    return rename


def named(row: RankedTrend, text: str) -> RankedTrend:
    """Return a row that speaks of nothing but the text."""
    return replace(row, trend=replace(row.trend, name=text), why=text)
