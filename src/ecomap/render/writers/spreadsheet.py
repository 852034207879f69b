"""A spreadsheet: rows below the names of their columns, numbers as numbers, texts as texts, so that none is run."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec
from typing import IO, Any

from ecomap.errors import OutputError
from ecomap.render.sheet import Cell, Sheet
from ecomap.safe import safe_text

LONGEST = 32_767
"""Letters of a cell that spreadsheets take."""
WIDEST, LEAST = 60, 8
"""Letters of a column."""
NO_DAY = datetime(1980, 1, 1)  # the same bytes on any day
TEXTS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
ROWS = 1_048_576
"""Of one sheet, with that of the names."""


def spreadsheet(sheet: Sheet) -> bytes:
    """Return a sheet as a workbook: the rows, and beside them what else is said.

    Raises
    ------
    OutputError
        XlsxWriter is not installed.
    """
    stream = io.BytesIO()
    with _book(stream, sheet.title, in_memory=True) as book:
        page = _page(book, "rows", sheet.columns)
        for number, row in enumerate(sheet.rows, 1):
            for at, cell in enumerate(row):
                _put(page, number, at, cell)
        for at, name in enumerate(sheet.columns):
            longest = max((len(str(row[at])) for row in sheet.rows if row[at] is not None), default=0)
            page.set_column(at, at, max(LEAST, len(name), min(WIDEST, longest)))
        if sheet.columns and sheet.rows:
            page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        said = [sheet.title, sheet.heading, *sheet.notes]
        notes = book.add_worksheet("about")
        for number, text in enumerate(text for text in said if text):
            notes.write_string(number, 0, safe_text(text)[:LONGEST])
    return stream.getvalue()


@contextmanager
def growing(stream: IO[bytes], columns: Sequence[str]) -> Iterator[Callable[[Iterable[Sequence[Cell]]], None]]:
    """Yield what adds rows to a workbook; those added lie on the disk. Behind a full sheet comes another.

    Raises
    ------
    OutputError
        XlsxWriter is not installed.
    """
    with _book(stream, "", constant_memory=True) as book:
        pages, at = [_page(book, "rows", columns)], 1

        def add(rows: Iterable[Sequence[Cell]]) -> None:
            nonlocal at
            for row in rows:
                if at == ROWS:
                    pages.append(_page(book, f"rows {len(pages) + 1}", columns))
                    at = 1
                for place, cell in enumerate(row):
                    if at == 1:
                        width = max(len(columns[place]), min(WIDEST, len(str(cell))))
                        pages[-1].set_column(place, place, max(LEAST, width))
                    _put(pages[-1], at, place, cell)
                at += 1

        yield add
        for page in pages:
            page.autofilter(0, 0, max(1, at - 1 if page is pages[-1] else ROWS - 1), len(columns) - 1)


def _book(stream: IO[bytes], title: str, **options: bool) -> Any:
    if find_spec("xlsxwriter") is None:
        raise OutputError("Spreadsheets need XlsxWriter, which is not installed: pip install 'ecomap[xlsx]'. Or: .csv")
    from xlsxwriter import Workbook

    book = Workbook(stream, TEXTS | options)
    book.set_properties({"title": safe_text(title), "created": NO_DAY})
    return book


def _page(book: Any, title: str, columns: Sequence[str]) -> Any:
    page, bold = book.add_worksheet(title), book.add_format({"bold": True})
    for at, name in enumerate(columns):
        page.write_string(0, at, name, bold)
    page.freeze_panes(1, 0)
    return page


def _put(page: object, row: int, column: int, cell: Cell) -> None:
    if cell is None:
        return
    put = "write_string" if isinstance(cell, str) else "write_number"
    getattr(page, put)(row, column, safe_text(cell)[:LONGEST] if isinstance(cell, str) else cell)
