"""A comparison laid out: trends side by side, or how alike the rankings are."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Literal

from ecomap.render.pictures import Grid, Shade
from ecomap.render.screen import Line, left, line, right, wrapped
from ecomap.render.sheet import Cell, Sheet, Table, document, rounded
from ecomap.results.comparison import ComparedTrend, Comparison
from ecomap.safe import one_line

Show = Literal["trends", "alike"]
SCHEMA = "ecomap/comparison/1"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NAME, WIDE, NARROW = 30, 10, 5  # columns of a trend's name at least, of rank with points, of rank alone
PAIRS = 4  # pairs told as most and as least alike


def comparison_sheet(comparison: Comparison, show: Show) -> Sheet:
    """Lay out trends side by side, or how alike the rankings are."""
    made = _likeness_sheet if show == "alike" else _trends_sheet
    return made(comparison, [column.key for column in comparison.columns], _names(comparison))


def _likeness_sheet(comparison: Comparison, keys: list[str], names: list[str]) -> Sheet:
    found = overlaps(comparison)
    rows: list[tuple[Cell, ...]] = [(a, *(found.get((a, b), 1.0) for b in keys)) for a in keys]
    cells = [(name, *(f"{cell:.2f}" for cell in row[1:])) for name, row in zip(names, rows, strict=True)]
    return Sheet(
        "ecomap compare", ("overlap", *keys), rows, pictures=lambda: [likeness_grid(comparison)],
        tables=[Table(("overlap", *names), cells, numbers=range(1, len(names) + 1))],
        drawing=partial(_alike, comparison), records=partial(rounded, comparison.likeness),
        document=partial(document, SCHEMA, comparison),
    )  # fmt: skip


def _trends_sheet(comparison: Comparison, keys: list[str], names: list[str]) -> Sheet:
    cells = [
        (row.trend.name, *("" if rank is None else f"{rank} ({points})" for rank, points in _pairs_of(row)))
        for row in comparison.trends
    ]
    return Sheet.of(
        comparison, SCHEMA, "ecomap compare", pictures=lambda: [trends_grid(comparison)],
        tables=[Table((f"{comparison.list}: rank (points)", *names), cells, numbers=range(1, len(names) + 1))],
        drawing=partial(_side_by_side, comparison),
        records=lambda: [rounded(_by_column(row, keys)) for row in comparison.trends],
    )  # fmt: skip


def _by_column(row: ComparedTrend, keys: list[str]) -> dict[str, object]:
    numbers = zip(keys, row.ranks, row.points, row.influence, strict=True)
    columns = {key: {"rank": rank, "points": points, "influence": share} for key, rank, points, share in numbers}
    return {"trend": row.trend.id, "name": row.trend.name, "shared_by": row.shared_by, "columns": columns}


def _pairs_of(row: ComparedTrend) -> Iterator[tuple[int | None, int | None]]:
    return zip(row.ranks, row.points, strict=True)


# --- as heat maps


def trends_grid(comparison: Comparison) -> Grid:
    """Return trends by columns, shaded by their points."""
    cells: list[list[Shade]] = []
    for row in comparison.trends:
        used = [(None, "in use" if row.trend.id in column.adopted else "") for column in comparison.columns]
        pairs = zip(used, _pairs_of(row), strict=True)
        cells.append([no if points is None else (points / 100, f"{points} ({rank})") for no, (rank, points) in pairs])
    title = f"The first {comparison.top} {comparison.list} of each, view {comparison.view}"
    legend = "points of what to do first, in brackets the rank; hatched: not in that ranking"
    scale = ("0", "25", "50", "75", "100")
    return Grid(title, [row.trend.name for row in comparison.trends], _names(comparison), cells, legend, scale, 62, 22)


def likeness_grid(comparison: Comparison) -> Grid:
    """Return how alike all pairs of rankings are, alike ones side by side."""
    called, found = _short_names(comparison), overlaps(comparison)
    pairs = [[found.get((a, b)) for b in comparison.order] for a in comparison.order]
    cells = [[(one, "" if one is None else str(min(9, int(10 * one)))) for one in row] for row in pairs]
    names = [called[key] for key in comparison.order]
    title = f"How alike the rankings are: {comparison.list}, view {comparison.view}"
    legend = "rank-biased overlap, in each cell its tenths; alike ones side by side"
    return Grid(title, names, names, cells, legend, ("0", "0.25", "0.5", "0.75", "1"), 17, 17)


# --- trends side by side on a screen; without room for so many columns, how alike they are


def _side_by_side(comparison: Comparison, width: int) -> Iterator[Line]:
    count, top = len(comparison.columns), comparison.top
    if count > min((width - NAME) // NARROW, len(LETTERS)):
        yield from _alike(comparison, width)
        return
    cell = WIDE if NAME + count * WIDE <= width else NARROW
    years = f"{comparison.today}→{comparison.horizon % 100:02}"
    title = f"The first {top} {comparison.list} of each side by side, view {comparison.view}, {years}"
    yield from wrapped(title, width, "bold")
    for letter, column in zip(LETTERS, comparison.columns, strict=False):
        told = "; ".join(filter(None, (f"{column.kind} {one_line(column.key)}", column.business.at_work)))
        called = f"{one_line(column.business.name)}  ({told})"
        (first,), *more = wrapped(called, width, first=f"  {letter}  ")
        yield line((first[0][:5], "bold"), first[0][5:])
        yield from more
    yield ()
    heads = "".join(right(f"{letter} pts" if cell == WIDE else letter, cell) for letter in LETTERS[:count])
    yield line(" " * (width - count * cell) + heads, style="bold")
    for group, rows in groupby(comparison.trends, key=lambda row: _group(comparison, row)):
        yield line(group, style="bold")
        for row in rows:
            yield from _row(comparison, row, cell, width)
    what = "ranks" if cell == NARROW else "ranks and points of what to do first (pts, 0-100)"
    told = f"Numbers are {what}; used: in use already; -: of another view, or of no use there."
    yield from wrapped(told, width, "dim")
    yield ()
    yield from _pairs(comparison, width, dict(zip((one.key for one in comparison.columns), LETTERS, strict=False)))


def _group(comparison: Comparison, row: ComparedTrend) -> str:
    count = len(comparison.columns)
    if row.shared_by == 1:
        letters = zip(LETTERS, comparison.columns, strict=False)
        letter = next(letter for letter, column in letters if row.trend.id in column.only_here)
        return f"Only {letter} has among its first {comparison.top}"
    whose = f"All {count}" if row.shared_by == count else f"{row.shared_by} of {count}"
    return f"{whose} have among their first {comparison.top}"


def _row(comparison: Comparison, row: ComparedTrend, cell: int, width: int) -> Iterator[Line]:
    cells = []
    for column, (rank, points) in zip(comparison.columns, _pairs_of(row), strict=True):
        if rank is None:
            cells.append((right("used" if row.trend.id in column.adopted else "-", cell), "dim"))
        else:
            text = f"{rank:>{cell}}" if cell == NARROW else f"{rank:>{cell - 4}}{points:>4}"
            cells.append((text, "bold" if rank <= comparison.top else "dim"))
    room = width - len(cells) * cell
    (first,), *more = wrapped(one_line(row.trend.name), room - 1, first="  ")
    yield ((left(first[0], room), ""), *cells)
    yield from more


def _pairs(comparison: Comparison, width: int, names: dict[str, str]) -> Iterator[Line]:
    """Yield how alike every pair is, while they fit into a few lines; else the extremes."""
    yield line(f"How alike the rankings are: {comparison.list}, view {comparison.view}", style="bold")
    pairs = sorted(comparison.likeness, key=lambda pair: (-pair.overlap, pair.a, pair.b))
    for pair in pairs if len(pairs) <= 2 * PAIRS else [*pairs[:PAIRS], *pairs[-PAIRS:]]:
        tau = "  -  " if pair.tau_b is None else f"{pair.tau_b:+.2f}"
        told = f"  {pair.overlap:.2f}  tau {tau}  {pair.shared:>2} of {comparison.top}   "
        yield from wrapped(f"{names[pair.a]} and {names[pair.b]}", width, first=told)
    told = (
        "First the overlap, rank-biased, 0 to 1: the first ranks count most. tau: Kendall's tau-b over all ranks, -1 "
        f"to 1. Then how many both have among their first {comparison.top}."
    )
    yield from wrapped(told, width, "dim")


def _alike(comparison: Comparison, width: int) -> Iterator[Line]:
    yield from _pairs(comparison, width, _short_names(comparison))


def overlaps(comparison: Comparison) -> dict[tuple[str, str], float]:
    """Return the overlap of each pair, both ways round; none of a column with itself."""
    found = {(pair.a, pair.b): pair.overlap for pair in comparison.likeness}
    return found | {(b, a): overlap for (a, b), overlap in found.items()}


def _names(comparison: Comparison) -> list[str]:
    return [one_line(column.business.name) for column in comparison.columns]


def _short_names(comparison: Comparison) -> dict[str, str]:
    """Return what the columns are called where there is little room: sectors by their short names."""
    shorter = {c.key: comparison.sector_names.get(c.business.id) for c in comparison.columns if c.kind == "sector"}
    return {c.key: one_line(shorter.get(c.key) or c.business.name) for c in comparison.columns}
