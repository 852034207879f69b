"""Which trends matter to how many businesses of a batch, by sector."""

from collections.abc import Iterator, Mapping

from ecomap.results.batch import Tally

TRENDS_OF_A_SECTOR = 5
HEADER = ("sector", "businesses", "trend", "among_first", "share", "act")


def batch_summary(tally: Tally, names: Mapping[str, str], *, aligned: bool) -> str:
    """Return the trends that most businesses of each sector have among their first, as TSV or in columns.

    Parameters
    ----------
    names
        Of sectors and trends by id.
    aligned
        For eyes: columns that fit a screen, names instead of ids, each sector named once.
    """
    rows = list(_rows(tally))
    if not aligned:
        return "".join("\t".join(row) + "\n" for row in (HEADER, *rows))
    lines, before = [_line("sector", "firms", "trend", "among", "share", "act")], ""
    for sector, count, trend, *numbers in rows:
        whose = ("", "") if sector == before else (names.get(sector, sector), count)
        lines.append(_line(*whose, names.get(trend, trend), *numbers))
        before = sector
    return "".join(lines)


def _line(sector: str, count: str, trend: str, among: str, share: str, act: str) -> str:
    return f"{sector[:18]:18} {count:>9}  {trend[:26]:26} {among:>9} {share:>5} {act:>7}\n"


def _rows(tally: Tally) -> Iterator[tuple[str, ...]]:
    """Yield the largest sectors first, within each the trends of most businesses; ties by id."""
    for sector, count in sorted(tally.businesses.items(), key=lambda item: (-item[1], item[0])):
        trends = sorted(tally.trends.get(sector, {}).items(), key=lambda item: (-item[1][0], item[0]))
        for trend, (among, act) in trends[:TRENDS_OF_A_SECTOR]:
            yield sector, str(count), trend, str(among), f"{among / count:.0%}", str(act)
