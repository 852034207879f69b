"""Arguments of the form NAME=NUMBER, and single numbers."""

from collections.abc import Callable
from typing import Annotated

import typer

from ecomap.io.amounts import PEOPLE, WEIGHT, AmountError, Quantity, divided, read_number, read_weights


def amount(of: Quantity) -> Callable[[str], float]:
    """Return a reader of an option's number."""

    def read(text: str) -> float:
        try:
            return read_number(text, of)
        except AmountError as error:
            raise typer.BadParameter(str(error)) from None

    return read


CountryOption = Annotated[str | None, typer.Option(metavar="COUNTRY", help="Two letters, like PT, or its name.")]
EmployeesOption = Annotated[
    float | None, typer.Option(parser=amount(PEOPLE), metavar="NUMBER", help="People at work.")
]  # fmt: skip


def weights(texts: list[str], option: str, of: Quantity = WEIGHT) -> dict[str, float]:
    """Read NAME[=NUMBER] arguments; a name alone weighs 1, a name given twice counts once, with its last number."""
    return {name: 1.0 if weight is None else weight for name, weight in _read(texts, option, of).items()}


def sector_shares(texts: list[str]) -> dict[str, float]:
    """Read NAME[=SHARE] arguments; sectors without a share divide what the others leave of 1."""
    try:
        return divided(_read([text for text in texts if text.strip()], "--sector"))
    except AmountError as error:
        raise typer.BadParameter(str(error), param_hint="--sector") from None


def _read(texts: list[str], option: str, of: Quantity = WEIGHT) -> dict[str, float | None]:
    try:
        return read_weights(texts, of)
    except AmountError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
