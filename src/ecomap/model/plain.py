"""Records that load without pydantic, and whose fields are checked by it when somebody fills them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, ClassVar, Self, TypeVar

P = TypeVar("P", bound="Plain")


class _ModelFields:
    """The checker's fields, for whoever asks a class for them."""

    def __get__(self, instance: object, owner: type[Plain]) -> Any:
        from ecomap.model.checking import checker

        if owner is Plain:  # pydoc asks every class for all that it has
            raise AttributeError("model_fields")
        return checker(owner).model_fields


class Plain:
    """A frozen record: made by its name it is checked, made by `made` it has been checked before.

    The annotations of its fields are the rules; `ecomap.model.checking` reads them.
    """

    model_fields: ClassVar[Any] = _ModelFields()
    DERIVED: ClassVar[tuple[str, ...]] = ()  #: Fields that nobody fills in and no file has: they come of the others.

    def __new__(cls, *by_place: object, **said: object) -> Self:
        """Refuse what the class has no fields for, and fields that are missing; a copy is made of nothing."""
        from ecomap.errors import ArgumentError, suggestion

        fields = cls.__dataclass_fields__  # type: ignore[attr-defined]
        if by_place:
            raise ArgumentError(f"{cls.__name__} takes its fields by name: {', '.join(fields)}.")
        for name in sorted(said.keys() - fields.keys()):
            raise ArgumentError(f'{cls.__name__} has no "{name}". {suggestion(name, fields)}'.rstrip())
        for name, field in fields.items() if said else ():
            if name not in said and field.default is MISSING and field.default_factory is MISSING:
                raise ArgumentError(f"{cls.__name__} needs {name}.")
        return object.__new__(cls)

    def __post_init__(self) -> None:
        """Check what is no default, and take over what the check makes of it."""
        if said := self._said():
            from ecomap.model.checking import checked

            for name, value in checked(type(self), said).items():
                object.__setattr__(self, name, value)

    def _said(self) -> dict[str, Any]:
        """Return what is no default and does not come of the others."""
        said = {name: value for name, value in vars(self).items() if name not in self.DERIVED}
        return {name: value for name, value in said.items() if value != _value(self.__dataclass_fields__[name])}  # type: ignore[attr-defined]

    @classmethod
    def made(cls: type[P], **values: Any) -> P:
        """Return a record of values that have been checked."""
        record = object.__new__(cls)
        for field in fields(cls):  # type: ignore[arg-type]
            object.__setattr__(record, field.name, values[field.name] if field.name in values else _value(field))
        return record

    @classmethod
    def model_json_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema of the record."""
        from ecomap.model.checking import checker

        return checker(cls).model_json_schema()

    def model_copy(self: P, *, update: Mapping[str, Any] | None = None) -> P:
        """Return the record with some fields replaced by values that have been checked."""
        record = object.__new__(type(self))
        vars(record).update(vars(self) | dict(update or {}))
        return record

    def model_dump(self, *, exclude_none: bool = False) -> dict[str, Any]:
        """Return the fields by the names that files have for them."""
        said = {name: value for name, value in vars(self).items() if value is not None or not exclude_none}
        return {name.rstrip("_"): _dumped(value, exclude_none=exclude_none) for name, value in said.items()}

    def __repr__(self) -> str:
        """Say what is no default; what comes of the others is left out, so that a record can be made of it."""
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._said().items())})"


def _dumped(value: Any, *, exclude_none: bool) -> Any:
    if isinstance(value, Plain):
        return value.model_dump(exclude_none=exclude_none)
    if isinstance(value, tuple):
        return [_dumped(item, exclude_none=exclude_none) for item in value]
    return dict(value) if isinstance(value, dict) else value


def _value(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()
