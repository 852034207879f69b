"""News as files: RSS 0.9 to 2.0, Atom, JSON feed and CSV to items; what can be read of a broken one is read.

A feed that declares entities is refused before any parser sees more than its head: they are no part of any news, and a
few of them unpack to gigabytes or fetch what they name. Text is decoded here, once, and the parser gets the very text
that was looked at, so that no encoding hides anything.
"""

import codecs
import contextlib
import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from ecomap.errors import FileError
from ecomap.record import record
from ecomap.safe import iso_day, one_line, safe_text

SUMMARY = 1000  # letters of a summary that are kept; some feeds put the whole article there
WIDE = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"), (b"{\0", "utf-16-le"),
        (b"\0{", "utf-16-be"))  # fmt: skip
"""How a text begins that has more than one byte a letter."""
DECLARED = re.compile(r"""\s*<\?xml\b[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["'][^>]*>""")
DECLARATION = re.compile(r"\s*<\?xml\b[^>]*>")
JSON_VERSION = "https://jsonfeed.org/version/"
BEGUN = re.compile(r"(?=<(?:item|entry)[\s>])")  # where an item begins
MENDED = 2000  # of a broken feed with so many items, and letters before them, at most, each is also read by itself
EVERYWHERE = re.compile(r"(https?://|urn:|tag:)", re.IGNORECASE)  # how a name begins that nobody else gives
HEADINGS = {  # headings of a table, as people write them
    "date": ("date", "published", "pubdate", "datum", "fecha", "data"),
    "title": ("title", "headline", "titel", "titre", "titulo", "título", "titolo", "tytuł"),
    "summary": ("summary", "description", "text", "note", "content", "zusammenfassung", "résumé", "resumen"),
    "link": ("link", "url", "address", "lien", "enlace"),
    "guid": ("guid", "id"),
    "source": ("source", "publisher", "quelle", "fuente", "fonte"),
}  # fmt: skip


@record
class Item:
    """One piece of news."""

    key: str  # by which it is known again
    title: str
    date: str = ""  # ISO; empty where it says none that can be read
    summary: str = ""
    link: str = ""
    source: str = ""  # title of its feed


@record
class FeedContent:
    """What a file of news holds."""

    form: str  # rss, atom, json or csv, with the version where it says one
    title: str
    items: tuple[Item, ...]
    problems: tuple[str, ...] = ()  # what could not be read; the rest was


class FeedError(Exception):
    """Why a file is not read as news, in a sentence."""


class _Raw:
    def __init__(self, said: Mapping[str, Any], day: str) -> None:
        self.title, self.link, self.guid, self.source = (
            plain_text(str(said.get(name) or "")) for name in ("title", "link", "guid", "source")
        )
        self.summary, self.day = plain_text(str(said.get("summary") or ""))[:SUMMARY], day


def read_feed(content: bytes, charset: str = "") -> FeedContent:
    """Read the items of RSS, Atom, JSON feed or CSV.

    A FeedError where it is none of these, or declares entities; a FileError where feedparser is wanted and missing.
    """
    text = decoded(content, charset).lstrip("\ufeff \t\r\n")
    if not text:
        raise FeedError("it is empty.")
    reader = _xml_feed if text.startswith("<") else _json_feed if text.startswith(("{", "[")) else _csv_feed
    return reader(text)


def decoded(content: bytes, charset: str = "") -> str:
    """Return the text of some bytes: by their mark, as UTF-8 where they are, as they say, else as Windows writes."""
    for begin, name in WIDE:
        if content.startswith(begin):
            return content.decode(name, "replace")
    head = DECLARED.match(content[:200].decode("latin-1"))
    for name in ("utf-8-sig", head[1] if head else "", charset):
        try:
            return content.decode(name)
        except (UnicodeError, LookupError, ValueError):  # not in it, or there is no such encoding
            continue
    return content.decode("cp1252", "replace")


