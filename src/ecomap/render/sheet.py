"""An answer laid out, before it takes a form: every writer writes every sheet."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import is_dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecomap.record import record
from ecomap.render.screen import Line
from ecomap.results.answer import Answer
from ecomap.results.rows import header, lines, rows_of

if TYPE_CHECKING:
    from ecomap.render.page import Page
    from ecomap.render.pictures import Picture

DIGITS = 12  # decimals in JSON: more is rounding noise that would differ between machines
TABLES = Path(__file__).with_name("tables.tsv")
INTERNAL = ("sector_names", "trend_names")  # fields that only renderers need
Cell = str | int | float | None  # what stands in a table; nothing where there is nothing to say


@record
class Table:
    """Rows below a header."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    title: str = ""
    numbers: Sequence[int] = ()  # places of the columns that are set to the right; those of numbers are anyway
    sentences: Sequence[int] = ()  # places of the columns whose text is English amid words of another language

    @classmethod
    def of(cls, name: str, answer: object, title: str = "", numbers: Sequence[int] = ()) -> "Table":
        """Return a table of things of an answer, its columns and cells as ``tables.tsv`` has them."""
        tree = lines(name, TABLES)
        return cls(header(tree), rows_of(answer, tree), title, numbers)

    def to_the_right(self) -> list[bool]:
        """Tell of each column whether it is set to the right."""
        return [
            i in self.numbers or any(isinstance(row[i], int | float) for row in self.rows)
            for i in range(len(self.columns))
        ]


def in_text(cell: Cell, digits: int = 4) -> str:
    """Return a cell as people read it, a number to so many digits."""
    return "" if cell is None else f"{cell:.{digits}g}" if isinstance(cell, float) else str(cell)


@record
class Event:
    """Something on a day, for a calendar."""

    id: str  # the same for the same thing, whenever it is written
    day: date
    after: date  # the first day after it
    title: str
    text: str
    kind: str
    stamp: date  # day for which the answer was made


@record
class Sheet:
    """An answer: columns and rows for programs, and what else some forms have of it."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    heading: str = ""  # what stands above several tables; without it the title
    notes: tuple[str, ...] = ()  # sentences below
    pictures: "Callable[[], Sequence[Picture]]" = tuple
    """What is drawn of it; an answer without a picture is drawn as a terminal shows it."""
    tables: Sequence[Table] = ()  # what people read where it is not the columns and rows
    drawing: Callable[[int], Iterable[Line]] | None = None  # lines for a screen of so many columns; else a plain table
    document: Callable[[], object] | None = None  # all of the answer as plain data for JSON; without it the records
    records: Callable[[], Iterable[object]] | None = None
    """One object a row for JSON lines; without them the columns and their cells."""
    events: Callable[[], Iterable[Event]] | None = None  # what a calendar takes of it; without it there is no calendar
    page: "Callable[[], Page] | None" = None
    """What a page has of it, and Markdown; without it the tables for people, the pictures and the notes."""
    next_step: str = ""  # what a person on a terminal may try next
    unmet: str = ""  # what was asked to hold and does not; the command ends with 4 then
    asked: tuple[str, ...] = ()  # of the notes what was asked for: told beside the forms that have no notes
    headed: bool = True  # whether delimited rows stand below the names of the columns

    @classmethod
    def of(cls, answer: Answer, schema: str, title: str, **more: Any) -> "Sheet":
        """Return an answer laid out: its own rows for programs, all of it as JSON, and what else some forms have."""
        return cls(title, answer.header, answer.rows(), document=partial(document, schema, answer), **more)

    @classmethod
    def listed(cls, title: str, items: Sequence[object], kind: str, **more: Any) -> "Sheet":
        """Return things of one class laid out, each in a row, as the table of rows has it."""
        rows = [row for item in items for row in rows_of(item)]
        return cls(title, header(lines(kind)), rows, records=partial(rounded, items), **more)

    @property
    def read(self) -> Sequence[Table]:
        """The tables for people."""
        return self.tables or (Table(self.columns, self.rows),)

    def all_records(self) -> Iterable[object]:
        """Return one object a row."""
        if self.records is not None:
            return self.records()
        return [rounded(dict(zip(self.columns, row, strict=True))) for row in self.rows]


# --- plain data for JSON, the same bytes on every machine


def document(name: str, result: object) -> dict[str, Any]:
    """Return a result as plain data, its schema first, without what only renderers need."""
    content: dict[str, Any] = {"schema": name} | rounded(result)
    return {key: value for key, value in content.items() if key not in INTERNAL}


def rounded(value: Any) -> Any:
    """Return a result or a part of it as plain data, its numbers rounded.

    One walk: ``dataclasses.asdict`` copies every leaf, which takes longer than all the rest of the document.
    """
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return round(value, DIGITS) + 0.0
    if is_dataclass(value):
        return {name.rstrip("_"): rounded(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(inner) for inner in value]
    return value
