"""Which share of a sector's firms uses a measured trend, and what is usual among the sectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from types import MappingProxyType

from research.derivation.abs import Technology, UsSurvey, us_figure
from research.derivation.eurostat import Cells, eurostat_figure
from research.derivation.figures import Figure, clip, logistic, logit, mean_and_spread
from research.derivation.inputs import EUROSTAT_AI_2025, US_SURVEY_YEARS, MeasuredTrend, SectorRows, StatisticsError

ANY_AI: Technology = (2021, "artificial_intelligence")
LANGUAGE: Technology = (2020, "natural_language_processing")
COUNTERPARTS: Mapping[str, Technology] = MappingProxyType({
    "E_AI_TML": (2020, "machine_learning"), "E_AI_TNLG": LANGUAGE, "E_AI_TTM": LANGUAGE, "E_AI_TPVSG": LANGUAGE,
    "E_AI_TSR": (2020, "voice_recognition"), "E_AI_TIR": (2020, "machine_vision"),
    "E_AI_TAR": (2020, "automated_guided_vehicles"), "E_AI_TPA": ANY_AI, "E_AI_TANY": ANY_AI,
})  # fmt: skip
"""Eurostat's technology -> the US question nearest in meaning; used for sectors that Eurostat leaves out."""
PURPOSE_PREFIX = "E_AI_P"
"""Indicators of what AI is used for; the US survey asks only whether AI is used at all."""
STANDARDISED_EVIDENCE = "standardised-us-rate"


@dataclass(frozen=True, slots=True)
class Prevalence:
    """The share of a sector's firms that uses a trend, and where it comes from."""

    trend: str
    sector: str
    share: float
    figure: Figure
    evidence: str


@dataclass(frozen=True, slots=True)
class Norm:
    """What is usual: mean and spread of the log-odds over the sectors with a figure, each sector counting once."""

    trend: str
    norm: float
    spread: float
    sectors: int


def counterpart(indicator: str) -> Technology | None:
    """Return the US question that stands in for a Eurostat indicator, if there is one."""
    return COUNTERPARTS.get(indicator, ANY_AI if indicator.startswith(PURPOSE_PREFIX) else None)


def prevalences(
    trend: MeasuredTrend, sectors: Sequence[SectorRows], survey: UsSurvey, cells: Cells
) -> tuple[Prevalence, ...]:
    """Return the prevalence of a trend in every sector that has a figure; missing stays missing."""
    if trend.survey != EUROSTAT_AI_2025:
        return direct(trend, us_figures(survey, sectors, (US_SURVEY_YEARS[trend.survey], trend.indicator)))
    known = {sector.id: eurostat_figure(cells, sector, trend.indicator) for sector in sectors}
    figures = {sector: figure for sector, figure in known.items() if figure is not None}
    question = counterpart(trend.indicator)
    if question is None:
        return direct(trend, figures)
    standardised = standardised_counterparts(figures, us_figures(survey, sectors, question), question)
    found = (*direct(trend, figures), *(replace(row, trend=trend.id) for row in standardised))
    return tuple(sorted(found, key=lambda row: row.sector))


def us_figures(survey: UsSurvey, sectors: Sequence[SectorRows], technology: Technology) -> dict[str, Figure]:
    """Return sector -> its US figure, of the sectors that have one."""
    found = {sector.id: us_figure(survey, sector, technology) for sector in sectors}
    return {sector: figure for sector, figure in found.items() if figure is not None}


def direct(trend: MeasuredTrend, figures: Mapping[str, Figure]) -> tuple[Prevalence, ...]:
    """Return the figures as they are: ``share = percent / 100``, kept within 0.5 and 99.5 %."""
    evidence = f"{trend.survey.removeprefix('us-')}-rate"
    return tuple(Prevalence(trend.id, name, figure.share, figure, evidence) for name, figure in sorted(figures.items()))


def standardised_counterparts(
    eu: Mapping[str, Figure], us: Mapping[str, Figure], question: Technology
) -> tuple[Prevalence, ...]:
    """Return what the US figures say of the sectors that Eurostat leaves out, on Eurostat's scale; trend still empty.

    ``m = logistic(norm_EU + spread_EU * z_US)`` with ``z_US = (logit us - mean) / spread`` over the sectors that both
    surveys cover. Place and spread are Europe's, only the sector's rank position is America's; grade C. None if both
    share fewer than two sectors, or the US figures are all equal.
    """
    both = sorted(set(eu) & set(us))
    if len(both) < 2:
        return ()
    mean_eu, spread_eu = mean_and_spread([figure.log_odds for _, figure in sorted(eu.items())])
    mean_us, spread_us = mean_and_spread([us[sector].log_odds for sector in both])
    if spread_us == 0:
        return ()
    rows = []
    for sector in sorted(set(us) - set(eu)):
        score = (us[sector].log_odds - mean_us) / spread_us
        locator = f"{us[sector].locator} ({question[1]} {question[0]})"
        figure = replace(us[sector], locator=locator, grade="C")
        rows.append(Prevalence("", sector, clip(logistic(mean_eu + spread_eu * score)), figure, STANDARDISED_EVIDENCE))
    return tuple(rows)


def norm_of(trend: MeasuredTrend, rows: Sequence[Prevalence]) -> Norm:
    """Return the equal-weight mean and population standard deviation of ``logit share`` over two sectors or more.

    Not the published national rate, which large sectors dominate and which ruins the ranking (model.md section 1).
    """
    if len(rows) < 2:
        raise StatisticsError(f"trend {trend.id}: {len(rows)} sectors have a figure; a norm needs at least two.")
    norm, spread = mean_and_spread([logit(row.share) for row in rows])
    return Norm(trend.id, norm, spread, len(rows))


def mean_spread(norms: Sequence[Norm]) -> float:
    """Return the mean spread of the measured trends: the default for trends that no survey measures."""
    return fsum(norm.spread for norm in norms) / len(norms)
