"""How far countries and size classes stand from the reference in the use of technology, in log-odds.

A share of all sectors together: it moves the norm of a family of technologies, not one sector against another.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from research.derivation.figures import clip, logit
from research.derivation.inputs import StatisticsError, parse_number, read_records
from research.derivation.tables import csv_text

EUROSTAT_FOLDER = "eurostat_ict_enterprises_2025"
EUROSTAT_COLUMNS = ("size_emp", "nace_r2", "indic_is", "unit", "geo", "time", "value", "flag")
ECONOMY, UNIT, YEAR = "C10-S951_X_K", "PC_ENT", "2025"
"""The one cut that is read: total economy without finance, per cent of all enterprises, 2025."""
REFERENCE_AREA, REFERENCE_SIZE = "EU27_2020", "GE10"
EU_SIZES = ("10-49", "50-249", "GE250")
"""The EU as a whole has no class below ten persons employed; 10-249 overlaps the first two."""

COUNTRY_CODE = re.compile(r"[A-Z]{2}")
AGGREGATES = frozenset({"EA", "EU"})
"""Two letters, yet no country: the euro area and the EU."""
ISO_CODES: Mapping[str, str] = MappingProxyType({"EL": "GR", "UK": "GB"})
"""Eurostat's code -> ISO 3166-1, where they differ."""
FLAGS: Mapping[str, str] = MappingProxyType({"b": "break in series", "d": "definition differs"})

US_TABLE = "us_abs_technology/abs_technology_use_by_company_size.csv"
US_COLUMNS = ("data_year", "technology", "company_size", "use_pct", "table")
US_REFERENCE = "All companies"
US_MISSING = ("", "D")
"""Empty or suppressed: missing, not zero."""
US_OPEN_END = " or more"

COUNTRY_EVIDENCE, SIZE_EVIDENCE = "country-shift", "size-shift"
HEADING = ("kind", "place", "family", "shift", "value", "reference", "locator", "evidence")


@dataclass(frozen=True, slots=True)
class Family:
    """A family of technologies and the Eurostat indicator that stands for it."""

    name: str
    dataset: str
    indicator: str

    @property
    def table(self) -> str:
        """The file of its dataset, below the statistics."""
        return f"{EUROSTAT_FOLDER}/{self.dataset}_{YEAR}.csv"


FAMILIES = (
    Family("ai", "isoc_eb_ai", "E_AI_TANY"),
    Family("cloud", "isoc_cicce_use", "E_CC"),
    Family("data", "isoc_eb_das", "E_DA"),
    Family("digital", "isoc_e_dii", "E_DI3_GELO"),
)
"""AI of any kind, paid cloud services, data analytics, at least basic digital intensity (version 3, that of 2025)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A share as published, in per cent, and its flags."""

    value: str
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Modifier:
    """One country or size class against the reference, in one family."""

    kind: str
    place: str
    family: str
    cell: Cell
    reference: Cell
    locator: str
    evidence: str

    @property
    def shift(self) -> float:
        """``logit(value) - logit(reference)``, each kept within 0.5 and 99.5 % as every share of the map."""
        return log_odds(self.cell) - log_odds(self.reference)


def log_odds(cell: Cell) -> float:
    """Return ``logit`` of a published percentage."""
    return logit(clip(float(cell.value) / 100))


def modifiers_table(statistics: Path) -> str:
    """Return ``modifiers.csv``: one row for each country and size class with a figure, in order.

    Raises
    ------
    StatisticsError
        If a table is not as expected, a cell stands twice or a reference is missing.
    """
    rows = sorted(
        [
            modifier.kind,
            modifier.place,
            modifier.family,
            f"{modifier.shift:.6f}",
            modifier.cell.value,
            modifier.reference.value,
            modifier.locator,
            modifier.evidence,
        ]
        for modifier in (*eurostat_modifiers(statistics), *us_modifiers(statistics))
    )
    return csv_text(HEADING, rows)


