"""What all answers can do: show themselves in a line, and give their rows to a data frame."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass

Cell = str | int | float | None
Cells = Sequence[Cell]
Rows = Sequence[Cells]
Records = list[dict[str, Cell]]
LONGEST = 60
"""Letters of a text in a ``repr``; what is longer is cut there, and whole in the field."""


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
        raise NotImplementedError

    def rows(self) -> Rows:
        """Return the cells of each row."""
        raise NotImplementedError

    def to_records(self) -> Records:
        """Return one flat dictionary a row, all with the same keys: ``pandas.DataFrame(answer.to_records())``."""
        return [dict(zip(self.header, row, strict=True)) for row in self.rows()]


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
