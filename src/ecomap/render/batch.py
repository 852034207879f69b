"""Which trends matter to how many businesses of a batch, by sector."""

from collections.abc import Iterator, Mapping

from ecomap.batch_results import Tally

TRENDS_OF_A_SECTOR = 5
HEADER = ("sector", "businesses", "trend", "among_first", "share", "act")


def batch_summary(tally: Tally, names: Mapping[str, str], *, aligned: bool) -> str:
    """Return the trends that most businesses of each sector have among their first, as TSV or in columns.

    Parameters
    ----------
    names
        Of sectors and trends by id.
    aligned
        For eyes: columns of one width, names instead of ids.
    """
    rows = [HEADER, *_rows(tally)]
    if not aligned:
        return "".join("\t".join(row) + "\n" for row in rows)
    shown = [(names.get(row[0], row[0]), row[1], names.get(row[2], row[2]), *row[3:]) for row in rows]
    return "".join(
        f"{sector[:24]:24} {count:>10}  {trend[:30]:30} {among:>11} {share:>5} {act:>5}\n"
        for sector, count, trend, among, share, act in shown
    )


def _rows(tally: Tally) -> Iterator[tuple[str, ...]]:
    """Yield the largest sectors first, within each the trends of most businesses; ties by id."""
    for sector, count in sorted(tally.businesses.items(), key=lambda item: (-item[1], item[0])):
        trends = sorted(tally.trends.get(sector, {}).items(), key=lambda item: (-item[1][0], item[0]))
        for trend, (among, act) in trends[:TRENDS_OF_A_SECTOR]:
            yield sector, str(count), trend, str(among), f"{among / count:.0%}", str(act)
