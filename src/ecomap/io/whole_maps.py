"""The checked map as JSON, kept in the user's cache folder under the sha256 of the files it came from.

Reading and checking the YAML takes many times longer than reading JSON back; nothing but the bytes of
the map decides which compiled form is used, and a form that does not match its own hash is ignored.
"""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any, Literal, cast

from platformdirs import user_cache_path
from pydantic import ValidationError

from ecomap.model import EcosystemMap
from ecomap.version import VERSION

STALE_SECONDS = 30 * 86_400
"""Compiled forms of maps that nobody has changed or made for a month are removed."""

CompiledPart = Literal["whole", "core"]

CORE_LEAVES_OUT: dict[str, Any] = {
    **dict.fromkeys(("sources", "methods", "practices", "challenges", "opportunities", "countries", "rejected"), True),
    "modifiers": True,
    "influences": {"__all__": {"statement", "unit", "locator", "note"}},
    "couplings": {"__all__": {"affinity", "technology_kinship", "activity_kinship", "flow_musd"}},
}
"""What a ranking and its explanation never look at: a third of the map, and of the time to read it."""


def _path(sha256: str, part: CompiledPart) -> Path:
    return user_cache_path("ecomap", appauthor=False) / f"map-{VERSION}-{sha256}-{part}.json"


def compiled(sha256: str, part: CompiledPart = "whole") -> EcosystemMap | None:
    """Return the compiled map of these bytes, or None where there is none that can be trusted."""
    try:
        content = _path(sha256, part).read_bytes()
        fingerprint, _, body = content.partition(b"\n")
        if fingerprint.decode("ascii") != hashlib.sha256(body).hexdigest():
            return None
        return EcosystemMap.model_validate_json(body)
    except (OSError, UnicodeDecodeError, ValidationError):
        return None


def store_compiled(sha256: str, ecosystem: EcosystemMap) -> None:
    """Keep the compiled forms, each whole or not at all; a folder that cannot be written is no error."""
    with contextlib.suppress(OSError):
        for part, left_out in (("whole", None), ("core", CORE_LEAVES_OUT)):
            body = ecosystem.model_dump_json(by_alias=True, exclude_none=True, exclude=left_out).encode()
            _store(
                _path(sha256, cast(CompiledPart, part)), hashlib.sha256(body).hexdigest().encode("ascii") + b"\n" + body
            )


def _store(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix="map-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    for stale in path.parent.glob("map-*.json"):
        if stale.stat().st_mtime < path.stat().st_mtime - STALE_SECONDS:
            stale.unlink()
