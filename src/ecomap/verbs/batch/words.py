"""What a batch tells of each row beside numbers: names, reasons and first steps, as a single query words them."""

from collections.abc import Iterator

from ecomap.model import Business
from ecomap.results.ranking import RankedTrend
from ecomap.verbs.batch.blocks import Ranker
from ecomap.verbs.ranking import rank_trends

Words = tuple[str, str, str]
"""Name of a trend, why it stands there, its first step."""
NONE: Words = ("", "", "")


def words_of(ranker: Ranker, business: Business) -> list[Words]:
    """Return the words of the first opportunities and then threats of a business, in the order of its row."""
    found = rank_trends(
        ranker.compiled, business, ranker.settings, view=ranker.view, top=max(ranker.top, ranker.threats)
    )
    return [*_words(found.opportunities, ranker.top), *_words(found.threats, ranker.threats)]


def _words(rows: tuple[RankedTrend, ...], count: int) -> Iterator[Words]:
    for row in rows[:count]:
        yield row.trend.name, row.why, row.first_step.text
    yield from [NONE] * (count - len(rows))
