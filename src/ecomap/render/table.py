"""A ranking on a terminal: two lines a trend, made to be read by the owner of a shop."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Group, RenderableType
from rich.text import Text

from ecomap.render.lines import fitted, wrapped
from ecomap.render.screen import Screen, safe_text, shown
from ecomap.results.ranking import RankedTrend, Ranking, When

ACTION_STYLES = {"act": "bold green", "prepare": "yellow", "pilot": "cyan", "watch": "dim"}
BAR = 7
FULL_BAR = 60
"""Points of influence that fill the bar: hardly a trend has more, and short bars tell nothing."""
NARROW = 74
"""Columns below which the bar and the year give way to the name."""

TRUST = "No forecast of sales. How often rankings like this come true: docs/validity.md."
"""What the numbers do not mean, in one line of 80 columns."""

VIEWS = {
    "cross": "On the way from other sectors",
    "own": "Your own sector is ahead",
    "all": "Opportunities, all sectors",
}


def ranking_table(ranking: Ranking, top: int, screen: Screen) -> str:
    """Return the ranking as text for a terminal."""
    return shown(ranking_renderable(ranking, top, screen.width), screen)


def ranking_renderable(ranking: Ranking, top: int, width: int) -> RenderableType:
    """Return the ranking as something rich can draw at a width."""
    return Group(*_lines(ranking, top, width))


def _lines(ranking: Ranking, top: int, width: int) -> Iterator[Text]:
    yield from _head(ranking, width)
    yield Text()
    yield from _list(VIEWS[ranking.view], ranking.opportunities[:top], ranking, width)
    yield Text()
    yield from _list("Threats", ranking.threats[: max(1, (top + 1) // 2)], ranking, width)
    yield Text()
    yield from _foot(ranking, top, width)


def _head(ranking: Ranking, width: int) -> Iterator[Text]:
    business = ranking.business
    shares = ", ".join(
        f"{ranking.sector_names.get(sector, sector)} {share:.0%}"
        for sector, share in {**business.sectors, **business.depends_on}.items()
    )
    yield fitted(Text.assemble((_line(business.name), "bold"), ("  " + shares, "dim")), width)


def _list(title: str, rows: Sequence[RankedTrend], ranking: Ranking, width: int) -> Iterator[Text]:
    if not rows:
        yield Text(title, style="bold")
        yield Text("    None: no sector around you is ahead of your own here. Try --view all.")
        return
    yield _heading(title, ranking, width)
    for row in rows:
        yield _row(row, width)
        yield fitted(Text(f"    {_line(row.why)}", style="dim"), width)


def _heading(title: str, ranking: Ranking, width: int) -> Text:
    years = f"{ranking.today}→{ranking.horizon % 100:02}"
    cells = [("influence", BAR + 3), (years, 9), ("half by", 8), ("pts", 4), (" do", 8)]
    if width < NARROW:
        cells = [("infl", 4), cells[1], ("pts", 4), (" do", 8)]
    right = "".join(_right(text, size) if text != " do" else text.ljust(size) for text, size in cells)
    return Text(_left(title, width - sum(size for _, size in cells)) + right, style="bold")


def _row(row: RankedTrend, width: int) -> Text:
    mark = "" if row.basis == "measured" else "~"
    firms = f"{mark}{_percent(row.likelihood_today)}→{_percent(row.likelihood)}%"
    action = Text(" " + row.action.name.ljust(7), style=ACTION_STYLES[row.action.name])
    points = Text(_right(str(row.priority), 4), style="bold")
    influence = f"{row.influence:.0f}"
    if width < NARROW:
        cells = [Text(_right(influence, 4)), Text(_right(firms, 9)), points, action]
    else:
        bar = Text(_bar(row.influence).ljust(BAR), style="blue" if row.opportunity_share >= 0.5 else "red")
        cells = [
            bar,
            Text(_right(influence, 3)),
            Text(_right(firms, 9)),
            Text(_right(_year(row.when.half), 8)),
            points,
            action,
        ]
    room = width - sum(cell.cell_len for cell in cells)
    rank = f"{row.rank:>2}  " if row.rank_low is None else f"{row.rank:>2} {row.rank_low:>2}-{row.rank_high:<3}"
    name = Text(_left(f"{rank}{_line(row.trend.name)}", room - 1) + " ")
    return Text.assemble(name, *cells)


def _foot(ranking: Ranking, top: int, width: int) -> Iterator[Text]:
    rest = ranking.opportunities_in_all - top
    more = f" {rest} more opportunities: --top {ranking.opportunities_in_all}." if rest > 0 else ""
    yield from wrapped(
        f"{ranking.today}→{ranking.horizon % 100:02}: share of firms placed like yours that use it (threats: that face "
        f"it), now and then; ~ judged, not measured. pts: what to do first, 0-100.{more}",
        width,
    )
    yield from wrapped(TRUST, width)
    if ranking.draws:
        yield from wrapped(
            f"Beside the rank: where it lies in 90 of 100 draws of every number within its evidence ({ranking.draws:,} "
            "draws). Act and pilot then ask how sure the rank is.",
            width,
        )
    if ranking.adopted:
        yield from wrapped(f"In use already: {', '.join(ranking.adopted)}.", width)
    seen = [f"{word.of[0]} {word.number:.0%}" for word in ranking.business.own_words if word.kind == "peers"]
    if seen:
        yield from wrapped(f"Your own figures of firms like yours: {', '.join(seen)}.", width)
    for warning in ranking.warnings:
        yield from wrapped(warning.message, width)


def _line(text: str) -> str:
    """Return a text on one line, without what would write to the terminal."""
    return " ".join(safe_text(text).split())


def _bar(points: float) -> str:
    halves = min(2 * BAR, round(points / FULL_BAR * BAR * 2))
    return "█" * (halves // 2) + "▌" * (halves % 2)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}" if share >= 0.005 else "<1"


def _year(when: When) -> str:
    return {"not at this pace": "far off", "pace unknown": "?"}.get(str(when), str(when))


def _left(text: str, size: int) -> str:
    if cell_len(text) > size:
        text = set_cell_size(text, max(1, size - 1)).rstrip() + "…"
    return set_cell_size(text, size)


def _right(text: str, size: int) -> str:
    return " " * max(0, size - cell_len(text)) + text
