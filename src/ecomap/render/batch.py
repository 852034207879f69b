"""Which trends matter to how many businesses of a batch, by sector."""

from collections.abc import Iterator, Mapping

from ecomap.render.sheet import Sheet, Table
from ecomap.results.batch import Tally

TRENDS_OF_A_SECTOR = 5


def summary_sheet(tally: Tally, names: Mapping[str, str]) -> Sheet:
    """Lay out the trends that most businesses of each sector have among their first; for eyes under their names."""
    rows, told, before = list(_rows(tally)), [], ""
    for sector, count, trend, *numbers in rows:
        whose = ("", "") if sector == before else (names.get(sector, sector), count)
        told.append((*whose, names.get(trend, trend), *numbers))
        before = sector
    return Sheet(
        "ecomap batch", ("sector", "businesses", "trend", "among_first", "share", "act"), rows,
        tables=[Table(("sector", "firms", "trend", "among", "share", "act"), told, numbers=(1, 3, 4, 5))],
    )  # fmt: skip


def _rows(tally: Tally) -> Iterator[tuple[str, ...]]:
    """Yield the largest sectors first, within each the trends of most businesses; ties by id."""
    for sector, count in sorted(tally.businesses.items(), key=lambda item: (-item[1], item[0])):
        trends = sorted(tally.trends.get(sector, {}).items(), key=lambda item: (-item[1][0], item[0]))
        for trend, (among, act) in trends[:TRENDS_OF_A_SECTOR]:
            yield sector, str(count), trend, str(among), f"{among / count:.0%}", str(act)
