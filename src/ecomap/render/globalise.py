"""A firm across borders laid out: a screenful for each country, all of it on request; countries in order."""

from collections.abc import Iterator, Sequence
from functools import partial

from ecomap.render.phrases import within
from ecomap.render.ranking import costs_in_words, dated
from ecomap.render.screen import Line, left, line, right, wrapped
from ecomap.render.sheet import Cell, Sheet, Table
from ecomap.results import globalise as results
from ecomap.safe import one_line

NOT_KNOWN = "not known"
SCREENFUL = 12  # countries with their reasons on a short list; the others follow by name alone
NAME, OWN, PEERS = 21, 5, 7  # columns of a component: its name, the firm, firms like it
SHORT_MOVES, SHORT_LAWS, SHORT_INSTEAD = 2, 1, 2
LOOKED_AT = {*range(1, 13)}  # ranks here or there from or to which a move is told in short: others nobody looks at
STATES = {"yes": "binds", "from": "will bind", "unknown": "may bind"}
SENDS_NOTHING = "nothing of yours is sent: to sell there is to travel, to have guests come, or to open a branch"


def globalisation_sheet(found: results.Globalisation, *, full: bool = False) -> Sheet:
    """Lay out countries: a screenful each, or everything."""
    order = [Table.of("countries in order", found, "Countries in order", (0, 2, 3))] if found.ranking else []
    return Sheet.of(
        found, "ecomap/globalise/1", "ecomap globalise", heading=found.business.name,
        tables=[*order, *(table for market in found.markets for table in _tables(found, market))],
        drawing=partial(_lines, found, full=full),
    )  # fmt: skip


def _tables(found: results.Globalisation, market: results.Market) -> Iterator[Table]:
    components: list[tuple[Cell, ...]] = [
        (one.name, _percent(one.own), _percent(one.peers), _there(one)) for one in market.components
    ]
    yield Table(("component", "you", "firms like you", "there"), components, market.name, (1, 2))
    said = [(name, text or NOT_KNOWN) for name, text in _local(market, full=True)]
    said += [("law", text) for text in _law(market.law, found.as_of)]
    said += [("in the way", f"{one.name}: {one.binds}; {one.why}") for one in market.barriers]
    yield Table(("what", "there"), said, f"{market.name}: what differs")
    moved = market.localisation.shaped if found.mediation == "none" else market.localisation.moves
    here = "as fate" if found.mediation == "none" else "at home"
    if moved:
        rows = [
            (one.name, one.rank_here, one.rank_there, round(one.points_here), round(one.points_there), one.why)
            for one in moved
        ]
        heads = ("trend", f"rank {here}", "there", f"points {here}", "there", "why")
        yield Table(heads, rows, f"{market.name}: what moves in your ranking", (1, 2, 3, 4))
    yield Table.of("steps into a country", market, f"{market.name}: what to do")


# --- on a screen


def _lines(found: results.Globalisation, width: int, *, full: bool) -> Iterator[Line]:
    ranked = found.ranking and (full or found.reach.abroad)  # of who sells nothing abroad no order is told in short
    yield from _reach(found, width, full=full or not found.markets)
    if ranked:
        yield from _ranking(found, width, full=full)
    for number, market in enumerate(found.markets):
        if number or ranked:
            yield ()
        yield from _market(found, market, width, full=full)
    if full:
        yield from _themes(found, width)


def _reach(found: results.Globalisation, width: int, *, full: bool) -> Iterator[Line]:
    """Yield that nothing is sold across a border, why, and what to do instead: by name, or each with its first step."""
    if found.reach.abroad:
        return
    yield from wrapped(f"{one_line(found.business.name)} sells nothing across a border", width, "bold")
    yield from wrapped(f"{found.reach.why[:1].upper()}{found.reach.why[1:]}.", width, first="  ")
    if not full:
        named = "; ".join(step.name for step in found.reach.instead[:SHORT_INSTEAD])
        yield from wrapped(f"{one_line(named)}.", width, first="Instead: ", rest="  ")
        return
    yield line("Instead, for people from abroad who live near you or come by", style="bold")
    for step in found.reach.instead:
        yield from wrapped(_step(step), width, first="  ", rest="    ")
        yield from wrapped(f"First: {within(step.first_step)}", width, "dim", first="    ")


