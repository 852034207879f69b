"""Numbers as people write them: what can be read one way is read, what can be read two ways is told with both."""

import re
from collections.abc import Iterable, Sequence
from math import inf

from ecomap.record import record


@record
class Quantity:
    """What a number is a number of: what it may be, and how it is written."""

    like: str
    """An example of how to write it."""
    least: float = 0.0
    most: float = inf
    open: bool = False
    """The ends do not belong to the range."""
    whole: bool = False
    percent: bool = True
    """70 % means 0.7."""
    money: bool = False
    """May come with the sign of the euro."""


MONEY = Quantity("5000", percent=False, money=True)
HOURS = Quantity("4", most=168.0, percent=False)
PEOPLE = Quantity("6", most=1e7, whole=True, percent=False)
LEVEL = Quantity("2", most=4.0, percent=False)
SHARE = Quantity("0.4 or 40%", most=1.0)
PART = Quantity("0.4 or 40%", most=1.0, open=True)
WEIGHT = Quantity("2", most=1e9, open=True)
GOAL = Quantity("2", most=1e9)
ANY = Quantity("0.5", least=-inf)


class AmountError(ValueError):
    """A text that is not one number of its kind, with a sentence and the way out."""

    def __init__(self, message: str, way_out: str = "", readings: Sequence[float] = ()) -> None:
        self.message, self.way_out, self.readings = message, way_out, tuple(readings)
        super().__init__(f"{message} {way_out}".rstrip())


# Patterns are texts: those of numbers are compiled when the first number is read.
SPACES = "[\\s_\u00a0\u2009\u202f'\u2019]"
EURO = r"€|\bEUROS?\b|\bEUR(?=[0-9\s]|$)|(?<=[0-9kK\s])EUR\b"
GROUPED = r"[0-9]{1,3}(?: [0-9]{3})+"
PLAIN = rf"(?:[0-9]+|{GROUPED})?(?:[.,][0-9]*)?"
DOTS_IN_THOUSANDS = r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]*)?"
COMMAS_IN_THOUSANDS = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]*)?"
SCIENTIFIC = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]{1,3}"


def read_number(text: str, of: Quantity = ANY, *, bounded: bool = True) -> float:
    """Return the number that a text holds: 1200, 1 200, 8.000,50, 8,000.50, 1,5, EUR 9k, 40 %.

    What it is a number ``of`` decides: 1,500 hours a week can only be 1.5, 1.500 people only 1500. What is no number
    or can be read as two is an AmountError, each reading of which is accepted when written; so is what is out of range,
    where that is not left to whoever calls.
    """
    readings = _readings(text, of)
    fitting = [value for value in readings if _fits(value, of)]
    if len(fitting) > 1:
        ways = " or ".join(plain(value) for value in fitting)
        raise AmountError(f'"{text}" can be read in two ways.', f"Write {ways}.", fitting)
    if not fitting and bounded:
        raise _out_of_range(text, readings[0], of)
    return (fitting or readings)[0]


def plain(value: float) -> str:
    """Write a number so that it can be read in one way only: 8.125 as 8.1250."""
    text = f"{value:.12g}"
    text = text if float(text) == value else repr(value)
    return f"{text}0" if re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", text) else text


def _readings(text: str, of: Quantity) -> list[float]:
    core = re.sub(SPACES, " ", text).strip()
    core = re.sub(EURO, " ", core, flags=re.IGNORECASE).strip() if of.money else core
    sign, core = (-1.0, core[1:].lstrip()) if core[:1] in ("-", "\u2212") else (1.0, core.removeprefix("+").lstrip())
    scale, percent = 1.0, core.endswith("%")
    if percent:
        core, scale = core[:-1].rstrip(), 0.01
    elif of.money and core[-1:] in ("k", "K"):
        core, scale = core[:-1].rstrip(), 1000.0
    found = _values(core)
    if not found:
        raise AmountError(f'"{text}" is no number.', f"Write it like {of.like}.")
    if found[0] == inf:
        raise AmountError(f'"{text}" is a number too large to hold.', "Write a smaller one.")
    if percent and not of.percent:
        raise _no_percentage(text, found[0], of)
    return [sign * (value / 100 if percent else value * scale) for value in found]


