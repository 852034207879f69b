"""A read document to a model, or every problem of it at once, each with its place and a way out."""

import json
from collections.abc import Iterable
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ecomap.errors import Location, Problem, SchemaError, suggestion
from ecomap.io.document import Document, dotted
from ecomap.io.yaml_reader import read_yaml
from ecomap.model.checking import checker, record
from ecomap.model.plain import Plain

M = TypeVar("M")
Path = tuple[str | int, ...]
MOST = 50
"""So many problems of form are told in words; a file with more is not mended one by one."""


def validated(model: type[M], document: Document) -> M:
    """Return the document as a model.

    Raises
    ------
    SchemaError
        With everything wrong in its form, and every field that is missing, unknown or not what it
        should be, in file order.
    """
    problems = list(document.problems)
    checking: Any = checker(model) if issubclass(model, Plain) else model
    try:
        content = checking.model_validate(document.root)
        if not problems:
            return cast(M, record(model, content) if issubclass(model, Plain) else content)
    except ValidationError as error:
        problems += _problems(checking, document, error)
    raise SchemaError(in_file_order(problems))


def well_formed(name: str, text: str) -> Document:
    """Read a text whose form must be right, whatever it says.

    Raises
    ------
    InputError
        With everything that is wrong in its form.
    """
    document = read_yaml(text, name)
    if document.problems:
        raise SchemaError(document.problems)
    return document


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by file, line and column, each place once."""
    first = {problem.where: problem for problem in reversed(list(problems))}
    return [first[where] for where in sorted(first)]


def _problems(model: type[BaseModel], document: Document, error: ValidationError) -> list[Problem]:
    """Return the first problems in file order in words, and how many more there are."""
    found = [(_place(document, details), i, details) for i, details in enumerate(error.errors(include_url=False))]
    found.sort(key=lambda item: item[:2])
    told = [_problem(model, where, details) for where, _, details in found[:MOST]]
    rest = found[MOST:]
    more = f"and {len(rest):,} more problems like these."
    return [*told, Problem(rest[0][0], "", more)] if rest else told


def _place(document: Document, details: ErrorDetails) -> Location:
    path: Path = tuple(step for step in details["loc"] if step != "[key]")
    unknown = details["type"] == "extra_forbidden"
    return document.locate(path, at_key=unknown or "[key]" in details["loc"])


def _problem(model: type[BaseModel], where: Location, details: ErrorDetails) -> Problem:
    path: Path = tuple(step for step in details["loc"] if step != "[key]")
    message, way_out = _words(model, path, details)
    return Problem(where, dotted(path), message, way_out)


def _words(  # noqa: PLR0911 - one line for each kind of error
    model: type[BaseModel], path: Path, details: ErrorDetails
) -> tuple[str, str]:
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
