"""The rules in the annotations of plain records, turned into models that check them."""

import json
import re
import sys
import typing
from dataclasses import MISSING, fields
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError, create_model, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from ecomap.errors import ABSENT, Location, Problem, SchemaError, near, suggestion
from ecomap.model import scalar
from ecomap.model.base import Frozen
from ecomap.model.plain import Plain

P = TypeVar("P", bound=Plain)
_made: dict[Any, type[BaseModel]] = {}


def checker(cls: type[Any]) -> type[BaseModel]:
    """Return the model that checks a record, made once."""
    if cls not in _made:
        _made[cls] = _model(cls)
    return _made[cls]


def _model(cls: type[Any]) -> type[BaseModel]:
    """Make a model of the same fields, by the annotations of the record."""
    rules: dict[str, Any] = {}
    for field in (one for one in fields(cls) if one.name not in cls.DERIVED):
        default = ... if field.default is MISSING else field.default
        if field.default_factory is not MISSING:
            default = field.default_factory()
        if isinstance(default, Plain):
            default = checker(type(default))()
        rules[field.name] = (_rule(cls, str(field.type)), default)
    wrong = getattr(cls, "wrong", None)
    whole: Any = {} if wrong is None else {"whole": model_validator(mode="after")(_whole_rule(wrong))}
    names = {"__base__": Frozen, "__module__": cls.__module__, "__validators__": whole}
    model: type[BaseModel] = create_model(cls.__name__, **names, **rules)
    model.__doc__ = cls.__doc__
    return model


def _rule(cls: type[Plain], annotation: str) -> Any:
    """Return an annotation as pydantic understands it, records in it replaced by their models."""
    module = vars(sys.modules[cls.__module__])
    names = {**vars(typing), **vars(scalar), **module}
    for word in re.findall(r"\w+", annotation):
        if isinstance(names.get(word), type) and issubclass(names[word], Plain):
            names[word] = checker(names[word])
    return eval(annotation, names)


def _whole_rule(wrong: Any) -> Any:
    def check(model: Any) -> Any:
        message = wrong(model)
        if message:
            raise PydanticCustomError("record", message)
        return model

    return check


def checked(cls: type[Plain], said: dict[str, Any]) -> dict[str, Any]:
    """Return values of fields as the rules make them, or tell every field that is not as it must be."""
    model = checker(cls)
    alias = {name: field.alias or name for name, field in model.model_fields.items()}
    values = {alias[name]: _bare(value) for name, value in said.items()}
    try:
        found = model.model_validate(values)
    except ValidationError as error:
        where = Location(cls.__name__)
        raise SchemaError(
            Problem(where, ".".join(map(str, found["loc"])), *words(model, found["loc"], found))
            for found in error.errors(include_url=False)
        ) from None
    return {name: plain(getattr(found, name), cls) for name in said}


def record(cls: type[P], model: BaseModel) -> P:
    """Return the record that a model has checked."""
    return cls.made(**{name: plain(getattr(model, name), cls) for name in type(model).model_fields})


def plain(value: Any, cls: type[Plain]) -> Any:
    """Return a checked value with records in the place of their models."""
    if isinstance(value, BaseModel):
        return record(vars(sys.modules[cls.__module__])[type(value).__name__], value)
    return tuple(plain(item, cls) for item in value) if isinstance(value, tuple) else value


def _bare(value: Any) -> Any:
    """Return a record inside a value as the mapping that its model reads."""
    if isinstance(value, Plain):
        return value.model_dump()
    return tuple(_bare(item) for item in value) if isinstance(value, tuple) else value


# --- what pydantic finds, in words: what is wrong, and a way out ------------------------------------------------


Path = tuple[str | int, ...]
MANY_DIGITS = 18  #: More digits than anybody reads.
PLAIN = r"\w[\w -]*"  #: A name that YAML takes for a text as it stands.


def words(  # noqa: PLR0911 - one line for each kind of error
    model: type[BaseModel], path: Path, details: ErrorDetails
) -> tuple[str, str]:
    """Return what is wrong at a path from the model, and a way out or an empty text."""
    context, found = details.get("ctx", {}), details.get("input")
    match details["type"]:
        case "extra_forbidden" if str(path[-1])[:1].isspace():
            return "a space copied from a page or letter stands before this name.", "Type plain spaces there."
        case "extra_forbidden":
            return "no such field.", _known_fields(model, path, found)
        case "missing":
            return ABSENT, "Add this line."
        case "string_pattern_mismatch":
            return f"{_quoted(found)} is not written as it must be.", _pattern_hint(str(context["pattern"]))
        case "literal_error":
            return f"{_quoted(found)} is not one of {context['expected']}.", ""
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            long = isinstance(found, float) or len(str(found)) > MANY_DIGITS
            told = f"{f'{found:g}' if long else found} is out of range."
            share = f", or {found:g}% of a hundred" if context.get("le") == 1 and 1 < found <= 100 else ""
            return told, f"It must be {details['msg'].removeprefix('Input should be ')}{share}."
        case "dict_type" | "model_type" | "model_attributes_type":
            return "expected lines like name: value.", _lines_hint(_annotation_at(model, path), found)
        case "tuple_type" | "list_type":
            return "expected a list.", _list_hint(_fields_at(model, (*path, 0)), found)
        case "finite_number":
            return "a number too large to hold.", "Write a smaller one."
        case "too_short":
            return "nothing stands here.", "Write at least one."
        case "string_too_long":
            return f"{_quoted(found)} is longer than {context['max_length']} characters.", ""
        case _:
            return details["msg"].removeprefix("Value error, ").rstrip(".") + ".", ""


