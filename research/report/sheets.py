"""A backtest as sheets of figures."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from ecomap.safe import safe_text
from research.backtest.results import Backtest, Gain, Metric, Predictor, Score, SectorList, Task
from research.report import words

Found = TypeVar("Found", Score, Gain)
Row = tuple[str, ...]
Measure = tuple[Metric, str]
PERMUTED = {"all": "whole network", "affinity": "trade alone", "kinship": "likeness alone"}
GAINS_NOTE = "Differences on the same resampled sectors; shown where the interval leaves out 0."


@dataclass(frozen=True, slots=True)
class Sheet:
    """Figures in rows under a header."""

    title: str
    header: Row
    rows: tuple[Row, ...]
    note: str = ""
    """What to know when reading it."""
    bold: tuple[int, ...] = ()
    """Places of the rows that matter."""


def sheets_of(backtest: Backtest, part: str) -> list[Sheet]:
    """Return the sheets of one of the `PARTS`; none where there is nothing to show."""
    return [sheet for sheet in PARTS[part](backtest) if sheet.rows]


def score_sheets(backtest: Backtest) -> Iterator[Sheet]:
    """Yield how well each predictor did: a sheet for each task and list, a column for each measure."""
    for task, sectors, scores in _by_task(backtest.tasks):
        measures = _measures(scores)
        usual = {one: words.standard_count([s for s in scores if (s.metric, s.truth) == one]) for one in measures}
        found = {(score.predictor, score.metric, score.truth): score for score in scores}
        known = [name for name in words.PREDICTORS if any(key[0] == name for key in found)]
        rows = tuple((words.PREDICTORS[name], *(_cell(found.get((name, *m))) for m in measures)) for name in known)
        header = (_heading(*m, task, f"{usual[m]} {words.UNITS[m[0]]}") for m in measures)
        fewer = {words.PREDICTORS[s.predictor]: s.n for s in scores if s.n != usual[s.metric, s.truth]}
        note = " ".join(f"The {name} is known of {n} technologies alone: compare it under gains."
                        for name, n in fewer.items())  # fmt: skip
        own = tuple(at for at, name in enumerate(known) if name == "ecomap")
        yield Sheet(words.task_title(task, sectors), ("predictor", *header), rows, note, own)


def gain_sheets(backtest: Backtest) -> Iterator[Sheet]:
    """Yield by how much one predictor is better than another."""
    for task, sectors, gains in _by_task(backtest.gains):
        measures = _measures(gains)
        found = {(gain.predictor, gain.over, gain.metric, gain.truth): gain for gain in gains}
        pairs = dict.fromkeys((gain.predictor, gain.over) for gain in gains)
        rows = tuple((_pair(*pair), *(_cell(found.get((*pair, *measure))) for measure in measures)) for pair in pairs)
        header = ("ecomap over", *(_heading(*measure, task) for measure in measures))
        yield Sheet(f"Gains. {words.task_title(task, sectors)}", header, rows, GAINS_NOTE)


def _by_task(found: Sequence[Found]) -> Iterator[tuple[Task, SectorList, list[Found]]]:
    for sectors, task in dict.fromkeys((one.list, one.task) for one in found):
        yield task, sectors, [one for one in found if (one.list, one.task) == (sectors, task)]


def _measures(found: Iterable[Score | Gain]) -> list[Measure]:
    return list(dict.fromkeys((one.metric, one.truth) for one in found))


def _heading(metric: Metric, truth: str, task: Task, count: str = "") -> str:
    return " ".join(part for part in (*words.measure(metric, truth, task), count) if part)


def _cell(found: Score | Gain | None) -> str:
    return "" if found is None else words.with_interval(found)


def _pair(predictor: Predictor, over: Predictor) -> str:
    rival = words.PREDICTORS[over]
    return rival if predictor == "ecomap" else f"{words.PREDICTORS[predictor].removeprefix('ecomap, ')} over {rival}"


def null_sheets(backtest: Backtest) -> Iterator[Sheet]:
    """Yield the scores of networks in which sectors have changed places."""
    contests = groupby(backtest.nulls, key=lambda null: (null.task, null.list, null.metric, null.truth))
    for (task, sectors, metric, truth), group in contests:
        nulls = list(group)
        rows = tuple(
            (f"{PERMUTED[null.permuted]}, {'within blocks' if null.within == 'blocks' else 'among all'}",
             *(f"{score:.2f}" for score in (null.observed, null.mean, null.highest)),
             f"{null.p:.3f}" if null.p < 0.1 else f"{null.p:.2f}")
            for null in nulls
        )  # fmt: skip
        measure = ", ".join(words.measure(metric, truth, task))
        note = f"{measure[0].upper()}{measure[1:]}; {max(null.permutations for null in nulls):,} shuffled networks."
        header = ("shuffled", "true network", "mean of shuffled", "highest of shuffled", "p")
        yield Sheet(f"Networks with sectors shuffled. {words.task_title(task, sectors)}", header, rows, note)


def reliability_sheets(backtest: Backtest) -> Iterator[Sheet]:
    """Yield what was found where a certain figure was predicted: can the numbers be taken at their word?"""
    kinds = (("share", "share of firms", "found on average", 1),
             ("above-national", "chance of lying above the national rate", "found above", 0))  # fmt: skip
    for kind, title, found, digits in kinds:
        rows = tuple(
            (f"{100 * group.low:.3g} - {100 * group.high:.3g} %", f"{100 * group.predicted:.{digits}f} %",
             f"{100 * group.observed:.{digits}f} %", f"{group.n}")
            for group in backtest.reliability if group.kind == kind
        )  # fmt: skip
        header = ("predicted between", "predicted on average", found, "figures")
        yield Sheet(f"Predicted and found: {title}", header, rows)


def choice_sheets(backtest: Backtest) -> Iterator[Sheet]:
    """Yield the settings that the other folds chose for each fold."""
    choices = backtest.choices
    columns = [*(choice.settings for choice in choices), backtest.settings]
    names = dict.fromkeys(name for choice in choices for name in choice.settings)
    rows = [(_named(name), *(f"{c[name]:g}" if name in c else "" for c in columns)) for name in names]
    if rows:
        rows.append(("sectors", *(f"{choice.sectors}" for choice in choices), ""))
        rows.append(("score on the others", *(f"{choice.training:.3f}" for choice in choices), ""))
    header = ("setting", *(f"fold {choice.fold}" for choice in choices), "shipped")
    yield Sheet("Settings chosen without the scored sectors", header, tuple(rows))


def sensitivity_sheets(backtest: Backtest) -> Iterator[Sheet]:
    """Yield what each setting does, the others as shipped."""
    rows = tuple(
        (_named(row.setting), f"{row.value:g}{' shipped' if row.shipped else ''}", f"{row.task_a:.3f}",
         f"{row.task_c:.3f}", f"{row.level_error:.2f}")
        for row in backtest.sensitivity
    )  # fmt: skip
    shipped = tuple(at for at, row in enumerate(backtest.sensitivity) if row.shipped)
    header = ("setting", "value", "task A rank corr.", "task C rank corr.", "level error pct. points")
    yield Sheet("What each setting does, the others as shipped", header, rows, bold=shipped)


def _named(setting: str) -> str:
    return words.SETTINGS.get(setting, safe_text(setting.replace("_", " ")))


def forecast_sheets(backtest: Backtest) -> Iterator[Sheet]:
    """Yield how well earlier figures tell later ones, with and without the sectors around."""

    def difference(value: float, low: float, high: float) -> str:
        ends = ", ".join(words.number("spearman", end) for end in (low, high))
        return f"{words.number('spearman', value, sign=True)} [{ends}]"

    rows = tuple(
        (f"{safe_text(row.earlier)} to {safe_text(row.later)}", f"{row.own:.2f}", f"{row.with_network:.2f}",
         difference(row.with_network - row.own, row.low, row.high))
        for row in backtest.forecasts
    )  # fmt: skip
    header = ("from one year to another", "own figure alone", "with those around", "difference")
    yield Sheet("Later figures from earlier ones (rank correlation)", header, rows)


def technology_sheets(backtest: Backtest) -> Iterator[Sheet]:
    """Yield task A for each technology, the best told first."""
    for sectors, found in groupby(backtest.technologies, key=lambda row: row.list):
        ranked = sorted(found, key=lambda row: (-round(row.spearman, 6), row.technology))
        rows = tuple(
            (safe_text(row.technology), *(f"{score:.2f}" for score in (row.spearman, row.auc, row.readiness)))
            for row in ranked
        )
        header = ("technology", "rank correlation", "AUC", "readiness alone")
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
