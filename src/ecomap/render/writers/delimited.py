"""CSV and TSV: a row is a line, for spreadsheets and for cut and awk."""

import csv
import io

from ecomap.render.sheet import Cell, Sheet
from ecomap.safe import safe_cell


def commas(sheet: Sheet) -> str:
    """Return a sheet as CSV."""
    return delimited(sheet, ",")


def tabs(sheet: Sheet) -> str:
    """Return a sheet as TSV."""
    return delimited(sheet, "\t")


def delimited(sheet: Sheet, delimiter: str) -> str:
    """Return the rows below their header, numbers to six digits."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    if sheet.headed:
        writer.writerow([_cell(name, delimiter) for name in sheet.columns])
    writer.writerows([_cell(cell, delimiter) for cell in row] for row in sheet.rows)
    return stream.getvalue()


def _cell(value: Cell, delimiter: str) -> str | int:
    """Return a cell that stays one, without control characters, line breaks and, in TSV, tabs, and runs nowhere."""
    if isinstance(value, float):
        return f"{value:.6g}"
    if not isinstance(value, str):
        return "" if value is None else value
    text = safe_cell(value)
    return text.replace("\t", " ") if delimiter == "\t" else text
