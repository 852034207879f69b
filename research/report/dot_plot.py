"""Dots with intervals in panels, as a plain SVG: shapes that need no colour, and a text for who cannot see them."""

from collections.abc import Iterator, Sequence
from math import ceil, floor
from typing import NamedTuple
from xml.sax.saxutils import escape

from ecomap.safe import safe_text
from research.report.words import Kind

INK, QUIET, GRID, PAPER = "#1b2733", "#5b6773", "#e4e9ee", "#ffffff"
COLOURS: dict[Kind, str] = {"own": "#0b4f9e", "variant": "#0b4f9e", "rival": "#5b6773", "floor": "#8a949e"}
MARGIN, GUTTER, COLUMNS = 24, 40, 2
LABEL, PLOT, VALUE = 132, 206, 44
"""Widths within a panel: names, dots, figures."""
ROW, HEAD, AXIS, TITLE = 22, 46, 34, 44
"""Heights: a row, a panel's heading, its axis, the title of all."""
STEPS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
MOST_STEPS = 7
LONGEST = 22
"""Letters of a name; what is longer is cut."""
LEGEND_STEP = 196


class Dot(NamedTuple):
    """A value with its interval."""

    name: str
    value: float
    low: float
    high: float
    text: str
    """The value as it is printed."""
    kind: Kind


class Panel(NamedTuple):
    """Dots on one axis."""

    title: str
    subtitle: str
    dots: Sequence[Dot]
    """From top to bottom."""
    span: tuple[float, float]
    """What the axis covers at least; panels to be compared have the same."""
    chance: float | None
    """Where a line is drawn: what a guess reaches."""


class Plot(NamedTuple):
    """Panels with a title, an account of them in words, and what the shapes mean."""

    title: str
    words: str
    panels: Sequence[Panel]
    legend: Sequence[tuple[Kind, str]]
    note: str


class Axis(NamedTuple):
    """From numbers to places."""

    ticks: tuple[float, ...]
    left: float

    def at(self, number: float) -> str:
        """Return the place of a number; what lies beyond the axis stays at its end."""
        first, last = self.ticks[0], self.ticks[-1]
        share = (min(max(number, first), last) - first) / (last - first)
        return f"{self.left + share * PLOT:.1f}"


def ticks(low: float, high: float) -> tuple[float, ...]:
    """Return round numbers from at most ``low`` to at least ``high``, few enough to be read."""
    step = next((step for step in STEPS if ceil(high / step) - floor(low / step) <= MOST_STEPS), STEPS[-1])
    first, last = floor(round(low / step, 9)), ceil(round(high / step, 9))
    return tuple(round(step * i, 9) + 0.0 for i in range(first, max(last, first + 1) + 1))