def plain_text(text: str) -> str:
    """Return a text without markup, on one line."""
    if "<" in text:
        text = re.sub(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", " ", text, flags=re.DOTALL | re.IGNORECASE)
        text = re.sub(r"<[/!?a-zA-Z][^<>]*>", " ", text)
    return one_line(html.unescape(text) if "&" in text else text)


# --- RSS and Atom


def plain_xml(text: str) -> str:
    """Return XML that says of itself that it is UTF-8; what declares entities is refused."""
    text = '<?xml version="1.0" encoding="utf-8"?>' + DECLARATION.sub("", text, count=1).lstrip()
    refuse_entities(text)
    return text


def _xml_feed(text: str) -> FeedContent:
    text = plain_xml(safe_text(text))
    found = _parsed(text)
    if not found.get("version") and not found.entries:
        raise FeedError("it is XML, but no RSS and no Atom.")
    head, entries, problems = found.feed, found.entries, list[str]()
    if found.get("bozo"):
        before, *pieces = BEGUN.split(text)
        if len(entries) < len(pieces) <= MENDED and len(before) <= MENDED:
            entries = [entry for piece in pieces for entry in _parsed(before + piece).entries]
        problems = [
            f"not well-formed ({one_line(str(found.bozo_exception))}): {len(entries)} of {len(pieces)} items read."
        ]
    days = [_parsed_day(entry) for entry in entries]
    problems += [f"item {number}: {problem}" for number, (_, problem) in enumerate(days, 1) if problem]
    raw = [_Raw(_entry(entry), day) for entry, (day, _) in zip(entries, days, strict=True)]
    scope = str(head.get("id") or head.get("link") or head.get("title") or "")
    return _content(found.version or "rss", str(head.get("title") or ""), scope, raw, problems)


def _parsed(text: str) -> Any:
    try:
        import feedparser
    except ImportError:
        raise FileError(
            "RSS and Atom need feedparser, which is not installed: pip install 'ecomap[watch]'. "
            "JSON feeds and CSV work without it."
        ) from None
    try:
        return feedparser.parse(
            io.BytesIO(text.encode()),  # never a text: it would be taken for an address
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False, resolve_relative_uris=False,
        )  # fmt: skip
    except (ValueError, TypeError, LookupError, AttributeError) as error:  # of names that are none, for one
        raise FeedError(f"it is XML that cannot be parsed: {one_line(str(error))[:80]}.") from None


def _entry(entry: Any) -> dict[str, Any]:
    bodies = [part.get("value") for part in entry.get("content") or ()]
    return {
        "title": entry.get("title"), "link": entry.get("link"), "guid": entry.get("id"),
        "summary": entry.get("summary") or next(filter(None, bodies), ""),
    }  # fmt: skip


def _parsed_day(entry: Any) -> tuple[str, str]:
    """Return the day of an item, and what is wrong: a year that stands not in it is a parser's guess (03-11-2026)."""
    for name in ("published", "updated", "created"):
        text, when = dict.get(entry, name), dict.get(entry, f"{name}_parsed")  # its own get warns of what it guesses
        if not text:
            continue
        years = re.findall("[0-9]{4,}", text)
        with contextlib.suppress(ValueError, TypeError):
            if when and (str(when[0]) in years or not years):
                return date(*when[:3]).isoformat(), ""
        return _written_day(text.strip())
    return "", ""


def refuse_entities(text: str) -> None:
    """Refuse a text that declares entities before its first element; elsewhere the words are no declaration."""
    if "<!entity" not in text.casefold():
        return
    from xml.parsers.expat import ExpatError, ParserCreate

    class BodyError(Exception):
        pass

    def declared(*_: object) -> None:
        raise FeedError("it declares entities, which can unpack to gigabytes or fetch files: refused.")

    def begun(*_: object) -> None:
        raise BodyError

    parser = ParserCreate()
    parser.EntityDeclHandler, parser.StartElementHandler = declared, begun
    try:
        parser.Parse(text.encode(), True)
    except BodyError:
        return
    except ExpatError:  # what lies before the first element is broken: nobody can tell what a parser would make of it
        declared()


# --- JSON feed


def read_json(text: str) -> Any:
    """Return what JSON says."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FeedError(f"not JSON: {getattr(error, 'msg', 'nested too deep')}.") from None


def _json_feed(text: str) -> FeedContent:
    said = {} if text.startswith("[") else read_json(text)
    items = said.get("items")
    if not str(said.get("version")).startswith(JSON_VERSION) or not isinstance(items, list):
        raise FeedError(f"JSON, but no JSON feed: its version begins with {JSON_VERSION}, its items are a list.")
    raw, problems = [], []
    for place, one in enumerate(items, 1):
        if not isinstance(one, dict):
            problems.append(f"item {place}: not an object.")
            continue
        day, problem = _written_day(str(one.get("date_published") or one.get("date_modified") or ""))
        problems += [f"item {place}: {problem}"] if problem else []
        body = one.get("summary") or one.get("content_text") or one.get("content_html")
        link = one.get("url") or one.get("external_url")
        raw.append(_Raw({"title": one.get("title"), "link": link, "guid": one.get("id"), "summary": body}, day))
    title = str(said.get("title") or "")
    scope = str(said.get("feed_url") or said.get("home_page_url") or title)
    return _content(f"json{said['version'].removeprefix(JSON_VERSION)[:4]}", title, scope, raw, problems)


# --- CSV


def _csv_feed(text: str) -> FeedContent:
    from ecomap.io.batch.header import csv_header
    from ecomap.io.batch.records import csv_rows, too_many

    data = text.encode()
    header = csv_header(data, "table")
    heads = {name.casefold(): place for place, name in reversed([*enumerate(header.names)])}
    places = {field: next((heads[one] for one in names if one in heads), -1) for field, names in HEADINGS.items()}
    if places["title"] < 0:
        raise FeedError('no feed, and as a table it has no column "title".')
    raw, problems = [], []
    for number, cells in enumerate(csv_rows(data[header.length :], header.delimiter), 1):
        wrong = f"not CSV: {cells}." if isinstance(cells, csv.Error) else too_many(cells, header)
        if wrong or isinstance(cells, csv.Error):
            problems.append(f"row {number}: {wrong}")
            continue
        said = {field: cells[at] for field, at in places.items() if 0 <= at < len(cells)}
        day, problem = _written_day(said.get("date", "").strip())
        problems += [f"row {number}: {problem}"] if problem else []
        raw.append(_Raw(said, day))
    return _content("csv", "", "", raw, problems)


def _written_day(text: str) -> tuple[str, str]:
    """Return the day that a text names, and what is wrong where it names none."""
    from email.utils import parsedate

    if not text:
        return "", ""
    text = iso_day(text)
    ways: tuple[Callable[[], date], ...] = (
        lambda: datetime.fromisoformat(text).date(),
        lambda: date.fromisoformat(text[:10]),
        lambda: date(*(parsedate(text) or ())[:3]),
    )
    for way in ways:
        try:
            return way().isoformat(), ""
        except (ValueError, TypeError):
            continue
    return "", f'"{one_line(text)[:40]}" is no day like 2026-03-01; kept without one.'


# --- items


def _content(form: str, title: str, scope: str, raw: list[_Raw], problems: Iterable[str]) -> FeedContent:
    title = plain_text(title)
    told = [f"item {n}: says nothing." for n, one in enumerate(raw, 1) if not (one.title or one.link or one.summary)]
    whole = [one for one in raw if one.title or one.link or one.summary]
    keys, items = _keys(whole, scope), dict[str, Item]()
    for key, one in zip(keys, whole, strict=True):
        name = one.title or one.summary[:80] or one.link
        items.setdefault(key, Item(key, name, one.day, one.summary, one.link, one.source or title))
    if twice := len(whole) - len(items):
        told.append(f"{twice} {'item stands' if twice == 1 else 'items stand'} in it twice.")
    return FeedContent(form, title, tuple(items.values()), (*problems, *told))


def _keys(raw: list[_Raw], scope: str) -> Iterator[str]:
    """Yield by what each item is known again: its guid, else its link, else a hash of title and day.

    A guid that is no address is one of its feed only; a guid or link that several items of a feed have names none.
    """
    meant: dict[str, set[str]] = {}
    for one in raw:
        for name in {one.guid, one.link}:
            meant.setdefault(name, set()).add(one.title)
    for one in raw:
        name = next((name for name in (one.guid, one.link) if name and len(meant[name]) == 1), "")
        if name:
            yield name if EVERYWHERE.match(name) else f"{name} @ {scope}"
        else:
            said = "\n".join((scope, one.title or one.summary, one.day, one.link))
            yield f"sha256:{sha256(said.encode()).hexdigest()[:32]}"
