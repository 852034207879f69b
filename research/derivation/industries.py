"""Finer lists of sectors than the map's, for tests of it: industries of the US survey, activities of Eurostat's."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from research.derivation.abs import UsSurvey
from research.derivation.crosswalk import claimants_of, claims
from research.derivation.eurostat import divisions
from research.derivation.inputs import SectorRows, read_records

MANUFACTURING = "31–33"
NACE_TO_INDUSTRY = "classifications/nace31_to_absleaf59.csv"
NAICS_TO_ISIC = "classifications/naics2017_to_isic_rev4.csv"


def is_manufacturing(survey: UsSurvey, row: str) -> bool:
    """Tell whether a row of the survey lies within manufacturing."""
    return MANUFACTURING in survey.ancestors[row]


def industry_sectors(
    survey: UsSurvey, crosswalk: Mapping[str, Sequence[str]], sectors: Sequence[SectorRows]
) -> list[SectorRows]:
    """Return the survey's finest industries as sectors: the rows without parts, which cover all industries.

    Activity profiles are carried over: each six-digit NAICS code has the profile of the map's sector that claims it,
    an industry the mean of its codes. ``other 325`` is what the longer codes leave of 325.
    """
    inner = frozenset[str]().union(*survey.ancestors.values())
    leaves = [row for row in survey.ancestors if row not in inner]
    plain = [SectorRows(row, naics=(row.removeprefix("other "),), abs_rows=(row,)) for row in leaves]
    profiles = carried_profiles({code for codes in crosswalk.values() for code in codes}, plain, sectors)
    return [replace(sector, activities=profiles.get(sector.id, {})) for sector in plain]


def carried_profiles(
    codes: Iterable[str], targets: Sequence[SectorRows], sectors: Sequence[SectorRows]
) -> dict[str, dict[str, float]]:
    """Return for each target the mean activity profile of the sectors that claim its six-digit codes."""
    claimed, target_claims = claims(sectors), claims(targets)
    profile_of = {sector.id: sector.activities for sector in sectors}
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    counts: dict[str, float] = defaultdict(float)
    for code in sorted(codes):
        owners = claimants_of(code, claimed)
        for target in claimants_of(code, target_claims):
            for owner in owners:
                counts[target] += 1 / len(owners)
                into = sums[target]
                for activity, share in profile_of[owner].items():
                    into[activity] += share / len(owners)
    return {
        target: {activity: total / counts[target] for activity, total in into.items()} for target, into in sums.items()
    }


def nace_sectors(tables: Path) -> list[SectorRows]:
    """Return 31 activities of the Eurostat survey as sectors, with the US rows that speak for them.

    Six-digit NAICS codes come by way of ISIC divisions, which are those of NACE.
    """
    rows: dict[str, list[str]] = defaultdict(list)
    for record in read_records(tables / NACE_TO_INDUSTRY, ("nace_group", "abs_leaf59")):
        rows[record["nace_group"]].append(record["abs_leaf59"])
    codes: dict[str, set[int]] = defaultdict(set)
    for record in read_records(tables / NAICS_TO_ISIC, ("NAICS2017_6d", "ISIC4_2d")):
        if record["ISIC4_2d"].isdigit():
            codes[record["NAICS2017_6d"]].add(int(record["ISIC4_2d"]))
    return [
        SectorRows(
            group,
            naics=tuple(sorted(code for code, found in codes.items() if found & divisions(group))),
            abs_rows=tuple(us),
            eurostat_rows=(group,),
        )
        for group, us in rows.items()
    ]
