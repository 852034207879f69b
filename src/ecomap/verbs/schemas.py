"""JSON Schema of what ecomap reads and of what it prints; the docstrings of the fields are its descriptions."""

import ast
import inspect
from itertools import pairwise
from types import ModuleType
from typing import Any

from pydantic import TypeAdapter

from ecomap.io.map_reader import load_hand_made
from ecomap.io.maps import shipped_map
from ecomap.model import Business, MapEntrance, Overlay, business, context, ecosystem, evidence, lifecycle, methods
from ecomap.results import batch, comparison, explanation, maps, ranking

RESULTS: dict[str, type] = {
    "ranking": ranking.Ranking,
    "explanation": explanation.Explanation,
    "whatif": explanation.WhatIf,
    "evidence": maps.EvidenceAnswer,
    "batch": batch.BatchRow,
    "diff": maps.Difference,
    "comparison": comparison.Comparison,
}
"""What commands print."""
INPUT_MODULES = (ecosystem, context, evidence, lifecycle, methods)
RESULT_MODULES = (ranking, explanation, maps, comparison, batch)
INTERNAL = ("sector_names", "trend_names")
"""Fields that only renderers need; they are not printed."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of ``map``, ``overlay``, ``business`` or a result."""
    makers = {"map": _map, "overlay": _overlay, "business": _business}
    content = makers[name]() if name in makers else _result(name)
    return {"$schema": DIALECT, "$id": f"ecomap/{name}/1"} | content


def _map() -> dict[str, Any]:
    content = _described(MapEntrance.model_json_schema(), *INPUT_MODULES)
    # Any file of the map may be checked with it, so the entrance's own fields are not required.
    content.pop("required", None)
    return _with_known_ids(content)


def _overlay() -> dict[str, Any]:
    return _with_known_ids(_described(Overlay.model_json_schema(), *INPUT_MODULES))


def _business() -> dict[str, Any]:
    return _with_known_ids(_described(Business.model_json_schema(), business))


KNOWN_KEYS = {
    "activities": "activities", "services": "activities", "goals": "goals", "skills": "skills", "sectors": "sectors",
    "depends_on": "sectors",
}  # fmt: skip
"""Fields that are mappings from ids, with the list of the map that the ids are from."""
KNOWN_VALUES = {
    "sector": "sectors", "home": "sectors", "target": "sectors", "activity": "activities", "trend": "trends",
    "evidence": "evidence", "method": "methods", "prerequisites": "trends", "trends": "trends", "adopted": "trends",
    "practices": "practices", "sectors": "sectors",
}  # fmt: skip
"""Fields that are ids, or lists of ids."""
SOURCES_OF = {"Coupling": "sectors", "Rejected": "sectors", "Evidence": "sources", "Rule": "sources"}
"""What a field called ``source`` names, in each model that has one."""


def _with_known_ids(content: dict[str, Any]) -> dict[str, Any]:
    """Offer the ids of the shipped map, so that an editor completes them; others are as good, for overlays."""
    shipped = load_hand_made(shipped_map())
    for part in (content, *content.get("$defs", {}).values()):
        sources = SOURCES_OF.get(part.get("title", ""))
        for name, field in part.get("properties", {}).items():
            value = next(iter(field.get("patternProperties", {}).values()), field.get("additionalProperties"))
            kind = sources if name == "source" else KNOWN_VALUES.get(name)
            if name in KNOWN_KEYS and isinstance(value, dict):
                field["properties"] = {item.id: value for item in getattr(shipped, KNOWN_KEYS[name])}
            elif kind is not None and (one := _one_id(field)) is not None:
                one["examples"] = [item.id for item in getattr(shipped, kind)]
    return content


def _one_id(field: dict[str, Any]) -> dict[str, Any] | None:
    """Return the part of a field's schema that describes a single id; None where it holds no ids."""
    choices = (field, field.get("items", {}), *field.get("anyOf", []))
    return next((part for part in choices if part.get("type") in ("string", ["string", "null"])), None)


def _result(name: str) -> dict[str, Any]:
    content = _described(TypeAdapter(RESULTS[name]).json_schema(), *RESULT_MODULES)
    kept = {key: value for key, value in content["properties"].items() if key not in INTERNAL}
    content["properties"] = {"schema": {"const": f"ecomap/{name}/1"}} | kept
    content["required"] = ["schema", *content["required"]]
    return content


def _described(content: dict[str, Any], *modules: ModuleType) -> dict[str, Any]:
    """Add the docstring under each field as its description."""
    docstrings = {name: fields for module in modules for name, fields in field_docstrings(module).items()}
    for name, bases in [pair for module in modules for pair in _bases(module)]:
        docstrings[name] = {k: v for base in bases for k, v in docstrings.get(base, {}).items()} | docstrings[name]
    for part in (content, *content.get("$defs", {}).values()):
        for name, text in docstrings.get(part.get("title", ""), {}).items():
            if name in part.get("properties", {}):
                part["properties"][name]["description"] = text
    return content


def field_docstrings(module: ModuleType) -> dict[str, dict[str, str]]:
    """Return the text under each annotated field of each class of a module, read from its source."""
    classes = [node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.ClassDef)]
    return {node.name: dict(_documented(node)) for node in classes}


def _bases(module: ModuleType) -> list[tuple[str, list[str]]]:
    classes = [node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.ClassDef)]
    return [(node.name, [base.id for base in node.bases if isinstance(base, ast.Name)]) for node in classes]


def _documented(node: ast.ClassDef) -> list[tuple[str, str]]:
    return [
        (field.target.id.rstrip("_"), inspect.cleandoc(text.value.value))
        for field, text in pairwise(node.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant) and isinstance(text.value.value, str)
    ]  # fmt: skip
