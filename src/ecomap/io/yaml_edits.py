"""Changes to a YAML text at known places: what is not touched keeps every byte, comments and blanks included.

Every library that reads YAML and writes it back loses formatting somewhere, so nothing is written back: a value is
replaced where it stands, a line is put after the one it follows, and a line is taken out.
"""

import json
import re
from collections.abc import Iterator, Sequence

from ecomap.io.document import ListNode, MappingNode, Node
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import Scalar

PLAIN = re.compile(r"[A-Za-z0-9_./+À-ɏ](?:[\w./+()'& -]*[\w./+()'])?")
"""Texts that mean themselves without quotes wherever they stand; others are quoted."""
RESERVED = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}  # words that YAML takes for something else
STEP = 2  # blanks by which what is added is indented

Path = Sequence[str]
Entry = tuple[Scalar | None, Node]  # key and value of a line of a mapping; no key in a list


class EditError(Exception):
    """A change that would have to tear up lines that belong together; carries a sentence."""


def entries(node: Node) -> list[Entry]:
    """Return the lines of a mapping or the items of a list."""
    if isinstance(node, MappingNode):
        return list(node.items())
    return [(None, item) for item in node] if isinstance(node, ListNode) else []


def child(node: Node, name: str) -> Entry | None:
    """Return the line of a key, or the item of a list that is called so."""
    return next((entry for entry in entries(node) if name in _names(*entry)), None)


def _names(key: Scalar | None, value: Node) -> Iterator[str]:
    """Yield what a line or item is called: its key, its text, or the id, trend or sector inside it."""
    if key is not None:
        yield str(key)
    elif isinstance(value, Scalar):
        yield str(value)
    elif isinstance(value, MappingNode):
        yield from (str(v) for k, v in value.items() if k in ("id", "trend", "sector") and isinstance(v, Scalar))


def top(text: str) -> Node:
    """Return the top of a YAML text that has been read without problems."""
    return read_yaml(text, "").root


def written(value: str) -> str:
    """Return a text as YAML writes it on one line: as it is where that is safe, else in quotes."""
    if PLAIN.fullmatch(value) and value.casefold() not in RESERVED:
        return value
    return json.dumps(value, ensure_ascii=False)


def with_value(text: str, path: Path, value: str, *, order: Sequence[str] = ()) -> str:
    """Return the text in which the value at a path is this one; what is missing on the way to it is added.

    The path is keys from the top, an item of a list by its text, or by the id, trend or sector inside it; ``order`` is
    that in which the top's lines are usually written, for where a new one goes.
    """
    span = top(text)
    for depth, step in enumerate(path):
        found = child(span, step)
        if found is None:
            return _with_entry(text, span, path[depth:], value, order if depth == 0 else ())
        span = found[1]
    if not isinstance(span, Scalar):
        raise EditError(f"{'.'.join(path)} holds several lines: name one of them.")
    return _replaced(text, span, value)


def _replaced(text: str, span: Scalar, value: str) -> str:
    new = written(value)
    if span.style == '"':
        new = json.dumps(value, ensure_ascii=False)
    elif span.style == "'":
        new = "'" + value.replace("'", "''") + "'"
    rest = text[span.end :]
    blanks = re.match(r"( +)#", rest)
    if blanks:  # the comment stays in its column where there is room
        old = len(blanks.group(1))
        gap = max(min(old, STEP), old - (len(new) - (span.end - span.start)))
        rest = " " * gap + rest[old:]
    return text[: span.start] + new + rest


def with_item(text: str, path: Path, source: str, *, order: Sequence[str] = ()) -> str:
    """Return the text in which the list at a path has one more item, written as ``source``, at its end."""
    span, depth = top(text), 0
    while depth < len(path) and (found := child(span, path[depth])) is not None:
        span, depth = found[1], depth + 1
    if depth < len(path):
        return _with_entry(text, span, path[depth:], None, order if depth == 0 else (), item=source)
    if not isinstance(span, ListNode):
        raise EditError(f"{'.'.join(path)} is no list.")
    if span.flow:
        return _put_in_brackets(text, span, source)
    indent = span.column - 1
    return _put_line(text, span[-1], indent, f"{' ' * indent}- {source}")


