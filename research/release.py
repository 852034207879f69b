"""What a new release of the statistics would change in a map, before anything is written."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ecomap.io.map_reader import parse_map
from ecomap.io.maps import MapFiles, map_files
from ecomap.results.maps import EvidencedNumber
from ecomap.verbs.numbers import MapNumbers

DERIVED = ("prevalence", "norm", "spread", "readiness", "pace", "coupling", "modifier")
"""Kinds of number that the derivation writes, in the order in which they are told."""

Key = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class NumberChange:
    """One derived number that other statistics change; None where it is not there."""

    kind: str
    """prevalence, norm, spread, readiness, pace, coupling or modifier."""
    text: str
    """What it is a number of, in words."""
    old: float | None
    new: float | None
    old_value: str | None
    """The figure as published, where the number has one."""
    new_value: str | None
    size: float
    """How far it moves: log-odds of a prevalence, else the plain difference; infinite for one that comes or goes."""


@dataclass(frozen=True, slots=True)
class StatisticsDifference:
    """What other statistics would change in the derived part of a map."""

    changes: tuple[NumberChange, ...]
    """By kind, the largest first."""


def compare_statistics(entrance: Path, tables: Mapping[str, str]) -> StatisticsDifference:
    """Return what would change in a map if its tables were these.

    Parameters
    ----------
    entrance
        The map's first file.
    tables
        File name of each derived table -> text.

    Raises
    ------
    InputError
        If the map as it is, or with these tables, cannot be used.
    """
    files = map_files(entrance)
    renewed = {name: tables.get(Path(name).name, "").encode() or content for name, content in files.contents.items()}
    before, after = _numbers(files), _numbers(MapFiles(renewed))
    found = [_change(before.get(key), after.get(key)) for key in sorted(before.keys() | after.keys())]
    changes = [change for change in found if change is not None]
    return StatisticsDifference(tuple(sorted(changes, key=_order)))


def _numbers(files: MapFiles) -> dict[Key, EvidencedNumber]:
    numbers = MapNumbers(parse_map(files)).everything()
    return {(number.kind, number.of): number for number in numbers if number.kind in DERIVED}


def _change(old: EvidencedNumber | None, new: EvidencedNumber | None) -> NumberChange | None:
    shown = new or old
    assert shown is not None
    before, after = (None if one is None else (one.number, one.value) for one in (old, new))
    if before == after:
        return None
    (was, was_published), (now, now_published) = before or (None, None), after or (None, None)
    size = _size(shown.kind, was, now)
    return NumberChange(shown.kind, shown.text, was, now, was_published, now_published, size)


def _size(kind: str, old: float | None, new: float | None) -> float:
    if old is None or new is None:
        return math.inf
    return abs(_logit(new) - _logit(old)) if kind == "prevalence" else abs(new - old)


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


def _order(change: NumberChange) -> tuple[int, float, str]:
    return DERIVED.index(change.kind), -change.size, change.text
