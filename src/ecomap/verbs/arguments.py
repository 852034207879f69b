"""The gate of the library: what a call is given is looked at once, by the annotations of what is called.

Inside, nothing asks again whether a name is a name; outside, no other error than ecomap's own is met.
"""

import functools
import inspect
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime
from functools import partial
from numbers import Integral, Real
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin

from ecomap.errors import ArgumentError, UnknownNameError, in_other_words
from ecomap.io.fields import KINDS
from ecomap.model import Business
from ecomap.names import Names
from ecomap.places import tabbed
from ecomap.safe import LAST_YEAR

BOUNDS = {"top": (1, 10_000), "count": (1, 10_000), "at_a_time": (1, 10**6), "threats": (0, 10_000), "draws": (0, 1000)}
"""Least and most of numbers that count something."""
LIKE: dict[str, str] = dict(tabbed(Path(__file__).with_name("arguments.tsv")))
"""What a parameter takes where its kind does not tell, and how Python writes something of a kind."""
WORDS = {str: "a text", int: "a whole number", float: "a number", Path: "a path", tuple: "a tuple", dict: "a dict",
         Mapping: "a dict", Sequence: "a list", Collection: "a list", Iterable: "a list"}  # fmt: skip
P = ParamSpec("P")
R = TypeVar("R")


