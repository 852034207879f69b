"""Text on its way out: what must not reach a terminal, a spreadsheet or a page. Every form's gate is made of this."""

import re
import unicodedata
from itertools import filterfalse

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""Control, bidirectional and invisible characters, and what is none; U+200C and U+200D join letters and emoji."""
LAST_YEAR = 8999  # of days that are counted on from: months and years later the calendar still goes on
DAY_FIRST = re.compile(r"^([0-3]?[0-9])[.]([01]?[0-9])[.]([0-9]{4})$")
"""A day with dots, which is read one way only; of days with strokes the month stands first in some countries."""
WHOLE = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
SIGNS = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-") | dict.fromkeys("\xad\u200b\u2060\ufeff", "")
APART = str.maketrans(SIGNS | WHOLE | {one.upper(): plain.capitalize() for one, plain in WHOLE.items() if one != "ß"})
"""Letters that Unicode does not take apart, as they are written where no key has them; strokes; signs nobody sees."""
NO_TEXT = re.compile("[\ud800-\udfff]+")  # what Python puts in the place of bytes that are no text
FORMULA = re.compile(r"\s*(?:[=@]|[+-](?![0-9.]*$))|\t")
"""How a text begins that a spreadsheet would run; a number with a sign is none."""
IN_QUOTES = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
"""What stands for signs in the value of an attribute of XML."""


def unaccented(text: str) -> str:
    """Return a text in the letters that are left without accents: those that Unicode takes apart, and all others."""
    return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFD", text))).translate(APART)


def iso_day(text: str) -> str:
    """Return a day that is written with dots as 2026-12-07; any other text as it is."""
    return DAY_FIRST.sub(lambda found: f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}", text.strip())


def safe_text(text: str) -> str:
    """Return a text without control and bidirectional characters."""
    return UNSAFE.sub("", text)


def in_xml(text: str) -> str:
    """Return a safe text as XML has it; the library's own does the same and loads all of http for it."""
    return safe_text(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted_in_xml(text: str) -> str:
    """Return a safe text as the value of an attribute."""
    return f'"{in_xml(text).translate(IN_QUOTES)}"'


def readable(text: str) -> str:
    """Return a text that is safe and can be written; bytes of a file's name that are no text are seen as such."""
    return safe_text(NO_TEXT.sub("\ufffd", text))


def one_line(text: str) -> str:
    """Return a text on one line, without what would write to the terminal."""
    return " ".join(safe_text(text).split())


def safe_cell(text: str) -> str:
    """Return a text for a cell of CSV or TSV: on one line, and before a formula an apostrophe, so that none runs."""
    text = safe_text(text).replace("\n", " ")
    return f"'{text}" if FORMULA.match(text) else text
