"""Several names in one cell with their shares, as people write them: Hotel und Restaurant, 70 % hotel / 30 % shop."""

import contextlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from math import fsum
from typing import Any, NamedTuple

from ecomap.code_meanings import parted
from ecomap.codes import AND, LABELLED, between, in_one_register, several, taken_apart
from ecomap.io.amounts import WEIGHT, AmountError, Quantity, first, plain, read_number
from ecomap.io.words import says_nothing
from ecomap.model.other_languages import covered_by
from ecomap.names import Names

AFTER_NUMBER = re.compile(
    rf"(=\s*+(?:[.,]?\d++)++(?:\s?%)?)(?:\s*+(?:[/|&+\n]|{AND}\b)|,)(?=[^=]+=)", re.IGNORECASE
)  # fmt: skip
"""A number behind which another sign than the semicolon stands, before a name that has a number too."""
CODE_BESIDE = re.compile(r"^\W*\w?[0-9][0-9.]*\w?\W+|\W+\w?[0-9][0-9.]*\w?\W*$")  # before or behind a title
NUMBER = r"(?<![0-9])(?<![0-9][.,])(?P<number>[0-9]{1,12}(?:[.,][0-9]{1,12})?"
BESIDE = [
    re.compile(form)
    for form in (
        rf"\(?{NUMBER} ?%)\)?[ :-]*(?P<name>.+)", rf"(?P<name>.+?)[ ,:(\[-]*{NUMBER} ?%) ?[)\]]?",
        rf"(?P<name>.+?) ?[(\[] ?{NUMBER}) ?[)\]]", rf"(?P<name>.+?) ?: ?{NUMBER})", rf"(?P<name>[^0-9]+) {NUMBER})",
    )
]  # fmt: skip
"""A name and its share without a sign for equal: ``70 % hotel``, ``hotel 70%``, ``hotel (70)``, ``hotel: 0.7``."""
BEHIND_CODE = re.compile(r"(?P<name>.*[^\W\d_]\)?),? (?P<number>(?:0[.,])?[0-9]{1,3})")
AMID_TITLE = re.compile(r";(?!\s*(?:[^;:]*:)?\s*[A-Za-z]\s*(?:;|$))(?=[^;0-9=]+(?:;|$))")
"""A semicolon amid what a code is called: no digit follows up to the next one, and no section, which is one letter."""
LINE = re.compile("[\n\v]")
SLACK = 0.011  # by so much may shares miss their sum by rounding
LONGEST_PART, MOST_JOINED = 200, 7
"""Characters of such a name, and how many names and signs between them one that holds some may have."""


Places = Callable[[str], int | None]  # tells the place of a name of one kind, None where it is none


class Sector(str):
    """The id of a sector, which is one in a column of codes, too."""

    __slots__ = ()


class Said(NamedTuple):
    """A name in a cell, and what number stands with it."""

    name: Any
    number: Any = None
    bare: bool = False  # whether nothing but its place says that the number is a share


def coded(prefix: str, name: str) -> str:
    """Return a code of a column with its register before it, unless it names one itself."""
    said = taken_apart(name)
    return name if type(name) is Sector or (said is not None and said.systems) else prefix + name


def as_list(text: Any) -> Any:
    """Return the list of texts that some programs write into a cell, ["a", "b"] or ['a', 'b']; else what it is."""
    for said in (text, text.replace("'", '"')) if type(text) is str and text[:1] == "[" else ():
        with contextlib.suppress(ValueError, RecursionError):
            found = json.loads(said)
            return found if {*map(type, found)} == {str} else text
    return text


def names_said(prefix: str, text: str, places: Places, sectors: int) -> Iterator[Said]:
    """Yield the names in a cell or an option with their numbers: ``a=0.6; b``, 70 % hotel / 30 % shop.

    Of firms the places below ``sectors`` are those of sectors; of all else there are none.
    """
    text = ";".join(listed) if type(listed := as_list(text)) is list else text
    text = AMID_TITLE.sub(",", text) if prefix else text
    pieces = [piece.lstrip(" ,/|=").partition("=") for piece in AFTER_NUMBER.sub(r"\1;", text).split(";")]
    names = [name.strip() for name, *_ in pieces]
    if sectors and (found := numbered(names)):
        yield from found
        return
    if sectors and "=" not in text and None in map(places, filter(None, names)) and places(text) is not None:
        yield Said(text)  # one official title: Manufacture of bread; manufacture of fresh pastry goods and cakes
        return
    for name, (_, equals, number) in zip(in_one_register(names), pieces, strict=True):
        if equals:
            yield Said(name, number.strip())
        elif name and not (sectors and says_nothing(name) and places(name) is None):
            yield from several_said(prefix, name, places, sectors)


