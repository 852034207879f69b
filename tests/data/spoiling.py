"""The files of a map as text from which single fields can be taken, each place found by PyYAML and csv alone."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TABLES = {
    "prevalence.csv": "influences", "coupling.csv": "couplings", "modifiers.csv": "modifiers", "pace.csv": "paces",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """An item of a list of the map: its fields as text, and what to take out of its file for each of them."""

    file: Path
    kind: str
    line: int
    said: dict[str, str]
    """Fields that hold one plain value; those of a mapping inside as ``pace.evidence``."""
    spans: dict[str, tuple[int, int]]
    """For each of these from where to where it stands in the file."""
    inside: dict[str, int]
    """Line of each mapping inside."""

    def line_of(self, field: str) -> int:
        """Return the line of the mapping that a field belongs to."""
        return self.inside.get(field.rpartition(".")[0], self.line)

    def without(self, text: str, field: str) -> str:
        """Return the file's text without one field of this item; every line keeps its number."""
        start, end = self.spans[field]
        *lines, indentation = text[start:end].split("\n")
        if field == next(iter(self.spans)):  # the item begins with it: what follows takes its place in this line
            return text[:start] + text[end:]
        return text[:start] + "\n" * len(lines) + (indentation if not indentation.strip() else "") + text[end:]


def entries(path: Path) -> list[Entry]:
    """Return every item of every list of a file."""
    text = path.read_text(encoding="utf-8")
    return list(_rows(path, text) if path.suffix == ".csv" else _items(path, text))


def _rows(path: Path, text: str) -> Iterator[Entry]:
    heading, start = next(csv.reader(io.StringIO(text))), text.index("\n") + 1
    for line, row in enumerate(text.splitlines()[1:], start=2):
        spans, at = {}, start
        cells = next(csv.reader([row]))
        for title, cell in zip(heading, cells, strict=True):
            length = len(cell) + (2 if row[at - start : at - start + 1] == '"' else 0)
            spans[title] = (at, at + length)
            at += length + 1
        assert at == start + len(row) + 1, row
        yield Entry(path, TABLES[path.name], line, dict(zip(heading, cells, strict=True)), spans, {})
        start += len(row) + 1


def _items(path: Path, text: str) -> Iterator[Entry]:
    for key, value in yaml.compose(text, Loader=LOADER).value:
        for node in value.value if isinstance(value, yaml.SequenceNode) else ():
            if isinstance(node, yaml.MappingNode):
                said, spans = {}, {}
                _fields(node, "", said, spans)
                inside = {k.value: v.start_mark.line + 1 for k, v in node.value if isinstance(v, yaml.MappingNode)}
                yield Entry(path, key.value, node.start_mark.line + 1, said, spans, inside)


def _fields(node: yaml.MappingNode, above: str, said: dict[str, str], spans: dict[str, tuple[int, int]]) -> None:
    for i, (key, value) in enumerate(node.value):
        name = above + key.value
        if isinstance(value, yaml.ScalarNode):
            said[name] = value.value
        elif isinstance(value, yaml.MappingNode) and not above:
            _fields(value, f"{name}.", said, spans)
        if i + 1 < len(node.value):
            spans[name] = key.start_mark.index, node.value[i + 1][0].start_mark.index
        else:
            before = node.value[i - 1][1].end_mark.index if i else key.start_mark.index
            spans[name] = before, value.end_mark.index
