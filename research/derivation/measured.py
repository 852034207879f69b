"""Which published figure says what share of a sector's firms uses a trend, moved to the firms of the reference.

The reference are enterprises of the EU with ten or more persons employed. A figure keeps its own share, year, place
and size; what it takes to stand for the reference is a shift of the log-odds beside it. The growth since its year is
not in it: the map knows the pace.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from pathlib import Path
from typing import NamedTuple

from ecomap.io.statistics import Observation
from research.derivation.abs import UsSurvey, as_published, us_figure
from research.derivation.figures import Figure, clip, logit
from research.derivation.inputs import SectorRows, StatisticsError, read_records
from research.measures import MEASURES, Measure
from research.observations.reading import WHOLE

SECTORS_OF_BTOS = "us_btos_ai_2026/sector_map.csv"
EUROPE, TEN_OR_MORE, ECONOMY = "EU27_2020", "GE10", "C10-S951_X_K"
AMERICA, ALL_COMPANIES, NEAREST_SIZE = "US", "all", "20-49"
"""The class whose firms are as large as those of the reference are on average."""


class TrendNumbers(NamedTuple):
    """What the map says of a trend over all sectors."""

    level: float | None = None
    """Log-odds today."""
    pace: float = 0.0
    """Growth of the log-odds a year; 0 where it is not known."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a question says of one sector, with the figure's place among the observations."""

    figure: Figure
    year: int
    area: str
    size: str
    row: str
    """Classification and activities, as published: sectors on one row share a figure."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a trend in a sector."""

    measure: Measure
    sector: str
    known: Known
    shift: float = 0.0

    @property
    def log_odds(self) -> float:
        """In the reference, in the year of the survey."""
        return self.known.figure.log_odds + self.shift


EVIDENCE = {
    "isoc_ec_eseln2": "eurostat-web-sales-rate", "isoc_cicce_usen2": "eurostat-cloud-rate",
    "isoc_eb_dan2": "eurostat-analytics-rate", "isoc_ske_ittn2": "eurostat-training-rate",
    "isoc_eb_ain2": "eurostat-ai-2025-rate", "btos-ai-supplement": "btos-ai-rate",
    "us-abs-2018": "abs-2018-rate", "us-abs-2020": "abs-2020-rate", "us-abs-2021": "abs-2021-rate",
}  # fmt: skip
"""Table -> the evidence record of the map that its figures rest on."""


@dataclass(frozen=True)
class Published:
    """All observations, and the US survey whose rows are weighted by companies."""

    observations: Sequence[Observation]
    survey: UsSurvey
    btos: Mapping[str, str]
    """Sector of the map -> sector of the Business Trends and Outlook Survey."""
    _by_question: dict[str, list[Observation]] = field(default_factory=dict)

    def of(self, question: str) -> list[Observation]:
        """Return the observations of a question."""
        if not self._by_question:
            for observation in self.observations:
                self._by_question.setdefault(observation.question, []).append(observation)
        if question not in self._by_question:
            raise StatisticsError(f'{MEASURES.name}: no observation answers "{question}".')
        return self._by_question[question]


def read_btos_sectors(tables: Path) -> dict[str, str]:
    """Return sector of the map -> NAICS sector, where one row of the survey speaks for it."""
    return {row["sector"]: row["naics_sector"] for row in read_records(tables / SECTORS_OF_BTOS, ("sector",))}


def sector_figures(
    sectors: Sequence[SectorRows],
    measures: Iterable[Measure],
    published: Published,
    trends: Mapping[str, TrendNumbers],
) -> list[Row]:
    """Return the figures of all trends: of each sector the first question that has one."""
    found: dict[tuple[str, str], Row] = {}
    for measure in measures:
        rows = [
            Row(measure, sector.id, known)
            for sector in sectors
            if (sector.id in measure.only if measure.only else sector.id not in measure.left_out)
            and (known := figure_of(measure, sector, published)) is not None
        ]
        first = {row.sector: row for (trend, _), row in found.items() if trend == measure.trend}
        for row in carried(rows, first, published, trends[measure.trend]):
            found.setdefault((measure.trend, row.sector), row)
    return sorted(found.values(), key=lambda row: (row.measure.trend, row.sector))


