"""Overlays to be filled in: of a new item, every field with its range and an example; of another program's file.

What is marked TODO is to be written until it is true.
"""

import json
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from ecomap.errors import InputError, Location, Problem, UnknownNameError
from ecomap.io.document import Document, ListNode, MappingNode, Node, Step, dotted
from ecomap.io.text import INVISIBLE
from ecomap.model import ID_PATTERN, EcosystemMap, folded
from ecomap.names import Names
from ecomap.results.map_import import MapImport, NewNumber
from ecomap.safe import one_line
from ecomap.template import Templates

TO_DO = "TODO"
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

    The name is the new id, of an influence its trend and sector joined by ``>``, of a country its two letters; ids of
    the map are listed where one must be chosen. Today is written as 2026-11-22.
    """
    name = _edge(name, ecosystem) if kind == "influence" else name.lower() if kind == "country" else name
    problem = None if kind == "influence" else _wrong_name(kind, name, ecosystem)
    if problem:
        raise InputError([problem])
    trend, _, sector = name.partition(">")
    fields = ("activities", "goals", "sectors", "skills", "traits", "trends")
    ids = {field: " ".join(sorted(item.id for item in getattr(ecosystem, field))) for field in fields}
    known = {field: textwrap.fill(words, WIDTH, break_on_hyphens=False) for field, words in ids.items()}
    values = {"id": name.replace(">", "-in-"), "trend": trend.strip(), "sector": sector.strip(), "today": today}
    return FILES.filled(f"{kind}.yaml", **values, **known)


def _wrong_name(kind: str, name: str, ecosystem: EcosystemMap) -> Problem | None:
    where = Location(name)
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


def _edge(name: str, ecosystem: EcosystemMap) -> str:
    """Return the ids of a trend and a sector; of a kind of firm the sectors are told, of which numbers are."""
    said, sign, where = (part.strip() for part in name.partition(">"))
    names, problem = Names.of(ecosystem), Problem(Location(name), "", "no influence.", 'Write "trend>sector".')
    try:
        trend, sector = (names.known("trend", said), names.known("firm", where)) if sign else ("", "")
    except UnknownNameError as error:
        raise InputError([Problem(Location(name), "", error.message, error.way_out)]) from None
    if kind := names.kinds.get(sector):
        ways = f"Write {' or '.join(f'{trend}>{one}' for one in kind.sectors)}."
        problem = Problem(Location(name), "", f'"{where}" is a kind of firm, and numbers are of sectors.', ways)
    if not sign or kind:
        raise InputError([problem])
    return f"{trend}>{sector}"


# --- what was matched of another program's file: its numbers, what gives way, and what was not used


def import_stub(found: MapImport, name: str, today: str, author: str = "") -> str:
    """Return the overlay of what was found in a file of that name, with everything that was not used as comments.

    Without the author, the role of whoever judges, it, the title and the note are left to be filled in.
    """
    name = _plain(name)
    id = re.sub(r"[^a-z0-9]+", "-", folded(name.rpartition(".")[0] or name)).strip("-")[:40].rstrip("-") or "drawn"
    drawn = f"Drawn in {name}; a strength between 0 and 1 is taken as a share."
    return FILES.filled(
        "import.yaml", found=found, name=name, id=id, unused=list(unused(found)),
        blanks=COMPLETE if author and all(one.number is not None for one in found.numbers) else BLANKS,
        title=name if author else f"{TO_DO} What this file adds, and whose it is", today=today,
        role=author or f"{TO_DO} Role of whoever judges, for example: adviser of a chamber of crafts",
        note=drawn if author else f"{TO_DO} How these numbers were judged. {drawn}",
    )  # fmt: skip


def _told(one: NewNumber) -> str:
    now = "the map says nothing of it" if one.now is None else f"the map says {one.now:.3g}"
    return _plain(f"{one.said}; {now}")


def unused(found: MapImport) -> Iterator[str]:
    """Yield a line of everything that was not used, with the reason."""
    for one in found.unmatched:
        yield _plain(": ".join(part for part in (one.place, one.what, one.why) if part))


def _plain(text: str) -> str:
    """Return a text on one line that every reader of overlays takes."""
    return INVISIBLE.sub("", one_line(text))


def _text(text: str) -> str:
    return json.dumps(_plain(text), ensure_ascii=False)


FILES = Templates(
    Path(__file__).with_name("stub_files"), {"told": _told, "plain": _plain, "text": _text}, variable_start_string="<<",
    variable_end_string=">>", block_start_string="<%", block_end_string="%>",
)  # fmt: skip
