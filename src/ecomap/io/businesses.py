"""Businesses: a file, a template, a trade or a list of sectors, read with the map that they stand on.

A file is checked when its bytes have changed, or the map's; the checked form is kept by their hash. The forms of the
templates are shipped.
"""

import hashlib
import re
import shlex
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ecomap.errors import FileError, SchemaError, UnknownNameError, did_you_mean, suggestion
from ecomap.firms import described, named
from ecomap.io.cache import cache_folder, data_of, keep, kept, sealed_data
from ecomap.io.maps import Maps, load_map, note
from ecomap.io.text import read_text
from ecomap.io.writing import put
from ecomap.model import AnyMap, Business, CompiledMap, OwnActivity, OwnInfluence, Resources
from ecomap.names import Names
from ecomap.places import data_folder
from ecomap.record import record
from ecomap.version import VERSION

SHIPPED = "templates.checked"  # name of the checked forms of the templates, beside the sources
TEMPLATE, SECTOR = "template:", "sector:"
"""Before a name: the template, or the kind of firm or sector, whatever else is called so too."""


def templates() -> dict[str, Path]:
    """Return the shipped business files by name, in alphabetical order."""
    return {path.stem: path for path in sorted((data_folder() / "templates").glob("*.yaml"))}


def template_text(name: str) -> str:
    """Return a shipped business file as it was written.

    Raises
    ------
    UnknownNameError
        No template has this name; says which come near.
    """
    known = templates()
    if name not in known:
        raise UnknownNameError("template", name, known)
    return known[name].read_text(encoding="utf-8")


def load_business(name: str | Path, ecosystem: AnyMap) -> Business:
    """Read a business from a file, from standard input (``-``), from a template or as the firm that a trade names.

    Raises
    ------
    FileError
        Neither a file nor a template nor a trade.
    InputError
        With everything that is wrong in the file.
    """
    name = str(name)
    return _of_trade(name, ecosystem) if meant(name) == "trade" else parse_business(*business_text(name), ecosystem)


def meant(name: str) -> Literal["file", "template", "trade"]:
    """Tell what a name is taken for: a file before a template, a template before a kind of firm or a sector."""
    if name.startswith((SECTOR, TEMPLATE)):
        return "trade" if name.startswith(SECTOR) else "template"
    if is_file(name):
        return "file"
    return "template" if name in templates() else "trade"


def almost(name: str) -> list[str]:
    """Return the files that are called like a name but for their ending."""
    return [path for path in (f"{name}.yaml", f"{name}.yml") if _exists(path)]


def _of_trade(name: str, ecosystem: AnyMap) -> Business:
    from ecomap.io.amounts import AmountError
    from ecomap.io.shares import divided, read_weights

    try:
        shares = divided(read_weights("firm", [name.removeprefix(SECTOR)], Names.of(ecosystem)))
        return business_of_sectors(shares or {name: 1.0}, ecosystem)
    except AmountError as error:
        raise SchemaError.of(name, str(error)) from None
    except UnknownNameError as error:
        if _exists(name):
            read_text(name)  # a folder, and told so
        trend = f"It is a trend, and stands behind the firm: ecomap explain bakery {shlex.quote(name)}"
        hint = did_you_mean(almost(name)) or suggestion(name, templates())
        hint = hint or (trend if Names.of(ecosystem).find("trend", name) else error.way_out)
        others = "Templates: ecomap business templates\nA file of your own: ecomap business new"
        raise FileError(f'"{name}" is no file, no template and no trade. {hint}\n{others}') from None


def business_text(name: str, maps: Maps = None) -> tuple[str, str]:
    """Return a business file, standard input, a template or a trade's file, with the name that messages call it by."""
    kind = meant(name)
    if kind == "file":
        return read_text(name)
    if kind == "template":
        return f"template {name.removeprefix(TEMPLATE)}", template_text(name.removeprefix(TEMPLATE))
    from ecomap.io.business_writer import business_file

    ecosystem, _ = load_map(maps)
    return f"trade {name.removeprefix(SECTOR)}", business_file(_of_trade(name, ecosystem), ecosystem)


def is_file(name: str) -> bool:
    """Tell whether a name means a file: one or a pipe that is there, standard input, or what has an ending.

    What ends in digits, like 56.10, is a code, and Bäcker/in a trade.
    """
    named = name == "-" or re.search(r"\.[a-z]\w*$", name, re.IGNORECASE) is not None
    return named or (_exists(name) and not Path(name).is_dir())


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


def parse_business(name: str, text: str, ecosystem: AnyMap) -> Business:
    """Turn the text of a business file into a business whose every name is an id of the map.

    A name that was replaced since the file was written is taken as what it means now, and a note says so; so is a
    trend or an activity that was withdrawn, which counts no more. A sector that was withdrawn is a problem.
    """
    key = _key(text, ecosystem)
    form = key and (_shipped_forms(data_folder() / SHIPPED).get(key) or data_of(kept(_path(key))))
    if form:
        return _business(form)
    from ecomap.io.business_reader import checked_business
    from ecomap.io.recognised import told_by_kind

    with told_by_kind(name, text, "business"):
        business, notes = checked_business(name, text, ecosystem)
    for said in notes:
        note(said)
    if key is not None and not notes:
        keep(_path(key), sealed_data(business.model_dump(exclude_none=True)), "business-*.checked")
    return business


