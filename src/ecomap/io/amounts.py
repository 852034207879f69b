"""Numbers as people write them: what can be read one way is read, what can be read two ways is told with both."""

import re
from collections.abc import Iterable, Sequence
from math import inf, nan

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
    abroad: bool = False
    """May be said in another currency, and is turned into euros."""
    bands: bool = False
    """10-49, <10 and 50+ are understood: the middle of a band by its factor, the bound of an open one."""


MONEY = Quantity("5000", most=1e9, percent=False, money=True, abroad=True)
HOURS = Quantity("4", most=168.0, percent=False)
PEOPLE = Quantity("6", most=1e7, whole=True, percent=False, bands=True)
LEVEL = Quantity("2", most=4.0, percent=False)
SHARE = Quantity("0.4 or 40%", most=1.0)
PART = Quantity("0.4 or 40%", most=1.0, open=True)
WEIGHT = Quantity("2", most=1e9, open=True)
GOAL = Quantity("2", most=1e9)
COUNT = Quantity("12", least=-inf, percent=False, money=True)
"""Whatever a firm counts of its own work."""
ANY = Quantity("0.5", least=-inf)


class AmountError(ValueError):
    """A text that is not one number of its kind, with a sentence and the way out."""

    def __init__(self, message: str, way_out: str = "", readings: Sequence[float] = ()) -> None:
        self.message, self.way_out, self.readings = message, way_out, tuple(readings)
        super().__init__(f"{message} {way_out}".rstrip())


LEVEL_WORD = r"^(?:level|stufe|niveau|nivel|nível|livello|poziom)\s+"
BAND_END = "[0-9](?:[0-9., \u00a0\u202f'\u2019]*[0-9])?"
BAND = (
    rf"(?P<first>{BAND_END})\s*(?:[-\u2013\u2014]|to|bis|à|a|tot|do)\s*(?P<last>{BAND_END})"
    rf"|(?P<sign><=|>=|[<>≤≥])\s*(?P<bound>{BAND_END})|(?P<least>{BAND_END})\s*\+"
)
"""10-49, 10 to 49, <10, 50+."""
CURRENCY = (
    r"(?P<before>[^\W\d_]{1,3}\$?|[^\w\s.,+\-\u2212'%])\s*(?P<first>[0-9.].*)"
    r"|(?P<last>.*[0-9.][kK]?)\s*(?P<after>[^\W\d_]{2,3}|[^\w\s.,+\-\u2212'%])"
)
"""Letters or a sign before or after an amount."""
OTHER_MARK = {",": ".", ".": ","}
"""The mark before decimals where the first divides thousands."""
# Patterns are texts: those of numbers are compiled when the first number is read.
SPACES = "[\\s\u00a0\u2009\u202f'\u2019]|(?<=[0-9])_(?=[0-9])"
EURO = r"€|\bEUROS?\b|\bEUR(?=[0-9\s]|$)|(?<=[0-9kK\s])EUR\b"
GROUPED = r"[0-9]{1,3}(?: [0-9]{3})+"
PLAIN = rf"(?:[0-9]+|{GROUPED})?(?:[.,][0-9]*)?"
DOTS_IN_THOUSANDS = r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]*)?"
COMMAS_IN_THOUSANDS = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]*)?"
SCIENTIFIC = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]{1,3}"


def read_number(text: str, of: Quantity = ANY, *, bounded: bool = True, decimal: str | None = None) -> float:
    """Return the number that a text holds: 1200, 1 200, 8.000,50, 8,000.50, 1,5, EUR 9k, 40 %.

    What it is a number ``of`` decides: 1,500 hours a week can only be 1.5, 1.500 people only 1500. What is no number
    or can be read as two is an AmountError, each reading of which is accepted when written; so is what is out of range,
    where that is not left to whoever calls. Who knows the ``decimal`` mark, a comma or a dot, has one reading.
    """
    if of.bands and (band := re.fullmatch(BAND, text.strip(), re.IGNORECASE)):
        return _in_band(band, of, decimal)
    readings = _readings(text, of)
    fitting = [value for value in readings if _fits(value, of)]
    if len(fitting) > 1 and decimal is not None:
        return fitting[decimal not in text]  # as decimals, in thousands
    if len(fitting) > 1:
        ways = " or ".join(plain(value) for value in fitting)
        raise AmountError(f'"{text}" can be read in two ways.', f"Write {ways}.", fitting)
    if not fitting and bounded:
        raise _out_of_range(text, readings[0], of)
    return (fitting or readings)[0]


