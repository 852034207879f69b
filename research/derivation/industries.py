"""Finer lists of sectors than the map's, for tests of it: industries of the US survey, activities of Eurostat's."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from research.derivation.abs import UsSurvey
from research.derivation.crosswalk import claimants_of, claims
from research.derivation.eurostat import divisions
from research.derivation.inputs import SectorRows, read_records

MANUFACTURING = "31–33"
NACE_TO_INDUSTRY = "classifications/nace31_to_absleaf59.csv"
NAICS_TO_ISIC = "classifications/naics2017_to_isic_rev4.csv"


def leaves(survey: UsSurvey) -> tuple[str, ...]:
    """Return the rows of the survey that contain no other row, in the order published; they cover all industries."""
    inner = frozenset[str]().union(*survey.ancestors.values())
    return tuple(row for row in survey.ancestors if row not in inner)


def is_manufacturing(survey: UsSurvey, row: str) -> bool:
    """Tell whether a row of the survey lies within manufacturing."""
    return MANUFACTURING in survey.ancestors[row]


def industry_sectors(
    survey: UsSurvey, crosswalk: Mapping[str, Sequence[str]], sectors: Sequence[SectorRows]
) -> list[SectorRows]:
    """Return the survey's finest industries as sectors.

    Activity profiles are carried over: each six-digit NAICS code has the profile of the map's sector that claims it,
    an industry the mean of its codes. ``other 325`` is what the longer codes leave of 325.
    """
    plain = [SectorRows(row, naics=(row.removeprefix("other "),), abs_rows=(row,)) for row in leaves(survey)]
    profiles = carried_profiles({code for codes in crosswalk.values() for code in codes}, plain, sectors)
    return [
        SectorRows(sector.id, naics=sector.naics, abs_rows=sector.abs_rows, activities=profiles.get(sector.id, {}))
        for sector in plain
    ]


def carried_profiles(
    codes: Iterable[str], targets: Sequence[SectorRows], sectors: Sequence[SectorRows]
) -> dict[str, dict[str, float]]:
    """Return for each target the mean activity profile of the sectors that claim its six-digit codes."""
    claimed, target_claims = claims(sectors), claims(targets)
    profile_of = {sector.id: sector.activities for sector in sectors}
    sums: dict[str, dict[str, float]] = {}
    counts: dict[str, float] = {}
    for code in sorted(codes):
        owners = claimants_of(code, claimed)
        for target in claimants_of(code, target_claims):
            for owner in owners:
                counts[target] = counts.get(target, 0.0) + 1 / len(owners)
                into = sums.setdefault(target, {})
                for activity, share in profile_of[owner].items():
                    into[activity] = into.get(activity, 0.0) + share / len(owners)
    return {
        target: {activity: total / counts[target] for activity, total in into.items()} for target, into in sums.items()
    }


def nace_sectors(statistics: Path) -> list[SectorRows]:
    """Return 31 activities of the Eurostat survey as sectors, with the US rows that speak for them.

    Six-digit NAICS codes come by way of ISIC divisions, which are those of NACE.
    """
    rows: dict[str, list[str]] = {}
    for record in read_records(statistics / NACE_TO_INDUSTRY, ("nace_group", "abs_leaf59")):
        rows.setdefault(record["nace_group"], []).append(record["abs_leaf59"])
    codes: dict[str, set[int]] = {}
    for record in read_records(statistics / NAICS_TO_ISIC, ("NAICS2017_6d", "ISIC4_2d")):
        if record["ISIC4_2d"].isdigit():
            codes.setdefault(record["NAICS2017_6d"], set()).add(int(record["ISIC4_2d"]))
    return [
        SectorRows(
            group,
            naics=tuple(sorted(code for code, found in codes.items() if found & divisions(group))),
            abs_rows=tuple(us),
            eurostat_rows=(group,),
        )
        for group, us in rows.items()
    ]
