"""A list of sectors on which the map is tested: figures, what is hidden with what, what makes them alike."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from research.backtest.results import SectorList
from research.backtest.scores import Array
from research.derivation.abs import Technology, UsSurvey, as_published, read_us_survey, us_figure
from research.derivation.bea import read_industry_flows
from research.derivation.coupling import Coupling, CouplingSettings, couple, mixed
from research.derivation.crosswalk import read_crosswalk, sector_flows, sector_shares
from research.derivation.figures import LEAST_SHARE, Figure
from research.derivation.industries import industry_sectors, is_manufacturing, nace_sectors
from research.derivation.inputs import SectorRows
from research.derivation.profiles import Profiles, readiness, with_enough_cells

Flags = NDArray[np.bool_]

SCORED_YEAR = 2021
"""The survey's newest year is scored; the earlier ones say what sectors are like."""
LAST_DIGIT = 0.0005
"""Half of the last digit printed (0.1 %): the floor of a published figure in log-odds."""

FAMILIES = {
    "artificial_intelligence": "ai", "machine_learning": "ai", "machine_vision": "ai",
    "natural_language_processing": "ai", "voice_recognition": "ai",
    "robotics": "robots", "automated_guided_vehicles": "robots", "autonomous_systems_and_robotics": "robots",
    "augmented_reality": "interfaces", "touchscreens_kiosks": "interfaces", "human_machine_interfaces": "interfaces",
    "rfid": "sensing", "advanced_sensing": "sensing",
    "cloud_computing": "computing", "specialized_software": "computing", "advanced_computing": "computing",
}  # fmt: skip
"""Technologies that are asked for under different names in different years; any other is a family of its own."""


def family(technology: Technology) -> str:
    """Return the family of a technology-year."""
    return FAMILIES.get(technology[1], technology[1])


@dataclass(frozen=True)
class Bench:
    """Sectors and the figures that are hidden and predicted."""

    name: SectorList
    sectors: tuple[SectorRows, ...]
    technologies: tuple[Technology, ...]
    """All technology-years of the survey."""
    figures: tuple[tuple[Figure | None, ...], ...]  # (sector, technology-year), None where suppressed
    hidden_with: Flags  # (sector, sector): whose figures are hidden when one's own is
    blocks: NDArray[np.int64]  # (sector,): 0 manufacturing, 1 the others
    flows: Array  # (sector, sector), million USD

    @cached_property
    def published(self) -> Array:
        """Shares as published, 0..1, NaN where suppressed, (sector, technology-year)."""
        return np.array([[np.nan if cell is None else cell.percent / 100 for cell in row] for row in self.figures])

    @property
    def scored(self) -> tuple[int, ...]:
        """Positions of the technologies of the scored year."""
        return tuple(i for i, (year, _) in enumerate(self.technologies) if year == SCORED_YEAR)

    @property
    def earlier(self) -> tuple[int, ...]:
        """Positions of the technologies of the years before."""
        return tuple(i for i, (year, _) in enumerate(self.technologies) if year < SCORED_YEAR)

    def given(self, technologies: Sequence[int]) -> Array:
        """Return what the map holds of some technologies: log-odds within 0.5 and 99.5 %, (sector, technology)."""
        return log_odds(self.published[:, list(technologies)], LEAST_SHARE)

    def found(self, technologies: Sequence[int]) -> Array:
        """Return what is to be predicted: log-odds as published, (sector, technology)."""
        return log_odds(self.published[:, list(technologies)], LAST_DIGIT)

    def likeness(self, technologies: Sequence[int]) -> "Likeness":
        """Return what sectors are like by the use of some technologies."""
        names = [str(self.technologies[i]) for i in technologies]
        profiles = with_enough_cells(names, [[row[i] for i in technologies] for row in self.figures])
        return Likeness(profiles, np.nan_to_num(readiness(profiles).scores))

    def coupling(self, likeness: "Likeness", settings: CouplingSettings) -> Array:
        """Return the coupling as the map derives it, with the technology profiles given, (source, target)."""
        parts = self.parts(likeness, settings)
        return mixed(parts.affinity, parts.technology_kinship, parts.activity_kinship, settings)

    def parts(self, likeness: "Likeness", settings: CouplingSettings) -> Coupling:
        """Return the parts of the coupling; they depend on the shape of kinship, not on the mix."""
        shape = settings.nearness, settings.sharpness
        if shape not in likeness.coupled:
            likeness.coupled[shape] = couple(self.flows, likeness.profiles, self.sectors, settings)
        return likeness.coupled[shape]

    @cached_property
    def sight(self) -> "Sight":
        """What remains in sight of all technology-years when a sector's own figures are hidden."""
        odds = self.given(range(len(self.technologies))).T
        known = ~np.isnan(odds)[None, :, :] & ~self.hidden_with[:, None, :]
        seen = np.where(known, odds[None, :, :], np.nan)
        return Sight(np.nan_to_num(odds), known, np.nanmean(seen, axis=2), np.nanstd(seen, axis=2))


