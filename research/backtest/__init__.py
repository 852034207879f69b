"""Does it come true? Official figures are hidden from the map, predicted, and the predictions set beside rivals'."""

from collections.abc import Iterator
from pathlib import Path

from ecomap.model import EcosystemMap
from ecomap.results.maps import ValidityFigure
from research.backtest.bench import map_sectors, nace_activities, us_industries
from research.backtest.certainty import all_coverage, in_sight
from research.backtest.contests import abroad, of_sectors, of_trends
from research.backtest.further_along import further_along
from research.backtest.later import later
from research.backtest.map_trends import SOFTWARE, MapTrends
from research.backtest.places import places
from research.backtest.shuffles import shuffles
from research.observations import read_observations
from research.statistics import sector_rows


def validity_figures(
    ecosystem: EcosystemMap, tables: Path, *, seed: int = 0, resamples: int = 1000, permutations: int = 199
) -> Iterator[ValidityFigure]:
    """Yield every figure of the test.

    Parameters
    ----------
    ecosystem
        The map: traits and activities of its sectors everywhere, its figures where its own trends are hidden.
    tables
        Folder with the publishers' tables.
    seed, resamples, permutations
        Seed of all draws (PCG64), draws of sectors for the 95 % intervals, shuffled networks.
    """
    given = tables, ecosystem.sectors, sector_rows(ecosystem)
    benches = {"us-industries": us_industries(*given), "sectors": map_sectors(*given)}
    for name, bench in benches.items():
        yield from of_sectors(name, bench, resamples, seed)
    yield from shuffles(benches["us-industries"], permutations, seed)
    yield from abroad(nace_activities(*given), resamples, seed)
    trends = MapTrends(ecosystem, benches["sectors"].readiness)
    yield from of_trends(trends, resamples, seed)
    yield from in_sight(benches["us-industries"], resamples, seed)
    yield from all_coverage(benches, trends, resamples, seed)
    yield from further_along(ecosystem, resamples, seed)
    observations, _ = read_observations(tables)
    yield from places(observations, resamples, seed)
    rows = {trends.ids[place]: row for place, row in trends.rows(SOFTWARE[0]).items()}
    yield from later(observations, trends.coupling, trends.ids, rows, resamples, seed)
