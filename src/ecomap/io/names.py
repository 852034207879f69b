"""Forgiving names in, exact ids out: id, name, alias or classification code."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ecomap.model import EcosystemMap, Sector

CODE = re.compile(r"(?:(isic|nace|naics):)?([a-u])?([0-9][0-9.]*)")


def folded(text: str) -> str:
    """Return a text without regard to case, accents, and hyphen, space or underscore."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\s_-]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def sector_names(ecosystem: EcosystemMap) -> dict[str, str]:
    """Return every folded id, name and alias of a sector with the sector's id."""
    return {folded(name): sector.id for sector in ecosystem.sectors for name in _names(sector)}


def _names(sector: Sector) -> Iterator[str]:
    yield from (*sector.aliases, sector.short, sector.name, sector.id)


def resolve_sector(ecosystem: EcosystemMap, text: str) -> str | None:
    """Return the id of the sector that a text names, or None.

    A code is matched by its longest prefix. Bare digits that mean different sectors in ISIC and in NAICS
    name none: write ``isic:4791`` or ``naics:722511``.
    """
    by_name = sector_names(ecosystem).get(folded(text))
    return by_name or _sector_by_code(ecosystem, text)


def _sector_by_code(ecosystem: EcosystemMap, text: str) -> str | None:
    match = CODE.fullmatch(text.strip().casefold())
    if not match:
        return None
    system, letter, digits = match.group(1), match.group(2), match.group(3).replace(".", "")
    systems = [system] if system else ["nace"] if letter else ["isic", "naics"]
    found = {sector for name in systems if (sector := _longest_prefix(ecosystem.sectors, name, digits))}
    return found.pop() if len(found) == 1 else None


def _longest_prefix(sectors: Iterable[Sector], system: str, digits: str) -> str | None:
    best = ("", "")
    for sector in sectors:
        for code in getattr(sector, system):
            prefix = re.sub(r"[^0-9]", "", code)
            if prefix and digits.startswith(prefix) and len(prefix) > len(best[0]):
                best = (prefix, sector.id)
    return best[1] or None
