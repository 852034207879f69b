"""An explanation laid out: the owner's words first, the numbers below."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import accumulate

from ecomap.render.phrases import english, within
from ecomap.render.pictures import Picture
from ecomap.render.ranking import dated, step_in_words, to_do
from ecomap.render.screen import Line, line, wrapped
from ecomap.render.sheet import Cell, Sheet, Table
from ecomap.results.explanation import Explanation, Versus
from ecomap.results.labels import OwnWord
from ecomap.results.languages import Catalogue
from ecomap.safe import one_line

STEPS, FACTORS, LOSSES = english("step"), english("factor"), english("loss")
THREAT_FACTORS, THREAT_LOSSES = FACTORS | english("threat factor"), LOSSES | english("threat loss")
SCALE = 30  # columns of the waterfall, on a screen that has them
BESIDE = 42  # columns that names and numbers take beside it


def explanation_sheet(
    explanation: Explanation, called: Mapping[str, str] | None = None, *, why_not: bool = False
) -> Sheet:
    """Lay out an explanation, with names by id; on a screen with ``why_not`` only why the trend ranks no higher."""
    return Sheet.of(
        explanation, "ecomap/explanation/2", f"{explanation.row.trend.name} for {explanation.business.name}",
        notes=(" ".join(explanation.words), explanation.summary),
        tables=[Table(explanation.header, list(_read(explanation)))], pictures=partial(_pictures, explanation),
        drawing=partial(_why_not if why_not else _lines, explanation, called or {}),
    )  # fmt: skip


def _pictures(explanation: Explanation) -> list[Picture]:
    from ecomap.render.row_pictures import arrival_curves, pathway_web, row_waterfall

    row, words = explanation.row, Catalogue()
    title = f"{row.trend.name} for {explanation.business.name}: {row.influence:.1f} points of influence"
    years = explanation.today, explanation.horizon
    opened = replace(row, pathways=explanation.pathways)
    return [
        row_waterfall(title, row, explanation.waterfall, words),
        arrival_curves("When it comes", [row], years, words),
        pathway_web(explanation.business, [opened], explanation.sector_names, words),
    ]


def _read(explanation: Explanation) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows in the words that people know."""
    for step in explanation.waterfall:
        yield "step", STEPS[step.name], step.points, step.log_odds
    for pathway in explanation.pathways:
        yield "pathway", pathway.text, pathway.points, pathway.push
    yield "all other pathways", "", explanation.rest_points, explanation.remainder
    for item in explanation.couplings:
        yield "without a tie", _way(explanation, item.source, item.target), item.points, item.if_removed


def _why_not(explanation: Explanation, called: Mapping[str, str], width: int) -> Iterator[Line]:
    yield from _paragraph(f"{explanation.row.trend.name} for {explanation.business.name}", width, "bold")
    yield from _standing(explanation, called, width)
    losses = THREAT_LOSSES if explanation.list == "threats" else LOSSES
    worst = max(losses, key=lambda name: (getattr(explanation.row.lost, name), name))
    yield from _paragraph(f"Most is lost to {losses[worst]}.", width)
    yield from _versus(explanation, explanation.versus, called, width)


def _lines(explanation: Explanation, called: Mapping[str, str], width: int) -> Iterator[Line]:
    yield from _paragraph(f"{explanation.row.trend.name} for {explanation.business.name}", width, "bold")
    yield from _paragraph(" ".join(explanation.words), width)
    yield from _paragraph(explanation.summary, width, "dim")
    yield ()
    yield from _standing(explanation, called, width)
    yield ()
    yield from _waterfall(explanation, width)
    yield from _pathways(explanation, width)
    yield from _couplings(explanation, width)
    yield from _own_words(explanation, called, width)
    yield from _versus(explanation, explanation.versus, called, width)
    wrong = [f"{text}. {mitigation}." for text, mitigation in explanation.challenges]
    yield from _points("What goes wrong, and what to do about it", wrong, width)
    harms = [f"{name.capitalize()}: {step}." for name, step in explanation.row.first_step.ethics.items()]
    looked = "Nobody has looked yet." if "not-assessed" in explanation.row.flags else "Looked at, and nothing found."
    if explanation.list == "opportunities":
        yield from _points("Whom it may harm, and what keeps it from that", harms or [looked], width)
    asked = [
        f"{dated(one, explanation.as_of)}: {to_do(one)} {', '.join(filter(None, (one.law, one.article)))}."
        for one in explanation.duties
        if one.applies != "unknown"
    ]
    yield from _points("What the law asks with it", asked, width)


