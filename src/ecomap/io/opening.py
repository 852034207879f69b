"""A business together with the map that it stands on: the shipped one, what was asked for, and its own overlays."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ecomap.errors import FileError
from ecomap.io.businesses import business_text, parse_business
from ecomap.io.document import ListNode
from ecomap.io.maps import Maps, load_map
from ecomap.io.yaml_reader import read_yaml
from ecomap.model import Business, Scalar
from ecomap.model.compiled import CompiledMap


@dataclass(frozen=True, slots=True)
class Opened:
    """One or more businesses and their map."""

    ecosystem: CompiledMap
    sha256: str
    """Fingerprint of the map's files, overlays included."""
    businesses: tuple[Business, ...]

    @property
    def business(self) -> Business:
        """The only business, or the first."""
        return self.businesses[0]


def open_business(name: str, maps: Maps = None) -> Opened:
    """Read a business and the map that it stands on.

    Parameters
    ----------
    name
        A business file, ``-`` for standard input, or a template.
    maps
        A map instead of the shipped one, or overlays on top of it; those that the file names come last.

    Raises
    ------
    FileError
        A file, or an overlay that it names, cannot be read.
    InputError
        With every problem of the map, else every problem of the business.
    """
    return open_businesses([name], maps)


def open_businesses(names: Sequence[str], maps: Maps = None) -> Opened:
    """Read several businesses that stand on one map, with the overlays that any of them names on top."""
    texts = [business_text(name) for name in names]
    ecosystem, sha256 = _map_of([(name, *text) for name, text in zip(names, texts, strict=True)], maps)
    return Opened(ecosystem, sha256, tuple(parse_business(label, text, ecosystem) for label, text in texts))


def map_of_text(name: str, label: str, text: str, maps: Maps = None) -> CompiledMap:
    """Return the map that the text of a business file stands on, with the overlays that it names."""
    return _map_of([(name, label, text)], maps)[0]


def _map_of(texts: Sequence[tuple[str, str, str]], maps: Maps) -> tuple[CompiledMap, str]:
    asked = [] if maps is None else [maps] if isinstance(maps, Path) else list(maps)
    named = [path for name, label, text in texts for path in _overlays(name, label, text)]
    return load_map(list(dict.fromkeys([*asked, *named])) or None)


def _overlays(name: str, label: str, text: str) -> list[Path]:
    """Return the overlays that a business file names; what else is wrong with the file is told when it is read."""
    if "overlays" not in text:
        return []
    document = read_yaml(text, label)
    node = document.root.get(Scalar("overlays"))
    written = [item for item in node if isinstance(item, Scalar)] if isinstance(node, ListNode) else []
    folder = Path(name).parent if Path(name).is_file() else Path()
    for item in written:
        if not (folder / item).is_file():
            place = document.locate(("overlays", written.index(item)))
            raise FileError(
                f"{place}  overlays: no such file: {folder / item}. Its path starts from this file's folder."
            )
    return [folder / item for item in written]
