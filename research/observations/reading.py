"""One function reads every table: a spec says where its columns are, what is read of it and what was asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ecomap.io.statistics import Observation, Question
from research.derivation.inputs import StatisticsError, parse_number, read_records
from research.observations.places import ISO_CODES, size_class

MISSING = ("", "D", "S", "f", ":")
"""Empty, suppressed or not to be published: missing, not zero."""
SIZES = {
    "All companies": "all", "businesses": "all", "private establishments": "all", "0_1": "0-1", "10+": "GE10",
    "250+": "GE250", "small (10-49)": "10-49",
    "A": "1-4", "B": "5-9", "C": "10-19", "D": "20-49", "E": "50-99", "F": "100-249", "G": "GE250",
}  # fmt: skip
"""Sizes that publishers write otherwise than Eurostat mostly does."""
WHOLE = "total"
"""Classification of a figure for all activities together."""


@dataclass(frozen=True, slots=True)
class Table:
    """Where the figures of one table stand."""

    path: str
    """Below the folder of tables."""
    dataset: str
    """May name columns: ``us-abs-{data_year}``."""
    indicator: str
    """Template of the indicator from the table's columns: ``{indic_is}``."""
    value: str
    """Column of the figure."""
    unit: str
    population: str
    wordings: Mapping[str, str] | None
    """Indicator -> what was asked; what is not named here is not read. None: the indicators are words themselves."""
    columns: Mapping[str, str]
    """Field of an observation -> template from the table's columns, or a constant."""
    keep: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Column of the table -> what is read of it."""
    about: str = "the year"
    grade: str = "A"
    grades: Mapping[str, str] = field(default_factory=dict)
    """Flag -> grade, where a flag says how good a figure is; any other flag makes B of A."""
    years: tuple[str, ...] = ()
    """Columns of years, where each year has its own; then ``value`` is not used."""


def read(table: Table, tables: Path) -> Iterator[tuple[Question, Observation]]:
    """Yield every figure of a table with its question; a cell without a value is absent, not zero."""
    for row in read_records(tables / table.path, table.keep):
        if any(row[column] not in wanted for column, wanted in table.keep.items()):
            continue
        for year in table.years or ("",):
            record = row | {"year": year, "value": row[year]} if year else row
            value = record[table.value].strip()
            indicator = table.indicator.format(**record)
            if value not in MISSING and (table.wordings is None or indicator in table.wordings):
                yield _question(table, record, indicator), _observation(table, record, indicator, value)


def _question(table: Table, record: Mapping[str, str], indicator: str) -> Question:
    dataset = table.dataset.format(**record)
    wording = indicator if table.wordings is None else table.wordings[indicator]
    folder = table.path.partition("/")[0]
    unit, population, about = (text.format(**record) for text in (table.unit, table.population, table.about))
    return Question(f"{dataset}:{indicator}", "", dataset, indicator, wording, unit, population, about, "", folder)


def _observation(table: Table, record: Mapping[str, str], indicator: str, value: str) -> Observation:
    parse_number(value, f"{table.path}, {indicator}")
    found = {name: template.format(**record).strip() for name, template in table.columns.items()}
    code, year, flag = found.get("code", ""), found["year"], found.get("flag", "")
    if not (year.isdecimal() and len(year) == 4):
        raise StatisticsError(f'{table.path}, {indicator}: "{year}" is no year.')
    return Observation(
        f"{table.dataset.format(**record)}:{indicator}",
        found["classification"] if code else WHOLE,
        code,
        SIZES.get(found["size"], size_class(found["size"]).replace("–", "-")),
        ISO_CODES.get(found["area"], found["area"]),
        year,
        found.get("period", ""),
        value,
        found.get("error", ""),
        flag,
        table.grades.get(flag, "B" if flag and table.grade == "A" else table.grade),
    )
