"""Pictures as SVG: one way for pages, files and other programs."""

from collections.abc import Callable
from pkgutil import resolve_name
from typing import Any

from ecomap.render.pictures import Picture

DRAWN_BY = {  # what draws each kind of picture, loaded when one is drawn
    "Grid": "heat_map:heat_map", "Bars": "charts:bars", "Waterfall": "charts:waterfall", "Curves": "charts:curves",
    "Stacks": "charts:stacks", "Spans": "charts:spans", "Web": "web:web",
}  # fmt: skip


def drawn(picture: Picture) -> str:
    """Return a picture as SVG."""
    draw: Callable[[Any], str] = resolve_name(f"{__name__}.{DRAWN_BY[type(picture).__name__]}")
    return draw(picture)
