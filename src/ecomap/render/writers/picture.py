"""SVG: a heat map where an answer has one, else what a terminal shows; the same bytes for the same content."""

import io
import re

from ecomap.render.sheet import Sheet
from ecomap.render.writers.terminal import drawn
from ecomap.safe import safe_text

WIDTH = 80


def picture(sheet: Sheet) -> str:
    """Return an answer as SVG."""
    if sheet.pictures:
        from ecomap.render.writers.heat_map import heat_map

        return heat_map(sheet.pictures[0])
    return _terminal(sheet)


def _terminal(sheet: Sheet) -> str:
    from rich._export_format import CONSOLE_SVG_FORMAT
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=io.StringIO(), width=WIDTH, record=True, force_terminal=True, color_system="truecolor", markup=False,
        emoji=False, highlight=False, legacy_windows=False,
    )  # fmt: skip
    for pieces in drawn(sheet, WIDTH):
        console.print(Text.assemble(*((safe_text(text).replace("\n", " "), style) for text, style in pieces)))
    # without the fonts from the net: the reader's own monospace font will do
    style = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    svg = console.export_svg(title=safe_text(sheet.title), unique_id="ecomap", code_format=style)
    return svg.encode("ascii", "xmlcharrefreplace").decode("ascii")
