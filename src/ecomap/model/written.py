"""What stands in a file, as it was written, and texts compared the way people mean them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from ecomap.safe import unaccented

NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*|(?=\.))(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")
ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,63}$"


class Scalar(str):
    """The source text of one YAML or CSV value, where it stood, and whether it stood in quotes."""

    __slots__ = ("column", "end", "line", "start", "style")
    line: int
    column: int  #: Counted from 1, as the line.
    style: str  #: The sign before it where it is no plain text: a quote, or that of a block.
    start: int
    end: int  #: Where in the file it begins and ends, in characters.

    def __new__(
        cls, text: str, line: int = 0, column: int = 0, *, quoted: bool = False, style: str = "", start: int = 0,
        end: int = 0,
    ) -> "Scalar":  # fmt: skip
        """Keep the text with its place and how it was written."""
        scalar = super().__new__(cls, text)
        scalar.line, scalar.column, scalar.style = line, column, style or ('"' if quoted else "")
        scalar.start, scalar.end = start, end
        return scalar

    @property
    def quoted(self) -> bool:
        """Whether it stood in quotes, or in a block of text."""
        return bool(self.style)


def folded(text: str) -> str:
    """Return a text without regard to case, accents, and hyphen, space or underscore."""
    plain = text if text.isascii() else unaccented(unicodedata.normalize("NFKD", text))
    plain = plain.casefold()
    return " ".join(plain.replace("-", " ").replace("_", " ").split())


def other_numbers(bare: str) -> Iterator[str]:
    """Yield the plural of a folded name, and what it may be the plural of."""
    yield _plural(bare)
    yield from (form for form in (bare[:-1], bare[:-2], f"{bare[:-3]}y") if form and _plural(form) == bare)


def parts(bare: str) -> Iterator[str]:
    """Yield what a folded name of some words may end in or hold: the longest first, of these the last, then a compound.

    Of "vegan city bakery" first "city bakery"; of "biobackerei" what is behind each letter.
    """
    words = bare.split()[:WORDS]
    for length in range(len(words) - 1, 0, -1):
        yield from (" ".join(words[at : at + length]) for at in range(len(words) - length, -1, -1))
    yield from (word[at:] for word in words[-1:] for at in range(LETTERS - 2, len(word) - LETTERS + 1))


def _plural(name: str) -> str:
    if re.search(r"[^aeiou]y$", name):
        return f"{name[:-1]}ies"
    return f"{name}es" if re.search(r"(s|x|ch|sh)$", name) else f"{name}s"


def gapless(name: str) -> str:
    """Return a name without gaps, the 's of butcher's shop and what makes a Bäcker*in or avocat·e of one sex."""
    return OTHER_SEX.sub("", re.sub(r"['\u2019]s?(?=\s|$)|\s", "", name))


OTHER_SEX = re.compile(
    r"(?<=[^\W\d_]{3})[*:/(|.\u00b7\u2022]+(?:in|innen|e|ne|ere|se|euse|t?rice|a|o|as|os|i|ra|ka|ster)(?:[.\u00b7]?s)?\)?$"
)
"""The ending of the other sex behind a sign, folded: Friseur:in, coiffeur·se, boulanger(ère), fryzjer/ka."""


def ascii_umlauts(bare: str) -> str:
    """Return a folded name with its umlauts as accents leave them: a Baeckerei of capitals is a Bäckerei."""
    return re.sub("(?<=[aou])e", "", bare)


LETTERS = 5  # of a part that is looked for: which so many occur is known at once
WORDS = 6  # of a name in whose parts a name is looked for
AN_ENDING = re.compile(r"\w{0,2}(?:ing|ation|ment)s?")  # inside a word it says nothing: the dings of buildings


def sought(word: str, *, inside: bool) -> re.Pattern[str]:
    """Return a pattern that finds a folded word where words begin, or inside them too where it is no mere ending."""
    begins = "" if inside and not AN_ENDING.fullmatch(word) else r"(?<!\w)"
    return re.compile(begins + re.escape(word))


SHARED = 3  # what is near shares at least one in so many of a text's pairs of letters: bakry and bakery three of four


class PairsOfLetters:
    """Names by their pairs of letters: those that share a third of a text's are few, and no other can be near."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, list[str]] = {}
        for name in names:
            for pair in _pairs(name):
                self._names.setdefault(pair, []).append(name)

    def shared(self, bare: str) -> list[str]:
        """Return the names that share a third of the pairs of letters of a text."""
        pairs = _pairs(bare)
        shared = Counter(name for pair in pairs for name in self._names.get(pair, ()))
        return [name for name, count in shared.items() if SHARED * count >= len(pairs)]


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(max(1, len(text) - 1))}


class Occurring:
    """Parts of words that occur in some texts; every word is kept once, and nearly nothing looked for that does not."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words = "\n".join(dict.fromkeys(word for text in texts for word in text.split()))
        self._known = set(_pieces(self._words))

    def __contains__(self, part: str) -> bool:
        return self._known.issuperset(_pieces(part)) and part in self._words


def _pieces(text: str) -> Iterator[str]:
    return (text[at : at + LETTERS] for at in range(len(text) - LETTERS + 1))
