"""The year ahead laid out: cards for this week, months as bars, the law's days, what binds and what is left over."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from ecomap.render.page import Block, Data, Figure, Paragraph, Phrase, Points, Section
from ecomap.render.phrases import within
from ecomap.render.pictures import Span, Spans
from ecomap.render.ranking import amount, costs_in_words, in_all
from ecomap.render.screen import Line, left, line, right, wrapped
from ecomap.render.sheet import Event, Sheet, Table, rounded
from ecomap.results.languages import Catalogue
from ecomap.results.plan import Obstacle, Plan, PlannedStep
from ecomap.safe import one_line

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PHASES = ("Foundation", "Pilot", "Scale")
LEARN, WHOLE = "Learn: {name}", "{name}: all of it"  # what steps are called that are no practice
AT_WORK, SETTLES, WORKS, LAW, DONE = "██", "▌", "·", "§", "done"
"""Signs of a month: being introduced, settling, working as meant, a day of the law."""
CELLS = ((18, 2), (36, 1))  # up to so many months, columns of each
HELD = 7  # columns of how firm a step is
COSTS = (("h", 4), ("EUR", 7), ("/month", 7))
"""What stands behind the bars: own hours, EUR once and a month; columns of each."""
LEAST_NAME = 30  # columns that names keep at least; where there are fewer, no costs stand behind the bars
INDENT = " " * 4
OBSTACLES, ANSWERS = 3, 3  # challenges on a screen, and steps that are named for each
REASONS, LEFT_OUT = 2, 3  # reasons for which steps were left out that a screen tells, and steps that it names for each
PROVEN = "Proven: no plan can bring over {more:.1%} more."
LEAST_MORE = 0.0005  # part that is told as more; below it the figures are rounded to nothing
BEST = "Proven: no plan can bring more."
PAID = "Somebody is paid to do most of it, for fewer of your hours and more euros: {paid}."
GREEDY = 'Made step by step, without proof that it is the best. Proven plans: pip install "ecomap[plan]".'


def plan_sheet(found: Plan, typed: str = "") -> Sheet:
    """Lay out a plan; ``typed``: how it was asked for, for the next step."""
    steps = [one for one in found.steps if not one.done]
    again = f"{typed} --done={steps[0].step}={steps[0].start}" if steps and typed else ""
    return Sheet.of(
        found, "ecomap/plan/1", f"The year ahead of {found.business.name}", notes=tuple(_notes(found)),
        tables=tuple(_tables(found)), drawing=partial(_lines, found),
        pictures=lambda: [plan_spans(found)] if found.steps else [],
        records=partial(rounded, (*found.steps, *found.duties)), events=partial(_events, found),
        next_step=f"{again}   (when you have begun it)" if again else "",
        asked=tuple(filter(None, (found.why_not, found.binding))),
    )  # fmt: skip


def plan_section(found: Plan | None, words: Catalogue) -> Section:
    """Return the part of a page that tells the year ahead; without a plan it is empty."""
    say, lang, title = words.say, words.english_parts, words.say("The year ahead")
    if found is None or not found.steps:
        return Section("plan", title, [])
    steps = {one.step: replace(one, name=_called(one, words)) for one in found.steps}
    now = [name for name in found.this_week if name in steps and steps[name].start == found.first_month]
    week = [tuple(_this_week(steps[name], words)) for name in now]
    blocks: list[Block] = []
    if week:
        blocks = [Paragraph((Phrase(say("Begin this week:"), strong=True),)), Points(week)]
    drawn = plan_spans(replace(found, steps=tuple(steps.values())))
    spans = replace(
        drawn, title=f"{found.business.name}: {found.first_month} - {found.last_month}", legend=say(drawn.legend),
        spans=[replace(span, group=say(span.group)) for span in drawn.spans],
    )  # fmt: skip
    heads = [say(head) for head in ("begin", "until", "what to do", "your hours", "EUR once", "EUR a month")]
    cells = [
        (one.start, one.end, one.name, *(words.number(n) for n in (one.hours, one.one_off_eur, one.monthly_eur)))
        for one in steps.values()
    ]
    table = Table(tuple(heads), cells, say("The same in numbers"), (0, 1, 3, 4, 5))
    blocks += [Figure(spans, wide=True), Data(table, headed=True)]
    told = (found.binding, *found.left_over, *found.notes, *_paid(found))
    notes = [(Phrase(_renamed(note, found, steps), lang=lang),) for note in told if note]
    return Section("plan", title, [*blocks, Points(notes)] if notes else blocks)


def _called(one: PlannedStep, words: Catalogue) -> str:
    """Return what a step is called: a practice by its name, training and the rest of a trend by what they are of."""
    if one.kind == "training":
        skill = one.step.split("-")[1]
        return words.say(LEARN, name=words.name("skill", skill, one.name.removeprefix(LEARN.format(name=""))))
    if one.kind == "whole" and one.trend is not None:
        trend = words.name("trend", one.trend, one.name.removesuffix(WHOLE.format(name="")))
        return words.say(WHOLE, name=trend)
    return words.name("practice", one.step, one.name)


def _renamed(note: str, found: Plan, steps: Mapping[str, PlannedStep]) -> str:
    """Return a note that quotes steps with what these are called now."""
    for one in found.steps:
        note = note.replace(f'"{one.name}"', f'"{steps[one.step].name}"')
    return note


def _this_week(one: PlannedStep, words: Catalogue) -> Iterator[Phrase]:
    lang = words.english_parts
    yield Phrase(f"{one.name}:", lang=words.language_of("practice", one.step), strong=True)
    costs = in_all(one.hours, one.one_off_eur, one.monthly_eur, words)
    yield Phrase(one.text.removesuffix(".") if costs else one.text, lang=lang)
    if costs:
        yield Phrase(f"{costs}.")
    if one.stop:
        yield Phrase(one.stop, lang=lang)


def plan_spans(found: Plan) -> Spans:
    """Return the plan as a calendar of bars, by phase."""
    months = [one.month for one in found.months]

    def place(month: str) -> int:
        return sum(other < month for other in months)

    spans = [
        Span(one.name, place(one.start), place(one.end) + 1, place(one.works), phase)
        for phase in PHASES
        for one in found.steps
        if one.phase == phase and one.end >= found.first_month
    ]
    heads = [month.split("-")[1] for month in months]
    title = f"{found.business.name}: {_month(found.first_month)} to {_month(found.last_month)}"
    return Spans(title, heads, spans, "Bar: begin it; pale: it settles; dots: it works as meant.")


def _tables(found: Plan) -> Iterator[Table]:
    yield Table.of("steps of a plan", found, f"{_month(found.first_month)} to {_month(found.last_month)}")
    if found.duties:
        yield Table.of("days of the law", found, "What the law asks in this time")
    answers = [(one.name, _answer(found, one)) for one in found.obstacles]
    if answers:
        yield Table(("what may stand in the way", "what helps"), answers, "What may stand in the way")
    if found.left_out:
        yield Table.of("left out of a plan", found, "Left out")


def _notes(found: Plan) -> Iterator[str]:
    yield from _asked(found)
    yield _proof(found)
    yield from found.left_over
    yield from found.notes
    yield from _paid(found)


def _paid(found: Plan) -> Iterator[str]:
    """Yield what is not one's own work: its hours and euros are others than where the ranking tells the step."""
    if paid := [f'"{one.name}" ({one.who})' for one in found.steps if one.who not in ("", "yourself")]:
        yield PAID.format(paid=", ".join(paid))


