"""Forms of an answer: each writer takes any sheet, and is the one gate through which text goes out in its form."""

from ecomap.render.screen import Screen
from ecomap.render.sheet import Sheet


def written(sheet: Sheet, form: str, screen: Screen | None = None) -> str:
    """Return a sheet in a form; what a form needs is loaded when it is asked for."""
    match form:
        case "json" | "jsonl":
            from ecomap.render.writers import json_text

            return json_text.document(sheet) if form == "json" else json_text.lines(sheet)
        case "csv" | "tsv":
            from ecomap.render.writers.delimited import delimited

            return delimited(sheet, "," if form == "csv" else "\t")
        case "markdown":
            from ecomap.render.writers.markdown import markdown

            return markdown(sheet)
        case "svg":
            from ecomap.render.writers.picture import picture

            return picture(sheet)
        case "ics":
            from ecomap.render.writers.calendar import calendar

            return calendar(sheet)
        case _:
            from ecomap.render.writers.terminal import terminal

            return terminal(sheet, screen or Screen())
