"""Another place and later years: US figures carried to the EU, earlier figures to later ones."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ecomap.engine import likelihood
from ecomap.engine.propagation import Array, walk_shares_of_each
from ecomap.model import Settings
from research.backtest import scores as validity
from research.backtest.bench import Bench, Likeness, earlier_pairs
from research.backtest.marks import Examiner, Marked
from research.backtest.prediction import earlier_other_families
from research.backtest.results import Forecast, Predictor
from research.derivation.coupling import CouplingSettings
from research.derivation.eurostat import AI_TECHNOLOGIES, eurostat_figure, read_eurostat
from research.derivation.prevalence import counterpart

PURPOSES = tuple(f"E_AI_P{name}" for name in ("MS", "PP", "BAM", "LOG", "ITS", "FIN", "RDI"))
EU_INDICATORS = (*AI_TECHNOLOGIES, *PURPOSES)


def eu_figures(statistics: Path, bench: Bench) -> Array:
    """Return the shares of EU enterprises by technology or purpose, NaN where not published, (sector, indicator)."""
    cells = read_eurostat(statistics)
    figures = [[eurostat_figure(cells, sector, name) for name in EU_INDICATORS] for sector in bench.sectors]
    return np.array([[np.nan if cell is None else cell.percent / 100 for cell in row] for row in figures])


def us_counterparts(bench: Bench) -> list[int]:
    """Return the US technology-year nearest in meaning to each EU indicator."""
    questions = [counterpart(name) for name in EU_INDICATORS]
    return [bench.technologies.index(question) for question in questions if question is not None]


def transfer(
    bench: Bench, statistics: Path, coupling: CouplingSettings, settings: Settings, examiner: Examiner
) -> dict[Predictor, Marked]:
    """Rank EU activities by US figures alone, for each indicator; by predictor.

    ``ecomap`` has the activity's own US figure hidden, ``ecomap_with_own`` has it in sight.
    """
    found = eu_figures(statistics, bench)
    likeness = bench.likeness(range(len(bench.technologies)))
    given = bench.given(us_counterparts(bench))
    matrix = bench.coupling(likeness, coupling)
    ready = np.repeat(likeness.readiness[:, None], found.shape[1], axis=1)
    predictors: dict[Predictor, Array] = {
        "ecomap": walked(given, matrix, likeness, settings, own_in_sight=False),
        "ecomap_with_own": walked(given, matrix, likeness, settings, own_in_sight=True),
        "readiness": ready,
        "own_earlier": given,
    }
    return {name: _mark(predicted, found, examiner) for name, predicted in predictors.items()}


def _mark(predicted: Array, found: Array, examiner: Examiner) -> Marked:
    columns = []
    for k in range(found.shape[1]):
        known = ~np.isnan(found[:, k])
        columns.append(validity.spearman(predicted[known, k], found[known, k], examiner.counts[:, known]))
    return Marked("transfer", "share", "spearman", np.mean(columns, axis=0), found.shape[1])


def walked(odds: Array, coupling: Array, likeness: Likeness, settings: Settings, *, own_in_sight: bool) -> Array:
    """Return the log-odds that the walks give in each sector, its own figure in sight or not, (sector, technology)."""
    known = ~np.isnan(odds.T)  # (technology, sector)
    norm, spread = np.nanmean(odds, axis=0), np.nanstd(odds, axis=0)
    expected = likelihood.readiness_part(settings.readiness_strength, spread, likeness.readiness)
    lead = np.where(known, odds.T, 0.0) - norm[:, None] - expected
    rows = []
    for i, shares in enumerate(walk_shares_of_each(coupling, settings.attenuation)):
        own = np.arange(len(odds)) == i
        network = likelihood.network_part(lead, known & (own_in_sight | ~own), shares, own)
        parts = likelihood.log_odds(
            norm, np.zeros_like(norm), 0.0, spread, float(likeness.readiness[i]), network,
            settings.network_strength, settings.readiness_strength,
        )  # fmt: skip
        rows.append(parts.total)
    return np.array(rows)


def forecasts(bench: Bench, coupling: CouplingSettings, settings: Settings, examiner: Examiner) -> Iterator[Forecast]:
    """Yield how well later figures are ranked by earlier ones of the same family: the own one, and all walks over them.

    Sectors are like by the technologies of earlier years and other families alone.
    """
    for first, second in earlier_pairs(bench):
        likeness = bench.likeness(earlier_other_families(bench, second))
        before = bench.given([first])
        after = bench.published[:, second]
        own = np.where(np.isnan(before), np.nanmean(before), before)[:, 0]
        walk = walked(before, bench.coupling(likeness, coupling), likeness, settings, own_in_sight=True)[:, 0]
        alone, together = (validity.spearman(z, after, examiner.counts) for z in (own, walk))
        low, high = validity.interval((together - alone)[1:])
        yield Forecast(_label(bench, first), _label(bench, second), float(alone[0]), float(together[0]), low, high)


def _label(bench: Bench, technology: int) -> str:
    year, name = bench.technologies[technology]
    return f"{name.replace('_', ' ')} {year}"
