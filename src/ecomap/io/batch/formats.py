"""Forms of a table of businesses, and which library reads them."""

import importlib.util
from typing import Literal

from ecomap.errors import FileError
from ecomap.io.writing import PLAIN, meaning

Form = Literal["csv", "jsonl", "parquet"]  # forms of a table that is read in pieces
InputForm = Literal["csv", "jsonl", "parquet", "xlsx"]  # forms of a table that is read; a spreadsheet becomes CSV
OutputForm = Literal["csv", "tsv", "jsonl", "parquet", "xlsx"]  # forms of a table that is written
READ: dict[str | None, InputForm] = {
    "csv": "csv", "tsv": "csv", PLAIN: "csv", "jsonl": "jsonl", "json": "jsonl", "parquet": "parquet", "xlsx": "xlsx",
    "spreadsheet": "xlsx",
}  # fmt: skip
"""How a file is read that is named so; what divides the cells of a text, and an array of JSON, is found out."""


def form_of(name: str) -> InputForm | None:
    """Return the form in which a file is read by its name, packed or not."""
    return READ.get(meaning(name.lower().removesuffix(".gz")))


NEEDS = {  # libraries that not everybody has installed
    "pyarrow": ("Parquet needs pyarrow", "CSV and JSON lines work without it."),
    "python_calamine": ("Spreadsheets need python-calamine", "Or save the sheet as CSV."),
}


def has(library: str) -> bool:
    """Tell whether a library is installed, without loading it."""
    return importlib.util.find_spec(library) is not None


def require(library: str) -> None:
    """Refuse a form whose library is missing, with the way out."""
    if not has(library):
        what, otherwise = NEEDS[library]
        raise FileError(f"{what}, which is not installed: pip install 'ecomap[batch]'. {otherwise}")
