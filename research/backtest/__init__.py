"""Does the map predict? Official figures are hidden from it, and what it says of them is compared."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import get_args

import numpy as np

from ecomap.model import MapEntrance, Settings
from ecomap.results.labels import PROGRAM, MapLabel
from research.backtest import elsewhere
from research.backtest.bench import map_sectors, nace_activities, us_industries
from research.backtest.calibration import reliability
from research.backtest.fitting import Tried
from research.backtest.marks import Examiner, gain, score
from research.backtest.nulls import null_tests
from research.backtest.results import Backtest, Gain, Predictor, Reliability, Score, SectorList
from research.backtest.sensitivity import sensitivity
from research.backtest.tasks import Exam
from research.derivation.abs import read_us_survey
from research.derivation.coupling import CouplingSettings
from research.statistics import sector_rows

LISTS: tuple[SectorList, ...] = get_args(SectorList)
NOTES = (
    "Intervals are over sectors: what would change with other sectors, not with other technologies or years.",
    "Differences under 0.02 prove nothing.",
)


def shipped_settings(settings: Settings) -> Tried:
    """Return the settings in force, in the form in which they are fitted."""
    parts = CouplingSettings()
    mix = parts.affinity, parts.technology_kinship, parts.activity_kinship, parts.sharpness
    return Tried(*mix, settings.attenuation, settings.network_strength, settings.readiness_strength)


def backtest(
    ecosystem: MapEntrance,
    tables: Path,
    *,
    sha256: str = "",
    lists: tuple[SectorList, ...] = LISTS,
    seed: int = 0,
    resamples: int = 1000,
    permutations: int = 999,
    quick: bool = False,
) -> Backtest:
    """Hide official figures from the map, predict them, and mark the predictions beside those of rivals.

    Parameters
    ----------
    ecosystem
        The map; only its sectors' codes and activities are used, all else is derived anew.
    tables
        Folder with the publishers' tables.
    lists
        ``us-industries`` (59 industries of the US survey), ``sectors`` (the map's own), ``nace`` (31 EU activities).
    resamples, permutations, seed
        Bootstrap resamples of sectors, permuted networks, and the seed of both (PCG64).
    quick
        Leave out permutations and sensitivity.
    """
    run = _Run(ecosystem, tables, seed, resamples)
    exams = [run.exam(name) for name in lists if name != "nace"]
    moved, better = run.transfer() if "nace" in lists else ([], [])
    first = exams[0] if exams else None
    coupling, attenuation = run.shipped.coupling, run.shipped.attenuation
    return Backtest(
        program=PROGRAM,
        map=MapLabel(ecosystem.id, ecosystem.version, sha256),
        settings={name: float(value) for name, value in run.shipped._asdict().items()},
        seed=seed,
        resamples=resamples,
        tasks=(*(row for exam in exams for row in exam.scores()), *moved),
        gains=(*(row for exam in exams for row in exam.gains()), *better),
        nulls=() if quick else tuple(
            row for exam in exams for row in null_tests(exam.bench, coupling, attenuation, permutations, seed)
        ),
        reliability=run.reliability(first) if first else (),
        technologies=tuple(row for exam in exams for row in exam.technologies()),
        forecasts=tuple(elsewhere.forecasts(first.bench, coupling, Settings(), first.examiner)) if first else (),
        choices=first.nested.choices if first else (),
        sensitivity=tuple(sensitivity(first.bench, run.shipped)) if first and not quick else (),
        notes=NOTES,
    )  # fmt: skip


@dataclass(frozen=True)
class _Run:
    """What the tests of one run share."""

    ecosystem: MapEntrance
    tables: Path
    seed: int
    resamples: int

    @cached_property
    def shipped(self) -> Tried:
        return shipped_settings(Settings())

    def exam(self, name: SectorList) -> Exam:
        make = us_industries if name == "us-industries" else map_sectors
        bench = make(self.tables, sector_rows(self.ecosystem))
        return Exam(bench, Examiner.of(bench, self.resamples, self.seed), self.shipped, self.seed)

    def transfer(self) -> tuple[list[Score], list[Gain]]:
        bench = nace_activities(self.tables)
        examiner = Examiner.of(bench, self.resamples, self.seed)
        marks = elsewhere.transfer(bench, self.tables, self.shipped.coupling, Settings(), examiner)
        rivals: tuple[Predictor, ...] = ("readiness", "own_earlier")
        gains = [gain(bench, "ecomap", marks["ecomap"], rival, marks[rival]) for rival in rivals]
        return [score(bench, name, mark) for name, mark in marks.items()], gains

    def reliability(self, exam: Exam) -> tuple[Reliability, ...]:
        """Hold the predictions against the published rates of all industries together."""
        survey = read_us_survey(self.tables)
        whole = next(row for row, above in survey.ancestors.items() if not above)
        cells = [survey.cells[exam.bench.technologies[i], whole] for i in exam.bench.scored]
        national = np.array([float(cell.use or "nan") / 100 for cell in cells])
        return tuple(reliability(exam.bench, exam.nested.sectors_ranked, national))
