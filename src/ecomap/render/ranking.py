"""A ranking laid out: two lines a trend on a screen, to be read by the owner of a shop; all of it for programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from rich.cells import cell_len

from ecomap.render.documents import document, rounded
from ecomap.render.screen import Line, left, line, right, wrapped
from ecomap.render.sheet import Sheet, Table
from ecomap.results.ranking import COLUMNS, RankedTrend, Ranking, When
from ecomap.safe import one_line

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
    "all": "What to do",
}
NOTHING = {
    "cross": "None: in nothing here are other sectors ahead of your own. Try --view all.",
    "own": "None: in nothing here is your own sector ahead. Try --view all.",
    "all": "None: the map has nothing for this firm that it does not use already.",
}
SCREENFUL = 8
"""Trends on a screen unless said otherwise."""


def ranking_sheet(ranking: Ranking, top: int | None = None, called: Mapping[str, str] | None = None) -> Sheet:
    """Return a ranking laid out.

    Parameters
    ----------
    top
        Rows of each list.
    called
        Names of trends by id, for those in use, which no row names.
    """
    ranking = replace(ranking, opportunities=ranking.opportunities[:top], threats=ranking.threats[:top])
    return Sheet(
        title="ecomap analyze",
        columns=COLUMNS,
        rows=[tuple(record.values()) for record in ranking.to_records()],
        tables=[_table(ranking, "Opportunities", ranking.opportunities), _table(ranking, "Threats", ranking.threats)],
        heading=ranking.business.name,
        drawing=partial(_lines, ranking, top or SCREENFUL, called or {}),
        document=partial(document, "ecomap/ranking/1", ranking),
        records=partial(_records, ranking),
    )


def _records(ranking: Ranking) -> Iterator[dict[str, Any]]:
    for name, rows in (("opportunity", ranking.opportunities), ("threat", ranking.threats)):
        yield from ({"business": ranking.business.id, "list": name} | rounded(row) for row in rows)


def _table(ranking: Ranking, title: str, rows: Sequence[RankedTrend]) -> Table:
    """Return what people read of a list."""
    cells = [
        (
            row.rank, row.trend.name, f"{row.influence:.0f}", f"{row.likelihood_today:.0%}", f"{row.likelihood:.0%}",
            row.priority, row.action.name, row.why,
        )
        for row in rows
    ]  # fmt: skip
    years = (str(ranking.today), str(ranking.horizon))
    return Table(("#", "trend", "influence", *years, "points", "do", "why"), cells, title, (0, 2, 3, 4, 5))


# --- on a terminal


def _lines(ranking: Ranking, top: int, called: Mapping[str, str], width: int) -> Iterator[Line]:
    yield from _head(ranking, width)
    yield ()
    yield from _list(VIEWS[ranking.view], ranking.opportunities[:top], NOTHING[ranking.view], ranking, width)
    yield ()
    threats = ranking.threats[: max(1, (top + 1) // 2)]
    yield from _list("Threats", threats, "None on the map.", ranking, width)
    yield ()
    yield from _foot(ranking, top, called, width)


def _head(ranking: Ranking, width: int) -> Iterator[Line]:
    business = ranking.business
    name = one_line(business.name)
    shares = ", ".join(
        f"{ranking.sector_names.get(sector, sector)} {share:.0%}"
        for sector, share in {**business.sectors, **business.depends_on}.items()
    )
    people = f"{business.employees} at work" if business.employees is not None else ""
    shares = "; ".join(filter(None, (shares, ", ".join(filter(None, (business.country, people))))))
    if cell_len(name) + 2 + cell_len(shares) <= width:
        yield line((name, "bold"), ("  " + shares, "dim"))
        return
    yield from wrapped(name, width, "bold")
    yield from wrapped(shares, width, "dim", first="  ")


def _list(title: str, rows: Sequence[RankedTrend], empty: str, ranking: Ranking, width: int) -> Iterator[Line]:
    if not rows:
        yield line(title, style="bold")
        yield from wrapped(empty, width, first="    ")
        return
    yield _heading(title, ranking, width)
    for row in rows:
        yield from _row(row, width)
        yield from wrapped(one_line(row.why), width, "dim", first="    ")


def _heading(title: str, ranking: Ranking, width: int) -> Line:
    years = f"{ranking.today}→{ranking.horizon % 100:02}"
    cells = [("influence", BAR + 3), (years, 9), ("half by", 8), ("pts", 4)]
    if width < NARROW:
        cells = [("infl", 4), cells[1], ("pts", 4)]
    heads = "".join(right(text, size) for text, size in cells) + " do".ljust(8)
    return line(left(title, width - len(heads)) + heads, style="bold")


def _row(row: RankedTrend, width: int) -> Iterator[Line]:
    mark = "" if row.basis == "measured" else "~"
    firms = right(f"{mark}{_percent(row.likelihood_today)}→{_percent(row.likelihood)}%", 9)
    points, action = right(str(row.priority), 4), f" {row.action.name:7}"
    cells: list[str | tuple[str, str]] = [firms, (points, "bold"), (action, ACTION_STYLES[row.action.name])]
    influence = f"{row.influence:.0f}"
    if width < NARROW:
        cells.insert(0, right(influence, 4))
    else:
        colour = "blue" if row.opportunity_share >= 0.5 else "red"
        cells[:1] = [(_bar(row.influence), colour), right(influence, 3), firms, right(_year(row.when.half), 8)]
    pieces = line(*cells)
    room = width - sum(cell_len(text) for text, _ in pieces)
    rank = f"{row.rank:>2}  " if row.rank_low is None else f"{row.rank:>2} {row.rank_low:>2}-{row.rank_high:<3}"
    (first,), *more = wrapped(one_line(row.trend.name), room - 1, first=rank)
    yield ((left(first[0], room), ""), *pieces)
    yield from more


def _foot(ranking: Ranking, top: int, called: Mapping[str, str], width: int) -> Iterator[Line]:
    rest = ranking.opportunities_in_all - top
    more = f" {rest} more opportunities: --top {ranking.opportunities_in_all}." if rest > 0 else ""
    notes = [
        f"{ranking.today}→{ranking.horizon % 100:02}: share of firms placed like yours that use it (threats: that face "
        f"it), now and then; ~ judged, not measured. pts: what to do first, 0-100.{more}",
        TRUST,
    ]
    if ranking.draws:
        notes.append(
            f"Beside the rank: where it lies in 90 of 100 draws of every number within its evidence ({ranking.draws:,} "
            "draws). Act and pilot then ask how sure the rank is."
        )
    if ranking.adopted:
        notes.append(f"In use already: {', '.join(called.get(trend, trend) for trend in ranking.adopted)}.")
    seen = [(word.of[0], word.number) for word in ranking.business.own_words if word.kind == "peers"]
    if seen:
        told = ", ".join(f"{called.get(trend, trend)} {share:.0%}" for trend, share in seen)
        notes.append(f"Your own figures of firms like yours: {told}.")
    for note in (*notes, *(warning.message for warning in ranking.warnings)):
        yield from wrapped(note, width, "dim")


def _bar(points: float) -> str:
    halves = min(2 * BAR, round(points / FULL_BAR * BAR * 2))
    return ("█" * (halves // 2) + "▌" * (halves % 2)).ljust(BAR)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}" if share >= 0.005 else "<1"


def _year(when: When) -> str:
    return {"not at this pace": "far off", "pace unknown": "?"}.get(str(when), str(when))
