"""From BEA's industries to the map's sectors, by way of the six-digit NAICS codes that both stand on."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from research.derivation.bea import FOLDER, Floats, Flows
from research.derivation.inputs import SectorRows, StatisticsError, read_records

CROSSWALK = "bea_naics_master_crosswalk.csv"
INDUSTRY_COLUMN, NAICS_COLUMN = "BEA_2017_Detail_Code", "NAICS_2017_Code"
NAICS_RANGE = re.compile(r"(\d{2,6})(?:[–—-](\d{1,6}))?")


def expand_naics(text: str) -> tuple[str, ...]:
    """Return the codes of a published range; the second number may leave out leading digits; any dash will do.

    >>> expand_naics("3361–63"), expand_naics("44-45"), expand_naics("722")
    (('3361', '3362', '3363'), ('44', '45'), ('722',))
    """
    match = NAICS_RANGE.fullmatch(text.strip())
    if match is None:
        raise StatisticsError(f'"{text}" is not a NAICS code. Write digits only, or a range such as 44–45.')
    first, tail = match.group(1), match.group(2) or match.group(1)
    last = first[: len(first) - len(tail)] + tail if len(tail) < len(first) else tail
    if len(last) != len(first) or int(last) < int(first):
        raise StatisticsError(f'"{text}" is not a range of NAICS codes: it must count up and keep its length.')
    return tuple(str(code) for code in range(int(first), int(last) + 1))


def read_crosswalk(tables: Path) -> dict[str, tuple[str, ...]]:
    """Return BEA detail industry -> its six-digit NAICS 2017 codes, each once, in order."""
    codes: dict[str, set[str]] = defaultdict(set)
    for row in read_records(tables / FOLDER / CROSSWALK, (INDUSTRY_COLUMN, NAICS_COLUMN)):
        naics = row[NAICS_COLUMN].strip()
        if len(naics) == 6 and naics.isdigit():
            codes[row[INDUSTRY_COLUMN]].add(naics)
    return {industry: tuple(sorted(found)) for industry, found in sorted(codes.items())}


def claims(sectors: Iterable[SectorRows]) -> dict[str, tuple[str, ...]]:
    """Return NAICS prefix -> the sectors that claim it, in the order given."""
    claimants: dict[str, tuple[str, ...]] = {}
    for sector in sectors:
        for prefix in dict.fromkeys(code for text in sector.naics for code in expand_naics(text)):
            claimants[prefix] = (*claimants.get(prefix, ()), sector.id)
    return claimants


def claimants_of(naics: str, claimed: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the sectors whose prefix fits a six-digit code best: the longest prefix wins; none if nobody claims it."""
    return next((claimed[naics[:k]] for k in range(len(naics), 1, -1) if naics[:k] in claimed), ())


def sector_shares(
    industries: Sequence[str], crosswalk: Mapping[str, Sequence[str]], sectors: Sequence[SectorRows]
) -> Floats:
    """Return which share of each industry belongs to each sector, by the count of its six-digit NAICS codes.

    Codes that no sector claims stay outside, so a row may sum to less than 1; a code that several sectors claim by
    prefixes of equal length is divided equally among them.
    """  # (industry, sector)
    claimed = claims(sectors)
    column_of = {sector.id: at for at, sector in enumerate(sectors)}
    shares = np.zeros((len(industries), len(sectors)))
    for row, industry in enumerate(industries):
        codes = crosswalk.get(industry, ())
        for code in codes:
            owners = claimants_of(code, claimed)
            for owner in owners:
                shares[row, column_of[owner]] += 1 / (len(codes) * len(owners))
    return shares


def sector_flows(flows: Flows, shares: Floats) -> Floats:
    """Return flows between sectors ``S' Z S``, in the unit of the industries' flows."""  # (seller, buyer)
    return shares.T @ flows.values @ shares
