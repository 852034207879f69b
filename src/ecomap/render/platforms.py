"""Who carries a firm, laid out: on a screen the table, the test and what to do; all of it for programs."""

import shlex
from collections.abc import Iterator, Sequence
from functools import partial

from ecomap.render.page import Block, Data, Figure, Opened, Section, said
from ecomap.render.phrases import within
from ecomap.render.pictures import Bar, Stacks
from ecomap.render.ranking import step_in_words
from ecomap.render.screen import Line, left, line, right, wrapped
from ecomap.render.sheet import Sheet, Table
from ecomap.results import platforms as results
from ecomap.results.languages import Catalogue
from ecomap.safe import one_line

HEADS = {"sales": "orders", "booking": "bookings", "promotion": "found", "payment": "paid", "logistics": "sent"}
"""How customers came, in a column."""
NUMBER, FEE, NAME = 9, 11, 24  # columns of a share, of a fee, and of a name at least; below that shares stand in words
LISTED = 3  # platforms on a screen; the other forms have all
USUAL = 5  # what firms like this one use, on a screen
NOTES = 2  # opportunities and challenges named on a screen
OWNERS, OTHERS = 4, "others"  # owners with a shade of their own in a picture, and what the rest is called
HEIGHT = 22  # lines that leave room for the command and a hint on a screen of 24
STYLES = {"start": "bold green", "keep": "cyan", "wait": "dim", "say": "yellow"}
WORDS = {"start": "start", "keep": "keep", "wait": "not now", "say": "open"}
VERDICT = 9  # columns of what a strategy comes to
INDENT = " " * (VERDICT + 2)


def platforms_sheet(answer: results.PlatformAnswer, typed: str, *, full: bool = False) -> Sheet:
    """Lay out who carries a firm; ``typed`` is how it was named, ``full`` every note with what to do, on a screen."""
    return Sheet.of(
        answer, "ecomap/platforms/1", "ecomap platforms", heading=answer.business.name,
        tables=tuple(_tables(answer, Catalogue())),
        drawing=partial(_lines if full else _screenful, answer),
        pictures=lambda: [dependence_stacks(answer, Catalogue())] if answer.said else [],
        next_step="" if answer.said else f"{_saying(answer.usual[:USUAL], typed)}   (say what comes by which)",
    )  # fmt: skip


def platforms_section(answer: results.PlatformAnswer, words: Catalogue) -> Section:
    """Return the part of a page that tells who carries a firm."""
    first, *rest = _tables(answer, words)
    lang, opened = words.english_parts, words.say("What to do about platforms")
    blocks: list[Block] = [Figure(dependence_stacks(answer, words))] if answer.said else []
    blocks += [Data(first, headed=True), Opened(opened, [Data(table, lang, headed=True) for table in rest])]
    blocks.append(said(answer.definition, "note", lang))
    return Section("platforms", words.say("Who carries you: platforms"), blocks, words.say("Platforms"))


def dependence_stacks(answer: results.PlatformAnswer, words: Catalogue) -> Stacks:
    """Return by what owners each function comes, the firm's own ways first."""
    owners, own, others = answer.owners[:OWNERS], words.say("your own ways"), words.say(OTHERS)
    stacks = []
    for function in answer.functions:
        if not function.said:
            continue
        shares = [(own, function.own), *((one.name, one.shares.get(function.id, 0.0)) for one in owners)]
        rest = max(0.0, 1 - sum(share for _, share in shares))
        shares += [(others, rest)] if len(answer.owners) > OWNERS else []
        pieces = [Bar(name, share, f"{share:.0%}") for name, share in shares if share > 0]
        stacks.append((words.name("function", function.id, function.name), pieces))
    names = [own, *(one.name for one in owners), *([others] if len(answer.owners) > OWNERS else [])]
    title = words.say("{name}: dependence {n} of 100", name=answer.business.name, n=_points(answer.index))
    return Stacks(title, stacks, names, words.say("0: own ways only; 100: one owner carries all."))


def _tables(answer: results.PlatformAnswer, words: Catalogue) -> Iterator[Table]:
    """Yield what people read in a document; sentences of the map stay English."""
    say = words.say
    yield _carried(answer, words) if answer.said else _in_use(answer, words)
    tests = [(_test(one, answer),) for one in answer.stress]
    yield from [Table((say("what happens"),), tests, say("If a platform changes"), (), (0,))] if tests else []
    steps = [
        (words.name("strategy", one.id, one.name), say(WORDS[one.verdict]), one.says, _figures(one), _first(one))
        for one in answer.strategies
    ]
    heads = [say(head) for head in ("strategy", "do", "why", "figures", "first")]
    yield Table(tuple(heads), steps, say("Five ways to deal with platforms"), (), (2, 3, 4))
    heads = [say(head) for head in ("what", "means", "so")]
    for title, notes in (("What you may win", answer.opportunities), ("What to mind", answer.challenges)):
        told = [(words.name("theme", one.id, one.name), one.summary, one.response) for one in notes]
        yield Table(tuple(heads), told, say(title), (), (1, 2))
    heads = [say(head) for head in ("strength", "how", "for you")]
    strong = [(words.name("mechanism", one.id, one.name), one.summary, one.means) for one in answer.mechanisms]
    yield Table(tuple(heads), strong, say("What makes platforms strong"), (), (1, 2))


