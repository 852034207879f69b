"""A heat map as a plain SVG: shades that also read in grey, a number in every cell, a legend."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from ecomap.render.sheet import Grid
from ecomap.safe import one_line, safe_text

LIGHT, DARK = (239, 245, 252), (8, 48, 107)
"""Ends of the scale; the lightness falls steadily from one to the other, so that it reads without colour."""
INK, PALE, FRAME = "#1b2733", "#ffffff", "#ffffff"
WHITE_FROM = 0.45
"""Value from which the number in a cell is white."""
CHARACTER = 7
"""Width of a letter at the size of the labels."""
SLANT = 0.71
"""Height of a letter's width set at 45 degrees."""
MARGIN, LINE, STEP = 16, 18, 48
LARGE = 30
"""Width of a cell above which its number is set in the size of the labels."""


def heat_map(grid: Grid) -> str:
    """Return a grid as SVG, the same bytes for the same content."""
    rows, columns = [one_line(name) for name in grid.rows], [one_line(name) for name in grid.columns]
    left = MARGIN + 8 + max(map(len, rows), default=0) * CHARACTER
    right = round(max(map(len, columns), default=0) * CHARACTER * SLANT)
    top = MARGIN + 2 * LINE + right + 10
    width = max(left + len(columns) * grid.width + right, left + len(grid.legend) * CHARACTER) + MARGIN
    below = top + len(rows) * grid.height
    height = below + 4 * LINE + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" font-family="Helvetica, Arial, sans-serif" font-size="12" fill="{INK}">',
        f"<title>{_safe(grid.title)}</title>",
        '<defs><pattern id="none" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect width="6" height="6" fill="#f7f7f7"/><path d="M0 6 L6 0" stroke="#b5b5b5"/></pattern></defs>',
        f'<rect width="100%" height="100%" fill="{PALE}"/>',
        f'<text x="{MARGIN}" y="{MARGIN + 8}" font-size="14" font-weight="bold">{_safe(grid.title)}</text>',
        *_column_labels(grid, columns, left, top),
        *_row_labels(grid, rows, left, top),
        *_cells(grid, left, top),
        *_legend(grid, left, below + LINE),
        "</svg>",
    ]
    return "\n".join(parts).encode("ascii", "xmlcharrefreplace").decode("ascii") + "\n"


def _column_labels(grid: Grid, columns: Sequence[str], left: int, top: int) -> Iterator[str]:
    for i, name in enumerate(columns):
        x = left + i * grid.width + grid.width // 2 + 3
        yield f'<text transform="translate({x} {top - 5}) rotate(-45)">{_safe(name)}</text>'


def _row_labels(grid: Grid, rows: Sequence[str], left: int, top: int) -> Iterator[str]:
    yield '<g text-anchor="end">'
    for i, name in enumerate(rows):
        yield f'<text x="{left - 8}" y="{top + i * grid.height + grid.height // 2 + 4}">{_safe(name)}</text>'
    yield "</g>"


def _cells(grid: Grid, left: int, top: int) -> Iterator[str]:
    """Yield the shades, then the numbers on them."""
    places = [
        (left + i * grid.width, top + j * grid.height, cell)
        for j, row in enumerate(grid.cells)
        for i, cell in enumerate(row)
    ]
    yield f'<g stroke="{FRAME}">'
    for x, y, cell in places:
        yield f'<rect x="{x}" y="{y}" width="{grid.width}" height="{grid.height}" fill="{_shade(cell.value)}"/>'
    yield f'</g><g text-anchor="middle" font-size="{12 if grid.width > LARGE else 9}">'
    for x, y, cell in places:
        if cell.text:
            at = f'x="{x + grid.width // 2}" y="{y + grid.height // 2 + (4 if grid.width > LARGE else 3)}"'
            yield f"<text {at}{_ink(cell.value)}>{_safe(cell.text)}</text>"
    yield "</g>"


def _ink(value: float | None) -> str:
    return f' fill="{PALE}"' if value is not None and value >= WHITE_FROM else ""


def _legend(grid: Grid, left: int, y: int) -> Iterator[str]:
    for i, label in enumerate(grid.scale):
        value, x = i / (len(grid.scale) - 1), left + i * STEP
        yield f'<rect x="{x}" y="{y}" width="{STEP}" height="{LINE}" fill="{_shade(value)}" stroke="{FRAME}"/>'
        at = f'x="{x + STEP // 2}" y="{y + 13}" text-anchor="middle" font-size="11"'
        yield f"<text {at}{_ink(value)}>{_safe(label)}</text>"
    yield f'<text x="{left}" y="{y + 2 * LINE}">{_safe(grid.legend)}</text>'


def _shade(value: float | None) -> str:
    if value is None:
        return "url(#none)"
    parts = (round(light + value * (dark - light)) for light, dark in zip(LIGHT, DARK, strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _safe(text: str) -> str:
    return escape(safe_text(text))
