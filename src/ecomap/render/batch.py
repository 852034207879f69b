"""What is told of a batch: which trends matter to how many, how a table is read, the index of the pages of clients."""

from collections import Counter
from collections.abc import Iterator, Mapping

from ecomap.render.page import Block, Data, Figure, Page, Phrase, Points, Section, said
from ecomap.render.pictures import Grid
from ecomap.render.sheet import Sheet, Table
from ecomap.results.batch import BatchCheck, Client, Clients, ClientTrend, Tally, said_unused
from ecomap.results.languages import Catalogue

TRENDS_OF_A_SECTOR = 5
ALL = "all"  # stands for all sectors together
REASONS = 10  # reasons told for people; the JSON has all
COMPARED, TRENDS = 25, 20
"""Clients and trends of the heat map; of more clients it is told what comes up most, and the list has all."""


def summary_sheet(tally: Tally, names: Mapping[str, str]) -> Sheet:
    """Lay out the trends that most businesses of each sector have among their first; for eyes under their names."""
    rows, told, before = list(_rows(tally)), [], ""
    for sector, count, trend, among, share, act in rows:
        whose = ("", "") if sector == before else ("All sectors" if sector == ALL else names.get(sector, sector), count)
        told.append((*whose, names.get(trend, trend), among, f"{share:.0%}", act))
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
    notes = (*(f"{said[:1].upper()}{said[1:]}." for said in found.said), *said_unused(found.unused))
    return Sheet.of(found, "ecomap/batch-check/1", title, tables=tables, notes=notes)


def _rows(tally: Tally) -> Iterator[tuple[str, int, str, int, float, int]]:
    """Yield all sectors together, then the largest first; within each the trends of most businesses; ties by id."""
    groups = [*sorted(tally.businesses.items(), key=lambda item: (-item[1], item[0]))]
    if len(groups) > 1:
        groups.insert(0, (ALL, sum(tally.businesses.values())))
    for sector, count in groups:
        found = _together(tally) if sector == ALL else tally.trends.get(sector, {})
        trends = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
        for trend, (among, act) in trends[:TRENDS_OF_A_SECTOR]:
            yield sector, count, trend, among, round(among / count, 4), act


def _together(tally: Tally) -> dict[str, list[int]]:
    """Return how many businesses of any sector have a trend among their first, and how many are told to act on it."""
    found: dict[str, list[int]] = {}
    for trends in tally.trends.values():
        for trend, numbers in trends.items():
            found[trend] = list(map(sum, zip(found.get(trend, (0, 0)), numbers, strict=True)))
    return found


# --- the index of the pages of many clients: who is who, how they compare, and each with its first trends and reasons


def clients_sheet(found: Clients, words: Catalogue) -> Sheet:
    """Lay out an index."""
    return Sheet.of(found, "ecomap/clients/1", _title(found, words),
                    page=lambda: _page(found, words))  # fmt: skip


def _title(found: Clients, words: Catalogue) -> str:
    return words.say("Comparison of {n} clients", n=words.number(len(found.clients)))


def _page(found: Clients, words: Catalogue) -> Page:
    sections = [
        Section("clients", words.say("Each client"),
                [Points([(Phrase(one.name, one.file), *_first(one, words)) for one in found.clients])])
    ]  # fmt: skip
    if len(found.clients) > COMPARED:
        sections.insert(0, Section("often", words.say("What comes up most"), [_often(found, words)]))
    if len(found.clients) > 1:
        sections.append(Section("compared", words.say("Side by side"), _compared(found, words)))
    if found.rejected:
        told = f"{found.rejected}: {found.rejects}" if found.rejects else str(found.rejected)
        sections.append(Section("rejected", words.say("Not understood"), [said(told)]))
    labels = (words.say("Contents"), words.say("Skip to the answer"), words.say("Table"))
    return Page(_title(found, words), words.in_english, sections, (), words.code, labels)


def _first(one: Client, words: Catalogue) -> list[Phrase]:
    phrases = []
    for at, it in enumerate(one.trends[:3], 1):
        phrases.append(Phrase(f"{at}. {_name(it, words)} ({it.points}, {words.say(it.action)}):", strong=True))
        phrases.append(Phrase(it.why, lang=words.english_parts))
    return phrases


def _name(it: ClientTrend, words: Catalogue) -> str:
    return words.name("trend", it.trend, it.name)


def _often(found: Clients, words: Catalogue) -> Data:
    """Return the trends that most have among their first: of so many clients, and for so many the thing to do."""
    every = [it for one in found.clients for it in one.trends]
    count, begun = Counter(it.trend for it in every), Counter(it.trend for it in every if it.action == "act")
    names = {it.trend: _name(it, words) for it in every}
    heads = (words.say("trend"), words.say("clients"), words.say("act"))
    rows = [(names[trend], count[trend], begun[trend]) for trend in _by_count(count)]
    return Data(Table(heads, rows, words.say("What comes up most")))


def _by_count(count: Counter[str]) -> list[str]:
    return sorted(count, key=lambda trend: (-count[trend], trend))[:TRENDS]


def _compared(found: Clients, words: Catalogue) -> list[Block]:
    """Return the heat map of the trends that most have among their first, and the same as a table."""
    count = Counter(it.trend for one in found.clients for it in one.trends)
    names = {it.trend: _name(it, words) for one in found.clients for it in one.trends}
    trends = _by_count(count)
    clients = found.clients[:COMPARED]
    points = [{it.trend: it.points for it in one.trends} for one in clients]
    cells = [[(own[it] / 100, str(own[it])) if it in own else (None, "") for own in points] for it in trends]
    legend = words.say("Points, 0 to 100; hatched: not among its first.")
    grid = Grid(words.say("Side by side"), [names[trend] for trend in trends], [one.name for one in clients], cells,
                legend, ("0", "25", "50", "75", "100"), 34, 22)  # fmt: skip
    heads = (words.say("client"), *(names[trend] for trend in trends[:6]))
    rows = [(one.name, *(own.get(trend) for trend in trends[:6])) for one, own in zip(clients, points, strict=True)]
    table = Data(Table(heads, rows, words.say("The same in numbers"), range(1, len(heads))), headed=True)
    shown = words.say("The first {n} clients; all of them stand above.", n=len(clients))
    return [*([said(shown)] if len(clients) < len(found.clients) else []), Figure(grid, wide=True), table]
