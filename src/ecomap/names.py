"""What a name means: id, name, alias, plural, code or former id in; the id of now out, or what comes near."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Any, ClassVar

from ecomap.errors import MOST, UnknownNameError, did_you_mean, near
from ecomap.model.other_languages import (
    NewsWords,
    absent,
    begun,
    covered_by,
    foreign_names,
    named_abroad,
    nearly_industries,
    nearly_named_abroad,
    said_alike,
)  # fmt: skip
from ecomap.model.things import MapThing, spellings
from ecomap.model.written import Occurring, PairsOfLetters, ascii_umlauts, folded, gapless, other_numbers, parts, sought

if TYPE_CHECKING:
    from ecomap.code_meanings import CodeMeanings
    from ecomap.results.search import Match

LISTS = {"sector": "sectors", "kind": "kinds", "firm": "sectors", "trend": "trends", "activity": "activities",
         "trait": "traits", "goal": "goals", "area": "areas", "skill": "skills", "platform": "platforms",
         "practice": "practices", "channel": "channels"}  # fmt: skip
"""Where a map keeps what is named; a firm is a kind or a sector."""
SAID = ("activity", "trait", "goal", "skill", "trend", "platform", "firm")  # what a business names
FIRM = ("sector", "kind")  # what a business can be made of
LOOK = {  # where to look for a name that is like none
    "firm": "All of them: ecomap map search isic",
    "trend": "Look for a word of it, like: ecomap map search payment",
    "practice": "Those for a firm: ecomap benchmark bakery",
    "platform": "Look for what it does, like: ecomap map search booking",
}
NOT_IN_USE = ("risk", "regulation")  # kinds of trend that nobody uses
IN_THE_TEXT = 2  # place of a hit that is in what is told of a thing only: half of all platforms take payments
BY_NAME = ("kind", "platform", "channel")  # found by what they and their makers are called, not by what is told
CODED = re.compile(r"\d|(?<!\w)[A-Za-z](?!\w)")  # what may be a code, or number an answer: digits, or a lone letter
TELLING = re.compile(r"(?!(?:and|con|dei|del|der|des|die|for|fur|les|met|oraz|per|pour|the|und|van)$)[^\W\d_]{3,}")
LONGEST, SHOWN, FEW = 1_000, 60, 6  # letters of what can be a name, and told of a longer text; matches that are told
BOTH = re.compile(" ?/ ?| (?:und|oder|ou|et|or|o|y|e|i|lub|en|of) ")  # between two names: avocat ou avocate


class Names:
    """Understands names by one map: takes a text as somebody wrote it, returns an id of the map.

    `UnknownNameError` tells what was probably meant; no case, accent, hyphen or plural matters.
    """

    _kept: ClassVar[list["Names"]] = []

    def __init__(self, ecosystem: Any) -> None:
        self.ecosystem, self._ids = ecosystem, dict[str, frozenset[str]]()
        self._named, self._gapless = dict[str, dict[str, str]](), dict[str, dict[str, str]]()
        self._pairs, self._searched_in = dict[str, PairsOfLetters](), dict[str, Occurring]()

    @classmethod
    def of(cls, ecosystem: Any) -> "Names":
        """Return the names of a map; those of the last few maps are kept, since many names are asked for in turn."""
        for names in cls._kept:
            if names.ecosystem is ecosystem:
                return names
        cls._kept = [cls(ecosystem), *cls._kept[:3]]
        return cls._kept[0]

    def known(self, kind: str, text: str) -> str:
        """Return the id of the thing of a kind, trend, use, activity, goal, country ..., that a text names.

        Of a sector also what its code lies in; of a kind of firm the first that it is made of.
        """
        if kind in ("use", "country"):
            return self.use(text) if kind == "use" else self.country(text)
        if (found := self.find(kind, text)) is None:
            raise self.unknown(kind, text)
        return found

    def use(self, text: str) -> str:
        """Return the trend that a text names, one that a firm can use."""
        found = self.known("trend", text)
        if self.is_threat(found):
            told = f'"{found}" is a threat, nothing that a firm uses.'
            raise UnknownNameError("trend", text, (), message=told, way_out="Leave it out.")
        return found

    def is_threat(self, trend: str) -> bool:
        """Say whether a trend, by its id, is something that happens to a firm."""
        return bool(self.ecosystem.trend_by_id[trend].role == "risk")

    def trend_or_sector(self, text: str) -> str:
        """Return the trend or sector that a text names."""
        kinds = ("sector", "trend") if self.has_id("sector", text) else ("trend", "sector")
        found = self.find(kinds[0], text) or self.find(kinds[1], text)  # an id is an id, whatever has it as a word
        if found is None:
            raise UnknownNameError("trend or sector", text, [*self.ecosystem.trend_by_id, *self.named("sector")])
        return found

    def carriers(self, text: str) -> tuple[tuple[str, ...], ...]:
        """Return what a text may mean: a platform, or all platforms of an owner group; Uber is the name of both."""
        found = self.find("platform", text)
        owner = dict(spellings(self.ecosystem.platform_owners)).get(folded(text))
        owned = tuple(one.id for one in self.ecosystem.platforms if one.owner == owner)
        readings = tuple(reading for reading in (() if found is None else (found,), owned) if reading)
        if not readings:
            raise self.unknown("platform", text)
        return readings

    def country(self, text: str) -> str:
        """Return the two capital letters of a country, from these or from its name."""
        return next(iter(self.countries(text, most=1)))

    def countries(self, text: str, most: float = inf) -> tuple[str, ...]:
        """Return the two capital letters of each country that a text says: IT, PL."""
        from ecomap.model.countries import countries_said, unknown_country

        named = {folded(country.name): country.id.upper() for country in self.ecosystem.countries}
        found = countries_said(text, named)
        if (known := tuple(filter(None, found))) == found and len(known) <= most:
            return known
        raise unknown_country(text, found, named)

    def find(self, kind: str, text: str) -> str | None:
        """Return the id that a text names, None where it names nothing or more than one thing."""
        if len(text) > LONGEST:
            return None
        if kind == "sector":
            return self.first_sector(self.find("firm", text))
        if kind == "firm" and (sector := self._own_words.get(folded(text))) is not None:
            return sector
        found = self._called(kind, text)
        if found is None and (retired := self.retired(kind, text)) is not None:
            meaning: str | None = retired.meaning
            return meaning
        if found is None and kind == "firm" and CODED.search(text) and (code := self._code_meanings.find(text)):
            return code
        else_named = [] if found else self._named_else(kind, text)
        return else_named[0] if len(else_named) == 1 else found

    def _named_else(self, kind: str, text: str) -> list[str]:
        """Return ids by other languages, else by news, or of firms by another ending or what both sexes are called."""
        abroad = self._in_this_map(kind, named_abroad(kind, text))
        if abroad or kind != "firm":
            return abroad or (self._news.named(text) if kind == "trend" else [])
        alike = dict.fromkeys(filter(None, (self._called(kind, one) for one in said_alike(text))))
        both = {self._called(kind, one) for one in BOTH.split(text)}
        return [*alike] or [id for id in both if id and len(both) == 1]

    @cached_property
    def _news(self) -> NewsWords:
        return NewsWords(self.ecosystem)

    def _in_this_map(self, kind: str, ids: Iterable[str]) -> list[str]:
        return [id for id in dict.fromkeys(ids) if self.has_id(kind, id)]

    def _called(self, kind: str, text: str) -> str | None:
        """Return what is called so, in the singular or plural, with other gaps or none."""
        named, bare = self.named(kind), folded(text)
        found = next((named[form] for form in (bare, *other_numbers(bare)) if form in named), None)
        ways = (gapless(bare), gapless(ascii_umlauts(bare)))
        return found or next((id for way in ways if (id := self._joined(kind).get(way))), None)

    def first_sector(self, firm: str | None) -> str | None:
        """Return the sector that a kind of firm is made of most; a sector is itself."""
        if firm is None or firm in self.ecosystem.sector_by_id:
            return firm
        shares: Mapping[str, float] = self.kinds[firm].sectors
        return max(shares, key=lambda sector: shares[sector])

    @cached_property
    def kinds(self) -> Mapping[str, Any]:
        """Kinds of firm by id."""
        return {kind.id: kind for kind in self.ecosystem.kinds}

    @cached_property
    def _called_kinds(self) -> dict[str, str]:
        """Everything that kinds of firm are called, folded, a line each."""
        return {one.id: one.called for one in self.ecosystem.kind_names}

    def several(self, kind: str, text: str) -> list[str]:
        """Return the names in a text between which there are signs; none where any part is no name of the kind."""
        from ecomap.code_meanings import listed

        some = [name.strip() for piece in text.split(";") for name in listed(piece) if name.strip()]
        return some if all(self.find(kind, name) and not name.endswith("-") for name in some) else []

    def unknown(self, kind: str, text: str) -> UnknownNameError:
        """Return why a text names nothing of a kind, and the way out."""
        kind, called = ("firm", "sector") if kind in ("firm", "sector") else (kind, kind)
        if len(text) > LONGEST:
            message = f'"{text[:SHOWN]} ..." is no name: it has {len(text):,} characters.'
            return UnknownNameError(called, text, (), message=message, way_out="Write its name alone.")
        retired, named = self.retired(kind, text), self._done_or_named if kind == "firm" else self.named(kind)
        if retired is not None:
            nearest = f"Name the {called} that comes nearest. {LOOK.get(kind, '')}".rstrip()
            said = f'"{text}" is withdrawn: {retired.reason}.'
            return UnknownNameError(called, text, (), message=said, way_out=nearest)
        if kind == "firm" and (_is_code(text) or covered_by(text) is not None):
            return self._code_meanings.unknown(text)
        if len(some := self.several(kind, text)) > 1:
            quoted = ", ".join(f'"{name}"' for name in some)
            return UnknownNameError(called, text, (), way_out=f"Say each by itself: {quoted}.")
        abroad = self._named_else(kind, text)  # more than one thing, else it is known
        other = "" if abroad else self._of_other_kind(kind, text)
        if kind not in self._pairs:
            self._pairs[kind] = PairsOfLetters(named)
        likely: dict[str, str] = {}  # of each thing the likeliest name, or its id where that is likely too
        for name in [] if abroad or other else near(folded(text), self._pairs[kind].shared(folded(text))):
            id = named[name]
            likely[id] = id if name == folded(id) else likely.get(id, name)
        if not (abroad or other or likely):
            begun = self._news.named(text, ending=None) if kind == "trend" else ()
            abroad = self._in_this_map(kind, (*begun, *nearly_named_abroad(kind, text)))
        message = f'no such kind of firm "{text}".' if kind == "firm" else ""
        if not likely and (way_out := did_you_mean(abroad) or other or did_you_mean(nearly_industries(kind, text))):
            return UnknownNameError(called, text, (), message=message, way_out=way_out)
        if kind == "practice" and not likely:  # there is no search for them
            words = folded(text).split()
            other = did_you_mean([*{id: 0 for name, id in named.items() if all(word in name for word in words)}])
        many = kind in LOOK
        known = [*likely.values()][:MOST] if many else [item.id for item in getattr(self.ecosystem, LISTS[kind])]
        way_out = other or (did_you_mean(known) or self.where_to_look(kind, text) if many else "")
        return UnknownNameError(called, text, known, message=message, way_out=way_out)

    def _of_other_kind(self, kind: str, text: str) -> str:
        """Return in which field of a business a name stands that means nothing of a kind."""
        if kind != "firm" and absent(text):
            return "Leave out what is not there."
        said = SAID if kind in SAID and not text.strip().isdecimal() else ()  # a number is no name: "2" is a code, too
        found = next((other for other in said if other != kind and self.find(other, text)), "")
        return found and f"It belongs in {'adopted: it is a trend' if found == 'trend' else LISTS[found]}."

    def where_to_look(self, kind: str, text: str) -> str:
        """Return what part of it names a kind of firm, else the search for the first word that occurs, or for all."""
        held = parts(folded(text)) if kind == "firm" else ()
        if part := next((part for part in held if self._called(kind, part) in self.kinds), ""):
            return did_you_mean([part])
        if kind not in self._searched_in:  # in what a search finds words of it
            found = ((one, texts[:IN_THE_TEXT] if one.kind in BY_NAME else texts) for one, texts, _ in self._searched)
            self._searched_in[kind] = Occurring(text for one, texts in found if self._is(one, kind) for text in texts)
        words = (word for word in folded(text).split() if TELLING.fullmatch(word) and word in self._searched_in[kind])
        return next((f"See: ecomap map search {word}" for word in words), LOOK.get(kind, ""))

    def named(self, kind: str) -> Mapping[str, str]:
        """Return every folded id, name, short name and alias of a kind with its id; ids before names before aliases.

        Of firms, what a sector is called by comes first, then kinds, then the aliases of sectors.
        """
        if kind not in self._named:  # a ranking reads no platforms
            found = dict(spellings(getattr(self.ecosystem, LISTS[kind])))
            if kind == "firm":
                found |= {word: id for id, called in self._called_kinds.items() for word in called.split("\n")}
                found |= self._own_words
            self._named[kind] = found
        return self._named[kind]

    @cached_property
    def _own_words(self) -> dict[str, str]:
        """What sectors are called by, aliases left out."""
        return {folded(word): one.id for one in self.ecosystem.sectors for word in (one.short, one.name, one.id)}

    def was_sector(self, text: str) -> str | None:
        """Return the sector that an everyday word meant before it meant a kind of firm; None where it still does."""
        return self._called("sector", text) if self.find("firm", text) in self.kinds else None

    def _joined(self, kind: str) -> Mapping[str, str]:
        """Return names without their gaps and endings of one of two sexes, where they then name one thing."""
        if kind not in self._gapless:
            self._gapless[kind] = {gapless(name): id for name, id in self.named(kind).items()}
        return self._gapless[kind]

    @cached_property
    def _done_or_named(self) -> Mapping[str, str]:
        """Names of firms and, in any language, what these do or sell: what may have been meant by what is like it."""
        done = ((word, self._in_this_map("firm", ids)) for word, ids in foreign_names("firm").items())
        return {word: " ".join(ids) for word, ids in done if ids} | dict(self.named("firm"))

    def ids(self, kind: str) -> frozenset[str]:
        """Return all ids of a kind; of firms those of sectors."""
        if kind not in self._ids:
            self._ids[kind] = frozenset(one.id for one in getattr(self.ecosystem, LISTS[kind]))
        return self._ids[kind]

    def has_id(self, kind: str, text: str) -> bool:
        """Tell whether the map has this very id, among those of a kind."""
        return self.named(kind).get(folded(text)) == text

    def retired(self, kind: str, text: str) -> Any:
        """Return what became of what a text names, None where the name is in use or unknown."""
        bare = folded(text)
        if bare in self.named(kind):
            return None
        found = self._retired.get((LISTS[kind], bare))
        return found or (self._retired.get(("kinds", bare)) if kind == "firm" else None)

    @cached_property
    def _retired(self) -> dict[tuple[str, str], Any]:
        return {(item.kind, folded(item.id)): item for item in self.ecosystem.retired}

    @cached_property
    def _code_meanings(self) -> "CodeMeanings":
        from ecomap.code_meanings import CodeMeanings

        return CodeMeanings(self.ecosystem, self)

    def coded(self, text: str) -> "tuple[Match, ...]":
        """Return what an official code may mean, with the way to write it so that it means that."""
        return self._code_meanings.matches(text) if _is_code(text) else ()

    @cached_property
    def _searched(self) -> "list[tuple[MapThing, tuple[str, str, str], str]]":
        """All that is found by words, with its id and name, its aliases and its text, folded, and these as one."""
        return [(one, texts, " ".join(texts)) for one in self.ecosystem.things for texts in [self._texts(one)]]

    def search(self, words: str) -> list[MapThing]:
        """Return what has every word: where words begin, then inside; in the name, then elsewhere; duties last."""
        wanted = folded(words).split()
        placed = (
            (thing.kind == "duty", *place, thing.id, thing)
            for thing, texts, whole in (self._searched if len(words) <= LONGEST else ())
            if all(word in whole for word in wanted)
            for place in _places(texts, wanted) if place[1] < IN_THE_TEXT or thing.kind not in BY_NAME
        )  # fmt: skip
        return [*{(item[4].kind, item[3]): item[4] for item in sorted(placed, key=lambda item: item[:4])}.values()]

    def looked_for(self, words: str) -> "tuple[Match, ...]":
        """Return what the words name, though it may not have them (a code, ChatGPT), then what has them."""
        having, whole = self.search(words), f" {folded(words)} "
        plain = any(whole in f" {folded(thing.name)} " for thing in having)  # all other names take longer to look up
        meant = [("trend", self._news.named(words))] if plain else [(kind, [self.find(kind, words)]) for kind in SAID]
        named = [(kind, ids[0]) for kind, ids in meant if len(ids) == 1 and ids[0] is not None]
        first = [one for one, *_ in self._searched if any(one.id == id and self._is(one, kind) for kind, id in named)]
        abroad = set() if plain else begun(words)
        found = [*first, *having, *(one for one, *_ in self._searched if (one.kind, one.id) in abroad)]
        return self.coded(words) or tuple(map(self._match, {(one.kind, one.id): one for one in found}.values()))

    def likely(self, kind: str, text: str) -> "list[Match]":
        """Return what has these words: where they begin words of a name, else within one, else anywhere.

        The kind ``use`` means trends that a firm can use; of firms a sector gives way to kinds by its own words only.
        """
        wanted = folded(text).split()
        found = [thing for thing in self.search(text) if self._is(thing, kind)]
        if any(thing.kind == "kind" for thing in found):
            found = [thing for thing in found if thing.kind == "kind" or any(_places(thing.folded[:1], wanted))]
        called = {thing.id: " ".join(("", *" ".join(self._texts(thing)[:IN_THE_TEXT]).split())) for thing in found}
        starts = [thing for thing in found if all(f" {word}" in called[thing.id] for word in wanted)]
        named = [thing for thing in found if all(word in called[thing.id] for word in wanted)]
        return [*map(self._match, starts or named or found)]

    def _texts(self, thing: MapThing) -> tuple[str, str, str]:
        """Return id and name, aliases, and text of a thing, folded; kinds keep what they are called elsewhere."""
        said, aliases, text = thing.folded
        return said, self._called_kinds[thing.id] if thing.kind == "kind" else aliases, text

    def _match(self, thing: MapThing) -> "Match":
        from ecomap.results.search import Match

        words = (one.words for one in self.ecosystem.kind_words if one.id == thing.id) if thing.kind == "kind" else ()
        return Match(thing.kind, thing.id, thing.name, thing.text, next(iter(words), thing.aliases))  # type: ignore[arg-type]

    def _is(self, thing: MapThing, kind: str) -> bool:
        if kind == "use":
            return thing.kind == "trend" and self.ecosystem.trend_by_id[thing.id].kind not in NOT_IN_USE
        return thing.kind in FIRM if kind == "firm" else thing.kind == kind

    def meant(self, kind: str, text: str) -> str:
        """Return what a text names, or the only one of a kind in which its words occur."""
        plain = "trend" if kind == "use" else kind
        if (found := self.find(plain, text)) is not None:
            return found
        offered = kind == "firm" and covered_by(text) is not None
        otherwise = offered or not folded(text) or _is_code(text) or self._named_else(plain, text)
        likely = [] if otherwise else self.likely(kind, text)
        if len(likely) == 1 and not self._of_other_kind(plain, text):
            return likely[0].id
        if len(likely) > 1:
            listed = ", ".join(f"{match.id} ({match.name})" for match in likely[:FEW])
            message = f'"{text}" may mean {listed}{" ..." if len(likely) > FEW else ""}.'
            raise UnknownNameError(plain, text, (), message=message, way_out="Say which.")
        return self.known(plain, text)  # which says where to look


def _is_code(text: str) -> bool:
    if CODED.search(text) is None:
        return False
    from ecomap.codes import is_code

    return is_code(text)


def _places(texts: Sequence[str], wanted: list[str]) -> Iterator[tuple[bool, int]]:
    """Yield whether words may stand inside others, and where: in id or name (0), an alias (1), the text (2)."""
    seen = [" ".join(texts[: place + 1]) for place in range(len(texts))]
    for inside in (False, True):
        said = [sought(word, inside=inside) for word in wanted]
        yield from [(inside, place) for place, text in enumerate(seen) if all(word.search(text) for word in said)][:1]
