"""A spreadsheet: rows below the names of their columns, numbers as numbers, texts as texts, so that none is run."""

import io
from datetime import datetime
from importlib.util import find_spec

from ecomap.errors import OutputError
from ecomap.render.sheet import Cell, Sheet
from ecomap.safe import safe_text

LONGEST = 32_767
"""Letters of a cell that spreadsheets take."""
WIDEST, LEAST = 60, 8
"""Letters of a column."""
NO_DAY = datetime(1980, 1, 1)  # the same bytes on any day
TEXTS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def spreadsheet(sheet: Sheet) -> bytes:
    """Return a sheet as a workbook: the rows, and beside them what else is said.

    Raises
    ------
    OutputError
        XlsxWriter is not installed.
    """
    if find_spec("xlsxwriter") is None:
        raise OutputError("Spreadsheets need XlsxWriter, which is not installed: pip install 'ecomap[xlsx]'. Or: .csv")
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    with Workbook(stream, TEXTS) as book:
        book.set_properties({"title": safe_text(sheet.title), "created": NO_DAY})
        page, bold = book.add_worksheet("rows"), book.add_format({"bold": True})
        for at, name in enumerate(sheet.columns):
            page.write_string(0, at, name, bold)
        for number, row in enumerate(sheet.rows, 1):
            for at, cell in enumerate(row):
                _put(page, number, at, cell)
        for at, name in enumerate(sheet.columns):
            longest = max((len(str(row[at])) for row in sheet.rows if row[at] is not None), default=0)
            page.set_column(at, at, max(LEAST, len(name), min(WIDEST, longest)))
        page.freeze_panes(1, 0)
        if sheet.columns and sheet.rows:
            page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        said = [sheet.title, sheet.heading, *sheet.notes]
        notes = book.add_worksheet("about")
        for number, text in enumerate(text for text in said if text):
            notes.write_string(number, 0, safe_text(text)[:LONGEST])
    return stream.getvalue()


def _put(page: object, row: int, column: int, cell: Cell) -> None:
    if cell is None:
        return
    put = "write_string" if isinstance(cell, str) else "write_number"
    getattr(page, put)(row, column, safe_text(cell)[:LONGEST] if isinstance(cell, str) else cell)
