"""Sectors and businesses side by side: what they share, what is theirs alone, how alike their rankings are."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from ecomap.engine import agreement
from ecomap.engine.propagation import Array
from ecomap.errors import MethodError
from ecomap.model import Business, Settings
from ecomap.model.compiled import AnyMap, CompiledMap
from ecomap.names import Names
from ecomap.record import record
from ecomap.results.comparison import Column, ComparedTrend, Comparison, Likeness
from ecomap.results.ranking import Method, View
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.ranking import answer_labels, business_label
from ecomap.verbs.rows import labels, list_order, whole_points
from ecomap.verbs.standings import Scored, Standings, find_standings, scored

Kind = Literal["sector", "template", "file", "business"]

PERSISTENCE = 0.9
"""p of the rank-biased overlap: the first ten ranks, as many as anyone looks at, hold 86 % of the weight."""


@record
class Named:
    """A business and what a comparison calls it."""

    key: str
    kind: Kind
    business: Business


@dataclass(frozen=True)
class _Ranked:
    """One column: a business, its numbers and its list."""

    named: Named
    numbers: Standings
    found: Scored
    ranks: dict[str, int]
    """Rank of each trend of the list, in order."""
    first: list[str]
    """The first trends."""


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
    ecosystem
        A checked map.
    businesses
        At least two, sectors named by their ids; each is called by its key, or else by its id.
    top
        How many trends of each count as its first.
    view
        Which opportunities; ``all`` puts the same trends into every ranking, so that they can be compared whole.
    method
        How influence is counted, as in `rank_trends`.
    threats
        Compare the threats instead of the opportunities.
    sha256
        Fingerprint of the map's files, for the record.

    Raises
    ------
    MethodError
        Fewer than two businesses, or two with one key.
    """
    compiled, settings = compiled_map(ecosystem), settings or Settings()
    named = [item if isinstance(item, Named) else Named(item.id, "business", item) for item in businesses]
    _refuse_unclear(named)
    columns = [_ranked(compiled, item, settings, view, method, top, threats=threats) for item in named]
    trends = _compared(compiled, columns)
    likeness = _likeness(compiled, columns)
    return Comparison(
        **answer_labels(compiled, settings, sha256),
        list="threats" if threats else "opportunities",
        view=view,
        method=method,
        top=top,
        persistence=PERSISTENCE,
        columns=tuple(_column(column, trends) for column in columns),
        shared=tuple(row.trend.id for row in trends if row.shared_by == len(columns)),
        trends=trends,
        likeness=likeness,
        order=_order([item.key for item in named], likeness),
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
    """Set the typical firms of several sectors side by side; of every sector, if none are named.

    Parameters
    ----------
    sectors
        Sectors by id, name, alias or code.

    Raises
    ------
    UnknownNameError
        A sector that the map does not have.
    """
    names = compiled_map(ecosystem).listed if sectors is None else sectors
    found = [sector_business(ecosystem, name) for name in names]
    return compare_businesses(
        ecosystem, found, settings, top=top, view=view, method=method, threats=threats, sha256=sha256
    )


def sector_business(ecosystem: AnyMap, name: str) -> Named:
    """Return the typical firm of a sector.

    Raises
    ------
    UnknownNameError
        The map has no such sector; says what comes near.
    """
    sector = Names.of(ecosystem).sector(name)
    found = ecosystem.sector_by_id[sector]
    return Named(sector, "sector", Business(id=sector, name=found.name, sectors={sector: 1}))


def _refuse_unclear(named: Sequence[Named]) -> None:
    keys = [item.key for item in named]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise MethodError(f"{twice[0]} stands in the comparison twice.")
    if len(keys) < 2:
        raise MethodError("a comparison needs at least two businesses or sectors.")


def _ranked(
    compiled: CompiledMap, named: Named, settings: Settings, view: View, method: Method, top: int, *, threats: bool
) -> _Ranked:
    numbers = find_standings(compiled, named.business, settings, method)
    found = scored(numbers.found, view, threats=threats)
    ids = [numbers.axes.trends[i] for i in list_order(found).tolist()]
    return _Ranked(named, numbers, found, {trend: rank for rank, trend in enumerate(ids, 1)}, ids[:top])


def _compared(compiled: CompiledMap, columns: Sequence[_Ranked]) -> tuple[ComparedTrend, ...]:
    wanted = sorted({trend for column in columns for trend in column.first})
    rows = [_row(compiled, trend, columns) for trend in wanted]
    last = max((rank for column in columns for rank in column.ranks.values()), default=0) + 1

    def place(row: ComparedTrend) -> tuple[int, int, float, str]:
        whose = [i for i, column in enumerate(columns) if row.trend.id in column.first]
        alone = whose[0] if row.shared_by == 1 else 0
        return -row.shared_by, alone, math.fsum(rank or last for rank in row.ranks), row.trend.id

    return tuple(sorted(rows, key=place))


def _row(compiled: CompiledMap, name: str, columns: Sequence[_Ranked]) -> ComparedTrend:
    at = compiled.arrays.trend_index[name]
    listed = [name in column.ranks for column in columns]
    return ComparedTrend(
        trend=labels(compiled)[at],
        shared_by=sum(name in column.first for column in columns),
        ranks=tuple(column.ranks.get(name) for column in columns),
        points=tuple(_points(one, at) if there else None for one, there in zip(columns, listed, strict=True)),
        influence=tuple(
            100 * float(one.found.influence[0, at]) if there else None
            for one, there in zip(columns, listed, strict=True)
        ),
    )


def _points(one: _Ranked, trend: int) -> int:
    influence, goals, means = (log[0, trend] for log in one.found.logs)
    return int(whole_points(one.found.score[0, trend], (influence, goals, means), one.numbers.settings)[0])


def _column(one: _Ranked, trends: tuple[ComparedTrend, ...]) -> Column:
    alone = {row.trend.id for row in trends if row.shared_by == 1}
    return Column(
        one.named.key,
        one.named.kind,
        business_label(one.named.business, one.numbers.readiness),
        first=tuple(one.first),
        only_here=tuple(trend for trend in one.first if trend in alone),
        adopted=one.named.business.adopted,
    )


def _likeness(compiled: CompiledMap, columns: Sequence[_Ranked]) -> tuple[Likeness, ...]:
    table = np.array([[one.ranks.get(trend.id, 0) for trend in compiled.trends] for one in columns])  # (column, trend)
    scores = np.array([np.round(one.found.score[0], 12) for one in columns])
    tau = agreement.tau_b(np.where(table > 0, scores, np.nan))
    return tuple(
        Likeness(
            first.named.key,
            second.named.key,
            overlap=agreement.rank_biased_overlap(table[i], table[j], PERSISTENCE),
            tau_b=None if np.isnan(tau[i, j]) else float(tau[i, j]),
            shared=len(set(first.first) & set(second.first)),
        )
        for (i, first), (j, second) in combinations(enumerate(columns), 2)
    )


def _order(keys: list[str], likeness: tuple[Likeness, ...]) -> tuple[str, ...]:
    at = {key: i for i, key in enumerate(keys)}
    matrix: Array = np.zeros((len(keys), len(keys)))
    for pair in likeness:
        matrix[at[pair.a], at[pair.b]] = matrix[at[pair.b], at[pair.a]] = pair.overlap
    return tuple(keys[i] for i in agreement.seriation(matrix))
