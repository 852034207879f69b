"""A backtest as a picture: each predictor a dot with its interval, a panel for each task and measure."""

from collections.abc import Iterator, Sequence

from research.backtest.results import Backtest, Metric, Predictor, Score
from research.report import words
from research.report.dot_plot import Dot, Kind, Panel, Plot, svg

TITLE = "Does it come true? Official figures hidden from the map, and predicted by it"
LEGEND: tuple[tuple[Kind, str], ...] = (
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
    return svg(Plot(TITLE, _account(panels), panels, _legend(panels), NOTE + APART * apart))


def _spans(scores: Sequence[Score]) -> dict[Metric, tuple[float, float]]:
    """Return what the axis of each measure covers: all its intervals, chance, and the best there can be."""
    ends: dict[Metric, list[float]] = {}
    for score in scores:
        best = 0.0 if score.metric == "level_error" else 1.0
        ends.setdefault(score.metric, [words.CHANCE.get(score.metric, 0.0), best]).extend((score.low, score.high))
    return {metric: (min(found), max(found)) for metric, found in ends.items()}


def _panel(scores: Sequence[Score], span: tuple[float, float]) -> Panel:
    first = scores[0]
    sign = 1 if first.metric == "level_error" else -1
    ranked = sorted(scores, key=lambda score: (sign * round(score.value, 6), score.predictor != "ecomap"))
    usual = words.standard_count(scores)
    dots = [
        Dot(_name(score, usual), score.value, score.low, score.high,
            words.number(score.metric, score.value), _kind(score.predictor))
        for score in ranked
    ]  # fmt: skip
    title = words.TASKS[first.task]
    subtitle = _subtitle(first, usual)
    return Panel(title[0].upper() + title[1:], subtitle, dots, span, words.CHANCE.get(first.metric))


def _name(score: Score, usual: int) -> str:
    name = words.PREDICTORS[score.predictor]
    return name if score.n == usual else f"{name} ({score.n})"


def _subtitle(score: Score, usual: int) -> str:
    measure = ", ".join(words.measure(score.metric, score.truth, score.task))
    count = "" if words.UNITS[score.metric] == "sectors" else f", {usual} {words.UNITS[score.metric]}"
    return f"{measure}; {words.LISTS[score.list]}{count}"


def _kind(predictor: Predictor) -> Kind:
    if predictor == "ecomap":
        return "own"
    if predictor.startswith("ecomap"):
        return "variant"
    return "floor" if predictor in words.KNOWING_LITTLE else "rival"


def _account(panels: Sequence[Panel]) -> str:
    """Return the panels in words, for who cannot see them."""
    return " ".join(f"{panel.title} ({panel.subtitle}): {', '.join(_told(panel))}." for panel in panels)


def _told(panel: Panel) -> Iterator[str]:
    for dot in panel.dots:
        yield (
            f"{dot.name} {dot.text}, from {dot.low:.2f} to {dot.high:.2f}"
            if dot.kind == "own"
            else (f"{dot.name} {dot.text}")
        )


def _legend(panels: Sequence[Panel]) -> list[tuple[Kind, str]]:
    shown = {dot.kind for panel in panels for dot in panel.dots}
    return [(kind, meaning) for kind, meaning in LEGEND if kind in shown]
