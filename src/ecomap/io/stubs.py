"""Overlays to be filled in: of a new item, every field with its range and an example; of another program's file.

What is marked TODO is to be written until it is true.
"""

import json
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from ecomap.errors import InputError, Location, Problem
from ecomap.io.document import Document, ListNode, MappingNode, Node, dotted
from ecomap.io.overlays import Step
from ecomap.io.text import INVISIBLE
from ecomap.model import ID_PATTERN, EcosystemMap, folded
from ecomap.results.map_import import MapImport, NewNumber
from ecomap.safe import one_line

TO_DO = "TODO"
FILES = Path(__file__).parent / "stub_files"
"""The texts; what stands in double angle brackets is filled in."""
WIDTH = 100
BLANKS = f"Every value that begins with {TO_DO} is a blank: write what is true in its place, without the word {TO_DO}."
COMPLETE = "Nothing is left to fill in; read what it says before you use it."


def with_what_is_to_do(document: Document) -> Document:
    """Return a document whose problems say of each value that begins with TODO that it is still to be written."""
    found = tuple(_to_do(document, document.root, ()))
    return Document(document.name, document.root, (*found, *document.problems)) if found else document


def _to_do(document: Document, node: Node, path: tuple[Step, ...]) -> Iterator[Problem]:
    if isinstance(node, MappingNode):
        for key, value in node.items():
            yield from _to_do(document, value, (*path, str(key)))
    elif isinstance(node, ListNode):
        for position, value in enumerate(node):
            yield from _to_do(document, value, (*path, position))
    elif node.startswith(TO_DO):
        message = f'still to do: "{node}".'
        way_out = f"Write what is true here, without the word {TO_DO}."
        yield Problem(document.locate(path), dotted(path), message, way_out)


def stub(kind: str, name: str, ecosystem: EcosystemMap, today: str) -> str:
    """Return an overlay with one new item of a kind in it, to be filled in; an InputError where its id is none.

    Parameters
    ----------
    name
        The new id; of an influence its trend and sector joined by ``>``; of a country its two letters.
    ecosystem
        The map that the overlay will lie on: its ids are listed where one must be chosen.
    today
        The day of today, as 2026-11-22.
    """
    problem = _wrong_name(kind, name, ecosystem)
    if problem:
        raise InputError([problem])
    trend, _, sector = name.partition(">")
    fields = ("activities", "goals", "sectors", "skills", "traits", "trends")
    ids = {field: " ".join(sorted(item.id for item in getattr(ecosystem, field))) for field in fields}
    known = {field: textwrap.fill(words, WIDTH, break_on_hyphens=False) for field, words in ids.items()}
    values = {"id": name.replace(">", "-in-"), "trend": trend.strip(), "sector": sector.strip(), "today": today}
    return _filled(kind, values | known)


def _filled(kind: str, values: dict[str, str]) -> str:
    """Return a text with values where their names stand in it, long ones over several lines of the comment."""
    text = (FILES / f"{kind}.yaml").read_text(encoding="utf-8")

    def value(found: re.Match[str]) -> str:
        before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        return f"\n{before}".join(values[found.group(1)].split("\n"))

    return re.sub(r"<<([a-z]+)>>", value, text)


def _wrong_name(kind: str, name: str, ecosystem: EcosystemMap) -> Problem | None:
    where = Location(name)
    if kind == "influence":
        return _wrong_edge(name, ecosystem)
    pattern = r"^[a-z]{2}$" if kind == "country" else ID_PATTERN
    if not re.match(pattern, name):
        way_out = "Write two small letters, like pt." if kind == "country" else "Write it like online-booking."
        return Problem(where, "", f'"{name}" is not an id.', way_out)
    field = "countries" if kind == "country" else f"{kind}s"
    if (field, name) in ecosystem.retired_by_id:
        return Problem(where, "", f'"{name}" was withdrawn.', "Ids are never used again: choose another.")
    if any(item.id == name for item in getattr(ecosystem, field)):
        way_out = f"To change it, copy it from the map into an overlay whole. See: ecomap map evidence {name}"
        return Problem(where, "", f'the id "{name}" is taken.', way_out)
    return None