def _quoted(found: object) -> str:
    """Return what was found in quotes, on one line whatever is in it."""
    return json.dumps(str(found), ensure_ascii=False)


def _lines_hint(annotation: Any, found: object) -> str:
    """Return how names that stand alone are written where each has a number."""
    numbers = get_origin(annotation) is dict and _unwrapped(get_args(annotation)[1]) in (float, int)
    pairs = [f"{written(name)}: 1" for name in alone(found)] if numbers else []
    return f"Write {{{', '.join(pairs)}}}, with your own numbers." if pairs else ""


def _list_hint(parts: list[str], found: object) -> str:
    """Return how a list of things with such parts, or of names, is written."""
    if parts:
        return f"Write each with a dash, and in it: {', '.join(parts)}."
    return f"Write [{', '.join(map(written, alone(found))) or 'one, two'}], or one line each with a dash."


def alone(found: object) -> list[str]:
    """Return the names that stand in a list, or in a text with signs between; none where anything else does."""
    said = found if isinstance(found, list) else re.split(r"\s*[,;]\s*", found) if isinstance(found, str) else []
    return said if all(isinstance(name, str) and any(map(str.isalpha, name)) for name in said) else []


def written(name: str) -> str:
    """Return a name as YAML takes it for a text."""
    return name if re.fullmatch(PLAIN, name) else _quoted(name)


def _pattern_hint(pattern: str) -> str:
    if "A-Z" in pattern:
        return "Write two capital letters, like PT."
    if "[0-9]{4}" in pattern:
        return "Write year and month, like 2026.11."
    return "Write small letters, digits and hyphens, like online-booking."


def _known_fields(model: type[BaseModel], path: Path, value: object) -> str:
    """Return the field that was meant: here, in a part of what is here, or in what this is a part of; else all here."""
    found, fields = str(path[-1]), _fields_at(model, path[:-1])
    return (
        suggestion(found, fields)
        or _further_in(model, path[:-1], found, value)
        or _further_out(model, path[:-1], found)
        or f"Known here: {', '.join(sorted(fields))}."
    )


def _further_in(model: type[BaseModel], path: Path, found: str, value: object) -> str:
    """Return how a field is written that stands outside the part it belongs to, with its value if that is short."""
    for part, field in _models_fields(model, path).items():
        inner = _unwrapped(field.annotation)
        fields = inner.model_fields if isinstance(inner, type) and issubclass(inner, BaseModel) else {}
        begun = [name for name in fields if name.startswith(f"{found}_")]
        for name in (begun or near(found, fields))[:1]:
            said = "..." if isinstance(value, dict | list) else str(value)
            return f"Write it in {part}, like {part}: {{{name}: {said}}}."
    return ""


def _further_out(model: type[BaseModel], path: Path, found: str) -> str:
    for depth in range(len(path) - 1, -1, -1):
        if found in _fields_at(model, path[:depth]):
            where = f"in {'.'.join(map(str, path[:depth]))}" if depth else "at the left edge, without spaces before it"
            return f"Write it {where}."
    return ""


def _annotation_at(annotation: Any, path: Path) -> Any:
    for step in path:
        annotation = _unwrapped(annotation)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            annotation = annotation.model_fields[str(step)].annotation
        else:
            annotation = get_args(annotation)[0 if isinstance(step, int) else -1]
    return _unwrapped(annotation)


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    return [field.alias or name for name, field in _models_fields(model, path).items()]


def _models_fields(model: type[BaseModel], path: Path) -> dict[str, FieldInfo]:
    target = _annotation_at(model, path)
    return target.model_fields if isinstance(target, type) and issubclass(target, BaseModel) else {}


def _unwrapped(annotation: Any) -> Any:
    while get_origin(annotation) in (Union, UnionType) or hasattr(annotation, "__metadata__"):
        annotation = get_args(annotation)[0]
    return annotation
