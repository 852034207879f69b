"""Forms of an answer: each writer takes any sheet, and is the one gate through which text goes out in its form."""

from collections.abc import Callable
from pkgutil import resolve_name

from ecomap.render.screen import Screen
from ecomap.render.sheet import Sheet

WRITERS = {  # what writes each form of text but the terminal's, loaded when the form is asked for
    "json": "for_programs:document", "jsonl": "for_programs:lines", "csv": "for_programs:commas",
    "tsv": "for_programs:tabs", "ics": "for_programs:calendar", "markdown": "markdown:markdown", "html": "html:html",
    "svg": "picture:picture",
}  # fmt: skip
BYTES = {"png": "picture:pixels", "xlsx": "spreadsheet:spreadsheet"}  # what writes each form that is no text


def written(sheet: Sheet, form: str, screen: Screen | None = None) -> str:
    """Return a sheet in a form."""
    if form not in WRITERS:
        from ecomap.render.writers.terminal import terminal

        return terminal(sheet, screen or Screen())
    write: Callable[[Sheet], str] = resolve_name(f"{__name__}.{WRITERS[form]}")
    return write(sheet)


def in_bytes(sheet: Sheet, form: str) -> bytes:
    """Return a sheet in a form that is no text."""
    write: Callable[[Sheet], bytes] = resolve_name(f"{__name__}.{BYTES[form]}")
    return write(sheet)
