"""Commented beginnings of new items: every field with its range and an example, marked TODO until it is true."""

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from ecomap.errors import InputError, Location, Problem
from ecomap.io.document import Document, ListNode, MappingNode, Node, dotted
from ecomap.io.origin import Step
from ecomap.model import ID_PATTERN, EcosystemMap

TO_DO = "TODO"
FILES = Path(__file__).parent / "stub_files"
"""The texts; what stands in double angle brackets is filled in."""
WIDTH = 100


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
    return _filled((FILES / f"{kind}.yaml").read_text(encoding="utf-8"), values | known)


def _filled(text: str, values: dict[str, str]) -> str:
    """Put values where their names stand in double angle brackets, long ones over several lines of the comment."""

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
