"""What a new release of the statistics would change in a map, told before anything is written."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from ecomap.io.map_reader import parse_map
from ecomap.io.maps import MapFiles, map_files
from ecomap.results.maps import EvidencedNumber
from ecomap.safe import safe_text
from ecomap.verbs.map_numbers import MapNumbers
from research.derivation.figures import logit

TITLES = {
    "prevalence": "Prevalences", "coupling": "Couplings", "modifier": "Modifiers",
}  # fmt: skip
"""Kinds of number that the derivation writes, in the order in which they are told."""
TOLD = 6
"""Changes told of each kind, the largest; one change of a survey moves a thousand couplings a little."""
NOTHING = "Nothing changes: the tables are what the statistics say.\n"

Key = tuple[str, tuple[str, ...]]


class NumberChange(NamedTuple):
    """One derived number that other statistics change; None where it is not there."""

    kind: str
    text: str
    """What it is a number of, in words."""
    old: float | None
    new: float | None
    old_value: str | None
    """The figure as published, where the number has one."""
    new_value: str | None
    size: float
    """How far it moves: log-odds of a prevalence, else the plain difference; infinite for one that comes or goes."""


def compare_statistics(entrance: Path, tables: Mapping[str, str]) -> tuple[NumberChange, ...]:
    """Return what would change in a map if its tables were these, by kind, the largest first.

    Parameters
    ----------
    entrance
        The map's first file.
    tables
        File name of each derived table -> text.
    """
    files = map_files(entrance)
    renewed = {name: tables.get(Path(name).name, "").encode() or content for name, content in files.contents.items()}
    before, after = _numbers(files), _numbers(MapFiles(renewed))
    found = [_change(before.get(key), after.get(key)) for key in sorted(before.keys() | after.keys())]
    order = list(TITLES)
    return tuple(sorted(filter(None, found), key=lambda change: (order.index(change.kind), -change.size, change.text)))


def _numbers(files: MapFiles) -> dict[Key, EvidencedNumber]:
    numbers = MapNumbers(parse_map(files)).everything()
    return {(number.kind, number.of): number for number in numbers if number.kind in TITLES}


def _change(old: EvidencedNumber | None, new: EvidencedNumber | None) -> NumberChange | None:
    shown = new or old
    assert shown is not None
    was, now = ((None, None) if one is None else (one.number, one.value) for one in (old, new))
    if was == now:
        return None
    size = math.inf
    if was[0] is not None and now[0] is not None:
        size = abs(logit(now[0]) - logit(was[0])) if shown.kind == "prevalence" else abs(now[0] - was[0])
    return NumberChange(shown.kind, shown.text, was[0], now[0], was[1], now[1], size)


def release_text(changes: Sequence[NumberChange]) -> str:
    """Return for each kind of number how many change, and the largest changes as sentences, one a line."""
    kinds = [(kind, list(found)) for kind, found in groupby(changes, key=lambda change: change.kind)]
    lines = [safe_text(line) for kind, found in kinds for line in _kind(kind, found)]
    return "\n".join(lines) + "\n" if lines else NOTHING


def _kind(kind: str, changes: Sequence[NumberChange]) -> Iterator[str]:
    yield f"{TITLES[kind]}: {_counts(changes)}."
    yield from (f"  {_sentence(change)}" for change in changes[:TOLD])
    if len(changes) > TOLD:
        yield f"  and {len(changes) - TOLD:,} more, none of them larger."


def _counts(changes: Sequence[NumberChange]) -> str:
    found = Counter("new" if c.old is None else "gone" if c.new is None else "changed" for c in changes)
    words = {"changed": ("changes", "change"), "new": ("is new", "are new"), "gone": ("is gone", "are gone")}
    return ", ".join(f"{found[name]:,} {words[name][found[name] != 1]}" for name in words if found[name])


def _sentence(change: NumberChange) -> str:
    if change.old is None:
        return f"{change.text}: {_shown(change, change.new, change.new_value)}, where there was nothing."
    if change.new is None:
        return f"{change.text}: gone; it was {_shown(change, change.old, change.old_value)}."
    if change.old == change.new:
        return f"{change.text}: {_number(change, change.new)} as before, published as {change.new_value}."
    old, new = _shown(change, change.old, change.old_value), _shown(change, change.new, change.new_value)
    return f"{change.text}: {new}, where it was {old}."


def _shown(change: NumberChange, number: float | None, published: str | None) -> str:
    return _number(change, number) + (f" (published: {published})" if published else "")


def _number(change: NumberChange, number: float | None) -> str:
    assert number is not None
    if change.kind == "prevalence":
        return f"{100 * number:.2f}".rstrip("0").rstrip(".") + " %"
    return f"{number:.6f}".rstrip("0").rstrip(".")
