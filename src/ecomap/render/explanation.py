"""An explanation laid out: the owner's words first, the numbers below."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import accumulate
from typing import Any

from ecomap.render.documents import document, rounded
from ecomap.render.screen import Line, line, wrapped
from ecomap.render.sheet import Cell, Sheet
from ecomap.results.explanation import Explanation, Sensitivity, Versus
from ecomap.results.labels import OwnWord
from ecomap.safe import one_line

STEPS = {
    "norm": "the typical sector",
    "pace": "growth until then",
    "readiness": "your digital readiness",
    "own sector": "your own sector",
    "one step": "sectors one step away",
    "more steps": "sectors further off",
    "country": "your country",
    "size": "the size of your firm",
}
FACTORS = {
    "likelihood": "how many will use it",
    "touch": "how much of you it touches",
    "share": "opportunity in it",
    "goals": "your goals",
    "means": "your means",
}
LOSSES = {
    "influence": "influence: how many firms like yours use it, times how much of you it touches",
    "goal_fit": "your goals: it serves others better",
    "means": "your means: money, hours or skills fall short of what it needs",
}
SCALE = 30
"""Columns of the waterfall, on a screen that has them."""
BESIDE = 42
"""Columns that names and numbers take beside it."""


def explanation_sheet(
    explanation: Explanation, sensitivity: tuple[Sensitivity, ...] = (), called: Mapping[str, str] | None = None, *,
    why_not: bool = False,
) -> Sheet:  # fmt: skip
    """Lay out an explanation.

    Parameters
    ----------
    called
        Names of trends and activities by id.
    why_not
        Only why the trend ranks where it does and not higher, on a screen.
    """
    names = called or {}
    lines = partial(_why_not, explanation, names) if why_not else partial(_lines, explanation, sensitivity, names)
    return Sheet(
        f"{explanation.row.trend.name} for {explanation.business.name}",
        ("part", "name", "points", "log_odds"),
        list(_rows(explanation)),
        notes=(" ".join(explanation.words), explanation.summary),
        drawing=lines,
        document=partial(_document, explanation, sensitivity),
    )


def _document(explanation: Explanation, sensitivity: tuple[Sensitivity, ...]) -> dict[str, Any]:
    content = document("ecomap/explanation/1", explanation)
    return content | {"sensitivity": rounded(sensitivity)} if sensitivity else content


def _rows(explanation: Explanation) -> Iterator[tuple[Cell, ...]]:
    """Yield the steps, which sum to the influence; then what the last three are made of."""
    for step in explanation.waterfall:
        yield "step", STEPS[step.name], step.points, step.log_odds
    for pathway in explanation.pathways:
        yield "pathway", _way(explanation, *pathway.sectors, "you"), pathway.points, pathway.push
    for rest in explanation.remainder_by_sector:
        yield "all other pathways", _way(explanation, rest.sector), rest.points, rest.push
    for item in explanation.couplings:
        yield "tie", _way(explanation, item.source, item.target), item.points, item.share


def _why_not(explanation: Explanation, called: Mapping[str, str], width: int) -> Iterator[Line]:
    yield from _paragraph(f"{explanation.row.trend.name} for {explanation.business.name}", width, "bold")
    yield from _standing(explanation, width)
    worst = max(LOSSES, key=lambda name: (getattr(explanation.row.lost, name), name))
    yield from _paragraph(f"Most is lost to {LOSSES[worst]}.", width)
    yield from _versus(explanation, explanation.versus, called, width)


def _lines(
    explanation: Explanation, sensitivity: tuple[Sensitivity, ...], called: Mapping[str, str], width: int
) -> Iterator[Line]:
    yield from _paragraph(f"{explanation.row.trend.name} for {explanation.business.name}", width, "bold")
    yield from _paragraph(" ".join(explanation.words), width)
    yield from _paragraph(explanation.summary, width, "dim")
    yield ()
    yield from _standing(explanation, width)
    yield ()
    yield from _waterfall(explanation, width)
    yield ()
    yield from _pathways(explanation, width)
    yield from _couplings(explanation, width)
    yield from _own_words(explanation, called, width)
    yield from _versus(explanation, explanation.versus, called, width)
    if explanation.challenges:
        yield ()
        yield line("What goes wrong, and what to do about it", style="bold")
        for text, mitigation in explanation.challenges:
            yield from _paragraph(f"- {text}. {mitigation}.", width, indent=2)
    yield from _sensitivity(sensitivity, called, width)


def _standing(explanation: Explanation, width: int) -> Iterator[Line]:
    row, lost = explanation.row, explanation.row.lost
    yield from _paragraph(
        f"Rank {row.rank} of {explanation.of} {explanation.list}, {row.priority} points: {row.action.name} "
        f"({row.action.rule}).",
        width,
    )
    yield from _paragraph(
        f"{row.priority} points + {lost.influence} lost to influence + {lost.goal_fit} to goals + {lost.means} to "
        "means = 100.",
        width,
    )


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
    share = 1 - row.opportunity_share if explanation.list == "threats" else row.opportunity_share
    yield from _paragraph(
        f"The last column is in log-odds: {row.likelihood:.1%} of firms. It touches {row.touch:.0%} of what you do, "
        f"and {share:.0%} of its effect is of this kind.",
        width,
        "dim",
    )


def adding_up(values: list[float], total: float, digits: int) -> list[float]:
    """Round values so that they sum to the rounded total: the largest takes what is left over."""
    rounded = [round(value, digits) for value in values]
    largest = max(range(len(values)), key=lambda i: abs(values[i]))
    rounded[largest] = round(rounded[largest] + round(total, digits) - sum(rounded), digits)
    return rounded


def _bar(start: float, length: float, largest: float, columns: int) -> str:
    low, high = sorted((start, start + length))
    first, last = round(low / largest * columns), round(high / largest * columns)
    filled = max(last - first, 0)
    return (" " * first + ("█" * filled if filled else "│" if length else "")).ljust(columns + 1)


def _pathways(explanation: Explanation, width: int) -> Iterator[Line]:
    network = sum(step.points for step in explanation.waterfall[3:])
    rest = sum(item.points for item in explanation.remainder_by_sector)
    values = adding_up([*(pathway.points for pathway in explanation.pathways), rest], network, 2)
    yield line(f"Pathways, heaviest first: together {network:.2f} points", style="bold")
    for pathway, points in zip(explanation.pathways, values, strict=False):
        echo = f"  (feedback adds {pathway.echo - 1:.0%})" if pathway.echo >= 1.005 else ""  # what prints as 1 %
        yield from wrapped(_way(explanation, *pathway.sectors, "you") + echo, width, first=f"  {points:+6.2f}  ")
    names = ", ".join(
        f"{_way(explanation, item.sector)} {item.points:+.2f}" for item in explanation.remainder_by_sector[:3]
    )
    yield from wrapped(f"all other pathways; most from {names}", width, "dim", first=f"  {values[-1]:+6.2f}  ")


def _way(explanation: Explanation, *sectors: str) -> str:
    return " → ".join(explanation.sector_names.get(sector, sector) for sector in sectors)


def _couplings(explanation: Explanation, width: int) -> Iterator[Line]:
    if not explanation.couplings:
        return
    yield ()
    head = "Ties that matter most (share of the points; change if it were not there)"
    yield from wrapped(head, width, "bold")
    scale = next((item.points / item.share for item in explanation.couplings if item.share), 0.0)
    for item in explanation.couplings:
        told = f"{_way(explanation, item.source, item.target)}   without it {item.if_removed * scale:+.2f}"
        yield from wrapped(told, width, first=f"  {item.points:+6.2f}  ")
    yield line(f"  {explanation.couplings_rest * scale:+6.2f}  all other ties together", style="dim")


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
        told = f"{FACTORS[part.factor]}  ({part.here:.2f} against {part.there:.2f})"
        yield from wrapped(told, width, first=f"  {points:+6.2f}  ")
    if explanation.changes:
        yield from wrapped("The two would change places if one of these were different:", width)
        for change in explanation.changes:
            told = f"{change.number}: {change.to:.3g} instead of {change.now:.3g}"
            yield from wrapped(told, width, first="  ", rest="    ")


def _sensitivity(rows: tuple[Sensitivity, ...], called: Mapping[str, str], width: int) -> Iterator[Line]:
    if not rows:
        return
    yield ()
    head = "How far the first five hang on the settings (kept of five; agreement of all ranks)"
    yield from wrapped(head, width, "bold")
    for row in rows:
        names = ", ".join(called.get(trend, trend) for trend in row.top)
        yield from wrapped(
            names, width, first=f"  {row.setting:<26}{row.kept} of 5  {row.agreement:+.2f}  ", rest="    "
        )


def _paragraph(text: str, width: int, style: str = "", indent: int = 0) -> Iterator[Line]:
    return wrapped(one_line(text), width, style, rest=" " * indent)