def _values(core: str) -> list[float]:
    """Return what digits and separators may mean, as decimals first."""
    if re.fullmatch(SCIENTIFIC, core):
        return [float(core)]
    found = []
    if re.fullmatch(PLAIN, core) and re.search("[0-9]", core):
        found.append(float(core.replace(" ", "").replace(",", ".")))
    for pattern, thousands in ((DOTS_IN_THOUSANDS, "."), (COMMAS_IN_THOUSANDS, ",")):
        if re.fullmatch(pattern, core):
            found.append(float(core.replace(thousands, "").replace(",", ".")))
    return found


def _fits(value: float, of: Quantity) -> bool:
    inside = of.least < value < of.most if of.open else of.least <= value <= of.most
    return inside and abs(value) != inf and (not of.whole or value == int(value))


def _no_percentage(text: str, value: float, of: Quantity) -> AmountError:
    if of is LEVEL and value <= 100:
        level = of.most * value / 100
        return AmountError(
            f'"{text}": levels run from 0 to 4, and {value:g} % of 4 is {level:g}.', f"Write {plain(level)}."
        )
    return AmountError(f'"{text}": a percentage of nothing.', f"Write it like {of.like}.")


def _out_of_range(text: str, value: float, of: Quantity) -> AmountError:
    if of.whole and value != int(value):
        return AmountError(f'"{text}" is no whole number.', f"Write it like {of.like}.")
    if of.open and of.most == 1:
        return AmountError(f'"{text}": a share lies between {of.least:g} and {of.most:g}.', f"Write it like {of.like}.")
    if value > of.most:
        return AmountError(f"{value:g} is too much: at most {plain(of.most)}.")
    bound = f"above {of.least:g}" if of.open else f"{of.least:g} or more"
    return AmountError(f'"{text}" must be {bound}.', f"Write it like {of.like}.")


# --- NAME=NUMBER

ASSIGNMENT = r"(?P<name>[^=]*?)\s*(?P<sign>\+=|-=|=)\s*(?P<value>.*)"


@record
class Assignment:
    """What was typed as NAME=VALUE, NAME+=VALUE or NAME-=VALUE, or as a NAME alone."""

    said: str
    name: str
    sign: str = ""
    """``=``, ``+=`` or ``-=``; empty where a name stands alone."""
    value: str = ""


def read_assignment(text: str) -> Assignment:
    """Take NAME=VALUE apart; what follows the first sign is the value."""
    match = re.fullmatch(ASSIGNMENT, text.strip(), re.DOTALL)
    if match is None:
        return Assignment(text, text.strip())
    return Assignment(text, match["name"].strip(), match["sign"], match["value"].strip())


def read_weights(texts: Iterable[str], of: Quantity = WEIGHT) -> dict[str, float | None]:
    """Read NAME[=NUMBER] texts; None where no number is said, the last number where a name stands twice."""
    found: dict[str, float | None] = {}
    for text in texts:
        pair = read_assignment(text)
        if not pair.name or pair.sign not in ("", "=") or (pair.sign and not pair.value):
            raise AmountError(f'"{text}" is no NAME=NUMBER.', f"Write it like {pair.name or 'reach'}={first(of)}.")
        try:
            found[pair.name] = read_number(pair.value, of) if pair.sign else None
        except AmountError as error:
            raise AmountError(f"{pair.name}: {error.message}", error.way_out, error.readings) from None
    return found


def first(of: Quantity) -> str:
    """Return one example of how to write it."""
    return of.like.partition(" ")[0]


def divided(shares: dict[str, float | None]) -> dict[str, float]:
    """Let names without a share divide what the others leave of 1; an AmountError where they leave nothing."""
    given = {name: share for name, share in shares.items() if share is not None}
    bare = [name for name, share in shares.items() if share is None]
    rest = 1.0 - sum(given.values())
    if bare and rest <= 0:
        raise AmountError(f"the shares leave nothing for {bare[0]}.", f"Give it a share, like {bare[0]}=0.2.")
    return given | {name: rest / len(bare) for name in bare}