def _asked(found: Plan) -> Iterator[str]:
    yield from filter(None, (found.why_not, f"{found.binding[:1].upper()}{found.binding[1:]}"))


def _proof(found: Plan) -> str:
    if found.gap is None:
        return GREEDY
    more = found.gap / (1 - found.gap) if found.gap < 1 else 1.0
    return PROVEN.format(more=more) if more >= LEAST_MORE else BEST


def _answer(found: Plan, one: Obstacle) -> str:
    """Return the steps that answer a challenge, else what else does."""
    names = [step.name for step in found.steps if step.step in one.steps]
    return "; ".join(within(name) for name in names[:ANSWERS] or one.responses[:1])


def _month(text: str) -> str:
    year, month = text.split("-")[:2]
    return f"{MONTH_NAMES[int(month) - 1]} {year}"


# --- on a screen


def _lines(found: Plan, width: int) -> Iterator[Line]:
    """Yield the year, then what was asked and what to do now: what ends a long answer is what a screen shows."""
    head = f"{one_line(found.business.name)}: {_month(found.first_month)} to {_month(found.last_month)}"
    yield from wrapped(head, width, "bold")
    yield from _bars(found, width)
    yield from _obstacles(found, width)
    yield from _left_out(found, width)
    asked = [*_asked(found)]
    for note in _notes(found):
        yield from () if note in asked else wrapped(note, width, "dim")
    for answer in asked:
        yield from wrapped(answer, width)
    yield from _cards(found, width)


def _cards(found: Plan, width: int) -> Iterator[Line]:
    cards = [one for name in found.this_week for one in found.steps if one.step == name]
    if not cards:
        yield from wrapped("Nothing to begin: no step is worth it and fits your means.", width)
        return
    yield line(
        "This week" if cards[0].start == found.first_month else f"First, in {_month(cards[0].start)}", style="bold"
    )
    for at, one in enumerate(cards, 1):
        costs = costs_in_words(one.hours, one.one_off_eur, one.monthly_eur)
        who = "yourself" if one.who == "yourself" else f"with: {one.who}"
        yield from wrapped(f"{one.name} ({', '.join(filter(None, (costs, who)))})", width, "bold", first=f" {at}  ")
        yield from wrapped(f"First: {one.text}", width, first=INDENT)
        told = " ".join(filter(None, (_count(one), one.stop)))
        yield from wrapped(told, width, "dim", first=INDENT) if told else ()


def _count(one: PlannedStep) -> str:
    """Return what tells whether a step was worth it; of a training, whether it was enough."""
    if one.kind == "training":
        return f'Enough when you can say: "{one.kpi}."'
    return f"Count: {within(one.kpi)}." if one.kpi else ""


