"""Hand-made tables, small enough to check by eye, and the real ones."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from research.statistics import TABLES

ABS_HEADING = "data_year,technology,naics,depth,companies,use_pct,flags,table"
EUROSTAT_HEADING = "size_emp,nace_r2,indic_is,unit,geo,time,value,flag"

WriteRows = Callable[[Sequence[str]], Path]


@pytest.fixture(scope="session")
def real_statistics() -> Path:
    """Return the publishers' tables that come with the clone."""
    return TABLES


@pytest.fixture
def write_abs(tmp_path: Path) -> WriteRows:
    """Return a function that writes rows of the US survey and returns the statistics' directory."""
    return lambda rows: write(tmp_path, "us_abs_technology/abs_technology_use_by_industry.csv", [ABS_HEADING, *rows])


@pytest.fixture
def write_eurostat(tmp_path: Path) -> WriteRows:
    """Return a function that writes Eurostat rows and returns the statistics' directory."""
    file = "eurostat_ict_enterprises_2025/isoc_eb_ain2_2025_eu27_all_units.csv"
    return lambda rows: write(tmp_path, file, [EUROSTAT_HEADING, *rows])


@pytest.fixture
def write_bea(tmp_path: Path) -> Callable[[str, Sequence[str]], Path]:
    """Return a function that writes one of BEA's tables and returns the statistics' directory."""
    return lambda name, rows: write(tmp_path, f"us_bea_io/{name}", rows)


def write(statistics: Path, file: str, rows: Sequence[str]) -> Path:
    path = statistics / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return statistics
