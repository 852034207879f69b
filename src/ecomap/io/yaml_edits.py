"""Changes to a YAML text at known places: what is not touched keeps every byte, comments and blanks included.

Every library that reads YAML and writes it back loses formatting somewhere, so nothing is written back: a value is
replaced where it stands, a line is put after the one it follows, and a line is taken out.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

PLAIN = re.compile(r"[A-Za-z0-9_./+À-ɏ](?:[\w./+()'& -]*[\w./+()'])?")
"""Texts that mean themselves without quotes wherever they stand; others are quoted."""
RESERVED = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
"""Words that other readers of YAML take for something else."""
STEP = 2
"""Blanks by which what is added is indented."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Kind = Literal["scalar", "mapping", "list"]
Path = Sequence[str]


class EditError(Exception):
    """A change that would have to tear up lines that belong together; carries a sentence."""


@dataclass(slots=True)
class Span:
    """A value and where in the text it stands."""

    kind: Kind
    start: int
    end: int
    """After its last character; a comment behind it does not belong to it."""
    column: int
    flow: bool = False
    """Written in brackets."""
    value: str = ""
    quote: str = ""
    entries: list[tuple["Span | None", "Span"]] = field(default_factory=list)
    """Key and value of a mapping's lines; no key in a list."""

    def child(self, name: str) -> "tuple[Span | None, Span] | None":
        """Return the line of a key, or the item of a list that is called so."""
        return next((entry for entry in self.entries if name in _names(*entry)), None)


def _names(key: Span | None, value: Span) -> Iterator[str]:
    """Yield what a line or item is called: its key, its text, or the id, trend or sector inside it."""
    if key is not None:
        yield key.value
    elif value.kind == "scalar":
        yield value.value
    elif value.kind == "mapping":
        yield from (v.value for k, v in value.entries if k is not None and k.value in ("id", "trend", "sector"))


def spans(text: str) -> Span:
    """Return the top of a YAML text that has been read without problems."""
    events = iter(yaml.parse(text, Loader=_LOADER))
    event = next(event for event in events if isinstance(event, yaml.NodeEvent))
    return _span(text, event, events)


def _span(text: str, event: Any, events: Iterator[Any]) -> Span:
    start, end, column = event.start_mark.index, event.end_mark.index, event.start_mark.column
    if isinstance(event, yaml.ScalarEvent):
        end = len(text[:end].rstrip()) if event.style in ("|", ">") else end
        return Span("scalar", start, end, column, value=event.value, quote=event.style or "")
    mapping = isinstance(event, yaml.MappingStartEvent)
    span = Span("mapping" if mapping else "list", start, start, column, flow=bool(event.flow_style))
    inner: Any = next(events)
    while not isinstance(inner, yaml.CollectionEndEvent):
        key = _span(text, inner, events) if mapping else None
        value = _span(text, next(events) if mapping else inner, events)
        span.entries.append((key, value))
        inner = next(events)
    closing: Any = inner.end_mark
    span.end = closing.index if span.flow else span.entries[-1][1].end
    return span


def written(value: str) -> str:
    """Return a text as YAML writes it on one line: as it is where that is safe, else in quotes."""
    if PLAIN.fullmatch(value) and value.casefold() not in RESERVED:
        return value
    return json.dumps(value, ensure_ascii=False)


def with_value(text: str, path: Path, value: str, *, order: Sequence[str] = ()) -> str:
    """Return the text in which the value at a path is this one; what is missing on the way to it is added.

    Parameters
    ----------
    path
        Keys from the top; an item of a list by its text, or by the id, trend or sector inside it.
    value
        The new value, as a person would say it.
    order
        The order in which the top's lines are usually written, for where a new one goes.
    """
    span = spans(text)
    for depth, step in enumerate(path):
        found = span.child(step)
        if found is None:
            return _with_entry(text, span, path[depth:], value, order if depth == 0 else ())
        span = found[1]
    if span.kind != "scalar":
        raise EditError(f"{'.'.join(path)} holds several lines: name one of them.")
    return _replaced(text, span, value)


def _replaced(text: str, span: Span, value: str) -> str:
    new = written(value)
    if span.quote == '"':
        new = json.dumps(value, ensure_ascii=False)
    elif span.quote == "'":
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
    span, depth = spans(text), 0
    while depth < len(path) and (found := span.child(path[depth])) is not None:
        span, depth = found[1], depth + 1
    if depth < len(path):
        return _with_entry(text, span, path[depth:], None, order if depth == 0 else (), item=source)
    if span.kind != "list":
        raise EditError(f"{'.'.join(path)} is no list.")
    if span.flow:
        return _put_in_brackets(text, span, source)
    return _put_line(text, span.entries[-1][1], span.column, f"{' ' * span.column}- {source}")


def without(text: str, path: Path) -> str:
    """Return the text without the line or item at a path; a field that would hold nothing goes with it.

    Raises
    ------
    KeyError
        Nothing stands at the path.
    """
    chain = [spans(text)]
    entries: list[tuple[Span | None, Span]] = []
    for step in path:
        found = chain[-1].child(step)
        if found is None:
            raise KeyError(step)
        entries.append(found)
        chain.append(found[1])
    at = len(entries) - 1
    while at > 0 and len(chain[at].entries) == 1:
        at -= 1
    return _taken_out(text, chain[at], entries[at], path)


def _taken_out(text: str, parent: Span, entry: tuple[Span | None, Span], path: Path) -> str:
    first, last = (entry[0] or entry[1]).start, entry[1].end
    if parent.flow:
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
    return text[:begin] + text[_after_entry(text, last, parent.column) :]


def _with_entry(
    text: str, parent: Span, path: Path, value: str | None, order: Sequence[str], item: str | None = None
) -> str:
    """Add a line to a mapping: the rest of a path, and at its end a value or a list of one item."""
    if parent.kind != "mapping":
        raise EditError(f'"{path[0]}" is not there: add the whole item.')
    if parent.flow:
        source = written(value) if value is not None else f"[{item}]"
        for step in reversed(path[1:]):
            source = f"{{{written(step)}: {source}}}"
        return _put_in_brackets(text, parent, f"{written(path[0])}: {source}")
    newline = _newline(text)
    lines = [f"{' ' * (parent.column + STEP * i)}{written(step)}:" for i, step in enumerate(path)]
    if value is not None:
        lines[-1] += f" {written(value)}"
    else:
        lines.append(f"{' ' * (parent.column + STEP * len(path))}- {item}")
    block = newline.join(lines)
    before = [v for k, v in parent.entries if k is not None and _comes_before(k.value, path[0], order)]
    if before:
        return _put_line(text, before[-1], parent.column, block)
    first = parent.entries[0][0]
    at = text.rfind("\n", 0, first.start) + 1 if first is not None else 0
    return text[:at] + block + newline + text[at:]


def _comes_before(here: str, new: str, order: Sequence[str]) -> bool:
    if new not in order:
        return True
    return here not in order or order.index(here) < order.index(new)


def _put_line(text: str, previous: Span, column: int, line: str) -> str:
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


def _put_in_brackets(text: str, span: Span, source: str) -> str:
    if span.entries:
        at = span.entries[-1][1].end
        return f"{text[:at]}, {source}{text[at:]}"
    return f"{text[: span.end - 1].rstrip()}{source}{text[span.end - 1 :]}"


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
