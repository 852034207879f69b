"""A heat map: shades that also read in grey, a number in every cell, a legend."""

from ecomap.render.drawing.canvas import CHARACTER, LINE, MARGIN, SIZE, Canvas, fitted, number, safe
from ecomap.render.pictures import Grid
from ecomap.safe import one_line

LIGHT, DARK = (239, 245, 252), (8, 48, 107)
"""Ends of the scale; the lightness falls steadily from one to the other, so that it reads without colour."""
PALE, INK = "#ffffff", "#1b2733"
WHITE_FROM = 0.45  # value from which the number in a cell is white
SLANT = 0.71  # height of a letter's width set at 45 degrees
STEP = 48
LARGE = 30  # width of a cell above which its number is set in the size of the labels
HATCHED = (
    '<defs><pattern id="none" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#f7f7f7"/><path d="M0 6 L6 0" stroke="#b5b5b5"/></pattern></defs>'
)


def heat_map(grid: Grid) -> str:
    """Draw a grid."""
    rows, columns = [one_line(name) for name in grid.rows], [one_line(name) for name in grid.columns]
    letter = SIZE * CHARACTER
    left = round(MARGIN + 8 + max(map(len, rows), default=0) * letter)
    right = round(max(map(len, columns), default=0) * letter * SLANT)
    canvas = Canvas(grid.title, max(left + len(columns) * grid.width + right + MARGIN, 340))
    top = canvas.paragraph(MARGIN, MARGIN + SIZE, grid.title, canvas.width - 2 * MARGIN, bold=True) + right
    canvas.add(HATCHED)
    for i, name in enumerate(columns):
        x = left + i * grid.width + grid.width // 2 + 3
        canvas.add(f'<text class="ink" transform="translate({x} {number(top - 5)}) rotate(-45)">{safe(name)}</text>')
    for i, name in enumerate(rows):
        canvas.text(left - 8, top + i * grid.height + grid.height // 2 + 4, name, anchor="end")
    size = SIZE if grid.width > LARGE else 9
    for j, row in enumerate(grid.cells):
        for i, (value, text) in enumerate(row):
            place = left + i * grid.width, top + j * grid.height, grid.width, grid.height
            _shaded(canvas, place, value, text, size)
    below = top + len(rows) * grid.height + LINE
    start = min(left, canvas.width - len(grid.scale) * STEP - MARGIN)
    for i, label in enumerate(grid.scale):
        value = i / (len(grid.scale) - 1)
        _shaded(canvas, (start + i * STEP, below, STEP, LINE), value, label, 11)
    told, y = fitted(grid.legend, canvas.width - start - MARGIN), below + 2 * LINE
    for text in told:
        canvas.text(start, y, text)
        y += LINE
    return canvas.svg(y + MARGIN - LINE + 4)


def _shaded(
    canvas: Canvas, place: tuple[float, float, float, float], value: float | None, text: str, size: int
) -> None:
    x, y, width, height = place
    canvas.box(x, y, width, height, "", fill=_shade(value), extra=f' stroke="{PALE}"')
    if text:
        ink = PALE if value is not None and value >= WHITE_FROM else INK
        at = f'x="{number(x + width / 2)}" y="{number(y + height / 2 + size / 3)}" font-size="{size}"'
        canvas.add(f'<text {at} text-anchor="middle" fill="{ink}">{safe(text)}</text>')


def _shade(value: float | None) -> str:
    if value is None:
        return "url(#none)"
    parts = (round(light + value * (dark - light)) for light, dark in zip(LIGHT, DARK, strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)
