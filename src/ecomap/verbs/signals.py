"""Which trends a piece of news speaks of: whole words of their names in it, scored simply, precision before recall.

A word of the title counts 2, of the rest 1; one that many trends' texts use, or the name of a platform, half of that. A
trend is proposed from 1 on, if it has at least half of what the best has; of the same words only the longest count, of
a trend and its parts the parts. At most three, the best first.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ecomap.model.written import folded
from ecomap.results.logbook import Tie

if TYPE_CHECKING:
    from ecomap.model.compiled import CompiledMap

MOST = 3
"""Trends that an item is tied to at most."""
LEAST, NEAR = 1.0, 0.5
"""Score from which a trend is proposed, and part of the best one's score that it must have."""
IN_TITLE, IN_TEXT, WEAK = 2.0, 1.0, 0.5
LONGEST = 6
"""Words that are looked at together: the longest name of any language has as many."""
CAPITALS = 4
"""Letters up to which a name in capitals (AI, AR, SEO) is one only in capitals: geo is no GEO."""
COMMON = 4
"""Trends whose texts use a single word, from which it is common: reels, ratings, composites are not, dashboards are."""
BEGINNING = 3
"""Letters by which words that go on are found."""
WORD = re.compile(r"[^\W_]+", re.UNICODE)


class Word(NamedTuple):
    """A word of a text or of a name."""

    said: str
    plain: str
    """Folded, in the singular."""


class Name(NamedTuple):
    """What may stand in a text for a trend."""

    trend: str
    words: tuple[Word, ...]
    weight: float
    open: tuple[bool, ...]
    """Of each word whether it goes on: ``Chatbot*``."""


class Hit(NamedTuple):
    """A name in a text, from one word to another."""

    start: int
    end: int
    name: Name


class Matcher:
    """Finds the trends of a map in texts."""

    def __init__(self, compiled: "CompiledMap") -> None:
        self.compiled = compiled
        self._singular: dict[str, str] = {}
        self._whole: dict[str, list[Name]] = defaultdict(list)
        self._begun: dict[str, list[Name]] = defaultdict(list)
        for trend, written, weight in self._named():
            name = self._name(trend, written, weight)
            if any(name.open):
                self._begun[name.words[0].plain[:BEGINNING]].append(name)
            else:
                self._whole["".join(word.plain for word in name.words)].append(name)

    def ties(self, title: str, text: str = "") -> tuple[Tie, ...]:
        """Return the trends that an item may speak of, with the words that say so."""
        scores: dict[str, float] = defaultdict(float)
        said: dict[str, list[str]] = defaultdict(list)
        for part, counts in ((title, IN_TITLE), (text, IN_TEXT)):
            for trend, written, weight in self._found(part):
                if written not in said[trend]:
                    said[trend].append(written)
                    scores[trend] += counts * weight
        best = max(scores.values(), default=0.0)
        likely = [trend for trend, score in scores.items() if score >= max(LEAST, NEAR * best)]
        wholes = {whole for trend in likely for whole in self._wholes[trend]}
        ordered = sorted(set(likely) - wholes, key=lambda trend: (-scores[trend], trend))
        return tuple(Tie(trend, tuple(said[trend])) for trend in ordered[:MOST])

    # --- names

    def _named(self) -> Iterator[tuple[str, str, float]]:
        compiled = self.compiled
        for trend in compiled.trends:
            for written in (trend.name, *trend.aliases):
                yield trend.id, written, self._weight(written)
        for one in compiled.book.trend_words:
            for written in one.words:
                yield one.trend, written, 1.0
        kinds = {kind.id: kind.trends for kind in compiled.book.platform_kinds}
        for platform in compiled.book.platforms:
            for carried in kinds.get(platform.kind, ()):
                yield carried, platform.name, WEAK

    def _weight(self, written: str) -> float:
        """Return 1, or half for a single word that many trends' texts use."""
        words = WORD.findall(written)
        if len(words) > 1 or not words:
            return 1.0
        return WEAK if self._uses[self._plain(words[0])] >= COMMON else 1.0

    @cached_property
    def _uses(self) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for trend in self.compiled.trends:
            for word in {self._plain(word) for word in WORD.findall(trend.summary)}:
                found[word] += 1
        return found

    @cached_property
    def _wholes(self) -> dict[str, set[str]]:
        """By trend: all that it is a part of."""
        parts = {trend.id: set(trend.part_of) for trend in self.compiled.trends}
        for _ in range(len(parts)):
            more = {trend: whole.union(*(parts[one] for one in whole)) for trend, whole in parts.items()}
            if more == parts:
                break
            parts = more
        return parts

    def _name(self, trend: str, written: str, weight: float) -> Name:
        pieces = re.findall(r"[^\W_]+\*?", written)
        words = tuple(Word(piece.rstrip("*"), self._plain(piece.rstrip("*"))) for piece in pieces)
        ends = tuple(piece.endswith("*") for piece in pieces)
        words = tuple(
            word._replace(plain=folded(word.said)) if end else word for word, end in zip(words, ends, strict=True)
        )
        return Name(trend, words, weight, ends)

    # --- texts

    def _found(self, text: str) -> Iterator[tuple[str, str, float]]:
        """Yield each trend with the words that name it and their weight; within longer names none."""
        words = [Word(said, self._plain(said)) for said in WORD.findall(text)]
        hits = sorted(self._hits(words), key=lambda hit: (hit.start - hit.end, hit.start))
        taken: list[tuple[int, int]] = []
        for hit in hits:
            inside = any(
                start <= hit.start and hit.end <= end and (start, end) != (hit.start, hit.end) for start, end in taken
            )
            if not inside:
                taken.append((hit.start, hit.end))
                yield hit.name.trend, " ".join(word.said for word in words[hit.start : hit.end]), hit.name.weight

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

    def _plain(self, said: str) -> str:
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
