"""Numbers as people write them: what can be read one way is read, what can be read two ways is told with both."""

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from math import inf

from ecomap.io.headcount import headcounts
from ecomap.io.size_classes import as_band, of_word, tell_of_words
from ecomap.io.words import answers, in_digits, in_words, spelt_out
from ecomap.model import folded
from ecomap.record import record


@record
class Quantity:
    """What a number is a number of: what it may be, and how it is written."""

    like: str  # an example of how to write it
    least: float = 0.0
    most: float = inf
    open: bool = False  # the ends do not belong to the range
    whole: bool = False
    percent: bool = True  # 70 % means 0.7
    money: bool = False  # may come with the sign of the euro
    abroad: bool = False  # may be said in another currency, and is turned into euros
    bands: bool = False
    """10-49, <10 and 50+ are understood: the root of the product of a band's ends, the bound of an open one."""
    called: str = "about-behind"
    """Fields of `number_words.csv` and `headings.csv` whose words may stand beside it; they change nothing."""
    sizes: str = ""  # those of `SIZES` whose words may stand behind it
    a_year: int = 0
    """How often a year has the time for which there is so much and no more: 52, a week; 1, a year; 0: no time."""
    answers: bool = False  # may be a word that answers a question: yes is 1, partly 0.5, no 0


SIZES = {
    "thousand": (1e3,), "million": (1e6,), "one-or-thousand": (1.0, 1e3), "thousand-or-million": (1e3, 1e6),
    "minute": (1 / 60,), "one-or-minute": (1.0, 1 / 60),
}  # fmt: skip
"""What words of size stand for: of the T in 5 T, the mil in 5 mil, and the m in 90 m that is minutes, nobody knows."""
FOR_ALL = "; or say --decimal comma or dot for all"
"""The way out of who has a whole table of numbers that can be read in two ways."""
LARGE = "thousand,million,one-or-thousand,thousand-or-million"
MONEY = Quantity("5000", most=1e9, percent=False, money=True, abroad=True, sizes=LARGE, a_year=1)
HOURS = Quantity("4", most=168.0, percent=False, called="about-behind,hour,hours_per_week",
                 sizes="minute,one-or-minute", a_year=52)  # fmt: skip
PEOPLE = Quantity("6 or 10-49", most=1e7, whole=True, percent=False, bands=True, called="about-behind,person,employees",
                  sizes="thousand")  # fmt: skip
LEVEL = Quantity("2", most=4.0, percent=False, called="level")
SHARE = Quantity("0.4 or 40%", most=1.0)
HELD = Quantity("0.4 or yes", most=1.0, answers=True)  # how much a firm has of a trait, or does of an activity
PART = Quantity("0.4 or 40%", most=1.0, open=True)
WEIGHT = Quantity("2", most=1e9, open=True)
GOAL = Quantity("2", most=1e9)
COUNT = Quantity("12", least=-inf, percent=False, money=True, sizes=LARGE)  # whatever a firm counts of its own work
ANY = Quantity("0.5", least=-inf)


class AmountError(ValueError):
    """A text that is not one number of its kind, with a sentence and the way out."""

    def __init__(self, message: str, way_out: str = "", readings: Sequence[float] = ()) -> None:
        self.message, self.way_out, self.readings = message, way_out, tuple(readings)
        super().__init__(f"{message} {way_out}".rstrip())


