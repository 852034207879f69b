"""A backtest as a picture: each predictor a dot with its interval, a panel for each task and measure."""

from collections.abc import Sequence

from research.backtest.results import Backtest, Metric, Score
from research.report import words
from research.report.dot_plot import Dot, Panel, Plot, svg

TITLE = "Does it come true? Official figures hidden from the map, and predicted by it"
LEGEND: tuple[tuple[words.Kind, str], ...] = (
    ("own", "ecomap"),
    ("variant", "ecomap, other settings"),
    ("rival", "rival"),
    ("floor", "knows next to nothing"),
)
NOTE = "Lines: 95 % intervals over sectors. Dotted: chance. The best is on top."
APART = " A number in brackets: known of so many technologies alone."


def backtest_svg(backtest: Backtest) -> str:
    """Return the scores as SVG, the same bytes for the same content."""
    grouped: dict[tuple[str, ...], list[Score]] = {}
    for score in backtest.tasks:
        grouped.setdefault((score.list, score.task, score.truth, score.metric), []).append(score)
    spans = _spans(backtest.tasks)
    panels = [_panel(scores, spans[scores[0].metric]) for scores in grouped.values()]
    apart = any(len({score.n for score in scores}) > 1 for scores in grouped.values())
    shown = {dot.kind for panel in panels for dot in panel.dots}
    legend = [(kind, meaning) for kind, meaning in LEGEND if kind in shown]
    return svg(Plot(TITLE, " ".join(map(_told, panels)), panels, legend, NOTE + APART * apart))


def _spans(scores: Sequence[Score]) -> dict[Metric, tuple[float, float]]:
    """Return what the axis of each measure covers: all its intervals, chance, and the best there can be."""
    ends: dict[Metric, list[float]] = {}
    for score in scores:
        best = 0.0 if score.metric == "level_error" else 1.0
        ends.setdefault(score.metric, [words.CHANCE.get(score.metric, 0.0), best]).extend((score.low, score.high))
    return {metric: (min(found), max(found)) for metric, found in ends.items()}


def _panel(scores: Sequence[Score], span: tuple[float, float]) -> Panel:
    first, usual = scores[0], words.standard_count(scores)
    sign = 1 if first.metric == "level_error" else -1
    dots = []
    for score in sorted(scores, key=lambda score: (sign * round(score.value, 6), score.predictor != "ecomap")):
        name = words.PREDICTORS[score.predictor] + ("" if score.n == usual else f" ({score.n})")
        text = words.number(score.metric, score.value)
        dots.append(Dot(name, score.value, score.low, score.high, text, words.kind(score.predictor)))
    title, unit = words.TASKS[first.task], words.UNITS[first.metric]
    count = "" if unit == "sectors" else f", {usual} {unit}"
    subtitle = f"{', '.join(words.measure(first.metric, first.truth, first.task))}; {words.LISTS[first.list]}{count}"
    return Panel(title[0].upper() + title[1:], subtitle, dots, span, words.CHANCE.get(first.metric))


def _told(panel: Panel) -> str:
    """Return a panel in words, for who cannot see it."""
    dots = [f"{dot.name} {dot.text}" + (f", from {dot.low:.2f} to {dot.high:.2f}" if dot.kind == "own" else "")
            for dot in panel.dots]  # fmt: skip
    return f"{panel.title} ({panel.subtitle}): {', '.join(dots)}."
