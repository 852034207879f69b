"""Every number of an input model has a least and a most: a slip of the pen is told, not summed."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

import ecomap.model
from ecomap.model.base import Frozen

MOST, LEAST = {"maximum", "exclusiveMaximum", "le", "lt"}, {"minimum", "exclusiveMinimum", "ge", "gt"}
"""Words of JSON Schema, and those of pydantic where a bound is set around a type that has some."""


def _models() -> dict[str, type[BaseModel]]:
    modules = [
        importlib.import_module(f"ecomap.model.{one.name}") for one in pkgutil.iter_modules(ecomap.model.__path__)
    ]
    found = [thing for module in modules for thing in vars(module).values() if isinstance(thing, type)]
    return {f"{one.__module__}.{one.__name__}": one for one in found if issubclass(one, Frozen) and one is not Frozen}


def _unbounded(node: object, path: str) -> Iterator[str]:
    """Yield where a schema has a number without both bounds."""
    if isinstance(node, list):
        for place, item in enumerate(node):
            yield from _unbounded(item, f"{path}/{place}")
    elif isinstance(node, dict):
        most, least = MOST & node.keys(), LEAST & node.keys()
        if node.get("type") in ("number", "integer") and not (most and least):
            yield path
        for key, value in node.items():
            yield from _unbounded(value, f"{path}/{key}")


@pytest.mark.parametrize("name", sorted(_models()))
def test_every_number_has_bounds(name: str) -> None:
    """No map, overlay, business or settings file holds a number that no firm can have."""
    schema = _models()[name].model_json_schema()
    assert list(_unbounded(schema.get("properties", {}), "")) == []
