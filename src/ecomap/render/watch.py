"""Watching laid out: the agenda, what to watch and where, channels, signals, reviews; short on a screen."""

import shlex
from collections.abc import Iterator, Mapping
from functools import partial
from operator import add
from typing import NamedTuple

from ecomap.render.screen import Line, line, wrapped
from ecomap.render.sheet import Sheet
from ecomap.results import watch as results
from ecomap.results.logbook import Signal
from ecomap.safe import one_line

INDENT = " " * 4
SCREEN = 22  # lines of a terminal of 24 that leave room for the command and the prompt
REVIEWS, SIGNALS, HOMES, CHANNELS, TIED = 3, 3, 3, 5, 6  # how many are told at most on a screen
FIRST = 10  # ranks from which the first area tells a second trend
STATES = {"proposed": "?", "confirmed": "", "not": " (no)"}
EVERY = {1: "every month", 3: "every 3 months", 6: "every 6 months", 12: "once a year"}


# --- agenda


class Typed(NamedTuple):
    """How a business was named, for the next step."""

    words: str = ""  # as a shell takes them, with the logbook where one was named
    writes: bool = False  # whether there is a place for a logbook: a template has none


def agenda_sheet(found: results.Agenda, typed: Typed) -> Sheet:
    """Lay out an agenda."""
    title = f"What {found.business.name} should watch"
    drawing = partial(_agenda, found, typed.writes)
    return Sheet.of(found, "ecomap/watch/1", title, drawing=drawing, next_step=_next(found, typed))


def _next(found: results.Agenda, typed: Typed) -> str:
    if typed.writes and found.signals:
        return f"ecomap watch confirm {typed.words} {found.signals[0].id}   (--no where it does not belong)"
    if typed.writes and found.due:
        return f"ecomap watch review {typed.words} {found.due[0].trend}"
    return f"ecomap watch channels {typed.words}"


def _agenda(found: results.Agenda, writes: bool, width: int) -> Iterator[Line]:
    yield from wrapped(f"What {one_line(found.business.name)} should watch, {found.as_of}", width, "bold")
    for one in found.watch:
        yield from wrapped(_told(found, one), width, first=f"{one.rank:2}  ")
    if found.due:
        yield from wrapped(f"To look at: {_names_due(found)}.", width, "yellow")
    elif found.next_due:
        yield from wrapped(f"Nothing to look at again before {found.next_due}.", width, "dim")
    yield from _new_signals(found, width)
    if found.moved:
        moved = "; ".join(f"{one.name} {one.gain:+.1f} points" for one in found.moved)
        yield from wrapped(f"Moved since {found.since}: {moved}.", width)
    if not writes:
        yield from wrapped("A file of your own keeps what you read and think: ecomap business new", width, "dim")
    elif not found.logbook:
        yield from wrapped("No logbook yet: what you import, add or review makes one.", width, "dim")


def _names_due(found: results.Agenda) -> str:
    """Return what is due, that which was never looked at in one."""
    first, more = found.due[:REVIEWS], len(found.due) - REVIEWS
    known = [f"{one.name} ({one.why})" for one in first if one.last]
    never = ", ".join(one.name for one in first if not one.last)
    parts = [*known, *([f"{never} (never looked at yet)"] if never else []), *([f"{more} more"] if more > 0 else [])]
    return "; ".join(parts)


def _new_signals(found: results.Agenda, width: int) -> Iterator[Line]:
    if found.signals:
        more = len(found.signals) - SIGNALS
        yield from wrapped(f"New and not looked at{f' ({more} more)' if more > 0 else ''}:", width, "bold")
    for one in found.signals[:SIGNALS]:
        yield from _signal(one, found.trend_names, width)
    if found.unmatched:
        items = "item speaks of no trend; it is" if found.unmatched == 1 else "items speak of no trend; they are"
        yield from wrapped(f"{found.unmatched} {items} kept.", width, "dim")


