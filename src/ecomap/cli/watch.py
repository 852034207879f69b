"""``ecomap watch`` and its commands: what to watch, where, when to look again, and what goes into the logbook."""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

import typer

from ecomap.cli import choices, output
from ecomap.cli.logbooks import Firm

if TYPE_CHECKING:
    from ecomap.results.logbook import Signal

TOLD = 10  # problems of a source that are told; JSON has all


@choices.answering(logbook=True)
def watch(firm: Firm, by_signals: bool = False, as_of: datetime | None = None) -> choices.Answer:
    from ecomap.render.watch import agenda_sheet
    from ecomap.results.logbook import Review, Signal, Snapshot
    from ecomap.verbs.watching import draw_up_agenda

    found = firm.ask(
        draw_up_agenda, choices.day(as_of), signals=firm.entries(Signal), reviews=firm.entries(Review),
        snapshots=firm.entries(Snapshot), by_signals=by_signals, logbook=firm.path.name if firm.path else "",
    )  # fmt: skip
    return agenda_sheet(found, firm.typed)


@choices.answering(logbook=True)
def suggest(
    firm: Firm, area: str | None = None, top: int | None = None, by_signals: bool = False, as_of: datetime | None = None
) -> choices.Answer:
    from ecomap.render.watch import suggestions_sheet
    from ecomap.results.logbook import Signal
    from ecomap.verbs.causes import signal_drift
    from ecomap.verbs.watching import confirmed, suggest_watching

    signals = confirmed(firm.entries(Signal)) if by_signals else ()
    drift = signal_drift(firm.ecosystem, signals, choices.day(as_of)) if by_signals else {}
    found = firm.ask(suggest_watching, area=area, top=top, drift=drift)
    return suggestions_sheet(found, firm.typed, whole=top is not None)


@choices.answering(logbook=True)
def channels(
    firm: Firm, trend: list[str] | None = None, language: list[str] | None = None, top: int | None = None,
    add: str | None = None, url: str = "", note: str = "",
) -> choices.Answer:  # fmt: skip
    from ecomap.render.watch import channels_sheet
    from ecomap.results.logbook import Channel
    from ecomap.verbs.channels import find_channels

    if add is None and (url or note):
        raise typer.BadParameter("they belong to --add NAME.", param_hint="--url and --note")
    trends = firm.trends(trend)
    if add is not None:
        with firm.writing() as book:
            book.add(Channel(add, url, trends, note))
    own = firm.entries(Channel)
    found = firm.ask(find_channels, own=own, trends=trends, languages=language or (), top=top)
    return channels_sheet(found, firm.typed, whole=top is not None)


@choices.answering(logbook=True)
def due(firm: Firm, as_of: datetime | None = None) -> choices.Answer:
    return _reviews(firm, choices.day(as_of))


@choices.answering(logbook=True)
def diff(
    firm: Firm, since: datetime | None = None, keep: bool = False, top: int | None = None, by_signals: bool = False,
    as_of: datetime | None = None,
) -> choices.Answer:  # fmt: skip
    from ecomap.render.movement import since_sheet
    from ecomap.results.logbook import Signal, Snapshot
    from ecomap.verbs.causes import moved_since_kept
    from ecomap.verbs.watching import confirmed

    day = choices.day(as_of)
    if keep:
        choices.past(as_of, "--as-of with --keep")
    before, signals = firm.entries(Snapshot), confirmed(firm.entries(Signal)) if by_signals else ()
    if keep:
        with firm.writing(day):
            pass
    then = since.date() if since else None
    found = firm.ask(moved_since_kept, before, day, since=then, signals=signals, kept_now=keep)
    return since_sheet(found, top)


# --- what goes into the logbook


