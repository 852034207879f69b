"""A comparison laid out: trends side by side, or how alike the rankings are."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from math import floor
from typing import Literal

from ecomap.render.documents import document, rounded
from ecomap.render.screen import Line, left, line, right, wrapped
from ecomap.render.sheet import Cell, Grid, Shade, Sheet, Table
from ecomap.results.comparison import Column, ComparedTrend, Comparison, Likeness
from ecomap.safe import one_line

Show = Literal["trends", "alike"]
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NAME, WIDE, NARROW = 30, 10, 5
"""Columns of a trend's name at least, of rank with points, of rank alone."""
SHORT = 18
"""Columns of a name in the matrix."""
PAIRS = 4
"""Pairs told as most and as least alike."""
ALIKE, UNLIKE = 0.7, 0.4
"""Overlaps from which, and below which, a cell of the matrix is set off."""


def comparison_sheet(comparison: Comparison, show: Show) -> Sheet:
    """Lay out trends side by side, or how alike the rankings are."""
    alike = show == "alike"
    columns, rows = _matrix(comparison) if alike else _trend_rows(comparison)
    return Sheet(
        title="ecomap compare",
        columns=columns,
        rows=rows,
        tables=[_likeness_table(comparison) if alike else _trends_table(comparison)],
        pictures=[likeness_grid(comparison) if alike else trends_grid(comparison)],
        drawing=partial(_alike if alike else _side_by_side, comparison),
        document=partial(document, "ecomap/comparison/1", comparison),
        records=partial(_records, comparison, show),
    )


# --- for programs


def _records(comparison: Comparison, show: Show) -> list[object]:
    if show == "alike":
        return list(rounded(comparison.likeness))
    keys = [column.key for column in comparison.columns]
    return [rounded(_by_column(row, keys)) for row in comparison.trends]


def _by_column(row: ComparedTrend, keys: list[str]) -> dict[str, object]:
    numbers = zip(keys, row.ranks, row.points, row.influence, strict=True)
    return {
        "trend": row.trend.id,
        "name": row.trend.name,
        "shared_by": row.shared_by,
        "columns": {
            key: {"rank": rank, "points": points, "influence": influence} for key, rank, points, influence in numbers
        },
    }


def _matrix(comparison: Comparison) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    keys = [column.key for column in comparison.columns]
    found = overlaps(comparison)
    return ("overlap", *keys), [(a, *(found.get((a, b), 1.0) for b in keys)) for a in keys]


def _trend_rows(comparison: Comparison) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    keys = [column.key for column in comparison.columns]
    numbers = [f"{what}:{key}" for key in keys for what in ("rank", "points")]
    rows: list[tuple[Cell, ...]] = [
        (
            row.trend.id, row.trend.name, row.shared_by,
            *(value for pair in zip(row.ranks, row.points, strict=True) for value in pair),
        )
        for row in comparison.trends
    ]  # fmt: skip
    return ("trend", "name", "shared_by", *numbers), rows


def _likeness_table(comparison: Comparison) -> Table:
    names = plain_names(comparison.columns)
    _, rows = _matrix(comparison)
    cells = [(name, *(f"{cell:.2f}" for cell in row[1:])) for name, row in zip(names, rows, strict=True)]
    return Table(("overlap", *names), cells, numbers=range(1, len(names) + 1))


def _trends_table(comparison: Comparison) -> Table:
    names = plain_names(comparison.columns)
    rows = [
        (row.trend.name, *(_rank_and_points(*pair) for pair in zip(row.ranks, row.points, strict=True)))
        for row in comparison.trends
    ]
    return Table((f"{comparison.list}: rank (points)", *names), rows, numbers=range(1, len(names) + 1))


def _rank_and_points(rank: int | None, points: int | None) -> str:
    return "" if rank is None else f"{rank} ({points})"


# --- as heat maps