# Fields in braces stand for their words: `in_words`.
BAND_END = "[0-9](?:[0-9., \u00a0\u202f'\u2019]*[0-9])?"
BAND = (  # 10-49, 10 to 49, between 10 and 49, 10 to under 50, <10, fewer than 10, 50+, 50 or more
    rf"(?P<pair>{{pair}}\s*)?(?P<first>{BAND_END})\s*(?:{{to}}|[-\u2013\u2014\u2026]|\.\.\.?|(?(pair){{and}}|(?!)))"
    rf"\s*(?P<under>{{below}}\s*)?(?P<last>{BAND_END})"
    rf"|(?:(?P<below>{{below}})|(?P<most>{{most}})|(?P<above>{{above}})|{{least}})\s*(?P<bound>{BAND_END})"
    rf"|(?P<end>{BAND_END})\s*(?:(?P<fewer>{{fewer}})|{{more}})"
)
TWO_ENDS = (
    rf"(?:{{pair}}\s*)?([^0-9]*)({BAND_END})([^0-9]*?)\s*(?:{{to}}|{{and}}|[-\u2013\u2014\u2026]|\.\.\.?)"
    rf"\s*([^0-9]*)({BAND_END})([^0-9]*)"
)
ONE_END = r"{below,most,above,least}\s*(.*)|(.*[0-9][^0-9]*?)\s*{fewer,more}(.*)"
"""Bands of what has one number, with units: CHF 1000-5000, 5 to 10 h, < 10 000 €, 10+ hours."""
OUT_OF = r"(?:\s*/|[\s(\[]*{out-of})\s*"
LABEL = rf"(?<=[0-9])(?:{OUT_OF}TOP\W*|\s*[-\u2013\u2014:=(]\s*[^\W\d_][^0-9]*)$"
"""What a level is called, behind it: 3 - advanced, 2 (basic), or the highest: 2 of 4."""
CURRENCY = (  # letters or a sign before or after an amount
    r"(?P<before>[^\W\d_]{1,3}[$.]?|[^\w\s.,+\-\u2212'%])\s*(?P<first>[0-9.].*)"
    rf"|(?P<last>.*[0-9.](?:\s*{{{LARGE}}})?)\s*(?P<after>[^\W\d_]{{1,2}}\$|[^\W\d_]{{2,3}}\.?|[^\w\s.,+\-\u2212'%])"
)
OTHER_MARK = {",": ".", ".": ","}  # the mark before decimals where the first divides thousands
# Patterns are texts: those of numbers are compiled when the first number is read.
SPACES = "[\\s\u00a0\u2009\u202f'\u2019]|(?<=[0-9])_(?=[0-9])"
EURO = r"€|(?:\bd[ei]? )?\bEUROS?\b|\bEUR(?=[0-9\s]|$)|(?<=[0-9kK\s])EUR\b"
CENTS = r"(?<=[0-9])([.,])\s?[-\u2013\u2014=]{1,2}(?![0-9])"  # what stands for no cents: 500.-, 500,-
CLOCK = r"([0-9]{1,3})\s*(?:{hour}|:)\s*(?:([0-5][0-9])(?::00)?|([0-5]?[0-9])\s*(?:{minute}|{one-or-minute}))"
PERIODS = {"week": 52, "month": 12, "year": 1}
DIGITS = 4  # behind the point of what is turned into hours a week or euros a year
LONGEST = 80  # signs of a text in which words are looked for
GROUPED = r"[0-9]{1,3}(?: [0-9]{3})+"
PLAIN = rf"(?:[0-9]+|{GROUPED})?(?:[.,][0-9]*)?"
DOTS_IN_THOUSANDS = r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]*)?"
COMMAS_IN_THOUSANDS = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]*)?"
SCIENTIFIC = r"(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)[eE][-+]?[0-9]{1,3}"
THOUSANDS_OR_PARTS = re.compile(r"\D*([1-9][0-9]{0,2})([.,])([0-9]{3})(?![0-9.,])\D*")


