"""What numbers rest on, laid out."""

from collections.abc import Iterator
from functools import partial

from ecomap.render.documents import document
from ecomap.render.screen import Line, line, wrapped
from ecomap.render.sheet import Cell, Sheet
from ecomap.results.maps import EvidenceAnswer, EvidencedNumber, EvidenceRecord, SourceDetails

LABEL = 11
"""Columns of the labels on the left."""
COLUMNS = (
    "kind", "of", "text", "number", "published", "unit", "locator", "grade", "basis", "evidence", "source", "url",
    "statement",
)  # fmt: skip


def evidence_sheet(answer: EvidenceAnswer) -> Sheet:
    """Lay out each record once, below it the numbers that rest on it."""
    records = {record.id: record for record in answer.records}
    return Sheet(
        f"What {answer.asked} rests on",
        COLUMNS,
        [_cells(number, records.get(number.evidence)) for number in answer.numbers],
        drawing=partial(_lines, answer),
        document=partial(document, "ecomap/evidence/1", answer),
    )


def _cells(number: EvidencedNumber, record: EvidenceRecord | None) -> tuple[Cell, ...]:
    source = record.source if record is not None else None
    return (
        number.kind, ">".join(number.of), number.text, number.number, number.value, number.unit, number.locator,
        number.grade, record.basis if record else None, number.evidence, source.title if source else None,
        source.url if source else None, number.statement,
    )  # fmt: skip


def _lines(answer: EvidenceAnswer, width: int) -> Iterator[Line]:
    yield from wrapped(" > ".join(subject.name for subject in answer.subjects), width)
    kinds = ", ".join(dict.fromkeys(subject.kind for subject in answer.subjects))
    for subject in answer.subjects:
        if subject.about:
            yield from wrapped(subject.about, width)
    count = len(answer.numbers)
    yield from wrapped(
        f"{kinds}; {_counted(count, 'number')} on {_counted(len(answer.records), 'evidence record')}", width
    )
    for record in answer.records:
        yield ()
        yield from _record(record, width)
        numbers = [number for number in answer.numbers if number.evidence == record.id]
        for number in numbers:
            yield from _number(number, record, numbers, width)

    for source in answer.sources:
        yield ()
        yield from wrapped(f"{source.id}: {source.publisher}: {source.title}", width)
        yield from _source(source, width)


def _source(source: SourceDetails, width: int) -> Iterator[Line]:
    if source.table:
        yield from _field("table", source.table, width)
    if source.url:
        yield line(_labelled("url", source.url))  # whole, to be copied
    yield from _field("licence", f"{source.licence}; looked at on {source.accessed}", width)


def _record(record: EvidenceRecord, width: int) -> Iterator[Line]:
    yield from wrapped(f"{record.id}: {record.basis}, grade {record.grade}", width)
    if record.source is not None:
        source = record.source
        year = f" ({source.year})" if source.year else ""
        yield from _field("source", f"{source.publisher}: {source.title}{year}", width)
        yield from _source(source, width)
    where = [record.locator, record.area, str(record.year) if record.year else None]
    if any(where):
        yield from _field("where", "; ".join(part for part in where if part), width)
    if record.value is not None:
        yield from _field("published", " ".join(part for part in (record.value, record.unit) if part), width)
    elif record.unit is not None:
        yield from _field("unit", record.unit, width)
    if record.method is not None:
        yield from _field("method", f"{record.method.name} ({record.method.id}). {record.method.words}".rstrip(), width)
        if record.method.formula:
            yield from _field("formula", record.method.formula, width)
    if record.note is not None:
        yield from _field("note", record.note, width)
    yield from _field("entered by", f"{record.author}, reviewed {record.reviewed}", width)


def _number(
    number: EvidencedNumber, record: EvidenceRecord, beside: list[EvidencedNumber], width: int
) -> Iterator[Line]:
    shown = "" if number.number is None else f"{number.number:g}"
    yield from wrapped(f"{number.kind}; {number.text}", width, first=f"  {shown:>9}  ")
    published = f"published {number.value} {number.unit or ''}".rstrip() if number.value else ""
    grade = f"grade {number.grade}" if number.grade != record.grade else ""
    parts = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in number.parts.items())
    details = "; ".join(part for part in (published, number.locator, grade, parts) if part)
    if details:
        yield from wrapped(details, width, first=" " * 13)
    if number.statement and not _said_before(number, beside):
        yield from wrapped(f'"{number.statement}"', width, first=" " * 13)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _said_before(number: EvidencedNumber, beside: list[EvidencedNumber]) -> bool:
    """Tell whether the number above says the same words: one reason often stands for all numbers of a trend."""
    position = beside.index(number)
    return position > 0 and beside[position - 1].statement == number.statement


def _field(label: str, text: str, width: int) -> Iterator[Line]:
    yield from wrapped(text, width, first=_labelled(label, ""))


def _labelled(label: str, text: str) -> str:
    return f"  {label:<{LABEL}}{text}"
