"""Bytes of the places that a user names: a file, standard input or a web address; all at once, none waits for another.

Nothing is asked of the network but the addresses themselves and where they redirect to. Each has so many bytes, so many
seconds and so many redirections; one that is down, slow or too large is told of, and the others are read.
"""

import threading
import time
import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ecomap.io.reading import to_read
from ecomap.record import record
from ecomap.version import VERSION

if TYPE_CHECKING:
    from http.client import HTTPResponse
    from urllib.request import OpenerDirector

MAX_BYTES = 2_000_000  # of one answer, as sent and unpacked: feeds of a year of news have a tenth of it
MAX_FILE_BYTES = 16_000_000  # of a file of the user's own
SECONDS = 20.0  # for one address in all: finding it, redirections, the last byte
MAX_REDIRECTS = 5
CHUNK = 65_536
SCHEMES = ("http://", "https://")
ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml, */*;q=0.5"
UNCHANGED = 304


@record
class Fetched:
    """What came of one place; either ``content``, or nothing new, or the reason why not."""

    source: str
    content: bytes = b""
    charset: str = ""  # as the server names it
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False  # nothing new since the last reading
    problem: str = ""


class RefusedError(Exception):
    """Why a place is not read, in a sentence."""


def is_address(source: str) -> bool:
    """Tell whether a place is a web address; else it is a file."""
    return source.casefold().startswith(SCHEMES)


def fetch_all(
    sources: Sequence[str], known: Mapping[str, Fetched] | None = None, *, seconds: float = SECONDS
) -> list[Fetched]:
    """Read all places at once, in their order; the slowest takes at most so many seconds and holds up no other.

    ``known``: what a server said at the last reading of an address.
    """
    found: dict[int, Fetched] = {}
    before = known or {}
    deadline = time.monotonic() + seconds

    def read(place: int, source: str) -> None:
        found[place] = _fetched(source, before.get(source, Fetched(source)), deadline)

    threads = []
    for place, source in enumerate(sources):
        if is_address(source):  # a daemon: one that hangs in the network's own waiting ends with the program
            threads.append(threading.Thread(target=read, args=(place, source), daemon=True))
            threads[-1].start()
        else:
            read(place, source)
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()) + 0.1)
    late = f"no whole answer within {seconds:g} seconds."
    return [found.get(place) or Fetched(source, problem=late) for place, source in enumerate(sources)]


def _fetched(source: str, known: Fetched, deadline: float) -> Fetched:
    try:
        if is_address(source):
            return _from_network(source, known, deadline)
        if "://" in source:
            raise RefusedError("only http and https addresses, and files, are read.")
        return Fetched(source, _unpacked(_file(source), MAX_FILE_BYTES))
    except RefusedError as error:
        return Fetched(source, problem=str(error))
    except (OSError, ValueError) as error:  # what the system says, urllib's errors among it
        reason: Any = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        said = str(getattr(reason, "strerror", None) or reason).strip().rstrip(".")
        return Fetched(source, problem=f"cannot be read: {said}.")


def _file(name: str) -> bytes:
    with to_read(name) as stream:
        content = stream.read(MAX_FILE_BYTES + 1)
    _refuse_large(len(content), MAX_FILE_BYTES)
    return content


def _from_network(address: str, known: Fetched, deadline: float) -> Fetched:
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import Request

    headers = {"User-Agent": f"ecomap/{VERSION}", "Accept": ACCEPT, "Accept-Encoding": "gzip"}
    headers |= {"If-None-Match": known.etag} if known.etag else {}
    headers |= {"If-Modified-Since": known.last_modified} if known.last_modified else {}
    try:
        with _opener().open(Request(address, headers=headers), timeout=_left(deadline)) as answer:
            content = _unpacked(_read(answer, deadline), MAX_BYTES)
            said = answer.headers
            return Fetched(
                address, content, said.get_content_charset("") or "", said.get("ETag", ""),
                said.get("Last-Modified", ""),
            )  # fmt: skip
    except HTTPError as error:
        with error:
            if error.code == UNCHANGED:
                return Fetched(address, etag=known.etag, last_modified=known.last_modified, unchanged=True)
            raise RefusedError(f"the server answers {error.code} {error.reason}.") from None
    except HTTPException as error:
        raise RefusedError(f"the server's answer cannot be read: {type(error).__name__}.") from None


def _read(answer: "HTTPResponse", deadline: float) -> bytes:
    """Read an answer in pieces, so that one that drips ends in time and one that is endless ends at all."""
    pieces, size = [], 0
    while piece := answer.read1(CHUNK):
        pieces.append(piece)
        size += len(piece)
        _refuse_large(size, MAX_BYTES)
        _left(deadline)
    return b"".join(pieces)


def _unpacked(content: bytes, most: int) -> bytes:
    """Unpack what is packed by gzip, whether it was said to be or not; a small file can unpack to anything."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(content, most + 1)
    except zlib.error:
        raise RefusedError("packed by gzip, and cannot be unpacked.") from None
    _refuse_large(len(plain), most)
    return plain


def _refuse_large(size: int, most: int) -> None:
    if size > most:
        raise RefusedError(f"larger than {most // 1_000_000} MB.")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise RefusedError("no whole answer in time.")
    return left


def _opener() -> "OpenerDirector":
    """Return what opens web addresses and nothing else: no files, no FTP, not after a redirection either."""
    from urllib import request

    class Redirects(request.HTTPRedirectHandler):
        max_redirections = MAX_REDIRECTS

    opener = request.OpenerDirector()
    handlers = (
        request.ProxyHandler, request.HTTPHandler, request.HTTPSHandler, request.HTTPDefaultErrorHandler, Redirects,
        request.HTTPErrorProcessor, request.UnknownHandler,
    )  # fmt: skip
    for handler in handlers:
        opener.add_handler(handler())
    return opener
