"""The map from its files: the entrance, the files it names, and what joins them checked."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ecomap.errors import FileError, InputError, Location, Problem, SchemaError
from ecomap.io.compiled import find_compiled, store_compiled
from ecomap.io.notes import note
from ecomap.model.compiled import CompiledMap
from ecomap.places import data_folder

if TYPE_CHECKING:  # what reads and checks a map is not loaded where a compiled one is found
    from ecomap.io.document import Document
    from ecomap.io.origin import Origin, Part
    from ecomap.model import EcosystemMap, MapPart
    from ecomap.results.maps import Finding

TABLE_KEYS = {
    "prevalence.csv": "influences", "coupling.csv": "couplings", "norms.csv": "norms", "readiness.csv": "readiness",
    "modifiers.csv": "modifiers", "pace.csv": "paces",
}  # fmt: skip
FORM = "form"
"""The rule that a file which cannot be read as a map has broken."""
OVERLAY = re.compile(rb"""^["']?schema["']?[ \t]*:[ \t]*["']?ecomap/overlay/""", re.MULTILINE)
FILES_KEY = re.compile(r"""^["']?files["']?[ \t]*:""", re.MULTILINE)

Maps = Path | Sequence[Path] | None
"""A map's entrance, or several files in layers: at most one entrance and any number of overlays."""


@dataclass(frozen=True, slots=True)
class MapFiles:
    """The files of a map as bytes, by the name the user knows them by; the entrance first."""

    contents: dict[str, bytes]
    overlays: tuple[tuple[str, bytes], ...] = ()
    """Overlays, the lowest first."""

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


@dataclass(frozen=True, slots=True)
class Examination:
    """Everything that was found in a map; without errors, also the map."""

    ecosystem: "EcosystemMap | None"
    findings: "tuple[Finding, ...]"


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

        found = compile_map(parse_map(files), sha256)
        store_compiled(found)
    for text in found.notes:
        note(text)
    return found, sha256


def load_whole_map(entrance: Maps = None, overlays: Sequence[Path] = ()) -> "tuple[EcosystemMap, str]":
    """Return a map with all that its files say, to look at, edit or compare: as `load_map`, but read each time."""
    files = map_files(entrance, overlays)
    ecosystem = parse_map(files)
    for text in ecosystem.notes:
        note(text)
    return ecosystem, files.sha256


def map_files(entrance: Maps = None, overlays: Sequence[Path] = ()) -> MapFiles:
    """Read the bytes of the entrance, of every file it names, and of the overlays."""
    given = [] if entrance is None else [entrance] if isinstance(entrance, Path) else list(entrance)
    contents = [(path, _read(path)) for path in given]
    maps = [(path, content) for path, content in contents if not OVERLAY.search(content)]
    if len(maps) > 1:
        message = f"a second map, after {maps[0][0]}."
        raise InputError([Problem(Location(str(maps[1][0])), "", message, "Name one map and any number of overlays.")])
    first, content = maps[0] if maps else (shipped_map(), _read(shipped_map()))
    others = [first.parent / name for name in _named_files(content)]
    on_top = [(str(path), content) for path, content in contents if OVERLAY.search(content)]
    on_top += [(str(path), _read(path)) for path in overlays]
    return MapFiles({str(first): content} | {str(path): _read(path) for path in others}, tuple(on_top))


def _named_files(entrance: bytes) -> list[str]:
    """Find the names in the ``files:`` list without reading the whole file as YAML."""
    text = entrance.decode("utf-8", "replace")
    found = FILES_KEY.search(text)
    names: list[str] = []
    for line in text[found.end() :].splitlines() if found else []:
        if line and not line.startswith((" ", "-", "[", "]")):
            break
        names += [name for part in line.split("#")[0].split(",") if (name := part.strip(" -[]'\""))]
    return [] if "\x00" in text else names


def parse_map(files: MapFiles) -> "EcosystemMap":
    """Read and check a whole map, or say everything that is wrong with it."""
    from ecomap.io.checks import integrity_problems
    from ecomap.io.overlays import without_retired

    joined, origin = _joined(files)
    problems = integrity_problems(joined, origin)
    if problems:
        raise SchemaError(problems)
    return without_retired(joined, origin).ecosystem


def check_map(entrance: Maps = None) -> "tuple[EcosystemMap, list[Problem]]":
    """Read a map from its source and return it with everything that deserves a look.

    Raises
    ------
    InputError
        With every problem of every file, where the map cannot be used.
    """
    examined = examine_map(entrance)
    if examined.ecosystem is None:
        raise SchemaError([finding.problem for finding in examined.findings if finding.level == "error"])
    return examined.ecosystem, [finding.problem for finding in examined.findings if finding.level == "warning"]


def examine_map(entrance: Maps = None) -> Examination:
    """Read a map from its source and return everything that was found, errors, warnings and notes, in file order."""
    from ecomap.io.cautions import cautions
    from ecomap.io.checks import broken_rules
    from ecomap.io.overlays import without_retired
    from ecomap.results.maps import Finding

    try:
        joined, origin = _joined(map_files(entrance))
    except InputError as error:
        return Examination(None, tuple(Finding("error", FORM, problem) for problem in error.problems))
    errors = broken_rules(joined, origin)
    if errors:
        return Examination(None, tuple(errors))
    answer = without_retired(joined, origin)
    return Examination(answer.ecosystem, tuple(cautions(joined, origin, answer)))


def load_hand_made(entrance: Path) -> "MapPart":
    """Return the part of a map that people write: everything but the derived tables, which need not exist yet."""
    first = _read(entrance)
    names = [name for name in _named_files(first) if not name.endswith(".csv")]
    others = {str(entrance.parent / name): _read(entrance.parent / name) for name in names}
    return _joined(MapFiles({str(entrance): first} | others), partly=True)[0]


def _joined(files: MapFiles, *, partly: bool = False) -> "tuple[EcosystemMap, Origin]":
    """Return the lists of all files as one map, not yet checked, and where everything was written."""
    from ecomap.io.overlays import laid, whole_map
    from ecomap.model import MapEntrance, Overlay

    parts, problems = _parts(files)
    if problems:
        raise SchemaError(problems)
    document, entrance = parts[0]
    assert isinstance(entrance, MapEntrance)
    if not partly and [str(Path(document.name).parent / name) for name in entrance.files] != list(files.contents)[1:]:
        message = "the list is not read as it stands here."
        way_out = "Write files: at the start of a line and one name a line below it, each after a dash."
        raise SchemaError([Problem(document.locate(("files",)), "files", message, way_out)])
    base, overlays = parts[: len(files.contents)], parts[len(files.contents) :]
    lists, origin = laid(base, overlays)
    names = tuple(part.id for _, part in overlays if isinstance(part, Overlay))
    return whole_map(entrance, **lists, overlays=names), origin


def _parts(files: MapFiles) -> "tuple[list[Part], list[Problem]]":
    from ecomap.io.validation import validated
    from ecomap.model import MapEntrance, MapPart, Overlay

    parts: list[Part] = []
    problems: list[Problem] = []
    layers: list[tuple[str, bytes, type[MapPart]]] = [(name, c, MapPart) for name, c in files.contents.items()]
    layers[0] = (*layers[0][:2], MapEntrance)
    layers += [(name, content, Overlay) for name, content in files.overlays]
    for name, content, model in layers:
        try:
            document = _document(name, content)
            parts.append((document, validated(model, document)))
        except InputError as error:
            problems += error.problems
    return parts, problems


def _document(name: str, content: bytes) -> "Document":
    from ecomap.io.csv_reader import read_csv
    from ecomap.io.stubs import with_what_is_to_do
    from ecomap.io.text import decode
    from ecomap.io.yaml_reader import read_yaml

    text = decode(content, name)
    if not name.endswith(".csv"):
        return with_what_is_to_do(read_yaml(text, name))
    key = TABLE_KEYS.get(Path(name).name)
    if key is None:
        known = ", ".join(sorted(TABLE_KEYS))
        raise SchemaError([Problem(Location(name), "", "no such table in a map.", f"Known: {known}.")])
    return read_csv(text, name, key)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise FileError(f"{path}: is a directory. Name the map's entrance, as data/sectors.yaml.") from None
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}.") from None
