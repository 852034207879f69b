"""The map from its files: the entrance, the files it names, and what joins them checked."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ecomap.errors import FileError, InputError, Location, Problem, SchemaError
from ecomap.io.checks import Origin, integrity_problems, warnings
from ecomap.io.compiled import compiled, store_compiled
from ecomap.io.csv_reader import read_csv
from ecomap.io.document import Document
from ecomap.io.text import decode
from ecomap.io.validation import validated
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import EcosystemMap, MapPart
from ecomap.places import data_folder

TABLE_KEYS = {
    "prevalence.csv": "influences", "coupling.csv": "couplings", "norms.csv": "norms", "readiness.csv": "readiness",
    "modifiers.csv": "modifiers",
}  # fmt: skip
PART_LISTS = tuple(MapPart.model_fields)


@dataclass(frozen=True, slots=True)
class MapFiles:
    """The files of a map as bytes, by the name the user knows them by; the entrance first."""

    contents: dict[str, bytes]

    @property
    def sha256(self) -> str:
        """Fingerprint of every byte of every file, in order."""
        digest = hashlib.sha256()
        for name, content in self.contents.items():
            digest.update(f"{Path(name).name} {len(content)}\n".encode())
            digest.update(content)
        return digest.hexdigest()


def shipped_map() -> Path:
    """Return the entrance of the shipped map."""
    return data_folder() / "sectors.yaml"


def load_map(entrance: Path | None = None) -> tuple[EcosystemMap, str]:
    """Return a map and the sha256 of its files; the shipped map by default.

    A map that has been read before comes from its compiled form, found by that sha256.

    Raises
    ------
    FileError
        A file cannot be read.
    InputError
        With every problem of every file.
    """
    files = map_files(entrance or shipped_map())
    sha256 = files.sha256
    ecosystem = compiled(sha256)
    if ecosystem is None:
        ecosystem = parse_map(files)
        store_compiled(sha256, ecosystem)
    return ecosystem, sha256


def map_files(entrance: Path) -> MapFiles:
    """Read the bytes of the entrance and of every file it names."""
    first = _read(entrance)
    names = _named_files(first)
    return MapFiles(
        {str(entrance): first} | {str(entrance.parent / name): _read(entrance.parent / name) for name in names}
    )


def _named_files(entrance: bytes) -> list[str]:
    """Find the names in the ``files:`` list without reading the whole file as YAML."""
    text = entrance.decode("utf-8", "replace")
    _, _, after = text.partition("\nfiles:")
    names: list[str] = []
    for line in after.splitlines() if after else []:
        if line and not line.startswith((" ", "-", "[")):
            break
        names += [name for part in line.split("#")[0].split(",") if (name := part.strip(" -[]'\""))]
    return names


def parse_map(files: MapFiles) -> EcosystemMap:
    """Read and check a whole map, or say everything that is wrong with it."""
    return _checked(files)[0]


def check_map(entrance: Path) -> tuple[EcosystemMap, list[Problem]]:
    """Read a map from its source and return it with everything that deserves a look."""
    ecosystem, origin = _checked(map_files(entrance))
    return ecosystem, warnings(ecosystem, origin)


def load_hand_made(entrance: Path) -> MapPart:
    """Return the part of a map that people write: everything but the derived tables, which need not exist yet."""
    first = _read(entrance)
    names = [name for name in _named_files(first) if not name.endswith(".csv")]
    others = {str(entrance.parent / name): _read(entrance.parent / name) for name in names}
    return _joined([content for _, content in _parts(MapFiles({str(entrance): first} | others))])


def _checked(files: MapFiles) -> tuple[EcosystemMap, Origin]:
    parts = _parts(files)
    ecosystem = _joined([content for _, content in parts])
    origin = Origin(tuple(parts))
    problems = integrity_problems(ecosystem, origin)
    if problems:
        raise SchemaError(problems)
    return ecosystem, origin


def _parts(files: MapFiles) -> list[tuple[Document, MapPart]]:
    parts: list[tuple[Document, MapPart]] = []
    problems: list[Problem] = []
    for position, (name, content) in enumerate(files.contents.items()):
        try:
            document = _document(name, content)
            parts.append((document, validated(EcosystemMap if position == 0 else MapPart, document)))
        except InputError as error:
            problems += error.problems
    if problems:
        raise SchemaError(problems)
    return parts


def _document(name: str, content: bytes) -> Document:
    text = decode(content, name)
    if not name.endswith(".csv"):
        return read_yaml(text, name)
    key = TABLE_KEYS.get(Path(name).name)
    if key is None:
        known = ", ".join(sorted(TABLE_KEYS))
        raise SchemaError([Problem(Location(name), "", "no such table in a map.", f"Known: {known}.")])
    return read_csv(text, name, key)


def _joined(contents: Iterable[MapPart]) -> EcosystemMap:
    parts = list(contents)
    entrance = parts[0]
    assert isinstance(entrance, EcosystemMap)
    return entrance.model_copy(
        update={field: tuple(item for part in parts for item in getattr(part, field)) for field in PART_LISTS}
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise FileError(f"{path}: is a directory. Name the map's entrance, as data/sectors.yaml.") from None
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}.") from None