def _told(found: results.Agenda | results.Suggestions, one: results.Watched) -> str:
    risk = " (a risk)" if one.list == "threat" else ""
    return f"{one.trend.name}{risk}: {one.why}{_where(found.sector_names, one)}"


def _where(names: Mapping[str, str], one: results.Watched) -> str:
    """Return the other sectors where more firms have it, with their shares; else those where a practice is at home."""
    more = [home for home in one.homes if home.share > one.share_today]
    shares = ", ".join(f"{names.get(home.sector, home.sector)} ({_share(home)})" for home in more[:HOMES])
    if one.list == "threat":
        return f" More meet it in {shares}." if shares else ""
    at_home = ", ".join(names.get(home.sector, home.sector) for home in one.homes if home.practice)
    return f" Watch it in {shares or at_home}." if shares or at_home else ""


def _share(one: results.HomeSector) -> str:
    if one.share < 0.01:
        return "under 1%"  # counted or not: that says how little it is
    return f"{'' if one.counted else '~'}{one.share:.0%}"


# --- what to watch


def suggestions_sheet(found: results.Suggestions, typed: Typed, *, whole: bool = False) -> Sheet:
    """Lay out what is worth watching: on a screen by area, a screenful, or all that was asked for."""
    title = f"What is worth watching for {found.business.name}"
    step = f"ecomap watch channels {typed.words}"
    drawing = partial(_suggestions, found, whole)
    return Sheet.of(found, "ecomap/suggestions/1", title, drawing=drawing, next_step=step)


def _suggestions(found: results.Suggestions, whole: bool, width: int) -> Iterator[Line]:
    head = [
        *wrapped(f"What is worth watching for {one_line(found.business.name)}", width, "bold"),
        *wrapped("Could bring much, and is not decided; ~ is an estimate.", width, "dim"),
    ]
    yield from head
    areas: dict[str, list[results.Watched]] = {}
    for one in found.trends:
        areas.setdefault(one.area_name, []).append(one)
    room, shown = SCREEN - len(head) - 1, 0
    for area, rows in areas.items():
        some = rows if whole else [*rows[:1], *(one for one in rows[1:2] if not shown and one.rank <= FIRST)]
        told = [line(area, style="bold")]
        for one in some:
            told += wrapped(f"{_told(found, one)} Look again {EVERY[one.months]}.", width, first=f"{one.rank:3}  ")
        if not whole and shown and len(told) > room:
            break
        yield from told
        room, shown = room - len(told), shown + len(some)
    if shown < found.trends_in_all:
        more = f"{found.trends_in_all - shown} more; --top 20 shows so many, --area one area."
        yield from wrapped(more, width, "dim")
    if not found.trends:
        yield line("Nothing.")


# --- channels


def channels_sheet(found: results.Channels, typed: Typed, *, whole: bool = False) -> Sheet:
    """Lay out channels."""
    shown = found.channels if whole else found.channels[:CHANNELS]
    feed = next((one.feed for one in shown if one.feed), "")
    step = f"ecomap watch import {typed.words} {shlex.quote(feed)}" if feed and typed.writes else ""
    return Sheet.of(
        found, "ecomap/channels/1", f"Where {found.business.name} may look",
        drawing=partial(_channels, found, whole), next_step=step,
    )  # fmt: skip


def _channels(found: results.Channels, whole: bool, width: int) -> Iterator[Line]:
    yield from wrapped(f"Where {one_line(found.business.name)} may look", width, "bold")
    shown = found.channels if whole else found.channels[:CHANNELS]
    for one in shown:
        yield from _channel(found, one, width)
    if len(shown) < found.channels_in_all:
        yield from wrapped(f"{found.channels_in_all - len(shown)} more; --top shows so many.", width, "dim")
    if not shown:
        yield line("None.")


