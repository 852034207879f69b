"""The picture of the house shows the house as it is, and imports point down in it."""

import re

import pytest

from docs.architecture import PICTURE, house

PICTURED = PICTURE.read_text(encoding="utf-8")
FEW = 0.1
"""Part of the imports that may have come or gone since: a room's first import of another is no new house."""
SOME = 0.25
"""How far the lines of a room may lie from those in the picture before it must be drawn anew."""


def test_rooms_and_imports_are_those_of_the_source() -> None:
    """The same rooms in the same order, and nearly all imports between them; ``python docs/architecture.py`` draws."""
    found = house()
    assert re.findall(r'data-room="(\w+)"', PICTURED) == list(found.lines)
    shown = set(re.findall(r'data-imports="(\w+) (\w+)"', PICTURED))
    assert len(shown ^ set(found.imports)) <= FEW * len(found.imports), sorted(shown ^ set(found.imports))


def test_lines_are_about_those_of_the_source() -> None:
    """To a quarter, or two hundred lines."""
    shown = {room: int(lines) for room, lines in re.findall(r'data-room="(\w+)" data-lines="(\d+)"', PICTURED)}
    for room, lines in house().lines.items():
        assert shown[room] == pytest.approx(lines, rel=SOME, abs=200), room


def test_imports_point_down() -> None:
    """Who imports stands above whom it imports, as in the contract."""
    found = house()
    order = list(found.lines)
    assert [pair for pair in found.imports if order.index(pair[0]) >= order.index(pair[1])] == []
