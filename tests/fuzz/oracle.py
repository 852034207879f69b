"""An independent reading of what was accepted: PyYAML's own loader, numbers read here, held to the published schema."""

import csv
import functools
import io
import json
import math
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import yaml

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Makes everything a text: the schema tells where a number is meant."""
UNITS = re.compile(r"(?i)(eur|€|%|h|people|\s|'|\u00a0|\u202f)")


class SilentlyAcceptedError(AssertionError):
    """Something was accepted that is wrong by another reading."""


def doubts(kind: str, content: bytes) -> None:
    """Raise where an accepted file is not what its schema says, or can be read in two ways."""
    text = content.decode("utf-8-sig")
    _refuse_traps(yaml.compose(text, Loader=LOADER))
    document = yaml.load(text, Loader=LOADER)
    for _ in range(200):
        wrong = [leaf for error in _schema(kind).iter_errors(document) for leaf in _leaves(error)]
        wrong = [leaf for leaf in wrong if kind != "business" or not _is_a_name(leaf)]
        if not wrong:
            return
        changed = [_make_number(document, leaf) for leaf in wrong]
        if not any(changed):
            worst = wrong[0]
            raise SilentlyAcceptedError(f"{worst.json_path}: {worst.message[:200]}")


def _is_a_name(error: Any) -> bool:
    """Tell whether the schema wants an id or letters where a business file may say any name: the reader knows those.

    Where an id may also be missing, the text is not "null" either: that is the same complaint.
    """
    if error.validator == "type" and error.validator_value == "null" and error.parent is not None:
        return any(_is_a_name(other) for other in error.parent.context if other is not error)
    return error.validator == "pattern" and error.absolute_path[0] not in ("id", "schema", "own_activities")


@functools.cache
def _schema(kind: str) -> Any:
    return jsonschema.Draft202012Validator(json.loads((SCHEMAS / f"{kind}.json").read_text(encoding="utf-8")))


def _leaves(error: Any) -> Iterator[Any]:
    """Yield what is wrong, of alternatives all."""
    if not error.context:
        yield error
    for inner in error.context or ():
        yield from _leaves(inner)


def _make_number(document: Any, error: Any) -> bool:
    """Put a number in the place of its text, or of yes and no for a level, where the schema wants one."""
    wanted = error.validator_value if error.validator == "type" else ()
    answer = isinstance(error.instance, bool) and error.absolute_path[0] in ("activities", "traits")
    if not (answer or isinstance(error.instance, str)) or not {"number", "integer", "boolean"} & {wanted, *wanted}:
        return False
    value: Any = float(error.instance) if answer else {"true": True, "false": False}.get(error.instance)
    if value is None:
        value = _number(error.instance)
    above = document
    *steps, last = error.absolute_path
    for step in steps:
        above = above[step]
    if value is None or above[last] is value:
        return False
    above[last] = value
    return True


def _number(text: str) -> float | int | None:
    """Read a number as a sober person writes it; one of two readings was to be refused."""
    bare = UNITS.sub("", text)
    scale = 1000 if bare[-1:].lower() == "k" else 1
    bare = bare.rstrip("kK")
    if fraction := re.fullmatch("([0-9]*)([¼-¾⅐-⅞])", bare):
        return (int(fraction[1] or 0) + unicodedata.numeric(fraction[2])) * scale / (100 if "%" in text else 1)
    marks = re.findall(r"[.,]", bare)
    if re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", bare) and not re.search(r"0\.|,$", bare) and scale == 1:
        bare = bare.replace(",", ".")  # the reader decides by the bounds of the field; the schema holds both
    if len(set(marks)) == 2:
        bare = bare.replace(marks[0], "")
        marks = marks[-1:]
    if len(marks) > 1:
        bare = bare.replace(marks[0], "")
    try:
        value = float(bare.replace(",", ".")) * scale
    except ValueError:
        return None
    if not math.isfinite(value):
        raise SilentlyAcceptedError(f"a number that is none: {text}")
    value = value / 100 if "%" in text else value
    return int(value) if value.is_integer() else value


def rejected(text: str) -> list[list[str]]:
    """Return the rows of a file of rejects."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    return list(csv.reader(io.StringIO(text, newline="")))


def says_nothing(data: bytes, delimiter: str | None, first: int) -> set[int]:
    """Return the numbers of the rows of CSV in whose cells are blanks alone; of JSON lines every row says something."""
    found, number = set[int](), first
    lines = csv.reader(io.StringIO(data.decode("utf-8", "surrogateescape"), newline=""), delimiter=delimiter or ",")
    while delimiter:
        try:
            cells = next(lines)
        except StopIteration:
            break
        except csv.Error:
            cells = ["no row, but told as one"]
        found |= {number} if cells and not "".join(cells).strip() else set()
        number += bool(cells)
    return found


def _refuse_traps(node: Any) -> None:
    """Find what stands twice; PyYAML itself lets the last win."""
    if isinstance(node, yaml.MappingNode):
        names = [key.value for key, _ in node.value]
        if not all(isinstance(name, str) for name in names) or len(set(names)) < len(names):
            raise SilentlyAcceptedError(f"a key stands twice, or is none: {names}")
        for _, value in node.value:
            _refuse_traps(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_traps(value)
