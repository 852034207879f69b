"""What numbers rest on, laid out."""

from collections.abc import Iterator
from functools import partial

from ecomap.render.screen import Line, line, wrapped
from ecomap.render.sheet import Sheet
from ecomap.results.maps import EvidenceAnswer, EvidencedNumber, EvidenceRecord, SourceDetails

LABEL = 11
"""Columns of the labels on the left."""


def evidence_sheet(answer: EvidenceAnswer) -> Sheet:
    """Lay out each record once, below it the numbers that rest on it."""
    title = f"What {answer.asked} rests on"
    return Sheet.of(answer, "ecomap/evidence/1", title, drawing=partial(_lines, answer))


def _lines(answer: EvidenceAnswer, width: int) -> Iterator[Line]:
    way = " > " if ">" in answer.asked else "; "  # a pathway, or all that have one name
    yield from wrapped(way.join(subject.name for subject in answer.subjects), width)
    for subject in answer.subjects:
        if subject.about:
            yield from wrapped(subject.about, width)
    kinds = ", ".join(dict.fromkeys(subject.kind for subject in answer.subjects))
    on = _counted(len(answer.records), "evidence record")
    yield from wrapped(f"{kinds}; {_counted(len(answer.numbers), 'number')} on {on}", width)
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


def _record(record: EvidenceRecord, width: int) -> Iterator[Line]:
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


def _source(source: SourceDetails, width: int) -> Iterator[Line]:
    yield from _field("table", source.table, width)
    if source.url:
        yield line(f"  {'url':<{LABEL}}{source.url}")  # whole, to be copied
    seen = f"; looked at on {source.accessed}" if source.accessed else ""
    yield from _field("licence", f"{source.licence}{seen}", width)


def _field(label: str, text: str | None, width: int) -> Iterator[Line]:
    """Yield a label and its text, nothing where there is none."""
    if text:
        yield from wrapped(text, width, first=f"  {label:<{LABEL}}")


def _number(number: EvidencedNumber, record: EvidenceRecord, width: int, said: str | None) -> Iterator[Line]:
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


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
