"""What the place of output can show, and safe text for it."""

import io
import re
from dataclasses import dataclass

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console, RenderableType

UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
ASCII = str.maketrans({"█": "#", "▌": "#", "→": ">", "·": "-", "–": "-", "…": ".", "─": "-", "é": "e", "’": "'"})


SVG_FORMAT = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
"""Rich's picture of a terminal without its fonts from the net: the reader's own monospace font will do."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Width and abilities of the place where text will appear."""

    width: int = 80
    colour: bool = False
    unicode: bool = True


def safe_text(text: str) -> str:
    """Return a text without control and bidirectional characters."""
    return UNSAFE.sub("", text)


def shown(renderable: RenderableType, screen: Screen) -> str:
    """Return what a rich renderable looks like on a screen, without trailing blanks."""
    stream = io.StringIO()
    console = Console(
        file=stream, width=screen.width, force_terminal=screen.colour, no_color=not screen.colour,
        color_system="standard" if screen.colour else None, markup=False, emoji=False, highlight=False,
        legacy_windows=False,
    )  # fmt: skip
    console.print(renderable, soft_wrap=False)
    text = stream.getvalue()
    if not screen.unicode:
        text = text.translate(ASCII).encode("ascii", "replace").decode("ascii")
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def picture(renderable: RenderableType, title: str, width: int) -> str:
    """Return an SVG of a terminal that shows a rich renderable; the same bytes for the same content."""
    console = Console(
        file=io.StringIO(), width=width, record=True, force_terminal=True, color_system="truecolor", markup=False,
        emoji=False, highlight=False, legacy_windows=False,
    )  # fmt: skip
    console.print(renderable)
    svg = console.export_svg(title=title, unique_id="ecomap", code_format=SVG_FORMAT)
    return svg.encode("ascii", "xmlcharrefreplace").decode("ascii")
