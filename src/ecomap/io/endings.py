"""What the ending of a file's name means, for all that is read and written: the one table of it."""

from pathlib import Path

PLAIN = "table"
"""The form of plain text, in which anything may be."""
ENDINGS: dict[str, tuple[str, ...]] = {
    "json": (".json",), "jsonl": (".jsonl", ".ndjson"), "csv": (".csv",), "tsv": (".tsv", ".tab"),
    "markdown": (".md", ".markdown"), PLAIN: (".txt", ".text"), "html": (".html", ".htm"), "svg": (".svg",),
    "png": (".png",), "xlsx": (".xlsx",), "spreadsheet": (".xlsm", ".xls", ".ods"), "parquet": (".parquet", ".pq"),
    "ics": (".ics",), "graphml": (".graphml",), "gexf": (".gexf",), "dot": (".dot", ".gv"),
    "mermaid": (".mmd", ".mermaid"), "sarif": (".sarif",), "yaml": (".yaml", ".yml"),
}  # fmt: skip
"""Form -> the endings that mean it, the usual one first."""


def meaning(name: str | Path) -> str | None:
    """Return the form that the ending of a file's name means; None where it means none."""
    ending = Path(name).suffix.lower()
    return next((form for form, endings in ENDINGS.items() if ending in endings), None)


def says_other(name: str | Path, form: str) -> bool:
    """Tell whether a file's name says that something else than a form is in it, be it what nobody here knows."""
    return bool(Path(name).suffix) and meaning(name) not in (PLAIN, form)