def _bars(found: Plan, width: int) -> Iterator[Line]:
    """Yield a bar for each step, by phase, then the days of the law; a month is as wide as there is room."""
    months = [one.month for one in found.months]
    cell = next(size for most, size in CELLS if len(months) <= most)
    name = width - cell * len(months) - (HELD if found.draws else 0)
    costs = COSTS if name - sum(size for _, size in COSTS) >= LEAST_NAME else ()
    name -= sum(size for _, size in costs)
    head = "".join(left(_month(month)[0], cell) for month in months) + left("", HELD) * bool(found.draws)
    yield line(left("", name) + head + "".join(right(text, size) for text, size in costs), style="dim")
    for phase in PHASES:
        steps = [one for one in found.steps if one.phase == phase]
        if steps:
            yield line(phase, style="bold")
        for one in steps:
            bar = "".join(left(_sign(one, month)[:cell], cell) for month in months)
            firm = left(one.held or "", HELD) if found.draws else ""
            yield from _named(one.name, bar + firm, name, _costs(one) if costs else "")
    if found.duties:
        yield line("The law", style="bold")
    for duty in found.duties:
        bar = "".join(left(LAW if month == duty.month else "", cell) for month in months)
        yield from _named(f"{duty.name} ({duty.date})", bar, name)
    signs = f"{AT_WORK[0]} begin it, {SETTLES} it settles, {WORKS} it works{f', {LAW} the law' if found.duties else ''}"
    yield from wrapped(signs, width, "dim")


def _sign(one: PlannedStep, month: str) -> str:
    if month < one.start:
        return ""
    return AT_WORK if month <= one.end else SETTLES if month < one.works else WORKS


def _named(name: str, bar: str, width: int, behind: str = "") -> Iterator[Line]:
    """Yield a bar behind a name, which wraps, and what stands behind the bar."""
    *most, last = [pieces[0][0] for pieces in wrapped(one_line(name), width - 2, first="  ", rest="    ")]
    for text in most:
        yield line(text)
    yield line(left(last, width), (bar, "cyan"), behind)


def _costs(one: PlannedStep) -> str:
    """Return hours and euros of a step, each in its column; nothing of what is 0, or that it is done."""
    numbers = (0.0, 0.0, 0.0) if one.done else (one.hours, one.one_off_eur, one.monthly_eur)
    told = "".join(right(amount(n) if n else "", size) for n, (_, size) in zip(numbers, COSTS, strict=True))
    return right(DONE, len(told)) if one.done else told


def _obstacles(found: Plan, width: int) -> Iterator[Line]:
    """Yield what may stand in the way: what the plan answers first, that of the own trade before others."""
    order = sorted(found.obstacles, key=lambda one: (-len(one.steps), not one.of_trade))
    for at, one in enumerate(order[:OBSTACLES]):
        if not at:
            yield line("What may stand in the way", style="bold")
        yield from wrapped(f"{one.name}: {_answer(found, one)}.", width, first="  ", rest="    ")


def _left_out(found: Plan, width: int) -> Iterator[Line]:
    """Yield the commonest reasons for which steps were left out, each with a few of them."""
    reasons: dict[str, list[str]] = {}
    for one in found.left_out:
        if not one.in_analyze:  # which the notes tell
            reasons.setdefault(one.why, []).append(within(one.name))
    for why, names in list(reasons.items())[:REASONS]:
        more = f"; {len(names) - LEFT_OUT} more" if len(names) > LEFT_OUT else ""
        yield from wrapped(f"Left out ({why}): {'; '.join(names[:LEFT_OUT])}{more}.", width)


# --- for a calendar


def _events(found: Plan) -> Iterator[Event]:
    stamp = date.fromisoformat(found.as_of)
    for one in found.steps:
        if one.done:
            continue
        costs = costs_in_words(one.hours, one.one_off_eur, one.monthly_eur)
        text = [f"First: {one.text}", f"In all {costs}; {one.who}" if costs else one.who, _count(one), one.stop]
        text += [f"{flag}: {step}" for flag, step in one.ethics.items()]
        yield Event(
            f"{found.business.id} step {one.step}", _first_day(one.start), _first_day(one.end, months=1), one.name,
            "\n".join(filter(None, text)), one.phase, stamp,
        )  # fmt: skip
        works = _first_day(one.works)
        works += timedelta(-works.weekday() % 7)  # its first Monday
        yield Event(
            f"{found.business.id} review {one.step} {one.works}", works, works + timedelta(1),
            f"Look back: {one.name}", f"{_count(one)}\n{one.stop}".strip(), "Review", stamp,
        )  # fmt: skip
    for duty in found.duties:
        whole = len(duty.date) == len("2026-12-31")
        day = date.fromisoformat(duty.date) if whole else _first_day(duty.month)
        asks = f"{duty.do}\n{duty.law}\n{duty.url}"
        yield Event(f"{found.business.id} law {duty.id}", day, day + timedelta(1), duty.name, asks, "Law", stamp)


def _first_day(month: str, months: int = 0) -> date:
    year, number = map(int, month.split("-")[:2])
    years, at = divmod(number - 1 + months, 12)
    return date(year + years, at + 1, 1)
