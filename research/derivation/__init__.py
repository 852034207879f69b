"""The statistical part of the map, derived again from the publishers' own tables, byte for byte.

The tables are laid out as in ``research/tables``. Pure functions of texts and arrays.
"""

from collections.abc import Sequence
from pathlib import Path

from research.derivation.abs import read_us_survey
from research.derivation.bea import read_industry_flows
from research.derivation.coupling import CouplingSettings, couple
from research.derivation.crosswalk import read_crosswalk, sector_flows, sector_shares
from research.derivation.eurostat import read_eurostat
from research.derivation.inputs import MeasuredTrend, PacedTrend, SectorRows, StatisticsError
from research.derivation.modifiers import modifiers_table
from research.derivation.pace import pace_table
from research.derivation.prevalence import norm_of, prevalences
from research.derivation.profiles import technology_profiles, us_technology_profiles
from research.derivation.readiness import readiness
from research.derivation.tables import coupling_table, norms_table, prevalence_table, readiness_table

__all__ = ["CouplingSettings", "MeasuredTrend", "PacedTrend", "SectorRows", "StatisticsError", "derive"]


def derive(
    sectors: Sequence[SectorRows],
    trends: Sequence[MeasuredTrend],
    statistics: Path,
    paced: Sequence[PacedTrend] = (),
) -> dict[str, str]:
    """Return the six tables of the map as texts; the order of the arguments changes no byte.

    Parameters
    ----------
    sectors
        The sectors and the published rows they stand on.
    trends
        The trends that a survey measures.
    statistics
        The directory of the publishers' tables.
    paced
        The trends whose growth a series shows.

    Returns
    -------
    dict
        ``coupling.csv``, ``modifiers.csv``, ``norms.csv``, ``pace.csv``, ``prevalence.csv``, ``readiness.csv`` -> text.

    Raises
    ------
    StatisticsError
        If a table or what is asked of it is not as it must be.
    """
    sectors, trends = sorted(sectors, key=lambda sector: sector.id), sorted(trends, key=lambda trend: trend.id)
    ids = [sector.id for sector in sectors]
    refuse_twice("sector", ids)
    refuse_twice("trend", [trend.id for trend in trends])
    refuse_twice("paced trend", [trend.id for trend in paced])
    survey, cells = read_us_survey(statistics), read_eurostat(statistics)
    industries = read_industry_flows(statistics)
    flows = sector_flows(industries, sector_shares(industries.codes, read_crosswalk(statistics), sectors))
    coupling = couple(flows, technology_profiles(survey, cells, sectors), sectors)
    measured = [prevalences(trend, sectors, survey, cells) for trend in trends]
    norms = [norm_of(trend, rows) for trend, rows in zip(trends, measured, strict=True)]
    return {
        "coupling.csv": coupling_table(ids, coupling, flows),
        "modifiers.csv": modifiers_table(statistics),
        "norms.csv": norms_table(norms),
        "pace.csv": pace_table(paced, statistics),
        "prevalence.csv": prevalence_table(row for rows in measured for row in rows),
        "readiness.csv": readiness_table(ids, readiness(us_technology_profiles(survey, sectors))),
    }


def refuse_twice(kind: str, ids: Sequence[str]) -> None:
    """Refuse a list in which an id stands twice."""
    for at, name in enumerate(ids):
        if name in ids[:at]:
            raise StatisticsError(f'the {kind} "{name}" is given twice.')
