"""News into a logbook: files and addresses read, each item written down once, with the trends it may speak of."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from datetime import date
from typing import TYPE_CHECKING

from ecomap.errors import EcomapError
from ecomap.io.feeds import FeedContent, FeedError, Item, read_feed
from ecomap.io.fetching import Fetched, Known, fetch_all, is_address
from ecomap.model.compiled import AnyMap
from ecomap.results.labels import PROGRAM, MapLabel
from ecomap.results.logbook import Direction, Feed, Signal, State, Tie
from ecomap.results.watch import Imported, ImportedSource
from ecomap.verbs.arrays import compiled_map
from ecomap.verbs.ranking import business_label
from ecomap.verbs.signals import Matcher

if TYPE_CHECKING:
    from ecomap.io.logbook.store import Logbook
    from ecomap.model import Business


def fetch_news(sources: Sequence[str], feeds: Sequence[Feed] = ()) -> list[Fetched]:
    """Read files, - for standard input, and addresses, all at once; the network is asked for nothing else.

    Of the feeds that a logbook remembers only what is new since the last reading is asked for.
    """
    known = {feed.url: Known(feed.etag, feed.last_modified) for feed in feeds}
    return fetch_all(list(dict.fromkeys(sources)), known)


def import_news(
    ecosystem: AnyMap, business: "Business", logbook: "Logbook", fetched: Sequence[Fetched], as_of: date,
    sha256: str = "",
) -> Imported:  # fmt: skip
    """Write down what is new in feeds and tables, all of it at once or nothing.

    Parameters
    ----------
    fetched
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
    contents = [(one, *_content(one)) for one in fetched]
    with logbook.together() if any(content for _, content, _ in contents) else nullcontext():
        seen = {signal.guid for signal in logbook.entries(Signal) if signal.guid}
        for one, content, problems in contents:
            items = content.items if content else ()
            new = [signal for item in items for signal in _new(item, seen, matcher, as_of)]
            written += [logbook.add(signal) for signal in new]
            if content is not None:  # what could not be read is asked for whole the next time
                _remember(logbook, one, feeds.get(one.source), as_of)
            form, title = (content.form, content.title) if content else ("", "")
            tied = sum(bool(signal.trends) for signal in new)
            found.append(ImportedSource(one.source, form, title, len(items), len(new), tied, one.unchanged, problems))
    label = MapLabel(compiled.id, compiled.version, sha256)
    return Imported(PROGRAM, label, business_label(business), as_of.isoformat(), tuple(found), tuple(written),
                    {trend.id: trend.name for trend in compiled.trends})  # fmt: skip


def _content(one: Fetched) -> tuple[FeedContent | None, tuple[str, ...]]:
    """Return what a source holds, and what could not be read."""
    if one.problem or one.unchanged:
        return None, (one.problem,) if one.problem else ()
    try:
        content = read_feed(one.content, one.charset)
    except (FeedError, EcomapError) as error:
        return None, (str(error),)
    return content, content.problems


def _new(item: Item, seen: set[str], matcher: Matcher, as_of: date) -> Iterator[Signal]:
    """Yield the signal of an item that is not known."""
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
