"""Inputs spoiled by chance, the same for the same seed: bytes, lines, cells, and whole branches of a document."""

import csv
import io
import json
import random
import zipfile
from collections.abc import Callable
from typing import Any

import yaml

HAZARDS = (
    "", " ", "-1", "0", "1e308", "-1e308", "1e999", "1e-320", "nan", "NaN", ".inf", "-.inf", "0x10", "1_000",
    "0111", "1,5", "8.000", "9" * 400, "1/0", "70%", "EUR 9k", "٣", "½", "true", "null", "~", "no", "2026-02-30",
    "9999-12-31", "0000-00-00", "=cmd|'/c calc'!A0", "@SUM(1)", "<script>", "]]>", "&amp;", "\x1b[31m", "\x00",
    "\x85", "\u2028", "\u202e", "\ufffe", "\ud83d", "\u200d", "\ufeff", "İ", "ß", "é" * 300, "a" * 70_000,
    " (" * 25_000, "a " * 25_000, "=a;" * 16_000, "1, " * 16_000, "½" * 30_000, "of " * 300, "10 + " * 12_000,
    "e\u0301" * 50, "../../etc/passwd", "%s{0}", "*", "-", "<<", "&a [x]", "*a", "!!python/object:os.system x",
    "| \n x", "---", "{", "[", '"', "'", "\\", "\\ud800", "bakery=1e308", "bakery=;=", ";;;", "a: b", "#",
    "bakery: 1", "56.10", "nace:1.5", "template:bakery", "shop", "booking",
)  # fmt: skip
"""What has broken programs, each in the place of a value or in the midst of it."""
NUMBERS = (
    0,
    -1,
    1,
    0.5,
    1e308,
    -1e308,
    1e-320,
    10**30,
    2**63,
    -(2**63),
    float("inf"),
    float("nan"),
    101,
    4.000001,
    True,
)
DEEP = 5_000
"""Levels of nesting, far beyond what any reader takes."""
Change = Callable[[bytes, random.Random], bytes]


def mutated(seeds: list[bytes], chance: random.Random, structured: tuple[Change, ...]) -> bytes:
    """Return one of some inputs spoiled once or a few times."""
    content = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        if structured and chance.random() < 0.7:
            content = chance.choice(structured)(content, chance)
        else:
            content = (
                _splice(content, chance, chance.choice(seeds)) if chance.random() < 0.5 else _bytes(content, chance)
            )
    return content