def svg(plot: Plot) -> str:
    """Return a plot as SVG, the same bytes for the same content."""
    heights = [
        HEAD + max(len(panel.dots) for panel in plot.panels[i : i + COLUMNS]) * ROW + AXIS
        for i in range(0, len(plot.panels), COLUMNS)
    ]
    panel_width = LABEL + PLOT + VALUE
    width = 2 * MARGIN + COLUMNS * panel_width + (COLUMNS - 1) * GUTTER
    below = MARGIN + TITLE + sum(heights)
    height = below + 2 * ROW + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="plot-title plot-words" font-family="Helvetica, Arial, sans-serif" '
        f'font-size="12" fill="{INK}">',
        f'<title id="plot-title">{_safe(plot.title)}</title>',
        f'<desc id="plot-words">{_safe(plot.words)}</desc>',
        f'<rect width="100%" height="100%" fill="{PAPER}"/>',
        f'<text x="{MARGIN}" y="{MARGIN + 14}" font-size="17" font-weight="bold">{_safe(plot.title)}</text>',
    ]
    for i, panel in enumerate(plot.panels):
        top = MARGIN + TITLE + sum(heights[: i // COLUMNS])
        parts += _panel(panel, MARGIN + i % COLUMNS * (panel_width + GUTTER), top)
    parts += [*_legend(plot, below + 6), "</svg>"]
    return "\n".join(parts).encode("ascii", "xmlcharrefreplace").decode("ascii") + "\n"


def _panel(panel: Panel, x: int, y: int) -> Iterator[str]:
    axis = Axis(ticks(*panel.span), x + LABEL)
    top, bottom = y + HEAD, y + HEAD + len(panel.dots) * ROW
    yield f'<text x="{x}" y="{y + 12}" font-size="13" font-weight="bold">{_safe(panel.title)}</text>'
    yield f'<text x="{x}" y="{y + 29}" font-size="11" fill="{QUIET}">{_safe(panel.subtitle)}</text>'
    yield from _grid(panel, axis, top, bottom)
    for row, dot in enumerate(panel.dots):
        yield from _dot(dot, axis, x, top + row * ROW + ROW // 2)


def _grid(panel: Panel, axis: Axis, top: int, bottom: int) -> Iterator[str]:
    yield f'<g stroke="{GRID}">'
    yield from (f'<path d="M{axis.at(tick)} {top}V{bottom}"/>' for tick in axis.ticks)
    yield f'</g><g text-anchor="middle" font-size="10" fill="{QUIET}">'
    yield from (f'<text x="{axis.at(tick)}" y="{bottom + 14}">{_signed(f"{tick:g}")}</text>' for tick in axis.ticks)
    yield "</g>"
    if panel.chance is not None:
        yield f'<path d="M{axis.at(panel.chance)} {top - 4}V{bottom}" stroke="{INK}" stroke-dasharray="2 3"/>'


def _dot(dot: Dot, axis: Axis, x: int, y: int) -> Iterator[str]:
    colour, own = COLOURS[dot.kind], dot.kind == "own"
    weight = ' font-weight="bold"' if own else ""
    yield f'<text x="{x}" y="{y + 4}"{weight}>{_safe(_cut(dot.name))}</text>'
    yield (
        f'<path d="M{axis.at(dot.low)} {y}H{axis.at(dot.high)}" stroke="{colour}" stroke-width="{3 if own else 1.5}" '
        f'stroke-linecap="round"/>'
    )
    yield _shape(dot.kind, axis.at(dot.value), y)
    right = x + LABEL + PLOT + VALUE
    yield f'<text x="{right}" y="{y + 4}" text-anchor="end"{weight}>{_safe(_signed(dot.text))}</text>'


def _shape(kind: Kind, x: str, y: int) -> str:
    """Return a full or open diamond, a full or open circle: told apart without colour."""
    colour = COLOURS[kind]
    fill = colour if kind in ("own", "rival") else PAPER
    if kind in ("own", "variant"):
        size = 7 if kind == "own" else 5.5
        return f'<path d="M{x} {y}m0 {-size}l{size} {size}l{-size} {size}l{-size} {-size}z" {_pen(colour, fill)}/>'
    return f'<circle cx="{x}" cy="{y}" r="4" {_pen(colour, fill)}/>'


def _pen(colour: str, fill: str) -> str:
    return f'fill="{fill}" stroke="{colour}" stroke-width="1.5"'


def _legend(plot: Plot, y: int) -> Iterator[str]:
    for i, (kind, meaning) in enumerate(plot.legend):
        x = MARGIN + 8 + i * LEGEND_STEP
        yield _shape(kind, f"{x}", y)
        yield f'<text x="{x + 14}" y="{y + 4}" font-size="11">{_safe(meaning)}</text>'
    yield f'<text x="{MARGIN}" y="{y + ROW + 6}" font-size="11" fill="{QUIET}">{_safe(plot.note)}</text>'


def _signed(text: str) -> str:
    """Return a number with a minus sign instead of a hyphen."""
    return text.replace("-", "−")


def _cut(name: str) -> str:
    line = " ".join(safe_text(name).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _safe(text: str) -> str:
    return escape(" ".join(safe_text(text).split()))
