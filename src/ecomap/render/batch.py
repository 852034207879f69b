"""Which trends matter to how many businesses of a batch, by sector."""

from collections.abc import Iterator, Mapping

from ecomap.render.sheet import Sheet, Table
from ecomap.results.batch import BatchCheck, Tally

TRENDS_OF_A_SECTOR = 5
ALL = "all"
"""Stands for all sectors together."""
REASONS = 10
"""Reasons told for people; the JSON has all."""


def summary_sheet(tally: Tally, names: Mapping[str, str]) -> Sheet:
    """Lay out the trends that most businesses of each sector have among their first; for eyes under their names."""
    rows, told, before = list(_rows(tally)), [], ""
    for sector, count, trend, *numbers in rows:
        whose = ("", "") if sector == before else ("All sectors" if sector == ALL else names.get(sector, sector), count)
        told.append((*whose, names.get(trend, trend), *numbers))
        before = sector
    return Sheet(
        "ecomap batch", ("sector", "businesses", "trend", "among_first", "share", "act"), rows,
        tables=[Table(("sector", "firms", "trend", "among", "share", "act"), told, numbers=(1, 3, 4, 5))],
    )  # fmt: skip


def check_sheet(found: BatchCheck) -> Sheet:
    """Lay out how the beginning of a table is read: its columns, and why rows cannot be used."""
    title = f"{found.answered:,} of the first {found.rows_read:,} rows would be ranked"
    tables = [Table(("column", "read from", "filled", "not understood", "such as"), found.rows(), title=title)]
    if found.rejected:
        reasons = [(one.rows, one.first, one.line, one.column, one.reason) for one in found.rejected[:REASONS]]
        more = f" (the first {REASONS} of {len(found.rejected)} reasons)" if len(found.rejected) > REASONS else ""
        tables.append(Table(("rows", "first", "line", "column", "reason"), reasons, title=f"Rows that would not{more}"))
    notes = (*(f"{said[:1].upper()}{said[1:]}." for said in found.said),)
    if found.unused:
        notes += (f"Columns that are not used: {', '.join(found.unused)}.",)
    return Sheet.of(found, "ecomap/batch-check/1", title, tables=tables, notes=notes)


def _rows(tally: Tally) -> Iterator[tuple[str, ...]]:
    """Yield all sectors together, then the largest first; within each the trends of most businesses; ties by id."""
    groups = [*sorted(tally.businesses.items(), key=lambda item: (-item[1], item[0]))]
    if len(groups) > 1:
        groups.insert(0, (ALL, sum(tally.businesses.values())))
    for sector, count in groups:
        found = _together(tally) if sector == ALL else tally.trends.get(sector, {})
        trends = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
        for trend, (among, act) in trends[:TRENDS_OF_A_SECTOR]:
            yield sector, str(count), trend, str(among), f"{among / count:.0%}", str(act)


def _together(tally: Tally) -> dict[str, list[int]]:
    """Return how many businesses of any sector have a trend among their first, and how many are told to act on it."""
    found: dict[str, list[int]] = {}
    for trends in tally.trends.values():
        for trend, numbers in trends.items():
            found[trend] = list(map(sum, zip(found.get(trend, (0, 0)), numbers, strict=True)))
    return found
