"""News in every dialect, made for tests: the same items as RSS 0.91, 1.0 and 2.0, Atom, JSON feed and CSV."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple


class News(NamedTuple):
    """What an item says, whatever the dialect."""

    title: str
    link: str
    day: str = "2026-03-02"
    summary: str = "A few words."


def some_news(count: int, start: int = 0) -> list[News]:
    """Return so many items, all different."""
    return [News(f"News {n} & more", f"https://paper.test/{n}") for n in range(start, start + count)]


def _rfc822(day: str) -> str:
    from datetime import date
    from email.utils import formatdate

    return formatdate((date.fromisoformat(day) - date(1970, 1, 1)).days * 86_400, usegmt=True)


def rss_091(news: Sequence[News]) -> bytes:
    """Return RSS 0.91, which has neither days nor guids."""
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{one.link}</link>"
        f"<description>{escape(one.summary)}</description></item>"
        for one in news
    )
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//RSS 0.91//EN" "http://netscape.test/rss.dtd">'
    return f'{doctype}<rss version="0.91"><channel><title>Old</title>{items}</channel></rss>'.encode()


def rss_10(news: Sequence[News]) -> bytes:
    """Return RSS 1.0, which is RDF."""
    items = "".join(
        f'<item rdf:about="{one.link}"><title>{escape(one.title)}</title><link>{one.link}</link>'
        f"<dc:date>{one.day}T08:00:00Z</dc:date><description>{escape(one.summary)}</description></item>"
        for one in news
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://paper.test"><title>Rdf</title>'
        f"</channel>{items}</rdf:RDF>"
    ).encode()


def rss_20(news: Sequence[News]) -> bytes:
    """Return RSS 2.0."""
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{one.link}</link><guid isPermaLink='false'>n-{one.link}</guid>"
        f"<pubDate>{_rfc822(one.day)}</pubDate><description>{escape(f'<p>{one.summary}</p>')}</description></item>"
        for one in news
    )
    head = "<title>Two</title><link>https://paper.test</link>"
    return f'<rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def atom(news: Sequence[News]) -> bytes:
    """Return Atom 1.0."""
    items = "".join(
        f'<entry><id>tag:paper.test,2026:{one.link}</id><title>{escape(one.title)}</title><link href="{one.link}"/>'
        f"<updated>{one.day}T08:00:00Z</updated><summary>{escape(one.summary)}</summary></entry>"
        for one in news
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:paper.test,2026:f</id><title>At</title>{items}</feed>'.encode()


def json_feed(news: Sequence[News]) -> bytes:
    """Return JSON feed 1.1."""
    items = [
        {"id": one.link.rpartition("/")[2], "title": one.title, "url": one.link, "content_text": one.summary,
         "date_published": f"{one.day}T08:00:00+01:00"}
        for one in news
    ]  # fmt: skip
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Js", "items": items}).encode()


def csv_table(news: Sequence[News]) -> bytes:
    """Return a table."""
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow(("Date", "Title", "Link", "Summary", "Source"))
    table.writerows((one.day, one.title, one.link, one.summary, "Table") for one in news)
    return stream.getvalue().encode()


DIALECTS: dict[str, Callable[[Sequence[News]], bytes]] = {
    "rss-0.91": rss_091, "rss-1.0": rss_10, "rss-2.0": rss_20, "atom": atom, "json": json_feed, "csv": csv_table,
}  # fmt: skip