def trends_grid(comparison: Comparison) -> Grid:
    """Return trends by columns, shaded by their points."""
    cells = [
        [
            Shade(None, "in use" if row.trend.id in column.adopted else "")
            if points is None
            else Shade(points / 100, f"{points} ({rank})")
            for column, rank, points in zip(comparison.columns, row.ranks, row.points, strict=True)
        ]
        for row in comparison.trends
    ]
    title = f"The first {comparison.top} {comparison.list} of each, view {comparison.view}"
    legend = "points of what to do first, in brackets the rank; hatched: not in that ranking"
    names, scale = plain_names(comparison.columns), ("0", "25", "50", "75", "100")
    return Grid(title, [row.trend.name for row in comparison.trends], names, cells, legend, scale, 62, 22)


def likeness_grid(comparison: Comparison) -> Grid:
    """Return how alike all pairs of rankings are, alike ones side by side."""
    by_key = {column.key: column for column in comparison.columns}
    names = [_short(comparison, by_key[key]) for key in comparison.order]
    found = overlaps(comparison)
    cells = [[_of_pair(found.get((a, b))) for b in comparison.order] for a in comparison.order]
    title = f"How alike the rankings are: {comparison.list}, view {comparison.view}"
    legend = "rank-biased overlap, in each cell its tenths; alike ones side by side"
    return Grid(title, names, names, cells, legend, ("0", "0.25", "0.5", "0.75", "1"), 17, 17)


def _of_pair(overlap: float | None) -> Shade:
    return Shade(None, "") if overlap is None else Shade(overlap, str(min(9, floor(10 * overlap))))


# --- trends side by side on a screen; without room for so many columns, how alike they are


