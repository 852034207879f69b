"""Every code of the classifications that businesses are filed under, with the kind or sector that it means.

What a class means is said once, for NACE Rev. 2 and NAICS 2017, by the codes of the map's sectors and by
``research/judgements/codes.csv``; later editions and finer registers follow by the publishers' concordances.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from research.derivation.inputs import StatisticsError, csv_text, read_records, read_table

JUDGEMENTS = Path(__file__).parents[1] / "judgements" / "codes.csv"
FOLDER = "industry_codes"
CLASS = 4
"""Digits of a class of ISIC and NACE; what follows is a country's own detail."""
SHORTEST = 2
"""Digits of a division, the widest group that has a code in digits."""

Meanings = dict[str, frozenset[str]]
"""Code -> ids of kinds and sectors; several where a class holds several, none where the map has no sector for it."""


@dataclass(frozen=True)
class System:
    """One edition of a classification, and from where the meaning of its codes comes."""

    name: str
    titles: str
    own: str = ""
    """Which codes of the map's sectors are its codes: isic, nace or naics."""
    older: str = ""
    """The classification whose classes its own are made of, by a published concordance."""
    finer: str = ""
    """The classification whose classes make up its own."""
    within: str = ""
    """The classification that it only divides further."""
    keeps_numbers: bool = True
    """Whether a class that has the number of one of its forerunners is that one, more or less a piece."""
    kinds: bool = True
    """Whether a class made of one of another classification is of its kind of firm; a part of it may be none."""


SYSTEMS = (
    System("nace2", f"{FOLDER}/nace2.csv", own="nace"),
    System("nace2.1", f"{FOLDER}/nace2.1.csv", older="nace2"),
    System("isic4", "classifications/isic_rev4_titles.csv", own="isic", finer="nace2"),
    System("isic5", f"{FOLDER}/isic5.csv", older="isic4"),
    System("naics2017", f"{FOLDER}/naics2017.csv", own="naics"),
    System("naics2012", f"{FOLDER}/naics2012.csv", older="naics2017"),
    System("naics2022", f"{FOLDER}/naics2022.csv", older="naics2017"),
    System("uksic2007", f"{FOLDER}/uksic2007.csv", within="nace2"),
    System("naf2", f"{FOLDER}/naf2.csv", within="nace2"),
    System("sbi2008", f"{FOLDER}/sbi2008.csv", within="nace2"),
    System("ateco2025", f"{FOLDER}/ateco2025.csv", within="nace2.1"),
    System("cnaebr2", f"{FOLDER}/cnaebr2.csv", older="isic4", kinds=False),
    System("ussic1987", f"{FOLDER}/ussic1987.csv", older="naics2017", keeps_numbers=False, kinds=False),
)
"""In the order in which one is made from another."""


@dataclass(frozen=True)
class Homes:
    """What a code can mean in a map."""

    sector_of: Mapping[str, str]
    """Kind or sector -> the sector that it belongs to first."""
    prefixes: Mapping[str, Mapping[str, str]]
    """isic, nace, naics -> digits -> sector."""

    def together(self, meanings: Iterable[frozenset[str]]) -> frozenset[str]:
        """Return what several classes mean as one: their meaning, else their common sector, else all of them."""
        union = frozenset[str]().union(*meanings)
        sectors = self.sectors(union)
        if len(union) > 1 and len(sectors) == 1:
            return sectors
        return frozenset(id for id in union if id in sectors or self.sector_of[id] not in union)

    def sectors(self, meaning: frozenset[str]) -> frozenset[str]:
        """Return the sectors that something lies in."""
        return frozenset(self.sector_of[id] for id in meaning)


def code_meanings(homes: Homes, tables: Path, judgements: Path = JUDGEMENTS) -> dict[str, Meanings]:
    """Return what all codes of each system mean."""
    judged = read_judgements(judgements, homes)
    found: dict[str, Meanings] = {}
    for system in SYSTEMS:
        listed, _ = read_codes(tables / system.titles)
        found[system.name] = _Derivation(system, listed, homes, judged[system.name], found, tables).all()
    return found


def code_table(homes: Homes, tables: Path, judgements: Path = JUDGEMENTS) -> str:
    """Return the table of all codes: system, code, what it means, and the sector of what is a kind of firm."""
    rows: list[tuple[str, ...]] = []
    for system, (name, meanings) in zip(SYSTEMS, code_meanings(homes, tables, judgements).items(), strict=True):
        _, letters = read_codes(tables / system.titles)
        lettered = {f"{letter}{code}": meanings[code] for code, letter in letters.items() if code in meanings}
        told = sorted((meanings | lettered).items())
        rows += [(name, code, _bars(meaning), _bars(homes.sectors(meaning), but=meaning)) for code, meaning in told]
    return csv_text(("system", "code", "means", "sector"), rows)


def _bars(ids: frozenset[str], but: frozenset[str] = frozenset()) -> str:
    return "" if ids == but else "|".join(sorted(ids))


