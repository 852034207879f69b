"""Businesses to their first trends: by the functions that serve one business."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ecomap.engine.businesses import Businesses, Ints
from ecomap.model import Business, Settings
from ecomap.model.compiled import AnyMap
from ecomap.results.ranking import View
from ecomap.verbs import ranking
from ecomap.verbs.arrays import as_seen_by, business_arrays, compiled_map
from ecomap.verbs.batch.vocabulary import Vocabulary
from ecomap.verbs.ranking import FirstTrends, first_trends, rank_block
from ecomap.verbs.standings import evaluated


@dataclass(frozen=True)
class Ranked:
    """The first trends of some businesses."""

    main_sector: Ints
    """Place of the sector with the largest share, shape (business,)."""
    opportunities: FirstTrends
    threats: FirstTrends

    def take(self, rows: Ints) -> "Ranked":
        """Return some of the businesses, in the order of ``rows``."""
        return Ranked(self.main_sector[rows], self.opportunities.take(rows), self.threats.take(rows))


def joined(parts: Sequence[Ranked]) -> Ranked:
    """Return the businesses of all parts one after the other."""
    return Ranked(
        np.concatenate([part.main_sector for part in parts]),
        ranking.joined([part.opportunities for part in parts]),
        ranking.joined([part.threats for part in parts]),
    )


class Ranker:
    """Ranks businesses on one map with one set of choices."""

    def __init__(
        self, ecosystem: AnyMap, settings: Settings | None = None, *, view: View = "cross", top: int = 5,
        threats: int = 0,
    ) -> None:  # fmt: skip
        self.ecosystem, self.settings, self.view = ecosystem, settings or Settings(), view
        self.compiled = compiled_map(ecosystem)
        self.vocabulary = Vocabulary(ecosystem)
        self.top, self.threats = min(top, len(self.vocabulary.trends)), min(threats, len(self.vocabulary.trends))

    def rank(self, businesses: Businesses) -> Ranked:
        """Return the first trends of businesses given as arrays."""
        first = rank_block(self.compiled, businesses, self.settings, view=self.view, top=self.top, threats=self.threats)
        return Ranked(businesses.main_sector, *first)

    def rank_single(self, business: Business) -> Ranked:
        """Return the first trends of one business, whatever it says of itself."""
        axes = as_seen_by(business, self.compiled.arrays)
        found = evaluated(axes, business_arrays([business], axes), self.settings)
        return Ranked(
            found.businesses.main_sector,
            first_trends(found, self.view, self.top),
            first_trends(found, self.view, self.threats, threats=True),
        )
