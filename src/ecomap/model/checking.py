"""The rules in the annotations of plain records, turned into models that check them."""

import re
import sys
import typing
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError, create_model, model_validator
from pydantic_core import PydanticCustomError

from ecomap.errors import Location, Problem, SchemaError
from ecomap.model import scalar
from ecomap.model.base import Frozen
from ecomap.model.plain import Plain
from ecomap.model.wording import words

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
