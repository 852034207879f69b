"""A backtest as sheets of figures, which a screen and Markdown draw alike."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from ecomap.render.screen import safe_text
from research.backtest.results import (
    Backtest,
    Forecast,
    Gain,
    Metric,
    NullTest,
    Predictor,
    Reliability,
    Score,
    SectorList,
    Task,
)
from research.report import words

NO_VALUE = ""
Found = TypeVar("Found", Score, Gain)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of figures."""

    cells: tuple[str, ...]
    weight: int = 0
    """1: the line that matters; -1: what needs no knowledge."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Figures in rows under a header."""

    title: str
    header: tuple[str, ...]
    """The parts of a heading are on lines of their own."""
    rows: tuple[Row, ...]
    note: str = ""
    """What to know when reading it."""


def sheets_of(backtest: Backtest, part: str) -> list[Sheet]:
    """Return the sheets of one of the `PARTS`; none where there is nothing to show."""
    return [sheet for sheet in PARTS[part](backtest) if sheet.rows]


# --- scores and gains: one sheet for each task and list, one column for each measure


def score_sheets(backtest: Backtest) -> Iterator[Sheet]:
    """Yield how well each predictor did."""
    for task, sectors, scores in _by_task(backtest.tasks):
        measures = _measures(scores)
        found = {(score.predictor, score.metric, score.truth): score for score in scores}
        known = [predictor for predictor in words.PREDICTORS if any(key[0] == predictor for key in found)]
        rows = (
            Row((words.PREDICTORS[name], *(_cell(found.get((name, *measure))) for measure in measures)), _weight(name))
            for name in known
        )
        header = (_heading(*measure, task, _counted(scores, *measure)) for measure in measures)
        yield Sheet(words.task_title(task, sectors), ("predictor", *header), tuple(rows), _apart(scores))


def _apart(scores: Sequence[Score]) -> str:
    """Return what is to be said of scores on fewer technologies than the others."""
    usual = {measure: _usual(scores, *measure) for measure in _measures(scores)}
    fewer = {
        words.PREDICTORS[score.predictor]: score.n for score in scores if score.n != usual[score.metric, score.truth]
    }
    return " ".join(
        f"The {name} is known of {n} technologies alone: compare it under gains." for name, n in fewer.items()
    )


def gain_sheets(backtest: Backtest) -> Iterator[Sheet]:
    """Yield by how much one predictor is better than another."""
    for task, sectors, gains in _by_task(backtest.gains):
        measures = _measures(gains)
        found = {(gain.predictor, gain.over, gain.metric, gain.truth): gain for gain in gains}
        pairs = dict.fromkeys((gain.predictor, gain.over) for gain in gains)
        rows = (Row((_pair(*pair), *(_cell(found.get((*pair, *measure))) for measure in measures))) for pair in pairs)
        header = (_heading(*measure, task) for measure in measures)
        yield Sheet(f"Gains. {words.task_title(task, sectors)}", ("ecomap over", *header), tuple(rows), GAINS_NOTE)


GAINS_NOTE = "Differences on the same resampled sectors; shown where the interval leaves out 0."


def _by_task(found: Sequence[Found]) -> Iterator[tuple[Task, SectorList, list[Found]]]:
    for sectors, task in dict.fromkeys((one.list, one.task) for one in found):
        yield task, sectors, [one for one in found if (one.list, one.task) == (sectors, task)]


def _measures(found: Iterable[Score | Gain]) -> list[tuple[Metric, str]]:
    return list(dict.fromkeys((one.metric, one.truth) for one in found))


def _heading(metric: Metric, truth: str, task: Task, count: str = "") -> str:
    return "\n".join(part for part in (*words.measure(metric, truth, task), count) if part)


def _counted(scores: Sequence[Score], metric: Metric, truth: str) -> str:
    return f"{_usual(scores, metric, truth)} {words.UNITS[metric]}"


def _usual(scores: Sequence[Score], metric: Metric, truth: str) -> int:
    return words.standard_count([score for score in scores if (score.metric, score.truth) == (metric, truth)])


def _cell(found: Score | Gain | None) -> str:
    return NO_VALUE if found is None else words.with_interval(found)


def _weight(predictor: Predictor) -> int:
    return 1 if predictor == "ecomap" else -1 if predictor in words.KNOWING_LITTLE else 0


def _pair(predictor: Predictor, over: Predictor) -> str:
    rival = words.PREDICTORS[over]
    return rival if predictor == "ecomap" else f"{words.PREDICTORS[predictor].removeprefix('ecomap, ')} over {rival}"


# --- is it the network?


def null_sheets(backtest: Backtest) -> Iterator[Sheet]:
    """Yield the scores of networks in which sectors have changed places."""
    for (task, sectors, metric, truth), nulls in groupby(backtest.nulls, key=_contest):
        found = list(nulls)
        rows = tuple(
            Row((_permuted(null), *(f"{score:.2f}" for score in (null.observed, null.mean, null.highest)),
                 _chance(null.p)))
            for null in found
        )  # fmt: skip
        header = ("shuffled", "true\nnetwork", "mean of\nshuffled", "highest of\nshuffled", "p")
        measure = ", ".join(words.measure(metric, truth, task))
        note = f"{measure[0].upper()}{measure[1:]}; {max(null.permutations for null in found):,} shuffled networks."
        yield Sheet(f"Networks with sectors shuffled. {words.task_title(task, sectors)}", header, rows, note)


