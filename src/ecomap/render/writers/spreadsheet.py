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

LONGEST = 32_767  # letters of a cell that spreadsheets take
WIDEST, LEAST = 60, 8  # letters of a column
NO_DAY = datetime(1980, 1, 1)  # the same bytes on any day
TEXTS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
ROWS = 1_048_576  # of one sheet, with that of the names


def spreadsheet(sheet: Sheet) -> bytes:
    """Return a sheet as a workbook: the rows, and beside them what else is said; refused without XlsxWriter."""
    stream = io.BytesIO()
    said = [text for text in (sheet.title, sheet.heading, *sheet.notes) if text]
    with growing(stream, sheet.columns, sheet.title, said, in_memory=True) as add:
        add(sheet.rows)
    return stream.getvalue()


@contextmanager
def growing(
    stream: IO[bytes], columns: Sequence[str], title: str = "", said: Sequence[str] = (), **options: bool
) -> Iterator[Callable[[Iterable[Sequence[Cell]]], None]]:
    """Yield what adds rows to a workbook; behind a full sheet comes another, and last what else is said.

    With the option ``constant_memory`` those added lie on the disk.
    """
    if find_spec("xlsxwriter") is None:
        raise OutputError("Spreadsheets need XlsxWriter, which is not installed: pip install 'ecomap[xlsx]'. Or: .csv")
    from xlsxwriter import Workbook

    with Workbook(stream, TEXTS | options) as book:
        book.set_properties({"title": safe_text(title), "created": NO_DAY})
        pages, at, widths = [_page(book, "rows", columns)], 1, [max(LEAST, len(name)) for name in columns]

        def add(rows: Iterable[Sequence[Cell]]) -> None:
            nonlocal at
            for row in rows:
                if at == ROWS:
                    pages.append(_page(book, f"rows {len(pages) + 1}", columns))
                    at = 1
                for place, cell in enumerate(row):
                    if cell is not None:
                        widths[place] = max(widths[place], min(WIDEST, len(str(cell))))
                        _put(pages[-1], at, place, cell)
                at += 1

        yield add
        for page in pages:
            for place, width in enumerate(widths):
                page.set_column(place, place, width)
            if columns and at > 1:
                page.autofilter(0, 0, (at if page is pages[-1] else ROWS) - 1, len(columns) - 1)
        if said:
            book.add_worksheet("about").write_column(0, 0, [safe_text(text)[:LONGEST] for text in said])


def _page(book: Any, title: str, columns: Sequence[str]) -> Any:
    page, bold = book.add_worksheet(title), book.add_format({"bold": True})
    for at, name in enumerate(columns):
        page.write_string(0, at, name, bold)
    page.freeze_panes(1, 0)
    return page


def _put(page: object, row: int, column: int, cell: str | float) -> None:
    put = "write_string" if isinstance(cell, str) else "write_number"
    getattr(page, put)(row, column, safe_text(cell)[:LONGEST] if isinstance(cell, str) else cell)
