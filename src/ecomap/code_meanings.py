"""What an official code means in a map: a kind or sector, or what is told where it may mean several."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ecomap.code_tables import FAMILY, FINER, NO_EDITION, Reading, knows
from ecomap.codes import AND, between, numbered, readings, sections_within, several, taken_apart, unclear
from ecomap.errors import UnknownNameError
from ecomap.model.other_languages import covered_by

if TYPE_CHECKING:
    from ecomap.results.search import Match

FEW = 5  # sectors or kinds that are named where a code holds several; of more the search is told
KNOWN = "Codes are those of NACE, ISIC, NAICS, UK SIC and their likes. See: ecomap map search isic"
NOWHERE = "no sector of the map"  # what is told of a class that the map has no sector for

BETWEEN = rf"( ?(?:[|&+\n]|[,/](?!(?<=[0-9].)[0-9]))[ |\n]*(?:{AND} )?| {AND} )"
"""What may stand between names but for the semicolon; within names it may stand too."""


def parted(text: str) -> list[str]:
    """Return the names in a text and what stands between them, in turn."""
    return re.split(BETWEEN, re.sub(r"[^\S\n]+", " ", text.strip(" ,/|&+\n")), flags=re.IGNORECASE)


def listed(text: str) -> list[str]:
    """Return the codes of a list, or what may be names."""
    return several(text) or parted(text)[::2]


class CodeMeanings:
    """Understands codes by one map: by the tables, and by the codes that sectors of the user's own name."""

    def __init__(self, ecosystem: Any, names: Any = None) -> None:
        self.ecosystem, self.names = ecosystem, names

    def find(self, text: str) -> str | None:
        """Return the kind or sector that every reading of a code leads to, or the one sector that all lie in.

        Of a numbered answer what it is called; none where its number is a code, and of nothing like it.
        """
        meant, label = [means for _, means in self._readings(text)], numbered(text)
        named = self.names.find("firm", label) if label and self.names else None
        if not meant and len(sectors := between(text)) == 1:
            return sectors[0] if sectors[0] in self.home else None
        if named is None:
            found, held = self._agreed(meant), {self.home.get(id) for id in covered_by(label) or ()}
            return found if not held or (found and self.home[found] in held) else None
        return named if not meant or self.home[named] in {self.home[id] for ids in meant for id in ids} else None

    def matches(self, text: str) -> "tuple[Match, ...]":
        """Return the sector of each thing that a code may mean, with the way to write it so that it means that."""
        from ecomap.results.search import Match

        told, names = self.told(text), {sector.id: sector.name for sector in self.ecosystem.sectors}
        texts = {id: f"code {written}" + ("" if id in names else f": {id}") for id, written in told.items()}
        return tuple(Match("sector", self.home[id], names[self.home[id]], said) for id, said in texts.items())

    def unknown(self, text: str) -> UnknownNameError:
        """Return why a code, or an industry of a list, leads to no one thing, and the way out."""
        held = covered_by(text)
        among = (id for one in sections_within(text) for reading in readings(one) for id in reading.sectors)
        if held is not None or (held := between(text) or tuple(dict.fromkeys(among))):
            return self._covers(text, [id for id in held if id in self.home])
        found: dict[tuple[str, ...], str] = {}
        if (why := unclear(text)) is not None:
            return UnknownNameError("sector", text, (), message=why[0], way_out=why[1])
        for one, means in self._readings(text):
            found.setdefault(means, self._written(one, means))
        if self.names and (label := numbered(text)):
            named = self.names.find("firm", label)
            if not (found and named):
                unknown: UnknownNameError = self.names.unknown("firm", label)
                return unknown
            found[named,] = named
        if not found:
            return UnknownNameError("sector", text, (), way_out=self._coded_otherwise(text))
        if len(found) == 1:
            return self._covers(text, *next(iter(found.items())))
        told = sorted((written, " or ".join(means) or NOWHERE) for means, written in found.items())
        ways = (written if written == means else f"{written} ({means})" for written, means in told)
        message = f'"{text}" can be read as {" or ".join(ways)}.'
        way_out = f"Write {' or '.join(written for written, _ in told)}."
        return UnknownNameError("sector", text, (), message=message, way_out=way_out)

    def _coded_otherwise(self, text: str) -> str:
        """Return how a code that nobody gives as it is written may be written: with its register, or wider."""
        said = taken_apart(text)
        if said is not None and said.systems:
            ways = [f"{said.name}{said.digits[:digits]}" for digits in (3, 2)]
            wider = next((f"{way} ({self.find(way)})" for way in ways if self.find(way)), "")
            return f"Look it up again, or write what holds it: {wider}." if wider else KNOWN
        ways = [f"{name}:{re.sub('[.]0$', '', text.rpartition(':')[2].strip())}" for name in ("nace", "naics")]
        known = {way: self.find(way) for way in ways if self._readings(way)}
        meant = " or ".join(f"{way} ({id})" for way, id in known.items() if id)
        wide = "".join(f"Say which of what it holds: ecomap map search {way}" for way in list(known)[:1])
        return f"Write its register with it: {meant}." if meant else wide or KNOWN

    def _covers(self, text: str, held: Sequence[str], code: str = "") -> UnknownNameError:
        """Return what is told of a text that covers several sectors or kinds, one of which is to be said, or none."""
        way_out = "Name what comes nearest. All of them: ecomap map search isic"
        message = f'"{text}" is {"an official code" if code else "a word"} that the map has no sector for.'
        if held:
            some = f"{', '.join(held[:-1])} and {held[-1]}" if len(held) <= FEW else f"{len(held)} sectors"
            which = f"ecomap map search {code}" if code and len(held) > FEW else f"{' or '.join(held)}."
            message, way_out = f'"{text}" holds {some}.', f"Say which: {which}"
        return UnknownNameError("sector", text, (), message=message, way_out=way_out)

    def told(self, text: str) -> dict[str, str]:
        """Return each kind or sector that a code may mean, with the ways to write it so that it means that."""
        found: dict[str, list[str]] = {}
        for one, means in self._readings(text):
            for id in means:
                found.setdefault(id, []).append(self._written(one, means))
        return {id: ", ".join(dict.fromkeys(written)) for id, written in found.items()}

    def _readings(self, text: str) -> list[tuple[Reading, tuple[str, ...]]]:
        """Return the readings of a code with their ids; not those whose every meaning a map of one's own lacks."""
        found = [(one, self._means(one)) for one in readings(text)]
        return [(one, means) for one, means in found if means or not one.means]

    def _written(self, one: Reading, means: tuple[str, ...]) -> str:
        """Return a reading so that it can mean nothing else, without its edition where no other disagrees."""
        short = f"{NO_EDITION.get(one.system, one.system)}:{one.written}"
        alone = self._agreed([means])
        return short if alone is not None and self.find(short) == alone else f"{one.system}:{one.written}"

    def _agreed(self, meant: Sequence[tuple[str, ...]]) -> str | None:
        ids = {id for means in meant for id in means}
        sectors = {self.home[id] for id in ids}
        if () in meant or not sectors:
            return None
        return ids.pop() if len(ids) == 1 else sectors.pop() if len(sectors) == 1 else None

    def _means(self, one: Reading) -> tuple[str, ...]:
        """Return the kinds or sectors of the map that a reading leads to."""
        own = self._own(one)
        if own is not None and not knows(own):
            return (own,)
        if all(id in self.home for id in one.means):
            return one.means
        sectors = tuple(id for id in one.sectors if id in self.home)
        return sectors if sectors or own is None else (own,)

    def _own(self, one: Reading) -> str | None:
        """Return the sector of the map that names the longest beginning of a code."""
        codes = self._codes.get(FAMILY.get(FINER.get(one.system, one.system), ""), {})
        return next((codes[one.code[:n]] for n in range(len(one.code), 0, -1) if one.code[:n] in codes), None)

    @cached_property
    def _codes(self) -> dict[str, dict[str, str]]:
        sectors = self.ecosystem.sectors
        return {
            family: {re.sub(r"[^0-9]", "", code): s.id for s in reversed(sectors) for code in getattr(s, family)}
            for family in ("isic", "nace", "naics")
        }

    @cached_property
    def home(self) -> dict[str, str]:
        """Return the sector that a kind belongs to first; a sector is its own."""
        kinds = getattr(self.ecosystem, "kinds", ())
        return {kind.id: max(kind.sectors, key=kind.sectors.get) for kind in kinds} | {
            sector.id: sector.id for sector in self.ecosystem.sectors
        }