def _span(length: int, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(length + 1)
    return start, min(length, start + chance.choice((1, 1, 2, 4, 16, 100, 1000)))


def _bytes(content: bytes, chance: random.Random) -> bytes:
    start, end = _span(len(content), chance)
    match chance.randrange(6):
        case 0:
            middle = bytes(byte ^ 1 << chance.randrange(8) for byte in content[start:end])
        case 1:
            middle = b""
        case 2:
            middle = content[start:end] * chance.choice((2, 3, 50))
        case 3:
            middle = chance.choice(HAZARDS).encode("utf-8", "surrogatepass")
        case 4:
            return content[:start]
        case _:
            middle = chance.randbytes(chance.choice((1, 2, 8)))
    return content[:start] + middle + content[end:]


def _splice(content: bytes, chance: random.Random, other: bytes) -> bytes:
    start, _ = _span(len(content), chance)
    begin, end = _span(len(other), chance)
    return content[:start] + other[begin:end] + content[start:]


def lines(content: bytes, chance: random.Random) -> bytes:
    """Take out, double, swap, shift or spoil lines."""
    rows = content.split(b"\n")
    one, two = chance.randrange(len(rows)), chance.randrange(len(rows))
    match chance.randrange(6):
        case 0:
            del rows[one]
        case 1:
            rows.insert(one, rows[two])
        case 2:
            rows[one], rows[two] = rows[two], rows[one]
        case 3:
            rows[one] = b" " * chance.choice((1, 2, 4)) + rows[one]
        case 4:
            rows[one] = rows[one].strip()
        case _:
            key, colon, _ = rows[one].partition(b": ")
            rows[one] = key + colon + chance.choice(HAZARDS).encode("utf-8", "surrogatepass")
    return b"\n".join(rows)


# --- documents


def tree(load: Callable[[bytes], Any], dump: Callable[[Any], str]) -> Change:
    """Return what changes a branch of a document."""

    def change(content: bytes, chance: random.Random) -> bytes:
        try:
            document = load(content)
        except (ValueError, RecursionError, yaml.YAMLError, AttributeError, OverflowError):
            return _bytes(content, chance)
        places = list(_places(document, None, None))
        _change_at(*chance.choice(places), places, chance) if places else None
        text = dump(document)
        if chance.random() < 0.02:
            text = text.replace(chance.choice(("bakery", "shop", "1", "id")), "[" * DEEP + "]" * DEEP, 1)
        return text.encode("utf-8", "surrogatepass")

    return change


def _places(node: Any, above: Any, key: Any) -> Any:
    if above is not None:
        yield above, key
    if isinstance(node, dict | list):
        for step, below in list(node.items()) if isinstance(node, dict) else list(enumerate(node)):
            yield from _places(below, node, step)


def _change_at(above: Any, key: Any, places: list[Any], chance: random.Random) -> None:
    other, there = chance.choice(places)
    match chance.randrange(7):
        case 0:
            del above[key]
        case 1:
            above[key] = chance.choice(HAZARDS)
        case 2:
            above[key] = chance.choice(NUMBERS)
        case 3:  # never a branch into itself: a document has an end
            above[key], other[there] = json.loads(json.dumps([other[there], above[key]], default=str))
        case 4:
            above[key] = chance.choice(([above[key]], {"x": above[key]}, [], {}, None, [above[key]] * 60))
        case 5 if isinstance(above, dict):
            above[chance.choice(HAZARDS)] = above.pop(key)
        case _:
            if isinstance(above, list):
                above.extend([above[key]] * chance.choice((1, 60)))
            else:
                above.update({f"{key}{n}": above[key] for n in range(chance.choice((1, 60)))})


def _yaml(content: bytes) -> Any:
    return yaml.load(content.decode("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _dump_yaml(document: Any) -> str:
    return str(yaml.dump(document, Dumper=_Plain, allow_unicode=True, sort_keys=False))


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


YAML = tree(_yaml, _dump_yaml)
JSON = tree(json.loads, json.dumps)


def json_line(content: bytes, chance: random.Random) -> bytes:
    """Change a branch of one line."""
    rows = content.split(b"\n")
    place = chance.randrange(len(rows))
    rows[place] = JSON(rows[place], chance)
    return b"\n".join(rows)


# --- tables


def cells(content: bytes, chance: random.Random) -> bytes:
    """Spoil, swap, add or take out cells and columns."""
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
    except (ValueError, csv.Error):
        return _bytes(content, chance)
    row = chance.choice(rows) if rows else []
    place = chance.randrange(len(row) + 1)
    match chance.randrange(5):
        case 0:
            row.insert(place, chance.choice(HAZARDS))
        case 1 if place < len(row):
            del row[place]
        case 2:
            rows.insert(chance.randrange(len(rows) + 1), list(row))
        case 3:
            row.extend(["x"] * chance.choice((1, 300)))
        case _ if place < len(row):
            row[place] = chance.choice((chance.choice(HAZARDS), row[place] + chance.choice(HAZARDS)))
    stream = io.StringIO()
    end = chance.choice(("\n", "\n", "\r\n", "\r"))
    csv.writer(stream, delimiter=chance.choice(",,,,;\t|"), lineterminator=end).writerows(rows)
    encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"))
    return stream.getvalue().encode(encoding, "surrogatepass" if "utf" in encoding else "replace")


def zipped(content: bytes, chance: random.Random) -> bytes:
    """Spoil one part of a packed file, and pack it again."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
    except Exception:  # whatever a spoiled archive brings about
        return _bytes(content, chance)
    if not parts:
        return _bytes(content, chance)
    name = chance.choice(sorted(parts))
    parts[name] = chance.choice((_bytes, _texts))(parts[name], chance)
    if chance.random() < 0.05:
        del parts[name]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return stream.getvalue()


def _texts(content: bytes, chance: random.Random) -> bytes:
    """Put a hazard between two signs of markup."""
    pieces = content.split(b">")
    place = chance.randrange(len(pieces))
    pieces[place] = chance.choice(HAZARDS).encode("utf-8", "surrogatepass") + pieces[place][pieces[place].find(b"<") :]
    return b">".join(pieces)


markup: Change = _texts