def _wrong_edge(name: str, ecosystem: EcosystemMap) -> Problem | None:
    trend, _, sector = (part.strip() for part in name.partition(">"))
    unknown = [("trend", trend)] if trend not in ecosystem.trend_by_id else []
    unknown += [("sector", sector)] if sector not in ecosystem.sector_by_id else []
    way_out = 'Write "trend>sector". See: ecomap map search'
    return next((Problem(Location(name), "", f'no such {kind} "{id}".', way_out) for kind, id in unknown), None)


# --- what was matched of another program's file: its numbers, what gives way, and what was not used


def import_stub(found: MapImport, name: str, today: str, author: str = "") -> str:
    """Return the overlay of what was found in a file, with everything that was not used as comments.

    Parameters
    ----------
    name
        Of the file.
    today
        The day of today, as 2026-11-22.
    author
        Role of whoever judges; without it the author, the title and the note are left to be filled in.
    """
    name = _plain(name)
    id = re.sub(r"[^a-z0-9]+", "-", folded(name.rpartition(".")[0] or name)).strip("-")[:40].rstrip("-") or "drawn"
    drawn = f"Drawn in {name}; a strength between 0 and 1 is taken as a share."
    values = {
        "name": name, "form": found.form, "points": str(found.points), "lines": str(found.lines), "id": id,
        "blanks": COMPLETE if author and all(one.number is not None for one in found.numbers) else BLANKS,
        "title": _text(name if author else f"{TO_DO} What this file adds, and whose it is"), "today": today,
        "role": _text(author or f"{TO_DO} Role of whoever judges, for example: adviser of a chamber of crafts"),
        "note": _text(drawn if author else f"{TO_DO} How these numbers were judged. {drawn}"),
    }  # fmt: skip
    head = _filled("import", values) + (_filled("import_evidence", values) if found.numbers else "")
    return head + "\n".join([*_numbers(found, id), *_not_used(found)]) + "\n"


def _numbers(found: MapImport, id: str) -> Iterator[str]:
    shares = [one for one in found.numbers if one.kind == "prevalence"]
    if shares:
        yield "influences:"
        yield "  # Share of the sector's firms that use the trend, above 0 and below 1."
    for one in shares:
        number = f"{TO_DO} 0.3" if one.number is None else f"{one.number:g}"
        statement = one.statement or f"{TO_DO} One sentence that a person can agree or disagree with"
        yield f"  # {_told(one)}"
        yield f"  - {{trend: {one.source}, sector: {one.target}, prevalence: {number}, evidence: {id}-judged,"
        yield f"     statement: {_text(statement)}}}"
    pressures = [one for one in found.numbers if one.kind == "coupling"]
    if pressures:
        yield "couplings:"
        yield "  # Share of the target's pressure from outside that comes from the source; together at most 1."
    for one in pressures:
        yield f"  # {_told(one)}"
        yield _coupling(one, id)
    if found.room:
        yield "  # What the map says of the same targets gives way in proportion:"
    yield from (_coupling(one, id) for one in found.room)


def _coupling(one: NewNumber, id: str) -> str:
    number = 0.0 if one.number is None else one.number
    return f"  - {{source: {one.source}, target: {one.target}, coupling: {number:.6g}, evidence: {id}-judged}}"


def _told(one: NewNumber) -> str:
    now = "the map says nothing of it" if one.now is None else f"the map says {one.now:.3g}"
    return _plain(f"{one.said}; {now}")


def _not_used(found: MapImport) -> Iterator[str]:
    if found.matched:
        yield f"# Matched, {len(found.matched)}:"
    for one in found.matched:
        extra = f" ({one.point.ring})" if one.point.ring else ""
        yield f"#   {_plain(one.point.name)} = {one.kind} {one.id}{extra}"
    if found.same:
        yield f"# Lines that say what the map says: {found.same}"
    if not found.numbers:
        yield "# The file says no number that the map does not have: there is nothing to add."
    if found.unmatched:
        yield f"# Not used, {len(found.unmatched)}:"
    yield from (f"#   {line}" for line in unused(found))


def unused(found: MapImport) -> Iterator[str]:
    """Yield a line of everything that was not used, with the reason."""
    for one in found.unmatched:
        yield _plain(": ".join(part for part in (one.place, one.what, one.why) if part))


def _plain(text: str) -> str:
    """Return a text on one line that every reader of overlays takes."""
    return INVISIBLE.sub("", one_line(text))


def _text(text: str) -> str:
    return json.dumps(_plain(text), ensure_ascii=False)
