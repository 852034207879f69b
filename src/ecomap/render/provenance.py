"""What numbers rest on, as text for people and as JSON for programs."""

import textwrap
from collections.abc import Iterator

from ecomap.render.documents import json_document
from ecomap.render.screen import safe_text
from ecomap.results.maps import EvidenceAnswer, EvidencedNumber, EvidenceRecord, SourceDetails

LABEL = 11
"""Columns of the labels on the left."""


def evidence_json(answer: EvidenceAnswer) -> str:
    """Return the answer as one JSON document, schema ``ecomap/evidence/1``."""
    return json_document("ecomap/evidence/1", answer)


def evidence_text(answer: EvidenceAnswer, width: int) -> str:
    """Return the answer as text: each record once, below it the numbers that rest on it."""
    return "\n".join(safe_text(line) for line in _lines(answer, width)) + "\n"


def _lines(answer: EvidenceAnswer, width: int) -> Iterator[str]:
    yield " > ".join(subject.name for subject in answer.subjects)
    kinds = ", ".join(dict.fromkeys(subject.kind for subject in answer.subjects))
    yield from (line for subject in answer.subjects if subject.about for line in _wrapped("", subject.about, width))
    count = len(answer.numbers)
    yield f"{kinds}; {_counted(count, 'number')} on {_counted(len(answer.records), 'evidence record')}"
    for record in answer.records:
        yield ""
        yield from _record(record, width)
        numbers = [number for number in answer.numbers if number.evidence == record.id]
        for number in numbers:
            yield from _number(number, record, numbers, width)

    for source in answer.sources:
        yield ""
        yield from _wrapped("", f"{source.id}: {source.publisher}: {source.title}", width)
        yield from _source(source, width)


def _source(source: SourceDetails, width: int) -> Iterator[str]:
    if source.table:
        yield from _field("table", source.table, width)
    if source.url:
        yield _labelled("url", source.url)
    yield from _field("licence", f"{source.licence}; looked at on {source.accessed}", width)


def _record(record: EvidenceRecord, width: int) -> Iterator[str]:
    yield f"{record.id}: {record.basis}, grade {record.grade}"
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
) -> Iterator[str]:
    shown = "" if number.number is None else f"{number.number:g}"
    yield from _wrapped(f"  {shown:>9}  ", f"{number.kind}; {number.text}", width)
    published = f"published {number.value} {number.unit or ''}".rstrip() if number.value else ""
    grade = f"grade {number.grade}" if number.grade != record.grade else ""
    parts = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in number.parts.items())
    details = "; ".join(part for part in (published, number.locator, grade, parts) if part)
    if details:
        yield from _wrapped(" " * 13, details, width)
    if number.statement and not _said_before(number, beside):
        yield from _wrapped(" " * 13, f'"{number.statement}"', width)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _said_before(number: EvidencedNumber, beside: list[EvidencedNumber]) -> bool:
    """Tell whether the number above says the same words: one reason often stands for all numbers of a trend."""
    position = beside.index(number)
    return position > 0 and beside[position - 1].statement == number.statement


def _field(label: str, text: str, width: int) -> Iterator[str]:
    yield from _wrapped(_labelled(label, ""), text, width)


def _labelled(label: str, text: str) -> str:
    return f"  {label:<{LABEL}}{text}"


def _wrapped(first: str, text: str, width: int) -> Iterator[str]:
    yield from textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=" " * len(first), break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
