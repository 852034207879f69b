"""Compiled maps as files: the shipped one beside its sources, others in the user's cache folder.

A file is one line with the sha256 of all that follows, one line of JSON (what map it is, and where each array and list
lies), the arrays as raw little-endian numbers, and each list as JSON, which is read when it is asked for. Nothing in it
is executed. It is believed if its hash is right, if it was made of the very bytes that are asked for, by a program with
the same fields, and, in the cache, if it is the user's own.
"""

import json
from collections.abc import Mapping
from functools import cache, partial
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecomap.io.cache import SEAL, cache_folder, keep, kept, sealed, unsealed
from ecomap.io.writing import put
from ecomap.model.compiled import INNER, RECORDS, CompiledMap
from ecomap.places import data_folder
from ecomap.version import VERSION

if TYPE_CHECKING:
    from ecomap.model.arrays import MapArrays

SHIPPED = "map.compiled"  # name of the shipped form, beside the sources
SAID = ("id", "version", "title", "sha256", "notes", "listed", "maturity", "evidence")
BOOK_FORM = "5f59a229"  # hash of the fields of the records that a ranking does not load (tests/io/test_compiled.py)
FORM = [[name, *record._fields] for name, record in [*RECORDS.items(), *INNER.items()]] + [["aligned", BOOK_FORM]]
"""What a form holds; one that holds anything else was made by another program."""


def encoded(compiled: CompiledMap) -> bytes:
    """Return the bytes of a compiled map."""
    import numpy as np

    from ecomap.model.compiled_book import BOOK_RECORDS

    stored = {
        name: np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        for name, array in sorted(compiled.arrays.stored().items(), key=lambda item: -item[1].itemsize)
    }
    places, at = {}, 0
    for name, array in stored.items():
        places[name] = [array.dtype.str, array.shape, at]
        at += array.nbytes
    lines = {name: _line(getattr(compiled, name)) for name in (*RECORDS, *BOOK_RECORDS)}
    ends = [*accumulate(map(len, lines.values()), initial=at)]
    header = {name: getattr(compiled, name) for name in SAID} | {"form": FORM, "arrays": places}
    header["lists"] = dict(zip(lines, pairwise(ends), strict=True))
    raw = (array.reshape(-1).view(np.uint8) for array in stored.values())
    label = _line(header)
    fill = b" " * (-(SEAL + len(label) + 1) % 8)  # numpy is slower on numbers that lie across words: widest first
    return sealed(label, fill, b"\n", *raw, *lines.values())


def _line(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def decoded(content: bytes) -> CompiledMap | None:
    """Return the compiled map of these bytes, or None where they are not whole or not of this program."""
    view = unsealed(content)
    if view is None:
        return None
    end = content.find(b"\n", SEAL) - SEAL
    try:
        header = json.loads(bytes(view[:end]))
        if header["form"] != FORM:
            return None
        known = {name: tuple(said) if isinstance(said := header[name], list) else said for name in SAID}
        rest = view[end + 1 :]
        lists = {name: rest[start:stop] for name, (start, stop) in header["lists"].items()}
        return CompiledMap.read_by(
            partial(_read, RECORDS, INNER, lists), **known, read_beside=partial(_read_beside, lists),
            load_arrays=partial(_load_arrays, rest, header["arrays"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, RecursionError):  # a right hash, but no map of ours
        return None


def _load_arrays(raw: memoryview, places: dict[str, list[Any]], compiled: CompiledMap) -> "MapArrays":
    """Return the arrays of a compiled map, made out of the bytes that follow its labels."""
    import numpy as np

    from ecomap.model.arrays import map_arrays

    found = {
        name: np.frombuffer(raw, kind, int(np.prod(shape)), start).reshape(shape)
        for name, (kind, shape, start) in places.items()
    }
    return map_arrays(compiled.axes, found)


def _read_beside(lists: Mapping[str, memoryview], name: str) -> tuple[Any, ...]:
    from ecomap.model.compiled_book import BOOK_INNER, BOOK_RECORDS

    return _read(BOOK_RECORDS, BOOK_INNER, lists, name)


def _read(
    kinds: Mapping[str, Any], inner: Mapping[str, Any], lists: Mapping[str, memoryview], name: str
) -> tuple[Any, ...]:
    """Return the list of this name."""
    return _records(kinds[name], json.loads(bytes(lists[name])), inner)


def _records(kind: Any, rows: list[list[Any]], inner: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return records, made by columns: most hold plain values only."""
    columns = list(zip(*rows, strict=True))
    for place, (name, column) in enumerate(zip(kind._fields, columns, strict=False)):
        if list in set(map(type, column)):
            of = inner.get(name)
            columns[place] = tuple(_held(of, value, inner) if isinstance(value, list) else value for value in column)
    return tuple(map(kind._make, zip(*columns, strict=True)))


def _held(kind: Any, values: list[Any], inner: Mapping[str, Any]) -> Any:
    """Return what a list holds: words, or a record of a kind, or several."""
    if kind is None or not values:
        return tuple(values)
    return _records(kind, values, inner) if isinstance(values[0], list) else _records(kind, [values], inner)[0]


# --- where they lie -------------------------------------------------------------------------------------------


def find_compiled(sha256: str) -> CompiledMap | None:
    """Return the compiled map that was made of the files with this fingerprint, if there is one to be believed."""
    shipped = _shipped(data_folder() / SHIPPED)
    if shipped is not None and shipped.sha256 == sha256:
        return shipped
    content = kept(_cached(sha256))
    found = decoded(content) if content is not None else None
    return found if found is not None and found.sha256 == sha256 else None


@cache
def _shipped(path: Path) -> CompiledMap | None:
    """Return the shipped map, read once a process: its numbers, and what is made of them, are the same each time."""
    content = kept(path, own=False)
    return decoded(content) if content is not None else None


def store_compiled(compiled: CompiledMap) -> None:
    """Keep a compiled map in the cache, whole or not at all; a folder that cannot be written is no error."""
    keep(_cached(compiled.sha256), encoded(compiled), "map-*")


def _cached(sha256: str) -> Path:
    return cache_folder() / f"map-{VERSION}-{sha256}.compiled"


def write_shipped() -> Path:
    """Compile the shipped map anew, and return where its form lies now: ``python -m ecomap.io.compiled``."""
    from ecomap.compiling import compile_map
    from ecomap.io.map_reader import parse_map
    from ecomap.io.maps import map_files

    files = map_files()
    path = data_folder() / SHIPPED
    put(path, encoded(compile_map(parse_map(files), files.sha256)))
    path.chmod(0o644)
    _shipped.cache_clear()
    from ecomap.io import businesses

    businesses.write_shipped()
    return path


if __name__ == "__main__":
    from argparse import ArgumentParser

    ArgumentParser(description=write_shipped.__doc__).parse_args()
    write_shipped()
