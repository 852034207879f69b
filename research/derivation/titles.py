"""What official classifications call each of their codes, with the kinds or sectors that it means.

Registers and lists of chambers hold titles without their codes: ``Restauration traditionnelle``. Each means what its
code does (`codes`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ecomap.model.written import folded
from research.derivation.codes import CLASS, SHORTEST, SYSTEMS, Homes, Meanings, code_meanings, with_zeros
from research.derivation.inputs import csv_text, read_table

OTHERS = {
    "noga2008": "nace2", "wz2008": "nace2", "wz2025": "nace2.1", "ateco2007": "nace2", "cnae2009": "nace2",
    "cae3": "nace2", "pkd2007": "nace2",
}  # fmt: skip
"""Registers of which the titles alone are taken, and the edition of NACE that they divide."""


def title_table(homes: Homes, tables: Path) -> str:
    """Return the table of all titles: without regard to case and accents, and what each means."""
    found = code_meanings(homes, tables)
    meant: dict[str, set[frozenset[str]]] = defaultdict(set)
    files = [(tables / system.titles, system.name) for system in SYSTEMS]
    files += [(tables / "industry_titles" / f"{name}.csv", nace) for name, nace in OTHERS.items()]
    for path, system in files:
        for code, titles in _rows(path):
            meaning = _of_code(code, found[system], found["nace2"])
            for title in titles if meaning is not None else ():
                meant[folded(title)].add(meaning or frozenset())
    rows = [(title, " ".join(sorted(homes.together(meanings)))) for title, meanings in sorted(meant.items())]
    return csv_text(("title", "means"), rows)


def _rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the codes of a table in digits, those of no business left out, with their titles."""
    plain = [(re.sub(r"[^0-9A-Z]", "", code), titles) for code, *titles in read_table(path)[1:]]
    rows = [(code, titles) for code, titles in plain if len(code) >= SHORTEST]
    yield from zip(with_zeros([code for code, _ in plain]), (titles for _, titles in rows), strict=True)


def _of_code(code: str, own: Meanings, nace: Meanings) -> frozenset[str] | None:
    """Return what a code means: as its register says, else by the class or group of NACE in which it lies."""
    lengths = range(len(code), SHORTEST - 1, -1)
    known = (own.get(code[:length], nace.get(code[:length]) if length <= CLASS else None) for length in lengths)
    return next((one for one in known if one is not None), None)
