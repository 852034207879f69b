"""Frozen records that cost little to define: a single query defines a hundred of them before it has read a byte.

They are dataclasses to everybody who asks; ``dataclass(frozen=True, slots=True)`` writes and compiles eight methods for
each class (1.5 ms), here one is written and the others are shared.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
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


def _initialiser(cls: type) -> Callable[..., None]:
    """Write and compile the one method that must know the fields."""
    given: dict[str, object] = {"MISSING": MISSING}
    arguments, body = ["self"], [f" put_{at}(self, {one.name})" for at, one in enumerate(fields(cls))]
    for at, one in enumerate(fields(cls)):
        default = one.default if one.default_factory is MISSING else MISSING
        has_default = default is not MISSING or one.default_factory is not MISSING
        given[f"default_{at}"], given[f"made_{at}"] = default, one.default_factory
        given[f"put_{at}"] = getattr(cls, one.name).__set__  # of the slot itself: half as long as by its name
        arguments.append(f"{one.name}=default_{at}" if has_default else one.name)
        if one.default_factory is not MISSING:
            body[at] = f" put_{at}(self, made_{at}() if {one.name} is MISSING else {one.name})"
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(arguments)}):\n" + "\n".join(body or [" pass"]), given)
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
