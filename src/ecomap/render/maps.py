"""Answers about the map laid out: what it holds and rests on, what was found in it, loops, ways, how true it came."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from ecomap.render.screen import Line, line, wrapped
from ecomap.render.sheet import Sheet, document

if TYPE_CHECKING:
    from ecomap.results import maps as results
    from ecomap.results.ranking import MapSummary
    from ecomap.results.search import Match

LABEL = 11  # columns of the labels on the left
COLUMNS = ("level", "rule", "file", "line", "column", "path", "message", "way_out")


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
    seen = summary.observations
    found += [("observation", what, name, count) for what in seen for name, count in seen[what].items()]
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


def validity_sheet(found: "results.Validity") -> Sheet:
    """Lay out what the test of a map found, wins and losses alike."""
    about = [
        "Does it come true? Official figures hidden from the map, and predicted by it.",
        f"{found.map} {found.version}, tested {found.date}; 95 % intervals over {found.resamples:,} draws of sectors.",
    ]
    more = "Every figure: docs/validity.md. The whole test again, from a clone: python -m research validity"
    return Sheet.listed(
        "How far the map came true", found.figures, "ValidityFigure",
        notes=(*about, *found.headline, more), document=partial(document, "ecomap/validity/1", found),
        drawing=lambda width: [
            *chain.from_iterable(wrapped(text, width) for text in about), (),
            *chain.from_iterable(wrapped(text, width, first="- ", rest="  ") for text in found.headline), (),
            *wrapped(more, width),
        ],
    )  # fmt: skip


def matches_sheet(found: "Sequence[Match]") -> Sheet:
    """Lay out what a search found."""
    return Sheet.listed("Found in the map", found, "Match", headed=False)


def loops_sheet(loops: "Sequence[results.Loop]") -> Sheet:
    """Lay out loops: geometric mean and product of the couplings, what one round keeps, the sectors."""
    return Sheet.listed("The heaviest loops", loops, "Loop", drawing=lambda width: _loops(loops, width))


def _loops(loops: "Sequence[results.Loop]", width: int) -> list[Line]:
    if not loops:
        return list(wrapped("No loops: influence never comes back to where it started.", width))
    numbers = [f"{loop.mean:8.4f} {loop.product:10.3g} {loop.kept:10.3g}  " for loop in loops]
    names = [" > ".join((*loop.names, loop.names[0])) for loop in loops]
    rows = [wrapped(text, width, first=first) for first, text in zip(numbers, names, strict=True)]
    return [line(f"{'mean':>8} {'product':>10} {'kept':>10}  loop"), *chain.from_iterable(rows)]


# --- what numbers rest on


def evidence_sheet(answer: "results.EvidenceAnswer") -> Sheet:
    """Lay out each record once, below it the numbers that rest on it."""
    title = f"What {answer.asked} rests on"
    return Sheet.of(answer, "ecomap/evidence/1", title, drawing=partial(_evidence, answer))


def _evidence(answer: "results.EvidenceAnswer", width: int) -> Iterator[Line]:
    way = " > " if ">" in answer.asked else "; "  # a pathway, or all that have one name
    yield from wrapped(way.join(subject.name for subject in answer.subjects), width)
    for subject in answer.subjects:
        if subject.about:
            yield from wrapped(subject.about, width)
    kinds = ", ".join(dict.fromkeys(subject.kind for subject in answer.subjects))
    on = _number_of(len(answer.records), "evidence record")
    yield from wrapped(f"{kinds}; {_number_of(len(answer.numbers), 'number')} on {on}", width)
    for record in answer.records:
        yield ()
        yield from _record(record, width)
        said = None  # one reason often stands for all numbers of a trend
        for number in answer.numbers:
            if number.evidence == record.id:
                yield from _number(number, record, width, said)
                said = number.statement
    for source in answer.sources:
        yield ()
        yield from wrapped(f"{source.id}: {source.publisher}: {source.title}", width)
        yield from _source(source, width)


def _record(record: "results.EvidenceRecord", width: int) -> Iterator[Line]:
    yield from wrapped(f"{record.id}: {record.basis}, grade {record.grade}", width)
    source, method = record.source, record.method
    if source is not None:
        year = f" ({source.year})" if source.year else ""
        yield from _field("source", f"{source.publisher}: {source.title}{year}", width)
        yield from _source(source, width)
    yield from _field("where", _joined(record.locator, record.area, record.year), width)
    label, value = ("published", f"{record.value} ") if record.value is not None else ("unit", "")
    yield from _field(label, f"{value}{record.unit or ''}".rstrip(), width)
    if method is not None:
        yield from _field("method", f"{method.name} ({method.id}). {method.words}".rstrip(), width)
        yield from _field("formula", method.formula, width)
    yield from _field("note", record.note, width)
    yield from _field("entered by", f"{record.author}, reviewed {record.reviewed}", width)


def _source(source: "results.SourceDetails", width: int) -> Iterator[Line]:
    yield from _field("table", source.table, width)
    if source.url:
        yield line(f"  {'url':<{LABEL}}{source.url}")  # whole, to be copied
    seen = f"; looked at on {source.accessed}" if source.accessed else ""
    yield from _field("licence", f"{source.licence}{seen}", width)


def _field(label: str, text: str | None, width: int) -> Iterator[Line]:
    if text:
        yield from wrapped(text, width, first=f"  {label:<{LABEL}}")


def _number(
    number: "results.EvidencedNumber", record: "results.EvidenceRecord", width: int, said: str | None
) -> Iterator[Line]:
    """Yield a number with its details and its reason, unless that was said just before."""
    shown = "" if number.number is None else f"{number.number:g}"
    yield from wrapped(f"{number.kind}; {number.text}", width, first=f"  {shown:>9}  ")
    published = f"published {number.value} {number.unit or ''}".rstrip() if number.value else ""
    grade = f"grade {number.grade}" if number.grade != record.grade else ""
    parts = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in number.parts.items())
    details = _joined(published, number.locator, grade, parts)
    if details:
        yield from wrapped(details, width, first=" " * 13)
    if number.statement and number.statement != said:
        yield from wrapped(f'"{number.statement}"', width, first=" " * 13)


def _joined(*parts: str | int | None) -> str:
    return "; ".join(str(part) for part in parts if part)


def _number_of(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


# --- what was found in a map


def findings_sheet(findings: "Sequence[results.Finding]") -> Sheet:
    """Lay out one line for each finding: level, place, what is wrong, the way out."""
    rows = [[getattr(finding, name) for name in COLUMNS] for finding in findings]
    lines = [line(f"{finding.level}: {finding.problem}") for finding in findings]
    return Sheet("What was found", COLUMNS, rows, drawing=lambda _: lines)
