"""Arguments of the form NAME=NUMBER, and single numbers."""

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any

import typer
from typer._click.types import FloatRange, IntRange

from ecomap.cli.rooms import naming
from ecomap.io.amounts import WEIGHT, AmountError, Quantity, plain, read_number
from ecomap.record import copied

if TYPE_CHECKING:
    from ecomap.model.compiled import AnyMap


def amount(of: Quantity, refused: type[Exception] = typer.BadParameter) -> Callable[[str], float]:
    """Return a reader of a number; what can be read in two ways is asked again, with both."""

    def read(text: str) -> float:
        try:
            return read_number(text, of)
        except AmountError as error:
            raise refused(str(error)) from None

    return read


class _Read:
    """A number of an option, read as any other that people write before it is held against its range."""

    of = Quantity("1", least=-inf, percent=False)

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the number; what is none is told by the type itself."""
        ends = {"least": getattr(self, "min", None), "most": getattr(self, "max", None)}
        of = copied(Quantity, self.of, **{name: end for name, end in ends.items() if end is not None})
        try:
            value = plain(read_number(value, of, bounded=False)) if isinstance(value, str) else value
        except AmountError as error:
            if error.readings:
                raise typer.BadParameter(str(error), ctx, param) from None
        return super().convert(value, param, ctx)  # type: ignore[misc]


class Number(_Read, FloatRange):
    """A number."""


class Whole(_Read, IntRange):
    """A whole number."""

    of = copied(Quantity, _Read.of, whole=True)


def numbers(
    kind: str, texts: list[str] | None, option: str, ecosystem: "AnyMap", of: Quantity = WEIGHT,
    alone: float | None = 1.0,
) -> dict[str, Any]:  # fmt: skip
    """Read NAME[=NUMBER] arguments, whose names are those of a kind; a name twice counts once, with its last number."""
    from ecomap.io.shares import read_weights

    try:
        said = read_weights(kind, texts or [], naming.Names.of(ecosystem), of)
    except AmountError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
    return {name: alone if number is None else number for name, number in said.items()}


def sector_shares(texts: list[str] | None, ecosystem: "AnyMap") -> dict[str, float]:
    """Read NAME[=SHARE] arguments; sectors without a share divide what the others leave of 1."""
    from ecomap.io.shares import divided

    try:
        return divided(numbers("firm", texts, "--sector", ecosystem, alone=None))
    except AmountError as error:
        raise typer.BadParameter(str(error), param_hint="--sector") from None
