"""JSON Schema of what ecomap reads and of what it prints."""

from typing import Any

from pydantic import TypeAdapter

from ecomap.model import Business, EcosystemMap
from ecomap.results import Ranking

NAMES = ("map", "business", "ranking")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of ``map``, ``business`` or ``ranking``."""
    makers = {"map": _map, "business": _business, "ranking": _ranking}
    return {"$schema": DIALECT, "$id": f"ecomap/{name}/1"} | makers[name]()


def _map() -> dict[str, Any]:
    content = EcosystemMap.model_json_schema()
    # Any file of the map may be checked with it, so the entrance's own fields are not required.
    content.pop("required", None)
    return content


def _business() -> dict[str, Any]:
    return Business.model_json_schema()


def _ranking() -> dict[str, Any]:
    content = TypeAdapter(Ranking).json_schema()
    content["properties"] = {"schema": {"const": "ecomap/ranking/1"}} | content["properties"]
    del content["properties"]["sector_names"]
    content["required"] = ["schema", *(name for name in content["required"] if name != "sector_names")]
    return content
