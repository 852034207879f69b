"""Several names in one cell with their shares: Hotel und Restaurant, hotel=70%; restaurant=30%."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ecomap.code_meanings import parted
from ecomap.codes import AND, LABELLED, in_one_register, taken_apart
from ecomap.io.amounts import WEIGHT, AmountError, Quantity, first, read_number
from ecomap.io.words import says_nothing
from ecomap.names import Names

AFTER_NUMBER = re.compile(
    rf"(=\s*+(?:[.,]?\d++)++(?:\s?%)?)(?:\s*+(?:[/|&+\n]|{AND}\b)|,)(?=[^=]+=)", re.IGNORECASE
)  # fmt: skip
"""A number behind which another sign than the semicolon stands, before a name that has a number too."""
MOST_JOINED = 7
"""How many names and signs between them a name that holds some may have."""


Places = Callable[[str], int | None]
"""Tells the place of a name of one kind, None where it is none."""


class Said(NamedTuple):
    """A name in a cell, and what number stands with it."""

    name: Any
    number: Any = None


def coded(prefix: str, name: str) -> str:
    """Return a code of a column with its register before it, unless it names one itself."""
    said = taken_apart(name)
    return name if said is not None and said.systems else prefix + name


def names_said(prefix: str, text: str, places: Places, *, firms: bool) -> Iterator[Said]:
    """Yield the names in a cell or an option with their numbers: ``a=0.6; b``."""
    text = re.sub(r";(?=[^;0-9=]+(?:;|$))", " ", text) if prefix else text  # amid what a code is called
    pieces = [piece.lstrip(" ,/|=").partition("=") for piece in AFTER_NUMBER.sub(r"\1;", text).split(";")]
    names = [name.strip() for name, *_ in pieces]
    for name, (_, equals, number) in zip(in_one_register(names), pieces, strict=True):
        if equals:
            yield Said(name, number.strip())
        elif name and not (firms and says_nothing(name) and places(name) is None):
            yield from map(Said, several_said(prefix, name, places))


def said_of(kind: str, texts: Iterable[str], names: Names) -> Iterator[Said]:
    """Yield what options say of names of a kind, as cells of a table say it; a number alone has an empty name."""

    def place(name: str) -> int | None:
        return None if names.find(kind, name) is None else 0

    for text in filter(str.strip, texts):
        alone = text.lstrip().startswith("=")
        yield from [Said("", text.strip(" ="))] if alone else names_said("", text, place, firms=kind == "firm")


def read_weights(kind: str, texts: Iterable[str], names: Names, of: Quantity = WEIGHT) -> dict[str, float | None]:
    """Read NAME[=NUMBER] options; None where no number is said; a name has one number."""
    found = dict[str, float | None]()
    for name, number in said_of(kind, texts, names):
        if not name or number == "" or (number and name[-1] in "+-"):
            way_out = f"Write it like {name.rstrip(' +-')}={first(of)}." if name else "A name stands before the sign."
            raise AmountError(f'"{name}={number or ""}" is no NAME=NUMBER.', way_out)
        try:
            share = None if number is None else read_number(number, of)
        except AmountError as error:
            raise AmountError(f"{name}: {error.message}", error.way_out, error.readings) from None
        if found.setdefault(name, share) != share:
            raise AmountError(f"{name} is given twice, with two numbers.", "Give one of them.")
    return found


def divided(shares: dict[str, float | None]) -> dict[str, float]:
    """Let names without a share divide what the others leave of 1; an AmountError where they leave nothing."""
    given = {name: share for name, share in shares.items() if share is not None}
    bare = [name for name, share in shares.items() if share is None]
    rest = 1.0 - sum(given.values())
    if bare and rest <= 0:
        raise AmountError(f"the shares leave nothing for {bare[0]}.", f"Give it a share, like {bare[0]}=0.2.")
    return given | {name: rest / len(bare) for name in bare}


def several_said(prefix: str, text: str, places: Places) -> list[str]:
    """Return the names in a text: itself, or those between which signs stand, if all are names.

    Of what can be one name or several it is one: Maler und Lackierer. Obst- is half of a name.
    """
    if places(coded(prefix, text)) is not None and not (text.endswith("-") and taken_apart(text) is None):
        return [text]
    parts = parted(text)
    parts[::2] = in_one_register(parts[::2])
    found, at = list[str](), 0
    while at < len(parts):
        sizes = range(min(len(parts) - at, MOST_JOINED), 0, -2)
        ways = (("".join(parts[at : at + size]), size) for size in sizes)
        name, size = next(((name, size) for name, size in ways if places(coded(prefix, name)) is not None), ("", 0))
        if not name or name.endswith("-") or (name.isdecimal() and len(name) < LABELLED):  # hotel, 70
            return [text]
        found.append(name)
        at += size + 1
    return found
