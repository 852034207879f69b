"""News into a logbook: an address is asked for what is new only, and what was not read whole is asked for again."""

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ecomap.io.businesses import open_business
from ecomap.io.logbook.store import Logbook
from ecomap.results.logbook import Feed, Signal
from ecomap.results.watch import ImportedSource
from ecomap.verbs.news import fetch_news, import_news
from newsfeeds import rss_20, some_news

DAY = date(2026, 11, 28)


class Paper(BaseHTTPRequestHandler):
    """A server with one feed that knows whether it has changed."""

    content, tag = b"", ""

    def do_GET(self) -> None:
        same = self.headers.get("If-None-Match") == self.tag
        self.send_response(304 if same else 200)
        self.send_header("ETag", self.tag)
        self.end_headers()
        self.wfile.write(b"" if same else self.content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Paper)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/feed"
    server.shutdown()
    server.server_close()


def taken(logbook: Logbook, address: str) -> ImportedSource:
    """Import an address once more."""
    farm = open_business("farm")
    news = fetch_news([address], logbook.entries(Feed))
    return import_news(farm.ecosystem, farm.business, logbook, news, DAY).sources[0]


def test_an_address_is_asked_for_what_is_new(address: str, tmp_path: Path):
    """Nothing new is not sent; a broken answer is not remembered, so the whole comes the next time."""
    with Logbook(tmp_path / "a.sqlite") as logbook:
        Paper.content, Paper.tag = rss_20(some_news(3)), '"1"'
        assert (taken(logbook, address).new, taken(logbook, address).unchanged) == (3, True)
        Paper.content, Paper.tag = b"<html>We are being mended</html>", '"2"'
        assert taken(logbook, address).problems
        assert logbook.entries(Feed)[0].etag == '"1"'
        Paper.content = rss_20(some_news(3, 2))
        found = taken(logbook, address)
        assert (found.items, found.new) == (3, 2)
        assert len(logbook.entries(Signal)) == 5
        assert [feed.etag for feed in logbook.entries(Feed)] == ['"2"']


def test_what_was_undone_may_be_read_again(address: str, tmp_path: Path):
    """With the items also what the server said is taken back."""
    with Logbook(tmp_path / "a.sqlite") as logbook:
        Paper.content, Paper.tag = rss_20(some_news(3)), '"1"'
        taken(logbook, address)
        logbook.undo()
        assert not logbook.entries(Signal)
        assert taken(logbook, address).new == 3
