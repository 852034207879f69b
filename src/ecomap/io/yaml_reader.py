"""Plain YAML from the parser's event stream, every value with its place, every trap refused.

The stream is read instead of the usual loaders because those crash on deep nesting, let the last of two
equal keys win in silence, expand merge keys without limit, and turn 0111, 62.10 and no into something else.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from ecomap.errors import Location, ParseError, Problem
from ecomap.io.document import Document, ListNode, MappingNode, Node
from ecomap.io.text import invisible_in
from ecomap.model import Scalar

MAX_DEPTH = 32  # levels of nesting; our own files use at most 6
MAX_NODES = 1_000_000  # values in one file; our own largest has under 50,000
TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels or over {MAX_NODES:,} values."

SPACE = r"[^\S\n\r\x85\u2028\u2029 {}]"
ODD_SPACE = re.compile(rf"^ *({SPACE.format('')})|(?<=[:-])({SPACE.format(chr(92) + 't')})", re.MULTILINE)
"""A tab before a line's first word, or a space copied from a page: YAML takes neither for a space."""
COPIED, PLAIN_SPACES = "a space copied from a page or letter, which YAML takes for a sign.", "Type plain spaces here."
NEAR = 2  # lines before the place where the text stops being YAML in which such a space is what is wrong

BLOCKS = ("|", ">")  # styles of a text over several lines, to which the blank lines after it belong

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str, name: str, example: str = "business show bakery") -> Document:
    """Read one YAML document whose top is a mapping; the example is the command that prints one like it.

    The document has a problem for every duplicate key, anchor, alias, tag, merge key and missing value; whoever
    validates it adds what else is wrong, so that the user sees all of it at once. Where the text stops being YAML, is
    no mapping, or is too large to read on, that is a ParseError.
    """
    reader = _Reader(name, text, example)
    try:
        root = reader.document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        raise ParseError([*reader.problems, _syntax_problem(name, error, text)]) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        where = Location(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise ParseError([Problem(where, "", "a character that YAML forbids.", "Remove it.")]) from None
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        said = " ".join(str(error).split())
        raise ParseError.of(name, f"not YAML: {said}.") from None
    if not isinstance(root, MappingNode):
        odd = _odd_space(name, text, root.line) if root is not None else None
        raise ParseError([*reader.problems[:-1], odd] if odd else reader.problems)
    return Document(name, root, tuple(reader.problems))


def _odd_space(name: str, text: str, line: int) -> Problem | None:
    """Return the last space on a line, or on the two before it, that is none to YAML."""
    lines = text.splitlines(keepends=True)
    start = sum(map(len, lines[: max(line - 1 - NEAR, 0)]))
    found = list(ODD_SPACE.finditer(text, start, sum(map(len, lines[:line]))))
    if not found:
        return None
    at = found[-1].start(found[-1].lastindex or 0)
    *before, here = f"{text[:at]}|".splitlines()
    wrong = "a tab stands where YAML wants spaces." if text[at] == "\t" else COPIED
    return Problem(Location(name, len(before) + 1, len(here)), "", wrong, PLAIN_SPACES)


def _syntax_problem(name: str, error: yaml.MarkedYAMLError, text: str) -> Problem:
    lines = text.count("\n") + 1
    mark = error.problem_mark or error.context_mark
    where = Location(name, mark.line + 1, mark.column + 1) if mark else Location(name)
    if mark and mark.line >= lines and error.context_mark:  # libyaml looks for the rest beyond the end
        where = Location(name, error.context_mark.line + 1, error.context_mark.column + 1)
    said = " ".join(part for part in (error.context, error.problem) if part)
    if "nesting depth" in said:  # libyaml 0.2.6 refuses at 1,000 levels by itself, before an event is made
        return Problem(where, "", TOO_DEEP, "Split it up.")
    if (odd := _odd_space(name, text, where.line or lines)) is not None:
        return odd
    return Problem(where, "", f"not YAML: {said}.", "Quote texts with : or # in them; indent with spaces.")


def _digits(node: Node) -> bool:
    return isinstance(node, Scalar) and node.isdecimal()


class _Reader:
    def __init__(self, name: str, text: str, example: str) -> None:
        self.name, self.text, self.example = name, text, example
        self.problems: list[Problem] = []
        self.nodes = 0

    def document(self, events: Iterator[Any]) -> Node | None:
        """Consume the stream; return the root of its only document, None where that is refused."""
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    way_out = "One file holds one document: remove the ---."
                    self._report(event, "a second document begins here.", way_out)
                    break
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 0)
        if not documents:
            over = f"{shlex.quote(self.name)} --force" if Path(self.name).is_file() else "mine.yaml"
            way_out = f"Start from one: ecomap {self.example} -o {over}"
            self.problems.append(Problem(Location(self.name), "", "the file is empty.", way_out))
        elif not isinstance(root, MappingNode):
            top, way_out = MappingNode(1, 1), f"See: ecomap {self.example}"
            self._report_at(top, "expected lines like name: value at the top.", way_out)
        return root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            self._report(event, TOO_DEEP, "Split it up.")
            raise ParseError(self.problems)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._report(event, "anchors (&) and aliases (*) are not read.", "Write the value out, or quote it.")
        elif event.tag and event.tag != "!":
            self._report(event, f"tags are not read: {event.tag}.", "Leave it out: the schema says what a value is.")
        line, column, start = event.start_mark.line + 1, event.start_mark.column + 1, event.start_mark.index
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(MappingNode(line, column, start, flow=bool(event.flow_style)), events, depth + 1)
        if isinstance(event, yaml.SequenceStartEvent):
            items = ListNode(line, column, start, flow=bool(event.flow_style))
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self._value(event, events, depth + 1))
            after: Any = event.end_mark
            items.end = items[-1].end if items and not items.flow else after.index
            return items
        value, style, end = getattr(event, "value", ""), getattr(event, "style", None) or "", event.end_mark.index
        if any(invisible_in(value)):
            self._report(event, "an invisible character behind a backslash.", "Remove it.")
        end = len(self.text[:end].rstrip()) if style in BLOCKS else end
        return Scalar(value, line, column, style=style, start=start, end=end)

    def _mapping(self, mapping: MappingNode, events: Iterator[Any], depth: int) -> MappingNode:
        value: Node = mapping
        event: Any
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key, before = self._node(event, events, depth), value
            event = next(events)
            torn = _digits(key) and _digits(before) and key.end == event.start_mark.index  # no colon between them
            value = self._value(event, events, depth, f"Write {before}.{key}, with a point." if torn else "")
            if not isinstance(key, Scalar):
                self._report_at(key, "a list or mapping as a key.", "Write a plain word before the colon.")
            elif key == "<<":
                self._report_at(key, "merge keys (<<) are not read.", "Write the lines out.")
            elif (first := mapping.key(key) if key in mapping else None) is not None:
                self._report_at(key, f'"{key}" stands here twice, first in line {first.line}.', "Keep one of them.")
            else:
                mapping[key], mapping.keys_by_name[key] = value, key
        after: Any = event.end_mark
        mapping.end = after.index if mapping.flow else value.end
        return mapping

    def _value(self, event: Any, events: Iterator[Any], depth: int, torn: str = "") -> Node:
        node = self._node(event, events, depth)
        if isinstance(event, yaml.ScalarEvent) and isinstance(node, Scalar) and not node and not node.quoted:
            wrong = "a comma in braces ends the number before it." if torn else "nothing stands here."
            self._report(event, wrong, torn or "Write a value, or leave the line out.")
        return node

    def _report(self, event: Any, message: str, way_out: str) -> None:
        mark = event.start_mark
        self._report_at(MappingNode(mark.line + 1, mark.column + 1), message, way_out)

    def _report_at(self, node: Node, message: str, way_out: str) -> None:
        self.problems.append(Problem(Location(self.name, node.line, node.column), "", message, way_out))