@choices.answering(logbook=True)
def take_in(firm: Firm, sources: list[str], on: datetime | None = None) -> choices.Answer:
    from ecomap.render.watch import imported_sheet
    from ecomap.results.logbook import Feed
    from ecomap.verbs.news import fetch_news, import_news

    day, own = choices.past(on), firm.logbook()
    news = fetch_news(sources, firm.entries(Feed))
    read = any(one.content for one in news)
    with firm.writing() if read else own as book:
        found = firm.ask(import_news, book, news, day)
    for one in found.sources:
        for problem in one.problems[:TOLD]:
            output.remark(f"{one.source}: {problem}")
        if len(one.problems) > TOLD:
            output.remark(f"{one.source}: and {len(one.problems) - TOLD} more like these; --json has all.")
    return imported_sheet(found, firm.typed)


@choices.answering(logbook=True)
def add(
    firm: Firm, trend: str, title: str, direction: Literal["up", "down", "none"] | None = None, source: str = "",
    url: str = "", note: str = "", on: datetime | None = None,
) -> choices.Answer:  # fmt: skip
    from ecomap.results.logbook import Signal, Tie

    day = choices.past(on)
    (about,) = firm.trends([trend])
    if not title.strip():
        raise typer.BadParameter("say what you saw or read.", param_hint="TEXT")
    ties = (Tie(about, (), "confirmed"),)
    with firm.writing() as book:
        written = book.add(Signal(day.isoformat(), title.strip(), ties, direction or "none", source, url, note))
    return _signals(firm, (written,))


@choices.answering(logbook=True)
def confirm(
    firm: Firm, numbers: list[int], no: bool = False, trend: list[str] | None = None,
    direction: Literal["up", "down", "none"] | None = None,
) -> choices.Answer:  # fmt: skip
    from ecomap.results.logbook import Signal
    from ecomap.verbs.news import judged

    trends = firm.trends(trend)
    with firm.writing() as book:
        found = [
            book.correct(Signal, number, **judged(book.entry(Signal, number), trends, direction, belongs=not no))
            for number in dict.fromkeys(numbers)
        ]
    return _signals(firm, tuple(found))


@choices.answering(logbook=True)
def review(
    firm: Firm, trend: str, disrupts: int | None = None, opportunity: int | None = None,
    expectations: int | None = None, note: str = "", on: datetime | None = None,
) -> choices.Answer:  # fmt: skip
    from ecomap.results.logbook import Review

    day = choices.past(on)
    (about,) = firm.trends([trend])
    firm.logbook()  # there is a place for one
    said = {"disrupts": disrupts, "opportunity": opportunity, "expectations": expectations}
    answers = {name: _asked(name) if answer is None else answer for name, answer in said.items()}
    with firm.writing() as book:
        book.add(Review(about, day.isoformat(), **answers, note=note))
    return _reviews(firm, day, about)


def _asked(name: str) -> int:
    from ecomap.cli.businesses.prompts import can_ask
    from ecomap.cli.options import about

    question = about("watch review", name)
    if not can_ask():
        raise typer.BadParameter(f"{question} Say it from 0, not at all, to 4, wholly.", param_hint=f"--{name}")
    while (answer := typer.prompt(f"{question} 0 not at all ... 4 wholly", err=True)) not in (*"01234",):
        output.remark("A number from 0 to 4.")
    return int(answer)


def _reviews(firm: Firm, day: date, only: str = "") -> choices.Answer:
    from ecomap.render.watch import reviews_sheet
    from ecomap.results.logbook import Review, Signal
    from ecomap.verbs.watching import plan_reviews

    signals, reviews = firm.entries(Signal), firm.entries(Review)
    found = firm.ask(plan_reviews, day, signals=signals, reviews=reviews, only=only)
    return reviews_sheet(found, firm.typed)


def _signals(firm: Firm, signals: "tuple[Signal, ...]") -> choices.Answer:
    from ecomap.render.watch import signals_sheet
    from ecomap.results.watch import SignalList
    from ecomap.verbs.ranking import answer_labels

    labels = answer_labels(SignalList, firm.ecosystem, firm.sha256, firm.business)
    sheet = signals_sheet(SignalList(**labels, signals=signals))
    return replace(sheet, next_step=f"ecomap watch {firm.typed.words}   (what has news is looked at first)")
