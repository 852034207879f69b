"""A ranking laid out: two lines a trend on a screen, to be read by the owner of a shop; all of it for programs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from rich.cells import cell_len

from ecomap.render.phrases import english, within
from ecomap.render.pictures import Picture
from ecomap.render.screen import Line, left, line, right, wrapped
from ecomap.render.sheet import Sheet, Table, rounded
from ecomap.results.duties import DutyAnswer
from ecomap.results.languages import Catalogue
from ecomap.results.ranking import FirstStep, RankedTrend, Ranking
from ecomap.safe import one_line

ACTION_STYLES = {"act": "bold green", "prepare": "yellow", "pilot": "cyan", "watch": "dim"}
BAR = 5
FULL_BAR = 50  # points that fill the bar: hardly a trend has more, and short bars tell nothing
NARROW = 74  # columns below which the bar and the mark give way to the name
OLD = 3  # years after which a figure is told with its year
WIDE = 0.25  # width of an interval from which it is printed
ALL = 1 - 1e-9  # the whole, and what adding shares may take off it
TRUST = "No forecast of sales. How often rankings like this come true: docs/validity.md."
"""What the numbers do not mean, in one line of 80 columns."""
VIEWS, NOTHING = english("view"), english("nothing")
"""What a list is called by its view, and what is told where it is empty."""
MARKS = {"new": "new", "spreading": "", "catch-up": "catch up"}
SCREENFUL = 4  # trends on a screen unless said otherwise, where their lines are not too many
SHORTER = ((SCREENFUL, 2), (3, 2), (3, 1), (2, 1))  # trends of a list and duties of a line: so many as a screen holds
HEIGHT = 22  # lines of a screen of 24 beside what comes next and the prompt, so that the firm's name stays in sight
THREATS = 1  # threats on such a screen
PICTURED = 10  # trends of a picture unless said otherwise
NAMED = 3  # trends that are named in a line


def ranking_sheet(ranking: Ranking, top: int | None = None, called: Mapping[str, str] | None = None) -> Sheet:
    """Return a ranking laid out, so many rows of each list; ``called`` are the names by id of what no row names."""
    ranking = replace(ranking, opportunities=ranking.opportunities[:top], threats=ranking.threats[:top])
    lists = {"opportunity": ranking.opportunities, "threat": ranking.threats}
    return Sheet.of(
        ranking, "ecomap/ranking/2", "ecomap analyze", heading=ranking.business.name,
        tables=[_table(ranking, "Opportunities", ranking.opportunities, called or {}, threats=False),
                _table(ranking, "Threats", ranking.threats, called or {}, threats=True)],
        drawing=partial(_lines, ranking, top, called or {}), pictures=partial(_pictures, ranking, top or PICTURED),
        records=lambda: [
            {"business": ranking.business.id, "list": name} | rounded(row) for name in lists for row in lists[name]
        ],
    )  # fmt: skip


def _pictures(ranking: Ranking, top: int) -> list[Picture]:
    from ecomap.render.row_pictures import arrival_curves, ranking_bars

    words, years, name = Catalogue(), (ranking.today, ranking.horizon), ranking.business.name
    rows, threats = ranking.opportunities[:top], ranking.threats[: max(THREATS, top // 2)]
    found: list[Picture] = [ranking_bars(f"{name}: {VIEWS[ranking.view].lower()}", rows, words)] if rows else []
    found += [ranking_bars("What can go wrong", threats, words, threats=True)] if threats else []
    return found + ([arrival_curves("When it comes", rows, years, words)] if rows else [])


def _table(
    ranking: Ranking, title: str, rows: Sequence[RankedTrend], called: Mapping[str, str], *, threats: bool
) -> Table:
    cells = [
        (
            row.rank, row.trend.name, row.priority, f"{row.likelihood_today:.0%}", f"{row.likelihood:.0%}",
            MARKS[row.mark or "spreading"], row.action.name, row.why, _next(row, called, threat=threats),
        )
        for row in rows
    ]  # fmt: skip
    years = (str(ranking.today), str(ranking.horizon))
    return Table(("#", "trend", "points", *years, "mark", "do", "why", "first"), cells, title, (0, 2, 3, 4))


# --- on a terminal


def _lines(ranking: Ranking, top: int | None, called: Mapping[str, str], width: int) -> Iterable[Line]:
    """Return so many trends of each list; unless said, as many as a screen holds, but not fewer than two."""
    if top is not None:
        return _rows_of(ranking, top, SHORTER[0][1], called, width)
    for most, laws in SHORTER:
        lines = list(_rows_of(ranking, most, laws, called, width))
        if len(lines) <= HEIGHT:
            break
    return lines


def _rows_of(ranking: Ranking, top: int, laws: int, called: Mapping[str, str], width: int) -> Iterator[Line]:
    yield from _head(ranking, called, width)
    rows = ranking.opportunities[:top]
    if rows:
        yield from _list(VIEWS[ranking.view], rows, ranking, called, width, whole=top > SCREENFUL)
    else:
        yield line(VIEWS[ranking.view], style="bold")
        yield from wrapped(NOTHING[ranking.view], width, first="    ")
    threats = ranking.threats[: max(THREATS, top // 2 if top > SCREENFUL else 0)]
    if threats:
        yield from _list("What can go wrong", threats, ranking, called, width)
    yield from _laws(ranking, width, None if top > SCREENFUL else laws)
    yield from _foot(ranking, top, called, width)


def _laws(ranking: Ranking, width: int, most: int | None) -> Iterator[Line]:
    """Yield what the law asks: a line that names some, or a paragraph for each duty that binds, will, or may."""
    binding = [duty for duty in ranking.duties if duty.applies in ("from", "yes")]
    # what is to come first, then the law of the country, the latest first
    binding.sort(key=lambda duty: duty.from_ or "", reverse=True)
    binding.sort(key=lambda duty: (duty.applies == "yes", duty.place == "EU"))
    if not binding:
        return
    if most is not None:
        named = "; ".join(dated(duty, ranking.as_of) for duty in binding[:most])
        more = f"; {len(binding) - most} more: --top {SCREENFUL + 1}" if len(binding) > most else ""
        yield from wrapped(f"{named}{more}.", width, first="The law asks: ", rest="  ")
        return
    yield line("What the law asks", style="bold")
    yield from wrapped("Of data, taxes and digital work: no other law is held here.", width, "dim", first="  ")
    for duty in binding:
        yield from wrapped(f"{dated(duty, ranking.as_of)}.", width, first="    ")
        told = one_line(f"{to_do(duty)} {duty.law}, {duty.article}".rstrip(", "))
        yield from wrapped(told, width, "dim", first="      ")
    for duty in ranking.duties:
        if duty.applies == "unknown":
            told = f"May bind you: {dated(duty, ranking.as_of)}; it depends: {one_line(duty.why)}"
            yield from wrapped(told, width, "dim", first="    ", rest="      ")


def to_do(duty: DutyAnswer) -> str:
    """Return what a duty asks, and who is free of it."""
    return f"{duty.do.rstrip('.')}." + (f" Free of it: {duty.unless}." if duty.unless else "")


def dated(duty: DutyAnswer, as_of: str) -> str:
    """Return the name of a duty with its place and first day."""
    since = f", {'from' if duty.from_ > as_of else 'since'} {duty.from_}" if duty.from_ else ""
    return one_line(f"{duty.name.rstrip('.')} ({duty.place}{since})")


def _head(ranking: Ranking, called: Mapping[str, str], width: int) -> Iterator[Line]:
    business = ranking.business
    name, shares = one_line(business.name), ", ".join(made_of(ranking, called))
    shares = "; ".join(filter(None, (shares, ", ".join(filter(None, (business.country, business.at_work))))))
    if cell_len(name) + 2 + cell_len(shares) <= width:
        yield line((name, "bold"), ("  " + shares, "dim"))
        return
    yield from wrapped(name, width, "bold")
    yield from wrapped(shares, width, "dim", first="  ")


def made_of(ranking: Ranking, called: Mapping[str, str]) -> Iterator[str]:
    """Yield what a business lives from: its kinds if it named nothing else, else sectors, each with its share."""
    business, kinds = ranking.business, ranking.business.kinds
    if not kinds or sum(kinds.values()) < ALL or business.depends_on:
        names, shares = ranking.sector_names, {**business.sectors, **business.depends_on}
        yield from (f"{names.get(sector, sector)} {share:.0%}" for sector, share in shares.items())
    elif len(kinds) > 1:
        yield from (f"{called.get(kind, kind)} {share:.0%}" for kind, share in kinds.items())
    else:
        yield from (name for kind in kinds if (name := called.get(kind, kind)) != business.name)


def _list(
    title: str, rows: Sequence[RankedTrend], ranking: Ranking, called: Mapping[str, str], width: int, *,
    whole: bool = False,
) -> Iterator[Line]:  # fmt: skip
    threats = rows[0] in ranking.threats
    yield _heading(title, ranking, width)
    for row in rows:
        yield from _row(row, width, threat=threats)
        why = row.why
        if row.action.name == "prepare":  # told is why it is to be prepared for and no more
            rule = row.action.rule.partition(";")[0].removeprefix("fits alone, but ")
            why = f"{rule[:1].upper()}{rule[1:]}."
        following = one_line(_next(row, called, threat=threats))
        year = row.figures.year
        old = f"(Figures of {year}.)" if year and ranking.today - year > OLD else ""
        harms = f"Mind {', '.join(row.first_step.ethics)}." if whole and row.first_step.ethics else ""
        told = following if threats and following else " ".join(filter(None, (one_line(why), following, harms, old)))
        yield from wrapped(told, width, "dim", first="    ")


def _heading(title: str, ranking: Ranking, width: int) -> Line:
    years = f"{ranking.today}→{ranking.horizon % 100:02}"
    cells = [("points", BAR + 5), (years, 10)] if width >= NARROW else [("points", 7), (years, 10)]
    cells += [("range", 9)] if width >= NARROW else []
    heads = "".join(right(text, size) for text, size in cells) + " do".ljust(8)
    return line(left(title, width - len(heads)) + heads, style="bold")


def _row(row: RankedTrend, width: int, *, threat: bool) -> Iterator[Line]:
    mark = "" if row.figures.basis == "statistic" else "~"
    firms = right(f"{mark}{_percent(row.likelihood_today)}→{_percent(row.likelihood)}%", 10)
    points, action = right(str(row.priority), 4 if width >= NARROW else 7), f" {row.action.name:7}"
    cells: list[str | tuple[str, str]] = [(points, "bold"), firms, (action, ACTION_STYLES[row.action.name])]
    if width >= NARROW:
        halves = min(2 * BAR, round(row.priority / FULL_BAR * BAR * 2))
        bar = "█" * (halves // 2) + "▌" * (halves % 2)
        cells.insert(0, (f" {bar:<{BAR}}", "red" if threat else "blue"))
        # between which shares nine in ten estimates like this hold, where they are far apart
        wide = row.likelihood_high - row.likelihood_low >= WIDE
        between = f"{_percent(row.likelihood_low)}-{_percent(row.likelihood_high)}%" if wide else ""
        cells.insert(3, (right(between, 9), "dim"))
    pieces = line(*cells)
    room = width - sum(cell_len(text) for text, _ in pieces)
    (first,), *more = wrapped(one_line(row.trend.name), room - 1, first=f"{row.rank:>2}  ")
    yield ((left(first[0], room), ""), *pieces)
    yield from more


def step_in_words(step: FirstStep) -> str:
    """Return a first step with the hours and euros of the whole practice."""
    text = within(step.text).rstrip(".")
    return " ".join(filter(None, (text, in_all(step.effort_hours, step.one_off_eur, step.monthly_eur)))) + "."


def in_all(hours: float, one_off_eur: float, monthly_eur: float, words: Catalogue | None = None) -> str:
    """Return what stands behind a first step: hours and euros of the whole practice."""
    costs = costs_in_words(hours, one_off_eur, monthly_eur, words)
    return f"({(words or Catalogue()).say('in all {costs}', costs=costs)})" if costs else ""


def costs_in_words(
    hours: float, one_off_eur: float, monthly_eur: float, words: Catalogue | None = None, monthly_hours: float = 0.0
) -> str:
    """Return hours and euros, and nothing of what is 0."""
    words = words or Catalogue()
    costs = [f"{words.marked(amount(hours))} h"] if hours else []
    costs += [f"{words.marked(amount(monthly_hours))} h/month"] if monthly_hours else []
    costs += [words.say("EUR {sum}", sum=words.number(one_off_eur))] if one_off_eur else []
    costs += [words.say("EUR {sum}/month", sum=words.number(monthly_eur))] if monthly_eur else []
    return ", ".join(costs)


def _next(row: RankedTrend, called: Mapping[str, str], *, threat: bool) -> str:
    if threat:
        named = [called.get(name, name) for name in row.missing_protections[:1]]
        return f"Helps: {within(named[0])}." if named else ""
    return f"First: {step_in_words(row.first_step)}" if row.first_step.text else ""


def _foot(ranking: Ranking, top: int, called: Mapping[str, str], width: int) -> Iterator[Line]:
    shown = {row.trend.id for row in ranking.opportunities[:top]}
    most = None if top > SCREENFUL else NAMED
    asked, law = [], {one.gives: f" (the law since {(one.from_ or '')[:4]})" for one in reversed(ranking.duties)
                      if one.gives and one.applies == "yes"}  # fmt: skip
    for title, ids in (("Have you got it?", ranking.check), ("Every firm needs:", ranking.basics)):
        named = [called.get(trend, trend) + law.get(trend, "") for trend in ids if trend not in shown][:most]
        asked += [f"{title} {', '.join(named)}."] if named else []
    yield from wrapped(" ".join(asked), width, rest="  ")
    rest = ranking.opportunities_in_all - top
    more = f" {rest} more: --top {ranking.opportunities_in_all}." if rest > 0 else ""
    notes = [f"%: firms like yours that use it, now and in {ranking.horizon}; ~ judged.{more}"]
    if top > SCREENFUL and width >= NARROW:
        notes.append("range: nine in ten estimates like this hold today's share so; shown where that is wide.")
    used = ranking.adopted if top > SCREENFUL else ()
    for head, ids in (("In use already:", used), ("Not for you, as you say:", ranking.rejected)):
        notes += [f"{head} {', '.join(called.get(trend, trend) for trend in ids)}."] if ids else []
    seen = [(word.of[0], word.number) for word in ranking.business.own_words if word.kind == "peers"]
    if seen:
        told = ", ".join(f"{called.get(trend, trend)} {share:.0%}" for trend, share in seen)
        notes.append(f"Your own figures of firms like yours: {told}.")
    notes += [" ".join(warning.message for warning in ranking.warnings)] if ranking.warnings else []
    for note in [*notes, TRUST] if top > SCREENFUL else notes:
        yield from wrapped(note, width, "dim")


def amount(number: float) -> str:
    """Return a number of hours or euros as it is read: whole from 1 on."""
    return f"{number:,.0f}" if number >= 1 else f"{number:.1g}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}" if share >= 0.005 else "<1"