def said_of(kind: str, texts: Iterable[str], names: Names) -> Iterator[Said]:
    """Yield what options say of names of a kind, as cells of a table say it; a number alone has an empty name."""

    def place(name: str) -> int | None:
        found = names.find(kind, name)
        return None if found is None else int(found not in names.ecosystem.sector_by_id)

    for text in filter(str.strip, texts):
        alone = text.lstrip().startswith("=")
        yield from [Said("", text.strip(" ="))] if alone else names_said("", text, place, int(kind == "firm"))


def read_weights(kind: str, texts: Iterable[str], names: Names, of: Quantity = WEIGHT) -> dict[str, float | None]:
    """Read NAME[=NUMBER] options; None where no number is said; a name has one number."""
    found, said = dict[str, float | None](), list(said_of(kind, texts, names))
    for name, number, _ in said:
        if not name or number == "" or (number and name[-1] in "+-"):
            way_out = f"Write it like {name.rstrip(' +-')}={first(of)}." if name else "A name stands before the sign."
            raise AmountError(f'"{name}={number or ""}" is no NAME=NUMBER.', way_out)
        try:
            share = None if number is None else read_number(number, of)
        except AmountError as error:
            raise AmountError(f"{name}: {error.message}", error.way_out, error.readings) from None
        if found.setdefault(name, share) != share:
            raise AmountError(f"{name} is given twice, with two numbers.", "Give one of them.")
    if kind == "firm" and any(one.bare for one in said) and None not in found.values():
        for told in no_shares(found):
            raise AmountError(told)
    return found


def divided(shares: dict[str, float | None]) -> dict[str, float]:
    """Let names without a share divide what the others leave of 1; an AmountError where they leave nothing."""
    given = {name: share for name, share in shares.items() if share is not None}
    bare = [name for name, share in shares.items() if share is None]
    rest = 1.0 - sum(given.values())
    if bare and rest <= 0:
        raise AmountError(f"the shares leave nothing for {bare[0]}.", f"Give it a share, like {bare[0]}=0.2.")
    return given | {name: rest / len(bare) for name in bare}


def several_said(prefix: str, text: str, places: Places, sectors: int) -> list[Said]:
    """Return the names in a text with their numbers: itself, or those between which signs stand, if all are names.

    Of what can be one name or several it is one: Maler und Lackierer; not where each has a line of its own. The codes
    of a list are told one by one; a number behind each of them is its share.
    """
    if found := numbered(several(text)):
        return found
    if len(lines := list(filter(str.strip, LINE.split(text)))) > 1:
        found = [one for line in lines for one in several_said(prefix, line, places, sectors)]
        if all(places(coded(prefix, one.name)) is not None for one in found):
            return found
    if (one := _part(prefix, text, places)) is not None:
        return [one]
    if sectors and (found := _range(prefix, text)):
        return found
    codes, parts = several(text), parted(text)
    if not codes and (found := _joined(prefix, parts, places, sectors) or _percents(prefix, text, places)):
        return found
    sections = prefix and all(len(one) == 1 for one in parts[::2])  # P, Q: each is told by itself
    each = codes or (parts[::2] if sections or places(coded(prefix, text)) is not None else [text])
    return [_part(prefix, one, places) or Said(one) for one in each]


def _range(prefix: str, text: str) -> list[Said]:
    """Return the sectors of a range of codes; itself of an industry of a list that holds several, to be asked."""
    if found := [Said(Sector(id)) for id in between(coded(prefix, text))]:
        _tell_of_range(text, ", ".join(one.name for one in found))
    return found or [Said(text)] * bool(covered_by(text))  # Wholesale and retail trade


@cache
def _tell_of_range(text: str, sectors: str) -> None:
    from ecomap.io.maps import note

    note(f'"{text}" is read as all that lies between, in equal parts: {sectors}.')


def numbered(codes: list[str]) -> list[Said]:
    """Return several codes, each with words and the number behind them: 55.10 Hotels 70; none where any has none."""
    found = [BEHIND_CODE.fullmatch(one) for one in codes]
    if len(found) < 2 or not all(at and taken_apart(at["name"]) for at in found):
        return []
    return [Said(at["name"], at["number"], True) for at in found if at]