def business_of_sectors(shares: Mapping[str, float], ecosystem: AnyMap) -> Business:
    """Return a business of which nothing but its kinds of firm and sectors is known.

    Raises
    ------
    UnknownNameError
        Neither a kind of firm nor a sector of the map.
    """
    by_id = named(shares.items(), ecosystem)
    if not shares or not all(0 < share < float("inf") for share in shares.values()):
        raise SchemaError.of("sectors", "every share must be above 0.", "Name at least one sector.")
    found = described(Business.made(sectors=by_id), ecosystem)
    [*kinds] = found.kinds
    called = Names.of(ecosystem).kinds[kinds[0]].name if len(kinds) == 1 else found.name
    return found.model_copy(update={"name": called})


# --- with the map


@record
class Opened:
    """One or more businesses and their map."""

    ecosystem: CompiledMap
    sha256: str  # fingerprint of the map's files, overlays included
    businesses: tuple[Business, ...]
    layers: tuple[Path, ...] = ()
    """The map's files where it is not the shipped one: maps that were asked for, then overlays that were named."""

    @property
    def business(self) -> Business:
        """The only business, or the first."""
        return self.businesses[0]


def open_business(name: str | Path, maps: Maps = None) -> Opened:
    """Read a business and the map that it stands on.

    Parameters
    ----------
    name
        A business file, ``-`` for standard input, a template or a trade.
    maps
        A map instead of the shipped one, or overlays on top of it; those that the file names come last.

    Raises
    ------
    FileError
        A file, or an overlay that it names, cannot be read.
    InputError
        With every problem of the map, else every problem of the business.
    """
    return open_businesses([str(name)], maps)


def open_businesses(
    names: Sequence[str], maps: Maps = None, read: Mapping[str, tuple[str, str]] | None = None
) -> Opened:
    """Read several businesses that stand on one map, with the overlays that any of them names on top.

    ``read`` holds what has been read of them, as `business_text` returns it.
    """
    texts = {name: (read or {}).get(name) or business_text(name) for name in names if meant(name) != "trade"}
    layers = _layers([(name, *text) for name, text in texts.items()], maps)
    ecosystem, sha256 = load_map(layers or None)
    businesses = (
        parse_business(*texts[name], ecosystem) if name in texts else _of_trade(name, ecosystem) for name in names
    )
    opened = Opened(ecosystem, sha256, tuple(businesses), layers)
    for name in names:
        if (taken := meant(name)) != "file" and (files := almost(name)):
            note(f'"{name}" is taken as the {taken}; the file is {files[0]}.')
    return opened


def map_of_text(name: str, label: str, text: str, maps: Maps = None) -> CompiledMap:
    """Return the map that the text of a business file stands on, with the overlays that it names."""
    return load_map(_layers([(name, label, text)], maps) or None)[0]


def _layers(texts: Sequence[tuple[str, str, str]], maps: Maps) -> tuple[Path, ...]:
    asked = [] if maps is None else [maps] if isinstance(maps, Path) else list(maps)
    named = [path for name, label, text in texts for path in _overlays(name, label, text)]
    return tuple(dict.fromkeys([*asked, *named]))


def _overlays(name: str, label: str, text: str) -> list[Path]:
    """Return the overlays that a business file names; what else is wrong with the file is told when it is read."""
    if "overlays" not in text:
        return []
    from ecomap.io.document import ListNode
    from ecomap.io.yaml_reader import read_yaml
    from ecomap.model import Scalar

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


# --- checked forms


def _key(text: str, ecosystem: AnyMap) -> str | None:
    """Return the hash of all that a checked form depends on: program, map and text; None where the map has none."""
    sha256 = ecosystem.sha256 if isinstance(ecosystem, CompiledMap) else ""
    said = f"{VERSION} {sorted(Business.__dataclass_fields__)} {sha256}\n{text}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest() if sha256 else None


def _path(key: str) -> Path:
    return cache_folder() / f"business-{key}.checked"


@cache
def _shipped_forms(path: Path) -> dict[str, Any]:
    return data_of(kept(path, own=False)) or {}


def _business(form: dict[str, Any]) -> Business:
    lists = {name: tuple(value) for name, value in form.items() if isinstance(value, list)}
    own = {
        "resources": Resources.made(**form["resources"]),
        "influences": tuple(OwnInfluence.made(**item) for item in form["influences"]),
        "own_activities": tuple(OwnActivity.made(**item) for item in form["own_activities"]),
    }
    return Business.made(**form | lists | own)


def write_shipped() -> Path:
    """Check the templates anew, and return where their forms lie now."""
    from ecomap.io.business_reader import checked_business

    ecosystem, _ = load_map()
    forms = {}
    for name in templates():
        text = template_text(name)
        business, _ = checked_business(f"template {name}", text, ecosystem)
        forms[_key(text, ecosystem)] = business.model_dump(exclude_none=True)
    path = data_folder() / SHIPPED
    put(path, sealed_data(forms))
    path.chmod(0o644)
    return path
