"""JSON Schema of what ecomap reads and of what it prints; what the source says of the fields are its descriptions."""

import ast
import inspect
from collections import ChainMap
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import pairwise
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from pydantic import TypeAdapter

from ecomap import model, results
from ecomap.model import Business, MapEntrance, Overlay
from ecomap.render.sheet import INTERNAL
from ecomap.verbs import VERBS, answers, resolved

DIALECT = "https://json-schema.org/draft/2020-12/schema"
VERSIONS = {"ranking": 2, "explanation": 2, "diff": 2}  # of the contracts that have changed since their first


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of ``map``, ``overlay``, ``business`` or an answer."""
    read: dict[str, Any] = {"map": MapEntrance, "overlay": Overlay, "business": Business}
    content = _described(read[name].model_json_schema(), model) if name in read else _answer(name)
    if name == "map":
        content.pop("required")  # any file of the map may be checked with it, not its entrance alone
    return {"$schema": DIALECT, "$id": schema_id(name)} | content


def schema_id(name: str) -> str:
    """Return what a document of a schema calls it."""
    return f"ecomap/{name}/{VERSIONS.get(name, 1)}"


def _answer(name: str) -> dict[str, Any]:
    kind: Any = resolved(answers()[name])
    many = any(verb.many for verb in VERBS.values() if verb.schema == name)
    content = _described(TypeAdapter(list[kind] if many else kind).json_schema(), results)
    for part in (content, *content.get("$defs", {}).values()):
        # a field is called by the name it is printed with: ``from_`` is ``from``, a word that Python keeps for itself
        if "properties" in part:
            part["properties"] = {name.rstrip("_"): said for name, said in part["properties"].items()}
        if "required" in part:
            part["required"] = [name.rstrip("_") for name in part["required"]]
    if many:
        return content
    kept = {key: value for key, value in content["properties"].items() if key not in INTERNAL}
    content["properties"] = {"schema": {"const": schema_id(name)}} | kept
    content["required"] = ["schema", *content["required"]]
    return content


def _described(content: dict[str, Any], room: ModuleType) -> dict[str, Any]:
    """Add what a room says of each field as its description."""
    texts = docstrings(room)
    for part in (content, *content.get("$defs", {}).values()):
        for name, text in texts.get(part.get("title", ""), {}).items():
            if name in part.get("properties", {}):
                part["properties"][name]["description"] = text
    return content


@cache
def docstrings(room: ModuleType) -> dict[str, dict[str, str]]:
    """Return what is said of the fields of every class of a room: behind each after ``#:``, or in a text below it."""
    found: dict[str, dict[str, str]] = {}
    nodes: list[ast.ClassDef] = []
    for one in iter_modules(room.__path__):
        source = inspect.getsource(import_module(f"{room.__name__}.{one.name}"))
        classes = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
        found |= {node.name: dict(_documented(node, source.splitlines())) for node in classes}
        nodes += classes
    for node in nodes:
        bases = [found.get(base.id, {}) for base in node.bases if isinstance(base, ast.Name)]
        found[node.name] = dict(ChainMap(found[node.name], *bases))
    return found


def _documented(node: ast.ClassDef, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for field, below in pairwise([*node.body, None]):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            text = lines[(field.end_lineno or 1) - 1].partition("  #: ")[2]
            if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
                text = inspect.cleandoc(str(below.value.value))
            if text:
                yield field.target.id.rstrip("_"), text
