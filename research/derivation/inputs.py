"""What the derivation is given: the rows a sector stands on, the trends that are measured, and tables on disk."""

import csv
import gzip
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

from ecomap.errors import EcomapError, FileError

EUROSTAT_AI_2025 = "eurostat-ai-2025"
US_SURVEY_YEARS: Mapping[str, int] = MappingProxyType({"us-abs-2018": 2018, "us-abs-2020": 2020, "us-abs-2021": 2021})
"""Survey name in the map -> data year of the Annual Business Survey."""

EUROSTAT_AI_SERIES, US_SURVEY_SERIES = "eurostat-ai-by-size", "us-abs"
"""Series of several years that a pace may be asked of."""

FITS = ("exact", "wider")
"""How published rows fit a sector: they are the sector or lie wholly within it, or they hold other firms too."""


class StatisticsError(EcomapError):
    """A publisher's table, or what the map asks of it, is not as it must be; the sentence names the culprit."""


class MissingTableError(StatisticsError, FileError):
    """A publisher's table is not in the folder of statistics, or cannot be read."""


@dataclass(frozen=True, slots=True)
class SectorRows:
    """One sector and the rows of the published tables that speak for it.

    Parameters
    ----------
    id
        The sector's id in the map.
    naics
        NAICS 2017 codes or prefixes of 2-6 digits; ranges as published (``44–45``).
    abs_rows, eurostat_rows
        Row codes of the US survey (``other 325``) and of Eurostat (``C10-C12``); none if the survey leaves it out.
    abs_fit, eurostat_fit
        One of `FITS`.
    activities
        Activity -> share or intensity in 0..1; an activity that is not named counts as 0.

    Raises
    ------
    StatisticsError
        If a fit is not one of `FITS`.
    """

    id: str
    naics: tuple[str, ...] = ()
    abs_rows: tuple[str, ...] = ()
    abs_fit: str = "exact"
    eurostat_rows: tuple[str, ...] = ()
    eurostat_fit: str = "exact"
    activities: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for fit in (self.abs_fit, self.eurostat_fit):
            if fit not in FITS:
                raise StatisticsError(f'sector {self.id}: no such fit "{fit}". Write one of {", ".join(FITS)}.')


@dataclass(frozen=True, slots=True)
class MeasuredTrend:
    """One trend that a survey measures, e.g. ``MeasuredTrend("rfid", "us-abs-2020", "rfid")``.

    Raises
    ------
    StatisticsError
        If the survey is not one that the derivation reads.
    """

    id: str
    survey: str
    indicator: str

    def __post_init__(self) -> None:
        known = (EUROSTAT_AI_2025, *US_SURVEY_YEARS)
        if self.survey not in known:
            raise StatisticsError(f'trend {self.id}: no such survey "{self.survey}". Write one of {", ".join(known)}.')


@dataclass(frozen=True, slots=True)
class PacedTrend:
    """One trend whose growth a series shows, e.g. ``PacedTrend("ai", "eurostat-ai-by-size", "E_AI_TANY")``.

    Raises
    ------
    StatisticsError
        If the series is not one that the derivation reads, or the fit is not one of `FITS`.
    """

    id: str
    series: str
    indicator: str
    fit: str = "exact"

    def __post_init__(self) -> None:
        known = (EUROSTAT_AI_SERIES, US_SURVEY_SERIES)
        if self.series not in known:
            raise StatisticsError(f'trend {self.id}: no such series "{self.series}". Write one of {", ".join(known)}.')
        if self.fit not in FITS:
            raise StatisticsError(f'trend {self.id}: no such fit "{self.fit}". Write one of {", ".join(FITS)}.')


def opened(path: Path) -> TextIO:
    """Open a table for reading, plain or, where it is not there, compressed as ``NAME.gz``."""
    compressed = path.with_name(f"{path.name}.gz")
    if not path.exists() and compressed.exists():
        return gzip.open(compressed, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


def read_table(path: Path) -> list[list[str]]:
    """Return the rows of a CSV file, the heading first.

    Raises
    ------
    MissingTableError
        If the file is not there or cannot be read.
    StatisticsError
        If it is no CSV file, is empty, or has rows of unequal length.
    """
    try:
        with opened(path) as stream:
            rows = list(csv.reader(stream))
    except OSError as reason:
        raise MissingTableError(
            f"{path}: {(reason.strerror or 'cannot be read').lower()}. The folder of tables must hold it: "
            "see research/tables/README.md."
        ) from reason
    except (UnicodeDecodeError, csv.Error, EOFError, zlib.error) as reason:
        raise StatisticsError(f"cannot read the table {path}: {reason}. Take it from its publisher again.") from reason
    if not rows:
        raise StatisticsError(f"the table {path} is empty. Take it from its publisher again.")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise StatisticsError(f"{path}:{number} has {len(row)} cells, the heading {len(rows[0])}.")
    return rows


def read_records(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    """Return the rows of a CSV file by column name.

    Raises
    ------
    StatisticsError
        As `read_table`, and if one of the `columns` is absent.
    """
    heading, *rows = read_table(path)
    missing = [column for column in columns if column not in heading]
    if missing:
        raise StatisticsError(f"the table {path} lacks the column {missing[0]}; it has {', '.join(heading)}.")
    return [dict(zip(heading, row, strict=True)) for row in rows]


def parse_number(text: str, where: str) -> float:
    """Return the number that a cell holds.

    Raises
    ------
    StatisticsError
        If the cell holds no finite number.
    """
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if number - number != 0:  # NaN and the infinities only
        raise StatisticsError(f'{where}: "{text}" is not a number.')
    return number
