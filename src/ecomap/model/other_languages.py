"""What things of the map are called in other languages, for a name that is none in English."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any

from ecomap.errors import near
from ecomap.model.written import PairsOfLetters, folded
from ecomap.places import table

NAMES = "languages/names.csv"  #: Names by kind and id, a column each language.
KINDS = ("trend", "activity", "trait", "practice", "skill", "goal", "firm")
"""What is understood by them; of firms the sectors: kinds of firm have words of their own in every language."""
HOMONYMS = "languages/homonyms.csv"
"""Words of trades that mean one firm in one language or mouth and another in another: ``cantina``."""
TRADES = "languages/trades.csv"
"""What firms do or sell where it is said alone and means one kind in that language: ``Sanitär``, ``haulage``."""
ENDINGS = "languages/endings.csv"  # ways to call a firm that mean the same around a word: ``Weinhandel``, ``Weinladen``
BARE = ("", "")  #: First of the ways around what is done: ``travaux de -``, of which the word alone says as much.
LEAST = 3  #: Letters of such a word, at least.
LONG, ENDS = 7, 2  #: A word of so many letters may end otherwise in so many.
INDUSTRIES = "industries.csv"
"""What lists of industries offer (Salesforce, LinkedIn, HubSpot, sections of NACE), with all that each covers."""
TITLES = "titles.csv"
"""What official classifications call their codes, folded, with what those mean; ``python -m research derive``."""
BEGUN, CUT_OFF = 12, 30
"""Letters of the beginning of a title, at least: of some whole words, or of what a list has cut off anywhere."""
NOT_THERE = "languages/not_there.csv"  #: Words that say of what follows that it is not there.
GOES_ON = "*"  #: Ends a word that goes on: ``Chatbot*``.
ENDING = 3  #: Letters that may end such a word where it is a name; with more it is another word that begins alike.


@cache
def foreign_names(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of each name of a kind, without regard to case and accents; two languages may mean two things."""
    found: dict[str, list[str]] = {}
    for of, id, *names in table(NAMES):
        for name in dict.fromkeys(map(folded, names if of == ("sector" if kind == "firm" else kind) else ())):
            found.setdefault(name, []).append(id)
    if kind == "firm":
        said = ((word, id) for id, *cells in table(TRADES) for cell in cells for word in cell.split("|") if word)
        found |= {folded(word): [id] for word, id in said}
        found |= {folded(word): means.split() for word, means in table(HOMONYMS)}
    return {name: tuple(ids) for name, ids in found.items()}


def named_abroad(kind: str, text: str) -> tuple[str, ...]:
    """Return the ids of what is called so in another language, or by a list of industries."""
    found = foreign_names(kind).get(folded(text), ()) if kind in KINDS else ()
    if found or kind != "firm":
        return found
    if (listed := covered_by(text)) is not None:
        return listed
    works = (foreign_names(kind).get(word, ()) for group, word in _around(text) if group[0] == BARE)
    return next(filter(None, works), ())


def begun(text: str) -> set[tuple[str, str]]:
    """Return kind and id of what has words in another language that begin like these: prenotazione, Prenotazioni."""
    words = [f" {word[:-ENDS] if len(word) >= LONG else word}" for word in folded(text).split()]
    if not words or min(map(len, words)) <= LEAST:
        return set()
    names = ((kind, name, ids) for kind in KINDS if kind != "firm" for name, ids in foreign_names(kind).items())
    return {(kind, id) for kind, name, ids in names if all(word in f" {name}" for word in words) for id in ids}


def said_alike(firm: str) -> Iterator[str]:
    """Yield what a firm may be called as well, where the word for its kind stands around another: Weinhandel."""
    if "(" in firm:
        yield folded(re.sub(r" ?[(][^)0-9]*[)]", "", firm))
    yield from (ahead + word + after for group, word in _around(firm) for ahead, after in group)


def _around(firm: str) -> Iterator[tuple[list[tuple[str, str]], str]]:
    """Yield each group of ways of which one stands around a word, with that word."""
    bare, (ways, befores, behinds) = folded(firm), _ways()
    for group in ways if bare.startswith(befores) or bare.endswith(behinds) else ():
        for before, behind in group:
            word = bare[len(before) : len(bare) - len(behind)]
            if len(word) >= LEAST and before + behind and bare == before + word + behind:
                yield group, word


