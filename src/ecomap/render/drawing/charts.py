"""Bars, waterfalls, curves with their intervals, stacked bars and calendars; narrow enough for a phone at full size."""

import math

from ecomap.render.drawing.canvas import COLOURS, LINE, MARGIN, SHADES, SIZE, SMALL, Canvas, footed, headed, width_of
from ecomap.render.pictures import Bars, Curve, Curves, Spans, Stacks, Waterfall

NARROW, WIDE = 340, 680
BAR, GAP = 12, 9  # height of a bar, and what is left free after it
AT_THE_END = 62  # room for the number at the end of a step
ACTION = 84  # room for number and word at the end of a bar
PANEL, PANEL_HEIGHT = 340, 128
PARTS = 12  # straight pieces of a curve
DOTTED = ' stroke-dasharray="2 3"'


def bars(picture: Bars) -> str:
    """Draw bars: a name, below it its bar with the number at its end."""
    canvas = Canvas(picture.title, NARROW)
    y, room = headed(canvas), NARROW - 2 * MARGIN - ACTION
    scale = room / 100
    for bar in picture.bars:
        y = canvas.paragraph(MARGIN, y + SIZE - 2, bar.name, NARROW - 2 * MARGIN) - SIZE + 2
        canvas.box(MARGIN, y, room, BAR, "pale")
        canvas.box(MARGIN, y, bar.value * scale, BAR, "against" if bar.against else "for")
        if bar.low is not None and bar.high is not None:
            ends = [MARGIN + end * scale for end in (bar.low, bar.high)]
            canvas.line((ends[0], y + BAR / 2), (ends[1], y + BAR / 2), colour="mark", width=1.5)
            for end in ends:
                canvas.line((end, y + 2), (end, y + BAR - 2), colour="mark", width=1.5)
        canvas.text(NARROW - MARGIN, y + BAR - 2, bar.text, anchor="end")
        y += BAR + GAP
    return canvas.svg(footed(canvas, y, picture.legend))


def waterfall(picture: Waterfall) -> str:
    """Draw the steps of a sum, each from where the one before ended, and their sum."""
    canvas = Canvas(picture.title, NARROW)
    y, room = headed(canvas), NARROW - 2 * MARGIN - AT_THE_END
    ends, at = [0.0], 0.0
    for step in picture.steps:
        at += step.value
        ends.append(at)
    low, high = min(ends), max(*ends, picture.total.value, 1e-9)
    scale = room / (high - low)

    def place(value: float) -> float:
        return MARGIN + (value - low) * scale

    for step, start, end in zip(picture.steps, ends, ends[1:], strict=False):
        y = canvas.paragraph(MARGIN, y + SMALL - 1, step.name, NARROW - 2 * MARGIN, size=SMALL) - SMALL + 1
        left, right = sorted((place(start), place(end)))
        canvas.box(left, y, max(1.5, right - left), BAR - 3, "for" if step.value >= 0 else "against")
        canvas.line((place(end), y), (place(end), y + BAR + LINE), colour="rule")
        canvas.text(NARROW - MARGIN, y + BAR - 3, step.text, anchor="end", size=SMALL)
        y += BAR + 4
    y = canvas.paragraph(MARGIN, y + SMALL - 1, picture.total.name, NARROW - 2 * MARGIN, size=SMALL, bold=True)
    y += 1 - SMALL
    canvas.box(place(0), y, place(picture.total.value) - place(0), BAR - 3, "mark")
    canvas.text(NARROW - MARGIN, y + BAR - 3, picture.total.text, anchor="end", size=SMALL, bold=True)
    return canvas.svg(footed(canvas, y + BAR + 4, picture.legend))


def curves(picture: Curves) -> str:
    """Draw a panel for each share: the middle as a line, where nine in ten estimates lie as a band."""
    across = 1 if len(picture.curves) == 1 else 2
    canvas = Canvas(picture.title, PANEL * across)
    y = headed(canvas) if across > 1 else 4.0
    for place, curve in enumerate(picture.curves):
        left, row = PANEL * (place % across), place // across
        _panel(canvas, left, y + row * PANEL_HEIGHT, curve, picture.years)
    rows = math.ceil(len(picture.curves) / across)
    return canvas.svg(footed(canvas, y + rows * PANEL_HEIGHT, picture.legend))


