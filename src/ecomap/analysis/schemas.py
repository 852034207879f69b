"""JSON Schema of what ecomap reads and of what it prints; the docstrings of the fields are its descriptions."""

import ast
import inspect
from itertools import pairwise
from types import ModuleType
from typing import Any

from pydantic import TypeAdapter

from ecomap import results
from ecomap.model import Business, EcosystemMap, business, context, ecosystem, evidence

RESULTS: dict[str, tuple[type, ModuleType]] = {
    "ranking": (results.Ranking, results),
    "explanation": (results.Explanation, results),
    "whatif": (results.WhatIf, results),
}
"""What commands print: the result and the module whose docstrings describe it."""
INTERNAL = ("sector_names", "trend_names")
"""Fields that only renderers need; they are not printed."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of ``map``, ``business`` or a result."""
    content = {"map": _map, "business": _business}[name]() if name not in RESULTS else _result(name)
    return {"$schema": DIALECT, "$id": f"ecomap/{name}/1"} | content


def _map() -> dict[str, Any]:
    content = _described(EcosystemMap.model_json_schema(), ecosystem, context, evidence)
    # Any file of the map may be checked with it, so the entrance's own fields are not required.
    content.pop("required", None)
    return content


def _business() -> dict[str, Any]:
    return _described(Business.model_json_schema(), business)


def _result(name: str) -> dict[str, Any]:
    result, module = RESULTS[name]
    content = _described(TypeAdapter(result).json_schema(), module)
    kept = {key: value for key, value in content["properties"].items() if key not in INTERNAL}
    content["properties"] = {"schema": {"const": f"ecomap/{name}/1"}} | kept
    content["required"] = ["schema", *content["required"]]
    return content


def _described(content: dict[str, Any], *modules: ModuleType) -> dict[str, Any]:
    """Add the docstring under each field as its description."""
    docstrings = {name: fields for module in modules for name, fields in field_docstrings(module).items()}
    for part in (content, *content.get("$defs", {}).values()):
        for name, text in docstrings.get(part.get("title", ""), {}).items():
            if name in part.get("properties", {}):
                part["properties"][name]["description"] = text
    return content


def field_docstrings(module: ModuleType) -> dict[str, dict[str, str]]:
    """Return the text under each annotated field of each class of a module, read from its source."""
    classes = [node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.ClassDef)]
    return {node.name: dict(_documented(node)) for node in classes}


def _documented(node: ast.ClassDef) -> list[tuple[str, str]]:
    return [
        (field.target.id, inspect.cleandoc(text.value.value))
        for field, text in pairwise(node.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant) and isinstance(text.value.value, str)
    ]  # fmt: skip
