"""A business as a file that explains each of its lines, and shows what else could be said."""

from collections.abc import Callable, Mapping
from functools import reduce
from math import floor
from pathlib import Path
from typing import Any

from ecomap.firms import as_named
from ecomap.io.amounts import plain
from ecomap.io.fields import FIELDS
from ecomap.io.yaml_edits import written
from ecomap.model import AnyMap, Business, Resources
from ecomap.names import Names
from ecomap.template import Templates

WIDEST = 34  # column beyond which comments are not pushed by a long line
PARTS = {name: [one for one in FIELDS.values() if one.name.startswith(f"{name}.")] for name in FIELDS}
BESIDE: Mapping[str, Callable[[AnyMap, str, float], str]] = {
    "firm": lambda known, id, _: (known.sector_by_id.get(id) or Names.of(known).kinds[id]).name,
    "sector": lambda known, id, _: known.sector_by_id[id].name,
    "activity": lambda known, id, _: known.activity_by_id[id].summary,
    "trait": lambda known, id, _: next(trait.question for trait in known.traits if trait.id == id),
    "goal": lambda known, id, _: next((goal.summary for goal in known.goals if goal.id == id), ""),
    "skill": lambda known, id, level: _example(level, next(one.levels for one in known.skills if one.id == id)),
    "trend": lambda known, id, _: known.trend_by_id[id].name,
    "platform": lambda known, id, _: next(one.name for one in known.platforms if one.id == id),
}
"""What stands beside a name, by what it is a name of, and its number."""


def business_file(business: Business, ecosystem: AnyMap) -> str:
    """Return a business, its names ids of the map, as YAML with a comment on every line; it reads back the same."""
    own = as_named(business)
    said = {name: _at(own, name) for name, field in FIELDS.items() if field.form != "part"}
    said |= {"schema": "ecomap/business/2", "name": written(own.name), "country": own.country and written(own.country)}

    def beside(name: str, kind: str, level: float = 0.0) -> str:
        return " ".join(BESIDE[kind](ecosystem, name, level).split()) if kind else ""

    text = FILES.filled(
        "business.yaml", said=said, some=own.resources != Resources(), fields=FIELDS.values(),
        maturity=ecosystem.maturity, parts=PARTS, beside=beside,
    )  # fmt: skip
    lines = [line.partition("\t") for line in text.split("\n")]
    column = max((len(line) for line, _, comment in lines if comment and len(line) < WIDEST), default=0)
    return "\n".join(f"{line:<{column}}  # {comment}" if comment else line for line, _, comment in lines)


def _at(business: Business, name: str) -> Any:
    """Return what stands in a field, or in a part of one."""
    return reduce(getattr, name.replace("schema", "schema_").split("."), business)


def _number(value: float) -> str:
    return plain(float(f"{value:.12g}")) if abs(value) < 1e12 else repr(value)


def _example(level: float, examples: tuple[str, ...]) -> str:
    return f"of 4: {examples[floor(level)]}" if len(examples) > floor(level) else "of 4"


FILES = Templates(Path(__file__).with_name("stub_files"), {"written": written, "number": _number, "level": _example})