def _panel(canvas: Canvas, left: float, top: float, curve: Curve, years: tuple[int, int]) -> None:
    names = curve.name if width_of(curve.name) < PANEL - 2 * MARGIN else f"{curve.name[:46]}…"
    canvas.text(left + MARGIN, top + SIZE, names, bold=True)
    canvas.text(left + MARGIN, top + SIZE + LINE - 1, curve.text, size=SMALL, colour="soft")
    x0, x1, y0, y1 = left + MARGIN + 32, left + PANEL - MARGIN - 6, top + PANEL_HEIGHT - 24, top + 40
    for share in (0, 0.5, 1):
        y = y0 + share * (y1 - y0)
        canvas.line((x0, y), (x1, y))
        canvas.text(x0 - 4, y + 4, f"{share:.0%}", size=SMALL, colour="soft", anchor="end")

    def drawn(ends: tuple[float, float]) -> list[tuple[float, float]]:
        shares = between(ends)
        return [(x0 + i / PARTS * (x1 - x0), y0 + share * (y1 - y0)) for i, share in enumerate(shares)]

    canvas.area([*drawn(curve.low), *reversed(drawn(curve.high))], "pale")
    canvas.line(*drawn(curve.share), colour="for", width=2.5)
    for year, x, anchor in ((years[0], x0, "start"), (years[1], x1, "end")):
        canvas.text(x, y0 + 14, str(year), size=SMALL, colour="soft", anchor=anchor)


def between(ends: tuple[float, float]) -> list[float]:
    """Return a share from one end to the other, straight in log-odds."""
    first, last = (math.log(max(end, 1e-9) / max(1 - end, 1e-9)) for end in ends)
    return [1 / (1 + math.exp(-(first + i / PARTS * (last - first)))) for i in range(PARTS + 1)]


def stacks(picture: Stacks) -> str:
    """Draw bars made of parts, and whose the shades are."""
    canvas = Canvas(picture.title, NARROW)
    y, room = headed(canvas), NARROW - 2 * MARGIN
    shade = dict(zip(picture.names, (SHADES[min(i, len(SHADES) - 1)] for i in range(len(picture.names))), strict=True))
    for name, pieces in picture.stacks:
        y = canvas.paragraph(MARGIN, y + SIZE - 2, name, room) - SIZE + 2
        x: float = MARGIN
        for piece in pieces:
            wide = piece.value * room
            canvas.box(x, y, wide, BAR + 6, "", fill=shade[piece.name], extra=' stroke="#ffffff"')
            if width_of(piece.text, SMALL) < wide:
                pale = piece.name == picture.names[0]
                white = f' style="fill:{COLOURS["ink"] if pale else "#ffffff"}"'
                canvas.text(x + wide / 2, y + 13, piece.text, size=SMALL, anchor="middle", extra=white)
            x += wide
        y += BAR + 6 + GAP
    for name in picture.names:
        canvas.box(MARGIN, y, SIZE, SIZE, "", fill=shade[name], extra=f' stroke="{COLOURS["rule"]}"')
        y = canvas.paragraph(MARGIN + SIZE + 6, y + SIZE - 2, name, room - SIZE - 6, size=SMALL) - SIZE + 4
    return canvas.svg(footed(canvas, y + 2, picture.legend))


def spans(picture: Spans) -> str:
    """Draw a calendar: what is begun when, until when, and from when it works."""
    canvas = Canvas(picture.title, WIDE)
    y, left = headed(canvas), 250.0
    month = (WIDE - left - MARGIN) / len(picture.months)
    for place, name in enumerate(picture.months):
        canvas.text(left + (place + 0.5) * month, y + SMALL, name, size=SMALL, colour="soft", anchor="middle")
    y += LINE
    group, top = "", y
    for span in picture.spans:
        if span.group != group:
            group = span.group
            canvas.text(MARGIN, y + SIZE, group, bold=True)
            y += LINE + 2
        end = canvas.paragraph(MARGIN, y + SIZE, span.name, left - 2 * MARGIN, size=SMALL)
        canvas.box(left + span.start * month + 1, y + 3, (span.stop - span.start) * month - 2, BAR, "for")
        canvas.box(left + span.stop * month, y + 3, max(0, span.settled - span.stop) * month, BAR, "pale")
        works = left + max(span.settled, span.stop) * month
        if works < WIDE - MARGIN:
            canvas.line((works, y + 3 + BAR / 2), (WIDE - MARGIN, y + 3 + BAR / 2), colour="for", extra=DOTTED)
        if span.text:
            canvas.text(left + span.stop * month + 3, y + 2 + BAR, span.text, size=SMALL)
        y = max(end - SMALL + 4, y + BAR + GAP)
    for place in range(len(picture.months) + 1):
        canvas.line((left + place * month, top), (left + place * month, y))
    return canvas.svg(footed(canvas, y, picture.legend))
