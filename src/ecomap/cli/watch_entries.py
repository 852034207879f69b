"""``ecomap watch import``, ``add``, ``confirm`` and ``review``: what goes into the logbook."""

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ecomap.cli import choices, output

if TYPE_CHECKING:
    from ecomap.io.businesses import Opened
    from ecomap.render.sheet import Sheet
    from ecomap.results.logbook import Signal

Note = Annotated[str, typer.Option(metavar="TEXT", help="A note.", show_default=False)]
Direction = Annotated[
    Literal["up", "down", "none"] | None, typer.Option(help="Whether it speaks for more of the trend, or for less.")
]
TrendArgument = Annotated[
    str,
    typer.Argument(help="The trend, by name.", autocompletion=choices.complete_trend, metavar="TREND",
                   show_default=False),
]  # fmt: skip
TOLD = 10
"""Problems of a source that are told; JSON has all."""
QUESTIONS = {
    "disrupts": "Does it disrupt your trade?",
    "opportunity": "Does it open something new for you?",
    "expectations": "Does it change what your customers expect?",
}
"""Three questions of a review; 0: not at all, 4: wholly."""


@choices.answering()
def take_in(
    business: choices.BusinessArgument,
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Files, - for standard input, or http and https addresses.", metavar="SOURCE...", show_default=False
        ),
    ],
    on: choices.On = None,
    logbook: choices.LogbookOption = None,
    map_file: choices.MapOption = None,
) -> "Sheet":
    """Read news from feeds and tables, files or addresses, and tie each item to the trends it may speak of.

    RSS 0.9 to 2.0, Atom, JSON feed and CSV (date, title, summary, link). The network is asked for the addresses that
    you name, nothing else. What was read before is known again.

    \b
    Examples:
      ecomap watch import mine.yaml news.xml
      ecomap watch import mine.yaml news.xml list.csv --on 2026-11-03 --json
    """
    from ecomap.cli.logbooks import as_typed, entries, writing
    from ecomap.io.businesses import open_business
    from ecomap.io.logbook.opening import logbook_beside
    from ecomap.io.logbook.store import Logbook
    from ecomap.render.watch import imported_sheet
    from ecomap.results.logbook import Feed
    from ecomap.verbs.news import fetch_news, import_news

    opened, day = open_business(business, map_file), choices.past(on)
    path = logbook_beside(business, logbook)
    news = fetch_news(sources, entries(path, Feed))
    read = any(one.content for one in news)
    with writing(business, logbook, opened, choices.day(None)) if read else Logbook(path) as book:
        found = import_news(opened.ecosystem, opened.business, book, news, day, opened.sha256)
    for one in found.sources:
        for problem in one.problems[:TOLD]:
            output.remark(f"{one.source}: {problem}")
        if len(one.problems) > TOLD:
            output.remark(f"{one.source}: and {len(one.problems) - TOLD} more like these; --json has all.")
    return imported_sheet(found, as_typed(business, logbook))


@choices.answering()
def add(
    business: choices.BusinessArgument,
    trend: TrendArgument,
    title: Annotated[str, typer.Argument(help="What you saw or read.", metavar="TEXT", show_default=False)],
    direction: Direction = None,
    source: Annotated[str, typer.Option(metavar="TEXT", help="Who says it.", show_default=False)] = "",
    url: Annotated[str, typer.Option(metavar="URL", help="Where it stands.", show_default=False)] = "",
    note: Note = "",
    on: choices.On = None,
    logbook: choices.LogbookOption = None,
    map_file: choices.MapOption = None,
) -> "Sheet":
    """Write down something that you saw or read about a trend.

    \b
    Examples:
      ecomap watch add mine.yaml online-ordering "Both rivals" --direction up
      ecomap watch add mine.yaml chatbots "They are against it" --source Guild
    """
    from ecomap.cli.logbooks import writing
    from ecomap.io.businesses import open_business
    from ecomap.names import Names
    from ecomap.results.logbook import Signal, Tie

    opened, day = open_business(business, map_file), choices.past(on)
    tie = Tie(Names.of(opened.ecosystem).meant("trend", trend), (), "confirmed")
    if not title.strip():
        raise typer.BadParameter("say what you saw or read.", param_hint="TEXT")
    with writing(business, logbook, opened, choices.day(None)) as book:
        written = book.add(Signal(day.isoformat(), title.strip(), (tie,), direction or "none", source, url, note))
    return _signals(opened, (written,))


