"""Words by which tables call their columns, write numbers, and say that nothing is known.

``data/headings.csv`` and ``data/number_words.csv``.
"""

import re
import unicodedata
from functools import cache, lru_cache

from ecomap.model import folded
from ecomap.places import table
from ecomap.safe import unaccented

NO_COLUMNS = NOTHING, TOTAL, NOTE, NONE, CODE_WORD = "nothing", "total", "note", "none", "code-word"
"""Cells that say nothing, what begins a line of totals, or a note, what says that nothing belongs to a list; and words
that stand beside the name of a register in a heading of its codes."""
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
CAMEL = re.compile("(?<=[a-z])(?=[A-Z])")  # where words begin in NumberOfEmployees
SIGNS = re.compile(r"[^\w\s]+")
BLANK = re.compile(r"[-\u2010-\u2015\u2212?./_\u2026\s]*")  # signs that stand where nothing is known
LONGEST_MARK = 60
FRACTION = re.compile(r"(?<![0-9.,])([0-9]{0,9})\s?([\u00bc-\u00be\u2150-\u215e])(?![0-9.,])")
UNKNOWN = "class"  # a list of size classes of which nobody knows what they stand for
ANSWERS = {"yes": 1.0, "partly": 0.5, "no": 0.0}
HEADINGS, NUMBERS = "headings.csv", "number_words.csv"
BETWEEN_WORDS = r"[\s./*:'\u2019-]+"


@cache
def headings() -> dict[str, str]:
    """Return our name of each heading; headings without regard to case, accents and signs, the usual ones first."""
    return {bare(word): field.partition(":")[0] for field, word in _words(HEADINGS) if field not in NO_COLUMNS}


def size_list(title: str) -> str:
    """Return the list of size classes that a heading names; the unknown one where it says classes, and not whose."""
    ways = (title, CAMEL.sub(" ", title), title.rpartition(".")[2], BRACKETS.sub(" ", title))
    found = next((one for way in ways if (one := _size_lists().get(bare(way)))), "")
    words_of_it = CAMEL.sub(" ", title[:LONGEST_MARK]).replace("_", " ")
    return found or (UNKNOWN if re.search(in_words("{class}"), words_of_it) else "")


@cache
def _size_lists() -> dict[str, str]:
    return {bare(word): field.partition(":")[2] for field, word in _words(HEADINGS) if ":" in field}


def spoken(title: str) -> frozenset[str]:
    """Return the languages in which a heading is one of ours."""
    return _languages().get(bare(title), frozenset())


@cache
def _languages() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for _, language, word in table(HEADINGS):
        found.setdefault(bare(word), set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


@lru_cache(maxsize=1024)
def bare(title: str) -> str:
    """Return a heading without what may differ: case, accents and the signs between words; goal_reach is goal.reach."""
    return folded(SIGNS.sub(" ", title.replace("€", " eur ")))


@cache
def words(field: str, file: str = HEADINGS) -> frozenset[str]:
    """Return the words of a field that is no column."""
    return frozenset(folded(word) for found, word in _words(file) if found == field)


@cache
def answers() -> dict[str, float]:
    """Return how much of a thing an answer in a word stands for: yes 1, partly 0.5, no 0; words as they are folded."""
    return {folded(word): ANSWERS[field] for field, word in _words(NUMBERS) if field in ANSWERS}


@cache
def in_words(grammar: str) -> str:
    """Return a pattern in which fields in braces, like {below,most}, stand for any of their words."""
    return "(?i)" + re.sub(r"\{([a-z_,-]+)\}", lambda found: _pattern(*found[1].split(",")), grammar)


@cache
def _pattern(*fields: str) -> str:
    """Return a pattern of words, the longest first: with accents or without, and signs between their parts."""
    said = [word for name in (HEADINGS, NUMBERS) for field, word in _words(name) if field in fields]
    said += [unaccented(word) for word in said]
    loose = [
        BETWEEN_WORDS.join(map(re.escape, filter(None, re.split(r"[\s.']+", word)))).replace("/", r"/\s*")
        for word in sorted(set(said), key=len, reverse=True)
    ]
    return rf"(?:(?<![^\W\d_])|(?=\W))(?:{'|'.join(loose)})\.?(?:(?![^\W\d_])|(?<=\W))"


def spelt_out(text: str) -> str:
    """Return a text without a digit with those that its words spell, up to twelve: drie uren is 3 uren."""
    if len(text) > LONGEST_MARK or any(map(str.isnumeric, text)):
        return text
    return re.sub(r"(?<![\w-])[^\W\d_]+(?![\w-])", lambda word: _figures().get(folded(word[0]), word[0]), text)


@cache
def _figures() -> dict[str, str]:
    return {folded(word): field for field, word in _words(NUMBERS) if field.isdigit()}


def in_digits(text: str) -> str:
    """Return a text with its digits of any script and its fractions as usual ones: 4 ½ is 4.5."""
    if text.isascii():
        return text
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    return FRACTION.sub(lambda found: f"{int(found[1] or 0) + unicodedata.numeric(found[2]):.12g}", digits)


def says_nothing(cell: object, *, listed: bool = False, sized: bool = False) -> bool:
    """Tell whether a cell says that nothing is known: a dash, n/a, k. A., #N/A, (null); case and signs do not matter.

    Of a list also one that says that nothing belongs to it: none, keine; of sizes the TOTAL of all of them.

    What means something in its column (NA is Namibia) is to be tried before.
    """
    if not isinstance(cell, str) or len(cell) > LONGEST_MARK:
        return False
    none = (listed or sized) and folded(cell).strip(" .") in words(NONE if listed else TOTAL)
    return none or BLANK.fullmatch(cell) is not None or _letters(cell) in _marks()


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", folded(text))


@cache
def _marks() -> frozenset[str]:
    return frozenset(map(_letters, words(NOTHING)))


@cache
def _words(name: str) -> tuple[tuple[str, str], ...]:
    return tuple((field, word) for field, _, word in table(name))