def read_number(
    text: str, of: Quantity = ANY, *, bounded: bool = True, decimal: str | None = None, listed: bool = False
) -> float:
    """Return the number that a text holds: 1200, 1 200, 8.000,50, 8,000.50, 1,5, EUR 9k, 40 %.

    What it is a number ``of`` decides: 1,500 hours a week can only be 1.5, 1.500 people only 1500. What is no number
    or can be read as two is an AmountError, each reading of which is accepted when written; so is what is out of range,
    where that is not left to whoever calls. Who knows the ``decimal`` mark, a comma or a dot, has one reading. A size
    in a word is the EU's in a column, which is ``listed``; who says it of one firm may mean anything.
    """
    if of.answers and (answer := answers().get(folded(text))) is not None:
        return answer
    if (figures := spelt_out(text)) != text:
        with suppress(AmountError):
            return read_number(figures, of, bounded=bounded, decimal=decimal)
    if of.bands and not _bare(text) and (ends := as_band(text)) != text:
        try:
            number = read_number(ends, of, bounded=bounded, decimal=decimal)
        except AmountError as error:
            raise AmountError(error.message.replace(f'"{ends}"', f'"{text}"'), error.way_out, error.readings) from None
        if of_word(text) is not None:
            if not listed:
                way_out = f"Write how many work there, or {ends} as the EU has it."
                raise AmountError(f'"{text}" is another number to everybody.', way_out)
            tell_of_words()
        return number
    if counts := headcounts(text) if of.bands and not _bare(text) else ():
        return float(_the_one(text, counts))
    said, times = _figures(text, of)
    if of.bands and (band := None if _bare(said) else re.fullmatch(in_words(BAND), said)):
        return _in_band(band, of, decimal)
    readings = _readings(said, times, text, of, decimal)
    fitting = [one for one in readings if _fits(one[0], of)]
    if len(fitting) > 1 and decimal is not None:
        fitting = [one for one in fitting if one[1] in ("", decimal)] or fitting
    values = tuple(dict.fromkeys(value for value, _ in fitting))
    if not values and (bounded or (of.whole and readings[0][0] % 1)):
        raise _out_of_range(text, readings[0][0], of)
    return _the_one(text, values or (readings[0][0],))


def _the_one(text: str, values: Sequence[float]) -> float:
    """Return the only one of what a text may mean."""
    if len(values) == 1:
        return values[0]
    several, ways = "two" if len(values) == 2 else "several", " or ".join(map(plain, values))
    raise AmountError(f'"{text}" can be read in {several} ways.', f"Write {ways}.", values)


def decimal_mark(text: str, of: Quantity) -> str | None:
    """Return the mark before decimals that a number or a band shows, a comma or a dot; None where it can be either."""
    if not {",", "."} & {*text}:
        return None
    if of.whole and THOUSANDS_OR_PARTS.fullmatch(text):
        return None
    for number in re.findall(BAND_END, text) if of.bands else [text]:
        try:
            marks = {mark for value, mark in _readings(*_figures(number, of), number, of, None) if _fits(value, of)}
        except AmountError:
            continue
        if len(marks) == 1 and "" not in marks:
            return marks.pop()
    return None


def refuse_posts_or_people(text: str, decimal: str | None, delimiter: str) -> None:
    """Refuse 12.500 of a table: people or, where it may have such a decimal mark, twelve and a half posts.

    A comma amid cells that commas divide has quotes around its cell: it divides thousands; nobody's band, 10,001+, ends
    in parts of a post.
    """
    said = THOUSANDS_OR_PARTS.fullmatch(text)
    if said is None or re.fullmatch(in_words(BAND), _figures(text, PEOPLE)[0]):
        return
    whole, sign, rest = said.groups()
    if sign == decimal or (decimal is None and sign != delimiter):
        ways = f"Write {whole}{rest}, or {whole} or {int(whole) + 1}{'' if decimal else FOR_ALL}."
        raise AmountError(f'"{text}" can be read in two ways.', ways)


def plain(value: float) -> str:
    """Write a number so that it can be read in one way only: 8.125 as 8.1250."""
    if type(value) is int:  # may be too large for a float
        return str(value)
    text = f"{value:.12g}"
    text = text if float(text) == value else repr(value)
    return f"{text}0" if re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", text) else text


