"""The tables of official classifications: what a code that was taken apart may be, as ids of the map.

They lie in ``data/codes.csv`` (made by ``python -m research derive``) and are read when a code is first asked for;
which register rests on which of them stands in ``data/registers.csv``.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache

from ecomap.places import data_folder, table
from ecomap.record import record

CLASS, DIVISION = 4, 2  # digits of a class and a division of ISIC and NACE; behind a class is a country's own detail
LONGEST = 8  # digits of the longest codes that divide a class of NACE further
NACE, ISIC, NAICS = ("nace2", "nace2.1"), ("isic4", "isic5"), ("naics2012", "naics2017", "naics2022")
DIVIDED = ("551",)  # groups that a register makes classes of, so that bare digits may be these: hotels in Portugal
FAMILY = {name: family for family, names in (("nace", NACE), ("isic", ISIC), ("naics", NAICS)) for name in names}
"""The classifications of which a map's own sectors may name codes, and as what."""
FINER = {"uksic2007": "nace2", "naf2": "nace2", "sbi2008": "nace2", "ateco2025": "nace2.1"}
"""Registers whose own detail is known, and whose classes they divide."""
NO_EDITION = {**FAMILY, "uksic2007": "uksic", "naf2": "naf", "sbi2008": "sbi", "ateco2025": "ateco",
              "cnaebr2": "cnaebr", "ussic1987": "ussic"}  # fmt: skip
"""How each is called without its edition."""
BARE = {2: (*NACE, *ISIC, *NAICS), 3: (*NACE, *ISIC, *NAICS), 4: (*FINER, *NACE, *ISIC, *NAICS),
        5: (*FINER, *NACE, *NAICS), 6: ("ateco2025", *NAICS), 7: ("cnaebr2",)}  # fmt: skip
"""What digits without dot, letter or name of a register may be, by how many there are; one numbers an answer."""


@record
class Reading:
    """One thing that a code may be: a code of one classification, and what it means."""

    system: str
    code: str  # its digits; where a class is divided further than is known, those of the class
    means: tuple[str, ...]
    """Ids of kinds or sectors; several where the class holds several, none where the shipped map has none for it."""
    sectors: tuple[str, ...]  # ids of the sectors that these lie in

    @property
    def written(self) -> str:
        """Return the code as its publisher prints it."""
        if self.system not in (*NACE, "ateco2025", "naf2"):
            return self.code
        parts = (self.code[:DIVISION], self.code[DIVISION:CLASS], self.code[CLASS:])
        return ".".join(filter(None, parts)) if self.system != "naf2" else f"{parts[0]}.{self.code[DIVISION:]}"


@record
class Written:
    """A code as somebody wrote it, taken apart."""

    systems: tuple[str, ...]  # what stands before it, as tables; none where nothing does
    letter: str
    digits: str  # without dots; a leading zero that a dot shows to be lost is back
    dotted: bool
    suffix: str
    name: str = ""  # what stands before it, as it stands there
    pieces: tuple[str, ...] = ()  # its parts, where they may be codes by themselves


def looked_up(said: Written) -> tuple[Reading, ...]:
    """Return every code that may be meant, each once; none where nobody gives one like it."""
    found = {(one.system, one.code): one for system in _tables_for(said) for one in _in_system(system, said)}
    return tuple(one for one in found.values() if not _outdone(one, said, found.keys()))


def of_naics(said: Written) -> bool:
    """Tell whether a code is one of the North American classification, by the register named before it."""
    return {*(said.systems or ("",))} <= {*NAICS}


def _outdone(one: Reading, said: Written, found: Collection[tuple[str, str]]) -> bool:
    """Tell whether another reading is the only sensible one.

    A class of four digits outdoes a group of NAICS, under which nobody is filed; a code of the French register, the
    only one that has several letters, its class.
    """
    if one.system in NAICS and len(one.code) == CLASS and not said.systems:
        return any((system, one.code) in found for system in (*NACE, *ISIC))
    return one.system == "nace2" and bool(said.suffix) and ("naf2", f"{one.code}{said.suffix}") in found


def _tables_for(said: Written) -> tuple[str, ...]:
    """Return the classifications in which a code is looked up."""
    if said.systems:
        return said.systems
    if said.dotted or said.suffix:
        return (*FINER, *NACE)
    if said.letter:  # A1 is an answer of a survey, too
        return (*FINER, *NACE, *ISIC) if len(said.digits) > 1 else ()
    return BARE.get(len(said.digits), ())


