"""Businesses to their first trends: by the tables, and where rounding may decide, by the single query."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from ecomap.engine.batch.ranking import ACTIONS, BatchRanking, FirstTrends
from ecomap.engine.batch.tables import Businesses, Ints
from ecomap.model import Business, EcosystemMap, Settings
from ecomap.results.ranking import RankedTrend, View
from ecomap.verbs.batch.described import business_at
from ecomap.verbs.batch.tables import map_tables
from ecomap.verbs.batch.vocabulary import Vocabulary
from ecomap.verbs.ranking import rank_trends


@dataclass(frozen=True)
class Ranked:
    """The first trends of some businesses."""

    main_sector: Ints
    """Place of the sector with the largest share, shape (business,)."""
    opportunities: FirstTrends
    threats: FirstTrends

    def take(self, rows: Ints) -> "Ranked":
        """Return some of the businesses, in the order of ``rows``."""
        return Ranked(self.main_sector[rows], _taken(self.opportunities, rows), _taken(self.threats, rows))


def _taken(first: FirstTrends, rows: Ints) -> FirstTrends:
    return FirstTrends(*(getattr(first, field.name)[rows] for field in fields(FirstTrends)))


def joined(parts: Sequence[Ranked]) -> Ranked:
    """Return the businesses of all parts one after the other."""

    def all_of(name: str) -> FirstTrends:
        lists = [getattr(part, name) for part in parts]
        return FirstTrends(
            *(np.concatenate([getattr(one, field.name) for one in lists]) for field in fields(FirstTrends))
        )

    return Ranked(np.concatenate([part.main_sector for part in parts]), all_of("opportunities"), all_of("threats"))


class Ranker:
    """Ranks businesses on one map with one set of choices."""

    def __init__(
        self, ecosystem: EcosystemMap, settings: Settings | None = None, *, view: View = "cross", top: int = 5,
        threats: int = 0,
    ) -> None:  # fmt: skip
        self.ecosystem, self.settings, self.view = ecosystem, settings or Settings(), view
        self.vocabulary = Vocabulary(ecosystem)
        tables = map_tables(ecosystem, self.settings)
        self.opportunities = BatchRanking(tables, view, min(top, len(self.vocabulary.trends)))
        self.threats = BatchRanking(tables, view, min(threats, len(self.vocabulary.trends)), threats=True)

    def rank(self, businesses: Businesses) -> Ranked:
        """Return the first trends of businesses given as arrays."""
        ranked = Ranked(businesses.main_sector, self.opportunities.rank(businesses), self.threats.rank(businesses))
        for row in np.flatnonzero(ranked.opportunities.unsure | ranked.threats.unsure):
            self._replace(ranked, int(row), business_at(businesses, int(row), self.vocabulary))
        return ranked

    def rank_single(self, business: Business) -> Ranked:
        """Return the first trends of one business by the single query, whatever it says of itself."""
        main = min(business.sectors, key=lambda sector: (-business.sectors[sector], sector))
        at = self.vocabulary.at["sectors"].get(main, 0)
        ranked = Ranked(np.array([at]), self.opportunities.nothing(1), self.threats.nothing(1))
        self._replace(ranked, 0, business)
        return ranked

    def _replace(self, ranked: Ranked, row: int, business: Business) -> None:
        ranking = rank_trends(self.ecosystem, business, self.settings, view=self.view)
        self._fill(ranked.opportunities, row, ranking.opportunities)
        self._fill(ranked.threats, row, ranking.threats)

    def _fill(self, first: FirstTrends, row: int, trends: Sequence[RankedTrend]) -> None:
        first.trend[row], first.score[row], first.priority[row], first.action[row] = -1, np.nan, -1, -1
        first.likelihood[row] = np.nan
        at = self.vocabulary.at["trends"]
        for place, trend in enumerate(trends[: first.trend.shape[1]]):
            first.trend[row, place] = at[trend.trend.id]
            first.score[row, place], first.likelihood[row, place] = trend.score, trend.likelihood
            first.priority[row, place] = trend.priority
            first.action[row, place] = ACTIONS.index(trend.action.name)