def without(text: str, path: Path) -> str:
    """Return the text without the line or item at a path, or the field that would hold nothing; else a KeyError."""
    chain = [top(text)]
    found: list[Entry] = []
    for step in path:
        entry = child(chain[-1], step)
        if entry is None:
            raise KeyError(step)
        found.append(entry)
        chain.append(entry[1])
    at = len(found) - 1
    while at > 0 and len(chain[at]) == 1:
        at -= 1
    return _taken_out(text, chain[at], found[at], path)


def _taken_out(text: str, parent: Node, entry: Entry, path: Path) -> str:
    first, last = (entry[0] or entry[1]).start, entry[1].end
    if not isinstance(parent, Scalar) and parent.flow:
        before, after = text[:first], text[last:]
        follows = re.match(r"\s*,\s*", after)
        if follows:
            return before + after[follows.end() :]
        return re.sub(r",?\s*$", "", before) + after
    begin = text.rfind("\n", 0, first) + 1
    if text[begin:first].strip(" ") not in ("", "-"):
        raise EditError(f"{'.'.join(path)} shares its line with others: take it out by hand.")
    if entry[0] is not None and "-" in text[begin:first]:
        raise EditError(f"{'.'.join(path)} begins an item: take the whole item out.")
    return text[:begin] + text[_after_entry(text, last, parent.column - 1) :]


def _with_entry(
    text: str, parent: Node, path: Path, value: str | None, order: Sequence[str], item: str | None = None
) -> str:
    """Add a line to a mapping: the rest of a path, and at its end a value or a list of one item."""
    if not isinstance(parent, MappingNode):
        raise EditError(f'"{path[0]}" is not there: add the whole item.')
    if parent.flow:
        source = written(value) if value is not None else f"[{item}]"
        for step in reversed(path[1:]):
            source = f"{{{written(step)}: {source}}}"
        return _put_in_brackets(text, parent, f"{written(path[0])}: {source}")
    newline = _newline(text)
    lines = [f"{' ' * (parent.column - 1 + STEP * i)}{written(step)}:" for i, step in enumerate(path)]
    if value is not None:
        lines[-1] += f" {written(value)}"
    else:
        lines.append(f"{' ' * (parent.column - 1 + STEP * len(path))}- {item}")
    block = newline.join(lines)
    before = [v for k, v in parent.items() if _comes_before(k, path[0], order)]
    if before:
        return _put_line(text, before[-1], parent.column - 1, block)
    at = text.rfind("\n", 0, next(iter(parent)).start) + 1
    return text[:at] + block + newline + text[at:]


def _comes_before(here: str, new: str, order: Sequence[str]) -> bool:
    if new not in order:
        return True
    return here not in order or order.index(here) < order.index(new)


def _put_line(text: str, previous: Node, column: int, line: str) -> str:
    at = _after_entry(text, previous.end, column)
    newline = _newline(text)
    if at and not text[:at].endswith("\n"):
        return text[:at] + newline + line + text[at:]
    return text[:at] + line + newline + text[at:]


def _after_entry(text: str, end: int, column: int) -> int:
    """Return where the line after an entry begins: behind its comment, and comments that go on deeper below it."""
    at = _next_line(text, end)
    while at < len(text) and (deeper := re.match(r"( *)#", text[at:])) and len(deeper.group(1)) > column:
        at = _next_line(text, at)
    return at


def _next_line(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _put_in_brackets(text: str, span: MappingNode | ListNode, source: str) -> str:
    if inside := entries(span):
        at = inside[-1][1].end
        return f"{text[:at]}, {source}{text[at:]}"
    return f"{text[: span.end - 1].rstrip()}{source}{text[span.end - 1 :]}"


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
