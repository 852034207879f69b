"""The signs that pictures are made of: the one place that writes SVG, the same bytes for the same content.

Colours are written twice: as an attribute, for a file of its own and for other programs, and as the name of a class,
by which a page gives it a light and a dark one. All pairs differ in lightness as well as in hue, so that they read in
grey and by eyes that do not tell red from green (Okabe and Ito's palette).
"""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from ecomap.safe import in_xml, one_line, quoted_in_xml

COLOURS = {  # of a light page; the style sheet of a page has those of a dark one
    "ink": "#1b2733", "soft": "#52606d", "paper": "#ffffff", "rule": "#c3ccd5", "for": "#0067a5", "against": "#b34700",
    "pale": "#cfe3f3", "mark": "#1b2733", "third": "#7a4a86",
}  # fmt: skip
SHADES = ("#e3e9ef", "#0067a5", "#b34700", "#5b7c4b", "#7d4c7e", "#6b6b6b")  # of pieces of a stacked bar, the own first
SIZE, SMALL = 12, 11  # of letters, in units of the drawing: pixels where it is not scaled
CHARACTER = 0.58  # mean width of a letter of a sans-serif font, in its size
MARGIN, LINE = 12, 17
FONT = "Helvetica, Arial, 'DejaVu Sans', sans-serif"


def number(value: float) -> str:
    """Return a place to a tenth, as short as it is."""
    return f"{round(value, 1) + 0.0:g}"


def safe(text: str) -> str:
    """Return a text that is nothing but text in XML."""
    return in_xml(text.replace("\n", " "))


def width_of(text: str, size: int = SIZE) -> float:
    """Return about how wide a text is."""
    return len(text) * size * CHARACTER


def fitted(text: str, width: float, size: int = SIZE) -> list[str]:
    """Return a text in lines that fit a width; a word that fits none stands alone."""
    most = max(1, int(width / (size * CHARACTER)))
    return wrap(one_line(text), most, break_long_words=False, break_on_hyphens=False) or [""]


class Canvas:
    """A drawing that grows downwards."""

    def __init__(self, title: str, width: float) -> None:
        self.title, self.width, self.parts = one_line(title), width, list[str]()

    def add(self, part: str) -> None:
        """Put something that is SVG already."""
        self.parts.append(part)

    def text(
        self, x: float, y: float, text: str, *, size: int = SIZE, colour: str = "ink", anchor: str = "start",
        bold: bool = False, extra: str = "",
    ) -> None:  # fmt: skip
        """Write a text whose line stands at y."""
        at = f'x="{number(x)}" y="{number(y)}" font-size="{size}" class="{colour}" fill="{COLOURS[colour]}"'
        weight = ' font-weight="bold"' if bold else ""
        side = f' text-anchor="{anchor}"' if anchor != "start" else ""
        self.add(f"<text {at}{side}{weight}{extra}>{safe(text)}</text>")

    def paragraph(
        self, x: float, y: float, text: str, width: float, *, size: int = SIZE, colour: str = "ink", bold: bool = False
    ) -> float:
        """Write a text in lines from y on, and return where the next line would stand."""
        for line in fitted(text, width, size):
            self.text(x, y, line, size=size, colour=colour, bold=bold)
            y += size + 4
        return y

    def box(
        self, x: float, y: float, width: float, height: float, colour: str, *, fill: str = "", extra: str = ""
    ) -> None:
        """Fill a rectangle."""
        size = f'width="{number(max(0.0, width))}" height="{number(height)}"'
        painted = f'fill="{fill}"' if fill else f'class="{colour}" fill="{COLOURS[colour]}"'
        self.add(f'<rect x="{number(x)}" y="{number(y)}" {size} {painted}{extra}/>')

    def line(self, *points: tuple[float, float], colour: str = "rule", width: float = 1, extra: str = "") -> None:
        """Draw a line through points."""
        places = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self.add(
            f'<polyline points="{places}" fill="none" class="line-{colour}" stroke="{COLOURS[colour]}" '
            f'stroke-width="{number(width)}"{extra}/>'
        )

    def area(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """Fill what lies between points."""
        places = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self.add(f'<polygon points="{places}" class="{colour}" fill="{COLOURS[colour]}"/>')

    def svg(self, height: float, *, label: str = "") -> str:
        """Return the drawing: its title first, its paper below everything."""
        size = f'viewBox="0 0 {number(self.width)} {number(height)}" width="{number(self.width)}"'
        said = quoted_in_xml(label or self.title)
        role = 'role="group"' if label else 'role="img"'
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} height="{number(height)}" {role} aria-label={said} '
            f'font-family="{FONT}" font-size="{SIZE}">'
        )
        paper = f'<rect width="100%" height="100%" class="paper" fill="{COLOURS["paper"]}"/>'
        drawn = "\n".join([head, f"<title>{safe(self.title)}</title>", paper, *self.parts, "</svg>"])
        return drawn.encode("ascii", "xmlcharrefreplace").decode("ascii") + "\n"


def headed(canvas: Canvas) -> float:
    """Write the title of a drawing and return where the rest begins."""
    return canvas.paragraph(MARGIN, MARGIN + SIZE, canvas.title, canvas.width - 2 * MARGIN, bold=True) + 4


def footed(canvas: Canvas, y: float, legend: str) -> float:
    """Write what the signs mean, and return the height of the whole."""
    if not legend:
        return y + MARGIN / 2
    return canvas.paragraph(MARGIN, y + SMALL, legend, canvas.width - 2 * MARGIN, size=SMALL, colour="soft") + 2


def below(drawings: Sequence[str]) -> str:
    """Return drawings as one, below each other."""
    if len(drawings) == 1:
        return drawings[0]
    boxes = [one.partition('viewBox="0 0 ')[2].partition('"')[0].split() for one in drawings]
    sizes = [(float(width), float(height)) for width, height in boxes]
    width, height = max(w for w, _ in sizes), sum(h for _, h in sizes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
        f'width="{number(width)}" height="{number(height)}">\n'
        f'<rect width="100%" height="100%" fill="{COLOURS["paper"]}"/>\n{"".join(_placed(drawings, sizes))}</svg>\n'
    )


def _placed(drawings: Sequence[str], sizes: Sequence[tuple[float, float]]) -> Iterator[str]:
    y = 0.0
    for drawing, (_, height) in zip(drawings, sizes, strict=True):
        yield drawing.replace("<svg ", f'<svg y="{number(y)}" ', 1)
        y += height
