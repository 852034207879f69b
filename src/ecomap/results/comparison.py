"""Answers that set businesses or sectors side by side; as frozen as the rankings they come from."""

from dataclasses import field
from itertools import chain
from typing import Literal

from ecomap.record import record
from ecomap.results.answer import Answer, Brief, Rows
from ecomap.results.labels import BusinessLabel, MapLabel, ProgramLabel, TrendLabel
from ecomap.results.ranking import Method, View

ColumnKind = Literal["sector", "kind", "template", "file", "business"]


@record
class Column(Brief):
    """One business or sector of a comparison."""

    key: str  #: What it is called in this answer.
    kind: ColumnKind
    business: BusinessLabel
    first: tuple[str, ...]  #: Its first trends by rank.
    only_here: tuple[str, ...]  #: Those of its first trends that no other column has among its own first.
    adopted: tuple[str, ...]  #: Trends in use already; they are in no ranking of its own.


@record
class ComparedTrend(Brief):
    """One trend in every column; the lists are in the order of the columns."""

    trend: TrendLabel
    shared_by: int  #: Columns that have it among their first.
    ranks: tuple[int | None, ...]
    """None where the trend is not in the list: in use already, of another view, or of no use here."""
    points: tuple[int | None, ...]  #: Priority, 0..100.
    influence: tuple[float | None, ...]  #: Points of this list's sign, 0..100.


@record
class Likeness:
    """How alike two rankings are."""

    a: str
    b: str
    overlap: float  #: Rank-biased overlap, 0..1; the first ranks count most. Its complement to 1 is a distance.
    tau_b: float | None  #: Kendall's tau-b over all trends that both rank, -1..1; None where there are not two of them.
    shared: int  #: Trends that both have among their first.


@record
class Comparison(Answer):
    """Businesses and sectors side by side."""

    program: ProgramLabel
    map: MapLabel
    settings: dict[str, float]
    list: Literal["opportunities", "threats"]
    view: View
    method: Method
    today: int
    horizon: int
    top: int  #: How many trends of each column count as its first.
    persistence: float  #: p of the rank-biased overlap.
    columns: tuple[Column, ...]
    shared: tuple[str, ...]  #: Trends that every column has among its first.
    trends: tuple[ComparedTrend, ...]
    """What any column has among its first; those of most columns first, then by mean rank; those of one alone
    column by column."""
    likeness: tuple[Likeness, ...]  #: Every pair of columns.
    order: tuple[str, ...]  #: The columns in an order in which alike ones stand side by side.
    sector_names: dict[str, str] = field(default_factory=dict)  #: Short names of the sectors.

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the cells of a trend: its rank and points in every column."""
        pairs = [f"{what}:{column.key}" for column in self.columns for what in ("rank", "points")]
        return ("trend", "name", "shared_by", *pairs)

    def rows(self) -> Rows:
        """Return one row a trend."""
        return [
            (row.trend.id, row.trend.name, row.shared_by, *chain(*zip(row.ranks, row.points, strict=True)))
            for row in self.trends
        ]