def _side_by_side(comparison: Comparison, width: int) -> Iterator[Line]:
    count = len(comparison.columns)
    if count > min((width - NAME) // NARROW, len(LETTERS)):
        yield from _alike(comparison, width)
        return
    cell = WIDE if NAME + count * WIDE <= width else NARROW
    yield from wrapped(_title(comparison), width, "bold")
    for letter, column in zip(LETTERS, comparison.columns, strict=False):
        yield from _column(letter, column, width)
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
    yield from _pairs(comparison, width)


def _title(comparison: Comparison) -> str:
    years = f"{comparison.today}→{comparison.horizon % 100:02}"
    return f"The first {comparison.top} {comparison.list} of each side by side, view {comparison.view}, {years}"


def _column(letter: str, column: Column, width: int) -> Iterator[Line]:
    called = f"{one_line(column.business.name)}  ({column.kind} {one_line(column.key)})"
    (first,), *more = wrapped(called, width, first=f"  {letter}  ")
    yield line((first[0][:5], "bold"), first[0][5:])
    yield from more


def _group(comparison: Comparison, row: ComparedTrend) -> str:
    count = len(comparison.columns)
    if row.shared_by == count:
        return f"All {count} have among their first {comparison.top}"
    if row.shared_by > 1:
        return f"{row.shared_by} of {count} have among their first {comparison.top}"
    letters = zip(LETTERS, comparison.columns, strict=False)
    return next(
        f"Only {letter} has among its first {comparison.top}"
        for letter, column in letters
        if row.trend.id in column.only_here
    )


def _row(comparison: Comparison, row: ComparedTrend, cell: int, width: int) -> Iterator[Line]:
    top = comparison.top
    cells = [
        (right("used" if row.trend.id in column.adopted else "-", cell), "dim")
        if rank is None
        else _cell(rank, points, top, cell)
        for column, rank, points in zip(comparison.columns, row.ranks, row.points, strict=True)
    ]
    room = width - len(cells) * cell
    (first,), *more = wrapped(one_line(row.trend.name), room - 1, first="  ")
    yield ((left(first[0], room), ""), *cells)
    yield from more


def _cell(rank: int, points: int | None, top: int, cell: int) -> tuple[str, str]:
    text = f"{rank:>{cell}}" if cell == NARROW else f"{rank:>{cell - 4}}{points:>4}"
    return text, "bold" if rank <= top else "dim"


def _pairs(comparison: Comparison, width: int) -> Iterator[Line]:
    """Yield how alike every pair is, while they fit into a few lines; else the extremes."""
    letters = dict(zip((column.key for column in comparison.columns), LETTERS, strict=False))
    yield line("How alike the rankings are", style="bold")
    pairs = _sorted(comparison)
    few = pairs if len(pairs) <= 2 * PAIRS else [*pairs[:PAIRS], *pairs[-PAIRS:]]
    for pair in few:
        tau = "   -  " if pair.tau_b is None else f"{pair.tau_b:+.2f}"
        shared = f"{pair.shared:>2} of the first {comparison.top} shared"
        told = f"overlap {pair.overlap:.2f}  tau {tau}  {shared}"
        yield from wrapped(told, width, first=f"  {letters[pair.a]} and {letters[pair.b]}   ")
    told = "overlap: rank-biased, 0 to 1, the first ranks count most. tau: Kendall's tau-b over all ranks, -1 to 1."
    yield from wrapped(told, width, "dim")


def _sorted(comparison: Comparison) -> list[Likeness]:
    return sorted(comparison.likeness, key=lambda pair: (-pair.overlap, pair.a, pair.b))


# --- how alike many are


def _alike(comparison: Comparison, width: int) -> Iterator[Line]:
    names = {column.key: _cut(_short(comparison, column)) for column in comparison.columns}
    yield line(f"How alike the rankings are: {comparison.list}, view {comparison.view}", style="bold")
    room = width - SHORT - 4
    for start in range(0, len(comparison.order), room):
        yield from _block(comparison, names, range(start, min(start + room, len(comparison.order))))
        yield ()
    told = (
        "Digits: tenths of the overlap (rank-biased: the first ranks count most), 9 nearly the same, 0 nearly nothing "
        "in common. Alike ones stand side by side. tau: Kendall's tau-b over all ranks, -1 to 1."
    )
    yield from wrapped(told, width, "dim")
    pairs = _sorted(comparison)
    heads = f"overlap  tau  of {comparison.top}"
    for title, chosen in (("Most alike", pairs[:PAIRS]), ("Least alike", pairs[: -PAIRS - 1 : -1])):
        yield line(f"{title:<{2 * SHORT + 5}}{heads}", style="bold")
        for pair in chosen:
            both = left(f"  {names[pair.a]} and {names[pair.b]}", 2 * SHORT + 7)
            tau = "  -  " if pair.tau_b is None else f"{pair.tau_b:+.2f}"
            yield line(f"{both} {pair.overlap:.2f} {tau}  {pair.shared:>3}")
    yield from wrapped(f"of {comparison.top}: trends that both have among their first {comparison.top}.", width, "dim")


def _short(comparison: Comparison, column: Column) -> str:
    name = column.business.name
    return one_line(comparison.sector_names.get(column.business.id, name) if column.kind == "sector" else name)


def _cut(name: str) -> str:
    """Return what fits before a row of digits."""
    return name if len(name) <= SHORT else name[: SHORT - 1] + "…"


def _block(comparison: Comparison, names: dict[str, str], places: range) -> Iterator[Line]:
    tens = "".join(str((at + 1) // 10) if at + 1 >= 10 else " " for at in places)
    yield line(" " * (SHORT + 4) + tens, style="dim")
    yield line(" " * (SHORT + 4) + "".join(str((at + 1) % 10) for at in places), style="dim")
    overlap = overlaps(comparison)
    for number, key in enumerate(comparison.order, 1):
        cells = [_digit(overlap.get((key, comparison.order[at]))) for at in places]
        yield line(f"{number:>2} {left(names[key], SHORT)} ", *cells)


def _digit(overlap: float | None) -> tuple[str, str]:
    if overlap is None:
        return "·", "dim"
    return str(min(9, floor(10 * overlap))), "bold" if overlap >= ALIKE else "dim" if overlap < UNLIKE else ""


def overlaps(comparison: Comparison) -> dict[tuple[str, str], float]:
    """Return the overlap of each pair, both ways round; none of a column with itself."""
    found = {(pair.a, pair.b): pair.overlap for pair in comparison.likeness}
    return found | {(b, a): overlap for (a, b), overlap in found.items()}


def plain_names(columns: Sequence[Column]) -> list[str]:
    """Return what people call the columns, on one line each."""
    return [one_line(column.business.name) for column in columns]