def _points(title: str, points: list[str], width: int) -> Iterator[Line]:
    if points:
        yield ()
        yield line(title, style="bold")
    for point in points:
        yield from _paragraph(f"- {point}", width, indent=2)


def _standing(explanation: Explanation, called: Mapping[str, str], width: int) -> Iterator[Line]:
    row, lost = explanation.row, explanation.row.lost
    place = f"Rank {row.rank} of {explanation.of} {explanation.list}, {row.priority} points"
    yield from _paragraph(f"{place}: {row.action.name} ({row.action.rule}).", width)
    losses = THREAT_LOSSES if explanation.list == "threats" else LOSSES
    parts = [f"{row.priority} points"]
    parts += [f"{getattr(lost, name)} ({text})" for name, text in losses.items() if getattr(lost, name)]
    yield from _paragraph(f"{' + '.join(parts)} = 100.", width)
    step = row.first_step
    if step.text and explanation.list == "opportunities":
        yield from _paragraph(f"First: {step_in_words(step)}", width)
    yield from _law(explanation, width)
    if row.others:
        yield from _paragraph(f"With it: {', '.join(called.get(other, other) for other in row.others)}.", width)
    if row.missing_protections:
        named = "; ".join(within(called.get(other, other)) for other in row.missing_protections)
        yield from _paragraph(f"What would take something off it: {named}.", width)


def _law(explanation: Explanation, width: int) -> Iterator[Line]:
    """Say what the law may ask with a trend by what is not said here; what it asks stands at the end."""
    unknown = [dated(duty, explanation.as_of) for duty in explanation.duties if duty.applies == "unknown"]
    if unknown and explanation.business.country is None:
        told = f"What the law asks with it hangs on the country, which is not said ({len(unknown)} known)."
        yield from _paragraph(told, width)
    elif unknown:
        yield from _paragraph(f"The law may ask with it, which hangs on what is not said: {'; '.join(unknown)}.", width)


def _waterfall(explanation: Explanation, width: int) -> Iterator[Line]:
    row, steps = explanation.row, explanation.waterfall
    columns = min(SCALE, width - BESIDE)
    years = f"{explanation.today} to {explanation.horizon}"
    yield from _paragraph(f"How its influence of {row.influence:.1f} points comes about ({years})", width, "bold")
    at, largest = 0.0, max(1e-9, *accumulate(step.points for step in steps))
    printed = adding_up([step.points for step in steps], row.influence, 1)
    odds = adding_up([step.log_odds for step in steps], row.log_odds.total, 2)
    for step, points, log_odds in zip(steps, printed, odds, strict=True):
        style = "green" if step.points >= 0 else "red"
        yield line(
            f"  {STEPS[step.name].ljust(24)}", (_bar(at, step.points, largest, columns), style), f"{points:+7.1f}",
            (f"  {log_odds:+.2f}", "dim"),
        )  # fmt: skip
        at += step.points
    yield line(
        f"  {'influence'.ljust(24)}", (_bar(0, at, largest, columns), "blue"), f"{row.influence:7.1f}",
        (f"  {row.log_odds.total:+.2f}", "dim"),
    )  # fmt: skip
    figures = row.figures
    age = f"; the oldest figure behind it is of {figures.year}" if figures.year else "; the level is judged"
    told = (
        f"The last column adds up before it is turned into a share: {row.likelihood:.1%} of firms in "
        f"{explanation.horizon}, {row.likelihood_today:.1%} today (between {row.likelihood_low:.0%} and "
        f"{row.likelihood_high:.0%}, nine times in ten){age}. It touches {row.touch:.0%} of what you do."
    )
    yield from _paragraph(told, width, "dim")


def adding_up(values: list[float], total: float, digits: int) -> list[float]:
    """Round values so that they sum to the rounded total: the largest takes what is left over."""
    rounded = [round(value, digits) + 0.0 for value in values]  # no -0
    largest = max(range(len(values)), key=lambda i: abs(values[i]))
    rounded[largest] = round(rounded[largest] + round(total, digits) - sum(rounded), digits)
    return rounded


def _bar(start: float, length: float, largest: float, columns: int) -> str:
    low, high = sorted((start, start + length))
    first, last = round(low / largest * columns), round(high / largest * columns)
    filled = max(last - first, 0)
    return (" " * first + ("█" * filled if filled else "│" if length else "")).ljust(columns + 1)