def _channel(found: results.Channels, one: results.FollowedChannel, width: int) -> Iterator[Line]:
    said = ", ".join(part for part in (one.kind, one.cadence, one.price, " ".join(one.languages)) if part)
    yield from wrapped(f"{one_line(one.name)}{f' ({said})' if said else ''}", width, "bold", first=f"{one.rank:2}  ")
    about = ", ".join(found.trend_names.get(trend, trend) for trend in one.trends[:HOMES])
    text = " ".join(part for part in (one_line(one.look_for), f"For: {about}." if about else "") if part)
    if text:
        yield from wrapped(text, width, first=INDENT)
    if one.feed or one.url:
        yield from wrapped(one_line(one.feed or one.url), width, "dim", first=INDENT)


# --- news and signals


def imported_sheet(found: results.Imported, typed: Typed) -> Sheet:
    """Lay out what came of sources; nothing read of any of them does not end well."""
    failed = bool(found.sources) and all(one.problems and not one.items for one in found.sources)
    return Sheet.of(
        found, "ecomap/news/1", "What was read", drawing=partial(_imported, found),
        next_step=f"ecomap watch {typed.words}", unmet="Nothing was read." if failed else "",
    )  # fmt: skip


def _imported(found: results.Imported, width: int) -> Iterator[Line]:
    for one in found.sources:
        said = "nothing new since the last time" if one.unchanged else f"{one.items} items, {one.new} new"
        said += f", {one.tied} of them about a trend" if one.new else ""
        yield from wrapped(f"{one_line(one.title or one.source)}: {said}.", width)
    tied = [one for one in found.signals if one.trends]
    for signal in tied[:TIED]:
        yield from _signal(signal, found.trend_names, width)
    if len(tied) > TIED:
        yield from wrapped(f"{len(tied) - TIED} more.", width, "dim")


def signals_sheet(found: results.SignalList) -> Sheet:
    """Lay out signals."""
    return Sheet.of(
        found, "ecomap/signals/1", "Signals",
        drawing=lambda width: [line for one in found.signals for line in _signal(one, found.trend_names, width)],
    )  # fmt: skip


def _signal(one: Signal, names: Mapping[str, str], width: int) -> Iterator[Line]:
    yield from wrapped(f"{one.date}  {one_line(one.title)}", width, first=f"{one.id:3}  ")
    words = [f" ({', '.join(map(one_line, tie.words))})" * bool(tie.words) for tie in one.trends]
    named = [names.get(tie.trend, tie.trend) + STATES[tie.state] for tie in one.trends]
    ties = list(map(add, named, words))
    if ties:
        yield from wrapped("; ".join(ties), width, "dim", first=" " * 5)


# --- reviews


def reviews_sheet(found: results.Reviews, typed: Typed) -> Sheet:
    """Lay out when trends are to be looked at again."""
    due = next((one for one in found.reviews if one.days_over >= 0), None)
    step = f"ecomap watch review {typed.words} {due.trend}" if due and typed.writes else f"ecomap watch {typed.words}"
    title = f"What {found.business.name} is to look at again"
    return Sheet.of(found, "ecomap/reviews/1", title, drawing=partial(_reviews, found), next_step=step)


def _reviews(found: results.Reviews, width: int) -> Iterator[Line]:
    yield from wrapped(f"What {one_line(found.business.name)} is to look at again, {found.as_of}", width, "bold")
    for one in found.reviews:
        yield from wrapped(_review(one), width, "yellow" if one.days_over >= 0 else "", first=f"{one.due}  ")
    if not found.reviews:
        yield line("Nothing.")


def _review(one: results.DueReview) -> str:
    new = f", {one.signals} new signal{'s' if one.signals > 1 else ''}" if one.signals else ""
    last = one.last
    said = f" (disrupts {last.disrupts}, opens {last.opportunity}, expectations {last.expectations})" if last else ""
    often = EVERY.get(one.months, f"every {one.months} months")
    return f"{one.name}: {one.why}{said}{new}; {often}."
