"""A test as a picture: each predictor a dot with its interval, a panel for each task and measure."""

from collections.abc import Sequence

from ecomap.results.maps import ValidityFigure
from research.report import words
from research.report.dot_plot import Dot, Panel, Plot, svg

TITLE = "Does it come true? Official figures hidden from the map, and predicted by it"
LEGEND: tuple[tuple[words.Kind, str], ...] = (
    ("own", "ecomap"), ("variant", "ecomap, other settings"), ("rival", "rival"), ("floor", "knows next to nothing"),
)  # fmt: skip
NOTE = "Lines: 95 % intervals over sectors. Dotted: chance. The best is on top."
PANELS = (
    ("us-industries", "A", "spearman"), ("us-industries", "C", "spearman_lift"),
    ("map trends", "row hidden", "spearman"), ("us-industries", "A", "level_error"),
)  # fmt: skip


def picture(figures: Sequence[ValidityFigure]) -> str:
    """Return the picture as SVG, the same bytes for the same figures."""
    panels = [_panel([one for one in words.of(figures, *panel) if "shuffled" not in one.predictor]) for panel in PANELS]
    return svg(Plot(TITLE, " ".join(map(_told, panels)), panels, LEGEND, NOTE))


def _panel(found: Sequence[ValidityFigure]) -> Panel:
    first = found[0]
    sign = 1 if first.metric in words.LESS_IS_BETTER else -1
    ordered = sorted(found, key=lambda one: (sign * one.value, one.predictor != words.OWN))
    dots = [
        Dot(one.predictor, one.value, one.low, one.high, words.number(one.metric, one.value), words.kind(one.predictor))
        for one in ordered
    ]
    ends = [end for one in found for end in (one.low, one.high)]
    span = (min(0.0, *ends), max(ends) if sign > 0 else 1.0)
    title = words.TASKS[first.task]
    subtitle = f"{words.METRICS[first.metric]}; {words.LISTS[first.list]}"
    return Panel(title[0].upper() + title[1:], subtitle, dots, span, words.CHANCE.get(first.metric))


def _told(panel: Panel) -> str:
    """Return a panel in words, for who cannot see it."""
    dots = [f"{dot.name} {dot.text}" + (f", from {dot.low:.2f} to {dot.high:.2f}" if dot.kind == "own" else "")
            for dot in panel.dots]  # fmt: skip
    return f"{panel.title} ({panel.subtitle}): {', '.join(dots)}."