def _pathways(explanation: Explanation, width: int) -> Iterator[Line]:
    if not explanation.pathways:
        return
    ways, rest = [pathway.points for pathway in explanation.pathways], explanation.rest_points
    values = adding_up([*ways, rest], sum(ways) + rest, 2)
    yield ()
    yield line(f"Pathways, heaviest first: together {sum(ways) + rest:.2f} points", style="bold")
    for pathway, points in zip(explanation.pathways, values, strict=False):
        echo = f"  (feedback adds {pathway.echo - 1:.0%})" if pathway.echo >= 1.005 else ""  # what prints as 1 %
        yield from wrapped(pathway.text + echo, width, first=f"  {points:+6.2f}  ")
    yield from wrapped("all other pathways", width, "dim", first=f"  {values[-1]:+6.2f}  ")


def _way(explanation: Explanation, *sectors: str) -> str:
    return " → ".join(explanation.sector_names.get(sector, sector) for sector in sectors)


def _couplings(explanation: Explanation, width: int) -> Iterator[Line]:
    ties = [item for item in explanation.couplings if abs(item.points) >= 0.005]  # what prints as 0.01
    if not ties:
        return
    yield ()
    yield from wrapped("Ties between sectors that matter most: points without them", width, "bold")
    for item in ties:
        told = _way(explanation, item.source, item.target)
        yield from wrapped(told, width, first=f"  {item.points:+6.2f}  ")


def _own_words(explanation: Explanation, called: Mapping[str, str], width: int) -> Iterator[Line]:
    """Yield what the business file says of this trend, and of the ties by which all trends come."""
    told = [(_of_what(explanation, word, called), word.reason) for word in explanation.business.own_words]
    told = [(text, reason) for text, reason in told if text]
    if told:
        yield ()
        yield line("What you see yourself (judgements of yours, from your file)", style="bold")
    for text, reason in told:
        end = "" if reason.endswith((".", "!", "?")) else "."
        yield from _paragraph(f"- {text}: {reason}{end}", width, indent=2)


def _of_what(explanation: Explanation, word: OwnWord, called: Mapping[str, str]) -> str:
    """Return in words what a number of the owner's says, nothing where it does not bear on the trend explained."""
    trend, of = explanation.row.trend.id, word.of
    match word.kind:
        case "exposure":
            return f"{word.number:.0%} of your pressure comes from {_way(explanation, of[0])}"
        case "peers" if of[0] == trend:
            return f"{word.number:.0%} of firms like yours use it"
        case "service" if of[0] == trend:
            return f"{word.number:.0%} of its use goes to {called.get(of[1], of[1])}"
        case "profile" if of[0] in explanation.row.activities:
            return f"{called.get(of[0], of[0])} counts {word.number:g} of 1 in what you do"
        case _:
            return ""


def _versus(explanation: Explanation, versus: Versus | None, called: Mapping[str, str], width: int) -> Iterator[Line]:
    if versus is None:
        return
    yield ()
    here, there = round(versus.here, 2), round(versus.there, 2)
    other = called.get(versus.trend, versus.trend)
    head = f"Against {other} (rank {versus.rank}): {here:.2f} - {there:.2f} = {here - there:+.2f} points"
    yield from wrapped(head, width, "bold")
    printed = adding_up([part.points for part in versus.parts], here - there, 2)
    for part, points in zip(versus.parts, printed, strict=True):
        factors = THREAT_FACTORS if explanation.list == "threats" else FACTORS
        told = f"{factors[part.factor]}  ({part.here:.2f} against {part.there:.2f})"
        yield from wrapped(told, width, first=f"  {points:+6.2f}  ")
    if explanation.changes:
        yield from wrapped("The two would change places if one of these were different:", width)
        for change in explanation.changes:
            told = f"{_called(explanation, change.number, called)}: {change.to:.3g} instead of {change.now:.3g}"
            yield from wrapped(told, width, first="  ", rest="    ")


def _called(explanation: Explanation, number: str, called: Mapping[str, str]) -> str:
    """Return what a number is of in words: ``trend>sector`` is the share of firms there."""
    first, arrow, last = number.partition(">")
    if not arrow:
        what, _, trend = number.rpartition(" of ")
        return f"{what} of {called.get(trend, trend)}"
    there = explanation.sector_names.get(last)
    name = called.get(first, first)
    return f"{name} in {there}" if there else f"{name} serving: {called.get(last, last).lower()}"


def _paragraph(text: str, width: int, style: str = "", indent: int = 0) -> Iterator[Line]:
    return wrapped(one_line(text), width, style, rest=" " * indent)
