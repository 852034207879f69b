"""Frozen records that cost little to define: a single query defines a hundred of them before it has read a byte.

They are dataclasses to everybody who asks; ``dataclass(frozen=True, slots=True)`` writes and compiles eight methods for
each class (1.5 ms), here one is written and the others are shared.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from functools import lru_cache
from typing import Any, NoReturn, TypeVar, cast, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass with slots."""
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    made.__init__ = _initialiser(made)
    for name, shared in SHARED.items():
        if getattr(made, name, None) is getattr(object, name, None):
            setattr(made, name, shared)
    return cast("type[T]", made)


def copied(kind: type[T], item: object, **others: object) -> T:
    """Return a record with what an item has under the same names, and the others."""
    names = _beside(kind.__match_args__, frozenset(others))  # type: ignore[attr-defined]
    return kind(**{name: getattr(item, name) for name in names}, **others)


@lru_cache(maxsize=256)
def _beside(names: tuple[str, ...], others: frozenset[str]) -> tuple[str, ...]:
    """Return the names beside others."""
    return tuple(name for name in names if name not in others)


def _initialiser(cls: type) -> Callable[..., None]:
    """Write and compile the one method that must know the fields.

    The fields are put while the record is of a class that lets itself be changed: a third of the time that it takes to
    put each by `object.__setattr__`, and a ranking makes some five hundred records.
    """
    given: dict[str, object] = {"MISSING": MISSING, "Closed": cls, "become": object.__dict__["__class__"].__set__}
    own = {"__slots__": cls.__dict__["__slots__"], "__setattr__": object.__setattr__}  # a base may be a record, too
    given["Open"] = type(cls.__name__, cls.__bases__, own)
    arguments, body = ["self"], [" become(self, Open)"]
    for one in fields(cls):
        value, default = one.name, f"default_{one.name}"
        if one.default_factory is not MISSING:
            given[f"made_{one.name}"] = one.default_factory
            value = f"made_{one.name}() if {one.name} is MISSING else {one.name}"
        given[default] = one.default
        has_default = one.default is not MISSING or one.default_factory is not MISSING
        arguments.append(f"{one.name}={default}" if has_default else one.name)
        body.append(f" self.{one.name} = {value}")
    body.append(" self.__class__ = Closed")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(arguments)}):\n" + "\n".join(body), given)
    return cast("Callable[..., None]", given["__init__"])


def _values(self: Any) -> tuple[object, ...]:
    return tuple([getattr(self, name) for name in self.__dataclass_fields__])


def _equal(self: object, other: object) -> bool:
    return _values(self) == _values(other) if type(self) is type(other) else NotImplemented


def _hash(self: object) -> int:
    return hash(_values(self))


def _shown(self: Any) -> str:
    said = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
    return f"{type(self).__qualname__}({said})"


def _refuse(self: object, name: str, *_: object) -> NoReturn:
    raise FrozenInstanceError(f"{type(self).__name__}.{name} cannot be changed: make another with dataclasses.replace")


def _restore(self: Any, values: tuple[object, ...]) -> None:
    for name, value in zip(self.__dataclass_fields__, values, strict=True):
        object.__setattr__(self, name, value)


SHARED = {
    "__eq__": _equal, "__hash__": _hash, "__repr__": _shown, "__setattr__": _refuse, "__delattr__": _refuse,
    "__getstate__": _values, "__setstate__": _restore,
}  # fmt: skip
"""Methods that are the same for all records."""
