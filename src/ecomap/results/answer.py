"""What all answers can do: show themselves in a line, and give their rows to a data frame."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from ecomap.errors import MethodError
from ecomap.results.rows import Cell, header, lines, rows_of
from ecomap.safe import safe_text

Cells = Sequence[Cell]
Rows = Sequence[Cells]
Records = list[dict[str, Cell]]
IN_A_NOTEBOOK = 30  #: Rows shown in a notebook.
LONGEST = 60  #: Letters of a text in a ``repr``; what is longer is cut there, and whole in the field.


class Brief:
    """Shows itself in a few lines, whatever it holds: an answer is seldom read whole at a prompt."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Write numbers and short texts as they are, of longer things how many there are."""
        assert is_dataclass(self)
        shown = ((field.name, _brief(getattr(self, field.name))) for field in fields(self))
        return f"{type(self).__name__}({', '.join(f'{name}={text}' for name, text in shown if text)})"


class Answer(Brief):
    """An answer with rows, the same in a file and in a data frame."""

    __slots__ = ()

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the cells of a row."""
        return header(lines(type(self).__name__))

    def rows(self) -> Rows:
        """Return the cells of each row; an answer that is not in the table of rows makes them itself."""
        return rows_of(self)

    def to_records(self) -> Records:
        """Return one flat dictionary a row, all with the same keys: ``pandas.DataFrame(answer.to_records())``."""
        return [dict(zip(self.header, row, strict=True)) for row in self.rows()]

    def to_frame(self) -> Any:
        """Return the records as a data frame, of pandas or else polars; a MethodError where neither is installed."""
        for name in ("pandas", "polars"):
            if find_spec(name) is not None:
                return import_module(name).DataFrame(self.to_records())
        raise MethodError("a data frame needs pandas or polars: pip install pandas. Without: to_records().")

    def _repr_html_(self) -> str:
        """Return the first rows as a table, for notebooks."""
        from html import escape

        rows = self.rows()
        head = "".join(f"<th>{escape(name)}</th>" for name in self.header)
        cells = ("".join(f"<td>{escape(_told(cell))}</td>" for cell in row) for row in rows[:IN_A_NOTEBOOK])
        body = "".join(f"<tr>{row}</tr>" for row in cells)
        more = len(rows) - IN_A_NOTEBOOK
        rest = f"<p>{more} more rows: to_records().</p>" if more > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def _told(cell: Cell) -> str:
    return "" if cell is None else f"{cell:.4g}" if isinstance(cell, float) else safe_text(str(cell))


def _brief(value: object) -> str:
    """Return a value in a few letters; nothing for what says nothing."""
    match value:
        case None | () | "" | {}:
            return ""
        case str() if len(value) > LONGEST:
            return repr(f"{value[: LONGEST - 1]}…")
        case float():
            return f"{value:.6g}"
        case tuple() | dict():
            return f"<{len(value)}>"
        case _ if is_dataclass(value):
            name = getattr(value, "id", getattr(value, "name", None))
            return f"<{type(value).__name__}>" if name is None else repr(name)
        case _:
            return repr(value)
