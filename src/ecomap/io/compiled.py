"""The checked map as JSON, kept in the user's cache folder under the sha256 of the files it came from.

Reading and checking the YAML takes many times longer than reading JSON back; nothing but the bytes of
the map decides which compiled form is used, and a form that does not match its own hash is ignored.
"""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from platformdirs import user_cache_path
from pydantic import ValidationError

from ecomap.model import EcosystemMap
from ecomap.version import VERSION


def _path(sha256: str) -> Path:
    return user_cache_path("ecomap", appauthor=False) / f"map-{VERSION}-{sha256}.json"


def compiled(sha256: str) -> EcosystemMap | None:
    """Return the compiled map of these bytes, or None where there is none that can be trusted."""
    try:
        content = _path(sha256).read_bytes()
        fingerprint, _, body = content.partition(b"\n")
        if fingerprint.decode("ascii") != hashlib.sha256(body).hexdigest():
            return None
        return EcosystemMap.model_validate_json(body)
    except (OSError, UnicodeDecodeError, ValidationError):
        return None


def store_compiled(sha256: str, ecosystem: EcosystemMap) -> None:
    """Keep the compiled form, whole or not at all; a folder that cannot be written is no error."""
    body = ecosystem.model_dump_json(by_alias=True, exclude_none=True).encode()
    path = _path(sha256)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix="map-", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(hashlib.sha256(body).hexdigest().encode("ascii") + b"\n" + body)
            Path(temporary).replace(path)
        finally:
            Path(temporary).unlink(missing_ok=True)
        for stale in path.parent.glob("map-*.json"):
            if stale != path and stale.stat().st_mtime < path.stat().st_mtime - 30 * 86_400:
                stale.unlink()
