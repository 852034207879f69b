"""The index of the pages of many clients: who is who, how they compare, and each with its first trends and reasons."""

from collections import Counter

from ecomap.render.page import Block, Data, Figure, Page, Phrase, Points, Section, said
from ecomap.render.pictures import Grid, Shade
from ecomap.render.sheet import Sheet, Table
from ecomap.results.batch import Client, Clients, ClientTrend
from ecomap.results.languages import Catalogue

COMPARED, TRENDS = 25, 20
"""Clients and trends of the heat map; of more clients it is told what comes up most, and the list has all."""


def clients_sheet(found: Clients, words: Catalogue) -> Sheet:
    """Lay out an index."""
    return Sheet.of(found, "ecomap/clients/1", _title(found, words),
                    page=lambda: _page(found, words))  # fmt: skip


def _title(found: Clients, words: Catalogue) -> str:
    return words.say("Comparison of {n} clients", n=words.number(len(found.clients)))


def _page(found: Clients, words: Catalogue) -> Page:
    sections = [Section("clients", words.say("Each client"), [_all(found, words)])]
    if len(found.clients) > COMPARED:
        sections.insert(0, Section("often", words.say("What comes up most"), [_often(found, words)]))
    if len(found.clients) > 1:
        sections.append(Section("compared", words.say("Side by side"), _compared(found, words)))
    if found.rejected:
        told = f"{found.rejected}: {found.rejects}" if found.rejects else str(found.rejected)
        sections.append(Section("rejected", words.say("Not understood"), [said(told)]))
    notes = [words.say("Some texts of the map are there in English only and are shown in English.")]
    labels = (words.say("Contents"), words.say("Skip to the answer"), words.say("Table"))
    return Page(_title(found, words), "", sections, notes if words.english_parts else (), words.code, labels)


def _all(found: Clients, words: Catalogue) -> Points:
    return Points([(Phrase(one.name, one.file), *_first(one, words)) for one in found.clients])


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
    cells = [
        [Shade(None, "") if trend not in own else Shade(own[trend] / 100, str(own[trend])) for own in points]
        for trend in trends
    ]
    legend = words.say("Points, 0 to 100; hatched: not among its first.")
    grid = Grid(words.say("Side by side"), [names[trend] for trend in trends], [one.name for one in clients], cells,
                legend, ("0", "25", "50", "75", "100"), 34, 22)  # fmt: skip
    heads = (words.say("client"), *(names[trend] for trend in trends[:6]))
    rows = [(one.name, *(own.get(trend) for trend in trends[:6])) for one, own in zip(clients, points, strict=True)]
    table = Data(Table(heads, rows, words.say("The same in numbers"), range(1, len(heads))), headed=True)
    shown = words.say("The first {n} clients; all of them stand above.", n=len(clients))
    return [*([said(shown)] if len(clients) < len(found.clients) else []), Figure(grid, wide=True), table]