def _joined(prefix: str, parts: list[str], places: Places, sectors: int) -> list[Said]:
    """Return the names that parts make, the longest that there are; none where any is no name, or may be a share.

    The Dutch en is in to others: consultant en finance are no two trades.
    """
    found, at = list[Said](), 0
    while at < len(parts):
        sizes = range(min(len(parts) - at, MOST_JOINED), 0, -2)
        ways = ((_part(prefix, "".join(parts[at : at + size]), places), size) for size in sizes)
        one, size = next((way for way in ways if way[0]), (None, 0))
        if one is None or (one.number is None and one.name.isdecimal() and len(one.name) < LABELLED):  # hotel, 70
            return []
        ends = [places(coded(prefix, said.name)) or 0 for said in (*found[-1:], one)]
        if at and parts[at - 1].strip().casefold() == "en" and min(ends) < sectors:
            return []
        found.append(one)
        at += size + 1
    return found


def _percents(prefix: str, text: str, places: Places) -> list[Said]:
    """Return names with nothing but their shares between them: 60% hotel 40% restaurant; none of anything else."""
    for divided_at in (r"\s+(?=\(?[0-9][0-9.,]* ?%)", r"(?<=%)\s+|(?<=%\))\s+"):
        each = re.split(divided_at, text) if text.count("%") > 1 else []
        found = [said for one in each if (said := _part(prefix, one, places)) and said.number]
        if len(found) == len(each) > 1:
            return found
    return []


def _part(prefix: str, text: str, places: Places) -> Said | None:
    """Return a name with its number, if it has one; None where it is no name. Obst- is half of one.

    A number behind a code is its share, though a code may have anything behind it; not a year, nor digits of its own.
    """
    whole = coded(prefix, text)
    known, code = places(whole) is not None, taken_apart(whole)
    if known and code is None:
        return None if text.endswith("-") else Said(text)
    parts = parted(text) if code else [text]
    if len(parts) > 1 and any(one.number for part in parts[::2] if (one := _part(prefix, part, places))):
        return None  # a list with shares: 55 (70), 56 (30)
    for form in BESIDE if len(text) <= LONGEST_PART else ():
        said = form.fullmatch(text)
        if said is None or places(name := coded(prefix, said["name"])) is None:
            continue
        if _part(prefix, said["name"], places) != Said(said["name"]):
            return None
        alone = taken_apart(name) if code else None
        if code is None or (alone and alone.digits == code.digits and not re.match("[0-9]{4}", said["number"])):
            return Said(said["name"], said["number"], "%" not in said["number"])
    return Said(text) if known else None


def name_beside(prefix: str, text: Any, meant: str, names: Names) -> str | None:
    """Return what is told where a name stands beside a code and its title that lies elsewhere: Hotel, Bars (56.30).

    A word for and stands in titles, too: Repair and maintenance of motorcycles (95.32). What a list calls so is one.
    """
    if type(text) is str and covered_by(CODE_BESIDE.sub("", text)) is not None:
        return None
    if type(text) is not str or taken_apart(coded(prefix, text)) is None or len(parts := parted(text)) == 1:
        return None
    behind = taken_apart(coded(prefix, parts[0])) is not None
    beside, title = (parts[-1], "") if behind else (parts[0], re.split(r" ?[(\[:]| -", parts[-1])[0])
    found = names.find("firm", beside)
    if found is None or names.first_sector(found) == names.first_sector(meant):
        return None
    official = names.first_sector(meant) in (covered_by(re.split(r" ?[(\[:]", text)[0]) or ())
    if official or (any(sign.strip().isalpha() for sign in parts[1::2]) and names.find("firm", title) is None):
        return None
    ways = f'Write the code alone, or in a column "sectors" each by itself: {"; ".join(parts[::2])}.'
    return f'"{text}" can be read as one code, or as {beside} and one. {ways}'


def no_shares(shares: Mapping[str, float | None]) -> Iterator[str]:
    """Yield what is told where numbers beside names are no shares of 1 or 100."""
    if not any(abs(fsum(share or 0.0 for share in shares.values()) / whole - 1) < SLACK for whole in (1, 100)):
        ways = ";".join(f"{name}={plain(share or 0.0)}" for name, share in shares.items())
        yield f"the numbers are no shares of 1 or 100. Write {ways} if they are, or the names alone."