@choices.answering()
def confirm(
    business: choices.BusinessArgument,
    numbers: Annotated[list[int], typer.Argument(help="Signals, by number.", metavar="NUMBER...", show_default=False)],
    no: Annotated[bool, typer.Option("--no", help="They do not belong to these trends.")] = False,
    trend: Annotated[
        list[str] | None,
        typer.Option(help="Only this trend, also one that the words did not name.", metavar="TREND",
                     autocompletion=choices.complete_trend),
    ] = None,
    direction: Direction = None,
    logbook: choices.LogbookOption = None,
    map_file: choices.MapOption = None,
) -> "Sheet":  # fmt: skip
    """Say of signals whether they belong to the trends that their words name.

    \b
    Examples:
      ecomap watch confirm mine.yaml 1 --direction up
      ecomap watch confirm mine.yaml 2 3 --no
    """
    from ecomap.cli.logbooks import writing
    from ecomap.io.businesses import open_business
    from ecomap.names import Names
    from ecomap.results.logbook import Signal
    from ecomap.verbs.news import judged

    opened = open_business(business, map_file)
    trends = [Names.of(opened.ecosystem).meant("trend", text) for text in trend or ()]
    with writing(business, logbook, opened, choices.day(None)) as book:
        found = [
            book.correct(Signal, number, **judged(book.entry(Signal, number), trends, direction, belongs=not no))
            for number in dict.fromkeys(numbers)
        ]
    return _signals(opened, tuple(found))


@choices.answering()
def review(
    business: choices.BusinessArgument,
    trend: TrendArgument,
    disrupts: Annotated[
        int | None, typer.Option(min=0, max=4, metavar="0..4", help=QUESTIONS["disrupts"], show_default=False)
    ] = None,
    opportunity: Annotated[
        int | None, typer.Option(min=0, max=4, metavar="0..4", help=QUESTIONS["opportunity"], show_default=False)
    ] = None,
    expectations: Annotated[
        int | None, typer.Option(min=0, max=4, metavar="0..4", help=QUESTIONS["expectations"], show_default=False)
    ] = None,
    note: Note = "",
    on: choices.On = None,
    logbook: choices.LogbookOption = None,
    map_file: choices.MapOption = None,
) -> "Sheet":
    """Look at a trend: does it disrupt your trade, open something new, change what customers expect?

    Each from 0, not at all, to 4, wholly; asked on a terminal where you do not say.

    \b
    Examples:
      ecomap watch review mine.yaml online-ordering
      ecomap watch review mine.yaml chatbots --disrupts 0 --opportunity 1
    """
    from ecomap.cli.logbooks import as_typed, entries, writing
    from ecomap.io.businesses import open_business
    from ecomap.io.logbook.opening import logbook_beside
    from ecomap.names import Names
    from ecomap.render.watch import reviews_sheet
    from ecomap.results.logbook import Review, Signal
    from ecomap.verbs.agenda import plan_reviews

    opened, day = open_business(business, map_file), choices.past(on)
    about, path = Names.of(opened.ecosystem).meant("trend", trend), logbook_beside(business, logbook)
    said = {"disrupts": disrupts, "opportunity": opportunity, "expectations": expectations}
    answers = {name: _asked(name) if answer is None else answer for name, answer in said.items()}
    with writing(business, logbook, opened, choices.day(None)) as book:
        book.add(Review(about, day.isoformat(), **answers, note=note))
    found = plan_reviews(
        opened.ecosystem, opened.business, day, signals=entries(path, Signal), reviews=entries(path, Review),
        sha256=opened.sha256, only=about,
    )  # fmt: skip
    return reviews_sheet(found, as_typed(business, logbook))


def _asked(name: str) -> int:
    """Ask one of the three questions on a terminal."""
    if not sys.stdin.isatty():
        raise typer.BadParameter(f"{QUESTIONS[name]} Say it from 0, not at all, to 4, wholly.", param_hint=f"--{name}")
    while (answer := typer.prompt(f"{QUESTIONS[name]} 0 not at all ... 4 wholly", err=True)) not in (*"01234",):
        output.remark("A number from 0 to 4.")
    return int(answer)


def _signals(opened: "Opened", signals: "tuple[Signal, ...]") -> "Sheet":
    """Return signals as they stand now."""
    from ecomap.render.watch import signals_sheet
    from ecomap.results.watch import SignalList
    from ecomap.verbs.ranking import answer_labels

    labels = answer_labels(SignalList, opened.ecosystem, opened.sha256, opened.business)
    return signals_sheet(SignalList(**labels, signals=signals))
