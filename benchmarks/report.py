"""The one table, on what machine it was measured, and the page and the picture that show it."""

import math
import os
import platform
import re
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.growth import Growth
from benchmarks.measuring import Row, exponent, told
from ecomap.render.drawing.canvas import MARGIN, SIZE, SMALL, Canvas, footed, headed, width_of
from ecomap.version import VERSION

DOCS = Path(__file__).parents[1] / "docs"
BLOCK = re.compile(r"(?<=<!-- benchmarks -->\n).*?(?=<!-- end of benchmarks -->)", re.DOTALL)
LIBRARIES = (
    "numpy", "scipy", "networkx", "igraph", "scikit-network", "pymrio", "scikit-criteria", "pymcdm", "pyarrow",
    "highspy", "typer", "rich", "PyYAML",
)  # fmt: skip
HEAD = "| job | against | ours | theirs | ratio or value | limit | |\n|---|---|--:|--:|--:|--:|---|\n"
GROWTH_HEAD = "| job | grows | sizes | processor time | largest memory | exponent of time | of the last step |\n"
GROWTH_HEAD += "|---|---|---|---|---|--:|--:|\n"


def machine() -> str:
    """Return on what is measured, in a few sentences that name nobody's machine."""
    model = re.search(r"model name\s*: (.*)", _text("/proc/cpuinfo"))
    memory = re.search(r"MemTotal:\s*(\d+)", _text("/proc/meminfo"))
    has = f", {int(memory[1]) / 1e6:.0f} GB of memory" if memory else ""
    load = f", {os.getloadavg()[1]:.1f} processes at work on average" if hasattr(os, "getloadavg") else ""
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"Measured on {date.today().isoformat()} with ecomap {VERSION} on {os.cpu_count()} processors "
        f"({model[1] if model else platform.machine()}){has}, {platform.system()}{load}; "
        f"Python {platform.python_version()}, {versions}."
    )


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def line(found: Row | Growth) -> str:
    """Return what was found in a line, as it comes."""
    cells = _cells(found) if isinstance(found, Row) else _growth(found)
    return "  ".join(cell for cell in cells if cell)


def report(rows: Sequence[Row], growths: Sequence[Growth], about: str) -> str:
    """Return the tables, as Markdown."""
    parts = [about]
    if rows:
        parts.append(HEAD + "".join(f"| {' | '.join(_cells(row))} |\n" for row in rows).rstrip())
    if growths:
        parts.append(GROWTH_HEAD + "".join(f"| {' | '.join(_growth(one))} |\n" for one in growths).rstrip())
    return "\n\n".join(parts) + "\n"


def _cells(row: Row) -> tuple[str, ...]:
    between = "" if row.low is None or row.high is None else f" [{_short(row.low)}, {_short(row.high)}]"
    limit = "" if row.limit is None else f"{'≥' if row.least else '≤'} {_short(row.limit)}"
    verdict = {None: "", True: "kept", False: "**over**"}[row.kept]
    if row.kept is False and row.least:
        verdict = "**under**"
    return row.job, row.against, row.ours, row.theirs, f"{_short(row.value)}{between}", limit, verdict + (
        f" ({row.note})" if row.note else ""
    )  # fmt: skip


def _growth(one: Growth) -> tuple[str, ...]:
    steps = exponent(one.sizes, one.seconds), exponent(one.sizes[-2:], one.seconds[-2:])
    return (
        one.job, one.grows, _listed(f"{size:,}" for size in one.sizes), _listed(map(told, one.seconds)),
        _listed(f"{size:.0f}" for size in one.megabytes) + (" MB" if one.megabytes else ""),
        *(f"{step:.2f}" for step in steps),
    )  # fmt: skip


def _listed(items: object) -> str:
    return " / ".join(items)  # type: ignore[call-overload]


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def written(rows: Sequence[Row], growths: Sequence[Growth], about: str) -> None:
    """Write page and picture."""
    page = DOCS / "benchmarks.md"
    table = f"\n{report(rows, growths, about)}\n"
    page.write_text(BLOCK.sub(lambda _: table, page.read_text(encoding="utf-8")), encoding="utf-8")
    (DOCS / "benchmarks.svg").write_text(picture(rows, growths), encoding="utf-8")


