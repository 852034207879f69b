"""A comparison on a terminal: trends side by side, or how alike the rankings are."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import floor

from rich.console import Group
from rich.text import Text

from ecomap.render.lines import fitted, wrapped
from ecomap.render.screen import Screen, safe_text, shown
from ecomap.results.comparison import Column, ComparedTrend, Comparison, Likeness

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NAME, WIDE, NARROW = 30, 10, 5
"""Columns of a trend's name at least, of rank with points, of rank alone."""
SHORT = 18
"""Columns of a name in the matrix."""
PAIRS = 4
"""Pairs told as most and as least alike."""
ALIKE, UNLIKE = 0.7, 0.4
"""Overlaps from which, and below which, a cell of the matrix is set off."""


def comparison_table(comparison: Comparison, screen: Screen) -> str:
    """Return trends side by side as text; without room for so many columns, how alike they are."""
    room = (screen.width - NAME) // NARROW
    if len(comparison.columns) > min(room, len(LETTERS)):
        return likeness_table(comparison, screen)
    return shown(Group(*_trends(comparison, screen.width)), screen)


def likeness_table(comparison: Comparison, screen: Screen) -> str:
    """Return how alike the rankings are as text."""
    return shown(Group(*_alike(comparison, screen.width)), screen)


# --- trends side by side


def _trends(comparison: Comparison, width: int) -> Iterator[Text]:
    count = len(comparison.columns)
    cell = WIDE if NAME + count * WIDE <= width else NARROW
    yield Text(_title(comparison), style="bold")
    for letter, column in zip(LETTERS, comparison.columns, strict=False):
        yield fitted(Text.assemble((f"  {letter}  ", "bold"), _called(column)), width)
    yield Text()
    heads = "".join(f"{f'{letter} pts' if cell == WIDE else letter:>{cell}}" for letter in LETTERS[:count])
    yield Text(f"{'':{width - count * cell}}{heads}", style="bold")
    for group, rows in groupby(comparison.trends, key=lambda row: _group(comparison, row)):
        yield Text(group, style="bold")
        for row in rows:
            yield _row(comparison, row, cell, width)
    what = "ranks" if cell == NARROW else "ranks and points of what to do first (pts, 0-100)"
    yield from wrapped(f"Numbers are {what}; used: in use already; -: of another view, or of no use there.", width)
    yield Text()
    yield from _pairs(comparison, width)


def _title(comparison: Comparison) -> str:
    years = f"{comparison.today}→{comparison.horizon % 100:02}"
    return f"The first {comparison.top} {comparison.list} of each side by side, view {comparison.view}, {years}"


def _called(column: Column) -> str:
    name = " ".join(safe_text(column.business.name).split())
    return f"{name}  ({column.kind} {safe_text(column.key)})"


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


def _row(comparison: Comparison, row: ComparedTrend, cell: int, width: int) -> Text:
    top = comparison.top
    cells = [
        _none(used=row.trend.id in column.adopted, cell=cell) if rank is None else _cell(rank, points, top, cell)
        for column, rank, points in zip(comparison.columns, row.ranks, row.points, strict=True)
    ]
    room = width - len(cells) * cell - 2
    name = row.trend.name if len(row.trend.name) < room else row.trend.name[: room - 2] + "…"
    return Text.assemble(f"  {name:{room}}", *cells)


def _none(*, used: bool, cell: int) -> Text:
    return Text(f"{'used' if used else '-':>{cell}}", style="dim")


def _cell(rank: int, points: int | None, top: int, cell: int) -> Text:
    text = f"{rank:>{cell}}" if cell == NARROW else f"{rank:>{cell - 4}}{points:>4}"
    return Text(text, style="bold" if rank <= top else "dim")