def _ranking(found: results.Globalisation, width: int, *, full: bool) -> Iterator[Line]:
    known = [row for row in found.ranking if row.rank is not None]
    yield from wrapped(f"Countries in order for {one_line(found.business.name)}", width, "bold")
    shaped = "as each country shapes it" if found.mediation == "country" else "as fate"
    yield from wrapped(f"Technology {shaped}; in brackets: the rank if alike everywhere.", width, "dim")
    listed = known if full else known[:SCREENFUL]
    for row in listed:
        fate = f" ({row.rank_as_fate})" if row.rank_as_fate is not None else ""
        first = f"{row.rank:>3}{left(fate, 5)} {left(row.name, 22)}{_points(row.points):>3}  "
        yield from wrapped(one_line(row.why if full else row.in_short), width, first=first)
    rest = [f"{row.rank} {row.name}" for row in known[len(listed) :]]
    if rest:
        yield from wrapped(f"{', '.join(rest)}.", width, first="Then: ", rest="  ")
    missing = [row.name for row in found.ranking if row.rank is None]
    if missing:
        yield from wrapped(f"{', '.join(missing)}.", width, first="Not known, too few figures held: ", rest="  ")


def _market(found: results.Globalisation, market: results.Market, width: int, *, full: bool) -> Iterator[Line]:
    home = f", {found.home}," if found.home else ""
    head = f"{one_line(found.business.name)}{home} to {market.name}"
    points = f"{_points(market.points)} of 100 points" if market.points is not None else f"points {NOT_KNOWN}"
    yield from wrapped(f"{head}: {points}", width, "bold")
    ready = "Ready? (-: not said)" if any(one.own is None for one in market.components) else "Ready?"
    yield line(f"{left(ready, NAME)}{right('you', OWN)}{right('others', PEERS)}  there", style="dim")
    for one in market.components:
        first = f"{left(one.name, NAME)}{right(_percent(one.own), OWN)}{right(_percent(one.peers), PEERS)}  "
        yield from wrapped(_there(one, whole=full), width, first=first)
        yield from _own(found, one, width) if full else ()
    for name, text in _local(market, full=full):
        yield from wrapped(one_line(text or NOT_KNOWN), width, first=f"{name.capitalize()}: ", rest="  ")
    yield from _moves(found, market, width, full=full)
    for text in _law(market.law, found.as_of, most=None if full else SHORT_LAWS):
        yield from wrapped(text, width, first="Law: ", rest="  ")
    if full:
        yield from _law_in_full(market.law, found.as_of, width)
    yield from _stands(market.barriers, width, full=full)
    for number, work in enumerate(market.phases, 1):
        if full or found.reach.abroad:
            yield from _work(work, f"{number} ", width, full=full)
    if full:
        yield line("By itself", style="bold")
        for work in market.automation:
            yield from _work(work, "", width, full=True)


def _own(found: results.Globalisation, one: results.ComponentReadiness, width: int) -> Iterator[Line]:
    called = found.trend_names
    used = [called[use.id] for use in one.trends if use.in_use]
    missing = [f"{called[use.id]} ({use.share:.0%} of firms like you)" for use in one.trends if not use.in_use]
    for head, names in (("in use: ", used), ("not said: " if one.own is None else "missing: ", missing)):
        if names:
            yield from wrapped(", ".join(names), width, "dim", first=f"    {head}")
    for skill, levels in sorted(one.skills_short.items()):
        yield from wrapped(f"lacks {levels:g} of the level it takes", width, "dim", first=f"    {skill}: ")


