"""SVG and PNG: the pictures of an answer, else what a terminal shows; the same bytes for the same content."""

from ecomap.errors import OutputError
from ecomap.render.drawing import drawn as svg
from ecomap.render.drawing.canvas import COLOURS, Canvas, below, safe
from ecomap.render.sheet import Sheet
from ecomap.render.writers.terminal import drawn

WIDTH = 80
LETTER, HEIGHT, EDGE = 7.3, 17, 14
"""Width of a letter of the terminal, height of its lines, and what is left free around it, in units of the drawing."""
STYLES = {"dim": "soft", "red": "against", "yellow": "against", "green": "for", "blue": "for", "cyan": "for"}
"""Colours of a terminal's styles on paper."""
MONO = "'DejaVu Sans Mono', Menlo, Consolas, monospace"
LARGE = 2  # points of a PNG for each unit of the drawing


def picture(sheet: Sheet) -> str:
    """Return an answer as SVG."""
    pictures = sheet.pictures()
    return below(list(map(svg, pictures))) if pictures else _terminal(sheet)


def pixels(sheet: Sheet) -> bytes:
    """Return an answer as PNG; an OutputError where the library that fills areas with colour is missing."""
    try:
        from resvg_py import svg_to_bytes
    except ModuleNotFoundError:
        message = 'PNG needs a library more: pip install "ecomap[png]". Every browser shows --format svg.'
        raise OutputError(message) from None
    return bytes(svg_to_bytes(svg_string=picture(sheet), zoom=LARGE, background=COLOURS["paper"]))


def _terminal(sheet: Sheet) -> str:
    canvas, y = Canvas(sheet.title, WIDTH * LETTER + 2 * EDGE), EDGE
    for pieces in drawn(sheet, WIDTH):
        y += HEIGHT
        if any(text for text, _ in pieces):
            spans = "".join(_piece(text, style) for text, style in pieces)
            canvas.add(f'<text x="{EDGE}" y="{y}" xml:space="preserve" font-family="{MONO}">{spans}</text>')
    return canvas.svg(y + 2 * EDGE)


def _piece(text: str, style: str) -> str:
    words = style.split()
    colour = next((STYLES[word] for word in words if word in STYLES), "ink")
    weight = ' font-weight="bold"' if "bold" in words else ""
    return f'<tspan class="{colour}" fill="{COLOURS[colour]}"{weight}>{safe(text)}</tspan>'
