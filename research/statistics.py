"""The statistical part of the map again, from the publishers' tables."""

import re
from pathlib import Path

from ecomap.model import MapPart
from ecomap.places import data_folder
from research.derivation import derive
from research.derivation.codes import Homes
from research.derivation.figures import logit
from research.derivation.inputs import SectorRows
from research.derivation.measured import TrendNumbers
from research.observations import observation_tables, read_observations

TABLES = Path(__file__).parent / "tables"
"""The publishers' tables that come with the clone."""


def derived_tables(hand_made: MapPart, tables: Path) -> dict[str, str]:
    """Return the tables of the map by file name, derived with every published figure beside them.

    Parameters
    ----------
    hand_made
        The part of the map that people write.
    tables
        Folder with the publishers' tables; its layout is told in research/tables/README.md.
    """
    observations, questions = read_observations(tables)
    derived = derive(sector_rows(hand_made), tables, observations, trend_numbers(hand_made))
    return derived | observation_tables(observations, questions)


def trend_numbers(hand_made: MapPart) -> dict[str, TrendNumbers]:
    """Return level and pace of each trend of the map."""
    return {
        trend.id: TrendNumbers(
            logit(trend.level.share) if trend.level else None, trend.pace.value if trend.pace else 0.0
        )
        for trend in hand_made.trends
    }


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


def homes_of(hand_made: MapPart) -> Homes:
    """Return what a code can mean in the map, and which codes its sectors name themselves."""
    sectors = {sector.id: sector.id for sector in hand_made.sectors}
    kinds = {kind: max(shares, key=lambda sector: shares[sector]) for kind, shares in read_kinds().items()}
    prefixes = {
        family: {re.sub("[^0-9]", "", code): s.id for s in hand_made.sectors for code in getattr(s, family)}
        for family in ("isic", "nace", "naics")
    }
    return Homes({kind: home for kind, home in kinds.items() if home in sectors} | sectors, prefixes)


def read_kinds() -> dict[str, dict[str, float]]:
    """Return the kinds of firm with the share of each sector."""
    import yaml

    fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (data_folder() / "kinds.yaml").read_text(encoding="utf-8")
    return {kind["id"]: kind["sectors"] for kind in yaml.load(text, Loader=fast)["kinds"]}
