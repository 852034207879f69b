"""``ecomap watch`` and its commands: what to watch, where, when to look again, and what goes into the logbook."""

from dataclasses import replace
from datetime import date, datetime
from typing import Literal

import typer

from ecomap.cli import choices, output
from ecomap.cli.logbooks import Firm
from ecomap.cli.rooms import entries, render, results, verbs

TOLD = 10  # problems of a source that are told; JSON has all


@choices.answering(logbook=True)
def watch(firm: Firm, by_signals: bool = False, as_of: datetime | None = None) -> choices.Answer:
    found = firm.ask(
        verbs.watching.draw_up_agenda, choices.day(as_of), signals=firm.entries(entries.Signal),
        reviews=firm.entries(entries.Review), snapshots=firm.entries(entries.Snapshot), by_signals=by_signals,
        logbook=firm.path.name if firm.path else "",
    )  # fmt: skip
    return render.watch.agenda_sheet(found, firm.typed)


@choices.answering(logbook=True)
def suggest(
    firm: Firm, area: str | None = None, top: int | None = None, by_signals: bool = False, as_of: datetime | None = None
) -> choices.Answer:
    signals = verbs.watching.confirmed(firm.entries(entries.Signal)) if by_signals else ()
    drift = verbs.causes.signal_drift(firm.ecosystem, signals, choices.day(as_of)) if by_signals else {}
    found = firm.ask(verbs.watching.suggest_watching, area=area, top=top, drift=drift)
    return render.watch.suggestions_sheet(found, firm.typed, whole=top is not None)


@choices.answering(logbook=True)
def channels(
    firm: Firm, trend: list[str] | None = None, language: list[str] | None = None, top: int | None = None,
    add: str | None = None, url: str = "", note: str = "",
) -> choices.Answer:  # fmt: skip
    if add is None and (url or note):
        raise typer.BadParameter("they belong to --add NAME.", param_hint="--url and --note")
    trends = firm.trends(trend)
    if add is not None:
        with firm.writing() as book:
            book.add(entries.Channel(add, url, trends, note))
    own = firm.entries(entries.Channel)
    found = firm.ask(verbs.channels.find_channels, own=own, trends=trends, languages=language or (), top=top)
    return render.watch.channels_sheet(found, firm.typed, whole=top is not None)


@choices.answering(logbook=True)
def due(firm: Firm, as_of: datetime | None = None) -> choices.Answer:
    return _reviews(firm, choices.day(as_of))


@choices.answering(logbook=True)
def diff(
    firm: Firm, since: datetime | None = None, keep: bool = False, top: int | None = None, by_signals: bool = False,
    as_of: datetime | None = None,
) -> choices.Answer:  # fmt: skip
    day = choices.day(as_of)
    if keep:
        choices.past(as_of, "--as-of with --keep")
    before = firm.entries(entries.Snapshot)
    signals = verbs.watching.confirmed(firm.entries(entries.Signal)) if by_signals else ()
    if keep:
        with firm.writing(day):
            pass
    then = since.date() if since else None
    found = firm.ask(verbs.causes.moved_since_kept, before, day, since=then, signals=signals, kept_now=keep)
    return render.movement.since_sheet(found, top)


# --- what goes into the logbook


@choices.answering(logbook=True)
def take_in(firm: Firm, sources: list[str], on: datetime | None = None) -> choices.Answer:
    day, own = choices.past(on), firm.logbook()
    news = verbs.news.fetch_news(sources, firm.entries(entries.Feed))
    read = any(one.content for one in news)
    with firm.writing() if read else own as book:
        found = firm.ask(verbs.news.import_news, book, news, day)
    for one in found.sources:
        for problem in one.problems[:TOLD]:
            output.remark(f"{one.source}: {problem}")
        if len(one.problems) > TOLD:
            output.remark(f"{one.source}: and {len(one.problems) - TOLD} more like these; --json has all.")
    return render.watch.imported_sheet(found, firm.typed)


@choices.answering(logbook=True)
def add(
    firm: Firm, trend: str, title: str, direction: Literal["up", "down", "none"] | None = None, source: str = "",
    url: str = "", note: str = "", on: datetime | None = None,
) -> choices.Answer:  # fmt: skip
    day = choices.past(on)
    (about,) = firm.trends([trend])
    if not title.strip():
        raise typer.BadParameter("say what you saw or read.", param_hint="TEXT")
    ties = (entries.Tie(about, (), "confirmed"),)
    with firm.writing() as book:
        written = book.add(entries.Signal(day.isoformat(), title.strip(), ties, direction or "none", source, url, note))
    return _signals(firm, (written,))


@choices.answering(logbook=True)
def confirm(
    firm: Firm, numbers: list[int], no: bool = False, trend: list[str] | None = None,
    direction: Literal["up", "down", "none"] | None = None,
) -> choices.Answer:  # fmt: skip
    trends = firm.trends(trend)
    with firm.writing() as book:
        some = [book.entry(entries.Signal, number) for number in dict.fromkeys(numbers)]
        said = [verbs.news.judged(one, trends, direction, belongs=not no) for one in some]
        found = [book.correct(entries.Signal, one.id, **changed) for one, changed in zip(some, said, strict=True)]
    return _signals(firm, tuple(found))


@choices.answering(logbook=True)
def review(
    firm: Firm, trend: str, disrupts: int | None = None, opportunity: int | None = None,
    expectations: int | None = None, note: str = "", on: datetime | None = None,
) -> choices.Answer:  # fmt: skip
    day = choices.past(on)
    (about,) = firm.trends([trend])
    firm.logbook()  # there is a place for one
    said = {"disrupts": disrupts, "opportunity": opportunity, "expectations": expectations}
    answers = {name: _asked(name) if answer is None else answer for name, answer in said.items()}
    with firm.writing() as book:
        book.add(entries.Review(about, day.isoformat(), **answers, note=note))
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
    signals, reviews = firm.entries(entries.Signal), firm.entries(entries.Review)
    found = firm.ask(verbs.watching.plan_reviews, day, signals=signals, reviews=reviews, only=only)
    return render.watch.reviews_sheet(found, firm.typed)


def _signals(firm: Firm, signals: "tuple[entries.Signal, ...]") -> choices.Answer:
    labels = verbs.ranking.answer_labels(results.watch.SignalList, firm.ecosystem, firm.sha256, firm.business)
    sheet = render.watch.signals_sheet(results.watch.SignalList(**labels, signals=signals))
    return replace(sheet, next_step=f"ecomap watch {firm.typed.words}   (what has news is looked at first)")
