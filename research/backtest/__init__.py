"""Does the map predict? Official figures are hidden from it, and what it says of them is compared."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from ecomap.model import MapEntrance, Settings
from ecomap.results.ranking import MapLabel, ProgramLabel
from ecomap.version import VERSION
from research.backtest.bench import Bench, map_sectors, nace_activities, us_industries
from research.backtest.calibration import national_rates, reliability
from research.backtest.elsewhere import forecasts, transfer
from research.backtest.fitting import Tried
from research.backtest.marks import Examiner, gain, score
from research.backtest.nulls import null_tests
from research.backtest.results import Backtest, Forecast, Gain, NullTest, Predictor, Reliability, Score, SectorList
from research.backtest.sensitivity import sensitivity
from research.backtest.tasks import Exam
from research.derivation.abs import read_us_survey
from research.derivation.coupling import CouplingSettings
from research.derivation.inputs import SectorRows
from research.statistics import sector_rows

LISTS: tuple[SectorList, ...] = get_args(SectorList)
NOTES = (
    "Intervals are over sectors: what would change with other sectors, not with other technologies or years.",
    "Differences under 0.02 prove nothing.",
)


def shipped_settings(settings: Settings) -> Tried:
    """Return the settings in force, in the form in which they are fitted."""
    coupling = CouplingSettings()
    return Tried(
        coupling.affinity,
        coupling.technology_kinship,
        coupling.activity_kinship,
        coupling.sharpness,
        settings.attenuation,
        settings.network_strength,
        settings.readiness_strength,
    )


def backtest(
    ecosystem: MapEntrance,
    statistics: Path,
    *,
    sha256: str = "",
    lists: tuple[SectorList, ...] = LISTS,
    seed: int = 0,
    resamples: int = 1000,
    permutations: int = 999,
    quick: bool = False,
    settings: Settings | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Backtest:
    """Hide official figures from the map, predict them, and mark the predictions beside those of rivals.

    Parameters
    ----------
    ecosystem
        The map; only its sectors' codes and activities are used, all else is derived anew.
    statistics
        Folder with the publishers' tables.
    lists
        ``us-industries`` (59 industries of the US survey), ``sectors`` (the map's own), ``nace`` (31 EU activities).
    resamples, permutations, seed
        Bootstrap resamples of sectors, permuted networks, and the seed of both (PCG64).
    sha256
        Fingerprint of the map's files, for the record.
    quick
        Leave out permutations and sensitivity.
    tell
        Is told what is being done.

    Raises
    ------
    StatisticsError
        A table is missing or not as it must be.
    """
    settings = settings or Settings()
    shipped = shipped_settings(settings)
    run = _Run(sector_rows(ecosystem), statistics, settings, shipped, seed, resamples, tell)
    exams = [run.exam(name) for name in lists if name != "nace"]
    scores: list[Score] = []
    gains: list[Gain] = []
    for exam in exams:
        tell(f"{exam.bench.name}: tasks A and C")
        scores += exam.scores()
        gains += exam.gains()
    if "nace" in lists:
        moved, better = run.transfer()
        scores += moved
        gains += better
    first = exams[0] if exams else None
    return Backtest(
        program=ProgramLabel("ecomap", VERSION),
        map=MapLabel(ecosystem.id, ecosystem.version, sha256),
        settings={name: float(value) for name, value in shipped._asdict().items()},
        seed=seed,
        resamples=resamples,
        tasks=tuple(scores),
        gains=tuple(gains),
        nulls=() if quick else tuple(row for exam in exams for row in run.nulls(exam, permutations)),
        reliability=() if first is None else tuple(run.reliability(first)),
        technologies=tuple(row for exam in exams for row in exam.technologies()),
        forecasts=() if first is None else tuple(run.forecasts(first)),
        choices=() if first is None else first.nested.choices,
        sensitivity=() if first is None or quick else tuple(sensitivity(first.bench, shipped)),
        notes=NOTES,
    )


@dataclass(frozen=True)
class _Run:
    """What the tests of one run share."""

    sectors: list[SectorRows]
    statistics: Path
    settings: Settings
    shipped: Tried
    seed: int
    resamples: int
    tell: Callable[[str], None]

    def examiner(self, bench: Bench) -> Examiner:
        return Examiner.of(bench, self.resamples, self.seed)

    def exam(self, name: SectorList) -> Exam:
        self.tell(f"{name}: reading the statistics")
        make = us_industries if name == "us-industries" else map_sectors
        bench = make(self.statistics, self.sectors)
        return Exam(bench, self.examiner(bench), self.shipped, self.seed)

    def transfer(self) -> tuple[list[Score], list[Gain]]:
        self.tell("nace: US figures carried to the EU")
        bench = nace_activities(self.statistics)
        marks = transfer(bench, self.statistics, self.shipped.coupling, self.settings, self.examiner(bench))
        scores = [score(bench, name, mark) for name, mark in marks.items()]
        rivals: tuple[Predictor, ...] = ("readiness", "own_earlier")
        return scores, [gain(bench, "ecomap", marks["ecomap"], rival, marks[rival]) for rival in rivals]

    def nulls(self, exam: Exam, permutations: int) -> Iterator[NullTest]:
        self.tell(f"{exam.bench.name}: {permutations} permuted networks, four ways")
        shipped = self.shipped
        return null_tests(exam.bench, shipped.coupling, shipped.attenuation, permutations, self.seed)

    def reliability(self, exam: Exam) -> Iterator[Reliability]:
        national = national_rates(
            read_us_survey(self.statistics), [exam.bench.technologies[i] for i in exam.bench.scored]
        )
        return reliability(exam.bench, exam.nested.sectors_ranked, national)

    def forecasts(self, exam: Exam) -> Iterator[Forecast]:
        return forecasts(exam.bench, self.shipped.coupling, self.settings, exam.examiner)
