"""Sectors and businesses side by side: what they share, what is theirs alone, how alike their rankings are."""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from ecomap.engine import agreement
from ecomap.engine.propagation import Array
from ecomap.errors import MethodError
from ecomap.firms import described
from ecomap.model import AnyMap, Business, CompiledMap, Settings
from ecomap.names import Names
from ecomap.results.comparison import Column, ColumnKind, ComparedTrend, Comparison, Likeness
from ecomap.results.ranking import Method, View
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.ranking import answer_labels, business_label
from ecomap.verbs.row_tables import labels
from ecomap.verbs.rows import list_order, ranks_of, shown_places, whole_points
from ecomap.verbs.standings import Standings, find_standings, scored

PERSISTENCE = 0.9
"""p of the rank-biased overlap: the first ten ranks, as many as anyone looks at, hold 86 % of the weight."""


class Named(NamedTuple):
    """A business and what a comparison calls it."""

    key: str
    kind: ColumnKind
    business: Business


class _Ranked(NamedTuple):
    """One column: a business, its numbers and its list, by place of the trend."""

    named: Named
    ranks: list[int | None]
    points: list[int]
    influence: list[float]
    score: Array
    first: list[str]  # the first trends


def compare_businesses(
    ecosystem: AnyMap,
    businesses: Sequence[Business | Named],
    settings: Settings | None = None,
    *,
    top: int = 10,
    view: View = "all",
    method: Method = "walks",
    threats: bool = False,
    sha256: str = "",
) -> Comparison:
    """Set the rankings of several businesses side by side.

    Parameters
    ----------
    businesses
        At least two; each is called by its key, or else by its id.
    top
        How many trends of each count as its first.
    view
        Which opportunities; ``all`` puts the same trends into every ranking, so that they can be compared whole.
    threats
        Compare the threats instead of the opportunities.

    Raises
    ------
    MethodError
        Fewer than two businesses, or two with one key.
    """
    compiled, settings = compiled_map(ecosystem), settings or Settings()
    named = [item if isinstance(item, Named) else Named(item.id, "business", item) for item in businesses]
    keys = [item.key for item in named]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise MethodError(f"{twice[0]} stands in the comparison twice.")
    if len(keys) < 2:
        raise MethodError("a comparison needs at least two businesses or sectors.")
    worlds = [(find_standings(compiled, item.business, settings, method), item) for item in named]
    columns = [_ranked(*world, view, top, threats=threats) for world in worlds]
    trends, overlap = _compared(compiled, columns), np.zeros((len(keys), len(keys)))
    likeness = tuple(_likeness(columns, overlap))
    return Comparison(
        **answer_labels(Comparison, compiled, sha256, settings=settings),
        list="threats" if threats else "opportunities",
        view=view,
        method=method,
        top=top,
        persistence=PERSISTENCE,
        columns=tuple(_column(column, trends) for column in columns),
        shared=tuple(row.trend.id for row in trends if row.shared_by == len(columns)),
        trends=trends,
        likeness=likeness,
        order=tuple(keys[i] for i in agreement.seriation(overlap)),
    )


def compare_sectors(
    ecosystem: AnyMap,
    sectors: Sequence[str] | None = None,
    settings: Settings | None = None,
    *,
    top: int = 10,
    view: View = "all",
    method: Method = "walks",
    threats: bool = False,
    sha256: str = "",
) -> Comparison:
    """Set typical firms of kinds or sectors side by side, by any of their names; of every sector, if none are named."""
    names = compiled_map(ecosystem).listed if sectors is None else sectors
    found = [sector_business(ecosystem, name) for name in names]
    return compare_businesses(
        ecosystem, found, settings, top=top, view=view, method=method, threats=threats, sha256=sha256
    )


def sector_business(ecosystem: AnyMap, name: str) -> Named:
    """Return the typical firm of a kind or a sector, by any of its names."""
    firm = Names.of(ecosystem).known("firm", name)
    if firm in ecosystem.sector_by_id:
        return Named(firm, "sector", Business(id=firm, name=ecosystem.sector_by_id[firm].name, sectors={firm: 1}))
    business = Business(id=firm, name=Names.of(ecosystem).kinds[firm].name, sectors={firm: 1})
    return Named(firm, "kind", described(business, ecosystem))


def _ranked(numbers: Standings, named: Named, view: View, top: int, *, threats: bool) -> _Ranked:
    found = scored(numbers.found, view, threats=threats)
    order, ranks, names = list_order(found), ranks_of(found), numbers.axes.trends
    points = whole_points(found.score[0], type(found.logs)(*(log[0] for log in found.logs)))[0].tolist()
    influence = (100 * numbers.found.likelihood[0] * numbers.found.touch[0]).tolist()
    first = [names[order[place]] for place in shown_places(found, order)[:top].tolist()]
    return _Ranked(named, [ranks.get(i) for i in range(len(names))], points, influence, found.score[0], first)


def _compared(compiled: CompiledMap, columns: Sequence[_Ranked]) -> tuple[ComparedTrend, ...]:
    wanted = sorted({trend for column in columns for trend in column.first})
    last = max((rank for column in columns for rank in column.ranks if rank), default=0) + 1

    def place(row: ComparedTrend) -> tuple[int, int, float, str]:
        whose = [i for i, column in enumerate(columns) if row.trend.id in column.first]
        alone = whose[0] if row.shared_by == 1 else 0
        return -row.shared_by, alone, math.fsum(rank or last for rank in row.ranks), row.trend.id

    return tuple(sorted((_row(compiled, trend, columns) for trend in wanted), key=place))


def _row(compiled: CompiledMap, name: str, columns: Sequence[_Ranked]) -> ComparedTrend:
    at = compiled.arrays.trend_index[name]
    return ComparedTrend(
        trend=labels(compiled)[at],
        shared_by=sum(name in column.first for column in columns),
        ranks=tuple(column.ranks[at] for column in columns),
        points=tuple(column.points[at] if column.ranks[at] else None for column in columns),
        influence=tuple(column.influence[at] if column.ranks[at] else None for column in columns),
    )


def _column(one: _Ranked, trends: tuple[ComparedTrend, ...]) -> Column:
    shared = {row.trend.id for row in trends if row.shared_by > 1}
    only_here = tuple(trend for trend in one.first if trend not in shared)
    label = business_label(one.named.business)
    return Column(one.named.key, one.named.kind, label, tuple(one.first), only_here, one.named.business.adopted)


def _likeness(columns: Sequence[_Ranked], overlap: Array) -> Iterator[Likeness]:
    """Yield how alike each two columns are, and note their overlaps in the matrix."""
    ranks = np.array([[rank or 0 for rank in one.ranks] for one in columns])  # (column, trend)
    tau = agreement.tau_b(np.where(ranks > 0, np.round([one.score for one in columns], 12), np.nan))
    for (i, first), (j, second) in combinations(enumerate(columns), 2):
        overlap[i, j] = overlap[j, i] = agreement.rank_biased_overlap(ranks[i], ranks[j], PERSISTENCE)
        tau_b, shared = None if np.isnan(tau[i, j]) else float(tau[i, j]), len({*first.first} & {*second.first})
        yield Likeness(first.named.key, second.named.key, float(overlap[i, j]), tau_b, shared)
