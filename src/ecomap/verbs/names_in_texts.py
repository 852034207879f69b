"""Which names of trends stand in a text: whole words of any language, the longest first."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ecomap.model.written import folded

LONGEST = 6
"""Words that are looked at together: the longest name of any language has as many."""
CAPITALS = 4
"""Letters up to which a name in capitals (AI, AR, SEO) is one only in capitals: geo is no GEO."""
BEGINNING = 3
"""Letters by which words that go on are found."""
WORD = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """A word of a text or of a name."""

    said: str
    plain: str
    """Folded, in the singular."""


class Name(NamedTuple):
    """What may stand in a text for a trend."""

    trend: str
    words: tuple[Word, ...]
    open: tuple[bool, ...]
    """Of each word whether it goes on: ``Chatbot*``."""


class Hit(NamedTuple):
    """A name in a text, from one word to another."""

    start: int
    end: int
    name: Name


class NameFinder:
    """Finds names in texts."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take trends with their names; a * ends a word that goes on."""
        self._singular: dict[str, str] = {}
        self._whole: dict[str, list[Name]] = defaultdict(list)
        self._begun: dict[str, list[Name]] = defaultdict(list)
        for trend, written in names:
            name = self._name(trend, written)
            if any(name.open):
                self._begun[name.words[0].plain[:BEGINNING]].append(name)
            elif name.words:
                self._whole["".join(word.plain for word in name.words)].append(name)

    def _name(self, trend: str, written: str) -> Name:
        pieces = re.findall(r"[^\W_]+\*?", written)
        bare = [(piece.rstrip("*"), piece.endswith("*")) for piece in pieces]
        words = tuple(Word(said, folded(said) if goes_on else self.plain(said)) for said, goes_on in bare)
        return Name(trend, words, tuple(goes_on for _, goes_on in bare))

    def found(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield each trend with the words that name it; within longer names none."""
        words = [Word(said, self.plain(said)) for said in WORD.findall(text)]
        hits = sorted(self._hits(words), key=lambda hit: (hit.start - hit.end, hit.start))
        taken: list[tuple[int, int]] = []
        for hit in hits:
            inside = any(
                start <= hit.start and hit.end <= end and (start, end) != (hit.start, hit.end) for start, end in taken
            )
            if not inside:
                taken.append((hit.start, hit.end))
                yield hit.name.trend, " ".join(word.said for word in words[hit.start : hit.end])

    def _hits(self, words: list[Word]) -> Iterator[Hit]:
        for start, word in enumerate(words):
            joined = ""
            for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
                joined += words[end - 1].plain
                for name in self._whole.get(joined, ()):
                    if _capitals_agree(name, words[start:end]):
                        yield Hit(start, end, name)
            for name in self._begun.get(word.plain[:BEGINNING], ()):
                end = start + len(name.words)
                if end <= len(words) and _begins(name, words[start:end]):
                    yield Hit(start, end, name)

    def plain(self, said: str) -> str:
        """Return a word folded and in the singular; each different one is looked at once."""
        found = self._singular.get(said)
        if found is None:
            bare = folded(said)
            if len(bare) > 4 and bare.endswith("ies"):
                bare = f"{bare[:-3]}y"
            elif len(bare) > 3 and bare.endswith("s") and not bare.endswith(("ss", "us", "is")):
                bare = bare[:-1]
            found = self._singular[said] = bare
        return found


def _capitals_agree(name: Name, words: list[Word]) -> bool:
    """Tell whether a short name in capitals stands in capitals."""
    wanted = [word.said for word in name.words if word.said.isupper() and len(word.said) <= CAPITALS]
    if not wanted:
        return True
    there = {word.said.removesuffix("s") for word in words}
    return all(said in there for said in wanted)


def _begins(name: Name, words: list[Word]) -> bool:
    return all(
        folded(word.said).startswith(wanted.plain) if open_ else word.plain == wanted.plain
        for word, wanted, open_ in zip(words, name.words, name.open, strict=True)
    ) and _capitals_agree(name, words)
