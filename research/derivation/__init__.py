"""The statistical part of the map, derived again from the publishers' own tables, byte for byte.

The tables are laid out as in ``research/tables``. Pure functions of texts and arrays.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ecomap.io.statistics import Observation
from research.derivation.abs import read_us_survey
from research.derivation.bea import read_industry_flows
from research.derivation.coupling import CouplingSettings, couple
from research.derivation.crosswalk import read_crosswalk, sector_flows, sector_shares
from research.derivation.eurostat import read_eurostat
from research.derivation.inputs import SectorRows, StatisticsError, read_records
from research.derivation.measured import Published, TrendNumbers, read_btos_sectors, sector_figures
from research.derivation.modifiers import MANDATE, MANDATES, modifiers_table
from research.derivation.profiles import technology_profiles
from research.derivation.tables import coupling_table, prevalence_table
from research.measures import read_measures

__all__ = ["CouplingSettings", "SectorRows", "StatisticsError", "TrendNumbers", "derive"]


def derive(
    sectors: Sequence[SectorRows], tables: Path, observations: Sequence[Observation], trends: Mapping[str, TrendNumbers]
) -> dict[str, str]:
    """Return the tables of the map by file name; the order of the arguments changes no byte.

    Parameters
    ----------
    sectors
        The sectors and the published rows they stand on.
    tables
        The folder of the publishers' tables.
    observations
        Every published figure.
    trends
        Level and pace of each trend.

    Raises
    ------
    StatisticsError
        If a table or what is asked of it is not as it must be.
    """
    sectors = sorted(sectors, key=lambda sector: sector.id)
    ids = [sector.id for sector in sectors]
    twice = next((name for at, name in enumerate(ids) if name in ids[:at]), None)
    if twice:
        raise StatisticsError(f'the sector "{twice}" is given twice.')
    survey, cells = read_us_survey(tables), read_eurostat(tables)
    industries = read_industry_flows(tables)
    flows = sector_flows(industries, sector_shares(industries.codes, read_crosswalk(tables), sectors))
    coupling = couple(flows, technology_profiles(survey, cells, sectors), sectors)
    published = Published(observations, survey, read_btos_sectors(tables))
    measures = [measure for measure in read_measures() if measure.trend in trends]
    return {
        "coupling.csv": coupling_table(ids, coupling, flows),
        "modifiers.csv": modifiers_table(observations, read_records(MANDATES, MANDATE)),
        "prevalence.csv": prevalence_table(sector_figures(sectors, measures, published, trends)),
    }
