"""Comparing what two programs gave: numbers within 1e-9, everything else as it is."""

import csv
import difflib
import fnmatch
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

CLOSE = 1e-9
MOST_LINES, WIDEST = 14, 240
ABSENT = "(absent)"
FINGERPRINT = re.compile(r"""\b[0-9a-f]{64}\b|(?<=sha256 )[0-9a-f]{16}\b|(?<=\()[0-9a-f]{12}(?=\))""")
RUN = re.compile(r"""(\brun[\\": ]+)[0-9a-f]{12}\b""")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


class Difference(NamedTuple):
    """One part of a case that is not as it was: exit code, stdout, stderr or a file; with what differs, as lines."""

    case: str
    part: str
    lines: list[str]


class Wanted(NamedTuple):
    """A line of the list of wanted differences: which cases, which part of them, and why."""

    pattern: str
    part: str
    reason: str

    def holds(self, found: Difference) -> bool:
        """Tell whether this line wants a difference."""
        return fnmatch.fnmatchcase(found.case, self.pattern) and fnmatch.fnmatchcase(found.part, self.part)


def read_wanted(file: Path) -> list[Wanted]:
    """Return the wanted differences: ``case: reason`` or ``case#part: reason``, both with ``*`` for anything."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, reason = line.partition(": ")
        if not colon or not reason.strip():
            raise ValueError(f'{file.name}: "{line}": write CASE: reason')
        pattern, _, part = name.partition("#")
        found.append(Wanted(pattern.strip(), part.strip() or "*", reason.strip()))
    return found


def without_fingerprints(record: Mapping[str, Any]) -> Any:
    """Return a record, or a row, without the fingerprints of maps and what is made of them."""
    text = FINGERPRINT.sub("<map>", json.dumps(record, ensure_ascii=False))
    return json.loads(RUN.sub(r"\1<run>", text))


def differences(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield what differs between two records of a case."""
    several = len(old["steps"]) > 1
    for number, (before, after) in enumerate(zip(old["steps"], new["steps"], strict=True), 1):
        where = f"{number}/" if several else ""
        if before["code"] != after["code"]:
            yield Difference(name, f"{where}exit", [f"- {before['code']}", f"+ {after['code']}"])
        for part, compare in (("stdout", text_lines), ("stderr", plain_lines)):
            lines = compare(before[part], after[part])
            if lines:
                yield Difference(name, where + part, lines)
    for file in sorted({*old["files"], *new["files"]}):
        before, after = (record["files"].get(file, ABSENT) for record in (old, new))
        lines = text_lines(*("(deleted)\n" if text is None else text for text in (before, after)))
        if lines:
            yield Difference(name, file, lines)


def plain_lines(old: str, new: str) -> list[str]:
    """Return how two texts differ that must be the same to the letter."""
    return [] if old == new else diff(old, new)


def text_lines(old: str, new: str) -> list[str]:
    """Return how two answers differ: as JSON, JSON lines or cells where both can be read as such, else as text."""
    if old == new:
        return []
    for read in (as_json, as_json_lines, as_cells):
        before, after = read(old), read(new)
        if before is not None and after is not None:
            return cut(list(unequal(before, after, "")))
    return diff(old, new)


def as_json(text: str) -> Any:
    """Return what a JSON text says, or None."""
    if not text.startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def as_json_lines(text: str) -> list[Any] | None:
    """Return what JSON lines say, or None."""
    found = [as_json(line) for line in text.splitlines()]
    return found if found and None not in found else None


def as_cells(text: str) -> list[list[str]] | None:
    """Return the cells of a table with tabs or commas, or None: every row has as many, and at least two."""
    for delimiter in ("\t", ","):
        try:
            rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
        except csv.Error:
            continue
        if len(rows) > 1 and len({len(row) for row in rows}) == 1 and len(rows[0]) > 1:
            return rows
    return None


def unequal(old: Any, new: Any, path: str) -> Iterator[str]:
    """Yield where two values differ: ``path: old -> new``."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from unequal(old.get(key, ABSENT), new.get(key, ABSENT), f"{path}.{key}")
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            yield f"{path}: {len(old)} -> {len(new)} items"
        for number, (before, after) in enumerate(zip(old, new, strict=False)):
            yield from unequal(before, after, f"{path}[{number}]")
    elif not same(old, new):
        yield f"{path}: {json.dumps(old, ensure_ascii=False)} -> {json.dumps(new, ensure_ascii=False)}"


def same(old: Any, new: Any) -> bool:
    """Tell whether two values are the same; numbers, also those written in a cell, within 1e-9."""
    if old == new:
        return isinstance(old, bool) == isinstance(new, bool)
    before, after = number(old), number(new)
    return before is not None and after is not None and abs(before - after) <= CLOSE


def number(value: Any) -> float | None:
    """Return a number, or what a cell with nothing but a number says."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        return float(value) if NUMBER.fullmatch(value) else None
    return float(value) if isinstance(value, int | float) else None


def diff(old: str, new: str) -> list[str]:
    """Return a short unified diff."""
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm=""))
    found = lines[2:]  # what stands before are the names of two files
    return cut(found or ["(line ends or the end of the text differ)"])


def cut(lines: list[str]) -> list[str]:
    """Return lines that fit a report."""
    shown = [line if len(line) <= WIDEST else f"{line[:WIDEST]} ..." for line in lines[:MOST_LINES]]
    return shown if len(lines) <= MOST_LINES else [*shown, f"... {len(lines) - MOST_LINES} more lines"]
