"""What pydantic finds, in words: what is wrong, and a way out."""

import json
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from ecomap.errors import suggestion

Path = tuple[str | int, ...]


def words(  # noqa: PLR0911 - one line for each kind of error
    model: type[BaseModel], path: Path, details: ErrorDetails
) -> tuple[str, str]:
    """Return what is wrong at a path from the model, and a way out or an empty text."""
    context, found = details.get("ctx", {}), details.get("input")
    match details["type"]:
        case "extra_forbidden":
            return "no such field.", _known_fields(model, path)
        case "missing":
            return "is missing.", "Add this line."
        case "string_pattern_mismatch":
            return f"{_quoted(found)} is not written as it must be.", _pattern_hint(str(context["pattern"]))
        case "literal_error":
            return f"{_quoted(found)} is not one of {context['expected']}.", ""
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            return (
                f"{_number(found)} is out of range.",
                f"It must be {details['msg'].removeprefix('Input should be ')}.",
            )
        case "dict_type" | "model_type" | "model_attributes_type":
            return "expected lines like name: value.", ""
        case "tuple_type" | "list_type":
            return "expected a list.", "Write [one, two], or one line each with a dash."
        case "finite_number":
            return "a number too large to hold.", "Write a smaller one."
        case "too_short":
            return "nothing stands here.", "Write at least one."
        case "string_too_long":
            return f"{_quoted(found)} is longer than {context['max_length']} characters.", ""
        case _:
            return details["msg"].removeprefix("Value error, ").rstrip(".") + ".", ""


def _number(found: object) -> str:
    return f"{found:g}" if isinstance(found, float) else str(found)


def _quoted(found: object) -> str:
    """Return what was found in quotes, on one line whatever is in it."""
    return json.dumps(str(found), ensure_ascii=False)


def _pattern_hint(pattern: str) -> str:
    if "A-Z" in pattern:
        return "Write two capital letters, like PT."
    if "[0-9]{4}" in pattern:
        return "Write year and month, like 2026.11."
    return "Write small letters, digits and hyphens, like online-booking."


def _known_fields(model: type[BaseModel], path: Path) -> str:
    fields = _fields_at(model, path[:-1])
    return suggestion(str(path[-1]), fields) or f"Known here: {', '.join(sorted(fields))}."


def _fields_at(annotation: Any, path: Path) -> list[str]:
    for step in path:
        annotation = _below(_unwrapped(annotation), step)
    target = _unwrapped(annotation)
    if not (isinstance(target, type) and issubclass(target, BaseModel)):
        return []
    return [field.alias or name for name, field in target.model_fields.items()]


def _below(annotation: Any, step: str | int) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation.model_fields[str(step)].annotation
    arguments = get_args(annotation)
    return arguments[0] if isinstance(step, int) else arguments[-1]


def _unwrapped(annotation: Any) -> Any:
    while get_origin(annotation) in (Union, UnionType) or hasattr(annotation, "__metadata__"):
        annotation = get_args(annotation)[0]
    return annotation
