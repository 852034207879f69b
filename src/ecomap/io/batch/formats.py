"""Forms of a table of businesses, and which library reads them."""

import importlib.util
from typing import Literal

from ecomap.errors import FileError

Form = Literal["csv", "jsonl", "parquet"]
SUFFIXES: dict[str, Form] = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl",
    ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip


def form_of(name: str) -> Form | None:
    """Return the form that a file's name tells."""
    return next((form for suffix, form in SUFFIXES.items() if name.lower().endswith(suffix)), None)


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
