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
from research.derivation.profiles import readiness, technology_profiles, us_technology_profiles
from research.derivation.tables import coupling_table, norms_table, prevalence_table, readiness_table

__all__ = ["CouplingSettings", "MeasuredTrend", "PacedTrend", "SectorRows", "StatisticsError", "derive"]


def derive(
    sectors: Sequence[SectorRows], trends: Sequence[MeasuredTrend], tables: Path, paced: Sequence[PacedTrend] = ()
) -> dict[str, str]:
    """Return the tables of the map by file name; the order of the arguments changes no byte.

    Parameters
    ----------
    sectors
        The sectors and the published rows they stand on.
    trends, paced
        The trends that a survey measures, and those whose growth a series shows.
    tables
        The folder of the publishers' tables.

    Raises
    ------
    StatisticsError
        If a table or what is asked of it is not as it must be.
    """
    sectors, trends = sorted(sectors, key=lambda sector: sector.id), sorted(trends, key=lambda trend: trend.id)
    ids = [sector.id for sector in sectors]
    for kind, names in (("sector", ids), ("trend", [t.id for t in trends]), ("paced trend", [t.id for t in paced])):
        twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
        if twice:
            raise StatisticsError(f'the {kind} "{twice}" is given twice.')
    survey, cells = read_us_survey(tables), read_eurostat(tables)
    industries = read_industry_flows(tables)
    flows = sector_flows(industries, sector_shares(industries.codes, read_crosswalk(tables), sectors))
    coupling = couple(flows, technology_profiles(survey, cells, sectors), sectors)
    measured = [prevalences(trend, sectors, survey, cells) for trend in trends]
    norms = [norm_of(trend, rows) for trend, rows in zip(trends, measured, strict=True)]
    return {
        "coupling.csv": coupling_table(ids, coupling, flows),
        "modifiers.csv": modifiers_table(tables),
        "norms.csv": norms_table(norms),
        "pace.csv": pace_table(paced, tables),
        "prevalence.csv": prevalence_table(row for rows in measured for row in rows),
        "readiness.csv": readiness_table(ids, readiness(us_technology_profiles(survey, sectors))),
    }