def _there(one: results.ComponentReadiness, *, whole: bool = True) -> str:
    """Return the figures of a country, the first alone or all, or what it shares with home."""
    held = [figure for figure in one.figures if figure.value is not None and figure.union is not None]
    if held:
        told = [f"{f.value:.0%} {f.says}, EU {f.union:.0%} ({f.year}{f'; {f.source}' * whole})" for f in held]
        return "; ".join(told if whole else told[:1])
    if not one.ties or all(tie.shared is None for tie in one.ties):
        return NOT_KNOWN
    return ", ".join(results.TIES[tie.name, tie.shared] for tie in one.ties if tie.shared is not None)


def _local(market: results.Market, *, full: bool) -> Iterator[tuple[str, str]]:
    """Yield languages and money, how customers pay, and what lies between; the last beside the first if not in full."""
    there = market.localisation
    shared = f" ({there.shared_language} is spoken at home too)" if there.shared_language and full else ""
    money = {True: " as at home", False: ", other money", None: ""}[there.same_currency]
    tongues = ", ".join(there.languages.values())
    spoken = f"{tongues}{shared}; {there.currency}{money}" if tongues else ""
    delivery = there.delivery if full else there.delivery.partition(";")[0]
    yield "speaks", spoken if full or not delivery else f"{spoken or NOT_KNOWN}. Delivery: {delivery}"
    before, mark, after = there.payments.partition("Online")
    alone = mark and (not before or before.endswith(". "))  # paying online has a sentence of its own
    yield "pays", f"{mark}{after}" if alone and not full else there.payments
    if full:
        yield "delivery", there.delivery


def _moves(found: results.Globalisation, market: results.Market, width: int, *, full: bool) -> Iterator[Line]:
    if found.mediation == "none":
        yield from _side_by_side(market, width)
        return
    there = market.localisation
    if not there.figures_known:
        told = f"{NOT_KNOWN}; no figure of {market.name} is held"
    elif not there.moves:
        told = "nothing moves by half a point"
    elif full:
        yield line("What changes in your ranking there", style="bold")
        for move in there.moves:
            points = f"{move.points_here:.0f} to {move.points_there:.0f} points"
            yield from wrapped(f"{move.name}: rank {move.ranks}, {points}", width, first="  ", rest="    ")
            yield from wrapped(one_line(move.why), width, "dim", first="    ")
        return
    else:
        moving = (move for move in there.moves if move.rank_here != move.rank_there)
        moved = [f"{one.name} {one.ranks}" for one in moving if {one.rank_here, one.rank_there} & LOOKED_AT]
        told = "; ".join(moved[:SHORT_MOVES]) or "the first stay as at home"
    yield from wrapped(f"{told}.", width, first="Ranking there: ", rest="  ")


def _side_by_side(market: results.Market, width: int) -> Iterator[Line]:
    """Yield technology as fate beside technology as the country shapes it."""
    there = market.localisation
    yield from wrapped(f"As fate (figures of the EU) beside as {market.name} shapes it", width, "bold")
    if not there.shaped:
        none = f"{NOT_KNOWN}: no figure of {market.name} is held"
        yield from wrapped(f"{'nothing moves by half a point' if there.figures_known else none}.", width, first="  ")
    for move in there.shaped:
        numbers = (
            f"rank {move.rank_here or '-'}, {move.points_here:.0f} points, {move.share_here:.0%} of firms like you | "
            f"rank {move.rank_there or '-'}, {move.points_there:.0f} points, {move.share_there:.0%}"
        )
        yield from wrapped(move.name, width, first="  ")
        yield from wrapped(numbers, width, first="    ")
        yield from wrapped(one_line(move.why), width, "dim", first="    ")


def _law(law: results.MarketLaw, as_of: str, most: int | None = None) -> Iterator[str]:
    """Yield what binds as at home, what is new, what may bind, and what is not known; of each so many at most."""
    told = [f"{len(law.at_home)} duties as at home"] if law.at_home else []
    new = [duty for duty in law.duties if duty.id not in law.at_home]
    told += _some("new", [dated(duty, as_of) for duty in new if duty.applies != "unknown"], most)
    told += _some("may bind", [dated(duty, as_of) for duty in new if duty.applies == "unknown"], most)
    told += _some("rules there", [f"{rule.name} ({rule.date})" for rule in law.rules], most)
    told += _some(NOT_KNOWN, list(law.unknown), most and 2 * most)
    yield f"{one_line('; '.join(told) or NOT_KNOWN)}."


