"""The map's own trends as questions: the one place that knows how the program holds its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from ecomap.compiling import compile_map
from ecomap.engine.posterior import Array, Flags
from ecomap.model import EcosystemMap
from ecomap.posteriors import WEIGHTS, WEIGHTS_OF_TECHNOLOGIES, SectorFigures
from research.backtest.exam import Exam
from research.backtest.question import Question
from research.backtest.this_form import FOR_TRENDS, ThisForm
from research.derivation.eurostat import divisions

COMMERCE = ("online-ordering", "online-shop", "marketplace-selling", "cross-border-e-commerce")
SOFTWARE = (
    "data-analytics", "customer-analytics", "cloud-computing", "crm-software", "erp-software", "online-training",
)  # fmt: skip
"""First the one that every activity has a figure of: it says which sectors stand on one row."""
NACE = "nace2 "
MEASURED = 30
"""Figures by sector from which a trend counts as measured."""


class MapTrends:
    """The shipped map, its trends to be hidden."""

    def __init__(self, ecosystem: EcosystemMap, readiness: Mapping[str, float]) -> None:
        self.ecosystem = ecosystem
        self.held = SectorFigures(compile_map(ecosystem).arrays)
        self.judged = SectorFigures(compile_map(ecosystem.model_copy(update={"influences": ()})).arrays)
        self.at = self.held.arrays.trend_index
        self.ids = list(self.held.arrays.sectors)
        self._centred: dict[str, Array] = {}
        self.readiness = np.array([readiness.get(name, 0.0) for name in self.ids])
        self.coupling, self.kinship = np.zeros((2, len(self.ids), len(self.ids)))
        at = {name: place for place, name in enumerate(self.ids)}
        for item in ecosystem.couplings:
            self.coupling[at[item.source], at[item.target]] = item.coupling
            self.kinship[at[item.source], at[item.target]] = item.technology_kinship or 0.0

    @cached_property
    def measured(self) -> tuple[str, ...]:
        """Trends that surveys count by sector."""
        counts = (~np.isnan(self.held.arrays.figure)).sum(axis=1)
        return tuple(trend for trend, place in self.at.items() if counts[place] >= MEASURED)

    def rows(self, trend: str) -> dict[int, str]:
        """Return place of a sector -> the activity of the EU survey on which its figure stands."""
        return {
            self.ids.index(item.sector): item.row.removeprefix(NACE)
            for item in self.ecosystem.influences
            if item.trend == trend and item.row and item.row.startswith(NACE)
        }

    def form(self, trend: str) -> ThisForm:
        """Return the settings that the program has for a trend."""
        return ThisForm() if self.held.arrays.technology[self.at[trend]] else FOR_TRENDS

    def question(self, name: str) -> Question:
        """Return what predictors are given of a trend."""
        trend = self.at[name]
        weights = WEIGHTS_OF_TECHNOLOGIES if self.form(name) == ThisForm() else WEIGHTS
        return Question(
            figures=self.held.figures(trend),
            gram={group: x.products / (weights[group] or 1.0) for group, x in self.held.features(trend).items()},
            prior=self.held.prior(trend),
            coupling=self.coupling,
            kinship=self.kinship,
            readiness=self.readiness,
            together=self.held.together(trend) | self.within(name),
        )

    def within(self, trend: str) -> Flags:
        """Return which sectors stand on rows of which one lies within the other: hotels within hotels and catering."""
        found = np.zeros(self.coupling.shape, dtype=np.bool_)
        rows = {place: divisions(row) for place, names in self.rows(trend).items() for row in names.split()[:1]}
        for first, some in rows.items():
            for second, others in rows.items():
                found[first, second] = bool(some & others)
        return found

    def exam(self, trends: Sequence[str] = (*SOFTWARE, *COMMERCE)) -> Exam:
        """Return the exam of trends whose EU figures are hidden row by row."""
        rows = sorted({row for trend in trends for row in self.rows(trend).values()})
        units = np.zeros((len(trends), len(rows), len(self.ids)))
        odds = np.full((len(rows), len(trends)), np.nan)
        questions = tuple(self.question(trend) for trend in trends)
        for column, (trend, question) in enumerate(zip(trends, questions, strict=True)):
            for place, row in self.rows(trend).items():
                units[column, rows.index(row), place] = 1.0
                odds[rows.index(row), column] = question.figures.z[place]
        units /= np.maximum(units.sum(axis=2, keepdims=True), 1.0)
        return Exam(questions, 1 / (1 + np.exp(-odds)), odds, "sectors", tuple(units))

    def unseen(self, trends: Sequence[str], exam: Exam, *, family: bool) -> dict[str, Array]:
        """Return log-odds by row of trends whose figures are all hidden but for their mean, (row, trend).

        As the program does it; with the level that the map has instead of their mean, as it is and less the gap between
        levels and means that other trends of the kind show; and by other ways to guess: what was judged alone, trends
        of the group alone as traits order them, and half judged, half where these trends stand in all.

        Parameters
        ----------
        family
            Whether the figures of the trends of its family are hidden too.
        """
        found: dict[str, list[Array]] = {}
        for trend, question, units in zip(trends, exam.questions, exam.units or (), strict=True):
            known = question.figures.known
            mean = float(question.figures.z[known].mean())
            nothing = replace(question.figures, known=np.zeros_like(known), level=mean)
            for name, prior in self._priors(trend, family=family).items():
                asked = replace(question, figures=nothing, prior=prior - prior[known].mean())
                odds = units @ self.form(trend).predict(asked)
                found.setdefault(name, []).append(odds)
                if name == "ecomap":
                    off = question.figures.level - mean
                    found.setdefault("level of the map", []).append(odds + off)
                    found.setdefault("level less the others' gap", []).append(
                        odds + off - self.gap(trend, family=family)
                    )
        return {name: np.array(columns).T for name, columns in found.items()}

    def gap(self, trend: str, *, family: bool) -> float:
        """Return how far levels stand above the mean of the figures of other trends of the kind, log-odds."""
        kind = COMMERCE if trend in COMMERCE else SOFTWARE
        others = [self.held.figures(self.at[other]) for other in kind if other != trend
                  and not (family and self.related(trend, other))]  # fmt: skip
        return float(np.mean([one.level - one.z[one.known].mean() for one in others])) if others else 0.0

    def _priors(self, name: str, *, family: bool) -> dict[str, Array]:
        gone = {other for other in self.measured if other == name or (family and self.related(name, other))}
        kept = tuple(item for item in self.ecosystem.influences if item.trend not in gone)
        held = SectorFigures(compile_map(self.ecosystem.model_copy(update={"influences": kept})).arrays)
        prior, judged = held.prior(self.at[name]), self.judged.prior(self.at[name])
        group = self.ecosystem.trend_by_id[name].group
        mates = [o for o in self.measured if o not in gone and self.ecosystem.trend_by_id[o].group == group]
        stand = np.mean([self.centred(mate) for mate in mates], axis=0) if mates else judged
        return {
            "ecomap": prior,
            "judgement alone": judged,
            "its group's standing alone": stand,
        }

    def centred(self, trend: str) -> Array:
        """Return where a trend stands in each sector, all figures in sight, mean 0."""
        if trend not in self._centred:
            total = self.form(trend).posterior(self.question(trend)).total
            self._centred[trend] = total - total.mean()
        return self._centred[trend]

    def related(self, first: str, second: str) -> bool:
        """Say whether two trends are of one family."""
        return bool(self.held.arrays.related[self.at[first], self.at[second]])
