"""News into a logbook: files and addresses read, each item written down once, with the trends it may speak of."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ecomap.errors import EcomapError
from ecomap.io.feeds import FeedContent, FeedError, Item, read_feed
from ecomap.io.fetching import Fetched, fetch_all, is_address
from ecomap.io.recognised import other_kind
from ecomap.model import AnyMap, Business
from ecomap.results.logbook import Direction, Feed, Signal, State, Tie
from ecomap.results.watch import Imported, ImportedSource
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.ranking import answer_labels
from ecomap.verbs.signals import Matcher

if TYPE_CHECKING:
    from ecomap.io.logbook.store import Logbook


class News(NamedTuple):
    """What a file or an address holds."""

    fetched: Fetched
    content: FeedContent | None  # none where nothing can be read of it, or nothing is new
    problems: tuple[str, ...]


def fetch_news(sources: Sequence[str], feeds: Sequence[Feed] = ()) -> list[News]:
    """Read files, - for standard input, and addresses, all at once; the network is asked for nothing else.

    Of the feeds that a logbook remembers only what is new since the last reading is asked for.
    """
    known = {feed.url: Fetched(feed.url, etag=feed.etag, last_modified=feed.last_modified) for feed in feeds}
    return [_read(one) for one in fetch_all(list(dict.fromkeys(sources)), known)]


def import_news(
    ecosystem: AnyMap, business: Business, logbook: "Logbook", news: Sequence[News], as_of: date, sha256: str = ""
) -> Imported:
    """Write down what is new in feeds and tables, all of it at once or nothing.

    Parameters
    ----------
    news
        What `fetch_news` read.
    as_of
        Day of items that say none.

    Returns
    -------
    Imported
        What came of each source, in the order given; one that cannot be read holds up no other.
    """
    compiled = compiled_map(ecosystem)
    feeds = {feed.url: feed for feed in logbook.entries(Feed)}
    matcher, written, found = Matcher(compiled), list[Signal](), list[ImportedSource]()
    with logbook.together() if any(one.content for one in news) else nullcontext():
        seen = {signal.guid for signal in logbook.entries(Signal) if signal.guid}
        for one, content, problems in news:
            items = content.items if content else ()
            new = [signal for item in items for signal in _new(item, seen, matcher, as_of)]
            written += [logbook.add(signal) for signal in new]
            if content is not None:  # what could not be read is asked for whole the next time
                _remember(logbook, one, feeds.get(one.source), as_of)
            form, title = (content.form, content.title) if content else ("", "")
            tied = sum(bool(signal.trends) for signal in new)
            found.append(ImportedSource(one.source, form, title, len(items), len(new), tied, one.unchanged, problems))
    labels = answer_labels(Imported, compiled, sha256, business)
    return Imported(**labels, as_of=as_of.isoformat(), sources=tuple(found), signals=tuple(written))


def _read(one: Fetched) -> News:
    if one.problem or one.unchanged:
        return News(one, None, (one.problem,) if one.problem else ())
    try:
        content = read_feed(one.content, one.charset)
    except (FeedError, EcomapError) as error:
        other = other_kind(one.source, one.content, "feed", "table")
        return News(one, None, (f"{other.message} {other.way_out}" if other else str(error),))
    return News(one, content, content.problems)


def _new(item: Item, seen: set[str], matcher: Matcher, as_of: date) -> Iterator[Signal]:
    if item.key in seen:
        return
    seen.add(item.key)
    yield Signal(
        item.date or as_of.isoformat(), item.title, matcher.ties(item.title, item.summary), source=item.source,
        url=item.link, note=item.summary, guid=item.key,
    )  # fmt: skip


def _remember(logbook: "Logbook", one: Fetched, before: Feed | None, as_of: date) -> None:
    """Keep what a server said of an address, so that the next reading asks only for what is new."""
    if not is_address(one.source):
        return
    if before is None:
        logbook.add(Feed(one.source, as_of.isoformat(), one.etag, one.last_modified))
    elif (before.etag, before.last_modified) != (one.etag, one.last_modified):
        logbook.correct(Feed, before.id, fetched=as_of.isoformat(), etag=one.etag, last_modified=one.last_modified)


def judged(signal: Signal, trends: Sequence[str], direction: Direction | None, *, belongs: bool) -> dict[str, object]:
    """Return what changes of a signal when a person says to which trends it belongs, or that it does not.

    Without trends all that are proposed are meant; one that was not proposed is tied to it.
    """
    meant = set(trends) or {tie.trend for tie in signal.trends}
    state: State = "confirmed" if belongs else "not"
    ties = [Tie(tie.trend, tie.words, state) if tie.trend in meant else tie for tie in signal.trends]
    there = {tie.trend for tie in ties}
    ties += [Tie(trend, (), "confirmed") for trend in trends if belongs and trend not in there]
    return {"trends": tuple(ties)} | ({} if direction is None else {"direction": direction})
