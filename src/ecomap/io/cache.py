"""What is kept from one run to the next, in the user's cache folder: only what can be made again."""

import contextlib
import hashlib
import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ecomap.io.writing import put

STALE_SECONDS = 30 * 86_400  # what nobody has made for a month is removed
SEAL = 65  # bytes of a line with a hash


def cache_folder() -> Path:
    """Return the folder of what ecomap keeps; it need not exist."""
    if sys.platform.startswith("linux"):  # what platformdirs says too, without loading it
        given = os.environ.get("XDG_CACHE_HOME", "")
        return (Path(given) if given.strip() else Path("~/.cache").expanduser()) / "ecomap"
    from platformdirs import user_cache_path

    return user_cache_path("ecomap", appauthor=False)


def kept(path: Path, *, own: bool = True) -> bytes | None:
    """Return the bytes of a file; with ``own`` only if it belongs to this user and nobody else may write to it."""
    try:
        with path.open("rb") as stream:
            return stream.read() if not own or _is_own(os.fstat(stream.fileno())) else None
    except (OSError, ValueError):
        return None


def keep(path: Path, content: bytes, stale: str) -> None:
    """Keep bytes whole or not at all, and remove old files of a pattern; where nothing can be written, do not."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, content)
        for other in path.parent.glob(stale):
            if other.stat().st_mtime < path.stat().st_mtime - STALE_SECONDS:
                other.unlink()


def worked_out(kind: str, given: str, work: Callable[[], Any]) -> Any:
    """Return plain data that was worked out of the same before, else work it out and keep it."""
    path = cache_folder() / f"{kind}-{hashlib.sha256(given.encode('utf-8', 'surrogatepass')).hexdigest()}.kept"
    found = data_of(kept(path))
    if found is None:
        found = work()
        keep(path, sealed_data(found), f"{kind}-*.kept")
    return found


def sealed_data(content: Any) -> bytes:
    """Return plain data sealed."""
    return sealed(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def data_of(content: bytes | None) -> Any:
    """Return plain data that was sealed, None where it is not whole."""
    body = unsealed(content or b"")
    return json.loads(bytes(body)) if body else None


def sealed(*parts: Any) -> bytes:
    """Return bytes, in parts, below a line with their hash."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return b"".join((digest.hexdigest().encode("ascii"), b"\n", *parts))


def unsealed(content: bytes) -> memoryview | None:
    """Return what was sealed, None where it is not whole."""
    body = memoryview(content)[SEAL:]
    return body if content[:SEAL] == hashlib.sha256(body).hexdigest().encode("ascii") + b"\n" else None


def _is_own(status: os.stat_result) -> bool:
    if not hasattr(os, "geteuid"):  # where files have no such owner
        return True
    others = stat.S_IWGRP | stat.S_IWOTH
    return stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid() and not status.st_mode & others
