"""``ecomap watch``, ``suggest``, ``channels`` and ``due``: what to watch, where, and when to look again."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from ecomap.cli import choices

if TYPE_CHECKING:
    from ecomap.render.sheet import Sheet

BySignals = Annotated[
    bool,
    typer.Option(
        "--signals", help="Let confirmed signals move how fast trends grow: each a quarter of the error, at most all."
    ),
]
Trends = Annotated[
    list[str] | None,
    typer.Option("--trend", metavar="TREND", help="Only for this trend.", autocompletion=choices.complete_trend),
]
Top = Annotated[int | None, typer.Option(min=1, help="How many. [default: a screenful, other forms all]")]


@choices.answering()
def watch(
    business: choices.BusinessArgument, by_signals: BySignals = False, as_of: choices.AsItStood = None,
    logbook: choices.LogbookOption = None, map_file: choices.MapOption = None,
) -> "Sheet":  # fmt: skip
    """Keep an eye on what is coming: what to watch and why, what to look at again, what is new, what moved.

    \b
    Examples:
      ecomap watch farm
      ecomap watch mine.yaml --signals --as-of 2026-12-01
    """
    from ecomap.cli.logbooks import as_typed, entries, logbook_there
    from ecomap.io.businesses import open_business
    from ecomap.render.watch import agenda_sheet
    from ecomap.results.logbook import Review, Signal, Snapshot
    from ecomap.verbs.agenda import draw_up_agenda

    opened, path = open_business(business, map_file), logbook_there(business, logbook)
    signals, reviews, snapshots = entries(path, Signal), entries(path, Review), entries(path, Snapshot)
    found = draw_up_agenda(
        opened.ecosystem, opened.business, choices.day(as_of), signals=signals, reviews=reviews, snapshots=snapshots,
        by_signals=by_signals, logbook=path.name if path else "", sha256=opened.sha256,
    )  # fmt: skip
    return agenda_sheet(found, as_typed(business, logbook))


@choices.answering()
def suggest(
    business: choices.BusinessArgument,
    area: Annotated[
        str | None, typer.Option(metavar="AREA", help="Only one area: ai, cloud, iot, payments, green ...")
    ] = None,
    top: Top = None,
    by_signals: BySignals = False,
    as_of: choices.AsItStood = None,
    logbook: choices.LogbookOption = None,
    map_file: choices.MapOption = None,
) -> "Sheet":
    """Say which areas and trends are worth watching, and the other sectors in which to watch them.

    \b
    Examples:
      ecomap watch suggest farm
      ecomap watch suggest clinic --area ai --top 5
    """
    from ecomap.cli.logbooks import as_typed, entries, logbook_there
    from ecomap.io.businesses import open_business
    from ecomap.render.watch import suggestions_sheet
    from ecomap.results.logbook import Signal
    from ecomap.verbs.agenda import confirmed
    from ecomap.verbs.causes import signal_drift
    from ecomap.verbs.watching import suggest_watching

    opened, day = open_business(business, map_file), choices.day(as_of)
    drift = {}
    if by_signals:
        drift = signal_drift(opened.ecosystem, confirmed(entries(logbook_there(business, logbook), Signal)), day)
    found = suggest_watching(opened.ecosystem, opened.business, area=area, top=top, drift=drift, sha256=opened.sha256)
    return suggestions_sheet(found, as_typed(business, logbook), whole=top is not None)


@choices.answering()
def channels(
    business: choices.BusinessArgument,
    trend: Trends = None,
    language: Annotated[
        list[str] | None, typer.Option(metavar="LANGUAGE", help="Only in this language: en, de, fr ...")
    ] = None,
    top: Top = None,
    add: Annotated[
        str | None, typer.Option(metavar="NAME", help="Write down a channel of your own, with --url, --trend, --note.")
    ] = None,
    url: Annotated[str, typer.Option(metavar="URL", help="Its address.", show_default=False)] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help="What to look for in it.", show_default=False)] = "",
    logbook: choices.LogbookOption = None,
    map_file: choices.MapOption = None,
) -> "Sheet":
    """List papers, people, fairs and tools to follow, the fittest first.

    \b
    Examples:
      ecomap watch channels farm --language en --top 10
      ecomap watch channels mine.yaml --add "Guild letter" --trend chatbots
    """
    from ecomap.cli.logbooks import as_typed, entries, logbook_there, writing
    from ecomap.io.businesses import open_business
    from ecomap.names import Names
    from ecomap.render.watch import channels_sheet
    from ecomap.results.logbook import Channel
    from ecomap.verbs.channels import find_channels

    if add is None and (url or note):
        raise typer.BadParameter("they belong to --add NAME.", param_hint="--url and --note")
    opened = open_business(business, map_file)
    names = Names.of(opened.ecosystem)
    trends = tuple(names.meant("trend", text) for text in trend or ())
    if add is not None:
        with writing(business, logbook, opened, choices.day(None)) as book:
            book.add(Channel(add, url, trends, note))
    own = entries(logbook_there(business, logbook), Channel)
    found = find_channels(
        opened.ecosystem, opened.business, own=own, trends=trends, languages=language or (), top=top,
        sha256=opened.sha256,
    )  # fmt: skip
    return channels_sheet(found, as_typed(business, logbook), whole=top is not None)


@choices.answering()
def due(
    business: choices.BusinessArgument, as_of: choices.AsItStood = None, logbook: choices.LogbookOption = None,
    map_file: choices.MapOption = None,
) -> "Sheet":  # fmt: skip
    """List the trends to look at again, and when.

    \b
    Examples:
      ecomap watch due mine.yaml
      ecomap watch due farm --as-of 2027-01-15 --json
    """
    from ecomap.cli.logbooks import as_typed, entries, logbook_there
    from ecomap.io.businesses import open_business
    from ecomap.render.watch import reviews_sheet
    from ecomap.results.logbook import Review, Signal
    from ecomap.verbs.agenda import plan_reviews

    opened, path = open_business(business, map_file), logbook_there(business, logbook)
    found = plan_reviews(
        opened.ecosystem, opened.business, choices.day(as_of), signals=entries(path, Signal),
        reviews=entries(path, Review), sha256=opened.sha256,
    )  # fmt: skip
    return reviews_sheet(found, as_typed(business, logbook))


@choices.answering()
def diff(
    business: choices.BusinessArgument,
    since: Annotated[
        datetime | None,
        typer.Option(parser=choices.read_day, metavar="DATE",
                     help="Compare with the standings kept on that day or last before. [default: the last kept]"),
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the standings of today, to compare with later.")] = False,
    top: Top = None,
    by_signals: BySignals = False,
    as_of: choices.AsItStood = None,
    logbook: choices.LogbookOption = None,
    map_file: choices.MapOption = None,
) -> "Sheet":  # fmt: skip
    """Say what moved since a day, split by cause: a newer map, what you say of your firm, growth, your signals.

    \b
    Examples:
      ecomap watch diff mine.yaml --keep
      ecomap watch diff mine.yaml --keep --signals --json
    """
    from ecomap.cli.logbooks import entries, logbook_there, writing
    from ecomap.io.businesses import open_business
    from ecomap.render.causes import since_sheet
    from ecomap.results.logbook import Signal, Snapshot
    from ecomap.verbs.agenda import confirmed
    from ecomap.verbs.causes import moved_since_kept

    opened, path, day = open_business(business, map_file), logbook_there(business, logbook), choices.day(as_of)
    if keep:
        choices.past(as_of, "--as-of with --keep")
    before = entries(path, Snapshot)
    if keep:
        with writing(business, logbook, opened, day):
            pass
    found = moved_since_kept(
        opened.ecosystem, opened.business, before, day, since=since.date() if since else None,
        signals=confirmed(entries(path, Signal)) if by_signals else (), kept_now=keep, sha256=opened.sha256,
    )  # fmt: skip
    return since_sheet(found, top)