def _some(head: str, names: Sequence[str], most: int | None) -> list[str]:
    more = f" and {len(names) - most} more" if most and len(names) > most else ""
    return [f"{head}: {', '.join(names[:most])}{more}"] if names else []


def _law_in_full(law: results.MarketLaw, as_of: str, width: int) -> Iterator[Line]:
    for duty in law.duties:
        state = STATES.get(duty.applies, duty.applies)
        yield from wrapped(f"{dated(duty, as_of)}: {state}", width, first="  ", rest="    ")
        told = f"{duty.do} {duty.law}, {duty.article}. Because {duty.why}."
        yield from wrapped(one_line(told), width, "dim", first="    ")
    for rule in law.rules:
        yield from wrapped(f"{rule.name} (since or from {rule.date})", width, first="  ", rest="    ")
        yield from wrapped(one_line(f"{rule.summary} {rule.source}"), width, "dim", first="    ")


def _stands(barriers: Sequence[results.BarrierAnswer], width: int, *, full: bool) -> Iterator[Line]:
    if full:
        yield line("What stands in the way", style="bold")
        for one in barriers:
            yield from wrapped(f"{one.name}: {one.binds}; {one.why}", width, first="  ", rest="    ")
            for answer in one.answers:
                yield from wrapped(one_line(answer), width, "dim", first="    - ", rest="      ")
            for step in one.practices:
                yield from wrapped(_step(step), width, "dim", first="    > ", rest="      ")
        return
    told = []
    for state, head in (("yes", "In"), (NOT_KNOWN, "Not known whether in"), ("no", "Not in")):
        names = [f"{one.name} ({one.why})" if state == "yes" else one.name for one in barriers if one.binds == state]
        told += [f"{head} the way: {', '.join(names)}"] if names else []
    yield from wrapped(f"{one_line('. '.join(told))}.", width, rest="  ")


def _work(work: results.WorkSteps, number: str, width: int, *, full: bool) -> Iterator[Line]:
    """Yield a phase: its first practice, or all of them."""
    head = f"{number}{work.name}: "
    if not work.steps:
        why = "what suits is in use already" if work.concerns else SENDS_NOTHING
        yield from wrapped(why, width, first=head, rest="  ")
    elif full:
        total = costs_in_words(work.hours, work.one_off_eur, work.monthly_eur)
        yield from wrapped(f"{head}{total}", width, "bold", rest="  ")
        for step in work.steps:
            yield from wrapped(_step(step), width, first="    ")
            yield from wrapped(f"First: {step.first_step}", width, "dim", first="      ")
    else:
        first = work.steps[0]
        costs = costs_in_words(first.effort_hours, first.one_off_eur, 0)
        yield from wrapped(one_line(f"{first.name} ({costs})"), width, first=head, rest="  ")


def _step(step: results.PracticeStep) -> str:
    costs = costs_in_words(step.effort_hours, step.one_off_eur, step.monthly_eur)
    return one_line(f"{step.name} ({costs})" if costs else step.name)


def _themes(found: results.Globalisation, width: int) -> Iterator[Line]:
    for kind, head in (("opportunity", "What may be won"), ("challenge", "What may stand in the way of firms")):
        yield ()
        yield line(head, style="bold")
        for theme in found.themes:
            if theme.kind == kind:
                share = f"{theme.share:.0%} of firms like you: {found.trend_names[theme.trend]}"
                yield from wrapped(f"{theme.name} ({theme.why}; {share})", width, first="  ", rest="    ")


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def _points(points: float | None) -> str:
    return NOT_KNOWN if points is None else f"{points:.0f}"
