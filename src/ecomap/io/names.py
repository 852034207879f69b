"""Forgiving names in, exact ids out: id, name, alias or classification code."""

import re
from collections.abc import Iterable

from ecomap.errors import UnknownNameError
from ecomap.model import EcosystemMap, Retired, Sector, folded

__all__ = ["exact_trend", "folded", "resolve_sector", "retired_sector", "sector_names", "trend_names"]

CODE = re.compile(r"(?:(isic|nace|naics):)?([a-u])?([0-9][0-9.]*)")


def sector_names(ecosystem: EcosystemMap) -> dict[str, str]:
    """Return every folded id, name and alias of a sector with the sector's id."""
    return ecosystem.sector_by_name


def trend_names(ecosystem: EcosystemMap) -> dict[str, str]:
    """Return every folded id, name and alias of a trend with the trend's id; ids win over names, names over aliases."""
    names = {folded(alias): trend.id for trend in ecosystem.trends for alias in trend.aliases}
    names |= {folded(trend.name): trend.id for trend in ecosystem.trends}
    return names | {folded(trend.id): trend.id for trend in ecosystem.trends}


def exact_trend(ecosystem: EcosystemMap, text: str) -> str:
    """Return the id of the trend that a text names.

    Raises
    ------
    UnknownNameError
        No trend has this name; tells what comes near.
    """
    names = trend_names(ecosystem)
    found = names.get(folded(text))
    if found is None:
        raise UnknownNameError("trend", text, [*ecosystem.trend_by_id, *names])
    return found


def resolve_sector(ecosystem: EcosystemMap, text: str) -> str | None:
    """Return the id of the sector that a text names, or None.

    An id that was replaced names the sector that took its place. A code is matched by its longest prefix. Bare
    digits that mean different sectors in ISIC and in NAICS name none: write ``isic:4791`` or ``naics:722511``.
    """
    by_name = sector_names(ecosystem).get(folded(text))
    return by_name or _replacement(ecosystem, text) or _sector_by_code(ecosystem, text)


def _replacement(ecosystem: EcosystemMap, text: str) -> str | None:
    retired = retired_sector(ecosystem, text)
    return retired.meaning if retired else None


def retired_sector(ecosystem: EcosystemMap, text: str) -> Retired | None:
    """Return what became of the sector that a text names, None where the name is in use or unknown."""
    if folded(text) in sector_names(ecosystem):
        return None
    return next((r for r in ecosystem.retired if r.kind == "sectors" and folded(r.id) == folded(text)), None)


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
