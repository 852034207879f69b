"""How far countries and size classes stand from the reference in the use of technology, in log-odds.

A share of all sectors together: it moves the norm of a family of technologies, not one sector against another.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from research.derivation.figures import clip, logit
from research.derivation.inputs import StatisticsError, csv_text, parse_number, read_records

EUROSTAT_COLUMNS = ("size_emp", "nace_r2", "indic_is", "unit", "geo", "time", "value", "flag")
ECONOMY, UNIT, YEAR = "C10-S951_X_K", "PC_ENT", "2025"
"""The one cut that is read: total economy without finance, per cent of all enterprises, 2025."""
REFERENCE_AREA, REFERENCE_SIZE = "EU27_2020", "GE10"
EU_SIZES = ("10-49", "50-249", "GE250")
"""The EU as a whole has no class below ten persons employed; 10-249 overlaps the first two."""
COUNTRY_CODE = re.compile(r"(?!EA|EU)[A-Z]{2}")
"""Two letters; EA and EU are the euro area and the EU."""
ISO_CODES: Mapping[str, str] = MappingProxyType({"EL": "GR", "UK": "GB"})
"""Eurostat's code -> ISO 3166-1, where they differ."""
FLAGS: Mapping[str, str] = MappingProxyType({"b": "break in series", "d": "definition differs"})

US_TABLE = "us_abs_technology/abs_technology_use_by_company_size.csv"
US_COLUMNS = ("data_year", "technology", "company_size", "use_pct", "table")
US_REFERENCE = "All companies"
US_MISSING = ("", "D")
"""Empty or suppressed: missing, not zero."""
HEADING = ("kind", "place", "family", "shift", "value", "reference", "locator", "evidence")


class Family(NamedTuple):
    """A family of technologies and the Eurostat indicator that stands for it."""

    name: str
    dataset: str
    indicator: str

    @property
    def table(self) -> str:
        """The file of its dataset."""
        return f"eurostat_ict_enterprises_2025/{self.dataset}_{YEAR}.csv"


FAMILIES = (
    Family("ai", "isoc_eb_ai", "E_AI_TANY"),
    Family("cloud", "isoc_cicce_use", "E_CC"),
    Family("data", "isoc_eb_das", "E_DA"),
    Family("digital", "isoc_e_dii", "E_DI3_GELO"),
)
"""AI of any kind, paid cloud services, data analytics, at least basic digital intensity (version 3, that of 2025)."""


class Cell(NamedTuple):
    """A share as published, in per cent, and its flags."""

    value: str
    flag: str = ""

    @property
    def log_odds(self) -> float:
        """Kept within 0.5 and 99.5 %, as every share of the map."""
        return logit(clip(float(self.value) / 100))


def modifiers_table(tables: Path) -> str:
    """Return ``modifiers.csv``: one row for each country and size class with a figure, in order."""
    return csv_text(HEADING, sorted((*eurostat_modifiers(tables), *us_modifiers(tables))))


def row(kind: str, place: str, family: str, cell: Cell, reference: Cell, locator: str) -> list[str]:
    """Return one country or size class: ``shift = logit(value) - logit(reference)``."""
    shift = f"{cell.log_odds - reference.log_odds:.6f}"
    return [kind, place, family, shift, cell.value, reference.value, locator, f"{kind}-shift"]


def eurostat_modifiers(tables: Path) -> Iterator[list[str]]:
    """Yield the countries against EU27, and EU27's size classes against all its enterprises, family by family."""
    for family in FAMILIES:
        cells = read_family(tables, family)
        reference = cells.get((REFERENCE_AREA, REFERENCE_SIZE))
        if reference is None:
            raise StatisticsError(f"{family.table} has no {family.indicator} for {REFERENCE_AREA}, {REFERENCE_SIZE}.")
        for (geo, size), cell in cells.items():
            where = f"{family.dataset}, {family.indicator}"
            if size == REFERENCE_SIZE and COUNTRY_CODE.fullmatch(geo):
                locator = flagged(f"{where}, {size}, {geo} against {REFERENCE_AREA}", cell)
                yield row("country", iso_code(geo), family.name, cell, reference, locator)
            if geo == REFERENCE_AREA and size in EU_SIZES:
                locator = flagged(f"{where}, {geo}, {size} against {REFERENCE_SIZE}", cell)
                yield row("size", size, family.name, cell, reference, locator)


def read_family(tables: Path, family: Family) -> dict[tuple[str, str], Cell]:
    """Return (area, size class) -> cell of a family's indicator; a cell without a value is absent, not zero."""
    cut = {"nace_r2": ECONOMY, "indic_is": family.indicator, "unit": UNIT, "time": YEAR}
    cells: dict[tuple[str, str], Cell] = {}
    for record in read_records(tables / family.table, EUROSTAT_COLUMNS):
        value = record["value"].strip()
        if not value or any(record[column] != wanted for column, wanted in cut.items()):
            continue
        at = record["geo"], record["size_emp"]
        if at in cells:
            raise StatisticsError(f"{family.table}: {family.indicator} for {', '.join(at)} stands twice.")
        parse_number(value, f"{family.table}, {family.indicator}, {', '.join(at)}")
        cells[at] = Cell(value, record["flag"].strip())
    return cells


def iso_code(geo: str) -> str:
    """Return the country's id in the map: ISO 3166-1 in small letters; ``EL`` -> ``gr``."""
    return ISO_CODES.get(geo, geo).lower()


def flagged(locator: str, cell: Cell) -> str:
    """Add a cell's flags to its locator, in words: ``t, NL (b break in series)``."""
    words = [f"{flag} {FLAGS[flag]}" if flag in FLAGS else flag for flag in cell.flag]
    return f"{locator} ({', '.join(words)})" if words else locator


def us_modifiers(tables: Path) -> Iterator[list[str]]:
    """Yield the size classes of the US survey against all companies, for each technology of each year."""
    for (year, technology), cells in read_us_sizes(tables).items():
        if US_REFERENCE not in cells:
            raise StatisticsError(f"{US_TABLE} has no {technology} {year} for {US_REFERENCE}.")
        reference, table = cells.pop(US_REFERENCE)
        for size, (cell, _) in cells.items():
            locator = f"table {table}, {technology} {year}, {size} against {US_REFERENCE}"
            yield row("size", size_class(size), f"us-abs-{year}:{technology}", cell, reference, locator)


def read_us_sizes(tables: Path) -> dict[tuple[str, str], dict[str, tuple[Cell, str]]]:
    """Return (year, technology) -> size class as published -> cell and its table; what is suppressed is absent."""
    found: dict[tuple[str, str], dict[str, tuple[Cell, str]]] = {}
    for record in read_records(tables / US_TABLE, US_COLUMNS):
        technology, size = (record["data_year"], record["technology"]), record["company_size"]
        use, sizes = record["use_pct"].strip(), found.setdefault(technology, {})
        if size in sizes:
            raise StatisticsError(f"{US_TABLE}: {technology[1]} {technology[0]} for {size} stands twice.")
        if use not in US_MISSING:
            parse_number(use, f"table {record['table']}, {technology[1]}, {size}")
            sizes[size] = Cell(use), record["table"]
    return found


def size_class(published: str) -> str:
    """Write a US size class as Eurostat writes its own: ``25,000 or more`` -> ``GE25000``."""
    plain = published.replace(",", "")
    return f"GE{plain.removesuffix(' or more')}" if plain.endswith(" or more") else plain
