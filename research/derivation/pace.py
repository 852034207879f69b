"""How fast a trend grows: the log-odds of use a year, from a series of years that all ask the same question.

A survey that changes its wording measures another thing from that year on. What lies on both sides of a change is
never subtracted: the series is cut there, and where no two years are left the pace is refused.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from research.derivation.figures import logit
from research.derivation.inputs import US_SURVEY_SERIES, PacedTrend, StatisticsError, parse_number, read_records
from research.derivation.modifiers import US_COLUMNS, US_MISSING, US_REFERENCE, US_TABLE
from research.derivation.tables import csv_text

EUROSTAT_TABLE = "eurostat_ai_by_size_eu27/eu27_ai_any_by_size_2021_2025.csv"
EUROSTAT_INDICATOR = "E_AI_TANY"
AREA, SIZE = "EU27_2020", "GE10"
SEVEN, EIGHT = "seven AI technologies", "eight AI technologies, pictures and video new"
EUROSTAT_WORDINGS: Mapping[int, str] = MappingProxyType({2021: SEVEN, 2023: SEVEN, 2024: SEVEN, 2025: EIGHT})
"""What each year asks: any of how many AI technologies. A year that is not named here is refused, not guessed."""
US_WORDINGS: Mapping[int, str] = MappingProxyType(
    {2018: "used as a production technology", 2020: "in use", 2021: "used a little, somewhat or a lot"}
)
"""What each year of the US survey asks: three questions, so that no two years may be compared."""
BREAK = "b"
"""Eurostat's flag: break in the series from this year on."""
CELL = re.compile(r"([0-9.]+)\s*([a-z]*)")
"""A value and its flags, as Eurostat writes them in wide tables: ``13.48 b``."""


class Point(NamedTuple):
    """One year of a series, per cent as published; only points with the same wording may be compared."""

    year: int
    value: str
    wording: str

    @property
    def log_odds(self) -> float:
        """``logit`` of the share, not clipped: a pace is a difference, and a clipped end would bend it."""
        return logit(float(self.value) / 100)


class Series(NamedTuple):
    """The same group of firms over the years, in order."""

    name: str
    locator: str
    evidence: str
    points: tuple[Point, ...]


def read_series(survey: str, indicator: str, tables: Path) -> Series:
    """Return one series of a survey."""
    if survey == US_SURVEY_SERIES:
        return read_us_series(indicator, tables)
    if indicator != EUROSTAT_INDICATOR:
        raise StatisticsError(f'{EUROSTAT_TABLE} has no "{indicator}"; it has {EUROSTAT_INDICATOR}.')
    return read_eurostat_series(tables)


def read_eurostat_series(tables: Path) -> Series:
    """Return the use of any AI by EU enterprises with ten or more persons, a column for each year."""
    rows = read_records(tables / EUROSTAT_TABLE, ("geo", "size_emp"))
    found = [row for row in rows if (row["geo"], row["size_emp"]) == (AREA, SIZE)]
    if len(found) != 1:
        raise StatisticsError(f"{EUROSTAT_TABLE} has {len(found)} rows for {AREA}, {SIZE}; it must have one.")
    cells = {int(year): cell for year, cell in found[0].items() if year.isdecimal() and cell.strip()}
    points = tuple(with_breaks(cells, EUROSTAT_WORDINGS, EUROSTAT_TABLE))
    locator = f"isoc_eb_ai, {EUROSTAT_INDICATOR}, {AREA}, {SIZE}"
    return Series(EUROSTAT_INDICATOR, locator, "eurostat-ai-pace", points)


def read_us_series(technology: str, tables: Path) -> Series:
    """Return the use of a technology by all companies of the US survey."""
    rows = read_records(tables / US_TABLE, US_COLUMNS)
    wanted = [row for row in rows if (row["technology"], row["company_size"]) == (technology, US_REFERENCE)]
    cells = {int(row["data_year"]): row["use_pct"] for row in wanted if row["use_pct"].strip() not in US_MISSING}
    if not cells:
        raise StatisticsError(f'{US_TABLE} has no "{technology}" for {US_REFERENCE}.')
    points = tuple(with_breaks(cells, US_WORDINGS, US_TABLE))
    locator = f"tables {', '.join(row['table'] for row in wanted)}, {technology}, {US_REFERENCE}"
    return Series(technology, locator, "us-abs-pace", points)


def with_breaks(cells: Mapping[int, str], wordings: Mapping[int, str], table: str) -> Iterator[Point]:
    """Yield the cells of a series in order, each with its wording; a flag b begins a new one.

    Raises
    ------
    StatisticsError
        If a cell is no share between 0 and 100 %, or nobody has said what a year asks.
    """
    breaks = ""
    for year, cell in sorted(cells.items()):
        match = CELL.fullmatch(cell.strip())
        if match is None:
            raise StatisticsError(f'{table}, {year}: "{cell}" is not a figure with flags.')
        value, flags = match.groups()
        if not 0 < parse_number(value, f"{table}, {year}") < 100:
            raise StatisticsError(f"{table}, {year}: {value} % has no log-odds.")
        if year not in wordings:
            raise StatisticsError(f"{table}: nobody has looked at what the survey of {year} asks. Add it to pace.py.")
        breaks += f", broken {year}" if BREAK in flags else ""
        yield Point(year, value, wordings[year] + breaks)


def longest_run(trend: str, series: Series) -> tuple[Point, ...]:
    """Return the longest run of years with one wording, the latest of equally long ones; refuse single years."""
    runs = [tuple(run) for _, run in groupby(series.points, key=lambda point: point.wording)]
    run = max(runs, key=lambda run: (run[-1].year - run[0].year, run[-1].year))
    if len(run) < 2:
        asked = "; ".join(f"{point.year} {point.wording}" for point in series.points)
        raise StatisticsError(
            f"trend {trend}: no two years of {series.name} ask the same question ({asked}). No pace can be "
            "taken from it: leave pace_series out and judge the pace, or leave it unknown."
        )
    return run


def pace_row(trend: PacedTrend, series: Series) -> list[str]:
    """Return a trend's pace, ``(logit m_last - logit m_first) / (t_last - t_first)``, and the run of years it rests on.

    A line of least squares would take the years' ups and downs for errors of measurement; in samples of so many
    enterprises they are growth that comes in bursts. Grade B: the thing itself (never A, the series leaves small firms
    out); C: a wider thing stands for it.
    """
    run = longest_run(trend.id, series)
    first, last = run[0], run[-1]
    left_out = [str(point.year) for point in series.points if point not in run]
    return [
        trend.id,
        f"{(last.log_odds - first.log_odds) / (last.year - first.year):.6f}",
        ", ".join(point.value for point in run),
        ", ".join(str(point.year) for point in run),
        series.locator + (f" ({', '.join(left_out)} left out: another question)" if left_out else ""),
        series.evidence,
        "B" if trend.fit == "exact" else "C",
    ]


def pace_table(trends: Sequence[PacedTrend], tables: Path) -> str:
    """Return ``pace.csv``: one row for each trend that names a series, by trend."""
    series = {name: read_series(*name, tables) for name in sorted({(t.series, t.indicator) for t in trends})}
    ordered = sorted(trends, key=lambda trend: trend.id)
    rows = [pace_row(trend, series[trend.series, trend.indicator]) for trend in ordered]
    return csv_text(["trend", "pace", "value", "years", "locator", "evidence", "grade"], rows)