def _bare(text: str) -> bool:
    """Tell whether a text is looked at as it is: a plain number, or none that anybody writes with words."""
    return len(text) > LONGEST or re.fullmatch(r"\s*[0-9]*[.,]?[0-9]*\s*%?\s*", text) is not None


def _figures(text: str, of: Quantity) -> tuple[str, float]:
    """Return a text without what is said of its number, and what the time for which it is said makes of it.

    About so much, at most, what it counts: 12 employees, 1 (owner). 4h30 is 4.5; 12 months of it are 52 weeks.
    """
    if _bare(text):
        return text, 1.0
    said, times = in_digits(unicodedata.normalize("NFC", text)).strip(), 1.0
    for period, a_year in PERIODS.items() if of.a_year else ():
        said, found = re.subn(in_words(rf"[\s(]*{{{period}}}\)?$"), "", said)
        times *= (a_year / of.a_year) ** found
    said = re.sub(in_words(r"(^|[^\W\d_]\.?\s){about}[\s:]*(?:(?<![^\W\d_])|(?![0-9]))"), r"\1", said)  # c1: a code
    if "hour" in of.called and (clock := re.fullmatch(in_words(CLOCK), said)):
        said = plain(round(int(clock[1]) + int(clock[2] or clock[3]) / 60, DIGITS))
    said = re.sub(in_words(LABEL.replace("TOP", plain(of.most))), "", said) if "level" in of.called else said
    said = re.sub(in_words(rf"^(?:{{{of.called}{',most' * bool(of.a_year)}}}[\s:=]*)+(?!\s*\+)"), "", said)
    behind = rf"[\s(\[]*{{{of.called}}}[)\]]*$"
    if of.bands:  # also 9 employees or fewer
        behind = rf"(?<=[0-9])[\s(\[]*{{owner}}[)\]]*$|{behind[:-1]}(?!\W*[0-9])"
    return re.sub(in_words(behind), "", said), times


def _readings(said: str, times: float, text: str, of: Quantity, decimal: str | None) -> list[tuple[float, str]]:
    """Return what a text may mean, each with the mark before decimals that it shows; `text` is it as it was written."""
    core = re.sub(SPACES, " ", said).strip()
    core = _in_order(core, of) if of.money and not _bare(core) else core
    core, euros = _from_abroad(core) if of.abroad else (core, 1.0)
    sign, core = (-1.0, core[1:].lstrip()) if core[:1] in ("-", "\u2212") else (1.0, core.removeprefix("+").lstrip())
    percent = core.endswith("%")
    core, factors = (core[:-1].rstrip(), (1.0,)) if percent else _sized(core, of)
    found = _values(core)
    if not found:
        raise _no_number(text, of, decimal)
    if found[0][0] == inf:
        raise AmountError(f'"{text}" is a number too large to hold.', "Write a smaller one.")
    if percent and not of.percent and of is not LEVEL:
        raise AmountError(f'"{text}": a percentage of nothing.', f"Write it like {of.like}.")
    if percent:  # 62 % of a level from 0 to 4 can only be 2.48
        return [(sign * (of.most if of is LEVEL else 1.0) * value / 100, mark) for value, mark in found]
    amounts = [(sign * value * factor * times * euros, mark) for factor in factors for value, mark in found]
    digits = DIGITS if euros == 1 else 2
    return amounts if (*factors, times, euros) == (1, 1, 1) else [(round(one, digits), mark) for one, mark in amounts]


def _no_number(text: str, of: Quantity, decimal: str | None) -> AmountError:
    from ecomap.codes import parts_of_date

    if ends := {} if of.bands or len(text) > LONGEST else _ends(text, of, decimal):
        told = "a band" if len(ends) > 1 else "a band of one end"
        return AmountError(f'"{text}" is {told}, no number.', f"Write {' or '.join(ends)}.", (*ends.values(),))
    if not (parts := [one for one in parts_of_date(text) if one[0] < one[1] or not of.bands]):
        scale = f" from {of.least:g} to {of.most:g}" if "level" in of.called else ""
        return AmountError(f'"{text}" is no number{scale}.', f"Write it like {of.like}.")
    ways = " or ".join(f"{first}{'-' if of.bands else '.'}{second}" for first, second in parts)
    return AmountError(
        f'"{text}" is a date.', f"A spreadsheet makes one of {ways}: make its column text, then write it."
    )


