"""In what a text is written that is no UTF-8, by the letters of its words and its headings; what is unclear is asked.

``data/languages/alphabets.csv`` says which letters beyond a to z a language has, those of loan words too, in which
encodings it is written, the likeliest first, which of its letters hardly a text lacks, and what no word of it has.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import filterfalse, islice
from typing import NamedTuple

from ecomap.errors import FileError
from ecomap.io.words import spoken
from ecomap.places import table

WINDOWS = "cp1252"
"""What is no UTF-8 was written by Windows in the west of Europe, until somebody or its letters say otherwise."""
WORDS = re.compile(rb'[^\s,;|"]+')
MOST = 2_000  # words with such letters that are looked at
SURE = 2  # words that no language of the west has, from which on they are of another; one may be a name from abroad
HEADINGS = 2_000  # bytes in which columns are named
NO_LETTERS = "«»„“”‘’‚‹›–—…€•·\u00a0§°£®™"  # signs that touch letters in any language
BEHIND, BEFORE = "²³ªº", "¿¡"  # signs that stand on one side of them
LETTER, ABROAD = r"[^\W\d_]", rf"[^\x00-\x7f{NO_LETTERS}"
AMONG = (  # signs that stand where a letter would
    rf"(?<={LETTER}){ABROAD}](?={LETTER})|(?<={LETTER}){ABROAD}{BEHIND}](?!{LETTER})|"
    rf"(?<!{LETTER}){ABROAD}{BEFORE}](?={LETTER})"
)
GREEK = "\u0370"  # the first sign that is no Latin letter


class Alphabet(NamedTuple):
    """What the words of a language look like."""

    languages: str
    codes: frozenset[str]  # of the languages, as tables of words have them
    letters: frozenset[str]
    usual: frozenset[str]
    never: str


def likely_encoding(head: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return in what the beginning of a text is written, and in what else where no language of the west has all of it.

    Raises
    ------
    FileError
        It may be in several encodings, none of them that of the west.
    """
    words = b"\n".join(_telling(head))
    first, less = _alphabets()
    found = _readings(words, first) or _readings(words, less)
    west = words.decode(WINDOWS, "replace")
    others = {encoding: one for text, (encoding, one) in found.items() if text != west}
    headed = [one for one in others if _is_headed_in(others[one], head[:HEADINGS].decode(one, "replace"))]
    if len(headed) == 1:
        return headed[0], ()
    also = tuple(others)
    if west in found or not also:
        return WINDOWS, ()
    if len(also) > 1:
        ways = " or ".join(f"{encoding} ({one.languages})" for encoding, one in others.items())
        raise FileError(f"{name}: its letters may be those of {ways}. Say which: --encoding {also[0]}.")
    odd = (sum(not _letters(word) <= one.letters for word in west.split("\n")) for one in first[WINDOWS])
    return (also[0], ()) if "\ufffd" in west or min(odd) >= SURE else (WINDOWS, also)


def _telling(head: bytes) -> list[bytes]:
    """Return the first words that have letters beyond ASCII, each once."""
    words = () if head.isascii() else filterfalse(bytes.isascii, dict.fromkeys(WORDS.findall(head)))
    return [*islice(words, MOST)]


def written_twice(head: bytes) -> str:
    """Return a word of a text all of whose letters were UTF-8, read as Windows writes them, and written anew."""
    words = _telling(head)
    try:
        return words[0].decode() if words and all(word.decode().encode(WINDOWS).decode() for word in words) else ""
    except UnicodeError:
        return ""


def _is_headed_in(one: Alphabet, text: str) -> bool:
    """Tell whether a column is called as in these languages and in no other."""
    titles = re.split(r'\s*[,;|\t\r\n"]+', text)
    return any((spoken(title) or {""}) <= one.codes for title in titles)


@cache
def _alphabets() -> tuple[Mapping[str, Sequence[Alphabet]], Mapping[str, Sequence[Alphabet]]]:
    """Return the alphabets by the likeliest encoding of each, and by the others."""
    ways: tuple[dict[str, list[Alphabet]], dict[str, list[Alphabet]]] = {}, {}
    for languages, codes, encodings, letters, usual, never in table("languages/alphabets.csv"):
        alphabet = Alphabet(languages, frozenset(codes.split()), frozenset(letters), frozenset(usual), never)
        for place, encoding in enumerate(encodings.split()):
            ways[place > 0].setdefault(encoding, []).append(alphabet)
    return ways


def _readings(words: bytes, ways: Mapping[str, Sequence[Alphabet]]) -> dict[str, tuple[str, Alphabet]]:
    """Return what words may be, with the encoding and whose letters they then have."""
    found: dict[str, tuple[str, Alphabet]] = {}
    for encoding, alphabets in ways.items():
        try:
            text = words.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_mixed(text):
            continue
        letters, small = _letters(text), text.lower()
        for one in alphabets:
            usual = letters & one.usual or not one.usual
            if letters <= one.letters and usual and not (one.never and re.search(one.never, small)):
                found.setdefault(text, (encoding, one))
    return found


def _letters(text: str) -> set[str]:
    """Return the letters of a text beyond a to z, and signs that stand among them as if they were some."""
    small = f" {text.replace('İ', 'ı').lower()} "
    found = {sign for sign in small if not sign.isascii() and sign.isalpha() and sign not in BEHIND}
    return found.union(re.findall(AMONG, small))


def _is_mixed(text: str) -> bool:
    """Tell whether a capital follows a small letter, or stands before one amid a word, or a letter of another script.

    Of capitals those beyond A to Z: McDonald is one word.
    """
    for before, sign, behind in zip(text, text[1:], f"{text[2:]} ", strict=False):
        if sign.isascii() and before.isascii():
            continue
        if before.isalpha() and sign.isalpha() and (before < GREEK) != (sign < GREEK):
            return True
        if not sign.isascii() and sign.isupper() and (before.islower() or (before.isalpha() and behind.islower())):
            return True
    return False
