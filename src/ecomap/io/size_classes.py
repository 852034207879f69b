"""Size classes as lists write them: by a word (small), an official code (INSEE 12, GE10, E10T49), or both their ends.

The last inside an object, where an amount of money stands with its currency, too.

By ``data/size_classes.csv``; what a band of people counts as says `ecomap.io.amounts`.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from ecomap.model import folded
from ecomap.places import table

TABLE, WORDS = "size_classes.csv", "words"
"""The table, and its list of words that stand for a class wherever people at work are meant."""
CODE = (  # codes of statistical offices that hold their ends: GE10, EGE10, W_GE250, E10T49, W0_9, M1-9, 10_49
    r"(?:[A-Z]{1,2}_?)??(?P<sign>GE|GT|LE|LT)_?(?P<bound>[0-9]{1,7})"
    r"|[A-Z]{1,2}_?(?P<first>[0-9]{1,7})[-_T](?P<last>[0-9]{1,7})"
    r"|(?P<bare>[0-9]{1,7})_(?P<end>[1-9][0-9]{0,6})"
)
LONGEST = 80  # signs of a text that is looked at
SIGNS = {"GE": ">=", "GT": ">", "LE": "<=", "LT": "<"}
NAMED = (  # by word and ends: Small (10 to 49), 10-49 (small); 3 (small) may number a class
    r"\s*(?P<word>[^\W\d_][^():=]*?)\s*[(:=]\s*(?P<ends>[^()]*[0-9][^()]*?)\)?\s*",
    r"(?!\s*[0-9]+\s*\()(?P<ends>[^()]*[0-9][^()]*?)\s*\((?P<word>[^\W\d_][^():=]*?)\)\s*",
)
YEAR = r"(?<=[\w.])\s*[(\[](?:19|20)[0-9]{2}[)\]]\s*$"  # behind a number, that of the count
LEAST = ("min", "minimum", "minvalue", "from", "lower", "low", "start", "gte")
MOST = ("max", "maximum", "maxvalue", "to", "upper", "high", "end", "lte")
BELOW, COUNT, BESIDE = (
    ("lt",),
    ("value", "count", "number", "amount", "betrag", "montant", "importe"),
    ("@type", "type"),
)
"""What services call the ends of a band inside an object, and a number alone; what says nothing beside them."""
UNIT = ("unit", "unittext", "unitcode")
CURRENCY = ("currency", "currencycode", "wahrung", "devise", "moneda", "valuta", "moeda", "waluta")
MONEY = (*UNIT, *CURRENCY, "period", "per")
"""What stands beside an amount of money and belongs to it, in the order in which people write it behind."""
PER = {"week": "per week", "month": "per month", "year": "per year"}


@cache
def codes(name: str) -> dict[str, str]:
    """Return the bands that the codes or words of a list stand for, as they are folded."""
    return {folded(code): band for found, code, band in table(TABLE) if found == name}


def as_band(text: str) -> str:
    """Return the band that a word or an official code stands for, with its ends; any other text as it is."""
    if len(text) > LONGEST:
        return text
    if (band := of_word(text)) is not None:
        return band
    text = re.sub(YEAR, "", text)
    for named in filter(None, (re.fullmatch(form, text) for form in NAMED)):
        if folded(named["word"]) in codes(WORDS):
            return named["ends"]
    if (code := re.fullmatch(CODE, text.strip())) is None:
        return text
    if code["sign"]:
        return f"{SIGNS[code['sign']]}{code['bound']}"
    first, last = code["first"] or code["bare"], code["last"] or code["end"]
    return f"{first}-{last}" if int(first) < int(last) else text


def of_word(text: str) -> str | None:
    """Return the band that a word stands for, a year behind it left out; None of any other text."""
    return None if len(text) > LONGEST else codes(WORDS).get(folded(re.sub(YEAR, "", text)).strip(" .!"))


@cache
def tell_of_words() -> None:
    """Say once what sizes in words are read as."""
    from ecomap.io.maps import note

    note("sizes are the EU's: micro up to 9, small 10-49, medium 50-249, large 250+.")


def of_ends(cell: Mapping[Any, Any], *, money: bool = False) -> str | None:
    """Return the band whose ends an object names, {"min": 10, "max": 49}, or its number; None of any other object.

    Of ``money`` with its currency and time: {"amount": 500, "currency": "EUR"}.
    """
    said = {re.sub("[ _]", "", folded(str(name))): end for name, end in cell.items() if end is not None}
    beside = [str(said.pop(name)) for name in (MONEY if money else UNIT) if name in said]
    first, last, below, count = (
        next((_digits(said.pop(name)) for name in names if name in said), "") for names in (LEAST, MOST, BELOW, COUNT)
    )
    if said.keys() - {*BESIDE} or bool(count) == bool(first or last or below) or (last and below):
        return None
    band = count or (f">={first}" if first else f"<={last}" if last else f"<{below}")
    if first and (last or below):
        band = f"{first}-{'<' * bool(below)}{last or below}"
    return " ".join((band, *(PER.get(folded(one), one) for one in beside))) if money else band


def _digits(end: object) -> str:
    """Return an end as it is written; nothing of what is none."""
    from ecomap.io.amounts import plain

    text = plain(end) if isinstance(end, int | float) else end
    return text if isinstance(text, str) and not isinstance(end, bool) else ""
