"""A result as one JSON document, the same bytes on every machine."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ecomap.render.records import DIGITS

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def json_document(name: str, result: "DataclassInstance") -> str:
    """Return a result as the JSON document that the schema of this name describes."""
    return json.dumps({"schema": name} | _rounded(asdict(result)), ensure_ascii=False, indent=2) + "\n"


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS) + 0.0
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value
