"""Answers about the map laid out: what it holds, what was found, loops, ways, how far it came true."""

from collections.abc import Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from ecomap.render.documents import document, rounded
from ecomap.render.screen import Line, line, wrapped
from ecomap.render.sheet import Sheet

if TYPE_CHECKING:
    from ecomap.results.explanation import Route
    from ecomap.results.maps import Loop, Validity
    from ecomap.results.ranking import MapSummary
    from ecomap.results.search import Match

FIGURES = ("list", "task", "metric", "predictor", "value", "low", "high")


def summary_sheet(summary: "MapSummary") -> Sheet:
    """Lay out counts, evidence and limits of a map."""
    counts = [("count", name, "", count) for name, count in summary.counts.items()]
    found = [
        (what, kind, name, count)
        for what, kinds in (("basis", summary.by_basis), ("grade", summary.by_grade))
        for kind, numbers in kinds.items()
        for name, count in numbers.items()
    ]
    found += [("figure", "year", year, count) for year, count in summary.by_year.items()]
    found += [
        ("observation", what, name, n) for what, names in summary.observations.items() for name, n in names.items()
    ]
    return Sheet(
        summary.title, ("what", "kind", "name", "count"), [*counts, *found], notes=summary.limits,
        drawing=lambda width: _summary(summary, width), document=partial(document, "ecomap/summary/1", summary),
    )  # fmt: skip


def _summary(summary: "MapSummary", width: int) -> list[Line]:
    lines = [
        *wrapped(summary.title, width),
        *wrapped(f"{summary.map.id} {summary.map.version}, {summary.licence}, sha256 {summary.map.sha256[:16]}", width),
        (),
        *(line(f"{count:>7,}  {name}") for name, count in summary.counts.items()),
        (),
        *wrapped("What the numbers rest on (basis; grade A official and exact ... D judgement):", width),
    ]
    for kind, found in summary.by_basis.items():
        basis = ", ".join(f"{name} {count:,}" for name, count in found.items())
        grade = ", ".join(f"{name} {count:,}" for name, count in summary.by_grade[kind].items())
        lines += wrapped(f"{basis}; {grade}", width, first=f"  {kind:<17} ")
    lines += [(), *wrapped("Figures by sector, by year of the survey:", width)]
    lines += wrapped(", ".join(f"{year} {count:,}" for year, count in summary.by_year.items()), width, first="  ")
    for what, names in summary.observations.items():
        total = f"{sum(names.values()):,} published figures beside them, by {what}:"
        lines += wrapped(total, width) if what == "year" else wrapped(f"by {what}:", width)
        lines += wrapped(", ".join(f"{name} {count:,}" for name, count in names.items()), width, first="  ")
    limits = chain.from_iterable(wrapped(limit, width, first="  - ", rest="    ") for limit in summary.limits)
    return [*lines, (), line("What they cannot tell:"), *limits]


def validity_sheet(found: "Validity") -> Sheet:
    """Lay out what the test of a map found, wins and losses alike."""
    about = [
        "Does it come true? Official figures hidden from the map, and predicted by it.",
        f"{found.map} {found.version}, tested {found.date}; 95 % intervals over {found.resamples:,} draws of sectors.",
    ]
    more = "Every figure: docs/validity.md. The whole test again, from a clone: python -m research validity"
    return Sheet(
        "How far the map came true", FIGURES, [[getattr(row, name) for name in FIGURES] for row in found.figures],
        notes=(*about, *found.headline, more), document=partial(document, "ecomap/validity/1", found),
        drawing=lambda width: [
            *chain.from_iterable(wrapped(text, width) for text in about), (),
            *chain.from_iterable(wrapped(text, width, first="- ", rest="  ") for text in found.headline), (),
            *wrapped(more, width),
        ],
    )  # fmt: skip


def matches_sheet(found: "Sequence[Match]") -> Sheet:
    """Lay out what a search found."""
    rows = [(match.kind, match.id, match.name, match.text) for match in found]
    return Sheet(
        "Found in the map", ("kind", "id", "name", "text"), rows, records=partial(rounded, found), headed=False
    )


def routes_sheet(routes: "Sequence[Route]") -> Sheet:
    """Lay out ways from one thing to another, the strongest first."""
    rows = [(f"{route.strength:.6f}", " > ".join(route.nodes), " → ".join(route.names)) for route in routes]
    return Sheet(
        "The strongest ways", ("strength", "way", "names"), rows, records=partial(rounded, routes), headed=False
    )


def loops_sheet(loops: "Sequence[Loop]") -> Sheet:
    """Lay out loops: geometric mean and product of the couplings, what one round keeps, the sectors."""
    rows = [
        (loop.mean, loop.product, loop.kept, len(loop.sectors), ">".join(loop.sectors), " > ".join(loop.names))
        for loop in loops
    ]
    return Sheet(
        "The heaviest loops", ("mean", "product", "kept", "steps", "sectors", "names"), rows,
        records=partial(rounded, loops), drawing=lambda width: _loops(loops, width),
    )  # fmt: skip


def _loops(loops: "Sequence[Loop]", width: int) -> list[Line]:
    if not loops:
        return list(wrapped("No loops: influence never comes back to where it started.", width))
    numbers = [f"{loop.mean:8.4f} {loop.product:10.3g} {loop.kept:10.3g}  " for loop in loops]
    names = [" > ".join((*loop.names, loop.names[0])) for loop in loops]
    rows = [wrapped(text, width, first=first) for first, text in zip(numbers, names, strict=True)]
    return [line(f"{'mean':>8} {'product':>10} {'kept':>10}  loop"), *chain.from_iterable(rows)]