# --- the picture ----------------------------------------------------------------------------------------------

WIDE, LEFT, STEP = 680, 330, 32
PANEL, TALL = 226, 150


def picture(rows: Sequence[Row], growths: Sequence[Growth]) -> str:
    """Draw the ratios as dots and the growth as lines, both on scales of tens."""
    canvas = Canvas("What a job takes, in times of what it stands against", WIDE)
    y = _dots(canvas, headed(canvas), [row for row in rows if row.low is not None and not row.least])
    canvas.text(MARGIN, y + SIZE, "Processor seconds as things grow", bold=True)
    y += 2 * SIZE
    for place, one in enumerate(growths):
        _line(canvas, PANEL * (place % 3), y + TALL * (place // 3), one)
    y += TALL * math.ceil(len(growths) / 3)
    return canvas.svg(footed(canvas, y + 4, "Dots are medians, lines the 95 % interval of the median, orange marks "
                                            "limits; left of 1 the program is quicker."))  # fmt: skip


def _dots(canvas: Canvas, top: float, rows: Sequence[Row]) -> float:
    low = math.floor(math.log10(min(row.value for row in rows))) if rows else 0
    high = math.ceil(math.log10(max(row.value for row in rows))) if rows else 1

    def place(value: float) -> float:
        return LEFT + (math.log10(value) - low) / (high - low) * (WIDE - LEFT - 2 * MARGIN)

    bottom = top + STEP * len(rows)
    for power in range(low, high + 1):
        canvas.line((place(10**power), top), (place(10**power), bottom), width=2 if power == 0 else 1)
        canvas.text(place(10**power), bottom + SIZE, f"{10**power:g}", size=SMALL, colour="soft", anchor="middle")
    for number, row in enumerate(rows):
        y = top + STEP * number + STEP / 2
        for name, up, colour in ((row.job, 3, "ink"), (row.against, -10, "soft")):
            canvas.text(MARGIN, y - up, _cut(name.replace("`", "")), size=SMALL, colour=colour)
        canvas.line((place(row.low or row.value), y), (place(row.high or row.value), y), colour="mark", width=1.5)
        if row.limit is not None:
            canvas.line((place(row.limit), y - 6), (place(row.limit), y + 6), colour="against", width=2.5)
        canvas.box(place(row.value) - 3, y - 3, 6, 6, "for", extra=' rx="3"')
    return bottom + 2 * SIZE


def _cut(name: str) -> str:
    while width_of(name, SMALL) > LEFT - MARGIN:
        name = f"{name[:-2]}…"
    return name


def _line(canvas: Canvas, left: float, top: float, one: Growth) -> None:
    canvas.paragraph(left + MARGIN, top + SIZE, one.job.replace("`", ""), PANEL - MARGIN, size=SMALL)
    x0, x1, y0, y1 = left + MARGIN + 44, left + PANEL - MARGIN, top + TALL - 30, top + 40
    across, up = ([math.log10(number) for number in side] for side in (one.sizes, one.seconds))
    low, high = math.floor(min(up)), max(math.ceil(max(up)), math.floor(min(up)) + 1)
    for power in range(low, high + 1):
        y = y0 + (power - low) / (high - low) * (y1 - y0)
        canvas.line((x0, y), (x1, y))
        canvas.text(x0 - 4, y + 4, told(10**power), size=SMALL, colour="soft", anchor="end")
    at = [
        (x0 + (x - across[0]) / (across[-1] - across[0]) * (x1 - x0), y0 + (y - low) / (high - low) * (y1 - y0))
        for x, y in zip(across, up, strict=True)
    ]
    canvas.line(*at, colour="for", width=2)
    for (x, y), size in zip(at, one.sizes, strict=True):
        canvas.box(x - 3, y - 3, 6, 6, "for", extra=' rx="3"')
        canvas.text(x, y0 + 14, f"{size:,}", size=SMALL, colour="soft", anchor="middle")
    canvas.text((x0 + x1) / 2, y0 + 27, one.grows, size=SMALL, colour="soft", anchor="middle")