def eurostat_modifiers(statistics: Path) -> Iterator[Modifier]:
    """Yield the countries against EU27, and EU27's size classes against all its enterprises, family by family."""
    for family in FAMILIES:
        cells = read_family(statistics, family)
        reference = cells.get((REFERENCE_AREA, REFERENCE_SIZE))
        if reference is None:
            raise StatisticsError(f"{family.table} has no {family.indicator} for {REFERENCE_AREA}, {REFERENCE_SIZE}.")
        for (geo, size), cell in cells.items():
            if size == REFERENCE_SIZE and is_country(geo):
                where = f"{family.dataset}, {family.indicator}, {size}, {geo} against {REFERENCE_AREA}"
                yield Modifier(
                    "country", iso_code(geo), family.name, cell, reference, flagged(where, cell), COUNTRY_EVIDENCE
                )
            if geo == REFERENCE_AREA and size in EU_SIZES:
                where = f"{family.dataset}, {family.indicator}, {geo}, {size} against {REFERENCE_SIZE}"
                yield Modifier("size", size, family.name, cell, reference, flagged(where, cell), SIZE_EVIDENCE)


def read_family(statistics: Path, family: Family) -> dict[tuple[str, str], Cell]:
    """Return (area, size class) -> cell of a family's indicator; a cell without a value is absent, not zero."""
    cut = {"nace_r2": ECONOMY, "indic_is": family.indicator, "unit": UNIT, "time": YEAR}
    cells: dict[tuple[str, str], Cell] = {}
    for row in read_records(statistics / family.table, EUROSTAT_COLUMNS):
        value = row["value"].strip()
        if not value or any(row[column] != wanted for column, wanted in cut.items()):
            continue
        at = row["geo"], row["size_emp"]
        if at in cells:
            raise StatisticsError(f"{family.table}: {family.indicator} for {', '.join(at)} stands twice.")
        parse_number(value, f"{family.table}, {family.indicator}, {', '.join(at)}")
        cells[at] = Cell(value, row["flag"].strip())
    return cells


def is_country(geo: str) -> bool:
    """Say whether Eurostat's code is that of one country.

    >>> [is_country(geo) for geo in ("EL", "EA", "EU27_2020")]
    [True, False, False]
    """
    return COUNTRY_CODE.fullmatch(geo) is not None and geo not in AGGREGATES


def iso_code(geo: str) -> str:
    """Return the country's id in the map: ISO 3166-1 in small letters.

    >>> iso_code("EL"), iso_code("UK"), iso_code("DE")
    ('gr', 'gb', 'de')
    """
    return ISO_CODES.get(geo, geo).lower()


def flagged(locator: str, cell: Cell) -> str:
    """Add a cell's flags to its locator, in words.

    >>> flagged("t, NL", Cell("33.21", "b")), flagged("t, NL", Cell("33.21"))
    ('t, NL (b break in series)', 't, NL')
    """
    words = [f"{flag} {FLAGS[flag]}" if flag in FLAGS else flag for flag in cell.flag]
    return f"{locator} ({', '.join(words)})" if words else locator


def us_modifiers(statistics: Path) -> Iterator[Modifier]:
    """Yield the size classes of the US survey against all companies, for each technology of each year."""
    for (year, technology), cells in read_us_sizes(statistics).items():
        if US_REFERENCE not in cells:
            raise StatisticsError(f"{US_TABLE} has no {technology} {year} for {US_REFERENCE}.")
        reference, table = cells[US_REFERENCE]
        for size, (cell, _) in cells.items():
            if size != US_REFERENCE:
                where = f"table {table}, {technology} {year}, {size} against {US_REFERENCE}"
                family = f"us-abs-{year}:{technology}"
                yield Modifier("size", size_class(size), family, cell, reference, where, SIZE_EVIDENCE)


def read_us_sizes(statistics: Path) -> dict[tuple[str, str], dict[str, tuple[Cell, str]]]:
    """Return (year, technology) -> size class as published -> cell and its table; what is suppressed is absent."""
    found: dict[tuple[str, str], dict[str, tuple[Cell, str]]] = {}
    for row in read_records(statistics / US_TABLE, US_COLUMNS):
        technology, size, use = (row["data_year"], row["technology"]), row["company_size"], row["use_pct"].strip()
        sizes = found.setdefault(technology, {})
        if size in sizes:
            raise StatisticsError(f"{US_TABLE}: {technology[1]} {technology[0]} for {size} stands twice.")
        if use not in US_MISSING:
            parse_number(use, f"table {row['table']}, {technology[1]}, {size}")
            sizes[size] = Cell(use), row["table"]
    return found


def size_class(published: str) -> str:
    """Write a US size class as Eurostat writes its own.

    >>> size_class("1-4"), size_class("1,000-4,999"), size_class("25,000 or more")
    ('1-4', '1000-4999', 'GE25000')
    """
    plain = published.replace(",", "")
    return f"GE{plain.removesuffix(US_OPEN_END)}" if plain.endswith(US_OPEN_END) else plain