@dataclass(frozen=True)
class Sight:
    """Figures in sight when a sector's own are hidden, with their mean and spread."""

    odds: Array  # (technology, sector), 0 where suppressed
    known: Flags  # (hidden sector, technology, sector)
    norm: Array  # (hidden sector, technology)
    spread: Array  # (hidden sector, technology)


@dataclass(frozen=True)
class Likeness:
    """Technology profiles, and the readiness that follows from them."""

    profiles: Profiles
    readiness: Array  # (sector,), standard deviations
    coupled: dict[tuple[float, float], Coupling] = field(default_factory=dict)
    """Couplings made of it so far, by the shape of kinship."""


def log_odds(shares: Array, floor: float) -> Array:
    """Return ln(p / (1 - p)) of shares kept within ``floor`` and 1 - ``floor``; NaN stays NaN."""
    kept = np.clip(shares, floor, 1 - floor)
    odds: Array = np.log(kept / (1 - kept))
    return odds


def nace_activities(statistics: Path) -> Bench:
    """Return 31 activities of the Eurostat survey with their US figures; without activity profiles."""
    return _bench("nace", read_us_survey(statistics), nace_sectors(statistics), statistics)


def earlier_pairs(bench: Bench) -> list[tuple[int, int]]:
    """Return each technology of an earlier year with each of its family in the scored year."""
    return [
        (first, second)
        for second in bench.scored
        for first in bench.earlier
        if family(bench.technologies[first]) == family(bench.technologies[second])
    ]


def us_industries(statistics: Path, sectors: Sequence[SectorRows]) -> Bench:
    """Return the 59 finest industries of the US survey, with activity profiles carried over from the map's sectors."""
    survey = read_us_survey(statistics)
    return _bench("us-industries", survey, industry_sectors(survey, read_crosswalk(statistics), sectors), statistics)


def map_sectors(statistics: Path, sectors: Sequence[SectorRows]) -> Bench:
    """Return the map's own sectors, as far as the US survey covers them."""
    survey = read_us_survey(statistics)
    return _bench("sectors", survey, [sector for sector in sectors if sector.abs_rows], statistics)


def _bench(name: SectorList, survey: UsSurvey, sectors: Sequence[SectorRows], statistics: Path) -> Bench:
    industries = read_industry_flows(statistics)
    shares = sector_shares(industries.codes, read_crosswalk(statistics), sectors)
    figures = [[us_figure(survey, sector, technology) for technology in survey.technologies] for sector in sectors]
    rows = [frozenset(as_published(row) for row in sector.abs_rows) for sector in sectors]
    return Bench(
        name,
        tuple(sectors),
        survey.technologies,
        figures=tuple(tuple(row) for row in figures),
        # two sectors on one published row have one figure: with one of them in sight, the other is not hidden
        hidden_with=np.array([[bool(first & second) for second in rows] for first in rows]),
        blocks=np.array([0 if is_manufacturing(survey, sector.abs_rows[0]) else 1 for sector in sectors]),
        flows=sector_flows(industries, shares),
    )