def _ends(text: str, of: Quantity, decimal: str | None) -> dict[str, float]:
    """Return the ends of a band of what has one number, each as it can be written; none where it is no such band."""
    ends = [one[1] or f"{one[2]}{one[3]}"] if (one := re.fullmatch(in_words(ONE_END), text.strip())) else []
    if two := re.fullmatch(in_words(TWO_ENDS), text.strip()):
        before, least, own, its, most, behind = two.groups()
        ends = [f"{before}{least}{own or behind}", f"{its or before}{most}{behind}"]
    try:
        found = dict(_end(end.strip(), of, decimal) for end in ends)
    except AmountError:
        return {}
    return found if sorted({*found.values()}) == [*found.values()] and len(found) == len(ends) else {}


def _end(text: str, of: Quantity, decimal: str | None) -> tuple[str, float]:
    """Return how an end of a band can be written, and its number: nobody ends one at three decimals."""
    try:
        return text, read_number(text, of, decimal=decimal)
    except AmountError as error:
        if not error.readings:
            raise
        return plain(max(error.readings)), max(error.readings)


def _in_order(core: str, of: Quantity) -> str:
    """Return an amount with its word of size behind the number and without the sign of the euro: TEUR 50 is 50 k."""
    from ecomap.io.rates import signs

    core = re.sub(CENTS, lambda at: f"{OTHER_MARK[at[1]] if at[1] in core[: at.start()] else at[1]}00", core)
    core = re.sub(rf"(?i)(?<![^\W\d_])(?:([kt])|(m)) ?(?={signs()})", lambda at: "k " if at[1] else "m ", core)
    core = re.sub(in_words(rf"^({{{of.sizes}}}) ?(?={signs()})(.*)"), r"\2 \1", core)
    return re.sub(EURO, " ", core, flags=re.IGNORECASE).strip()


def _sized(core: str, of: Quantity) -> tuple[str, tuple[float, ...]]:
    """Return a number without the word of size behind it, and what that may stand for."""
    for size in of.sizes.split(",") if core and not core[-1].isdigit() and of.sizes else ():
        if found := re.fullmatch(in_words(rf"(.*[0-9.,])\s*{{{size}}}"), core):
            return found[1], SIZES[size]
    return core, (1.0,)


def _from_abroad(core: str) -> tuple[str, float]:
    """Return an amount without its currency, and what one of that is in euros; an AmountError where it may be several.

    What stands before or after is no currency that is known: the amount as it is, which is then no number.
    """
    match = None if _bare(core) else re.fullmatch(in_words(CURRENCY), core)
    if match is None:
        return core, 1.0
    from ecomap.io.rates import SHARED_SIGNS, rate_of, tell

    named, amount = (match["before"] or match["after"]).rstrip("."), (match["first"] or match["last"]).strip()
    if (several := SHARED_SIGNS.get(named.casefold())) is not None:
        ways = " or ".join(f"{currency} {amount}" for currency in several)
        raise AmountError(f'"{named}" is the sign of several currencies.', f"Write {ways}.")
    rate = rate_of(named)
    if rate is None and re.fullmatch("[A-Z]{3}", named):
        raise AmountError(f'no rate of "{named}" is known.', "Write the amount in euros, like 5000.")
    if rate is None:
        return core, 1.0
    tell(rate.currency)
    return amount, 1 / rate.per_euro