def guarded(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function that refuses what it cannot take with an ArgumentError."""
    signature = inspect.signature(function)

    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as error:
            way_out = f" It takes {', '.join(signature.parameters)}." if "unexpected keyword" in str(error) else ""
            raise ArgumentError(f"{function.__name__}: {error}.{way_out}") from None
        for name, value in bound.arguments.items():
            place = f"{function.__name__}: {name}"
            bound.arguments[name] = _taken(place, value, signature.parameters[name].annotation)
            if name in BOUNDS and isinstance(value, Integral):
                _within(place, int(value), *BOUNDS[name])
        _look_up_names(bound.arguments)
        with in_a_call(signature.parameters):
            found = function(*bound.args, **bound.kwargs)
        return _as_read(found, signature.parameters) if inspect.isgenerator(found) else found  # type: ignore[return-value]

    return call


OPTIONS = {"set": "sets", "cut": "cuts", "fee": "fees", "rule": "rules", "step": "practice"}
"""What options are called in a call, where that is not their name."""
OPTION = re.compile(r"""--([a-z]+)(?: (?:'([^']*)'|(\w+(?:=(?:\w+|"[^"]*")|\.[a-z.]+)?)(?=[.;,)]|\s|$)))?""")


@contextmanager
def in_a_call(parameters: Mapping[str, inspect.Parameter]) -> Iterator[None]:
    """Have errors speak of parameters of a call, where they speak of options of the command line."""
    with in_other_words(partial(as_called, parameters)):
        yield


def as_called(parameters: Mapping[str, inspect.Parameter], text: str) -> str:
    """Return a text that speaks of parameters: --cut 'a>b' is cuts=("a>b",), --columns id=Nr columns={"id": "Nr"}."""

    def called(match: re.Match[str]) -> str:
        name = OPTIONS.get(match[1], match[1])
        value = match[2] or match[3]
        if name not in parameters:
            return match[0]
        if not value or (value.islower() and value in ("or", "and")):
            return name + (f" {value}" if value else "")
        kind, (ours, equals, yours) = str(parameters[name].annotation), value.partition("=")
        if equals and ("dict" in kind or "Mapping" in kind):
            return f"""{name}={{"{ours}": "{yours.strip('"')}"}}"""
        return f'{name}=("{value}",)' if "tuple" in kind else f'{name}="{value}"'

    return OPTION.sub(called, text)


def _as_read(found: Iterator[Any], parameters: Mapping[str, inspect.Parameter]) -> Iterator[Any]:
    """Yield what a call yields; its errors come as it is read."""
    with in_a_call(parameters):
        yield from found


def _taken(place: str, value: Any, annotation: object) -> object:
    """Return a value as what is called wants it: a path written as text is a path."""
    if not _fits(value, annotation):
        texts = isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
        paths = Path(value) if isinstance(value, str) else [Path(text) for text in value] if texts else None
        if paths is None or not _fits(paths, annotation):
            raise ArgumentError(f"{place} is {_said(value)}. {_wanted(place, annotation)}")
        return paths
    if get_origin(annotation) is Iterable and not isinstance(value, Sequence):
        return (_taken(f"{place}: one", one, get_args(annotation)[0]) for one in value)
    if isinstance(value, date):
        _within(f"{place}: the year", value.year, 1, LAST_YEAR)
        return value.date() if isinstance(value, datetime) else value
    if type(value).__name__ == "World":
        for field in fields(value):
            _taken(f"{place}.{field.name}", getattr(value, field.name), field.type)
    return value


def _within(place: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        ways = f"{least} or more" if value < least else f"{most} or less"
        raise ArgumentError(f"{place} is {value if value < least else 'too much'}. Write {ways}.")


def _fits(value: Any, annotation: Any) -> bool:  # noqa: PLR0911 - one line for each kind of annotation
    """Tell whether a value is what an annotation says; an iterator is looked at as it is read."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, str):  # names in quotes go by the name of the class
        names = [name.strip() for name in annotation.split("|")]
        return ("None" in names and value is None) or any(kind.__name__ in names for kind in type(value).__mro__)
    if annotation in (float, int):
        return isinstance(value, Real if annotation is float else Integral) and not isinstance(value, bool)
    if origin is None:
        return annotation in (Any, inspect.Parameter.empty) or isinstance(value, annotation or NoneType)
    if origin is Literal:
        return isinstance(value, str) and value in inner
    if origin in (Union, UnionType):
        return any(_fits(value, one) for one in inner)
    if not isinstance(value, origin) or isinstance(value, str):
        return False
    if issubclass(origin, Mapping):
        return all(_fits(key, inner[0]) and _fits(item, inner[1]) for key, item in value.items())
    if origin is tuple and Ellipsis not in inner:
        return len(value) == len(inner) and all(map(_fits, value, inner))
    return not isinstance(value, Sequence) or all(_fits(item, inner[0]) for item in value)


def _said(value: object) -> str:
    text = repr(value)
    return f"{text if len(text) <= 40 else f'{text[:39]}…'} ({type(value).__name__})"


def _wanted(place: str, annotation: Any) -> str:
    """Return the way out: what to write instead, with what is taken in its place."""
    kind: Any = _kinds(annotation)[0]
    if get_origin(kind) is Literal:
        return f"Write one of {', '.join(map(repr, get_args(kind)))}."
    like = LIKE.get(place) or LIKE.get(place.rpartition(" ")[2]) or _like(kind)
    return f"Write {' like '.join(filter(None, (WORDS.get(get_origin(kind) or kind), like)))}."


def _kinds(annotation: Any) -> tuple[Any, ...]:
    if isinstance(annotation, str):
        return tuple(name.strip() for name in annotation.split("|"))
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _like(annotation: Any) -> str:
    """Return how Python writes something of a kind; nothing of a text, which may say anything."""
    kind: Any = _kinds(annotation)[0]
    name, inner = kind if isinstance(kind, str) else getattr(kind, "__name__", ""), get_args(kind)
    if not inner:
        return LIKE.get(name, "")
    parts = [_like(one) for one in inner if one is not Ellipsis]
    if get_origin(kind) is tuple:
        return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"
    return f"[{parts[0]}]" if parts[0] else f"logbook.entries({getattr(inner[0], '__name__', inner[0])})"


def _look_up_names(arguments: dict[str, Any]) -> None:
    """Refuse a business made by hand that names what its map does not have; an iterator is looked at as it is read."""
    world, many = arguments.get("world"), arguments.get("businesses")
    ecosystem = getattr(world, "ecosystem", arguments.get("ecosystem"))
    one = getattr(world, "business", arguments.get("business"))
    if many is not None and "old" in arguments:
        for side, business in zip(("old", "new"), many, strict=True):
            _of_its_map(business, arguments[side][0])
    elif isinstance(many, Sequence):
        for business in many:
            _of_its_map(business, ecosystem)
    elif many is not None:
        arguments["businesses"] = (_of_its_map(business, ecosystem) for business in many)
    if ecosystem is not None and isinstance(one, Business):
        _of_its_map(one, ecosystem)


def _of_its_map(item: Any, ecosystem: Any) -> Any:
    """Return what is a business, or holds one, whose every name is an id of the map."""
    business, names = getattr(item, "business", item), Names.of(ecosystem)
    values = vars(business)
    said = [(kind, values[field]) for field, kind in KINDS.items() if values[field]]
    if business.influences or business.own_activities:
        said += [("trend", business.peers), ("firm", business.dependences)]
        said += [("trend", own.served_by) for own in business.own_activities]
    for kind, named in said:
        if not names.ids(kind).issuperset(named):
            raise _unknown(kind, min(set(named) - names.ids(kind)), names)
    return item


def _unknown(kind: str, name: str, names: Names) -> UnknownNameError:
    found, called = names.find(kind, name), "sector" if kind == "firm" else kind
    if found == name:
        way_out = f'business_of_sectors({{"{name}": 1.0}}, ecosystem)'
        return UnknownNameError(called, name, (), message=f'"{name}" is a kind of firm.', way_out=f"Write {way_out}.")
    return UnknownNameError(called, name, (), way_out=f'Write "{found}".') if found else names.unknown(kind, name)
