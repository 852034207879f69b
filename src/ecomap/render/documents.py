"""A result as plain data for JSON, the same bytes on every machine."""

from dataclasses import is_dataclass
from typing import Any

DIGITS = 12
"""Decimals in JSON: more is rounding noise that would differ between machines."""
INTERNAL = ("sector_names", "trend_names")
"""Fields that only renderers need."""


def document(name: str, result: object) -> dict[str, Any]:
    """Return a result as plain data, its schema first, without what only renderers need."""
    content: dict[str, Any] = {"schema": name} | rounded(result)
    return {key: value for key, value in content.items() if key not in INTERNAL}


def rounded(value: Any) -> Any:
    """Return a result or a part of it as plain data, its numbers rounded.

    One walk: ``dataclasses.asdict`` copies every leaf, which takes longer than all the rest of the document.
    """
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return round(value, DIGITS) + 0.0
    if is_dataclass(value):
        return {name.rstrip("_"): rounded(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(inner) for inner in value]
    return value