def read_judgements(path: Path, homes: Homes) -> dict[str, dict[str, frozenset[str]]]:
    """Return system -> the beginning of a code -> what such codes mean, from the hand-made file."""
    found: dict[str, dict[str, frozenset[str]]] = {system.name: {} for system in SYSTEMS}
    for row in read_records(path, ("system", "code", "means", "reason")):
        meaning = frozenset(filter(None, row["means"].split("|")))
        where = f"{path.name}: {row['system']} {row['code']}"
        if unknown := sorted(meaning - homes.sector_of.keys()):
            raise StatisticsError(f'{where}: the map has no kind or sector "{unknown[0]}".')
        if row["system"] not in found or row["code"] in found[row["system"]] or not row["reason"]:
            raise StatisticsError(f"{where}: an unknown system, a code that stands there twice, or no reason.")
        found[row["system"]][row["code"]] = meaning
    return found


def read_codes(path: Path) -> tuple[list[str], dict[str, str]]:
    """Return the codes of a table without dots, and each division with the letter of the section above it."""
    codes: list[str] = []
    letters: dict[str, str] = {}
    letter = ""
    for code, *_ in read_table(path)[1:]:
        plain = re.sub(r"[^0-9A-Z]", "", code)
        letter = plain if plain.isalpha() else letter
        if not plain.isalpha():
            codes.append(plain)
            if len(plain) == SHORTEST and letter:
                letters[plain] = letter
    return with_zeros(codes), letters


def with_zeros(codes: list[str]) -> list[str]:
    """Give back the leading zeros of a table that a spreadsheet took them from, and leave out codes of no business."""
    if codes[0] != "1":
        return [code for code in codes if len(code) >= SHORTEST]
    first = codes.index("1011")  # SBI: meat, the first class of division 10
    return [f"0{code}" for code in codes[:first] if len(code) > 1] + codes[first:]


@dataclass(frozen=True)
class _Derivation:
    """The meanings of one system, from those of the systems before it."""

    system: System
    listed: list[str]
    homes: Homes
    judged: Mapping[str, frozenset[str]]
    found: Mapping[str, Meanings]
    tables: Path

    def all(self) -> Meanings:
        """Return what every code means, classes and the groups above them."""
        if self.system.within:
            above = self.found[self.system.within]
            return {code: self._detail(code, above) for code in self.listed if code not in above}
        longest = max(map(len, self.listed))
        classes = {code: meaning for code, meaning in self._classes() if len(code) == longest}
        below: dict[str, list[frozenset[str]]] = defaultdict(list)
        for code, meaning in classes.items():
            for length in range(SHORTEST, longest):
                below[code[:length]].append(meaning)
        return {code: self._group(code, meanings) for code, meanings in below.items()} | classes

    def _detail(self, code: str, above: Meanings) -> frozenset[str]:
        own = self._longest(self.judged, code)
        return own if own is not None else above.get(code[:CLASS], frozenset())

    def _classes(self) -> Iterable[tuple[str, frozenset[str]]]:
        parts = self._parts()
        before = self.found.get(self.system.older or self.system.finer, {})
        if not self.system.kinds:
            before = {code: self.homes.sectors(meaning) for code, meaning in before.items()}
        for code in self.listed:
            own = self._own(code)
            if own is not None and not self.system.finer:
                yield code, own
            elif self.system.keeps_numbers and self.system.older and code in parts[code]:
                yield code, before[code]
            else:
                together = self.homes.together(before[part] for part in parts[code])
                yield code, own if own is not None and len(together) > 1 else together

    def _group(self, code: str, below: list[frozenset[str]]) -> frozenset[str]:
        own = self._own(code)
        if own is not None:
            return own
        together = self.homes.together(below)
        older = self.found.get(self.system.older, {}) if self.system.keeps_numbers else {}
        kept = self.homes.sectors(older.get(code, frozenset()))
        return kept if len(together) > 1 and kept and kept <= self.homes.sectors(together) else together

    def _own(self, code: str) -> frozenset[str] | None:
        """Return what the judgements say of a code, or else the map's sectors: whichever says it of more digits."""
        sectors = self.homes.prefixes.get(self.system.own, {})
        return self._longest({start: frozenset({id}) for start, id in sectors.items()} | dict(self.judged), code)

    @staticmethod
    def _longest(meanings: Mapping[str, frozenset[str]], code: str) -> frozenset[str] | None:
        starts = (code[:length] for length in range(len(code), 0, -1))
        return next((meanings[start] for start in starts if start in meanings), None)

    def _parts(self) -> Mapping[str, set[str]]:
        """Return class -> the classes of the other system that it is made of."""
        parts: dict[str, set[str]] = defaultdict(set)
        pair = (self.system.name, self.system.older) if self.system.older else (self.system.finer, self.system.name)
        if not all(pair):
            return parts
        for row in read_records(self.tables / FOLDER / f"{pair[0]}_to_{pair[1]}.csv", ("from", "to")):
            new, old = (re.sub(r"[^0-9A-Z]", "", row[side]) for side in ("from", "to"))
            new, old = (new, old) if self.system.older else (old, new)
            if old in self.found[self.system.older or self.system.finer]:
                parts[new].add(old)
        return parts