def _in_system(system: str, said: Written) -> Iterator[Reading]:
    """Yield what a code is in one classification, a lost leading zero given back where that makes one."""
    if said.letter and not said.digits:
        yield from _section(system, said.letter)
        return
    if system in (*NACE, *ISIC):
        codes = _class_codes(system, said)
        if said.letter:
            codes = [code for code in codes if f"{said.letter}{code[:DIVISION]}" in _table(system)]
    else:
        codes = _exact_codes(system, said)
    yield from (_reading(system, code) for code in codes)
    if said.systems and system in FINER and f"{said.digits}{said.suffix}" not in codes:
        yield from _in_system(FINER[system], said)


def _reading(system: str, code: str) -> Reading:
    means, _, sectors = _table(system)[code].partition(",")
    return Reading(system, code, _ids(means), _ids(sectors or means))


def from_to(system: str, first: str, last: str, letters: tuple[str, str]) -> list[Reading]:
    """Return the codes of NACE or ISIC, or of a register that divides NACE, from one to another of as many digits.

    None where either is none, or does not lie in the section of its letter.
    """
    system = FINER.get(system, system)
    codes = _table(system) if system in (*NACE, *ISIC) else {}
    ends = zip((first, last), letters, strict=True)
    if not all(code in codes and (not letter or f"{letter}{code[:DIVISION]}" in codes) for code, letter in ends):
        return []
    return [_reading(system, code) for code in codes if len(code) == len(first) and first <= code <= last]


def _section(system: str, letter: str) -> Iterator[Reading]:
    """Yield a section of ISIC or NACE, with the sectors that its divisions lie in."""
    rows = [row.split(",") for code, row in _table(FINER.get(system, system)).items() if code[0] == letter]
    if sectors := tuple(sorted({id for means, *rest in rows for id in _ids((rest or [means])[0] or means)})):
        yield Reading(FINER.get(system, system), letter, sectors, sectors)


def _ids(bars: str) -> tuple[str, ...]:
    return tuple(bars.split("|")) if bars else ()


def _class_codes(system: str, said: Written) -> list[str]:
    """Return the codes of ISIC or NACE that digits stand for; of a country's own detail the class."""
    table, digits = _table(system), said.digits
    code = digits[:CLASS] if len(digits) <= LONGEST else ""
    divided = _of_country(said) or (not said.systems and len(digits) == CLASS + 1 and code[: CLASS - 1] in DIVIDED)
    if divided and (one := _only_class(system, code)):
        return [one]
    found = [code] if code in table else []
    if not said.dotted and len(digits) in (1, CLASS - 1) and f"0{digits}" in table:
        group = [] if len(digits) == 1 else found or [part for part in (digits[:DIVISION],) if part in table]
        return [f"0{digits}", *group]
    return found


def _of_country(said: Written) -> bool:
    """Tell whether a code is one that divides a class further, of a register of a country that it names."""
    return bool(said.systems) and len(said.digits) > CLASS and not said.name.startswith(("nace", "isic"))


def _only_class(system: str, code: str) -> str | None:
    """Return the one class of a group for what a country makes of it: hotels are 5511 and 5512 in Portugal."""
    table, group = _table(system), code[: CLASS - 1]
    classes = [f"{group}{last}" for last in range(10) if f"{group}{last}" in table]
    return classes[0] if code not in table and classes == [f"{group}0"] else None


def _exact_codes(system: str, said: Written) -> list[str]:
    """Return the codes of a table that has every code there is."""
    table = _table(system)
    if system in NAICS and said.pieces:  # its sectors 31-33, 44-45 and 48-49
        return [code for code in map(str, range(int(said.pieces[0]), int(said.pieces[-1]) + 1)) if code in table]
    if said.dotted and system in (*NAICS, "ussic1987"):
        return []  # both are written without a dot
    whole = said.dotted or system in NAICS or (system == "ateco2025" and not said.systems)
    ways = [said.digits] if whole else [said.digits, f"0{said.digits}"]
    if system == "cnaebr2":
        ways = [way[:5] for way in ways if len(way) in (5, 7)]  # two digits follow a class, one of them a check
    return [code for way in ways if (code := f"{way}{said.suffix}") in table]


@cache
def registers(letter: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return name, edition and tables of the registers with a letter, the longest names and editions first."""
    found = (row for row in table("registers.csv") if row[0].startswith(letter))
    rows = [(name, edition, tuple(systems.split())) for name, edition, systems in found]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), -len(row[1]))))


@cache
def _text() -> str:
    return (data_folder() / "codes.csv").read_text(encoding="utf-8")


@cache
def _table(system: str) -> dict[str, str]:
    """Return the codes of one classification with what they mean and where it lies, several with bars between."""
    text, start = _text(), f"\n{system},"
    block = text[text.find(start) : text.find("\n", text.rfind(start) + 1)]
    return dict(line.split(",", 2)[1:] for line in block.splitlines() if line)


@lru_cache(maxsize=4096)
def knows(id: str) -> bool:
    """Tell whether the tables have anything for an id."""
    return re.search(rf"[,|]{re.escape(id)}[,|\n]", _text()) is not None
