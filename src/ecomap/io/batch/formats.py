"""Forms of a table of businesses, and which library reads them."""

import importlib.util
from typing import Literal

from ecomap.errors import FileError
from ecomap.io.endings import PLAIN, meaning

Form = Literal["csv", "jsonl", "parquet"]
"""Forms of a table that is read in pieces."""
InputForm = Literal["csv", "jsonl", "parquet", "xlsx"]
"""Forms of a table that is read; a spreadsheet becomes CSV."""
OutputForm = Literal["csv", "tsv", "jsonl", "parquet"]
"""Forms of a table that is written."""
READ: dict[str | None, InputForm] = {
    "csv": "csv", "tsv": "csv", PLAIN: "csv", "jsonl": "jsonl", "json": "jsonl", "parquet": "parquet", "xlsx": "xlsx",
    "spreadsheet": "xlsx",
}  # fmt: skip
"""How a file is read that is named so; what divides the cells of a text, and an array of JSON, is found out."""


def form_of(name: str) -> InputForm | None:
    """Return the form in which a file is read by its name, packed or not."""
    return READ.get(meaning(name.lower().removesuffix(".gz")))


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
