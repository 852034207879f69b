"""The files of a map, and the map that was compiled of them."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ecomap.errors import InputError
from ecomap.io.compiled import find_compiled, store_compiled
from ecomap.io.text import read_bytes
from ecomap.model.compiled import CompiledMap
from ecomap.places import data_folder
from ecomap.record import record

if TYPE_CHECKING:
    from ecomap.model import EcosystemMap

OVERLAY = re.compile(rb"""(?:^[ \t]*|[{,][ \t]*)["']?schema["']?[ \t]*:[ \t]*["']?ecomap/overlay/""", re.MULTILINE)
FILES_KEY = re.compile(r"""^["']?files["']?[ \t]*:""", re.MULTILINE)

Maps = Path | Sequence[Path] | None
"""A map's entrance, or several files in layers: at most one entrance and any number of overlays."""


@record
class MapFiles:
    """The files of a map as bytes, by the name the user knows them by; the entrance first."""

    contents: dict[str, bytes]
    overlays: tuple[tuple[str, bytes], ...] = ()  # overlays, the lowest first

    @property
    def sha256(self) -> str:
        """Fingerprint of every byte of every file, in order."""
        digest = hashlib.sha256()
        for name, content in self.contents.items():
            digest.update(f"{Path(name).name} {len(content)}\n".encode())
            digest.update(content)
        for name, content in self.overlays:
            digest.update(f"overlay {Path(name).name} {len(content)}\n".encode())
            digest.update(content)
        return digest.hexdigest()


def shipped_map() -> Path:
    """Return the entrance of the shipped map."""
    return data_folder() / "sectors.yaml"


def load_map(entrance: Maps = None, overlays: Sequence[Path] = ()) -> tuple[CompiledMap, str]:
    """Return a map as a query needs it, and the sha256 of its files; the shipped map by default.

    A map that has been read before comes from its compiled form, found by that sha256.

    Parameters
    ----------
    entrance
        A map's first file; or several files, each taken for a map or an overlay by its ``schema`` line.
    overlays
        Overlays to lay on top, in order.

    Raises
    ------
    FileError
        A file cannot be read.
    InputError
        With every problem of every file.
    """
    files = map_files(entrance, overlays)
    sha256 = files.sha256
    found = find_compiled(sha256)
    if found is None:
        from ecomap.compiling import compile_map
        from ecomap.io.map_reader import parse_map

        found = compile_map(parse_map(files), sha256)
        store_compiled(found)
    for text in found.notes:
        note(text)
    return found, sha256


def load_whole_map(entrance: Maps = None, overlays: Sequence[Path] = ()) -> "tuple[EcosystemMap, str]":
    """Return a map with all that its files say, to look at, edit or compare: as `load_map`, but read each time."""
    from ecomap.io.map_reader import parse_map

    files = map_files(entrance, overlays)
    ecosystem = parse_map(files)
    for text in ecosystem.notes:
        note(text)
    return ecosystem, files.sha256


def note(text: str) -> None:
    """Say what a user should hear of but no program needs: through the logger ``ecomap``, else on standard error."""
    import logging

    logging.getLogger("ecomap").warning("note: %s", text)


def entrance_of(maps: Maps) -> Path:
    """Return a map's first file, beside which its statistics lie; that of the shipped map below overlays alone."""
    return Path(next(iter(map_files(maps).contents)))


def map_files(entrance: Maps = None, overlays: Sequence[Path] = ()) -> MapFiles:
    """Read the bytes of the entrance, of every file it names, and of the overlays."""
    given = [] if entrance is None else [entrance] if isinstance(entrance, Path) else list(entrance)
    contents = [(path, _bytes(path)) for path in given]
    maps = [(path, content) for path, content in contents if not OVERLAY.search(content)]
    if len(maps) > 1:
        said = f"a second map, after {maps[0][0]}."
        raise InputError.of(maps[1][0], said, "Name one map and any number of overlays.")
    first, content = maps[0] if maps else (shipped_map(), _bytes(shipped_map()))
    others = [first.parent / name for name in named_files(content)]
    on_top = [(str(path), content) for path, content in contents if OVERLAY.search(content)]
    on_top += [(str(path), _bytes(path)) for path in overlays]
    return MapFiles({str(first): content} | {str(path): _bytes(path) for path in others}, tuple(on_top))


def named_files(entrance: bytes) -> list[str]:
    """Find the names in the ``files:`` list without reading the whole file as YAML."""
    text = entrance.decode("utf-8", "replace")
    found = FILES_KEY.search(text)
    names: list[str] = []
    for line in text[found.end() :].splitlines() if found else []:
        if line and not line.startswith((" ", "-", "[", "]")):
            break
        names += [name for part in line.split("#")[0].split(",") if (name := part.strip(" -[]'\""))]
    return [] if "\x00" in text else names


def _bytes(path: Path) -> bytes:
    return read_bytes(path, folder="Name the map's entrance, as data/sectors.yaml.")