@cache
def _ways() -> tuple[list[list[tuple[str, str]]], tuple[str, ...], tuple[str, ...]]:
    """Return what may stand before and behind a word in each group of ways that mean the same, and all of each."""
    rows = [[one.split("-") for one in ways.split("|")] for _, ways in table(ENDINGS)]
    found = [[(folded(f"{before}x")[:-1], folded(f"x{behind}")[1:]) for before, behind in ways] for ways in rows]
    befores, behinds = zip(*chain.from_iterable(found), strict=True)
    return found, tuple(filter(None, befores)), tuple(filter(None, behinds))


def absent(text: str) -> str:
    """Return what a text says is not there, Webshop of kein Webshop, if anything; a no-code is a name."""
    said = folded(text).strip()
    word = max((one for one in _nots() if said.startswith(one)), key=len, default="")
    return said.removeprefix(word) if word and "-" not in text.split(maxsplit=1)[0] else ""


@cache
def _nots() -> tuple[str, ...]:
    words = (folded(word) for _, word in table(NOT_THERE))
    return tuple(word if word.endswith("'") else f"{word} " for word in words)


def covered_by(industry: str) -> tuple[str, ...] | None:
    """Return the ids that an industry of a list or an official title covers: none where the map has no such.

    None where no list has it; the beginning of titles that all mean one thing is as good as one.
    """
    if (found := _industries().get(_bare(industry))) is not None:
        return found
    said, (titles, meanings) = folded(industry), _titles()
    first, behind = bisect_left(titles, said), bisect_left(titles, f"{said}\uffff")
    if said in titles[first : first + 1]:
        return meanings[first]
    if len(said) < CUT_OFF and (len(said) < BEGUN or " " not in said):
        return None
    begun = [at for at in range(first, behind) if len(said) >= CUT_OFF or not titles[at][len(said)].isalnum()]
    meant = {meanings[at] for at in begun}
    return meant.pop() if len(meant) == 1 else None


@cache
def _titles() -> tuple[list[str], list[tuple[str, ...]]]:
    """Return official titles, folded and in order, and the ids that each covers."""
    rows = table(TITLES)
    return [title for title, _ in rows], [tuple(means.split()) for _, means in rows]


@cache
def _industries() -> Mapping[str, tuple[str, ...]]:
    rows = [(names, tuple(means.split())) for names, means in table(INDUSTRIES)]
    return {_bare(name): means for names, means in rows for name in names.split("|")}


def _bare(industry: str) -> str:
    """Return the words of an industry: AIRLINES_AVIATION and Airlines and Aviation industry are Airlines/Aviation."""
    words = [word for word in re.split(r"[\W_]+", folded(industry)) if word not in ("", "and")]
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in ("industry", "industries", "sector") else words)


def nearly_industries(kind: str, text: str) -> list[str]:
    """Return the industries of lists that are so like a text for a firm that one was probably meant: manufactring."""
    return near(said, _pairs_of_industries().shared(said)) if kind == "firm" and (said := _bare(text)) else []


@cache
def _pairs_of_industries() -> PairsOfLetters:
    return PairsOfLetters(_industries())


def nearly_named_abroad(kind: str, text: str) -> Iterator[str]:
    """Yield the ids of what may be meant: what is called so in two languages, or nearly so."""
    if kind in KINDS:
        yield from named_abroad(kind, text)
        yield from (id for name in near(folded(text), foreign_names(kind)) for id in foreign_names(kind)[name])


class NewsWords:
    """The words by which news of any language name trends: brands and everyday words, ChatGPT and Kassensystem."""

    def __init__(self, ecosystem: Any) -> None:
        self._whole: dict[str, list[str]] = {}
        self._stems: dict[str, list[str]] = {}
        known = getattr(ecosystem, "trend_words", None)
        for trend, words in known if known is not None else ((one.id, one.words) for one in ecosystem.trends):
            for word in words:
                named = self._stems if word.endswith(GOES_ON) else self._whole
                named.setdefault(_gapless(word.rstrip(GOES_ON)), []).append(trend)

    def named(self, text: str, *, ending: int | None = ENDING) -> list[str]:
        """Return the trends of which a text is such a word, with so many letters more where the word goes on."""
        bare = _gapless(text)
        least = 1 if ending is None else max(1, len(bare) - ending)
        begun = (trend for end in range(least, len(bare) + 1) for trend in self._stems.get(bare[:end], ()))
        return list(dict.fromkeys((*self._whole.get(bare, ()), *begun)))


def _gapless(text: str) -> str:
    return folded(text).replace(" ", "")
