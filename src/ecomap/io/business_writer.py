"""A business as a file that explains each of its lines, and shows what else could be said."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from math import floor
from typing import Any, NamedTuple

from ecomap.firms import as_named
from ecomap.io.amounts import plain
from ecomap.io.fields import FIELDS, Field
from ecomap.io.yaml_edits import written
from ecomap.model import Business, Resources
from ecomap.model.compiled import AnyMap
from ecomap.names import Names

WIDEST = 34
"""Column beyond which comments are not pushed by a long line."""
HEAD = """\
# Your business, as ecomap reads it. Change a line here, or: ecomap business set THIS-FILE budget_eur=9000
# Lines that begin with # are not read; take the # away to say what such a line shows.
"""
BESIDE: Mapping[str, Callable[[AnyMap, str, float], str]] = {
    "firm": lambda known, id, _: (known.sector_by_id.get(id) or Names.of(known).kinds[id]).name,
    "sector": lambda known, id, _: known.sector_by_id[id].name,
    "activity": lambda known, id, _: known.activity_by_id[id].summary,
    "trait": lambda known, id, _: next(trait.question for trait in known.traits if trait.id == id),
    "goal": lambda known, id, _: next((goal.summary for goal in known.goals if goal.id == id), ""),
    "skill": lambda known, id, level: _example(next(one.levels for one in known.skills if one.id == id), level),
    "trend": lambda known, id, _: known.trend_by_id[id].name,
    "platform": lambda known, id, _: next(one.name for one in known.platforms if one.id == id),
}
"""What stands beside a name, by what it is a name of, and its number."""
Beside = Callable[[str, float], str]


class Line(NamedTuple):
    """One line and what it is for."""

    text: str
    comment: str = ""


def business_file(business: Business, ecosystem: AnyMap) -> str:
    """Return a business, its names ids of the map, as YAML with a comment on every line; it reads back the same."""
    lines = list(_lines(as_named(business), ecosystem))
    fitting = [len(line.text) for line in lines if line.comment and len(line.text) < WIDEST]
    column = max(fitting, default=0)
    return f"{HEAD}\n" + "".join(
        f"{line.text:<{column}}  # {' '.join(line.comment.split())}\n" if line.comment else f"{line.text}\n"
        for line in lines
    )


def _number(value: float) -> str:
    return plain(float(f"{value:.12g}")) if abs(value) < 1e12 else repr(value)


def _lines(business: Business, ecosystem: AnyMap) -> Iterator[Line]:
    own = {"schema": "ecomap/business/2", "name": written(business.name)}
    own |= {"country": written(business.country)} if business.country else {}
    for field in FIELDS.values():
        value: Any = own.get(field.name) or getattr(business, field.name.partition(".")[0])
        if field.name == "maturity" and value is not None:
            yield Line(f"maturity: {_number(value)}", _example(ecosystem.maturity, value))
        elif field.name.startswith("resources"):
            yield from _resources(field, value)
        elif field.form == "records":
            yield from _records(field, value, ecosystem)
        elif field.form != "part":
            yield from _field(field, value, _beside(field, ecosystem))


def _beside(field: Field, ecosystem: AnyMap) -> Beside:
    return partial(BESIDE[field.kind], ecosystem) if field.kind else _nothing


def _nothing(*_: object) -> str:
    return ""


def _field(field: Field, value: Any, beside: Beside) -> Iterator[Line]:
    """Yield what is said in a field, with what stands beside each name in it; else how it could be said."""
    if value in (None, (), {}):
        yield from [Line(f"# {field.name}: {field.example}", field.meaning)] if field.example else []
    elif isinstance(value, dict | tuple):
        yield Line(f"{field.name}:", field.meaning)
        yield from _names(value, beside, "  ")
    else:
        yield Line(f"{field.name}: {value}", field.meaning)


def _names(value: Any, beside: Beside, indent: str) -> Iterator[Line]:
    for name in value:
        inner = value[name] if isinstance(value, dict) else None
        if inner is None:
            yield Line(f"{indent}- {written(name)}", beside(name, 0))
        elif isinstance(inner, dict):
            yield Line(f"{indent}{name}:", beside(name, 0))
            yield from _names(inner, _nothing, f"{indent}  ")
        else:
            yield Line(f"{indent}{written(name)}: {_number(inner)}", beside(name, inner))


def _example(examples: tuple[str, ...], level: float) -> str:
    return f"of 4: {examples[floor(level)]}" if len(examples) > floor(level) else "of 4"


def _resources(field: Field, said: Resources) -> Iterator[Line]:
    some = said.budget_eur is not None or said.hours_per_week is not None
    if field.form == "parts":
        yield Line("resources:" if some else f"# resources: {field.example}", field.meaning)
    elif some:
        value: float | None = getattr(said, field.said)
        text = f"# {field.said}: {field.example}" if value is None else f"{field.said}: {_number(value)}"
        yield Line(f"  {text}", field.meaning)


def _records(field: Field, items: tuple[Any, ...], ecosystem: AnyMap) -> Iterator[Line]:
    """Yield what is said in the parts of each item; where there is none how it could be said, if that is shown."""
    parts = [one for one in FIELDS.values() if one.name.startswith(f"{field.name}.")]
    examples = [f"{part.said}: {part.example}" for part in parts if part.example]
    if items or examples:
        yield Line(f"{field.name}:" if items else f"# {field.name}:", field.meaning)
    for at, text in enumerate(examples if not items else ()):
        yield Line(f"#     {text}" if at else f"#   - {text}", "" if at else parts[0].meaning)
    for item in items:
        begun, pressed = "  - ", getattr(item, "sector", None) is not None
        for part in parts:
            value: Any = getattr(item, part.said)
            beside = _beside(part, ecosystem)
            if isinstance(value, dict):
                yield Line(f"{begun}{part.said}:", part.meaning)
                yield from _names(value, beside, "      ")
            elif isinstance(value, float):
                meaning = FIELDS[f"{field.name}.sector"].meaning if pressed else part.meaning
                yield Line(f"{begun}{part.said}: {_number(value)}", meaning)
            elif value is not None:
                yield Line(f"{begun}{part.said}: {written(value)}", beside(value, 0))
            begun = begun if value is None else "    "