def decimal_mark(text: str, of: Quantity) -> str | None:
    """Return the mark before decimals that a number shows, a comma or a dot; None where it can be either."""
    signs = {sign for sign in ",." if sign in text}
    try:
        text = _from_abroad(re.sub(SPACES, " ", text).strip())[0] if of.abroad else text
        value = read_number(text, of) if signs else 0.0
    except AmountError:
        return None
    if len(signs) == 2:
        return max(signs, key=text.rindex)
    digits, scale = re.sub(r"[^0-9.,]", "", text), 1000 if text.rstrip()[-1:] in ("k", "K") else 1
    for sign in signs:
        twice = digits.count(sign) > 1
        as_decimals = nan if twice else scale * float(digits.replace(sign, "."))
        return sign if abs(value) in (as_decimals, as_decimals / 100) else OTHER_MARK[sign]
    return None


def plain(value: float) -> str:
    """Write a number so that it can be read in one way only: 8.125 as 8.1250."""
    if type(value) is int:  # may be too large for a float
        return str(value)
    text = f"{value:.12g}"
    text = text if float(text) == value else repr(value)
    return f"{text}0" if re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", text) else text


def _readings(text: str, of: Quantity) -> list[float]:
    core = re.sub(SPACES, " ", text).strip()
    core = re.sub(EURO, " ", core, flags=re.IGNORECASE).strip() if of.money else core
    core = re.sub(LEVEL_WORD, "", core, flags=re.IGNORECASE) if of is LEVEL else core
    core, euros = _from_abroad(core) if of.abroad else (core, 1.0)
    sign, core = (-1.0, core[1:].lstrip()) if core[:1] in ("-", "\u2212") else (1.0, core.removeprefix("+").lstrip())
    scale, percent = 1.0, core.endswith("%")
    if percent:
        core = core[:-1].rstrip()
    elif of.money and core[-1:] in ("k", "K"):
        core, scale = core[:-1].rstrip(), 1000.0
    found = _values(core)
    if not found:
        raise AmountError(f'"{text}" is no number.', f"Write it like {of.like}.")
    if found[0] == inf:
        raise AmountError(f'"{text}" is a number too large to hold.', "Write a smaller one.")
    if percent and not of.percent and of is not LEVEL:
        raise AmountError(f'"{text}": a percentage of nothing.', f"Write it like {of.like}.")
    if percent:  # 62 % of a level from 0 to 4 can only be 2.48
        return [sign * (of.most if of is LEVEL else 1.0) * value / 100 for value in found]
    amounts = [sign * value * scale for value in found]
    return amounts if euros == 1 else [round(amount * euros, 2) for amount in amounts]


def _from_abroad(core: str) -> tuple[str, float]:
    """Return an amount without its currency, and what one of that is in euros; an AmountError where it may be several.

    What stands before or after is no currency that is known: the amount as it is, which is then no number.
    """
    match = re.fullmatch(CURRENCY, core)
    if match is None:
        return core, 1.0
    from ecomap.io.rates import SHARED_SIGNS, rate_of, tell

    named, amount = (match["before"] or match["after"]), (match["first"] or match["last"]).strip()
    if (several := SHARED_SIGNS.get(named.casefold())) is not None:
        ways = " or ".join(f"{currency} {amount}" for currency in several)
        raise AmountError(f'"{named}" is the sign of several currencies.', f"Write {ways}.")
    rate = rate_of(named)
    if rate is None:
        return core, 1.0
    tell(rate.currency)
    return amount, 1 / rate.per_euro


def _in_band(band: re.Match[str], of: Quantity, decimal: str | None) -> float:
    """Return the whole number that stands for a band: the root of the product of its ends; of an open one its end."""
    single = Quantity(of.like, most=of.most, whole=True, percent=False)
    texts = {name: text for name, text in band.groupdict().items() if text and name != "sign"}
    decimal = decimal or next(filter(None, (decimal_mark(text, single) for text in texts.values())), None)
    ends = {name: read_number(text, single, decimal=decimal) for name, text in texts.items()}
    sign, bound = band["sign"] or "", ends.get("bound", 0.0)
    first = ends.get("first", ends.get("least", 0.0 if sign[:1] in ("<", "≤") else bound + (sign == ">")))
    last = ends.get("last", bound - (sign == "<") if sign[:1] in ("<", "≤") else first)
    if first > last:
        raise AmountError(f'"{band[0]}" ends below its beginning.', f"Write it like {of.like}.")
    return float(round((max(first, 1.0) * max(last, 1.0)) ** 0.5)) if last else 0.0


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


def _out_of_range(text: str, value: float, of: Quantity) -> AmountError:
    if of.whole and of.least <= value < of.most and value != int(value):
        below = int(value)  # the heads are counted, whatever part of a week they work
        return AmountError(f'"{text}" is no whole number.', f"Write {below:g} or {below + 1:g}.")
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
