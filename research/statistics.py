"""The statistical part of the map again, from the publishers' tables."""

from pathlib import Path

from ecomap.io.map_reader import load_hand_made
from ecomap.io.maps import map_files, shipped_map
from ecomap.model import MapEntrance, MapPart
from research.derivation import derive
from research.derivation.inputs import MeasuredTrend, PacedTrend, SectorRows
from research.observations import observation_tables

TABLES = Path(__file__).parent / "tables"
"""The publishers' tables that come with the clone."""


def hand_made_map() -> tuple[MapEntrance, str]:
    """Return the part of the shipped map that people write, and the fingerprint of all its files."""
    hand_made = load_hand_made(shipped_map())
    assert isinstance(hand_made, MapEntrance)
    return hand_made, map_files(shipped_map()).sha256


def derived_tables(hand_made: MapPart, tables: Path) -> dict[str, str]:
    """Return the tables of the map by file name, derived with every published figure beside them.

    Parameters
    ----------
    hand_made
        The part of the map that people write.
    tables
        Folder with the publishers' tables; its layout is told in research/tables/README.md.
    """
    trends = [MeasuredTrend(t.id, t.measured.survey, t.measured.indicator) for t in hand_made.trends if t.measured]
    series = [(t.id, t.pace_series) for t in hand_made.trends if t.pace_series]
    paced = [PacedTrend(name, row.series, row.indicator, row.fit) for name, row in series]
    derived = derive(sector_rows(hand_made), trends, tables, paced)
    return derived | observation_tables(hand_made, tables)


def sector_rows(hand_made: MapPart) -> list[SectorRows]:
    """Return the map's sectors with the published rows that speak for them."""
    return [
        SectorRows(
            sector.id,
            naics=sector.naics,
            abs_rows=sector.statistics.abs,
            abs_fit=sector.statistics.abs_fit or "exact",
            eurostat_rows=sector.statistics.eurostat,
            eurostat_fit=sector.statistics.eurostat_fit or "exact",
            activities=sector.activities,
        )
        for sector in hand_made.sectors
    ]
