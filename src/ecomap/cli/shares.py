"""Arguments of the form NAME=NUMBER, and single numbers."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

from ecomap.io.amounts import WEIGHT, AmountError, Quantity, read_number

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


def numbers(
    kind: str, texts: list[str] | None, option: str, ecosystem: "AnyMap", of: Quantity = WEIGHT,
    alone: float | None = 1.0,
) -> dict[str, Any]:  # fmt: skip
    """Read NAME[=NUMBER] arguments, whose names are those of a kind; a name twice counts once, with its last number."""
    from ecomap.io.shares import read_weights
    from ecomap.names import Names

    try:
        said = read_weights(kind, texts or [], Names.of(ecosystem), of)
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
