"""Another place and later years: US figures carried to the EU, earlier figures to later ones."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from ecomap.model import Settings
from research.backtest import scores
from research.backtest.bench import Bench, Likeness, earlier_pairs
from research.backtest.marks import Examiner, Marked
from research.backtest.prediction import earlier_other_families, pushed, walk_shares
from research.backtest.results import Forecast, Predictor
from research.backtest.scores import Array
from research.derivation.abs import Technology
from research.derivation.coupling import CouplingSettings
from research.derivation.eurostat import AI_TECHNOLOGIES, eurostat_figure, read_eurostat

ANY_AI: Technology = (2021, "artificial_intelligence")
LANGUAGE: Technology = (2020, "natural_language_processing")
COUNTERPARTS: Mapping[str, Technology] = {
    "E_AI_TML": (2020, "machine_learning"), "E_AI_TNLG": LANGUAGE, "E_AI_TTM": LANGUAGE, "E_AI_TPVSG": LANGUAGE,
    "E_AI_TSR": (2020, "voice_recognition"), "E_AI_TIR": (2020, "machine_vision"),
    "E_AI_TAR": (2020, "automated_guided_vehicles"),
}  # fmt: skip
"""Eurostat's technology -> the US question nearest in meaning; any other asks of AI in general."""
PURPOSES = tuple(f"E_AI_P{name}" for name in ("MS", "PP", "BAM", "LOG", "ITS", "FIN", "RDI"))
EU_INDICATORS = (*AI_TECHNOLOGIES, *PURPOSES)


def transfer(
    bench: Bench, tables: Path, coupling: CouplingSettings, settings: Settings, examiner: Examiner
) -> dict[Predictor, Marked]:
    """Rank EU activities by US figures alone, for each indicator; by predictor.

    ``ecomap`` has the activity's own US figure hidden, ``ecomap_with_own`` has it in sight.
    """
    cells = read_eurostat(tables)
    figures = [[eurostat_figure(cells, sector, name) for name in EU_INDICATORS] for sector in bench.sectors]
    found = np.array([[np.nan if cell is None else cell.percent / 100 for cell in row] for row in figures])
    questions = [COUNTERPARTS.get(name, ANY_AI) for name in EU_INDICATORS]
    given = bench.given([bench.technologies.index(question) for question in questions])
    likeness = bench.likeness(range(len(bench.technologies)))
    matrix = bench.coupling(likeness, coupling)
    predictors: dict[Predictor, Array] = {
        "ecomap": walked(given, matrix, likeness, settings, own_in_sight=False),
        "ecomap_with_own": walked(given, matrix, likeness, settings, own_in_sight=True),
        "readiness": np.repeat(likeness.readiness[:, None], found.shape[1], axis=1),
        "own_earlier": given,
    }
    return {
        name: Marked("transfer", "share", "spearman", examiner.spearman(predicted, found), found.shape[1])
        for name, predicted in predictors.items()
    }


def walked(odds: Array, coupling: Array, likeness: Likeness, settings: Settings, *, own_in_sight: bool) -> Array:
    """Return the log-odds that the walks give in each sector, its own figure in sight or not, (sector, technology)."""
    own = np.eye(len(odds), dtype=bool)
    known = ~np.isnan(odds.T) & (own_in_sight | ~own[:, None, :])  # (sector, technology, from sector)
    norm, spread = np.nanmean(odds, axis=0), np.nanstd(odds, axis=0)
    expected = settings.readiness_strength * np.multiply.outer(likeness.readiness, spread)  # (sector, technology)
    lead = np.broadcast_to((np.nan_to_num(odds) - norm - expected).T, known.shape)
    network = pushed(lead, known, walk_shares(coupling, settings.attenuation), own)
    predicted: Array = norm + settings.network_strength * network + expected
    return predicted


def forecasts(bench: Bench, coupling: CouplingSettings, settings: Settings, examiner: Examiner) -> Iterator[Forecast]:
    """Yield how well later figures are ranked by earlier ones of the same family: the own one, and all walks over them.

    Sectors are like by the technologies of earlier years and other families alone.
    """
    for first, second in earlier_pairs(bench):
        likeness = bench.likeness(earlier_other_families(bench, second))
        before, after = bench.given([first]), bench.published[:, [second]]
        own = np.where(np.isnan(before), np.nanmean(before), before)
        walk = walked(before, bench.coupling(likeness, coupling), likeness, settings, own_in_sight=True)
        alone, together = (examiner.spearman(z, after) for z in (own, walk))
        low, high = scores.interval((together - alone)[1:])
        yield Forecast(_label(bench, first), _label(bench, second), float(alone[0]), float(together[0]), low, high)


def _label(bench: Bench, technology: int) -> str:
    year, name = bench.technologies[technology]
    return f"{name.replace('_', ' ')} {year}"