def _pairs(comparison: Comparison, width: int) -> Iterator[Text]:
    """Yield how alike every pair is, while they fit into a few lines; else the extremes."""
    letters = dict(zip((column.key for column in comparison.columns), LETTERS, strict=False))
    yield Text("How alike the rankings are", style="bold")
    pairs = sorted(comparison.likeness, key=lambda pair: (-pair.overlap, pair.a, pair.b))
    few = pairs if len(pairs) <= 2 * PAIRS else [*pairs[:PAIRS], *pairs[-PAIRS:]]
    for pair in few:
        yield Text(f"  {letters[pair.a]} and {letters[pair.b]}   {_measured(pair, comparison.top)}")
    yield from wrapped(
        "overlap: rank-biased, 0 to 1, the first ranks count most. tau: Kendall's tau-b over all ranks, -1 to 1.", width
    )


def _measured(pair: Likeness, top: int) -> str:
    tau = "   -  " if pair.tau_b is None else f"{pair.tau_b:+.2f}"
    return f"overlap {pair.overlap:.2f}  tau {tau}  {pair.shared:>2} of the first {top} shared"


# --- how alike many are


def _alike(comparison: Comparison, width: int) -> Iterator[Text]:
    names = {column.key: _short(comparison, column) for column in comparison.columns}
    yield Text(f"How alike the rankings are: {comparison.list}, view {comparison.view}", style="bold")
    room = width - SHORT - 4
    for start in range(0, len(comparison.order), room):
        yield from _block(comparison, names, range(start, min(start + room, len(comparison.order))))
        yield Text()
    yield from wrapped(
        "Digits: tenths of the overlap (rank-biased: the first ranks count most), 9 nearly the same, 0 nearly nothing "
        "in common. Alike ones stand side by side. tau: Kendall's tau-b over all ranks, -1 to 1.",
        width,
    )
    pairs = sorted(comparison.likeness, key=lambda pair: (-pair.overlap, pair.a, pair.b))
    heads = f"overlap  tau  of {comparison.top}"
    for title, chosen in (("Most alike", pairs[:PAIRS]), ("Least alike", pairs[: -PAIRS - 1 : -1])):
        yield Text(f"{title:<{2 * SHORT + 5}}{heads}", style="bold")
        for pair in chosen:
            both = f"  {names[pair.a]} and {names[pair.b]}"
            tau = "  -  " if pair.tau_b is None else f"{pair.tau_b:+.2f}"
            yield Text(f"{both:<{2 * SHORT + 7}} {pair.overlap:.2f} {tau}  {pair.shared:>3}")
    yield from wrapped(f"of {comparison.top}: trends that both have among their first {comparison.top}.", width)


def _short(comparison: Comparison, column: Column) -> str:
    name = column.business.name
    if column.kind == "sector":
        name = comparison.sector_names.get(column.business.id, name)
    name = " ".join(safe_text(name).split())
    return name if len(name) <= SHORT else name[: SHORT - 1] + "…"


def _block(comparison: Comparison, names: dict[str, str], places: range) -> Iterator[Text]:
    tens = "".join(str((at + 1) // 10) if at + 1 >= 10 else " " for at in places)
    yield Text(f"{'':{SHORT + 4}}{tens}", style="dim")
    yield Text(f"{'':{SHORT + 4}}{''.join(str((at + 1) % 10) for at in places)}", style="dim")
    overlap = overlaps(comparison)
    for number, key in enumerate(comparison.order, 1):
        cells = [_digit(overlap.get((key, comparison.order[at]))) for at in places]
        yield Text.assemble(f"{number:>2} {names[key]:<{SHORT}} ", *cells)


def _digit(overlap: float | None) -> Text:
    if overlap is None:
        return Text("·", style="dim")
    style = "bold" if overlap >= ALIKE else "dim" if overlap < UNLIKE else ""
    return Text(str(min(9, floor(10 * overlap))), style=style)


def overlaps(comparison: Comparison) -> dict[tuple[str, str], float]:
    """Return the overlap of each pair, both ways round; none of a column with itself."""
    found = {(pair.a, pair.b): pair.overlap for pair in comparison.likeness}
    return found | {(b, a): overlap for (a, b), overlap in found.items()}


def plain_names(columns: Sequence[Column]) -> list[str]:
    """Return what people call the columns, on one line each."""
    return [" ".join(safe_text(column.business.name).split()) for column in columns]