def carried(rows: Sequence[Row], first: Mapping[str, Row], published: Published, trend: TrendNumbers) -> list[Row]:
    """Return the answers to one question, moved to the reference."""
    if not rows:
        return []
    measure, year = rows[0].measure, rows[0].known.year
    match measure.carry:
        case "":
            return list(rows)
        case "add":
            shift = float(measure.value)
        case "times":
            part = float(measure.value)
            return [
                Row(measure, row.sector, row.known, logit(clip(row.known.figure.share * part)) - row.log_odds)
                for row in rows
            ]
        case "level":
            newest = max(int(o.year) for o in published.of(measure.question))
            if trend.level is None:
                raise StatisticsError(f"{measure.trend} has no level to which its figures could be moved.")
            shift = trend.level - logit(_total(measure, published)) - trend.pace * (NOW - newest)
        case "shared":
            both = [(first[row.sector], row) for row in rows if row.sector in first]
            if not both:
                raise StatisticsError(f"{measure.trend}: {measure.question} shares no sector with its first question.")
            shift = fsum(one.log_odds - two.log_odds for one, two in both) / len(both)
            shift -= trend.pace * (both[0][0].known.year - year)
        case "size":
            shift = size_shift(measure.question, published)
        case _:
            raise StatisticsError(f'{MEASURES.name}, {measure.trend}: no such way "{measure.carry}".')
    return [Row(measure, row.sector, row.known, shift) for row in rows]


NOW = 2026
"""Year of the levels."""


def figure_of(measure: Measure, sector: SectorRows, published: Published) -> Known | None:
    """Return what a question says of a sector; None where it says nothing."""
    if measure.dataset.startswith("us-abs-"):
        year = int(measure.dataset[-4:])
        if not sector.abs_rows:
            return None
        figure = us_figure(published.survey, sector, (year, measure.question.partition(":")[2]))
        rows = " ".join(map(as_published, sector.abs_rows))
        return None if figure is None else Known(figure, year, AMERICA, ALL_COMPANIES, f"abs {rows}")
    if measure.dataset.startswith("btos"):
        code = published.btos.get(sector.id)
        cells = {o.code: o for o in published.of(measure.question) if o.size == ALL_COMPANIES and o.code}
        return _averaged(cells, (code,) if code else (), "naics2017", "C")
    cells = newest_cells(published.of(measure.question))
    return _averaged(cells, sector.eurostat_rows, "nace2", "C" if sector.eurostat_fit == "wider" else "B")


def newest_cells(observations: Iterable[Observation]) -> dict[str, Observation]:
    """Return activity -> its newest figure for the reference."""
    cells: dict[str, Observation] = {}
    for o in sorted(observations, key=lambda o: o.year):
        if (o.classification, o.area, o.size) == ("nace2", EUROPE, TEN_OR_MORE):
            cells[o.code] = o
    return cells


def _averaged(cells: Mapping[str, Observation], rows: Sequence[str], classification: str, grade: str) -> Known | None:
    newest = max((cells[row].year for row in rows if row in cells), default="")
    published = [cells[row] for row in rows if row in cells and cells[row].year == newest]
    if not published:
        return None
    hidden = [row for row in rows if row not in {o.code for o in published}]
    names = ", ".join(o.code for o in published) + (f" ({', '.join(hidden)} not published)" if hidden else "")
    first = published[0]
    figure = Figure(
        percent=fsum(float(o.value) for o in published) / len(published),
        value=" + ".join(o.value for o in published),
        unit="% of enterprises" if classification == "nace2" else "% of firms",
        locator=f"{first.question.replace(':', ', ')}, {classification} {names}, {first.size}, {first.area}",
        grade="C" if hidden else grade,
    )
    return Known(figure, int(first.year), first.area, first.size, f"{classification} {' '.join(rows)}")


def _total(measure: Measure, published: Published) -> float:
    """Return the share of all enterprises of the reference that a question found, in its newest year."""
    cells = newest_cells(published.of(measure.question))
    if ECONOMY not in cells:
        raise StatisticsError(f"{measure.question} has no figure for {ECONOMY}.")
    return float(cells[ECONOMY].value) / 100


def size_shift(question: str, published: Published) -> float:
    """Return how far firms as large as the reference's stand from all companies; the mean of all where not asked."""
    own = _size_shifts(published, question)
    every = own or _size_shifts(published, "")
    return fsum(every) / len(every)


def _size_shifts(published: Published, question: str) -> list[float]:
    totals: dict[tuple[str, str], float] = {}
    for o in published.observations:
        asked = o.question.startswith(("us-abs-2018:", "us-abs-2021:")) and question in ("", o.question)
        if asked and o.classification == WHOLE and o.size in (ALL_COMPANIES, NEAREST_SIZE):
            totals[o.question, o.size] = logit(clip(float(o.value) / 100))
    return [
        totals[name, NEAREST_SIZE] - totals[name, ALL_COMPANIES]
        for name in sorted({name for name, _ in totals})
        if (name, NEAREST_SIZE) in totals and (name, ALL_COMPANIES) in totals
    ]
