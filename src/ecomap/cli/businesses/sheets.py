"""Business files laid out: the templates there are, and what was understood of a file."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from ecomap.cli.rooms import naming
from ecomap.render.phrases import you_do
from ecomap.render.screen import Line, line, wrapped
from ecomap.render.sheet import Sheet

PARTLY, WHOLLY = 0.25, 0.75
"""Levels from which a firm is partly or wholly what a trait or an activity says: the nearest of 0, 0.5 and 1."""

if TYPE_CHECKING:
    from ecomap.model import Business, CompiledMap
    from ecomap.results.questions import Question, Understood


def templates_sheet(found: "dict[str, Business]", ecosystem: "CompiledMap") -> Sheet:
    """Lay out the shipped files: id, name, sectors."""
    from ecomap.results.questions import Template

    rows: list[Template] = []
    short = []
    for name, business in found.items():
        called = [_called(firm, ecosystem) for firm in business.kinds or business.sectors]
        rows.append(Template(name, business.name, ", ".join(name for name, _ in called)))
        short.append((f"{name:<14}{business.name:<24}", ", ".join(short for _, short in called)))
    return Sheet.listed(
        "Shipped business files", rows, "Template", headed=False,
        drawing=lambda width: chain.from_iterable(wrapped(made, width, first=first) for first, made in short),
        next_step="ecomap business new   (if none fits: describe your own)",
    )  # fmt: skip


def _in_words(levels: Mapping[str, float]) -> str:
    """Return what a firm is and does by the word of its kinds, what it partly does and what it hardly does."""
    told: dict[str, list[str]] = {"": [], "partly: ": [], "hardly or not: ": []}
    for name, level in levels.items():
        much = "" if level >= WHOLLY else "partly: " if level >= PARTLY else "hardly or not: "
        told[much].append(name)
    return "; ".join(f"{much}{', '.join(names)}" for much, names in told.items() if names)


def _said_once(levels: Mapping[str, float], ecosystem: "CompiledMap") -> dict[str, float]:
    """Leave out, of a trait and the activity that one question asks for, what holds less: both say nearly one thing."""
    pairs = [(one.id, one.asked_with or "") for one in ecosystem.activities if {one.id, one.asked_with} <= set(levels)]
    less = {trait if levels[trait] < levels[activity] else activity for activity, trait in pairs}
    return {name: level for name, level in levels.items() if name not in less}


def _called(firm: str, ecosystem: "CompiledMap") -> tuple[str, str]:
    """Return name and short name of a kind of firm or sector."""
    sector = ecosystem.sector_by_id.get(firm)
    return (sector.name, sector.short) if sector else (str(naming.Names.of(ecosystem).kinds[firm].name),) * 2


def understood_sheet(
    business: "Business", ecosystem: "CompiledMap", questions: "Sequence[Question]", file: str
) -> Sheet:
    """Lay out what a file says, by the names that people know, what it does not say and what that would move most."""
    from ecomap.results.questions import Understood

    rows, said = _in_the_file(business, ecosystem)
    missing = [field for field in ("goals", "skills", "maturity") if getattr(business, field) in (None, {})]
    if business.resources.budget_eur is None and business.resources.hours_per_week is None:
        missing.append("resources")
    rows += [Understood("not said", field, field) for field in missing]
    rows += [Understood("ask", item.id, item.question, None, item.worth, " ".join(said_so(item))) for item in questions]
    usual = [f"Not said, so the usual is assumed: {', '.join(missing)}."] if missing else []

    def lines(width: int) -> Iterator[Line]:
        for text in (*said, "Nothing wrong found.", *usual):
            yield from wrapped(text, width)
        if questions:
            yield from _questions(questions, shlex.quote(file), width)

    return Sheet.listed(business.name, rows, "Understood", drawing=lines)


def _in_the_file(business: "Business", ecosystem: "CompiledMap") -> "tuple[list[Understood], list[str]]":
    """Return what a file says, in rows and in sentences."""
    from ecomap.results.questions import Understood

    sectors, trends = ecosystem.sector_by_id, ecosystem.trend_by_id
    total = sum(business.sectors.values())
    rows = [Understood("sector", id, sectors[id].name, weight / total) for id, weight in business.sectors.items()]
    said = [f"{', '.join(f'{row.name} {row.share:.0%}' for row in rows)}."]
    if business.kinds:
        named = [(firm, _called(firm, ecosystem)[0], share / total) for firm, share in business.kinds.items()]
        rows[:0] = [Understood("kind", *one) for one in named if one[0] not in sectors]
        said = [f"{', '.join(f'{name} {share:.0%}' for _, name, share in named)}.", f"That is {said[0]}"]
    said[0] = f"{business.name}: {said[0]}"
    names = {one.id: one.name for one in ecosystem.traits}
    names |= {one.id: one.name for one in ecosystem.activities}
    levels = business.traits | business.activities
    theirs = {id: levels[id] for id in business.by_kind if id in names}
    rows += [Understood("by kind", id, names[id], level) for id, level in theirs.items()]
    if theirs:
        phrases = {one.id: one.phrase for one in ecosystem.traits}
        phrases |= {one.id: one.phrase for one in ecosystem.activities}
        once = {you_do(phrases[id]): level for id, level in _said_once(theirs, ecosystem).items()}
        said.append(f"What you do, by its kind: {_in_words(once)}.")
    for sector, share in business.dependences.items():
        rows.append(Understood("pressure", sector, sectors[sector].name, share))
        said.append(f"Pressure straight from {sectors[sector].name}: {share:.0%}.")
    for trend, share in business.peers.items():
        rows.append(Understood("peers", trend, trends[trend].name, share))
        said.append(f"Firms like it that use {trends[trend].name}, in its own words: {share:.0%}.")
    for item in business.own_activities:
        rows.append(Understood("own activity", item.id, item.name, item.share))
        served = ", ".join(f"{trends[trend].name} {share:.0%}" for trend, share in item.served_by.items())
        said.append(f"Own activity {item.name} ({item.share:g} of 1), served by {served}.")
    return rows, said


def said_so(question: "Question") -> tuple[str, ...]:
    """Return what writes down a yes, and of a size some number of people."""
    if question.about == "size":
        return ("employees=5",)
    return next(reply.edits for reply in question.replies if reply.says == "yes")


def _questions(questions: "Sequence[Question]", file: str, width: int) -> Iterator[Line]:
    from ecomap.io.businesses import meant

    to = "" if file == "FILE" or meant(file) == "file" else " -o mine.yaml"
    about = {item.about for item in questions}
    ways = ["=0.5 is partly, =0 no"] if about & {"trait", "activity"} else []
    ways += ["not_yet for adopted is no"] if "trend" in about else []
    others = f" ({'; '.join(ways)})" if ways else ""
    yield from wrapped(f"Answers that would move your lists most, in points, and how to write a yes{others}:", width)
    for item in questions:
        yield from wrapped(item.question, width, first=f"{item.worth:5.1f}  ")
        # whole, to be copied
        yield line(f"{' ' * 7}ecomap business set {shlex.quote(file)} {' '.join(said_so(item))}{to}", style="dim")