def _contest(null: NullTest) -> tuple[Task, SectorList, Metric, str]:
    return null.task, null.list, null.metric, null.truth


def _permuted(null: NullTest) -> str:
    part = {"all": "whole network", "affinity": "trade alone", "kinship": "likeness alone"}[null.permuted]
    return f"{part}, {'within blocks' if null.within == 'blocks' else 'among all'}"


def _chance(p: float) -> str:
    return f"{p:.3f}" if p < 0.1 else f"{p:.2f}"


# --- can the numbers be taken at their word?


def reliability_sheets(backtest: Backtest) -> Iterator[Sheet]:
    """Yield what was found where a certain figure was predicted."""
    shares = [group for group in backtest.reliability if group.kind == "share"]
    chances = [group for group in backtest.reliability if group.kind == "above-national"]
    header = ("predicted\nbetween", "predicted\non average", "found\non average", "figures")
    yield Sheet("Predicted and found: share of firms", header, tuple(map(_group, shares)))
    header = ("predicted\nbetween", "predicted\non average", "found\nabove", "figures")
    yield Sheet("Predicted and found: chance of lying above the national rate", header, tuple(map(_group, chances)))


def _group(group: Reliability) -> Row:
    digits = 1 if group.kind == "share" else 0
    cells = [f"{100 * share:.{digits}f} %" for share in (group.predicted, group.observed)]
    return Row((f"{100 * group.low:.3g} - {100 * group.high:.3g} %", *cells, f"{group.n}"))


# --- which settings, and how much they matter


def choice_sheets(backtest: Backtest) -> Iterator[Sheet]:
    """Yield the settings that the other folds chose for each fold."""
    choices = backtest.choices
    names = dict.fromkeys(name for choice in choices for name in choice.settings)
    rows = [
        Row((_named(name), *(_setting(choice.settings, name) for choice in choices), _setting(backtest.settings, name)))
        for name in names
    ]
    if rows:
        rows.append(Row(("sectors", *(f"{choice.sectors}" for choice in choices), NO_VALUE)))
        rows.append(Row(("score on the others", *(f"{choice.training:.3f}" for choice in choices), NO_VALUE)))
    header = ("setting", *(f"fold {choice.fold}" for choice in choices), "shipped")
    yield Sheet("Settings chosen without the scored sectors", header, tuple(rows))


def sensitivity_sheets(backtest: Backtest) -> Iterator[Sheet]:
    """Yield what each setting does, the others as shipped."""
    rows = tuple(
        Row((_named(row.setting), f"{row.value:g}{' shipped' if row.shipped else ''}", f"{row.task_a:.3f}",
             f"{row.task_c:.3f}", f"{row.level_error:.2f}"), 1 if row.shipped else 0)
        for row in backtest.sensitivity
    )  # fmt: skip
    header = ("setting", "value", "task A\nrank corr.", "task C\nrank corr.", "level error\npct. points")
    yield Sheet("What each setting does, the others as shipped", header, rows)


def _setting(settings: dict[str, float], name: str) -> str:
    return f"{settings[name]:g}" if name in settings else NO_VALUE


def _named(setting: str) -> str:
    return words.SETTINGS.get(setting, safe_text(setting.replace("_", " ")))


# --- later figures, single technologies


def forecast_sheets(backtest: Backtest) -> Iterator[Sheet]:
    """Yield how well earlier figures tell later ones, with and without the sectors around."""
    rows = tuple(Row((_span(row), f"{row.own:.2f}", f"{row.with_network:.2f}", _difference(row)))
                 for row in backtest.forecasts)  # fmt: skip
    header = ("from one year to another", "own figure\nalone", "with those\naround", "difference")
    yield Sheet("Later figures from earlier ones (rank correlation)", header, rows)


def _span(row: Forecast) -> str:
    return f"{safe_text(row.earlier)} to {safe_text(row.later)}"


def _difference(row: Forecast) -> str:
    low, high = words.number("spearman", row.low), words.number("spearman", row.high)
    return f"{words.number('spearman', row.with_network - row.own, sign=True)} [{low}, {high}]"


def technology_sheets(backtest: Backtest) -> Iterator[Sheet]:
    """Yield task A for each technology, the best told first."""
    for sectors, found in groupby(backtest.technologies, key=lambda row: row.list):
        ranked = sorted(found, key=lambda row: (-round(row.spearman, 6), row.technology))
        rows = tuple(
            Row((safe_text(row.technology), f"{row.spearman:.2f}", f"{row.auc:.2f}", f"{row.readiness:.2f}"))
            for row in ranked
        )
        header = ("technology", "rank\ncorrelation", "AUC", "readiness\nalone")
        yield Sheet(f"Task A by technology ({words.LISTS[sectors]})", header, rows)


PARTS: dict[str, Callable[[Backtest], Iterator[Sheet]]] = {
    "tasks": score_sheets,
    "gains": gain_sheets,
    "nulls": null_sheets,
    "reliability": reliability_sheets,
    "choices": choice_sheets,
    "sensitivity": sensitivity_sheets,
    "forecasts": forecast_sheets,
    "technologies": technology_sheets,
}
"""What a backtest tells, in the order in which it is shown."""
