"""A list of sectors with figures of the US survey: what is hidden with what, what makes them alike, what is asked."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ecomap.engine.posterior import Array, Flags
from ecomap.model import Sector
from ecomap.posteriors import ACTIVITIES, AI, TECHNOLOGIES, TRAITS, standardised
from research.backtest.exam import Exam
from research.backtest.question import Question, plain_figures
from research.derivation.abs import Technology, UsSurvey, as_published, read_us_survey, us_figure
from research.derivation.bea import read_industry_flows
from research.derivation.coupling import CouplingSettings, couple
from research.derivation.crosswalk import read_crosswalk, sector_flows, sector_shares
from research.derivation.eurostat import AI_TECHNOLOGIES, eurostat_figure, read_eurostat
from research.derivation.figures import LEAST_SHARE, Figure
from research.derivation.industries import (
    NACE_TO_INDUSTRY,
    carried_profiles,
    industry_sectors,
    is_manufacturing,
    nace_sectors,
)
from research.derivation.inputs import SectorRows, read_records
from research.derivation.profiles import readiness, with_enough_cells

SCORED_YEAR = 2021
"""The survey's newest year is scored; the earlier ones say what sectors are like."""
LAST_DIGIT = 0.0005
"""Half of the last digit printed (0.1 %): the floor of a published figure in log-odds."""
US_ERROR = 0.2
"""Error of a row of the US survey for a US firm, log-odds (docs/model.md)."""
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

Sights = Callable[["Bench", int], Sequence[int]]
"""Which technologies may say what sectors are like when one is predicted."""


def all_others(bench: "Bench", technology: int) -> list[int]:
    """Return every technology-year but the one predicted."""
    return [i for i in range(len(bench.technologies)) if i != technology]


def earlier(bench: "Bench", technology: int) -> list[int]:
    """Return the technology-years of earlier years than the scored one."""
    return [i for i, (year, _) in enumerate(bench.technologies) if year < SCORED_YEAR and i != technology]


@dataclass(frozen=True, eq=False)
class Bench:
    """Sectors, their figures, and what they have in common."""

    sectors: tuple[SectorRows, ...]
    technologies: tuple[Technology, ...]
    """All technology-years of the survey."""
    figures: tuple[tuple[Figure | None, ...], ...]  # (sector, technology-year), None where suppressed
    hidden_with: Flags  # (sector, sector): whose figures are hidden when one's own is
    blocks: NDArray[np.int64]  # (sector,): 0 manufacturing, 1 the others
    flows: Array  # (sector, sector), million USD
    traits: Array  # (sector, trait), standardised
    activities: Array  # (sector, activity), standardised
    ai: Array  # (sector, EU indicator), log-odds of 2025, NaN where there is none

    @cached_property
    def published(self) -> Array:
        """Shares as published, 0..1, NaN where suppressed, (sector, technology-year)."""
        return np.array([[np.nan if cell is None else cell.percent / 100 for cell in row] for row in self.figures])

    @property
    def scored(self) -> tuple[int, ...]:
        """Positions of the technologies of the scored year."""
        return tuple(i for i, (year, _) in enumerate(self.technologies) if year == SCORED_YEAR)

    @cached_property
    def readiness(self) -> dict[str, float]:
        """How digital each sector is, standard deviations, by the US survey of all years."""
        every = with_enough_cells([str(technology) for technology in self.technologies], self.figures)
        scores = np.nan_to_num(readiness(every).scores).tolist()
        return dict(zip([sector.id for sector in self.sectors], scores, strict=True))

    def questions(self, technologies: Sequence[int], sights: Sights, *, ai: bool) -> tuple[Question, ...]:
        """Return what predictors are given of some technologies; without EU figures of AI where these lie ahead."""
        return tuple(self._question(technology, tuple(sights(self, technology)), ai) for technology in technologies)

    def _question(self, technology: int, sight: tuple[int, ...], ai: bool) -> Question:
        names = [str(self.technologies[i]) for i in sight]
        profiles = with_enough_cells(names, [[row[i] for i in sight] for row in self.figures])
        coupling = couple(self.flows, profiles, self.sectors, CouplingSettings())
        features = {
            TRAITS: self.traits,
            ACTIVITIES: self.activities,
            TECHNOLOGIES: standardised(profiles.values),
            AI: standardised(self.ai) if ai else np.zeros((len(self.sectors), 1)),
        }
        return Question(
            figures=plain_figures(log_odds(self.published[:, technology], LEAST_SHARE), US_ERROR),
            gram={group: x @ x.T / x.shape[1] for group, x in features.items()},
            prior=np.zeros(len(self.sectors)),
            coupling=coupling.coupling,
            kinship=coupling.technology_kinship,
            readiness=np.nan_to_num(readiness(profiles).scores),
            together=self.hidden_with,
        )

    @cached_property
    def ranked(self) -> Exam:
        """Task A: sectors ranked for each technology of the scored year, own figure hidden."""
        shares = self.published[:, list(self.scored)]
        return Exam(self.questions(self.scored, all_others, ai=True), shares, log_odds(shares, LAST_DIGIT), "sectors")

    @cached_property
    def inside(self) -> Exam:
        """Task C: technologies ranked inside a sector, all its figures of the scored year hidden."""
        questions = self.questions(self.scored, earlier, ai=False)
        return replace(self.ranked, questions=questions, kind="lifts")

    @cached_property
    def abroad(self) -> Exam:
        """EU figures of 2025 ranked by US figures, own figure hidden, no EU figure in sight."""
        asked = [self.technologies.index(COUNTERPARTS.get(name, ANY_AI)) for name in EU_INDICATORS]
        shares = 1 / (1 + np.exp(-self.ai))
        return Exam(self.questions(asked, all_others, ai=False), shares, self.ai, "sectors")