def _in_band(band: re.Match[str], of: Quantity, decimal: str | None) -> float:
    """Return the whole number that stands for a band: the root of the product of its ends; of an open one its end."""
    from ecomap.model.arrays import LARGEST

    single = Quantity(of.like, most=of.most, whole=True, percent=False)
    decimal = decimal or decimal_mark(band[0], of)
    texts = filter(None, map(band.__getitem__, ("first", "bound", "end", "last")))
    ends = [_end(text, single, decimal)[1] for text in texts]
    to_it = band["below"] or band["most"] or band["fewer"]
    first = 0.0 if to_it else ends[0] + bool(band["above"])
    last = ends[-1] - bool(band["below"] or band["under"]) if to_it or band["last"] else first
    if first > last:
        raise AmountError(f'"{band[0]}" ends below its beginning.', f"Write it like {of.like}.")
    if limits := [most for most in LARGEST[1:] if first <= most < last - 1]:  # 1-10 are below ten
        parts = zip([first, *(one + 1 for one in limits)], [*limits, last], strict=True)
        ways = " or ".join(f"{least:.0f}-{most:.0f}" for least, most in parts)
        raise AmountError(f'"{band[0]}" lies in several size classes.', f"Write {ways}.")
    return float(round((max(first, 1.0) * max(last, 1.0)) ** 0.5)) if last else 0.0


def _values(core: str) -> list[tuple[float, str]]:
    """Return what digits and separators may mean, each with the mark before its decimals that it shows."""
    if re.fullmatch(SCIENTIFIC, core):
        return [(float(core.replace(",", ".")), "".join({*core} & {*OTHER_MARK}))]
    found = []
    if re.fullmatch(PLAIN, core) and re.search("[0-9]", core):
        mark = next((sign for sign in ",." if sign in core), "")
        found.append((float(core.replace(" ", "").replace(",", ".")), mark))
    for pattern, thousands in ((DOTS_IN_THOUSANDS, "."), (COMMAS_IN_THOUSANDS, ",")):
        if re.fullmatch(pattern, core):
            found.append((float(core.replace(thousands, "").replace(",", ".")), OTHER_MARK[thousands]))
    return found


def _fits(value: float, of: Quantity) -> bool:
    inside = of.least < value < of.most if of.open else of.least <= value <= of.most
    return inside and abs(value) != inf and (not of.whole or value == int(value))


def _out_of_range(text: str, value: float, of: Quantity) -> AmountError:
    if of.whole and of.least <= value < of.most and value != int(value):
        below = int(value)  # the heads are counted, whatever part of a week they work
        return AmountError(f'"{text}" is no whole number.', f"Write {below:g} or {below + 1:g}.", (below, below + 1))
    if of.open and of.most == 1:
        return AmountError(f'"{text}": a share lies between {of.least:g} and {of.most:g}.', f"Write it like {of.like}.")
    if value > of.most:
        hundredth = f"Of a hundred write {value:g}%." if of.most == 1 and value <= 100 and "%" not in text else ""
        return AmountError(f"{value:g} is too much: at most {plain(of.most)}.", hundredth)
    bound = f"above {of.least:g}" if of.open else f"{of.least:g} or more"
    return AmountError(f'"{text}" must be {bound}.', f"Write it like {of.like}.")


# --- NAME=VALUE

ASSIGNMENT = r"(?P<name>[^=]*?)\s*(?P<sign>\+=|-=|=)\s*(?P<value>.*)"


@record
class Assignment:
    """What was typed as NAME=VALUE, NAME+=VALUE or NAME-=VALUE, or as a NAME alone."""

    name: str
    sign: str = ""  # ``=``, ``+=`` or ``-=``; empty where a name stands alone
    value: str = ""


def read_assignment(text: str) -> Assignment:
    """Take NAME=VALUE apart; what follows the first sign is the value."""
    match = re.fullmatch(ASSIGNMENT, text.strip(), re.DOTALL)
    if match is None:
        return Assignment(text.strip())
    return Assignment(match["name"].strip(), match["sign"], match["value"].strip())


def first(of: Quantity) -> str:
    """Return one example of how to write it."""
    return of.like.partition(" ")[0]
