"""Places that a user names: each has its bytes, seconds and redirections, and none holds up another."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ecomap.io.fetching import MAX_BYTES, Fetched, fetch_all

STOP = threading.Event()


class Paper(BaseHTTPRequestHandler):
    """A server with every fault that papers have."""

    def do_GET(self) -> None:
        getattr(self, self.path.strip("/").split("?")[0].replace("-", "_"))()

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def fine(self) -> None:
        if self.headers.get("If-None-Match") == '"1"':
            self.answer(b"", 304)
        else:
            self.answer(b"news", ETag='"1"', Last_Modified="Mon, 02 Mar 2026 00:00:00 GMT")

    def packed(self) -> None:
        self.answer(gzip.compress(b"news"), Content_Encoding="gzip")

    def bomb(self) -> None:
        self.answer(gzip.compress(b"\0" * (MAX_BYTES + 1)), Content_Encoding="gzip")

    def huge(self) -> None:
        self.answer(b"x" * (MAX_BYTES + 1))

    def missing(self) -> None:
        self.answer(b"", 404)

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not STOP.wait(0.05):
            try:
                self.wfile.write(b"x")
            except OSError:
                return

    def silent(self) -> None:
        STOP.wait(20)

    def moved(self) -> None:
        self.answer(b"", 301, Location="/fine")

    def circle(self) -> None:
        self.answer(b"", 302, Location=f"/circle?{time.monotonic_ns()}")

    def to_file(self) -> None:
        self.answer(b"", 302, Location="file:///etc/passwd")

    def nonsense(self) -> None:
        self.wfile.write(b"\0\0\0 no http at all\r\n\r\n")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def paper() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Paper)
    server.daemon_threads, server.block_on_close = True, False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    STOP.set()
    server.shutdown()
    server.server_close()


def one(source: str, **known: Fetched) -> Fetched:
    return fetch_all([source], known, seconds=2)[0]


def test_what_is_read_is_whole(paper: str):
    """As it is, unpacked, and after a redirection."""
    assert [one(f"{paper}/{name}").content for name in ("fine", "packed", "moved")] == [b"news"] * 3


def test_nothing_new_is_asked_for_twice(paper: str):
    """What the server said of its state is said to it again, and it answers that nothing changed."""
    address = f"{paper}/fine"
    first = one(address)
    assert (first.etag, first.last_modified) == ('"1"', "Mon, 02 Mar 2026 00:00:00 GMT")
    again = fetch_all([address], {address: first})[0]
    assert again.unchanged
    assert not again.problem


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("huge", "larger than 2 MB"), ("bomb", "larger than 2 MB"), ("missing", "answers 404"),
        ("circle", "infinite loop"), ("to-file", "not allowed"), ("nonsense", "cannot be read"),
    ],
)  # fmt: skip
def test_faults_of_a_server_are_told(paper: str, name: str, said: str):
    """In a sentence, and nothing of it is taken."""
    found = one(f"{paper}/{name}")
    assert said in found.problem
    assert not found.content


def test_one_that_is_down_slow_or_silent_delays_no_other(paper: str, tmp_path: Path):
    """All at once: the whole takes as long as is allowed for one, and what answers is there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}/"
    (tmp_path / "news.xml").write_bytes(b"file")
    sources = [f"{paper}/silent", f"{paper}/drip", closed, str(tmp_path / "no.xml"), f"{paper}/fine",
               str(tmp_path / "news.xml"), "ftp://x.test/y"]  # fmt: skip
    begun = time.monotonic()
    found = fetch_all(sources, seconds=1)
    assert time.monotonic() - begun < 2
    assert [bool(one.problem) for one in found] == [True, True, True, True, False, False, True]
    assert [found[4].content, found[5].content] == [b"news", b"file"]
    assert [one.source for one in found] == sources


def test_no_socket_is_opened_for_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """The network is for addresses only."""

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(socket, "create_connection", forbidden)
    (tmp_path / "news.xml").write_bytes(b"file")
    assert one(str(tmp_path / "news.xml")).content == b"file"
    assert one("file:///etc/passwd").problem