def _carried(answer: results.PlatformAnswer, words: Catalogue) -> Table:
    functions = [one.id for one in answer.functions if one.said]
    rows = [(one.name, one.shares, _fee(one.fee)) for one in answer.platforms]
    rows.append((words.say("your own ways"), {one.id: one.own for one in answer.functions}, ""))
    cells = [(name, *(_share(shares.get(one)) for one in functions), fee) for name, shares, fee in rows]
    title = words.say("Who carries you: dependence {n} of 100", n=_points(answer.index))
    heads = [words.say(head) for head in ("platform", *(HEADS[name] for name in functions), "fee")]
    return Table(tuple(heads), cells, title, range(1, len(functions) + 1))


def _in_use(answer: results.PlatformAnswer, words: Catalogue) -> Table:
    """Return what firms like this one use, which has not said what it uses."""
    usual = [
        (words.name("trend", one.trend, one.name), f"{one.share:.0%}", f"{one.share_then:.0%}", ", ".join(one.examples))
        for one in answer.usual
    ]
    heads = (words.say("use"), str(answer.today), str(answer.horizon), words.say("such as"))
    return Table(heads, usual, words.say("What firms like yours use"), (1, 2))


# --- on a terminal ----------------------------------------------------------------------------------------------


def _screenful(answer: results.PlatformAnswer, width: int) -> list[Line]:
    """Return what fits a screen: of the strategies as many with a first step as there is room for."""
    lines: list[Line] = []
    for shown in range(len(answer.strategies), -1, -1):
        lines = [*_head(answer, width), *_brief(answer, shown, width)]
        if len(lines) <= HEIGHT - 2 * (not answer.said):  # the next step is a long one
            break
    return lines


def _brief(answer: results.PlatformAnswer, shown: int, width: int) -> Iterator[Line]:
    yield line("What to do", style="bold")
    ordered = sorted(answer.strategies, key=lambda one: list(WORDS).index(one.verdict))
    begun = [one for one in ordered if one.verdict in ("start", "say") and one.first_step.text][:shown]
    for one in begun:
        yield from _verdict(one.verdict, f"{one.name}: {step_in_words(one.first_step)}", width)
    for verdict in WORDS:
        names = [one.name for one in ordered if one.verdict == verdict and one not in begun]
        if names:
            yield from _verdict(verdict, f"{'; '.join(names)}.", width)
    yield from _named("You may win", answer.opportunities, width)
    yield from _named("Mind", answer.challenges, width)


def _verdict(verdict: str, text: str, width: int) -> Iterator[Line]:
    (first,), *others = wrapped(text, width, first=f"  {WORDS[verdict]:<{VERDICT}}", rest=INDENT)
    cut = VERDICT + 2
    yield line((first[0][:cut], STYLES[verdict]), first[0][cut:])
    yield from others


def _lines(answer: results.PlatformAnswer, width: int) -> Iterator[Line]:
    yield from _head(answer, width, most=None)
    yield line("What to do", style="bold")
    for one in answer.strategies:
        yield from _verdict(one.verdict, f"{one.name}.", width)
        told = f" ({_figures(one)})" if one.because else ""
        yield from wrapped(f"{one.says.rstrip('.')}{told}. {_first(one)}", width, first=INDENT)
    for title, notes in (("What you may win", answer.opportunities), ("What to mind", answer.challenges)):
        yield line(title, style="bold")
        for note in notes:
            yield from wrapped(f"{note.name}: {within(note.summary)} {note.response}.", width, first="  ", rest="    ")
    yield line("What makes platforms strong", style="bold")
    for mechanism in answer.mechanisms:
        yield from wrapped(f"{mechanism.name}: {within(mechanism.means)}", width, first="  ", rest="    ")
    yield from wrapped(answer.definition, width, "dim")
    for warning in answer.warnings:
        yield from wrapped(warning.message, width, "dim")


def _head(answer: results.PlatformAnswer, width: int, most: int | None = LISTED) -> Iterator[Line]:
    name = one_line(answer.business.name)
    if not answer.said:
        yield from wrapped(f"{name}: nothing said of platforms yet.", width, "bold")
        yield from _usual(answer, most, width)
        return
    head = f"{name}: {_points(answer.index)} of 100 hangs by platforms (100: one owner carries all)"
    yield from wrapped(head, width, "bold")
    yield from _carriers(answer, most, width)
    for test in answer.stress:
        yield from wrapped(_test(test, answer), width, rest="  ")


