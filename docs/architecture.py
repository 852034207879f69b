"""The picture of the house: its rooms in the order in which they may import, how large they are, who imports whom.

``python docs/architecture.py`` reads the imports off the source and writes docs/architecture.svg.
"""

import argparse
import math
import tomllib
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import grimp

from ecomap.render.drawing.canvas import MARGIN, Canvas, footed, headed

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "architecture.svg"
ROW, LEFT, LONGEST, STEP = 24, 112, 150, 18
LEGEND = (
    "Bar: lines of code, to the hundred. A dot: the room of its row imports the one of its column, larger where more "
    "modules do. No dot stands left of the diagonal: imports point down."
)


class House(NamedTuple):
    """What the picture shows."""

    lines: dict[str, int]
    """Of each room, in the order in which they may import."""
    imports: dict[tuple[str, str], int]
    """How many modules of one room import one of another."""


def house() -> House:
    """Read rooms, lines and imports off the source; the order is that of the import contract."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(rule["layers"] for rule in rules if rule["type"] == "layers")
    rooms = [room.strip() for layer in layers for room in layer.split("|")]
    spec = find_spec("ecomap")
    assert spec is not None
    assert spec.origin is not None
    source = Path(spec.origin).parent
    lines = dict.fromkeys(rooms, 0)
    for path in source.rglob("*.py"):
        room = path.relative_to(source).parts[0].removesuffix(".py")
        if room in lines:
            lines[room] += len(path.read_text(encoding="utf-8").splitlines())
    graph = grimp.build_graph("ecomap", cache_dir=None)
    pairs = (
        (module.split(".")[1], met.split(".")[1])
        for module in graph.modules
        for met in graph.find_modules_directly_imported_by(module)
        if "." in module and "." in met
    )
    return House(lines, Counter((one, two) for one, two in pairs if one != two and one in lines and two in lines))


def drawn(found: House) -> str:
    """Return the picture."""
    rooms = list(found.lines)
    right = LEFT + LONGEST + 60
    canvas = Canvas("The rooms of ecomap, and which import which", right + len(rooms) * STEP + MARGIN)
    top = headed(canvas) + 100
    most = max(found.lines.values())
    for at, room in enumerate(rooms):
        y = top + at * ROW
        size = round(found.lines[room], -2)
        canvas.text(LEFT - 8, y + 4, room, anchor="end", extra=f' data-room="{room}" data-lines="{size}"')
        canvas.box(LEFT, y - 6, max(1, LONGEST * size / most), 12, "for")
        canvas.text(LEFT + LONGEST * size / most + 6, y + 4, f"{size:,}" if size else "under 50", colour="soft")
        x = right + at * STEP
        canvas.text(0, 0, room, extra=f' transform="translate({x + 4} {top - 16}) rotate(-60)"')
        canvas.line((right - 8, y), (right + (len(rooms) - 1) * STEP + 8, y), colour="rule", width=0.5)
        canvas.box(x - 2, y - 2, 4, 4, "rule")
    for (one, two), count in sorted(found.imports.items()):
        x, y = right + rooms.index(two) * STEP, top + rooms.index(one) * ROW
        radius = 2 + math.log2(count)
        canvas.add(
            f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="#0067a5" class="for" data-imports="{one} {two}">'
            f"<title>{count} of {one} import {two}</title></circle>"
        )
    return canvas.svg(footed(canvas, top + len(rooms) * ROW, LEGEND))


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    PICTURE.write_text(drawn(house()), encoding="utf-8")
