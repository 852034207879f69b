"""Looks at the program, its packages, its map and its folders, and says what needs doing.

Each look stands by itself and may fail: what goes wrong in one is told as its finding, the others go on. It speaks of
this machine at this moment, so unlike all other answers it differs from one to the next.
"""

import os
import platform
import re
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib import metadata
from pathlib import Path

from ecomap.errors import EcomapError
from ecomap.render.phrases import english
from ecomap.results.doctor import Check, Examination
from ecomap.version import VERSION

REQUIREMENT = re.compile(r"""([\w.-]+)\s*([^;]*)(?:.*extra == ['"]([\w-]+)['"])?""")
BOUND = re.compile(r"(>=|<)\s*([\d.]+)")
AGAIN = "Install ecomap anew: pip install --force-reinstall ecomap"
WAYS_OUT = {
    "cache": "Name a folder of your own: export XDG_CACHE_HOME=/some/folder",
    "logbook": "Name a business file that can be read, or a folder that is yours.",
}
OLD_MONTHS = 24  # a map of older figures is still right about their years; growth since is only estimated (judgement)


def examine_installation(business: str = "") -> Examination:
    """Look at everything, without changing anything.

    Parameters
    ----------
    business
        A business file, beside which a logbook may lie; without it the folder of now.
    """
    looks: dict[str, Callable[[], Iterator[Check]]] = {
        "program": _program, "packages": _packages, "map": _map, "cache": _cache,
        "logbook": lambda: _logbook(business),
    }  # fmt: skip
    checks = tuple(one for area, look in looks.items() for one in _looked(area, look))
    return Examination(checks, sum(one.state == "mend" for one in checks))


def _looked(area: str, look: Callable[[], Iterator[Check]]) -> list[Check]:
    found: list[Check] = []
    try:
        found.extend(look())
    except Exception as error:  # whatever is broken, the rest can be told
        said = str(error) if isinstance(error, EcomapError) else f"{type(error).__name__}: {error}"
        found.append(Check(area, area, "mend", f"cannot be looked at: {said}".strip(), WAYS_OUT.get(area, AGAIN)))
    return found


def _program() -> Iterator[Check]:
    yield Check("program", "ecomap", "fine", VERSION, "")
    at = f"{platform.python_version()} ({platform.python_implementation()}, {platform.system()}), {sys.executable}"
    old = sys.version_info < (3, 11)
    yield Check("program", "Python", "mend" if old else "fine", at, "Use Python 3.11 or newer." if old else "")


# --- packages


def _packages() -> Iterator[Check]:
    try:
        asked = metadata.requires("ecomap") or []
    except metadata.PackageNotFoundError:
        way = "Nothing, if you run it from a clone; else: pip install ecomap"
        yield Check("packages", "ecomap", "note", "runs without being installed", way)
        return
    extras: dict[str, list[str]] = {}
    for text in asked:
        name, bounds, extra = (part or "" for part in REQUIREMENT.match(text).groups())  # type: ignore[union-attr]
        version, wrong = _installed(name, bounds)
        if not extra:
            do = f"pip install '{name}{bounds.strip()}'" if wrong else ""
            yield Check("packages", name, "mend" if wrong else "fine", wrong or version, do)
        elif extra in english("extra"):  # those for the program's own makers are not told
            extras.setdefault(extra, []).append(wrong and f"{name} {wrong}")
    for extra, each in sorted(extras.items()):
        missing = ", ".join(filter(None, each))
        do = f"For it: pip install 'ecomap[{extra}]'" if missing else ""
        found = f"{english('extra')[extra]}: {missing or 'there'}"
        yield Check("packages", f"extra {extra}", "note" if missing else "fine", found, do)


def _installed(name: str, bounds: str) -> tuple[str, str]:
    """Return the version that is there, and what is wrong with it: missing, or outside of what is allowed."""
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return "", "missing"
    for sign, bound in BOUND.findall(bounds):
        if (_numbers(version) >= _numbers(bound)) != (sign == ">="):
            return version, f"{version}, and {sign}{bound} is asked for"
    return version, ""


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, as many as are compared."""
    release = re.match(r"\d+(?:\.\d+)*", version)
    numbers = [int(part) for part in release.group().split(".")] if release else []
    return (*numbers, 0, 0, 0, 0)[:4]


# --- the map


def _map() -> Iterator[Check]:
    from ecomap.io.compiled import SHIPPED, decoded
    from ecomap.io.maps import map_files
    from ecomap.places import data_folder

    sha256 = map_files().sha256
    path = data_folder() / SHIPPED
    compiled = decoded(path.read_bytes()) if path.is_file() else None
    if compiled is None or compiled.sha256 != sha256:
        why = "is missing" if not path.is_file() else "is not whole" if compiled is None else "is of other files"
        yield Check("map", "compiled form", "mend", f"{why} ({path}): every run reads all of the map", AGAIN)
        return
    (year, month), today = map(int, compiled.version.split(".")[:2]), date.today()
    months = (today.year - year) * 12 + today.month - month
    old = months >= OLD_MONTHS
    said = f"{compiled.version}, {months} months old, whole; sha256 {sha256[:16]}"
    yield Check("map", "map", "note" if old else "fine", said, "pip install --upgrade ecomap" if old else "")


# --- folders


def _cache() -> Iterator[Check]:
    from ecomap.io.cache import cache_folder, kept

    folder = cache_folder()
    yield _folder("cache", folder, f"Answers are slower without. Give it to yourself: chown -R $(id -un) '{folder}'")
    foreign = [one for one in sorted(folder.glob("map-*")) if kept(one) is None] if folder.is_dir() else []
    if foreign:
        said = f"{len(foreign)} entries are not yours alone and are passed over, as {foreign[0].name}"
        yield Check("cache", "entries", "mend", said, f"Delete them, they are made again: rm -r '{folder}'")


def _logbook(business: str) -> Iterator[Check]:
    from ecomap.io.logbook.opening import logbook_beside

    file = logbook_beside(business) if business else Path.cwd() / "…"
    yield _folder("logbook", file.parent, "A logbook lies beside the business file: keep that in a folder of yours.")
    if business and file.exists():
        whole = os.access(file, os.R_OK | os.W_OK)
        do = "" if whole else f"Give it to yourself: chown $(id -un) '{file}'"
        yield Check("logbook", "file", "fine" if whole else "mend", f"{file}: {_owner(file)}", do)


def _folder(area: str, folder: Path, way_out: str) -> Check:
    """Return whether something can be put into a folder, or where there is none, into the nearest above it."""
    if not folder.exists():
        above = next(one for one in folder.parents if one.exists())
        able = above.is_dir() and os.access(above, os.W_OK | os.X_OK)
        said = f"{folder}: not there yet, {'can' if able else 'cannot'} be made"
        return Check(area, "folder", "fine" if able else "mend", said, "" if able else way_out)
    able = folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
    open_to_all = os.name == "posix" and bool(folder.stat().st_mode & stat.S_IWOTH) and area == "cache"
    said = f"{folder}: {_owner(folder)}{'' if able else ', nothing can be put there'}"
    do = way_out if not able else f"Close it to others: chmod go-w '{folder}'" if open_to_all else ""
    return Check(area, "folder", "mend" if do else "fine", said, do)


def _owner(path: Path) -> str:
    """Return whose a file is, and who may do what with it."""
    status = path.stat()
    if not hasattr(os, "geteuid"):
        return stat.filemode(status.st_mode)
    whose = "yours" if status.st_uid == os.geteuid() else f"of user {status.st_uid}"
    return f"{whose}, {stat.filemode(status.st_mode)}"
