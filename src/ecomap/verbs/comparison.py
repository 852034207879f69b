"""Sectors and businesses side by side: what they share, what is theirs alone, how alike their rankings are."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from ecomap.engine import agreement, priority
from ecomap.engine.propagation import Array
from ecomap.errors import MethodError
from ecomap.graph import Graph, add_business, business_node, ecosystem_graph, with_business
from ecomap.model import Business, EcosystemMap, Settings
from ecomap.names import Names
from ecomap.results.comparison import Column, ComparedTrend, Comparison, Likeness
from ecomap.results.ranking import MapLabel, Method, ProgramLabel, TrendLabel, View
from ecomap.verbs import scoring
from ecomap.verbs.arrays import MapArrays, map_arrays
from ecomap.verbs.ranking import business_label
from ecomap.verbs.rows import present
from ecomap.verbs.scoring import ScoredList
from ecomap.verbs.standings import Standings, find_standings
from ecomap.version import VERSION

Kind = Literal["sector", "template", "file", "business"]

PERSISTENCE = 0.9
"""p of the rank-biased overlap: the first ten ranks, as many as anyone looks at, hold 86 % of the weight."""


@dataclass(frozen=True, slots=True)
class Named:
    """A business and what a comparison calls it."""

    key: str
    kind: Kind
    business: Business


@dataclass(frozen=True, slots=True)
class _Choice:
    """How the rankings are made."""

    settings: Settings
    view: View
    method: Method
    threats: bool


@dataclass(frozen=True)
class _Scored:
    named: Named
    numbers: Standings
    found: ScoredList


def compare_businesses(
    ecosystem: EcosystemMap,
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
    settings = settings or Settings()
    named = [item if isinstance(item, Named) else Named(item.id, "business", item) for item in businesses]
    _refuse_unclear(named)
    choice = _Choice(settings, view, method, threats)
    scored = list(_all_scored(ecosystem, named, choice))
    firsts = [[one.numbers.axes.trends[i] for i in one.found.order[:top]] for one in scored]
    ranks = [{one.numbers.axes.trends[i]: rank for rank, i in enumerate(one.found.order, 1)} for one in scored]
    trends = _compared(ecosystem, scored, firsts, ranks)
    likeness = _likeness(ecosystem, scored, firsts, ranks)
    return Comparison(
        program=ProgramLabel("ecomap", VERSION),
        map=MapLabel(ecosystem.id, ecosystem.version, sha256),
        settings=settings.model_dump(),
        list="threats" if threats else "opportunities",
        view=view,
        method=method,
        today=math.floor(present(ecosystem)),
        horizon=math.floor(present(ecosystem) + settings.horizon),
        top=top,
        persistence=PERSISTENCE,
        columns=tuple(_column(one, first, trends) for one, first in zip(scored, firsts, strict=True)),
        shared=tuple(row.trend.id for row in trends if row.shared_by == len(scored)),
        trends=trends,
        likeness=likeness,
        order=_order([item.key for item in named], likeness),
        sector_names={sector.id: sector.short for sector in ecosystem.sectors},
    )


def compare_sectors(
    ecosystem: EcosystemMap,
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
    names = [sector.id for sector in ecosystem.sectors] if sectors is None else sectors
    found = [sector_business(ecosystem, name) for name in names]
    return compare_businesses(
        ecosystem, found, settings, top=top, view=view, method=method, threats=threats, sha256=sha256
    )


def sector_business(ecosystem: EcosystemMap, name: str) -> Named:
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


def _all_scored(ecosystem: EcosystemMap, named: Sequence[Named], choice: _Choice) -> Iterator[_Scored]:
    """Yield the ranking of each business; the map is read once for all that add no activity to it."""
    shared = ecosystem_graph(ecosystem)
    axes = map_arrays(shared)
    for item in named:
        if item.business.own_activities:
            yield _scored(with_business(ecosystem, item.business), None, ecosystem, item, choice)
        else:
            yield _scored(add_business(shared, item.business), axes, ecosystem, item, choice)
            shared.remove_node(business_node(item.business))


def _scored(
    graph: "Graph[str]", axes: MapArrays | None, ecosystem: EcosystemMap, named: Named, choice: _Choice
) -> _Scored:
    business, settings = named.business, choice.settings
    numbers = find_standings(graph, ecosystem, business, settings, choice.method, axes)
    found = (
        scoring.threats(numbers, business, settings)
        if choice.threats
        else scoring.opportunities(numbers, business, settings, choice.view)
    )
    return _Scored(named, numbers, found)


def _compared(
    ecosystem: EcosystemMap, scored: Sequence[_Scored], firsts: list[list[str]], ranks: list[dict[str, int]]
) -> tuple[ComparedTrend, ...]:
    wanted = sorted({trend for first in firsts for trend in first})
    rows = [_row(ecosystem, trend, scored, firsts, ranks) for trend in wanted]
    last = max((rank for column in ranks for rank in column.values()), default=0) + 1

    def place(row: ComparedTrend) -> tuple[int, int, float, str]:
        whose = [i for i, first in enumerate(firsts) if row.trend.id in first]
        alone = whose[0] if row.shared_by == 1 else 0
        return -row.shared_by, alone, math.fsum(rank or last for rank in row.ranks), row.trend.id

    return tuple(sorted(rows, key=place))


def _row(
    ecosystem: EcosystemMap, name: str, scored: Sequence[_Scored], firsts: list[list[str]], ranks: list[dict[str, int]]
) -> ComparedTrend:
    trend = ecosystem.trend_by_id[name]
    at = scored[0].numbers.axes.trends.index(name)
    here = [name in column for column in ranks]
    points = [
        priority.apportion([100 * float(one.found.score[at]), *one.found.lost[:, at]], 100)[0] if listed else None
        for one, listed in zip(scored, here, strict=True)
    ]
    influence = [
        100 * float(one.found.influence[at]) if listed else None for one, listed in zip(scored, here, strict=True)
    ]
    return ComparedTrend(
        trend=TrendLabel(trend.id, trend.name, trend.kind, trend.area, trend.stage),
        shared_by=sum(name in first for first in firsts),
        ranks=tuple(column.get(name) for column in ranks),
        points=tuple(points),
        influence=tuple(influence),
    )


def _column(one: _Scored, first: list[str], trends: tuple[ComparedTrend, ...]) -> Column:
    alone = {row.trend.id for row in trends if row.shared_by == 1}
    return Column(
        one.named.key,
        one.named.kind,
        business_label(one.named.business, one.numbers.business),
        first=tuple(first),
        only_here=tuple(trend for trend in first if trend in alone),
        adopted=one.named.business.adopted,
    )


def _likeness(
    ecosystem: EcosystemMap, scored: Sequence[_Scored], firsts: list[list[str]], ranks: list[dict[str, int]]
) -> tuple[Likeness, ...]:
    ids = sorted(ecosystem.trend_by_id)
    table = np.array([[column.get(trend, 0) for trend in ids] for column in ranks])  # (column, trend)
    scores = np.array([np.round(one.found.score, 12) for one in scored])
    tau = agreement.tau_b(np.where(table > 0, scores, np.nan))
    return tuple(
        Likeness(
            scored[i].named.key,
            scored[j].named.key,
            overlap=agreement.rank_biased_overlap(table[i], table[j], PERSISTENCE),
            tau_b=None if np.isnan(tau[i, j]) else float(tau[i, j]),
            shared=len(set(firsts[i]) & set(firsts[j])),
        )
        for i, j in combinations(range(len(scored)), 2)
    )


def _order(keys: list[str], likeness: tuple[Likeness, ...]) -> tuple[str, ...]:
    at = {key: i for i, key in enumerate(keys)}
    matrix: Array = np.zeros((len(keys), len(keys)))
    for pair in likeness:
        matrix[at[pair.a], at[pair.b]] = matrix[at[pair.b], at[pair.a]] = pair.overlap
    return tuple(keys[i] for i in agreement.seriation(matrix))