def log_odds(shares: Array, floor: float) -> Array:
    """Return ln(p / (1 - p)) of shares kept within ``floor`` and 1 - ``floor``; NaN stays NaN."""
    kept = np.clip(shares, floor, 1 - floor)
    odds: Array = np.log(kept / (1 - kept))
    return odds


def us_industries(tables: Path, sectors: Sequence[Sector], rows: Sequence[SectorRows]) -> Bench:
    """Return the 59 finest industries of the US survey; traits and activities are carried over from the map's."""
    survey, crosswalk = read_us_survey(tables), read_crosswalk(tables)
    of: dict[str, list[str]] = defaultdict(list)
    for record in read_records(tables / NACE_TO_INDUSTRY, ("nace_group", "abs_leaf59")):
        of[record["abs_leaf59"]].append(record["nace_group"])
    found = [replace(row, eurostat_rows=tuple(of[row.id])) for row in industry_sectors(survey, crosswalk, rows)]
    return _bench(survey, found, carried_traits(tables, found, sectors, rows), tables)


def map_sectors(tables: Path, sectors: Sequence[Sector], rows: Sequence[SectorRows]) -> Bench:
    """Return the map's own sectors, as far as the US survey covers them."""
    traits = {sector.id: dict(sector.traits) for sector in sectors}
    found = [row for row in rows if row.abs_rows]
    return _bench(read_us_survey(tables), found, [traits[row.id] for row in found], tables)


def nace_activities(tables: Path, sectors: Sequence[Sector], rows: Sequence[SectorRows]) -> Bench:
    """Return 31 activities of the Eurostat survey with their US figures."""
    plain = nace_sectors(tables)
    carried = carried_profiles(_codes(tables), plain, rows)
    found = [replace(row, activities=carried.get(row.id, {})) for row in plain]
    return _bench(read_us_survey(tables), found, carried_traits(tables, found, sectors, rows), tables)


def carried_traits(
    tables: Path, targets: Sequence[SectorRows], sectors: Sequence[Sector], rows: Sequence[SectorRows]
) -> list[dict[str, float]]:
    """Return for each target the mean traits of the map's sectors that claim its six-digit codes."""
    traits = {sector.id: dict(sector.traits) for sector in sectors}
    found = carried_profiles(_codes(tables), targets, [replace(row, activities=traits[row.id]) for row in rows])
    return [found.get(target.id, {}) for target in targets]


def _codes(tables: Path) -> set[str]:
    return {code for codes in read_crosswalk(tables).values() for code in codes}


def _levels(levels: Sequence[Mapping[str, float]]) -> Array:
    names = sorted({name for one in levels for name in one})
    return standardised(np.array([[one.get(name, 0.0) for name in names] for one in levels], dtype=np.float64))


def _bench(
    survey: UsSurvey, sectors: Sequence[SectorRows], traits: Sequence[Mapping[str, float]], tables: Path
) -> Bench:
    industries, cells = read_industry_flows(tables), read_eurostat(tables)
    shares = sector_shares(industries.codes, read_crosswalk(tables), sectors)
    rows = [frozenset(as_published(row) for row in sector.abs_rows) for sector in sectors]
    abroad = [[eurostat_figure(cells, sector, name) for name in EU_INDICATORS] for sector in sectors]
    return Bench(
        tuple(sectors),
        survey.technologies,
        tuple(tuple(us_figure(survey, sector, name) for name in survey.technologies) for sector in sectors),
        # two sectors on one published row have one figure: with one of them in sight, the other is not hidden
        hidden_with=np.array([[bool(first & second) for second in rows] for first in rows]),
        blocks=np.array([0 if is_manufacturing(survey, sector.abs_rows[0]) else 1 for sector in sectors]),
        flows=sector_flows(industries, shares),
        traits=_levels(traits),
        activities=_levels([sector.activities for sector in sectors]),
        ai=np.array([[np.nan if cell is None else cell.log_odds for cell in row] for row in abroad], dtype=np.float64),
    )
