"""Which trends a piece of news speaks of: what its words weigh among the map's texts, and names that stand in it.

    score(item, trend) = sum over words w of place x idf(w) x f (k + 1) / (f + k (1 - b + b length / mean length))
                         + NAME x names of the trend, in the title twice

with f how often the trend's texts have the word, its name and summary more than others, and idf in units of a word that
one trend alone has (Okapi BM25: Robertson and Zaragoza 2009, The Probabilistic Relevance Framework). Proposed is a
trend from LEAST on that has nearly as much as the best; of a trend and its parts the parts, at most three. Every tie
says the words that made it, and waits for a person; a title that is but the name of a trend is tied to that. The
numbers were set on every second item of tests/data/labelled_items.csv and are tested on the others.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from ecomap.engine.businesses import closed
from ecomap.model.compiled import CompiledMap
from ecomap.model.written import folded
from ecomap.names import Names
from ecomap.results.logbook import Tie

MOST = 3  # trends that an item is tied to at most
LEAST, NEAR = 4.3, 0.95  # score from which a trend is proposed, and part of the best one's score that it must have
NAME, MOST_NAMES = 1.3, 3.0  # what a name in the text adds, in the title twice as much; and the most of them that count
IN_TITLE = 1.5  # how much more a word of the title counts
SATURATION, LENGTH = 1.2, 0.75  # k and b, the usual ones of the field
TOLD = 4  # words that are told of a tie
ENDINGS = ("ing", "ed", "er", "ly", "ation", "ment", "al")
"""English ones that are taken off where four letters stay: booked and booking are one word."""
STAYS = 4


class Matcher:
    """Finds the trends of a map that texts speak of."""

    def __init__(self, compiled: CompiledMap) -> None:
        self.compiled = compiled
        self._names = NameFinder(self._named())
        self._stems: dict[str, str] = {}
        trends, of = compiled.arrays.trends, closed(compiled.arrays.part_of)  # by trend: all that it is a part of
        self._wholes = {one: {trends[at] for at in row.nonzero()[0]} for one, row in zip(trends, of, strict=True)}

    def ties(self, title: str, text: str = "") -> tuple[Tie, ...]:
        """Return the trends that an item may speak of, the likeliest first, with the words that say so."""
        scores, said, names = self.weighed(title, text)
        least = max([LEAST, *(NEAR * score for score in scores.values())])
        likely = {trend for trend, score in scores.items() if score >= least}
        likely -= {whole for trend in likely for whole in self._wholes[trend]}
        if len(title.split()) <= LONGEST and (plain := Names.of(self.compiled).find("trend", title)):
            likely.add(plain)  # the title is its name, and nothing else
        ordered = sorted(likely, key=lambda trend: (-scores[trend], trend))[:MOST]
        return tuple(Tie(trend, tuple(names[trend]) or _heaviest(said[trend]) or (title,)) for trend in ordered)

    def weighed(
        self, title: str, text: str
    ) -> tuple[dict[str, float], dict[str, dict[str, float]], dict[str, dict[str, float]]]:
        """Return the score of each trend, what each word adds to it, and its names in the item."""
        scores, said = self._by_words(title, text)
        names: dict[str, dict[str, float]] = defaultdict(dict)
        for part, worth in ((title, 2.0), (text, 1.0)):
            for trend, written in self._names.found(part):
                names[trend].setdefault(written, worth)
        for trend, found in names.items():
            scores[trend] += NAME * min(sum(found.values()), MOST_NAMES)
        return scores, said, names

    def _by_words(self, title: str, text: str) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
        """Return the score of every trend by single words, and what each word adds to it."""
        scores: dict[str, float] = defaultdict(float)
        said: dict[str, dict[str, float]] = defaultdict(dict)
        seen: set[str] = set()
        for part, worth in ((title, IN_TITLE), (text, 1.0)):
            for word in WORD.findall(part):
                stem = self._stem(word)
                if not stem or stem in seen:
                    continue
                seen.add(stem)
                for trend, weight in self._weights.get(stem, ()):
                    scores[trend] += worth * weight
                    said[trend][word] = worth * weight
        return scores, said

    # --- what the map says

    def _named(self) -> Iterator[tuple[str, str]]:
        """Yield each trend with its names, and with how news name it."""
        for trend in self.compiled.trends:
            yield from ((trend.id, written) for written in (trend.name, *trend.aliases))
        for one in self.compiled.trend_words:
            yield from ((one.trend, written) for written in one.words)

    def _texts(self) -> Iterator[tuple[str, str, float]]:
        """Yield what the map says of each trend, and how much a word of it counts."""
        for trend in self.compiled.trends:
            yield trend.id, trend.name, 3.0
            yield trend.id, " ".join(trend.aliases), 2.0
            yield trend.id, trend.summary, 2.0
            yield trend.id, " ".join(f"{one.text} {one.mitigation}" for one in trend.challenges), 0.5
        for words in self.compiled.trend_words:
            yield words.trend, " ".join(words.words), 1.0
        for step in self.compiled.steps:
            yield step.trend, step.name, 1.0
            yield step.trend, step.text, 0.7
        for practice in self.compiled.practices:
            yield practice.trend, practice.at_home, 1.0
            yield practice.trend, f"{practice.adapt} {practice.benefit}", 0.7

    @cached_property
    def _weights(self) -> dict[str, list[tuple[str, float]]]:
        """By stem: the trends whose texts have it, and what it weighs for each."""
        texts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for trend, text, counts in self._texts():
            for word in WORD.findall(text):
                if stem := self._stem(word):
                    texts[trend][stem] += counts
        lengths = {trend: sum(found.values()) for trend, found in texts.items()}
        mean = sum(lengths.values()) / max(1, len(lengths))
        spread = Counter(stem for found in texts.values() for stem in found)
        weights: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for trend, found in texts.items():
            against = SATURATION * (1 - LENGTH + LENGTH * lengths[trend] / mean)
            for stem, often in found.items():
                rare = _rarity(spread[stem], len(texts)) / _rarity(1, len(texts))
                weights[stem].append((trend, rare * often * (SATURATION + 1) / (often + against)))
        return weights

    def _stem(self, word: str) -> str:
        """Return what a word has in common with its other forms; nothing for one of two small letters."""
        found = self._stems.get(word)
        if found is None:
            found = self._names.plain(word) if len(word) > 2 or word.isupper() else ""
            ending = next((end for end in ENDINGS if found.endswith(end) and len(found) - len(end) >= STAYS), "")
            found = self._stems[word] = found.removesuffix(ending).rstrip("e")
        return found


def _rarity(trends: int, of: int) -> float:
    return math.log(1 + (of - trends + 0.5) / (trends + 0.5))


def _heaviest(weights: dict[str, float]) -> tuple[str, ...]:
    return tuple(sorted(weights, key=lambda word: (-weights[word], word))[:TOLD])


# --- which names of trends stand in a text ----------------------------------------------------------------------


LONGEST = 6  # words that are looked at together: the longest name of any language has as many
CAPITALS = 4  # letters up to which a name in capitals (AI, AR, SEO) is one only in capitals: geo is no GEO
BEGINNING = 3  # letters by which words that go on are found
WORD = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """A word of a text or of a name."""

    said: str
    plain: str  # folded, in the singular


class Name(NamedTuple):
    """What may stand in a text for a trend."""

    trend: str
    words: tuple[Word, ...]
    open: tuple[bool, ...]  # of each word whether it goes on: ``Chatbot*``


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
        taken: list[tuple[int, int]] = []
        for start, end, name in sorted(self._hits(words), key=lambda hit: (hit[0] - hit[1], hit[0])):
            if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in taken):
                taken.append((start, end))
                yield name.trend, " ".join(word.said for word in words[start:end])

    def _hits(self, words: list[Word]) -> Iterator[tuple[int, int, Name]]:
        """Yield names, each with the places of its first word and of the word behind it."""
        for start, word in enumerate(words):
            joined = ""
            for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
                joined += words[end - 1].plain
                for name in self._whole.get(joined, ()):
                    if _capitals_agree(name, words[start:end]):
                        yield start, end, name
            for name in self._begun.get(word.plain[:BEGINNING], ()):
                end = start + len(name.words)
                if end <= len(words) and _begins(name, words[start:end]):
                    yield start, end, name

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
