"""The US Annual Business Survey: which share of companies uses a technology, by industry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from pathlib import Path

from research.derivation.figures import Figure
from research.derivation.inputs import SectorRows, StatisticsError, parse_number, read_records

TABLE = "us_abs_technology/abs_technology_use_by_industry.csv"
UNIT = "% of companies"
COLUMNS = ("data_year", "technology", "naics", "depth", "companies", "use_pct", "flags", "table")
SUPPRESSED = "D"

Technology = tuple[int, str]
"""Data year and name: the question's wording changes between years, so a technology-year is a thing of its own."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One published cell; `use` is the text as published, ``None`` where it is suppressed (suppressed is not zero)."""

    use: str | None
    companies: float
    flags: str
    table: str


@dataclass(frozen=True, slots=True)
class UsSurvey:
    """The survey's cells, and above each row the rows that contain it."""

    cells: Mapping[tuple[Technology, str], Cell]
    ancestors: Mapping[str, frozenset[str]]

    @property
    def technologies(self) -> tuple[Technology, ...]:
        """Every technology-year in the table, in order."""
        return tuple(sorted({technology for technology, _ in self.cells}))


def as_published(row: str) -> str:
    """Write a row's code as the survey does, with en dashes: ``44-45`` -> ``44–45``."""
    return row.strip().replace("-", "–").replace("—", "–")


def read_us_survey(tables: Path) -> UsSurvey:
    """Read the use of technologies by industry; refuse a row that stands twice or is empty without a reason."""
    cells: dict[tuple[Technology, str], Cell] = {}
    ancestors: dict[str, frozenset[str]] = {}
    above: list[tuple[int, str]] = []
    for row in read_records(tables / TABLE, COLUMNS):
        naics = as_published(row["naics"])
        where = f"table {row['table']}, NAICS {naics}"
        technology = int(parse_number(row["data_year"], f"table {row['table']}, data year")), row["technology"]
        depth = int(parse_number(row["depth"], where))
        if (technology, naics) in cells:
            raise StatisticsError(f"{where}: {technology[1]} {technology[0]} stands twice.")
        above = [(level, name) for level, name in above if level < depth]
        ancestors[naics] = frozenset(name for _, name in above)
        above.append((depth, naics))
        cells[technology, naics] = read_cell(row, where)
    return UsSurvey(cells, ancestors)


def read_cell(row: Mapping[str, str], where: str) -> Cell:
    """Return one cell; empty means suppressed and must say so."""
    use: str | None = row["use_pct"].strip()
    if use in ("", SUPPRESSED):
        if SUPPRESSED not in row["flags"] and use != SUPPRESSED:
            raise StatisticsError(f"{where}: the cell is empty but not flagged {SUPPRESSED}.")
        use = None
    else:
        parse_number(row["use_pct"].strip(), where)
    return Cell(use, parse_number(row["companies"], where), row["flags"], row["table"])


def us_figure(survey: UsSurvey, sector: SectorRows, technology: Technology) -> Figure | None:
    """Return the use of a technology in a sector: ``sum(companies * percent) / sum(companies)`` over its rows.

    Suppressed cells are left out, not counted as zero; ``None`` if nothing is left. Grade A: one row that is the
    sector; B: several rows, or a flagged cell (r unreliable, i imputed, D a part suppressed); C: a wider row, or a row
    of several suppressed.
    """
    rows = checked_rows(survey, sector)
    found = [(row, cell_of(survey, sector, technology, row)) for row in rows]
    published = [(row, cell, cell.use) for row, cell in found if cell.use is not None]
    if not published:
        return None
    companies = fsum(cell.companies for _, cell, _ in published)
    if companies <= 0:
        raise StatisticsError(f"sector {sector.id}: the survey counts no companies in {', '.join(rows)}.")
    hidden = [row for row, cell in found if cell.use is None]
    names = ", ".join(row for row, _, _ in published) + (f" ({', '.join(hidden)} suppressed)" if hidden else "")
    mixed = len(rows) > 1 or any(cell.flags for _, cell, _ in published)
    return Figure(
        percent=fsum(cell.companies * float(use) for _, cell, use in published) / companies,
        value=" + ".join(use for _, _, use in published),
        unit=UNIT,
        locator=f"table {published[0][1].table}, NAICS {names}",
        grade="C" if sector.abs_fit == "wider" or hidden else "B" if mixed else "A",
    )


def cell_of(survey: UsSurvey, sector: SectorRows, technology: Technology, row: str) -> Cell:
    """Return the cell of a technology and a row, or say which technologies the survey has."""
    if (technology, row) not in survey.cells:
        year, name = technology
        known = ", ".join(other for when, other in survey.technologies if when == year)
        raise StatisticsError(
            f'sector {sector.id}: the US survey of {year} has no "{name}" for NAICS {row}; it has {known}.'
        )
    return survey.cells[technology, row]


def checked_rows(survey: UsSurvey, sector: SectorRows) -> Sequence[str]:
    """Return the sector's rows as published, each once, none inside another."""
    rows = tuple(dict.fromkeys(as_published(row) for row in sector.abs_rows))
    for row in rows:
        if row not in survey.ancestors:
            raise StatisticsError(f'sector {sector.id}: the US survey has no row "{row}".')
        inside = sorted(survey.ancestors[row] & set(rows))
        if inside:
            raise StatisticsError(f"sector {sector.id}: row {inside[0]} contains row {row}; keep the one or the other.")
    return rows
