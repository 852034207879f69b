"""Many businesses in Python: an iterator in, an iterator out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ecomap.engine.actions import ACTIONS
from ecomap.model import AnyMap, Business, Settings
from ecomap.results.batch import BatchRow, BatchTrend
from ecomap.results.ranking import ActionName, View
from ecomap.verbs.batch.blocks import Ranker
from ecomap.verbs.ranking import FirstTrends

AT_A_TIME = 4096  # businesses in memory; a slow source may want fewer


def rank_many(
    ecosystem: AnyMap, businesses: Iterable[Business], settings: Settings | None = None, *, view: View = "all",
    top: int = 5, threats: int = 0, at_a_time: int = AT_A_TIME,
) -> Iterator[BatchRow]:  # fmt: skip
    """Rank the trends of a map for many businesses.

    Parameters
    ----------
    businesses
        Sectors named by their ids; read as they are needed.
    settings
        The method's numbers; the documented defaults if left out.
    view
        Which opportunities: see `ecomap.rank_trends`.
    top, threats
        How many opportunities and threats of each business.
    at_a_time
        Businesses that are read before the first is answered; it changes no answer.

    Yields
    ------
    BatchRow
        One for each business, in order: its first trends as `rank_trends` ranks them, scores within 1e-9. The row
        is its number from 1; ``run`` is empty.

    Raises
    ------
    ConvergenceError
        The couplings amplify each other without limit.

    Examples
    --------
    >>> import ecomap
    >>> ecosystem, _ = ecomap.load_map()
    >>> shops = (ecomap.business_of_sectors({name: 1}, ecosystem) for name in ("retail-trade", "hotel"))
    >>> [row.row for row in ecomap.rank_many(ecosystem, shops, top=1)]
    [1, 2]
    """
    return _rows(Ranker(ecosystem, settings, view=view, top=top, threats=threats), iter(businesses), at_a_time)


def _rows(ranker: Ranker, businesses: Iterator[Business], at_a_time: int) -> Iterator[BatchRow]:
    row = 0
    while some := list(islice(businesses, at_a_time)):
        ranked = ranker.rank_all(some)
        for place, business in enumerate(some):
            row += 1
            firsts = (ranked.opportunities, ranked.threats)
            lists = [tuple(_trends(first, place, ranker.trends)) for first in firsts]
            yield BatchRow("", row, business.id, lists[0], lists[1], business.name)


def _trends(first: FirstTrends, place: int, names: Sequence[str]) -> Iterator[BatchTrend]:
    for at, trend in enumerate(first.trend[place].tolist()):
        if trend >= 0:
            action: ActionName = ACTIONS[first.action[place, at]]
            yield BatchTrend(
                int(first.rank[place, at]), names[trend], float(first.score[place, at]), int(first.priority[place, at]),
                float(first.likelihood[place, at]), action,
            )  # fmt: skip
