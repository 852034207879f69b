"""Contests: this form and its rivals in the same exams, on the same resamples, and which settings were chosen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace

import numpy as np

from ecomap.engine.posterior import Array
from ecomap.results.maps import ValidityFigure
from research.backtest.bench import Bench
from research.backtest.exam import Chosen, Exam, Examiner, Form, nested
from research.backtest.first_form import FirstForm, Profile
from research.backtest.map_trends import COMMERCE, SOFTWARE, MapTrends
from research.backtest.rivals import Kriging, Norm, Readiness, Regression
from research.backtest.scores import figure
from research.backtest.this_form import FOR_TRENDS, ThisForm

OWN = "ecomap"
FIXED: Mapping[str, Form] = {"first form": FirstForm(), "profile neighbours": Profile(), "readiness": Readiness()}
BETTER_IS_LESS = ("level_error",)

Named = dict[str, Array]
"""Name of a predictor -> log-odds, (unit, question)."""


def contest(sectors: str, task: str, exam: Exam, found: Named, resamples: int, seed: int) -> Iterator[ValidityFigure]:
    """Yield every predictor's marks, then how much better ecomap is than each on the same resamples."""
    examiner = Examiner.of(exam, resamples, seed)
    marks = {name: examiner.marks(predicted) for name, predicted in found.items()}
    for name, values in marks.items():
        for metric, value in values.items():
            if name != "norm" or metric == "level_error":
                yield figure(sectors, task, metric, name, value)
    for name in marks:
        for metric, value in marks[OWN].items():
            if name not in ("norm", OWN):
                gain = marks[name][metric] - value if metric in BETTER_IS_LESS else value - marks[name][metric]
                yield figure(sectors, task, f"{metric} gain", name, gain)


def of_sectors(sectors: str, bench: Bench, resamples: int, seed: int) -> Iterator[ValidityFigure]:
    """Yield tasks A and C on one list of sectors, and the settings chosen for each fold."""
    exams = [bench.ranked, bench.inside]
    chosen: dict[str, Chosen] = {OWN: ThisForm(), "ridge": Regression(), "kriging": Kriging()}
    results = {name: nested(start, exams) for name, start in chosen.items()}
    shipped: dict[str, Form] = {f"{OWN} as shipped": ThisForm(), f"{OWN} without network": ThisForm(kappa=0.0)}
    for place, (task, exam) in enumerate((("A", exams[0]), ("C", exams[1]))):
        found = {name: predicted[place] for name, (predicted, _) in results.items()}
        found |= {name: exam.predict(form) for name, form in (shipped | dict(FIXED) | {"norm": Norm()}).items()}
        yield from contest(sectors, task, exam, found, resamples, seed)
    yield from choices(sectors, results[OWN][1])


def choices(sectors: str, settings: Sequence[ThisForm]) -> Iterator[ValidityFigure]:
    """Yield each setting that other folds chose."""
    for field in fields(ThisForm):
        for fold, one in enumerate(settings, start=1):
            if field.name in ThisForm.CHOICES:
                yield figure(sectors, "choice", field.name, f"fold {fold}", np.array([getattr(one, field.name)]))


def abroad(bench: Bench, resamples: int, seed: int) -> Iterator[ValidityFigure]:
    """Yield how well US figures rank the activities of the EU, with settings as shipped: no EU figure chose any."""
    exam = bench.abroad
    forms: dict[str, Form] = {OWN: ThisForm(), "ridge": Regression(), "kriging": Kriging(), **FIXED}
    found = {name: exam.predict(form) for name, form in forms.items()}
    own = [np.where(question.figures.known, question.figures.z, np.nan) for question in exam.questions]
    found["own US figure"] = np.array(own).T
    for row in contest("nace", "transfer", exam, found, resamples, seed):
        if row.metric.startswith("spearman"):  # the US asks in other words and of other firms: levels do not compare
            yield row


def of_trends(trends: MapTrends, resamples: int, seed: int) -> Iterator[ValidityFigure]:
    """Yield commerce and software trends of the map with rows hidden, and with whole trends hidden but their mean."""
    exam = trends.exam()
    chosen: dict[str, Chosen] = {OWN: FOR_TRENDS, "ridge": Regression(ai=1.0), "kriging": Kriging(ai=1.0)}
    results = {name: nested(start, [exam]) for name, start in chosen.items()}
    found = {name: predicted[0] for name, (predicted, _) in results.items()}
    found |= {
        name: exam.predict(form) for name, form in {f"{OWN} as shipped": FOR_TRENDS, **FIXED, "norm": Norm()}.items()
    }
    yield from contest("map trends", "row hidden", exam, found, resamples, seed)
    yield from choices("map trends", results[OWN][1])
    examiner = Examiner.of(exam, resamples, seed)
    for name, predicted in tried(exam, found).items():
        for metric, values in examiner.marks(predicted).items():
            yield figure("map trends", "row hidden, tried", metric, name, values)
    for task, family in (("trend hidden", False), ("trend and family hidden", True)):
        unseen = trends.unseen((*SOFTWARE, *COMMERCE), exam, family=family)
        yield from contest("map trends", task, exam, unseen, resamples, seed)


def tried(exam: Exam, found: Named) -> Named:
    """Return what else was tried for the shares of the map's trends."""
    forms = {
        "nothing judged": replace(FOR_TRENDS, prior=0.0),
        "network half as strong": replace(FOR_TRENDS, kappa=0.8),
        "twice the penalty": replace(FOR_TRENDS, traits=0.5, technologies=0.25, ai=0.25, activities=0.25),
        "without activities": replace(FOR_TRENDS, activities=0.0),
    }
    return {
        **{name: exam.predict(form) for name, form in forms.items()},
        "nothing judged, the rest chosen": nested(forms["nothing judged"], [exam])[0][0],
        "mean of this and kriging": (found[OWN] + found["kriging"]) / 2,
    }
