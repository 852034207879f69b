"""What the derivation is given: the rows a sector stands on, the trends that are measured, and tables on disk."""

import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any, TextIO

from ecomap.errors import EcomapError, FileError

FITS = ("exact", "wider")
"""How published rows fit a sector: they are the sector or lie wholly within it, or they hold other firms too."""


class StatisticsError(EcomapError):
    """A publisher's table, or what the map asks of it, is not as it must be; the sentence names the culprit."""


class MissingTableError(StatisticsError, FileError):
    """A publisher's table is not in the folder of tables, or cannot be read."""


def _refuse_unknown(what: str, given: str, known: Iterable[str]) -> None:
    if given not in known:
        raise StatisticsError(f'{what} "{given}". Write one of {", ".join(known)}.')


@dataclass(frozen=True, slots=True)
class SectorRows:
    """One sector and the rows of the published tables that speak for it."""

    id: str
    naics: tuple[str, ...] = ()
    """NAICS 2017 codes or prefixes of 2-6 digits; ranges as published (``44–45``)."""
    abs_rows: tuple[str, ...] = ()
    """Row codes of the US survey (``other 325``); none if the survey leaves it out."""
    abs_fit: str = "exact"
    eurostat_rows: tuple[str, ...] = ()
    """Activities of Eurostat (``C10-C12``)."""
    eurostat_fit: str = "exact"
    activities: Mapping[str, float] = field(default_factory=dict)
    """Activity -> share or intensity in 0..1; an activity that is not named counts as 0."""

    def __post_init__(self) -> None:
        for fit in (self.abs_fit, self.eurostat_fit):
            _refuse_unknown(f"sector {self.id}: no such fit", fit, FITS)


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
    """Return the rows of a CSV file by column name; refuse one that lacks any of the `columns`."""
    heading, *rows = read_table(path)
    missing = [column for column in columns if column not in heading]
    if missing:
        raise StatisticsError(f"the table {path} lacks the column {missing[0]}; it has {', '.join(heading)}.")
    return [dict(zip(heading, row, strict=True)) for row in rows]


def parse_number(text: str, where: str) -> float:
    """Return the finite number that a cell holds, or refuse it."""
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise StatisticsError(f'{where}: "{text}" is not a number.')
    return number


def csv_text(heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    r"""Return comma-separated text with ``\n`` at the end of every line."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return stream.getvalue()
