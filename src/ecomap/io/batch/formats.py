"""Forms of a table of businesses, and which library reads them."""

import importlib.util
from typing import Literal

from ecomap.errors import FileError

Form = Literal["csv", "jsonl", "parquet"]
"""Forms of a table that is written, and read in pieces."""
InputForm = Literal["csv", "jsonl", "parquet", "xlsx"]
"""Forms of a table that is read; a spreadsheet becomes CSV."""
SUFFIXES: dict[str, InputForm] = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl",
    ".parquet": "parquet", ".pq": "parquet", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xlsx", ".ods": "xlsx",
}  # fmt: skip


def form_of(name: str) -> InputForm | None:
    """Return the form that a file's name tells, packed or not."""
    bare = name.lower().removesuffix(".gz")
    return next((form for suffix, form in SUFFIXES.items() if bare.endswith(suffix)), None)


def has_arrow() -> bool:
    """Tell whether pyarrow is installed, without loading it."""
    return importlib.util.find_spec("pyarrow") is not None


def require_arrow() -> None:
    """Refuse Parquet where pyarrow is missing.

    Raises
    ------
    FileError
        With the way out.
    """
    if not has_arrow():
        raise FileError(
            "Parquet needs pyarrow, which is not installed: pip install 'ecomap[batch]'. "
            "CSV and JSON lines work without it."
        )


def require_calamine() -> None:
    """Refuse spreadsheets where python-calamine is missing.

    Raises
    ------
    FileError
        With the way out.
    """
    if importlib.util.find_spec("python_calamine") is None:
        raise FileError(
            "Spreadsheets need python-calamine, which is not installed: pip install 'ecomap[batch]'. "
            "Or save the sheet as CSV."
        )