def _carriers(answer: results.PlatformAnswer, most: int | None, width: int) -> Iterator[Line]:
    functions = [one.id for one in answer.functions if one.said]
    # an owner is named where it carries others too
    owners = {group.id: f" ({group.name})" * (len(group.platforms) > 1) for group in answer.owners}
    rows = [(one.name + owners[one.owner], one.shares, _fee(one.fee)) for one in answer.platforms[:most]]
    rows.append(("your own ways", {one.id: one.own for one in answer.functions}, ""))
    room = width - NUMBER * len(functions) - FEE
    if room < NAME:
        for name, shares, fee in rows:
            said = ", ".join(f"{HEADS[one]} {_share(shares[one])}" for one in functions if one in shares)
            yield from wrapped(f"{name}: {said}{f'; fee {fee}' if fee else ''}", width, first="  ", rest="    ")
    else:
        heads = "".join(right(HEADS[one], NUMBER) for one in functions)
        yield line(left("  Who carries you", room) + heads + right("fee", FEE), style="bold")
        for name, shares, fee in rows:
            numbers = "".join(right(_share(shares.get(one)), NUMBER) for one in functions) + right(fee, FEE)
            (first,), *others = wrapped(name, room - 1, first="  ")
            yield line(left(first[0], room) + numbers)
            yield from others
    hidden = len(answer.platforms) - len(rows) + 1
    yield from [line(f"  and {hidden} more: --full", style="dim")] if hidden > 0 else []


def _usual(answer: results.PlatformAnswer, most: int | None, width: int) -> Iterator[Line]:
    yield line(f"  Of firms like yours use, {answer.today} and {answer.horizon}:", style="bold")
    for one in answer.usual[: None if most is None else USUAL]:
        mark = "" if one.measured else "~"
        share = right(f"{mark}{100 * one.share:.0f}→{100 * one.share_then:.0f}%", 10)
        yield from wrapped(f"{one.name}: {', '.join(one.examples)}", width, first=f"{share}  ")


def _named(title: str, notes: Sequence[results.PlatformNote], width: int) -> Iterator[Line]:
    names = "; ".join(within(one.name) for one in notes[:NOTES])
    more = f"; {len(notes) - NOTES} more: --full" if len(notes) > NOTES else ""
    yield from wrapped(f"{names}{more}.", width, "dim", first=f"{title}: ", rest="  ")


# --- words ------------------------------------------------------------------------------------------------------


def _test(one: results.Stress, answer: results.PlatformAnswer) -> str:
    if one.kind == "fee":
        cost = f"{one.turnover_share:.1%} of the turnover{_euros(one.turnover_eur)}"
        more = "more" if one.part >= 0 else "less"
        return f"If {one.of} asks {abs(100 * one.part):.3g} points {more}: {cost}."
    called = {function.id: function.name for function in answer.functions}
    lost = ", ".join(f"{_share(share)} of {called[name]}" for name, share in one.lost.items())
    begun = f"Without {one.of}" if one.kind == "cut" else f"If a new rule of {one.of} takes {one.part:.0%}"
    after = f"dependence {_points(one.index)} → {_points(one.index_own)}"
    if _points(one.index_gone) != _points(one.index_own):
        after += f" if they come directly, {_points(one.index_gone)} if not"
    return f"{begun}: {lost or 'nothing'} gone{_euros(one.turnover_eur)}; {after}."


def _euros(amount: float | None) -> str:
    return f" (up to EUR {amount:,.0f} a year)" if amount else ""


def _figures(one: results.StrategyNote) -> str:
    """Return the figures that the rule asked for, with their thresholds."""
    return "; ".join(
        f"{item.measure.replace('_', ' ')} {0.0 if item.value is None else item.value:.3g}, "
        + (f"from {item.least:g}" if item.least is not None else f"below {item.below:g}")
        for item in one.because
    )


def _first(one: results.StrategyNote) -> str:
    return f"First: {step_in_words(one.first_step)}" if one.first_step.text else ""


def _saying(listed: Sequence[results.UsualPlatforms], typed: str) -> str:
    """Return how to say that something comes by a platform that is listed: orders or bookings, else what most use."""
    said = [one.say for one in listed]
    selling = (text for text in said if ".sales=" in text or ".booking=" in text)
    example = next(selling, said[0] if said else "platforms.NAME.FUNCTION=0.2")
    return f"ecomap business set {shlex.quote(typed)} {example}{'' if set(typed) & {'.', '/'} else ' -o mine.yaml'}"


def _fee(fee: results.PublishedFee | None) -> str:
    if fee is None or fee.low is None or fee.high is None:
        return ""
    low, high = f"{100 * fee.low:.3g}", f"{100 * fee.high:.3g}"
    return f"{low}%" if low == high else f"{low}-{high}%"


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def _points(index: float | None) -> str:
    return "" if index is None else f"{100 * index:.0f}"
