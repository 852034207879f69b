"""Forms of an answer: each writer takes any sheet, and is the one gate through which text goes out in its form."""

from collections.abc import Callable
from importlib import import_module

from ecomap.render.screen import Screen
from ecomap.render.sheet import Sheet

WRITERS = {
    "json": "json_text:document", "jsonl": "json_text:lines", "csv": "delimited:commas", "tsv": "delimited:tabs",
    "markdown": "markdown:markdown", "html": "html:html", "svg": "picture:picture", "ics": "calendar:calendar",
}  # fmt: skip
"""What writes each form of text but the terminal's, loaded when the form is asked for."""


def written(sheet: Sheet, form: str, screen: Screen | None = None) -> str:
    """Return a sheet in a form."""
    if form not in WRITERS:
        from ecomap.render.writers.terminal import terminal

        return terminal(sheet, screen or Screen())
    module, _, name = WRITERS[form].partition(":")
    write: Callable[[Sheet], str] = getattr(import_module(f"ecomap.render.writers.{module}"), name)
    return write(sheet)
